"""The metrics pane as a picture: the list of charts, the one that is chosen, drawn or as its table; no file."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from pmtui.model.dates import show_date
from pmtui.model.text import cell_width, cut
from pmtui.tui.look import Look
from pmtui.tui.strips import strip

if TYPE_CHECKING:
    from pmtui.actions.metric_pictures import Chart, Value
    from pmtui.actions.metrics import Metrics
    from pmtui.tui.metricsplot import Row

WIDE = 100
"""Columns from which on the list has figures, too."""
HEAD = 3
"""Lines above the picture: title, figures, a blank one."""


class MetricsCanvas(Widget):
    """The metrics to look at. `show` gives it them; the cursor is on one of the charts."""

    def __init__(self, look: Look, moved: Callable[[], None] = lambda: None) -> None:
        """`moved` is called when another chart is chosen."""
        super().__init__()
        self.look = look
        self._moved = moved
        self.metrics: Metrics | None = None
        self.cursor = 0
        self.top = 0
        self.as_table = False
        self._drawn: tuple[object, list[Row]] | None = None

    def show(self, metrics: "Metrics") -> None:
        """Show metrics, also the same ones after a change; the cursor stays on its chart where that remains."""
        kept = self.chart.name if self.chart else ""
        self.metrics = metrics
        names = list(metrics.charts)
        self.cursor = names.index(kept) if kept in names else min(self.cursor, len(names) - 1)
        self._settle()

    @property
    def chart(self) -> "Chart | None":
        """The chart under the cursor."""
        charts = list(self.metrics.charts.values()) if self.metrics else []
        return charts[self.cursor] if charts else None

    @property
    def listed(self) -> int:
        """How many charts there are."""
        return len(self.metrics.charts) if self.metrics else 0

    def go(self, rows: int) -> None:
        """To another chart of the list."""
        if self.metrics is not None:
            self.cursor = min(max(self.cursor + rows, 0), self.listed - 1)
            self.top = 0
            self._settle()

    def turn(self) -> None:
        """From the picture to its table, or back."""
        self.as_table, self.top = not self.as_table, 0
        self._settle()

    def scroll_rows(self, rows: int) -> None:
        """Scroll the table."""
        if self.as_table:
            self.top += rows
            self._settle()

    @property
    def room(self) -> int:
        """The lines that picture or table have."""
        return max(0, self.size.height - HEAD)

    def _settle(self) -> None:
        chart = self.chart
        longest = len(chart.rows) + 1 - self.room if chart else 0
        self.top = max(0, min(self.top, longest))
        self._drawn = None
        self.refresh()
        self._moved()

    def on_resize(self) -> None:
        """Another size, another picture."""
        self._settle()

    # --- drawing -------------------------------------------------------------------------------------------------

    @property
    def left(self) -> int:
        """The first column right of the list."""
        return 30 if self.size.width >= WIDE else 19

    def render_line(self, y: int) -> Strip:
        """One line of the pane: the list's part, then the chart's."""
        blank = self.look.style("text")
        if self.metrics is None:
            return Strip.blank(self.size.width, blank)
        parts = [*self._listed(y), Segment(" ", blank)]
        width = self.size.width - self.left - 1
        body = self._body(width)
        parts += body[y] if y < len(body) else []
        return strip(parts, self.size.width, blank)

    def _listed(self, y: int) -> "Row":
        """A chart's line in the list: the cursor, its title and, where there is room, the figure that matters."""
        look, charts = self.look, list(self.metrics.charts.values() if self.metrics else [])
        width = self.left - 1
        if not 0 <= y - 1 < len(charts):
            return [Segment(" " * width, look.style("text"))]
        chart, here = charts[y - 1], y - 1 == self.cursor
        ground = "sel" if here else "bg"
        figure = next((fact.words for fact in chart.facts if fact.name == chart.key), "")
        figure = f"{chart.key} {figure}" if figure and self.size.width >= WIDE else ""
        room = width - 2 - len(figure)
        title = cut(chart.title, room, look.glyph["cut"])
        return [
            Segment(look.glyph["cursor"] if here else " ", look.style("accent", ground)),
            Segment(title + " " * (room - cell_width(title)), look.style("strong" if here else "text", ground)),
            Segment(f"{figure} ", look.style("dim", ground)),
        ]

    def _body(self, width: int) -> "list[Row]":
        """The chart's lines, made once for a chart, a size and a look."""
        key = (self.cursor, width, self.size.height, self.as_table, self.top, id(self.metrics), id(self.look))
        if self._drawn is None or self._drawn[0] != key:
            self._drawn = (key, self._draw(width))
        return self._drawn[1]

    def _draw(self, width: int) -> "list[Row]":
        chart, metrics, look = self.chart, self.metrics, self.look
        if chart is None or metrics is None or width < 12:
            return []
        since = chart.span or f"since {show_date(metrics.first, metrics.today)}"
        gap = max(1, width - cell_width(chart.title) - len(since) - 1)
        rows: list[Row] = [
            [
                Segment(chart.title, look.style("strong", bold=True)),
                Segment(" " * gap + since, look.style("dim")),
            ],
            self._figures(chart, width),
        ]
        if chart.missing:
            rows.append([Segment(cut(chart.missing, width - 1, look.glyph["cut"]), look.style("warn"))])
        else:
            rows.append([])
        if self.as_table:
            return [*rows, *table_rows(look, chart, metrics.today, width, self.top, self.room)]
        if chart.picture is None:
            return rows
        from pmtui.tui.metricsplot import plot

        return [*rows, *plot(chart.picture, look, width - 1, self.room)]

    def _figures(self, chart: "Chart", width: int) -> "Row":
        """The figures, each whole or not at all."""
        row: Row = []
        used = 0
        for fact in chart.facts:
            taken = len(fact.name) + len(fact.words) + 4
            if used + taken > width:
                break
            used += taken
            row += [
                Segment(f"{fact.name} ", self.look.style("dim")),
                Segment(f"{fact.words}   ", self.look.style("text")),
            ]
        return row


def table_rows(look: Look, chart: "Chart", today: date, width: int, top: int, room: int) -> "list[Row]":
    """A chart's table from its row `top` on: the heads, then what fits; the widest column gives way."""
    cells = [[_words(value, today) for value in row] for row in chart.rows]
    heads = [head.replace("_", " ") for head in chart.heads]
    if not cells:
        return []
    widths = [max(cell_width(row[place]) for row in [heads, *cells]) for place in range(len(heads))]
    right = [not any(isinstance(row[place], str | date) for row in chart.rows) for place in range(len(heads))]
    widest = widths.index(max(widths))
    widths[widest] = max(8, min(widths[widest], width - 1 - sum(widths) + widths[widest] - 2 * (len(widths) - 1)))

    def line(row: list[str], role: str) -> "Row":
        """A row of cells, those that do not fit left out whole."""
        parts, used = [], 0
        for place, text in enumerate(row):
            if used + widths[place] > width - 1:
                break
            shown = cut(text, widths[place], look.glyph["cut"])
            blank = " " * (widths[place] - cell_width(shown))
            parts.append((blank + shown if right[place] else shown + blank) + "  ")
            used += widths[place] + 2
        return [Segment("".join(parts), look.style(role))]

    shown = cells[top : top + room - 1]
    rows = [line(heads, "dim"), *(line(row, "text") for row in shown)]
    hidden = len(cells) - top - len(shown)
    if hidden > 0 and len(rows) > 1:
        rows[-1] = [Segment(f"{hidden + 1} more", look.style("dim"))]
    return rows


def _words(value: "Value", today: date) -> str:
    """A cell as people read it."""
    if value is None:
        return "-"
    if isinstance(value, date):
        return show_date(value, today)
    return value if isinstance(value, str) else f"{value:g}"
