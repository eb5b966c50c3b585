"""Writing the model as Microsoft Project XML: elements in the schema's order, what was kept back in its place."""

import re
from collections.abc import Iterator
from typing import Any

from pmtui.exchange.mspdi_days import day_nodes
from pmtui.exchange.mspdi_model import MspCalendar, MspProject, MspTask, Node, elements
from pmtui.exchange.mspdi_schema import in_order
from pmtui.exchange.mspdi_tree import NAMESPACE
from pmtui.exchange.mspdi_values import CODECS

SAVE_VERSION = "14"
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_of(project: MspProject) -> str:
    """The whole file. IDs, outline numbers and outline levels are written anew from the tasks' order and levels."""
    ranks = list(outline(project.tasks))
    nodes = [
        ("SaveVersion", SAVE_VERSION),
        *(node for node in nodes_of(project) if node[0] != "SaveVersion"),
        ("Calendars", tuple(("Calendar", calendar_nodes(calendar)) for calendar in project.calendars)),
        ("Tasks", tuple(("Task", task_nodes(task, *rank)) for task, rank in zip(project.tasks, ranks, strict=True))),
        ("Resources", tuple(("Resource", tuple(nodes_of(one))) for one in project.resources)),
        ("Assignments", tuple(("Assignment", tuple(nodes_of(one))) for one in project.assignments)),
    ]
    body = "".join(_lines(in_order(MspProject, nodes), "\t", ""))
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Project xmlns="{NAMESPACE}">\n{body}</Project>\n'


def nodes_of(made: Any) -> list[Node]:
    """An object's elements, in order."""
    nodes: list[Node] = list(made.kept)
    for name, (field, kind) in elements(type(made)).items():
        value = getattr(made, field)
        if value is not None:
            nodes.append((name, CODECS[kind].write(value)))
    return in_order(type(made), nodes)


def task_nodes(task: MspTask, id: int, number: str) -> tuple[Node, ...]:
    """A task's elements, with its place in the list and in the outline ("" for a blank row)."""
    links = [("PredecessorLink", tuple(nodes_of(link))) for link in task.links]
    baselines = [("Baseline", tuple(nodes_of(baseline))) for baseline in task.baselines]
    places: list[Node] = [("ID", str(id)), *([("OutlineNumber", number)] if number else [])]
    return tuple(in_order(MspTask, [*nodes_of(task), *places, *links, *baselines]))


def calendar_nodes(calendar: MspCalendar) -> tuple[Node, ...]:
    """A calendar's elements."""
    return tuple(in_order(MspCalendar, [*nodes_of(calendar), *day_nodes(calendar)]))


def outline(tasks: list[MspTask]) -> Iterator[tuple[int, str]]:
    """The ID and the outline number of each task; the project itself, UID 0 at the top, has 0."""
    counts: list[int] = []
    first = 0 if tasks and tasks[0].uid == 0 else 1
    for id, task in enumerate(tasks, first):
        if task.blank:
            yield id, ""
        elif task.uid == 0 and id == 0:
            yield id, "0"
        else:
            level = min(max(task.level or 1, 1), len(counts) + 1)
            counts = [*counts[: level - 1], (counts[level - 1] if len(counts) >= level else 0) + 1]
            yield id, ".".join(map(str, counts))


def _lines(nodes: Any, indent: str, namespace: str) -> Iterator[str]:
    for name, value in nodes:
        own, _, local = name.rpartition("}")
        own = own.removeprefix("{")
        start = local if own == namespace else f'{local} xmlns="{_escaped(own or NAMESPACE)}"'
        if isinstance(value, str):
            yield f"{indent}<{start}>{_escaped(value)}</{local}>\n" if value else f"{indent}<{start}/>\n"
        else:
            yield f"{indent}<{start}>\n"
            yield from _lines(value, indent + "\t", own)
            yield f"{indent}</{local}>\n"


def _escaped(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text
    return _UNFIT.sub("", text).translate(_ESCAPES).replace('"', "&quot;")
