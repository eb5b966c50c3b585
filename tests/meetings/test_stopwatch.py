"""The stopwatch: turns that fit into a quarter of an hour, pauses, and clocks that jump."""

from pmtui.meetings.stopwatch import Stopwatch, turn_length
from tests.store.plans import Clock


def test_seven_people_have_one_minute_fifty_one_each() -> None:
    assert turn_length(7) == 111
    assert turn_length(0) == 13 * 60


def test_time_runs_for_whose_turn_it_is_and_not_in_a_pause(time: Clock) -> None:
    watch = Stopwatch({"ana": 10})
    time.wind(seconds=5)
    watch.turn("ana")
    time.wind(seconds=20)
    watch.pause()
    assert watch.paused
    time.wind(seconds=100)
    watch.pause()
    time.wind(seconds=1)
    watch.turn("ben")
    time.wind(seconds=2)
    assert watch.seconds() == {"ana": 31, "ben": 2}
    assert watch.total == 38


def test_a_clock_that_jumps_back_takes_no_time_away(time: Clock) -> None:
    watch = Stopwatch({})
    watch.turn("ana")
    time.wind(seconds=20)
    assert watch.of("ana") == 20
    time.wind(hours=-1)
    assert watch.of("ana") == 20
    time.wind(seconds=3)
    assert watch.of("ana") == 23
