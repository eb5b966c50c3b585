"""Changing working calendars: their weeks, days off, extra and recurring days, public holidays, and who uses them."""

from collections.abc import Sequence
from datetime import date, timedelta

from pmtui.actions.calendars import calendars, exception_cells, week_cell, week_of
from pmtui.actions.networks import STANDARD as BUILT_IN
from pmtui.actions.step import Outcome, Step, step, today_in
from pmtui.errors import Refused, Usage
from pmtui.model.dates import show_date
from pmtui.model.hours import Hours, show_hours
from pmtui.model.recurring import Recurring, show_recurring
from pmtui.model.text import clean_line, quoted
from pmtui.planning.calendars import STANDARD, CalendarException, days_of, has_working_time
from pmtui.store import calendars as stored
from pmtui.store.lookup import open_projects
from pmtui.store.plan import Plan

END = date(2049, 12, 31)
"""Until when days recur: the last day that Microsoft Project knows."""
_BEHIND, _AHEAD = timedelta(366), timedelta(3 * 366)
"""A calendar with nothing to work for so long before today, or after it, has no working time."""


def add(plan: Plan, name: str, base: str | None = None) -> Outcome:
    """Make a calendar: office hours from Monday to Friday, or whatever the calendar it is based on has."""
    name = clean_line(name, 100)
    if not name or name.startswith("@"):
        raise Usage("a calendar needs a name, such as Team")
    with step(plan) as act:
        below = _named(act, base) if base else None
        if stored.calendar_named(plan, name):
            raise Refused(f"there is already a calendar {name}")
        _make(act, name, below)
        act.outcome.message = f"calendar {name} added" + (f", based on {base}" if base else "")
        return act.outcome


def set_week(plan: Plan, name: str, days: Sequence[tuple[Sequence[int], Hours | None]]) -> Outcome:
    """Set the hours of days of the week (0 Monday to 6 Sunday); None leaves a day to the base calendar."""
    with step(plan) as act:
        id = _named(act, name)
        row = next(row for row in stored.calendar_rows(plan) if row[0] == id)
        week = list(week_of(row[3]))
        for places, hours in days:
            if hours is None and row[2] is None:
                raise Refused(f"{name} is based on no calendar, so that a day cannot be left to one")
            for place in places:
                week[place] = hours
        act.tx.set(id, "week", week_cell(tuple(week)))
        _checked(act, id)
        act.outcome.message = f"calendar {name}: week set"
        return act.outcome


def except_days(plan: Plan, name: str, first: date, last: date, hours: Hours, said: str = "") -> Outcome:
    """Days that differ, from `first` to `last`, both included: off where `hours` is ()."""
    if last < first:
        raise Usage(f"{last:%Y-%m-%d} is before {first:%Y-%m-%d}; write the earlier day first")
    with step(plan) as act:
        id = _named(act, name)
        _except(act, id, [CalendarException(first, last, hours, clean_line(said, 200))])
        today = today_in(plan)
        span = show_date(first, today) + (f" to {show_date(last, today)}" if last != first else "")
        act.outcome.message = f"calendar {name}: {span} {show_hours(hours)}"
        return act.outcome


def recur(plan: Plan, name: str, days: Recurring, hours: Hours, said: str = "") -> Outcome:
    """Days that differ again and again, from this year on."""
    with step(plan) as act:
        id = _named(act, name)
        first = today_in(plan).replace(month=1, day=1)
        kind, weekdays, day, month, nth = days
        exception = CalendarException(
            first, END, hours, clean_line(said, 200), kind, 1, weekdays, day, month, nth,  # type: ignore[arg-type]
        )  # fmt: skip
        _except(act, id, [exception])
        act.outcome.message = f"calendar {name}: {show_recurring(*days)} {show_hours(hours)}"
        return act.outcome


def take_holidays(plan: Plan, name: str, region: str, years: range) -> Outcome:
    """Take over the public holidays of a country, or a part of one; days that are there already stay as they are."""
    from pmtui.planning.holidays import country_holidays, parse_region

    country, part = parse_region(region)
    found = country_holidays(country, part, years)
    place = f"{country}-{part}" if part else country
    if not found:
        raise Refused(f"no public holidays of {place} are known for {years[0]} to {years[-1]}")
    with step(plan) as act:
        id = _named(act, name)
        there = {(known, first) for _, known, first, *_ in stored.exceptions_of(plan, id)}
        new = [one for one in found if (one.name, one.first.isoformat()) not in there]
        _except(act, id, new)
        span = f"{years[0]}" if len(years) == 1 else f"{years[0]} to {years[-1]}"
        act.outcome.message = f"calendar {name}: {len(new)} holidays of {place}, {span}"
        if len(new) < len(found):
            act.outcome.message += f", {len(found) - len(new)} were there already"
        return act.outcome


def remove_day(plan: Plan, name: str, day: date) -> Outcome:
    """Take away whatever makes a day differ; a stretch of days, or a recurring one, goes as a whole."""
    with step(plan) as act:
        id = _named(act, name)
        known = calendars(plan)[id].exceptions
        rows = [row[0] for row in stored.exception_ids(plan) if row[1] == id]
        gone = [
            (row, one)
            for row, one in zip(rows, known, strict=True)
            if one.first <= day <= one.last and day.toordinal() in days_of(one, day)
        ]
        today = today_in(plan)
        if not gone:
            raise Usage(
                f"{show_date(day, today)} is an ordinary day in {name}; `pmtui calendar list {name}` lists others"
            )
        for row, _ in gone:
            act.tx.delete(row)
        _checked(act, id)
        act.outcome.message = f"calendar {name}: {', '.join(said(one, today) for _, one in gone)} removed"
        return act.outcome


def remove(plan: Plan, name: str) -> Outcome:
    """Take a calendar away; Refused where it is in use."""
    with step(plan) as act:
        id = _named(act, name)
        users = stored.users(plan, id)
        if users:
            raise Refused(f"{name} is used by {', '.join(users[:5])}; give those another calendar first")
        for entity in stored.parts(plan, id):
            act.tx.delete(entity)
        act.tx.delete(id)
        act.outcome.message = f"calendar {name} removed"
        return act.outcome


def use(plan: Plan, name: str | None, project: str | None = None, person: str | None = None) -> Outcome:
    """Give a calendar (None: the usual one) to a project, by id, or to a person, by any of their names."""
    from pmtui.actions.people import known_as

    with step(plan) as act:
        id = _named(act, name) if name else None
        said = name or "the usual calendar"
        if person is not None:
            who = known_as(plan, person, act.me)
            if who is None:
                raise Usage(f"nobody is called {person}; `pmtui person` lists everybody")
            act.tx.set(who, "calendar_id", id)
            act.outcome.message = f"@{person.removeprefix('@')} works by {said}"
        else:
            assert project is not None
            act.tx.set(project, "calendar_id", id)
            if id:
                _checked(act, id)
            act.outcome.message = f"the project works by {said}"
        return act.outcome


def project_calendar(act: Step, text: str) -> str:
    """The id of a calendar for a project, by name; Usage where there is none, Refused without working time."""
    id = _named(act, text)
    _refuse_idle(act, id, text)
    return id


def said(one: CalendarException, today: date) -> str:
    """An exception in words: `Fri 25 Dec off Christmas Day`, `weekly fri 08:00-12:00`."""
    if one.recurrence == "daily" and one.every == 1:
        when = show_date(one.first, today) + (f" to {show_date(one.last, today)}" if one.last != one.first else "")
    else:
        when = show_recurring(one.recurrence, one.weekdays, one.day, one.month, one.nth, one.every)
    return " ".join(filter(None, (when, show_hours(one.shifts), one.name)))


def _named(act: Step, name: str) -> str:
    """The id of a calendar; the built-in one becomes one of the plan as soon as somebody means it."""
    found = stored.calendar_named(act.plan, name)
    if found is not None:
        return found
    if name.casefold() != BUILT_IN.casefold():
        known = [BUILT_IN, *(row[1] for row in stored.calendar_rows(act.plan))]
        raise Usage(f"there is no calendar {quoted(name)}; there is {', '.join(dict.fromkeys(known))}")
    id = _make(act, BUILT_IN, None)
    for project in open_projects(act.plan):
        if stored.calendar_of_project(act.plan, project) is None:
            act.tx.set(project, "calendar_id", id)
    act.tx.settle()
    return id


def _make(act: Step, name: str, base: str | None) -> str:
    week = week_cell((None,) * 7 if base else STANDARD)
    id = act.tx.create("calendar", {"name": name, "base_id": base, "week": week})
    act.tx.settle()
    return id


def _except(act: Step, id: str, found: Sequence[CalendarException]) -> None:
    place = stored.last_place(act.plan, id)
    for number, one in enumerate(found, place + 1):
        act.tx.create("calendar_exception", exception_cells(id, one, number))
    _checked(act, id)


def _checked(act: Step, id: str) -> None:
    """Refuse a change that leaves a project which goes by this calendar, or by one based on it, nothing to work."""
    act.tx.settle()
    known = calendars(act.plan)
    for project in open_projects(act.plan):
        own = stored.calendar_of_project(act.plan, project)
        at = known.get(own) if own else None
        while at is not None and own is not None:
            if at is known[id]:
                _refuse_idle(act, own, known[own].name)
                break
            at = at.base


def _refuse_idle(act: Step, id: str, name: str) -> None:
    today = today_in(act.plan)
    calendar = calendars(act.plan)[id]
    if not (has_working_time(calendar, today - _BEHIND, today) and has_working_time(calendar, today, today + _AHEAD)):
        raise Refused(f"{name} would have no working time, and a project needs some; nothing was changed")
