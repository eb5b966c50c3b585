"""The schedule as a table for spreadsheets, said as Microsoft Project's users expect it; plan_csv_in reads it back."""

import csv
import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pmtui.actions.scheduling import Chart, Row
from pmtui.exchange.exporting import estimate_text, harmless
from pmtui.model.durations import ELAPSED_UNITS, Duration, show_duration
from pmtui.model.item import Item
from pmtui.model.predecessors import show_predecessor
from pmtui.store import read
from pmtui.store.plan import Plan
from pmtui.store.tasks import StoredTask, tasks

COLUMNS = (
    "WBS", "Ref", "Outline Level", "Type", "Title", "Owner", "Start", "Finish", "Duration", "Estimate", "% Complete",
    "Actual Start", "Actual Finish", "Slack (days)", "Critical", "Predecessors", "Constraint", "Constraint Date",
    "Deadline", "Task Mode", "Active", "Notes",
)  # fmt: skip
"""Duration is what the schedule counts with, Estimate what somebody typed; a start is typed only as a constraint."""


def table(plan: Plan, chart: Chart) -> str:
    """The chart as comma separated text, a row an item, in outline order."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    items = {item.id: item for item in read.items_of(plan, chart.project.id)}
    stored = {task.id: task for task in tasks(plan, chart.project.id)}
    refs = {row.id: row.ref for row in chart.rows}
    for row in chart.rows:
        cells = _cells(chart, row, items[row.id], stored[row.id], refs)
        writer.writerow([_armoured(cell) for cell in cells])
    return buffer.getvalue()


def _cells(chart: Chart, row: Row, item: Item, task: StoredTask, refs: Mapping[str, str]) -> list[Any]:
    slack = chart.total_slack(row) / chart.day_minutes
    made = chart.prepared.network.tasks[row.index]
    return [
        row.wbs, row.ref, row.level + 1, row.type, row.title, row.owner.name if row.owner else "",
        _moment(chart.start(row)), _moment(chart.finish(row)), _duration(chart, row, task), estimate_text(item),
        round(chart.percent(row), 2), _moment(made.actual_start), _moment(made.actual_finish), round(slack, 2),
        "yes" if chart.critical(row) else "no",
        ";".join(
            predecessor(refs[before], kind, lag, unit)
            for before, kind, lag, unit in sorted(row.links, key=lambda link: (chart.place[link[0]], link[1]))
        ),
        *_constraint(task), f"{task.due or ''} {task.due_time or ''}".strip(),
        "Manually Scheduled" if made.manual else "Auto Scheduled", "no" if made.inactive else "yes", item.body,
    ]  # fmt: skip


def predecessor(ref: str, kind: str, lag: float | None, unit: str | None) -> str:
    """A link from the task called `ref`, as planners write it: 12, 15SS, 12FS+2d."""
    return show_predecessor(ref, kind, Duration(lag, unit or "d") if lag else None)


def _duration(chart: Chart, row: Row, task: StoredTask) -> str:
    """The length counted with, in days: of work, or elapsed where it was typed so."""
    unit, day = ("ed", 24 * 60) if task.estimate_unit in ELAPSED_UNITS else ("d", chart.day_minutes)
    return show_duration(Duration(round(chart.duration(row) / day, 6), unit))


def _constraint(task: StoredTask) -> tuple[str, str]:
    """The constraint by its letters and its date; a typed start is one as well."""
    if task.constraint_kind:
        return task.constraint_kind, (task.constraint_at or "").replace("T", " ")
    return ("SNET", task.start) if task.start else ("", "")


def _moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else ""


def _armoured(cell: Any) -> Any:
    """A cell no spreadsheet takes for a formula, from which plan_csv_in finds the text again, apostrophes and all."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith("'") else harmless(cell)
