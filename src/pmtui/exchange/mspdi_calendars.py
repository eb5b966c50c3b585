"""Calendars of Microsoft Project XML read: weekdays, dated work weeks, exceptions of the old form and of the new."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any, TypeVar

from pmtui.exchange.mspdi_model import MspCalendar, Node, parts_in, text_in
from pmtui.exchange.mspdi_values import CODECS, Bad
from pmtui.planning.calendars import OFFICE, CalendarException, Recurrence, Shifts, WorkWeek

DAY_TYPES = (2, 3, 4, 5, 6, 7, 1)
"""Microsoft's DayType of Monday to Sunday."""
EXCEPTION_TYPES: dict[int, Recurrence] = {
    1: "daily", 2: "yearly day", 3: "yearly place", 4: "monthly day", 5: "monthly place", 6: "weekly", 7: "daily",
    8: "weekly", 9: "daily",
}  # fmt: skip
MONTH_ITEMS: tuple[tuple[int, ...], ...] = ((), (0, 1, 2, 3, 4), (5, 6), (6,), (0,), (1,), (2,), (3,), (4,), (5,))
"""MonthItem: any day, weekday, weekend day, Sunday to Saturday."""

Note = Callable[[Bad], None]
T = TypeVar("T")


def take_days(calendar: MspCalendar, nodes: Iterable[Node], note: Note) -> list[Node]:
    """Fill in the calendar's days from its elements; returns those that are something else.

    Since 2007 every exception is written in both forms; only the new one is read then, and only the old one before.
    """
    rest: list[Node] = []
    old: list[CalendarException] = []
    for name, value in nodes:
        if name == "WeekDays":
            calendar.week, old = _week_days(value, note)
        elif name == "Exceptions":
            calendar.exceptions = list(_each(value, "Exception", _exception, note))
        elif name == "WorkWeeks":
            calendar.weeks = list(_each(value, "WorkWeek", _work_week, note))
        else:
            rest.append((name, value))
    calendar.exceptions = calendar.exceptions or old
    return rest


def _each(value: Any, name: str, read: Callable[[tuple[Node, ...]], T], note: Note) -> Iterator[T]:
    for inner in parts_in(value or (), name):
        try:
            yield read(inner)
        except Bad as bad:
            note(bad)


def _week_days(value: Any, note: Note) -> tuple[tuple[Shifts | None, ...], list[CalendarException]]:
    """The seven days from Monday, None for those not said, and the dated days of the old form."""
    week: list[Shifts | None] = [None] * 7
    dated: list[CalendarException] = []
    for day in _each(value, "WeekDay", _week_day, note):
        if isinstance(day, CalendarException):
            dated.append(day)
        else:
            week[day[0]] = day[1]
    return tuple(week), dated


def _week_day(inner: tuple[Node, ...]) -> CalendarException | tuple[int, Shifts]:
    """A weekday (0 Monday) with its shifts, or a dated exception."""
    kind = _whole(inner, "DayType")
    if kind == 0:
        first, last = _period(inner)
        return CalendarException(first, last, _shifts(inner), text_in(inner, "Name") or "")
    if kind not in DAY_TYPES:
        raise Bad("unknown-code", "codes that Microsoft's documentation does not know were left out")
    return DAY_TYPES.index(kind), _shifts(inner)


def _work_week(inner: tuple[Node, ...]) -> WorkWeek:
    def refuse(bad: Bad) -> None:
        raise bad

    first, last = _period(inner)
    days = parts_in(inner, "WeekDays")
    week, _ = _week_days(days[0] if days else (), refuse)
    return WorkWeek(first, last, week, text_in(inner, "Name") or "")


def _exception(inner: tuple[Node, ...]) -> CalendarException:
    """An exception of the new form. Counting by weekdays (type 8) is every Monday to Friday."""
    kind = _whole(inner, "Type", 1)
    if kind not in EXCEPTION_TYPES:
        raise Bad("unknown-code", "codes that Microsoft's documentation does not know were left out")
    first, last = _period(inner)
    recurrence = EXCEPTION_TYPES[kind]
    days, item = _whole(inner, "DaysOfWeek"), _whole(inner, "MonthItem")
    weekdays: tuple[int, ...] = ()
    if recurrence == "weekly":
        weekdays = (0, 1, 2, 3, 4) if kind == 8 else tuple(day for day in range(7) if days >> (day + 1) % 7 & 1)
    elif recurrence.endswith("place"):
        if not 0 <= item < len(MONTH_ITEMS):
            raise Bad("unknown-code", "codes that Microsoft's documentation does not know were left out")
        weekdays = MONTH_ITEMS[item]
    by_count = _whole(inner, "EnteredByOccurrences") == 1 and kind not in (1, 9)
    return CalendarException(
        first,
        last,
        _shifts(inner),
        text_in(inner, "Name") or "",
        recurrence,
        every=max(1, _whole(inner, "Period", 1)) if kind in (4, 5, 6, 7) else 1,
        weekdays=weekdays,
        day=_whole(inner, "MonthDay") if recurrence.endswith("day") else 0,
        month=_whole(inner, "Month") + 1 if recurrence.startswith("yearly") else 0,
        nth=_whole(inner, "MonthPosition") + 1 if recurrence.endswith("place") else 0,
        times=max(0, _whole(inner, "Occurrences")) if by_count else 0,
    )


def _whole(inner: tuple[Node, ...], name: str, absent: int = 0) -> int:
    text = text_in(inner, name)
    return int(CODECS["integer"].read(text)) if text else absent


def _period(inner: tuple[Node, ...]) -> tuple[date, date]:
    """The first and the last day of a TimePeriod."""
    for period in parts_in(inner, "TimePeriod"):
        read = CODECS["moment"].read
        first, last = (read(text_in(period, name) or "").date() for name in ("FromDate", "ToDate"))
        if last < first:
            raise Bad("period-backwards", "calendar periods that end before they begin were left out")
        return first, last
    raise Bad("period-missing", "calendar periods without dates were left out")


def _shifts(inner: tuple[Node, ...]) -> Shifts:
    """The working times of a day, in order and apart; a working day without any is an office day."""
    if not CODECS["flag"].read(text_in(inner, "DayWorking") or "0"):
        return ()
    read = CODECS["clock"].read
    times = [
        (read(text_in(time, "FromTime") or ""), read(text_in(time, "ToTime") or "") or 1440)
        for times in parts_in(inner, "WorkingTimes")
        for time in parts_in(times, "WorkingTime")
        if time
    ]
    times.sort()
    if any(start >= end for start, end in times) or any(a[1] > b[0] for a, b in pairwise(times)):
        raise Bad("shifts-unclear", "days whose working times overlap or end before they begin were left out")
    return tuple(times) or OFFICE
