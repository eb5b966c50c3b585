"""Backups: whole, verified copies made while the plan is in use, and the way back."""

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from pmtui.clock import now_ms
from pmtui.errors import FileUnusable
from pmtui.model.text import quoted
from pmtui.store.file import PlanConnection, connect, translated


def folder_for(path: Path) -> Path:
    """Where the backups of a plan file are kept, in the user's state folder."""
    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    place = str(path.absolute().parent).strip("/").replace("/", "-") or "root"
    return state / "pmtui" / "backups" / f"{place}-{path.name}"


def kept(path: Path) -> list[Path]:
    """The backups of a plan file, newest first."""
    return sorted(folder_for(path).glob("*.db"), key=lambda one: one.name.removeprefix("replaced-"), reverse=True)


def backup(db: PlanConnection, path: Path, target: Path | None = None) -> Path:
    """Copy the open plan to `target`, or to a new file among its backups; returns where.

    The copy is checked before it counts; FileUnusable where it cannot be made, and nothing half-written is left.
    """
    if target is None:
        target = folder_for(path) / f"{_stamp()}.db"
    elif target.exists():
        raise FileUnusable(f"{target} is there already; name a new file")
    temporary = target.with_name(f".{target.name}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        copy = sqlite3.connect(temporary, isolation_level=None)
        try:
            db.backup(copy)
            _verify(copy, path)
        finally:
            copy.close()
        _to_disk(temporary, target)
    except (OSError, sqlite3.Error) as error:
        raise FileUnusable(f"no backup could be made at {target}: {error}") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    return target


def restore(source: Path, path: Path) -> Path | None:
    """Put a backup in the place of a plan file; returns where the replaced file was kept, None if there was none.

    The present file is kept beside its backups even when it is damaged; its journal, which must never meet another
    file, goes with it.
    """
    check = connect(source, write=False)
    try:
        _verify(check, source)
    finally:
        check.close()
    saved = None
    if path.exists():
        saved = folder_for(path) / f"replaced-{_stamp()}.db"
        saved.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.restoring")
    try:
        shutil.copyfile(source, temporary)
        with _held(path):
            if saved is not None:
                shutil.copyfile(path, saved)
            journal = path.with_name(path.name + "-journal")
            if journal.exists() and saved is not None:
                shutil.move(journal, saved.with_name(saved.name + "-journal"))
            _to_disk(temporary, path)
    except OSError as error:
        raise FileUnusable(f"{path} could not be replaced: {error.strerror}") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    return saved


def _stamp() -> str:
    """The present instant as part of a file's name, to the millisecond: two restores in one second keep two files."""
    now = now_ms()
    return f"{datetime.fromtimestamp(now / 1000, UTC):%Y-%m-%d-%H%M%S}-{now % 1000:03d}"


@contextlib.contextmanager
def _held(path: Path) -> Iterator[None]:
    """Keep other writers out while the file is replaced; a damaged file cannot be locked, and need not be."""
    try:
        db = connect(path, write=True)
    except FileUnusable:
        yield
        return
    try:
        try:
            db.execute("BEGIN EXCLUSIVE")
        except FileUnusable as error:
            if "locked" in str(error):
                raise
        yield
    finally:
        db.close()


def _verify(db: sqlite3.Connection, path: Path) -> None:
    try:
        verdict = db.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.Error as error:
        raise translated(error, path) from error
    if verdict != "ok":
        raise FileUnusable(f"{path} is damaged and was not used: {quoted(verdict)}")


def _to_disk(temporary: Path, target: Path) -> None:
    """Make the bytes durable, then let the name appear."""
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(temporary, target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
