"""Small Microsoft Project files made by hand for tests."""

from collections.abc import Iterable
from datetime import UTC
from typing import Any

from pmtui.exchange.incoming import Incoming
from pmtui.exchange.ledger import Ledger
from pmtui.exchange.mspdi import read_mspdi
from pmtui.exchange.mspdi_model import MspProject
from pmtui.exchange.mspdi_read import read_project

NAMESPACE = "http://schemas.microsoft.com/project"
MONDAY = "2026-01-05T08:00:00"


def element(name: str, *inner: str, **fields: Any) -> str:
    """An element with simple elements and others in it."""
    simple = "".join(f"<{key}>{value}</{key}>" for key, value in fields.items())
    return f"<{name}>{simple}{''.join(inner)}</{name}>"


def task(uid: int, *inner: str, level: int = 1, **fields: Any) -> str:
    """A task of a day, called by its number."""
    whole = {"Name": f"Task {uid}", "OutlineLevel": level, "Duration": "PT8H0M0S", "DurationFormat": 7, **fields}
    return element("Task", *inner, UID=uid, **whole)


def after(uid: int, **fields: Any) -> str:
    """A link from a predecessor."""
    return element("PredecessorLink", PredecessorUID=uid, **fields)


def day(type: int, *times: tuple[str, str], period: tuple[str, str] | None = None) -> str:
    """A weekday, or a dated one of the old form."""
    shifts = [element("WorkingTime", FromTime=f"{start}:00", ToTime=f"{end}:00") for start, end in times]
    inner = [_period(period)] if period else []
    inner += [element("WorkingTimes", *shifts)] if shifts else []
    return element("WeekDay", *inner, DayType=type, DayWorking=int(bool(times)))


def exception(first: str, last: str, *inner: str, **fields: Any) -> str:
    """An exception of the new form: days off."""
    return element("Exception", _period((first, last)), *inner, DayWorking=0, **fields)


def _period(days: tuple[str, str]) -> str:
    return element("TimePeriod", FromDate=f"{days[0]}T00:00:00", ToDate=f"{days[1]}T23:59:00")


OFFICE = [day(1), *(day(n, ("08:00", "12:00"), ("13:00", "17:00")) for n in range(2, 7)), day(7)]


def calendar(uid: int, *inner: str, days: Iterable[str] = OFFICE, base: int = -1, **fields: Any) -> str:
    """A calendar of office hours."""
    weekdays = element("WeekDays", *days)
    return element("Calendar", weekdays, *inner, UID=uid, BaseCalendarUID=base, **{"Name": f"Calendar {uid}", **fields})


def xml(
    tasks: Iterable[str] = (),
    calendars: Iterable[str] = (),
    resources: Iterable[str] = (),
    assignments: Iterable[str] = (),
    *inner: str,
    namespace: str = NAMESPACE,
    **fields: Any,
) -> bytes:
    """A whole file that starts on a Monday at eight."""
    parts = {
        "Calendars": calendars or [calendar(1)],
        "Tasks": tasks,
        "Resources": resources,
        "Assignments": assignments,
    }
    whole = {"Name": "plan.xml", "CreationDate": MONDAY, "StartDate": MONDAY, "CalendarUID": 1, **fields}
    simple = "".join(f"<{key}>{value}</{key}>" for key, value in whole.items())
    body = "".join(element(name, *parts[name]) for name in parts)
    return f'<?xml version="1.0"?>\n<Project xmlns="{namespace}">{simple}{"".join(inner)}{body}</Project>'.encode()


def model(data: bytes) -> MspProject:
    """The model of a file."""
    return read_project(data, Ledger())


def incoming(data: bytes) -> Incoming:
    """What is read of a file, in UTC."""
    return read_mspdi(data, UTC, "file")
