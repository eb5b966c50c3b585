"""Pasted lines on their way to becoming cards: a look at each before anything is made."""

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult

from pmtui.model.quickadd import describe, parse_line
from pmtui.model.text import Unreadable
from pmtui.tui.bottom import Line
from pmtui.tui.dialogs.listing import Dialog, Listing
from pmtui.tui.look import Look


class PasteDialog(Dialog[bool]):
    """Answers True to make the cards. Lines that cannot be read are named, and nothing is made until they are gone."""

    BINDINGS: ClassVar = [
        ("enter,ctrl+s,f2", "take", "make them"), ("down,j", "step(1)", "next"), ("up,k", "step(-1)", "previous"),
        ("q", "leave", "leave"),
        ("x,delete", "without", "leave a line out"),
    ]  # fmt: skip

    def __init__(self, look: Look, lines: list[str], today: date) -> None:
        super().__init__(look)
        self.lines = lines
        self.today = today
        self.listing = Listing(look)
        self.bad = 0

    def compose(self) -> ComposeResult:
        """Just the lines."""
        with self.box:
            yield self.listing

    def on_mount(self) -> None:
        """Show what they would become."""
        self.box.styles.height = min(len(self.lines) + 4, max(8, self.app.size.height - 6))
        self._draw()

    def _draw(self) -> None:
        drawn: list[Line] = []
        self.bad = 0
        for text in self.lines:
            try:
                line = parse_line(text, self.today)
            except Unreadable as error:
                self.bad += 1
                why = str(error).partition(" (\\")[0]  # how to escape it is of no use here
                drawn.append([(text[:40], "text"), (f"  {self.look.glyph['late']} {why}", "alarm")])
                continue
            drawn.append(
                [(line.title, "text"), *[(f"  {describe(token, self.today)}", "dim") for token in line.tokens]]
            )
        self.retitle(
            f"{len(self.lines)} {'card' if len(self.lines) == 1 else 'cards'}?"
            if not self.bad
            else f"{self.bad} of {len(self.lines)} cannot be read: x leaves one out"
        )
        self.listing.show([*drawn, [], [("Enter", "strong"), (" make them  ", "dim"), ("x", "strong"),
        (" leave one out  ", "dim"),
            ("Esc", "strong"), (" none", "dim")]], range(len(drawn)))  # fmt: skip

    def action_step(self, by: int) -> None:
        """Move the cursor."""
        self.listing.step(by)

    def action_without(self) -> None:
        """Leave the line under the cursor out."""
        if self.listing.row is not None:
            del self.lines[self.listing.row]
            if not self.lines:
                self.dismiss(False)
                return
            self._draw()

    def action_take(self) -> None:
        """Make the cards, if all can be read."""
        if not self.bad:
            self.dismiss(True)
