"""The charts of the flow as figures of a report: what they say in a line, and a table of weeks rather than of days."""

from collections.abc import Sequence
from datetime import date

from pmtui.actions.metric_pictures import Chart, Value
from pmtui.model.dates import show_date
from pmtui.model.paper import Figure, Table

_DAILY = ("burnup", "burndown", "cfd", "wip")
"""Charts whose tables have a row a day, the newest first."""
_UNITS = {"cycle": "days", "ageing": "days", "blocked": "days", "cfd": "items"}
"""What is counted by pictures that do not say so themselves."""
_FACTS = {"cfd": 5}
_USUAL = 4
"""Facts that the line of a chart has: of the cumulative flow each band."""
_MOST = 12
"""Rows of a table; the picture has them all."""


def figure(chart: Chart, today: date) -> Figure:
    """A chart as a figure; where there is too little for it, its line says what is missing."""
    said = ", ".join(
        f"{fact.name} {fact.words}" for fact in chart.facts[: _FACTS.get(chart.name, _USUAL)] if fact.value is not None
    )
    words = ". ".join(filter(None, (said if chart.picture else "", chart.missing)))
    title = f"{chart.title}, {chart.span}" if chart.span else chart.title
    return Figure(title, words, chart.picture, _table(chart, today), _UNITS.get(chart.name, ""))


def _table(chart: Chart, today: date) -> Table:
    if chart.picture is None:
        return Table((), ())
    rows: Sequence[tuple[Value, ...]] = chart.rows
    head = tuple(head.replace("_", " ") for head in chart.heads)
    if chart.name in _DAILY:
        rows = rows[: 7 * _MOST : 7][::-1]
    elif chart.name == "throughput":
        rows = rows[:_MOST][::-1]
    return Table(head, tuple(tuple(_cell(value, today) for value in row) for row in rows[:_MOST]))


def _cell(value: Value, today: date) -> str:
    if value is None:
        return "-"
    if isinstance(value, date):
        return show_date(value, today)
    return value if isinstance(value, str) else f"{value:g}"
