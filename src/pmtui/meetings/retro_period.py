"""What a retrospective is about: the sprint that is on or has just ended, else the time since the last one."""

from collections.abc import Sequence
from datetime import date, timedelta, tzinfo
from typing import NamedTuple

from pmtui.clock import local
from pmtui.model.dates import show_date
from pmtui.store import meetings as stored
from pmtui.store.meetings import Meeting
from pmtui.store.plan import Plan
from pmtui.store.sprints import DatedSprint, dated

RETRO = "retro"
USUAL_DAYS = 14
"""Days that a first retrospective looks back on where there are no sprints."""
FRESH_DAYS = 28
"""Days for which a sprint that has ended waits for its retrospective."""


class Period(NamedTuple):
    """Its first and last day, both part of it, and what it is called; `sprint` is the id of the sprint that it is.

    `before` are the first and last day of the one it is compared with.
    """

    first: date
    last: date
    name: str
    sprint: str | None
    before: tuple[date, date]


class Choice(NamedTuple):
    """The period, the meeting about it that is open already, and all retrospectives that are over, newest first."""

    period: Period
    meeting: Meeting | None
    over: list[Meeting]


def choose(plan: Plan, project: str, today: date, zone: tzinfo | None) -> Choice:
    """What a retrospective of a project (id) would be about today.

    A sprint has one retrospective. One that has ended comes before the one that is on, until half of that is over;
    where both had theirs, what is noted is kept for the next.
    """
    known = stored.meetings(plan, project, RETRO)
    over = sorted((one for one in known if one.ended is not None), key=lambda one: -(one.ended or 0))
    listed = dated(plan, [project])
    sprint = _sprint(listed, {one.sprint_id for one in over}, today)
    left = [one for one in known if one.ended is None]
    meeting = next((one for one in left if sprint and one.sprint_id == sprint.id), None)
    meeting = meeting or next((one for one in left if one.sprint_id is None), None)
    last = local(over[0].ended or 0, zone).date() if over else None
    return Choice(_period(listed, sprint, last, today), meeting, over)


def _sprint(listed: Sequence[DatedSprint], over: set[str | None], today: date) -> DatedSprint | None:
    day = today.isoformat()
    ended = max((one for one in listed if one.finish < day), key=lambda one: one.finish, default=None)
    on = max((one for one in listed if one.start <= day <= one.finish), key=lambda one: one.start, default=None)
    if ended and ended.id not in over and today <= date.fromisoformat(ended.finish) + timedelta(FRESH_DAYS):
        if on is None:
            return ended
        first, last = date.fromisoformat(on.start), date.fromisoformat(on.finish)
        if (today - first).days * 2 < (last - first).days:
            return ended
    if on and on.id not in over:
        return on
    return next((one for one in listed if one.start > day), None)


def _period(listed: Sequence[DatedSprint], sprint: DatedSprint | None, last: date | None, today: date) -> Period:
    """The days of a sprint, cut at today; of one to come and of none, the days since the last retrospective."""
    if sprint is not None and sprint.start <= today.isoformat():
        first, end = date.fromisoformat(sprint.start), min(date.fromisoformat(sprint.finish), today)
        place = listed.index(sprint)
        if place:
            earlier = listed[place - 1]
            before = date.fromisoformat(earlier.start), date.fromisoformat(earlier.finish)
            return Period(first, end, sprint.name, sprint.id, before)
    else:
        first, end = last or today - timedelta(USUAL_DAYS - 1), today
    name = sprint.name if sprint else f"since {show_date(first, today)}"
    length = end - first + timedelta(1)
    return Period(first, end, name, sprint.id if sprint else None, (first - length, first - timedelta(1)))


def next_sprint(plan: Plan, project: str, sprint: str | None, today: date) -> str | None:
    """The id of the sprint after this one, else of the first that ends after today; None where none is planned."""
    listed = dated(plan, [project])
    ids = [one.id for one in listed]
    if sprint in ids:
        return next(iter(ids[ids.index(sprint) + 1 :]), None)
    return next((one.id for one in listed if one.finish > today.isoformat()), None)
