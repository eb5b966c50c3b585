"""Working calendars: weekly patterns of shifts, dated work weeks, exceptions of every recurrence, base calendars."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Literal

from pmtui.planning.recurrence import monthly_day, monthly_place, weekly, yearly_day, yearly_place

Shifts = tuple[tuple[int, int], ...]
"""The working times of a day as (from, to) in minutes after midnight, in order, `to` up to 1440; () for a day off."""

OFFICE: Shifts = ((480, 720), (780, 1020))
"""08:00 to 12:00 and 13:00 to 17:00."""

Week = tuple[Shifts | None, ...]
"""Seven days from Monday; None leaves the day to the base calendar."""

STANDARD: Week = (OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, (), ())

Recurrence = Literal["daily", "weekly", "monthly day", "monthly place", "yearly day", "yearly place"]

_RISING = ("weekly", "monthly", "yearly", "daily", "single")
"""Exceptions in rising order: where several fall on a day, the last of these holds."""


@dataclass(slots=True, frozen=True)
class WorkWeek:
    """A weekly pattern that holds from one day to another, both included."""

    first: date
    last: date
    week: Week
    name: str = ""


@dataclass(slots=True, frozen=True)
class CalendarException:
    """Days that differ, `shifts` () for days off: from `first` to `last`, both included, or recurring within them.

    daily: every `every`th day; weekly: on `weekdays` (0 Monday to 6 Sunday) of every `every`th week; monthly day: on
    `day` of every `every`th month; monthly place: on the `nth` (1 to 4, 5 the last) of `weekdays` in every `every`th
    month; yearly day: on `day` of `month` (1 to 12); yearly place: on the `nth` of `weekdays` in `month`. For the two
    places an empty `weekdays` means any day, Monday to Friday a working day, the weekend a day of it. `times` ends it
    after that many occurrences, 0 with `last` alone.
    """

    first: date
    last: date
    shifts: Shifts = ()
    name: str = ""
    recurrence: Recurrence = "daily"
    every: int = 1
    weekdays: tuple[int, ...] = ()
    day: int = 0
    month: int = 0
    nth: int = 0
    times: int = 0


@dataclass(slots=True)
class Calendar:
    """A calendar: its own week, what differs from it, and the calendar it is based on."""

    name: str = "Standard"
    week: Week = STANDARD
    weeks: list[WorkWeek] = field(default_factory=list)
    exceptions: list[CalendarException] = field(default_factory=list)
    base: "Calendar | None" = None


ELAPSED = Calendar("24 Hours", week=(((0, 1440),),) * 7)
"""The wall clock, for elapsed lengths."""


@dataclass(slots=True, frozen=True)
class Intersection:
    """Two calendars at once: working where both of them work."""

    one: "AnyCalendar"
    other: "AnyCalendar"

    @property
    def name(self) -> str:
        """Both names."""
        return f"{self.one.name} with {self.other.name}"


AnyCalendar = Calendar | Intersection


def intersection(one: AnyCalendar, other: AnyCalendar) -> AnyCalendar:
    """What works only when both do, as for a task with a calendar of its own and a person with one."""
    return one if one is other else Intersection(one, other)


def shifts_on(calendar: AnyCalendar, day: date) -> Shifts:
    """The working times of one day. For many days `shifts_between` is far quicker."""
    return shifts_between(calendar, day, day)[0]


def shifts_between(calendar: AnyCalendar, first: date, last: date) -> list[Shifts]:
    """The working times of each day from `first` to `last`, both included, in order and without overlaps.

    A day is settled, as in Microsoft Project, by an exception, else by a dated work week, else by the weekday; for each
    of the three the calendar itself comes before its base, so that a holiday of the base holds for a calendar with a
    week of its own. Where nothing says anything the day is off. Of exceptions that overlap, a single stretch of days
    beats a recurring one, and of the recurring, daily beats yearly beats monthly beats weekly; of equals, the one
    listed later. Of work weeks that overlap, which Project forbids, the one listed first.
    """
    if isinstance(calendar, Intersection):
        pair = shifts_between(calendar.one, first, last), shifts_between(calendar.other, first, last)
        return [*map(_common, *pair)]
    days: list[Shifts] = [()] * ((last - first).days + 1)
    lineage = _lineage(calendar)[::-1]
    for generation in lineage:
        _lay_week(days, first, generation.week, 0, len(days))
    for generation in lineage:
        for dated in reversed(generation.weeks):
            _lay_week(days, first, dated.week, max(0, (dated.first - first).days), (dated.last - first).days + 1)
    for generation in lineage:
        for exception in sorted(generation.exceptions, key=_weight):
            _lay_exception(days, first, exception)
    return days


def exception_on(calendar: AnyCalendar, day: date) -> CalendarException | None:
    """The exception that settles a day, for its name; of an intersection's two, rather one that takes the day off."""
    if isinstance(calendar, Intersection):
        found = [exception_on(calendar.one, day), exception_on(calendar.other, day)]
        return min(filter(None, found), key=lambda exception: bool(exception.shifts), default=None)
    for generation in _lineage(calendar):
        for exception in sorted(generation.exceptions, key=_weight)[::-1]:
            if exception.first <= day <= exception.last and day.toordinal() in days_of(exception, day):
                return exception
    return None


def has_working_time(calendar: AnyCalendar, first: date, last: date) -> bool:
    """Whether anything can be done from `first` to `last`, both included."""
    return any(shifts_between(calendar, first, last))


def days_of(exception: CalendarException, until: date) -> Sequence[int]:
    """The days of an exception up to `until`, as ordinals in order."""
    end = min(exception.last, until).toordinal()
    first, every, times = exception.first, exception.every, exception.times
    if end < first.toordinal():
        return ()
    if exception.recurrence == "daily":
        return range(first.toordinal(), end + 1, max(1, every))[: times or None]
    return [*islice(_recurring(exception, end), times or None)]


def _recurring(exception: CalendarException, end: int) -> Iterator[int]:
    first, every, month = exception.first, exception.every, exception.month
    match exception.recurrence:
        case "weekly":
            return weekly(first, end, every, exception.weekdays)
        case "monthly day":
            return monthly_day(first, end, every, exception.day)
        case "monthly place":
            return monthly_place(first, end, every, exception.nth, exception.weekdays)
        case "yearly day":
            return yearly_day(first, end, month, exception.day)
        case _:
            return yearly_place(first, end, month, exception.nth, exception.weekdays)


@lru_cache(maxsize=4096)
def orderly(shifts: Shifts) -> Shifts:
    """Shifts in order and within the day, overlapping ones joined and empty ones left out."""
    kept: list[tuple[int, int]] = []
    for begin, end in sorted((max(0, begin), min(1440, end)) for begin, end in shifts):
        if kept and begin < kept[-1][1]:
            kept[-1] = kept[-1][0], max(end, kept[-1][1])
        elif begin < end:
            kept.append((begin, end))
    return tuple(kept)


def _lineage(calendar: Calendar) -> list[Calendar]:
    """The calendar, its base, the base's base: each once, should a file have them go in circles."""
    found: list[Calendar] = []
    step: Calendar | None = calendar
    while step is not None and not any(step is known for known in found):
        found.append(step)
        step = step.base
    return found


def _lay_week(days: list[Shifts], first: date, week: Week, begin: int, end: int) -> None:
    """Lay what the week says over the days numbered from `begin` up to `end`, day 0 being `first`."""
    stop = max(0, min(len(days), end))
    for weekday, shifts in enumerate(week):
        if shifts is not None:
            start = begin + (weekday - first.weekday() - begin) % 7
            days[start:stop:7] = [orderly(shifts)] * len(range(start, stop, 7))


def _weight(exception: CalendarException) -> int:
    """The place of an exception among those that may overlap it, the last one laid winning."""
    single = exception.times == 1 or (exception.recurrence == "daily" and exception.every <= 1)
    return _RISING.index("single" if single else exception.recurrence.split()[0])


def _lay_exception(days: list[Shifts], first: date, exception: CalendarException) -> None:
    origin = first.toordinal()
    found = days_of(exception, date.fromordinal(origin + len(days) - 1))
    shifts = orderly(exception.shifts)
    if isinstance(found, range):
        # Years of days off go in one stroke.
        inside = found[len(range(found.start, origin, found.step)) :]
        if inside:
            days[inside.start - origin : inside[-1] - origin + 1 : inside.step] = [shifts] * len(inside)
        return
    for ordinal in found:
        if ordinal >= origin:
            days[ordinal - origin] = shifts


@lru_cache(maxsize=4096)
def _common(one: Shifts, other: Shifts) -> Shifts:
    """The times of a day in both."""
    overlaps = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple((begin, end) for begin, end in overlaps if begin < end)
