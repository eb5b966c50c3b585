"""The order portal's sprints are planned, begun and ended once more, and people say when they are off."""

from collections.abc import Sequence

from pmtui.actions import leave, refining, sprint_course, sprints
from pmtui.demo.days import Days
from pmtui.demo.holding import On
from pmtui.demo.sprints import CRITERIA, LEAVE, SPRINTS, TAKEN, Leave
from pmtui.planning.leave import Absence
from pmtui.store.plan import Plan
from pmtui.store.sprints import Sprint


class Sprinting:
    """Acts out the sprints of a story in its plan; `items` and `projects` are ids by number and key."""

    def __init__(self, plan: Plan, days: Days, items: dict[int, str], projects: dict[str, str]) -> None:
        self.plan = plan
        self.days = days
        self.items = items
        self.projects = projects

    def gather(self, on: On) -> None:
        """The tables of sprints, criteria and leave as events."""
        for name, told in SPRINTS.items():
            on(told.added, "ana", self._add, name)
            if told.begun:
                on(told.begun, "ana", self._begin, name)
            if told.ended:
                on(told.ended, "ana", self._end, name)
        for at, name, numbers in TAKEN:
            on(at, "ana", self._take, name, numbers)
        for number, (at, criteria) in CRITERIA.items():
            on(at, "ana", self._refine, number, criteria)
        for off in LEAVE:
            on(off.at, off.person, self._be_off, off)

    def _add(self, name: str) -> None:
        told = SPRINTS[name]
        first, last = self.days.day(told.first), self.days.day(told.last)
        sprints.add(self.plan, self.projects["ORD"], name, first, last, goal=told.goal)

    def _begin(self, name: str) -> None:
        sprint_course.start(self.plan, self._sprint(name))

    def _end(self, name: str) -> None:
        sprint_course.end(self.plan, self._sprint(name))

    def _take(self, name: str, numbers: Sequence[int]) -> None:
        sprints.pull(self.plan, [self.items[number] for number in numbers], self._sprint(name))

    def _sprint(self, name: str) -> Sprint:
        return sprints.sprint_named(self.plan, self.projects["ORD"], name)

    def _refine(self, number: int, criteria: str) -> None:
        refining.add_criteria(self.plan, self.items[number], criteria)

    def _be_off(self, off: Leave) -> None:
        days = Absence(self.days.day(off.first), self.days.day(off.last), off.part)
        leave.add(self.plan, off.person, days, off.note)
