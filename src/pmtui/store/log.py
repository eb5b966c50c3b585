"""Writing to the log: hybrid clock, heads, one transaction an undo step; the derived rows follow at commit."""

import json
import os
from collections.abc import Iterable
from sqlite3 import Connection
from types import TracebackType
from typing import Any, Self

from pmtui import __version__
from pmtui.clock import now_ms
from pmtui.store.derive import Deriver
from pmtui.store.ids import new_lot, new_uid, new_ulid


class Session:
    """One process's identity as a writer. Its row is made with its first change; one without a name says not whose."""

    def __init__(self, app: str, named: bool = True) -> None:
        self.named = named
        self.uid = new_uid()
        self.app = f"{app} {__version__}"
        self.number: int | None = None

    def row(self, db: Connection, actor: str) -> int:
        """This session's number in this file; the row is written where it is missing."""
        if self.number is None:
            named = self.named
            cursor = db.execute(
                "INSERT INTO session (s, uid, actor, host, app) VALUES (?, ?, ?, ?, ?)",
                (
                    None if named else new_lot(),
                    self.uid,
                    actor if named else None,
                    _host() if named else None,
                    self.app,
                ),
            )
            self.number = cursor.lastrowid
        assert self.number is not None
        return self.number

    def look_again(self, db: Connection) -> None:
        """After a rollback the row may never have been written; another file may number it otherwise."""
        if self.number:
            row = db.execute("SELECT s FROM session WHERE uid = ?", (self.uid,)).fetchone()
            self.number = row and row[0]


class Transaction:
    """A set of changes that happen together or not at all: one undo step.

    Use as a context manager; leaving it normally derives the touched rows and commits, an exception or `rollback()`
    leaves the file as it was. `changed` holds the ids of the entities written.
    """

    def __init__(self, db: Connection, session: Session, actor: str, cause: str, meeting: str | None = None) -> None:
        self.db = db
        self.changed: list[str] = []
        self.person: str | None = None
        self.at = now_ms()
        self._session = session
        self._actor = actor
        self._cause = cause
        self._meeting = meeting
        self._touched: dict[str, None] = {}
        self._txn: int | None = None
        self._hlc = 0
        self._discarded = False
        self._number = 0

    def __enter__(self) -> Self:
        self.db.execute("BEGIN IMMEDIATE")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None or self._discarded or not (self._touched or self.changed):
            self._undone()
            return
        try:
            self.settle()
            self.db.execute("COMMIT")
        except BaseException:
            self._undone()
            raise

    @property
    def started(self) -> bool:
        """Whether something of the person's own has been written."""
        return self._txn is not None

    def rollback(self) -> None:
        """Throw everything away on leaving: how a dry run ends."""
        self._discarded = True

    def settle(self) -> None:
        """Bring the derived rows up to date now, for code in the transaction that reads them."""
        touched, self._touched = self._touched, {}
        Deriver(self.db).derive(touched)
        self.changed += touched

    def unnamed(self, day: int) -> None:
        """Write nobody's changes: by a session of their own without person or host, at `day` (ms UTC) and no hour.

        For making entities alone: a change of one that is there would be ordered before what it follows.
        """
        assert self._txn is None, "a transaction is somebody's or nobody's"
        self._session, self.person, self.at, self._hlc = Session("pmtui", named=False), None, day, day << 16

    def create(self, kind: str, cells: dict[str, Any], id: str | None = None) -> str:
        """Make an entity with its first values (None ones are left out); returns its id."""
        id = id or new_ulid(self.at)
        first = {"entity": kind, **{name: value for name, value in cells.items() if value is not None}}
        self._write(id, "*", None, json.dumps(first, ensure_ascii=False, separators=(",", ":")), None)
        return id

    def set(self, id: str, field: str, value: Any) -> bool:
        """Give a field a value; False where it has it already and nobody disagrees."""
        if isinstance(value, bool):
            value = int(value)
        old, heads = current(self.db, id, field)
        if old == value and len(heads) < 2:
            return False
        self._write(id, field, old, value, ",".join(heads))
        return True

    def delete(self, id: str) -> bool:
        """Leave a tombstone; nothing is ever removed from the log."""
        return self.set(id, "deleted", 1)

    def touch(self, ids: Iterable[str]) -> None:
        """Have these entities' rows derived anew: their log has grown by other means."""
        self._touched.update(dict.fromkeys(ids))

    def next_number(self) -> int:
        """The next free number of the file's one sequence."""
        if not self._number:
            self._number = self.db.execute("SELECT max(number) FROM item").fetchone()[0] or 0
        self._number += 1
        return self._number

    def aside(self, person: str | None, cause: str = "rule") -> "_Aside":
        """Changes that are no part of the person's undo step (a person met for the first time): before all others."""
        return _Aside(self, person, cause)

    def _write(self, id: str, field: str, old: Any, new: Any, prev: str | None) -> None:
        session = self._session.row(self.db, self._actor)
        if not self._hlc:
            top = self.db.execute("SELECT max(hlc) FROM change").fetchone()[0] or 0
            self._hlc = max(top, (now_ms() << 16) - 1)
        self._hlc += 1
        if self._txn is None:
            self._txn = self._hlc
            self.db.execute(
                "INSERT INTO txn VALUES (?, ?, ?, ?, ?, ?)",
                (self._txn, session, self.at, self.person, self._cause, self._meeting),
            )
        self.db.execute(
            "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (id, self._hlc, session, self._txn, field, old, new, prev or None),
        )
        self._touched[id] = None

    def _undone(self) -> None:
        self.changed = []
        if self.db.in_transaction:
            self.db.execute("ROLLBACK")
        self._session.look_again(self.db)


class _Aside:
    """A second transaction row inside one commit; see `Transaction.aside`."""

    def __init__(self, tx: Transaction, person: str | None, cause: str) -> None:
        self.tx, self.person, self.cause = tx, person, cause

    def __enter__(self) -> Transaction:
        self._kept = (self.tx._txn, self.tx.person, self.tx._cause)
        assert self.tx._txn is None, "changes aside come before the person's own"
        self.tx.person, self.tx._cause = self.person, self.cause
        return self.tx

    def __exit__(self, *_: object) -> None:
        self.tx._txn, self.tx.person, self.tx._cause = self._kept


def current(db: Connection, id: str, field: str) -> tuple[Any, list[str]]:
    """A cell's value now, and its heads ('hlc.uid'): the changes no later change of the cell has seen."""
    rows = db.execute(
        "SELECT c.hlc, n.uid, c.field, c.new, c.prev FROM change c JOIN session n ON n.s = c.s "
        "WHERE c.id = ? AND c.field IN (?, '*') ORDER BY c.hlc, n.uid",
        (id, field),
    ).fetchall()
    value, known, seen = None, False, set[str]()
    for _, _, name, new, prev in rows:
        if name != "*":
            value, known = new, True
        elif not known and field in (first := json.loads(new)):
            value, known = first[field], True
        if prev:
            seen.update(prev.split(","))
    return value, [f"{hlc}.{uid}" for hlc, uid, *_ in rows if f"{hlc}.{uid}" not in seen]


def _host() -> str:
    """The machine's name; the socket module, which knows it everywhere, costs 3 ms."""
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
