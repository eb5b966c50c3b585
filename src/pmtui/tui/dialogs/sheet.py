"""A sheet: the lines of a meeting's page under headings, and what those are about that the cursor stands on."""

import re
from collections.abc import Iterable
from datetime import date, tzinfo
from typing import Generic, TypeVar

from pmtui.clock import local
from pmtui.model.dates import relative, show_date
from pmtui.model.text import cell_width, cut
from pmtui.tui.bottom import Line
from pmtui.tui.look import Look

Thing = TypeVar("Thing")
"""What a line is about."""
GAP = 3
"""Cells between facts."""
NARROWEST = 8
"""Cells that a wrapped text has at least."""
LONGEST = 2_000
"""Characters of a text that is wrapped: nobody can type more, only a file that came by another way has it."""


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


def due_words(due: str | None, today: date, look: Look, gap: int = 2) -> Line:
    """When something is due (ISO), and behind it so many blanks; nothing where it is not."""
    if due is None:
        return []
    day = date.fromisoformat(due)
    late = day < today
    mark = f"{look.glyph['late']} " if late else ""
    return [(f"{mark}due {relative(day, today)}{' ' * gap}", "alarm" if late else "dim")]


def fitted(text: str, cells: int, look: Look) -> str:
    """A text on exactly so many cells."""
    short = cut(text, cells, look.glyph["cut"])
    return short + " " * (cells - cell_width(short))


def flowing(facts: Iterable[tuple[str, str]], width: int) -> list[Line]:
    """Facts one behind the other on lines of so many cells, each whole; one that is longer goes on below itself."""
    lines: list[Line] = []
    used = width
    for name, words in facts:
        size = cell_width(name) + 1 + cell_width(words)
        if used + GAP + size > width:
            lines.append([])
            used = 0
        else:
            lines[-1].append((" " * GAP, "dim"))
            used += GAP
        lines[-1].append((f"{name} ", "dim"))
        used += cell_width(name) + 1
        for part in re.findall(r".+?(?:, |$)", words):
            if used + cell_width(part) > width:
                lines.append([("  ", "dim")])
                used = 2
            lines[-1].append((part, "text"))
            used += cell_width(part)
    return lines


def wrapped(text: str, width: int) -> list[str]:
    """A text on lines of so many cells, broken between words, or within one that is longer than a line."""
    lines, width = [""], max(width, NARROWEST)
    for word in text[:LONGEST].split():
        joined = f"{lines[-1]} {word}".strip()
        if cell_width(joined) <= width:
            lines[-1] = joined
            continue
        lines += [word] if lines[-1] else []
        lines[-1] = word
        while cell_width(lines[-1]) > width:
            head = cut(lines[-1], width, "")
            lines[-1:] = [head, lines[-1][len(head) :]]
    return lines
