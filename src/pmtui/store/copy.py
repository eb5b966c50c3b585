"""A plan in memory: a copy to try things out in, or the plan as it was at an instant; the file is never touched."""

import json
import sqlite3
from pathlib import Path

from pmtui.errors import Refused
from pmtui.store.doctor import rebuild
from pmtui.store.file import PlanConnection
from pmtui.store.log import Session, Transaction
from pmtui.store.plan import Plan


class Copy(Plan):
    """A plan that lives in memory and is gone when it is closed. It can be read and changed like any other.

    `made` gives what has been changed in it since it was copied, for `replay` to do again in the plan itself.
    """

    def __init__(self, plan: Plan, until: int | None = None) -> None:
        """Copy a plan as it is, or, with `until` (ms UTC), as it was at the end of that instant.

        Refused where the plan had not begun by then.
        """
        self.path: Path = plan.path
        self.actor = plan.actor
        self.session = Session("pmtui-copy")
        self.writable = True
        self.db = sqlite3.connect(":memory:", isolation_level=None, factory=PlanConnection)
        self.db.path = plan.path
        plan.db.backup(self.db)
        if until is not None:
            self._turn_back(until)
        elif plan.outdated:
            rebuild(self.db)
        self._last: int = (self.one("SELECT max(hlc) FROM change") or (0,))[0] or 0

    def transaction(self, cause: str = "user", meeting: str | None = None) -> Transaction:
        """A transaction in the copy."""
        return Transaction(self.db, self.session, self.actor, cause, meeting)

    def changed_elsewhere(self) -> bool:
        """Never: nobody else knows of it."""
        return False

    @property
    def outdated(self) -> bool:
        """Never: a copy is made with this program's tables."""
        return False

    @property
    def newer(self) -> bool:
        """What its file is has been said when that was opened."""
        return False

    def made(self) -> list[tuple[str, str, object]]:
        """What was changed in the copy, oldest first: entity, field ('*' for a creation) and the value it has now."""
        return [
            (id, field, value)
            for id, field, value in self.rows(
                "SELECT id, field, new FROM change WHERE hlc > ? ORDER BY hlc", (self._last,)
            )
        ]

    def _turn_back(self, until: int) -> None:
        """Forget what happened after an instant; what an import tells happened when it was imported."""
        later = "SELECT 1 FROM txn t WHERE t.id = change.txn AND t.s = change.s AND t.at > ?"
        self.db.execute(f"DELETE FROM change WHERE EXISTS ({later})", (until,))
        if self.one("SELECT 1 FROM change LIMIT 1") is None:
            raise Refused("the plan had not begun then")
        rebuild(self.db)


class Lent(Copy):
    """A copy for somebody who closes what they were given: it stays open for who made it."""

    def __init__(self, copy: Plan) -> None:
        vars(self).update(vars(copy))

    def close(self) -> None:
        """Nothing: whoever made the copy closes it."""


def replay(tx: Transaction, made: list[tuple[str, str, object]]) -> list[str]:
    """Do again, in a transaction of the plan itself, what was tried out in a copy; the ids of what was touched.

    A field that was changed several times takes its last value; what came back to where it was stays untouched.
    """
    last: dict[tuple[str, str], object] = {}
    for id, field, value in made:
        if field == "*":
            first = json.loads(str(value))
            if first["entity"] == "item" and _is_taken(tx, first["number"]):
                first["number"] = tx.next_number()
            tx.create(first.pop("entity"), first, id)
        else:
            last.pop((id, field), None)
            last[id, field] = value
    for (id, field), value in last.items():
        tx.set(id, field, value)
    return list(dict.fromkeys(id for id, _, _ in made))


def _is_taken(tx: Transaction, number: int) -> bool:
    return tx.db.execute("SELECT 1 FROM item WHERE number = ?", (number,)).fetchone() is not None
