"""Who can do how much of a sprint: hours by calendar and leave, times focus, beside the hours planned for them."""

from collections.abc import Iterable
from typing import NamedTuple

from pmtui.actions.capacity import USUAL_HOURS, Team
from pmtui.actions.sprints import days_of
from pmtui.actions.thresholds import focus
from pmtui.meetings.backlog import Candidate
from pmtui.model.item import Person
from pmtui.store import lookup, read
from pmtui.store import sprints as stored
from pmtui.store.plan import Plan
from pmtui.store.sprints import Sprint

FOCUS = 0.8
"""The share of the working hours that sprint work gets, where nobody said otherwise."""


class Load(NamedTuple):
    """A person's sprint: the days and hours they can give to it, the hours planned, the days of leave.

    `unestimated` is how many of their items have no length, so that the hours planned are too few.
    """

    person: Person
    days: float
    hours: float
    planned: float
    leave: float
    unestimated: int

    @property
    def percent(self) -> float | None:
        """Planned by what there is; None where there is nothing."""
        return self.planned / self.hours * 100 if self.hours else None

    @property
    def over(self) -> float:
        """The hours planned beyond what there is."""
        return max(0.0, self.planned - self.hours)


def focus_of(plan: Plan, sprint: Sprint) -> float:
    """The sprint's focus, else the project's, else FOCUS."""
    if sprint.focus is not None:
        return sprint.focus
    said = focus(plan, sprint.project_id)
    return said if said is not None and 0 < said <= 1 else FOCUS


def loads(plan: Plan, sprint: Sprint, inside: Iterable[Candidate], usual: float = USUAL_HOURS) -> list[Load]:
    """Everybody of the project with what they can do; in a plan of one project everybody, else who owns something.

    Whoever owns something of the sprint is among them. Nothing where the sprint has no days.
    """
    if not (sprint.start and sprint.finish):
        return []
    first, last = days_of(sprint)
    focus, people = focus_of(plan, sprint), read.people(plan)
    team = Team(plan, sprint.project_id, usual)
    planned: dict[str, float] = {}
    unknown: dict[str, int] = {}
    for one in inside:
        owner = one.item.owner_id
        if owner is not None:
            minutes = one.item.effort_left if one.item.effort_left is not None else one.minutes
            planned[owner] = planned.get(owner, 0.0) + (minutes or 0) / 60
            unknown[owner] = unknown.get(owner, 0) + (minutes is None)
    alone = len(lookup.open_projects(plan)) < 2
    named = set(team.people) if alone else stored.people_of(plan, sprint.project_id) | set(planned)
    made = []
    for id in team.people:
        if id in named:
            worked = team.hours(id, first, last)
            whole = team.hours(id, first, last, leave=False)
            shares = [there / full for there, full in zip(worked, whole, strict=True) if full]
            made.append(
                Load(
                    people[id], sum(shares), sum(worked) * focus, planned.get(id, 0.0), len(shares) - sum(shares),
                    unknown.get(id, 0),
                )
            )  # fmt: skip
    return made
