"""The timeline under the hands: its keys and the mouse move the cursor, the marks and the days over the picture."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from pmtui.tui import keys
from pmtui.tui.look import Look
from pmtui.tui.timelinecanvas import TimelineCanvas


class Timeline(TimelineCanvas, can_focus=True):
    """A Gantt chart with a cursor that keys and mouse move."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.TIMELINE)
    table = keys.TIMELINE
    heading = "Timeline"
    noun = "task"

    def __init__(self, look: Look, moved: Callable[[], None] = lambda: None) -> None:
        """`moved` is called when the cursor stands elsewhere."""
        super().__init__(look, moved)
        self._prefix = ""

    @property
    def dialog_width(self) -> int:
        """How wide a dialog may be: the names beside it stay in view."""
        return 64 if self.app.size.width >= 100 else 56

    def beside(self, width: int) -> int:
        """Where a dialog of this width begins: at the right, over the days."""
        return max(0, self.app.size.width - width)

    @property
    def count(self) -> int:
        """How many rows a query has left, the summaries above them not counted."""
        if self.chart is None:
            return 0
        return len(self.chart.rows) if self.only is None else sum(id in self.chart.place for id in self.only)

    def action_go(self, rows: int) -> None:
        """Move the cursor by rows."""
        self.go(rows)

    def action_page(self, way: int) -> None:
        """Move the cursor by a screenful."""
        self.page(way)

    def action_edge(self, end: int) -> None:
        """To the first or the last row."""
        (self.end if end else self.home)()

    def action_mark(self) -> None:
        """Mark the row and go to the next, or take the mark off."""
        self.mark()

    def action_pan(self, days: int) -> None:
        """Move the days under the view; a coarse scale moves by more."""
        self.pan(days * self.stride)

    @property
    def stride(self) -> int:
        """How many weeks a step to the side takes: one where a day is a cell or half, more where it is less."""
        return {"day": 1, "week": 1, "month": 4, "quarter": 13}[self.zoom_name]

    def action_zoom(self, step: int) -> None:
        """Nearer or further; from the furthest on, back to the nearest."""
        before = self.zoom_name
        self.zoom(step)
        if self.zoom_name == before:
            for _ in range(3):
                self.zoom(-step)

    def action_today(self) -> None:
        """Bring today into view."""
        self.show_today()

    def action_ending(self) -> None:
        """Bring the project's end into view."""
        self.show_end()

    def action_bar(self) -> None:
        """Bring the cursor's bar into view."""
        self.show_bar()

    def action_fold(self) -> None:
        """Fold a summary's rows away, or out again."""
        if self.row:
            self.fold(self.row.id)

    def action_fold_all(self) -> None:
        """Fold every summary, or unfold them all."""
        if self.chart:
            self.fold_all(not self.folded)

    def action_critical(self) -> None:
        """Only what is critical, or everything."""
        self.critical_only = not self.critical_only

    def action_weekends(self) -> None:
        """Shade the days off, or do not."""
        self.weekends = not self.weekends

    async def on_key(self, event: events.Key) -> None:
        """`g` and a second key: the first row, or a pane by its letter."""
        if self._prefix:
            self._prefix = ""
            if event.key == "g":
                self.home()
            elif event.key in keys.PANES:
                await self.run_action(f"app.pane('{keys.PANES[event.key]}')")
            event.stop()
            event.prevent_default()
        elif event.key == "g":
            self._prefix = "g"
            event.stop()

    async def on_mouse_down(self, event: events.MouseDown) -> None:
        """A click puts the cursor on a row."""
        line = self.row_at(event.y)
        if line is not None:
            self.go(line - self.cursor)

    async def on_click(self, event: events.Click) -> None:
        """A double click opens the row's item."""
        if event.chain == 2 and self.row:
            await self.run_action("app.open")

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the cursor; with Shift, the days."""
        self.pan(7) if event.shift else self.go(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the cursor; with Shift, the days."""
        self.pan(-7) if event.shift else self.go(-1)
