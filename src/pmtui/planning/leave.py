"""Leave: days and half days that somebody is off, taken from the times they would work."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from pmtui.planning.calendars import Calendar, CalendarException, Shifts, shifts_between

PARTS = ("am", "pm")
"""The halves of a working day, before and after its middle."""
LEAVE = "leave"
"""The name of a calendar's days that are somebody's leave: nobody is asked to work on them."""


class Absence(NamedTuple):
    """Days off from `first` to `last`, both included; `part` am or pm for that half of each of them."""

    first: date
    last: date
    part: str | None = None


def halves(shifts: Shifts) -> tuple[Shifts, Shifts]:
    """A working day cut in two where half of its work is done: of an office day, before and after lunch."""
    left = sum(end - begin for begin, end in shifts) // 2
    morning, afternoon = [], []
    for begin, end in shifts:
        middle = min(end, begin + max(0, left))
        left -= end - begin
        if begin < middle:
            morning.append((begin, middle))
        if middle < end:
            afternoon.append((middle, end))
    return tuple(morning), tuple(afternoon)


def parts_off(day: date, absences: Iterable[Absence]) -> frozenset[str]:
    """Which halves of a day are off; both for a whole day."""
    found: set[str] = set()
    for one in absences:
        if one.first <= day <= one.last:
            found.update(PARTS if one.part is None else (one.part,))
    return frozenset(found)


def less(shifts: Shifts, off: Collection[str]) -> Shifts:
    """What is left of a working day."""
    if not off:
        return shifts
    kept = [half for part, half in zip(PARTS, halves(shifts), strict=True) if part not in off]
    return kept[0] if kept else ()


def with_leave(calendar: Calendar, absences: Collection[Absence]) -> Calendar:
    """The calendar of somebody who works by this one, less their leave.

    Whole days are exceptions of one stretch each, half days one each with the hours that are left of that day.
    """
    exceptions = [CalendarException(first, last, name=LEAVE) for first, last in stretches(absences)]
    half_days = {
        one.first + timedelta(number)
        for one in absences
        if one.part is not None
        for number in range((one.last - one.first).days + 1)
    }
    for day in sorted(half_days):
        if not any(one.first <= day <= one.last for one in exceptions):
            (shifts,) = shifts_between(calendar, day, day)
            exceptions.append(CalendarException(day, day, less(shifts, parts_off(day, absences)), LEAVE))
    return Calendar(calendar.name, (None,) * 7, [], exceptions, calendar)


def stretches(absences: Iterable[Absence]) -> list[tuple[date, date]]:
    """The whole days of leave as first and last days, in order; what overlaps or follows at once is one stretch."""
    found: list[tuple[date, date]] = []
    for first, last in sorted((one.first, one.last) for one in absences if one.part is None):
        if found and first <= found[-1][1] + timedelta(1):
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found
