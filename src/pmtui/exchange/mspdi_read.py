"""Reading Microsoft Project XML, of all versions since 2002, into the model; what cannot be used becomes a note."""

from dataclasses import dataclass
from typing import Any

from pmtui.exchange.ledger import Ledger
from pmtui.exchange.mspdi_calendars import take_days
from pmtui.exchange.mspdi_model import (
    MspAssignment,
    MspBaseline,
    MspCalendar,
    MspLink,
    MspProject,
    MspResource,
    MspTask,
    Node,
    elements,
)
from pmtui.exchange.mspdi_schema import in_order
from pmtui.exchange.mspdi_tree import take_apart
from pmtui.exchange.mspdi_values import CODECS, Bad
from pmtui.model.text import clean_line

FOLLOWS = ("ID", "OutlineNumber")
"""A task's elements that follow from others and are written anew."""


def read_project(data: bytes, ledger: Ledger) -> MspProject:
    """The model of a file; Unreadable where it is no Microsoft Project XML or not whole."""
    project = MspProject()
    reader = Reader(ledger)
    takers: dict[str, Any] = {
        "Calendar": lambda nodes: project.calendars.append(reader.calendar(nodes)),
        "Task": lambda nodes: project.tasks.append(reader.task(nodes)),
        "Resource": lambda nodes: project.resources.append(reader.fill(MspResource(), nodes, "resource")),
        "Assignment": lambda nodes: project.assignments.append(reader.fill(MspAssignment(), nodes, "assignment")),
    }
    root, attributes = take_apart(data, lambda name, nodes: takers[name](nodes))
    reader.fill(project, [node for node in root if node[0] != "SaveVersion"], "project")
    _settle_outline(project.tasks, ledger)
    if attributes:
        ledger.read(attributes)
        ledger.noted(attributes)
        ledger.note("attributes", "attributes of elements, which this format does not have, were left out")
    return project


def _settle_outline(tasks: list[MspTask], ledger: Ledger) -> None:
    """Let no task lie more than one level below the one above it, as the outline needs."""
    above = 0
    for task in tasks:
        if task.blank or task.uid == 0:
            continue
        level = min(max(task.level or 1, 1), above + 1)
        if task.level not in (level, None):
            ledger.note(
                "outline-jump", "tasks more than one level below the one above were moved up", f"task {task.uid}"
            )
        task.level = above = level


@dataclass(slots=True)
class Reader:
    """Fills objects of the model from their elements, and books every element."""

    ledger: Ledger

    def fill(self, made: Any, nodes: Any, kind: str) -> Any:
        """Set the fields that have an element, keep the others; a value that cannot be used is noted and left out."""
        known = elements(type(made))
        where = ""
        for node in nodes:
            name, value = node
            self.ledger.read()
            if name not in known:
                made.kept.append(node)
                self.ledger.kept()
                continue
            field, codec = known[name]
            if not isinstance(value, str) or (not value and codec != "text"):
                self.ledger.noted()  # an empty element says nothing
                continue
            try:
                setattr(made, field, CODECS[codec].read(value))
                self.ledger.mapped()
            except Bad as bad:
                where = where or _place(nodes, kind)
                self.ledger.noted()
                self.ledger.note(bad.code, str(bad), f"{where} {name} {clean_line(value, 30)}")
        made.kept = in_order(type(made), made.kept)
        return made

    def task(self, nodes: tuple[Node, ...]) -> MspTask:
        """A task with its links and baselines."""
        task = MspTask()
        self.fill(task, [node for node in nodes if node[0] not in ("PredecessorLink", "Baseline", *FOLLOWS)], "task")
        for name, value in nodes:
            if name == "PredecessorLink":
                link = self.fill(MspLink(), value or (), f"task {task.uid} link")
                if _said(value, "Type") and link.kind is None:
                    self.ledger.note("link-left-out", "links of an unknown type were left out", f"task {task.uid}")
                else:
                    task.links.append(link)
            elif name == "Baseline":
                task.baselines.append(self.fill(MspBaseline(), value or (), f"task {task.uid} baseline"))
            elif name in FOLLOWS:
                self.ledger.read()
                self.ledger.mapped()
        return task

    def calendar(self, nodes: tuple[Node, ...]) -> MspCalendar:
        """A calendar with its days."""
        calendar = MspCalendar()
        place = _place(nodes, "calendar")

        def note(bad: Bad) -> None:
            self.ledger.note(bad.code, str(bad), place)

        rest = take_days(calendar, nodes, note)
        days = len(nodes) - len(rest)
        self.ledger.read(days)
        self.ledger.mapped(days)
        self.fill(calendar, rest, "calendar")
        return calendar


def _said(value: Any, name: str) -> bool:
    return any(known == name for known, _ in value or ())


def _place(nodes: Any, kind: str) -> str:
    """How a note names the object an element is in."""
    return " ".join((kind, *(str(value) for name, value in nodes if name == "UID")))
