"""What one risk alone would do to the dates: its likely delay added to what it threatens, and nothing else changed."""

from dataclasses import replace
from typing import NamedTuple

from pmtui.actions.scheduling import Chart, Row
from pmtui.model.durations import show_number
from pmtui.planning.network import Task
from pmtui.planning.schedule import Schedule
from pmtui.store.plan import Plan
from pmtui.store.risks import StoredRisk, threatened


class Moved(NamedTuple):
    """What moves, a milestone or with None the end of the project, and by how many working tenths; 0 where none."""

    row: Row | None
    tenths: int


def if_it_comes(plan: Plan, chart: Chart, risk: StoredRisk) -> Moved | None:
    """What moves if a risk comes, an opportunity the other way; None where it says no delay, or hits nothing.

    The milestone that counts speaks for the project where it moves, else the one that moves furthest, else the end.
    """
    likely = risk.said.get("delay_m")
    if not isinstance(likely, int | float) or not likely:
        return None
    hits = threatened(plan, [risk.id]).get(risk.id, ())
    hit = [row for id in hits if (row := chart.row(id)) is not None]
    open_leaves = [row for row in _leaves(chart, hit) if row.state != "done"]
    if not open_leaves:
        return None
    delay = round(likely * chart.day_minutes * 10) * (-1 if risk.said.get("risk_kind") == "opportunity" else 1)
    return _moved(chart, _delayed(chart, open_leaves, delay))


def moved_words(chart: Chart, moved: Moved) -> str:
    """`moves Go-live by 6d if it comes`."""
    days = show_number(round(abs(moved.tenths) / 10 / chart.day_minutes, 1))
    name = moved.row.title if moved.row else "the end"
    if days == "0":
        return "moves no milestone if it comes"
    return f"moves {name} by {days}d if it comes" if moved.tenths > 0 else f"brings {name} forward by {days}d"


def _leaves(chart: Chart, rows: list[Row]) -> list[Row]:
    """The tasks that are meant: those below the summaries, each once."""
    found: dict[str, Row] = {}
    walk = rows[::-1]
    while walk:
        row = walk.pop()
        if row.summary:
            walk += chart.children(row.id)
        else:
            found[row.id] = row
    return list(found.values())


def _delayed(chart: Chart, rows: list[Row], delay: int) -> Schedule:
    """The schedule with some tasks longer by so many tenths; the chart's own stays."""
    kept = [chart.task(row) for row in rows]
    try:
        for task in kept:
            chart.prepared.change(_longer(task, delay))
        return chart.prepared.schedule()
    finally:
        for task in kept:
            chart.prepared.change(task)


def _longer(task: Task, delay: int) -> Task:
    """A task that takes so much longer; what was worked stays worked."""
    remaining = None if task.remaining is None else max(0, task.remaining + delay)
    return replace(task, duration=max(0, task.duration + delay), remaining=remaining)


def _moved(chart: Chart, found: Schedule) -> Moved:
    between, goal = chart.maker.axis.between, chart.goal
    moves = {
        row.id: between(chart.finish(row), found.finish(row.index))
        for row in chart.rows
        if row.milestone and row.state != "done"
    }
    furthest = max(moves, key=lambda id: abs(moves[id]), default="")
    for row in (goal, chart.row(furthest)):
        if row is not None and moves[row.id]:
            return Moved(row, moves[row.id])
    return Moved(None, between(chart.ended, found.project_finish))
