"""What a terminal shows, cell by cell, and the bytes that make it show something else.

What holds always: a cell of `TerminalScreen.rows` is what the terminal shows there, or `UNKNOWN`; a wide character is
its cell and a second one with empty text, and the two are only ever written together.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from textual.geometry import Region

from pmtui.tui.cells import PLAIN, UNKNOWN, Cell, Pen, blank_pen, is_joined, pen_change

_BRIDGE = 3  # equal cells rewritten rather than jumped over: a jump costs as much
_ERASE = 4  # changed blanks from which erasing to the end of the line is shorter

_character, _pen = itemgetter(0), itemgetter(1)


class Frame:
    """The bytes of one update; it knows the cursor's place and the pen, so as to say only what changes."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._x = self._y = -1  # -1: nobody knows
        self._pen = PLAIN

    def move(self, x: int, y: int) -> None:
        """Puts the cursor on a cell, by the shortest of the ways there."""
        if (x, y) == (self._x, self._y):
            return
        ways = [f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"]
        if y == self._y and 0 <= self._x < x:
            ways.append(_forward(x - self._x))
        elif self._y >= 0 and y == self._y + 1:
            ways.append("\r\n" + (_forward(x) if x else ""))
        self._out.append(min(ways, key=len))
        self._x, self._y = x, y

    def write(self, cells: list[Cell], width: int) -> None:
        """Writes cells from the cursor on, in a screen `width` cells wide; only the last may be a joined character."""
        for pen, run in groupby(cells, _pen):
            self._ink(pen)
            self._out.extend(map(_character, run))
        self._x += len(cells)
        if self._x >= width or is_joined(cells[-1][0] or cells[-2][0]):
            self._x = -1

    def erase_line(self, pen: Pen) -> None:
        """Blanks the line from the cursor on; the cursor stays."""
        self._ink(blank_pen(pen))
        self._out.append("\x1b[K")

    def raw(self, sequence: str) -> None:
        """Passes on a sequence that begins and ends with plain colours and may leave the cursor anywhere."""
        self._ink(PLAIN)
        self._out.append(sequence)
        self._x = self._y = -1

    def text(self) -> str:
        """All of it, leaving plain colours behind."""
        self._ink(PLAIN)
        return "".join(self._out)

    def _ink(self, pen: Pen) -> None:
        sequence, self._pen = pen_change(self._pen, pen)
        if sequence:
            self._out.append(sequence)


def _forward(cells: int) -> str:
    return "\x1b[C" if cells == 1 else f"\x1b[{cells}C"


class TerminalScreen:
    """What one terminal shows; nothing of it is known until it has been painted."""

    def __init__(self, erases_in_colour: bool = True) -> None:
        """`erases_in_colour`: erasing leaves the pen's background behind, not the terminal's own."""
        self.width = self.height = 0
        self.rows: list[list[Cell]] = []
        self._erases_in_colour = erases_in_colour
        self._scrolls: list[tuple[Region, int, int]] = []

    def forget(self) -> None:
        """Everything has to be sent again."""
        self.rows = [[UNKNOWN] * self.width for _ in range(self.height)]
        self._scrolls.clear()

    def scroll(self, region: Region, dx: int = 0, dy: int = 0) -> None:
        """Before the next frame, has the terminal move what it shows in a region by dx columns or dy rows.

        Only a region that reaches the right edge can be moved, and up or down only one of the full width; others,
        and moves of more than the region's size, are left to painting.
        """
        self._scrolls.append((region, dx, dy))

    def begin(self, width: int, height: int) -> Frame:
        """A new frame for a terminal of this size; a size other than the last makes everything unknown."""
        frame = Frame()
        if (width, height) != (self.width, self.height):
            self.width, self.height = width, height
            self.forget()
        for region, dx, dy in self._scrolls:
            if region.right != width or region.x < 0 or region.y < 0 or region.bottom > height:
                continue
            if dy and not dx and region.x == 0 and abs(dy) < region.height:
                self._scroll_rows(frame, region, dy)
            elif dx and not dy and abs(dx) < region.width:
                self._scroll_columns(frame, region, dx)
        self._scrolls.clear()
        return frame

    def paint(self, frame: Frame, x: int, y: int, cells: list[Cell]) -> None:
        """Makes the terminal show these cells from (x, y) on, sending those that differ; none may be outside."""
        row = self.rows[y]
        if row[x : x + len(cells)] == cells:
            return
        x, cells = self._whole(row, x, cells)
        end = x + len(cells)
        changed = [i for i, (was, now) in enumerate(zip(row[x:end], cells, strict=True)) if was != now and now[0]]
        row[x:end] = cells
        tail = bisect_left(changed, self._blank_tail(cells)) if end == self.width else len(changed)
        if len(changed) - tail < _ERASE:
            tail = len(changed)
        for start, stop in _runs(cells, changed[:tail]):
            frame.move(x + start, y)
            frame.write(cells[start:stop], self.width)
        if tail < len(changed):
            frame.move(x + changed[tail], y)
            frame.erase_line(cells[-1][1])

    def _whole(self, row: list[Cell], x: int, cells: list[Cell]) -> tuple[int, list[Cell]]:
        """The cells cut to the row, with a space for each half that they leave of a wide character."""
        room = self.width - x
        if len(cells) > room:
            halved = cells[room][0] == ""
            cells = [*cells[: room - 1], (" ", cells[room - 1][1])] if halved else cells[:room]
        end = x + len(cells)
        if end < self.width and row[end][0] == "":
            cells = [*cells, (" ", row[end][1])]
        if x and row[x][0] == "":
            x -= 1
            cells = [(" ", row[x][1]), *cells]
        return x, cells

    def _blank_tail(self, cells: list[Cell]) -> int:
        """The index from which the row could be erased: all spaces, of one background."""
        char, pen = cells[-1]
        if char != " " or blank_pen(pen).fg is not None or (pen.bg and not self._erases_in_colour):
            return len(cells)
        start = len(cells)
        while start and cells[start - 1] == cells[-1]:
            start -= 1
        return start

    def _scroll_rows(self, frame: Frame, region: Region, dy: int) -> None:
        """Deletes or inserts lines inside scroll margins (DECSTBM, DL, IL)."""
        top, bottom, lines = region.y, region.bottom, abs(dy)
        frame.raw(f"\x1b[{top + 1};{bottom}r\x1b[{top + 1}H\x1b[{lines}{'M' if dy < 0 else 'L'}\x1b[r")
        new = [[UNKNOWN] * self.width for _ in range(lines)]
        kept = self.rows[top + lines : bottom] if dy < 0 else self.rows[top : bottom - lines]
        self.rows[top:bottom] = [*kept, *new] if dy < 0 else [*new, *kept]

    def _scroll_columns(self, frame: Frame, region: Region, dx: int) -> None:
        """Deletes or inserts characters in each row (DCH, ICH), but not where that would cut a wide one."""
        left, columns = region.x, abs(dx)
        cut = left + columns if dx < 0 else self.width - columns
        for y in region.line_range:
            row = self.rows[y]
            if row[left][0] == "" or row[cut][0] == "":
                continue
            frame.move(left, y)
            frame.raw(f"\x1b[{columns}{'P' if dx < 0 else '@'}")
            new = [UNKNOWN] * columns
            row[left:] = [*row[cut:], *new] if dx < 0 else [*new, *row[left:cut]]


def _runs(cells: list[Cell], changed: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Groups changed cells into stretches (start, stop) to write in one go, over short gaps of equal cells.

    A joined character ends its stretch, so that the next one begins with a move to the right place.
    """
    start = stop = last = -1
    for i in changed:
        if start < 0:
            start = i
        elif (i > stop and not _bridges(cells, stop, i)) or is_joined(cells[last][0]):
            yield start, stop
            start = i
        last = i
        stop = i + 1 if i + 1 == len(cells) or cells[i + 1][0] else i + 2
    if start >= 0:
        yield start, stop


def _bridges(cells: list[Cell], stop: int, start: int) -> bool:
    """Whether writing the cells between two changed ones costs no more than jumping over them."""
    if start - stop > _BRIDGE:
        return False
    pen = cells[stop - 1][1]
    return all(char and char.isascii() and not pen_change(pen, ink)[0] for char, ink in cells[stop:start])
