"""The refinement queue: what of the backlog needs work before a sprint can take it, by rules, with the reasons."""

from collections.abc import Iterable
from typing import NamedTuple

from pmtui.meetings.backlog import Candidate
from pmtui.store.tasks import StoredTerms

OLD_DAYS = 60
LARGE_POINTS = 8
LARGE_DAYS = 5


class Unrefined(NamedTuple):
    """An item of the queue, and why it is in it, most pressing first."""

    candidate: Candidate
    reasons: tuple[str, ...]


def queue(candidates: Iterable[Candidate], by: StoredTerms) -> list[Unrefined]:
    """What needs refining, in the backlog's order; what is worked on already is beyond it, and left out."""
    found = ((one, reasons(one, by)) for one in candidates if one.category not in ("active", "wait"))
    return [Unrefined(one, why) for one, why in found if why]


def reasons(one: Candidate, by: StoredTerms) -> tuple[str, ...]:
    """Why an item needs refining: no acceptance criteria, no estimate, too large, too old, dependencies unclear."""
    item, day = one.item, by.minutes_per_day or 480
    found = []
    if one.criteria is None:
        found.append("no acceptance criteria")
    if one.minutes is None and item.points is None:
        found.append("no estimate")
    if item.points is not None and item.points > LARGE_POINTS:
        found.append(f"{item.points:g}pt, over {LARGE_POINTS}pt")
    if one.minutes is not None and one.minutes > LARGE_DAYS * day:
        found.append(f"{one.minutes / day:.2g}d, over {LARGE_DAYS}d")
    if one.circle:
        found.append(f"waits for itself: {' > '.join((*one.circle, one.circle[0]))}")
    if one.unknown:
        found.append("depends on what the plan does not have")
    if one.age > OLD_DAYS:
        found.append(f"{one.age}d old")
    return tuple(found)
