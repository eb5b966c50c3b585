"""`pmtui metrics`: the figures of the flow, and one chart's table, for reading and as JSON."""

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from pmtui.cli.call import Call
from pmtui.cli.output import Output, safe, table
from pmtui.errors import Usage
from pmtui.model.text import cell_width

if TYPE_CHECKING:
    from pmtui.actions.metric_pictures import Chart, Value
    from pmtui.actions.metrics import Metrics

NAMES = ("cycle", "throughput", "ageing", "wip", "cfd", "burnup", "burndown", "velocity", "blocked")


def options_metrics(parser: argparse.ArgumentParser) -> None:
    """The words of `metrics`."""
    parser.add_argument("chart", nargs="?", metavar="CHART", help=f"whose table is wanted: {', '.join(NAMES)}")
    parser.add_argument("--since", metavar="WHEN", help="the first day: mon, 3w ago, 13.11., 2026-11-02; else 12 weeks")
    parser.add_argument("--json", action="store_true", help="all charts, or the one, as one document")
    parser.epilog = (
        "All follows from the log as it was on each day. Percentiles are nearest rank: with P85 9d, 85 % of the items\n"
        "took 9 days or less.\n\n"
        "  pmtui metrics\n  pmtui metrics cycle --since 2.11.\n  pmtui metrics cfd --json"
    )


def run_metrics(call: Call) -> int:
    """Tell all figures, or one chart's table."""
    from pmtui.actions.metrics import metrics

    name = call.options.chart
    if name is not None and name not in NAMES:
        raise Usage(f"there is no chart {safe(name)}; there are {', '.join(NAMES)}")
    with call.current() as plan:
        project = call.project(plan)
        from pmtui.store.lookup import open_projects

        shown = [project] if project else open_projects(plan)
        made = metrics(plan, shown, since=_since(call, plan), week_start=call.settings.week_start)
    if name == "velocity" and name not in made.charts:
        raise Usage("no sprint with a first and a last day has ended yet, so there is no velocity")
    if call.options.json:
        call.out.json(as_json(made, name))
    elif name is None:
        call.out.lines(_overview(call.out, made))
    else:
        call.out.lines(_page(call.out, made, made.charts[name]))
    return 0


def _since(call: Call, plan: Any) -> date | None:
    """The first day that --since says."""
    from pmtui.model.dates import parse_date

    said = call.options.since
    if not said:
        return None
    today = call.today(plan)
    day = parse_date(said, today, week_start=call.settings.week_start, day_first=call.settings.day_first, past=True)
    if day > today:
        raise Usage(f"--since {safe(said)} lies ahead; metrics tell what has been")
    return day


def as_json(made: "Metrics", name: str | None) -> dict[str, Any]:
    """The period, and the charts by name: figures, definition, table; of one chart its parts beside the period."""
    period = {"first": made.first.isoformat(), "today": made.today.isoformat()}
    if name is not None:
        return {**period, "chart": name, **_chart_json(made.charts[name])}
    return {**period, "charts": {name: _chart_json(chart) for name, chart in made.charts.items()}}


def _chart_json(chart: "Chart") -> dict[str, Any]:
    return {
        "title": chart.title,
        "definition": chart.definition,
        "figures": {fact.name: fact.value if fact.value is None else round(fact.value, 3) for fact in chart.facts},
        "missing": chart.missing or None,
        "rows": [dict(zip(chart.heads, map(_plain, row), strict=True)) for row in chart.rows],
    }


def _plain(value: "Value") -> str | int | float | None:
    return value.isoformat() if isinstance(value, date) else value


def _overview(out: Output, made: "Metrics") -> list[str]:
    """A line a chart: its name, its title, its figures or what is missing."""
    rows = [
        (chart.name, chart.title, _figures(chart) if not chart.missing else chart.missing)
        for chart in made.charts.values()
    ]
    return [out.paint(_period(made), "bold"), *table(out, rows, 2)]


def _page(out: Output, made: "Metrics", chart: "Chart") -> list[str]:
    """One chart: its figures, its table, its definition."""
    lines = [out.paint(f"{chart.title}, {chart.span or _period(made)}", "bold"), _figures(chart)]
    if chart.missing:
        lines.append(chart.missing)
    heads = tuple(head.replace("_", " ") for head in chart.heads)
    rows = [heads, *(tuple(_cell(made, value) for value in row) for row in chart.rows)]
    if chart.rows:
        widths = [max(cell_width(row[place]) for row in rows) for place in range(len(heads))]
        flexible = widths.index(max(widths))
        numeric = [all(not isinstance(row[place], str | date) for row in chart.rows) for place in range(len(heads))]
        aligned = [
            tuple(cell.rjust(width) if right else cell for cell, width, right in zip(row, widths, numeric, strict=True))
            for row in rows
        ]
        lines += ["", *table(out, aligned, flexible, ["dim", *[""] * len(chart.rows)])]
    return [*lines, "", out.paint(safe(chart.definition), "dim")]


def _period(made: "Metrics") -> str:
    from pmtui.model.dates import show_date

    return f"{show_date(made.first, made.today)} to {show_date(made.today, made.today)}"


def _figures(chart: "Chart") -> str:
    return "  ".join(f"{fact.name} {fact.words}" for fact in chart.facts)


def _cell(made: "Metrics", value: "Value") -> str:
    """A cell as people read it."""
    from pmtui.model.dates import show_date

    if value is None:
        return "-"
    if isinstance(value, date):
        return show_date(value, made.today)
    return safe(value) if isinstance(value, str) else f"{value:g}"
