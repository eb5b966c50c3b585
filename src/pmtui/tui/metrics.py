"""The metrics pane under the hands: its keys and the mouse choose the chart, its table, its period."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from pmtui.tui import keys
from pmtui.tui.look import Look
from pmtui.tui.metricscanvas import MetricsCanvas


class MetricsPane(MetricsCanvas, can_focus=True):
    """The list of charts with a cursor that keys and mouse move. There is no item under it."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.METRICS)
    table = keys.METRICS
    heading = "Metrics"
    noun = "item"
    row = None
    head = 1
    chosen: ClassVar[list[str]] = []
    marks: ClassVar[set[str]] = set()

    def __init__(self, look: Look, moved: Callable[[], None] = lambda: None) -> None:
        """`moved` is called when another chart is chosen."""
        super().__init__(look, moved)
        self._prefix = ""

    @property
    def count(self) -> int:
        """Of how many items the charts tell."""
        return self.metrics.items if self.metrics else 0

    @property
    def dialog_width(self) -> int:
        """How wide a dialog may be."""
        return 64 if self.app.size.width >= 100 else 56

    def beside(self, width: int) -> int:
        """Where a dialog of this width begins: over the list, the chart stays in view."""
        return 0 if self.app.size.width >= width + 60 else max(0, self.app.size.width - width)

    def select(self, id: str) -> bool:
        """No item stands here."""
        return False

    def unmark(self) -> None:
        """Nothing can be marked."""

    def action_go(self, rows: int) -> None:
        """To the next chart or the one above."""
        self.go(rows)

    def action_edge(self, end: int) -> None:
        """To the first or the last chart."""
        self.go(self.listed if end else -self.listed)

    def action_page(self, way: int) -> None:
        """Scroll the table by a screenful."""
        self.scroll_rows(way * max(1, self.room - 2))

    def action_turn(self) -> None:
        """The picture, or its table."""
        self.turn()

    async def on_key(self, event: events.Key) -> None:
        """What follows `g`."""
        if not self._prefix:
            if event.key == "g":
                self._prefix = "g"
                event.stop()
            return
        event.stop()
        event.prevent_default()
        self._prefix = ""
        if event.key == "g":
            self.action_edge(0)
        elif event.key in keys.PANES:
            await self.run_action(f"app.pane('{keys.PANES[event.key]}')")

    async def on_mouse_down(self, event: events.MouseDown) -> None:
        """A click chooses a chart; on the picture it shows the table, and back."""
        if event.x < self.left:
            if 1 <= event.y <= self.listed:
                self.go(event.y - 1 - self.cursor)
        else:
            self.turn()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls the table, or goes through the charts."""
        self._wheel(event.x, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls the table, or goes through the charts."""
        self._wheel(event.x, -1)

    def _wheel(self, x: int, way: int) -> None:
        if self.as_table and x >= self.left:
            self.scroll_rows(way * 3)
        else:
            self.go(way)
