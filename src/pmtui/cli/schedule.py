"""`pmtui schedule`: the plan's outline with its dates, as a table or as JSON; its options lead to the other views."""

import argparse
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pmtui.cli.call import Call
from pmtui.cli.output import Output, safe, table
from pmtui.errors import Refused, Usage

if TYPE_CHECKING:
    from pmtui.actions.scheduling import Chart, Row
    from pmtui.store.plan import Plan

EPILOG = """\
Dates follow from lengths, links, calendars and constraints, never from the order of the cards; ~ marks a length nobody
typed (the team's median), a diamond what is critical. A day alone means its beginning.

  pmtui schedule --project ORD --critical
  pmtui schedule @gus due<fri
  pmtui schedule --at "mon 9:00"              the plan as it was then
  pmtui schedule --against B0                 what differs from baseline 0
  pmtui schedule --against B0 --at B1         from baseline 0 to baseline 1
  pmtui schedule --against vendor.xml         from another file to this plan
  pmtui schedule --why 42                     why 42 has its date, and what would bring it forward
  pmtui schedule --trend                      where the milestones are heading"""

NOTHING = 'there is nothing to schedule yet; `pmtui add "Write the contract ~3d"` adds a task'

_ROOMY = 100
"""Columns from which on dates are told with their weekday."""


def options_schedule(parser: argparse.ArgumentParser) -> None:
    """The words of `schedule`."""
    parser.add_argument("query", nargs="*", metavar="QUERY", help="which tasks; `pmtui list --help` tells the words")
    parser.add_argument("--critical", action="store_true", help="only what delays the end if it is late")
    parser.add_argument("--at", metavar="WHEN", help="the plan as it was: mon, 3d ago, 13.11 9:30, 2026-11-13")
    parser.add_argument("--against", metavar="WHAT", help="compare with: now, B0 to B10, WHEN, or a file to import")
    parser.add_argument("--why", metavar="REF", help="what an item's date follows from, and what would help")
    parser.add_argument("--trend", action="store_true", help="the forecasts of the milestones over time")
    parser.add_argument("--json", action="store_true", help="one document; an array of several projects")
    parser.epilog = EPILOG


def run_schedule(call: Call) -> int:
    """Print the schedule, or one of the views of it."""
    options = call.options
    views = [name for name in ("against", "why", "trend") if getattr(options, name)]
    if len(views) > 1:
        raise Usage(f"--{views[0]} and --{views[1]} are two views; ask for one at a time")
    if views and (options.query or options.critical):
        raise Usage(f"--{views[0]} shows the whole of it; leave the query and --critical out")
    if options.at and views not in ([], ["against"]):
        raise Usage(f"--{views[0]} is of the plan as it is; leave --at out")
    with call.current() as plan:
        if options.why:
            from pmtui.cli.reasons import show_why

            show_why(call, plan, options.why)
        elif options.trend:
            from pmtui.cli.reasons import show_trend

            show_trend(call, plan)
        elif options.against:
            from pmtui.cli.comparison import show_comparison

            show_comparison(call, plan, options.against, options.at)
        else:
            _show(call, _past(call, plan, options.at) if options.at else plan)
    return 0


def project_meant(call: Call, plan: "Plan") -> str:
    """The id of the one project that a view is of: --project, else the settings' own, else the first."""
    from pmtui.actions.places import default_project

    return call.project(plan) or default_project(plan)


def moment_ms(call: Call, plan: "Plan", said: str) -> int:
    """The instant that a person's words mean, in ms UTC; Usage where it is still to come."""
    from pmtui.actions.step import zone_of
    from pmtui.model.dates import parse_moment

    now = call.now(zone_of(plan, call.project(plan)))
    moment = parse_moment(said, now, week_start=call.settings.week_start, day_first=call.settings.day_first)
    if moment > now:
        raise Usage(f"{said} is still to come; what is compared or shown as it was lies in the past")
    return round(moment.timestamp() * 1000)


def _past(call: Call, plan: "Plan", said: str) -> "Plan":
    """The plan as it was."""
    from pmtui.store.copy import Copy

    return call.keep(Copy(plan, until=moment_ms(call, plan, said)))


def _show(call: Call, plan: "Plan") -> None:
    charts = _charts(call, plan)
    wanted = _wanted(call, plan)
    if call.options.json:
        documents = [document(plan, chart, _rows(call, chart, wanted)) for chart in charts]
        call.out.json(documents[0] if len(documents) == 1 else documents)
        return
    if not any(chart.rows for chart in charts):
        raise Refused(NOTHING)
    for place, chart in enumerate(charts):
        if len(charts) > 1:
            title = f"{chart.project.key} {safe(chart.project.name or '')}".rstrip()
            call.out.lines(([""] if place else []) + [call.out.paint(title, "bold")])
        call.out.lines(outline(call.out, chart, _rows(call, chart, wanted)))
        call.out.lines(["", call.out.paint(last_line(plan, chart), "bold")])


def _charts(call: Call, plan: "Plan") -> "list[Chart]":
    """The schedules of the project that is said, else of all that have tasks; one where there is only one."""
    from pmtui.actions.places import default_project
    from pmtui.actions.scheduling import scheduled
    from pmtui.store.lookup import open_projects

    said = call.project(plan) if call.options.project else None
    if said:
        return [scheduled(plan, said)]
    charts = [scheduled(plan, project) for project in open_projects(plan)]
    busy = [chart for chart in charts if chart.rows]
    return busy or charts[:1] or [scheduled(plan, default_project(plan))]


def _wanted(call: Call, plan: "Plan") -> set[str] | None:
    """The ids of the items that the query finds; None without a query."""
    if not call.options.query:
        return None
    from pmtui.cli.reading import asked
    from pmtui.store.listing import items

    query, asker = asked(call, plan, " ".join(call.options.query), everything=True)
    return {item.id for item in items(plan, query, asker)}


def _rows(call: Call, chart: "Chart", wanted: set[str] | None) -> "list[Row]":
    return [
        row
        for row in chart.rows
        if (wanted is None or row.id in wanted) and (not call.options.critical or chart.critical(row))
    ]


def outline(out: Output, chart: "Chart", rows: "list[Row]") -> list[str]:
    """The rows as aligned lines: outline code, number, title, owner, start, finish, length, slack, critical."""
    from pmtui.actions.reasons import days_words
    from pmtui.actions.timing import length_words

    if not rows:
        return ["no task of the schedule is like that"]
    cells, styles = [("WBS", "", "task", "owner", "start", "finish", "length", "slack", "")], ["dim"]
    diamond, roomy = "◆" if out.unicode else "*", out.width is None or out.width >= _ROOMY
    for row in rows:
        critical, done = chart.critical(row), row.state == "done"
        length = length_words(chart, chart.task(row), chart.duration(row) if row.summary else None)
        cells.append(
            (
                row.wbs, row.ref, f"{'  ' * row.level}{safe(row.title)}",
                safe(row.owner.code) if row.owner else "",
                day(chart, chart.start(row), long=roomy), day(chart, chart.finish(row), long=roomy),
                ("~" if row.guessed else "") + length,
                "" if done else days_words(chart, chart.total_slack(row) * 10),
                diamond if critical else out.glyphs["done"] if done else "",
            )
        )  # fmt: skip
        late = not done and chart.total_slack(row) < 0
        styles.append("dim" if done else "alarm" if late else "bold" if row.summary else "")
    return table(out, cells, 2, styles if out.colour else ())


def day(chart: "Chart", at: datetime, *, long: bool = True) -> str:
    """A day of the schedule as people read it."""
    from pmtui.model.dates import show_date

    return show_date(at.date(), chart.today, long=long)


def last_line(plan: "Plan", chart: "Chart") -> str:
    """When the project ends, and how far that is from the baseline saved last."""
    from pmtui.actions import baselines
    from pmtui.planning.variance import slip_days

    if not chart.rows:
        return NOTHING
    line = f"{chart.project.key} ends {day(chart, chart.ended)}"
    known = baselines.latest(plan, chart.project.id)
    ends = [finish for _, finish in baselines.dates(plan, known).values()] if known else []
    if known is None or not ends:
        return f"{line}; no baseline yet"
    slip = slip_days(chart.maker.calendar, max(ends).date(), chart.ended.date())
    if not slip:
        return f"{line}, the same day as in baseline B{known.number}"
    days = f"{abs(slip)} working day{'' if abs(slip) == 1 else 's'}"
    return f"{line}, {days} {'later' if slip > 0 else 'earlier'} than in baseline B{known.number}"


def document(plan: "Plan", chart: "Chart", rows: "list[Row]") -> dict[str, Any]:
    """A project's schedule as JSON; dates are local times without a zone, null where there is no task yet."""
    from pmtui.store.read import externals

    foreign = externals(plan)
    return {
        "project": chart.project.key,
        "start": chart.started.isoformat() if chart.rows else None,
        "finish": chart.ended.isoformat() if chart.rows else None,
        "tasks": [task(chart, row, foreign.get(row.id)) for row in rows],
    }


def task(chart: "Chart", row: "Row", foreign: list[tuple[str, str]] | None) -> dict[str, Any]:
    """A task of the schedule as JSON."""
    found, place = chart.schedule, row.index
    return {
        "number": row.number,
        "title": row.title,
        "external_id": foreign[0][1] if foreign else None,
        "summary": row.summary,
        **dates(chart, row),
        "early_start": found.early_start(place).isoformat(),
        "early_finish": found.early_finish(place).isoformat(),
        "late_start": found.late_start(place).isoformat(),
        "late_finish": found.late_finish(place).isoformat(),
        "total_slack_minutes": minutes(found.total_slack[place]),
        "free_slack_minutes": minutes(found.free_slack[place]),
        "critical": chart.critical(row),
    }


def dates(chart: "Chart", row: "Row") -> dict[str, str]:
    """Start and finish as JSON."""
    return {"start": chart.start(row).isoformat(), "finish": chart.finish(row).isoformat()}


def minutes(tenths: float) -> float:
    """Tenths of a minute in minutes: whole where they are."""
    return round(tenths) // 10 if round(tenths) % 10 == 0 else round(tenths) / 10
