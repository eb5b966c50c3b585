"""Time from commits: the rule's worked examples, and what always holds."""

from hypothesis import given
from hypothesis import strategies as st

from pmtui.planning.commit_time import MOST, STEP, worked

MINUTE = 60_000


def at(clock: str) -> int:
    """An instant of a day as its hour and minute say."""
    hours, minutes = clock.split(":")
    return (int(hours) * 60 + int(minutes)) * MINUTE


def test_42_from_1000_to_1042_is_an_hour_and_two_tenths() -> None:
    assert worked([(at("10:00"), [42]), (at("10:20"), [42]), (at("10:42"), [42])]) == {42: 72}


def test_one_commit_is_half_an_hour() -> None:
    assert worked([(at("10:00"), [42])]) == {42: 30}


def test_the_time_between_two_items_belongs_to_the_later_one() -> None:
    assert worked([(at("9:00"), [42]), (at("11:00"), [31]), (at("12:00"), [42])]) == {42: 90, 31: 120}


def test_a_commit_on_two_items_shares_its_time_and_one_on_none_keeps_it() -> None:
    assert worked([(at("9:00"), []), (at("10:00"), [42, 31]), (at("11:00"), []), (at("12:00"), [42])]) == {
        42: 90, 31: 30,
    }  # fmt: skip


def test_a_long_day_is_eight_hours_at_most() -> None:
    assert worked([(at("6:00"), [42]), (at("14:00"), [42]), (at("21:30"), [31])]) == {42: 252, 31: 222}


@given(st.lists(st.tuples(st.integers(0, 1439), st.lists(st.integers(1, 4), max_size=3, unique=True)), max_size=12))
def test_in_any_order_it_is_tenths_of_hours_and_never_more_than_eight(day: list[tuple[int, list[int]]]) -> None:
    commits = [(minute * MINUTE, things) for minute, things in day]
    found = worked(commits)
    assert all(minutes >= 0 and minutes % STEP == 0 for minutes in found.values())
    assert sum(found.values()) <= MOST + STEP * len(found)
    assert found.keys() == {thing for _, things in day for thing in things}
