"""A forecast in lines: its method, every date with its chances, what the end hangs on, the board's own pace."""

from datetime import date, datetime
from typing import NamedTuple

from pmtui.actions.forecasting import PlanForecast, expected, percent_words
from pmtui.errors import Refused
from pmtui.model.dates import show_date
from pmtui.model.money import show_money
from pmtui.model.text import cell_width, cut
from pmtui.planning.simulation_outcome import PERCENTILES, Amounts, Dated, Outcome
from pmtui.planning.throughput import weeks_for
from pmtui.tui.bottom import Line
from pmtui.tui.look import Look
from pmtui.tui.risksentence import wrap

MOST = 8
"""Rows in each list of bars."""
_BAR = 20
"""Cells of the longest bar."""
_TITLE = 22
"""Cells of a title that are worth more than the year of a date, and than its weekday."""
_WHOLE, _NO_YEAR, _BRIEF = slice(None), slice(10), slice(4, 10)
"""A date as it is said, without the year, without year and weekday."""
_FORMS = ((_WHOLE, True), (_NO_YEAR, True), (_BRIEF, True), (_BRIEF, False))
"""How a row is drawn, the first that fits: its dates, and whether its chance is told without the responses as well."""
END = ""
"""The key of the project's end among the milestones."""


class Page(NamedTuple):
    """Lines; by line, the id of the item that it is about, and among them the milestones (the end is END)."""

    lines: list[Line]
    items: dict[int, str]
    dated: dict[int, str]


def page(found: PlanForecast, pace: str, look: Look, width: int) -> Page:
    """All of a forecast, for lines of this width; `pace` says what the board's throughput promises."""
    made = Page([*_method(found, width), _promise(found, width), *_lacking(found, look), []], {}, {})
    _dates(made, found, look, width)
    named = {one.key: (f"{one.correlation:.2f}", one.correlation) for one in found.forecast.influences}
    moving = {key: told for key, told in named.items() if round(told[1], 2)}
    _bars(made, found, look, width, "What moves the end: rank correlation", moving)
    shares = {key: found.forecast.criticality.get(key, 0.0) for key in _open_tasks(found)}
    often = sorted((key for key in shares if shares[key]), key=lambda key: -shares[key])
    critical = {key: (percent_words(shares[key]), shares[key]) for key in often}
    _bars(made, found, look, width, "How often on the critical path: criticality index", critical)
    made.lines.extend([[], [("From the board's throughput", "strong")]])
    made.lines.extend([(f"  {line}", "text")] for line in wrap(pace, width - 4, 3, look.glyph["cut"]))
    made.lines.extend(_costs(found))
    return made


def pace_words(items: int, past: list[int]) -> str:
    """How long the board takes for so many cards at the pace of these past weeks, or why that cannot be said."""
    if not items:
        return "no card is open"
    try:
        found = weeks_for(items, past)
    except Refused as refused:
        return str(refused)
    p50, p85 = found.at(50), found.at(85)
    cards = "the open card" if items == 1 else f"the {items:,} open cards"
    low, high = min(past), max(past)
    pace = f"{low}" if low == high else f"{low} to {high}"
    return f"{cards}: P50 {p50:,} week{'' if p50 == 1 else 's'}, P85 {p85:,}; from {len(past)} weeks of {pace} a week"


def name(found: PlanForecast, key: str) -> tuple[str, str]:
    """Number and title of a milestone, a task or a risk; of the project's end, its words."""
    row = found.chart.row(key) or found.register.row(key)
    return (row.ref, row.title) if row else ("", "" if key else "The end of the project")


def dated(found: PlanForecast, key: str) -> Dated:
    """What the forecast says of a milestone, or of the end."""
    return found.forecast.milestones[key] if key else found.forecast.project


def padded(words: str, width: int, look: Look, *, right: bool = False) -> str:
    """Words cut or filled to a width in cells."""
    said = cut(words, width, look.glyph["cut"])
    gap = " " * (width - cell_width(said))
    return gap + said if right else said + gap


def _method(found: PlanForecast, width: int) -> list[Line]:
    """How the figures came about, on one line where it fits."""
    risks = f"{found.events} risk{'' if found.events == 1 else 's'} as events"
    parts = [found.forecast.method, f"{found.ranged} of {found.open} open tasks have a range; {risks}"]
    if len("; ".join(parts)) < width - 2:
        parts = ["; ".join(parts)]
    return [[(part, "dim")] for part in parts]


def _promise(found: PlanForecast, width: int) -> Line:
    """The chance of the promised end: PERT's beside the simulated one, without the responses > with them."""
    end = found.forecast.project
    word = "promised" if end.promised != end.planned else "scheduled"
    figures = f"PERT {percent_words(found.pert_chance(end.promised))}, simulated {percent_words(end.chance)}"
    if end.after is not None:
        figures += f" > {percent_words(end.after.chance(end.promised))}"
    said: Line = [
        (f"The end, {word} {show_date(end.promised.date(), found.chart.today)}: ", "dim"),
        (figures, "strong"),
    ]
    remark = "   with the responses" if end.after is not None else "   PERT looks at one path alone"
    if len(said[0][0] + figures + remark) < width - 2:
        said.append((remark, "dim"))
    return said


def _lacking(found: PlanForecast, look: Look) -> list[Line]:
    """What the figures lack, and what to do about it."""
    lines: list[Line] = []
    if not found.ranged:
        said = "no open task has a range: t on the timeline takes 2/3/6d; only risks spread the dates"
        lines.append([(f"{look.glyph['late']} {said}", "warn")])
    if found.unplaced:
        said = f"{', '.join(found.unplaced)}: the delay hits nothing; link what is threatened"
        lines.append([(f"{look.glyph['late']} {said}", "warn")])
    return lines


# --- dates -----------------------------------------------------------------------------------------------------------


def _dates(made: Page, found: PlanForecast, look: Look, width: int) -> None:
    """A row for each milestone in the order of time, and one for the end."""
    today = found.chart.today
    keys = sorted(found.forecast.milestones, key=lambda key: found.forecast.milestones[key].planned)
    rows = [(key, dated(found, key)) for key in [*keys, END]]
    head = ["date", "chance", *(f"P{percent}" for percent in PERCENTILES)]
    shown: list[list[str]] = []
    for form, both in _FORMS:
        shown = [_cells(one, today, form, both=both) for _, one in rows]
        if width - _taken([head, *shown]) >= _TITLE:
            break
    widths = [max(len(row[place]) for row in (head, *shown)) for place in range(len(head))]
    numbers = max(len(name(found, key)[0]) for key, _ in rows)
    title = max(4, width - numbers - 4 - sum(widths) - 2 * len(widths))
    blank = " " * (numbers + 2 + title)
    made.lines.append([(blank + "".join("  " + word.rjust(w) for word, w in zip(head, widths, strict=True)), "dim")])
    for (key, one), row in zip(rows, shown, strict=True):
        ref, words = name(found, key)
        made.items[len(made.lines)] = made.dated[len(made.lines)] = key
        figures = ["  " + cell.rjust(w) for cell, w in zip(row, widths, strict=True)]
        made.lines.append(
            [
                (ref.rjust(numbers) + "  ", "dim"), (padded(words, title, look), "text"),
                (figures[0], "text" if one.promised != one.planned else "dim"), (figures[1], "strong"),
                ("".join(figures[2:]), "text"),
            ]
        )  # fmt: skip


def _cells(one: Dated, today: date, form: slice, *, both: bool) -> list[str]:
    """Promised date, its chance (before the responses > with them, or only these), and the percentiles."""
    chance = percent_words(expected(one).chance(one.promised))
    if one.after is not None and both:
        chance = f"{percent_words(one.chance)} > {chance}"
    days = [one.promised, *(expected(one).at(percent) for percent in PERCENTILES)]
    said = [_day(day, today, form) for day in days]
    return [said[0], chance, *said[1:]]


def _day(day: datetime, today: date, form: slice) -> str:
    return show_date(day.date(), today)[form].strip()


def _taken(rows: list[list[str]]) -> int:
    return sum(max(len(row[place]) for row in rows) + 2 for place in range(len(rows[0]))) + 6


# --- what it hangs on ------------------------------------------------------------------------------------------------


def _bars(
    made: Page, found: PlanForecast, look: Look, width: int, heading: str, told: dict[str, tuple[str, float]]
) -> None:
    """A heading, and a bar for each of the first few items: figure and length from -1 to 1, by id."""
    if not told:
        return
    shown = list(told.items())[:MOST]
    numbers = max(len(name(found, key)[0]) for key, _ in shown)
    figures = max(len(figure) for _, (figure, _) in shown)
    title = max(4, min(48, width - numbers - figures - _BAR - 8))
    made.lines.extend([[], [(heading, "strong")]])
    for key, (figure, length) in shown:
        ref, words = name(found, key)
        made.items[len(made.lines)] = key
        cells = max(1, round(abs(length) * _BAR))
        made.lines.append(
            [
                (ref.rjust(numbers) + "  ", "dim"), (padded(words, title, look) + "  ", "text"),
                (("#" if look.ascii_only else "█") * cells + " " * (_BAR - cells), "bar" if length > 0 else "link"),
                ("  " + figure.rjust(figures), "text"),
            ]
        )  # fmt: skip


def _open_tasks(found: PlanForecast) -> list[str]:
    return [row.id for row in found.chart.rows if not row.summary and not row.milestone and row.state != "done"]


def _costs(found: PlanForecast) -> list[Line]:
    """What the risks cost all together."""
    costs = found.forecast.costs
    if costs is None:
        return []

    def said(amounts: Amounts) -> str:
        told = ", ".join(f"P{percent} {show_money(amounts.at(percent))}" for percent in (50, 80, 95))
        return f"mean {show_money(amounts.mean)}, {told} {found.register.currency}".rstrip()

    lines: list[Line] = [[], [("What the risks cost together", "strong")], [("  " + said(costs.before), "text")]]
    return lines if costs.after is None else [*lines, [("  with the responses " + said(costs.after), "text")]]


def percentiles(outcome: Outcome, today: date, *, wide: bool) -> str:
    """`P50 Fri 15 Jan   P80 ...`."""
    form = _NO_YEAR if wide else _BRIEF
    return "   ".join(f"P{percent} {_day(outcome.at(percent), today, form)}" for percent in PERCENTILES)
