"""The timeline in the app: what each key promises, from the key press to the plan file, and what it survives."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events

from pmtui.actions import baselines, flow, items, links, people, projects
from pmtui.actions.scheduling import scheduled
from pmtui.clock import today
from pmtui.model.quickadd import parse_line
from pmtui.store import read
from pmtui.store.plan import Plan
from pmtui.store.read import find
from pmtui.tui import keys
from pmtui.tui.dialogs.item import ItemDialog
from pmtui.tui.dialogs.whatif import WhatIfDialog
from pmtui.tui.dialogs.why import WhyDialog
from pmtui.tui.look import THEMES, Look
from pmtui.tui.timeline import Timeline
from tests.store.plans import join, mark, setting
from tests.store.test_migrations import made_by_version_1
from tests.tui.conftest import ME
from tests.tui.shown import Shown, shown
from tests.tui.test_dialogs import MIXED, assert_harmless, plant

LINES = (
    "Foundations type:epic",
    "Design ~2d @ana",
    "Build ~3d @ben after:2",
    "Paint ~1d @chi",
    "Test ~2d after:3",
    "Go-live type:milestone after:5 due:2026-12-18",
    "Handbook ~1d @gus",
)
"""Items 1 to 7; 2, 3 and 4 are below 1. It is Monday, 23 November; 2, 3, 5 and 6 are critical."""


@pytest.fixture
def plan_path(tmp_path: Path, frozen_now: str) -> Path:
    """A small plan, to be opened by `plan` and `elsewhere`."""
    path = tmp_path / "pmtui.db"
    with Plan.create(path, ME) as plan, plan.unsynced():
        projects.add(plan, "ORD", "Order portal")
        for code, name in (("ben", "Ben Okafor"), ("chi", "Chi Tran"), ("gus", "Gus Meyer")):
            people.add(plan, code, name, email=f"{code}@example.org")
        add(plan, *LINES)
        for ref in ("2", "3", "4"):
            setting(plan, ref, "parent=1")
    return path


def add(plan: Plan, *lines: str) -> None:
    items.add(plan, [parse_line(line, today()) for line in lines])


@asynccontextmanager
async def drawn(plan: Plan, at: int | None = 3, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Shown]:
    """The app with the timeline in front, the cursor on an item."""
    async with shown(plan, size) as s:
        await s.press("2")
        if at is not None:
            assert timeline(s).select(find(plan, str(at)))
            await s.settle()
        yield s


def timeline(s: Shown) -> Timeline:
    """The pane."""
    assert s.app.timeline is not None
    return s.app.timeline


def here(s: Shown) -> str:
    """The number of the cursor's row."""
    row = timeline(s).row
    return row.ref if row else ""


def rows(s: Shown) -> list[str]:
    """The numbers of the rows that are to be seen, as `level.number`."""
    pane, chart = timeline(s), s.app.chart
    return [f"{chart.rows[index].level}.{chart.rows[index].ref}" for index in pane.outline.rows]


def dates(s: Shown, number: int) -> str:
    """A row's days as they are drawn: `25 27`, start and finish."""
    chart = s.app.chart
    row = chart.row(find(s.plan, str(number)))
    assert row is not None
    return f"{chart.start(row).day} {chart.finish(row).day}"


def stored(s: Shown, number: int) -> str:
    """A row's days as the file has them now, computed anew."""
    chart = scheduled(s.plan, s.app.project_ids[0])
    row = chart.row(find(s.plan, str(number)))
    assert row is not None
    return f"{chart.start(row).day} {chart.finish(row).day}"


def left_day(s: Shown) -> str:
    """The leftmost day in view."""
    picture = timeline(s)._picture()
    assert picture is not None
    return picture.scale.day(0).isoformat()


# --- the pane and its cursor -----------------------------------------------------------------------------------------


async def test_2_and_1_change_panes_and_the_cursor_stays_on_its_item(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(5)
        await s.press("2")
        assert here(s) == "5"
        assert timeline(s).has_focus
        assert "Backlog" not in s.text
        await s.press("k", "1")
        assert s.title == "Paint"
        await s.press("g", "t")
        assert here(s) == "4"
        await s.press("j", "j", "g", "b")
        assert "Backlog" in s.text
        assert s.title == "Go-live"


async def test_the_top_line_and_the_key_line_are_the_panes(plan: Plan) -> None:
    async with drawn(plan) as s:
        assert "a after" in s.bottom
        assert "L move on" not in s.bottom
        assert "2 Timeline" in s.rows()[0]
        await s.press("1")
        assert "L move on" in s.bottom


async def test_the_chart_names_every_row_and_what_counts(plan: Plan) -> None:
    async with drawn(plan) as s:
        for words in ("Foundations", "Design", "Build", "Paint", "Test", "Go-live", "Handbook", "Tue 1 Dec"):
            assert words in s.text
        assert "Go-live  Tue 1 Dec" in s.rows()[2], "the date that counts stands above"


@pytest.mark.parametrize("down_up", [("j", "k"), ("down", "up")], ids=["letters", "arrows"])
async def test_the_cursor_moves_by_rows_and_to_the_ends(plan: Plan, down_up: tuple[str, str]) -> None:
    down, up = down_up
    async with drawn(plan) as s:
        await s.press(down)
        assert here(s) == "4"
        await s.press(up, up)
        assert here(s) == "2"
        await s.press("G")
        assert here(s) == "7"
        await s.press("g", "g")
        assert here(s) == "1"
        await s.press("end", "home")
        assert here(s) == "1"


async def test_pages_go_by_screenfuls(plan: Plan) -> None:
    add(plan, *(f"Task {number} ~1d" for number in range(8, 80)))
    async with drawn(plan, 1, (80, 24)) as s:
        await s.press("pagedown", "ctrl+f")
        assert int(here(s)) > 30
        assert f"Task {here(s)}" in s.text
        await s.press("pageup", "ctrl+b")
        assert here(s) == "1"


async def test_the_row_is_explained_below(plan: Plan) -> None:
    async with drawn(plan) as s:
        below = "\n".join(s.rows()[-4:-1])
        for words in ("3   Build   Ben", "critical", "Wed 25 to Fri 27 Nov", "takes 3d", "After  2 Design", "Why  "):
            assert words in below, words
        await s.press("j")
        assert "4   Paint   Chi" in s.rows()[-4]


async def test_the_palette_has_every_action(plan: Plan) -> None:
    async with drawn(plan, 3, (120, 80)) as s:
        await s.press("colon")
        for key in keys.TIMELINE:
            if key.name != "palette":
                assert key.words in s.text


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_help_lists_every_key(plan: Plan, size: tuple[int, int]) -> None:
    async with drawn(plan, 3, size) as s:
        await s.press("question_mark")
        seen = list(s.rows())
        for _ in range(6):
            await s.press("pagedown")
            seen += s.rows()
        for key in keys.TIMELINE:
            if key.shown:
                assert any(key.shown in row and key.words in row for row in seen), key.name


async def test_no_key_of_the_timeline_means_two_things() -> None:
    every = [one for key in keys.TIMELINE if key.keys for one in key.keys.split(",")]
    assert len(every) == len(set(every))
    assert "g" not in every
    assert len({key.name for key in keys.TIMELINE}) == len(keys.TIMELINE)


# --- bars ------------------------------------------------------------------------------------------------------------


async def test_capital_l_and_h_shift_a_bar_and_say_which_constraint_that_leaves(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("L")
        assert "3 not before Thu 26 Nov, it was as soon as possible   u undo" in s.bottom
        assert (dates(s, 3), dates(s, 5)) == ("26 30", "1 2"), "what hangs on it follows"
        assert stored(s, 3) == dates(s, 3)
        assert here(s) == "3"
        await s.press("H")
        assert "3 as soon as possible, Wed 25 Nov" in s.bottom
        assert (dates(s, 3), s.item(3).start) == ("25 27", None), "no constraint is left behind where links hold it"
        await s.press("H")
        assert "3 cannot begin before Wed 25 Nov" in s.bottom
        await s.press("u", "u")
        assert dates(s, 3) == "25 27"
        assert s.item(3).start is None


async def test_u_takes_a_shift_back_and_ctrl_r_brings_it_again(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("L", "u")
        assert (dates(s, 3), stored(s, 3)) == ("25 27", "25 27")
        assert "undone" in s.bottom
        await s.press("ctrl+r")
        assert (dates(s, 3), stored(s, 3)) == ("26 30", "26 30")
        assert here(s) == "3"


async def test_where_a_day_is_less_than_a_cell_a_shift_is_a_week(plan: Plan) -> None:
    async with drawn(plan) as s:
        while timeline(s).zoom_name != "quarter":
            await s.press("z")
        await s.press("L")
        assert dates(s, 3) == "2 4"


async def test_more_and_less_stretch_a_bar_and_say_what_it_took_before(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press(">")
        assert "3 takes 4d, it was 3d   u undo" in s.bottom
        assert (dates(s, 3), dates(s, 5)) == ("25 30", "1 2")
        await s.press("<", "minus")
        assert dates(s, 3) == "25 26"
        await s.press("+")
        assert dates(s, 3) == "25 27"
        await s.press("u", "u", "u", "u")
        assert dates(s, 3) == "25 27"


async def test_t_asks_what_it_takes_and_shows_what_was_understood(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("t")
        assert s.app.prompt.input.value == "3d"
        await s.fill("1/2/6d")
        assert "1/2/6d" in s.bottom
        await s.press("enter")
        assert s.item(3).estimate_p == 6
        assert dates(s, 3) == "25 27"
        await s.press("t")
        await s.fill("5 parsecs")
        assert s.bottom.startswith(" ! ")
        await s.press("enter")
        assert s.bottom.startswith(" ! ")
        await s.press("t")
        assert s.app.prompt.input.value == "5 parsecs", "what could not be read is there to be mended"
        await s.fill("1d", "enter")
        assert dates(s, 3) == "25 25"


async def test_what_is_finished_or_a_summary_refuses_calmly(plan: Plan) -> None:
    async with drawn(plan, 1) as s:
        await s.press(">")
        assert "1 is as long as its tasks make it" in s.bottom
        await s.press("m")
        assert "only tasks on the timeline can keep their dates" in s.bottom
        await s.press("j", "x", "L")
        assert "2 is done: its dates are what happened" in s.bottom


async def test_m_keeps_the_dates_and_lets_them_go_again(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("m")
        assert "3 keeps its dates" in s.bottom
        assert "keeps its dates" in s.rows()[-3]
        await s.press("k", "L")
        assert dates(s, 3) == "25 27", "its predecessor moves, it does not"
        await s.press("j", "m")
        assert "3 follows its links" in s.bottom
        assert dates(s, 3) == "26 30"


async def test_keys_take_all_marked_rows_as_one_step_and_the_marks_stay(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("space", "space")
        assert timeline(s).chosen == [find(plan, "3"), find(plan, "4")]
        await s.press("L", "L")
        assert (dates(s, 3), dates(s, 4)) == ("27 1", "25 25")
        await s.press("u")
        assert (dates(s, 3), dates(s, 4)) == ("26 30", "24 24")
        await s.press("q")
        assert timeline(s).marks == set()
        assert s.app.is_running


# --- links, constraints, the outline ---------------------------------------------------------------------------------


async def test_a_asks_what_a_row_comes_after_in_planners_words(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("a")
        assert s.app.prompt.input.value == "2"
        await s.fill("2SS+1d, 4")
        assert "2SS+1d Design" in s.bottom or "Design" in s.bottom
        assert "Paint" in s.bottom
        await s.press("enter")
        assert dates(s, 3) == "24 26"
        await s.press("a")
        assert sorted(s.app.prompt.input.value.split(", ")) == ["2SS+1d", "4"]
        await s.fill("", "enter")
        assert "3 comes after nothing" in s.bottom
        assert dates(s, 3) == "23 25"
        await s.press("u")
        assert dates(s, 3) == "24 26"


@pytest.mark.parametrize(
    ("typed", "said"), [("2XY", "2XY"), ("99", "99"), ("5", "circle")], ids=["unreadable", "unknown", "circle"]
)
async def test_predecessors_that_cannot_be_are_refused_and_kept_to_be_mended(plan: Plan, typed: str, said: str) -> None:
    async with drawn(plan) as s:
        await s.press("a")
        await s.fill(typed, "enter")
        assert s.bottom.startswith(" ! ")
        assert said in s.bottom
        assert dates(s, 3) == "25 27"
        await s.press("a")
        assert s.app.prompt.input.value == typed


async def test_capital_a_chains_the_marked_rows(plan: Plan) -> None:
    async with drawn(plan, 4) as s:
        await s.press("A")
        assert "mark two or more tasks with Space" in s.bottom
        await s.press("space", "G", "space", "A")
        assert "4 > 7 linked" in s.bottom
        assert dates(s, 7) == "24 24"
        await s.press("u")
        assert dates(s, 7) == "23 23"


@pytest.mark.parametrize(
    ("typed", "said", "then"),
    [
        ("not before 30 nov", "not before Mon 30 Nov", "30 2"),
        ("start on 27 nov", "start on Fri 27 Nov", "27 1"),
        ("finish on 2 dec", "finish on Wed 2 Dec", "30 2"),
        ("finish by 4 dec", "finish by Fri 4 Dec", "25 27"),
        ("as late as possible", "as late as possible", "25 27"),
    ],
)
async def test_s_says_when_a_row_may_begin_or_end(plan: Plan, typed: str, said: str, then: str) -> None:
    async with drawn(plan) as s:
        await s.press("s")
        await s.type(typed, "enter")
        assert dates(s, 3) == then
        assert f"Constraint  {said}" in s.rows()[-3]
        await s.press("s")
        assert s.app.prompt.input.value == said
        await s.press("enter")
        assert dates(s, 3) == then, "what is shown can be typed"
        await s.press("s")
        await s.fill("none", "enter")
        assert dates(s, 3) == "25 27"


async def test_a_constraint_that_cannot_be_read_is_kept_to_be_mended(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("s")
        await s.type("whenever it suits", "enter")
        assert s.bottom.startswith(" ! ")
        await s.press("s")
        assert s.app.prompt.input.value == "whenever it suits"


async def test_i_and_capital_i_indent_and_outdent(plan: Plan) -> None:
    async with drawn(plan, 5) as s:
        await s.press("i")
        assert "5 indented" in s.bottom
        assert rows(s)[:5] == ["0.1", "1.2", "1.3", "1.4", "1.5"]
        assert here(s) == "5"
        await s.press("I")
        assert rows(s)[4] == "0.5"
        await s.press("I")
        assert "5 is at the top already" in s.bottom
        await s.press("u", "u")
        assert rows(s)[4] == "0.5"


async def test_capital_j_and_k_change_the_order_and_the_cursor_goes_along(plan: Plan) -> None:
    async with drawn(plan, 2) as s:
        await s.press("J")
        assert rows(s)[:4] == ["0.1", "1.3", "1.2", "1.4"]
        assert here(s) == "2"
        await s.press("J", "J")
        assert "2 is the last here already" in s.bottom
        assert here(s) == "2"
        await s.press("K", "K")
        assert rows(s)[:4] == ["0.1", "1.2", "1.3", "1.4"]
        assert here(s) == "2"


async def test_n_makes_a_task_below_the_cursors(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("n")
        assert "New below 3" in s.rows()[-2]
        await s.type("Inspect ~1d after:3", "enter")
        assert "8 added: Inspect   u undo" in s.bottom
        assert rows(s)[:5] == ["0.1", "1.2", "1.3", "1.8", "1.4"]
        assert here(s) == "8"
        assert dates(s, 8) == "30 30"
        await s.press("n", "enter")
        assert len(rows(s)) == 8, "nothing typed, nothing made"


async def test_a_new_task_that_cannot_be_read_is_kept_to_be_mended(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("n")
        await s.type("Inspect ^31.11.", "enter")
        assert s.bottom.startswith(" ! ")
        assert len(rows(s)) == 7
        await s.press("n")
        assert s.app.prompt.input.value == "Inspect ^31.11."


# --- what is shown ---------------------------------------------------------------------------------------------------


async def test_f_folds_a_summary_and_capital_f_all(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("f")
        assert rows(s) == ["0.1", "0.5", "0.6", "0.7"]
        assert here(s) == "1"
        assert "Foundations" in s.text
        assert "+3" in s.text
        await s.press("f")
        assert len(rows(s)) == 7
        await s.press("F")
        assert len(rows(s)) == 4
        await s.press("F")
        assert len(rows(s)) == 7


async def test_folds_stay_after_a_change(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("F", "j", "L")
        assert rows(s) == ["0.1", "0.5", "0.6", "0.7"]
        assert here(s) == "5"


async def test_capital_c_leaves_only_what_is_critical(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("C")
        assert rows(s) == ["0.1", "1.2", "1.3", "0.5", "0.6"]
        assert here(s) == "3"
        await s.press("C")
        assert len(rows(s)) == 7


async def test_a_query_narrows_the_rows_live_and_escape_brings_them_back(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("slash")
        await s.type("@chi")
        assert rows(s) == ["0.1", "1.4"], "the summary above it shows where it belongs"
        assert "1 task" in s.bottom
        await s.press("escape")
        assert len(rows(s)) == 7
        await s.press("slash")
        await s.fill("handbook", "enter")
        assert rows(s) == ["0.7"]
        assert "/ handbook" in s.text
        await s.press("L")
        assert dates(s, 7) == "24 24"
        assert rows(s) == ["0.7"]
        await s.press("1")
        assert s.numbers("Backlog") == [7]
        await s.press("2", "q")
        assert len(rows(s)) == 7
        assert s.app.is_running


async def test_a_query_that_leaves_nothing_says_so(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("slash")
        await s.type("nowhere", "enter")
        assert "No row fits." in s.text
        await s.press("L", "x", "a", "D", "s", "t", "m", "i", "enter", "escape", "w", "f")
        await s.press("escape", "q")
        assert len(rows(s)) == 7


async def test_z_goes_through_every_zoom_and_round_again(plan: Plan) -> None:
    async with drawn(plan) as s:
        first, seen = timeline(s).zoom_name, []
        for _ in range(4):
            await s.press("z")
            seen.append(timeline(s).zoom_name)
        assert sorted(seen) == ["day", "month", "quarter", "week"]
        assert seen[-1] == first
        await s.press("Z", "z")
        assert timeline(s).zoom_name == first


async def test_the_days_move_by_weeks_and_today_the_end_and_the_bar_are_found_again(plan: Plan) -> None:
    async with drawn(plan, 7) as s:
        setting(plan, "7", "start=31.03.2027")
        s.app.reload()
        begin = left_day(s)
        await s.press("l", "right")
        assert left_day(s) == "2026-11-23" if begin == "2026-11-09" else left_day(s) > begin
        await s.press("h", "left")
        assert left_day(s) == begin
        await s.press("w")
        bar = left_day(s)
        assert "2027-01-31" < bar <= "2027-03-31"
        await s.press("T")
        assert "2026-10-15" < left_day(s) <= "2026-11-23"
        await s.press("$")
        assert "2027-01-01" < left_day(s) <= "2027-03-31"


async def test_full_stop_shades_the_days_off_or_not(plan: Plan) -> None:
    async with drawn(plan) as s:
        with_shade = [strip.render(s.app.console) for strip in s.strips()]
        await s.press(".")
        assert [strip.render(s.app.console) for strip in s.strips()] != with_shade
        await s.press(".")
        assert [strip.render(s.app.console) for strip in s.strips()] == with_shade


async def test_a_click_puts_the_cursor_on_a_row_and_the_wheel_moves_it(plan: Plan) -> None:
    async with drawn(plan) as s:
        pane = timeline(s)
        await s.pilot.mouse_down(pane, offset=(20, pane.head + 4))
        assert here(s) == "5"
        before = left_day(s)
        for wheel, shift in ((events.MouseScrollDown, False), (events.MouseScrollUp, True)):
            s.app.screen._forward_event(wheel(pane, 60, 20, 0, 1, 0, shift, False, False))
            await s.settle()
        assert here(s) == "6"
        assert left_day(s) < before, "with Shift it moves the days"


# --- the item under the cursor ---------------------------------------------------------------------------------------


async def test_the_items_own_keys_work_as_on_the_board(plan: Plan) -> None:
    async with drawn(plan, 7) as s:
        await s.press("d")
        await s.type("27 nov", "enter")
        assert s.item(7).due == "2026-11-27"
        await s.press("o")
        await s.type("chi", "enter")
        assert s.owner_of(7) == "chi"
        await s.press("b")
        await s.type("no paper", "enter")
        assert "blocked" in s.text
        await s.press("b", "e")
        await s.fill("Manual", "enter")
        assert "Manual" in s.text
        await s.press("y")
        assert s.app.clipboard == "ORD-7 Manual"
        await s.press("x")
        assert s.item(7).state == "done"
        assert here(s) == "7", "what is done stays on the timeline"


async def test_enter_opens_the_item_and_the_timeline_follows_its_changes(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("enter")
        dialog = s.app.screen
        assert isinstance(dialog, ItemDialog)
        await s.press("n")
        await s.fill("Build it all", "enter", "escape")
        assert here(s) == "3"
        assert "Build it all" in s.text
        assert s.app.focused is timeline(s)


@pytest.mark.parametrize("number", [3, 7], ids=["in the middle", "the last row"])
@pytest.mark.parametrize("command", ["delete", "archive"])
async def test_the_palette_deletes_and_archives_and_the_row_is_gone(plan: Plan, command: str, number: int) -> None:
    async with drawn(plan, number) as s:
        await s.press("colon")
        await s.type(command, "enter")
        assert s.item(number).deleted or s.item(number).archived
        assert not any(row.endswith(f".{number}") for row in rows(s))
        assert here(s) == {3: "4", 7: "6"}[number]
        await s.press("u")
        assert here(s) == str(number)


async def test_the_last_row_of_all_may_go(empty_plan: Plan) -> None:
    add(empty_plan, "Only ~1d")
    async with drawn(empty_plan, 1) as s:
        await s.press("X")
        assert "Nothing to plan here yet." in s.text
        await s.press("u")
        assert here(s) == "1"


# --- baselines, why --------------------------------------------------------------------------------------------------


async def test_capital_b_saves_a_baseline_and_slips_are_measured_by_it(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("B")
        assert "save what is shown as B0" in s.text
        await s.press("enter")
        await s.type("approved", "enter")
        assert "baseline B0 saved: 7 tasks   u undo" in s.bottom
        assert "as in baseline B0" in s.rows()[2]
        await s.press("L")
        assert "1d after baseline B0" in s.rows()[2]
        assert "1d after baseline" in s.rows()[-4]
        await s.press("u", "u")
        assert "baseline" not in s.rows()[2]
        assert baselines.baselines(plan, s.app.project_ids[0]) == []


async def test_another_baseline_or_none_is_drawn_when_it_is_chosen(plan: Plan) -> None:
    project = next(iter(read.projects(plan)))
    baselines.save(plan, scheduled(plan, project), name="approved")
    setting(plan, "3", "estimate=4d")
    baselines.save(plan, scheduled(plan, project), name="renegotiated")
    async with drawn(plan) as s:
        assert "as in baseline B1" in s.rows()[2]
        await s.press("B")
        assert "B1   renegotiated" in s.text
        await s.type("approved", "enter")
        assert "1d after baseline B0" in s.rows()[2]
        await s.press("B")
        await s.type("none", "enter")
        assert "baseline" not in s.rows()[2]
        assert here(s) == "3"


async def test_a_chosen_baseline_that_another_removes_gives_way_to_the_last(plan: Plan, elsewhere: Plan) -> None:
    project = next(iter(read.projects(plan)))
    for _ in range(2):
        baselines.save(plan, scheduled(plan, project))
    async with drawn(plan) as s:
        await s.press("B")
        await s.type("B0", "enter")
        assert "baseline B0" in s.rows()[2]
        baselines.remove(elsewhere, project, 0)
        s.app.poll()
        await s.settle()
        assert "baseline B1" in s.rows()[2]
        assert "! " not in s.bottom


async def test_capital_d_says_why_and_what_would_help_and_enter_goes_there(plan: Plan) -> None:
    async with drawn(plan, 6) as s:
        await s.press("D")
        assert isinstance(s.app.screen, WhyDialog)
        assert "Why 6 Go-live: Tue 1 Dec" in s.text
        await s.until(lambda: "1d sooner" in s.text)
        assert "shorten 3 by 1d" in s.text
        await s.press("j", "enter")
        assert here(s) == "3"
        assert s.app.focused is timeline(s)
        await s.press("D", "escape")
        assert here(s) == "3"


async def test_why_of_what_nothing_drives(plan: Plan) -> None:
    async with drawn(plan, 4) as s:
        await s.press("D", "j", "pagedown", "enter")
        assert s.app.is_running
        assert here(s) == "4"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("D", "qj"), ("?", "jx"), (":", "\rj"), ("p", "\rj"), ("B", "\r\r"), ("W W", "xx"), ("W L W", "aa")],
    ids=["why", "help", "palette", "projects", "baselines", "drop", "apply"],
)
async def test_two_quick_keys_close_a_dialog_once(plan: Plan, opening: str, closing: str) -> None:
    async with drawn(plan, 6) as s:
        await s.press(*opening.split())
        for key in closing:
            s.app.post_message(events.Key("enter" if key == "\r" else key, key))
        await s.settle()
        await s.settle()
        assert s.app.is_running
        assert len(s.app.screen_stack) == 1
        assert s.app.whatif is None


# --- what if ---------------------------------------------------------------------------------------------------------


async def test_a_trial_leaves_the_file_alone_and_is_dropped_without_a_trace(plan: Plan, plan_path: Path) -> None:
    before = mark(plan_path)
    async with drawn(plan) as s:
        await s.press("W")
        assert "what if, nothing saved" in s.rows()[0]
        await s.press("L", ">", "n")
        await s.type("Inspect ~2d after:3", "enter")
        await s.press("a")
        await s.fill("7", "enter")
        await s.press("x")
        assert "Inspect" in s.text
        assert dates(s, 3) == "26 1"
        s.app.poll()
        assert mark(plan_path) == before
        await s.press("W")
        assert isinstance(s.app.screen, WhatIfDialog)
        assert "Finish   Tue 1 Dec > Thu 3 Dec   +2d" in s.text
        await s.press("escape")
        assert "what if, nothing saved" in s.rows()[0], "Escape goes on trying"
        await s.press("W", "x")
        assert "dropped; the plan is as it was" in s.bottom
        assert "what if" not in s.rows()[0]
        assert dates(s, 3) == "25 27"
        assert "Inspect" not in s.text
        assert s.app.plan is plan
    assert mark(plan_path) == before


async def test_what_was_tried_is_applied_as_one_step(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("W", "L", ">", "j", "e")
        await s.fill("Paint twice", "enter")
        await s.press("W", "a")
        assert "in one step   u undo" in s.bottom
        assert (dates(s, 3), stored(s, 3), s.item(4).title) == ("26 1", "26 1", "Paint twice")
        await s.press("u")
        assert (dates(s, 3), stored(s, 3), s.item(4).title) == ("25 27", "25 27", "Paint")


async def test_a_trial_in_which_nothing_was_tried_goes_on_when_it_is_applied(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("W", "W", "a")
        assert "! nothing was tried" in s.bottom
        assert "what if, nothing saved" in s.rows()[0]


async def test_u_in_a_trial_takes_back_steps_in_the_trial_only(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("L", "W", ">", "u")
        assert dates(s, 3) == "26 30"
        await s.press("u")
        assert dates(s, 3) == "25 27", "what was done before it may be taken back to see what then"
        await s.press("W", "x")
        assert (dates(s, 3), stored(s, 3)) == ("26 30", "26 30")


@pytest.mark.parametrize("way", [(), ("1",)], ids=["timeline", "board"])
async def test_q_does_not_leave_a_trial_by_the_way(plan: Plan, way: tuple[str, ...]) -> None:
    async with drawn(plan) as s:
        await s.press("W", "L", *way, "q")
        assert isinstance(s.app.screen, WhatIfDialog)
        await s.press("q")
        assert s.app.is_running
        assert "what if, nothing saved" in s.rows()[0]
        await s.press("q", "x", "q")
        assert s.app.return_code == 0


async def test_on_the_board_a_trial_shows_too(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("W", "1")
        assert "what if, nothing saved" in s.rows()[0]
        await s.press("L", "2", "W", "a")
        assert s.column_of(3) == "Ready"


async def test_what_another_does_meanwhile_shows_when_the_trial_ends(plan: Plan, elsewhere: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("W", "L")
        items.change(elsewhere, ["7"], [("title", "=", "Written by Ben")])
        s.app.poll()
        await s.settle()
        assert "Written by Ben" not in s.text
        assert dates(s, 3) == "26 30"
        await s.press("W", "a")
        assert "Written by Ben" in s.text
        assert (s.item(7).title, stored(s, 3)) == ("Written by Ben", "26 30")
        s.app.poll()
        await s.settle()
        assert dates(s, 3) == "26 30"


async def test_a_trial_is_of_its_own_project_whatever_is_shown_meanwhile(plan: Plan) -> None:
    projects.add(plan, "OPS", "Operations")
    async with drawn(plan) as s:
        await s.press("W", "L", "p")
        await s.type("oper", "enter")
        assert "Nothing to plan here yet." in s.text
        await s.press("W")
        assert "Finish   Tue 1 Dec > Wed 2 Dec   +1d" in s.text
        await s.press("a")
        assert stored(s, 3) == "26 30"


# --- other processes, other files ------------------------------------------------------------------------------------


async def test_anothers_change_shows_while_the_timeline_is_in_front(plan: Plan, elsewhere: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("t")
        await s.fill("5d")
        setting(elsewhere, "2", "estimate=3d")
        add(elsewhere, "Written by Ben ~1d")
        await s.until(lambda: "Written by Ben" in s.text)
        assert dates(s, 3) == "26 30"
        assert s.app.prompt.input.value == "5d"
        await s.press("enter")
        assert here(s) == "3"
        assert dates(s, 3) == "26 2"


async def test_a_change_on_one_pane_is_seen_on_the_other(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("1")
        await s.go(2)
        await s.press("x")
        await s.go(2)
        await s.press("2")
        assert here(s) == "2"
        chart = s.app.chart
        assert chart.rows[1].state == "done"
        await s.press("X", "1")
        assert all(2 not in s.numbers(column) for column in ("Backlog", "Ready", "Doing", "Done"))


async def test_the_row_that_another_deletes_leaves_calmly(plan: Plan, elsewhere: Plan) -> None:
    async with drawn(plan, 7) as s:
        items.delete(elsewhere, [find(elsewhere, "7")])
        await s.press("L")
        for _ in range(2):
            s.app.poll()
            await s.settle()
        assert here(s) == "6"
        assert s.item(7).deleted


@pytest.fixture
def in_a_circle(plan_path: Path, tmp_path: Path) -> None:
    """Two copies each link two tasks, the other way round, and are merged."""
    other = Path(shutil.copy(plan_path, tmp_path / "other.db"))
    with Plan(plan_path, ME, write=True) as mine, Plan(other, "ben@example.org", write=True) as bens:
        links.link(mine, find(mine, "4"), "FS", find(mine, "7"))
        links.link(bens, find(bens, "7"), "FS", find(bens, "4"))
        join(mine, bens)


@pytest.mark.usefixtures("in_a_circle")
async def test_a_plan_that_goes_in_a_circle_says_so_and_the_app_lives_on(plan: Plan) -> None:
    async with drawn(plan, None) as s:
        assert "! the plan goes in a circle: " in s.bottom
        assert "unlink one of these" in s.bottom
        for key in ("j", "L", ">", "a", "D", "W", "B", "t", "s", "n", "escape", "f", "z", "T", "enter", "escape"):
            await s.press(key)
        s.app.poll()
        await s.settle()
        assert s.app.is_running
        assert s.app.whatif is None
        await s.press("W")
        assert "! the plan goes in a circle: " in s.bottom, "every key that needs a schedule says it again"
        await s.press("1")
        assert "Backlog 7" in s.text
        links.unlink(plan, find(plan, "4"), "FS", find(plan, "7"))
        await s.press("2")
        assert len(rows(s)) == 7


async def test_a_circle_that_comes_while_the_timeline_is_in_front_leaves_what_was_shown(
    plan: Plan, tmp_path: Path
) -> None:
    other = Path(shutil.copy(plan.path, tmp_path / "other.db"))
    with Plan(other, "ben@example.org", write=True) as bens:
        links.link(bens, find(bens, "7"), "FS", find(bens, "4"))
        async with drawn(plan) as s:
            with Plan(plan.path, "chi", write=True) as third:
                links.link(third, find(third, "4"), "FS", find(third, "7"))
                join(third, bens)
            await s.until(lambda: "goes in a circle" in s.bottom)
            assert "Build" in s.text
            await s.press("j", "k", "z", "w", "L", ">", "i", "D", "escape", "W", "1", "2")
            assert s.app.is_running


async def test_a_project_without_items_says_what_to_do_and_takes_its_first_task(empty_plan: Plan) -> None:
    async with drawn(empty_plan, None) as s:
        assert "Nothing to plan here yet." in s.text
        for key in keys.TIMELINE:
            if key.keys and key.name not in ("quit", "board", "timeline"):
                await s.press(key.keys.split(",")[0], "escape", "escape")
        await s.press("2", "W", "x", "n")
        await s.type("First ~2d", "enter")
        assert rows(s) == ["0.1"]
        assert dates(s, 1) == "23 24"


async def test_a_file_without_a_project_is_calm_on_the_timeline(tmp_path: Path, frozen_now: str) -> None:
    with Plan.create(tmp_path / "bare.db", ME) as bare:
        async with drawn(bare, None, (80, 24)) as s:
            for key in keys.TIMELINE:
                if key.keys and key.name not in ("quit", "board", "timeline"):
                    await s.press(key.keys.split(",")[0], "escape", "escape")
            assert s.app.is_running


async def test_p_shows_another_projects_timeline_from_today(plan: Plan) -> None:
    project = next(iter(read.projects(plan)))
    for _ in range(3):
        baselines.save(plan, scheduled(plan, project))
    projects.add(plan, "OPS", "Operations")
    add(plan, "Rotate the tapes ~1d project:OPS", "Patch the servers ~2d project:OPS after:8")
    async with drawn(plan) as s:
        await s.press("B")
        await s.type("B2", "enter")
        await s.press("l", "l", "l", "F", "p")
        await s.type("oper", "enter")
        assert "OPS Operations" in s.rows()[0]
        assert rows(s) == ["0.8", "0.9"]
        assert dates(s, 9) == "24 25"
        assert "! " not in s.bottom
        assert left_day(s) <= "2026-11-23"
        await s.press("p")
        await s.type("all", "enter")
        assert rows(s) == ["0.1", "0.5", "0.6", "0.7"], "a timeline is one project's: the first's"


async def test_another_theme_is_worn_on_the_timeline_at_once(plan: Plan) -> None:
    async with drawn(plan) as s:
        for name in (*THEMES[1:], THEMES[0]):
            await s.press("colon")
            await s.type("next theme", "enter")
            assert f"theme {name};" in s.bottom
            ground = Look(name).style("text").bgcolor
            assert [style.bgcolor for _, style, _ in s.strips()[-8] if style][-1] == ground
            assert "Build" in s.text


@pytest.mark.parametrize("size", [(10, 3), (40, 10), (80, 24), (250, 70)], ids=str)
async def test_any_size_of_terminal_shows_something_and_works(plan: Plan, size: tuple[int, int]) -> None:
    async with drawn(plan, 3, size) as s:
        for key in keys.TIMELINE:
            if key.keys and key.name not in ("quit", "board", "timeline", "editor"):
                await s.press(key.keys.split(",")[0], "escape", "escape")
        await s.press("2")
        assert len(s.rows()) == size[1]
        assert all(strip.cell_length == size[0] for strip in s.strips())


async def test_a_file_of_version_1_is_drawn_as_it_is_and_brought_up_by_the_first_change(plan_path: Path) -> None:
    made_by_version_1(plan_path)
    before = mark(plan_path)
    with Plan(plan_path, ME, app="pmtui-tui") as old:
        async with drawn(old) as s:
            assert dates(s, 3) == "25 27"
            await s.press("D", "escape", "B", "escape", "z", "Z", "C", "C", "W", "W", "x")
            assert mark(plan_path) == before
            await s.press("L")
            assert "3 not before Thu 26 Nov" in s.bottom
            assert (dates(s, 3), stored(s, 3)) == ("26 30", "26 30")
            await s.press(">", "B", "enter")
            await s.type("first", "enter")
            assert "baseline B0" in s.rows()[2]


async def test_a_trial_in_a_file_of_version_1_is_applied_too(plan_path: Path) -> None:
    made_by_version_1(plan_path)
    before = mark(plan_path)
    with Plan(plan_path, ME, app="pmtui-tui") as old:
        async with drawn(old) as s:
            await s.press("W", "L", ">")
            assert mark(plan_path) == before
            await s.press("W", "a")
            assert "in one step" in s.bottom
            assert (dates(s, 3), stored(s, 3)) == ("26 1", "26 1")


@pytest.mark.usefixtures("impatient")
async def test_a_trial_that_can_be_neither_applied_nor_dropped_just_now_goes_on(plan: Plan, plan_path: Path) -> None:
    async with drawn(plan) as s:
        await s.press("W", "L", "W")
        lock = sqlite3.connect(plan_path, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        await s.press("a")
        assert "! pmtui.db is locked by another program" in s.bottom
        assert "what if, nothing saved" in s.rows()[0]
        await s.press("W", "x")
        assert "! pmtui.db is locked by another program" in s.bottom
        assert "what if, nothing saved" in s.rows()[0]
        lock.execute("ROLLBACK")
        lock.close()
        await s.press("W", "a")
        assert "in one step" in s.bottom
        assert (dates(s, 3), stored(s, 3)) == ("26 30", "26 30")


@pytest.mark.usefixtures("impatient")
async def test_a_locked_file_gets_a_calm_line_and_nothing_typed_is_lost(plan: Plan, plan_path: Path) -> None:
    project = next(iter(read.projects(plan)))
    baselines.save(plan, scheduled(plan, project), name="approved")
    async with drawn(plan) as s:
        await s.press("B")
        lock = sqlite3.connect(plan_path, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        await s.press("down", "down", "enter", "L")
        assert "! pmtui.db is locked by another program" in s.bottom
        for key in (">", "m", "i", "J", "W", "W", "x", "D", "escape", "B", "escape", "enter", "escape", "2", "1", "2"):
            await s.press(key)
        await s.press("n")
        await s.type("Typed while locked", "enter")
        s.app.poll()
        await s.settle()
        lock.execute("ROLLBACK")
        lock.close()
        await s.press("n")
        assert s.app.prompt.input.value == "Typed while locked"
        await s.press("enter")
        assert "8 added" in s.bottom


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
@pytest.mark.parametrize("text", [MIXED, "x" * 100_000, "漢字" * 200], ids=["mixed", "long", "wide"])
async def test_hostile_titles_do_no_harm(plan_path: Path, text: str, size: tuple[int, int]) -> None:
    with Plan(plan_path, ME, write=True) as plan:
        baselines.save(plan, scheduled(plan, next(iter(read.projects(plan)))), name="approved")
        flow.block(plan, [find(plan, "3")], "reason")
    plant(plan_path, text)
    with sqlite3.connect(plan_path) as db:
        db.execute("UPDATE snapshot SET name = ?", (text,))
    db.close()
    with Plan(plan_path, ME) as plan:
        async with drawn(plan, 3, size) as s:
            assert_harmless(s)
            for pressed in (
                ("D",), ("escape", "W"), ("L",), (">",), ("W",), ("escape",), ("W", "x"), ("B",), ("escape", "a"),
                ("escape", "t"), ("escape", "n"), ("escape", "C"), ("F",), ("F", "space"), ("L",), ("G",), ("z",),
                ("enter",), ("escape",),
            ):  # fmt: skip
                await s.press(*pressed)
                assert_harmless(s)
            assert s.app.is_running
