"""Opening and making plan files: what a file must be to be used, and one clear line where it is not."""

import os
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pmtui.errors import FileUnusable
from pmtui.store.schema import APPLICATION_ID, VERSION

BUSY_SECONDS = 10.0
_MAGIC = b"SQLite format 3\x00"
_SOME = 500


class PlanConnection(sqlite3.Connection):
    """A connection whose errors say, in a line, what is wrong with the file and what to do."""

    path: Path

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """As sqlite3's own, with its errors translated."""
        try:
            return super().execute(sql, parameters)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise translated(error, self.path) from error

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """All rows of a query, as tuples."""
        try:
            return super().execute(sql, parameters).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise translated(error, self.path) from error

    def each(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Any]:
        """The rows of a query, some at a time: for more of them than memory should hold.

        Nobody can write to the file until the last one has been read.
        """
        try:
            cursor = super().execute(sql, parameters)
            while some := cursor.fetchmany(_SOME):
                yield from some
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise translated(error, self.path) from error


def translated(error: Exception, path: Path) -> Exception:
    """The person's words for an SQLite error; a mistake in our own SQL stays what it is."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return FileUnusable(
            f"{path} is locked by another program for more than {BUSY_SECONDS:.0f} s; try again when it is free"
        )
    if "readonly" in text:
        return FileUnusable(f"{path} is read-only; copy it to a place you may write to")
    if "full" in text:
        return FileUnusable(f"no space is left on the disk of {path}; nothing was changed")
    if "unable to open" in text or "disk I/O" in text:
        return FileUnusable(f"{path} cannot be opened or written ({text}); check the folder's rights and the disk")
    if text.startswith("no such"):
        return FileUnusable(f"{path} lacks some of its tables ({text}); `pmtui doctor` tells more")
    if any(word in text for word in ("malformed", "not a database", "corrupt", "Could not decode", "can't decode")):
        return FileUnusable(
            f"{path} is damaged ({text}); `pmtui doctor` tells more, `pmtui restore` brings a backup back"
        )
    return error


def connect(path: Path, *, write: bool) -> PlanConnection:
    """Open a plan file that exists.

    Raises FileUnusable where it is missing, foreign, damaged, or, for writing, read-only or too new.
    """
    _check_header(path)
    if write and not os.access(path, os.W_OK):
        raise FileUnusable(f"{path} is read-only; copy it to a place you may write to")
    try:
        db = _raw(path, "rw" if write else "ro")
    except FileUnusable as error:
        if write or "read-only" not in str(error):
            raise
        # A crashed writer left a journal behind: only a writer may roll it back.
        db = _raw(path, "rw")
    version = db.rows("PRAGMA user_version")[0][0]
    if version > VERSION and write:
        needed = int((db.rows("SELECT value FROM meta WHERE key = 'min_writer'") or [("1",)])[0][0])
        if needed > VERSION:
            raise FileUnusable(f"{path} was made by a newer pmtui and can only be read by this one; please upgrade")
    if write:
        strange = db.rows("SELECT type, name FROM sqlite_schema WHERE type = 'trigger' OR sql LIKE 'CREATE VIRTUAL%'")
        if strange:
            kind, name = strange[0]
            raise FileUnusable(f"{path} holds a {kind} that is not pmtui's ({name!r}); it is read, but not written to")
    return db


def newer(db: PlanConnection) -> bool:
    """Whether a newer pmtui made the file."""
    return bool(db.rows("PRAGMA user_version")[0][0] > VERSION)


def outdated(db: PlanConnection) -> bool:
    """Whether the file's tables are older than this program's."""
    return bool(db.rows("PRAGMA user_version")[0][0] < VERSION)


def create(path: Path) -> PlanConnection:
    """Make an empty plan file; refuses to touch anything that is there already."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666)
    except FileExistsError:
        raise FileUnusable(f"{path} is there already") from None
    except OSError as error:
        raise FileUnusable(f"{path} cannot be made: {error.strerror}") from None
    os.close(handle)
    from pmtui.store.migrations import migrate  # sqlite-utils costs 80 ms; only a new file pays

    db = _raw(path, "rw")
    # Rows of the log are often a kilobyte: in pages of 4 kB most of them would spill into a page of their own.
    db.execute("PRAGMA page_size = 8192")
    try:
        migrate(db)
    except BaseException:
        db.close()
        path.unlink()
        raise
    return db


def _raw(path: Path, mode: str) -> PlanConnection:
    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
    try:
        db = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, factory=PlanConnection)
    except sqlite3.Error as error:
        raise translated(error, path) from error
    db.path = path
    try:
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("PRAGMA synchronous = FULL")
    except BaseException:
        db.close()
        raise
    return db


def _check_header(path: Path) -> None:
    """Refuse what is no plan before SQLite sees it."""
    header = b""
    try:
        mode = path.stat().st_mode  # looked at first: opening a pipe would wait for its other end
        if stat.S_ISREG(mode):
            with path.open("rb") as file:
                header = file.read(100)
    except FileNotFoundError:
        raise FileUnusable(f'no plan file at {path}; `pmtui init --key ORD --name "Order portal"` makes one') from None
    except OSError as error:
        raise FileUnusable(f"{path} cannot be read: {error.strerror}") from None
    if stat.S_ISDIR(mode):
        raise FileUnusable(f"{path} is a folder; name the plan file in it")
    if not stat.S_ISREG(mode):
        raise FileUnusable(f"{path} is not an ordinary file")
    if not header:
        raise FileUnusable(f"{path} is empty; a plan file is made by `pmtui init`")
    if header[:16] != _MAGIC:
        raise FileUnusable(f"{path} is no plan file (it is not an SQLite file)")
    if len(header) < 100 or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise FileUnusable(f"{path} is an SQLite file of another program, not a plan")
