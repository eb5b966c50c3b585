"""The days of a calendar as elements of Microsoft Project XML: weekdays, work weeks, exceptions in both forms."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pmtui.exchange.mspdi_calendars import DAY_TYPES, MONTH_ITEMS
from pmtui.exchange.mspdi_model import MspCalendar, Node
from pmtui.planning.calendars import CalendarException, Shifts, Week, days_of

TYPES = {"yearly day": 2, "yearly place": 3, "monthly day": 4, "monthly place": 5, "weekly": 6}
MOST_OLD = 2_000
"""Days of recurring exceptions said in the old form too; beyond them only the new form, which says all, goes on."""


def day_nodes(calendar: MspCalendar) -> list[Node]:
    """The elements that say when a calendar works, in order; those that would be empty are left out."""
    exceptions = [part for exception in calendar.exceptions for part in _sayable(exception)]
    weekdays = [*_weekdays(calendar.week), *_old_form(exceptions)]
    work_weeks = [
        ("WorkWeek", (_period(week.first, week.last), ("Name", week.name), ("WeekDays", tuple(_weekdays(week.week)))))
        for week in calendar.weeks
    ]
    said = {
        "WeekDays": weekdays,
        "Exceptions": [("Exception", _exception(exception)) for exception in exceptions],
        "WorkWeeks": work_weeks,
    }
    return [(name, tuple(nodes)) for name, nodes in said.items() if nodes]


def _weekdays(week: Week) -> Iterator[Node]:
    """From Sunday, as Microsoft counts; a day that the base calendar decides is left out."""
    for type, shifts in sorted(zip(DAY_TYPES, week, strict=True)):
        if shifts is not None:
            yield "WeekDay", (("DayType", str(type)), *_working(shifts))


def _old_form(exceptions: list[CalendarException]) -> Iterator[Node]:
    """Dated days as all versions before 2007 knew them: a stretch at a time, or day by day where they recur."""
    room = MOST_OLD
    for exception in exceptions:
        if _stretch(exception):
            periods = [(exception.first, exception.last)]
        else:
            days = [date.fromordinal(day) for day in days_of(exception, exception.last)]
            periods = [(day, day) for day in days[: max(room, 0)]]
            room -= len(days)
        for first, last in periods:
            working, *times = _working(exception.shifts)
            yield "WeekDay", (("DayType", "0"), working, _period(first, last), *times)


def _exception(exception: CalendarException) -> tuple[Node, ...]:
    recurrence = exception.recurrence
    stretch = _stretch(exception)
    count = exception.times or len(days_of(exception, exception.last))
    nodes: list[Node] = [
        ("EnteredByOccurrences", "1" if exception.times else "0"),
        _period(exception.first, exception.last),
        ("Occurrences", str(count)),
        ("Name", exception.name),
        ("Type", "1" if stretch else str(TYPES.get(recurrence, 7))),
    ]
    if not stretch and not recurrence.startswith("yearly"):
        nodes.append(("Period", str(exception.every)))
    if recurrence == "weekly":
        nodes.append(("DaysOfWeek", str(sum(1 << (day + 1) % 7 for day in exception.weekdays))))
    if recurrence.endswith("place"):
        nodes.append(("MonthItem", str(MONTH_ITEMS.index(exception.weekdays))))
        nodes.append(("MonthPosition", str(exception.nth - 1)))
    if recurrence.startswith("yearly"):
        nodes.append(("Month", str(exception.month - 1)))
    if recurrence.endswith("day"):
        nodes.append(("MonthDay", str(exception.day)))
    return (*nodes, *_working(exception.shifts))


def _sayable(exception: CalendarException) -> Iterator[CalendarException]:
    """The exception, or its single days where the format has no word for the weekdays it recurs on."""
    if not exception.recurrence.endswith("place") or exception.weekdays in MONTH_ITEMS:
        yield exception
        return
    for ordinal in days_of(exception, exception.last):
        day = date.fromordinal(ordinal)
        yield replace(exception, first=day, last=day, recurrence="daily", every=1, times=0, weekdays=())


def _stretch(exception: CalendarException) -> bool:
    """Whether it is every day from the first to the last."""
    return exception.recurrence == "daily" and exception.every == 1 and not exception.times


def _period(first: date, last: date) -> Node:
    return "TimePeriod", (("FromDate", f"{first}T00:00:00"), ("ToDate", f"{last}T23:59:00"))


def _working(shifts: Shifts) -> tuple[Node, ...]:
    if not shifts:
        return (("DayWorking", "0"),)
    times = tuple(
        ("WorkingTime", (("FromTime", _clock(start)), ("ToTime", _clock(end % 1440)))) for start, end in shifts
    )
    return ("DayWorking", "1"), ("WorkingTimes", times)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}:00"
