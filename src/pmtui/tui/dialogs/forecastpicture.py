"""The distribution of one date: a bar for every few hours of it, and below them P50, P85 and the promised day."""

from datetime import datetime

from pmtui.actions.forecasting import PlanForecast, expected, percent_words
from pmtui.model.dates import show_date
from pmtui.model.text import cell_width
from pmtui.planning.simulation_outcome import Bin
from pmtui.tui.bottom import Line
from pmtui.tui.dialogs.forecastlines import dated, name, percentiles
from pmtui.tui.look import Look

_BLOCKS = " ▁▂▃▄▅▆▇█"
_ASCII_BLOCKS = " ...::::#"
_WIDE = 100
"""Cells from which on dates are shown with their weekday."""
_MOST = 50


def picture_lines(found: PlanForecast, key: str, look: Look, width: int, high: int) -> list[Line]:
    """The picture of a milestone (by id, END for the end) with bars of `high` lines, and what is said below it."""
    one, today = dated(found, key), found.chart.today
    outcome = expected(one)
    ref, title = name(found, key)
    lines: list[Line] = [[(f"{ref}  " if ref else "", "dim"), (title, "strong")]]
    if one.after is not None:
        told = f"{percent_words(one.chance)}   {percentiles(one.before, today, wide=width >= _WIDE)}"
        lines.append([("Without the responses  " if width >= _WIDE else "No response  ", "dim"), (told, "text")])
    bins = outcome.histogram(min(_MOST, width // 2))
    if len(bins) < 2:
        said = f"comes out at {show_date(bins[0].last.date(), today)} every time: nothing it hangs on has a range"
        return [*lines, [(said, "dim")]]
    lines += _bars(bins, one.promised, look, high)
    wide = 2 * len(bins)
    p50, p85, promised = (_column(bins, at) for at in (outcome.at(50), outcome.at(85), one.promised))
    lines.append(_axis(look, wide, {p50: "branch_down", p85: "branch_down", promised: "critical"}))
    lines.append(
        _beside(
            (p50, f"P50 {show_date(outcome.at(50).date(), today)}"),
            (p85, f"P85 {show_date(outcome.at(85).date(), today)}"),
            width - 2,
        )
    )
    word = "promised" if one.promised != one.planned else "scheduled"
    said = f"{word} {show_date(one.promised.date(), today)}, {percent_words(outcome.chance(one.promised))}"
    lines.append([(_at(promised, f"{look.glyph['critical']} {said}{_outside(bins, one.promised)}", width - 2), "warn")])
    return lines


def _bars(bins: list[Bin], promised: datetime, look: Look, high: int) -> list[Line]:
    """The bars, two cells each, from the top line down; those that end after the promised day in another colour."""
    most = max(bin.times for bin in bins)
    heights = [max(1, round(bin.times * high * 8 / most)) if bin.times else 0 for bin in bins]
    blocks = _ASCII_BLOCKS if look.ascii_only else _BLOCKS
    lines: list[Line] = []
    for line in reversed(range(high)):
        pieces: Line = []
        for bin, height in zip(bins, heights, strict=True):
            block = blocks[min(max(height - line * 8, 0), 8)] * 2
            role = "crit" if bin.last > promised else "bar"
            if pieces and pieces[-1][1] == role:
                block = pieces.pop()[0] + block
            pieces.append((block, role))
        lines.append(pieces)
    return lines


def _column(bins: list[Bin], at: datetime) -> int:
    """The first cell of the bar that an instant lies in; before all or after all, the first or the last."""
    return 2 * next((place for place, bin in enumerate(bins) if at <= bin.last), len(bins) - 1)


def _outside(bins: list[Bin], at: datetime) -> str:
    """What is said of a date that no iteration came near."""
    return ", before all of these" if at < bins[0].first else ", after all of these" if at > bins[-1].last else ""


def _axis(look: Look, wide: int, marks: dict[int, str]) -> Line:
    cells = [look.glyph["rule"]] * wide
    for column, glyph in marks.items():
        cells[column] = look.glyph[glyph]
    return [("".join(cells), "dim")]


def _beside(left: tuple[int, str], right: tuple[int, str], width: int) -> Line:
    """Two labels: one ends at its mark, the other begins at its own; moved where they would not fit."""
    first = max(0, left[0] + 1 - len(left[1]))
    second = min(max(right[0], first + len(left[1]) + 2), width - len(right[1]))
    first = max(0, min(first, second - 2 - len(left[1])))
    return [(" " * first + left[1] + " " * (second - first - len(left[1])) + right[1], "text")]


def _at(column: int, words: str, width: int) -> str:
    """Words that begin at a column, or as far left of it as they must to be whole."""
    return " " * max(0, min(column, width - cell_width(words))) + words
