"""The timeline as a picture: which rows and days it shows, where its cursor is, and every line; it touches no file."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from pmtui.tui import wire
from pmtui.tui.look import Look
from pmtui.tui.strips import strip
from pmtui.tui.timelinenames import layout_for
from pmtui.tui.timelinepicture import Picture, Told
from pmtui.tui.timelinerows import Outline
from pmtui.tui.timelinescale import ZOOMS, Scale, usual_zoom
from pmtui.tui.timelinewords import PLAIN, Headline, headline

if TYPE_CHECKING:
    from pmtui.actions.scheduling import Chart, Row
    from pmtui.tui.timelinebars import Probable

TALL = 30
"""Rows of the terminal from which on there is a heading."""


class TimelineCanvas(Widget):
    """A Gantt chart to look at. `show` gives it a schedule; the cursor is a line of those that are to be seen."""

    def __init__(self, look: Look, moved: Callable[[], None] = lambda: None) -> None:
        """`moved` is called when the cursor stands elsewhere: at once, so that all is drawn in one go."""
        super().__init__()
        self.look = look
        self._moved = moved
        self.headline = PLAIN
        self.outline = Outline([])
        self.marks: set[str] = set()
        self.probable: Mapping[str, Probable] = {}
        self.cursor = 0
        self.top = 0
        self._told: Told | None = None
        self._ghost: Chart | None = None
        self._weekends = True
        self._critical_only = False
        self._only: set[str] | None = None
        self._level: int | None = None  # of zoom; None: what suits the terminal
        self._first: int | None = None  # the leftmost day, as an ordinal
        self._drawn: Picture | None = None

    # --- what it shows -------------------------------------------------------------------------------------------

    def show(self, chart: "Chart", told: Headline = PLAIN) -> None:
        """Show a schedule, also the same one after a change, with what is probable of its milestones, by id.

        The cursor stays on its row where that remains.
        """
        kept = self.row.id if self.row else None
        self._told, self.headline = Told(chart, self.probable), told
        self._list_rows(kept)

    @property
    def chart(self) -> "Chart | None":
        """The schedule that is shown."""
        return None if self._told is None else self._told.chart

    @property
    def row(self) -> "Row | None":
        """The cursor's row."""
        if self._told is None or not self.outline.rows:
            return None
        return self._told.rows[self.outline.rows[self.cursor]]

    @property
    def chosen(self) -> list[str]:
        """What an action is for: the marked rows in outline order, else the cursor's."""
        if self.marks and self._told:
            return [row.id for row in self._told.chart.rows if row.id in self.marks]
        return [self.row.id] if self.row else []

    @property
    def folded(self) -> set[str]:
        """The parents whose rows are folded away."""
        return self.outline.folded

    @property
    def critical_only(self) -> bool:
        """Whether only critical rows are shown, and what they are below."""
        return self._critical_only

    @critical_only.setter
    def critical_only(self, only: bool) -> None:
        self._critical_only = only
        self._list_rows(self.row.id if self.row else None)

    @property
    def only(self) -> set[str] | None:
        """The rows that a query leaves, by id, shown with what they are below; None for all."""
        return self._only

    @only.setter
    def only(self, ids: set[str] | None) -> None:
        if ids != self._only:
            self._only = ids
            self._list_rows(self.row.id if self.row else None)

    def _is_wanted(self, index: int) -> bool:
        told, only = self._told, self._only
        if told is None or (only is not None and told.chart.rows[index].id not in only):
            return False
        return not self._critical_only or told.is_critical(index)

    @property
    def weekends(self) -> bool:
        """Whether days off are shaded."""
        return self._weekends

    @weekends.setter
    def weekends(self, shaded: bool) -> None:
        self._weekends = shaded
        self._redraw_all()

    @property
    def ghost(self) -> "Chart | None":
        """Another schedule of the same rows, drawn behind this one."""
        return self._ghost

    @ghost.setter
    def ghost(self, other: "Chart | None") -> None:
        self._ghost = other
        self._redraw_all()

    def select(self, id: str) -> bool:
        """Put the cursor on a row, folding out what hides it; False where it is not to be had."""
        place = None if self._told is None else self._told.chart.place.get(id)
        if place is None:
            return False
        if self.outline.reveal(place):
            self._list_rows(id)
        line = self.outline.line_of(place)
        if line is not None:
            self.cursor = line
            self._settle()
        return line is not None

    def fold(self, id: str) -> None:
        """Fold a parent's rows away, or out again; for any other row its parent's."""
        place = None if self._told is None else self._told.chart.place.get(id)
        if place is not None:
            here = self.row
            self.outline.fold(place)
            self._list_rows(here.id if here else id)

    def fold_all(self, folded: bool) -> None:
        """Fold every parent, or none."""
        here = self.row
        self.outline.fold_all(folded)
        self._list_rows(here.id if here else None)

    def _list_rows(self, kept: str | None) -> None:
        """Find out which rows are to be seen, with the cursor on the row `kept`, or where that was."""
        if self._told is not None:
            chart = self._told.chart
            all_rows = self._only is None and not self._critical_only
            self.outline.arrange(chart.rows, None if all_rows else self._is_wanted)
            line = self.outline.line_near(chart.place.get(kept or "", -1))
            self.cursor = self.cursor if line is None else line
            self._drawn = None
            self._settle()

    # --- rows ----------------------------------------------------------------------------------------------------

    def go(self, rows: int) -> None:
        """Move the cursor by rows; the chart scrolls with it no further than it must."""
        before, target = self.cursor, self._inside(self.cursor + rows)
        if target == before:
            return
        self.cursor, top = target, self.top
        if not self.size.height:
            self._settle()
            return
        self.top = min(max(top, target - self._room() + 1), target)
        if self.top == top:
            self._redraw(before, target)
        else:
            # The terminal moves the rows itself; only what comes in, and what the cursor changes, is sent.
            room = self._room()
            x, y = self.region.offset
            wire.hint(self.app, Region(x, y + self.head, self.size.width, room), dy=top - self.top)
            self.refresh(Region(0, self.head, self.size.width, room))
        self._moved()

    def page(self, way: int) -> None:
        """Move the cursor by a screenful of rows, and the chart with it."""
        step = way * max(1, self._room() - 1)
        self.cursor, self.top = self._inside(self.cursor + step), self.top + step
        self._settle()

    def home(self) -> None:
        """To the first row."""
        self.cursor = 0
        self._settle()

    def end(self) -> None:
        """To the last row."""
        self.cursor = self._inside(len(self.outline.rows))
        self._settle()

    def mark(self) -> None:
        """Mark the cursor's row and go to the next, or take the mark off."""
        if self.row:
            self.marks ^= {self.row.id}
            self._redraw(self.cursor)
            self.go(1)

    def unmark(self) -> None:
        """Forget all marks."""
        if self.marks:
            self.marks.clear()
            self.refresh()

    def row_at(self, y: int) -> int | None:
        """The line of the outline at a line of the widget, None where there is none."""
        line = self.top + y - self.head
        return line if y >= self.head and line < len(self.outline.rows) else None

    def _inside(self, line: int) -> int:
        return min(max(line, 0), max(0, len(self.outline.rows) - 1))

    # --- days ----------------------------------------------------------------------------------------------------

    @property
    def zoom_name(self) -> str:
        """The zoom in a word: day, week, month or quarter."""
        return ZOOMS[self._zoom()].name

    def zoom(self, step: int) -> None:
        """Nearer by 1, further by -1; today keeps its place where it is in view, else the middle does."""
        picture = self._picture()
        level = min(max(self._zoom() + step, 0), len(ZOOMS) - 1)
        if picture is None or level == self._zoom():
            return
        scale = picture.scale
        column = scale.column(picture.chart.today)
        if not 0 <= column < scale.width:
            column = scale.width // 2
        self._level = level
        self._put(scale.ordinal(column), column)

    def pan(self, days: int) -> None:
        """Move the view by days, as far as there is something to see."""
        picture = self._picture()
        if picture is None:
            return
        scale = picture.scale
        target = picture.bounded(scale.panned(days))
        if target.first == scale.first:
            return
        if (target.first - scale.first) % 7:
            # The terminal moves the cells itself. By whole weeks shade and scale stay in place: painting sends less.
            region, left = self.region, picture.layout.chart
            chart = Region(region.x + left, region.y, region.width - left, region.height)
            wire.hint(self.app, chart, dx=-scale.column(target.day(0)))
        self._first = target.first
        self._redraw_all()

    def show_today(self) -> None:
        """Bring today into view, with some weeks before it."""
        if picture := self._picture():
            self._put(picture.chart.today.toordinal(), picture.scale.width // 5)

    def show_end(self) -> None:
        """Bring the end of the project into view."""
        if picture := self._picture():
            self._put(picture.chart.ended.toordinal(), picture.scale.width * 4 // 5)

    def show_bar(self) -> None:
        """Bring the cursor's bar into view: as much of it as fits, and nothing moves where it is there already."""
        picture, row = self._picture(), self.row
        if picture is None or row is None:
            return
        bar, width = picture.bar(row.index), picture.scale.width
        if bar.first < 0 or bar.end > width:
            moment = bar.dates.finish if bar.kind == "milestone" else bar.dates.start
            self._put(moment.toordinal(), min(width // 5, max(0, width - (bar.end - bar.first))))

    def _put(self, ordinal: int, column: int) -> None:
        """Move the view by whole weeks, so that a day stands near a column."""
        picture = self._picture()
        if picture is not None:
            monday = ordinal - (ordinal - 1) % 7
            scale = Scale.of(self._zoom(), self.app.size.width, picture.scale.width, monday, picture.scale.hours)
            weeks = round((column - scale.column(date.fromordinal(ordinal))) / scale.cells)
            self._first = picture.bounded(scale.moved(monday - 7 * weeks)).first
            self._redraw_all()

    def _zoom(self) -> int:
        return usual_zoom(self.app.size.width) if self._level is None else self._level

    # --- drawing -------------------------------------------------------------------------------------------------

    @property
    def head(self) -> int:
        """The lines above the rows: the scale, and on a tall terminal the heading."""
        return 5 if self.app.size.height >= TALL else 2

    def _room(self) -> int:
        return max(1, self.size.height - self.head)

    def _picture(self) -> Picture | None:
        """What is drawn at this size, place and zoom; None where there is nothing to draw, or no room yet."""
        if self._drawn is None and self._told is not None and self.size.width:
            columns, layout = self.app.size.width, layout_for(self.app.size.width)
            first = self._first or self._told.chart.today.toordinal()
            scale = Scale.of(self._zoom(), columns, max(1, self.size.width - layout.chart), first, self._told.hours)
            if self._first is None:
                scale = self._told.opening(scale)
                self._first = scale.first
            self._drawn = Picture(self.look, self._told, self.outline, layout, scale, self._weekends, self._ghost)
        return self._drawn

    def _redraw_all(self) -> None:
        self._drawn = None
        self.refresh()

    def _redraw(self, *lines: int) -> None:
        """Draw only what a cursor's step has changed: its rows, and the lines that their links run through."""
        picture = self._picture()
        if picture is not None:
            crossed = picture.window(self.top, self._room()).threads.crossed
            changed = {line - self.top for line in lines}
            changed.update(*(crossed.get(self.outline.rows[line], ()) for line in lines))
            self.refresh(*(Region(0, self.head + y, self.size.width, 1) for y in changed if 0 <= y < self._room()))

    def _settle(self) -> None:
        """After any larger change: the cursor in view, everything drawn, word passed on."""
        self.cursor = self._inside(self.cursor)
        if self.size.height:
            room = self._room()
            if not self.top <= self.cursor < self.top + room:
                self.top = self.cursor - room // 2
            self.top = max(0, min(self.top, len(self.outline.rows) - room))
        self.refresh()
        self._moved()

    def on_resize(self) -> None:
        """Another size, another layout."""
        self._drawn = None
        self._settle()

    def render_line(self, y: int) -> Strip:
        """One line of the timeline."""
        look, width, head, picture = self.look, self.size.width, self.head, self._picture()
        blank = look.style("text")
        if picture is None:
            return Strip.blank(width, blank)
        if y >= head:
            window = picture.window(self.top, self._room())
            if y - head < len(window.rows):
                return strip(picture.row_line(window, y - head, self.cursor, self.marks), width, blank)
        elif y >= head - 2:
            return strip(picture.scale_line(upper=y == head - 2), width, blank)
        elif y == 1:
            said = headline(look, self.headline, picture.chart.today, width, self._ghost is not None)
            return strip(said, width, blank)
        if y == head + 1 and not self.outline.rows:
            words = "No row fits." if picture.chart.rows else "Nothing to plan here yet."
            return strip([Segment(f"   {words}", look.style("dim"))], width, blank)
        return Strip.blank(width, blank)
