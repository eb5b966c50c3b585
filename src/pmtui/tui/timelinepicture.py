"""What the timeline has in view at one place and zoom: the rows' bars, the links between them, and their lines."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from rich.segment import Segment

from pmtui.planning.calendars import OFFICE, Shifts, shifts_on
from pmtui.tui.look import Look
from pmtui.tui.timelinebars import Bar, BarPainter, Dates, Probable, bar_of, dates_of
from pmtui.tui.timelinecells import Cells
from pmtui.tui.timelinelinks import LinkIndex, Threads, thread_window
from pmtui.tui.timelinenames import Layout, NamePainter, column_heads
from pmtui.tui.timelinerows import Outline
from pmtui.tui.timelinescale import Scale, scale_line
from pmtui.tui.timelinewords import write_words

if TYPE_CHECKING:
    from pmtui.actions.scheduling import Chart


class Told:
    """What a chart has said of its rows, each asked once; its links, from either end; and what a forecast says."""

    def __init__(self, chart: "Chart", probable: Mapping[str, Probable]) -> None:
        self.chart = chart
        self._probable = probable
        self.rows = chart.rows  # as they were when it was asked: a chart that is refreshed may list others
        self.links = LinkIndex(chart)
        self.hours = _hours(chart)
        self._dates: dict[int, Dates] = {}

    def dates(self, index: int) -> Dates:
        """Dates, slack and progress of a row."""
        dates = self._dates.get(index)
        if dates is None:
            row = self.chart.rows[index]
            dates = self._dates[index] = dates_of(self.chart, row)
            dates.probable = self._probable.get(row.id)
        return dates

    def is_critical(self, index: int) -> bool:
        """Whether a row counts among the critical ones: work still to be done, that delays the end."""
        row = self.chart.rows[index]
        return row.state != "done" and not row.summary and self.chart.critical(row)

    def opening(self, scale: Scale) -> Scale:
        """The view to begin with: a few weeks before today, or the start of what is still to come."""
        today = self.chart.today.toordinal()
        start = max(today - 7 * max(2, scale.weeks // 5), min(self.chart.started.toordinal(), today))
        return self.bounded(scale.moved(start - (start - 1) % 7))

    def bounded(self, scale: Scale) -> Scale:
        """The view moved so far that some of the project, or today, is in it."""
        days = [self.chart.started.toordinal(), self.chart.ended.toordinal(), self.chart.today.toordinal()]
        first = min(max(scale.first, min(days) - 7 * scale.weeks // 2), max(days))
        return scale if first == scale.first else scale.moved(first - (first - 1) % 7)


def _hours(chart: "Chart") -> Shifts:
    """The working hours of the project's next day; an office's where its calendar has none for two weeks."""
    days = (chart.today + timedelta(days=day) for day in range(14))
    return next(filter(None, (shifts_on(chart.maker.calendar, day) for day in days)), OFFICE)


@dataclass(slots=True)
class Window:
    """The rows in view, as places in the chart, with their bars and the links that run through them."""

    top: int
    rows: Sequence[int]
    bars: list[Bar]
    threads: Threads


class Picture:
    """A chart at one scale. Rows are lines of its `outline`, from 0 at the top."""

    def __init__(
        self, look: Look, told: Told, outline: Outline, layout: Layout, scale: Scale,
        shaded: bool, ghost: "Chart | None",
    ) -> None:  # fmt: skip
        """`shaded` days off, and the bars of another schedule, `ghost`, behind these."""
        self.look = look
        self.told = told
        self.chart = told.chart
        self.outline = outline
        self.layout = layout
        self.scale = scale
        self._ghost = ghost
        self._names = NamePainter(look, layout, self.chart.day_minutes)
        self._painter = BarPainter(look)
        self._today = scale.column(self.chart.today)
        self._grounds = ["bg"] * scale.width
        if shaded and scale.fine:
            works = self.chart.day_shifts
            self._grounds = ["bg" if works(scale.day(x)) else "weekend" for x in range(scale.width)]
        self._window: Window | None = None

    def bounded(self, scale: Scale) -> Scale:
        """A view moved so far that some of the project, or today, is in it."""
        return self.told.bounded(scale)

    def bar(self, index: int) -> Bar:
        """The bar of a row of the chart."""
        row, dates, ghost, before = self.chart.rows[index], self.told.dates(index), self._ghost, None
        if ghost is not None and row.id in ghost.place:
            other = ghost.rows[ghost.place[row.id]]
            before = ghost.start(other), ghost.finish(other)
        return bar_of(row, dates, self.scale, before if before != (dates.start, dates.finish) else None)

    def window(self, top: int, height: int) -> Window:
        """What is in view with row `top` as the first; made anew only for another place."""
        if self._window is None or (self._window.top, len(self._window.threads.lines)) != (top, height):
            rows = self.outline.rows[top : top + height]
            self._window = Window(top, rows, bars := [self.bar(index) for index in rows], Threads(0, height))
            if self.scale.cells > 1:  # from far off there would be more links than bars
                self._window.threads = self._threads(top, height, rows, bars)
        return self._window

    def _threads(self, top: int, height: int, rows: Sequence[int], bars: list[Bar]) -> Threads:
        made = dict(zip(rows, bars, strict=True))

        def line_of(index: int) -> int | None:
            line = self.outline.line_of(index)
            return None if line is None else line - top

        def bar_at(index: int) -> Bar:
            if index not in made:
                made[index] = self.bar(index)
            return made[index]

        return thread_window(rows, bars, height, self.told.links, line_of, bar_at, self.scale.width)

    def scale_line(self, upper: bool) -> Iterable[Segment]:
        """One of the two lines above the rows."""
        cells = Cells(["bg"] * self.scale.width)
        scale_line(cells, self.scale, self.chart.today, upper)
        blank = [Segment(" " * self.layout.chart, self.look.style("text"))]
        return [*(blank if upper else column_heads(self.look, self.layout)), *cells.segments(self.look)]

    def row_line(self, window: Window, y: int, cursor: int, marks: Container[str]) -> Iterable[Segment]:
        """The line of the window's row `y`: names and bar; `cursor` is the cursor's row, from the top of all."""
        look, chart, index, bar = self.look, self.chart, window.rows[y], window.bars[y]
        row, selected = chart.rows[index], window.top + y == cursor
        cells = Cells(["mark"] * self.scale.width if selected else self._grounds)
        here = self.outline.rows[cursor]
        for x, thread in window.threads.lines[y].items():
            cells.put(x, thread.sign(look), thread.role(here))
        self._painter.draw(cells, bar, row.state == "done")
        if bar.kind == "task" or not bar.first <= self._today < bar.end:
            cells.put(self._today, look.glyph["today"], "today")
        write_words(cells, look, row, bar, chart.today)
        late = bool(row.due and row.state != "done" and row.due < chart.today.isoformat())
        hidden = self.outline.hidden(index)
        names = self._names.segments(row, bar.dates, late, hidden, selected=selected, marked=row.id in marks)
        return [*names, Segment(" ", look.style("text", "mark" if selected else "bg")), *cells.segments(look)]
