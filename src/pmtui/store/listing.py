"""Lists: the items that a query finds, whole or as the few facts that a line shows."""

from typing import NamedTuple

from pmtui.model.item import Item
from pmtui.model.query import And, Field, Flag, Not, Query
from pmtui.store.plan import Plan
from pmtui.store.read import items as read_items
from pmtui.store.search import Asker, mentions_column, mentions_state, search


class Line(NamedTuple):
    """An item as a line of a list. `due` is an ISO day, owner a code, column and project their names."""

    ref: str
    blocked: int
    state: str
    title: str
    owner: str | None
    column: str | None
    due: str | None
    priority: str | None
    project: str | None


_LINES = (
    "SELECT i.number || i.suffix, i.blocked IS NOT NULL, i.state, i.title, o.code, c.name, i.due, i.priority, p.key "
    "FROM item i LEFT JOIN person o ON o.id = i.owner_id LEFT JOIN board_column c ON c.id = i.column_id "
    "LEFT JOIN project p ON p.id = i.project_id "
)


def narrowed(query: Query, *, everything: bool = False, project: str | None = None) -> Query:
    """The query, kept to a project (by key), and to open and unarchived items unless it speaks of others itself.

    A column named in it shows what the board would: done items too, but none that are dropped or archived.
    """
    parts = [query.where] if query.where is not None else []
    if project is not None:
        parts.append(Field("project", "=", project))
    if not everything and not mentions_state(query):
        parts += [Not(Flag("dropped")) if mentions_column(query) else Flag("open"), Not(Flag("archived"))]
    return Query(And(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None, query.sort)


def lines(plan: Plan, query: Query, asker: Asker) -> list[Line]:
    """What the query finds, as lines, in its order."""
    where, parameters, order = search(plan, query, asker)
    return [Line(*row) for row in plan.rows(f"{_LINES} WHERE NOT i.deleted AND ({where}) ORDER BY {order}", parameters)]


def items(plan: Plan, query: Query, asker: Asker) -> list[Item]:
    """What the query finds, whole, in its order."""
    where, parameters, order = search(plan, query, asker)
    return read_items(plan, f"NOT i.deleted AND ({where})", parameters, order)
