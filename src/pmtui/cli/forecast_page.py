"""The plan's forecast for reading: the chance of the promised date, every milestone, and what the end hangs on."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from pmtui.actions.forecasting import percent_words
from pmtui.cli.forecast_plan import outcome, promise
from pmtui.cli.output import Output, safe, table
from pmtui.cli.schedule import day

if TYPE_CHECKING:
    from pmtui.actions.forecasting import PlanForecast
    from pmtui.planning.simulation_outcome import Amounts, Dated, Outcome

MOST_BARS = 10
"""Tasks and risks in each list of bars."""
_BAR = 24
"""Cells of the longest bar."""


def page(out: Output, found: "PlanForecast", *, before: bool) -> list[str]:
    """All of it as lines; with `before` as if nothing were done about the risks."""
    lines = [*_head(out, found, before), "", *_dates(out, found, before)]
    for title, rows in (
        ("What the end hangs on: rank correlation with the finish, -1 to 1", _drivers(found)),
        ("How often on the critical path", _critical(found)),
    ):
        if rows:
            lines += ["", out.paint(title, "bold"), *_bars(out, rows)]
    return lines + _costs(found)


def _head(out: Output, found: "PlanForecast", before: bool) -> list[str]:
    """The chance of the promised date, by PERT and as simulated, and what both stand on."""
    made, chart = found.forecast, found.chart
    told = promise(found, before=before)
    risks = f"{found.events} risk{'' if found.events == 1 else 's'}"
    answered = "" if made.project.after is None else f", {'before' if before else 'after'} their responses"
    name = f"{chart.project.key} {safe(chart.project.name or '')}".rstrip()
    odds = f"PERT {percent_words(told.pert)}, simulated {percent_words(told.simulated)} ({made.method})"
    return [
        out.paint(f"{name} by {day(chart, told.at)}: {odds}", "bold"),
        f"scheduled to end {day(chart, made.project.planned)}; {found.ranged} of {found.open} open tasks have a range; "
        f"{risks}{answered}",
    ]


def _dates(out: Output, found: "PlanForecast", before: bool) -> list[str]:
    """A row for the project and each milestone: scheduled, promised with its chance, and the percentiles."""
    from pmtui.planning.simulation_outcome import PERCENTILES

    made, chart = found.forecast, found.chart
    rows = [("", "", "scheduled", "promised", "chance", *(f"P{percent}" for percent in PERCENTILES))]

    def add(ref: str, title: str, dated: "Dated", came: "Outcome") -> None:
        """One row."""
        kept = dated.promised != dated.planned
        rows.append(
            (
                ref, title, _date(found, dated.planned), _date(found, dated.promised) if kept else "",
                percent_words(came.chance(dated.promised)),
                *(_date(found, came.at(percent)) for percent in PERCENTILES),
            )
        )  # fmt: skip

    add("", "the whole project", made.project, outcome(made.project, before=before))
    if made.project.after is not None:
        other = made.project.after if before else made.project.before
        add("", "  with the responses" if before else "  before the responses", made.project, other)
    rows.append(
        (
            "", "  by PERT", "", "", percent_words(promise(found, before=before).pert),
            *(_date(found, _pert_date(found, percent)) for percent in PERCENTILES),
        )
    )  # fmt: skip
    for key, dated in made.milestones.items():
        row = chart.row(key)
        assert row is not None
        add(row.ref, safe(row.title), dated, outcome(dated, before=before))
    return table(out, rows, 1, ["dim", *[""] * (len(rows) - 1)])


def _pert_date(found: "PlanForecast", percent: int) -> datetime:
    """The date that PERT keeps with this chance."""
    axis, spread = found.chart.maker.axis, found.forecast.pert
    return axis.finish_at(max(0, round(axis.offset(found.chart.started) + spread.length(percent / 100))))


def _date(found: "PlanForecast", at: datetime) -> str:
    return day(found.chart, at, long=False)


def _drivers(found: "PlanForecast") -> list[tuple[str, str, float, str]]:
    """The tornado: ref, title, length of the bar from 0 to 1, figure."""
    return [
        (*_named(found, one.key), abs(one.correlation), f"{one.correlation:.2f}")
        for one in found.forecast.influences[:MOST_BARS]
        if round(one.correlation, 2)
    ]


def _critical(found: "PlanForecast") -> list[tuple[str, str, float, str]]:
    """The open tasks that were on the critical path most often."""
    rows = [row for row in found.chart.rows if not row.summary and row.state != "done"]
    shares = {row.id: found.forecast.criticality.get(row.id, 0.0) for row in rows}
    often: Iterable[str] = sorted(shares, key=lambda id: -shares[id])[:MOST_BARS]
    return [(*_named(found, id), shares[id], percent_words(shares[id])) for id in often if shares[id]]


def _named(found: "PlanForecast", key: str) -> tuple[str, str]:
    row = found.chart.row(key) or found.register.row(key)
    return (row.ref, safe(row.title)) if row else ("", "")


def _bars(out: Output, rows: Sequence[tuple[str, str, float, str]]) -> list[str]:
    """Bars as lines."""
    block = "█" if out.unicode else "#"
    cells = [(ref, title, figure, block * max(1, round(share * _BAR))) for ref, title, share, figure in rows]
    return table(out, cells, 1)


def _costs(found: "PlanForecast") -> list[str]:
    """What the risks cost all together."""
    from pmtui.model.money import show_amount

    costs, currency = found.forecast.costs, found.register.currency
    if costs is None:
        return []

    def said(amounts: "Amounts") -> str:
        """Its percentiles."""
        told = (f"P{percent} {show_amount(round(amounts.at(percent)))}" for percent in (50, 80, 95))
        return f"mean {show_amount(round(amounts.mean))}, {', '.join(told)}{f' {currency}' if currency else ''}"

    lines = ["", f"The risks cost {said(costs.before)}"]
    return lines if costs.after is None else [*lines, f"with the responses {said(costs.after)}"]
