"""The board as a picture: what it shows, where each card lies, and every line of it; it touches no file."""

from collections.abc import Callable

from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from pmtui.store.board import BoardColumn, BoardView, Card
from pmtui.tui.boardlines import column_head, column_rule, empty_lines, ghost_lines, goal_line
from pmtui.tui.cards import Facts, Painter
from pmtui.tui.look import Look
from pmtui.tui.strips import strip

EMPTY = BoardView([], [])


class BoardCanvas(Widget):
    """A kanban board to look at. `show` gives it data; the cursor is a column and, in each column, a card."""

    goal: reactive[str] = reactive("", layout=False)

    def __init__(self, look: Look, moved: Callable[[], None] = lambda: None) -> None:
        """`moved` is called when the cursor stands elsewhere: at once, so that all is drawn in one go."""
        super().__init__()
        self.look = look
        self._moved = moved
        self.view = EMPTY
        self.marks: set[str] = set()
        self.ghost: tuple[str, list[str]] | None = None
        self.at = 0
        self.left = 0
        self.cursor: list[int] = []
        self.top: list[int] = []
        self.facts: Facts | None = None
        self.painter: Painter | None = None
        self._gap = 0
        self._laid: dict[int, tuple[int, list[tuple[int, int]]]] = {}
        self._level: int | None = None  # the row that steps to the left and right keep to

    # --- what it shows -------------------------------------------------------------------------------------------

    def show(self, view: BoardView, facts: Facts) -> None:
        """Show a board; the cursor stays on its card where that is still there."""
        kept = self.card
        self.view, self.facts = view, facts
        count = len(view.columns)
        if len(self.cursor) != count:
            self.cursor, self.top = [0] * count, [0] * count
            # Begin where the work is, with what comes next beside it.
            held = [place for place, column in enumerate(view.columns) if column.cards]
            self.at = next((p for p in held if view.columns[p].category == "active"), held[0] if held else 0)
            self.left = max(0, self.at - 1)
        self.at = min(self.at, max(0, count - 1))
        self._new_painter()
        if kept is None or not self.select(kept.id):
            self._settle()

    def put(self, id: str, card: Card | None, follow: bool = False) -> None:
        """One card has changed; with `follow` the cursor goes where it went."""
        kept = self.card
        self.view.put(id, card)
        self._laid.clear()
        if self.painter:
            self.painter.forget([id])
        if follow and self.select(id):
            return
        if kept is None or kept.id == id or not self.select(kept.id):
            self._settle()

    def select(self, id: str) -> bool:
        """Put the cursor on a card; False where it is not on the board."""
        for place, column in enumerate(self.view.columns):
            ids = column.cards.ids
            if id in ids:
                self.at, self.cursor[place] = place, ids.index(id)
                self._settle()
                return True
        return False

    @property
    def column(self) -> BoardColumn | None:
        """The cursor's column."""
        return self.view.columns[self.at] if self.view.columns else None

    @property
    def card(self) -> Card | None:
        """The cursor's card."""
        column = self.column
        if column is None or not column.cards:
            return None
        return column.cards[min(self.cursor[self.at], len(column.cards) - 1)]

    @property
    def chosen(self) -> list[str]:
        """What an action is for: the marked cards in board order, else the cursor's."""
        if self.marks:
            return [id for column in self.view.columns for id in column.cards.ids if id in self.marks]
        return [self.card.id] if self.card else []

    @property
    def bare(self) -> bool:
        """Whether there is no card yet, not even one that a query hides or that is just being typed."""
        return not (self.ghost or self.goal.startswith("/") or any(column.cards for column in self.view.columns))

    # --- geometry ------------------------------------------------------------------------------------------------

    @property
    def shown(self) -> int:
        """How many columns fit: of 24 cells, for titles are what people read; on narrow screens of 20, up to four."""
        width = self.size.width
        return max(1, min(len(self.view.columns), max(width // 24, min(4, width // 20))))

    @property
    def step(self) -> int:
        """The cells from one column to the next."""
        return min(24, self.size.width // self.shown) if self.size.width else 20

    @property
    def head(self) -> int:
        """The row of the column heads: room for the goal above it from 30 rows on."""
        return 3 if self.app.size.height >= 30 else 1

    def _room(self) -> int:
        return max(1, self.size.height - self.head - 2)

    def _rows(self, place: int) -> list[tuple[int, int]]:
        """For every row below the rule: the card's index and which of its lines, from the column's top card on."""
        assert self.painter is not None
        top, laid = self._laid.get(place, (-1, []))
        if top == self.top[place]:
            return laid
        cards, room = self.view.columns[place].cards, self._room()
        rows: list[tuple[int, int]] = []
        index = self.top[place]
        while len(rows) < room and index < len(cards):
            lines = self.painter.height(cards[index])
            rows += [(index, line) for line in range(lines + self._gap)]
            index += 1
        self._laid[place] = (self.top[place], rows[:room])
        return rows[:room]

    def _new_painter(self) -> None:
        self._laid.clear()
        if self.facts is not None and self.size.width:
            self.painter = Painter(self.look, self.facts, self.step)
            self._gap = 0
            # A backlog is longer than any screen: it is no reason to crowd the cards that are worked on.
            working = [column for column in self.view.columns if column.category != "backlog"]
            roomy = self.app.size.height >= 36 and all(2 * len(c.cards) <= self._room() + 1 for c in working)
            if roomy and all(sum(self.painter.height(c) + 1 for c in k.cards) <= self._room() + 1 for k in working):
                self._gap = 1

    def _into_view(self, place: int) -> None:
        """Scroll a column so that its cursor's card is whole on the screen: by half a screen, which spares the line."""
        if self.painter is None:
            return
        cards, room = self.view.columns[place].cards, self._room()
        cursor = self.cursor[place] = min(self.cursor[place], max(0, len(cards) - 1))
        top = min(self.top[place], max(0, len(cards) - 1))
        if cursor < top or (cards and self._first_above(place, cursor, room) > top):
            top = self._first_above(place, cursor, room // 2) if len(cards) > room // 3 else 0
        self.top[place] = top

    def _first_above(self, place: int, last: int, room: int) -> int:
        """The first card of those that fit whole into `room` rows with card `last` at the bottom."""
        assert self.painter is not None
        cards, used, first = self.view.columns[place].cards, 0, last
        while first >= 0 and used + self.painter.height(cards[first]) <= room:
            used += self.painter.height(cards[first]) + self._gap
            first -= 1
        return min(first + 1, last)

    def _settle(self) -> None:
        """After any larger change: everything in view, everything drawn, word passed on."""
        self._level = None
        if not self.view.columns:
            self.refresh()
            self._moved()
            return
        if self.size.width:
            self.left = min(self.left, self.at)
            self.left = min(max(self.left, self.at - self.shown + 1), max(0, len(self.view.columns) - self.shown))
        for place in range(len(self.view.columns)):
            self._into_view(place)
            if self.painter and self.left <= place < self.left + self.shown:
                self._rows(place)  # reads what is about to be drawn: drawing itself never touches the file
        self.refresh()
        self._moved()

    def _region(self, place: int, index: int) -> Region:
        """The cells of one card, empty where it is out of view."""
        rows = [row for row, (card, _) in enumerate(self._rows(place)) if card == index]
        if not rows or not self.left <= place < self.left + self.shown:
            return Region()
        return Region((place - self.left) * self.step, self.head + 2 + rows[0], self.step, len(rows))

    # --- drawing -------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line of the board."""
        look, width = self.look, self.size.width
        blank = look.style("text")
        if self.painter is None or self.facts is None:
            return Strip.blank(width, blank)
        if y < self.head:
            return goal_line(look, self.goal, width) if y == 1 and self.head == 3 else Strip.blank(width, blank)
        if not self.view.columns:
            return empty_lines(look, y - self.head, width)
        if y >= self.head + 6 and self.bare:
            return empty_lines(look, y - self.head - 6, width)
        segments = []
        visible = range(self.left, min(self.left + self.shown, len(self.view.columns)))
        for place in visible:
            column = self.view.columns[place]
            if y == self.head:
                segments += column_head(look, column, self.step)
            elif y == self.head + 1:
                segments += column_rule(
                    look, self.view.columns, place, visible, self.step, self._position(place), self.at
                )
            else:
                segments += self._card_line(place, y - self.head - 2)
        return strip(segments, width, blank)

    def _card_line(self, place: int, row: int) -> list:  # type: ignore[type-arg]
        assert self.painter is not None
        look, column = self.look, self.view.columns[place]
        rows = self._rows(place)
        if self.ghost and place == self.at:
            lines = ghost_lines(look, self.ghost, self.step)
            start = min(len(rows), self._room() - len(lines))
            if start <= row < start + len(lines):
                return lines[row - start]
        if row < len(rows):
            index, line = rows[row]
            card = column.cards[index]
            selected = place == self.at and index == self.cursor[place] and not self.ghost
            lines = self.painter.lines(card, selected=selected, marked=card.id in self.marks)
            if line < len(lines):
                return lines[line]
        elif not column.cards and row < 3:
            return ghost_lines(look, None, self.step, column)[row]
        return ghost_lines(look, None, self.step)[0]

    def _position(self, place: int) -> str:
        """Where the cursor is in a column that is longer than the screen."""
        if place != self.at or not self._is_long(place):
            return ""
        return f"{self.cursor[place] + 1}/{len(self.view.columns[place].cards)}"

    def _is_long(self, place: int) -> bool:
        return self.top[place] > 0 or len(self._rows(place)) >= self._room()
