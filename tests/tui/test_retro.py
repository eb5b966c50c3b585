"""The retrospective in the app: what each key promises, from the key press to the plan file."""

import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from pmtui.actions.step import step
from pmtui.meetings.retro import GATHER, VOTE, last_note
from pmtui.store import read
from pmtui.store.plan import Plan
from pmtui.tui.dialogs.retro import RetroScreen
from tests.tui.conftest import ME
from tests.tui.shown import Shown, shown
from tests.tui.test_dialogs import MIXED, assert_harmless

ACTION = "List of rules @eli ^fri measure: blocked by IT-Sec < 8h"


@asynccontextmanager
async def holding(plan: Plan, *keys: str, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Shown]:
    """The retrospective, at gathering, after some keys."""
    async with shown(plan, size) as s:
        await s.press("M", "t", *keys)
        yield s


def screen(s: Shown) -> RetroScreen:
    """The retrospective that is on the screen."""
    assert isinstance(s.app.screen, RetroScreen)
    return s.app.screen


def hints(s: Shown) -> str:
    """The last line: keys, a message, what was understood."""
    return "".join(words for line in screen(s).hints.lines for words, _ in line)


async def note(s: Shown, key: str, text: str) -> None:
    """Note something: the key, the text, Enter."""
    await s.press(key)
    await s.type(text, "enter")


def project(plan: Plan) -> str:
    return next(iter(read.projects(plan)))


async def test_a_note_is_two_keys_a_vote_is_one_and_all_steps_fit_a_small_screen(plan: Plan) -> None:
    async with holding(plan, size=(80, 24)) as s:
        await note(s, "p", "waits for firewall rules")
        await note(s, "p", "3 days for one port")
        await note(s, "w", "pairing")
        await note(s, "k", "Gus thanks Ana")
        rows = [" ".join(row.split()) for row in s.rows()]
        assert rows[0].startswith("ORD Order portal"), "the top line stays"
        assert rows[1].startswith("Retro Tue 10 Nov to Mon 23 Nov anonymous")
        assert rows[2].startswith("Last actions✓ ▌Gather Group and vote Actions Close")
        assert rows[-1].startswith("w well p problem i idea k thanks n next step") or "noted" in rows[-1]
        await s.press("n", "j", "j", "k", "v", "v")
        assert screen(s).listing.place == 1, "k is up but while gathering"
        assert s.rows()[2].rstrip().endswith("votes left")
        assert " 2 ●●" in s.text
        await s.press("n", "y")
        await s.type("no list", "enter")
        await s.press("Z")
        assert "lesson" in hints(s)
        await note(s, "a", ACTION)
        assert "1 of 3" in s.text
        await s.press("n", "4", "3")
        assert "2 answers, mean 3.5" in s.text
        await s.press("enter")
        assert len(s.app.screen_stack) == 1
        assert "retrospective closed, 1 action" in s.bottom
    text = last_note(plan, project(plan))
    assert "2 votes: " in text
    assert "Root cause: no list" in text
    assert "pulse: 3.5 of 5" in text


async def test_walking_and_gathering_write_nothing_until_the_next_step(plan: Plan, plan_path: Path) -> None:
    files = [plan_path, plan_path.with_name("pmtui.db-wal")]

    def on_disk() -> list[tuple[int, bytes]]:
        return [(os.stat(path).st_mtime_ns, path.read_bytes()) for path in files if path.exists()]

    async with shown(plan) as s:
        before = on_disk()
        await s.press("M", "t", "n", "n", "n", "N", "N", "N", "N", "down", "up", "t", "t", "A", "A", "n")
        await note(s, "p", "firewall")
        await s.press("w", "escape", "p", "escape", "q", "M", "t")
        assert on_disk() == before
        assert "firewall" in s.text, "what was noted is still there"
        await s.press("n")
        assert on_disk() != before
        assert "noted, unsigned" in hints(s)
    assert plan.rows("SELECT person_id FROM meeting_entry") == [(None,)]


async def test_what_is_gathered_outlives_a_lost_terminal(plan: Plan, plan_path: Path) -> None:
    async with holding(plan) as s:
        await note(s, "p", "firewall")
        await note(s, "w", "pairing")
        s.app.save_drafts()
    with Plan(plan_path, ME, app="pmtui-tui") as again:
        async with holding(again) as s:
            assert screen(s).retro.place == GATHER
            assert [one.text for one in screen(s).retro.held] == ["firewall", "pairing"]
            await s.press("n", "q")
            s.app.save_drafts()
            await s.press("M", "t")
            assert screen(s).retro.held == []
            assert len(screen(s).retro.notes) == 2, "written once"


async def test_u_and_x_take_out_what_is_held(plan: Plan) -> None:
    async with holding(plan) as s:
        for text in ("one", "two", "three"):
            await note(s, "p", text)
        await s.press("u", "X")
        assert [one.text for one in screen(s).retro.held] == ["two"]
        await s.press("A")
        await note(s, "i", "signed")
        assert "signed" in s.rows()[1]
        assert [read.people(plan)[one.person or ""].code for one in screen(s).retro.notes] == ["ana"]
        await s.press("n", "X", "X")
        assert screen(s).retro.notes == []


async def test_m_joins_and_parts_and_the_votes_are_counted_together(plan: Plan) -> None:
    async with holding(plan) as s:
        await note(s, "p", "firewall")
        await note(s, "w", "pairing")
        await s.press("n", "v", "j", "v", "m")
        assert "joins it to the note" in hints(s)
        await s.press("escape")
        assert isinstance(s.app.screen, RetroScreen), "Escape only drops what was taken up"
        await s.press("m", "k", "m")
        (found,) = screen(s).retro.notes
        assert (found.text, found.votes) == ("pairing", 2)
        await s.press("m", "m")
        assert len(screen(s).retro.notes) == 2


async def test_votes_are_those_of_all_who_are_here_or_of_one_who_is_named(plan: Plan) -> None:
    async with holding(plan) as s:
        await note(s, "p", "firewall")
        await s.press("n", *["minus"] * 20)
        assert "3 votes left" in s.rows()[2]
        await s.press("v", "v", "v", "v")
        assert hints(s).startswith("! all votes are given: one person has 3")
        await s.press("plus", "V")
        assert "4 votes left" in s.rows()[2]
        await s.press("o")
        await s.type("nobody", "enter")
        assert hints(s).startswith("! nobody is called")
        await s.fill("ben", "enter")
        await s.press("v")
        assert "Ben: 2 votes left" in s.rows()[2]


async def test_a_fourth_or_half_action_is_refused_and_kept_in_the_field(plan: Plan) -> None:
    async with holding(plan, "n", "n", "y") as s:
        assert hints(s).startswith("! there is nothing to ask why about")
        await s.press("a")
        await s.type("List of rules @eli", "enter")
        assert hints(s).startswith("! the action lacks a date (^fri) and a measure")
        assert screen(s).input.value == "List of rules @eli"
        await s.fill(f"1 {ACTION}", "enter")
        for number in (2, 3):
            await note(s, "a", f"{number} {ACTION}")
        await note(s, "a", f"4 {ACTION}")
        assert hints(s).startswith("! 3 actions are resolved")
        assert screen(s).input.value == f"4 {ACTION}"


async def test_the_last_actions_are_ticked_and_asked_about(plan: Plan) -> None:
    async with holding(plan, "n", "n") as s:
        await note(s, "a", ACTION)
        await s.press("n", "enter", "M", "t")
        assert screen(s).retro.place == 0
        assert "List of rules" in s.text
        await s.press("x", "y")
        assert "helped" in s.text
        await s.press("y")
        assert "did not help" in s.text
        assert screen(s).retro.last[0].item.state == "done"


async def test_a_note_longer_than_the_screen_is_read_whole(plan: Plan) -> None:
    words = [f"word{number}" for number in range(40)]
    async with holding(plan, size=(80, 24)) as s:
        await note(s, "p", " ".join(words))
        shown_words = s.text.split()
        assert all(word in shown_words for word in words[1:])
        await s.press("n")
        assert screen(s).retro.place == VOTE
        shown_words = s.text.split()
        assert all(word in shown_words for word in words[1:])


async def test_hostile_text_does_no_harm(plan: Plan) -> None:
    with step(plan) as act:
        meeting = act.tx.create(
            "meeting", {"project_id": project(plan), "kind": "retro", "started": act.tx.at, "facts": MIXED}
        )
        for kind in ("well", "problem", "pulse", "why", "vote", "helped", "last"):
            cells = {"meeting_id": meeting, "kind": kind, "text": MIXED, "at": act.tx.at, "value": MIXED}
            act.tx.create("meeting_entry", {**cells, "about_id": MIXED, "item_id": MIXED})
    async with holding(plan, size=(80, 24)) as s:
        for _ in range(5):
            assert_harmless(s)
            await s.press("n")
        await s.press("enter")
        assert_harmless(s)


async def test_a_file_of_an_older_version_gets_its_tables_first(plan_path: Path, plan: Plan) -> None:
    with closing(sqlite3.connect(plan_path)) as db:
        db.execute("ALTER TABLE meeting DROP COLUMN facts")
        db.execute("PRAGMA user_version = 2")
    async with holding(plan) as s:
        await note(s, "p", "firewall")
        await s.press("n")
        assert len(screen(s).retro.notes) == 1
    assert not plan.outdated


async def test_a_plan_without_a_card_has_a_retrospective_too(empty_plan: Plan) -> None:
    async with holding(empty_plan) as s:
        await s.press("x", "y", "v", "V", "m", "X", "Z", "n", "v", "m", "n", "Z", "x", "n", "1", "u", "enter")
        assert s.app.is_running
    assert empty_plan.one("SELECT count(*) FROM meeting WHERE ended IS NOT NULL") == (1,)
