"""The forecast on the screen: what it shows, that it can be stopped, what it marks, and what it survives."""

import re
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from pmtui.actions import forecasting, items, links, projects, risks
from pmtui.model.quickadd import parse_line
from pmtui.model.riskline import parse_risk
from pmtui.store.plan import Plan
from pmtui.store.read import find
from pmtui.tui.dialogs.forecast import ForecastDialog
from pmtui.tui.dialogs.forecastlines import pace_words
from pmtui.tui.look import Look
from tests.store.plans import TODAY, setting
from tests.tui.conftest import ME
from tests.tui.shown import Shown, shown
from tests.tui.test_dialogs import MIXED, assert_harmless, plant

LINES = (
    "Walls ~2/4/9d @ana",
    "Roof ~3/5/12d after:1",
    "Garden ~1d",
    "Go-live type:milestone ^2026-12-08 after:2",
)


@pytest.fixture
def plan(tmp_path: Path, frozen_now: str) -> Iterator[Plan]:
    """Four rows, the milestone behind two ranges; R5 would delay the roof, and something is done about it."""
    with Plan.create(tmp_path / "house.db", ME) as opened:
        projects.add(opened, "HOU", "House")
        for line in LINES:
            items.add(opened, [parse_line(line, TODAY)])
        said = parse_risk("Snow 3x4")
        risks.add(opened, parse_line(said.line, TODAY), dict(said.cells))
        setting(opened, "5", "delay=1/2/6d", "residual=1 2")
        links.link(opened, find(opened, "5"), "threatens", find(opened, "2"))
        yield opened


@asynccontextmanager
async def forecast(plan: Plan, size: tuple[int, int] = (120, 40), look: Look | None = None) -> AsyncIterator[Shown]:
    """The app with the forecast of the timeline open."""
    async with shown(plan, size, look=look) as s:
        await s.press("2", "P")
        await done(s)
        yield s


async def done(s: Shown) -> None:
    """Wait until there is a forecast, or word why not."""

    def over() -> bool:
        dialog = s.app.screen
        return isinstance(dialog, ForecastDialog) and (dialog.made is not None or dialog.failed)

    await s.until(over)
    await s.settle()


def line_with(s: Shown, words: str) -> str:
    """The first line of the screen with these words."""
    return next(row for row in s.rows() if words in row)


# --- what it shows ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_figure_names_its_method_and_pert_stands_beside_the_simulated_chance(
    plan: Plan, size: tuple[int, int]
) -> None:
    async with forecast(plan, size) as s:
        assert "beta-PERT, 10,000 iterations, seed " in s.text
        assert "2 of 3 open tasks have a range; 1 risk as events" in s.text
        assert re.search(r"PERT \d+ %, simulated \d+ % > \d+ %", s.text)


async def test_each_milestone_has_its_promised_date_its_chance_and_its_percentiles(plan: Plan) -> None:
    async with forecast(plan) as s:
        row = line_with(s, "4  Go-live")
        assert re.search(r"Tue 8 Dec +\d+ % > \d+ %( +[A-Z][a-z]{2} \d+ Dec){4} ", row)
        before, after = (int(figure) for figure in re.findall(r"(\d+) %", row))
        assert before < after
        assert "The end of the project" in s.text


async def test_the_chance_is_that_of_the_command_line(plan: Plan) -> None:
    async with forecast(plan) as s:
        made = forecasting.forecast(plan, s.app.chart)
        (one,) = made.forecast.milestones.values()
        assert forecasting.percent_words(one.chance) in line_with(s, "4  Go-live")


@pytest.mark.parametrize("ascii_only", [False, True])
async def test_the_distribution_of_the_date_under_the_cursor_is_drawn(plan: Plan, ascii_only: bool) -> None:
    async with forecast(plan, (80, 24), Look("dark", ascii_only=ascii_only)) as s:
        assert re.search(r"P50 \w{3} \d+ Dec +P85 \w{3} \d+ Dec", s.text)
        assert "promised Tue 8 Dec" in s.text
        assert ("####" if ascii_only else "████") in s.text
        if ascii_only:
            inside = [row[1:79] for row in s.rows() if row[:1] == "│"]
            assert inside
            assert all(row.isascii() for row in inside)
        await s.press("j")
        assert "No response" in s.text
        assert "scheduled " in s.text  # nobody has promised the project's end


async def test_what_drives_the_date_is_listed_with_risks_among_tasks_and_enter_goes_there(plan: Plan) -> None:
    async with forecast(plan) as s:
        driver = re.compile(r"(R5|\d)  (Snow|Roof|Walls) +█+ +0\.\d\d")
        found = [hit[1] for row in s.rows() if (hit := driver.search(row))]
        assert sorted(found) == ["1", "2", "R5"]
        await s.press(*["j"] * (found.index("2") + 2), "enter")
        assert s.app.shown == "timeline"
        assert s.app.timeline is not None
        assert s.app.timeline.row is not None
        assert s.app.timeline.row.ref == "2"
        await s.press("P", *["j"] * (found.index("R5") + 2), "enter")
        assert s.app.shown == "risks"


async def test_the_criticality_index_of_the_tasks_is_shown(plan: Plan) -> None:
    async with forecast(plan) as s:
        assert re.search(r"2  Roof +█{20} +100 %", s.text)
        assert not re.search(r"3  Garden +█", s.text)


async def test_a_history_too_short_is_said_with_its_raw_range(plan: Plan) -> None:
    assert pace_words(40, [6, 8, 7]) == (
        "3 weeks of history: too short to forecast from, 5 are needed; at 6 to 8 items a week "
        "40 items would take 5 to 7 weeks"
    )
    async with forecast(plan) as s:
        await s.press("G")
        assert "no whole week of history to forecast from" in s.text


def test_the_boards_pace_is_told_with_the_weeks_it_is_from() -> None:
    assert (
        pace_words(40, [3, 5, 2, 4, 3, 4]) == "the 40 open cards: P50 12 weeks, P85 13; from 6 weeks of 2 to 5 a week"
    )
    assert pace_words(0, []) == "no card is open"


async def test_a_plan_without_ranges_says_what_is_missing(empty_plan: Plan) -> None:
    items.add(empty_plan, [parse_line("Walls ~2d", TODAY)])
    async with forecast(empty_plan, (80, 24)) as s:
        assert "no open task has a range" in s.text
        assert "every time: nothing it hangs on has a range" in s.text


async def test_nothing_to_forecast_is_a_line_not_an_error(empty_plan: Plan) -> None:
    async with forecast(empty_plan) as s:
        assert "there is nothing to forecast yet" in s.text
        await s.press("escape")
        assert not isinstance(s.app.screen, ForecastDialog)


async def test_a_range_that_cannot_be_drawn_from_is_a_line_with_the_items_number(plan: Plan) -> None:
    with plan.transaction() as tx:
        tx.set(find(plan, "1"), "estimate_p", 1.0)
    async with forecast(plan) as s:
        assert re.search(r"! .*\b1\b", line_with(s, "! "))
        assert find(plan, "1") not in s.text


# --- stopping it -----------------------------------------------------------------------------------------------------


async def test_escape_stops_it_and_the_thread_ends(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    seen, ended = threading.Event(), threading.Event()
    run = forecasting.run

    def slowly(*given: object, **named: object) -> object:
        progress = named["progress"]

        def told(done: int) -> bool:
            goes_on: bool = progress(done)  # type: ignore[operator]
            seen.set()
            return goes_on

        try:
            return run(*given, **{**named, "iterations": 50_000_000, "progress": told})  # type: ignore[arg-type]
        finally:
            ended.set()

    monkeypatch.setattr(forecasting, "run", slowly)
    monkeypatch.setattr(forecasting, "ITERATIONS", 50_000_000)
    async with shown(plan) as s:
        await s.press("2", "P")
        await s.until(seen.is_set)
        await s.until(lambda: "of 50,000,000" in s.text)
        await s.press("escape")
        assert "cancelled" in s.bottom
        await s.until(ended.is_set)
        await s.press("j")
        assert "P85" not in s.text


# --- what it marks ---------------------------------------------------------------------------------------------------


async def test_the_timeline_shows_the_band_and_p85_until_the_plan_changes(plan: Plan) -> None:
    async with forecast(plan) as s:
        await s.press("escape")
        assert re.search(r"P85 \w{3} \d+ Dec", s.rows()[2])
        assert s.app.timeline is not None
        milestone = next(row for row in s.rows()[5:] if "Go-live" in row)
        assert re.search(r"◆.*░+╎░+", milestone)
        assert re.search(r"P85 \w{3} \d+ Dec, \d+ %", milestone)
        s.app.timeline.select(find(plan, "1"))
        await s.press("greater_than_sign")
        assert "░" not in "\n".join(s.rows()[5:])
        assert re.search(r"P85 was \w{3} \d+ Dec", s.rows()[2])


async def test_the_detail_line_tells_p85_of_a_milestone(plan: Plan) -> None:
    async with forecast(plan, (80, 24)) as s:
        await s.press("escape", "G")
        assert re.search(r"P85 \w{3} \d+ Dec, \d+ %", s.rows()[-2])


async def test_a_second_look_needs_no_second_simulation(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    async with forecast(plan) as s:
        monkeypatch.setattr(forecasting, "run", None)
        await s.press("escape", "P")
        assert "What moves the end" in s.text


async def test_a_what_if_is_not_given_the_plans_forecast(plan: Plan) -> None:
    async with forecast(plan) as s:
        await s.press("escape", "W")
        assert "░╎" not in s.text
        await s.press("W", "x")
        assert "░╎" in s.text


async def test_the_risk_pane_forecasts_too_and_a_risk_says_what_it_would_move(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.press("3")
        assert "moves Go-live by 2d if it comes" in s.text
        await s.press("F")
        await done(s)
        assert "What moves the end" in s.text


async def test_a_risk_that_fits_into_the_slack_moves_nothing(plan: Plan) -> None:
    said = parse_risk("Frost 2x2")
    ref = risks.add(plan, parse_line(said.line, TODAY), dict(said.cells)).refs[0]
    setting(plan, ref, "delay=1d")
    links.link(plan, find(plan, ref), "threatens", find(plan, "3"))
    async with shown(plan) as s:
        await s.press("3")
        assert s.app.risks is not None
        assert s.app.risks.select(find(plan, ref))
        await s.settle()
        assert "moves no milestone if it comes" in s.text


async def test_another_size_of_the_terminal_is_another_page_with_the_cursor_where_it_was(plan: Plan) -> None:
    async with forecast(plan) as s:
        await s.press("j", "j")
        before = next(row for row in s.rows() if "▌" in row).split()[1:3]
        await s.pilot.resize_terminal(80, 24)
        await s.settle()
        assert next(row for row in s.rows() if "▌" in row).split()[1:3] == before
        assert "No response" in s.text


async def test_what_others_wrote_does_no_harm(plan: Plan) -> None:
    plant(plan.path, MIXED)
    for size in ((80, 24), (120, 40)):
        async with forecast(plan, size) as s:
            assert_harmless(s)
            await s.press("G")
            assert_harmless(s)
            await s.press("escape")
            assert_harmless(s)
