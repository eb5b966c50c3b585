"""The heat map of a register: five by five cells, probability upwards, impact to the right, the risks in them."""

from typing import TYPE_CHECKING

from rich.segment import Segment

from pmtui.planning.risk import step
from pmtui.tui.look import Look
from pmtui.tui.risklayout import MAP_LEFT, Layout

if TYPE_CHECKING:
    from pmtui.actions.register import Register

LETTERS = "llmhh"
"""What a step is called where there is no colour to see it by: low, medium, high."""
STEPS = ("1-2", "3-4", "5-10", "12", "15-25")

Cell = tuple[int, int]
"""Levels of probability and impact, 1 to 5."""


class HeatMap:
    """Draws a register's map in one look and size; what stands in a cell is found out when it is first drawn."""

    def __init__(self, look: Look, register: "Register", layout: Layout) -> None:
        self.look = look
        self.register = register
        self.wide, self.high, self.head = layout.cell_width, layout.cell_height, layout.head
        self.legend = layout.legend
        self.width = MAP_LEFT + 5 * self.wide
        self.lettered = look.ansi or look.ascii_only
        self._known: dict[Cell, list[str] | None] = {}

    def line(self, y: int, cursor: Cell | None) -> list[Segment]:
        """A line of the pane as far as the map reaches; `cursor` is the cell with the box."""
        row, part = divmod(y - self.head, self.high)
        if 0 <= row < 5:
            level = str(5 - row) if part == (self.high - 1) // 2 else " "
            parts = [Segment(f"  {level} ", self.look.style("text"))]
            return parts + [self._cell((5 - row, impact), part, cursor) for impact in range(1, 6)]
        return self._around(y)

    def cell_at(self, x: int, y: int) -> Cell | None:
        """The cell at a place of the pane, None where there is none."""
        column, row = (x - MAP_LEFT) // self.wide, (y - self.head) // self.high
        return (5 - row, column + 1) if 0 <= row < 5 and 0 <= column < 5 else None

    def place_of(self, cell: Cell) -> tuple[int, int, int, int]:
        """Where a cell lies: column, line, width, height."""
        return MAP_LEFT + (cell[1] - 1) * self.wide, self.head + (5 - cell[0]) * self.high, self.wide, self.high

    def _around(self, y: int) -> list[Segment]:
        """The axes' names and levels, and what the steps stand for."""
        look, below = self.look, self.head + 5 * self.high
        if y == self.head - 1:
            return [Segment(" Probability", look.style("dim"))]
        if y == below:
            levels = "".join(
                " " * (self.wide // 2) + str(i) + " " * (self.wide - self.wide // 2 - 1) for i in range(1, 6)
            )
            return [Segment(" " * MAP_LEFT + levels, look.style("text"))]
        if y == below + 1:
            return [Segment("Impact".rjust(self.width), look.style("dim"))]
        if self.legend is None or y not in (self.legend, self.legend + 1):
            return []
        if y == self.legend:
            words = [""] * 5 if self.register.scales.nonlinear else STEPS
            swatches = [Segment(said.center(self.wide), look.heat(heat)) for heat, said in enumerate(words)]
            return [Segment(" " * MAP_LEFT, look.style("text")), *swatches]
        names = "low".center(2 * self.wide) + "medium".center(self.wide) + "high".center(2 * self.wide)
        return [Segment(" " * MAP_LEFT + names, look.style("dim"))]

    def _cell(self, cell: Cell, part: int, cursor: Cell | None) -> Segment:
        """One line of one cell."""
        heat, said = step(cell[0] * cell[1]), self._said(cell)
        if said is not None:
            words = said[part]
        else:
            letter = LETTERS[heat] if self.lettered and part == (self.high - 1) // 2 else ""
            words = f" {letter}".ljust(self.wide)
        return Segment(self._boxed(words, part) if cell == cursor else words, self.look.heat(heat, empty=said is None))

    def _said(self, cell: Cell) -> list[str] | None:
        """The lines of a cell, None where no open risk stands in it."""
        if cell not in self._known:
            rows = self.register.rows
            places = [place for place in self.register.cells.get(cell, ()) if rows[place].state == "open"]
            self._known[cell] = self._words(step(cell[0] * cell[1]), places) if places else None
        return self._known[cell]

    def _boxed(self, words: str, part: int) -> str:
        """A line of a cell with the cursor's box around it: open at the top where there is no line to spare."""
        glyph, inner = self.look.glyph, self.wide - 2
        if part == 0 and self.high > 1:
            middle = words[1:-1] if self.high == 2 else glyph["rule_active"] * inner
            return glyph["box_top_left"] + middle + glyph["box_top_right"]
        if part == self.high - 1 and self.high > 1:
            return glyph["box_bottom_left"] + glyph["rule_active"] * inner + glyph["box_bottom_right"]
        return glyph["box_side"] + words[1:-1] + glyph["box_side"]

    def _words(self, heat: int, places: list[int]) -> list[str]:
        """The lines of a cell where risks stand: their numbers, or how many they are; the edge is left to the box."""
        first, free = (1, self.high - 2) if self.high > 2 else (0, 1)
        # With a letter before it, all of a column begin in one place; close to the letter where there is no room.
        signs = [f" {LETTERS[heat]} ", f" {LETTERS[heat]}"] if self.lettered else [""]
        for sign in signs:
            if lines := self._numbers(places, self.wide - 1 - max(1, len(sign)), free):
                break
        else:
            sign = signs[0]
            lines = [self._count(len(places), self.wide - 1 - max(1, len(sign)))]
        made = [" " * self.wide] * self.high
        for place, words in enumerate(lines, first + (free - len(lines)) // 2):
            before = sign or " " * ((self.wide - len(words)) // 2)
            made[place] = (before + words).ljust(self.wide)
        return made

    def _numbers(self, places: list[int], room: int, lines: int) -> list[str]:
        """The numbers of the risks, packed into lines; nothing where they do not all fit."""
        packed = [""]
        for place in places[: room * lines]:
            row = self.register.rows[place]
            number = f"+{row.number}" if row.kind == "opportunity" else str(row.number)
            if packed[-1] and len(packed[-1]) + 1 + len(number) > room:
                packed.append("")
            packed[-1] = f"{packed[-1]} {number}".strip()
        fits = len(places) <= room * lines and len(packed) <= lines and max(map(len, packed)) <= room
        return packed if fits else []

    def _count(self, count: int, room: int) -> str:
        """How many risks, in the longest form that fits; a lone one whose number is too long counts as well."""
        words = f"{count} risk{'' if count == 1 else 's'}"
        return words if len(words) <= room else f"{self.look.glyph['times']}{count}"
