"""Rules hold whichever command one comes by: limits, summaries, what a list leaves out, undo beside others."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    "words",
    [["start", "1"], ["move", "1", "Doing"], ["set", "1", "column=Doing"], ["add", "x in:doing"],
     ["add", "x", "--column", "Doing"]],
)  # fmt: skip
def test_a_hard_limit_holds_against_every_command_and_a_soft_one_warns(run: Run, plan: Path, words: list[str]) -> None:
    assert run("column", "set", "Doing", "wip=2", "hard=yes").code == 0
    refused = run(*words)
    assert (refused.code, refused.err) == (1, "pmtui: Doing holds 2 of at most 2; finish something there first\n")
    assert run("column", "set", "Doing", "hard=no").code == 0
    warned = run(*words)
    assert warned.code == 0
    assert "Doing is over its limit: 3 of 2\n" in warned.err


def test_many_cards_over_a_soft_limit_are_warned_of_once(run: Run, plan: Path) -> None:
    run("column", "set", "Doing", "wip=2")
    said = run("add", "-", "--column", "Doing", stdin="a\nb\nc\n")
    assert said.err.count("over its limit") == 1
    assert "5 of 2" in said.err


def test_an_item_cannot_hang_below_what_it_comes_before_or_after(run: Run, plan: Path) -> None:
    # 2 comes after 1.
    for child, parent in (("1", "2"), ("2", "1")):
        said = run("set", child, f"parent={parent}")
        assert said.code == 1
        assert "own summary" in said.err
    assert run("set", "3", "parent=1").code == 0
    assert run("set", "2", "parent=3").code == 1  # and not two levels below it either


def test_starting_or_finishing_a_dropped_item_takes_it_up_again(run: Run, plan: Path) -> None:
    run("drop", "3", "no")
    assert run("start", "3").code == 0
    assert run("show", "3", "--json").json["state"] == "open"


def test_start_says_the_column_only_where_the_item_moved(run: Run, plan: Path) -> None:
    assert run("start", "3").err == "3 started\n"
    assert run("start", "1").err == "1 started, in Doing\n"


def test_a_column_in_a_query_shows_what_its_board_would(run: Run, plan: Path) -> None:
    run("add", "-", stdin="a in:backlog\nb in:backlog\nc in:backlog")
    run("drop", "7")
    run("archive", "8")
    assert [item["number"] for item in run("list", "status:backlog", "--json").json] == [5, 9]
    run("done", "5")
    assert [item["number"] for item in run("list", "status:done", "--json").json] == [5]
    assert [item["number"] for item in run("list", "open", "status:backlog", "--json").json] == [9]
    assert [item["number"] for item in run("list", "archived", "--json").json] == [8]
    assert [item["number"] for item in run("list", "dropped", "--json").json] == [7]


def test_undo_passes_over_what_others_changed_since(run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("set", "5", "title=Mine")
    run("set", "4", "title=Also mine")
    monkeypatch.setenv("PMTUI_ACTOR", "gus")
    run("set", "4", "title=His")
    monkeypatch.setenv("PMTUI_ACTOR", "ana")
    said = run("undo")
    assert said.code == 0
    assert "left alone, changed since by somebody else: 4 title" in said.err
    titles = {item["number"]: item["title"] for item in run("list", "--json").json}
    assert (titles[4], titles[5]) == ("His", "Load plan")
    run("redo")
    assert run("show", "5", "--json").json["title"] == "Mine"


def test_what_somebody_took_back_no_longer_stands_in_the_way_of_undo(
    run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("set", "4", "title=Mine")
    monkeypatch.setenv("PMTUI_ACTOR", "gus")
    run("set", "4", "title=His")
    run("undo")
    monkeypatch.setenv("PMTUI_ACTOR", "ana")
    assert run("undo").code == 0
    assert run("show", "4", "--json").json["title"] == "Help text"


def test_a_damaged_plan_gets_no_backup_and_leaves_no_scraps(
    run: Run, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    whole = plan.read_bytes()
    half = len(whole) // 2 // 8192 * 8192
    plan.write_bytes(whole[:half] + b"\x5a" * 8192 * 4 + whole[half + 8192 * 4 :])
    for words in (["backup"], ["doctor", "--rebuild"]):
        said = run(*words)
        assert said.code == 3
        assert said.err.count("\n") == 1
        assert "is damaged" in said.err
    assert [path for path in (tmp_path / "state").rglob("*") if path.is_file()] == []
    assert run("doctor").code == 1
    assert "`pmtui doctor`" not in run("doctor").out  # it is the doctor who speaks


def test_two_restores_in_one_second_keep_both_plans_they_replaced(
    run: Run, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    copy = run("backup").out.strip()
    for moment in ("2026-11-23T10:00:00.100+00:00", "2026-11-23T10:00:00.200+00:00"):
        monkeypatch.setenv("PMTUI_NOW", moment)
        assert run("restore", copy, "--yes").code == 0
    assert len(list((tmp_path / "state").rglob("replaced-*.db"))) == 2
