"""An open plan file: one connection, one session, transactions, and word of what other processes change."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pmtui.errors import FileUnusable
from pmtui.store import file
from pmtui.store.log import Session, Transaction


class Plan:
    """A plan file that is open for reading, and for writing from the first transaction on.

    `actor` is what the person calls themself (an e-mail or login name); `app` goes into the log's session row.
    """

    def __init__(self, path: Path, actor: str, *, app: str = "pmtui", write: bool = False) -> None:
        self.path = path
        self.actor = actor
        self.session = Session(app)
        self.writable = write
        self.db = file.connect(path, write=write)
        self._identity = self._stat()
        self._version = self._data_version()
        self._missed = False
        if write:
            self._upgrade()

    @classmethod
    def create(cls, path: Path, actor: str, *, app: str = "pmtui") -> "Plan":
        """Make an empty plan file and open it for writing."""
        file.create(path).close()
        return cls(path, actor, app=app, write=True)

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def __enter__(self) -> "Plan":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """All rows of a query."""
        return self.db.rows(sql, parameters)

    def one(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first row of a query, or None."""
        found = self.db.rows(sql, parameters)
        return found[0] if found else None

    @property
    def newer(self) -> bool:
        """Whether a newer pmtui made the file: it is read, with a word of warning."""
        return file.newer(self.db)

    @property
    def outdated(self) -> bool:
        """Whether its tables are older than this program; the first change brings them up to date."""
        return file.outdated(self.db)

    def transaction(self, cause: str = "user", meeting: str | None = None) -> Transaction:
        """A transaction by this person; see `Transaction`.

        Raises FileUnusable where the file is read-only, locked for too long, or too new to be written.
        """
        if not self.writable or self._replaced():
            self._reopen(write=True)
        return Transaction(self.db, self.session, self.actor, cause, meeting)

    @contextmanager
    def unsynced(self) -> Iterator[None]:
        """Commit without waiting for the disk within the block: hundreds of steps in the time of one.

        Only for filling a new file that can be made again: a power cut in between may leave it damaged.
        """
        self.db.execute("PRAGMA synchronous = OFF")
        try:
            yield
        finally:
            self.db.execute("PRAGMA synchronous = FULL")

    def changed_elsewhere(self) -> bool:
        """Whether another process has changed the file since the last call. Costs a stat where nothing happened."""
        try:
            identity = self._stat()
        except FileNotFoundError:
            return False  # a syncer between delete and rename; the next look will tell
        if self._missed:
            self._missed = False
            return True
        if identity == self._identity:
            return False
        if identity[:2] != self._identity[:2]:
            self._reopen(write=self.writable)
            self._missed = False
            return True
        self._identity = identity
        version = self._data_version()
        if version == self._version:
            return False
        self._version = version
        return True

    def _replaced(self) -> bool:
        """Whether the file at the path is another one than the one that is open."""
        try:
            return self._stat()[:2] != self._identity[:2]
        except FileNotFoundError:
            raise FileUnusable(f"{self.path} has been moved or deleted; nothing was changed") from None

    def _reopen(self, *, write: bool) -> None:
        db = file.connect(self.path, write=write)
        self.db.close()
        self.db, self.writable = db, write
        self.session.look_again(db)
        before, self._identity = self._identity, self._stat()
        self._missed = before != self._identity  # the new connection cannot know what was changed before it
        self._version = self._data_version()
        if write:
            self._upgrade()

    def _upgrade(self) -> None:
        """Bring an older file to this program's version, after a backup."""
        if file.outdated(self.db):
            from pmtui.store.backup import backup
            from pmtui.store.doctor import rebuild
            from pmtui.store.migrations import migrate

            backup(self.db, self.path)
            migrate(self.db)
            rebuild(self.db)

    def _stat(self) -> tuple[int, int, int, int]:
        found = os.stat(self.path)
        return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size

    def _data_version(self) -> int:
        return int(self.db.rows("PRAGMA data_version")[0][0])
