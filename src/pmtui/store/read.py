"""Reading a plan: people, projects, columns, items and what hangs on them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from pmtui.errors import Usage
from pmtui.model.item import Check, Column, Comment, Item, Link, Person, Project
from pmtui.model.words import parse_ref
from pmtui.store import naming
from pmtui.store.plan import Plan

ITEM = (
    "i.id, i.number, i.suffix, i.type, i.title, coalesce(i.body, ''), i.project_id, i.column_id, i.rank, i.parent_id, "
    "i.priority, i.points, i.estimate_o, i.estimate_m, i.estimate_p, i.estimate_unit, i.start, i.due, i.percent, "
    "i.effort_left, i.effort_spent, i.owner_id, i.reporter_id, i.sprint_id, i.blocked, i.dropped, "
    "coalesce(i.archived, 0), i.completed_at, i.url, i.state, i.created_at, i.created_by, i.updated_at, i.started_at, "
    "i.finished_at, i.column_since, i.blocked_since, i.blocked_by, i.deleted"
)
"""The columns of an Item, in the record's order."""


def people(plan: Plan) -> dict[str, Person]:
    """Everybody by id, in the order of joining."""
    aliases: dict[str, list[str]] = defaultdict(list)
    for person, value in naming.aliases(plan):
        aliases[person].append(value)
    rows = plan.rows(
        "SELECT id, code, name, email, git_email, coalesce(kind, 'human'), coalesce(inactive, 0) FROM person "
        "ORDER BY id"
    )
    return {row[0]: Person._make((*row, place, tuple(aliases[row[0]]))) for place, row in enumerate(rows)}


def projects(plan: Plan) -> dict[str, Project]:
    """All projects by id, archived ones too, in their order."""
    rows = plan.rows(
        "SELECT id, key, name, description, goal, start, finish, timezone, method, coalesce(archived, 0) FROM project "
        "ORDER BY rank, id"
    )
    return {row[0]: Project(*row) for row in rows}


def columns(plan: Plan, project: str | None = None) -> dict[str, Column]:
    """The columns of one project, or of all, by id and in board order, archived ones too."""
    rows = plan.rows(
        "SELECT id, project_id, name, category, coalesce(rank, ''), wip_limit, coalesce(wip_hard, 0), starts_clock, "
        "stops_clock, policy, coalesce(archived, 0) FROM board_column WHERE ?1 IS NULL OR project_id = ?1 "
        "ORDER BY project_id, rank, id",
        (project,),
    )
    return {row[0]: Column(*row) for row in rows}


def items(
    plan: Plan, where: str = "NOT i.deleted", parameters: Sequence[Any] = (), order: str = "i.number, i.suffix"
) -> list[Item]:
    """Whole items, with assignees and labels.

    `where` and `order` are SQL over the alias `i`, from the store's rooms only.
    """
    found = [
        Item._make([*row, [], []])
        for row in plan.rows(f"SELECT {ITEM} FROM item i WHERE {where} ORDER BY {order}", parameters)
    ]
    if found:
        by_id = {item.id: item for item in found}
        few = len(found) < 50
        for table, column, extra in (
            ("assignee", "person_id", "coalesce(role, 'R') = 'R'"),
            ("item_label", "name", "1"),
        ):
            condition = f"item_id IN ({', '.join('?' * len(found))})" if few else "1"
            for item, value in plan.rows(
                f"SELECT item_id, {column} FROM {table} WHERE {condition} AND {extra} ORDER BY id",
                list(by_id) if few else (),
            ):
                if owner := by_id.get(item):
                    (owner.assignees if table == "assignee" else owner.labels).append(value)
    return found


def items_of(plan: Plan, project: str | None) -> list[Item]:
    """Whole items of a project (by id), or of all, whatever their state, but deleted ones."""
    return items(plan, "NOT i.deleted AND (?1 IS NULL OR i.project_id = ?1)", (project,))


def item(plan: Plan, id: str) -> Item:
    """One whole item by id, deleted or not."""
    return items(plan, "i.id = ?", (id,))[0]


def find(plan: Plan, ref: str, *, deleted: bool = False) -> str:
    """The id of the item that a person's `42`, `ORD-42`, `R61` or `42b` means.

    Raises Usage where nothing, or only something deleted, goes by it.
    """
    said = parse_ref(ref)
    rows = plan.rows("SELECT id, deleted FROM item WHERE number = ? AND suffix = ?", (said.number, said.suffix or ""))
    if not rows:
        raise Usage(f"there is no item {ref}")
    if rows[0][1] and not deleted:
        raise Usage(f"item {ref} was deleted; `pmtui undo` or `pmtui changes {ref}` tell more")
    return str(rows[0][0])


def comments(plan: Plan, item: str) -> list[Comment]:
    """An item's comments, oldest first."""
    return [
        Comment(*row)
        for row in plan.rows(
            "SELECT id, author_id, coalesce(at, created_at), body FROM comment WHERE item_id = ? ORDER BY 3, id",
            (item,),
        )
    ]


def checks(plan: Plan, item: str) -> list[Check]:
    """An item's checklist, in its order."""
    return [
        Check(*row)
        for row in plan.rows(
            "SELECT id, text, coalesce(state, 'open'), checklist, coalesce(rank, '') FROM check_item WHERE item_id = ? "
            "ORDER BY checklist, rank, id",
            (item,),
        )
    ]


def check_counts(plan: Plan, ids: Sequence[str] = ()) -> dict[str, tuple[int, int]]:
    """Settled and all checks of the items that have any: of these few, or of the whole plan."""
    some = f"WHERE item_id IN ({', '.join('?' * len(ids))})" if ids else ""
    rows = plan.rows(f"SELECT item_id, sum(state <> 'open'), count(*) FROM check_item {some} GROUP BY item_id", ids)
    return {item: (settled, total) for item, settled, total in rows}


def comment_counts(plan: Plan) -> dict[str, int]:
    """How many comments the items have that have any."""
    return dict(plan.rows("SELECT item_id, count(*) FROM comment GROUP BY item_id"))


def links(plan: Plan, item: str) -> list[Link]:
    """All links from or to an item, both ends of which are there."""
    return [
        Link(*row)
        for row in plan.rows(
            "SELECT l.id, l.from_id, l.to_id, l.kind, l.lag, l.lag_unit FROM link l JOIN item a ON a.id = l.from_id "
            "JOIN item b ON b.id = l.to_id WHERE (l.from_id = ?1 OR l.to_id = ?1) AND NOT a.deleted AND NOT b.deleted "
            "ORDER BY l.id",
            (item,),
        )
    ]


def customs(plan: Plan, item: str) -> dict[str, Any]:
    """An item's custom fields by name."""
    return dict(plan.rows("SELECT name, value FROM custom WHERE item_id = ? ORDER BY name", (item,)))


def all_customs(plan: Plan) -> dict[str, dict[str, Any]]:
    """The custom fields of the items that have any, by item id and name."""
    made: dict[str, dict[str, Any]] = defaultdict(dict)
    for item, name, value in plan.rows("SELECT item_id, name, value FROM custom ORDER BY name"):
        made[item][name] = value
    return made


def attachments(plan: Plan, item: str) -> list[tuple[str, str]]:
    """Name and address of everything attached to an item."""
    return plan.rows("SELECT name, url FROM attachment WHERE item_id = ? ORDER BY id", (item,))


def refs(plan: Plan, ids: Iterable[str]) -> dict[str, tuple[int, str, str]]:
    """Number, ref and title of items by id."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, tuple[int, str, str]] = {}
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        for id, number, suffix, title in plan.rows(
            f"SELECT id, number, suffix, title FROM item WHERE id IN ({', '.join('?' * len(part))})", part
        ):
            found[id] = (number, f"{number}{suffix}", title)
    return found


def dependencies(plan: Plan, item: str | None = None) -> dict[str, list[tuple[int, str, float | None, str | None]]]:
    """What each item comes after: number, kind, lag and its unit, by the successor's id."""
    made: dict[str, list[tuple[int, str, float | None, str | None]]] = defaultdict(list)
    for successor, *rest in plan.rows(
        "SELECT l.to_id, i.number, CASE l.kind WHEN 'blocks' THEN 'FS' ELSE l.kind END, l.lag, l.lag_unit FROM link l "
        "JOIN item i ON i.id = l.from_id WHERE l.kind IN ('FS', 'SS', 'FF', 'SF', 'blocks') AND NOT i.deleted "
        "AND (?1 IS NULL OR l.to_id = ?1) ORDER BY i.number",
        (item,),
    ):
        made[successor].append(tuple(rest))
    return made


def externals(plan: Plan, item: str | None = None) -> dict[str, list[tuple[str, str]]]:
    """System and foreign id of items that came from elsewhere, by item id."""
    made: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for id, system, foreign in plan.rows(
        "SELECT r.entity_id, r.system, r.ext_id FROM import_ref r WHERE ?1 IS NULL OR r.entity_id = ?1 ORDER BY r.id",
        (item,),
    ):
        made[id].append((system, foreign))
    return made


def sprints(plan: Plan) -> dict[str, str]:
    """Sprint names by id."""
    return dict(plan.rows("SELECT id, name FROM sprint"))
