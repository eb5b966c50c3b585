"""Everything of one project with all its fields, for a format that carries the whole of it."""

from collections import defaultdict
from typing import Any

from pmtui.store.plan import Plan
from pmtui.store.schema import KINDS

Cells = dict[str, Any]


def _cells(plan: Plan, kind: str, where: str, parameters: tuple[Any, ...]) -> dict[str, Cells]:
    """The entities of a kind by id; `where` is SQL over the alias `x`."""
    table, fields = KINDS[kind]
    rows = plan.rows(
        f"SELECT x.id, {', '.join('x.' + name for name in fields)} FROM {table} x WHERE {where}", parameters
    )
    return {row[0]: dict(zip(fields, row[1:], strict=True)) for row in rows}


def project_cells(plan: Plan, project: str) -> Cells:
    """The fields of the project itself."""
    return _cells(plan, "project", "x.id = ?", (project,))[project]


def item_cells(plan: Plan, project: str) -> dict[str, Cells]:
    """The fields of every item of the project that is not deleted, by id."""
    return _cells(plan, "item", "x.project_id = ? AND NOT x.deleted", (project,))


def person_cells(plan: Plan) -> dict[str, Cells]:
    """The fields of everybody, by id and in the order of joining."""
    return _cells(plan, "person", "1 ORDER BY x.id", ())


def assignments(plan: Plan, project: str) -> dict[str, list[tuple[str, Cells]]]:
    """Who is to do each item: the assignment's id and its fields, by item."""
    made: dict[str, list[tuple[str, Cells]]] = defaultdict(list)
    where = "coalesce(x.role, 'R') = 'R' AND x.item_id IN (SELECT id FROM item WHERE project_id = ?) ORDER BY x.id"
    for id, cells in _cells(plan, "assignee", where, (project,)).items():
        made[cells["item_id"]].append((id, cells))
    return made
