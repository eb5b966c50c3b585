"""The register's rows: number, title, worth, levels, score on its heat, trend, owner, review; and their heads."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from rich.segment import Segment

from pmtui.model.dates import show_date
from pmtui.model.money import show_money
from pmtui.model.text import cell_width, cut
from pmtui.tui.cards import short_name
from pmtui.tui.look import Look
from pmtui.tui.risklayout import columns_for, filled, gap, widest_for
from pmtui.tui.riskmap import LETTERS, Cell

if TYPE_CHECKING:
    from pmtui.actions.register import Register, RiskRow

_HEADS = {
    "money": "EMV", "levels": "P I", "score": "score", "trend": "trend", "severity": "severity", "owner": "Who",
    "response": "response", "review": "review", "category": "category",
}  # fmt: skip


def score_words(row: "RiskRow") -> str:
    """A score as it is written, `+` before an opportunity's; `?` where none is known."""
    return "?" if row.score is None else f"{'+' if row.kind == 'opportunity' else ''}{number_words(row.score)}"


def number_words(score: float) -> str:
    """Whole scores plainly, PMBOK's with two decimals."""
    return f"{score:.0f}" if float(score).is_integer() else f"{score:.2f}"


def _worth(row: "RiskRow") -> str:
    return "" if row.emv is None else show_money(abs(row.emv))


class RowPainter:
    """Draws the rows of one register in one look and width."""

    def __init__(self, look: Look, register: "Register", width: int) -> None:
        self.look = look
        self.register = register
        self.width = width
        rows = register.rows
        before = (number_words(row.before) for row in rows if row.before is not None)
        self.columns = columns_for(width, widest_for(register, map(_worth, rows), map(score_words, rows), before))
        self._lettered = look.ansi or look.ascii_only

    def heads(self, only: Cell | None) -> list[Segment]:
        """The names of the columns; `only` is the cell of the map whose risks are shown."""
        columns, line = self.columns, [" "] * self.width
        first = "Issue" if self.register.kind == "issue" else "Risk"
        said = first if only is None else f"{first}, only P {only[0]} I {only[1]}"
        _write(line, columns.ref + 3, cut(said, columns.title, self.look.glyph["cut"]))
        at = columns.ref + columns.title + 3
        for name, size in self._shown():
            at += gap(columns, name)
            words = self.register.currency[:size] or "EMV" if name == "money" else _HEADS[name]
            if name == "trend":
                words = f" {words}" if size > 1 else ""
            _write(line, at + size - len(words) if name in _RIGHT else at, words)
            at += size
        return [Segment("".join(line), self.look.style("dim"))]

    def line(self, row: "RiskRow", *, selected: bool, marked: bool) -> list[Segment]:
        """A row, as wide as the register."""
        look, columns = self.look, self.columns
        ground = "sel" if selected else "mark" if marked else "bg"
        closed = row.state != "open"
        mark, role = self._mark(row)
        title = cut(row.title, columns.title, look.glyph["cut"])
        title_role = "strong" if selected else "dim" if closed else "text"
        edge = look.glyph["marked" if marked else "cursor"] if marked or selected else " "
        parts = [
            Segment(edge, look.style("accent", ground)),
            Segment(row.ref.ljust(columns.ref), look.style("dim", ground)),
            Segment(mark, look.style(role, ground)),
            Segment(" " + title, look.style(title_role, ground)),
            Segment(" " * (columns.title - cell_width(title)), look.style("text", ground)),
        ]
        for name, size in self._shown():
            parts.append(Segment(" " * gap(columns, name), look.style("text", ground)))
            if name == "score":
                parts.append(self._score(row, size, ground))
            elif name == "trend":
                parts += self._trend(row, size, ground)
            else:
                words, role = self._cell(name, row, closed)
                words = cut(words, size, look.glyph["cut"])
                blank = " " * (size - cell_width(words))
                parts.append(Segment(blank + words if name in _RIGHT else words + blank, look.style(role, ground)))
        return filled(parts, self.width, look.style("text", ground))

    def _shown(self) -> list[tuple[str, int]]:
        return [(name, size) for name, size in self.columns._asdict().items() if name in _HEADS and size]

    def _mark(self, row: "RiskRow") -> tuple[str, str]:
        """The sign after the number: a trigger that has passed, and a late review where no column says so."""
        if row.state != "open":
            return self.look.glyph["done"], "ok"
        trouble = row.trigger_passed or (row.late_days and not self.columns.review)
        return (self.look.glyph["late"], "alarm") if trouble else (" ", "text")

    def _score(self, row: "RiskRow", size: int, ground: str) -> Segment:
        """The score on its heat, with the step's letter where colour does not tell."""
        words = score_words(row).rjust(size - 1)
        if row.step is None or row.state != "open":
            return Segment(words + " ", self.look.style("dim", ground))
        return Segment(words + (LETTERS[row.step] if self._lettered else " "), self.look.heat(row.step))

    def _trend(self, row: "RiskRow", size: int, ground: str) -> list[Segment]:
        """Which way the score went, by sign and colour, and from where as there is room."""
        look, worse = self.look, row.worse
        if worse is None or row.score is None or row.before is None:
            return [Segment(" " * size, look.style("text", ground))]
        sign = Segment(look.glyph["up" if row.score > row.before else "down"], look.style(_TREND[worse], ground))
        words = f" from {number_words(row.before)}" if size > 1 else ""
        return [sign, Segment(words.ljust(size - 1), look.style("dim", ground))]

    def _cell(self, name: str, row: "RiskRow", closed: bool) -> tuple[str, str]:
        """What a plain column says of a row, and its role."""
        if name == "money":
            return _worth(row), "dim" if closed else "text"
        if name == "levels":
            return f"{row.probability or '-'} {row.impact or '-'}", "dim"
        if name == "owner":
            if row.owner is None:
                return "", "dim"
            return short_name(row.owner), "dim" if closed else f"person{row.owner.order}"
        if name == "severity":
            return row.severity, "alarm" if row.severity == "critical" and not closed else "text"
        if name == "review":
            return self._review(row, closed)
        return (row.response if name == "response" else row.category), "dim"

    def _review(self, row: "RiskRow", closed: bool) -> tuple[str, str]:
        """The next review, or how late it is; of an issue the day it is due."""
        day: date | None = row.next_review
        late, today = row.late_days, self.register.today
        if self.register.kind == "issue":
            day = date.fromisoformat(row.due) if row.due else None
            late = 0 if day is None else max(0, (today - day).days)
        if day is None or closed:
            return "", "dim"
        if late:
            return f"{self.look.glyph['late']} late {late}d", "alarm"
        return ("today", "warn") if day == today else (_day(day, today), "dim")


def _day(day: date, today: date) -> str:
    """`Mon 4 Jan`: within a year of today the year goes without saying; further off the month does."""
    if abs(day - today) < _YEAR:
        return show_date(day, day)
    return show_date(day, today, long=False).partition(" ")[2]


_YEAR = timedelta(360)
_RIGHT = ("money", "review")
_TREND = {True: "alarm", False: "ok"}


def _write(line: list[str], at: int, words: str) -> None:
    """Write words of narrow characters into a line of cells, as far as it goes."""
    line[at : at + len(words)] = words[: max(0, len(line) - at)]
