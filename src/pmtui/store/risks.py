"""Risks and issues as stored, with what hangs on them, and how they stood at an instant of the past."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from pmtui.store.plan import Plan
from pmtui.store.schema import RISK


class StoredRisk(NamedTuple):
    """An item that is a risk or an issue; the fields of schema.RISK lie in `said`, those that say nothing left out."""

    id: str
    number: int
    ref: str
    type: str
    title: str
    body: str
    project_id: str
    owner_id: str | None
    state: str
    due: str | None
    created_at: int
    created_by: str | None
    finished_at: int | None
    said: dict[str, Any]


class Mark(NamedTuple):
    """Where the log stood: its own clock, and how many changes it held."""

    clock: int
    changes: int


_COLUMNS = (
    "i.id, i.number, i.number || i.suffix, i.type, i.title, coalesce(i.body, ''), i.project_id, i.owner_id, i.state, "
    "i.due, i.created_at, i.created_by, i.finished_at, " + ", ".join(f"r.{name}" for name in RISK)
)
_FEW = 200
"""Items up to which it is quicker to read them than all."""
_FROM = "FROM item i LEFT JOIN risk r ON r.id = i.id"
_PLAIN = len(StoredRisk._fields) - 1


def risks(
    plan: Plan,
    projects: Sequence[str],
    kind: str = "risk",
    *,
    closed: bool = False,
    only: Collection[str] | None = None,
) -> list[StoredRisk]:
    """The risks of these projects, or with `kind` their issues: the open ones, or with `closed` all.

    `only` narrows them to these (ids).
    """
    marks = ", ".join("?" * len(projects))
    open_only = "" if closed else "AND i.state = 'open' AND coalesce(i.archived, 0) = 0"
    return _made(
        plan.rows(
            f"SELECT {_COLUMNS} {_FROM} WHERE i.project_id IN ({marks}) AND i.type = ? AND NOT i.deleted {open_only} "
            f"{_among('i.id', only)} ORDER BY i.number, i.suffix",
            (*projects, kind, *(only or ())),
        )
    )


def _among(column: str, ids: Collection[str] | None) -> str:
    """A condition that leaves these ids, or with None all."""
    return "" if ids is None else f"AND {column} IN ({', '.join('?' * len(ids))})"


def concerned(plan: Plan, before: Mark, now: Mark) -> set[str] | None:
    """The items that what was logged between two marks is about, and those linked to them.

    None where it is about more: people, columns, projects; or where a merge has brought what was logged before.
    """
    later = plan.rows(
        "SELECT c.id, f.new, count(*) FROM change c CROSS JOIN change f ON f.id = c.id WHERE c.hlc > ? "
        "AND f.field = '*' GROUP BY c.id, f.hlc, f.s",
        (before.clock,),
    )
    found: set[str] = set()
    if before.changes + sum(count for *_, count in later) != now.changes:
        return None
    for id, created, _ in later:
        first = json.loads(created)
        if first["entity"] == "item":
            found.add(id)
        elif first["entity"] == "link":
            found |= {first["from_id"], first["to_id"]}
        elif first.get("item_id"):
            found.add(first["item_id"])
        else:
            return None
    if len(found) > _FEW:
        return None
    marks = ", ".join("?" * len(found))
    ends = plan.rows(
        f"SELECT from_id, to_id FROM link WHERE from_id IN ({marks}) OR to_id IN ({marks})",
        [*found, *found],
    )
    return found.union(*ends)


def anything_between(plan: Plan, after: int, until: int) -> bool:
    """Whether anything was logged after one instant (ms UTC) and up to another."""
    sql = "SELECT 1 FROM txn WHERE id > ? AND at > ? AND at <= ? LIMIT 1"
    return plan.one(sql, (after << 16, after, until)) is not None  # the log's clock is never behind the instant


def mark_of(plan: Plan) -> Mark:
    """Where the log stands."""
    return Mark(*plan.one("SELECT coalesce(max(hlc), 0), count(*) FROM change"))


def some_risks(plan: Plan, ids: Sequence[str]) -> list[StoredRisk]:
    """These few, whatever their state, but deleted ones."""
    marks = ", ".join("?" * len(ids))
    return _made(plan.rows(f"SELECT {_COLUMNS} {_FROM} WHERE i.id IN ({marks}) AND NOT i.deleted", list(ids)))


def _made(rows: list[tuple[Any, ...]]) -> list[StoredRisk]:
    return [
        StoredRisk._make(
            (*row[:_PLAIN], {name: cell for name, cell in zip(RISK, row[_PLAIN:], strict=True) if cell is not None})
        )
        for row in rows
    ]


def passed_triggers(plan: Plan, projects: Sequence[str], today: str) -> list[str]:
    """The refs of the open risks whose trigger day has passed (ISO `today`), oldest trigger first."""
    marks = ", ".join("?" * len(projects))
    rows = plan.rows(
        f"SELECT i.number || i.suffix FROM risk r JOIN item i ON i.id = r.id WHERE i.project_id IN ({marks}) "
        "AND i.type = 'risk' AND i.state = 'open' AND NOT i.deleted AND coalesce(i.archived, 0) = 0 "
        "AND r.trigger_date < ? ORDER BY r.trigger_date, i.number",
        (*projects, today),
    )
    return [ref for (ref,) in rows]


def responses(plan: Plan, ids: Sequence[str]) -> dict[str, list[str]]:
    """By risk, the items that mitigate it, not deleted."""
    return _linked(plan, ids, "mitigates", own="to", other="from")


def threatened(plan: Plan, ids: Sequence[str]) -> dict[str, list[str]]:
    """By risk, the items that it threatens, not deleted."""
    return _linked(plan, ids, "threatens", own="from", other="to")


def spawned(plan: Plan, ids: Sequence[str]) -> dict[str, list[str]]:
    """By item, what it gave rise to, not deleted: the issue of a risk that occurred."""
    return _linked(plan, ids, "spawned", own="from", other="to")


def _linked(plan: Plan, ids: Sequence[str], kind: str, *, own: str, other: str) -> dict[str, list[str]]:
    made: dict[str, list[str]] = defaultdict(list)
    if not ids:
        return made
    few = len(ids) <= 500
    within = f"AND l.{own}_id IN ({', '.join('?' * len(ids))})" if few else ""
    for mine, theirs in plan.rows(
        f"SELECT l.{own}_id, l.{other}_id FROM link l JOIN item o ON o.id = l.{other}_id WHERE l.kind = ? "
        f"AND NOT o.deleted {within} ORDER BY l.id",
        (kind, *(ids if few else ())),
    ):
        made[mine].append(theirs)
    return made


def as_they_stood(
    plan: Plan,
    projects: Sequence[str],
    kind: str,
    until: int,
    fields: Sequence[str],
    only: Collection[str] | None = None,
) -> dict[str, dict[str, Any]]:
    """Fields of these projects' risks (or issues) at an instant of the past (ms UTC), by id, closed ones included;
    `only` of these (ids).

    Those that were not there then are left out, and those deleted since. Of the column there is only its id.
    """
    wanted = ("*", "deleted", *fields)
    project_marks, field_marks = (", ".join("?" * len(listed)) for listed in (projects, wanted))
    found: dict[str, dict[str, Any]] = {}
    for id, field, new in plan.rows(
        "SELECT c.id, c.field, c.new FROM change c JOIN txn t ON t.id = c.txn AND t.s = c.s "
        "JOIN session n ON n.s = c.s WHERE c.id IN "
        f"(SELECT id FROM item WHERE project_id IN ({project_marks}) AND type = ? AND NOT deleted "
        f"{_among('id', only)}) AND t.at <= ? AND c.field IN ({field_marks}) ORDER BY c.hlc, n.uid",
        (*projects, kind, *(only or ()), until, *wanted),
    ):
        if field == "*":
            found[id] = {**json.loads(new), **found.get(id, {})}
        else:
            found.setdefault(id, {})[field] = new
    return {id: cells for id, cells in found.items() if "entity" in cells and not cells.get("deleted")}


def reviews(plan: Plan, id: str) -> list[tuple[int, str | None]]:
    """When a risk was reviewed and by whom (a person's id), oldest first."""
    return plan.rows(
        "SELECT t.at, t.person FROM change c JOIN txn t ON t.id = c.txn AND t.s = c.s WHERE c.id = ? "
        "AND c.field = 'last_reviewed' AND c.new IS NOT NULL AND t.cause NOT LIKE 'undo %' ORDER BY c.hlc",
        (id,),
    )


def scores_over_time(plan: Plan, id: str) -> list[tuple[int, str, Any]]:
    """The changes of a risk's levels: instant, field and new value, oldest first, the creation included."""
    rows = plan.rows(
        "SELECT t.at, c.field, c.new FROM change c JOIN txn t ON t.id = c.txn AND t.s = c.s WHERE c.id = ? AND "
        "(c.field = '*' OR c.field = 'probability' OR c.field LIKE 'impact_%') ORDER BY c.hlc",
        (id,),
    )
    told: list[tuple[int, str, Any]] = []
    for at, field, new in rows:
        if field == "*":
            first = json.loads(new)
            told += [(at, name, first[name]) for name in first if name == "probability" or name.startswith("impact_")]
        else:
            told.append((at, field, new))
    return told
