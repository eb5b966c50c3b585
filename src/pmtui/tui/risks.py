"""The risk pane under the hands: its keys and the mouse move the cursor and the marks over heat map and register."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from pmtui.tui import keys
from pmtui.tui.look import Look
from pmtui.tui.riskcanvas import RiskCanvas

LEVELS = ("1", "2", "3", "4", "5")
"""The keys that score, after `s`."""


class Risks(RiskCanvas, can_focus=True):
    """Heat map and register with a cursor that keys and mouse move."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.RISKS)
    table = keys.RISKS
    heading = "Risks"

    def __init__(
        self, look: Look, moved: Callable[[], None] = lambda: None, remapped: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """`moved` is called when the cursor stands elsewhere; `remapped` are the person's own keys by name."""
        super().__init__(look, moved)
        self._prefix = ""
        # Taken here and not by a binding: of keys that come in one piece, the second would overtake the first.
        self._prefixes = {
            key.strip(): letter
            for name, letter in (("score", "s"), ("respond", "r"))
            for key in remapped.get(name, letter).split(",")
        }

    @property
    def noun(self) -> str:
        """What a row is."""
        return "risk" if self.register is None else self.register.kind

    @property
    def dialog_width(self) -> int:
        """How wide a dialog may be."""
        return 64 if self.app.size.width >= 100 else 56

    def beside(self, width: int) -> int:
        """Where a dialog of this width begins: over the map, the register stays in view."""
        return 0 if self.app.size.width >= width + 60 else max(0, self.app.size.width - width)

    @property
    def count(self) -> int:
        """How many risks a query has left."""
        return 0 if self.register is None else len(self.register.rows)

    def action_go(self, rows: int) -> None:
        """Move the cursor by rows."""
        self.go(rows)

    def action_page(self, way: int) -> None:
        """Move the cursor by a screenful."""
        self.page(way)

    def action_edge(self, end: int) -> None:
        """To the first or the last risk."""
        (self.end if end else self.home)()

    def action_mark(self) -> None:
        """Mark the risk and go to the next, or take the mark off."""
        self.mark()

    def action_map(self) -> None:
        """Only the risks of the cursor's cell, or all again."""
        here = self.row
        if self.cell_filter is not None:
            self.cell_filter = None
        elif here is not None and here.probability is not None and here.impact is not None:
            self.cell_filter = (here.probability, here.impact)

    def action_turn(self) -> None:
        """From both to the map alone, to the register alone, and back."""
        self.turn()

    async def action_prefix(self, letter: str) -> None:
        """A key that wants another one behind it: `s` two digits, `r` a letter."""
        self._prefix = letter  # without a risk too: the digits must not reach the panes
        await self.run_action(f"app.expect('{letter}')")

    async def on_key(self, event: events.Key) -> None:
        """What follows `g`, `s` and `r`."""
        if not self._prefix:
            if event.key == "g":
                self._prefix = "g"
                event.stop()
            elif event.key in self._prefixes:
                event.stop()
                event.prevent_default()
                await self.action_prefix(self._prefixes[event.key])
            return
        event.stop()
        event.prevent_default()
        typed, self._prefix = self._prefix + event.key, ""
        if typed[0] == "g":
            if event.key == "g":
                self.home()
            elif event.key in keys.PANES:
                await self.run_action(f"app.pane('{keys.PANES[event.key]}')")
        elif typed[0] == "s" and event.key in LEVELS:
            if len(typed) == 3:
                await self.run_action(f"app.score_risk({typed[1]},{typed[2]})")
            else:
                self._prefix = typed
                await self.run_action(f"app.expect('{typed}')")
        elif typed[0] == "r" and len(event.key) == 1:
            await self.run_action(f"app.respond_risk('{event.key.lower()}')")
        else:
            await self.run_action("app.expect('')")

    async def on_mouse_down(self, event: events.MouseDown) -> None:
        """A click puts the cursor on a risk, or on the first of a cell."""
        line, cell = self.row_at(event.x, event.y), self.cell_at(event.x, event.y)
        if line is not None:
            self.go(line - self.cursor)
        elif cell is not None and self.register is not None and (there := self.register.cells.get(cell)):
            self.select(self.register.rows[there[0]].id)

    async def on_click(self, event: events.Click) -> None:
        """A double click opens the risk."""
        if event.chain == 2 and self.row:
            await self.run_action("app.open")

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the cursor."""
        self.go(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the cursor."""
        self.go(-1)
