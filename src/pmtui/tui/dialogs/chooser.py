"""Choosing from a list by typing a few letters: the palette of commands, the project switcher."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input

from pmtui.tui.bottom import Line
from pmtui.tui.dialogs.listing import Dialog, Field, Listing
from pmtui.tui.look import Look


class Choice(NamedTuple):
    """Something to choose: what is searched, what is drawn, what is answered."""

    words: str
    line: Line
    answer: str


class Filter(Field):
    """The words that narrow the list. A blank before them would narrow nothing: it is left to the list."""

    def on_key(self, event: events.Key) -> None:
        """Space marks, as long as nothing is typed."""
        if event.key == "space" and not self.value:
            event.prevent_default()


class Chooser(Dialog[list[str]]):
    """Answers the chosen ones; with `several`, Space marks more than one."""

    BINDINGS: ClassVar = [
        ("down,ctrl+n", "step(1)", "next"), ("up", "step(-1)", "previous"), ("pagedown", "step(8)", "on"),
        ("pageup", "step(-8)", "back"),
        ("ctrl+s,f2", "take", "take"),
    ]  # fmt: skip

    def __init__(
        self, look: Look, title: str, choices: Sequence[Choice], several: bool = False, marked: set[str] | None = None
    ) -> None:
        super().__init__(look)
        self.choices = list(choices)
        self.several = several
        self.marked = marked or set()
        self.found: list[Choice] = []
        self.listing = Listing(look)
        self.input = Filter("filter", "type to narrow")
        self.title_words = title

    def compose(self) -> ComposeResult:
        """The filter above the list."""
        with self.box:
            yield self.input
            yield self.listing

    def on_mount(self) -> None:
        """All of them, to begin with."""
        self.retitle(self.title_words)
        self.box.styles.height = min(len(self.choices) + 4, max(8, self.app.size.height - 6))
        self._filter("")
        self.input.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list by what is typed: words anywhere, in any order."""
        self._filter(event.value)

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        self.found = [choice for choice in self.choices if all(word in choice.words.casefold() for word in words)]
        if words:
            self.found.sort(key=lambda choice: not choice.words.casefold().startswith(words[0]))
            self.listing.place = 0
        self._draw()

    def _draw(self) -> None:
        mark = self.look.glyph["marked"]
        lines: list[Line] = []
        for choice in self.found:
            sign: Line = (
                [(f"{mark if choice.answer in self.marked else ' '} ", "accent")] if self.several else [(" ", "text")]
            )
            lines.append([*sign, *choice.line])
        self.listing.show(lines or [[(" nothing by that name", "dim")]], range(len(self.found)))

    def action_step(self, by: int) -> None:
        """Move the cursor."""
        self.listing.step(by)

    def on_input_submitted(self) -> None:
        """Enter takes it."""
        self.action_take()

    def action_take(self) -> None:
        """Answer the marked ones, or the one under the cursor."""
        row = self.listing.row
        if self.marked and self.several:
            self.dismiss([choice.answer for choice in self.choices if choice.answer in self.marked])
        elif row is not None and row < len(self.found):
            self.dismiss([self.found[row].answer])

    def on_key(self, event: events.Key) -> None:
        """Space marks, where several may be chosen and nothing is being typed."""
        row = self.listing.row
        if self.several and event.key == "space" and not self.input.value and row is not None:
            self.marked ^= {self.found[row].answer}
            self._draw()
            self.listing.step(1)
            event.stop()
            event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        if event.widget is self.listing and 0 <= event.y + self.listing.top < len(self.found):
            self.listing.place = event.y + self.listing.top
            self.action_take()
