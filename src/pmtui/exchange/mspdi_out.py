"""A project of the plan as Microsoft Project XML: what an import kept, and over it what the plan says now."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from pmtui.actions.calendars import calendars
from pmtui.actions.scheduling import Chart, Row
from pmtui.errors import Refused
from pmtui.exchange.mspdi import kind_of, title_of
from pmtui.exchange.mspdi_model import (
    UNASSIGNED,
    MspAssignment,
    MspCalendar,
    MspLink,
    MspProject,
    MspResource,
    MspTask,
    Node,
    parts_in,
)
from pmtui.exchange.mspdi_out_task import TaskWriter, filled, kept_calendar, kept_task
from pmtui.exchange.mspdi_tasks import Terms, aliases_of
from pmtui.exchange.mspdi_values import FORMAT_OF, LINK_KINDS
from pmtui.exchange.mspdi_write import outline, xml_of
from pmtui.planning.axis import BeyondReach, NoWorkingTime
from pmtui.planning.calendars import STANDARD
from pmtui.store import import_refs, project_parts, read
from pmtui.store.ids import ALPHABET
from pmtui.store.kept import kept, sites
from pmtui.store.plan import Plan
from pmtui.store.snapshots import snapshot_tasks, snapshots

SYSTEM = "mspdi"
TEXT_FIELDS = [
    188743731, 188743734, 188743737, 188743740, 188743743, *range(188743746, 188743751), *range(188743997, 188744017),
]  # fmt: skip
"""The ids of the task fields Text1 to Text30, for custom fields that have no place in the file yet."""
RESOURCE_TYPES = {"material": 0, "human": 1, "cost": 2}


def text_of(plan: Plan, chart: Chart) -> str:
    """The XML of a chart's project. Refused where it cannot be scheduled."""
    try:
        return xml_of(Exporter(plan, chart).project())
    except (NoWorkingTime, BeyondReach) as error:
        raise Refused(str(error)) from None


class Exporter:
    """Makes the model of one project. UIDs of an import stay; what is new gets the next free ones."""

    def __init__(self, plan: Plan, chart: Chart) -> None:
        self.plan, self.chart = plan, chart
        self.id = chart.project.id
        self.cells = project_parts.project_cells(plan, self.id)
        self.kept = kept(plan, SYSTEM)
        self.site = next(iter(sites(plan, SYSTEM, self.id)), None)
        refs = import_refs.known(plan, SYSTEM, self.site) if self.site is not None else []
        self.refs = {entity: ext for _, entity, ext, _ in refs}
        self.own: dict[str, list[Any]] = self.kept.get(self.id, {})
        self.made: MspProject = filled(MspProject(), self.own.get("project", []))

    def project(self) -> MspProject:
        """Everything, in the order in which parts refer to each other."""
        self._terms()
        self._calendars()
        self._resources()
        self._tasks()
        self._assignments()
        return self.made

    def _terms(self) -> None:
        made, cells, chart = self.made, self.cells, self.chart
        if title_of(made) != cells["name"]:
            made.title = cells["name"]
        made.name = made.name or f"{cells['key']}.xml"
        if not (made.guid or "").strip("{} 0-"):
            made.guid = (self.site or str(UUID(int=_number(self.id)))).upper()
        made.from_start = not chart.maker.terms.from_finish
        made.start = chart.maker.terms.start
        made.finish = chart.maker.terms.finish if chart.maker.terms.from_finish else chart.ended
        made.critical_slack = cells["critical_slack"] or 0
        made.day_start, made.day_finish = (_minutes(at) for at in (chart.maker.day_start, chart.maker.day_finish))
        made.minutes_per_day, made.minutes_per_week = chart.maker.day, chart.maker.week
        made.days_per_month = chart.maker.month
        made.honor_constraints = chart.maker.terms.honor_constraints
        made.multiple_critical = chart.maker.terms.multiple_critical
        made.status_date = _moment(cells["status_date"])
        made.currency = cells["currency"] if cells["currency"] != made.currency_symbol else made.currency
        self.terms = Terms.of(made)

    # --- calendars -----------------------------------------------------------------------------------------------

    def _calendars(self) -> None:
        """The calendars that were imported, those in use, and what they are based on."""
        known = calendars(self.plan)
        bases = {id: next((base for base, one in known.items() if one is calendar.base), None)
                 for id, calendar in known.items()}  # fmt: skip
        used = [id for id in known if self.refs.get(id, "").startswith("calendar:")]
        used += [id for id in self._in_use() if id in known]
        for id in used:
            if (base := bases[id]) is not None:
                used.append(base)
        plain = {int(part.split()[1]): record for part, record in self.own.items() if part.startswith("calendar ")}
        self.calendar_uids = self._numbered(list(dict.fromkeys(used)), "calendar:", set(plain))
        for id, uid in self.calendar_uids.items():
            made = filled(MspCalendar(), self.kept.get(id, {}).get("calendar", []))
            calendar, base = known[id], bases[id]
            made.uid, made.name = uid, calendar.name
            made.base = self.calendar_uids[base] if base else -1
            made.is_base = base is None if made.is_base is None else made.is_base
            made.week = calendar.week if base else tuple(day or () for day in calendar.week)
            made.weeks, made.exceptions = calendar.weeks, calendar.exceptions
            self.made.calendars.append(made)
        for uid, record in plain.items():
            made = kept_calendar(record)
            made.uid = uid
            self.made.calendars.append(made)
        self.plain = {calendar.uid: calendar for calendar in self.made.calendars if calendar.uid in plain}
        self.made.calendar = self.calendar_uids.get(self.cells["calendar_id"] or "")
        if self.made.calendar is None:
            self.made.calendar = self._standard()
        self.made.calendars.sort(key=lambda calendar: calendar.uid or 0)

    def _in_use(self) -> list[str]:
        people, items = project_parts.person_cells(self.plan), project_parts.item_cells(self.plan, self.id)
        ids = [self.cells["calendar_id"], *(cells["calendar_id"] for cells in (*people.values(), *items.values()))]
        return [id for id in dict.fromkeys(ids) if id]

    def _standard(self) -> int:
        """The UID of the calendar of a project that names none."""
        uid = max((calendar.uid or 0 for calendar in self.made.calendars), default=0) + 1
        self.made.calendars.append(MspCalendar(uid, "Standard", True, -1, STANDARD))
        return uid

    # --- people --------------------------------------------------------------------------------------------------

    def _resources(self) -> None:
        """Everybody with work in the project or from its file; and the file's nameless resources."""
        self.assigned = project_parts.assignments(self.plan, self.id)
        people, items = project_parts.person_cells(self.plan), project_parts.item_cells(self.plan, self.id)
        for row in self.chart.rows:
            owner, lines = items[row.id]["owner_id"], self.assigned[row.id]
            if owner and owner not in (cells["person_id"] for _, cells in lines):
                lines.append(("", {"person_id": owner}))
            lines.sort(key=lambda line: line[1]["person_id"] != owner)  # the first one owns it when it comes back
        rows = {row.id for row in self.chart.rows}
        busy = {cells["person_id"] for item, lines in self.assigned.items() if item in rows for _, cells in lines}
        prefix = f"person:{self.site}:"
        here = [id for id in people if id in busy or self.refs.get(id, "").startswith(prefix)]
        others = {part.split()[1]: record for part, record in self.own.items() if part.startswith("resource ")}
        self.resource_uids = self._numbered(here, prefix, {int(uid) for uid in others if uid.isdigit()})
        self.made.resources = [filled(MspResource(), record) for record in others.values()]
        for id in here:
            self.made.resources.append(self._resource(id, people[id]))
        self.made.resources.sort(key=lambda resource: resource.uid or 0)
        for place, resource in enumerate(self.made.resources, 0 if others else 1):
            resource.id = place

    def _resource(self, id: str, cells: dict[str, Any]) -> MspResource:
        record = self.kept.get(id, {}).get(f"resource {self.site}", [])
        made: MspResource = filled(MspResource(), record)
        made.uid, made.name, made.email, made.unit = (
            self.resource_uids[id],
            cells["name"],
            cells["email"],
            cells["unit"],
        )
        kind = cells["kind"] if cells["kind"] in RESOURCE_TYPES else "human"
        if made.type is None or kind_of(made) != kind:
            made.type, made.is_cost = RESOURCE_TYPES[kind], kind == "cost"
        made.max_units = cells["max_units"] if cells["max_units"] is not None else 1.0
        made.rate, made.overtime_rate = cells["rate"] or 0.0, cells["overtime_rate"] or 0.0
        made.cost_per_use = round((cells["cost_per_use"] or 0.0) * 100, 6)
        if kind == "human":
            made.calendar = self._own_calendar(made, self.calendar_uids.get(cells["calendar_id"] or ""))
            self._take_leave(made.calendar, id)
        return made

    def _own_calendar(self, resource: MspResource, base: int | None) -> int | None:
        """The resource's calendar: its own of old where that is still based on the same one, else the one it has now.

        Microsoft Project wants each resource to have a calendar of its own.
        """
        old = self.plain.get(resource.calendar or 0)
        if old is not None and (base is None or old.base == base or self._root(old) == base):
            return old.uid
        if base is not None and any(one.uid == base and not one.is_base for one in self.made.calendars):
            return base
        uid = max((calendar.uid or 0 for calendar in self.made.calendars), default=0) + 1
        self.made.calendars.append(MspCalendar(uid, resource.name, False, base or self.made.calendar))
        return uid

    def _take_leave(self, calendar: int | None, person: str) -> None:
        """Say a person's leave as days off in their calendar: Microsoft Project has no other place for it."""
        found = self.chart.maker.leave_of(person)
        for one in self.made.calendars:
            if one.uid == calendar:
                one.exceptions = [*one.exceptions, *(day for day in found if day not in one.exceptions)]

    def _root(self, calendar: MspCalendar) -> int | None:
        """The first calendar with days of its own that one is based on."""
        at, seen = calendar, set[int | None]()
        while at.base in self.plain and at.uid not in seen:
            seen.add(at.uid)
            at = self.plain[at.base]
        return at.base

    # --- tasks ---------------------------------------------------------------------------------------------------

    def _tasks(self) -> None:
        chart, items = self.chart, project_parts.item_cells(self.plan, self.id)
        customs = read.all_customs(self.plan)
        self.task_uids = self._numbered([row.id for row in chart.rows], "", set())
        attributes = self._attributes({name for row in chart.rows for name in customs.get(row.id, {})})
        writer = TaskWriter(self.terms, chart.maker.terms.from_finish, attributes)
        head = kept_task(self.own["task 0"]) if "task 0" in self.own else MspTask(0, chart.project.name, level=0)
        head.uid, head.start, head.finish, head.summary = 0, chart.started, chart.ended, True
        self.made.tasks = [head]
        lines = {known.number: snapshot_tasks(self.plan, known.id) for known in snapshots(self.plan, self.id)}
        for row in chart.rows:
            task = kept_task(self.kept.get(row.id, {}).get("task", []))
            task.uid, task.level = self.task_uids[row.id], row.level + 1
            cells = items[row.id]
            writer.lay(task, cells, chart.task(row), (chart.start(row), chart.finish(row)), row.summary)
            writer.customs(task, customs.get(row.id, {}))
            task.calendar = self.calendar_uids.get(cells["calendar_id"] or "", -1)
            task.lone_calendar = bool(cells["lone_calendar"])
            task.links = [self._link(*link) for link in row.links]
            task.baselines = [
                writer.baseline(task, number, tasks[row.id])
                for number, tasks in sorted(lines.items(), key=lambda line: line[0] or 0)
                if number is not None and row.id in tasks
            ]
            self.made.tasks.append(task)
        for task, (_, number) in zip(self.made.tasks, outline(self.made.tasks), strict=True):
            task.wbs = task.wbs or number

    def _link(self, before: str, kind: str, lag: float | None, unit: str | None) -> MspLink:
        unit = unit or "d"
        amount = round(lag or 0) if unit.endswith("%") else self.terms.tenths(lag or 0, unit)
        return MspLink(self.task_uids[before], LINK_KINDS.index(kind), False, amount, FORMAT_OF[unit])

    def _attributes(self, names: set[str]) -> dict[str, str]:
        """The ids of custom fields by name; a name without one takes the next free text field, with its definition."""
        fields = {alias: field for field, alias in aliases_of(self.made.kept).items()}
        defined = [node for nodes in parts_in(self.made.kept, "ExtendedAttributes") for node in nodes]
        taken = {value for _, inner in defined for name, value in inner if name == "FieldID"}
        free = [(place, id) for place, id in enumerate(TEXT_FIELDS, 1) if str(id) not in taken]
        for name, (place, id) in zip(sorted(names - fields.keys()), free, strict=False):
            fields[name] = str(id)
            parts = (("FieldID", str(id)), ("FieldName", f"Text{place}"), ("Alias", name))
            defined.append(("ExtendedAttribute", parts))
        self.made.kept = [node for node in self.made.kept if node[0] != "ExtendedAttributes"]
        whole: Node = ("ExtendedAttributes", tuple(defined))
        self.made.kept.append(whole)
        return fields

    def _assignments(self) -> None:
        """Who does what, and the assignments to nobody that carry a task's own figures."""
        for row in self.chart.rows:
            for part, record in self.kept.get(row.id, {}).items():
                if part.startswith("assignment "):
                    self._assign(filled(MspAssignment(), record), row, UNASSIGNED)
            for id, cells in self.assigned.get(row.id, []):
                made = filled(MspAssignment(), self.kept.get(id, {}).get("assignment", []))
                made.units = cells.get("units")
                made.work = round(cells["work"] * 10) if cells.get("work") else made.work and 0
                made.start, made.finish = _moment(cells.get("start")), _moment(cells.get("finish"))
                self._assign(made, row, self.resource_uids[cells["person_id"]])
        taken = {made.uid for made in self.made.assignments}
        following = max((uid for uid in taken if uid is not None), default=0) + 1
        for made in self.made.assignments:
            if made.uid is None:
                made.uid = following
                following += 1

    def _assign(self, made: MspAssignment, row: Row, resource: int) -> None:
        made.task, made.resource = self.task_uids[row.id], resource
        self.made.assignments.append(made)

    def _numbered(self, ids: list[str], prefix: str, taken: set[int]) -> dict[str, int]:
        """A UID for each: the file's own, the next free one for what is new."""
        known = {
            id: int(ext.removeprefix(prefix))
            for id in ids
            if (ext := self.refs.get(id, "")).startswith(prefix) and ext.removeprefix(prefix).isdigit()
        }
        following = max((*known.values(), *taken, 0)) + 1
        for id in ids:
            if id not in known:
                known[id] = following
                following += 1
        return {id: known[id] for id in ids}


def _number(ulid: str) -> int:
    """The 128 bits of an identity."""
    number = 0
    for digit in ulid:
        number = number << 5 | ALPHABET.index(digit)
    return number & (1 << 128) - 1


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
