"""A sheet: the lines of a meeting's page under headings, and what those are about that the cursor stands on."""

from collections.abc import Iterable
from datetime import date, tzinfo
from typing import Generic, TypeVar

from pmtui.clock import local
from pmtui.model.dates import show_date
from pmtui.model.text import cell_width, cut
from pmtui.tui.bottom import Line
from pmtui.tui.look import Look

Thing = TypeVar("Thing")
"""What a line is about."""


class Sheet(Generic[Thing]):
    """Lines for a screen of so many cells; `things` has what each of the `stops`, rows of the cursor, is about."""

    def __init__(self, look: Look, width: int) -> None:
        self.look, self.width = look, width
        self.lines: list[Line] = []
        self.stops: list[int] = []
        self.things: list[Thing] = []

    def heading(self, words: str, more: str = "", *, strong: bool = False) -> None:
        """A heading with its rule, below a blank line unless it is the first; `more` explains it, or is part of it."""
        if self.lines:
            self.lines.append([])
        said: Line = [
            (words, "strong"),
            (f" {more}" if strong else f"  {more}" if more else "", "strong" if strong else "dim"),
        ]
        used = sum(cell_width(part) for part, _ in said)
        self.lines.append([*said, (f" {self.look.glyph['rule'] * max(0, self.width - used - 3)}", "rule")])

    def plain(self, line: Line) -> None:
        """A line the cursor passes over."""
        self.lines.append(line)

    def stop(self, line: Line, thing: Thing) -> None:
        """A line the cursor stands on."""
        self.stops.append(len(self.lines))
        self.things.append(thing)
        self.lines.append(line)

    def all(self, found: Iterable[tuple[Line, Thing]]) -> None:
        """Lines the cursor stands on."""
        for line, thing in found:
            self.stop(line, thing)

    def append(self, below: "Sheet[Thing]") -> None:
        """Put another sheet below this one."""
        above = len(self.lines) + (1 if self.lines else 0)
        self.lines += [*([[]] if self.lines else []), *below.lines]
        self.stops += [row + above for row in below.stops]
        self.things += below.things


def moment(at: int, zone: tzinfo | None, today: date) -> str:
    """An instant (ms UTC) as a day and an hour."""
    then = local(at, zone)
    return f"{show_date(then.date(), today)} {then:%H:%M}"


def fitted(text: str, cells: int, look: Look) -> str:
    """A text on exactly so many cells."""
    short = cut(text, cells, look.glyph["cut"])
    return short + " " * (cells - cell_width(short))
