"""What a retrospective asks of the plan: who the team is, where items stood how long, what was met and complained."""

from collections.abc import Iterable, Sequence

from pmtui.store.derive import CHANGES, Change, fold
from pmtui.store.meetings import Meeting
from pmtui.store.plan import Plan

Stays = list[tuple[int, str | None]]
"""The columns (ids) an item stood in, each from its instant (ms UTC) on until the next."""


def team(plan: Plan, projects: Sequence[str], since: int) -> list[str]:
    """The ids of the people, not gone, who have work of these projects or finished some from `since` (ms UTC) on."""
    marks = ", ".join("?" * len(projects))
    rows = plan.rows(
        f"WITH seen AS (SELECT id, owner_id FROM item WHERE project_id IN ({marks}) AND NOT deleted "
        "AND (state = 'open' OR finished_at >= ?)) "
        "SELECT p.id FROM person p WHERE coalesce(p.kind, 'human') = 'human' AND coalesce(p.inactive, 0) = 0 "
        "AND (p.id IN (SELECT owner_id FROM seen) OR p.id IN "
        "(SELECT a.person_id FROM assignee a JOIN seen ON seen.id = a.item_id)) ORDER BY p.id",
        (*projects, since),
    )
    return [id for (id,) in rows]


def stays(plan: Plan, items: Iterable[str]) -> dict[str, Stays]:
    """Where these items stood from when on, what an import told of them included; what was undone never happened."""
    found: dict[str, Stays] = {}
    for item in items:
        told: Stays = plan.rows("SELECT at, new FROM past WHERE item_id = ? AND field = 'column_id'", (item,))
        entity = fold(map(Change._make, plan.rows(CHANGES, (item,))))
        moves = [(move.at, move.new) for move in entity.moves] if entity else []
        found[item] = sorted([*told, *moves], key=lambda stay: stay[0])
    return found


def complaints(plan: Plan, projects: Sequence[str], start: int, end: int) -> int:
    """How many complaints about these projects came between two instants (ms UTC)."""
    return _count(plan, "type = 'complaint' AND created_at >= ? AND created_at < ?", projects, start, end)


def occurred(plan: Plan, projects: Sequence[str], start: int, end: int) -> int:
    """How many of these projects' risks happened between two instants (ms UTC)."""
    happened = "id IN (SELECT id FROM risk WHERE occurred >= ? AND occurred < ?) AND type = 'risk'"
    return _count(plan, happened, projects, start, end)


def met(plan: Plan, project: str, start: int, end: int) -> list[Meeting]:
    """The meetings of a project (id) that were over between two instants (ms UTC), oldest first."""
    rows = plan.rows(
        "SELECT id, project_id, kind, started, ended, since, leader_id, note, sprint_id, facts FROM meeting "
        "WHERE project_id = ? AND ended >= ? AND ended < ? AND started IS NOT NULL ORDER BY ended, id",
        (project, start, end),
    )
    return [Meeting(*row) for row in rows]


def measures(plan: Plan, items: Iterable[str]) -> dict[str, str]:
    """By what the effect of these items is to be seen, where that was said."""
    found = {item: plan.one("SELECT measure FROM item WHERE id = ?", (item,)) for item in items}
    return {item: row[0] for item, row in found.items() if row and row[0]}


def _count(plan: Plan, rule: str, projects: Sequence[str], start: int, end: int) -> int:
    marks = ", ".join("?" * len(projects))
    sql = f"SELECT count(*) FROM item WHERE {rule} AND NOT deleted AND project_id IN ({marks})"
    return int(plan.one(sql, (start, end, *projects))[0])
