"""The metrics pane: every chart drawn at every size and in every look, its table, its period, its definition."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment

from pmtui.model.pictures import Bar, Bars, Lines, Picture, Scatter, Series, Stack, ticks
from pmtui.model.text import cell_width
from pmtui.store.plan import Plan
from pmtui.tui import keys
from pmtui.tui.look import THEMES, Look
from pmtui.tui.metrics import MetricsPane
from pmtui.tui.metricsplot import plot
from tests.tui.shown import Shown, shown

TODAY = date(2026, 11, 23).toordinal()
SIZES = [(40, 12), (60, 20), (80, 24), (90, 24), (120, 40), (200, 60)]


def text(rows: Sequence[Sequence[Segment]]) -> list[str]:
    return ["".join(part.text for part in row) for row in rows]


def pane(s: Shown) -> MetricsPane:
    assert s.app.metrics is not None
    return s.app.metrics


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_every_chart_and_every_table_fits(demo: Plan, size: tuple[int, int], ascii_only: bool) -> None:
    async with shown(demo, size, look=Look("dark", ascii_only)) as s:
        await s.press("4")
        assert pane(s).listed == 9
        for key in ("=", "="):
            for _ in range(pane(s).listed):
                rows = s.rows()
                assert len(rows) == size[1]
                assert all(cell_width(row) <= size[0] for row in rows)
                chart = pane(s).chart
                assert chart is not None and chart.title in s.text
                assert not ascii_only or s.text.isascii()
                await s.press("j")
            await s.press("g", "g", key)


@pytest.mark.parametrize("theme", THEMES)
async def test_every_look_draws_it(demo: Plan, theme: str) -> None:
    async with shown(demo, (80, 24), look=Look(theme)) as s:
        await s.press("g", "m")
        assert "Cycle time" in s.rows()[1]
        await s.press("T")
        assert "Cycle time" in s.rows()[1]


async def test_the_pane_shows_figures_picture_and_definition(demo: Plan) -> None:
    async with shown(demo, (80, 24)) as s:
        await s.press("4")
        rows = s.rows()
        assert "4 Metrics" in rows[0] and "Board" not in rows[0]
        assert "P50 6d" in rows[2] and "P85 8d" in rows[2]
        assert any("P85 8d" in row and "•" in row for row in rows[4:])
        assert rows[-2] == " finished - started + 1 day; lead time from leaving the backlog; nearest rank"
        await s.press("j")
        assert rows[-2] != s.rows()[-2]


@pytest.mark.parametrize("width", [80, 89])
async def test_narrow_top_lines_have_digits_for_the_panes_that_are_not_shown(demo: Plan, width: int) -> None:
    async with shown(demo, (width, 24)) as s:
        assert " 1 Board  2  3  4 " in s.rows()[0]
        assert s.rows()[0].endswith("Ana")
        await s.press("2")
        assert " 1  2 Timeline  3  4 " in s.rows()[0]


async def test_wide_top_lines_name_all_panes(demo: Plan) -> None:
    async with shown(demo, (120, 30)) as s:
        assert "1 Board   2 Timeline   3 Risks   4 Metrics" in s.rows()[0]


async def test_the_table_says_the_same_and_scrolls(demo: Plan) -> None:
    async with shown(demo, (80, 24)) as s:
        await s.press("4", "=")
        assert s.rows()[4][19:].split()[:4] == ["number", "title", "finished", "cycle"]
        assert s.rows()[5][19:].split()[0] == "106"
        first = s.rows()[5]
        await s.press("pagedown")
        assert s.rows()[5] != first
        assert "more" not in s.text
        await s.press("pageup")
        assert s.rows()[5] == first
        await s.press("enter")
        assert "•" in s.text


async def test_the_period_grows_and_shrinks(demo: Plan) -> None:
    async with shown(demo, (100, 30)) as s:
        await s.press("4", "-", "-", "-")
        assert "since Tue 10 Nov" in s.rows()[1]
        assert "the last 2 weeks" in s.bottom
        await s.press("-")
        assert "since Tue 10 Nov" in s.rows()[1]
        await s.press("+")
        assert "since Mon 2 Nov" in s.rows()[1], "never before anything is known"


async def test_what_is_done_elsewhere_is_in_the_figures(plan: Plan) -> None:
    async with shown(plan, (120, 40)) as s:
        await s.press("4")
        before = pane(s).metrics
        await s.press("1", "4")
        assert pane(s).metrics is before, "nothing has changed: nothing is read"
        await s.press("1")
        await s.go(3)
        await s.press("x", "4")
        chart = pane(s).metrics
        assert chart is not None and chart is not before
        assert any(row[1] == "Retry failed payments with jitter" for row in chart.charts["cycle"].rows)


async def test_a_query_narrows_the_figures_to_what_it_finds(demo: Plan) -> None:
    async with shown(demo, (120, 40)) as s:
        await s.press("4")
        everything = pane(s).count
        await s.press("/")
        await s.type("@ana", "enter")
        assert 0 < pane(s).count < everything
        assert f"{pane(s).count} items" in s.rows()[0]
        await s.press("q")
        assert pane(s).count == everything


async def test_a_team_without_history_is_told_what_is_missing(empty_plan: Plan) -> None:
    async with shown(empty_plan, (80, 24)) as s:
        await s.press("4")
        assert "Nothing was started and finished since" in s.text
        for _ in range(pane(s).listed):
            assert pane(s).chart is not None and s.rows()[1].strip()
            await s.press("=", "=", "j")


async def test_too_few_for_a_service_level_shows_the_raw_range(plan: Plan) -> None:
    async with shown(plan, (80, 24)) as s:
        await s.press("4")
        assert "10 make a service level; so far they took" in s.text


async def test_every_key_works_and_the_mouse_chooses(demo: Plan) -> None:
    async with shown(demo, (100, 30)) as s:
        await s.press("4")
        for key in keys.METRICS:
            if key.keys and key.name not in ("quit", "board", "timeline", "risks"):
                await s.press(key.keys.split(",")[0], "escape", "escape")
        assert s.app.shown == "metrics"
        await s.pilot.click(MetricsPane, offset=(5, 3))
        await s.settle()
        assert pane(s).cursor == 2
        before = pane(s).as_table
        await s.pilot.click(MetricsPane, offset=(60, 10))
        await s.settle()
        assert pane(s).as_table is not before


def test_every_key_has_one_meaning() -> None:
    every = [one for key in keys.METRICS for one in key.keys.split(",")]
    assert len(every) == len(set(every))


PICTURES: list[Picture] = [
    Scatter(TODAY - 10, TODAY, [(TODAY - 4, 3), (TODAY - 4, 3), (TODAY, 9)], [("P85 9d", 9)]),
    Lines(TODAY - 2, [Series("scope", "base", [5, 5, 8], True), Series("done", "ok", [0, 2, 2])], [(TODAY, "+3")], "x"),
    Stack(TODAY - 2, [Series("done", "ok", [0, 1, 2]), Series("ready", "base", [3, 2, 1])]),
    Bars([Bar("2 Nov", 4, "4"), Bar("9 Nov", 0, "0")], True),
    Bars([Bar("42 支払い画面の再試行", 8, "8d", "crit"), Bar("43 x", 1, "1d")], False, ("P85", 6)),
]


@pytest.mark.parametrize("picture", PICTURES)
@given(width=st.integers(0, 140), height=st.integers(0, 50), ascii_only=st.booleans())
def test_a_picture_keeps_to_its_size(picture: Picture, width: int, height: int, ascii_only: bool) -> None:
    rows = text(plot(picture, Look("dark", ascii_only), width, height))
    assert len(rows) <= height
    assert all(cell_width(row) <= width for row in rows)


def test_dots_stand_where_their_day_and_their_value_are() -> None:
    rows = text(plot(PICTURES[0], Look("dark", True), 34, 12))
    assert rows[1].index("#") == 33, "nine days, today"
    assert [row[21] for row in rows].count("2") == 1, "two of three days, four days ago"
    assert rows[-1].rstrip().endswith("today")


def test_a_bar_is_as_long_as_its_value_and_marks_the_level() -> None:
    rows = text(plot(PICTURES[4], Look("dark"), 60, 10))
    assert abs(rows[1].count("█") - 8 * rows[2].count("█")) <= 1, "to an eighth of a cell"
    assert "P85 6d" in rows[0]


def test_what_does_not_fit_is_counted() -> None:
    rows = text(plot(Bars([Bar(f"{n}", 3, "3d") for n in range(20)], False), Look("dark"), 60, 8))
    assert rows[-1] == "13 more"


@given(st.floats(0, 1e7), st.integers(2, 20))
def test_ticks_are_round_and_reach_the_top(top: float, most: int) -> None:
    found = ticks(top, most)
    assert found[0] == 0 and found[-1] >= top
    assert 2 <= len(found) <= most + 1
