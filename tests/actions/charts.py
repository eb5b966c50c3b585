"""What the timeline's tests say of a schedule."""

from pmtui.actions.scheduling import Chart, scheduled
from pmtui.store import read
from pmtui.store.plan import Plan


def chart_of(plan: Plan) -> Chart:
    """The schedule of the plan's first project."""
    return scheduled(plan, next(iter(read.projects(plan))))


def ids(plan: Plan, *refs: str) -> list[str]:
    """Items by number."""
    return [read.find(plan, ref) for ref in refs]


def dates(chart: Chart, *refs: str) -> list[str]:
    """Start and finish of rows as `24 08:00 - 25 17:00`: day of the month and time."""
    rows = {row.ref: row for row in chart.rows}
    return [f"{chart.start(rows[ref]):%d %H:%M} - {chart.finish(rows[ref]):%d %H:%M}" for ref in refs]


def outline(chart: Chart) -> list[str]:
    """The rows as `1.2 42`."""
    return [f"{row.wbs} {row.ref}" for row in chart.rows]
