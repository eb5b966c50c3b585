"""Files and texts that mean harm, or are merely broken: one line, the right code, nothing half-written."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from pmtui.store import file as store_file
from tests.cli.conftest import Run

READING = (["list"], ["show", "1"], ["board"], ["today"], ["changes"])
WRITING = (["add", "x"], ["set", "1", "title=y"], ["done", "1"], ["undo"])


def no_file(path: Path) -> None:
    """There is none."""


def empty(path: Path) -> None:
    """A file of no bytes."""
    path.write_bytes(b"")


def text(path: Path) -> None:
    """Something else altogether."""
    path.write_text("# a shopping list\n" * 50)


def foreign(path: Path) -> None:
    """Another program's SQLite file."""
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE cookies (id)")
    db.commit()
    db.close()


def folder(path: Path) -> None:
    """A folder of that name."""
    path.mkdir()


def pipe(path: Path) -> None:
    """A named pipe, on which reading would wait for ever."""
    os.mkfifo(path)


@pytest.mark.parametrize("make", [no_file, empty, text, foreign, folder, pipe])
@pytest.mark.parametrize("words", [*READING, *WRITING, ["doctor"], ["backup"], ["export", "json"]], ids=" ".join)
def test_what_is_no_plan_is_refused(run: Run, tmp_path: Path, make: Callable[[Path], None], words: list[str]) -> None:
    path = tmp_path / "some.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    said = run("-f", path, *words)
    assert (said.code, said.out, said.err.count("\n")) == (3, "", 1)
    assert str(path) in said.err
    assert (path.read_bytes() if path.is_file() else None) == before


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _flip(path: Path) -> None:
    """Every table's first page is nonsense."""
    content = bytearray(path.read_bytes())
    for place in range(4096, len(content), 4096):
        content[place : place + 64] = b"\xff" * 64
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [_cut, _flip])
@pytest.mark.parametrize("words", [*READING, *WRITING], ids=" ".join)
def test_a_damaged_plan_is_refused_and_left_as_it_is(
    run: Run, plan: Path, harm: Callable[[Path], None], words: list[str]
) -> None:
    harm(plan)
    before = plan.read_bytes()
    said = run(*words)
    assert (said.code, said.out, said.err.count("\n")) == (3, "", 1)
    assert "damaged" in said.err
    assert plan.read_bytes() == before


@pytest.mark.parametrize("harm", [_cut, _flip])
def test_the_doctor_sees_damage_and_a_backup_brings_the_plan_back(
    run: Run, plan: Path, harm: Callable[[Path], None]
) -> None:
    run("backup")
    harm(plan)
    said = run("doctor")
    assert said.code in (1, 3)
    assert "damage" in said.out + said.err
    assert run("restore", "1", "--yes").code == 0
    assert run("doctor").code == 0
    assert len(run("list", "--json").json) == 6


def test_single_flipped_bytes_never_give_a_traceback(run: Run, plan: Path) -> None:
    whole = plan.read_bytes()
    for place in range(100, len(whole), 2999):
        content = bytearray(whole)
        content[place] ^= 0xFF
        plan.write_bytes(content)
        for words in (["list"], ["show", "2"], ["add", "x"], ["doctor"]):
            said = run(*words)
            assert said.code in (0, 1, 2, 3), (place, words, said.err)


def test_a_locked_plan_can_be_tried_again(run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_file, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(plan, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        for words in (["list"], ["add", "x"]):
            said = run(*words)
            assert (said.code, said.out, "locked" in said.err) == (3, "", True)
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert run("add", "x").out == "7\n"


def test_a_read_only_plan_is_read(run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The super-user may write to anything, so the system's answer is given for it.
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    assert run("list").code == 0
    said = run("add", "x")
    assert (said.code, "read-only" in said.err) == (3, True)


@pytest.mark.parametrize(("min_writer", "code"), [(1, 0), (99, 3)])
def test_a_newer_plan_is_read_and_written_where_it_allows(run: Run, plan: Path, min_writer: int, code: int) -> None:
    db = sqlite3.connect(plan)
    db.execute("PRAGMA user_version = 99")
    db.execute("UPDATE meta SET value = ? WHERE key = 'min_writer'", (str(min_writer),))
    db.commit()
    db.close()
    said = run("list", "--json")
    assert (said.code, len(said.json)) == (0, 6)
    assert "newer pmtui" in said.err
    assert said.err.count("\n") == 1
    assert run("add", "x").code == code


def test_a_plan_with_a_trigger_is_not_written_to(run: Run, plan: Path) -> None:
    db = sqlite3.connect(plan)
    db.execute("CREATE TRIGGER evil AFTER INSERT ON change BEGIN DELETE FROM txn; END")
    db.commit()
    db.close()
    assert run("list").code == 0
    assert run("add", "x").code == 3
    assert "evil" in run("doctor").out


HOSTILE = [
    "\x1b[31mred\x1b[0m",
    "\x1b]0;owned\x07 window",
    "\x1b]8;;http://evil\x1b\\click\x1b]8;;\x1b\\",
    "right\u202eleft",
    "zero\u200bwidth",
    "bell\x07 back\x08space \r over \x00 null",
    "\x9b31m eight bit",
    "e" + "\u0301" * 500,
    "line\nbreak",
]


@pytest.mark.parametrize("title", HOSTILE, ids=repr)
def test_no_text_ever_reaches_the_terminal_raw(run: Run, plan: Path, title: str) -> None:
    run("add", "-", stdin="x\n")
    run("set", "7", f"title=a {title}", f"labels+={title}", f"field.own={title}", f"body={title}", "column=doing")
    run("note", "7", title)
    run("check", "7", title)
    run("block", "7", f"b {title}")
    run("person", "set", "gus", f"name=Gus {title}")
    run("project", "set", "ORD", f"goal={title}")
    run("column", "set", "Doing", f"policy={title}")
    for words in (
        ["list"], ["show", "7"], ["board"], ["today"], ["changes"], ["next"], ["check", "7"],
        ["project"], ["column"], ["person"], ["completion", "items"], ["add", title], ["list", title], ["show", title],
        ["move", "7", title], [title], ["-f", f"/{title}".replace("\0", ""), "list"],
    ):  # fmt: skip
        said = run(*words)
        assert said.code in (0, 1, 2, 3), said
        for char in said.out + said.err:
            assert char in "\n\t" or char.isprintable(), (words, char)


def test_what_an_older_hand_stored_raw_is_cleaned_again(run: Run, plan: Path) -> None:
    db = sqlite3.connect(plan)
    db.execute(
        "UPDATE item SET title = 'a \x1b[31m\u202e b', body = 'c \x1b]0;x\x07 d', blocked = '\x1b[2J' WHERE number = 1"
    )
    db.execute("UPDATE person SET name = '\x1b[2Jx', code = '\x1b[2Jben' WHERE code = 'ben'")
    db.commit()
    db.close()
    for words in (["list"], ["show", "1"], ["board"], ["person"], ["completion", "items"], ["today"], ["changes"]):
        said = run(*words)
        assert all(char in "\n\t" or char.isprintable() for char in said.out), words


def test_huge_texts_are_taken_whole_or_refused(run: Run, plan: Path) -> None:
    assert run("add", "x" * 100_000).code == 0
    item = run("show", "7", "--json").json
    assert (len(item["title"]), len(item["body"])) == (1_000, 99_000)
    refused = run("note", "7", "-", stdin="y" * 300_000)
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "300,000 characters" in refused.err
    assert run("show", "7", "--json").json["comments"] == []
    assert run("set", "7", f"title={'z' * 2_000}").code == 2
    assert len(run("set", "99", "x" * 100_000).err) < 2000
