"""The timer and git in the app: one key each, and what the top line and the standup show."""

import shutil
from pathlib import Path

import pytest

from pmtui import clock
from pmtui.actions import people
from pmtui.store.plan import Plan
from pmtui.tui.dialogs.standup import StandupScreen
from tests.meetings.repositories import Repository
from tests.tui.shown import Shown, shown


def sheet(plan: Plan) -> list[tuple[int, int, str]]:
    """What is logged: number, minutes, source."""
    return plan.rows(
        "SELECT i.number, t.minutes, t.source FROM time_entry t JOIN item i ON i.id = t.item_id ORDER BY t.id"
    )


def top(s: Shown) -> str:
    """The top line."""
    return "".join(segment.text for segment in s.app.top.render_line(0))


def git_lines(s: Shown) -> list[str]:
    """The standup's page as text."""
    assert isinstance(s.app.screen, StandupScreen)
    return ["".join(words for words, _ in line) for line in s.app.screen.sheet.lines]


async def answered(s: Shown, words: str) -> None:
    """Wait until git's answer is on the page."""
    for _ in range(200):
        if any(words in line for line in git_lines(s)):
            return
        await s.pilot.pause(0.05)
    raise AssertionError(git_lines(s))


@pytest.fixture
def portal(plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository around the plan, with an hour and two tenths of Ana's on item 3 on Sunday."""
    people.change(plan, "ana", {"git_email": "ana@example.org"})
    made = Repository(tmp_path / "portal")
    monkeypatch.chdir(made.folder)
    made.switch("feat/3-retry", "main")
    made.commit("2026-11-22T10:00:00", "jitter")
    made.commit("2026-11-22T10:42:00", "key \x1b[2Jend")
    return made


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_t_starts_the_timer_and_stops_it_again(
    plan: Plan, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with shown(plan, size) as s:
        assert s.app.card is not None
        ref = s.app.card.ref
        await s.press("t")
        assert f"timer {ref} 0:00" in top(s)
        monkeypatch.setenv("PMTUI_NOW", clock.local(clock.now_ms() + 34 * 60_000).isoformat())
        s.app.poll()
        assert f"timer {ref} 0:34" in top(s)
        await s.press("t")
        assert "timer" not in top(s)
        assert sheet(plan) == [(int(ref), 34, "timer")]
        await s.press("u")
        assert f"timer {ref} 0:34" in top(s), "undo lets it run on"


async def test_t_on_another_card_goes_over_to_it_and_x_ends_it(plan: Plan) -> None:
    async with shown(plan, (120, 40)) as s:
        await s.press("t", "j", "t")
        assert s.app.card is not None
        assert f"timer {s.app.card.ref} 0:00" in top(s)
        assert len(sheet(plan)) == 1
        await s.press("x")
        assert "timer" not in top(s)
        assert len(sheet(plan)) == 2


async def test_the_top_line_is_drawn_once_a_minute_however_often_it_is_looked_at(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with shown(plan, (80, 24)) as s:
        await s.press("t")
        drawn: list[str] = []
        monkeypatch.setattr(s.app.top, "refresh", lambda *_, **__: drawn.append(s.app.top.timer))
        for _ in range(70):
            monkeypatch.setenv("PMTUI_NOW", clock.local(clock.now_ms() + 1000).isoformat())
            s.app.tell_top()
        assert len(drawn) <= 3
        assert drawn[-1].endswith("0:01")


async def test_another_programs_timer_shows(plan: Plan, plan_path: Path) -> None:
    from pmtui.actions import timer
    from pmtui.store.read import find
    from tests.tui.conftest import ME

    async with shown(plan, (80, 24)) as s:
        with Plan(plan_path, ME, write=True) as other:
            timer.start(other, find(other, "7"))
        s.app.poll()
        assert "timer 7 0:00" in top(s)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_the_standup_shows_git_when_it_has_answered_and_y_logs_its_time(
    plan: Plan, portal: Repository, size: tuple[int, int]
) -> None:
    async with shown(plan, size) as s:
        await s.press("S", "n")
        await answered(s, "2 commits on feat/3-retry")
        assert any("+1.2h" in line and "key end" in line for line in git_lines(s))
        await s.press("y")
        assert sheet(plan) == [(3, 72, "git")]
        assert not any("+1.2h" in line for line in git_lines(s))
        await s.press("u")
        assert sheet(plan) == []
        assert any("+1.2h" in line for line in git_lines(s))


async def test_y_without_a_proposal_is_refused_and_begins_no_meeting(plan: Plan) -> None:
    async with shown(plan, (80, 24)) as s:
        await s.press("S", "y", "n", "y")
        assert plan.one("SELECT count(*) FROM meeting") == (0,)


async def test_the_standup_does_not_wait_for_a_slow_git(
    plan: Plan, portal: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "bin"
    slow.mkdir()
    (slow / "git").write_text("#!/bin/sh\nexec sleep 5\n")
    (slow / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow}:{Path(shutil.which('sleep') or '/bin/sleep').parent}")
    async with shown(plan, (80, 24)) as s:
        await s.press("S", "n", "n", "q")
        assert not isinstance(s.app.screen, StandupScreen)
