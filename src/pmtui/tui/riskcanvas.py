"""The risk pane as a picture: the heat map, the register beside it, one risk's sentence below; it touches no file."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from pmtui.tui.look import Look
from pmtui.tui.riskhead import empty_line, headline
from pmtui.tui.risklayout import BESIDE, Layout, View, filled, layout_for
from pmtui.tui.riskmap import Cell, HeatMap
from pmtui.tui.riskrows import RowPainter
from pmtui.tui.risksentence import detail_lines
from pmtui.tui.strips import strip

if TYPE_CHECKING:
    from pmtui.actions.register import Register, RiskRow


class RiskCanvas(Widget):
    """A risk register to look at. `show` gives it one; the cursor is a row, and on the map the cell that it is in."""

    def __init__(self, look: Look, moved: Callable[[], None] = lambda: None) -> None:
        """`moved` is called when the cursor stands elsewhere: at once, so that all is drawn in one go."""
        super().__init__()
        self.look = look
        self._moved = moved
        self.register: Register | None = None
        self.marks: set[str] = set()
        self.cursor = 0
        self.top = 0
        self._places: list[int] = []  # the rows that are to be seen
        self._cell_filter: Cell | None = None
        self._view: View | None = None  # None: what suits the terminal
        self._layout: Layout | None = None
        self._map: HeatMap | None = None
        self._rows: RowPainter | None = None

    # --- what it shows -------------------------------------------------------------------------------------------

    def show(self, register: "Register") -> None:
        """Show a register, also the same one after a change; the cursor stays on its row where that remains."""
        kept = self.row.id if self.row else None
        self.register = register
        self._list_rows(kept)

    @property
    def row(self) -> "RiskRow | None":
        """The cursor's row."""
        if self.register is None or not self._places:
            return None
        place = self._places[self.cursor]
        return self.register.rows[place] if place < len(self.register.rows) else None

    @property
    def cell(self) -> Cell | None:
        """The cell of the map that the cursor's row is in; None where it is not scored."""
        row = self.row
        if row is None or row.probability is None or row.impact is None:
            return None
        return row.probability, row.impact

    @property
    def chosen(self) -> list[str]:
        """What an action is for: the marked rows in the order of the register, else the cursor's."""
        if self.marks and self.register is not None:
            return [row.id for row in self.register.rows if row.id in self.marks]
        return [self.row.id] if self.row else []

    @property
    def cell_filter(self) -> Cell | None:
        """The cell of the map whose risks alone are listed; None for all."""
        return self._cell_filter

    @cell_filter.setter
    def cell_filter(self, cell: Cell | None) -> None:
        if cell != self._cell_filter:
            self._cell_filter = cell
            self._list_rows(self.row.id if self.row else None)

    @property
    def map_only(self) -> bool:
        """Whether the map takes the whole width."""
        return self._shown() is View.MAP

    @property
    def list_only(self) -> bool:
        """Whether the register takes the whole width."""
        return self._shown() is View.LIST

    def turn(self) -> None:
        """From both to the map alone, to the register alone, and back; where both do not fit, from one to the other."""
        order = [View.BOTH, View.MAP, View.LIST] if self._fits_both() else [View.MAP, View.LIST]
        self._view = order[(order.index(self._shown()) + 1) % len(order)]
        self._forget()
        self._settle()

    def _shown(self) -> View:
        if self.register is not None and self.register.kind == "issue":
            return View.LIST
        if self._view is None or (self._view is View.BOTH and not self._fits_both()):
            return View.BOTH if self._fits_both() else View.LIST
        return self._view

    def _fits_both(self) -> bool:
        return self.app.size.width >= BESIDE

    def select(self, id: str) -> bool:
        """Put the cursor on a row, giving up the filter that hides it; False where it is not to be had."""
        place = None if self.register is None else self.register.place.get(id)
        if place is None:
            return False
        if place not in self._places:
            self._cell_filter = None
        self._list_rows(id)
        return True

    def _list_rows(self, kept: str | None) -> None:
        """Find out which rows are to be seen, with the cursor on the row `kept`, or where that was."""
        if (register := self.register) is None:
            return
        self._places = list(range(len(register.rows)))
        if self._cell_filter is not None:
            # A cell that has lost its last risk is no place to stay in.
            here = register.cells.get(self._cell_filter)
            self._places, self._cell_filter = (here, self._cell_filter) if here else (self._places, None)
        place = register.place.get(kept or "", -1)
        if place in self._places:
            self.cursor = self._places.index(place)
        self._forget()
        self._settle()

    # --- moving --------------------------------------------------------------------------------------------------

    def go(self, rows: int) -> None:
        """Move the cursor by rows; where it leaves the screen the register moves by half of one."""
        before, was = self.cursor, self.cell
        self.cursor = self._inside(before + rows)
        if self.cursor == before:
            return
        if not self.size.height or not self.top <= self.cursor < self.top + self._plan().room:
            self._settle()
            return
        self._redraw(before, self.cursor)
        if self._map is not None:
            cells = {was, self.cell} - {None} if was != self.cell else set()
            self.refresh(*(Region(*self._map.place_of(cell)) for cell in cells if cell))
        self._moved()

    def page(self, way: int) -> None:
        """Move the cursor by a screenful of rows, and the register with it."""
        step = way * max(1, self._plan().room - 1)
        self.cursor, self.top = self._inside(self.cursor + step), self.top + step
        self._settle()

    def home(self) -> None:
        """To the first row."""
        self.cursor = 0
        self._settle()

    def end(self) -> None:
        """To the last row."""
        self.cursor = self._inside(len(self._places))
        self._settle()

    def mark(self) -> None:
        """Mark the cursor's row and go to the next, or take the mark off."""
        if self.row:
            self.marks ^= {self.row.id}
            self._redraw(self.cursor)
            self.go(1)

    def unmark(self) -> None:
        """Forget all marks."""
        if self.marks:
            self.marks.clear()
            self.refresh()

    def row_at(self, x: int, y: int) -> int | None:
        """The line of the list at a place of the widget, None where there is none."""
        layout = self._plan()
        line = self.top + y - layout.head
        inside = x >= layout.left and layout.head <= y < layout.head + layout.room
        return line if inside and line < len(self._places) else None

    def cell_at(self, x: int, y: int) -> Cell | None:
        """The cell of the map at a place of the widget, None where there is none."""
        self._plan()
        return None if self._map is None else self._map.cell_at(x, y)

    def _inside(self, line: int) -> int:
        return min(max(line, 0), max(0, len(self._places) - 1))

    # --- drawing -------------------------------------------------------------------------------------------------

    @property
    def head(self) -> int:
        """The lines above the rows."""
        return self._plan().head

    @property
    def left(self) -> int:
        """The register's first column."""
        return self._plan().left

    def _plan(self) -> Layout:
        """Where everything stands at this size; what draws it is made with it."""
        if self._layout is None:
            screen, view, register = self.app.size, self._shown(), self.register
            self._layout = layout = layout_for(screen.width, screen.height, self.size.height, view)
            if register is not None and self.size.width:
                self._map = HeatMap(self.look, register, layout) if layout.cell_width else None
                width = self.size.width - layout.left
                self._rows = RowPainter(self.look, register, width) if width > 0 else None
        return self._layout

    def _forget(self) -> None:
        self._layout = self._map = self._rows = None

    def _redraw(self, *lines: int) -> None:
        """Draw only what a cursor's step has changed: rows, and below them the rule and the sentence."""
        layout, (width, height) = self._plan(), self.size
        self.refresh(
            Region(0, layout.rule, width, height - layout.rule),
            *(Region(layout.left, layout.head + line - self.top, width - layout.left, 1) for line in lines),
        )

    def _settle(self) -> None:
        """After any larger change: the cursor in view, everything drawn, word passed on."""
        self.cursor = self._inside(self.cursor)
        if self.size.height:
            room = self._plan().room
            if not self.top <= self.cursor < self.top + room:
                self.top = self.cursor - room // 2
            self.top = max(0, min(self.top, len(self._places) - room))
        self.refresh()
        self._moved()

    def on_resize(self) -> None:
        """Another size, another layout."""
        self._forget()
        self._settle()

    def render_line(self, y: int) -> Strip:
        """One line of the pane."""
        blank, width, layout, register = self.look.style("text"), self.size.width, self._plan(), self.register
        if register is None:
            return Strip.blank(width, blank)
        if y >= layout.rule:
            return strip(self._below(register, layout, y - layout.rule), width, blank)
        if y == 1 and layout.heading:
            return strip(headline(self.look, register, layout, width), width, blank)
        parts: list[Segment] = []
        if self._map is not None:
            parts = filled(self._map.line(y, self.cell), layout.left, blank)
        if self._rows is not None:
            parts += self._listed(register, self._rows, layout, y)
        return strip(parts, width, blank)

    def _listed(self, register: "Register", painter: RowPainter, layout: Layout, y: int) -> list[Segment]:
        """The register's part of a line: names of the columns, a row, or what an empty one says."""
        if not self._places:
            return empty_line(self.look, register, y - layout.head)
        if y == layout.names:
            return painter.heads(self._cell_filter)
        if layout.ruled and y == layout.head - 1:
            rule = self.look.glyph["rule"] * (painter.width - 2)
            return [Segment(" ", self.look.style("text")), Segment(rule, self.look.style("rule"))]
        line = self.top + y - layout.head
        if not layout.head <= y < layout.head + layout.room or line >= len(self._places):
            return []
        row = register.rows[self._places[line]]
        return painter.line(row, selected=line == self.cursor, marked=row.id in self.marks)

    def _below(self, register: "Register", layout: Layout, y: int) -> list[Segment]:
        """The rule, which says where the cursor is in a long register, and the sentence."""
        look, width, count = self.look, self.size.width, len(self._places)
        if y:
            if self.row is None:
                return []
            lines = detail_lines(look, self.row, register.today, width, layout.details)
            return lines[y - 1] if y <= len(lines) else []
        said = f" {self.cursor + 1} of {count}" if count > layout.room else ""
        rule = look.glyph["rule"] * (width - 2 - len(said))
        return [
            Segment(" ", look.style("text")), Segment(rule, look.style("rule")), Segment(said, look.style("dim")),
        ]  # fmt: skip
