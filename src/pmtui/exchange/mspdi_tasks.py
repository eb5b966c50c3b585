"""Tasks of Microsoft Project as items: lengths in their units, constraints, dates, progress, custom fields."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from pmtui.exchange.incoming import InItem, Scalar
from pmtui.exchange.ledger import Ledger
from pmtui.exchange.mspdi_model import MspProject, MspTask, Node, parts_in, text_in
from pmtui.exchange.mspdi_values import CONSTRAINTS, minutes_of, unit_of
from pmtui.exchange.mspdi_write import outline
from pmtui.model.text import clean

READY, ACTIVE, DONE = "ready", "active", "done"


@dataclass(slots=True)
class Terms:
    """What a project's figures are counted in; times of day are HH:MM."""

    minutes_per_day: int = 480
    minutes_per_week: int = 2400
    days_per_month: int = 20
    day_start: str = "08:00"
    day_finish: str = "17:00"

    @classmethod
    def of(cls, project: MspProject) -> "Terms":
        """A project's own, where they make sense."""
        terms = cls()
        if 0 < (project.minutes_per_day or 0) <= 1440:
            terms.minutes_per_day = project.minutes_per_day or 480
        if 0 < (project.minutes_per_week or 0) <= 10_080:
            terms.minutes_per_week = project.minutes_per_week or 2400
        if 0 < (project.days_per_month or 0) <= 31:
            terms.days_per_month = project.days_per_month or 20
        if project.day_start is not None:
            terms.day_start = clock(project.day_start)
        if project.day_finish is not None:
            terms.day_finish = clock(project.day_finish)
        return terms

    def amount(self, tenths: float, unit: str) -> float:
        """A length in a unit, for people: no more decimals than needed to come back to the same tenth."""
        return round(tenths / 10 / self.minutes(unit), 6)

    def tenths(self, amount: float, unit: str) -> int:
        """A length in tenths of a minute."""
        return round(amount * self.minutes(unit) * 10)

    def minutes(self, unit: str) -> int:
        """One of a unit in minutes."""
        return minutes_of(unit, self.minutes_per_day, self.minutes_per_week, self.days_per_month)


@dataclass(slots=True)
class TaskReader:
    """Makes items of tasks. `summaries` are the UIDs with children, `aliases` the names of custom fields by id."""

    terms: Terms
    zone: tzinfo | None
    summaries: set[int]
    aliases: dict[str, str]
    calendars: set[int]
    from_finish: bool
    ledger: Ledger

    def item(self, task: MspTask, place: int, number: str, parent: MspTask | None) -> InItem:
        """One task; `place` is where it stands in the file, `number` its outline number."""
        summary = task.uid in self.summaries
        fields: dict[str, Scalar] = {"title": task.name or "", "type": _type(task, summary)}
        if task.wbs and task.wbs != number:
            fields["wbs_code"] = task.wbs
        self._length(task, summary, fields)
        self._dates(task, fields)
        self._progress(task, summary, fields)
        fields |= {
            "priority": band(task.priority),
            "body": clean(task.notes) if task.notes else None,
            "url": task.address or None,
            "inactive": 1 if task.active is False else None,
            "leveling_delay": (task.leveling_delay or 0) / 10 or None,
            "fixed_cost": (task.fixed_cost or 0) / 100 or None,
        }
        if not summary:
            fields |= {"cost": (task.cost or 0) / 100 or None, "work": (task.work or 0) / 10 or None}
        item = InItem(str(task.uid), fields, column=_column(task), order=(float(place), ""))
        item.parent = str(parent.uid) if parent else None
        item.custom = self._custom(task)
        if task.calendar is not None and task.calendar in self.calendars:
            item.calendar = str(task.calendar)
            fields["lone_calendar"] = 1 if task.lone_calendar else None
        elif task.calendar is not None and task.calendar >= 0:
            self.ledger.note(
                "calendar-unusable", "calendars that are missing or never work were not used", f"task {task.uid}"
            )
        return item

    def _length(self, task: MspTask, summary: bool, fields: dict[str, Scalar]) -> None:
        """The length typed, in its own unit; a summary's follows from its children, unless it is a manual one."""
        unit = unit_of(task.duration_format)
        if unit.endswith("%"):
            self.ledger.note("percent-length", "lengths in percent are kept in days", f"task {task.uid}")
            unit = "d"
        if task.duration is not None and not summary:
            fields |= {"estimate_m": self.terms.amount(task.duration, unit), "estimate_unit": unit}

    def _dates(self, task: MspTask, fields: dict[str, Scalar]) -> None:
        """Constraint and deadline, and the dates of a manual or external task, which nothing moves."""
        kind, at = task.constraint or 0, task.constraint_date
        if kind > 1 and at is None:
            self.ledger.note("constraint-left-out", "constraints without a date were left out", f"task {task.uid}")
        elif CONSTRAINTS[kind] == "SNET" and at is not None and f"{at:%H:%M:%S}" == f"{self.terms.day_start}:00":
            fields["start"] = f"{at:%Y-%m-%d}"
        elif CONSTRAINTS[kind] != ("ALAP" if self.from_finish else "ASAP"):
            fields["constraint_kind"] = CONSTRAINTS[kind]
            fields["constraint_at"] = stamp(at) if kind > 1 else None
        if task.deadline is not None:
            fields["due"] = f"{task.deadline:%Y-%m-%d}"
            time = f"{task.deadline:%H:%M}"
            fields["due_time"] = time if time != self.terms.day_finish else None
        if task.manual or task.external:
            if task.external:
                self.ledger.note("external-task", "tasks of other projects stay where they were", f"task {task.uid}")
            fields |= {
                "manual": 1,
                "manual_start": stamp(task.manual_start or task.start),
                "manual_finish": stamp(task.manual_finish or task.finish),
            }

    def _progress(self, task: MspTask, summary: bool, fields: dict[str, Scalar]) -> None:
        """What has happened; a summary's follows from its children."""
        fields["percent"] = task.percent or None
        if summary:
            return
        begun, ended = actual(task)
        fields |= {"actual_start": stamp(begun), "actual_finish": stamp(ended)}
        if ended is not None:
            fields["completed_at"] = int(ended.replace(tzinfo=self.zone).timestamp() * 1000)
        elif begun is not None:
            fields["resume"] = stamp(task.resume)
            follows = round((task.duration or 0) * (1 - (task.percent or 0) / 100))
            said = task.remaining is not None and task.remaining != follows
            fields["remaining"] = (task.remaining or 0) / 10 if said else None

    def _custom(self, task: MspTask) -> dict[str, str]:
        """The custom fields that somebody gave a name."""
        found: dict[str, str] = {}
        for inner in parts_in(task.kept, "ExtendedAttribute"):
            name, value = self.aliases.get(text_in(inner, "FieldID") or ""), text_in(inner, "Value")
            if name and value:
                found[name] = value
        return found


def actual(task: MspTask) -> tuple[datetime | None, datetime | None]:
    """When work really began and ended: as the file says, or as it must have been of a task with some percent."""
    done = (task.percent or 0) >= 100
    begun = task.actual_start or (task.start if task.percent else None)
    return begun, task.actual_finish or (task.finish if done else None)


def _type(task: MspTask, summary: bool) -> str:
    if summary:
        return "summary"
    return "milestone" if task.milestone or task.duration == 0 else "task"


def _column(task: MspTask) -> str:
    if (task.percent or 0) >= 100 or task.actual_finish is not None:
        return DONE
    return ACTIVE if task.percent or task.actual_start is not None else READY


def band(priority: int | None) -> str | None:
    """The word for a priority of 0 to 1000; the usual 500 and what is near it has none."""
    if priority is None or 400 < priority < 600:
        return None
    if priority >= 600:
        return "urgent" if priority >= 900 else "high"
    return "low"


def stamp(at: datetime | None) -> str | None:
    """A local date and time as it is stored: to the minute, with seconds only where there are some."""
    return at.isoformat(timespec="seconds" if at.second else "minutes") if at is not None else None


def clock(minutes: int) -> str:
    """A time of day as it is stored."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def aliases_of(project_nodes: list[Node]) -> dict[str, str]:
    """The names people gave to custom fields, by the field's id."""
    found: dict[str, str] = {}
    for attributes in parts_in(project_nodes, "ExtendedAttributes"):
        for inner in parts_in(attributes, "ExtendedAttribute"):
            field_id, alias = text_in(inner, "FieldID"), text_in(inner, "Alias")
            if field_id and alias and alias not in found.values():
                found[field_id] = alias
    return found


def numbers_of(tasks: list[MspTask]) -> dict[int, str]:
    """The outline number of every task by UID."""
    return {
        task.uid: number
        for task, (_, number) in zip(tasks, outline(tasks), strict=True)
        if task.uid is not None and number
    }
