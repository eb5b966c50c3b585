"""A list of drawn lines with a cursor: what every dialog is built of; and the frame around it."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from rich.segment import Segment
from textual import events
from textual.await_complete import AwaitComplete
from textual.containers import Vertical
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from pmtui.model.text import cell_width, clean_line, cut
from pmtui.tui.bottom import KeyLine, Line
from pmtui.tui.look import Look
from pmtui.tui.strips import strip

Answer = TypeVar("Answer")


class Listing(Widget):
    """Lines, some of which the cursor can stand on. It scrolls with the cursor and draws only what changed."""

    def __init__(self, look: Look, id: str | None = None, ground: str = "raise") -> None:
        super().__init__(id=id)
        self.look = look
        self.ground = ground
        self.lines: list[Line] = []
        self.stops: list[int] = []
        self.place = 0
        self.top = 0

    def show(self, lines: Sequence[Line], stops: Sequence[int] | None = None) -> None:
        """Show lines; `stops` are those the cursor may stand on, all of them if not said."""
        self.lines = list(lines)
        self.stops = list(stops) if stops is not None else list(range(len(self.lines)))
        self.place = min(self.place, max(0, len(self.stops) - 1))
        self._into_view()
        self.refresh()

    @property
    def row(self) -> int | None:
        """The line the cursor is on."""
        return self.stops[self.place] if self.stops else None

    @property
    def screen_row(self) -> int:
        """Where on the widget the cursor's line is drawn."""
        return (self.row or 0) - self.top

    def step(self, by: int) -> None:
        """Move the cursor by so many stops; beyond the last stop the view still scrolls to the end."""
        if not self.stops:
            self.top = min(max(0, self.top + by), max(0, len(self.lines) - self.size.height))
            self.refresh()
            return
        before, top = self.screen_row, self.top
        self.place = min(max(0, self.place + by), len(self.stops) - 1)
        self._into_view()
        if self.top != top:
            self.refresh()
        else:
            self.refresh(Region(0, before, self.size.width, 1), Region(0, self.screen_row, self.size.width, 1))

    def _into_view(self) -> None:
        row, room = self.row or 0, max(1, self.size.height)
        self.top = min(self.top, row)
        if row >= self.top + room:
            self.top = row - room + 1
        if self.stops and self.place == 0:
            self.top = 0
        if self.stops and self.place == len(self.stops) - 1:
            self.top = max(self.top, min(len(self.lines) - room, row))

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._into_view()

    def render_line(self, y: int) -> Strip:
        """One line."""
        look, width, index = self.look, self.size.width, y + self.top
        here = self.row == index and bool(self.stops)
        ground = "sel" if here else self.ground
        edge = look.glyph["cursor"] if here else " "
        segments, used = [Segment(edge, look.style("accent", ground))], 1
        for words, role in self.lines[index] if index < len(self.lines) else []:
            part = cut(words, max(0, width - used - 1), look.glyph["cut"])
            segments.append(Segment(part, look.style(role, ground)))
            used += cell_width(part)
        return strip(segments, width, look.style("text", ground))


class Field(Input):
    """An input of a dialog: what is pasted into it is cleaned, and its cursor does not blink."""

    def __init__(self, id: str, placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder, compact=True, id=id, select_on_focus=False)
        self.cursor_blink = False

    def on_paste(self, event: events.Paste) -> None:
        """One line, cleaned."""
        event.text = clean_line(event.text, 10_000)


class Dialog(ModalScreen[Answer]):
    """A framed dialog over the board, which stays visible and undimmed."""

    BINDINGS: ClassVar = [("escape", "leave", "leave"), ("ctrl+q,ctrl+c", "app.quit", "quit")]
    title_text = ""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.box = Vertical(id="box")
        self.box.border_title = ""

    def on_mount(self) -> None:
        """The board's keys rest."""
        self.app.screen_stack[0].query_one(KeyLine).rest(True)

    def on_unmount(self) -> None:
        """They work again."""
        self.app.screen_stack[0].query_one(KeyLine).rest(False)

    def retitle(self, title: str) -> None:
        """What the frame says."""
        from textual.content import Content

        self.box.border_title = Content(f" {clean_line(title)} ")

    def reload(self) -> None:
        """Another process has changed the plan: a dialog that shows some of it reads it anew."""

    def half_typed(self) -> dict[str, str]:
        """What is being typed just now, by the name of its draft."""
        return {}

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close with an answer, once: a second key of quick fingers may arrive when the first has closed it."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
