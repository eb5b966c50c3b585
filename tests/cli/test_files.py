"""init, demo, import, export, backup, restore, doctor, renumber."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from pmtui.settings import data_plan
from tests.cli.conftest import Opened, Run


def test_init_makes_a_plan_and_then_adds_to_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "team.db"
    assert "in the new plan" in run("init", path, "--key", "ord", "--name", "Order portal").err
    assert run("init", path, "--name", "Site reliability and operations").code == 0
    assert [one["key"] for one in run("-f", path, "project", "--json").json] == ["ORD", "SRO"]
    assert run("init", path, "--key", "ORD", "--name", "again").code == 1


def test_init_without_a_file_makes_the_plan_in_this_folder(run: Run) -> None:
    assert run("init", "--key", "ORD", "--name", "Order portal").code == 0
    assert Path("pmtui.db").is_file()
    assert not data_plan().exists()
    assert run("add", "One").out == "1\n"


def test_init_in_a_folder_makes_a_pmtui_db(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path, "--key", "ORD")
    assert (tmp_path / "pmtui.db").exists()


@pytest.mark.parametrize("words", [["--key", "1x"], ["--template", "none", "--key", "ORD"], []])
def test_a_failed_init_leaves_nothing(run: Run, tmp_path: Path, words: list[str]) -> None:
    assert run("init", tmp_path / "new.db", *words).code == 2
    assert list(tmp_path.iterdir()) == []


def test_init_where_nothing_can_be_made(run: Run, tmp_path: Path) -> None:
    said = run("init", tmp_path / "no" / "new.db", "--key", "ORD")
    assert (said.code, said.err.count("\n")) == (3, 1)


@pytest.mark.parametrize("template", ["kanban", "scrum", "waterfall", "prince2", "hybrid"])
def test_templates_have_what_start_and_done_need(run: Run, tmp_path: Path, template: str) -> None:
    run("init", tmp_path / "pmtui.db", "--key", "ORD", "--template", template)
    run("add", "x")
    assert run("start", "1").code == 0
    assert run("done", "1").code == 0


def test_the_app_opens_on_the_plan(run: Run, plan: Path, opened: Opened, terminal: Callable[[str], None]) -> None:
    terminal("stdout")
    assert run(typed="").code == 0
    assert run("--no-mouse", "--project", "ORD", typed="").code == 0
    assert opened == [(plan, "ana", True, None), (plan, "ana", False, "ORD")]


def test_without_a_plan_the_app_offers_to_make_one(run: Run, opened: Opened, terminal: Callable[[str], None]) -> None:
    terminal("stdout")
    said = run(typed="m\nOrder portal\n\n")
    assert (said.code, "There is no plan yet" in said.err) == (0, True)
    assert opened == [(data_plan(), "ana", True, None)]
    assert run("project", "--json").json[0]["name"] == "Order portal"


def test_without_a_plan_one_may_leave(run: Run, opened: Opened, terminal: Callable[[str], None]) -> None:
    terminal("stdout")
    assert run(typed="q\n").code == 0
    assert run(typed="").code == 1
    assert opened == []
    assert not data_plan().exists()


def test_demo_prints_its_board_without_a_terminal(run: Run, tmp_path: Path) -> None:
    said = run("demo")
    assert said.code == 0
    assert "Doing" in said.out
    assert list(tmp_path.iterdir()) == []


def test_export_and_import_again(run: Run, plan: Path, tmp_path: Path) -> None:
    target = tmp_path / "plan.json"
    assert run("export", "json", target).code == 0
    assert json.loads(run("export", "json").out) == json.loads(target.read_text(encoding="utf-8"))
    copy = tmp_path / "copy.db"
    assert run("-f", copy, "import", target).code == 0
    assert run("-f", copy, "list", "--json").json == run("list", "--json").json
    for format in ("csv", "md"):
        assert "Retry failed payments" in run("export", format).out


def test_a_dry_import_makes_nothing(run: Run, plan: Path, tmp_path: Path) -> None:
    target = tmp_path / "plan.json"
    run("export", "json", target)
    report = run("-f", tmp_path / "copy.db", "import", target, "--dry-run", "--json").json
    assert report["dry_run"] is True
    assert not (tmp_path / "copy.db").exists()


def test_a_failed_import_makes_nothing(run: Run, tmp_path: Path) -> None:
    strange = tmp_path / "strange.txt"
    strange.write_bytes(b"\x00\x01 nothing known")
    said = run("-f", tmp_path / "new.db", "import", strange)
    assert said.code in (1, 2)
    assert said.err.count("\n") <= 1
    assert not (tmp_path / "new.db").exists()


def test_backup_and_restore(run: Run, plan: Path, tmp_path: Path) -> None:
    made = Path(run("backup").out.strip())
    assert made.is_file()
    run("drop", "1-6")
    assert run("backup", "list", "--json").json[0]["path"] == str(made)
    assert run("restore", "1").code == 2  # nobody can be asked
    assert run("restore", "1", "--yes").code == 0
    assert len(run("list", "--json").json) == 6
    kept = run("restore", "--json").json
    assert len(kept) == 2
    assert [row["number"] for row in kept] == [1, 2]


def test_a_restore_can_itself_be_taken_back(run: Run, plan: Path) -> None:
    made = run("backup").out.strip()
    run("drop", "1-6")
    run("restore", made, "--yes")
    saved = next(row["path"] for row in run("restore", "--json").json if "replaced" in row["path"])
    run("restore", saved, "--yes")
    assert run("list", "--json").json == []


def test_backup_to_a_file_never_overwrites(run: Run, plan: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    assert run("backup", target).out == f"{target}\n"
    said = run("backup", target)
    assert (said.code, said.out) == (3, "")


@pytest.mark.parametrize("name", ["9", "nowhere.db"])
def test_restore_of_nothing(run: Run, plan: Path, name: str) -> None:
    before = plan.read_bytes()
    assert run("restore", name, "--yes").code == 2
    assert plan.read_bytes() == before


def test_doctor_is_content(run: Run, plan: Path) -> None:
    assert "healthy: 6 items" in run("doctor").out
    report = run("doctor", "--json").json
    assert list(report) == [
        "file", "healthy", "items", "changes", "damage", "strange", "missing", "differing", "loops", "repeated",
    ]  # fmt: skip
    assert report["healthy"] is True


def test_doctor_finds_and_mends_a_table_that_lies(run: Run, plan: Path) -> None:
    with sqlite3.connect(plan) as db:
        db.execute("UPDATE item SET title = 'lie' WHERE number = 1")
    db.close()
    said = run("doctor")
    assert (said.code, "doctor --rebuild" in said.out) == (1, True)
    assert run("doctor", "--json").json["differing"] == {"item": 2}
    assert run("doctor", "--rebuild").code == 0
    assert run("show", "1", "--json").json["title"] == "Audit log"


def test_doctor_lists_every_place(run: Run, plan: Path) -> None:
    said = run("doctor", "--paths", "--json").json
    assert said["plan"] == {"path": str(plan), "exists": True}
    assert set(said) == {"plan", "settings", "channels", "own_plan", "state_and_backups"}
    assert str(plan) in run("doctor", "--paths").out


def test_renumber_gives_the_younger_of_two_a_new_number(run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("renumber").err == "no two items share a number\n"
    monkeypatch.setenv("PMTUI_NOW", "2026-11-23T09:30:00+00:00")
    run("add", "x")
    _share(plan, 7, 1)
    assert run("show", "1b", "--json").json["title"] == "x"
    assert run("doctor", "--json").json["repeated"] == [1]
    assert run("renumber", "1").code == 1
    assert run("renumber", "1b").err == "1b is now 7\n"
    assert run("show", "7", "--json").json["title"] == "x"
    assert run("undo").code == 0
    assert run("show", "1b").code == 0


def _share(path: Path, number: int, other: int) -> None:
    """Give an item the number of another, as the merge of two copies does."""
    from pmtui.store.plan import Plan
    from pmtui.store.read import find

    with Plan(path, "ben", write=True) as plan:
        id = find(plan, str(number))
        with plan.transaction() as tx:
            tx.set(id, "number", other)
