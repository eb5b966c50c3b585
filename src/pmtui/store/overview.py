"""All items of a project in the facts that a review asks of them, deleted and dropped ones too."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pmtui.store.plan import Plan


class Work(NamedTuple):
    """An item as it is now. Instants in ms UTC, `due` an ISO day, `estimate` the likely length in its own unit.

    `category` is its column's. `verdict` and the rest of a decision are None for what was not decided.
    """

    id: str
    number: int
    ref: str
    type: str
    title: str
    project_id: str
    state: str
    deleted: bool
    archived: bool
    dropped: str | None
    column_id: str | None
    category: str
    owner_id: str | None
    points: float | None
    estimate: float | None
    estimate_unit: str | None
    priority: str | None
    due: str | None
    created_at: int
    updated_at: int
    finished_at: int | None
    blocked: str | None
    waiting_cost: str | None
    verdict: str | None
    verdict_reason: str | None
    decided_at: int | None
    decided_by: str | None

    @property
    def there(self) -> bool:
        """Whether it counts as there: neither deleted nor dropped."""
        return not self.deleted and self.state != "dropped"

    @property
    def open(self) -> bool:
        """Whether it is open, and not put away."""
        return not self.deleted and self.state == "open" and not self.archived


_WORK = (
    "SELECT i.id, i.number, i.number || i.suffix, i.type, i.title, i.project_id, i.state, i.deleted, "
    "coalesce(i.archived, 0), i.dropped, i.column_id, coalesce(c.category, 'backlog'), i.owner_id, i.points, "
    "i.estimate_m, i.estimate_unit, i.priority, i.due, i.created_at, i.updated_at, i.finished_at, i.blocked, "
    "i.waiting_cost, i.verdict, i.verdict_reason, i.decided_at, i.decided_by "
    "FROM item i LEFT JOIN board_column c ON c.id = i.column_id WHERE "
)
_SOME = 500


def work(plan: Plan, projects: Sequence[str], also: Iterable[str] = ()) -> dict[str, Work]:
    """The items of these projects (ids), by id and in the order of their numbers, and `also` some of elsewhere."""
    rows = plan.rows(
        f"{_WORK} i.project_id IN ({', '.join('?' * len(projects))}) ORDER BY i.number, i.suffix", list(projects)
    )
    found = {row[0]: Work._make(row) for row in rows}
    others = [id for id in also if id not in found]
    for start in range(0, len(others), _SOME):
        part = others[start : start + _SOME]
        rows = plan.rows(f"{_WORK} i.id IN ({', '.join('?' * len(part))})", part)
        found |= {row[0]: Work._make(row) for row in rows}
    return found


def with_checks(plan: Plan, project: str) -> tuple[bool, set[str]]:
    """Whether any card of a project (id) has a checklist, and the ids of the done ones with a check still open."""
    rows = plan.rows(
        "SELECT i.id, i.state = 'done' AND sum(coalesce(k.state, 'open') = 'open') > 0 FROM check_item k "
        "JOIN item i ON i.id = k.item_id WHERE i.project_id = ? AND NOT i.deleted GROUP BY i.id",
        (project,),
    )
    return bool(rows), {id for id, unchecked in rows if unchecked}


def hanging_on(plan: Plan, ids: Sequence[str]) -> dict[str, set[str]]:
    """By item (id), what hangs on it: its children, and what is linked with it either way."""
    made: dict[str, set[str]] = {id: set() for id in ids}
    for start in range(0, len(ids), _SOME):
        part = list(ids[start : start + _SOME])
        marks = ", ".join("?" * len(part))
        for mine, theirs in plan.rows(
            f"SELECT parent_id, id FROM item WHERE parent_id IN ({marks}) UNION ALL SELECT from_id, to_id FROM link "
            f"WHERE from_id IN ({marks}) UNION ALL SELECT to_id, from_id FROM link WHERE to_id IN ({marks})",
            part * 3,
        ):
            made[mine].add(theirs)
    return made


def planned_cost(plan: Plan, project: str) -> float | None:
    """What the tasks of a project (id) are planned to cost, in its currency; None where none has a cost."""
    row = plan.one(
        "SELECT sum(coalesce(cost, fixed_cost)) FROM item WHERE project_id = ? AND NOT deleted AND state <> 'dropped' "
        "AND coalesce(cost, fixed_cost, 0) <> 0",
        (project,),
    )
    return None if row[0] is None else float(row[0])
