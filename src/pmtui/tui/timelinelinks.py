"""Dependencies as elbows between bars: which of them a window shows, and the cells they run through."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pmtui.tui.look import Look
from pmtui.tui.timelinebars import Bar

if TYPE_CHECKING:
    from pmtui.actions.scheduling import Chart

_MOST = 8  # links drawn of one row, each way

# The sides of its cell that a line reaches, as bits; an arrow's head fills its cell alone.
_N, _E, _S, _W = 1, 2, 4, 8
_TO_RIGHT, _TO_LEFT = 16, 32
_SIGNS = {
    _N | _S: "vertical", _E | _W: "horizontal", _S | _W: "top_right", _N | _W: "bottom_right", _E | _S: "top_left",
    _N | _E: "bottom_left", _N | _E | _S: "branch_right", _N | _S | _W: "branch_left", _E | _S | _W: "branch_down",
    _N | _E | _W: "branch_up", _TO_RIGHT: "to_right", _TO_LEFT: "to_left",
}  # fmt: skip


class Link(NamedTuple):
    """A dependency between two rows of the chart, by their places in it."""

    before: int
    after: int
    kind: str


class LinkIndex:
    """The links of a chart, from either end."""

    def __init__(self, chart: "Chart") -> None:
        self._chart = chart

    def of(self, index: int) -> list[Link]:
        """The links from and to a row, a few each way: more could not be told apart."""
        chart, place = self._chart, self._chart.place
        row = chart.rows[index]
        before = [Link(place[id], index, kind) for id, kind, _, _ in row.links if id in place]
        after = sorted(Link(index, place[id], kind) for id, kind in chart.followers.get(row.id, ()))
        return before[:_MOST] + after[:_MOST]


class Thread:
    """One cell of a line: the sides it reaches, and the rows it ties."""

    __slots__ = ("critical", "ends", "sides", "source")

    def __init__(self, sides: int, link: Link, critical: bool) -> None:
        self.sides = sides
        self.source = link.before
        self.ends = {link.before, link.after}
        self.critical = critical

    def sign(self, look: Look) -> str:
        """The glyph."""
        return look.glyph[_SIGNS.get(self.sides, "cross")]

    def role(self, cursor: int) -> str:
        """Its colour, with the cursor on a row of the chart."""
        return "strong" if cursor in self.ends else "crit" if self.critical else "link"


class Threads:
    """The links of a window, cell by cell: `lines[y][x]`; `crossed[row]` are the lines that change with a cursor."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.lines: list[dict[int, Thread]] = [{} for _ in range(height)]
        self.crossed: dict[int, set[int]] = {}

    def lay(self, link: Link, critical: bool, cells: Iterator[tuple[int, int, int]], taken: list[bytearray]) -> None:
        """Lay a link through the cells (line, column, sides) that are empty; lines from one bar may share theirs."""
        for y, x, sides in cells:
            if not 0 <= x < self.width or taken[y][x]:
                continue
            thread = self.lines[y].get(x)
            if thread is None:
                self.lines[y][x] = Thread(sides, link, critical)
            elif thread.source == link.before and max(sides, thread.sides) < _TO_RIGHT:
                thread.sides |= sides
                thread.ends.add(link.after)
                thread.critical |= critical
            else:
                continue
            for end in (link.before, link.after):
                self.crossed.setdefault(end, set()).add(y)


def thread_window(
    rows: Sequence[int], bars: Sequence[Bar], height: int, links: LinkIndex, line_of: Callable[[int], int | None],
    bar_at: Callable[[int], Bar], width: int,
) -> Threads:  # fmt: skip
    """Lay the links that have an end among the window's `rows` (places in the chart, with their `bars`).

    `line_of` gives the line of any row, which may lie outside the window, None where it is folded away.
    """
    threads = Threads(width, height)
    taken = [_taken(bar, width) for bar in bars]
    found = {link for index in rows for link in links.of(index)}
    placed = []
    for link in found:
        start, end = line_of(link.before), line_of(link.after)
        if start is not None and end is not None and start != end:
            before, after = bar_at(link.before), bar_at(link.after)
            critical = before.dates.critical and after.dates.critical
            placed.append((not critical, abs(end - start), link, start, end, before, after))
    for plain, _, link, start, end, before, after in sorted(placed, key=lambda one: one[:3]):
        threads.lay(link, not plain, _path(link.kind, start, end, before, after, len(rows), width), taken)
    return threads


def _taken(bar: Bar, width: int) -> bytearray:
    taken = bytearray(width)
    for first, end in bar.covered():
        for x in range(max(first, 0), min(end, width)):
            taken[x] = 1
    return taken


def _path(
    kind: str, start: int, end: int, before: Bar, after: Bar, height: int, width: int
) -> Iterator[tuple[int, int, int]]:
    """The cells of an elbow from line `start` to line `end`: out of the one bar, down or up, into the other.

    A line that comes down onto the other bar ends there, without an arrow: it cannot be mistaken.
    """
    turn = {
        "FS": before.end, "FF": max(before.end, after.end) + 1, "SF": before.first - 1,
    }.get(kind, min(before.first, after.first) - 2)  # fmt: skip
    rightward = turn >= before.end
    onward, back = (_S, _N) if end > start else (_N, _S)
    if 0 <= start < height:
        for x in _between(before.end, turn, width) if rightward else _between(turn + 1, before.first, width):
            yield start, x, _E | _W
        yield start, turn, onward | (_W if rightward else _E)
    for y in range(max(min(start, end) + 1, 0), min(max(start, end), height)):
        yield y, turn, _N | _S
    if not 0 <= end < height or after.first <= turn < after.end:
        return
    if turn < after.first:
        yield end, turn, back | _E
        yield from ((end, x, _E | _W) for x in _between(turn + 1, after.first - 1, width))
        if turn < after.first - 1:
            yield end, after.first - 1, _TO_RIGHT
    else:
        yield end, turn, back | _W
        yield from ((end, x, _E | _W) for x in _between(after.end + 1, turn, width))
        if turn > after.end:
            yield end, after.end, _TO_LEFT


def _between(first: int, end: int, width: int) -> range:
    return range(max(first, 0), min(end, width))
