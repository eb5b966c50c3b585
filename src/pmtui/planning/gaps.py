"""Why work stands still between two instants: weekends, days off by name, the end of a shift."""

from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from pmtui.planning.calendars import AnyCalendar, Calendar, Intersection, days_of, shifts_between

Standstill = Literal["weekend", "day off", "shift end"]
_A_DAY = timedelta(1)


class Gap(NamedTuple):
    """A stretch without work: whole days off from `begin` to `end`, both at 00:00, or a night or a break."""

    kind: Standstill
    begin: datetime
    end: datetime
    name: str = ""


def gaps(calendar: AnyCalendar, begin: datetime, end: datetime) -> list[Gap]:
    """What keeps a calendar from working from one instant to another, in order; nothing where that is no time.

    Whole days off come in stretches of one kind and name; a night or a break is told only where there is no such day.
    """
    if begin >= end:
        return []
    first = begin.date()
    last = end.date() if end.time() > time.min else end.date() - _A_DAY
    worked = shifts_between(calendar, first, last)
    off = [first + timedelta(place) for place, shifts in enumerate(worked) if not shifts]
    names = named_days_off(calendar, first, last)
    found: list[Gap] = []
    for day in off:
        kind, name = _label(day, names)
        midnight = datetime.combine(day, time.min)
        if found and (found[-1].kind, found[-1].end, found[-1].name) == (kind, midnight, name):
            found[-1] = found[-1]._replace(end=midnight + _A_DAY)
        else:
            found.append(Gap(kind, midnight, midnight + _A_DAY, name))
    return found or [Gap("shift end", begin, end)]


def named_days_off(calendar: AnyCalendar, first: date, last: date) -> dict[date, str]:
    """The days from `first` to `last` that an exception or a dated week of a calendar names, each with that name."""
    if isinstance(calendar, Intersection):
        return named_days_off(calendar.other, first, last) | named_days_off(calendar.one, first, last)
    names: dict[date, str] = {}
    generation: Calendar | None = calendar
    seen: list[Calendar] = []
    while generation is not None and not any(generation is known for known in seen):
        seen.append(generation)
        for exception in generation.exceptions:
            if exception.first <= last and not exception.shifts:
                for ordinal in days_of(exception, last):
                    if ordinal >= first.toordinal():
                        names.setdefault(date.fromordinal(ordinal), exception.name)
        generation = generation.base
    return names


def _label(day: date, names: dict[date, str]) -> tuple[Standstill, str]:
    if day in names:
        return "day off", names[day]
    return ("weekend" if day.weekday() >= 5 else "day off"), ""
