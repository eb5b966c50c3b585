"""Which files are used, which are refused and in what words; what the file is like at rest."""

import os
import sqlite3
from pathlib import Path

import pytest

from pmtui.actions import flow, items
from pmtui.errors import FileUnusable
from pmtui.model.query import Query
from pmtui.store import board, history, listing, read
from pmtui.store.backup import kept
from pmtui.store.doctor import examine
from pmtui.store.dump import dump
from pmtui.store.file import connect
from pmtui.store.plan import Plan
from pmtui.store.schema import APPLICATION_ID, VERSION
from pmtui.store.search import Asker
from tests.store.plans import Clock, add, mark, setting, tables

NOT_ROOT = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everything")


def foreign(path: Path) -> None:
    """Another program's SQLite file."""
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE address (name TEXT)")
    db.close()


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "no plan file at"),
        (b"", "is empty"),
        (b"Dear diary, " * 20, "not an SQLite file"),
        (b"SQLite format 3\x00", "SQLite file of another program"),
    ],
)
def test_what_is_no_plan_is_refused_in_a_line(tmp_path: Path, content: bytes | None, words: str, write: bool) -> None:
    path = tmp_path / "pmtui.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FileUnusable, match=words) as refusal:
        connect(path, write=write)
    assert "\n" not in str(refusal.value)
    assert path.exists() == (content is not None)


def test_another_programs_file_a_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    foreign(tmp_path / "other.db")
    os.mkfifo(tmp_path / "pipe.db")
    for name, words in (("other.db", "another program"), (".", "is a folder"), ("pipe.db", "not an ordinary file")):
        with pytest.raises(FileUnusable, match=words):
            connect(tmp_path / name, write=False)


def test_making_a_plan_touches_nothing_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "pmtui.db"
    path.write_bytes(b"mine")
    with pytest.raises(FileUnusable, match="is there already"):
        Plan.create(path, "ana")
    assert path.read_bytes() == b"mine"
    with pytest.raises(FileUnusable, match="cannot be made"):
        Plan.create(tmp_path / "no" / "pmtui.db", "ana")


def test_the_file_at_rest_is_one_file_with_a_rollback_journal_and_is_written_to_the_disk(plan: Plan) -> None:
    add(plan, "Basket")
    assert plan.one("PRAGMA journal_mode") == ("delete",)
    assert plan.one("PRAGMA synchronous") == (2,)  # FULL
    assert plan.one("PRAGMA trusted_schema") == (0,)
    assert plan.one("PRAGMA application_id") == (APPLICATION_ID,)
    assert plan.one("PRAGMA user_version") == (VERSION,)
    assert [path.name for path in plan.path.parent.iterdir()] == ["pmtui.db"]
    assert plan.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger' OR sql LIKE '%VIRTUAL%'") == []


def test_the_file_is_friendly_to_people_with_sqlite3(plan: Plan) -> None:
    add(plan, "Basket in:doing @ana !high")
    db = sqlite3.connect(plan.path)
    assert db.execute('SELECT ref, project, title, "column", owner, priority FROM v_item').fetchall() == [
        ("1", "ORD", "Basket", "Doing", "ana", "high")
    ]
    assert db.execute("SELECT ref FROM v_board").fetchall() == [("1",)]
    assert ("ana", "1", "*") in db.execute("SELECT person, ref, field FROM v_change").fetchall()
    db.close()


@pytest.mark.parametrize("write", [False, True])
def test_reading_leaves_bytes_and_time_alone(plan: Plan, time: Clock, write: bool) -> None:
    one, two = add(plan, "Basket in:doing #web", "Search after:1 @ben ^fri")
    flow.done(plan, [one])
    plan.close()
    before = mark(plan.path)
    time.wind(days=1)
    with Plan(plan.path, "ben", write=write) as again:
        projects = list(read.projects(again))
        view = board.board(again, projects, 0)
        assert [card.ref for column in view.columns for card in column.cards] == ["2", "1"]
        assert [line.ref for line in listing.lines(again, Query(None, ()), Asker(None))] == ["1", "2"]
        assert read.items(again)
        assert read.people(again)
        assert read.links(again, two)
        assert history.of_item(again, one)
        assert history.since(again, 0)
        assert examine(again).healthy
        assert dump(again)["changes"]
        assert not again.changed_elsewhere()
    assert mark(plan.path) == before
    assert [path.name for path in plan.path.parent.iterdir()] == ["pmtui.db"]


def test_a_change_that_changes_nothing_leaves_bytes_and_time_alone(plan: Plan) -> None:
    (one,) = add(plan, "Basket !high")
    before = mark(plan.path)
    setting(plan, "1", "priority=high", "title=Basket")
    items.archive(plan, [one], away=False)
    assert mark(plan.path) == before


def test_a_plan_opened_for_reading_is_written_from_the_first_change_on(plan: Plan) -> None:
    with Plan(plan.path, "ben") as other:
        with pytest.raises(FileUnusable, match="read-only"):
            other.db.execute("DELETE FROM change")
        add(other, "Basket")
        assert plan.rows("SELECT title FROM item") == [("Basket",)]


@pytest.mark.parametrize(("least", "written"), [("1", True), (str(VERSION), True), (str(VERSION + 1), False)])
def test_a_newer_file_is_read_and_written_unless_it_forbids_that(plan: Plan, least: str, written: bool) -> None:
    add(plan, "Basket")
    plan.db.execute(f"PRAGMA user_version = {VERSION + 1}")
    plan.db.execute("UPDATE meta SET value = ? WHERE key = 'min_writer'", (least,))
    plan.close()
    before = mark(plan.path)
    with Plan(plan.path, "ben") as other:
        assert other.newer
        assert [item.title for item in read.items(other)] == ["Basket"]
        assert mark(plan.path) == before
        if written:
            assert add(other, "Search")
        else:
            with pytest.raises(FileUnusable, match="newer pmtui"):
                add(other, "Search")
            assert mark(plan.path) == before


def test_an_older_file_is_brought_up_to_date_at_the_first_write_after_a_backup(plan: Plan) -> None:
    add(plan, "Basket #web")
    before = tables(plan)
    plan.db.execute(f"PRAGMA user_version = {VERSION - 1}")
    plan.db.execute("DROP TABLE item_label")
    plan.close()
    with Plan(plan.path, "ben") as other:  # to read is not to upgrade
        assert not other.newer
        assert kept(plan.path) == []
        with other.transaction():
            pass
        assert other.one("PRAGMA user_version") == (VERSION,)
        assert tables(other) == before
    (backup,) = kept(plan.path)
    assert sqlite3.connect(backup).execute("PRAGMA user_version").fetchone() == (VERSION - 1,)


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ("CREATE TRIGGER spy AFTER INSERT ON change BEGIN DELETE FROM item; END", "trigger"),
        ("CREATE VIRTUAL TABLE words USING fts5(title)", "table"),
    ],
)
def test_a_file_with_a_trigger_or_a_virtual_table_is_read_but_not_written(plan: Plan, sql: str, kind: str) -> None:
    add(plan, "Basket")
    plan.db.execute(sql)
    plan.close()
    before = mark(plan.path)
    with Plan(plan.path, "ben") as other:
        assert [item.title for item in read.items(other)] == ["Basket"]
        assert not examine(other).healthy
        with pytest.raises(FileUnusable, match=f"a {kind} that is not pmtui's"):
            add(other, "Search")
    assert mark(plan.path) == before


@NOT_ROOT
def test_a_read_only_file_is_read_and_says_so_when_written(plan: Plan) -> None:
    add(plan, "Basket")
    plan.close()
    plan.path.chmod(0o400)
    with Plan(plan.path, "ben") as other:
        assert len(read.items(other)) == 1
        with pytest.raises(FileUnusable, match="read-only; copy it"):
            add(other, "Search")


def test_a_locked_file_says_so(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pmtui.store.file.BUSY_SECONDS", 0.01)
    plan.db.execute("BEGIN IMMEDIATE")
    with Plan(plan.path, "ben", write=True) as other, pytest.raises(FileUnusable, match="locked by another program"):
        add(other, "Search")
    plan.db.execute("ROLLBACK")


def test_damage_is_told_with_the_way_out(plan: Plan) -> None:
    add(plan, *(f"Card {number}" for number in range(50)))
    plan.close()
    whole = plan.path.read_bytes()
    plan.path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FileUnusable, match=r"damaged .*pmtui restore"), Plan(plan.path, "ben") as other:
        tables(other)


def test_what_a_crashed_writer_left_behind_is_rolled_back_even_by_a_reader(plan: Plan, tmp_path: Path) -> None:
    add(plan, "Basket")
    plan.db.execute("PRAGMA cache_spill = 1")
    plan.db.execute("PRAGMA cache_size = 1")
    plan.db.execute("BEGIN IMMEDIATE")
    plan.db.execute("UPDATE item SET title = 'half'")
    plan.db.executemany("INSERT INTO custom VALUES (?, ?, ?)", [(str(n), "x" * 400, "") for n in range(500)])
    crashed = tmp_path / "crashed.db"
    crashed.write_bytes(plan.path.read_bytes())
    journal = Path(f"{plan.path}-journal")
    Path(f"{crashed}-journal").write_bytes(journal.read_bytes())
    plan.db.execute("ROLLBACK")
    with Plan(crashed, "ben") as other:
        assert [item.title for item in read.items(other)] == ["Basket"]
        assert examine(other).healthy
