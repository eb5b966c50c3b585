"""Working calendars of a plan: read into planning's form, put into the log's cells, and changed by people."""

import json
from datetime import date
from typing import Any

from pmtui.planning.calendars import STANDARD, Calendar, CalendarException, Shifts, Week, WorkWeek
from pmtui.store import calendars as stored
from pmtui.store.plan import Plan


def calendars(plan: Plan) -> dict[str, Calendar]:
    """Every calendar by id, based on each other as they are; one that is based on itself stands alone."""
    rows = stored.calendar_rows(plan)
    found = {id: Calendar(name, week_of(week)) for id, name, _, week in rows}
    for id, first, last, week, name in stored.week_rows(plan):
        if id in found:
            found[id].weeks.append(WorkWeek(date.fromisoformat(first), date.fromisoformat(last), week_of(week), name))
    for id, first, last, shifts, name, recurrence, every, weekdays, *rest in stored.exception_rows(plan):
        if id in found:
            found[id].exceptions.append(
                CalendarException(
                    date.fromisoformat(first), date.fromisoformat(last), _shifts(json.loads(shifts)), name, recurrence,
                    every, tuple(json.loads(weekdays)), *rest,
                )
            )  # fmt: skip
    bases = {id: base for id, _, base, _ in rows if base is not None and base in found}
    for id, base in bases.items():
        if not _circular(id, bases):
            found[id].base = found[base]
    return found


def week_of(text: str | None) -> Week:
    """A week from its cell: seven days from Monday, null for those the base calendar decides."""
    if not text:
        return STANDARD
    return tuple(None if day is None else _shifts(day) for day in json.loads(text))


def week_cell(week: Week) -> str:
    """A week as it is stored."""
    return json.dumps(week, separators=(",", ":"))


def _shifts(pairs: list[list[int]]) -> Shifts:
    return tuple((start, end) for start, end in pairs)


def exception_cells(calendar: str, exception: CalendarException, place: int) -> dict[str, Any]:
    """An exception as the cells of its entity; `place` keeps the order, in which overlapping ones are weighed."""
    cells = {
        "calendar_id": calendar,
        "name": exception.name or None,
        "first": exception.first.isoformat(),
        "last": exception.last.isoformat(),
        "shifts": json.dumps(exception.shifts, separators=(",", ":")),
        "place": place,
    }
    if exception.recurrence != "daily" or exception.every != 1 or exception.times:
        cells |= {
            "recurrence": exception.recurrence, "every": exception.every, "day": exception.day,
            "weekdays": json.dumps(exception.weekdays, separators=(",", ":")), "month": exception.month,
            "nth": exception.nth, "times": exception.times,
        }  # fmt: skip
    return cells


def work_week_cells(calendar: str, week: WorkWeek, place: int) -> dict[str, Any]:
    """A dated work week as the cells of its entity."""
    return {
        "calendar_id": calendar, "name": week.name or None, "first": week.first.isoformat(),
        "last": week.last.isoformat(), "week": week_cell(week.week), "place": place,
    }  # fmt: skip


def _circular(start: str, bases: dict[str, str]) -> bool:
    """Two merged copies may have based two calendars on each other."""
    seen, at = {start}, bases.get(start)
    while at is not None:
        if at in seen:
            return True
        seen.add(at)
        at = bases.get(at)
    return False
