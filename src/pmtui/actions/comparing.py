"""Two states of a plan side by side: now, a baseline, a past moment, another file; and what lies between them."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from pmtui.actions import baselines, reports
from pmtui.actions.networks import Maker
from pmtui.actions.scheduling import Chart, scheduled
from pmtui.clock import local
from pmtui.errors import Refused
from pmtui.planning.compare import Difference, Link, Overview, State, compare, overview, state_of
from pmtui.store import snapshots as stored
from pmtui.store.copy import Copy
from pmtui.store.plan import Plan


class Side(NamedTuple):
    """One state of a plan: what it is called, and its tasks by item id."""

    name: str
    states: dict[str, State]


class Comparison(NamedTuple):
    """What differs between two sides, most telling first, and the figures above it."""

    before: Side
    after: Side
    differences: list[Difference]
    overview: Overview


def side_of(chart: Chart, name: str = "now") -> Side:
    """The plan as a chart has it."""
    titles = {row.id: row.title for row in chart.rows}
    return Side(name, state_of(chart.prepared.network, chart.schedule, titles))


def side_at(plan: Plan, project: str, moment: int) -> Side:
    """The plan as it was at an instant (ms UTC). Refused where it had not begun then."""
    with Copy(plan, until=moment) as past:
        chart = scheduled(past, project)
        return side_of(chart, f"{local(moment, chart.maker.zone):%Y-%m-%d %H:%M}")


def side_of_baseline(plan: Plan, maker: Maker, number: int) -> Side:
    """A baseline. Usage where there is none of that number."""
    known = baselines.baseline(plan, maker.project, number)
    tasks = stored.snapshot_tasks(plan, known.id)
    parents = {".".join(task.wbs.split(".")[:-1]) for task in tasks.values()}
    return Side(
        f"B{number}" + (f" {known.name}" if known.name else ""),
        {
            id: State(
                title=task.title,
                start=datetime.fromisoformat(task.start),
                finish=datetime.fromisoformat(task.finish),
                duration=round((task.duration or 0) * 10),
                total_slack=None if task.total_slack is None else round(task.total_slack * 10),
                critical=None if task.critical is None else bool(task.critical),
                percent=task.percent,
                links=None if task.links is None else frozenset(_link(maker, id, *link) for link in task.links),
                summary=task.wbs in parents,
                milestone=task.duration == 0 and task.wbs not in parents,
            )
            for id, task in tasks.items()
        },
    )


def compared(maker: Maker, before: Side, after: Side) -> Comparison:
    """The differences of two sides, measured in the project's working time."""
    differences = compare(before.states, after.states, maker.axis)
    return Comparison(before, after, differences, overview(before.states, after.states, differences, maker.axis))


def forecasts(plan: Plan, chart: Chart, weeks: int = 12) -> dict[str, list[tuple[date, date]]]:
    """By milestone, when it was expected on each report date: (report, forecast), oldest first, today last.

    Report dates are those of the issued reports and baselines, and the ends of the last `weeks` weeks, for which the
    schedule is made anew from the log.
    """
    wanted = [row.id for row in chart.rows if row.milestone]
    made: dict[str, dict[date, date]] = {id: {} for id in wanted}
    for friday in _week_ends(chart.today, weeks):
        moment = datetime.combine(friday, time(23, 59, 59), chart.maker.zone)
        try:
            states = side_at(plan, chart.project.id, round(moment.timestamp() * 1000)).states
        except Refused:
            continue  # the plan, or the project, had not begun
        for id in wanted:
            if id in states:
                made[id][friday] = states[id].finish.date()
    for known in stored.snapshots(plan, chart.project.id):
        day = local(known.at, chart.maker.zone).date()
        tasks = stored.snapshot_tasks(plan, known.id)
        for id in wanted:
            if id in tasks:
                made[id][day] = datetime.fromisoformat(tasks[id].finish).date()
    for report in reports.reports(plan, chart.project.id):
        for id, said in reports.milestones_of(plan, report).items():
            if id in made:
                made[id][local(report.at, chart.maker.zone).date()] = said
    for id in wanted:
        row = chart.row(id)
        if row is not None:
            made[id][chart.today] = chart.finish(row).date()
    return {id: sorted(points.items()) for id, points in made.items()}


def _week_ends(today: date, weeks: int) -> list[date]:
    last = today - timedelta((today.weekday() - 4) % 7 or 7)
    return [last - timedelta(7 * back) for back in range(weeks)][::-1]


def _link(maker: Maker, after: str, before: str, kind: str, lag: float | None, unit: str | None) -> Link:
    made = maker.dependency((before, kind, after, lag, unit))
    return Link(made.before, made.kind, made.lag, made.unit)
