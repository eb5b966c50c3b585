"""The throughput forecast: in how many weeks some items are done, or how many are by then; exact, not sampled."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate, dropwhile
from operator import mul
from typing import NamedTuple

from pmtui.errors import Refused

PERCENTS = (50, 70, 85, 95)
METHOD = "past weeks drawn with replacement, exact by convolution"
WEEKS = 12
"""Of how many past weeks the pace is taken."""
FEWEST_WEEKS = 5
MOST_ITEMS = 20_000
"""Beyond them the answer would keep a person waiting for seconds."""
MOST_WEEKS = 5_200
"""A hundred years."""

_NEVER = 1e-12
"""A chance too small to be followed further."""
_NOTHING = 1e-17
_ROUNDING = 1e-9
"""How far below its percentage a chance may lie that is equal to it but for rounding."""


class TooShort(Refused):
    """The history is too short to forecast from; the message says so and shows the raw range."""


class Scope(NamedTuple):
    """How many items remain: any number from `low` to `high`, equally likely, times `growth` (1.2: a fifth more)."""

    low: int
    high: int
    growth: float = 1.0

    def sizes(self) -> list[int]:
        """What may remain after growth, rounded up to whole items; Refused where there is no such scope."""
        if not 0 <= self.low <= self.high:
            raise Refused(f"{self.low} to {self.high} items: a range begins at 0 or above and with the smaller number")
        if not 0 < self.growth <= MOST_ITEMS or math.ceil(self.high * self.growth) > MOST_ITEMS:
            raise Refused(
                f"{self.high:,} items times {self.growth:g}: a forecast is for {MOST_ITEMS:,} items at most, "
                "and what they grow by is above 0"
            )
        return [math.ceil(round(items * self.growth, 6)) for items in range(self.low, self.high + 1)]


class When(NamedTuple):
    """In how many weeks all is done: `chances[k]` is the probability, 0 to 1, of needing no more than k weeks."""

    chances: tuple[float, ...]

    def by(self, weeks: int) -> float:
        """The probability of needing no more than so many weeks."""
        return self.chances[min(weeks, len(self.chances) - 1)] if weeks >= 0 else 0.0

    def at(self, percent: float) -> int:
        """The nearest-rank percentile: the fewest weeks that suffice with `percent` % or more."""
        last = len(self.chances) - 1
        return next((k for k, chance in enumerate(self.chances) if chance >= percent / 100 - _ROUNDING), last)

    def percentiles(self) -> dict[int, int]:
        """The weeks at each of PERCENTS."""
        return {percent: self.at(percent) for percent in PERCENTS}


class HowMany(NamedTuple):
    """How many items are done: `chances[n]` is the probability, 0 to 1, of n or more."""

    chances: tuple[float, ...]

    def at(self, percent: float) -> int:
        """The most items that are reached or exceeded with `percent` % or more: the surer, the fewer."""
        return sum(chance >= percent / 100 - _ROUNDING for chance in self.chances) - 1

    def percentiles(self) -> dict[int, int]:
        """The items at each of PERCENTS."""
        return {percent: self.at(percent) for percent in PERCENTS}


def weekly_throughput(
    finished: Iterable[date], today: date, weeks: int = WEEKS, week_start: int = 0, *, since: date | None = None
) -> list[int]:
    """How many items were finished in each of the last whole weeks, oldest first; weeks with none count.

    The week that `today` lies in is left out. `week_start` is 0 for Monday to 6 for Sunday; weeks that were not whole
    on the board, which began on the day `since`, are left out too.
    """
    begun = today - timedelta((today.weekday() - week_start) % 7)
    if since is not None:
        weeks = max(0, min(weeks, (begun - since).days // 7))
    ago = Counter(((begun - day).days - 1) // 7 for day in finished if day < begun)
    return [ago[week] for week in reversed(range(weeks))]


def weeks_for(items: int | Scope, weekly: Sequence[int], *, fewest: int = FEWEST_WEEKS) -> When:
    """In how many weeks the items are done, if every week to come is like one of the past weeks, whichever.

    A range of items is a mixture of as many forecasts, exact as well: a sum that leaves nothing of `n` items leaves
    nothing with the probability that no more than `n` remain. Chances are exact to twelve decimals, followed until
    less than that is open. Raises TooShort for fewer than `fewest` weeks or none with anything finished.
    """
    scope = items if isinstance(items, Scope) else Scope(items, items)
    sizes = scope.sizes()
    _long_enough(weekly, fewest, lambda low, high: _take(sizes, low, high))
    if max(sizes) * len(weekly) > MOST_WEEKS * sum(weekly):
        raise Refused(f"at {sum(weekly) / len(weekly):.2g} items a week, {max(sizes):,} take more than a hundred years")
    of_size = Counter(sizes)
    beyond = [1 - within / len(sizes) for within in accumulate(of_size[size] for size in range(max(sizes)))]
    chances = []
    for first, sums in _sums(weekly, max(sizes)):
        left = sum(map(mul, sums, beyond[first:]))
        chances.append(1 - left)
        if left < _NEVER:
            break
    return When(tuple(chances))


def items_in(weeks: float, weekly: Sequence[int], *, fewest: int = FEWEST_WEEKS) -> HowMany:
    """How many items are done in so many weeks, if each is like one of the past weeks, whichever.

    Of a part of a week each item of a past week counts with the probability of that part, so that 1.8 weeks are as
    exact as 2. Raises TooShort as `weeks_for` does.
    """
    if weeks < 0:
        raise Refused(f"{weeks:g} weeks: a forecast looks ahead, not back")
    _long_enough(weekly, fewest, lambda low, high: _bring(weeks, low, high))
    whole, most = int(weeks), math.ceil(weeks) * max(weekly)
    if weeks > MOST_WEEKS or most > MOST_ITEMS:
        raise Refused(f"{weeks:,g} weeks with up to {max(weekly):,} items each are too many to forecast")
    first, sums = next(found for week, found in enumerate(_sums(weekly, most + 1)) if week == whole)
    if weeks > whole:
        sums = _joined(sums, _part(weekly, weeks - whole))
    reached = list(accumulate(reversed(sums)))[::-1]
    return HowMany((1.0,) * first + tuple(reached))


def _part(weekly: Sequence[int], share: float) -> list[float]:
    """The chances of 0, 1, 2, ... items in a share of a week that is like one of the past weeks."""
    chances = [0.0] * (max(weekly) + 1)
    for items, times in Counter(weekly).items():
        for count in range(items + 1):
            chance = math.comb(items, count) * share**count * (1 - share) ** (items - count)
            chances[count] += chance * times / len(weekly)
    return chances


def _joined(one: Sequence[float], other: Sequence[float]) -> list[float]:
    """The chances of the sums of two independent numbers of items."""
    made = [0.0] * (len(one) + len(other) - 1)
    for place, chance in enumerate(one):
        for count, share in enumerate(other):
            made[place + count] += chance * share
    return made


def _sums(weekly: Sequence[int], limit: int) -> Iterator[tuple[int, list[float]]]:
    """For 0, 1, 2, ... weeks the chances of having finished `first`, first + 1, ... items: (first, chances).

    Sums of `limit` or more are left out, and so are those at either end that as good as never come.
    """
    shares = [(items, times / len(weekly)) for items, times in Counter(weekly).items()]
    most = max(weekly)
    first, sums = 0, [1.0][:limit]
    while True:
        yield first, sums
        made = [0.0] * min(len(sums) + most, limit - first)
        for items, share in shares:
            end = items + len(sums)
            made[items:end] = [now + share * before for now, before in zip(made[items:end], sums, strict=False)]
        likely = list(dropwhile(lambda chance: chance < _NOTHING, made))
        first += len(made) - len(likely)
        while likely and likely[-1] < _NOTHING:
            likely.pop()
        sums = likely


def _long_enough(weekly: Sequence[int], fewest: int, raw: Callable[[int, int], str]) -> None:
    """TooShort where the history is no ground for a forecast; `raw` tells the range by its worst and best week."""
    if any(items < 0 for items in weekly):
        raise Refused(f"{min(weekly)} items finished in a week: that cannot be less than 0")
    weeks = _range(len(weekly), len(weekly), "week")
    if not weekly:
        raise TooShort(f"there is no whole week of history to forecast from, and {fewest} are needed")
    if not any(weekly):
        raise TooShort(f"nothing was finished in {weeks} of history, so there is no pace to forecast by")
    if len(weekly) < fewest:
        low, high = min(weekly), max(weekly)
        raise TooShort(
            f"{weeks} of history: too short to forecast from, {fewest} are needed; "
            f"at {_range(low, high, 'item')} a week {raw(low, high)}"
        )


def _take(sizes: Sequence[int], low: int, high: int) -> str:
    """How long the items take at the best and at the worst pace: `40 items take 8 to 20 weeks`."""
    best = -(-min(sizes) // high)
    weeks = _range(best, -(-max(sizes) // low), "week") if low else f"{_range(best, best, 'week')} or more"
    return f"{_range(min(sizes), max(sizes), 'item')} would take {weeks}"


def _bring(weeks: float, low: int, high: int) -> str:
    """How many items come in some weeks at the worst and at the best pace."""
    items = _range(math.floor(weeks * low), math.ceil(weeks * high), "item")
    return f"{weeks:,.3g} week{'' if weeks == 1 else 's'} would bring {items}"


def _range(low: int, high: int, noun: str) -> str:
    words = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"{words} {noun}" if low == high == 1 else f"{words} {noun}s"
