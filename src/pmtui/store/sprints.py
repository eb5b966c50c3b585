"""Sprints as stored: their days and goals, the items in them, and what was frozen when they began and ended."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from pmtui.model.words import WORK_TYPES
from pmtui.store.plan import Plan

START, END = "sprint_start", "sprint_end"
"""The kinds of a sprint's snapshots."""


class Sprint(NamedTuple):
    """A sprint: ISO days, None where nobody said; `state` is planned, active or ended, `focus` a share from 0 to 1."""

    id: str
    project_id: str
    name: str
    goal: str | None
    start: str | None
    finish: str | None
    state: str
    focus: float | None


class DatedSprint(NamedTuple):
    """A sprint that has a first and a last day, as ISO days."""

    id: str
    name: str
    start: str
    finish: str


class SprintItem(NamedTuple):
    """An item as planning sees it: instants in ms UTC, ISO days, ids for other things, `effort_left` in minutes."""

    id: str
    number: int
    ref: str
    title: str
    type: str
    project_id: str
    column_id: str
    rank: str
    owner_id: str | None
    sprint_id: str | None
    parent_id: str | None
    state: str
    archived: int
    points: float | None
    estimate_o: float | None
    estimate_m: float | None
    estimate_p: float | None
    estimate_unit: str | None
    effort_left: int | None
    created_at: int
    snoozed: str | None
    blocked: str | None


class FrozenItem(NamedTuple):
    """An item as a sprint's snapshot keeps it: its points, the owner's code, the estimate in minutes.

    At the end also its state then (open, done, or out of it), how it came to be there (committed, added, removed), and
    the points it had when the sprint began.
    """

    item: str
    ref: str
    title: str
    points: float | None
    owner: str | None
    estimate: float | None
    state: str | None = None
    part: str | None = None
    points_committed: float | None = None


class Frozen(NamedTuple):
    """A snapshot of a sprint, taken at an instant (ms UTC)."""

    id: str
    sprint: str
    name: str
    at: int
    items: list[FrozenItem]


_STATE = (
    "CASE WHEN state = 'active' THEN 'active' WHEN state IN ('ended', 'closed', 'complete', 'completed') THEN 'ended' "
    "ELSE 'planned' END"
)
"""Other systems, and older plans, have words of their own for the states."""
_SPRINT = f"SELECT id, project_id, coalesce(name, ''), goal, start, finish, {_STATE}, {{focus}} FROM sprint"
_ITEM = (
    "SELECT i.id, i.number, i.number || i.suffix, i.title, i.type, i.project_id, i.column_id, coalesce(i.rank, ''), "
    "i.owner_id, i.sprint_id, i.parent_id, i.state, coalesce(i.archived, 0), i.points, i.estimate_o, i.estimate_m, "
    "i.estimate_p, i.estimate_unit, i.effort_left, i.created_at, i.snoozed, i.blocked FROM item i "
)
_TYPES = ", ".join(f"'{name}'" for name in WORK_TYPES if name not in ("summary", "milestone"))


def sprints(plan: Plan, projects: Iterable[str]) -> list[Sprint]:
    """The sprints of these projects (ids) in order of their days; those without days come last."""
    wanted = list(projects)
    rows = plan.rows(
        f"{_sprint_of(plan)} WHERE project_id IN ({', '.join('?' * len(wanted))}) "
        "ORDER BY coalesce(start, '9999'), coalesce(finish, '9999'), id",
        wanted,
    )
    return list(map(Sprint._make, rows))


def dated(plan: Plan, projects: Iterable[str]) -> list[DatedSprint]:
    """The sprints of these projects (ids) that have both a first and a last day, in their order."""
    return [
        DatedSprint(one.id, one.name, one.start, one.finish)
        for one in sprints(plan, projects)
        if one.start and one.finish and one.start <= one.finish
    ]


def sprint(plan: Plan, id: str) -> Sprint:
    """One sprint by id."""
    return Sprint._make(plan.one(f"{_sprint_of(plan)} WHERE id = ?", (id,)))


def _sprint_of(plan: Plan) -> str:
    """The beginning of a query; sprints of a file of an older version have no focus."""
    return _SPRINT.format(focus="NULL" if plan.outdated else "focus")


def members(plan: Plan, sprint: str) -> list[SprintItem]:
    """All that is in a sprint, whatever its state, but risks; by rank on the board, from right to left."""
    rows = plan.rows(
        f"{_ITEM} LEFT JOIN board_column c ON c.id = i.column_id WHERE i.sprint_id = ? AND NOT i.deleted "
        "AND i.type <> 'risk' ORDER BY c.rank DESC, i.rank, i.id",
        (sprint,),
    )
    return list(map(SprintItem._make, rows))


def candidates(plan: Plan, project: str) -> list[SprintItem]:
    """The open work of a project that a sprint could take, as its board has it: from right to left, by rank.

    Milestones and summaries are left out, and so are items below which open ones stand, unless they have points.
    """
    rows = plan.rows(
        f"{_ITEM} LEFT JOIN board_column c ON c.id = i.column_id WHERE i.project_id = ? AND NOT i.deleted "
        f"AND i.state = 'open' AND coalesce(i.archived, 0) = 0 AND i.type IN ({_TYPES}) "
        "AND (i.points IS NOT NULL OR NOT EXISTS (SELECT 1 FROM item b WHERE b.parent_id = i.id AND NOT b.deleted "
        "AND b.state = 'open')) ORDER BY c.rank DESC, i.rank, i.id",
        (project,),
    )
    return list(map(SprintItem._make, rows))


def some(plan: Plan, ids: Iterable[str]) -> dict[str, SprintItem]:
    """These few items by id, deleted ones left out."""
    wanted = list(ids)
    rows = plan.rows(f"{_ITEM} WHERE i.id IN ({', '.join('?' * len(wanted))}) AND NOT i.deleted", wanted)
    return {row[0]: SprintItem._make(row) for row in rows}


def frozen(plan: Plan, kind: str, sprints: Iterable[str]) -> dict[str, Frozen]:
    """The snapshots of one kind of these sprints (ids), by the sprint; of two, the one that was taken first."""
    wanted = list(sprints)
    marks = ", ".join("?" * len(wanted))
    found: dict[str, Frozen] = {}
    kept: dict[str, Frozen] = {}
    for id, sprint, name, at, cell in plan.rows(
        "SELECT s.id, s.sprint_id, coalesce(s.name, ''), s.at, p.tasks FROM snapshot s "
        f"LEFT JOIN snapshot_part p ON p.snapshot_id = s.id WHERE s.kind = ? AND s.sprint_id IN ({marks}) "
        "ORDER BY s.at, s.id, p.place, p.id",
        (kind, *wanted),
    ):
        one = kept.setdefault(id, Frozen(id, sprint, name, at, []))
        found.setdefault(sprint, one)
        one.items.extend(FrozenItem(*row) for row in json.loads(cell or "[]"))
    return found


def counts(plan: Plan, project: str) -> dict[str, tuple[int, float, int, float]]:
    """What is in a project's sprints, by id: items and points, and of those what is done."""
    rows = plan.rows(
        "SELECT i.sprint_id, count(*), coalesce(sum(i.points), 0), sum(i.state = 'done'), "
        "coalesce(sum(CASE WHEN i.state = 'done' THEN i.points END), 0) FROM item i "
        "JOIN sprint s ON s.id = i.sprint_id WHERE s.project_id = ? AND NOT i.deleted AND i.type <> 'risk' "
        "AND i.state <> 'dropped' GROUP BY i.sprint_id",
        (project,),
    )
    return {id: (items, points, done, points_done) for id, items, points, done, points_done in rows}


def criteria(plan: Plan, project: str) -> dict[str, tuple[int, int]]:
    """The acceptance criteria of a project's open items that have any: how many are settled, and all of them.

    They are a checklist called Acceptance or AC, or a passage of the text that names them, which counts as (0, 0).
    """
    told = plan.rows(
        "SELECT id, 0, 0 FROM item WHERE project_id = ? AND state = 'open' AND NOT deleted "
        "AND body LIKE '%acceptance criteria%'",
        (project,),
    )
    listed = plan.rows(
        "SELECT k.item_id, sum(coalesce(k.state, 'open') <> 'open'), count(*) FROM check_item k "
        "JOIN item i ON i.id = k.item_id WHERE i.project_id = ? AND i.state = 'open' "
        "AND (k.checklist LIKE 'accept%' OR k.checklist = 'AC' OR k.checklist GLOB 'AC[^A-Za-z]*') GROUP BY k.item_id",
        (project,),
    )
    return {id: (settled, total) for id, settled, total in (*told, *listed)}


def unknown_links(plan: Plan) -> set[str]:
    """The items (ids) that depend on something an import named and the plan does not have."""
    return {id for (id,) in plan.rows("SELECT DISTINCT item_id FROM pending_link")}


def people_of(plan: Plan, project: str) -> set[str]:
    """Everybody (ids) who owns, or owned, anything in a project."""
    rows = plan.rows("SELECT DISTINCT owner_id FROM item WHERE project_id = ? AND owner_id IS NOT NULL", (project,))
    return {id for (id,) in rows}
