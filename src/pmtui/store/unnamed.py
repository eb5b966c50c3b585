"""Entries that nobody signed: written shuffled, in one transaction, by a session without person or host."""

from typing import Any, NamedTuple

from pmtui.store.ids import new_ulid
from pmtui.store.plan import Plan


class Made(NamedTuple):
    """An entity to be made: its kind, its first values, its id where that follows from something."""

    kind: str
    cells: dict[str, Any]
    id: str | None = None


def write_unnamed(plan: Plan, made: list[Made], day: int, meeting: str | None) -> list[str]:
    """Make entities, part of a meeting (id), in the name of nobody; returns their ids.

    Of the time the log keeps no more than `day`, its first instant in ms UTC: not in the transaction, not in the order
    of changes, not in the ids, not in the session's number. Ids are drawn by lot, and what was made is written in their
    order, so that nothing tells in which it came. No undo reaches it, for it is nobody's step.
    """
    with plan.transaction("rule", meeting) as tx:
        tx.unnamed(day)
        drawn = sorted((one.id or new_ulid(day), place) for place, one in enumerate(made))
        for id, place in drawn:
            tx.create(made[place].kind, made[place].cells, id)
    return [id for id, _ in drawn]
