"""The standup in the app: what each key promises, from the key press to the plan file."""

import os
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual import events

from pmtui import clock
from pmtui.actions import flow, items, leave, people, projects
from pmtui.actions.step import step
from pmtui.clock import today
from pmtui.meetings.standup import Standup, last_note
from pmtui.model.quickadd import parse_line
from pmtui.planning.leave import Absence
from pmtui.store import read
from pmtui.store.plan import Plan
from pmtui.store.read import find
from pmtui.tui.dialogs.meeting import TALL
from pmtui.tui.dialogs.standup import StandupScreen
from tests.tui.conftest import ME
from tests.tui.shown import Shown, shown
from tests.tui.test_app_pty import pmtui, ready
from tests.tui.test_dialogs import MIXED, assert_harmless, plant

TEAM = (("ben", "Ben Okafor"), ("chi", "Chi Tran"), ("dee", "Dee Park"), ("eli", "Eli Roth"), ("fay", "Fay Lind"),
        ("gus", "Gus Meyer"))  # fmt: skip
CARDS = (
    "Cart API in:doing @ana", "SSO in:doing @ben", "CSV import in:review @chi", "Load test in:ready @dee",
    "Certificate in:doing @eli", "Help text in:ready @fay", "Cron in:doing @gus", "Next of Ben in:backlog @ben",
    "Ask for the rule type:action @ben ^2026-11-20", "Send test users type:action @chi ^2026-11-23",
)  # fmt: skip
"""Items 1 to 10; the last two are promises that are due."""


@pytest.fixture(scope="session")
def told_team(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of seven people, made once: the cards are of Thursday, on Friday Ben moved one."""
    path = tmp_path_factory.mktemp("team") / "pmtui.db"
    with pytest.MonkeyPatch.context() as patch, Plan.create(path, ME) as plan, plan.unsynced():
        patch.setenv("PMTUI_NOW", "2026-11-19T09:00:00+00:00")
        projects.add(plan, "ORD", "Order portal")
        for code, name in TEAM:
            people.add(plan, code, name, email=f"{code}@example.org")
        items.add(plan, [parse_line(line, today()) for line in CARDS])
    with pytest.MonkeyPatch.context() as patch, Plan(path, "ben@example.org", write=True) as plan:
        patch.setenv("PMTUI_NOW", "2026-11-20T15:20:00+00:00")
        flow.move(plan, [find(plan, "8")], "Ready")
    return path


@pytest.fixture
def plan_path(told_team: Path, tmp_path: Path, frozen_now: str) -> Path:
    """The team's plan in a file of one's own, on Monday morning, to be opened by `plan` and `elsewhere`."""
    return Path(shutil.copy(told_team, tmp_path / "pmtui.db"))


@pytest.fixture
def minutes(frozen_now: str, monkeypatch: pytest.MonkeyPatch) -> "Minutes":
    """A clock that goes on when it is told to."""
    return Minutes(monkeypatch)


class Minutes:
    """The clock."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch

    def wind(self, seconds: int) -> None:
        """So many seconds later."""
        self.patch.setenv("PMTUI_NOW", clock.local(clock.now_ms() + seconds * 1000).isoformat())


@asynccontextmanager
async def standing(plan: Plan, *keys: str, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Shown]:
    """The standup, at its promises, after some keys."""
    async with shown(plan, size) as s:
        await s.press("S", *keys)
        assert isinstance(s.app.screen, StandupScreen)
        yield s


def screen(s: Shown) -> StandupScreen:
    """The standup that is on the screen."""
    assert isinstance(s.app.screen, StandupScreen)
    return s.app.screen


def hints(s: Shown) -> str:
    """The last line: keys, a message, what was understood."""
    return "".join(words for line in screen(s).hints.lines for words, _ in line)


def speaker(s: Shown) -> str:
    """Whose turn it is, by code."""
    id = screen(s).standup.speaker
    return read.people(s.plan)[id].code if id else ""


def here(s: Shown) -> int:
    """The number of what the cursor is on, 0 for nothing."""
    item = screen(s).thing
    return item.number if item else 0


def held(plan: Plan) -> list[tuple[str, bool]]:
    """The meetings that the plan has, by kind, and whether they are over."""
    return [(kind, ended is not None) for kind, ended in plan.rows("SELECT kind, ended FROM meeting ORDER BY id")]


# --- the walk --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_seven_people_with_nothing_to_catch_take_ten_keys(plan: Plan, size: tuple[int, int]) -> None:
    pressed = ["S", "enter", *["n"] * 7, "enter"]
    async with shown(plan, size) as s:
        await s.press(*pressed)
        assert len(s.app.screen_stack) == 1
        assert "standup closed, 7 of 7 present" in s.bottom
    assert len(pressed) == 10
    assert held(plan) == [("standup", True)]
    assert "7 of 7 present" in last_note(plan, next(iter(read.projects(plan))))


async def test_three_captures_two_moves_and_two_ticks_take_twenty_four_keys_at_most(plan: Plan) -> None:
    pressed = 0
    async with shown(plan) as s:

        async def press(*keys: str) -> None:
            nonlocal pressed
            pressed += len(keys)
            await s.press(*keys)

        async def catch(key: str, text: str) -> None:
            nonlocal pressed
            await s.press(key)
            await s.type(text, "enter")
            pressed += 2

        await press("S", "x", "x", "enter")
        await press("L", "n")
        await catch("b", "firewall rule @eli")
        await press("n", "L", "n")
        await catch("a", "order a load generator")
        await press("n", "n")
        await catch("d", "texts stay in English")
        await press("n", "n", "enter")
        assert "standup closed" in s.bottom
        assert [s.item(number).state for number in (9, 10)] == ["done", "done"]
        assert (s.column_of(1), s.column_of(3), s.item(2).blocked) == ("Review", "Done", "firewall rule")
        assert [s.item(number).type for number in (11, 12, 13)] == ["action", "action", "decision"]
        assert (s.owner_of(11), s.owner_of(12)) == ("eli", "dee")
    assert pressed <= 24
    note = last_note(plan, next(iter(read.projects(plan))))
    for words in ("11 firewall rule", "12 order a load generator", "13 texts stay in English", "3 CSV import"):
        assert words in note, words
    assert len(plan.rows("SELECT DISTINCT meeting FROM txn WHERE meeting IS NOT NULL")) == 1, "all was part of it"


async def test_it_opens_with_the_promises(plan: Plan) -> None:
    async with standing(plan) as s:
        assert "Ask for the rule" in s.text
        assert "! due 3d late" in s.text
        assert (here(s), speaker(s)) == (9, "")
        await s.press("j")
        assert here(s) == 10
        await s.press("x")
        assert s.item(10).state == "done"
        assert "Send test users" not in s.text


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_a_turn_tells_what_changed_is_in_hand_and_was_promised(plan: Plan, size: tuple[int, int]) -> None:
    async with standing(plan, "enter", "n", size=size) as s:
        rows = [" ".join(row.split()) for row in s.rows()]
        assert rows[0].startswith("ORD Order portal"), "the top line stays"
        assert "Ana✓ ▌Ben Chi Dee Eli Fay Gus" in rows[2]
        if size[1] >= TALL:
            assert not rows.pop(3), "a high screen has room for a blank line"
        assert "Changed since Fri 20 Nov 00:00" in rows[3]
        assert rows[4] == "Fri 15:20 8 Next of Ben Backlog > Ready"
        assert "In hand 8h today" in rows[6]
        assert rows[7].startswith("▌ 2 SSO Doing 5d")
        assert rows[8] == "8 Next of Ben Ready, next"
        assert rows[11] == "promised 9 Ask for the rule Ben ! due 3d late"
        assert rows[-1].startswith("n next b blocker a action x done L move on p park N back")
        assert here(s) == 2, "the cursor is on what is in hand"


async def test_below_a_turn_stand_the_speakers_risks_and_decisions_the_sprint_and_the_columns(plan: Plan) -> None:
    items.add(
        plan,
        [
            parse_line(line, today())
            for line in ("Only Ben knows SSO type:risk @ben", "Which realm? type:decision @ben ^2026-11-25")
        ],
    )
    with step(plan) as act:
        (project,) = read.projects(plan)
        sprint = act.tx.create(
            "sprint",
            {
                "project_id": project,
                "name": "Sprint 14",
                "start": "2026-11-16",
                "finish": "2026-11-27",
                "state": "active",
            },
        )
        act.tx.set(find(plan, "2"), "sprint_id", sprint)
    async with standing(plan, "enter", "n") as s:
        await s.until(lambda: "Risks and decisions with Ben" in s.text)
        rows = [" ".join(row.split()) for row in s.rows()]
        assert "R11 Only Ben knows SSO not scored" in rows
        assert "D12 Which realm? decide by Wed 25 Nov" in rows
        assert any(row.startswith("Sprint 14 day 6 of 10, 0 of 1 done") for row in rows)
        assert any("Doing 4" in row and "Review 1" in row for row in rows)
        await s.press("n")
        assert "Only Ben knows SSO" not in s.text


async def test_walking_about_writes_nothing(plan: Plan, plan_path: Path) -> None:
    files = [plan_path, plan_path.with_name("pmtui.db-wal")]

    def on_disk() -> list[tuple[int, bytes]]:
        return [(os.stat(path).st_mtime_ns, path.read_bytes()) for path in files if path.exists()]

    async with shown(plan) as s:
        before = on_disk()
        await s.press("S", "j", "k", "enter", *["n"] * 7, *["N"] * 8, "3", "9", "s", "3", "s", "Z", "t", "t")
        await s.press("tab", "n", "n", "j", "k", "N", "tab", "b", "escape", "a", "escape", "q", "S", "q")
        assert on_disk() == before
    assert held(plan) == []


async def test_walking_from_person_to_person_asks_the_plan_for_nothing(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pmtui.tui.frame.Frame.POLL_SECONDS", 600)  # the look for other people's changes is no walking
    async with standing(plan) as s:
        asked: list[str] = []
        plan.db.set_trace_callback(asked.append)
        await s.press("n", "n", "j", "k", "N", "3", "tab", "j", "n", "tab", "s", "N", "Z")
        plan.db.set_trace_callback(None)
    assert asked == []


async def test_people_come_in_any_order(plan: Plan) -> None:
    async with standing(plan, "5") as s:
        assert speaker(s) == "eli"
        await s.press("n")
        assert speaker(s) == "fay"
        await s.press("N", "N")
        assert speaker(s) == "dee"
        await s.press("9")
        assert speaker(s) == "dee", "there is no ninth"
        before = list(screen(s).standup.order)
        await s.press("Z")
        order = screen(s).standup.order
        assert speaker(s) == "dee"
        assert (sorted(order), order != before) == (sorted(before), True)


async def test_who_is_away_is_passed_over_and_told_in_the_note(plan: Plan) -> None:
    async with standing(plan, "enter", "n", "s") as s:
        assert speaker(s) == "chi"
        assert "Ben away" in s.rows()[2]
        assert "Ben Okafor is away" in hints(s)
        await s.press("N")
        assert speaker(s) == "ana"
        await s.press(*["n"] * 6)
        assert "away: Ben Okafor" in s.text
        await s.press("enter")
        assert "6 of 7 present" in s.bottom


async def test_s_again_says_that_somebody_is_here_after_all(plan: Plan) -> None:
    async with standing(plan, "2", "s", "2", "s") as s:
        assert "Ben Okafor is here" in hints(s)
        assert (speaker(s), screen(s).standup.away) == ("ben", set())


async def test_leave_is_told_in_the_head_and_on_the_page_and_s_brings_people_back(plan: Plan) -> None:
    leave.add(plan, "ben", Absence(date(2026, 11, 23), date(2026, 11, 27)))
    leave.add(plan, "gus", Absence(date(2026, 11, 23), date(2026, 11, 23), "pm"))
    async with standing(plan, "enter", "n", size=(80, 24)) as s:
        assert speaker(s) == "chi", "who is on leave is passed over"
        assert "Ana✓ Ben off ▌Chi Dee Eli Fay Gus off pm" in " ".join(s.rows()[2].split())
        await s.press("2")
        assert "In hand away, on leave until Fri 27 Nov" in " ".join(s.text.split())
        await s.press("s")
        assert "Ben Okafor is here" in hints(s)
        assert "In hand 0h today, on leave until Fri 27 Nov" in " ".join(s.text.split())
        await s.press("7")
        assert "In hand 4h today, leave from 13:00" in " ".join(s.text.split())


async def test_a_turn_says_how_full_this_week_and_the_next_are_once_that_is_computed(plan: Plan) -> None:
    for line in ("Audit ~2d @ben ^2026-11-27", "Export ~6d @ben ^2026-12-04", "Report ~4d @ben ^2026-12-03"):
        items.add(plan, [parse_line(line, today())])
    async with standing(plan, "2", size=(80, 24)) as s:
        await s.until(lambda: "this week" in s.text)
        await s.press("k")
        assert "this week 100 % booked next week ! 140 % 12, 13 and 11 together" in " ".join(s.text.split())
        await s.press("n")
        assert "booked" not in s.text, "nothing of Chi's is estimated"


async def test_by_card_goes_from_right_to_left_and_each_way_keeps_its_place(plan: Plan) -> None:
    async with standing(plan, "3", "tab") as s:
        assert here(s) == 3, "what is nearest to done comes first"
        await s.press("n")
        assert here(s) == 1
        await s.press("tab")
        assert speaker(s) == "chi"
        await s.press("tab")
        assert here(s) == 1
        await s.press(*["n"] * 5)
        assert "close and save" in hints(s), "behind the last card is the note"


async def test_on_a_narrow_screen_whole_names_are_shown_and_the_speakers_always(plan: Plan) -> None:
    async with standing(plan, "enter", size=(50, 16)) as s:
        assert " ".join(s.rows()[2].split()).startswith("▌Ana Ben Chi ›")
        await s.press("7")
        assert s.rows()[2].startswith("‹")
        assert "▌Gus" in s.rows()[2]


# --- what is caught --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "kind", "type"),
    [("a", "action", "action"), ("p", "parking", "parking"), ("d", "decision", "decision"), ("r", "risk", "risk"),
     ("i", "issue", "issue"), ("z", "lesson", "lesson"), ("b", "blocker", "action")],
)  # fmt: skip
async def test_each_key_catches_its_kind_on_the_cursors_card(plan: Plan, key: str, kind: str, type: str) -> None:
    async with standing(plan, "2", key) as s:
        assert f"{kind} on 2 SSO" in hints(s)
        await s.type("the realm is missing @gus")
        assert f"{kind} on 2: the realm is missing" in hints(s)
        assert "gus" in hints(s), "what was understood is shown"
        assert held(plan) == [], "and nothing written yet"
        await s.press("enter")
        assert "the realm is missing" in hints(s)
        assert (s.item(11).type, s.item(11).title, s.owner_of(11)) == (type, "the realm is missing", "gus")
        assert "1 captured" in s.rows()[1]
        assert plan.one("SELECT count(*) FROM link WHERE ? IN (from_id, to_id)", (s.item(11).id,)) == (1,)


async def test_a_refused_capture_is_kept(plan: Plan) -> None:
    async with standing(plan, "2", "a") as s:
        await s.type("ask them ^31.11.", "enter")
        assert hints(s).startswith("! ")
        assert screen(s).input.value == "ask them ^31.11."
        await s.press("escape", "n", "2", "a")
        assert screen(s).input.value == "ask them ^31.11."
        await s.fill("ask them ^30.11.", "enter")
        assert s.item(11).title == "ask them"
    assert held(plan) == [("standup", False)]


async def test_a_blocker_needs_a_reason_and_a_card(plan: Plan) -> None:
    async with standing(plan, "2", "b", "enter") as s:
        assert "! say why it is blocked" in hints(s)
        await s.press("escape", *["n"] * 6, "b")
        assert "! put the cursor on the card that is blocked" in hints(s)
        assert s.item(2).blocked is None
    assert held(plan) == []


async def test_keys_of_the_walk_are_letters_while_a_line_is_typed(plan: Plan) -> None:
    async with standing(plan, "2", "p") as s:
        await s.type("next tLHxq 17Z")
        assert (screen(s).input.value, speaker(s)) == ("next tLHxq 17Z", "ben")


async def test_cards_are_moved_ticked_and_taken_back_in_place(plan: Plan) -> None:
    async with standing(plan, "2", "L") as s:
        assert "2 moved to Review" in " ".join(hints(s).split())
        assert (s.column_of(2), here(s)) == ("Review", 2)
        await s.press("H")
        assert s.column_of(2) == "Doing"
        await s.press("x")
        assert s.item(2).state == "done"
        await s.press("u")
        assert (s.item(2).state == "done", s.column_of(2)) == (False, "Doing")


# --- leaving and coming back -----------------------------------------------------------------------------------------


async def test_q_asks_nothing_and_s_goes_on_where_it_was(plan: Plan) -> None:
    async with standing(plan, "2", "s", "n") as s:
        await s.press("q")
        assert len(s.app.screen_stack) == 1
        assert held(plan) == []
        await s.press("S")
        assert speaker(s) == "dee"
        assert "Ben away" in s.rows()[2]


async def test_a_standup_left_in_the_middle_is_taken_up_by_another_start(plan: Plan, plan_path: Path) -> None:
    async with standing(plan, "3", "a") as s:
        await s.type("ask for test data", "enter")
        await s.press("q")
    with Plan(plan_path, ME, app="pmtui-tui") as again:
        async with standing(again) as s:
            assert speaker(s) == "chi"
            assert "1 captured" in s.rows()[1]
            await s.press(*["n"] * 5, "escape")
            assert held(again) == [("standup", False)], "Escape leaves it open"
            await s.press("S", "enter")
            assert held(again) == [("standup", True)]


async def test_the_note_is_seen_before_it_is_kept(plan: Plan) -> None:
    async with standing(plan, "3", "d") as s:
        await s.type("imports stay manual", "enter")
        await s.press(*["n"] * 5)
        assert "Decisions" in s.text
        assert "imports stay manual" in s.text
        assert held(plan) == [("standup", False)]
        await s.press("enter", "S")
        assert speaker(s) == "", "what is over is not taken up again"
    assert "imports stay manual" in last_note(plan, next(iter(read.projects(plan))))


async def test_undo_after_closing_opens_it_again(plan: Plan) -> None:
    async with standing(plan, *["n"] * 8) as s:
        await s.press("enter", "u")
        assert held(plan) == [("standup", False)]


async def test_quick_keys_close_it_once(plan: Plan) -> None:
    async with standing(plan, *["n"] * 8) as s:
        for _ in range(3):
            s.app.post_message(events.Key("enter", None))
        await s.settle()
        assert held(plan) == [("standup", True)]


async def test_a_standup_that_another_closes_meanwhile_is_not_taken_up(plan: Plan, elsewhere: Plan) -> None:
    async with standing(plan, "3", "a") as s:
        await s.type("ask for test data", "enter")
        await s.press("q")
        Standup(elsewhere, list(read.projects(elsewhere))).close()
        await s.press("S")
        assert speaker(s) == ""
        assert "captured" not in s.rows()[1]


async def test_a_plan_without_a_card_has_a_standup_too(empty_plan: Plan) -> None:
    async with standing(empty_plan) as s:
        await s.press("j", "x", "L", "s", "1", "tab", "n", "tab", "N", "b", "n", "n", "n", "enter")
        assert s.app.is_running
    assert held(empty_plan) == [("standup", True)]


# --- the clock -------------------------------------------------------------------------------------------------------


async def test_the_clock_tells_the_turn_and_all_of_it(plan: Plan, minutes: Minutes) -> None:
    async with standing(plan, "enter") as s:
        minutes.wind(56)
        screen(s)._tick()
        await s.settle()
        assert s.rows()[1].endswith("0:56 of 15:00")
        assert s.rows()[2].endswith("0:56 of 1:51  █████░░░░░")
        await s.press("t")
        minutes.wind(600)
        await s.press("t")
        assert s.rows()[1].endswith("0:56 of 15:00"), "it stood still"
        minutes.wind(56)
        screen(s)._tick()
        await s.settle()
        assert s.rows()[2].endswith("1:52 of 1:51  ++++++++++")
        assert "parks" not in hints(s)
        minutes.wind(56)
        screen(s)._tick()
        assert hints(s).startswith("p parks what takes longer")


async def test_a_second_in_which_nothing_is_to_be_told_draws_nothing(
    plan: Plan, minutes: Minutes, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with standing(plan, "enter") as s:
        of = screen(s)
        drawn: list[object] = []
        for widget in (of.clock, of.people, of.listing, of.hints):
            monkeypatch.setattr(widget, "refresh", lambda *_, one=widget: drawn.append(one))
        of._tick()
        assert drawn == []
        minutes.wind(1)
        of._tick()
        assert drawn == [of.clock], "the clock alone"


async def test_while_it_is_left_the_clock_stands(plan: Plan, minutes: Minutes) -> None:
    async with standing(plan, "enter") as s:
        minutes.wind(10)
        await s.press("q")
        minutes.wind(1000)
        await s.press("S")
        assert s.rows()[1].endswith("0:10 of 15:00")


# --- others, and hostile text ----------------------------------------------------------------------------------------


async def test_anothers_change_shows_and_leaves_what_is_typed(plan: Plan, elsewhere: Plan) -> None:
    async with standing(plan, "2", "a") as s:
        await s.type("Half an action")
        flow.block(elsewhere, [find(elsewhere, "2")], "what Ben wrote")
        await s.until(lambda: "what Ben wrote" in s.text)
        assert screen(s).input.value == "Half an action"


@pytest.mark.usefixtures("impatient")
async def test_a_locked_file_stops_no_standup(plan: Plan, plan_path: Path) -> None:
    async with standing(plan, "2", "a") as s:
        await s.type("Typed while locked")
        lock = sqlite3.connect(plan_path, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        await s.press("enter")
        assert "! pmtui.db is locked by another program" in hints(s)
        assert screen(s).input.value == "Typed while locked"
        await s.press("escape", "L", "x", "u", *["n"] * 6, "enter", "q", "S")
        assert s.app.is_running
        lock.execute("ROLLBACK")
        lock.close()
    assert held(plan) == []


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
@pytest.mark.parametrize("text", [MIXED, "x" * 100_000, "漢字" * 200], ids=["mixed", "long", "wide"])
async def test_hostile_text_does_no_harm(plan_path: Path, text: str, size: tuple[int, int]) -> None:
    with Plan(plan_path, ME, write=True) as plan:
        flow.block(plan, [find(plan, "2")], "reason")
    plant(plan_path, text)
    with Plan(plan_path, ME) as plan:
        async with standing(plan, size=size) as s:
            assert_harmless(s)
            for pressed in (("enter",), ("n",), ("a",), ("escape",), ("L",), ("x",), ("tab",), ("tab",), *[("n",)] * 6):
                await s.press(*pressed)
                assert_harmless(s)
            assert s.app.is_running


# --- in a real terminal ----------------------------------------------------------------------------------------------


def test_the_clock_of_a_standup_is_a_few_bytes_a_second(plan_path: Path) -> None:
    with pmtui(plan_path, (80, 24), PMTUI_NOW="") as t:
        ready(t)
        t.press("S")
        t.wait_for("Enter begin")
        t.press("enter")
        t.wait_for("0:01 of ")
        t.settle(0.1)
        before = len(t.output)
        assert t.wait_for_output(before, 2.5), "it goes on by itself"
        t.settle(0.1)
        assert len(t.output) - before <= 150


def test_a_step_of_a_standup_is_cheap_on_the_line(plan_path: Path) -> None:
    with pmtui(plan_path, (80, 24)) as t:
        ready(t)
        t.press("S")
        t.wait_for("Enter begin")
        assert t.press("enter") <= 3_000
        assert max(t.press("n") for _ in range(6)) <= 3_000


async def test_m_and_a_letter_hold_a_meeting_and_the_cursor_chooses_one_too(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.press("M", "s")
        assert isinstance(s.app.screen, StandupScreen)
        await s.press("q", "M", "enter")
        assert isinstance(s.app.screen, StandupScreen)
        await s.press("q", "M", "y", "q")
        assert len(s.app.screen_stack) == 1
