"""A Microsoft Project XML file in our words: each field knows its element, and what has no field is kept as it stood.

None always means that the element is not there. Lengths are whole tenths of a minute; costs are hundredths.
"""

from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from pmtui.planning.calendars import CalendarException, Week, WorkWeek

Node = tuple[str, Any]
"""An element: its name, and its text or a tuple of the Nodes in it. Names of other namespaces are `{namespace}name`."""

UNASSIGNED = -65_535
"""The resource of an assignment to nobody."""


def element(name: str, kind: str) -> dict[str, str]:
    """Marks a field as an element of this name; `kind` says which of the CODECS reads and writes it."""
    return {"element": name, "kind": kind}


@dataclass(slots=True)
class MspLink:
    """A link from a predecessor; `lag` is in tenths of a minute, or in percent where the format says so."""

    predecessor: int | None = field(default=None, metadata=element("PredecessorUID", "integer"))
    kind: int | None = field(default=None, metadata=element("Type", "link kind"))
    cross_project: bool | None = field(default=None, metadata=element("CrossProject", "flag"))
    lag: int | None = field(default=None, metadata=element("LinkLag", "tenths"))
    lag_format: int | None = field(default=None, metadata=element("LagFormat", "format"))
    kept: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class MspBaseline:
    """What a task was planned to be when the baseline of this number, 0 to 10, was set."""

    number: int | None = field(default=None, metadata=element("Number", "integer"))
    start: datetime | None = field(default=None, metadata=element("Start", "moment"))
    finish: datetime | None = field(default=None, metadata=element("Finish", "moment"))
    duration: int | None = field(default=None, metadata=element("Duration", "length"))
    work: int | None = field(default=None, metadata=element("Work", "length"))
    cost: float | None = field(default=None, metadata=element("Cost", "number"))
    kept: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class MspTask:
    """A task in the outline's order; `level` 1 is the top, UID 0 the project itself. IDs and outline numbers follow."""

    uid: int | None = field(default=None, metadata=element("UID", "integer"))
    name: str | None = field(default=None, metadata=element("Name", "text"))
    active: bool | None = field(default=None, metadata=element("Active", "flag"))
    manual: bool | None = field(default=None, metadata=element("Manual", "flag"))
    blank: bool | None = field(default=None, metadata=element("IsNull", "flag"))
    wbs: str | None = field(default=None, metadata=element("WBS", "text"))
    level: int | None = field(default=None, metadata=element("OutlineLevel", "integer"))
    priority: int | None = field(default=None, metadata=element("Priority", "integer"))
    start: datetime | None = field(default=None, metadata=element("Start", "moment"))
    finish: datetime | None = field(default=None, metadata=element("Finish", "moment"))
    duration: int | None = field(default=None, metadata=element("Duration", "length"))
    manual_start: datetime | None = field(default=None, metadata=element("ManualStart", "moment"))
    manual_finish: datetime | None = field(default=None, metadata=element("ManualFinish", "moment"))
    duration_format: int | None = field(default=None, metadata=element("DurationFormat", "format"))
    work: int | None = field(default=None, metadata=element("Work", "length"))
    resume: datetime | None = field(default=None, metadata=element("Resume", "moment"))
    milestone: bool | None = field(default=None, metadata=element("Milestone", "flag"))
    summary: bool | None = field(default=None, metadata=element("Summary", "flag"))
    external: bool | None = field(default=None, metadata=element("ExternalTask", "flag"))
    fixed_cost: float | None = field(default=None, metadata=element("FixedCost", "number"))
    percent: float | None = field(default=None, metadata=element("PercentComplete", "percent"))
    cost: float | None = field(default=None, metadata=element("Cost", "number"))
    actual_start: datetime | None = field(default=None, metadata=element("ActualStart", "moment"))
    actual_finish: datetime | None = field(default=None, metadata=element("ActualFinish", "moment"))
    remaining: int | None = field(default=None, metadata=element("RemainingDuration", "length"))
    constraint: int | None = field(default=None, metadata=element("ConstraintType", "constraint"))
    calendar: int | None = field(default=None, metadata=element("CalendarUID", "integer"))
    constraint_date: datetime | None = field(default=None, metadata=element("ConstraintDate", "moment"))
    deadline: datetime | None = field(default=None, metadata=element("Deadline", "moment"))
    leveling_delay: int | None = field(default=None, metadata=element("LevelingDelay", "tenths"))
    address: str | None = field(default=None, metadata=element("HyperlinkAddress", "text"))
    lone_calendar: bool | None = field(default=None, metadata=element("IgnoreResourceCalendar", "flag"))
    notes: str | None = field(default=None, metadata=element("Notes", "text"))
    links: list[MspLink] = field(default_factory=list)
    baselines: list[MspBaseline] = field(default_factory=list)
    kept: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class MspResource:
    """Who or what does the work: `type` 0 is material, 1 work, 2 cost. Units are shares of one; rates per hour."""

    uid: int | None = field(default=None, metadata=element("UID", "integer"))
    id: int | None = field(default=None, metadata=element("ID", "integer"))
    name: str | None = field(default=None, metadata=element("Name", "text"))
    type: int | None = field(default=None, metadata=element("Type", "resource type"))
    blank: bool | None = field(default=None, metadata=element("IsNull", "flag"))
    unit: str | None = field(default=None, metadata=element("MaterialLabel", "text"))
    email: str | None = field(default=None, metadata=element("EmailAddress", "text"))
    max_units: float | None = field(default=None, metadata=element("MaxUnits", "number"))
    rate: float | None = field(default=None, metadata=element("StandardRate", "number"))
    overtime_rate: float | None = field(default=None, metadata=element("OvertimeRate", "number"))
    cost_per_use: float | None = field(default=None, metadata=element("CostPerUse", "number"))
    calendar: int | None = field(default=None, metadata=element("CalendarUID", "integer"))
    is_cost: bool | None = field(default=None, metadata=element("IsCostResource", "flag"))
    kept: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class MspAssignment:
    """A resource's part in a task; one of the resource UNASSIGNED only carries the task's own figures."""

    uid: int | None = field(default=None, metadata=element("UID", "integer"))
    task: int | None = field(default=None, metadata=element("TaskUID", "integer"))
    resource: int | None = field(default=None, metadata=element("ResourceUID", "integer"))
    start: datetime | None = field(default=None, metadata=element("Start", "moment"))
    finish: datetime | None = field(default=None, metadata=element("Finish", "moment"))
    units: float | None = field(default=None, metadata=element("Units", "number"))
    work: int | None = field(default=None, metadata=element("Work", "length"))
    kept: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class MspCalendar:
    """A calendar in planning's types, based on the calendar whose UID is `base`."""

    uid: int | None = field(default=None, metadata=element("UID", "integer"))
    name: str | None = field(default=None, metadata=element("Name", "text"))
    is_base: bool | None = field(default=None, metadata=element("IsBaseCalendar", "flag"))
    base: int | None = field(default=None, metadata=element("BaseCalendarUID", "integer"))
    week: Week = (None,) * 7
    weeks: list[WorkWeek] = field(default_factory=list)
    exceptions: list[CalendarException] = field(default_factory=list)
    kept: list[Node] = field(default_factory=list)

    @property
    def plain(self) -> bool:
        """Whether nothing in it differs from the calendar it is based on."""
        return not any((self.weeks, self.exceptions, *(day is not None for day in self.week)))


@dataclass(slots=True)
class MspProject:
    """The whole file: the project's terms, then its parts. `critical_slack` is in days, times of day in minutes."""

    guid: str | None = field(default=None, metadata=element("GUID", "text"))
    name: str | None = field(default=None, metadata=element("Name", "text"))
    title: str | None = field(default=None, metadata=element("Title", "text"))
    created: datetime | None = field(default=None, metadata=element("CreationDate", "moment"))
    saved: datetime | None = field(default=None, metadata=element("LastSaved", "moment"))
    from_start: bool | None = field(default=None, metadata=element("ScheduleFromStart", "flag"))
    start: datetime | None = field(default=None, metadata=element("StartDate", "moment"))
    finish: datetime | None = field(default=None, metadata=element("FinishDate", "moment"))
    critical_slack: float | None = field(default=None, metadata=element("CriticalSlackLimit", "number"))
    currency_symbol: str | None = field(default=None, metadata=element("CurrencySymbol", "text"))
    currency: str | None = field(default=None, metadata=element("CurrencyCode", "text"))
    calendar: int | None = field(default=None, metadata=element("CalendarUID", "integer"))
    day_start: int | None = field(default=None, metadata=element("DefaultStartTime", "clock"))
    day_finish: int | None = field(default=None, metadata=element("DefaultFinishTime", "clock"))
    minutes_per_day: int | None = field(default=None, metadata=element("MinutesPerDay", "integer"))
    minutes_per_week: int | None = field(default=None, metadata=element("MinutesPerWeek", "integer"))
    days_per_month: int | None = field(default=None, metadata=element("DaysPerMonth", "integer"))
    honor_constraints: bool | None = field(default=None, metadata=element("HonorConstraints", "flag"))
    multiple_critical: bool | None = field(default=None, metadata=element("MultipleCriticalPaths", "flag"))
    status_date: datetime | None = field(default=None, metadata=element("StatusDate", "moment"))
    kept: list[Node] = field(default_factory=list)
    calendars: list[MspCalendar] = field(default_factory=list)
    tasks: list[MspTask] = field(default_factory=list)
    resources: list[MspResource] = field(default_factory=list)
    assignments: list[MspAssignment] = field(default_factory=list)


def text_in(nodes: list[Node] | tuple[Node, ...], name: str) -> str | None:
    """The text of the first element of that name that has no elements in it, or None."""
    return next((value for known, value in nodes if known == name and isinstance(value, str)), None)


def parts_in(nodes: list[Node] | tuple[Node, ...], name: str) -> list[tuple[Node, ...]]:
    """What is in each element of that name, empty ones included."""
    return [value if isinstance(value, tuple) else () for known, value in nodes if known == name]


def elements(kind: type) -> dict[str, tuple[str, str]]:
    """The field and the kind of value for every element that a class of the model maps."""
    return _ELEMENTS[kind]


_ELEMENTS: dict[type, dict[str, tuple[str, str]]] = {
    kind: {
        one.metadata["element"]: (one.name, one.metadata["kind"]) for one in fields(kind) if "element" in one.metadata
    }
    for kind in (MspLink, MspBaseline, MspTask, MspResource, MspAssignment, MspCalendar, MspProject)
}
