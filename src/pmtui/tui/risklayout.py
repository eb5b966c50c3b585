"""Where the parts of the risk pane stand: the map, the register beside it, the sentence of one risk below."""

from collections.abc import Iterable
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style

from pmtui.model.text import cell_width
from pmtui.tui.cards import short_name

if TYPE_CHECKING:
    from pmtui.actions.register import Register, RiskRow

TALL = 30
"""Rows of the terminal from which on there is a heading."""
ROOMY = 36
"""Rows from which on the column names have a rule and the map's cells three lines."""
BESIDE = 70
"""Columns from which on map and register share the screen."""
TITLE = 22
"""Cells a title keeps before a column is dropped for it."""
WIDE_TITLE = 40
"""Cells a title has before a column is added that can be done without."""
LONGEST_TITLE = 60
"""Cells of a title beyond which the eye loses its line."""

MAP_LEFT = 4
"""The map's first column, after the levels of probability."""


class View(Enum):
    """What of the pane is shown."""

    BOTH = "both"
    MAP = "map"
    LIST = "list"


class Layout(NamedTuple):
    """Lines and columns of the pane, from 0.

    `head` lines stand above the map and the rows; a cell of the map is `cell_width` by `cell_height` (0 without a map);
    the register takes the columns from `left` on, and `room` lines; below the line `rule` are `details` lines.
    """

    head: int
    heading: bool
    ruled: bool
    cell_width: int
    cell_height: int
    left: int
    room: int
    rule: int
    details: int

    @property
    def names(self) -> int:
        """The line of the column names."""
        return self.head - 2 if self.ruled else self.head - 1

    @property
    def legend(self) -> int | None:
        """The first of the two lines that explain the ramp, where they fit."""
        line = self.head + 5 * self.cell_height + 3
        return line if self.cell_height and line + 2 <= self.rule else None


def layout_for(columns: int, rows: int, height: int, view: View) -> Layout:
    """The parts on a terminal of so many columns and rows, in a pane of this height."""
    heading, ruled = rows >= TALL, rows >= ROOMY
    head = 5 if ruled else 4 if heading else 2
    details = 7 if ruled else 5 if heading else 4
    rule = height - details - 2
    if rule < head + 5:  # on a terminal this low the register is worth more
        rule, details = height, 0
    room = max(1, rule - head - 1 if details else height - head)
    if view is View.LIST:
        return Layout(head, heading, ruled, 0, 0, 0, room, rule, details)
    lines = rule - head
    if view is View.MAP:
        wide, high = max(3, min(24, (columns - MAP_LEFT - 2) // 5)), (lines - 3) // 5
        return Layout(head, heading, ruled, wide, max(1, min(6, high)), columns, room, rule, details)
    wide = 9 if columns >= 160 else 7 if columns >= 120 else 6
    high = 3 if ruled and lines > 17 else 2 if lines > 11 else 1
    left = MAP_LEFT + 5 * wide + (4 if columns >= 100 else 2)
    return Layout(head, heading, ruled, wide, high, left, room, rule, details)


class Columns(NamedTuple):
    """Widths of the register's columns; 0 for one that is dropped. `trend` of 1 is the sign alone."""

    ref: int
    title: int
    money: int = 0
    levels: int = 0
    score: int = 0
    trend: int = 0
    severity: int = 0
    owner: int = 0
    response: int = 0
    review: int = 0
    category: int = 0


def gap(columns: Columns, name: str) -> int:
    """The blanks before a column: one where columns stand close, on a narrow screen, else two."""
    if name == "score":
        return 2 if columns.money or columns.levels else 1
    if name == "owner":
        return 1 if columns.trend == 1 else 2
    return 1 if name == "trend" else 2


def columns_for(width: int, widest: Columns) -> Columns:
    """What fits into a register of this width; `widest` says what each column would need.

    Dropped first: what can be done without, review, the trend's words, levels, money; never score, sign and owner.
    """
    least = widest._replace(money=0, levels=0, trend=min(1, widest.trend), response=0, review=0, category=0)
    shown = _fitted(width, least)
    for name in ("money", "levels", "trend", "review"):
        wider = _fitted(width, shown._replace(**{name: getattr(widest, name)}))
        if wider.title < TITLE:
            return shown
        shown = wider
    for name in ("response", "category"):
        wider = _fitted(width, shown._replace(**{name: getattr(widest, name)}))
        if wider.title >= WIDE_TITLE:
            shown = wider
    return shown


def _fitted(width: int, columns: Columns) -> Columns:
    """With the title as wide as the others leave it: cursor, number, mark, blank before it, an edge at the end."""
    taken = sum(size + gap(columns, name) for name, size in columns._asdict().items() if name not in _FIRST and size)
    return columns._replace(title=min(LONGEST_TITLE, max(1, width - columns.ref - 4 - taken)))


_FIRST = ("ref", "title")


def widest_for(register: "Register", money: Iterable[str], scores: Iterable[str], before: Iterable[str]) -> Columns:
    """What each column needs to show all of a register's rows; money, scores and those before as they are written."""
    rows: list[RiskRow] = register.rows
    owners = {row.owner for row in rows if row.owner is not None}
    shared = {
        "ref": max((len(row.ref) for row in rows), default=3),
        "owner": max([3, *(cell_width(short_name(owner)) for owner in owners)]),
    }
    if register.kind == "issue":
        return Columns(title=1, severity=8, review=10, **shared)
    amount, score, past = (max(map(len, words), default=0) for words in (money, scores, before))
    return Columns(
        title=1, money=max(3, amount) if amount else 0, levels=3, score=max(3, score) + 1, trend=max(9, 7 + past),
        response=8 if any(row.response for row in rows) else 0, review=10,
        category=min(24, max((cell_width(row.category) for row in rows), default=0)), **shared,
    )  # fmt: skip


def filled(parts: Iterable[Segment], width: int, style: Style) -> list[Segment]:
    """The pieces and blanks after them, to this width."""
    kept = list(parts)
    left = width - sum(cell_width(part.text) for part in kept)
    return [*kept, Segment(" " * left, style)] if left > 0 else kept
