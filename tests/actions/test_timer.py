"""The timer: one a person, stopped into logged time, never lost and never negative."""

from pathlib import Path

import pytest

from pmtui.actions import flow, history, timer
from pmtui.errors import Refused, Usage
from pmtui.store.plan import Plan
from tests.store.plans import Clock, add, copied, join, says_what_its_log_says

Sheet = list[tuple[int, int, str, str]]


@pytest.fixture
def cards(plan: Plan) -> list[str]:
    """Items 1 and 2."""
    return add(plan, "Retry in:doing", "SSO in:doing")


def sheet(plan: Plan) -> Sheet:
    """What is logged: number, minutes, day, source."""
    return plan.rows(
        "SELECT i.number, t.minutes, t.day, t.source FROM time_entry t JOIN item i ON i.id = t.item_id ORDER BY t.id"
    )


def on(plan: Plan) -> str | None:
    """The item that my timer runs on."""
    found = timer.running(plan)
    return found.item_id if found else None


def test_stopped_it_logs_whole_minutes_on_the_day_it_began(plan: Plan, cards: list[str], time: Clock) -> None:
    time.set("2026-11-23T23:50:00")
    assert timer.start(plan, cards[0], "with Gus").message == "timer on 1 started"
    time.wind(minutes=34, seconds=31)
    found = timer.running(plan)
    assert found is not None and timer.elapsed(found) == 34
    assert timer.stop(plan).message == "0h35 on 1 logged"
    assert sheet(plan) == [(1, 35, "2026-11-23", "timer")]
    assert on(plan) is None


def test_a_moment_is_a_minute(plan: Plan, cards: list[str]) -> None:
    timer.toggle(plan, cards[0])
    timer.toggle(plan, cards[0])
    assert [minutes for _, minutes, *_ in sheet(plan)] == [1]


def test_started_on_another_item_it_logs_the_first_in_one_step(plan: Plan, cards: list[str], time: Clock) -> None:
    timer.start(plan, cards[0])
    time.wind(minutes=10)
    assert timer.toggle(plan, cards[1]).message == "0h10 on 1 logged; timer on 2 started"
    assert on(plan) == cards[1]
    history.undo(plan)
    assert (on(plan), sheet(plan)) == (cards[0], [])
    with pytest.raises(Refused, match="running already"):
        timer.start(plan, cards[0])


def test_it_survives_closing_and_everybody_has_their_own(plan: Plan, ben: Plan, cards: list[str], time: Clock) -> None:
    timer.start(plan, cards[0])
    timer.start(ben, cards[0])
    time.wind(minutes=3)
    timer.stop(ben)
    with Plan(plan.path, "ana", write=True) as later:
        assert on(later) == cards[0]


def test_undo_lets_a_stopped_or_dropped_one_run_on(plan: Plan, cards: list[str], time: Clock) -> None:
    timer.start(plan, cards[0])
    time.wind(minutes=5)
    timer.stop(plan)
    history.undo(plan)
    assert (on(plan), sheet(plan)) == (cards[0], [])
    time.wind(minutes=5)
    timer.drop(plan)
    assert (on(plan), sheet(plan)) == (None, [])
    history.undo(plan)
    timer.stop(plan)
    assert [minutes for _, minutes, *_ in sheet(plan)] == [10]
    assert says_what_its_log_says(plan)


@pytest.mark.parametrize("finish", [flow.done, lambda plan, ids: flow.move(plan, ids, "Done")], ids=["done", "move"])
def test_finishing_the_card_stops_it_in_the_same_step(plan: Plan, cards: list[str], time: Clock, finish) -> None:  # type: ignore[no-untyped-def]
    timer.start(plan, cards[0])
    time.wind(minutes=12)
    assert flow.done(plan, [cards[1]]).message == "2 done", "another card's end is nothing to it"
    assert finish(plan, [cards[0]]).message.endswith("; 0h12 on 1 logged")
    assert on(plan) is None
    history.undo(plan)
    assert (on(plan), sheet(plan)) == (cards[0], [])


def test_work_begins_with_the_timer_where_that_is_wanted(plan: Plan, cards: list[str]) -> None:
    flow.start(plan, [cards[0]])
    assert on(plan) is None
    assert flow.start(plan, [cards[0]], timer=True).message == "1 started; timer on 1 started"
    assert on(plan) == cards[0]
    with pytest.raises(Usage, match="on one item"):
        flow.start(plan, cards, timer=True)


def test_one_that_was_forgotten_logs_twelve_hours_and_says_so(plan: Plan, cards: list[str], time: Clock) -> None:
    timer.start(plan, cards[0])
    time.wind(hours=63)
    outcome = timer.stop(plan)
    assert [minutes for _, minutes, *_ in sheet(plan)] == [720]
    assert "ran for 63h00, of which 12h count" in outcome.warnings[0]
    history.undo(plan)
    timer.stop(plan, 420)
    assert [minutes for _, minutes, *_ in sheet(plan)] == [420]


def test_a_clock_that_jumped_back_makes_nothing_negative(plan: Plan, cards: list[str], time: Clock) -> None:
    timer.start(plan, cards[0])
    time.wind(hours=-2)
    found = timer.running(plan)
    assert found is not None and timer.elapsed(found) == 0
    assert "before the timer on 1 began" in timer.stop(plan).warnings[0]
    assert [minutes for _, minutes, *_ in sheet(plan)] == [1]


def test_timers_of_two_copies_each_ran_until_the_next(
    plan: Plan, cards: list[str], time: Clock, tmp_path: Path
) -> None:
    with copied(plan, tmp_path / "copy.db", "ana") as other:
        timer.start(plan, cards[0])
        time.wind(minutes=20)
        timer.start(other, cards[1])
        join(plan, other)
        assert on(plan) == cards[1]
        time.wind(minutes=5)
        assert timer.stop(plan).message == "0h20 on 1, 0h05 on 2 logged"
        assert on(plan) is None


def test_one_that_two_copies_stop_is_logged_once(plan: Plan, cards: list[str], time: Clock, tmp_path: Path) -> None:
    timer.start(plan, cards[0])
    with copied(plan, tmp_path / "copy.db", "ana") as other:
        time.wind(minutes=20)
        timer.stop(plan)
        time.wind(minutes=1)
        timer.stop(other)
        join(plan, other)
        assert len(sheet(plan)) == 1


def test_nothing_runs_and_nothing_is_written(plan: Plan, cards: list[str]) -> None:
    for action in (timer.stop, timer.drop):
        with pytest.raises(Refused, match="no timer of yours is running"):
            action(plan)
    timer.start(plan, cards[0])
    with pytest.raises(Refused, match="between a minute and 24 hours"):
        timer.stop(plan, 2000)
