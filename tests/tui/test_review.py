"""The review in the app: what each key promises, from the key press to the plan file."""

import os
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from pmtui import clock
from pmtui.actions import items, reports
from pmtui.errors import Refused
from pmtui.meetings.review import Review
from pmtui.model.quickadd import parse_line
from pmtui.store import read
from pmtui.store.plan import Plan
from pmtui.tui.dialogs.item import ItemDialog
from pmtui.tui.dialogs.review import ReviewScreen
from pmtui.tui.look import Look
from tests.tui.conftest import ME
from tests.tui.shown import Shown, shown
from tests.tui.test_dialogs import MIXED, assert_harmless

DECISION, CHANGE = 15, 16


@pytest.fixture
def plan(plan_path: Path) -> Any:
    """The app's plan with a milestone, what has to be decided, and a risk."""
    with Plan(plan_path, ME, app="pmtui-tui") as opened, opened.unsynced():
        extend(opened)
        yield opened


@pytest.fixture
def later(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lets a second pass."""
    return lambda: monkeypatch.setenv("PMTUI_NOW", clock.local(clock.now_ms() + 1000).isoformat())


def extend(plan: Plan) -> None:
    """What a review tells of, as items 14 to 17."""
    lines = (
        "Go live type:milestone after:3 @eli ^2026-11-12", "Which identity realm? type:decision @eli ^2026-11-25",
        "Vouchers are refunded type:change +8pt", "Vendor API slips type:risk",
    )  # fmt: skip
    items.add(plan, [parse_line(line, clock.today()) for line in lines])


def screen(s: Shown) -> ReviewScreen:
    """The review that is on the screen."""
    assert isinstance(s.app.screen, ReviewScreen)
    return s.app.screen


def hints(s: Shown) -> str:
    """The last line: keys, a message, what was understood."""
    return "".join(words for line in screen(s).hints.lines for words, _ in line)


def squeezed(s: Shown) -> list[str]:
    """The lines of the screen with one blank for many."""
    return [" ".join(row.split()) for row in s.rows()]


@asynccontextmanager
async def reviewing(
    plan: Plan, *keys: str, size: tuple[int, int] = (120, 40), look: Look | None = None
) -> AsyncIterator[Shown]:
    """The review, its page there, after some keys."""
    async with shown(plan, size, look=look) as s:
        await s.press("M", "r")
        await made(s)
        await s.press(*keys)
        yield s


async def made(s: Shown) -> None:
    """Wait until the page is there, and the colours in the head."""
    await s.until(lambda: {"summary", screen(s).place.page} <= set(screen(s).made))
    await s.settle()


async def onto(s: Shown, kind: str, id: str) -> None:
    """Put the cursor on a line of the page."""
    things = screen(s).sheet.things
    place = next(place for place, one in enumerate(things) if (one.kind, one.id) == (kind, id))
    screen(s).action_cursor(place - screen(s).listing.place)
    await s.settle()


def id_of(plan: Plan, number: int) -> str:
    return read.find(plan, str(number))


def issued(plan: Plan) -> list[Any]:
    return reports.reports(plan, next(iter(read.projects(plan))))


def count(plan: Plan, table: str) -> int:
    return int(plan.one(f"SELECT count(*) FROM {table}")[0])


# --- looking ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_weekly_report_with_nothing_to_say_takes_two_keys(plan: Plan, size: tuple[int, int]) -> None:
    async with reviewing(plan, "W", "enter", size=size) as s:
        await s.until(lambda: len(issued(plan)) == 1)
        await s.settle()
        (report,) = issued(plan)
        assert (report.ref, report.kind, report.audience) == ("1", "weekly", "project")
        assert reports.verify(plan, report)
        assert "report 1 issued" in s.bottom
        assert report.sha256[:12] in s.bottom
        assert "pmtui report show 1 --project ORD --to html" in s.bottom
    assert count(plan, "meeting") == 0, "nothing was said: nothing but the report is in the plan"


async def test_page_one_has_on_a_small_screen_what_a_room_asks_first(plan: Plan) -> None:
    async with reviewing(plan, size=(80, 24)) as s:
        rows = squeezed(s)
        assert rows[1] == "Review ORD for the project since Mon 16 Nov, a week ago 1/7 Summary"
        assert rows[2].startswith("Overall [R] Scope [")
        assert "e says it all in three lines" in rows
        assert any("M14 Go live Eli 12 Nov 23 Nov ! +7wd" in row for row in rows)
        assert "D15 Which identity realm? by 25 Nov Eli" in rows
        assert "C16 Vouchers are refunded no day nobody +8pt" in rows
        assert any(row.startswith("Changed since Mon 16 Nov, a week ago") for row in rows)
        assert any(row.startswith("done ") and "scope" in row for row in rows)
        assert rows[-1].startswith("n next e say it Enter open W report")


async def test_every_page_is_a_key_away_and_each_audience_has_its_own(plan: Plan) -> None:
    async with reviewing(plan, size=(80, 24)) as s:
        for heading in ("Milestones", "Money", "Changed", "Open risks", "Decisions needed", "Feedback|People|Open act"):
            await s.press("n")
            await made(s)
            assert any(row.startswith(one) for row in squeezed(s)[3:] for one in heading.split("|")), s.text
        await s.press("n")
        assert "last page" in hints(s)
        await s.press("N", "5")
        assert "5/7 Risks" in s.text
        await s.press("v")
        await made(s)
        assert "for the team" in s.text
        assert "1/4 Summary" in s.text, "the team has no page of risks"
        await s.press("v")
        await made(s)
        await s.press("7")
        assert "for the steering committee there are 5 pages" in hints(s)
        await s.press("4", "q", "M", "r")
        await made(s)
        assert "for the steering committee" in s.text
        assert "4/5 Risks" in s.text, "it goes on where it was left"


async def test_looking_writes_nothing(plan: Plan, plan_path: Path) -> None:
    files = [plan_path, plan_path.with_name("pmtui.db-wal")]

    def on_disk() -> list[tuple[int, bytes]]:
        return [(os.stat(path).st_mtime_ns, path.read_bytes()) for path in files if path.exists()]

    async with reviewing(plan) as s:
        before = on_disk()
        await s.press(*"nnnnnnNN1jjkv", "equals_sign", "escape", "e", "escape", "exclamation_mark", "escape")
        await s.press("W", "escape", "f", "escape", "enter", "q", "q", "M", "r", "q")
        assert on_disk() == before


async def test_enter_opens_the_item_of_the_line_and_comes_back_to_it(plan: Plan) -> None:
    async with reviewing(plan) as s:
        await onto(s, "decision", id_of(plan, CHANGE))
        await s.press("enter")
        assert isinstance(s.app.screen, ItemDialog)
        assert "Vouchers are refunded" in s.text
        await s.press("n")
        await s.fill("Vouchers become money", "enter", "q")
        await s.until(lambda: "C16  Vouchers become money" in s.text)
        thing = screen(s).thing
        assert thing is not None
        assert thing.id == id_of(plan, CHANGE)


async def test_no_key_waits_for_a_slow_page(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, page = Event(), Review.page

    def slow(of: Review, name: str) -> Any:
        if name == "milestones":
            assert gate.wait(5)
        return page(of, name)

    monkeypatch.setattr(Review, "page", slow)
    async with shown(plan) as s:
        await s.press("M", "r")
        await s.until(lambda: "Decisions needed" in s.text)
        await s.press("n")
        assert "computing ..." in s.text
        await s.press("a")
        await s.type("Ask the bank @gus", "enter")
        assert "action 18" in hints(s)
        gate.set()
        await s.until(lambda: "computing" not in s.text and "Odds" in s.text)


async def test_what_cannot_be_made_is_told_and_tried_again(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(of: Review, name: str) -> Any:
        raise Refused("the file is locked")

    monkeypatch.setattr(Review, "page", broken)
    async with shown(plan, (80, 24)) as s:
        await s.press("M", "r")
        await s.until(lambda: "the file is locked" in s.text)
        await s.press("n", "N")
        monkeypatch.undo()
        monkeypatch.setenv("PMTUI_NOW", "2026-11-23T09:28:00+00:00")
        screen(s).reload()
        await made(s)
        assert "the file is locked" not in s.text


# --- deciding and saying ---------------------------------------------------------------------------------------------


async def test_decisions_are_taken_with_a_reason_and_taken_back(plan: Plan) -> None:
    async with reviewing(plan) as s:
        await s.press("x")
        assert "x rejects what waits for a decision" in hints(s)
        await s.press("k")
        await onto(s, "decision", id_of(plan, DECISION))
        assert hints(s).startswith("y approve  x reject  D defer")
        await s.press("y", "enter")
        assert "say in a line why D15 is approved" in hints(s)
        await s.type("one realm @eli", "enter")
        assert s.item(DECISION).state == "done"
        await s.until(lambda: "D15" not in s.text)
        await onto(s, "decision", id_of(plan, CHANGE))
        await s.press("D")
        await s.type("the board wants a price")
        assert "say until when" in hints(s)
        await s.type(" ^fri", "enter")
        assert (s.item(CHANGE).state, s.item(CHANGE).due) == ("open", "2026-11-27")
        await s.until(lambda: "by Fri 27 Nov" in s.text)
        await s.press("u", "6")
        await s.until(lambda: "no day" in s.text)
        await s.until(lambda: "D15  Which identity realm?  approved  Eli" in s.text)
    assert count(plan, "meeting") == 1


async def test_another_colour_stands_beside_the_rules_with_its_reason(plan: Plan, later: Callable[[], None]) -> None:
    async with reviewing(plan) as s:
        await onto(s, "area", "time")
        await s.press("exclamation_mark")
        await s.type("A", "enter")
        assert "say why time is a" in hints(s).casefold()
        await s.type(" float in UAT", "enter")
        await s.until(lambda: "Time [R] ana says [A]" in s.rows()[2])
        assert "float in UAT" in s.text
        await s.press("u")
        await s.until(lambda: "says [A]" not in s.text)
        later()
        await s.press(*["k"] * 30, "exclamation_mark")
        await s.type("cost green the money is there", "enter")
        await s.until(lambda: "Cost [-] ana says [G]" in s.rows()[2])


async def test_three_lines_say_it_all_one_after_the_other(plan: Plan, later: Callable[[], None]) -> None:
    async with reviewing(plan, "e", size=(80, 24)) as s:
        await s.type("Beta slips.", "enter")
        later()
        assert "line 2 of 3" in hints(s)
        await s.type("We need a realm.", "enter")
        await s.type("half a li")
        await s.press("escape")
        assert screen(s).review.breath == ("Beta slips.", "We need a realm.")
        await s.until(lambda: "In one breath" in s.text)
        later()
        await s.press("e", "end", "ctrl+u", "enter")
        assert screen(s).review.breath == ("We need a realm.",)
        assert s.draft == {"review line 2": "half a li"}


async def test_captures_hang_on_the_cursors_item(plan: Plan) -> None:
    async with reviewing(plan) as s:
        await s.press("r")
        await s.type("SSO may not come in time", "enter")
        assert "risk 18 on 14" in hints(s)
        await s.until(lambda: "Captured" in s.text)
        await onto(s, "area", "cost")
        await s.press("b")
        assert "put the cursor on the card that is blocked" in hints(s)
        await s.press("f")
        await s.type("users miss the export", "enter")
        await s.press("7")
        await s.until(lambda: "users miss the export" in s.text)


async def test_it_counts_from_another_moment(plan: Plan) -> None:
    async with reviewing(plan, "equals_sign") as s:
        await s.type("report 1", "enter")
        assert "no report has been issued yet" in hints(s)
        await s.fill("whenever", "enter")
        assert screen(s).input.value == "whenever", "what was not understood stays to be mended"
        await s.fill("16.11. 9:30", "enter")
        await made(s)
        assert "since Mon 16 Nov 09:30" in s.rows()[1]
        await s.press("equals_sign", "enter")
        assert "since Mon 16 Nov, a week ago" in s.rows()[1]


# --- the report ------------------------------------------------------------------------------------------------------


async def test_the_report_is_seen_before_it_is_issued_and_ends_the_meeting(plan: Plan) -> None:
    async with reviewing(plan, "a") as s:
        await s.type("Ask the bank @gus", "enter")
        await s.press("v", "v", "v", "W")
        await s.until(lambda: "Report 1  weekly, for the project, since Mon 16 Nov, a week ago" in s.text)
        assert "Enter issues it" in hints(s)
        await s.press("j", "n", "escape")
        assert issued(plan) == [], "Escape issues nothing"
        await s.press("v", "v", "W", "enter")
        await s.until(lambda: len(issued(plan)) == 1)
        assert issued(plan)[0].kind == "steering"
        await s.settle()
        await s.press("v", "W", "enter")
        await s.until(lambda: len(issued(plan)) == 2)
        await s.settle()
        (ended, note) = plan.one("SELECT ended, note FROM meeting")
        assert ended is not None
        assert "Ask the bank" in note
        await s.press("u")
        assert len(issued(plan)) == 1, "u takes back the report"


async def test_anothers_change_shows_and_leaves_what_is_typed(plan: Plan, elsewhere: Plan) -> None:
    async with reviewing(plan, "a") as s:
        await s.type("Ask the")
        items.add(elsewhere, [parse_line("Who pays? type:decision @eli", clock.today())])
        s.app.poll()
        await s.until(lambda: "Who pays?" in s.text)
        assert screen(s).input.value == "Ask the"


# --- whatever the plan holds -----------------------------------------------------------------------------------------


async def test_a_plan_without_anything_says_what_is_missing(empty_plan: Plan) -> None:
    async with reviewing(empty_plan, size=(80, 24)) as s:
        said = s.text
        for _ in range(6):
            await s.press("n")
            await made(s)
            said += s.text
        for words in ("nothing waits for a decision", "on the board n adds one", "pmtui baseline save",
                      "no contingency;", "none is written down", "no load:"):  # fmt: skip
            assert words in " ".join(said.split()), words
        await s.press("enter", "y", "W", "enter")
        await s.until(lambda: len(issued(empty_plan)) == 1)


@pytest.mark.parametrize("look", [Look("ansi-dark", ascii_only=True), Look("light")], ids=["ascii", "light"])
async def test_it_reads_in_every_look(plan: Plan, look: Look) -> None:
    async with reviewing(plan, size=(80, 24), look=look) as s:
        for _ in range(7):
            assert_harmless(s)
            assert s.text.isascii() or not look.ascii_only
            await s.press("n")
            await made(s)
        assert "[R]" in s.rows()[2], "a letter, not only a colour"


@pytest.mark.parametrize("text", [MIXED, "漢字" * 2_000], ids=["mixed", "long"])
async def test_hostile_text_does_no_harm(plan_path: Path, text: str) -> None:
    with Plan(plan_path, ME, write=True) as made_in:
        extend(made_in)
    with closing(sqlite3.connect(plan_path)) as db, db:
        db.execute("UPDATE item SET title = ?, waiting_cost = ?, verdict_reason = ?", (text, text, text))
        db.execute("UPDATE person SET name = ? || id", (text,))
        db.execute("UPDATE project SET name = ?", (text,))
    with Plan(plan_path, ME) as opened:
        async with reviewing(opened, size=(80, 24)) as s:
            for key in ("n", "n", "n", "n", "n", "n", "v", "1", "e", "escape", "exclamation_mark", "escape", "W"):
                await s.press(key)
                assert_harmless(s)
            await s.until(lambda: "Report 1" in s.text)
            assert_harmless(s)
