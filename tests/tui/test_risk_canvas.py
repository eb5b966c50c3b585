"""The risk pane as a picture: which cell everything stands in, at every size, in every look, however many risks."""

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from textual.app import App, ComposeResult

from pmtui.actions.register import Register, RiskRow
from pmtui.model.item import Person
from pmtui.model.riskwords import SCALES
from pmtui.model.text import cell_width
from pmtui.planning.risk import step
from pmtui.tui.look import HEAT, THEMES, Look
from pmtui.tui.riskcanvas import RiskCanvas
from pmtui.tui.risklayout import Columns, View, columns_for, layout_for
from pmtui.tui.risksentence import wrap

TODAY = date(2026, 11, 23)
ELI, CHI = Person("p1", "eli", "Eli", order=0), Person("p2", "chi", "Chi", order=1)
SIZES = [(40, 12), (60, 20), (80, 24), (100, 30), (120, 30), (120, 40), (160, 50), (240, 70)]


@dataclass
class FakeRow:
    """A row as the register hands it out."""

    number: int
    title: str = "Risk"
    probability: int | None = None
    impact: int | None = None
    before: float | None = None
    emv: float | None = None
    owner: Person | None = None
    kind: str = "threat"
    type: str = "risk"
    state: str = "open"
    cause: str = ""
    event: str = ""
    effect: str = ""
    category: str = ""
    trigger_text: str = ""
    trigger_date: str | None = None
    trigger_passed: bool = False
    response: str = ""
    residual: float | None = None
    fallback: str = ""
    resolution: str = ""
    severity: str = ""
    due: str | None = None
    next_review: date | None = TODAY + timedelta(7)
    late_days: int = 0
    actions: list[Any] = field(default_factory=list)
    threatens: list[tuple[str, str]] = field(default_factory=list)
    worse = RiskRow.worse
    last: str = ""
    score: float | None = None
    step: int | None = None

    def __post_init__(self) -> None:
        self.id = f"id{self.number}"
        self.ref = f"{'R' if self.type == 'risk' else 'I'}{self.number}"
        if self.probability and self.impact:
            self.score = self.score or float(self.probability * self.impact)
            self.step = step(self.probability * self.impact)


def made(rows: Sequence[FakeRow], **more: Any) -> Register:
    """A register of these rows, made by hand."""
    cells = defaultdict(list)
    for place, row in enumerate(rows):
        if row.probability and row.impact:
            cells[row.probability, row.impact].append(place)
    told = {
        "rows": list(rows), "kind": "risk", "today": TODAY, "scales": SCALES, "currency": "EUR", "only": None,
        "place": {row.id: place for place, row in enumerate(rows)}, "cells": cells,
        "late": sum(row.late_days > 0 for row in rows), "exposure": 54_200.0, "exposure_before": 41_000.0,
        "contingency": 14_500.0, "cover": 26.75,
    }  # fmt: skip
    return cast(Register, SimpleNamespace(**{**told, **more}))


VENDOR = FakeRow(
    61, "Vendor API slips", 4, 4, before=12, emv=24_000, owner=ELI, late_days=7,
    cause="the vendor has no sandbox until the contract is signed", event="the payment API arrives late",
    effect="Beta, 42 and 58 slip", trigger_text="no sandbox", trigger_date="2026-11-27", fallback="mock server",
    response="mitigate", residual=6, last='Thu 19 Nov  P 3 to 4  "vendor mail, no date"',
    actions=[
        SimpleNamespace(ref="86", title="Build mock server", owner=CHI, column="Doing", state="open", done=False),
        SimpleNamespace(ref="91", title="Penalty clause", owner=None, column="Done", state="done", done=True),
    ],
)  # fmt: skip
AUDIT = FakeRow(65, "Licence audit finds gaps", 2, 4, emv=3_000, owner=ELI, late_days=2)
KNOWS = FakeRow(62, "Only Ben knows SSO", 3, 4, before=16, emv=6_000, owner=CHI)
LOAD = FakeRow(64, "Load above 200 requests a second", 3, 3, trigger_date="2026-11-20", trigger_passed=True)
CENTRE = FakeRow(79, "Second data centre", 2, 4, before=12, owner=ELI)
REUSE = FakeRow(80, "Reuse in shop 2", 3, 5, before=9, emv=-5_000, kind="opportunity", next_review=date(2027, 1, 4))
NEW = FakeRow(82, "Nobody has scored this", next_review=None)
OVER = FakeRow(83, "It is over", 5, 5, state="done")
ROWS = (VENDOR, AUDIT, KNOWS, LOAD, CENTRE, REUSE, NEW, OVER)


class CanvasApp(App[None]):
    """A risk pane alone on the screen."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "RiskCanvas { width: 1fr; height: 1fr; }"

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.moves = 0
        self.canvas = RiskCanvas(look, self.count)

    def count(self) -> None:
        """The cursor has moved."""
        self.moves += 1

    def compose(self) -> ComposeResult:
        """The pane."""
        yield self.canvas


class Seen:
    """A risk pane on a screen, cell by cell."""

    def __init__(self, app: CanvasApp) -> None:
        self.app = app
        self.canvas = app.canvas
        self.look = app.canvas.look

    def line(self, y: int) -> str:
        """A line's text, without the blanks at its end."""
        return self.canvas.render_line(y).text.rstrip()

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(self.line(y) for y in range(self.canvas.size.height))

    @property
    def views(self) -> tuple[bool, bool]:
        """Whether the map, or the list, is alone."""
        return self.canvas.map_only, self.canvas.list_only

    @property
    def here(self) -> str | None:
        """The cursor's row, by id."""
        return self.canvas.row.id if self.canvas.row else None

    def map(self, y: int) -> str:
        """The map's part of a line."""
        return self.line(y)[: self.canvas.left].rstrip()

    def row(self, place: int) -> str:
        """A row of the register in view."""
        return self.line(self.canvas.head + place)[self.canvas.left :]

    def style(self, x: int, y: int) -> Style:
        """The style of a cell."""
        return cast(Style, next(iter(self.canvas.render_line(y).crop(x, x + 1))).style)

    def ground(self, x: int, y: int) -> str:
        """A cell's ground."""
        colour = self.style(x, y).bgcolor
        assert colour is not None
        return colour.get_truecolor().hex.upper()

    def ink(self, x: int, y: int) -> str:
        """A cell's colour."""
        colour = self.style(x, y).color
        assert colour is not None
        return colour.get_truecolor().hex.upper()

    def find(self, words: str) -> tuple[int, int]:
        """Where words stand first on the screen."""
        for y in range(self.canvas.size.height):
            if (x := self.canvas.render_line(y).text.find(words)) >= 0:
                return x, y
        raise AssertionError(f"{words!r} is not on the screen:\n{self.text}")


@asynccontextmanager
async def seen(
    *rows: FakeRow, size: tuple[int, int] = (120, 40), look: Look | None = None, **more: Any
) -> AsyncIterator[Seen]:
    """A pane of these risks."""
    app = CanvasApp(look or Look("dark"))
    async with app.run_test(size=size) as pilot:
        app.canvas.show(made(rows, **more))
        await pilot.pause()
        yield Seen(app)


# --- the map ---------------------------------------------------------------------------------------------------------


async def test_the_map_stands_where_the_pictures_have_it_on_a_small_screen() -> None:
    async with seen(*ROWS, size=(80, 24)) as s:
        assert [s.map(y) for y in range(1, 14)] == [
            " Probability",
            "  5",
            "",
            "  4                   ┏ 61 ┓",
            "                      ┗━━━━┛",
            "  3               64    62   +80",
            "",
            "  2                     ×2",
            "",
            "  1",
            "",
            "       1     2     3     4     5",
            "                            Impact",
        ]


async def test_the_map_stands_where_the_pictures_have_it_on_a_large_one() -> None:
    async with seen(*ROWS) as s:
        lines = [s.map(y) for y in range(4, 25)]
        assert lines[0] == " Probability"
        assert lines[4:7] == [
            "                         ┏━━━━━┓",
            "  4                      ┃ 61  ┃",
            "                         ┗━━━━━┛",
        ]
        assert lines[8] == "  3                 64     62     +80"
        assert lines[11] == "  2                       65 79"
        assert lines[16:18] == ["       1      2      3      4      5", "                                 Impact"]
        assert lines[19:21] == ["      1-2    3-4    5-10    12   15-25", "         low       medium     high"]


async def test_cells_have_the_ramps_colours_at_full_strength_only_where_an_open_risk_stands() -> None:
    async with seen(*ROWS) as s:
        full, faint = [step[0] for step in HEAT["dark"]], [step[2] for step in HEAT["dark"]]
        grounds = [[s.ground(4 + 7 * impact, 6 + 3 * row) for impact in range(5)] for row in range(5)]
        assert grounds == [
            [faint[2], faint[2], faint[4], faint[4], faint[4]],  # 25 is over
            [faint[1], faint[2], faint[3], full[4], faint[4]],
            [faint[1], faint[2], full[2], full[3], full[4]],
            [faint[0], faint[1], faint[2], full[2], faint[2]],
            [faint[0], faint[0], faint[1], faint[1], faint[2]],
        ]


@pytest.mark.parametrize("theme", HEAT)
async def test_the_cursors_box_has_the_colour_of_the_cells_own_text(theme: str) -> None:
    async with seen(*ROWS, look=Look(theme)) as s:
        for row in range(6):
            cell = s.canvas.cell
            assert cell is not None
            x, y = 4 + 7 * (cell[1] - 1), 5 + 3 * (5 - cell[0])
            assert s.canvas.render_line(y).text[x] == "┏"
            assert s.ink(x, y) == HEAT[theme][step(cell[0] * cell[1])][1], f"row {row}"
            s.canvas.go(1)


async def test_a_risk_without_levels_has_no_box() -> None:
    async with seen(*ROWS) as s:
        s.canvas.select(NEW.id)
        assert s.canvas.cell is None and "┏" not in s.text


@pytest.mark.parametrize(
    ("columns", "count", "words"),
    [(80, 3, "×3"), (120, 3, "×3"), (160, 3, "3 risks"), (160, 12, "×12"), (160, 2, "100 101"), (80, 120, "×120")],
)
async def test_many_risks_in_a_cell_are_counted(columns: int, count: int, words: str) -> None:
    rows = [FakeRow(number, f"Risk {number}", 3, 3) for number in range(100, 100 + count)]
    async with seen(*rows, size=(columns, 40)) as s:
        wide = {80: 6, 120: 7, 160: 9}[columns]
        assert s.canvas.render_line(12).text[4 + 2 * wide + 1 : 4 + 3 * wide - 1].strip() == words


async def test_the_map_alone_has_room_for_numbers() -> None:
    rows = [FakeRow(number, f"Risk {number}", 3, 3) for number in range(100, 105)]
    async with seen(*rows) as s:
        assert "×5" in s.text
        s.canvas.turn()
        assert s.views == (True, False)
        assert "100 101 102 103 104" in s.text and "R100" not in s.text and "Because" in s.text
        s.canvas.turn()
        assert s.views == (False, True) and "Probability" not in s.text and "R100" in s.text
        s.canvas.turn()
        assert s.views == (False, False)


async def test_where_both_do_not_fit_the_list_is_shown_and_the_map_is_one_turn_away() -> None:
    async with seen(*ROWS, size=(60, 24)) as s:
        assert s.views == (False, True)
        s.canvas.turn()
        assert s.views == (True, False) and "Probability" in s.text
        s.canvas.turn()
        assert s.views == (False, True)


@pytest.mark.parametrize("look", [Look("dark", ascii_only=True), Look("ansi-dark"), Look("ansi-light")])
async def test_without_colour_every_cell_and_score_names_its_step(look: Look) -> None:
    async with seen(*ROWS, size=(80, 24), look=look) as s:
        for y, cells in (
            (2, ["m", "m", "h", "h", "h"]),
            (4, ["l", "m", "h", "h 61", "h"]),
            (6, ["l", "m", "m 64", "h 62", "h+80"]),
            (8, ["l", "l", "m", f"m {look.glyph['times']}2", "m"]),
            (10, ["l", "l", "l", "l", "m"]),
        ):
            assert [s.canvas.render_line(y).text[5 + 6 * i : 9 + 6 * i].rstrip() for i in range(5)] == cells
        assert [s.row(place)[33:37] for place in range(7)] == [" 16h", "  8m", " 12h", "  9m", "  8m", "+15h", "  ?"]
        if look.ascii_only:
            assert s.map(4)[22:28] == "+h 61+" and s.map(5)[22:28] == "+====+" and s.text.isascii()


async def test_pmboks_scale_has_decimals_and_a_legend_without_levels() -> None:
    weighted = FakeRow(61, "Vendor", 4, 4, before=0.28, score=0.56)
    async with seen(weighted, scales=SCALES._replace(nonlinear=True)) as s:
        assert "0.56  ▲ from 0.28" in s.row(0)
        assert "15-25" not in s.text and "medium" in s.text


# --- the register ----------------------------------------------------------------------------------------------------


async def test_a_row_says_everything_on_a_large_screen() -> None:
    async with seen(*ROWS) as s:
        assert s.line(3)[44:] == "     Risk                         EUR  P I  score trend     Who      review"
        assert s.line(4)[44:] == "─" * 75
        assert [s.row(place) for place in range(8)] == [
            "▌R61  Vendor API slips           24.0k  4 4   16  ▲ from 12  Eli   ! late 7d",
            " R65  Licence audit finds gaps    3.0k  2 4    8             Eli   ! late 2d",
            " R62  Only Ben knows SSO          6.0k  3 4   12  ▼ from 16  Chi  Mon 30 Nov",
            " R64! Load above 200 requests…          3 3    9                  Mon 30 Nov",
            " R79  Second data centre                2 4    8  ▼ from 12  Eli  Mon 30 Nov",
            " R80  Reuse in shop 2             5.0k  3 5  +15  ▲ from 9         Mon 4 Jan",
            " R82  Nobody has scored this            - -    ?",
            " R83✓ It is over                        5 5   25",
        ]


async def test_a_review_that_is_due_today_says_so() -> None:
    async with seen(
        FakeRow(1, "One", 1, 1, next_review=TODAY), FakeRow(2, "Two", 1, 1, next_review=date(2029, 3, 1))
    ) as s:
        assert s.row(0).endswith("     today") and s.row(1).endswith("  Mar 2029")
        assert s.ink(115, 5) == s.look.palette["warn"]


async def test_a_small_screen_keeps_title_mark_score_and_owner() -> None:
    async with seen(*ROWS, size=(80, 24)) as s:
        assert s.line(1)[36:] == "      Risk                       score  Who"
        assert [s.row(place) for place in range(4)] == [
            "▌R61! Vendor API slips            16  ▲ Eli",
            " R65! Licence audit finds gaps     8    Eli",
            " R62  Only Ben knows SSO          12  ▼ Chi",
            " R64! Load above 200 requests a…   9",
        ]


async def test_colours_tell_worse_from_better_and_an_opportunity_that_grows_is_better() -> None:
    async with seen(*ROWS) as s:
        palette = s.look.palette
        assert [s.ink(93, 5 + place) for place in (0, 2, 5)] == [palette["alarm"], palette["ok"], palette["ok"]]
        assert s.ink(47, 8) == palette["alarm"] and s.ink(110, 6) == palette["alarm"]
        assert s.ground(90, 5) == HEAT["dark"][4][0], "the score keeps its heat under the cursor"
        assert s.ground(119, 5) == palette["sel"] and s.ground(43, 5) == palette["sel"]


@given(
    width=st.integers(20, 240), score=st.integers(3, 6), owner=st.integers(3, 6), ref=st.integers(3, 7),
    money=st.integers(0, 8),
)  # fmt: skip
def test_columns_are_dropped_in_order_and_never_score_sign_or_owner(
    width: int, score: int, owner: int, ref: int, money: int
) -> None:
    widest = Columns(ref, 1, money, 3, score, 9, 0, owner, 8, 10, 20)
    columns = columns_for(width, widest)
    assert columns.score == score and columns.owner == owner and columns.trend in (1, 9)
    kept = [columns.review > 0, columns.trend == 9, columns.levels > 0, columns.money == money]
    assert kept == sorted(kept), "what is dropped first goes first"


@given(columns=st.integers(1, 400), rows=st.integers(1, 120), view=st.sampled_from(View))
def test_map_register_and_sentence_never_overlap(columns: int, rows: int, view: View) -> None:
    layout = layout_for(columns, rows, max(1, rows - 3), view)
    assert layout.room >= 1
    if layout.details:
        assert layout.head + layout.room < layout.rule
        assert layout.rule + layout.details < rows - 3
        assert layout.head + 5 * layout.cell_height + (2 if layout.cell_height > 1 else 0) <= layout.rule


# --- heading and sentence --------------------------------------------------------------------------------------------


async def test_the_heading_sets_exposure_against_contingency() -> None:
    async with seen(*ROWS) as s:
        assert s.line(1) == (
            " Exposure  54.2k EUR   41.0k a week ago    Contingency left 14.5k, covers 27 %"
            + "! 2 reviews late".rjust(41)
        )
        x, y = s.find("Contingency")
        assert s.ink(x, y) == s.look.palette["warn"]


async def test_the_heading_leaves_out_what_is_not_known() -> None:
    more: dict[str, Any] = {"exposure_before": None, "contingency": None, "cover": None, "currency": ""}
    async with seen(CENTRE, **more) as s:
        assert s.line(1) == " Exposure  54.2k"
        assert "EMV" not in s.line(3), "no amounts, no column"
    async with seen(KNOWS, **more) as s:
        assert "EMV" in s.line(3)
    async with seen(*ROWS, cover=None) as s:
        assert "Contingency left 14.5k  " in s.line(1)


async def test_a_small_screen_has_no_heading() -> None:
    async with seen(*ROWS, size=(80, 24)) as s:
        assert "Exposure" not in s.text


async def test_the_sentence_of_the_cursors_risk_stands_below_a_rule() -> None:
    async with seen(*ROWS, size=(80, 24)) as s:
        rule = s.find(" ──")[1]
        assert [s.line(rule + y) for y in range(5)] == [
            " " + "─" * 78,
            "        Because  the vendor has no sandbox until the contract is signed",
            " it may be that  the payment API arrives late",
            "        so that  Beta, 42 and 58 slip",
            "        Trigger  no sandbox by Fri 27 Nov, in 4d",
        ]


async def test_beside_it_stands_what_is_done_about_it() -> None:
    async with seen(*ROWS) as s:
        first = s.find("Because")[1]
        assert [s.line(first + y)[73:] for y in range(5)] == [
            "Response   mitigate, down to 6",
            "86  Build mock server  Chi  Doing",
            "91  Penalty clause          ✓ done",
            "Last       Thu 19 Nov  P 3 to 4",
            '           "vendor mail, no date"',
        ]
        assert s.line(first + 4).startswith("       Fallback  mock server")


async def test_more_cards_than_there_is_room_for_are_counted() -> None:
    card = VENDOR.actions[0]
    many = FakeRow(61, "Vendor", 4, 4, cause="x", actions=[card] * 9, threatens=[("M71", "Beta")])
    async with seen(many) as s:
        assert "Threatens  M71 Beta" in s.text and s.text.count("Build mock server") == 4 and "and 5 more" in s.text


async def test_a_long_sentence_takes_the_lines_that_are_free() -> None:
    long = FakeRow(1, "Long", 1, 1, cause="one two three four five six seven eight nine ten " * 4, event="late")
    async with seen(long) as s:
        y = s.find("Because")[1]
        assert s.line(y + 1).startswith(" " * 17 + "two three"), "the second line of the cause"
        assert s.text.count("eight") == 4


async def test_a_passed_trigger_is_red_and_says_so() -> None:
    async with seen(*ROWS) as s:
        s.canvas.select(LOAD.id)
        x, y = s.find("! Fri 20 Nov, passed 3d ago")
        assert s.ink(x, y) == s.look.palette["alarm"]


async def test_what_nobody_has_described_says_so() -> None:
    async with seen(AUDIT) as s:
        assert "not said yet" in s.text and "none yet" in s.text


@pytest.mark.parametrize(("only", "kind", "words"), [
    (None, "risk", ("No risk is known yet.", "n  adds a risk", "P  asks", "pmtui import FILE")),
    (None, "issue", ("No issue is known yet.", "n  adds an issue")),
    (set(), "risk", ("No risk fits.",)),
])  # fmt: skip
async def test_an_empty_register_says_what_to_do(only: Any, kind: str, words: tuple[str, ...]) -> None:
    async with seen(size=(80, 24), only=only, kind=kind) as s:
        assert all(said in s.text for said in words)
        assert s.canvas.row is None and s.canvas.chosen == []
        for move in (s.canvas.home, s.canvas.end, s.canvas.mark, lambda: s.canvas.go(1), lambda: s.canvas.page(1)):
            move()


async def test_issues_have_a_severity_and_a_day_in_place_of_a_map() -> None:
    late = FakeRow(89, "Server down", type="issue", severity="critical", due="2026-11-20", owner=CHI)
    other = FakeRow(90, "No licence", type="issue", severity="minor", due="2026-11-27")
    async with seen(late, other, kind="issue", size=(80, 24)) as s:
        assert s.canvas.list_only and "Probability" not in s.text
        assert s.row(0).split() == ["▌I89", "Server", "down", "critical", "Chi", "!", "late", "3d"]
        assert s.row(1).split() == ["I90", "No", "licence", "minor", "Fri", "27", "Nov"]


# --- the cursor ------------------------------------------------------------------------------------------------------


async def test_the_cursor_marks_selects_and_stays_on_its_row() -> None:
    async with seen(*ROWS) as s:
        canvas = s.canvas
        canvas.mark()
        assert s.row(0).startswith("●R61") and s.here == AUDIT.id
        canvas.go(2)
        canvas.mark()
        assert canvas.chosen == [VENDOR.id, LOAD.id]
        canvas.unmark()
        assert canvas.chosen == [CENTRE.id]
        canvas.show(made([CENTRE, VENDOR]))
        assert s.here == CENTRE.id
        assert canvas.select(VENDOR.id) and not canvas.select("no such id")
        moves = s.app.moves
        canvas.go(5)
        assert s.app.moves == moves, "the cursor is at the end: nothing has moved"


async def test_a_cell_alone_lists_its_risks_until_it_is_empty() -> None:
    async with seen(*ROWS, size=(80, 24)) as s:
        canvas = s.canvas
        canvas.go(1)
        canvas.cell_filter = canvas.cell
        assert "Risk, only P 2 I 4" in s.line(1)
        assert [s.row(place)[1:4] for place in range(3)] == ["R65", "R79", ""]
        canvas.end()
        assert s.here == CENTRE.id
        canvas.show(made([VENDOR, KNOWS]))
        assert canvas.cell_filter is None and "only" not in s.line(1)
        canvas.cell_filter = (4, 4)
        assert canvas.select(KNOWS.id) and canvas.cell_filter is None


async def test_places_are_found_again() -> None:
    async with seen(*ROWS) as s:
        canvas = s.canvas
        x, y = s.find("R62")
        assert canvas.row_at(x, y) == 2 and canvas.row_at(3, y) is None and canvas.row_at(x, 2) is None
        assert canvas.row_at(x, canvas.head + 8) is None
        assert canvas.cell_at(4 + 3 * 7, 8) == (4, 4) and canvas.cell_at(4, 19) == (1, 1)
        assert canvas.cell_at(3, 8) is None and canvas.cell_at(4, 20) is None


async def test_two_thousand_risks_are_drawn_only_where_they_are_seen() -> None:
    rows = [FakeRow(n, f"Risk {n}", n % 5 + 1, n // 5 % 5 + 1, emv=1000 * n, owner=ELI) for n in range(1, 2001)]
    async with seen(*rows, size=(80, 24)) as s:
        canvas = s.canvas
        assert "×80" in s.text and s.line(18).endswith(" 1 of 2000")
        assert "R15 " in s.text and "R16 " not in s.text
        canvas.go(15)
        assert s.line(18).endswith(" 16 of 2000") and 0 < canvas.top <= 15
        canvas.end()
        assert "R2000" in s.text and canvas.top == 2000 - 15
        canvas.page(-1)
        assert canvas.cursor == 1999 - 14
        canvas.home()
        assert (canvas.cursor, canvas.top) == (0, 0)


# --- every look and size ---------------------------------------------------------------------------------------------

HOSTILE = FakeRow(
    1, "\x1b[31m支払い画面の再試行\u202e\tend \x07" + "x" * 300, 5, 5, before=1, emv=1e15,
    owner=Person("p", "支払い", "x"),
    cause="支払い" * 200 + "\n\x1b]0;title\x07", effect="word " * 500, category="c\x00" * 40, trigger_text="\r\n",
    response="mitigate", last="\x1b[2J" * 99, threatens=[("M1", "\x9b1m" * 80)], late_days=400,
    actions=[SimpleNamespace(ref="1\x00", title="\ta" * 90, owner=None, column="\x07" * 50, state="open", done=False)],
)  # fmt: skip


@pytest.mark.parametrize(
    ("theme", "ascii_only", "size"),
    [
        *((theme, ascii_only, size) for theme in THEMES for ascii_only in (False, True) for size in SIZES[2:6:3]),
        *(("dark", False, size) for size in SIZES),
    ],
)
async def test_every_line_is_as_wide_as_the_screen(theme: str, ascii_only: bool, size: tuple[int, int]) -> None:
    async with seen(*ROWS, HOSTILE, size=size, look=Look(theme, ascii_only=ascii_only)) as s:
        for turn in range(3):
            s.canvas.select([VENDOR, NEW, HOSTILE][turn].id)
            for y in range(size[1]):
                line = s.canvas.render_line(y)
                assert line.cell_length == cell_width(line.text) == size[0]
                assert line.text.isprintable()
            s.canvas.turn()


@given(st.text(max_size=400), st.integers(1, 60), st.integers(1, 6))
def test_wrapped_text_fits_and_loses_nothing_that_fits(text: str, width: int, lines: int) -> None:
    made = wrap(text, width, lines, "…")
    assert len(made) <= lines
    if width > 1:
        assert all(cell_width(line) <= width for line in made)
    if not any(line.endswith("…") for line in made) and len(text) < 8 * width * lines:
        assert "".join("".join(made).split()) == "".join(text.split())
