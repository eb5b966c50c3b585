"""The frozen half of the timeline: where its columns stand, a row's names, and the heading above them."""

from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment

from pmtui.model.text import cell_width, cut
from pmtui.tui.cards import short_name
from pmtui.tui.look import Look
from pmtui.tui.timelinebars import Dates

if TYPE_CHECKING:
    from pmtui.actions.scheduling import Row

_DEEPEST = 8  # levels that are indented


class Layout(NamedTuple):
    """Columns of the names, in cells; `coded` where there is room for the WBS, `owner` None where there is none for
    the owner; the slack ends before `end`.
    """

    coded: bool
    title: int
    title_width: int
    owner: int | None
    end: int
    chart: int


def layout_for(columns: int) -> Layout:
    """What fits beside a chart on a terminal of so many columns."""
    if columns >= 160:
        return Layout(True, 9, 30, 40, 49, 51)
    if columns >= 100:
        return Layout(True, 9, 21, 31, 40, 42)
    if columns >= 70:
        return Layout(False, 3, 15, 19, 28, 29)
    return Layout(False, 3, 15, None, 24, 25)


def column_heads(look: Look, layout: Layout) -> list[Segment]:
    """The names of the columns."""
    task = ("   WBS" if layout.coded else "").ljust(layout.title) + "Task"
    who = task if layout.owner is None else task.ljust(layout.owner) + "Who"
    return [Segment((who.ljust(layout.end - 5) + "slack").ljust(layout.chart), look.style("dim"))]


class NamePainter:
    """Draws the names of rows, in one look and layout."""

    def __init__(self, look: Look, layout: Layout, day_minutes: int) -> None:
        self.look = look
        self.layout = layout
        self.day_minutes = day_minutes

    def segments(
        self, row: "Row", dates: Dates, late: bool, hidden: int, *, selected: bool = False, marked: bool = False
    ) -> list[Segment]:
        """The names of a row, up to the chart; `late` from today on, `hidden` rows folded away below it."""
        look, layout = self.look, self.layout
        ground = "sel" if selected else "mark" if marked else "bg"
        done = row.state == "done"
        edge = look.glyph["marked" if marked else "cursor"] if marked or selected else " "
        mark, role = self._mark(row, dates, late)
        indent = min(row.level, _DEEPEST)
        parts = [Segment(edge, look.style("accent", ground)), Segment(mark, look.style(role, ground))]
        room = layout.title + indent - 3  # a deep row's code may stand in its indent
        wbs = row.wbs if layout.coded and cell_width(row.wbs) < room else ""
        parts.append(Segment(f" {wbs}" + " " * (room - cell_width(wbs)), look.style("dim", ground)))
        title_role = "strong" if selected or row.summary or row.milestone else "text"
        count = f" +{hidden}" if hidden else ""
        title = cut(row.title, layout.title_width - indent - len(count), look.glyph["cut"])
        parts.append(Segment(title, look.style("dim" if done and not selected else title_role, ground)))
        left = layout.title_width - indent - len(count) - cell_width(title)
        parts.append(Segment(count + " " * (left + 1), look.style("dim", ground)))
        return parts + self._right(row, dates, ground, done)

    def _right(self, row: "Row", dates: Dates, ground: str, done: bool) -> list[Segment]:
        """Owner and slack."""
        look, layout = self.look, self.layout
        slack, role = self._slack(row, dates)
        room = layout.end - (layout.owner or layout.title + layout.title_width + 1)
        owner = ""
        if layout.owner is not None and row.owner is not None and not row.summary:
            owner = cut(short_name(row.owner), room - len(slack) - 1, look.glyph["cut"])
        tint = f"person{row.owner.order}" if row.owner is not None and not done else "dim"
        gap = " " * (room - cell_width(owner) - len(slack))
        return [
            Segment(owner + gap, look.style(tint, ground)),
            Segment(slack, look.style(role, ground)),
            Segment(" " * (layout.chart - 1 - layout.end), look.style("text", ground)),
        ]

    def _mark(self, row: "Row", dates: Dates, late: bool) -> tuple[str, str]:
        """The sign in front of the title, trouble first, and its role."""
        glyph = self.look.glyph
        if row.state == "done":
            return " ", "text"
        if row.blocked:
            return glyph["blocked"], "alarm"
        if late:
            return glyph["late"], "alarm"
        return (glyph["critical"], "warn") if dates.critical else (" ", "text")

    def _slack(self, row: "Row", dates: Dates) -> tuple[str, str]:
        """How much a row may slip: days, or hours where it is less than one."""
        if row.state == "done":
            return self.look.glyph["done"], "ok"
        if row.summary:
            return "", "dim"
        minutes = dates.slack
        days = int(minutes / self.day_minutes)
        said = f"{days}d" if days or not minutes else f"{int(minutes / 60)}h" if abs(minutes) >= 60 else f"{minutes}m"
        return said, "alarm" if minutes < 0 else "warn" if dates.critical or not minutes else "dim"
