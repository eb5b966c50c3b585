"""Capacity: the hours that people can work, by their calendars, the hours agreed with them, and their leave."""

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from pmtui.actions.calendars import calendars
from pmtui.planning.calendars import Calendar, Shifts, shifts_between
from pmtui.planning.leave import PARTS, Absence, halves, less, parts_off, stretches
from pmtui.store import calendars as stored_calendars
from pmtui.store import leave as stored
from pmtui.store.plan import Plan

USUAL_HOURS = 8.0
"""A day's work where nobody said otherwise."""


class DayOff(NamedTuple):
    """Leave as one day sees it: all of that day and on until `until`, or its `part` am or pm, cut at minute `at`."""

    until: date
    part: str | None = None
    at: int | None = None


class Team:
    """The people who work, and when: read once in a few reads, asked for any days.

    A person works by their own calendar, else by that of the `project` (id), at most the hours a day that were agreed
    with them, else `usual`. Half a day of leave takes half of those hours.
    """

    def __init__(self, plan: Plan, project: str, usual: float = USUAL_HOURS) -> None:
        known = calendars(plan)
        common = known.get(stored_calendars.calendar_of_project(plan, project) or "") or Calendar()
        self._own: dict[str, Calendar] = {}
        self._most: dict[str, float] = {}
        for id, agreed, calendar in stored.workers(plan):
            self._own[id] = known.get(calendar or "", common)
            self._most[id] = usual if agreed is None else max(0.0, agreed)
        self._absences = leave_by_person(plan)
        self._days: dict[tuple[int, date, date], list[Shifts]] = {}

    @property
    def people(self) -> list[str]:
        """Everybody's id, in the order of joining."""
        return list(self._own)

    def absences(self, person: str) -> list[Absence]:
        """A person's leave, the earliest first."""
        return self._absences.get(person, [])

    def off(self, person: str, day: date) -> DayOff | None:
        """The leave that somebody has on a day; days without work in between do not end it."""
        parts = parts_off(day, self.absences(person))
        if not parts:
            return None
        if len(parts) < len(PARTS):
            (shifts,) = self.shifts(person, day, day)
            afternoon = halves(shifts)[1]
            return DayOff(day, next(iter(parts)), afternoon[0][0]) if afternoon else None
        until = day
        for first, last in stretches(self.absences(person)):
            if first > until and any(self.shifts(person, until + timedelta(1), first - timedelta(1))):
                break
            until = max(until, last)
        return DayOff(until)

    def shifts(self, person: str, first: date, last: date) -> list[Shifts]:
        """When somebody would work on each day from `first` to `last`, if it were not for their leave."""
        calendar = self._own.get(person)
        if calendar is None:
            return [()] * ((last - first).days + 1)
        key = id(calendar), first, last
        if key not in self._days:  # as a rule all of a team go by one calendar
            self._days[key] = shifts_between(calendar, first, last)
        return self._days[key]

    def hours(self, person: str, first: date, last: date, *, leave: bool = True) -> list[float]:
        """The hours that somebody can work on each day from `first` to `last`; without `leave`, as if they had none."""
        found = self.shifts(person, first, last)
        most = self._most.get(person, 0.0)
        absences = [one for one in self.absences(person) if one.first <= last and first <= one.last] if leave else []
        if not absences:
            return [min(most, _length(shifts) / 60) for shifts in found]
        made = []
        for number, shifts in enumerate(found, first.toordinal()):
            whole = _length(shifts)
            off = parts_off(date.fromordinal(number), absences) if whole else ()
            made.append(min(most, whole / 60) * (_length(less(shifts, off)) / whole if off else 1))
        return made


def hours(
    plan: Plan, project: str, first: date, last: date, usual: float = USUAL_HOURS, *, leave: bool = True
) -> dict[str, list[float]]:
    """The hours that every person who is there can work on each day from `first` to `last`, by person's id.

    Those without a calendar of their own go by the project's (id); `usual` is a day's work where nobody said
    otherwise; with `leave` False it is what they could work if nobody had any.
    """
    team = Team(plan, project, usual)
    return {person: team.hours(person, first, last, leave=leave) for person in team.people}


def leave_by_person(plan: Plan) -> dict[str, list[Absence]]:
    """Everybody's leave, the earliest first, by person's id; only of those who have any."""
    made: dict[str, list[Absence]] = defaultdict(list)
    for one in stored.leaves(plan):
        made[one.person_id].append(absence_of(one))
    return made


def absence_of(one: stored.Leave) -> Absence:
    """A stored leave as planning knows it."""
    return Absence(date.fromisoformat(one.first), date.fromisoformat(one.last), one.part)


def _length(shifts: Shifts) -> int:
    return sum(end - begin for begin, end in shifts)
