"""project, column, person, config: list, add, set, remove."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.cli.config import edited
from pmtui.settings import config_path
from tests.cli.conftest import Run


def test_projects(run: Run, plan: Path) -> None:
    assert run("project", "add", "OPS", "Operations", "team", "--template", "scrum").code == 0
    assert run("project", "set", "OPS", "goal=Calm nights", "start=2026-12-01").code == 0
    assert run("project", "remove", "OPS").code == 0
    ops = run("project", "list", "--json").json[1]
    assert ops == {
        "key": "OPS", "name": "Operations team", "description": None, "goal": "Calm nights",
        "start": "2026-12-01", "finish": None, "timezone": None, "method": "scrum", "archived": True,
    }  # fmt: skip
    assert "archived" in run("project").out
    run("project", "set", "OPS", "archived=no")
    assert run("project", "--json").json[1]["archived"] is False


def test_columns(run: Run, plan: Path) -> None:
    assert run("column", "add", "Test", "--category", "active", "wip=2", "hard=yes").code == 0
    assert run("column", "set", "Test", "place=1", "policy=Two pairs of eyes").code == 0
    first = run("column", "--json").json[0]
    assert first == {
        "project": "ORD", "name": "Test", "category": "active", "wip_limit": 2, "wip_hard": True, "starts_clock": None,
        "stops_clock": None, "policy": "Two pairs of eyes",
    }  # fmt: skip
    assert run("column", "remove", "Doing").code == 1
    assert run("column", "remove", "Doing", "--to", "Review").code == 0
    assert [one["name"] for one in run("column", "--json").json] == ["Test", "Backlog", "Ready", "Review", "Done"]
    run("move", "1-2", "Test")
    full = run("move", "3", "Test")
    assert (full.code, "at most 2" in full.err) == (1, True)


def test_people(run: Run, plan: Path) -> None:
    assert run("person", "add", "fay", "Fay", "Moss", "email=fay@example.org").code == 0
    assert run("person", "set", "fay", "alias=fmoss", "name=Fay M. Moss").code == 0
    assert run("person", "remove", "fay").code == 0
    fay = next(one for one in run("person", "--json").json if one["code"] == "fay")
    assert fay == {
        "code": "fay", "name": "Fay M. Moss", "email": "fay@example.org", "git_email": None, "kind": "human",
        "aliases": ["fmoss"], "inactive": True,
    }  # fmt: skip
    run("add", "x to:fmoss")
    assert run("show", "7", "--json").json["owner"] == "fay"


@pytest.mark.parametrize(
    "words",
    [
        ["project", "add"], ["project", "set", "ORD"], ["project", "set", "ORD", "foo=1"], ["project", "frob"],
        ["project", "set", "NO", "name=x"], ["project", "set", "ORD", "timezone=Nowhere/Else"], ["column", "add"],
        ["column", "set", "Doing"], ["column", "set", "Doing", "wip=many"], ["column", "remove", "No"],
        ["person", "add", "a b/c"], ["person", "set", "zoe", "name=x"], ["person", "add", "zoe", "Zoe", "kind=dog"],
        ["config", "set", "theme"], ["config", "set", "them", "dark"],
        ["config", "set", "mouse", "maybe"], ["config", "set", "done_days", "x"], ["config", "get", "no"],
    ],
)  # fmt: skip
def test_wrong_words_change_nothing(run: Run, plan: Path, words: list[str]) -> None:
    before = plan.read_bytes()
    said = run(*words)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert plan.read_bytes() == before
    assert not config_path().exists()


def test_config_sets_and_shows(run: Run) -> None:
    assert run("config", "path").out == f"{config_path()}\n"
    assert run("config", "set", "theme", "dark").code == 0
    assert run("config", "set", "mouse", "no").code == 0
    assert run("config", "set", "hours_per_day", "7.5").code == 0
    assert run("config", "set", "keys.board.done", "x").code == 0
    assert run("config", "get", "theme").out == "dark\n"
    assert run("config", "get", "keys.board.done", "--json").json == "x"
    settings = run("config", "--json").json
    assert (settings["mouse"], settings["hours_per_day"], settings["keys"]) == (False, 7.5, {"board.done": "x"})
    assert run("config", "remove", "theme").code == 0
    assert run("config", "get", "theme").out == "auto\n"
    assert run("config", "check").code == 0


def test_config_keeps_comments_and_order(run: Run) -> None:
    path = config_path()
    path.parent.mkdir(parents=True)
    path.write_text('# mine\ntheme = "light"  # for the office\nmouse = true\n\n[keys]\n# moving\n"board.done" = "x"\n')
    run("config", "set", "theme", "dark")
    run("config", "set", "done_days", "7")
    run("config", "set", "keys.board.done", "X")
    assert path.read_text() == (
        '# mine\ntheme = "dark"  # for the office\nmouse = true\ndone_days = 7\n\n'
        '[keys]\n# moving\n"board.done" = "X"\n'
    )


def test_a_broken_config_is_named_and_can_be_mended(run: Run, plan: Path) -> None:
    path = config_path()
    path.parent.mkdir(parents=True)
    path.write_text("theme = 'plaid'\n")
    for words in (["list"], ["config", "check"], ["config"]):
        said = run(*words)
        assert (said.code, "theme" in said.err) == (2, True)
    assert run("config", "set", "theme", "dark").code == 0
    assert run("list").code == 0
    path.write_text("theme = \n")
    assert run("config", "set", "theme", "dark").code == 0
    path.write_text("[[[\n")
    said = run("config", "set", "theme", "dark")
    assert (said.code, path.read_text()) == (2, "[[[\n")


def test_a_value_that_does_not_fit_is_not_written(run: Run) -> None:
    run("config", "set", "theme", "dark")
    before = config_path().read_text()
    assert run("config", "set", "theme", "plaid").code == 2
    assert config_path().read_text() == before


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30))
def test_any_text_survives_the_config_file(value: str) -> None:
    import json
    import tomllib

    text = edited("mouse = true\n[keys]\na = 'b'\n", "", "editor", json.dumps(value, ensure_ascii=False))
    assert tomllib.loads(text) == {"mouse": True, "editor": value, "keys": {"a": "b"}}


def test_a_default_project_that_a_plan_lacks_is_no_matter(run: Run, plan: Path) -> None:
    run("init", plan, "--key", "OPS")
    run("config", "set", "default_project", "OPS")
    run("add", "x")
    assert run("show", "7", "--json").json["project"] == "OPS"
    run("config", "set", "default_project", "ELSE")
    run("add", "y")
    assert run("show", "8", "--json").json["project"] == "ORD"
