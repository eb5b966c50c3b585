"""Workload: the open work of all projects against the hours people have, week by week, and what does not fit."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pmtui.actions.capacity import USUAL_HOURS, Team
from pmtui.actions.open_work import OpenWork
from pmtui.actions.scheduling import Chart, Row, scheduled
from pmtui.actions.step import today_in
from pmtui.model.item import Person
from pmtui.planning.workload import Load, load
from pmtui.store import read
from pmtui.store import tasks as stored
from pmtui.store.copy import Copy
from pmtui.store.lookup import open_projects
from pmtui.store.plan import Plan

WEEKS = 4
"""How many weeks are looked at, this one included."""


class Week(NamedTuple):
    """A week of one person, of the present one what is left of it: the hours they have, and those of the work placed.

    `over` is how many of the booked hours have no place before their deadline, `items` what must be done where they
    are missing, the largest first.
    """

    first: date
    last: date
    capacity: float
    booked: float
    over: float
    items: tuple[Row, ...]

    @property
    def percent(self) -> int | None:
        """The share of the hours that is booked; None where there are none, but work."""
        if not self.capacity:
            return 0 if not self.booked else None
        share = round(100 * self.booked / self.capacity)
        return max(101, share) if self.booked > self.capacity + 1e-6 else min(100, share)

    @property
    def sign(self) -> str:
        """The week in one character: below 50 %, below 80 %, up to 100 %, above."""
        share = self.percent
        return "#" if share is None or share > 100 else "=" if share >= 80 else "-" if share >= 50 else "."

    @property
    def words(self) -> str:
        """`82 %`; `118 % !` where something does not fit."""
        return f"{'no time' if self.percent is None else f'{self.percent} %'}{' !' if self.over else ''}"


class Excess(NamedTuple):
    """From `first` to `last` somebody has so many hours more of these items, the largest first, than time."""

    first: date
    last: date
    hours: float
    items: tuple[Row, ...]


class PersonLoad(NamedTuple):
    """A person's weeks, and what does not fit into them; and the items that count nowhere, for they have no estimate,
    or no date.
    """

    person: Person
    weeks: list[Week]
    excesses: list[Excess]
    unestimated: list[Row]
    undated: list[Row]

    @property
    def widest(self) -> list[Excess]:
        """What does not fit without the stretches that lie within another, whose hours and items those have too."""
        found: list[Excess] = []
        for one in reversed(self.excesses):
            if not found or one.last < found[-1].first:
                found.append(one)
        return found[::-1]


def workload(
    plan: Plan, weeks: int = WEEKS, *, week_start: int = 0, usual: float = USUAL_HOURS,
    known: Mapping[str, Chart] | None = None,
) -> list[PersonLoad]:  # fmt: skip
    """Everybody who is there, by name, over all projects that are not archived, for so many weeks from today on.

    `week_start` is 0 for Monday to 6 for Sunday; `usual` a day's hours where nobody said otherwise; `known` are the
    schedules that have been made already, by project. Refused where one cannot be made.
    """
    if plan.outdated:
        with Copy(plan) as copy:
            return workload(copy, weeks, week_start=week_start, usual=usual, known=known)
    projects = open_projects(plan)
    if not projects:
        return []
    today, people, team = today_in(plan, projects[0]), read.people(plan), Team(plan, projects[0], usual)
    tasks = OpenWork(today)
    for project in projects:
        chart = (known or {}).get(project) or scheduled(plan, project)
        tasks.gather(chart, stored.efforts(plan, project, today.isoformat()))
    begins = today - timedelta((today.weekday() - week_start) % 7)
    end = begins + timedelta(7 * weeks - 1)
    made = []
    for person in sorted((people[id] for id in team.people), key=lambda person: (person.name.casefold(), person.id)):
        hours = team.hours(person.id, today, end)
        found = load(hours, tasks.work[person.id])
        excesses = [
            Excess(
                today + timedelta(one.first), today + timedelta(one.last), one.hours,
                tuple(tasks.rows[key] for key in one.keys),
            )
            for one in found.overloads
        ]  # fmt: skip
        weekly = [_week(begins + timedelta(7 * number), today, hours, found, excesses) for number in range(weeks)]
        made.append(PersonLoad(person, weekly, excesses, tasks.unestimated[person.id], tasks.undated[person.id]))
    return made


def _week(first: date, today: date, hours: Sequence[float], found: Load, excesses: Sequence[Excess]) -> Week:
    last = first + timedelta(6)
    days = slice(max(0, (first - today).days), (last - today).days + 1)
    over = sum(found.missed[days])
    items = dict.fromkeys(row for one in excesses if first <= one.last <= last for row in one.items)
    return Week(first, last, sum(hours[days]), sum(found.placed[days]) + over, over, tuple(items))


def hours_words(hours: float) -> str:
    """Hours with at most one decimal: `2h`, `2.5h`; what is more than nothing is never `0h`."""
    return f"{max(0.1, round(hours, 1)):.1f}".removesuffix(".0") + "h"
