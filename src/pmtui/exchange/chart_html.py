"""The schedule as one page for stakeholders: heading, chart, legend, the same figures as a table."""

from collections.abc import Iterator
from datetime import date
from html import escape

from pmtui.actions.scheduling import Chart, Row
from pmtui.exchange.chart_style import STYLE
from pmtui.exchange.chart_svg import Drawing, day_text, slack
from pmtui.exchange.page import framed
from pmtui.exchange.plan_csv import predecessor
from pmtui.model.text import clean_line

SHEET = 34
"""Rows of a sheet: as many as a page of A4 across holds below the scale."""
_FIRST_SHEET = 27
"""Rows of the first one, which shares its page with the heading."""

_BASELINE = "baseline"
_LEGEND = (
    ("task, done part solid", '<rect class="bar" x="1" y="4" width="34" height="11" rx="2"/>'
     '<rect class="part" x="1" y="4" width="16" height="11" rx="2"/>', ""),
    ("critical: a delay moves the finish", '<rect class="bar" x="1" y="4" width="34" height="11" rx="2"/>'
     '<rect class="part" x="1" y="4" width="16" height="11" rx="2"/>', "crit"),
    ("summary", '<path class="all bar" d="M1 14V6H35V14L31 10H5z"/>', ""),
    ("milestone", '<path class="stone" d="M18 4l6 6l-6 6l-6 -6z"/>', ""),
    (_BASELINE, '<rect class="base" x="1" y="13" width="34" height="2.5"/>', ""),
    ("order", '<path class="link" d="M4 5H20V15m-3 -3l3 3l3 -3"/>', ""),
    ("today", '<path class="today" d="M18 1V19"/>', ""),
    ("day off", '<rect class="off" x="8" y="0" width="20" height="20"/>', ""),
)  # fmt: skip


def page(chart: Chart) -> str:
    """The whole page, as wide as the window and as a print on A4 across."""
    name = clean_line(chart.project.name)
    body = [
        *_heading(chart, escape(name)),
        *(_chart(chart) if chart.rows else ["<p>There is nothing in the plan yet.</p>"]),
    ]
    return framed(f"{name}: schedule of {chart.today:%Y-%m-%d}", STYLE, body)


def _heading(chart: Chart, name: str) -> Iterator[str]:
    """The project, and what a stakeholder asks first: when it ends, how far that slipped, how much is done."""
    yield "<header>"
    yield f"<h1>{name}</h1>"
    if chart.project.goal:
        yield f'<p class="goal">{escape(clean_line(chart.project.goal))}</p>'
    yield "<dl>"
    if chart.rows:
        yield _fact("Finish", day_text(chart.ended, date.min), "big")
        if slip := _slip(chart):
            yield _fact(f"Against {escape(clean_line(chart.compared_with)) or 'the baseline'}", *slip)
        yield _fact("Done", f"{_done(chart):.0f} %")
        tasks = [row for row in chart.rows if not row.summary]
        critical = sum(chart.critical(row) for row in tasks)
        yield _fact("Critical", f"{critical} of {len(tasks)}")
    yield _fact("As of", f"{chart.today:%a %-d %b %Y}")
    yield "</dl></header>"


def _fact(name: str, value: str, kind: str = "") -> str:
    return f'<div class="{kind}"><dt>{name}</dt><dd>{escape(value)}</dd></div>'


def _slip(chart: Chart) -> tuple[str, str] | None:
    """By how many days the end has moved since the baseline, and how bad that is; None without a baseline."""
    before = [span[1] for row in chart.rows if (span := chart.baseline(row))]
    if not before:
        return None
    days = (chart.ended.date() - max(before).date()).days
    if days == 0:
        return "as planned", "good"
    many = f"{abs(days)} day{'s' if abs(days) != 1 else ''}"
    return (f"{many} later", "bad") if days > 0 else (f"{many} sooner", "good")


def _done(chart: Chart) -> float:
    """How much of the work is done, in percent: of all tasks, by their lengths."""
    lengths = [(chart.duration(row), chart.percent(row)) for row in chart.rows if not row.summary]
    total = sum(length for length, _ in lengths)
    if not total:
        return sum(percent for _, percent in lengths) / max(len(lengths), 1)
    return sum(length * percent for length, percent in lengths) / total


def _chart(chart: Chart) -> Iterator[str]:
    """The drawing in sheets, its legend, the table."""
    drawing = Drawing(chart)
    yield "<main>"
    yield drawing.shared()
    yield drawing.head("head")
    first = 0
    while first < len(chart.rows):
        last = min(first + (SHEET if first else _FIRST_SHEET), len(chart.rows))
        yield '<div class="leaf">'
        if first:
            yield drawing.head("again")
        yield drawing.sheet(first, last)
        yield "</div>"
        first = last
    compared = any(chart.baseline(row) for row in chart.rows)
    yield '<ul class="legend" aria-label="Legend">'
    for words, marks, kind in _LEGEND:
        if words == _BASELINE and not compared:
            continue
        yield (
            f'<li><svg class="{kind}" viewBox="0 0 36 20" width="36" height="20" aria-hidden="true">{marks}</svg>'
            f"{words}</li>"
        )
    yield "</ul>"
    yield from _table(chart, compared)
    yield "</main>"


def _table(chart: Chart, compared: bool) -> Iterator[str]:
    heads = ["WBS", "Task", "Owner", "Start", "Finish", "Done", "Slack", "After"]
    heads[5:5] = ["Baseline finish"] if compared else []
    yield "<table><caption>The same figures as a table</caption><thead><tr>"
    yield "".join(f'<th scope="col">{head}</th>' for head in heads)
    yield "</tr></thead><tbody>"
    for row in chart.rows:
        yield _table_row(chart, row, compared)
    yield "</tbody></table>"


def _table_row(chart: Chart, row: Row, compared: bool) -> str:
    before = chart.baseline(row)
    after = (
        f"{chart.rows[chart.place[id]].wbs} {predecessor('', kind, lag, unit)}".strip()
        for id, kind, lag, unit in row.links
    )
    cells = [
        row.owner.name if row.owner else "",
        f"{chart.start(row):%Y-%m-%d}",
        f"{chart.finish(row):%Y-%m-%d}",
        *([f"{before[1]:%Y-%m-%d}" if before else ""] if compared else []),
        f"{chart.percent(row):.0f} %",
        slack(chart, row),
        ", ".join(after),
    ]
    kind = "sum" if row.summary else "crit" if chart.critical(row) else ""
    return (
        f'<tr class="{kind}"><td>{escape(clean_line(row.wbs))}</td><th scope="row">{escape(clean_line(row.title))}</th>'
        + "".join(f"<td>{escape(clean_line(cell))}</td>" for cell in cells)
        + "</tr>"
    )
