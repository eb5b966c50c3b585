"""Sprint planning in the app: what each key promises, from the key press to the plan file."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from pmtui.actions import flow, notes, people, projects, sprint_course, sprints
from pmtui.actions.items import add
from pmtui.clock import today
from pmtui.model.quickadd import parse_line
from pmtui.store import read
from pmtui.store import sprints as stored
from pmtui.store.plan import Plan
from pmtui.store.read import find
from pmtui.tui.dialogs.planning import PlanningScreen
from pmtui.tui.look import Look
from tests.store.plans import mark
from tests.tui.conftest import ME
from tests.tui.shown import Shown, shown
from tests.tui.test_dialogs import MIXED, assert_harmless, plant

CARDS = (
    "Rate limit ~1d +3pt in:ready @ana", "Refund API ~2/3/6d +5pt in:ready @gus", "Audit log ~3d +3pt in:ready @ben",
    "Refund mail ~1d +3pt in:ready", "Help text ~4h +1pt in:ready @ben", "Clean-up job ~1d +2pt in:ready @gus",
    "Dashboard of retries +5pt in:backlog", "Invoice as PDF in:backlog",
)  # fmt: skip
"""Items 1 to 8: six that are ready, two that are not."""


@pytest.fixture(scope="session")
def told_backlog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan with four past sprints of 10 to 16 points, a backlog, and the next sprint with its goal."""
    path = tmp_path_factory.mktemp("backlog") / "pmtui.db"
    with pytest.MonkeyPatch.context() as patch, Plan.create(path, ME) as plan, plan.unsynced():
        patch.setenv("PMTUI_NOW", "2026-11-19T09:00:00+00:00")
        (project,) = projects.add(plan, "ORD", "Order portal").items
        for code, name in (("ben", "Ben Okafor"), ("gus", "Gus Meyer")):
            people.add(plan, code, name, email=f"{code}@example.org")
        made = add(plan, [parse_line(line, today()) for line in CARDS]).items
        for item in made[:6]:
            notes.add_checks(plan, item, ["it works", "it is told"], "Acceptance")
        for number, points in enumerate((10, 12, 14, 16), 11):
            (done,) = add(plan, [parse_line(f"Past {number} +{points}pt", today())]).items
            sprints.add(plan, project, f"Sprint {number}", date(2026, 9, number - 10), date(2026, 9, number))
            sprint = sprints.sprint_named(plan, project, str(number))
            sprints.pull(plan, [done], sprint)
            sprint_course.start(plan, sprint)
            flow.done(plan, [done])
            sprint_course.end(plan, sprint._replace(state="active"))
        sprints.add(plan, project, "Sprint 15", date(2026, 11, 30), date(2026, 12, 11), goal="Refunds")
    return path


@pytest.fixture
def plan_path(told_backlog: Path, tmp_path: Path, frozen_now: str) -> Path:
    """That plan in a file of one's own, on Monday morning, to be opened by `plan` and `elsewhere`."""
    return Path(shutil.copy(told_backlog, tmp_path / "pmtui.db"))


@asynccontextmanager
async def planning(
    plan: Plan, *keys: str, size: tuple[int, int] = (120, 40), look: Look | None = None
) -> AsyncIterator[Shown]:
    """The planning, after some keys."""
    async with shown(plan, size, look=look) as s:
        await s.press("M", "p", *keys)
        yield s


def screen(s: Shown) -> PlanningScreen:
    """The planning that is on the screen."""
    assert isinstance(s.app.screen, PlanningScreen)
    return s.app.screen


def hints(s: Shown) -> str:
    """The last line: keys, a message, what was understood."""
    return "".join(words for line in screen(s).hints.lines for words, _ in line)


def here(s: Shown) -> int:
    """The number of what the cursor is on, 0 for nothing."""
    one = screen(s).thing
    return one.item.number if one else 0


def sprint(plan: Plan, name: str = "15") -> stored.Sprint:
    """A sprint as it is in the file now."""
    return sprints.sprint_named(plan, next(iter(read.projects(plan))), name)


def inside(plan: Plan) -> list[str]:
    """The numbers of what is in Sprint 15."""
    return sorted(one.ref for one in stored.members(plan, sprint(plan).id))


# --- planning --------------------------------------------------------------------------------------------------------


async def test_a_sprint_of_five_items_takes_twelve_keys(plan: Plan) -> None:
    pressed = [*["j", "enter"] * 5, "C", "enter"]
    assert len(pressed) == 12
    async with planning(plan, size=(80, 24)) as s:
        await s.press(*pressed[:-1])
        assert hints(s).startswith("Enter commits 5 items, 14pt, all of it 50 %   ! 1 to look at, no owner: 4")
        await s.press(*pressed[-1:])
        assert not isinstance(s.app.screen, PlanningScreen)
        assert "Sprint 15 started: 5 items, 14pt committed" in s.bottom
        assert (sprint(plan).state, inside(plan)) == ("active", list("23456"))
        await s.press("u")
        assert sprint(plan).state == "planned"


async def test_looking_and_walking_write_nothing(plan: Plan, plan_path: Path) -> None:
    before = mark(plan_path)
    async with planning(plan, *"jjk", "tab", "j", "tab", "e", "escape", "C", "q", "q") as s:
        assert not isinstance(s.app.screen, PlanningScreen)
    assert mark(plan_path) == before


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_backlog_forecast_capacity_and_warnings_stand_side_by_side(plan: Plan, size: tuple[int, int]) -> None:
    async with planning(plan, "j", "j", "j", "enter", "j", "j", "enter", size=size) as s:
        text, rows = s.text, s.rows()
        assert "Sprint 15  Mon 30 Nov to Fri 11 Dec  10 working days" in text
        assert "Goal  Refunds" in text
        lines = [next(place for place, row in enumerate(rows) if words in row)
                 for words in ("Rate limit", "P85 10pt", "Refund API", "P50 14pt", "Audit log")]  # fmt: skip
        assert lines == sorted(lines), "5pt are in; 3pt more fit below 10, and 5pt more below 14"
        assert "all 5pt 100 %" in text
        assert "10 12 14 16" in text
        assert any("Gus" in row and "8 of 64h" in row for row in rows)
        assert "no owner: 4" in text
        await s.press("enter")
        assert "all 3pt 100 %" in s.text, "live"


async def test_a_commitment_is_of_something_and_for_something(plan: Plan) -> None:
    sprints.change(plan, sprint(plan), {"goal": ""})
    async with planning(plan, "C") as s:
        assert "nothing is in Sprint 15 yet; Enter takes an item in" in hints(s)
        assert "no goal yet" in s.text
        await s.press("enter", "C", "enter")
        assert "needs a goal first" in hints(s)
        await s.type("Customers can refund", "enter")
        assert (sprint(plan).state, sprint(plan).goal) == ("active", "Customers can refund")


async def test_the_cursor_stays_on_what_is_ranked_and_marked(plan: Plan) -> None:
    async with planning(plan, "j", "K", "enter") as s:
        assert (here(s), screen(s).listing.place) == (2, 0)
        assert inside(plan) == ["2"]
        await s.press("enter", "J")
        assert (inside(plan), here(s), screen(s).listing.place) == ([], 2, 1)
        await s.press("u", "u")
        assert (inside(plan), screen(s).listing.place) == (["2"], 0)


async def test_a_plan_without_a_sprint_gets_the_one_that_follows(plan: Plan) -> None:
    sprints.remove(plan, sprint(plan))
    async with planning(plan) as s:
        assert "Sprint 15  " in s.text
        assert "proposed" in s.text
        await s.press("enter")
        assert "proposed" not in s.text
        assert inside(plan) == ["1"]


# --- refining --------------------------------------------------------------------------------------------------------


async def test_one_item_is_refined_in_six_keys(plan: Plan) -> None:
    async with planning(plan, "tab", "j") as s:
        assert here(s) == 8
        assert "no criteria, no estimate" in s.text
        await s.press("c")
        await s.type("all fields of the order")
        await s.press("enter", "e", "5", "enter")
        assert "Invoice as PDF" not in s.text, "it needs no more refining"
        assert (s.item(8).points, [one.checklist for one in read.checks(plan, find(plan, "8"))]) == (5, ["Acceptance"])
        await s.press("tab", "G", *["j"] * 9, "R")
        assert s.column_of(8) == "Ready"


async def test_what_is_lacking_has_to_be_waived_with_a_reason(plan: Plan) -> None:
    async with planning(plan, "tab", "R") as s:
        assert "not ready: no acceptance criteria" in hints(s)
        await s.press("enter")
        assert "7 is not ready" in hints(s)
        await s.type("a spike", "enter")
        assert s.column_of(7) == "Ready"


async def test_each_key_of_refining_writes_what_it_says(plan: Plan) -> None:
    async with planning(plan, "o") as s:
        await s.type("be")
        assert "Ben" in hints(s)
        await s.press("enter")
        assert s.owner_of(1) == "ben"
        await s.press("v")
        await s.type("3 5 8")
        assert "3 votes, from 3 to 8" in hints(s)
        await s.press("enter")
        assert s.item(1).points == 5
        await s.press("s")
        await s.type("Rate limit of partners +2pt", "enter")
        assert (s.item(1).points, s.item(13).points, s.item(13).title) == (3, 2, "Rate limit of partners")
        await s.press("z")
        await s.type("2w")
        assert "until Mon 7 Dec" in hints(s)
        await s.press("enter")
        assert "1 snoozed" in s.text
        assert here(s) != 1
        await s.press("u")
        assert "snoozed" not in s.text
        await s.press("home", *["k"] * 9, "X", "enter")
        assert "say why it is dropped" in hints(s)
        await s.type("nobody asked", "enter")
        assert s.item(1).state == "dropped"
        await s.press("g")
        await s.fill("Another goal", "enter")
        assert sprint(plan).goal == "Another goal"
        await s.press("a")
        await s.type("Ask the bank @gus", "enter")
        assert plan.one("SELECT count(*) FROM meeting_entry WHERE kind = 'action'")[0] == 1


async def test_a_bad_line_stays_in_the_field_with_what_is_wrong(plan: Plan) -> None:
    async with planning(plan, "e") as s:
        await s.type("much", "enter")
        assert "much" in hints(s)
        assert screen(s).input.value == "much"
        await s.press("escape", "e")
        assert screen(s).input.value == "much", "nothing typed is lost"
    assert plan.one("SELECT count(*) FROM meeting")[0] == 0


# --- together with others --------------------------------------------------------------------------------------------


async def test_anothers_change_shows_and_leaves_what_is_typed(plan: Plan, elsewhere: Plan) -> None:
    async with planning(plan, "e") as s:
        await s.type("1")
        sprints.pull(elsewhere, [find(elsewhere, "6")], sprint(elsewhere))
        await s.until(lambda: "2pt in" in s.text)
        assert screen(s).input.value == "1"


async def test_without_unicode_it_reads_as_well(plan: Plan) -> None:
    async with planning(plan, "enter", size=(80, 24), look=Look("dark", ascii_only=True)) as s:
        assert s.text.isascii()
        assert "x   1  Rate limit" in s.text


@pytest.mark.parametrize("text", [MIXED, "漢字" * 50_000], ids=["mixed", "long"])
async def test_hostile_text_does_no_harm(plan_path: Path, text: str) -> None:
    plant(plan_path, text)
    with sqlite3.connect(plan_path) as db:
        db.execute("UPDATE sprint SET name = ? || id, goal = ?", (text, text))
    db.close()
    with Plan(plan_path, ME) as plan:
        async with planning(plan, size=(80, 24)) as s:
            for pressed in (("enter",), ("e",), ("escape",), ("J",), ("tab",), ("tab",), ("o",), ("escape",), ("C",)):
                await s.press(*pressed)
                assert_harmless(s)
            assert s.app.is_running
