"""Backups are whole and checked; restoring keeps what it replaces; what is damaged is refused."""

import os
import sqlite3
from pathlib import Path

import pytest

from pmtui.errors import FileUnusable
from pmtui.store import read
from pmtui.store.backup import backup, folder_for, kept, restore
from pmtui.store.doctor import examine
from pmtui.store.plan import Plan
from tests.store.plans import Clock, add, mark, tables


def titles(path: Path) -> list[str]:
    """What a plan file holds."""
    with Plan(path, "eve") as plan:
        assert examine(plan).healthy
        return [item.title for item in read.items(plan)]


def test_a_backup_is_a_whole_plan_among_the_backups_of_this_file(plan: Plan) -> None:
    add(plan, "Basket")
    before = mark(plan.path)
    made = backup(plan.db, plan.path)
    assert mark(plan.path) == before
    assert (made.parent, kept(plan.path)) == (folder_for(plan.path), [made])
    assert titles(made) == ["Basket"]
    with Plan(made, "eve") as copy:
        assert tables(copy) == tables(plan)


def test_a_backup_may_go_elsewhere_but_over_nothing(plan: Plan, tmp_path: Path) -> None:
    target = tmp_path / "else where" / "copy.db"
    assert backup(plan.db, plan.path, target) == target
    whole = target.read_bytes()
    with pytest.raises(FileUnusable, match="is there already"):
        backup(plan.db, plan.path, target)
    assert target.read_bytes() == whole


def test_of_a_backup_that_cannot_be_made_nothing_is_left(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileUnusable, match="no backup could be made"):
        backup(plan.db, plan.path, tmp_path / "file" / "copy.db")
    add(plan, *(f"Card {number}" for number in range(60)))
    page = plan.one("PRAGMA page_size")[0]
    plan.close()
    whole = bytearray(plan.path.read_bytes())
    whole[page * 3 : page * 5] = b"\xff" * (page * 2)
    plan.path.write_bytes(whole)
    with Plan(plan.path, "eve") as damaged, pytest.raises(FileUnusable, match="damaged"):
        backup(damaged.db, plan.path, tmp_path / "copy.db")
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == []


def test_restoring_brings_the_plan_back_and_keeps_the_replaced_file(plan: Plan, time: Clock) -> None:
    add(plan, "Before")
    made = backup(plan.db, plan.path)
    add(plan, "After")
    time.wind(minutes=1)
    saved = restore(made, plan.path)
    assert saved is not None
    assert titles(plan.path) == ["Before"]
    assert titles(saved) == ["Before", "After"]
    assert kept(plan.path) == [saved, made]
    assert plan.changed_elsewhere()  # an open app follows
    add(plan, "Goes on")
    time.wind(minutes=1)
    assert restore(saved, plan.path) is not None
    assert titles(plan.path) == ["Before", "After"]
    assert [path.name for path in plan.path.parent.iterdir()] == ["pmtui.db"]


def test_restoring_where_there_is_no_file_makes_one(plan: Plan, tmp_path: Path) -> None:
    add(plan, "Basket")
    made = backup(plan.db, plan.path)
    assert restore(made, tmp_path / "new.db") is None
    assert titles(tmp_path / "new.db") == ["Basket"]


@pytest.mark.parametrize("damage", ["cut", "other", "missing", "pages"])
def test_a_damaged_backup_is_refused_and_the_plan_stays(plan: Plan, damage: str, tmp_path: Path) -> None:
    add(plan, *(f"Card {number}" for number in range(60)))
    made = backup(plan.db, plan.path)
    page = plan.one("PRAGMA page_size")[0]
    whole = bytearray(made.read_bytes())
    if damage == "cut":
        made.write_bytes(whole[: len(whole) // 2])
    elif damage == "pages":
        whole[page * 3 : page * 5] = b"\xff" * (page * 2)
        made.write_bytes(whole)
    else:
        made.unlink()
        if damage == "other":
            sqlite3.connect(made).execute("CREATE TABLE x (y)").connection.close()
    before = mark(plan.path)
    with pytest.raises(FileUnusable):
        restore(made, plan.path)
    assert mark(plan.path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["pmtui.db"]


def test_a_damaged_plan_can_be_replaced_and_is_kept(plan: Plan) -> None:
    add(plan, "Basket")
    made = backup(plan.db, plan.path)
    plan.close()
    plan.path.write_bytes(b"rubbish")
    Path(f"{plan.path}-journal").write_bytes(b"and its journal")
    saved = restore(made, plan.path)
    assert saved is not None
    assert (saved.read_bytes(), titles(plan.path)) == (b"rubbish", ["Basket"])
    assert Path(f"{saved}-journal").read_bytes() == b"and its journal"
    assert not Path(f"{plan.path}-journal").exists()


def test_a_plan_that_somebody_is_writing_is_not_replaced(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    made = backup(plan.db, plan.path)
    monkeypatch.setattr("pmtui.store.file.BUSY_SECONDS", 0.01)
    plan.db.execute("BEGIN IMMEDIATE")
    with pytest.raises(FileUnusable, match="locked"):
        restore(made, plan.path)
    plan.db.execute("ROLLBACK")
    assert titles(plan.path) == []
    assert not list(plan.path.parent.glob(".*"))


def test_files_of_one_name_in_two_folders_have_their_own_backups(tmp_path: Path) -> None:
    places = {folder_for(tmp_path / folder / "pmtui.db") for folder in ("a", "b", os.curdir)}
    assert len(places) == 3
