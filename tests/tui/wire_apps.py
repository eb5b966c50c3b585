"""Small Textual apps that test_wire.py runs in a terminal, with the layer or without: `python wire_apps.py NAME`."""

import os
import subprocess
import sys
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import DataTable, Footer, Input, Label, OptionList, TabbedContent, TabPane, TextArea

from pmtui.tui import wire

CARDS = [
    "Retry dashboard",
    "日本語の画面",
    "Cafe\u0301 invoice export",
    "Fix login",
    "支払い retry",
    "─┤ box ├─",
    "plan",
]
NORMAL, CHOSEN = Style.parse("#e0e0e0 on #1e1e1e"), Style.parse("bold #ffffff on #ba6a00")
LINK = Style.parse("underline #0178d4 on #1e1e1e link https://example.org/42")
HEAD = Style.parse("bold reverse #0178d4 on #ffffff")


class Board(Widget, can_focus=True):
    """Columns of cards drawn line by line; `hjkl` move the cursor, `H` and `L` the card under it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "go(-1, 0)"), Binding("l", "go(1, 0)"), Binding("k", "go(0, -1)"), Binding("j", "go(0, 1)"),
        Binding("H", "move(-1)"), Binding("L", "move(1)"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.columns = [[f"{i} {CARDS[(i + c) % len(CARDS)]}" for i in range(12)] for c in range(4)]
        self.x, self.y = 0, 0

    def render_line(self, y: int) -> Strip:
        width = self.size.width // len(self.columns)
        segments: list[Segment] = []
        for c, cards in enumerate(self.columns):
            if y == 0:
                segments += Strip([Segment(f"Column {c} ({len(cards)})", HEAD)]).adjust_cell_length(width, HEAD)
            elif y > len(cards):
                segments.append(Segment(" " * width, NORMAL))
            else:
                style = CHOSEN if (c, y - 1) == (self.x, self.y) else NORMAL
                mark = Segment("42", LINK) if y % 5 == 0 else Segment("▌", style)
                segments += Strip([mark, Segment(cards[y - 1], style)]).adjust_cell_length(width, style)
        return Strip(segments).adjust_cell_length(self.size.width, NORMAL)

    def action_go(self, dx: int, dy: int) -> None:
        before = self.x
        self.x = min(max(self.x + dx, 0), len(self.columns) - 1)
        self.y = min(max(self.y + dy, 0), max(len(self.columns[self.x]) - 1, 0))
        self._refresh_columns(before, self.x)

    def action_move(self, dx: int) -> None:
        there = self.x + dx
        if 0 <= there < len(self.columns) and self.columns[self.x]:
            self.columns[there].insert(self.y, self.columns[self.x].pop(min(self.y, len(self.columns[self.x]) - 1)))
            before, self.x = self.x, there
            self._refresh_columns(before, there)

    def _refresh_columns(self, *columns: int) -> None:
        width = self.size.width // len(self.columns)
        self.refresh(*(Region(c * width, 0, width, self.size.height) for c in columns))


class BoardApp(App[None]):
    """A board under keys that redraw it, leave the app for a moment, and show a message over it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "redraw"),
        Binding("s", "leave"),
        Binding("d", "dialog"),
        Binding("b", "controls"),
    ]
    CSS = "Board { width: 1fr; height: 1fr; }"

    def compose(self) -> ComposeResult:
        yield Board()

    def action_redraw(self) -> None:
        wire.redraw(self)

    def action_leave(self) -> None:
        with self.suspend():
            subprocess.run(["sh", "-c", r"printf '\033[2J\033[H\033[31mthe editor was here\033[0m'"], check=True)

    def action_dialog(self) -> None:
        self.push_screen(Dialog())

    def action_controls(self) -> None:
        self.mount(Controls())


class Controls(Widget):
    """A line that rings the bell and wipes the screen each time it is drawn."""

    DEFAULT_CSS = "Controls { dock: bottom; height: 1; }"

    def render_line(self, y: int) -> Strip:
        return Strip([Segment("\a\x1b[2J", None, []), Segment("wiped", NORMAL)], self.size.width)


class Dialog(ModalScreen[None]):
    """A dialog in the middle, over half-seen cards."""

    CSS = "Dialog { align: center middle; background: $background 60%; } Input { width: 31; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss")]

    def compose(self) -> ComposeResult:
        field = Input(placeholder="title 題")
        field.cursor_blink = False
        yield field


class ListApp(App[None]):
    """A list whose choice opens a dialog."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("d", "dialog")]

    def compose(self) -> ComposeResult:
        yield OptionList(*(f"{i} {CARDS[i % len(CARDS)]}" for i in range(60)))
        yield Footer()

    def action_dialog(self) -> None:
        self.push_screen(Dialog())


class TableApp(App[None]):
    """A table that scrolls."""

    def compose(self) -> ComposeResult:
        table: DataTable[str] = DataTable(zebra_stripes=True, cursor_type="row")
        table.add_columns("Nr", "Title", "Owner", "Due")
        for i in range(80):
            table.add_row(str(i), CARDS[i % len(CARDS)], "ana" if i % 3 else "bogdan", f"in {i % 9} days")
        yield table


class TextApp(App[None]):
    """A text to write in."""

    def compose(self) -> ComposeResult:
        area = TextArea("one\n日本\nthree", soft_wrap=True)
        area.cursor_blink = False
        yield area


class TabsApp(App[None]):
    """Tabs of a list, a table and a label."""

    def compose(self) -> ComposeResult:
        with TabbedContent():
            with TabPane("List"):
                yield OptionList(*(f"{i} {CARDS[i % len(CARDS)]}" for i in range(40)))
            with TabPane("Words"):
                yield Label("\n".join(CARDS * 3))
            with TabPane("Cells"):
                yield DataTable()


class Timeline(Widget, can_focus=True):
    """Rows of days with a column of names that stays; arrows pan and scroll, hinting the terminal what moves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "pan(-1, 0)"), Binding("right", "pan(1, 0)"), Binding("up", "pan(0, -1)"),
        Binding("down", "pan(0, 1)"),
    ]  # fmt: skip
    NAMES = 12

    def __init__(self) -> None:
        super().__init__()
        self.left = self.top = 0
        self.hints = os.environ.get("HINTS") != "0"

    def render_line(self, y: int) -> Strip:
        row = y + self.top
        name = Strip([Segment(f"{row} {CARDS[row % len(CARDS)]}", CHOSEN)]).adjust_cell_length(self.NAMES, CHOSEN)
        wide = row % 7 == 3
        days = "".join(("日" if wide else f"{(day * 7 + row * 3) % 101:2}") for day in range(200))
        start = self.left
        return Strip([*name, *Strip([Segment(days, NORMAL)]).crop(start, start + self.size.width - self.NAMES)])

    def action_pan(self, dx: int, dy: int) -> None:
        left, top = max(self.left + dx, 0), max(self.top + dy, 0)
        dx, dy = left - self.left, top - self.top
        self.left, self.top = left, top
        if self.hints:
            area = self.region
            if dx:
                area = Region(area.x + self.NAMES, area.y, area.width - self.NAMES, area.height)
            wire.hint(self.app, area, -dx, -dy)
        self.refresh()


class TimelineApp(App[None]):
    """A timeline over a footer."""

    CSS = "Timeline { width: 1fr; height: 1fr; }"

    def compose(self) -> ComposeResult:
        yield Timeline()
        yield Footer()


APPS: dict[str, type[App[None]]] = {
    "board": BoardApp,
    "list": ListApp,
    "table": TableApp,
    "tabs": TabsApp,
    "text": TextApp,
    "timeline": TimelineApp,
}

if __name__ == "__main__":
    wire.install()
    APPS[sys.argv[1]]().run()
