"""Rows of cells as aligned lines: the title takes what room is left, what does not fit beside it is left out whole."""

from collections.abc import Sequence

from pmtui.model.text import cell_width
from pmtui.tui.bottom import Line
from pmtui.tui.dialogs.sheet import fitted
from pmtui.tui.look import Look

Cell = tuple[str, str]
"""Words and their role."""
GAP = 2
LONGEST = 1_000
"""Characters of a cell that are looked at."""


def aligned(
    rows: Sequence[Sequence[Cell]], width: int, look: Look, title: int = 1, spare: Sequence[int] = ()
) -> list[Line]:
    """A line of at most `width` cells for each row; all rows have as many cells. Only titles are cut.

    `title` is the column of titles, a third of the width at least; `spare` are those that go, in this order, where
    that does not fit. An empty column takes no room; the first one, of numbers, is flush right.
    """
    if not rows:
        return []
    sizes = [max(cell_width(row[column][0][:LONGEST]) for row in rows) for column in range(len(rows[0]))]
    wanted, sizes[title] = sizes[title], min(sizes[title], width // 3)
    for column in spare:
        if _used(sizes) <= width:
            break
        sizes[column] = 0
    sizes[title] = min(wanted, sizes[title] + max(0, width - _used(sizes)))
    return [_line(row, sizes, look) for row in rows]


def _used(sizes: Sequence[int]) -> int:
    return sum(size + GAP for size in sizes if size) - GAP


def _line(row: Sequence[Cell], sizes: Sequence[int], look: Look) -> Line:
    used = [column for column, size in enumerate(sizes) if size]
    line: Line = []
    for column in used:
        words, role = row[column]
        short = fitted(words[:LONGEST], sizes[column], look)
        if column == 0:
            kept = short.rstrip()
            short = " " * (sizes[0] - cell_width(kept)) + kept
        line.append((short + (" " * GAP if column != used[-1] else ""), role))
    return line
