"""What a project's schedule is made of, as stored: its tasks, the links between them, the people on them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from pmtui.model.words import WORK_TYPES
from pmtui.store.plan import Plan


class StoredTask(NamedTuple):
    """An item as its schedule sees it. Instants in ms UTC; days, `..._at` and the like are local ISO texts.

    `begun` is since when it is worked on, where it is in a column that means so; `remaining` and `leveling_delay` are
    minutes, the latter elapsed.
    """

    id: str
    number: int
    ref: str
    type: str
    title: str
    parent_id: str | None
    wbs_rank: str | None
    wbs_code: str | None
    owner_id: str | None
    state: str
    percent: float | None
    start: str | None
    due: str | None
    due_time: str | None
    blocked: str | None
    blocked_since: int | None
    estimate_o: float | None
    estimate_m: float | None
    estimate_p: float | None
    estimate_unit: str | None
    constraint_kind: str | None
    constraint_at: str | None
    actual_start: str | None
    actual_finish: str | None
    resume: str | None
    remaining: float | None
    manual: int | None
    manual_start: str | None
    manual_finish: str | None
    inactive: int | None
    calendar_id: str | None
    lone_calendar: int | None
    leveling_delay: float | None
    begun: int | None
    finished_at: int | None


_COLUMNS = (
    "i.id, i.number, i.number || i.suffix, i.type, i.title, i.parent_id, i.wbs_rank, i.wbs_code, i.owner_id, i.state, "
    "i.percent, i.start, i.due, i.due_time, i.blocked, i.blocked_since, i.estimate_o, i.estimate_m, i.estimate_p, "
    "i.estimate_unit, i.constraint_kind, i.constraint_at, i.actual_start, i.actual_finish, i.resume, i.remaining, "
    "i.manual, i.manual_start, i.manual_finish, i.inactive, i.calendar_id, i.lone_calendar, i.leveling_delay, "
    "CASE WHEN i.state = 'done' OR c.category IN ('active', 'wait') THEN i.started_at END, i.finished_at"
)
_TYPES = ", ".join(f"'{name}'" for name in WORK_TYPES)
_SCHEDULED = f"NOT i.deleted AND i.state <> 'dropped' AND coalesce(i.archived, 0) = 0 AND i.type IN ({_TYPES})"
_FROM = "FROM item i LEFT JOIN board_column c ON c.id = i.column_id"


def tasks(plan: Plan, project: str) -> list[StoredTask]:
    """Everything of a project that is scheduled: all work but what was deleted, dropped or archived."""
    rows = plan.rows(f"SELECT {_COLUMNS} {_FROM} WHERE i.project_id = ? AND {_SCHEDULED}", (project,))
    return list(map(StoredTask._make, rows))


def some_tasks(plan: Plan, project: str, ids: Sequence[str]) -> dict[str, StoredTask]:
    """Those of these few items that are scheduled in the project, by id."""
    marks = ", ".join("?" * len(ids))
    rows = plan.rows(
        f"SELECT {_COLUMNS} {_FROM} WHERE i.id IN ({marks}) AND i.project_id = ? AND {_SCHEDULED}", (*ids, project)
    )
    return {row[0]: StoredTask._make(row) for row in rows}


def task_links(plan: Plan, project: str) -> list[tuple[str, str, str, float | None, str | None]]:
    """The dependencies within a project: predecessor, kind, successor, lag and its unit; `blocks` counts as FS."""
    return plan.rows(
        "SELECT l.from_id, CASE l.kind WHEN 'blocks' THEN 'FS' ELSE l.kind END, l.to_id, l.lag, l.lag_unit FROM link l "
        "JOIN item i ON i.id = l.to_id WHERE l.kind IN ('FS', 'SS', 'FF', 'SF', 'blocks') AND i.project_id = ? "
        "AND NOT i.deleted ORDER BY l.id",
        (project,),
    )


def links_to(plan: Plan, ids: Sequence[str]) -> list[tuple[str, str, str, float | None, str | None]]:
    """The dependencies that lead to these few items, as `task_links` gives them."""
    return plan.rows(
        "SELECT from_id, CASE kind WHEN 'blocks' THEN 'FS' ELSE kind END, to_id, lag, lag_unit FROM link "
        f"WHERE kind IN ('FS', 'SS', 'FF', 'SF', 'blocks') AND to_id IN ({', '.join('?' * len(ids))}) ORDER BY id",
        list(ids),
    )


class StoredPart(NamedTuple):
    """What a person (id) does of a task: their calendar, None for the project's; `work` in minutes; local ISO times."""

    person_id: str
    calendar_id: str | None
    work: float | None
    units: float | None
    start: str | None
    finish: str | None


def parts(plan: Plan, project: str, ids: Sequence[str] = ()) -> dict[str, list[StoredPart]]:
    """By item, what those do who work on it; only where any of them has a calendar of their own, or leave.

    `ids` are the few items that are asked for, none for all of the project.
    """
    some = "SELECT id FROM person WHERE calendar_id IS NOT NULL UNION SELECT person_id FROM leave"
    if plan.one(f"{some} LIMIT 1") is None:
        return {}
    which = f"i.id IN ({', '.join('?' * len(ids))})" if ids else "TRUE"
    made: dict[str, list[StoredPart]] = defaultdict(list)
    for item, *part in plan.rows(
        f"WITH own AS ({some}), here AS (SELECT i.id, i.owner_id FROM item i WHERE {which} AND i.project_id = ? AND "
        "(i.owner_id IN own OR EXISTS (SELECT 1 FROM assignee a WHERE a.item_id = i.id AND a.person_id IN own))) "
        "SELECT i.id, p.id, p.calendar_id, a.work, a.units, a.start, a.finish FROM here i "
        "JOIN assignee a ON a.item_id = i.id JOIN person p ON p.id = a.person_id "
        "WHERE coalesce(a.role, 'R') = 'R' AND coalesce(p.kind, 'human') NOT IN ('material', 'cost') "
        "AND coalesce(a.units, 1) > 0 "
        "UNION ALL SELECT i.id, p.id, p.calendar_id, NULL, NULL, NULL, NULL FROM here i "
        "JOIN person p ON p.id = i.owner_id WHERE NOT EXISTS (SELECT 1 FROM assignee a WHERE a.item_id = i.id "
        "AND coalesce(a.role, 'R') = 'R' AND a.person_id = i.owner_id) ORDER BY 1",
        (*ids, project),
    ):
        made[item].append(StoredPart._make(part))
    return made


class StoredEffort(NamedTuple):
    """What a person (id) has to do of an open item: `work` in minutes where their part of it was said, `left` what they
    said is left of all of it; `begin` and `due`, ISO, are the days of the sprint it is in, if that is not over.
    """

    item_id: str
    person_id: str
    work: float | None
    left: int | None
    begin: str | None
    due: str | None


def efforts(plan: Plan, project: str, today: str) -> list[StoredEffort]:
    """Who has to do what of a project's open items: those whose parts were said, else the owner all of it."""
    sprint = "LEFT JOIN sprint s ON s.id = i.sprint_id AND s.finish >= ?2"
    which = "i.project_id = ?1 AND i.state = 'open'"
    rows = plan.rows(
        f"SELECT i.id, i.owner_id, NULL, i.effort_left, s.start, s.finish FROM item i {sprint} WHERE {which} "
        "AND i.owner_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM assignee a WHERE a.item_id = i.id AND a.work > 0) "
        "UNION ALL SELECT i.id, a.person_id, a.work, NULL, s.start, s.finish FROM assignee a "
        f"JOIN item i ON i.id = a.item_id {sprint} WHERE {which} AND a.work > 0 AND coalesce(a.role, 'R') = 'R'",
        (project, today),
    )
    return list(map(StoredEffort._make, rows))


def spans(plan: Plan, project: str, since: int) -> list[tuple[int, int]]:
    """When the items finished since an instant were started and finished, in ms UTC."""
    return plan.rows(
        "SELECT started_at, finished_at FROM item WHERE project_id = ? AND NOT deleted AND finished_at >= ? "
        "AND started_at IS NOT NULL",
        (project, since),
    )


def finishes(plan: Plan, project: str) -> list[int]:
    """When the items of a project were finished, in ms UTC, oldest first."""
    rows = plan.rows(
        "SELECT finished_at FROM item WHERE project_id = ? AND NOT deleted AND state = 'done' "
        "AND finished_at IS NOT NULL ORDER BY finished_at",
        (project,),
    )
    return [at for (at,) in rows]


def made_at(plan: Plan, entity: str) -> int:
    """When an entity was made, in ms UTC."""
    row = plan.one(
        "SELECT t.at FROM change c JOIN txn t ON t.id = c.txn AND t.s = c.s WHERE c.id = ? AND c.field = '*' "
        "ORDER BY c.hlc LIMIT 1",
        (entity,),
    )
    return int(row[0])


class StoredTerms(NamedTuple):
    """A project's terms as stored; None is the usual: office hours, days of eight hours, weeks of five days."""

    start: str | None
    start_time: str | None
    finish: str | None
    finish_time: str | None
    from_finish: int | None
    calendar_id: str | None
    minutes_per_day: int | None
    minutes_per_week: int | None
    days_per_month: int | None
    day_start: str | None
    day_finish: str | None
    critical_slack: float | None
    multiple_critical: int | None
    links_over_constraints: int | None


def terms(plan: Plan, project: str) -> StoredTerms:
    """The terms a project is scheduled by."""
    return StoredTerms._make(plan.one(f"SELECT {', '.join(StoredTerms._fields)} FROM project WHERE id = ?", (project,)))
