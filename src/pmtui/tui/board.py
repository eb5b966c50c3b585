"""The board under the hands: its keys and the mouse move the cursor and the marks over the picture."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message

from pmtui.tui import keys
from pmtui.tui.boardcanvas import BoardCanvas
from pmtui.tui.look import Look


class Board(BoardCanvas, can_focus=True):
    """A kanban board with a cursor that keys and mouse move."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.BOARD)
    table = keys.BOARD
    heading = "Board"
    noun = "card"

    class Dropped(Message):
        """A card was dragged with the mouse onto a column."""

        def __init__(self, id: str, column: int) -> None:
            super().__init__()
            self.card, self.column = id, column

    def __init__(self, look: Look, moved: Callable[[], None] = lambda: None) -> None:
        """`moved` is called when the cursor stands elsewhere."""
        super().__init__(look, moved)
        self._prefix = ""
        self._dragged: str | None = None

    def action_go(self, dx: int, dy: int) -> None:
        """Move the cursor by a card or a column."""
        if not self.view.columns:
            return
        place, index = self.at, self.cursor[self.at]
        if dx:
            target = place + dx
            if not 0 <= target < len(self.view.columns):
                return
            if self._level is None:
                self._level = next((r for r, (card, _) in enumerate(self._rows(place)) if card == index), 0)
            self.at = target
            rows = self._rows(target)
            self.cursor[target] = rows[min(self._level, len(rows) - 1)][0] if rows else 0
            if not self.left <= target < self.left + self.shown:
                level = self._level
                self._settle()
                self._level = level
                return
            self.refresh(Region(0, self.head + 1, self.size.width, 1))
        else:
            if not 0 <= index + dy < len(self.view.columns[place].cards):
                return
            self.cursor[place] += dy
            self._level = None
        self._redraw_cursor(place, index)

    def action_page(self, way: int) -> None:
        """Move the cursor by a screenful of cards."""
        if self.column and self.column.cards:
            count = len({index for index, _ in self._rows(self.at)})
            self.cursor[self.at] = min(
                max(0, self.cursor[self.at] + way * max(1, count - 1)), len(self.column.cards) - 1
            )
            self._settle()

    def action_edge(self, end: int) -> None:
        """To the first or the last card of the column."""
        if self.column and self.column.cards:
            self.cursor[self.at] = len(self.column.cards) - 1 if end else 0
            self._settle()

    def action_mark(self) -> None:
        """Mark the card and go to the next, or take the mark off."""
        if card := self.card:
            self.marks ^= {card.id}
            before = self.cursor[self.at]
            if before + 1 < len(self.view.columns[self.at].cards):
                self.cursor[self.at] += 1
                self._level = None
            self._redraw_cursor(self.at, before)

    def unmark(self) -> None:
        """Forget all marks."""
        if self.marks:
            self.marks.clear()
            self.refresh()

    def _redraw_cursor(self, place: int, index: int) -> None:
        """Draw only what a cursor's step has changed."""
        top = self.top[self.at]
        self._into_view(self.at)
        if self.top[self.at] != top:
            self.refresh(Region((self.at - self.left) * self.step, self.head + 2, self.step, self._room()))
            if place != self.at:
                self.refresh(self._region(place, index))
        else:
            for region in (self._region(place, index), self._region(self.at, self.cursor[self.at])):
                if region:
                    self.refresh(region)
        if self._is_long(self.at):
            self.refresh(Region(0, self.head + 1, self.size.width, 1))
        self._moved()

    async def on_key(self, event: events.Key) -> None:
        """`g` and a second key: the first card, or a pane by its letter."""
        if self._prefix:
            self._prefix = ""
            if event.key == "g":
                self.action_edge(0)
            elif event.key in keys.PANES:
                await self.run_action(f"app.pane('{keys.PANES[event.key]}')")
            event.stop()
            event.prevent_default()
        elif event.key == "g":
            self._prefix = "g"
            event.stop()

    @property
    def dialog_width(self) -> int:
        """How wide a dialog may be: two columns, so that it covers none in part."""
        return max(2 * self.step + 8, 60)

    def beside(self, width: int) -> int:
        """Where a dialog of this width begins so that the cursor's card stays in view."""
        right = (self.at - self.left + 1) * self.step
        if right + width <= self.app.size.width:
            return right
        return 0 if right - self.step >= width else self.app.size.width - width

    @property
    def count(self) -> int:
        """How many cards a query has left."""
        return sum(len(column.cards) for column in self.view.columns)

    def on_resize(self) -> None:
        """Another size, another layout."""
        self._new_painter()
        self._settle()

    def _card_at(self, x: int, y: int) -> tuple[int, int | None]:
        """The column at a point, and the index of the card there."""
        place = min(self.left + x // self.step, len(self.view.columns) - 1)
        row = y - self.head - 2
        rows = self._rows(place) if self.view.columns and row >= 0 else []
        return place, rows[row][0] if row < len(rows) else None

    async def on_mouse_down(self, event: events.MouseDown) -> None:
        """A click puts the cursor on a card."""
        await self.run_action(f"point({event.x},{event.y})")

    def action_point(self, x: int, y: int) -> None:
        """Put the cursor on the card at a point of the board."""
        if not self.view.columns:
            return
        place, index = self._card_at(x, y)
        self._dragged = None
        if index is not None:
            self.at, self.cursor[place] = place, index
            self._settle()
            self._dragged = self.view.columns[place].cards[index].id

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Letting go over another column moves the card there."""
        if self._dragged and self.view.columns:
            place, _ = self._card_at(event.x, event.y)
            if place != self.at:
                self.post_message(self.Dropped(self._dragged, place))
        self._dragged = None

    async def on_click(self, event: events.Click) -> None:
        """A double click opens the card."""
        if event.chain == 2 and self.card:
            await self.run_action("app.open")

    async def on_mouse_scroll_down(self) -> None:
        """The wheel moves the cursor."""
        await self.run_action("go(0,1)")

    async def on_mouse_scroll_up(self) -> None:
        """The wheel moves the cursor."""
        await self.run_action("go(0,-1)")
