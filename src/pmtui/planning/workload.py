"""Workload: one person's work placed by earliest deadline, and the stretches into which it cannot fit, exactly.

Work may be cut up freely. Placing each day, of what has begun, what is due first, and giving up on a deadline what is
left, places as much as any placement can (Glover 1967, matching in convex graphs). What is given up is the overload:
by Hall's theorem there is a stretch of days inside which more work must be done than there is time.
"""

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

_TINY = 1e-6
"""Hours that are rounding and no work."""


class Work(NamedTuple):
    """Hours of work that must be done between two days, both included, as places in the days that are looked at."""

    key: str
    hours: float
    first: int
    last: int


class Overload(NamedTuple):
    """A stretch of days into which its work does not fit: by how many hours, and what must all be done inside it.

    `keys` has the largest first.
    """

    first: int
    last: int
    hours: float
    keys: tuple[str, ...]


class Load(NamedTuple):
    """By day the hours that were placed, and those for which there is no time by their deadline; and the stretches.

    Stretches come by their last day, which is a deadline that is missed; a later one holds an earlier one, its hours
    and its work, or lies behind it.
    """

    placed: list[float]
    missed: list[float]
    overloads: list[Overload]


def load(capacity: Sequence[float], work: Iterable[Work]) -> Load:
    """Place work on days of so many hours each, the earliest deadline first, where no placement fits as much as does.

    Work that could begin before the first day begins on it, work that is due before it is due on it; what is due after
    the last day takes the time that is left.
    """
    days = len(capacity)
    given = [one._replace(first=max(0, one.first), last=max(0, one.first, one.last)) for one in work]
    given = sorted((one for one in given if one.hours > _TINY), key=lambda one: one.first)
    never = max((one.last for one in given), default=0) + 1
    placed, missed = [0.0] * days, [0.0] * days
    latest = [-1] * days  # the last deadline of what was placed on a day; `never` where time was left
    waiting: list[tuple[int, int]] = []
    left = [one.hours for one in given]
    coming = 0
    for day in range(days):
        while coming < len(given) and given[coming].first <= day:
            heappush(waiting, (given[coming].last, coming))
            coming += 1
        free = capacity[day]
        while waiting and free > _TINY:
            last, number = waiting[0]
            some = min(free, left[number])
            free -= some
            left[number] -= some
            placed[day] += some
            latest[day] = max(latest[day], last)
            if left[number] <= _TINY:
                heappop(waiting)
        if free > _TINY:
            latest[day] = never
        while waiting and waiting[0][0] <= day:
            missed[day] += left[heappop(waiting)[1]]
    stretches = [_stretch(day, latest, missed, given) for day in range(days) if missed[day] > _TINY]
    return Load(placed, missed, stretches)


def _stretch(last: int, latest: Sequence[int], missed: Sequence[float], work: Sequence[Work]) -> Overload:
    """The stretch that ends with a missed deadline.

    It reaches back over all days that were full of work due by then: before them nothing of that kind was waiting, so
    that all that was due by then had its place inside, or had none.
    """
    first = last
    while first > 0 and latest[first - 1] <= last:
        first -= 1
    inside = sorted((one for one in work if first <= one.first and one.last <= last), key=lambda one: -one.hours)
    begin = min(one.first for one in inside)
    return Overload(begin, last, sum(missed[first : last + 1]), tuple(one.key for one in inside))
