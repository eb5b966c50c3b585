"""What items were at a point of the past, for those that people have changed since: read back from the log.

What was changed and put back again, by hand or by undo, has not changed; what an import told is no change.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pmtui.store.plan import Plan


class Before(NamedTuple):
    """What an item was: not there (`made` since), or its old values of the fields that were changed since."""

    made: bool
    cells: dict[str, Any]


def before(
    plan: Plan, projects: Sequence[str], fields: Sequence[str], since: int, after: int | None = None
) -> dict[str, Before]:
    """The items that are or were in these projects (ids) and that people have changed since, by id, deleted ones too.

    `since` is an instant in ms UTC; `after`, the log's own clock at that instant, decides between changes of that very
    instant. Only these `fields` are looked at, besides `deleted` and `project_id`.
    """
    first = plan.one("SELECT min(id) FROM txn WHERE at >= ?", (since,))[0]
    if first is None:
        return {}
    names = ("*", "deleted", "project_id", *fields)
    rows = plan.rows(
        "SELECT c.id, c.field, c.old, i.project_id FROM change c JOIN txn t ON t.id = c.txn AND t.s = c.s "
        "JOIN item i ON i.id = c.id WHERE c.hlc >= ?1 AND (t.at > ?2 OR (?3 IS NULL AND t.at = ?2) OR c.hlc > ?3) "
        f"AND t.cause NOT IN ('rule', 'import') AND c.field IN ({', '.join('?' * len(names))}) ORDER BY c.hlc, c.s",
        (first if after is None else min(first, after), since, after, *names),
    )
    found: dict[str, Before] = {}
    homes: dict[str, str] = {}
    for id, field, old, project in rows:
        known = found.get(id)
        if known is None:
            known = found[id] = Before(field == "*", {})
            homes[id] = project
        if field != "*":
            known.cells.setdefault(field, old)
    wanted = set(projects)
    return {
        id: one for id, one in found.items() if homes[id] in wanted or one.cells.get("project_id", homes[id]) in wanted
    }


def clock_of(plan: Plan, id: str) -> int | None:
    """The log's own clock when an entity was changed last; None for one it does not know."""
    row = plan.one("SELECT max(hlc) FROM change WHERE id = ?", (id,))
    return row[0] if row else None
