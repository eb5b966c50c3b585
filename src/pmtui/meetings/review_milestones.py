"""Milestones in a review: against what was promised and what the last report said, their trend, their odds."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pmtui.actions.reports import day_of, listed, milestones_of
from pmtui.actions.scheduling import Chart, Row
from pmtui.errors import Refused
from pmtui.meetings.review_basis import Basis
from pmtui.meetings.review_shapes import Milestone, Milestones, Odds
from pmtui.model.words import lettered
from pmtui.planning.rag import Promise
from pmtui.planning.variance import milestone_trend, slip_days

_RECENT = 14
"""A milestone is still shown so many days after it was reached."""


def milestones(basis: Basis) -> list[Milestone]:
    """The milestones by date: what is open, what was reached lately, and what the last report called open."""
    chart = basis.chart
    if chart is None:
        return []
    before = {one["id"]: one for one in listed(basis.said_before, "milestones") if "id" in one}
    rows = [row for row in chart.rows if row.milestone and _told(chart, row, before.get(row.id))]
    made = [_milestone(basis, chart, row, before.get(row.id, {})) for row in rows]
    return sorted(made, key=lambda one: (one.now, one.ref))


def page(basis: Basis) -> Milestones:
    """The page: with the trend over the issued reports, and the odds from a simulation."""
    known, chart = basis.baseline, basis.chart
    lines = milestones(basis)
    missing = [basis.chart_trouble] if basis.chart_trouble else []
    if not lines:
        missing.append('no milestone is open; `pmtui add "Go live type:milestone ^18.12."` adds one')
    if known is None:
        missing.append("no baseline yet; `pmtui baseline save` makes one of the schedule as it is")
    odds, method = _odds(basis, chart, missing) if chart is not None and chart.rows else ([], "")
    name = f"B{known.number}{f' {known.name}' if known.name else ''}" if known else None
    trends = _trends(basis, chart, lines) if chart is not None else lines
    return Milestones(name, basis.thresholds.milestone_tolerance, trends, odds, method, tuple(missing))


def promises(basis: Basis, lines: list[Milestone]) -> list[Promise]:
    """What the rules of time look at: the open milestones that were promised, else the project's end."""
    found = [Promise(one.item, one.ref, one.late, one.slack) for one in lines if one.late is not None and not one.done]
    chart = basis.chart
    if found or chart is None or not chart.rows:
        return found
    end = max(basis.promised.values(), default=None) or _finish(chart)
    if end is None:
        return []
    return [Promise(None, "the project's end", slip_days(chart.maker.calendar, end, chart.ended.date()))]


def odds_before(basis: Basis) -> Odds | None:
    """What the last report said of the date that counts; None where it said nothing."""
    said = next(iter(listed(basis.said_before, "odds")), {})
    p50, p85, p95, promised = (day_of(said.get(name)) for name in ("p50", "p85", "p95", "promised"))
    chance = said.get("chance")
    if p50 is None or p85 is None or p95 is None or promised is None or not isinstance(chance, int | float):
        return None
    id = said.get("id")
    return Odds(
        id if id in basis.work else None, str(said.get("ref", "")), str(said.get("title", "")), p50, p85, p95, promised,
        float(chance),
    )  # fmt: skip


def _told(chart: Chart, row: Row, before: Mapping[str, Any] | None) -> bool:
    """Whether a milestone is worth a line: not if it was reached long ago."""
    if row.state != "done":
        return True
    return (before is not None and not before.get("done")) or (chart.today - chart.finish(row).date()).days <= _RECENT


def _milestone(basis: Basis, chart: Chart, row: Row, before: Mapping[str, Any]) -> Milestone:
    calendar = chart.maker.calendar
    now, done = chart.finish(row).date(), row.state == "done"
    if not done:
        now = max(now, basis.today)  # what is not done yet will not have been done before today
    baseline, due = basis.promised.get(row.id), date.fromisoformat(row.due) if row.due else None
    promised, then = baseline or due, day_of(before.get("now"))
    late = None if promised is None else slip_days(calendar, promised, now)
    return Milestone(
        row.id, lettered(row.type, row.ref), row.title, row.owner.name if row.owner else "", done, baseline, due, then,
        now, late, None if then is None else slip_days(calendar, then, now),
        None if done else round(chart.total_slack(row) / chart.day_minutes, 1),
        late is not None and not done and late > basis.thresholds.milestone_tolerance,
    )  # fmt: skip


def _trends(basis: Basis, chart: Chart, lines: list[Milestone]) -> list[Milestone]:
    """The same with what each issued report said of them."""
    told: dict[str, dict[date, date]] = {one.item: {} for one in lines}
    for report in basis.reports:
        for id, then in milestones_of(basis.plan, report).items():
            if id in told:
                told[id][basis.day(report.at)] = then
    made = []
    for one in lines:
        points = sorted((told[one.item] | {basis.today: one.now}).items())
        direction = milestone_trend(chart.maker.calendar, points).direction
        made.append(one._replace(trend=tuple(points), direction=direction))
    return made


def _odds(basis: Basis, chart: Chart, missing: list[str]) -> tuple[list[Odds], str]:
    """The simulated dates of the milestone that counts, then of the others, else of the project; and the method."""
    from pmtui.actions.forecasting import expected, forecast

    try:
        found = forecast(basis.plan, chart, influences=False)
    except Refused as error:  # the page tells the rest
        missing.append(str(error))
        return [], ""
    before = {one.get("id"): one for one in listed(basis.said_before, "odds")}
    goal = chart.goal
    rows = [row for row in chart.rows if row.id in found.forecast.milestones]
    rows.sort(key=lambda row: (goal is None or row.id != goal.id, chart.finish(row)))
    made = []
    for row in rows:
        dated = found.forecast.milestones[row.id]
        outcome, said = expected(dated), before.get(row.id, {})
        due = date.fromisoformat(row.due) if row.due else None
        promised = basis.promised.get(row.id) or due or dated.planned.date()
        made.append(_odd(chart, (row.id, lettered(row.type, row.ref), row.title), outcome, promised, said))
    if not rows:
        end = _finish(chart) or found.forecast.project.promised.date()
        name = (None, "", "the project's end")
        made.append(_odd(chart, name, expected(found.forecast.project), end, before.get(None, {})))
    if not found.ranged:
        missing.append("no open task has a range, so only risks spread the dates; `pmtui set 42 estimate=2/3/6d`")
    made_by = f"{found.forecast.iterations:,} simulated schedules, {found.forecast.distribution}"
    return made, f"{made_by}, {found.ranged} of {found.open} open tasks with a range, {found.events} risks"


def _finish(chart: Chart) -> date | None:
    """The day by which the project is to be done, if one was said."""
    return date.fromisoformat(chart.project.finish) if chart.project.finish else None


def _odd(
    chart: Chart, name: tuple[str | None, str, str], outcome: Any, promised: date, said: Mapping[str, Any]
) -> Odds:
    from datetime import datetime

    by = datetime.combine(promised, chart.maker.day_finish)
    p50, p85, p95 = (outcome.at(percent).date() for percent in (50, 85, 95))
    chance = said.get("chance")
    return Odds(
        *name, p50, p85, p95, promised, round(outcome.chance(by), 4), day_of(said.get("p85")),
        float(chance) if isinstance(chance, int | float) else None,
    )  # fmt: skip
