"""One task of the plan as a task of Microsoft Project: what was kept of it, and over it what the plan says now."""

from datetime import datetime
from typing import Any

from pmtui.exchange.ledger import Ledger
from pmtui.exchange.mspdi_model import MspBaseline, MspCalendar, MspTask, Node, text_in
from pmtui.exchange.mspdi_read import Reader
from pmtui.exchange.mspdi_tasks import Terms, band
from pmtui.exchange.mspdi_values import CONSTRAINTS, ESTIMATED, FORMAT_OF, unit_of
from pmtui.planning.network import Task

PRIORITIES = {None: 500, "medium": 500, "urgent": 1000, "high": 700, "low": 300}
FOLLOWING = {
    "EarlyStart", "EarlyFinish", "LateStart", "LateFinish", "StartVariance", "FinishVariance", "WorkVariance",
    "FreeSlack", "TotalSlack", "StartSlack", "FinishSlack", "Critical", "Stop", "ActualDuration", "ActualWork",
    "RegularWork", "RemainingWork", "PercentWorkComplete", "ManualDuration", "StartText", "FinishText", "DurationText",
}  # fmt: skip
"""What Microsoft Project computes of the rest: stale, and so left out, where the plan has moved on since."""


def nodes_from(record: list[Any]) -> list[Node]:
    """Elements from their JSON."""
    return [(name, value if isinstance(value, str) else tuple(nodes_from(value))) for name, value in record]


def filled(made: Any, record: list[Any]) -> Any:
    """An object of the model from a kept record; what this version cannot read of it is left out."""
    return Reader(Ledger()).fill(made, nodes_from(record), "")


def kept_task(record: list[Any]) -> MspTask:
    """A task from a kept record, with its baselines."""
    return Reader(Ledger()).task(tuple(nodes_from(record)))


def kept_calendar(record: list[Any]) -> MspCalendar:
    """A calendar from a kept record."""
    return Reader(Ledger()).calendar(tuple(nodes_from(record)))


class TaskWriter:
    """Lays the plan over kept tasks. `attributes` are the ids of custom fields by name."""

    def __init__(self, terms: Terms, from_finish: bool, attributes: dict[str, str]) -> None:
        self.terms, self.from_finish, self.attributes = terms, from_finish, attributes

    def lay(
        self, task: MspTask, cells: dict[str, Any], planned: Task, dates: tuple[datetime, datetime], summary: bool
    ) -> None:
        """Say in `task` what the item's fields and its place in the schedule say."""
        before = _pace(task)
        task.name, task.notes = cells["title"], cells["body"] or None
        task.active = None if task.active is None and not planned.inactive else not planned.inactive
        task.wbs = cells["wbs_code"]
        task.summary = summary
        task.milestone = bool(cells["type"] == "milestone" and not summary)
        task.priority = task.priority if band(task.priority) == cells["priority"] else PRIORITIES[cells["priority"]]
        task.address = cells["url"]
        task.leveling_delay = planned.leveling_delay if planned.leveling_delay or task.leveling_delay else None
        task.fixed_cost = _hundredths(cells["fixed_cost"], task.fixed_cost)
        if not summary:
            task.cost = _hundredths(cells["cost"], task.cost)
            task.work = round(cells["work"] * 10) if cells["work"] else task.work and 0
        self._dates(task, cells, planned, dates)
        self._length(task, cells, planned, summary)
        self._progress(task, cells, planned, summary)
        if before != _pace(task):
            task.kept = [node for node in task.kept if node[0] not in FOLLOWING]

    def _dates(self, task: MspTask, cells: dict[str, Any], planned: Task, dates: tuple[datetime, datetime]) -> None:
        task.start, task.finish = dates
        task.constraint = CONSTRAINTS.index(planned.constraint)
        task.constraint_date = planned.constraint_at
        task.deadline = planned.deadline if cells["due"] else None
        if not task.external:
            task.manual = True if planned.manual else (None if task.manual is None else False)
            task.manual_start = planned.manual_start if planned.manual else None
            task.manual_finish = planned.manual_finish if planned.manual else None

    def _length(self, task: MspTask, cells: dict[str, Any], planned: Task, summary: bool) -> None:
        """The length in the item's unit; one that nobody typed is marked as an estimate."""
        if summary:
            return
        unit = cells["estimate_unit"] or "d"
        if unit_of(task.duration_format) != unit or task.duration_format is None:
            task.duration_format = FORMAT_OF[unit] + (ESTIMATED if planned.guessed else 0)
        if task.duration != planned.duration:
            task.remaining = None
        task.duration = planned.duration

    def _progress(self, task: MspTask, cells: dict[str, Any], planned: Task, summary: bool) -> None:
        """What has happened; a summary's follows from its children."""
        if summary:
            return
        percent = float(planned.percent)
        if (task.percent or 0) != percent:
            task.remaining = None
        task.percent = percent
        task.actual_start, task.actual_finish = planned.actual_start, planned.actual_finish
        if planned.actual_start is not None and planned.actual_finish is None:
            task.resume = planned.resume
            task.remaining = planned.remaining if planned.remaining is not None else task.remaining
        if task.remaining is None:
            task.remaining = round(planned.duration * (1 - percent / 100))

    def customs(self, task: MspTask, values: dict[str, Any]) -> None:
        """Bring the custom fields up to date: the plan's values into the elements that were kept, new ones behind."""
        wanted = {self.attributes[name]: str(value) for name, value in values.items() if name in self.attributes}
        mapped = set(self.attributes.values())
        nodes: list[Node] = []
        for name, inner in task.kept:
            field = text_in(inner, "FieldID") if name == "ExtendedAttribute" and isinstance(inner, tuple) else None
            if field is None or field not in mapped:
                nodes.append((name, inner))
            elif field in wanted:
                value = wanted.pop(field)
                nodes.append((name, tuple((part, value if part == "Value" else said) for part, said in inner)))
        nodes += [("ExtendedAttribute", (("FieldID", field), ("Value", value))) for field, value in wanted.items()]
        task.kept = nodes

    @staticmethod
    def baseline(task: MspTask, number: int, row: Any) -> MspBaseline:
        """A line of a baseline; where it is as it was imported, with all that was kept of it."""
        line = next((line for line in task.baselines if (line.number or 0) == number), MspBaseline(number))
        line.start, line.finish = datetime.fromisoformat(row.start), datetime.fromisoformat(row.finish)
        line.duration = None if row.duration is None else round(row.duration * 10)
        line.work = None if row.work is None else round(row.work * 10)
        line.cost = None if row.cost is None else row.cost * 100
        return line


def _pace(task: MspTask) -> tuple[Any, ...]:
    """What computed figures hang on."""
    return task.start, task.finish, task.duration, task.percent or 0, bool(task.manual)


def _hundredths(value: float | None, before: float | None) -> float | None:
    """A sum of money in hundredths; nought only where the file said so before."""
    return round(value * 100, 6) if value else before and 0.0
