"""The board on the screen: the cursor, what each column shows, and what other processes do to the file meanwhile."""

import sqlite3
from pathlib import Path

import pytest
from textual import events

from pmtui.actions import flow, items, projects
from pmtui.clock import today
from pmtui.errors import PmtuiError
from pmtui.model.quickadd import parse_line
from pmtui.settings import Settings
from pmtui.store.plan import Plan
from pmtui.store.read import find
from pmtui.tui.app import PmtuiApp
from tests.tui.conftest import ME
from tests.tui.shown import shown


def add(plan: Plan, *lines: str) -> None:
    items.add(plan, [parse_line(line, today()) for line in lines])


# --- the cursor ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", [tuple("hjkl"), ("left", "down", "up", "right")], ids=["letters", "arrows"])
async def test_letters_and_arrows_move_the_cursor(plan: Plan, keys: tuple[str, ...]) -> None:
    left, down, up, right = keys
    async with shown(plan) as s:
        await s.go(10)
        assert s.here == ("Backlog", 0)
        await s.press(down, down)
        assert (s.here, s.title) == (
            ("Backlog", 2),
            "Mail templates, in three languages and with the customer's own logo",
        )
        await s.press(up, right)
        assert s.here[0] == "Ready"
        await s.press(left)
        assert s.here == ("Backlog", 1), "back where it came from"


async def test_the_cursor_goes_to_the_card_beside_it(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(7)
        await s.press("j", "j", "l")
        assert s.title == "Stage certificate"
        await s.press("l")
        assert s.title == "Cron migration to systemd timers", "a shorter column: its last card"


async def test_the_app_opens_where_the_work_is(plan: Plan) -> None:
    async with shown(plan, (80, 24)) as s:
        assert s.here == ("Doing", 0)
        assert "Ready 3/5" in s.text, "what comes next stands beside it"


async def test_the_cursor_stays_on_the_board(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(10)
        await s.press("k", "h", "k")
        assert s.here == ("Backlog", 0)
        await s.press(*"lllllll", *"jjjj")
        assert s.here == ("Done", 0)


async def test_gg_and_capital_g_go_to_the_ends(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(10)
        await s.press("G")
        assert s.here == ("Backlog", 2)
        await s.press("g", "g")
        assert s.here == ("Backlog", 0)
        await s.press("end", "home")
        assert s.here == ("Backlog", 0)


async def test_pages_go_by_screenfuls_and_say_where_the_cursor_is(empty_plan: Plan) -> None:
    add(empty_plan, *(f"Card {number}" for number in range(1, 61)))
    async with shown(empty_plan, (80, 24)) as s:
        assert "1/60" in s.text
        await s.press("pagedown")
        assert s.here[1] >= 15
        first = s.here[1]
        await s.press("pagedown")
        second = s.here[1]
        assert second >= first + 15
        await s.press("ctrl+f")
        assert s.here[1] >= second + 15
        await s.press("pageup", "ctrl+b")
        assert s.here[1] < second
        await s.press("G")
        assert s.here[1] == 59
        assert "Card 60" in s.text
        assert "60/60" in s.text


async def test_at_80x24_a_column_shows_fifteen_cards(empty_plan: Plan) -> None:
    add(empty_plan, *(f"Card {number}" for number in range(1, 61)))
    async with shown(empty_plan, (80, 24)) as s:
        assert sum(f"Card {number}" in row for number in range(1, 61) for row in s.rows()[2:-2]) >= 15


async def test_the_card_under_the_cursor_is_always_whole_on_the_screen(empty_plan: Plan) -> None:
    add(empty_plan, *(f"Card {number} with a long title ^fri @ana" for number in range(1, 31)))
    async with shown(empty_plan, (80, 24)) as s:
        for key in "j" * 29 + "k" * 29:
            s.app.post_message(events.Key(key, key))
            await s.settle()
            board = s.app.board
            assert board._region(board.at, board.cursor[board.at]).height == 2


async def test_the_cursors_card_is_explained_below(plan: Plan) -> None:
    async with shown(plan, (80, 24)) as s:
        await s.go(4)
        assert "4   SSO with Keycloak   Ben   ▪ blocked 3d: no realm for staging" in s.rows()[-2]
        await s.go(5)
        assert "! due Sat 21 Nov, 2d late" in s.rows()[-2]


async def test_where_there_is_room_it_says_what_is_left_and_what_happened(plan: Plan) -> None:
    async with shown(plan, (120, 40)) as s:
        await s.go(3)
        below = "\n".join(s.rows()[-4:-1])
        assert "Left   Alert, Runbook  3 of 5 checked" in below
        assert "Before  8 Help text for refunds" in below
        assert 'Tue 09:00 Ana  "The bank allows two retries a minute."' in below


async def test_on_a_wide_screen_a_panel_shows_the_whole_card(plan: Plan) -> None:
    async with shown(plan, (160, 45)) as s:
        await s.go(3)
        assert "The bank allows two retries a minute." in s.text
        await s.go(4)
        assert "no realm for staging" in s.text
        assert "The bank allows two retries a minute." not in s.text


@pytest.mark.parametrize("size", [(10, 3), (20, 6), (40, 10), (60, 20), (80, 24), (160, 45), (250, 70)], ids=str)
async def test_any_size_of_terminal_shows_something_and_works(plan: Plan, size: tuple[int, int]) -> None:
    async with shown(plan, size) as s:
        await s.press(
            "l", "j", "G", "enter", "escape", "question_mark", "escape", "colon", "escape", "n", "x", "escape"
        )
        await s.press("p", "escape", "C", "escape", "slash", "escape")
        assert len(s.rows()) == size[1]
        assert all(strip.cell_length == size[0] for strip in s.strips())


async def test_a_terminal_made_smaller_and_larger_keeps_the_cursors_card(plan: Plan) -> None:
    async with shown(plan, (120, 40)) as s:
        await s.go(6)
        for size in ((40, 12), (250, 70), (80, 24)):
            await s.pilot.resize_terminal(*size)
            await s.pilot.pause()
            assert s.title == "Cron migration to systemd timers"
            assert "Cron" in s.text


async def test_a_click_puts_the_cursor_on_a_card_and_a_drag_moves_it(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(6)
        board = s.app.board
        region = board._region(board.at, 0)
        await s.go(10)
        await s.pilot.mouse_down(board, offset=(region.x + 2, region.y))
        assert s.title == "Cron migration to systemd timers"
        await s.pilot.mouse_up(board, offset=(region.x - 2, region.y))
        await s.pilot.pause()
        assert s.column_of(6) == "Doing"


# --- what columns show -----------------------------------------------------------------------------------------------


async def test_a_column_over_its_limit_says_so(plan: Plan) -> None:
    add(plan, "One in:review", "Two in:review", "Three in:review")
    async with shown(plan) as s:
        assert "Review 4/3 !" in s.text
        assert "Ready 3/5 " in s.text
        assert "Ready 3/5 !" not in s.text


async def test_done_cards_leave_after_fourteen_days(plan: Plan) -> None:
    async with shown(plan) as s:
        assert s.numbers("Done") == [1]
        assert "✓ CSV import" in s.text
        assert "Login page" not in s.text
    async with shown(plan, settings=Settings(done_days=30)) as s:
        assert s.numbers("Done") == [1, 2]


async def test_a_card_says_what_is_wrong_with_it_in_words(plan: Plan) -> None:
    async with shown(plan) as s:
        for words in ("▪ blocked 3d", "! 2d late", "due today", "due Fri · 3/5", "waits for 3"):
            assert words in s.text


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
async def test_words_on_a_card_stand_whole_or_not_at_all(plan: Plan, width: int) -> None:
    async with shown(plan, (width, 30)) as s:
        await s.press(*"llll")
        painter = s.app.board.painter
        assert painter is not None
        for column in s.app.board.view.columns:
            for card in column.cards:
                lines = painter.lines(card)
                assert all(sum(part.cell_length for part in line) == s.app.board.step for line in lines)
                if len(lines) == 2:
                    assert "…" not in "".join(part.text for part in lines[1])


async def test_columns_out_of_view_are_named_at_the_edge(plan: Plan) -> None:
    async with shown(plan, (80, 24)) as s:
        await s.go(10)
        assert "Done 1 ›" in s.text
        await s.press(*"llll")
        assert "‹ Backlog 3" in s.text


async def test_a_new_plan_shows_the_keys_that_matter(empty_plan: Plan) -> None:
    async with shown(empty_plan, (80, 24)) as s:
        for words in ("n  makes a card", "C  names the columns", "?  shows every key", "pmtui import FILE"):
            assert words in s.text
        await s.press("n")
        await s.type("First")
        assert "Nothing on this board yet" not in s.text
        await s.press("enter")
        assert "Nothing on this board yet" not in s.text
        await s.press("slash")
        await s.type("elsewhere")
        assert "Nothing on this board yet" not in s.text


async def test_a_file_without_a_project_shows_the_first_minute_too(tmp_path: Path, frozen_now: str) -> None:
    with Plan.create(tmp_path / "bare.db", ME) as bare:
        async with shown(bare, (80, 24)) as s:
            assert "Nothing on this board yet" in s.text
            for key in ("n", "C", "x", "L", "J", "enter", "d", "o", "b", "a", "X", "y", "E", "space", "u", "p"):
                await s.press(key)
                await s.press("escape")
            assert s.app.is_running


async def test_several_projects_share_one_board(plan: Plan) -> None:
    async with shown(plan, project="all") as s:
        assert "2 projects" in s.rows()[0]
        assert sorted(s.numbers("Doing")) == [3, 4, 5, 13]


async def test_the_project_named_is_the_one_that_opens(plan: Plan) -> None:
    async with shown(plan, project="ops") as s:
        assert "OPS Operations" in s.rows()[0]
        assert s.numbers("Doing") == [13]


# --- other processes -------------------------------------------------------------------------------------------------


async def test_anothers_change_shows_within_a_second_under_a_half_typed_text(plan: Plan, elsewhere: Plan) -> None:
    assert PmtuiApp.POLL_SECONDS < 1
    async with shown(plan) as s:
        await s.go(8)
        await s.press("e")
        await s.type(" and invoices")
        add(elsewhere, "Written by Ben in:ready")
        flow.move(elsewhere, [find(elsewhere, "9")], "doing")
        await s.until(lambda: "Written by Ben" in s.text)
        assert s.app.prompt.input.value == "Help text for refunds and invoices"
        assert s.title == "Help text for refunds"
        await s.press("enter")
        assert s.item(8).title == "Help text for refunds and invoices"


async def test_a_card_that_another_deleted_is_refused_calmly(
    plan: Plan, elsewhere: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PmtuiApp, "POLL_SECONDS", 60)
    async with shown(plan) as s:
        await s.go(9)
        items.delete(elsewhere, [find(elsewhere, "9")])
        await s.press("d")
        await s.type("fri", "enter")
        await s.press("enter")
        await s.press("escape")
        for key in ("L", "x", "J", "y"):
            await s.press(key)
        s.app.poll()
        await s.pilot.pause()
        assert s.app.is_running
        assert s.item(9).deleted


async def test_a_project_made_by_another_comes_to_an_app_that_had_none(tmp_path: Path, frozen_now: str) -> None:
    with Plan.create(tmp_path / "bare.db", ME) as bare:
        async with shown(bare, (80, 24)) as s:
            with Plan(bare.path, "ben") as other:
                projects.add(other, "ORD", "Order portal")
            await s.until(lambda: "Backlog" in s.text)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 45)], ids=str)
async def test_a_locked_file_gets_a_calm_line_and_nothing_typed_is_lost(plan_path: Path, size: tuple[int, int]) -> None:
    with Plan(plan_path, ME) as plan:
        async with shown(plan, size) as s:
            await s.go(9)
            await s.press("n")
            await s.type("Typed while locked")
            lock = sqlite3.connect(plan_path, isolation_level=None)
            lock.execute("BEGIN EXCLUSIVE")
            await s.press("enter")
            assert "! pmtui.db is locked by another program" in s.bottom
            assert s.draft["new"] == "Typed while locked"
            await s.press("j", "k", "l", "h", "L", "x", "enter", "escape", "T", "u", "y", "p", "escape", "C", "escape")
            await s.press("slash", "a", "escape", "e", "escape")
            s.app.poll()
            await s.pilot.pause()
            lock.execute("ROLLBACK")
            lock.close()
            await s.press("n")
            assert s.app.prompt.input.value == "Typed while locked"
            await s.press("enter")
            assert "14 added" in s.bottom


async def test_a_read_only_file_is_shown_and_refuses_calmly(plan_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)  # also for root, who may write anything
    before = plan_path.read_bytes()
    with Plan(plan_path, ME) as plan:
        async with shown(plan) as s:
            assert "read-only" in s.rows()[0]
            await s.press("L")
            assert "! pmtui.db is read-only; copy it to a place you may write to" in s.bottom
            assert s.column_of(10) == "Backlog"
            await s.press("n")
            await s.type("Kept", "enter")
            assert s.draft["new"] == "Kept"
    assert plan_path.read_bytes() == before


async def test_an_open_idle_app_leaves_the_file_alone(plan: Plan, plan_path: Path) -> None:
    before = (plan_path.stat().st_mtime_ns, plan_path.read_bytes())
    async with shown(plan) as s:
        await s.press(*"jlkh", "enter", "escape", "question_mark", "escape", "n", "escape")
        s.app.poll()
    assert (plan_path.stat().st_mtime_ns, plan_path.read_bytes()) == before


async def test_an_action_that_fails_leaves_the_cursor_and_the_marks(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PmtuiError("not today")

    monkeypatch.setattr(flow, "move_to", refuse)
    async with shown(plan) as s:
        await s.go(10)
        await s.press("space", "L")
        assert "! not today" in s.bottom
        assert s.app.board.marks
        assert s.here == ("Backlog", 1)
