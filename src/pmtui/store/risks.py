"""Risks and issues as stored, with what hangs on them, and how they stood at an instant of the past."""

import json
from collections import defaultdict
from collections.abc import Sequence
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


_COLUMNS = (
    "i.id, i.number, i.number || i.suffix, i.type, i.title, coalesce(i.body, ''), i.project_id, i.owner_id, i.state, "
    "i.due, i.created_at, i.created_by, i.finished_at, " + ", ".join(f"r.{name}" for name in RISK)
)
_FROM = "FROM item i LEFT JOIN risk r ON r.id = i.id"
_PLAIN = len(StoredRisk._fields) - 1


def risks(plan: Plan, projects: Sequence[str], kind: str = "risk", *, closed: bool = False) -> list[StoredRisk]:
    """The risks of these projects, or with `kind` their issues: the open ones, or with `closed` all."""
    marks = ", ".join("?" * len(projects))
    open_only = "" if closed else "AND i.state = 'open' AND coalesce(i.archived, 0) = 0"
    return _made(
        plan.rows(
            f"SELECT {_COLUMNS} {_FROM} WHERE i.project_id IN ({marks}) AND i.type = ? AND NOT i.deleted {open_only} "
            "ORDER BY i.number, i.suffix",
            (*projects, kind),
        )
    )


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
    plan: Plan, projects: Sequence[str], kind: str, until: int, fields: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """Fields of these projects' risks (or issues) at an instant of the past (ms UTC), by id, closed ones included.

    Those that were not there then are left out, and those deleted since. Of the column there is only its id.
    """
    wanted = ("*", "deleted", *fields)
    project_marks, field_marks = (", ".join("?" * len(listed)) for listed in (projects, wanted))
    found: dict[str, dict[str, Any]] = {}
    for id, field, new in plan.rows(
        "SELECT c.id, c.field, c.new FROM change c JOIN txn t ON t.id = c.txn AND t.s = c.s "
        "JOIN session n ON n.s = c.s WHERE c.id IN "
        f"(SELECT id FROM item WHERE project_id IN ({project_marks}) AND type = ? AND NOT deleted) "
        f"AND t.at <= ? AND c.field IN ({field_marks}) ORDER BY c.hlc, n.uid",
        (*projects, kind, until, *wanted),
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
