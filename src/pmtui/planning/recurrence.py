"""Recurring days: every so many weeks, months or years, as Microsoft Project counts them.

Days are ordinals (`date.toordinal`), in order, none before `first` nor after `until`. Numbers that make no sense
(a thirteenth month, every zeroth week) count as the nearest that does, for they come from files.
"""

from calendar import monthrange
from collections.abc import Collection, Iterator
from datetime import date

_LAST = 5


def weekly(first: date, until: int, every: int, weekdays: Collection[int]) -> Iterator[int]:
    """On each of these weekdays (0 Monday) of every `every`th week; weeks begin on Sunday."""
    start = first.toordinal()
    wanted = sorted({(weekday + 1) % 7 for weekday in weekdays})
    for sunday in range(start - first.isoweekday() % 7, until + 1, 7 * max(1, every)):
        for place in wanted:
            if start <= sunday + place <= until:
                yield sunday + place


def monthly_day(first: date, until: int, every: int, day: int) -> Iterator[int]:
    """On a day of every `every`th month, the last where the month is too short.

    Where the day of the first month is over, counting begins with the month after it.
    """
    for year, month in _months(first, until, every, later=int(day < first.day)):
        yield from _within(first, until, _day_of(year, month, day))


def monthly_place(first: date, until: int, every: int, nth: int, weekdays: Collection[int]) -> Iterator[int]:
    """On the `nth` (5 the last) of these weekdays in every `every`th month, the first one counted from its own."""
    for year, month in _months(first, until, every):
        yield from _within(first, until, _place_in(year, month, nth, weekdays))


def yearly_day(first: date, until: int, month: int, day: int) -> Iterator[int]:
    """On a day of a month each year; 29 February is the 28th where there is none."""
    for year in _years(first, until):
        yield from _within(first, until, _day_of(year, _month(month), day))


def yearly_place(first: date, until: int, month: int, nth: int, weekdays: Collection[int]) -> Iterator[int]:
    """On the `nth` (5 the last) of these weekdays in a month each year."""
    for year in _years(first, until):
        yield from _within(first, until, _place_in(year, _month(month), nth, weekdays))


def _within(first: date, until: int, ordinal: int) -> Iterator[int]:
    if first.toordinal() <= ordinal <= until:
        yield ordinal


def _years(first: date, until: int) -> range:
    return range(first.year, date.fromordinal(until).year + 1)


def _month(month: int) -> int:
    return min(12, max(1, month))


def _months(first: date, until: int, every: int, later: int = 0) -> Iterator[tuple[int, int]]:
    """The (year, month) of every `every`th month, the first `later` months after that of `first`."""
    end = date.fromordinal(until)
    for months in range(first.year * 12 + first.month - 1 + later, end.year * 12 + end.month, max(1, every)):
        yield months // 12, months % 12 + 1


def _day_of(year: int, month: int, day: int) -> int:
    return date(year, month, min(max(1, day), monthrange(year, month)[1])).toordinal()


def _place_in(year: int, month: int, nth: int, weekdays: Collection[int]) -> int:
    """The nth day of a month that is one of the weekdays, of any day where there are none."""
    start = date(year, month, 1).toordinal()
    days = range(start, start + monthrange(year, month)[1])
    # Ordinal 1 was a Monday.
    chosen = [day for day in days if (day - 1) % 7 in weekdays] or days
    return chosen[-1] if nth >= _LAST else chosen[max(1, nth) - 1]
