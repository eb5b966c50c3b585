"""How items hang together: links by their ends, the order they make, parents and children."""

from collections.abc import Sequence

from pmtui.store.plan import Plan


def links_of_kind(plan: Plan, source: str, kind: str, target: str) -> list[str]:
    """The ids of the links of one kind from an item to another."""
    rows = plan.rows("SELECT id FROM link WHERE from_id = ? AND to_id = ? AND kind = ?", (source, target, kind))
    return [id for (id,) in rows]


def predecessors(plan: Plan, item: str) -> list[tuple[str, str, str, float | None, str | None]]:
    """What an item comes after: the predecessor, the kind as written, the item, the lag and its unit."""
    return plan.rows(
        "SELECT from_id, kind, to_id, lag, lag_unit FROM link WHERE to_id = ? "
        "AND kind IN ('FS', 'SS', 'FF', 'SF', 'blocks') ORDER BY id",
        (item,),
    )


def links_between(plan: Plan, one: str, other: str) -> list[str]:
    """The ids of all links between two items, either way."""
    rows = plan.rows(
        "SELECT id FROM link WHERE (from_id = ?1 AND to_id = ?2) OR (from_id = ?2 AND to_id = ?1)", (one, other)
    )
    return [id for (id,) in rows]


def targets(plan: Plan, source: str, kinds: Sequence[str]) -> list[str]:
    """The ids of the items to which an item has links of these kinds."""
    marks = ", ".join("?" * len(kinds))
    rows = plan.rows(f"SELECT to_id FROM link WHERE from_id = ? AND kind IN ({marks})", (source, *kinds))
    return [id for (id,) in rows]


def edges(plan: Plan) -> list[tuple[str, str, str]]:
    """All links: the source's id, the kind, the target's id."""
    return plan.rows("SELECT from_id, kind, to_id FROM link")


def parents(plan: Plan) -> dict[str, str]:
    """The parent's id of every item that has one."""
    return dict(plan.rows("SELECT id, parent_id FROM item WHERE parent_id IS NOT NULL"))


def children(plan: Plan, item: str) -> list[tuple[str, str, str]]:
    """Id, ref and title of an item's children that are not deleted, by number."""
    return plan.rows(
        "SELECT id, number || suffix, title FROM item WHERE parent_id = ? AND NOT deleted ORDER BY number", (item,)
    )


def owners(plan: Plan, ids: Sequence[str]) -> dict[str, str]:
    """The item each of these entities hangs on, deleted or not, where it hangs on one; a few hundred ids at a time."""
    return dict(plan.rows(f"SELECT id, item_id FROM part WHERE id IN ({', '.join('?' * len(ids))})", ids))
