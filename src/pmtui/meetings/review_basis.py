"""What all pages of a review are made from, each thing read once: the items now and then, the schedule, the risks."""

from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from pmtui.actions import baselines
from pmtui.actions import reports as issued
from pmtui.actions.metrics import Flow, read_flow
from pmtui.actions.register import Register, register
from pmtui.actions.scheduling import Chart, scheduled
from pmtui.actions.step import zone_of
from pmtui.actions.thresholds import thresholds
from pmtui.actions.workload import PersonLoad, workload
from pmtui.clock import local, now_ms
from pmtui.errors import Refused
from pmtui.meetings.review_shapes import Line
from pmtui.meetings.window import Window
from pmtui.model.words import lettered
from pmtui.planning.rag import Thresholds
from pmtui.store import overview, past, read
from pmtui.store.overview import Work
from pmtui.store.past import Before
from pmtui.store.plan import Plan
from pmtui.store.reports import Report
from pmtui.store.risks import StoredRisk
from pmtui.store.risks import risks as stored_risks
from pmtui.store.schema import RISK
from pmtui.store.snapshots import Snapshot

REPORTS = 6
"""So many issued reports make a trend."""
SCOPE_FIELDS = ("dropped", "points", "decided_at")
"""What the scope follows from, and which changes of it were approved."""
_FIELDS = (
    *SCOPE_FIELDS,
    "column_id",
    "estimate_m",
    "estimate_unit",
    "due",
    *(name for name in RISK if name != "last_reviewed"),
)


class Since(NamedTuple):
    """From when on a review tells: the window, what that is called, and the report it counts from, if any."""

    window: Window
    words: str
    report: Report | None = None


class Then(NamedTuple):
    """What an item was when the window began: there at all, done, with how many points."""

    there: bool
    done: bool
    points: float | None


class Basis:
    """A project (id) as a review for an audience sees it; nothing is written. What is not asked for is not read."""

    def __init__(self, plan: Plan, project: str, audience: str, since: Since) -> None:
        self.plan = plan
        self.project = project
        self.audience = audience
        self.since = since
        self.zone = zone_of(plan, project)
        self.now = now_ms()
        self.today = local(self.now, self.zone).date()
        self.people = read.people(plan)
        self.chart_trouble = ""

    @cached_property
    def thresholds(self) -> Thresholds:
        """From where on the project's areas turn."""
        return thresholds(self.plan, self.project)

    @cached_property
    def before(self) -> dict[str, Before]:
        """What the items were that have changed since, by id."""
        return past.before(self.plan, [self.project], _FIELDS, *self.since.window)

    @cached_property
    def work(self) -> dict[str, Work]:
        """The project's items, and those that have left it since, by id."""
        return overview.work(self.plan, [self.project], self.before)

    @cached_property
    def categories(self) -> dict[str, str]:
        """What the columns of all projects mean, by id."""
        return {id: column.category for id, column in read.columns(self.plan).items()}

    @cached_property
    def measured(self) -> Flow:
        """What the flow's figures and charts follow from: the whole log of the board."""
        return read_flow(self.plan, [self.project])

    @cached_property
    def chart(self) -> Chart | None:
        """The schedule; None where it cannot be made, and `chart_trouble` says why."""
        try:
            return scheduled(self.plan, self.project)
        except Refused as error:
            self.chart_trouble = str(error)
            return None

    @cached_property
    def load(self) -> list[PersonLoad]:
        """The workload of those who have open work in the project; none where a schedule cannot be made."""
        busy = {one.owner_id for one in self.work.values() if one.open and one.project_id == self.project}
        try:
            found = workload(self.plan, known={self.project: self.chart} if self.chart else None)
        except Refused:
            return []
        return [one for one in found if one.person.id in busy]

    @cached_property
    def baseline(self) -> Snapshot | None:
        """The baseline saved last."""
        return baselines.latest(self.plan, self.project)

    @cached_property
    def promised(self) -> dict[str, date]:
        """The finishes in that baseline, by item."""
        if self.baseline is None:
            return {}
        return {id: finish.date() for id, (_, finish) in baselines.dates(self.plan, self.baseline).items()}

    @cached_property
    def register(self) -> Register:
        """The project's open risks."""
        return register(self.plan, [self.project])

    @cached_property
    def risks(self) -> list[StoredRisk]:
        """All its risks as stored, closed ones too."""
        return stored_risks(self.plan, [self.project], closed=True)

    @cached_property
    def reports(self) -> list[Report]:
        """The reports that trends are made of, oldest first."""
        known = [one for one in issued.reports(self.plan, self.project) if one.kind not in issued.NOTES]
        return known[-REPORTS:]

    @cached_property
    def said_before(self) -> dict[str, Any]:
        """What the report that the review counts from said; empty where there is none."""
        return issued.review_of(self.plan, self.since.report) if self.since.report else {}

    def was(self, one: Work, before: Before | None = None) -> Then:
        """What an item was when the window began, or another one, from which `before` is."""
        known = before or self.before.get(one.id)
        if known is None:
            return Then(one.there, one.state == "done", one.points)
        cells = known.cells
        home = cells.get("project_id", one.project_id) == self.project
        gone = cells.get("deleted", int(one.deleted)) or cells.get("dropped", one.dropped)
        there = home and not known.made and not gone
        if "column_id" in cells:
            done = self.categories.get(cells["column_id"]) == "done"
        else:
            done = one.state == "done" if one.there else one.category == "done"
        return Then(there, there and done, cells.get("points", one.points))

    def here(self, one: Work) -> bool:
        """Whether an item is there now, and in the project."""
        return one.there and one.project_id == self.project

    def name(self, person: str | None) -> str:
        """A person's name, "" for nobody; who has left is still called by it."""
        known = self.people.get(person or "")
        return known.name if known else ""

    def code(self, person: str | None) -> str | None:
        """A person's code."""
        known = self.people.get(person or "")
        return known.code if known else None

    def line(self, one: Work, fact: str = "") -> Line:
        """A line about an item."""
        due = date.fromisoformat(one.due) if one.due else None
        return Line(one.id, lettered(one.type, one.ref), one.title, fact, self.name(one.owner_id), due)

    def day(self, at: int) -> date:
        """The day of an instant in the project's zone."""
        return local(at, self.zone).date()
