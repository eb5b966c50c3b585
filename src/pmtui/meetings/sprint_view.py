"""All that a planning shows of a sprint, read at once: backlog, pace, capacity, what speaks against it."""

from datetime import date, timedelta
from typing import NamedTuple

from pmtui.actions.calendars import calendars
from pmtui.actions.forecasting import weekly
from pmtui.actions.scheduling import Chart, scheduled
from pmtui.actions.sprints import days_of
from pmtui.actions.velocity import carried, past_sprints
from pmtui.errors import Refused
from pmtui.meetings.backlog import Backlog, backlog
from pmtui.meetings.capture import Habits
from pmtui.meetings.refinement import Unrefined, queue
from pmtui.meetings.sprint_checks import Check, checks, committed
from pmtui.meetings.sprint_load import Load, focus_of, loads
from pmtui.planning.burn import Result
from pmtui.planning.calendars import Calendar, exception_on, shifts_between
from pmtui.planning.sprint_pace import Pace, pace_by_items, pace_by_points
from pmtui.store.calendars import calendar_of_project
from pmtui.store.copy import Copy
from pmtui.store.plan import Plan
from pmtui.store.sprints import Sprint, SprintItem
from pmtui.store.tasks import StoredTerms, terms


class View(NamedTuple):
    """A sprint that is being planned; `days` are its working days, `holidays` those that a calendar takes off.

    `velocity` are the past sprints, oldest first; `terms` what the project's days are.
    """

    sprint: Sprint
    backlog: Backlog
    days: int
    holidays: list[tuple[date, str]]
    velocity: list[Result]
    pace: Pace
    focus: float
    loads: list[Load]
    checks: list[Check]
    terms: StoredTerms

    @property
    def queue(self) -> list[Unrefined]:
        """What needs refining, with the reasons."""
        return queue(self.backlog.candidates, self.terms)

    @property
    def amount(self) -> float:
        """How much is in the sprint, in the unit of its forecast."""
        return committed(self.backlog.inside, self.pace)

    @property
    def points(self) -> float:
        """The points of all that is in the sprint."""
        return sum(one.item.points or 0 for one in self.backlog.inside)

    @property
    def chance(self) -> float | None:
        """The probability, 0 to 1, that all of it is done; None where there is no forecast or nothing to forecast."""
        return self.pace.chance(self.amount) if self.backlog.inside and self.amount else None

    def fits(self, limit: float) -> tuple[int, float]:
        """How many items of the backlog, taken from its top, still fit below a limit; and how much that is in all."""
        amount, count = self.amount, 0
        for one in self.backlog.outside:
            more = (one.item.points or 0) if self.pace.unit == "pt" else 1
            if amount + more > limit:
                break
            amount, count = amount + more, count + 1
        return count, amount

    def words(self, amount: float) -> str:
        """So much in the unit of the forecast: `16pt`, `4 items`."""
        if self.pace.unit == "pt":
            return f"{amount:g}pt"
        return f"{amount:g} item{'' if amount == 1 else 's'}"


class Viewer:
    """Reads views of a project's sprints (project's id); what does not change while one is planned is read once."""

    def __init__(self, plan: Plan, project: str, habits: Habits) -> None:
        self.plan, self.project, self.habits = plan, project, habits
        self._charts: dict[str, Chart | None] = {}
        self._velocity: list[Result] | None = None
        self._weekly: list[int] = []
        self._carried: dict[str, int] = {}

    def view(self, sprint: Sprint) -> View:
        """A sprint as it stands in the plan now; one that is only proposed has the id ""."""
        if self.plan.outdated:
            with Copy(self.plan) as copy:
                return Viewer(copy, self.project, self.habits).view(sprint)
        if self._velocity is None:
            self._velocity = past_sprints(self.plan, self.project)
            self._carried = carried(self.plan, self.project)
            self._weekly = weekly(self.plan, self.project, week_start=self.habits.week_start)
        by = terms(self.plan, self.project)
        days, holidays = self._days(sprint)
        found = backlog(self.plan, sprint, self._finish, self._carried)
        pace = self._pace(days / ((by.minutes_per_week or 2400) / (by.minutes_per_day or 480)))
        made = loads(self.plan, sprint, found.inside, self.habits.hours_per_day)
        return View(
            sprint, found, days, holidays, self._velocity, pace, focus_of(self.plan, sprint), made,
            checks(sprint, found.inside, made, pace, found.today), by,
        )  # fmt: skip

    def forget(self) -> None:
        """Somebody else has changed the plan: read everything anew."""
        self._charts, self._velocity = {}, None

    def changed(self, ids: list[str]) -> None:
        """These items have changed: the schedule is computed anew at the least cost."""
        for project, chart in list(self._charts.items()):
            try:
                if chart is not None:
                    chart.refresh(self.plan, ids)
            except Refused:
                self._charts[project] = None

    def _finish(self, item: SprintItem) -> date | None:
        """When an item ends by its project's schedule; None where that goes in a circle, or has it not."""
        if item.project_id not in self._charts:
            try:
                self._charts[item.project_id] = scheduled(self.plan, item.project_id)
            except Refused:
                self._charts[item.project_id] = None
        chart = self._charts[item.project_id]
        row = chart.row(item.id) if chart else None
        return chart.finish(row).date() if chart and row else None

    def _pace(self, weeks: float) -> Pace:
        points = [one.points_done for one in self._velocity or []]
        return pace_by_points(points) if any(points) else pace_by_items(self._weekly, weeks)

    def _days(self, sprint: Sprint) -> tuple[int, list[tuple[date, str]]]:
        """The working days of a sprint by its project's calendar, and the weekdays that are off by name."""
        if not (sprint.start and sprint.finish):
            return 0, []
        first, last = days_of(sprint)
        calendar = calendars(self.plan).get(calendar_of_project(self.plan, self.project) or "") or Calendar()
        worked = shifts_between(calendar, first, last)
        off = [first + timedelta(place) for place, shifts in enumerate(worked) if not shifts]
        named = [(day, exception.name) for day in off if (exception := exception_on(calendar, day)) is not None]
        return sum(map(bool, worked)), named
