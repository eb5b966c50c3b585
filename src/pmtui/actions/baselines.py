"""Baselines: the schedule frozen under a number from 0 to 10, to be superseded but never edited."""

from datetime import datetime

from pmtui.actions.schedule_fields import moment_text
from pmtui.actions.scheduling import Chart
from pmtui.actions.step import Outcome, Step, step
from pmtui.clock import local, now_ms
from pmtui.errors import Refused, Usage
from pmtui.model.text import clean_line
from pmtui.store import snapshots as stored
from pmtui.store.plan import Plan
from pmtui.store.snapshots import Snapshot, SnapshotTask

NUMBERS = range(11)


def save(plan: Plan, chart: Chart, number: int | None = None, name: str = "", reason: str | None = None) -> Outcome:
    """Freeze the schedule as it is now. `number` None takes the next free one; a number in use is superseded.

    Refused where all eleven are in use and none is said, and where there is nothing to freeze.
    """
    if not chart.rows:
        raise Refused("there is nothing to freeze yet: the project has no tasks")
    there = {known.number: known for known in baselines(plan, chart.project.id)}
    if number is None:
        number = next((free for free in NUMBERS if free not in there), None)
        if number is None:
            raise Refused("all eleven baselines are in use; name the one to supersede, 0 to 10")
    _check(number)
    with step(plan) as act:
        before = there.get(number)
        if before:
            _remove(act, before)
        cells = {
            "project_id": chart.project.id, "kind": "baseline", "number": number, "at": now_ms(),
            "name": clean_line(name, 200) or None, "reason": clean_line(reason, 500) if reason else None,
        }  # fmt: skip
        id = act.tx.create("snapshot", cells)
        for place, piece in enumerate(stored.pieces(tasks_of(chart))):
            act.tx.create("snapshot_part", {"snapshot_id": id, "place": place, "tasks": piece})
        said = f", it was {_when(before)}" if before else ""
        count = len(chart.rows)
        act.outcome.message = f"baseline B{number} saved: {count} {'task' if count == 1 else 'tasks'}{said}"
        return act.outcome


def remove(plan: Plan, project: str, number: int) -> Outcome:
    """Take a baseline away; the log keeps it, and undo brings it back."""
    found = baseline(plan, project, number)
    with step(plan) as act:
        _remove(act, found)
        act.outcome.message = f"baseline B{number} removed"
        return act.outcome


def baselines(plan: Plan, project: str) -> list[Snapshot]:
    """A project's baselines by number."""
    return sorted(stored.snapshots(plan, project), key=lambda known: known.number or 0)


def baseline(plan: Plan, project: str, number: int) -> Snapshot:
    """One baseline; Usage where there is none of that number."""
    _check(number)
    for known in baselines(plan, project):
        if known.number == number:
            return known
    raise Usage(f"there is no baseline B{number}; `pmtui baseline list` lists them")


def latest(plan: Plan, project: str) -> Snapshot | None:
    """The baseline that was saved last."""
    return max(baselines(plan, project), key=lambda known: (known.at, known.number or 0), default=None)


def dates(plan: Plan, known: Snapshot) -> dict[str, tuple[datetime, datetime]]:
    """Start and finish of every task of a baseline, by item id."""
    return {
        id: (datetime.fromisoformat(task.start), datetime.fromisoformat(task.finish))
        for id, task in stored.snapshot_tasks(plan, known.id).items()
    }


def tasks_of(chart: Chart) -> list[SnapshotTask]:
    """The schedule as it is, in the form that is frozen."""
    return [
        SnapshotTask(
            row.id, row.wbs, row.title, moment_text(chart.start(row)), moment_text(chart.finish(row)),
            chart.duration(row), chart.total_slack(row), chart.critical(row), chart.percent(row), None, None,
            [list(link) for link in row.links],
        )
        for row in chart.rows
    ]  # fmt: skip


def _remove(act: Step, known: Snapshot) -> None:
    for part in stored.snapshot_parts(act.plan, known.id):
        act.tx.delete(part)
    act.tx.delete(known.id)


def _check(number: int) -> None:
    if number not in NUMBERS:
        raise Usage(f"baselines have the numbers 0 to 10, not {number}")


def _when(known: Snapshot) -> str:
    return f"{local(known.at):%Y-%m-%d}"
