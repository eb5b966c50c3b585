"""The log as plain data and back: what a lossless export holds, and the union that an import of it is."""

from sqlite3 import Connection, IntegrityError, InterfaceError, ProgrammingError
from typing import Any

from pmtui.model.text import Unreadable, quoted
from pmtui.store.log import Transaction
from pmtui.store.plan import Plan

_MEANINGLESS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def dump(plan: Plan) -> dict[str, Any]:
    """Sessions, transactions and changes as JSON-able rows; a session is known by its uid."""
    return {
        "file": plan.one("SELECT value FROM meta WHERE key = 'file'")[0],
        "sessions": plan.rows("SELECT uid, actor, host, app FROM session ORDER BY uid"),
        "transactions": plan.rows(
            "SELECT t.id, n.uid, t.at, t.person, t.cause, t.meeting FROM txn t JOIN session n ON n.s = t.s "
            "ORDER BY 1, 2"
        ),
        "changes": plan.rows(
            "SELECT c.id, c.hlc, n.uid, c.txn, c.field, c.old, c.new, c.prev FROM change c JOIN session n ON n.s = c.s "
            "ORDER BY c.hlc, n.uid"
        ),
    }


def load(
    tx: Transaction, sessions: list[Any], transactions: list[Any], changes: list[Any]
) -> tuple[int, dict[str, str]]:
    """Add the rows this file does not have; returns how many changes were new, and the kinds of the entities created.

    A union: nothing here is overwritten, whatever the file says, and adding twice adds nothing. Unreadable where the
    rows are no log, and then the transaction must not be committed.
    """
    try:
        added, kinds = _insert(tx.db, sessions, transactions, changes)
        tx.touch(added)
        tx.settle()
    except (IntegrityError, InterfaceError, ProgrammingError, *_MEANINGLESS) as error:
        raise Unreadable(f"its log makes no sense: {type(error).__name__}, {quoted(str(error))}") from None
    return len(added), kinds


def _insert(
    db: Connection, sessions: list[Any], transactions: list[Any], changes: list[Any]
) -> tuple[list[str], dict[str, str]]:
    """Insert the rows that are not there; returns the ids of the entities changed, and the kinds of those created."""
    before = _count(db)
    db.executemany(
        "INSERT INTO session (uid, actor, host, app) VALUES (?, ?, ?, ?) ON CONFLICT (uid) DO NOTHING", sessions
    )
    numbers = dict(db.execute("SELECT uid, s FROM session").fetchall())
    db.executemany(
        "INSERT OR IGNORE INTO txn VALUES (?, ?, ?, ?, ?, ?)",
        [(id, numbers[uid], *rest) for id, uid, *rest in transactions],
    )
    added, kinds = [], dict[str, str]()
    for id, hlc, uid, *rest in changes:
        cursor = db.execute(
            "INSERT OR IGNORE INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (id, hlc, numbers[uid], *rest)
        )
        if cursor.rowcount:
            added.append(id)
            if rest[1] == "*":
                kinds[id] = rest[3]
    assert _count(db) == before + len(added)
    return added, kinds


def _count(db: Connection) -> int:
    return int(db.execute("SELECT count(*) FROM change").fetchone()[0])
