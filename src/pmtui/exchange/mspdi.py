"""Microsoft Project XML as one Incoming: the project's terms, calendars, people, tasks, links, baselines, the rest."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any
from uuid import UUID

from pmtui.exchange.incoming import (
    InAssignment,
    InCalendar,
    InColumn,
    Incoming,
    InKept,
    InPerson,
)
from pmtui.exchange.ledger import Ledger
from pmtui.exchange.mspdi_model import UNASSIGNED, MspCalendar, MspProject, MspResource, MspTask, Node
from pmtui.exchange.mspdi_read import read_project
from pmtui.exchange.mspdi_tasks import TaskReader, Terms, aliases_of, numbers_of, stamp
from pmtui.exchange.mspdi_ties import baselines_of, links_of
from pmtui.exchange.mspdi_write import calendar_nodes, nodes_of
from pmtui.model.text import Unreadable, clean_line
from pmtui.planning.calendars import Calendar, has_working_time

COLUMNS = (("ready", "To do"), ("active", "Doing"), ("done", "Done"))
KINDS = ("material", "human", "cost")
HELD = {
    "Task": {"UID", "Name", "Notes", "OutlineLevel", "Summary", "HyperlinkAddress", "PredecessorLink"},
    "Resource": {"UID", "ID", "Name", "Type", "EmailAddress", "MaterialLabel"},
    "Assignment": {"TaskUID", "ResourceUID"},
}
"""Elements that the plan itself holds whole, so that nothing of them needs to be kept beside it."""


def read_mspdi(data: bytes, zone: tzinfo | None, name: str) -> Incoming:
    """Read a Microsoft Project XML file; its times are local ones, in `zone` where an instant is needed.

    `name` is the project's where the file has none. Raises Unreadable where the file is no such XML or not whole.
    """
    ledger = Ledger()
    project = read_project(data, ledger)
    if not project.tasks and not project.calendars:
        raise Unreadable("this Microsoft Project file has neither tasks nor calendars; export it again")
    return _Translator(project, zone, name, ledger).incoming()


@dataclass(slots=True)
class _Rows:
    """The tasks that become items, and the task each lies under."""

    tasks: list[MspTask]
    above: dict[int, MspTask | None]


class _Translator:
    """Says a project of the model in the form every import has."""

    def __init__(self, project: MspProject, zone: tzinfo | None, name: str, ledger: Ledger) -> None:
        self.project, self.zone, self.ledger = project, zone, ledger
        self.terms = Terms.of(project)
        self.made = Incoming("mspdi", "mspdi", _site(project), "", title_of(project) or name, scheduled=True)
        self.by_uid = {calendar.uid: calendar for calendar in project.calendars}
        self.working = self._working()
        self.numbers = numbers_of(project.tasks)

    def incoming(self) -> Incoming:
        """Everything, in the order in which parts refer to each other."""
        made = self.made
        made.columns = [InColumn(key, name, key) for key, name in COLUMNS]
        self._terms()
        self._calendars()
        self._people()
        rows = self._rows()
        self._items(rows)
        self._assignments()
        parents = {str(uid): str(above.uid) if above else None for uid, above in rows.above.items()}
        made.links = links_of(rows.tasks, parents, self.terms, self.ledger)
        made.baselines = baselines_of(rows.tasks, self.numbers, self.ledger)
        made.title = f"this looks like the Microsoft Project plan {made.project_name!r}, {len(made.items)} tasks"
        made.notes, made.accounting = self.ledger.notes(), self.ledger.accounting
        return made

    def _terms(self) -> None:
        project, terms = self.project, self.terms
        start = stamp(project.start) or min(filter(None, (stamp(task.start) for task in project.tasks)), default=None)
        finish = stamp(project.finish) if project.from_start is False else None
        self.made.terms = {
            "start": start and start[:10],
            "start_time": start[11:16] if start and start[11:16] != terms.day_start else None,
            "finish": finish and finish[:10],
            "finish_time": finish[11:16] if finish and finish[11:16] != terms.day_finish else None,
            "from_finish": 1 if finish else None,
            "minutes_per_day": terms.minutes_per_day,
            "minutes_per_week": terms.minutes_per_week,
            "days_per_month": terms.days_per_month,
            "day_start": terms.day_start,
            "day_finish": terms.day_finish,
            "critical_slack": project.critical_slack or None,
            "multiple_critical": 1 if project.multiple_critical else None,
            "links_over_constraints": 1 if project.honor_constraints is False else None,
            "status_date": stamp(project.status_date),
            "currency": project.currency or project.currency_symbol or None,
        }
        self.made.calendar = self._usable(project.calendar, "the project's calendar")
        self._keep("project", "", "project", nodes_of(project))
        for task in project.tasks:
            if task.uid == 0:
                self._keep("project", "", "task 0", nodes_of(task) + _baseline_nodes(task))
                self.made.project_description = task.notes

    # --- calendars -----------------------------------------------------------------------------------------------

    def _working(self) -> set[int]:
        """The calendars on which anything can ever be done; the others are noted."""
        working = set()
        start = (self.project.start or datetime(2020, 1, 1)).date()
        for calendar in self.project.calendars:
            if calendar.uid is None:
                continue
            if _works(calendar, self.by_uid, start):
                working.add(calendar.uid)
            else:
                name = clean_line(calendar.name or "") or str(calendar.uid)
                self.ledger.note("calendar-without-work", "calendars without any working time are not used", name)
        return working

    def _usable(self, uid: int | None, who: str) -> str | None:
        if uid is None or uid < 0:
            return None
        if uid not in self.working:
            self.ledger.note("calendar-unusable", "calendars that are missing or never work were not used", who)
            return None
        return self._shared(uid)

    def _shared(self, uid: int) -> str:
        """The key of a calendar; of one that differs in nothing from its base, the base's."""
        at, seen = uid, set[int]()
        while (calendar := self.by_uid[at]).plain and calendar.base in self.by_uid and at not in seen:
            seen.add(at)
            assert calendar.base is not None
            at = calendar.base
        return str(at)

    def _calendars(self) -> None:
        """Every calendar with days of its own; the others are kept for the way back only."""
        seen = set[int]()
        for calendar in self.project.calendars:
            if calendar.uid is None or calendar.uid in seen:
                self.ledger.note(
                    "calendar-twice", "calendars without a number of their own were left out", calendar.name or ""
                )
                continue
            seen.add(calendar.uid)
            key = str(calendar.uid)
            based = calendar.base is not None and calendar.base in self.by_uid and calendar.base != calendar.uid
            if calendar.plain and based:
                self._keep("project", "", f"calendar {key}", calendar_nodes(calendar))
                continue
            week = calendar.week if based else tuple(() if day is None else day for day in calendar.week)
            self.made.calendars.append(
                InCalendar(
                    key, clean_line(calendar.name or "", 200) or f"Calendar {key}",
                    self._shared(calendar.base) if based and calendar.base is not None else None,
                    week, calendar.weeks, calendar.exceptions,
                )
            )  # fmt: skip
            self._keep("calendar", key, "calendar", nodes_of(calendar))

    # --- people --------------------------------------------------------------------------------------------------

    def _people(self) -> None:
        seen: set[int] = set()
        for resource in self.project.resources:
            name = clean_line(resource.name or "", 200)
            if resource.uid is None or resource.uid in seen or resource.blank or not name:
                if resource.uid != 0 and (resource.uid is None or resource.uid in seen):
                    self.ledger.note("resource-twice", "resources without a number of their own were left out", name)
                else:
                    self._keep("project", "", f"resource {resource.uid}", nodes_of(resource))
                continue
            seen.add(resource.uid)
            key = str(resource.uid)
            person = InPerson(key, name, resource.email or None, f"{self.made.site}:{key}", kind_of(resource))
            person.calendar = self._usable(resource.calendar, f"resource {name}")
            person.fields = {
                "max_units": resource.max_units if resource.max_units != 1 else None,
                "rate": resource.rate or None,
                "overtime_rate": resource.overtime_rate or None,
                "cost_per_use": (resource.cost_per_use or 0) / 100 or None,
                "unit": clean_line(resource.unit or "") or None,
            }
            self.made.people.append(person)
            self._keep("person", key, f"resource {self.made.site}", nodes_of(resource), HELD["Resource"])

    # --- tasks ---------------------------------------------------------------------------------------------------

    def _rows(self) -> _Rows:
        """The tasks that are items: no blank rows, not the project itself, no tasks without a UID of their own."""
        rows, path, seen = _Rows([], {}), list[MspTask](), set[int]()
        for task in self.project.tasks:
            where = f"task {task.uid}"
            if task.uid == 0:
                continue
            if task.blank:
                self.ledger.note("blank-row", "blank rows between the tasks were left out", where)
                continue
            if task.uid is None or task.uid < 0 or task.uid in seen:
                self.ledger.note("task-twice", "tasks without a number of their own were left out", task.name or where)
                continue
            seen.add(task.uid)
            del path[max((task.level or 1) - 1, 0) :]
            rows.tasks.append(task)
            rows.above[task.uid] = path[-1] if path else None
            path.append(task)
        return rows

    def _items(self, rows: _Rows) -> None:
        summaries = {above.uid for above in rows.above.values() if above is not None and above.uid is not None}
        reader = TaskReader(
            self.terms,
            self.zone,
            summaries,
            aliases_of(self.project.kept),
            self.working,
            self.project.from_start is False,
            self.ledger,
        )
        for place, task in enumerate(rows.tasks):
            assert task.uid is not None
            item = reader.item(task, place, self.numbers.get(task.uid, ""), rows.above[task.uid])
            item.calendar = self._shared(int(item.calendar)) if item.calendar else None
            self.made.items.append(item)
            if task.start is not None and task.finish is not None:
                self.made.stored[item.ext_id] = (str(stamp(task.start)), str(stamp(task.finish)))
            self._keep("item", item.ext_id, "task", nodes_of(task) + _baseline_nodes(task), HELD["Task"])

    def _assignments(self) -> None:
        """Who does what; what is assigned to nobody is kept with its task."""
        items = {item.ext_id: item for item in self.made.items}
        people = {person.key: person for person in self.made.people}
        for assignment in self.project.assignments:
            item, person = items.get(str(assignment.task)), people.get(str(assignment.resource))
            if item is None:
                self.ledger.note("assignment-left-out", "assignments of tasks that are not in the file were left out",
                                 f"assignment {assignment.uid}")  # fmt: skip
                continue
            if person is None:
                if assignment.resource not in (UNASSIGNED, 0, None):
                    detail = "assignments of resources that are not in the file are only kept for the way back"
                    self.ledger.note("assignment-to-nobody", detail, f"task {assignment.task}")
                self._keep("item", item.ext_id, f"assignment {assignment.uid}", nodes_of(assignment))
                continue
            if person.key in item.assignments:
                self.ledger.note("assignment-twice", "second assignments of a resource to one task were left out",
                                 f"task {assignment.task}, {person.name}")  # fmt: skip
                continue
            item.assignees.append(person.key)
            if item.owner is None and person.kind == "human":
                item.owner = person.key
            item.assignments[person.key] = InAssignment(
                assignment.units, (assignment.work or 0) / 10 or None, stamp(assignment.start), stamp(assignment.finish)
            )
            key = f"{item.ext_id}:{person.key}"
            self._keep("assignee", key, "assignment", nodes_of(assignment), HELD["Assignment"])

    def _keep(self, kind: str, key: str, part: str, nodes: Any, held: set[str] | None = None) -> None:
        record: list[object] = [node for node in nodes if not held or node[0] not in held]
        if record:
            self.made.kept.append(InKept(kind, key, part, record))


def title_of(project: MspProject) -> str:
    """What a project is called: its title, else the name of the file it was saved as."""
    return clean_line(project.title or "", 200) or clean_line(project.name or "", 200).removesuffix(".xml")


def _site(project: MspProject) -> str:
    """What tells this project from others for ever: its GUID.

    Files had none before 2013; then one that follows from when it was made and what it was called, which an export
    writes down.
    """
    guid = (project.guid or "").strip("{} ").lower()
    if guid.strip("0-"):
        return guid
    words = f"{stamp(project.created) or ''}|{clean_line(project.title or project.name or '')}"
    return str(UUID(bytes=hashlib.sha256(words.encode()).digest()[:16]))


def _works(calendar: MspCalendar, by_uid: dict[int | None, MspCalendar], start: date) -> bool:
    """Whether a calendar, or what it is based on, has any working time."""
    week: list[Any] = [None] * 7
    at: MspCalendar | None = calendar
    seen: set[int | None] = set()
    while at is not None and at.uid not in seen:
        seen.add(at.uid)
        week = [own if day is None else day for day, own in zip(week, at.week, strict=True)]
        if any(exception.shifts for exception in at.exceptions) or any(any(work.week) for work in at.weeks):
            return True
        at = by_uid.get(at.base)
    return any(week) and _ever(calendar, by_uid, start)


def _ever(calendar: MspCalendar, by_uid: dict[int | None, MspCalendar], start: date) -> bool:
    """Whether long stretches of days off leave anything of a calendar within ten years of a project's start."""
    below: Calendar | None = None
    line: list[MspCalendar] = []
    at: MspCalendar | None = calendar
    while at is not None and at not in line:
        line.append(at)
        at = by_uid.get(at.base)
    for one in reversed(line):
        below = Calendar(one.name or "", one.week, one.weeks, one.exceptions, below)
    longest = max((span.last - span.first for one in line for span in one.exceptions), default=timedelta())
    if below is None or longest < timedelta(366):
        return True
    return has_working_time(below, start, start + timedelta(3_653))


def kind_of(resource: MspResource) -> str:
    """What a resource is: human, material or cost."""
    if resource.is_cost:
        return "cost"
    return KINDS[1 if resource.type is None else resource.type]


def _baseline_nodes(task: MspTask) -> list[Node]:
    return [("Baseline", tuple(nodes_of(baseline))) for baseline in task.baselines]
