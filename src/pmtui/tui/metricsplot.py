"""The pictures of metrics as lines of a terminal: dots, lines in braille, bands and bars, with their axes."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from rich.segment import Segment

from pmtui.model.pictures import Bars, Lines, Picture, Scatter, Series, Stack, ticks
from pmtui.model.text import cell_width, cut
from pmtui.tui.look import Look

EIGHTHS = " ▁▂▃▄▅▆▇█"
LEFT_EIGHTHS = " ▏▎▍▌▋▊▉█"
FILLS = ("█", "▓", "▒", "░", "·")
ASCII_FILLS = ("#", "=", "+", ":", ".")
"""What bands are filled with, from the lowest: they differ without colour too. Of the uppermost, which is work that
waits, only the edge is drawn: filled it would out-shout the rest.
"""
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a braille cell, by row and column."""
_BRAILLE = 0x2800

NARROWEST, LOWEST = 24, 5
"""The size below which a picture says nothing."""

Row = list[Segment]


def plot(picture: Picture, look: Look, width: int, height: int) -> list[Row]:
    """A picture of a size in cells: `height` lines at most."""
    if width < NARROWEST or height < LOWEST:
        return []
    if isinstance(picture, Bars):
        return _upright(picture, look, width, height) if picture.upright else _lying(picture, look, width, height)
    if isinstance(picture, Scatter):
        return _scatter(picture, look, width, height)
    if isinstance(picture, Lines):
        return _lines(picture, look, width, height)
    return _stack(picture, look, width, height)


class Grid:
    """Cells to draw into, `x` to the right and `y` upwards from the axis, with a scale of values from 0 to `top`."""

    def __init__(self, look: Look, width: int, height: int, top: float, whole: bool = True) -> None:
        self.look = look
        self.ticks = ticks(top, max(2, height // 3), whole)
        self.top = max(self.ticks[-1], top)
        self.margin = max(len(f"{tick:g}") for tick in self.ticks) + 2
        self.width = max(1, width - self.margin)
        self.height = height
        self.cells: list[list[tuple[str, str]]] = [[(" ", "text")] * self.width for _ in range(height)]

    def put(self, x: int, y: int, char: str, role: str) -> None:
        """Draw a character, if it is inside."""
        if 0 <= x < self.width and 0 <= y < self.height:
            self.cells[y][x] = (char, role)

    def write(self, x: int, y: int, words: str, role: str) -> None:
        """Write words where nothing but blanks are; whole or not at all."""
        if x < 0 or x + len(words) > self.width or not 0 <= y < self.height:
            return
        if all(self.cells[y][at][0] == " " for at in range(max(0, x - 1), min(self.width, x + len(words) + 1))):
            for at, char in enumerate(words):
                self.cells[y][x + at] = (char, role)

    def level(self, value: float, parts: int = 1) -> int:
        """The row of a value, in parts of a row."""
        return round(value / self.top * (self.height * parts - 1)) if self.top else 0

    def rows(self) -> list[Row]:
        """The lines from above, with the values at the left."""
        labels = {self.level(tick): f"{tick:g}" for tick in self.ticks}
        made = []
        for y in reversed(range(self.height)):
            label = labels.get(y, "")
            row = [Segment(f"{label:>{self.margin - 1}} ", self.look.style("dim"))]
            made.append(row + _runs(self.look, self.cells[y]))
        return made


def dates_line(look: Look, first: int, last: int, margin: int, width: int) -> Row:
    """Below an axis of days: the first, today at the end, and days between where there is room."""
    line = [" "] * width
    end = "today"
    for at, char in enumerate(end):
        if width - len(end) + at >= 0:
            line[width - len(end) + at] = char
    x, span = 0, max(1, last - first)
    while x + 14 < width:
        day = date.fromordinal(first + round(x / max(1, width - 1) * span))
        words = f"{day.day} {day:%b}"
        line[x : x + len(words)] = words
        x += 14
    return [Segment(" " * margin + "".join(line[:width]), look.style("dim"))]


def _legend(grid: Grid, named: Sequence[tuple[str, Series]], unit: str = "") -> Row:
    """What the signs mean, each whole or not at all."""
    look, room = grid.look, grid.width - len(unit)
    row = [Segment(" " * grid.margin, look.style("text"))]
    for sign, one in named:
        room -= len(one.name) + 6
        if room >= 0:
            row += [Segment(f"{sign * 2} ", look.style(one.role)), Segment(f"{one.name}   ", look.style("dim"))]
    return [*row, Segment(unit, look.style("dim"))]


def _runs(look: Look, cells: Sequence[tuple[str, str]]) -> Row:
    """Cells as segments, neighbours of one role together."""
    made: Row = []
    text, role = "", ""
    for char, its in cells:
        if its != role and text:
            made.append(Segment(text, look.style(role)))
            text = ""
        text, role = text + char, its
    return [*made, Segment(text, look.style(role or "text"))]


def _column(day: int, first: int, last: int, width: int) -> int:
    return round((day - first) / max(1, last - first) * (width - 1))


def _scatter(picture: Scatter, look: Look, width: int, height: int) -> list[Row]:
    """Dots over level lines."""
    grid = Grid(look, width, height - 1, max([value for _, value in picture.dots] + [v for _, v in picture.lines]))
    for label, value in picture.lines:
        y, rule = grid.level(value), "." if look.ascii_only else "╌"
        for x in range(grid.width - len(label) - 1):
            grid.put(x, y, rule, "link")
        grid.write(grid.width - len(label), y, label, "text")
    seen: dict[tuple[int, int], int] = {}
    for day, value in picture.dots:
        place = (_column(day, picture.first, picture.last, grid.width), grid.level(value))
        seen[place] = seen.get(place, 0) + 1
    for (x, y), count in seen.items():
        several = str(min(count, 9)) if look.ascii_only else "●"
        one = "#" if look.ascii_only else "•"
        grid.put(x, y, several if count > 1 else one, "strong" if count > 1 else "bar")
    return [*grid.rows(), dates_line(look, picture.first, picture.last, grid.margin, grid.width)]


def _lines(picture: Lines, look: Look, width: int, height: int) -> list[Row]:
    """Lines in braille; in ASCII `#`, and `.` for a dotted one; above them the names, below what happened."""
    marks = bool(picture.marks)
    top = max((max(one.values) for one in picture.series), default=0)
    grid = Grid(look, width, height - 2 - marks, top)
    for one in picture.series:
        if look.ascii_only:
            _ascii_line(grid, one)
        else:
            _braille_line(grid, one)
    last = picture.first + len(picture.series[0].values) - 1
    signs = ("#", ".") if look.ascii_only else ("━", "┄")
    rows = [_legend(grid, [(signs[one.dotted], one) for one in picture.series], picture.unit), *grid.rows()]
    if marks:
        rows.append(_marks(picture, look, grid, last))
    return [*rows, dates_line(look, picture.first, last, grid.margin, grid.width)]


def _marks(picture: Lines, look: Look, grid: Grid, last: int) -> Row:
    """What happened on which day, as far as there is room."""
    line = [" "] * grid.width
    for day, words in picture.marks:
        x = min(_column(day, picture.first, last, grid.width), grid.width - len(words))
        if x >= 0 and all(char == " " for char in line[max(0, x - 1) : x + len(words) + 1]):
            line[x : x + len(words)] = words
    return [Segment(" " * grid.margin + "".join(line), look.style("warn"))]


def _at(one: Series, x: int, width: int) -> float:
    """The value at a place of the axis."""
    return one.values[round(x / max(1, width - 1) * (len(one.values) - 1))]


def _ascii_line(grid: Grid, one: Series) -> None:
    for x in range(grid.width):
        grid.put(x, grid.level(_at(one, x, grid.width)), "." if one.dotted else "#", one.role)


def _braille_line(grid: Grid, one: Series) -> None:
    """A line of dots, two to a cell's width and four to its height; steps are joined."""
    wide = grid.width * 2
    levels = [grid.level(_at(one, x, wide), 4) for x in range(wide)]
    bits: dict[tuple[int, int], int] = {}
    for x, (before, level) in enumerate(pairwise([levels[0], *levels])):
        if one.dotted and x % 4 > 1 and before == level:
            continue
        low, high = sorted((before, level))
        for dot in range(low + (before < level), high + 1 - (before > level)) or (level,):
            cell = (x // 2, dot // 4)
            bits[cell] = bits.get(cell, 0) | _DOTS[3 - dot % 4][x % 2]
    for (x, y), drawn in bits.items():
        char = grid.cells[y][x][0]
        under = ord(char) - _BRAILLE if char >= chr(_BRAILLE) else 0
        grid.put(x, y, chr(_BRAILLE | drawn | under), one.role)


def _stack(picture: Stack, look: Look, width: int, height: int) -> list[Row]:
    """Bands one above the other, the uppermost named first."""
    fills = ASCII_FILLS if look.ascii_only else FILLS
    totals = [sum(values) for values in zip(*(band.values for band in picture.bands), strict=True)]
    grid = Grid(look, width, height - 2, max(totals))
    for x in range(grid.width):
        edge = 0.0
        for band, fill in zip(picture.bands, fills, strict=False):
            below, edge = edge, edge + _at(band, x, grid.width)
            low, high = (round(value / grid.top * grid.height) for value in (below, edge))
            for y in range(high - 1 if band is picture.bands[-1] and low < high else low, high):
                grid.put(x, y, fill, band.role)
    named = [(fill, band) for band, fill in zip(picture.bands, fills, strict=False) if any(band.values)]
    last = picture.first + len(totals) - 1
    return [_legend(grid, named[::-1]), *grid.rows(), dates_line(look, picture.first, last, grid.margin, grid.width)]


def _upright(picture: Bars, look: Look, width: int, height: int) -> list[Row]:
    """Bars side by side with their values above and their labels below; the latest where not all fit."""
    wide = max(cell_width(bar.label) for bar in picture.bars)
    step = min(max(wide, 3), 12) + 2
    grid = Grid(look, width, height - 1, max([bar.value for bar in picture.bars] + [1.0]))
    shown = picture.bars[-max(1, grid.width // step) :]
    labels = ""
    for place, bar in enumerate(shown):
        left = place * step
        eighths = round(bar.value / grid.top * (grid.height - 1) * 8)
        for y in range(-(-eighths // 8)):
            part = min(8, eighths - 8 * y)
            char = ("#" if part >= 4 else " ") if look.ascii_only else EIGHTHS[part]
            for x in range(left, left + step - 2):
                grid.put(x, y, char, bar.role)
        grid.write(left, min(grid.height - 1, -(-eighths // 8)), bar.words, "strong")
        label = cut(bar.label, step - 2, look.glyph["cut"])
        labels += label + " " * (step - cell_width(label))
    return [*grid.rows(), [Segment(" " * grid.margin + labels.rstrip(), look.style("dim"))]]


def _lying(picture: Bars, look: Look, width: int, height: int) -> list[Row]:
    """A row a bar: its label, the bar, its value; a line across where the level lies; `n more` where not all fit."""
    room = height - (1 if picture.mark else 0)
    shown = picture.bars if len(picture.bars) <= room else picture.bars[: room - 1]
    name = min(max(cell_width(bar.label) for bar in shown), max(12, width * 2 // 5))
    value = max(len(bar.words) for bar in shown)
    long = max(1, width - name - value - 4)
    mark = picture.mark
    most = max([bar.value for bar in picture.bars] + ([mark[1]] if mark else [])) or 1
    level = min(long - 1, round(mark[1] / most * long)) if mark else None
    rows: list[Row] = []
    if mark is not None:
        said = f"{mark[0]} {mark[1]:g}d"
        x = max(0, min(name + 2 + (level or 0), width - len(said)))
        rows.append([Segment(" " * x + said, look.style("dim"))])
    for bar in shown:
        label = cut(bar.label, name, look.glyph["cut"])
        eighths = max(1, round(bar.value / most * long * 8))
        cells = [("#" if look.ascii_only else "█", bar.role)] * (eighths // 8)
        if eighths % 8 and not look.ascii_only:
            cells.append((LEFT_EIGHTHS[eighths % 8], bar.role))
        cells += [(" ", "text")] * (long - len(cells))
        if level is not None and cells[level][0] == " ":
            cells[level] = (look.glyph["p85"], "dim")
        rows.append(
            [
                Segment(label + " " * (name - cell_width(label) + 2), look.style("text")),
                *_runs(look, cells[:long]),
                Segment(f"  {bar.words:>{value}}", look.style("strong")),
            ]
        )
    if len(shown) < len(picture.bars):
        rows.append([Segment(f"{len(picture.bars) - len(shown)} more", look.style("dim"))])
    return rows
