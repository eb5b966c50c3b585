"""The board's keys: what each one promises, from the key press to the plan file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pmtui.actions import flow, items
from pmtui.model.item import Comment, Item
from pmtui.settings import Settings, state_folder
from pmtui.store import read
from pmtui.store.plan import Plan
from pmtui.store.read import find
from pmtui.tui import keys
from pmtui.tui.look import THEMES
from tests.tui.conftest import ME
from tests.tui.shown import Shown, shown


def comments(s: Shown, number: int) -> list[Comment]:
    return read.comments(s.plan, find(s.plan, str(number)))


# --- moving ----------------------------------------------------------------------------------------------------------


async def test_capital_l_and_h_move_the_card_and_the_cursor_goes_with_it(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(9)
        await s.press("L")
        assert s.column_of(9) == "Doing"
        assert (s.here[0], s.title) == ("Doing", "Audit log of price changes")
        assert "9 moved to Doing   u undo" in s.bottom
        await s.press("H")
        assert s.column_of(9) == "Ready"
        assert s.here[0] == "Ready"


async def test_a_card_at_the_edge_of_the_board_stays(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(10)
        await s.press("H")
        assert s.column_of(10) == "Backlog"
        assert "moved" not in s.bottom


async def test_moving_into_a_full_column_warns_and_still_moves(plan: Plan) -> None:
    flow.move(plan, [find(plan, "10"), find(plan, "11")], "review")
    async with shown(plan) as s:
        await s.go(5)
        await s.press("L")
        assert s.column_of(5) == "Review"
        assert "Review is over its limit: 4 of 3" in s.bottom


async def test_capital_j_and_k_change_the_order(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(7)
        await s.press("J")
        assert s.numbers("Ready") == [8, 7, 9]
        await s.press("J", "J")
        assert s.numbers("Ready") == [8, 9, 7]
        await s.press("K")
        assert s.numbers("Ready") == [8, 7, 9]
        assert s.title == "Load test plan"
        s.app.reload()
        assert s.numbers("Ready") == [8, 7, 9]


async def test_x_finishes_a_card_and_says_what_was_left_open(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(3)
        await s.press("x")
        assert s.column_of(3) == "Done"
        assert s.item(3).state == "done"
        assert "3 done; 3 still has 2 open checks: Alert, Runbook" in s.bottom


async def test_s_begins_work_and_makes_it_yours(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(9)
        await s.press("s")
        assert s.column_of(9) == "Doing"
        assert s.owner_of(9) == "ana"


# --- new cards -------------------------------------------------------------------------------------------------------


async def test_quick_add_puts_a_card_where_its_tokens_say(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.press("n")
        await s.type("Retry dashboard ~3d @gus ^fri #payments !high in:doing after:3")
        for understood in ("3d", "gus", "Fri 27 Nov", "payments", "high", "column doing", "after 3"):
            assert understood in s.bottom
        assert "+    Retry dashboard" in s.text, "the card to come stands in its column"
        await s.press("enter")
        made = s.item(14)
        assert s.column_of(14) == "Doing"
        assert s.owner_of(14) == "gus"
        assert (made.title, made.due, made.priority) == ("Retry dashboard", "2026-11-27", "high")
        assert made.labels == ["payments"]
        assert made.estimate_m == 3
        assert "14 added: Retry dashboard" in s.bottom
        assert s.title == "Retry dashboard"


async def test_a_plain_line_goes_into_the_cursors_column_where_work_waits(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(9)
        await s.press("n")
        await s.type("Plain", "enter")
        assert s.column_of(14) == "Ready"
        await s.go(3)
        await s.press("n")
        await s.type("Not begun yet", "enter")
        assert s.column_of(15) == "Backlog"


async def test_a_bad_token_shows_why_and_the_text_is_kept(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.press("n")
        await s.type("Retry dashboard ^31.11.")
        assert "November has 30 days" in s.bottom
        await s.press("enter")
        assert s.bottom.startswith(" ! ")
        assert s.plan.one("SELECT max(number) FROM item")[0] == 13
        await s.press("n")
        assert s.app.prompt.input.value == "Retry dashboard ^31.11."


async def test_escape_leaves_quick_add_and_keeps_the_text(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.press("n")
        await s.type("Half a tho", "escape")
        assert s.app.focused is s.app.board
        assert "Half a tho" not in s.text
        await s.press("n")
        assert s.app.prompt.input.value == "Half a tho"


async def test_an_empty_line_adds_nothing(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.press("n", "enter")
        assert s.plan.one("SELECT max(number) FROM item")[0] == 13


@pytest.mark.parametrize("save", ["enter", "ctrl+s", "f2"])
async def test_enter_ctrl_s_and_f2_save(plan: Plan, save: str) -> None:
    async with shown(plan) as s:
        await s.press("n")
        await s.type("Saved", save)
        assert s.item(14).title == "Saved"


async def test_letters_typed_into_a_prompt_are_text_not_keys(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.press("n")
        await s.type("xLqHu?:/ p", "enter")
        assert s.item(14).title == "xLqHu?:/ p"


# --- finding ---------------------------------------------------------------------------------------------------------


async def test_a_query_narrows_the_board_while_it_is_typed(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.press("slash")
        await s.type("@ben")
        assert s.numbers("Doing") == [4]
        assert s.numbers("Ready") == []
        assert "cards" in s.bottom
        await s.press("escape")
        assert s.numbers("Doing") == [3, 4, 5]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_enter_keeps_a_query_and_q_clears_it(plan: Plan, size: tuple[int, int]) -> None:
    async with shown(plan, size) as s:
        await s.press("slash")
        await s.type("blocked", "enter")
        assert s.numbers("Doing") == [4]
        assert "blocked   1 card" in "\n".join(s.rows()[:3]), "what narrows the board stands above it"
        await s.press("q")
        assert s.app.is_running
        assert s.numbers("Doing") == [3, 4, 5]
        assert "1 card" not in "\n".join(s.rows()[:3])


async def test_a_query_finds_what_left_the_board(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.press("slash")
        await s.type("login", "enter")
        assert s.numbers("Done") == [2]


async def test_a_query_that_cannot_be_read_says_why_and_keeps_the_text(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.press("slash")
        await s.type("due<31.11.")
        assert s.bottom.startswith(" ! ")
        await s.press("enter")
        assert s.bottom.startswith(" ! ")
        assert s.numbers("Doing") == [3, 4, 5]
        await s.press("slash")
        assert s.app.prompt.input.value == "due<31.11."


async def test_under_a_query_a_card_that_no_longer_fits_goes_away(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.press("slash")
        await s.type("blocked", "enter")
        await s.go(4)
        await s.press("b")
        assert s.item(4).blocked is None


# --- marks -----------------------------------------------------------------------------------------------------------


async def marked(s: Shown) -> None:
    await s.go(7)
    await s.press("space", "space")
    assert s.app.board.chosen == [find(s.plan, "7"), find(s.plan, "8")]


async def test_space_marks_and_takes_the_mark_off(plan: Plan) -> None:
    async with shown(plan) as s:
        await marked(s)
        assert s.text.count("●") == 2
        await s.go(7)
        await s.press("space")
        assert s.app.board.chosen == [find(s.plan, "8")]
        await s.press("q")
        assert s.app.board.marks == set()
        assert s.app.is_running


async def test_keys_take_all_marked_cards_as_one_step(plan: Plan) -> None:
    async with shown(plan) as s:
        await marked(s)
        await s.press("L")
        assert {s.column_of(7), s.column_of(8)} == {"Doing"}
        assert s.app.board.marks == set()
        await s.press("u")
        assert {s.column_of(7), s.column_of(8)} == {"Ready"}


@pytest.mark.parametrize(
    ("key", "words", "came_true"),
    [
        ("x", "", lambda item: item.state == "done"),
        ("a", "", lambda item: item.archived),
        ("X", "", lambda item: item.deleted),
        ("d", "27 nov", lambda item: item.due == "2026-11-27"),
        ("o", "chi", lambda item: item.owner_id is not None),
        ("b", "the bank", lambda item: item.blocked == "the bank"),
    ],
    ids=["done", "archive", "delete", "due", "owner", "block"],
)
async def test_one_key_acts_on_all_marked(
    plan: Plan, key: str, words: str, came_true: Callable[[Item], object]
) -> None:
    async with shown(plan) as s:
        await marked(s)
        await s.press(key)
        if words:
            assert "2 cards" in s.rows()[-2]
            await s.type(words, "enter")
        assert came_true(s.item(7))
        assert came_true(s.item(8))
        assert not came_true(s.item(9)), "only the marked ones"
        await s.press("u")
        assert s.item(7).due == "2026-11-23"
        assert s.item(7).state == "open"
        assert not s.item(7).deleted


async def test_archived_and_deleted_cards_leave_the_board_at_once(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(7)
        await s.press("a", "X")
        assert s.numbers("Ready") == [9]


# --- one field -------------------------------------------------------------------------------------------------------


async def test_b_asks_for_a_reason_and_b_again_unblocks(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(9)
        await s.press("b", "enter")
        assert "say why it is blocked" in s.bottom
        assert s.item(9).blocked is None
        await s.press("b")
        await s.type("waiting for the auditor", "enter")
        assert s.item(9).blocked == "waiting for the auditor"
        assert "▪ blocked" in s.text
        await s.press("b")
        assert s.item(9).blocked is None


async def test_o_takes_the_beginning_of_a_name(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(9)
        await s.press("o")
        await s.type("ch")
        assert "Chi" in s.bottom
        assert "Gus" not in s.bottom
        await s.press("enter")
        assert s.owner_of(9) == "chi"


async def test_o_with_a_new_name_says_so_and_makes_a_person(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(9)
        await s.press("o")
        await s.type("zora")
        assert "zora is new" in s.bottom
        await s.press("enter")
        assert s.owner_of(9) == "zora"
        assert "zora is new here" in s.bottom
        assert "Zora" in s.text


async def test_d_reads_a_date_in_words_and_shows_it_while_it_is_typed(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(9)
        await s.press("d")
        await s.type("next fri")
        assert "Fri 4 Dec" in s.bottom
        await s.fill("27.11", "enter")
        assert s.item(9).due == "2026-11-27"
        assert "due Fri" in s.text
        await s.press("d")
        await s.type("none", "enter")
        assert s.item(9).due is None


async def test_d_with_a_day_that_does_not_exist_says_why(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(9)
        await s.press("d")
        await s.type("31 nov")
        assert s.bottom.startswith(" ! ")
        assert "November has 30 days" in s.bottom
        await s.press("enter")
        assert s.item(9).due is None
        assert s.bottom.startswith(" ! ")
        await s.press("d")
        assert s.app.prompt.input.value == "31 nov"


async def test_e_changes_the_title_in_place(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(9)
        await s.press("e")
        assert s.app.prompt.input.value == "Audit log of price changes"
        await s.fill("", "enter")
        assert "a title cannot be empty" in s.bottom
        await s.press("e")
        await s.fill("Audit log", "enter")
        assert s.item(9).title == "Audit log"
        assert "Audit log" in s.text


async def test_c_comments(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(9)
        await s.press("c")
        await s.type("Asked the auditor.", "enter")
        assert [comment.body for comment in comments(s, 9)] == ["Asked the auditor."]
        assert "comment on 9 added" in s.bottom


# --- history, copying, the rest --------------------------------------------------------------------------------------


async def test_u_takes_steps_back_and_ctrl_r_brings_them_again(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(9)
        await s.press("L", "L")
        assert s.column_of(9) == "Review"
        await s.press("u")
        assert s.column_of(9) == "Doing"
        assert "undone: 9" in s.bottom
        await s.press("u")
        assert s.column_of(9) == "Ready"
        await s.press("ctrl+r", "ctrl+r")
        assert s.column_of(9) == "Review"
        assert s.title == "Audit log of price changes"


async def test_undo_takes_back_your_own_step_only(plan: Plan, elsewhere: Plan) -> None:
    async with shown(plan) as s:
        await s.go(9)
        await s.press("L")
        items.change(elsewhere, ["7"], [("title", "=", "Ben was here")])
        await s.press("u")
        assert s.column_of(9) == "Ready"
        assert s.item(7).title == "Ben was here"
        assert "Ben was here" in s.text


async def test_a_change_of_anothers_between_two_polls_shows_with_your_own(
    plan: Plan, elsewhere: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with shown(plan) as s:
        await s.go(9)
        items.change(elsewhere, ["7"], [("title", "=", "Ben was here")])
        await s.press("L")
        s.app.poll()
        await s.pilot.pause()
        assert "Ben was here" in s.text


async def test_y_copies_number_and_title(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(9)
        await s.press("y")
        assert s.app.clipboard == "ORD-9 Audit log of price changes"
        assert "copied" in s.bottom


async def test_capital_t_wears_each_theme_in_turn(plan: Plan) -> None:
    async with shown(plan) as s:
        for name in (*THEMES[1:], THEMES[0]):
            await s.press("T")
            assert f"theme {name};" in s.bottom
            assert s.app.look.theme == name
            assert "Audit log" in s.text


async def test_the_palette_runs_what_is_chosen_by_name(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(9)
        await s.press("colon")
        await s.type("move on", "enter")
        assert s.column_of(9) == "Doing"
        await s.press("colon")
        await s.type("last card", "enter")
        assert s.here == ("Doing", 3)


async def test_the_palette_has_every_action(plan: Plan) -> None:
    async with shown(plan, (120, 60)) as s:
        await s.press("colon")
        for key in keys.BOARD:
            if key.name != "palette":
                assert key.words in s.text


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_help_lists_every_key(plan: Plan, size: tuple[int, int]) -> None:
    async with shown(plan, size) as s:
        await s.press("question_mark")
        for key in keys.BOARD:
            assert any(key.shown in row and key.words in row for row in s.rows()), key.name
        await s.press("escape")
        assert s.app.screen is s.app.screen_stack[0]


async def test_a_key_pressed_in_the_help_works(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(9)
        await s.press("question_mark")
        await s.press("L")
        await s.pilot.pause()
        assert s.column_of(9) == "Doing"


async def test_keys_of_the_users_own_replace_ours_everywhere(plan: Plan) -> None:
    async with shown(plan, settings=Settings(keys={"move_on": "w", "done": "f5"})) as s:
        await s.go(9)
        await s.press("L", "x")
        assert s.column_of(9) == "Ready"
        await s.press("w")
        assert s.column_of(9) == "Doing"
        await s.press("question_mark")
        assert any("w " in row and "move on" in row for row in s.rows())
        await s.press("escape", "f5")
        assert s.item(9).state == "done"


async def test_every_key_has_a_plain_letter_or_a_palette_entry() -> None:
    for key in keys.BOARD:
        first = key.keys.split(",")[0]
        assert not first.startswith("alt+")
        assert first not in ("ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "shift+enter")


async def test_no_key_means_two_things() -> None:
    every = [one for key in keys.BOARD for one in key.keys.split(",")]
    assert len(every) == len(set(every))
    assert "g" not in every
    assert len({key.name for key in keys.BOARD}) == len(keys.BOARD)


async def test_g_and_a_letter_reach_the_pane_and_another_key_does_nothing(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(9)
        await s.press("g", "b")
        assert s.app.focused is s.app.board
        await s.press("g", "x")
        assert s.column_of(9) == "Ready"


@pytest.mark.parametrize("width", [40, 60, 80, 120, 160])
async def test_the_key_line_never_cuts_a_word_and_always_names_the_help(plan: Plan, width: int) -> None:
    async with shown(plan, (width, 24)) as s:
        assert s.bottom.endswith("? keys")
        words = s.bottom.removesuffix("? keys").strip()
        known = {f"{key.shown} {key.words}" for key in keys.BOARD}
        assert {part.strip() for part in words.split("  ") if part.strip()} <= known


async def test_a_message_stays_until_the_next_key(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.go(9)
        await s.press("L")
        assert "moved to Doing" in s.bottom
        s.app.poll()
        assert "moved to Doing" in s.bottom
        await s.press("j")
        assert "n new" in s.bottom


async def test_q_leaves_the_app(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.press("q")
        assert s.app.return_code == 0


# --- drafts and who you are ------------------------------------------------------------------------------------------


async def test_drafts_outlive_the_app(plan_path: Path) -> None:
    with Plan(plan_path, ME) as plan:
        async with shown(plan) as s:
            await s.go(9)
            await s.press("c")
            await s.type("Half a com", "escape")
            await s.press("n")
            await s.type("Half a ca")
            s.app.save_drafts()
    with Plan(plan_path, ME) as plan:
        async with shown(plan) as s:
            await s.press("n")
            assert s.app.prompt.input.value == "Half a ca"
            await s.press("enter")
            await s.go(9)
            await s.press("c")
            assert s.app.prompt.input.value == "Half a com"
            await s.press("enter")
            s.app.save_drafts()
    with Plan(plan_path, ME) as plan:
        async with shown(plan) as s:
            assert s.draft == {}


@pytest.mark.parametrize("damaged", ["{", "[]", '{"x": 1}', "[1]", "\0"])
async def test_a_damaged_file_of_drafts_is_no_obstacle(plan: Plan, damaged: str) -> None:
    path = state_folder() / "drafts.json"
    path.parent.mkdir(parents=True)
    path.write_text(damaged)
    async with shown(plan) as s:
        assert s.draft == {}
        await s.press("n")
        await s.type("Kept", "escape")
        s.app.save_drafts()
        assert "Kept" in path.read_text()


async def test_where_drafts_cannot_be_kept_it_is_said(plan: Plan) -> None:
    folder = state_folder()
    folder.parent.mkdir(parents=True)
    folder.write_text("a file in the way")
    async with shown(plan) as s:
        await s.press("n")
        await s.type("Half", "escape")
        s.app.poll()
        await s.settle()
        assert "what is half typed cannot be kept in" in s.bottom


async def test_somebody_new_is_asked_once_who_they_are(plan_path: Path) -> None:
    with Plan(plan_path, "gm@laptop") as plan:
        async with shown(plan) as s:
            assert "Who are you" in s.rows()[-2]
            assert "Gus" in s.bottom
            await s.type("gus", "enter")
            assert s.rows()[0].endswith("Gus")
    with Plan(plan_path, "gm@laptop") as plan:
        async with shown(plan) as s:
            assert "Who are you" not in s.text
            assert s.rows()[0].endswith("Gus")


async def test_pasted_lines_become_cards_after_a_look_at_them(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.paste("- First ^fri\n- [ ] Second @gus\n\n3. Third\n")
        assert "3 cards?" in s.text
        assert "Second  gus" in s.text
        await s.press("enter")
        assert [s.item(number).title for number in (14, 15, 16)] == ["First", "Second", "Third"]
        assert s.item(14).due == "2026-11-27"
        await s.press("u")
        assert all(s.item(number).deleted for number in (14, 15, 16))


async def test_lines_pasted_into_quick_add_become_cards_too(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.press("n")
        await s.paste("First\nSecond")
        assert "2 cards?" in s.text
        await s.press("j", "x")
        assert "1 card?" in s.text
        await s.press("enter")
        assert s.item(14).title == "First"
        assert s.plan.one("SELECT max(number) FROM item")[0] == 14


async def test_a_pasted_line_that_cannot_be_read_is_named_and_nothing_is_made(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.paste("First\nSecond ^31.11.")
        assert "1 of 2 cannot be read" in s.text
        await s.press("enter")
        assert s.plan.one("SELECT max(number) FROM item")[0] == 13
        await s.press("escape")
        assert s.plan.one("SELECT max(number) FROM item")[0] == 13


async def test_one_pasted_line_is_typed_into_quick_add(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.paste("Just one line\n")
        assert s.app.prompt.input.value == "Just one line"
        await s.press("enter")
        assert s.item(14).title == "Just one line"
