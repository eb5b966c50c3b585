"""A row's bar: its cells at a scale, and how it is drawn, whole cells as ground and the ends by eighths of a cell."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from pmtui.tui.look import BARS, Look
from pmtui.tui.timelinecells import Cells
from pmtui.tui.timelinescale import EIGHTHS, Scale

if TYPE_CHECKING:
    from pmtui.actions.scheduling import Chart, Row

_BLOCKS = " ▏▎▍▌▋▊▉█"
_THINNEST = 4  # eighths: what lasts an hour can still be seen
_COUNTED = 400  # days of lateness that are counted one by one


class Probable(NamedTuple):
    """What a forecast says of a milestone: dates by their chances, and the chance (0 to 1) of the promised one."""

    p50: datetime
    p85: datetime
    p95: datetime
    chance: float


@dataclass(slots=True)
class Dates:
    """What a chart says of a row; `late` is in working days, None where they are too many to count."""

    start: datetime
    finish: datetime
    critical: bool
    percent: float
    slack: int
    base: tuple[datetime, datetime] | None
    late: int | None = 0
    probable: Probable | None = None


def dates_of(chart: "Chart", row: "Row") -> Dates:
    """Ask the chart for all that is drawn of a row."""
    start, finish = chart.start(row), chart.finish(row)
    done = row.state == "done"
    late: int | None = 0
    if row.due and not done and not row.summary:
        late = _working_days(chart, date.fromisoformat(row.due[:10]), max(finish.date(), chart.today))
    critical = not row.summary and not done and chart.critical(row)
    percent = 100 if done else chart.percent(row)
    return Dates(start, finish, critical, percent, chart.total_slack(row), chart.baseline(row), late)


def _working_days(chart: "Chart", after: date, until: date) -> int | None:
    """How many working days lie after one day, up to another one; None where that is very long."""
    if until <= after:
        return 0
    if (until - after).days > _COUNTED:
        return None
    worked = sum(chart.day_shifts(after + timedelta(days=day)) for day in range(1, (until - after).days + 1))
    return worked or 1  # what was due on Friday is late on Saturday


@dataclass(slots=True)
class Bar:
    """A bar in cells of the view, which may lie outside it.

    `left` and `right` are its ends in eighths, `first` and `end` the cells it touches (`end` the one after),
    `done` the first cell that is not done, `base` the cells of the baseline, `before` those in the other schedule,
    `band` a milestone's probable days (P50 to P95), `likely` the one of P85.
    """

    kind: Literal["task", "parent", "milestone"]
    left: int
    right: int
    first: int
    end: int
    done: int
    dates: Dates
    base: tuple[int, int] | None = None
    before: tuple[int, int] | None = None
    band: tuple[int, int] | None = None
    likely: int = 0

    def covered(self) -> list[tuple[int, int]]:
        """The stretches of cells where nothing else may be drawn."""
        return [part for part in ((self.first, self.end), self.base, self.before, self.band) if part]


def bar_of(row: "Row", dates: Dates, scale: Scale, before: tuple[datetime, datetime] | None = None) -> Bar:
    """The bar of a row at a scale; `before` are its dates in the schedule that this one is compared with."""
    if row.milestone:
        place = _cell(scale, dates.finish)
        bar = Bar("milestone", place * EIGHTHS, place * EIGHTHS + EIGHTHS, place, place + 1, place, dates)
        bar.base = _single(scale, dates.base)
        bar.before = _single(scale, before)
        if (probable := dates.probable) is not None and (end := _cell(scale, probable.p95) + 1) <= scale.width:
            # Whole or not at all: half a band would say too little, and leave no room for the words.
            bar.band, bar.likely = (_cell(scale, probable.p50), end), _cell(scale, probable.p85)
        return bar
    left, right = scale.at(dates.start), scale.at(dates.finish)
    if row.summary:
        first = round(left / EIGHTHS)
        end = max(first + 1, round(right / EIGHTHS))
    else:
        right = max(right, left + _THINNEST)
        first, end = left // EIGHTHS, -(-right // EIGHTHS)
    bar = Bar("parent" if row.summary else "task", left, right, first, end, first, dates)
    bar.done = first + _done_cells(end - first, dates.percent)
    bar.base = _stretch(scale, dates.base) if bar.kind == "task" else None
    bar.before = _stretch(scale, before)
    return bar


def _done_cells(cells: int, percent: float) -> int:
    """Progress in whole cells: some once anything is done, not all before everything is."""
    done = round(cells * min(max(percent, 0), 100) / 100)
    return done if not 0 < percent < 100 or cells < 2 else min(max(done, 1), cells - 1)


def _cell(scale: Scale, moment: datetime) -> int:
    """The cell of a moment; the end of a day belongs to that day."""
    return max(scale.at(moment) - 1, scale.column(moment.date()) * EIGHTHS) // EIGHTHS


def _single(scale: Scale, dates: tuple[datetime, datetime] | None) -> tuple[int, int] | None:
    return (_cell(scale, dates[1]), _cell(scale, dates[1]) + 1) if dates else None


def _stretch(scale: Scale, dates: tuple[datetime, datetime] | None) -> tuple[int, int] | None:
    if dates is None:
        return None
    first = scale.at(dates[0]) // EIGHTHS
    return first, max(first + 1, -(-scale.at(dates[1]) // EIGHTHS))


class BarPainter:
    """Draws bars into lines of cells, in one look."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.solid = not look.ascii_only and not look.ansi  # both parts of a bar have a ground of their own
        self.parent = "text" if look.ansi else "dim"
        self.parent_rest = "dim" if look.ascii_only else "rule"

    def draw(self, cells: Cells, bar: Bar, done: bool) -> None:
        """A bar with what is below and behind it, and a sign at the edge beyond which it goes on."""
        glyph = self.look.glyph
        if bar.band:
            for x in _within(cells, *bar.band):
                cells.put(x, glyph["band"], "link")
            cells.put(bar.likely, glyph["p85"], "warn")
        for stretch, line, role in ((bar.base, "baseline", "base"), (bar.before, "before", "link")):
            if stretch:
                drawn = glyph["planned" if bar.kind == "milestone" else line]
                for x in _within(cells, *stretch):
                    cells.put(x, drawn, role)
        if bar.kind == "milestone":
            role = "dim" if done else "warn" if bar.dates.critical or bar.dates.late != 0 else "text"
            cells.put(bar.first, glyph["critical"], role)
        elif bar.kind == "parent":
            for x in _within(cells, bar.first, bar.end):
                done_here = x < bar.done
                role = self.parent if done_here else self.parent_rest
                cells.put(x, glyph["parent" if done_here else "parent_rest"], role)
        else:
            self._task(cells, bar)
        for x, sign, beyond in ((0, "left", bar.first < 0), (cells.width - 1, "right", bar.end > cells.width)):
            if beyond:
                cells.put(x, glyph[sign], "strong" if cells.grounds[x] in BARS else "dim")

    def _task(self, cells: Cells, bar: Bar) -> None:
        colour = "crit" if bar.dates.critical else "bar"
        for x in _within(cells, bar.first, bar.end):
            done = x < bar.done
            tone = colour if done else f"{colour}_rest"
            own = cells.grounds[x]
            left, right = max(bar.left - x * EIGHTHS, 0), min(bar.right - x * EIGHTHS, EIGHTHS)
            if self.look.ascii_only or not (self.solid or done):
                cells.put(x, self.look.glyph["bar" if done else "bar_rest"], colour)
            elif right - left == EIGHTHS:
                cells.put(x, *self._foot(bar, x, own), tone)
            elif right == EIGHTHS or left > EIGHTHS - right:
                # There are no blocks that fill a cell from the right: the rest of the cell is drawn on the bar.
                cells.put(x, _BLOCKS[EIGHTHS - (right - left)], own, tone)
            else:
                cells.put(x, _BLOCKS[right - left], tone)

    def _foot(self, bar: Bar, x: int, own: str) -> tuple[str, str]:
        """What stands below a bar in one of its cells: the other schedule, the baseline, or the row's ground."""
        if bar.before is not None and bar.before[0] <= x < bar.before[1]:
            return self.look.glyph["before"], "link"
        if bar.base is not None and bar.base[0] <= x < bar.base[1]:
            return self.look.glyph["bar"], "base"
        return self.look.glyph["bar"], own


def _within(cells: Cells, first: int, end: int) -> range:
    return range(max(first, 0), min(end, cells.width))
