"""The risk pane and the risk review in the app: what each key promises, from the key press to the plan file."""

import json
import shutil
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from textual import events

from pmtui import clock
from pmtui.actions import items, links, people, projects, risks
from pmtui.actions.register import RiskRow, register
from pmtui.clock import today
from pmtui.model.quickadd import parse_line
from pmtui.model.riskline import parse_risk
from pmtui.settings import state_folder
from pmtui.store import read
from pmtui.store.plan import Plan
from pmtui.store.read import find
from pmtui.tui import keys
from pmtui.tui.dialogs.item import ItemDialog
from pmtui.tui.dialogs.riskreview import RiskReviewScreen
from pmtui.tui.look import THEMES, Look
from pmtui.tui.risks import Risks
from tests.store.plans import mark, setting
from tests.tui.conftest import ME, NOW
from tests.tui.pty_rig import Terminal
from tests.tui.shown import Shown, shown
from tests.tui.test_app_pty import pmtui, ready
from tests.tui.test_dialogs import MIXED, assert_harmless, plant

RISKS = (
    "because the vendor has no sandbox, it may be that the API is late, so that Beta slips 4x4 @ben",
    "Only Ben knows the sign-in 3x4 @chi",
    "Load above the limit 3x3",
    "Audit finds gaps 2x2 @gus",
)
"""Items 2 to 5, in the order of the walk; 1 is the milestone Beta."""
UNDO = "   u undo"


@pytest.fixture
def plan_path(tmp_path: Path, frozen_now: str) -> Path:
    """A small plan of an hour ago, with four threats and an opportunity (6), to be opened by `plan` and `elsewhere`."""
    path = tmp_path / "pmtui.db"
    with pytest.MonkeyPatch.context() as patch, Plan.create(path, ME) as plan, plan.unsynced():
        patch.setenv("PMTUI_NOW", "2026-11-23T08:28:00+00:00")
        projects.add(plan, "ORD", "Order portal")
        for code, name in (("ben", "Ben Okafor"), ("chi", "Chi Tran"), ("gus", "Gus Meyer")):
            people.add(plan, code, name, email=f"{code}@example.org")
        items.add(plan, [parse_line("Beta type:milestone due:2026-12-18 @chi", today())])
        for line in RISKS:
            risk(plan, line)
        setting(plan, risk(plan, "Reuse in the second shop 2x3"), "kind=opportunity")
        setting(plan, "2", "chance=50", "cost=10k")
        links.link(plan, find(plan, "2"), "threatens", find(plan, "1"))
    return path


def risk(plan: Plan, line: str) -> str:
    """Make a risk of a line; returns its number."""
    said = parse_risk(line)
    return risks.add(plan, parse_line(said.line, today()), dict(said.cells)).refs[0]


@asynccontextmanager
async def drawn(plan: Plan, at: int | None = 2, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Shown]:
    """The app with the risks in front, the cursor on one."""
    async with shown(plan, size) as s:
        await s.press("3")
        if at is not None:
            assert pane(s).select(find(plan, str(at)))
            await s.settle()
        yield s


@asynccontextmanager
async def walking(plan: Plan, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Shown]:
    """The risk review, at its first risk."""
    async with drawn(plan, None, size) as s:
        await s.press("W")
        assert isinstance(s.app.screen, RiskReviewScreen)
        yield s


def pane(s: Shown) -> Risks:
    """The pane."""
    assert s.app.risks is not None
    return s.app.risks


def here(s: Shown) -> str:
    """The cursor's risk as people say it."""
    row = pane(s).row
    return row.ref if row else ""


def listed(s: Shown) -> list[str]:
    """The risks that are to be seen."""
    made = pane(s).register
    return [made.rows[place].ref for place in pane(s)._places] if made else []


def stored(s: Shown, number: int) -> RiskRow:
    """A risk or issue as the file has it now."""
    kind = s.item(number).type
    made = register(s.plan, list(read.projects(s.plan)), kind, closed=True)
    return next(row for row in made.rows if row.number == number)


def levels(s: Shown, number: int) -> tuple[int | None, int | None]:
    """Its probability and impact, as the file has them."""
    return stored(s, number).probability, stored(s, number).impact


def hints(s: Shown) -> str:
    """The line below the page of the review, or below the field that is open."""
    screen = s.app.screen
    assert isinstance(screen, RiskReviewScreen)
    return "".join(words for line in screen.hints.lines for words, _ in line)


def role_of(s: Shown, row: int, words: str) -> Segment:
    """The piece of a line of the screen that these words stand in."""
    return next(segment for segment in s.strips()[row] if words in segment.text)


def changes(path: Path) -> int:
    """How much has been written into a plan file."""
    with sqlite3.connect(path) as db:
        count: int = db.execute("SELECT count(*) FROM change").fetchone()[0]
    db.close()
    return count


# --- the pane and its cursor -----------------------------------------------------------------------------------------


async def test_3_shows_the_risks_and_the_cursor_stays_on_its_risk_over_the_other_panes(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.press("3")
        assert pane(s).has_focus
        assert "Backlog" not in s.text
        await s.press("j", "j", "1")
        assert "Backlog" in s.text
        await s.press("2", "g", "r")
        assert here(s) == "R4"
        await s.press("g", "b", "3")
        assert here(s) == "R4"


async def test_risks_are_not_cards_and_not_on_the_timeline(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("1")
        assert "sign-in" not in s.text
        await s.press("2")
        assert "Beta" in s.text
        assert "sign-in" not in s.text


async def test_the_register_is_in_the_order_of_the_walk_and_explains_its_risk(plan: Plan) -> None:
    async with drawn(plan, None) as s:
        assert listed(s) == ["R2", "R3", "R4", "R6", "R5"]
        below = "\n".join(s.rows()[-14:])
        for words in (
            "the vendor has no sandbox",
            "the API is late",
            "Beta slips",
            "R2  The API is late",
            "Ben",
            "5.0k",
        ):
            assert words in below, words


@pytest.mark.parametrize("down_up", [("j", "k"), ("down", "up")], ids=["letters", "arrows"])
async def test_the_cursor_moves_by_rows_and_to_the_ends(plan: Plan, down_up: tuple[str, str]) -> None:
    down, up = down_up
    async with drawn(plan, None) as s:
        await s.press(down, down)
        assert here(s) == "R4"
        assert "R4  Load above the limit" in s.rows()[-4]
        await s.press(up)
        assert here(s) == "R3"
        await s.press("G", down)
        assert here(s) == "R5"
        await s.press("g", "g", up)
        assert here(s) == "R2"
        await s.press("end", "home")
        assert here(s) == "R2"


async def test_pages_go_by_screenfuls(plan: Plan) -> None:
    for number in range(60):
        risk(plan, f"Risk {number} 1x1")
    async with drawn(plan, None, (80, 24)) as s:
        await s.press("pagedown", "ctrl+f")
        assert pane(s).cursor > 20
        assert here(s) in s.text
        await s.press("pageup", "ctrl+b")
        assert here(s) == "R2"


async def test_the_palette_has_every_action(plan: Plan) -> None:
    async with drawn(plan, 2, (120, 80)) as s:
        await s.press("colon")
        for key in keys.RISKS:
            if key.name != "palette":
                assert key.words in s.text


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_help_lists_every_key(plan: Plan, size: tuple[int, int]) -> None:
    async with drawn(plan, 2, size) as s:
        await s.press("question_mark")
        seen = list(s.rows())
        for _ in range(6):
            await s.press("pagedown")
            seen += s.rows()
        for key in keys.RISKS:
            if key.shown:
                assert any(key.shown in row and key.words in row for row in seen), key.name


def test_no_key_of_the_risks_means_two_things() -> None:
    every = [one for key in keys.RISKS if key.keys for one in key.keys.split(",")]
    assert len(every) == len(set(every))
    assert "g" not in every
    assert len({key.name for key in keys.RISKS}) == len(keys.RISKS)


# --- scoring and reviewing -------------------------------------------------------------------------------------------


async def test_s_and_two_digits_score_and_u_takes_it_back(plan: Plan) -> None:
    async with drawn(plan, 4) as s:
        await s.press("s", "3", "4")
        assert f"R4 scored 3 x 4{UNDO}" in s.bottom
        assert levels(s, 4) == (3, 4)
        assert here(s) == "R4"
        row = pane(s).row
        assert row is not None
        assert (row.score, row.before) == (12, 9)
        assert stored(s, 4).last_reviewed == today(), "a score is a review"
        await s.press("u")
        assert levels(s, 4) == (3, 3)
        assert stored(s, 4).last_reviewed is None
        assert "undone" in s.bottom
        await s.press("ctrl+r")
        assert levels(s, 4) == (3, 4)


async def test_while_scoring_the_levels_are_defined_below(plan: Plan) -> None:
    async with drawn(plan, 4) as s:
        await s.press("s")
        assert "R4: probability 1 to 5 ..." in s.bottom
        assert "P  1 under 10 %  2 10 to 30 %  3 30 to 50 %  4 50 to 70 %  5 over 70 %" in s.rows()[-4]
        assert "I  1 under 1 % later  2 1 to 5 % later  3 5 to 10 % later" in s.rows()[-3]
        await s.press("3")
        assert "R4: probability 3, impact 1 to 5 ..." in s.bottom
        await s.press("2")
        assert levels(s, 4) == (3, 2)
        assert "under 10 %" not in s.text
        assert "R4  Load above the limit" in s.rows()[-4]


async def test_on_a_small_screen_the_levels_wanted_now_are_defined(plan: Plan) -> None:
    setting(plan, "4", "impact=quality 4")
    async with drawn(plan, 4, (80, 24)) as s:
        await s.press("s")
        assert "P  1 under 10 %  2 10 to 30 %  3 30 to 50 %  4 50 to 70 %  5 over 70 %" in s.rows()[-2]
        await s.press("3")
        assert s.rows()[-2].startswith(" I  1 ")
        assert " 5 of no use" in s.rows()[-2], "of the dimension that is scored"
        await s.press("escape")
        assert "R4  Load above the limit" in s.rows()[-2]


@pytest.mark.parametrize("digits", ["12", "23", "31"])
async def test_digits_after_s_are_levels_and_change_no_pane(plan: Plan, digits: str) -> None:
    async with drawn(plan, 5) as s:
        await s.press("s", *digits)
        assert pane(s).display
        assert levels(s, 5) == (int(digits[0]), int(digits[1]))


@pytest.mark.parametrize(
    "typed", ["0", "6", "9", "x", "escape", "enter", "²", "٤", "g", "40", "4x", "4²", "4 escape"], ids=str
)
async def test_what_is_no_level_scores_nothing(plan: Plan, plan_path: Path, typed: str) -> None:
    before = mark(plan_path)
    async with drawn(plan, 4) as s:
        await s.press("s", *(typed.split() if " " in typed else [typed] if len(typed) > 2 else typed))
        assert mark(plan_path) == before
        assert "probability" not in s.bottom
        await s.press("j")
        assert s.app.is_running
        assert here(s) == "R6", "and the next key is a key again"


async def test_a_large_change_asks_why_and_keeps_the_reason(plan: Plan) -> None:
    async with drawn(plan, 5) as s:
        await s.press("s", "4", "4")
        assert s.app.prompt.asked is not None
        assert "R5 goes from 4 to 16; say why in a line" in s.bottom
        assert levels(s, 5) == (2, 2)
        await s.press("enter")
        assert "! R5 goes from 4 to 16; say why in a line" in s.bottom, "no reason, no score"
        assert levels(s, 5) == (2, 2)
        await s.press("s", "4", "4")
        await s.type("the auditor wrote", "escape")
        assert levels(s, 5) == (2, 2)
        await s.press("s", "4", "4")
        assert s.app.prompt.input.value == "the auditor wrote", "what was typed is kept"
        await s.press("enter")
        assert levels(s, 5) == (4, 4)
        assert read.comments(plan, find(plan, "5"))[0].body == "the auditor wrote"
        assert here(s) == "R5"
        assert listed(s)[:2] == ["R2", "R5"], "it has its new place in the register"
        assert '"the auditor wrote"' in s.text


async def test_marked_risks_are_scored_together_as_one_step(plan: Plan) -> None:
    async with drawn(plan, 2) as s:
        await s.press("space", "space", "space")
        assert pane(s).chosen == [find(plan, number) for number in ("2", "3", "4")]
        await s.press("s", "3", "3")
        await s.type("workshop", "enter")
        assert [levels(s, number) for number in (2, 3, 4)] == [(3, 3)] * 3
        assert pane(s).marks == set()
        await s.press("u")
        assert [levels(s, number) for number in (2, 3, 4)] == [(4, 4), (3, 4), (3, 3)]


async def test_v_says_that_a_risk_stands_as_it_is(plan: Plan) -> None:
    setting(plan, "5", "next_review=16.11.2026")
    async with drawn(plan, None) as s:
        assert here(s) == "R5", "a late review comes first"
        assert "1 review late" in s.text
        assert "review late 7d" in s.rows()[-4]
        await s.press("v")
        assert f"R5 reviewed, unchanged{UNDO}" in s.bottom
        assert "review late" not in s.text
        found = stored(s, 5)
        assert (found.last_reviewed, found.late_days, found.score) == (today(), 0, 4)
        assert found.reviewed_by is not None
        assert found.reviewed_by.email == ME
        assert "Reviewed  today by" in s.rows()[-2]
        assert here(s) == "R5"


async def test_v_reviews_all_that_are_marked(plan: Plan) -> None:
    async with drawn(plan, 2) as s:
        await s.press("space", "space", "v")
        assert [stored(s, number).last_reviewed for number in (2, 3, 4)] == [today(), today(), None]


async def test_w_sets_the_next_review_and_keeps_what_cannot_be_read(plan: Plan) -> None:
    async with drawn(plan, 4) as s:
        await s.press("w")
        assert "fri, +14d, 4 dec, or none" in s.bottom
        await s.type("32.13.", "enter")
        assert s.bottom.startswith(" ! ")
        await s.press("j", "w")
        assert s.app.prompt.input.value == "", "it is kept for the risk it was typed for"
        await s.press("escape", "k", "w")
        assert s.app.prompt.input.value == "32.13."
        await s.fill("4 dec", "enter")
        assert "R4 next reviewed Fri 4 Dec" in s.bottom
        assert stored(s, 4).next_review.isoformat() == "2026-12-04"
        await s.press("w")
        await s.type("none", "enter")
        assert "R4 next reviewed by the score" in s.bottom


# --- responding ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("letter", "word"), [("a", "avoid"), ("t", "transfer"), ("m", "mitigate"), ("e", "escalate"), ("M", "mitigate")]
)
async def test_r_and_a_letter_answer_a_threat(plan: Plan, letter: str, word: str) -> None:
    async with drawn(plan, 3) as s:
        await s.press("r")
        assert "a avoid, t transfer, m mitigate, c accept, e escalate" in s.bottom
        await s.press(letter)
        assert f"R3: {word}" in s.bottom
        assert stored(s, 3).response == word
        await s.press("u")
        assert stored(s, 3).response == ""


@pytest.mark.parametrize(("letter", "word"), [("x", "exploit"), ("s", "share"), ("h", "enhance"), ("e", "escalate")])
async def test_r_and_a_letter_answer_an_opportunity(plan: Plan, letter: str, word: str) -> None:
    async with drawn(plan, 6) as s:
        await s.press("r")
        assert "x exploit, s share, h enhance, c accept, e escalate" in s.bottom
        await s.press(letter)
        assert stored(s, 6).response == word


@pytest.mark.parametrize(("number", "letter"), [(3, "x"), (3, "h"), (6, "a"), (6, "m"), (3, "z"), (3, "ä")])
async def test_what_is_no_response_to_it_is_refused_calmly(plan: Plan, number: int, letter: str) -> None:
    async with drawn(plan, number) as s:
        await s.press("r", letter)
        assert f"! {letter} is no response to it; there is" in s.bottom
        assert stored(s, number).response == ""


@pytest.mark.parametrize("letter", ["c", "C"])
async def test_to_accept_asks_for_the_fallback(plan: Plan, letter: str) -> None:
    async with drawn(plan, 3) as s:
        await s.press("r", letter)
        assert "a fallback, or none" in s.bottom
        await s.press("enter")
        assert "! to accept it, say what is done if it comes, or none" in s.bottom
        assert stored(s, 3).response == ""
        await s.press("r", letter)
        await s.type("a consultant", "enter")
        assert (stored(s, 3).response, stored(s, 3).fallback) == ("accept", "a consultant")
        await s.press("u", "r", "m", "r", letter)
        await s.type("none", "enter")
        assert stored(s, 3).fallback == "none"


async def test_with_a_fallback_to_accept_asks_nothing(plan: Plan) -> None:
    setting(plan, "3", "fallback=a consultant")
    async with drawn(plan, 3) as s:
        await s.press("r", "c")
        assert stored(s, 3).response == "accept"


async def test_capital_n_makes_a_card_that_mitigates_the_risk(plan: Plan) -> None:
    async with drawn(plan, 3) as s:
        await s.press("N")
        assert "Done about R3" in s.rows()[-2]
        await s.type("Pair on the sign-in ~3d @gus ^31.11.", "enter")
        assert s.bottom.startswith(" ! "), "an impossible day"
        await s.press("N")
        assert s.app.prompt.input.value == "Pair on the sign-in ~3d @gus ^31.11."
        await s.fill("Pair on the sign-in ~3d @gus ^fri", "enter")
        assert "7 mitigates R3: Pair on the sign-in" in s.bottom
        assert [action.title for action in stored(s, 3).actions] == ["Pair on the sign-in"]
        assert (s.owner_of(7), s.item(7).due) == ("gus", "2026-11-27")
        assert here(s) == "R3"
        assert "Pair on the sign-in" in s.text
        await s.press("1")
        assert 7 in s.numbers("Backlog")
        await s.press("2")
        assert "Pair on the sign-in" in s.text


async def test_i_says_that_it_happened_and_the_issue_is_under_capital_i(plan: Plan) -> None:
    async with drawn(plan, 2) as s:
        await s.press("i")
        assert f"R2 happened: it is issue 7 now{UNDO}" in s.bottom
        assert "R2" not in listed(s)
        assert stored(s, 2).occurred
        await s.press("I")
        assert listed(s) == ["I7"]
        assert "The API is late" in s.text
        assert stored(s, 7).threatens == [("1", "Beta")]
        await s.press("I")
        assert listed(s)[0] == "R3"
        await s.press("u")
        assert listed(s)[0] == "R2"
        assert stored(s, 2).state == "open"


async def test_on_issues_the_risks_keys_say_what_is_the_matter(plan: Plan, plan_path: Path) -> None:
    async with drawn(plan, 2) as s:
        await s.press("i", "I")
        before = mark(plan_path)
        for pressed in (("s", "2", "2"), ("v",), ("r", "m"), ("r", "c"), ("i",)):
            await s.press(*pressed)
            assert "! 7 is no risk but a" in s.bottom, pressed
        assert mark(plan_path) == before
        assert "1 issue" in s.app.found() or s.app.pane.noun == "issue"


# --- new ones --------------------------------------------------------------------------------------------------------


async def test_n_takes_a_risk_in_one_sentence(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("n")
        await s.type("because Fay leaves, it may be that nobody tests, so that Beta slips 3x5 @chi #people", "enter")
        assert f"R7 added: Nobody tests{UNDO}" in s.bottom
        found = stored(s, 7)
        assert (found.cause, found.event, found.effect) == ("Fay leaves", "nobody tests", "Beta slips")
        assert (found.score, s.owner_of(7), s.item(7).labels) == (15, "chi", ["people"])
        assert here(s) == "R7"
        await s.press("u")
        assert "R7" not in listed(s)
        await s.press("n", "enter")
        assert len(listed(s)) == 5, "nothing typed, nothing made"


async def test_a_new_risk_that_cannot_be_read_is_kept_to_be_mended(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("n")
        await s.type("Vendor slips ^31.11.", "enter")
        assert s.bottom.startswith(" ! ")
        await s.press("n")
        assert s.app.prompt.input.value == "Vendor slips ^31.11."


async def test_capital_p_asks_a_question_that_stands_by_while_the_risk_is_typed(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.press("P")
        assert "What could happen?" in s.text
        await s.type("only one person", "enter")
        assert "What does only one person know?" in s.bottom
        await s.type("Sign-in", "enter")
        assert "R7 added: Sign-in" in s.bottom
        await s.press("P", "escape")
        assert s.app.prompt.asked is None


async def test_a_new_risk_goes_to_the_project_that_is_shown(plan: Plan) -> None:
    projects.add(plan, "OPS", "Operations")
    async with drawn(plan, None) as s:
        await s.press("p")
        await s.type("oper", "enter")
        assert "No risk is known yet." in s.text
        await s.press("n")
        await s.type("Tapes burn 1x5", "enter")
        assert listed(s) == ["R7"]
        assert read.projects(plan)[s.item(7).project_id].key == "OPS"
        await s.press("p")
        await s.type("all", "enter")
        assert len(listed(s)) == 6


# --- what is shown ---------------------------------------------------------------------------------------------------


async def test_capital_o_shows_both_sides_then_threats_then_opportunities(plan: Plan) -> None:
    async with drawn(plan, None) as s:
        await s.press("O")
        assert listed(s) == ["R2", "R3", "R4", "R5"]
        await s.press("O")
        assert listed(s) == ["R6"]
        await s.press("n")
        await s.type("A second customer 2x2", "enter")
        assert listed(s) == ["R6", "R7"]
        assert stored(s, 7).kind == "opportunity"
        await s.press("O")
        assert len(listed(s)) == 6
        assert "threats and opportunities" in s.bottom


async def test_issues_have_no_sides(plan: Plan) -> None:
    async with drawn(plan, 2) as s:
        await s.press("i", "O", "O", "I")
        assert listed(s) == ["I7"]
        await s.press("O")
        assert len(listed(s)) == 4, "risks again, both sides"


async def test_m_leaves_the_risks_of_one_cell(plan: Plan) -> None:
    risk(plan, "Another 3x3")
    async with drawn(plan, 4) as s:
        await s.press("m")
        assert sorted(listed(s)) == ["R4", "R7"]
        assert "only P 3 I 3" in s.text
        await s.press("m")
        assert len(listed(s)) == 6
        await s.press("m", "G", "s", "3", "4")
        assert levels(s, 7) == (3, 4)
        assert here(s) == "R7"
        assert len(listed(s)) == 6, "it has left the cell: the filter gives way to the risk that was scored"


async def test_capital_v_turns_from_both_to_the_map_and_to_the_list(plan: Plan) -> None:
    async with drawn(plan) as s:
        seen = []
        for _ in range(3):
            await s.press("V")
            seen.append((pane(s).map_only, pane(s).list_only, "Probability" in s.text))
        assert seen == [(True, False, True), (False, True, False), (False, False, True)]
        assert here(s) == "R2"


async def test_a_query_narrows_the_register_live_and_escape_brings_it_back(plan: Plan) -> None:
    async with drawn(plan, None) as s:
        await s.press("slash")
        await s.type("@chi")
        assert listed(s) == ["R3"]
        assert "1 risk" in s.bottom
        await s.press("escape")
        assert len(listed(s)) == 5
        await s.press("slash")
        await s.fill("nowhere", "enter")
        assert "No risk fits." in s.text
        await s.press("s", "4", "4", "v", "r", "m", "N", "i", "w", "m", "V", "o", "x", "enter", "escape", "q")
        assert len(listed(s)) == 5
        await s.press("slash")
        await s.fill("load", "enter", "s", "3", "2")
        assert levels(s, 4) == (3, 2)
        assert listed(s) == ["R4"]


async def test_a_click_puts_the_cursor_on_a_row_or_on_the_first_of_a_cell(plan: Plan) -> None:
    async with drawn(plan) as s:
        view = pane(s)
        await s.pilot.mouse_down(view, offset=(view.left + 10, view.head + 2))
        assert here(s) == "R4"
        assert view._map is not None
        x, y, _, _ = view._map.place_of((2, 2))
        await s.pilot.mouse_down(view, offset=(x + 2, y + 1))
        assert here(s) == "R5"
        x, y, _, _ = view._map.place_of((5, 5))
        await s.pilot.mouse_down(view, offset=(x + 2, y + 1))
        assert here(s) == "R5", "an empty cell has nothing to go to"
        for wheel, then in ((events.MouseScrollUp, "R6"), (events.MouseScrollDown, "R5")):
            s.app.screen._forward_event(wheel(view, 60, 10, 0, 1, 0, False, False, False))
            await s.settle()
            assert here(s) == then


async def test_a_double_click_opens_the_risk(plan: Plan) -> None:
    async with drawn(plan) as s:
        await s.pilot.click(pane(s), offset=(pane(s).left + 10, pane(s).head + 1), times=2)
        await s.settle()
        assert isinstance(s.app.screen, ItemDialog)
        assert "Only Ben knows the sign-in" in s.text


@pytest.mark.parametrize("shown_pane", ["1", "2", "3"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_a_passed_trigger_is_red_in_the_top_line_of_every_pane(
    plan: Plan, shown_pane: str, size: tuple[int, int]
) -> None:
    setting(plan, "4", "trigger=load test below 150", "trigger_date=20.11.2026")
    async with shown(plan, size) as s:
        await s.press(shown_pane)
        assert ("! R4 trigger passed" if size[0] >= 120 else "! R4") in s.rows()[0]
        style = role_of(s, 0, "! R4").style
        assert style is not None
        assert style.color == Look("dark").style("alarm").color
        await s.press("3")
        assert pane(s).select(find(plan, "4"))
        await s.press("i")
        await s.until(lambda: "! R4" not in s.rows()[0])


async def test_several_passed_triggers_are_counted(plan: Plan) -> None:
    setting(plan, "4", "trigger_date=20.11.2026")
    setting(plan, "3", "trigger_date=18.11.2026")
    async with shown(plan) as s:
        assert "! R3 +1 trigger passed" in s.rows()[0]


async def test_another_theme_is_worn_on_the_risks_at_once(plan: Plan) -> None:
    async with drawn(plan) as s:
        for name in (*THEMES[1:], THEMES[0]):
            await s.press("T")
            assert f"theme {name};" in s.bottom
            ground = Look(name).style("text").bgcolor
            assert [style.bgcolor for _, style, _ in s.strips()[-8] if style][-1] == ground
            assert "The API is late" in s.text


# --- the item under the cursor ---------------------------------------------------------------------------------------


async def test_the_items_own_keys_work_as_on_the_board(plan: Plan) -> None:
    async with drawn(plan, 4) as s:
        await s.press("o")
        await s.type("gus", "enter")
        assert s.owner_of(4) == "gus"
        await s.press("e")
        await s.fill("Too many visitors", "enter")
        assert "Too many visitors" in s.text
        await s.press("c")
        await s.type("asked marketing", "enter")
        assert [comment.body for comment in read.comments(plan, find(plan, "4"))] == ["asked marketing"]
        await s.press("d")
        await s.type("27 nov", "enter")
        assert s.item(4).due == "2026-11-27"
        await s.press("y")
        assert s.app.clipboard == "ORD-4 Too many visitors"
        await s.press("x")
        assert s.item(4).state == "done"
        assert "R4" not in listed(s)
        await s.press("u")
        assert here(s) == "R4"


async def test_enter_opens_the_page_where_a_risks_fields_are_changed(plan: Plan) -> None:
    async with drawn(plan, 4) as s:
        await s.press("enter")
        dialog = s.app.screen
        assert isinstance(dialog, ItemDialog)
        for name, typed in (
            ("chance", "40"), ("cost", "10k/20k/40k"), ("trigger", "below 150"), ("trigger_date", "20.11.2026"),
            ("residual", "1x3"), ("fallback", "a waiting room"), ("cause", "Christmas"),
        ):  # fmt: skip
            dialog.action_field(name)
            await s.settle()
            await s.fill(typed, "enter")
            assert "!" not in "".join(words for line in dialog.hints.lines for words, _ in line), name
        found = stored(s, 4)
        assert found.chance == 0.4
        assert found.emv is not None
        assert round(found.emv) == 8667
        assert (found.residual, found.fallback, found.cause) == (3, "a waiting room", "Christmas")
        dialog.action_field("cost")
        await s.settle()
        await s.fill("40k/20k/10k", "enter")
        assert "the optimistic 40.0k is" in s.text
        await s.press("escape", "escape")
        assert s.app.focused is pane(s)
        assert here(s) == "R4"
        assert "below 150" in s.text
        assert "! R4 trigger passed" in s.rows()[0]


@pytest.mark.parametrize("number", [3, 5], ids=["in the middle", "the last row"])
@pytest.mark.parametrize("command", ["delete", "archive"])
async def test_the_palette_deletes_and_archives_and_the_risk_is_gone(plan: Plan, command: str, number: int) -> None:
    async with drawn(plan, number) as s:
        await s.press("colon")
        await s.type(command, "enter")
        assert s.item(number).deleted or s.item(number).archived
        assert f"R{number}" not in listed(s)
        assert here(s) == {3: "R4", 5: "R6"}[number]
        await s.press("u")
        assert here(s) == f"R{number}"


# --- other processes, other files ------------------------------------------------------------------------------------


async def test_anothers_change_shows_while_the_risks_are_in_front(plan: Plan, elsewhere: Plan) -> None:
    async with drawn(plan, 4) as s:
        await s.press("N")
        await s.type("Half a card")
        risks.score(elsewhere, [find(elsewhere, "5")], 5, 5, "it is near")
        risk(elsewhere, "Written by Ben 1x1")
        await s.until(lambda: "Written by Ben" in s.text)
        assert listed(s)[0] == "R5"
        assert here(s) == "R4"
        assert s.app.prompt.input.value == "Half a card"
        await s.press("enter")
        assert [action.title for action in stored(s, 4).actions] == ["Half a card"]


async def test_the_risk_that_another_deletes_leaves_calmly(plan: Plan, elsewhere: Plan) -> None:
    async with drawn(plan, 5) as s:
        items.delete(elsewhere, [find(elsewhere, "5")])
        await s.press("s", "2", "3")
        for _ in range(2):
            s.app.poll()
            await s.settle()
        assert here(s) == "R6"
        assert s.item(5).deleted


async def test_an_empty_register_says_what_to_do_and_takes_its_first_risk(empty_plan: Plan) -> None:
    async with drawn(empty_plan, None) as s:
        assert "No risk is known yet." in s.text
        for key in keys.RISKS:
            if key.keys and key.name not in ("quit", "board", "timeline", "metrics"):
                await s.press(key.keys.split(",")[0], "escape", "escape")
        await s.press("3", "I", "n")
        await s.type("First 2x3", "enter")
        assert listed(s) == ["R1"]


async def test_a_walk_through_nothing_says_so(empty_plan: Plan) -> None:
    async with drawn(empty_plan, None) as s:
        await s.press("W")
        assert "! there is no open risk to review; n adds one" in s.bottom


async def test_a_project_without_columns_says_how_it_gets_some(empty_plan: Plan) -> None:
    with empty_plan.transaction() as tx:
        for (column,) in empty_plan.rows("SELECT id FROM board_column"):
            tx.delete(column)
    async with drawn(empty_plan, None) as s:
        await s.press("n")
        await s.type("First 2x3", "enter")
        assert "! this project has no columns; `pmtui column add" in s.bottom
        await s.press("n")
        assert s.app.prompt.input.value == "First 2x3"
        for pressed in (("escape", "i"), ("v",), ("N",), ("escape", "x"), ("W",), ("I",)):
            await s.press(*pressed)
        assert s.app.is_running


async def test_a_file_without_a_project_is_calm_on_the_risks(tmp_path: Path, frozen_now: str) -> None:
    with Plan.create(tmp_path / "bare.db", ME) as bare:
        async with drawn(bare, None, (80, 24)) as s:
            for key in keys.RISKS:
                if key.keys and key.name not in ("quit", "board", "timeline", "metrics"):
                    await s.press(key.keys.split(",")[0], "escape", "escape")
            await s.press("n")
            await s.type("First 2x3", "enter")
            assert "! the plan has no project yet" in s.bottom
            await s.press("n")
            assert s.app.prompt.input.value == "First 2x3"


@pytest.mark.parametrize("size", [(10, 3), (40, 10), (80, 24), (250, 70)], ids=str)
async def test_any_size_of_terminal_shows_something_and_works(plan: Plan, size: tuple[int, int]) -> None:
    async with drawn(plan, 3, size) as s:
        for key in keys.RISKS:
            if key.keys and key.name not in ("quit", "board", "timeline", "editor"):
                await s.press(key.keys.split(",")[0], "escape", "escape")
        await s.press("3", "W", "4", "4", "n", "escape")
        assert len(s.rows()) == size[1]
        assert all(strip.cell_length == size[0] for strip in s.strips())


@pytest.mark.usefixtures("impatient")
async def test_a_locked_file_gets_a_calm_line_and_nothing_typed_is_lost(plan: Plan, plan_path: Path) -> None:
    async with drawn(plan, 5) as s:
        lock = sqlite3.connect(plan_path, isolation_level=None)
        await s.press("s", "4", "4")
        lock.execute("BEGIN EXCLUSIVE")
        await s.type("the auditor wrote", "enter")
        assert "! pmtui.db is locked by another program" in s.bottom
        for key in ("v", "i", "W", "I", "O", "3", "1", "3", "enter", "escape"):
            await s.press(key)
        lock.execute("ROLLBACK")
        lock.close()
        s.app.poll()
        await s.settle()
        while listed(s) != ["R2", "R3", "R4", "R6", "R5"]:
            await s.press("I" if s.app.risk_kind == "issue" else "O")
        assert pane(s).select(find(plan, "5"))
        await s.press("s", "4", "4")
        assert s.app.prompt.input.value == "the auditor wrote"
        await s.press("enter")
        assert levels(s, 5) == (4, 4)


# --- what if ---------------------------------------------------------------------------------------------------------


async def test_in_a_trial_risks_are_scored_in_the_copy_alone(plan: Plan, plan_path: Path) -> None:
    before = mark(plan_path)
    async with drawn(plan, 4) as s:
        await s.press("2", "W", "3")
        assert "what if, nothing saved" in s.rows()[0]
        assert pane(s).select(find(plan, "4"))
        await s.press("s", "3", "4", "W", "enter", "q", "q")
        row = pane(s).row
        assert row is not None
        assert (row.ref, row.impact) == ("R4", 4)
        assert mark(plan_path) == before
        await s.press("2", "W", "x", "3")
        assert mark(plan_path) == before
        assert pane(s).select(find(plan, "4"))
        row = pane(s).row
        assert row is not None
        assert row.impact == 3


async def test_what_was_scored_in_a_trial_is_applied_as_one_step(plan: Plan) -> None:
    async with drawn(plan, 4) as s:
        await s.press("2", "W", "3")
        assert pane(s).select(find(plan, "4"))
        await s.press("s", "3", "4", "2", "W", "a")
        assert "in one step" in s.bottom
        assert levels(s, 4) == (3, 4)


# --- the review ------------------------------------------------------------------------------------------------------


async def test_the_walk_shows_one_risk_at_a_time_with_all_there_is_to_say(plan: Plan) -> None:
    async with walking(plan) as s:
        assert "Risk review 1 of 5 R2 The API is late" in " ".join(s.rows()[1].split())
        for words in (
            "the vendor has no sandbox", "it may be that  the API is late", "so that  Beta slips", "1 Beta",
            "owner Ben",
            "under 10 %", "over 70 %", "[4] 10 to 20 % later", "over 20 % later", "50% of what it costs = 5.0k",
            "none yet", "never yet",
        ):  # fmt: skip
            assert words in s.text, words
        await s.press("n")
        assert "2 of 5" in s.rows()[1]
        assert "Only Ben knows the sign-in" in s.text
        await s.press("j", "down", "N", "k", "up")
        assert "1 of 5" in s.rows()[1]


async def test_to_walk_without_an_answer_writes_nothing(plan: Plan, plan_path: Path) -> None:
    before = mark(plan_path)
    async with walking(plan) as s:
        await s.press("n", "n", "N", "n", "n", "n", "n")
        assert "0 of 5 reviewed" in s.rows()[1]
        await s.press("N", "C", "escape", "t", "escape", "w", "escape", "4", "escape", "q", "q")
        assert len(s.app.screen_stack) == 1
    assert mark(plan_path) == before


async def test_a_refused_answer_writes_nothing_either(plan: Plan, plan_path: Path) -> None:
    before = changes(plan_path)
    async with walking(plan) as s:
        await s.press("1", "1")
        assert "R2 goes from 16 to 1; say why in a line" in hints(s)
        await s.press("escape", "t")
        await s.type("Card ^31.11.", "enter")
        assert hints(s).startswith("! ")
        await s.press("C", "enter", "escape", "x", "q", "q")
    assert changes(plan_path) == before
    assert plan.one("SELECT count(*) FROM meeting") == (0,)


async def test_two_bare_digits_score_and_go_on(plan: Plan) -> None:
    async with walking(plan) as s:
        await s.press("n", "3")
        assert "probability 3, impact ..." in hints(s)
        await s.press("5")
        assert "R3 scored 3 x 5" in hints(s)
        assert "3 of 5" in s.rows()[1]
        assert levels(s, 3) == (3, 5)


@pytest.mark.parametrize("then", ["enter", "escape", "n", "6", "x", "²"])
async def test_half_a_score_is_no_answer(plan: Plan, plan_path: Path, then: str) -> None:
    before = changes(plan_path)
    async with walking(plan) as s:
        await s.press("4", then)
        assert ("2 of 5" if then == "n" else "1 of 5") in s.rows()[1]
        await s.press("4")
        assert "probability 4, impact ..." in hints(s)
        assert changes(plan_path) == before


async def test_enter_says_unchanged_and_goes_on(plan: Plan) -> None:
    async with walking(plan) as s:
        await s.press("enter")
        assert "R2 reviewed, unchanged" in hints(s)
        assert "2 of 5" in s.rows()[1]
        assert (stored(s, 2).last_reviewed, stored(s, 2).score) == (today(), 16)
        await s.press("n")
        assert "44 score" in hints(s), "the next key ends the message"


async def test_a_large_change_in_the_review_asks_why(plan: Plan) -> None:
    async with walking(plan) as s:
        await s.press("2", "2")
        assert "Why?  R2 goes from 16 to 4; say why in a line" in hints(s)
        await s.press("enter")
        assert "Why?" in hints(s), "it wants words"
        await s.type("they 44 signed", "down", "up", "pagedown")
        assert "1 of 5" in s.rows()[1], "nothing moves while something is typed"
        await s.press("enter")
        assert levels(s, 2) == (2, 2)
        assert read.comments(plan, find(plan, "2"))[0].body == "they 44 signed"
        assert "2 of 5" in s.rows()[1]


async def test_what_is_left_half_typed_is_there_again_for_the_same_risk_only(plan: Plan) -> None:
    async with walking(plan) as s:
        field: Any = s.app.screen
        await s.press("2", "2")
        await s.type("they sig", "escape")
        assert levels(s, 2) == (4, 4)
        await s.press("n", "1", "1")
        assert field.input.value == ""
        await s.press("escape", "N", "2", "2")
        assert field.input.value == "they sig"
        await s.type("ned", "enter")
        assert read.comments(plan, find(plan, "2"))[0].body == "they signed"


@pytest.mark.parametrize(
    ("letter", "word"), [("A", "avoid"), ("T", "transfer"), ("M", "mitigate"), ("E", "escalate"), ("a", "avoid")]
)
async def test_a_capital_letter_is_the_response_and_the_walk_stays(plan: Plan, letter: str, word: str) -> None:
    async with walking(plan) as s:
        await s.press(letter)
        assert f"R2: {word}" in hints(s)
        assert stored(s, 2).response == word
        assert "1 of 5" in s.rows()[1]
        assert f"Response  {word}" in s.text


@pytest.mark.parametrize(("letter", "word"), [("x", "exploit"), ("s", "share"), ("h", "enhance")])
async def test_an_opportunity_has_responses_of_its_own(plan: Plan, letter: str, word: str) -> None:
    async with walking(plan) as s:
        await s.press("n", "n", "n")
        assert "R6 Reuse in the second shop" in " ".join(s.rows()[1].split())
        assert "x s h c e respond" in hints(s)
        await s.press("M")
        assert "! m is no response to it" in hints(s)
        await s.press(letter)
        assert stored(s, 6).response == word


async def test_to_accept_in_the_review_asks_what_is_done_if_it_comes(plan: Plan) -> None:
    async with walking(plan) as s:
        await s.press("C")
        assert "If it comes?  to accept it, say what is done if it comes, or none" in hints(s)
        await s.press("enter")
        assert "If it comes?" in hints(s)
        await s.type("a mock server", "enter")
        assert (stored(s, 2).response, stored(s, 2).fallback) == ("accept", "a mock server")
        await s.press("M", "C")
        assert stored(s, 2).response == "accept", "now that there is a fallback it asks nothing"


async def test_t_makes_a_card_and_keeps_what_cannot_be_read(plan: Plan) -> None:
    async with walking(plan) as s:
        field: Any = s.app.screen
        await s.press("t")
        assert "Card  title ~3d @who ^fri" in hints(s)
        await s.type("Mock server ~3d ^31.11.", "enter")
        assert hints(s).startswith("! ")
        await s.press("t")
        assert field.input.value == "Mock server ~3d ^31.11."
        await s.fill("Mock server ~3d @gus ^fri", "enter")
        assert "7 mitigates R2: Mock server" in hints(s)
        assert [action.title for action in stored(s, 2).actions] == ["Mock server"]
        assert "7 Mock server  Gus  Backlog" in s.text
        assert "1 of 5" in s.rows()[1]


async def test_i_in_the_review_makes_an_issue_and_goes_on(plan: Plan) -> None:
    async with walking(plan) as s:
        await s.press("i")
        assert "R2 happened: it is issue 7 now" in hints(s)
        assert "2 of 5" in s.rows()[1]
        assert stored(s, 2).occurred
        await s.press("N", "i")
        assert "is closed already" in hints(s)
        await s.press("q", "q", "I")
        assert listed(s) == ["I7"]


async def test_w_in_the_review_sets_the_next_one(plan: Plan) -> None:
    async with walking(plan) as s:
        await s.press("w")
        await s.type("4 dec", "enter")
        assert "R2 next reviewed Fri 4 Dec" in hints(s)
        assert "next Fri 4 Dec" in s.text
        assert stored(s, 2).next_review.isoformat() == "2026-12-04"


async def test_the_summary_says_what_changed_what_it_is_worth_and_who_must_hear_of_it(plan: Plan) -> None:
    async with walking(plan) as s:
        await s.press("5", "4")
        await s.type("no contract", "enter")
        await s.press("enter", "enter", "enter", "enter")
        assert "5 of 5 reviewed" in s.rows()[1]
        for words in ("5.0k > 5.0k", "R2 The API is late  16 > 20", "Ben Okafor  R2", "Chi Tran  R2"):
            assert words in s.text, words
        await s.press("q")
        assert "risk review closed: 5 of 5 reviewed" in s.bottom
        assert s.app.focused is pane(s)
        kind, note, ended = plan.one("SELECT kind, note, ended FROM meeting")
        assert (kind, ended is not None) == ("risk review", True)
        assert "R2 The API is late: 16 > 20 (scored)" in note
        assert "Ben Okafor: R2" in note
        meetings = plan.rows("SELECT DISTINCT meeting FROM txn WHERE meeting IS NOT NULL")
        assert len(meetings) == 1, "every answer is part of it"


async def test_a_review_that_changed_nothing_is_kept_too(plan: Plan) -> None:
    async with walking(plan) as s:
        await s.press(*["enter"] * 5)
        assert "nothing: all stand as they were" in s.text
        await s.press("q")
    assert "5 of 5 reviewed" in plan.one("SELECT note FROM meeting")[0]


async def test_q_in_the_middle_shows_the_summary_and_n_goes_back_to_where_it_was(plan: Plan) -> None:
    async with walking(plan) as s:
        await s.press("enter", "q")
        assert "1 of 5 reviewed" in s.rows()[1]
        before = plan.one("SELECT count(*) FROM change")
        await s.press("4", "4", "enter", "i", "M", "t", "w")
        assert plan.one("SELECT count(*) FROM change") == before, "on the summary there is nothing to answer"
        await s.press("N")
        assert "2 of 5" in s.rows()[1]
        await s.press("enter", "q", "q")
        assert "risk review closed: 2 of 5 reviewed" in s.bottom


async def test_from_the_end_n_goes_back_to_the_last(plan: Plan) -> None:
    async with walking(plan) as s:
        await s.press(*["enter"] * 5, "N")
        assert "R5 Audit finds gaps" in s.rows()[1]
        await s.press("2", "1")
        assert levels(s, 5) == (2, 1)
        assert "R5 Audit finds gaps  4 > 2" in s.text


async def test_u_after_the_review_takes_back_its_last_answer(plan: Plan) -> None:
    async with walking(plan) as s:
        await s.press("enter", "3", "5", "q", "q", "u")
        assert (stored(s, 3).score, stored(s, 2).last_reviewed) == (12, today())
        await s.press("u")
        assert stored(s, 2).last_reviewed is None


async def test_ten_risks_are_reviewed_in_thirty_keys_at_most(empty_plan: Plan) -> None:
    for number in range(10):
        risk(empty_plan, f"Risk {number} 3x3")
    pressed = ["3", "W"]
    for number in range(10):
        pressed += ["3", "4"] if number % 2 else ["enter"]
    pressed += ["q"]
    async with shown(empty_plan) as s:
        await s.press(*pressed)
        made = register(empty_plan, list(read.projects(empty_plan)))
        assert all(row.last_reviewed == today() for row in made.rows)
        assert sorted(row.score or 0 for row in made.rows) == [9] * 5 + [12] * 5
        assert "risk review closed: 10 of 10 reviewed" in s.bottom
    assert len(pressed) <= 30


async def test_all_that_is_to_be_said_can_be_scrolled_to_on_a_small_screen(plan: Plan) -> None:
    setting(plan, "2", "fallback=" + "a mock server of our own " * 40)
    async with walking(plan, (80, 24)) as s:
        assert "q end" in hints(s)
        assert "q end" in s.text
        assert "never yet" not in s.text
        await s.press("pagedown", "pagedown")
        assert "never yet" in s.text
        await s.press("pageup", "pageup")
        assert "the vendor has no sandbox" in s.text


async def test_a_resized_terminal_shows_the_review_anew(plan: Plan) -> None:
    async with walking(plan) as s:
        await s.pilot.resize_terminal(80, 24)
        await s.settle()
        assert "44 score" in s.rows()[-2]
        await s.press("t")
        await s.type("Half a card")
        await s.pilot.resize_terminal(100, 30)
        await s.settle()
        assert "Half a card" in s.rows()[-2]


async def test_anothers_change_shows_in_the_review_and_leaves_what_is_typed(plan: Plan, elsewhere: Plan) -> None:
    async with walking(plan) as s:
        await s.press("t")
        await s.type("Half a card")
        setting(elsewhere, "2", "fallback=what Ben wrote")
        await s.until(lambda: "what Ben wrote" in s.text)
        assert "Card  title" in hints(s)
        await s.press("enter")
        assert [action.title for action in stored(s, 2).actions] == ["Half a card"]


async def test_the_risk_that_another_deletes_is_passed_over(plan: Plan, elsewhere: Plan) -> None:
    async with walking(plan) as s:
        items.delete(elsewhere, [find(elsewhere, "2")])
        s.app.poll()
        await s.settle()
        assert "it was deleted meanwhile; n goes on" in s.text
        await s.press("4", "4", "enter", "i", "M", "t", "w")
        assert "1 of 5" in s.rows()[1]
        await s.press("n", "enter", "q", "q")
        assert "risk review closed: 1 of 5 reviewed" in s.bottom


@pytest.mark.usefixtures("impatient")
async def test_a_locked_file_stops_no_review(plan: Plan, plan_path: Path) -> None:
    async with walking(plan) as s:
        await s.press("enter", "t")
        await s.type("Typed while locked")
        lock = sqlite3.connect(plan_path, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        await s.press("enter")
        assert "! pmtui.db is locked by another program" in hints(s)
        for key in ("enter", "3", "5", "n", "N", "M", "i", "q", "q"):
            await s.press(key)
        assert s.app.is_running
        lock.execute("ROLLBACK")
        lock.close()
        if isinstance(s.app.screen, RiskReviewScreen):
            await s.press("q", "q")
        assert plan.one("SELECT count(*) FROM meeting WHERE ended IS NOT NULL") == (1,)
        assert stored(s, 2).last_reviewed == today()


@pytest.mark.parametrize("closing", ["\r\r\r\r\r\rqj", "qj", "\rqqj"], ids=["to the end", "at once", "in the middle"])
async def test_quick_keys_close_the_review_once(plan: Plan, closing: str) -> None:
    async with drawn(plan) as s:
        await s.press("W")
        for key in closing:
            s.app.post_message(events.Key("enter" if key == "\r" else key, key))
        await s.settle()
        await s.settle()
        assert s.app.is_running
        assert len(s.app.screen_stack) == 1


# --- hostile text ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
@pytest.mark.parametrize("text", [MIXED, "x" * 100_000, "漢字" * 200], ids=["mixed", "long", "wide"])
async def test_hostile_text_does_no_harm(plan_path: Path, text: str, size: tuple[int, int]) -> None:
    with Plan(plan_path, ME, write=True) as plan:
        risks.act_on(plan, find(plan, "2"), parse_line("Card", today()))
        risks.respond(plan, find(plan, "2"), "c", "fallback")
        setting(plan, "2", "trigger=when", "trigger_date=20.11.2026", "category=External / supplier")
        risks.score(plan, [find(plan, "2")], 5, 4, "reason")
    plant(plan_path, text)
    with sqlite3.connect(plan_path) as db:
        for field in ("cause", "event", "effect", "category", "trigger_text", "fallback", "response", "resolution"):
            db.execute(f"UPDATE risk SET {field} = ?", (text,))
        db.execute("UPDATE project SET currency = ?", (text,))
    db.close()
    with Plan(plan_path, ME) as plan:
        async with drawn(plan, 2, size) as s:
            assert_harmless(s)
            for pressed in (
                ("space",), ("s",), ("3",), ("4",), ("escape", "r"), ("c",), ("escape", "m"), ("V",), ("V",), ("V",),
                ("m", "N"), ("escape", "w"), ("escape", "n"), ("escape", "P"), ("escape", "O"), ("O",), ("O",),
                ("enter",), ("end",), ("escape",), ("W",), ("pagedown",), ("n",), ("N",), ("1", "1"), ("escape",),
                ("C",), ("t",), ("escape",), ("enter",), ("q",), ("q",), ("i",), ("I",),
            ):  # fmt: skip
                await s.press(*pressed)
                assert_harmless(s)
            assert s.app.is_running


# --- in a real terminal ----------------------------------------------------------------------------------------------


def test_the_terminal_closed_in_the_middle_of_a_review_loses_nothing(plan_path: Path) -> None:
    with pmtui(plan_path, (80, 24)) as t:
        ready(t)
        t.press("3")
        t.press("W")
        t.wait_for("1 of 5")
        t.press("enter")
        t.wait_for("2 of 5")
        t.press("3", "5")
        t.wait_for("3 of 5")
        t.press("t")
        t.press(*"Half a thought")
        drafts = state_folder() / "drafts.json"
        while "Half a thought" not in (drafts.read_text() if drafts.exists() else ""):
            t.settle(0.05)
        t.kill()
    with Plan(plan_path, ME) as plan:
        rows = {row.number: row for row in register(plan, list(read.projects(plan))).rows}
        assert (rows[2].last_reviewed is not None, rows[3].score) == (True, 15)
        assert plan.one("SELECT count(*) FROM meeting") == (1,)
    assert "Half a thought" in json.dumps(json.loads(drafts.read_text()))


@pytest.fixture(scope="session")
def told_risks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of two thousand risks, made once."""
    path = tmp_path_factory.mktemp("risks") / "pmtui.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PMTUI_NOW", NOW)
        patch.setenv("TZ", "UTC")
        time.tzset()
        with Plan.create(path, ME) as plan, plan.unsynced():
            projects.add(plan, "ORD", "Order portal")
            for n in range(2000):
                said = parse_risk(
                    f"because cause {n} holds, it may be that risk {n} comes, so that plan {n % 7} slips "
                    f"{1 + n % 5}x{1 + n // 5 % 5} @{('ana', 'ben', 'chi', 'eli')[n % 4]}"
                )
                risks.add(plan, parse_line(said.line, clock.today()), dict(said.cells))
    return path


def risks_of(path: Path) -> Terminal:
    """The risks of a plan in a terminal of 120x40."""
    terminal = pmtui(path)
    ready(terminal)
    terminal.press("3", quiet=0.3)
    terminal.wait_for("1 of 2000")
    return terminal


def test_among_two_thousand_risks_keys_stay_cheap_on_the_line(
    told_risks: Path, tmp_path: Path, frozen_now: str
) -> None:
    path = Path(shutil.copy(told_risks, tmp_path / "many.db"))
    with risks_of(path) as t:
        cursor = [t.press(key) for key in "jjkjj"]
        assert 0 < max(cursor) <= 2_000
        assert "4 of 2000" in t.text()
        t.press(*"j" * 20)
        rest = [t.press("j") for _ in range(12)]
        assert sorted(rest)[6] <= 2_000, "a step within the screen"
        assert max(rest) <= 20_000, "half a screen scrolls at once"
        assert 0 < t.press("v", quiet=0.6) <= 20_000


def test_what_a_terminal_shows_of_the_risks_is_what_was_drawn(
    told_risks: Path, tmp_path: Path, frozen_now: str
) -> None:
    path = Path(shutil.copy(told_risks, tmp_path / "many.db"))
    with risks_of(path) as t:
        for pressed in ("j" * 40, "V", "V", "V", "k" * 12, "v", "u", "G", "k" * 45, "m", "m", "12", "3"):
            t.press(*pressed, quiet=0.12)
            drawn_ = t.picture()[:-1]  # the last line may have a message, which the next key ends
            t.press("ctrl+l", quiet=0.1)
            assert t.picture()[:-1] == drawn_, pressed
