"""The timeline as a picture: which cell everything stands in, at every zoom, in every look, however long the plan."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region

from pmtui.actions.scheduling import Chart
from pmtui.model.item import Person
from pmtui.model.text import cell_width
from pmtui.planning.calendars import STANDARD, Calendar, Week
from pmtui.tui import wire
from pmtui.tui.look import THEMES, Look
from pmtui.tui.timelinecanvas import TimelineCanvas
from pmtui.tui.timelinescale import ZOOMS, Scale
from pmtui.tui.timelinewords import Headline

TODAY = date(2026, 11, 23)  # a Monday; the chart begins two weeks earlier
LEFT = 42  # the chart's first column at 120
ROWS = 5  # the first row's line below the heading
ANA, BEN = Person("p1", "ana", "Ana", order=0), Person("p2", "ben", "Ben", order=1)


def at(day: str, hour: int = 8, minute: int = 0) -> datetime:
    """A time of a day given as month-day; January belongs to the next year."""
    month, number = map(int, day.split("-"))
    return datetime(2027 if month < 6 else 2026, month, number, hour, minute)


@dataclass
class FakeRow:
    """A row as the chart hands it out, with what the chart says of it."""

    id: str
    begin: datetime
    end: datetime
    level: int = 0
    title: str = "Task"
    wbs: str = ""
    summary: bool = False
    milestone: bool = False
    owner: Person | None = None
    state: str = "open"
    percent: float = 0
    due: str | None = None
    blocked: str | None = None
    blocked_days: int = 0
    guessed: bool = False
    index: int = 0
    links: list[tuple[str, str, float, str]] = field(default_factory=list)
    critical: bool = False
    slack: int = 960
    base: tuple[datetime, datetime] | None = None


def task(id: str, first: str, last: str, **more: Any) -> FakeRow:
    """A row of whole days; `after` are its predecessors, each with a kind or finish to start."""
    links = [(link[:-2], link[-2:], 0.0, "d") if link[-2:].isupper() else (link, "FS", 0.0, "d")
             for link in more.pop("after", ())]  # fmt: skip
    return FakeRow(id, at(first), at(last, 17), links=links, **more)


class FakeChart:
    """A chart made by hand, which counts the rows it is asked about."""

    def __init__(self, rows: Sequence[FakeRow], holidays: Sequence[date] = (), week: Week = STANDARD) -> None:
        self.rows = rows
        self.today, self.day_minutes = TODAY, 480
        self.place = {row.id: index for index, row in enumerate(rows)}
        for index, row in enumerate(rows):
            row.index = index
        self.started = min((row.begin for row in rows), default=at("11-23"))
        self.ended = max((row.end for row in rows), default=at("11-23"))
        self.asked: list[str] = []
        self.maker = SimpleNamespace(calendar=Calendar(week=week))
        self._holidays = holidays

    @property
    def followers(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for row in self.rows:
            for before, kind, *_ in row.links:
                found.setdefault(before, []).append((row.id, kind))
        return found

    def start(self, row: FakeRow) -> datetime:
        self.asked.append(row.id)
        return row.begin

    def finish(self, row: FakeRow) -> datetime:
        return row.end

    def critical(self, row: FakeRow) -> bool:
        return row.critical

    def percent(self, row: FakeRow) -> float:
        return row.percent

    def total_slack(self, row: FakeRow) -> int:
        return row.slack

    def baseline(self, row: FakeRow) -> tuple[datetime, datetime] | None:
        return row.base

    def day_shifts(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self._holidays


class CanvasApp(App[None]):
    """A timeline alone on the screen."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "TimelineCanvas { width: 1fr; height: 1fr; }"

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.moves = 0
        self.canvas = TimelineCanvas(look, self.count)

    def count(self) -> None:
        """The cursor has moved."""
        self.moves += 1

    def compose(self) -> ComposeResult:
        """The timeline."""
        yield self.canvas


class Seen:
    """A timeline on a screen, cell by cell."""

    def __init__(self, app: CanvasApp) -> None:
        self.app = app
        self.canvas = app.canvas
        self.look = app.canvas.look

    def show(self, *rows: FakeRow, holidays: Sequence[date] = ()) -> FakeChart:
        """Show a chart of these rows."""
        chart = FakeChart(rows, holidays)
        self.canvas.show(cast(Chart, chart))
        return chart

    def line(self, y: int) -> str:
        """A line's text, without the blanks at its end."""
        return self.canvas.render_line(y).text.rstrip()

    def lines(self) -> list[str]:
        """All lines."""
        return [self.line(y) for y in range(self.canvas.size.height)]

    def chart(self, row: int) -> str:
        """The chart's half of a row in view."""
        return self.canvas.render_line(ROWS + row).text[LEFT:].rstrip()

    def style(self, row: int, x: int) -> Style:
        """The style of a cell of the chart, on a terminal of 120 columns."""
        cell = self.canvas.render_line(ROWS + row).crop(LEFT + x, LEFT + x + 1)
        return cast(Style, next(iter(cell)).style)

    def ink(self, row: int, x: int) -> str:
        """A cell's colour."""
        colour = self.style(row, x).color
        assert colour is not None
        return colour.get_truecolor().hex.upper()

    def ground(self, row: int, x: int) -> str:
        """A cell's ground."""
        colour = self.style(row, x).bgcolor
        assert colour is not None
        return colour.get_truecolor().hex.upper()


@asynccontextmanager
async def seen(
    *rows: FakeRow, size: tuple[int, int] = (120, 40), look: Look | None = None, holidays: Sequence[date] = ()
) -> AsyncIterator[Seen]:
    """A timeline of these rows; the heading takes the first lines."""
    app = CanvasApp(look or Look("dark"))
    async with app.run_test(size=size) as pilot:
        one = Seen(app)
        one.show(*rows, holidays=holidays)
        await pilot.pause()
        yield one


# Rows with an empty one first, where the cursor is: its ground is another.
AWAY = task("away", "11-09", "11-09", title="Away")


# --- bars ------------------------------------------------------------------------------------------------------------


async def test_a_bar_fills_the_cells_of_its_working_days() -> None:
    async with seen(AWAY, task("a", "11-11", "11-13", percent=40)) as s:
        palette = s.look.palette
        assert s.chart(1) == "  ▁▁▁         │"
        assert [s.ground(1, x) for x in range(1, 6)] == [
            palette["bg"], palette["bar"], palette["bar_rest"], palette["bar_rest"], palette["weekend"],
        ]  # fmt: skip
        assert s.ink(1, 2) == palette["bg"], "the last eighth is left free, in the row's own ground"


async def test_a_bar_ends_by_eighths_of_a_cell() -> None:
    row = FakeRow("a", at("11-10", 10), at("11-12", 15))  # from a quarter of Tuesday to three quarters of Thursday
    async with seen(AWAY, row, FakeRow("short", at("11-11", 8), at("11-11", 9))) as s:
        palette = s.look.palette
        assert s.chart(1) == " ▎▁▊          │"
        assert (s.ink(1, 1), s.ground(1, 1)) == (palette["bg"], palette["bar_rest"]), "a left end is inverted"
        assert (s.ink(1, 3), s.ground(1, 3)) == (palette["bar_rest"], palette["bg"])
        assert s.chart(2) == "  ▌           │", "an hour can still be seen"


async def test_a_day_is_what_the_projects_calendar_works() -> None:
    early = FakeRow("a", at("11-11", 6), at("11-12", 14))
    async with seen(AWAY) as s:
        s.canvas.show(cast(Chart, FakeChart([AWAY, early], week=(((360, 840),),) * 5 + ((), ()))))
        assert s.chart(1) == "  ▁▁          │"


async def test_critical_bars_have_their_colours_and_a_mark() -> None:
    async with seen(AWAY, task("a", "11-11", "11-12", percent=50, critical=True, slack=0)) as s:
        assert [s.ground(1, x) for x in (2, 3)] == [s.look.palette["crit"], s.look.palette["crit_rest"]]
        assert s.line(ROWS + 1)[1] == "◆" and s.line(ROWS + 1)[38:40] == "0d"


async def test_some_progress_is_never_drawn_as_none_or_all() -> None:
    rows = [task(f"t{percent}", "11-11", "11-13", percent=percent) for percent in (0, 1, 99, 100)]
    async with seen(AWAY, *rows) as s:
        bar = s.look.palette["bar"]
        assert [[s.ground(row, x) for x in (2, 3, 4)].count(bar) for row in (1, 2, 3, 4)] == [0, 1, 2, 3]


async def test_parents_are_half_high_and_milestones_a_sign_with_their_date() -> None:
    parent = task("p", "11-09", "11-12", summary=True, percent=50)
    milestone = FakeRow("m", at("11-27", 17), at("11-27", 17), level=1, milestone=True, title="Beta")
    async with seen(AWAY, parent, milestone) as s:
        assert s.chart(1) == "▀▀▀▀          │"
        assert [s.ink(1, x) for x in (1, 2)] == [s.look.palette["dim"], s.look.palette["rule"]]
        assert s.chart(2) == " " * 14 + "│   ◆ 27 Nov"


async def test_a_baseline_runs_below_the_bar_and_on_in_empty_cells() -> None:
    moved = task("a", "11-11", "11-13", base=(at("11-10"), at("11-12", 17)))
    milestone = FakeRow("m", at("11-19", 17), at("11-19", 17), milestone=True, base=(at("11-17", 17),) * 2)
    async with seen(AWAY, moved, milestone) as s:
        base = s.look.palette["base"]
        assert s.chart(1) == " ▁▁▁▁         │"
        assert [s.ink(1, x) == base for x in range(1, 5)] == [True, True, True, False]
        assert s.chart(2) == " " * 8 + "◇ ◆   │ 19 Nov"


async def test_what_is_late_or_blocked_says_so_after_its_bar() -> None:
    late = FakeRow("m", at("12-04", 17), at("12-04", 17), milestone=True, due="2026-11-27", level=1)
    rows = (
        task("b", "11-11", "11-12", blocked="no realm", blocked_days=3),
        task("due", "11-11", "11-12", due="2026-11-20"),
        late,
        task("done", "11-11", "11-12", due="2026-11-10", state="done"),
        task("guess", "11-11", "11-12", guessed=True),
    )
    async with seen(AWAY, *rows) as s:
        assert s.chart(1)[:14] == "  ▁▁          ", "no room before today's line"
        assert s.chart(1).endswith("│ ▪ blocked 3d")
        assert s.chart(2).endswith("│ ! 1d late"), "in working days"
        assert s.chart(3).endswith("◆ ! Fri 4 Dec, 5d late")
        assert s.chart(4) == "  ▁▁          │"
        assert s.chart(5) == "  ▁▁ ?        │"
        assert [s.line(ROWS + row)[1] for row in range(1, 6)] == ["▪", "!", " ", " ", " "]
        assert s.line(ROWS + 4)[39] == "✓"


async def test_a_sign_shows_where_a_bar_goes_on_out_of_view() -> None:
    rows = task("early", "10-05", "10-06"), task("into", "10-05", "11-10"), task("out", "1-20", "2-26")
    async with seen(AWAY, *rows, task("later", "3-01", "3-02")) as s:
        s.canvas.show_today()
        assert [s.chart(row)[:2] for row in (1, 2)] == ["‹ ", "‹▁"]
        assert [s.canvas.render_line(ROWS + row).text[-2:] for row in (3, 4)] == ["▁›", " ›"]


async def test_the_other_schedule_lies_below_this_one() -> None:
    async with seen(AWAY, task("a", "11-18", "11-20")) as s:
        s.canvas.ghost = cast(Chart, FakeChart([AWAY, task("a", "11-16", "11-18")]))
        assert s.chart(1) == " " * 7 + "▂▂▂▁▁  │"
        assert s.chart(0) == "▁" + " " * 13 + "│", "what is the same in both is drawn once"
        s.canvas.ghost = None
        assert s.chart(1) == " " * 9 + "▁▁▁  │"


# --- the days --------------------------------------------------------------------------------------------------------


async def test_the_scale_names_months_mondays_and_today() -> None:
    async with seen(AWAY, task("z", "12-01", "2-26")) as s:
        assert s.line(3)[LEFT:] == "Nov           today         Dec                         Jan 2027"
        assert s.line(4)[LEFT:] == "9      16     23     30     7      14     21     28     4      11     18"
        assert s.line(4)[:LEFT] == "   WBS   Task                  Who slack  "


@pytest.mark.parametrize(
    ("step", "name", "lower", "bar"),
    [
        (1, "day", "Mon 16        Mon 23        Mon 30", "    ▁▁▁▁▁▁"),
        (0, "week", "9      16     23     30", " " * 9 + "▁▁▁"),
        (-1, "month", "26  2   9   16  23  30", " " * 13 + "▏▉"),
        (-2, "quarter", "Aug  Sep Oct Nov  Dec Jan Feb", " " * 15 + "▌"),
    ],
)
async def test_every_zoom_has_its_scale(step: int, name: str, lower: str, bar: str) -> None:
    async with seen(AWAY, task("a", "11-18", "11-20"), task("z", "12-01", "12-28")) as s:
        for _ in range(abs(step)):
            s.canvas.zoom(1 if step > 0 else -1)
        assert s.canvas.zoom_name == name
        assert s.line(4)[LEFT:].startswith(lower)
        today = s.line(3).index("today")
        assert s.line(ROWS)[today] == "│"
        assert s.chart(1)[: today - LEFT].rstrip() == bar


async def test_at_80_columns_weekends_are_folded_away() -> None:
    async with seen(AWAY, task("a", "11-11", "11-17", title="Invoice export"), size=(80, 24)) as s:
        assert s.line(0).startswith(" " * 29 + "Nov       today     Dec")
        assert s.line(1).startswith("   Task            Who slack 9    16   23")
        assert s.line(3) == "   Invoice export" + " " * 9 + "2d   ▁▁▁▁▁   │"


async def test_at_160_columns_a_day_takes_two_cells_and_titles_more() -> None:
    row = task("a", "11-11", "11-12", title="A title of just thirty letters", owner=ANA)
    async with seen(AWAY, row, size=(160, 45)) as s:
        assert s.line(ROWS + 1) == " " * 9 + row.title + " Ana    2d" + " " * 6 + "▁▁▁▁" + " " * 20 + "│"
        assert s.canvas.zoom_name == "day"


async def test_zooming_leaves_today_where_it_is() -> None:
    async with seen(AWAY, task("z", "12-01", "6-01")) as s:
        for step in (1, -1, -1, -1, 1, 1):
            before = s.line(3).index("today")
            s.canvas.zoom(step)
            assert abs(s.line(3).index("today") - before) <= 7


async def test_days_off_are_shaded_unless_that_is_switched_off() -> None:
    async with seen(AWAY, task("a", "12-21", "12-30"), holidays=[date(2026, 11, 18)]) as s:
        weekend = s.look.palette["weekend"]
        assert [x for x in range(14) if s.ground(1, x) == weekend] == [5, 6, 9, 12, 13]
        s.canvas.weekends = False
        assert weekend not in {s.ground(1, x) for x in range(70)}


async def test_today_is_a_line_over_everything_but_words_and_parents() -> None:
    rows = task("over", "11-18", "11-27"), task("p", "11-18", "11-27", summary=True), task("free", "12-01", "12-02")
    async with seen(AWAY, *rows) as s:
        assert [s.chart(row)[14] for row in range(4)] == ["│", "│", "▀", "│"]
        assert s.ground(1, 14) == s.look.palette["bar_rest"]


async def test_the_view_pans_no_further_than_there_is_something_to_see() -> None:
    async with seen(AWAY, task("z", "12-01", "12-30")) as s:
        s.canvas.pan(7)
        assert s.line(4)[LEFT:].startswith("16     23     30")
        for _ in range(30):
            s.canvas.pan(7)
        assert s.line(4)[LEFT:].startswith("28")
        for _ in range(60):
            s.canvas.pan(-7)
        first = s.lines()
        s.canvas.pan(-7)
        assert s.lines() == first
        s.canvas.show_today()
        assert s.line(3).index("today") == LEFT + 14
        s.canvas.show_end()
        assert "▁" in s.chart(1)


async def test_the_cursors_bar_can_be_brought_into_view() -> None:
    async with seen(AWAY, task("far", "3-01", "3-05"), task("long", "12-01", "6-30")) as s:
        s.canvas.go(1)
        assert s.chart(1).strip("│ ") == "›"
        s.canvas.show_bar()
        assert "▁▁▁▁▁" in s.chart(1)
        seen_now = s.lines()
        s.canvas.show_bar()
        assert s.lines() == seen_now, "it is there already"


# --- links -----------------------------------------------------------------------------------------------------------


async def test_links_run_as_elbows_through_empty_cells() -> None:
    rows = (
        task("a", "11-09", "11-10"),
        task("between", "11-11", "11-11"),
        task("b", "11-16", "11-17", after=["a"]),
        task("under", "11-18", "11-19", after=["b"]),
        task("ss", "11-18", "11-20", after=["underSS"]),
        task("ff", "11-18", "11-18", after=["ssFF"]),
        task("up", "11-09", "11-10"),
    )
    async with seen(*rows) as s:
        s.canvas.go(6)
        assert [s.chart(row)[:14].rstrip() for row in range(6)] == [
            "▁▁╮",
            "  ▁",
            "  ╰───▸▁▁╮",
            "       ╭─▁▁",
            "       ╰▸▁▁▁─╮",
            "         ▁◂──╯",
        ]


async def test_a_link_runs_upward_too_and_two_from_one_bar_share_its_line() -> None:
    rows = (task("up", "11-13", "11-13", after=["a"]), task("a", "11-09", "11-10"), task("d", "11-16", "11-16"))
    rows[2].links = [("a", "FS", 0.0, "d")]
    async with seen(*rows) as s:
        assert [s.chart(row)[:8].rstrip() for row in range(3)] == ["  ╭▸▁", "▁▁┤", "  ╰───▸▁"]


async def test_critical_links_and_the_cursors_own_have_their_colours() -> None:
    rows = (
        task("a", "11-09", "11-10", critical=True), task("b", "11-13", "11-13", after=["a"], critical=True),
        task("c", "11-09", "11-10"), task("d", "11-13", "11-13", after=["c"]), task("e", "11-09", "11-10"),
    )  # fmt: skip
    async with seen(*rows) as s:
        s.canvas.go(4)
        palette = s.look.palette
        assert [s.ink(row, 2) for row in (0, 2)] == [palette["crit"], palette["link"]]
        s.canvas.go(-4)
        assert [s.ink(row, 2) for row in (0, 1, 2)] == [palette["strong"], palette["strong"], palette["link"]]


async def test_a_link_to_a_row_out_of_view_runs_to_the_edge_and_one_to_a_folded_row_is_not_drawn() -> None:
    filler = [task(f"f{number}", "12-14", "12-15") for number in range(60)]
    parent = task("p", "11-09", "11-20", summary=True)
    child = task("c", "11-16", "11-17", level=1, after=["a"])
    async with seen(task("a", "11-09", "11-10"), *filler, parent, child) as s:
        assert {s.chart(row)[2] for row in range(1, 30)} == {"│"}
        s.canvas.fold("p")
        assert {s.chart(row)[2] for row in range(1, 30)} == {" "}


# --- names and the cursor --------------------------------------------------------------------------------------------


async def test_names_stand_in_their_columns() -> None:
    rows = (
        task("p", "11-09", "11-13", title="Build", wbs="1", summary=True),
        task(
            "a", "11-09", "11-13", title="Retry failed payments with jitter", wbs="1.1", level=1, owner=ANA, slack=1440
        ),
    )
    async with seen(*rows, task("h", "11-09", "11-10", slack=120)) as s:
        assert s.line(ROWS)[:14] == "▌  1     Build"
        assert s.line(ROWS + 1)[:LEFT] == "   1.1    Retry failed paymen… Ana    3d  "
        assert s.line(ROWS + 2)[:LEFT].endswith(" 2h  ")
        title = next(iter(s.canvas.render_line(ROWS + 1).crop(31, 34)))
        assert title.style == s.look.style("person0"), "the owner in a colour of their own"


async def test_a_folded_parent_says_how_many_rows_it_hides() -> None:
    rows = task("p", "11-09", "11-13", title="Build", summary=True), task("a", "11-09", "11-10", level=1)
    async with seen(*rows, task("b", "11-09", "11-10", level=1), task("z", "11-09", "11-10", title="Last")) as s:
        s.canvas.go(2)
        s.canvas.fold("b")
        assert "Build +2 " in s.line(ROWS) and "Last" in s.line(ROWS + 1)
        assert s.canvas.row is not None and s.canvas.row.id == "p", "the cursor goes to the parent"
        assert s.canvas.folded == {"p"}
        assert s.canvas.select("a") and not s.canvas.folded, "going to a hidden row folds it out"
        assert s.canvas.row.id == "a"
        assert not s.canvas.select("nobody")
        s.canvas.fold_all(True)
        assert [line.split()[0] for line in s.lines()[ROWS : ROWS + 3] if line] == ["▌", "Last"]


async def test_only_critical_rows_keep_their_parents() -> None:
    rows = (
        task("p", "11-09", "11-13", summary=True), task("q", "11-09", "11-13", level=1, summary=True),
        task("a", "11-09", "11-13", level=2, critical=True), task("b", "11-09", "11-13", level=2),
        task("r", "11-09", "11-13", summary=True), task("c", "11-09", "11-13", level=1),
    )  # fmt: skip
    async with seen(*rows) as s:
        s.canvas.critical_only = True
        assert s.canvas.outline.rows == [0, 1, 2]
        s.canvas.only = {"b", "c"}
        assert s.canvas.outline.rows == [] and s.canvas.row is None
        assert "No row fits." in "\n".join(s.lines())
        s.canvas.critical_only = False
        assert s.canvas.outline.rows == [0, 1, 3, 4, 5]
        s.canvas.only = None
        assert len(s.canvas.outline.rows) == 6


async def test_the_cursor_stays_on_its_item_when_the_chart_changes() -> None:
    async with seen(AWAY, task("a", "11-09", "11-13"), task("b", "11-09", "11-13")) as s:
        s.canvas.go(2)
        moves = s.app.moves
        s.show(task("new", "11-09", "11-10"), AWAY, task("a", "11-09", "11-13"), task("b", "11-09", "11-13"))
        assert s.canvas.chosen == ["b"] and s.canvas.cursor == 3
        assert s.app.moves == moves + 1, "word is passed on"
        s.show(task("new", "11-09", "11-10"))
        assert s.canvas.cursor == 0
        s.show()
        assert s.canvas.row is None
        assert "Nothing to plan here yet." in "\n".join(s.lines())


async def test_marked_rows_are_what_an_action_is_for() -> None:
    async with seen(AWAY, task("a", "11-09", "11-13"), task("b", "11-09", "11-13")) as s:
        assert s.canvas.chosen == ["away"]
        s.canvas.go(1)
        s.canvas.mark()
        s.canvas.mark()
        assert s.canvas.chosen == ["a", "b"]
        assert [s.line(ROWS + row)[0] for row in range(3)] == [" ", "●", "●"]
        s.canvas.unmark()
        assert s.canvas.chosen == ["b"]


# --- long plans ------------------------------------------------------------------------------------------------------


def many(count: int) -> list[FakeRow]:
    start = at("11-09")
    rows = [FakeRow(f"t{n}", start + timedelta(days=n % 60), start + timedelta(days=n % 60 + 3), title=f"Task {n}")
            for n in range(count)]  # fmt: skip
    for before, after in pairwise(rows):
        after.links = [(before.id, "FS", 0.0, "d")]
    return rows


async def test_of_5000_rows_only_those_in_view_are_asked_for() -> None:
    async with seen(AWAY) as s:
        chart = s.show(*many(5000))
        s.lines()
        assert len(chart.asked) <= 40
        chart.asked.clear()
        for _ in range(36):
            s.canvas.go(1)
            s.lines()
        assert len(chart.asked) <= 5, "two rows came into view; the rest is known"
        chart.asked.clear()
        s.canvas.pan(7)
        s.canvas.zoom(-1)
        s.lines()
        assert not chart.asked
        s.canvas.end()
        assert "Task 4999" in s.lines()[-1]
        s.canvas.home()
        assert "Task 0" in s.line(ROWS)


async def test_scrolling_lets_the_terminal_move_the_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    hints: list[tuple[Region, int, int]] = []
    monkeypatch.setattr(wire, "hint", lambda app, region, dx=0, dy=0: hints.append((region, dx, dy)))
    async with seen(*many(100)) as s:
        s.canvas.go(1)
        assert not hints
        s.canvas.go(34)
        assert hints == [(Region(0, ROWS, 120, 35), 0, -1)]
        assert "Task 1" in s.line(ROWS) and "Task 35" in s.lines()[-1]
        hints.clear()
        s.canvas.pan(7)
        assert not hints, "by whole weeks little changes"
        s.canvas.pan(1)
        s.canvas.pan(-1)
        assert hints == [(Region(LEFT, 0, 78, 40), -1, 0), (Region(LEFT, 0, 78, 40), 1, 0)]


async def test_pages_move_by_a_screenful() -> None:
    async with seen(*many(100)) as s:
        s.canvas.page(1)
        assert (s.canvas.top, s.canvas.cursor) == (34, 34)
        for _ in range(5):
            s.canvas.page(1)
        assert (s.canvas.top, s.canvas.cursor) == (65, 99)
        s.canvas.page(-1)
        assert (s.canvas.top, s.canvas.cursor) == (31, 65)
        assert s.canvas.row_at(ROWS) == 31 and s.canvas.row_at(ROWS - 1) is None


# --- looks -----------------------------------------------------------------------------------------------------------

HOSTILE = (
    task("w", "11-09", "11-13", title="支払い画面の再試行とその後の長い題名", wbs="1.1", level=1, owner=BEN),
    task("x", "11-12", "11-24", title="evil \x1b[31m\x07 title \u202e", percent=50, after=["w"], critical=True,
         slack=-480, base=(at("11-10"), at("11-12"))),
    task("p", "11-09", "11-27", title="e\u0301" * 30, summary=True, percent=20, wbs="1.2.3.4.5.6.7.8"),
    FakeRow("m", at("11-27"), at("11-27"), milestone=True, due="2020-01-01", title="Deep", level=99),
    task("b", "11-09", "1-30", blocked="yes", state="open", owner=ANA, after=["m"]),
)  # fmt: skip


@pytest.mark.parametrize("ascii_only", [False, True], ids=["unicode", "ascii"])
@pytest.mark.parametrize("theme", THEMES)
async def test_every_look_draws_whole_lines(theme: str, ascii_only: bool) -> None:
    for size in ((40, 12), (80, 24), (120, 40)):
        async with seen(*HOSTILE, size=size, look=Look(theme, ascii_only)) as s:
            for step in (2, -1, -1, -1):
                s.canvas.zoom(step)
                for y in range(size[1]):
                    text = s.canvas.render_line(y).text
                    assert cell_width(text) == size[0] and text.isprintable()
                    assert not ascii_only or text.isascii() or set(text) & {"支", "\u0301"}


async def test_ascii_bars_say_without_colour_what_is_done_and_what_the_rest() -> None:
    rows = (
        task("a", "11-11", "11-17", percent=40, base=(at("11-10"), at("11-12"))),
        task("p", "11-11", "11-17", summary=True),
    )
    async with seen(AWAY, *rows, look=Look("dark", ascii_only=True)) as s:
        assert s.chart(1) == " _###====     |"
        assert s.chart(2) == "  '''''''     |"


async def test_in_16_colours_done_is_solid_and_the_rest_lighter() -> None:
    async with seen(AWAY, task("a", "11-11", "11-13", percent=40), look=Look("ansi-dark")) as s:
        assert s.chart(1) == "  ▁░░         │"
        assert s.style(1, 2).reverse and not s.style(1, 3).reverse


async def test_a_tall_terminal_has_a_heading() -> None:
    told = Headline("Go-live", date(2027, 1, 15), ("5d after baseline B2", "P85 Fri 22 Jan"))
    for size in ((120, 30), (120, 29), (90, 30)):
        async with seen(AWAY, size=size) as s:
            s.canvas.show(cast(Chart, FakeChart([AWAY])), told)
            assert s.canvas.head == (5 if size[1] >= 30 else 2)
            if size == (120, 29):
                assert "Go-live" not in s.line(1)
                continue
            assert s.line(1).startswith(" Go-live  Fri 15 Jan 2027   5d after baseline B2   P85 Fri 22 Jan")
            assert ("critical" in s.line(1)) == (size[0] == 120), "the legend only where there is room"


# --- the scale by itself ---------------------------------------------------------------------------------------------

scales = st.builds(
    Scale.of,
    st.integers(0, len(ZOOMS) - 1),
    st.sampled_from([80, 120, 160]),
    st.integers(10, 200),
    st.integers(date(1950, 1, 1).toordinal(), date(2150, 1, 1).toordinal()),
)


@given(scales, st.integers(0, 199))
def test_a_cell_belongs_to_the_day_it_begins_with(scale: Scale, column: int) -> None:
    day = scale.day(column)
    assert scale.column(day) <= column
    assert scale.column(day + timedelta(days=7)) == scale.column(day) + scale.cells
    if scale.fine:
        assert 0 <= column - scale.column(day) < scale.cells // scale.days


@given(scales, st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)), st.timedeltas(timedelta(0), timedelta(90)))
def test_later_is_never_further_left(scale: Scale, moment: datetime, later: timedelta) -> None:
    assert scale.at(moment) <= scale.at(moment + later)


@given(scales, st.integers(1, 40))
def test_panning_on_moves_on_and_panning_back_moves_back(scale: Scale, days: int) -> None:
    assert scale.panned(days).first > scale.first > scale.panned(-days).first
    assert (scale.panned(days).first - 1) % 7 < scale.days
