"""The throughput forecast: published and exact examples by name, brute force on small cases, histories too short."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.errors import Refused
from pmtui.planning.throughput import (
    MOST_ITEMS,
    HowMany,
    Scope,
    TooShort,
    When,
    items_in,
    weekly_throughput,
    weeks_for,
)

BOWLER = (1, 3, 5, 3, 7, 8, 0, 5, 3, 1, 8, 2)
"""Weekly throughput of "Monte Carlo Under the Covers"."""
DIE = range(1, 7)
MONDAY = date(2026, 11, 23)
HISTORIES = st.lists(st.integers(0, 4), min_size=1, max_size=4).filter(any)


@pytest.mark.parametrize(
    ("items", "weeks"),
    [
        (105, [28, 30, 32, 34]),
        (100, [26, 28, 30, 33]),
        (120, [32, 34, 36, 39]),
        (Scope(100, 120), [29, 31, 33, 36]),
    ],
)
def test_W11_weeks(items: int | Scope, weeks: list[int]) -> None:
    assert weeks_for(items, BOWLER).percentiles() == dict(zip((50, 70, 85, 95), weeks, strict=True))


def test_W11_chances() -> None:
    when = weeks_for(105, BOWLER)
    assert when.by(28) == pytest.approx(0.5761, abs=5e-5)
    assert when.by(32) == pytest.approx(0.8884, abs=5e-5)


def test_W11_items_in_eight_weeks_the_surer_the_fewer() -> None:
    assert items_in(8, BOWLER).percentiles() == {50: 31, 70: 27, 85: 23, 95: 19}


def test_part_of_a_week_counts_each_item_with_the_chance_of_that_part() -> None:
    half = items_in(0.5, [2] * 5)
    assert half.chances == pytest.approx((1, 0.75, 0.25))
    found = items_in(1.5, [2] * 5)
    assert found.chances == pytest.approx((1, 1, 1, 0.75, 0.25)), "a whole week, and then half of one"
    assert items_in(2.0, BOWLER) == items_in(2, BOWLER)
    means = [sum(items_in(weeks, BOWLER).chances[1:]) for weeks in (1.8, 3.0)]
    assert means == pytest.approx([1.8 * sum(BOWLER) / 12, 3 * sum(BOWLER) / 12])
    with pytest.raises(TooShort, match=r"1\.8 weeks would bring 1 to 6 items"):
        items_in(1.8, [1, 3])


def test_W11_a_die_until_twelve() -> None:
    when = weeks_for(12, DIE)
    assert [round(when.by(k), 4) for k in range(2, 7)] == [0.0278, 0.3750, 0.7608, 0.9412, 0.9901]
    assert [when.at(percent) for percent in (50, 85, 95)] == [4, 5, 6]


def test_W11_a_die_until_more_than_twelve_ends_most_often_at_thirteen() -> None:
    # Each total up to 12 that is come by, times the throws that lead beyond.
    sums = [(*items_in(k, DIE).chances, 0.0) for k in range(13)]
    passed = [sum(reached[n] - reached[n + 1] for reached in sums if n + 1 < len(reached)) for n in range(13)]
    ends = {end: sum(passed[max(0, end - 6) :]) / 6 for end in range(13, 19)}
    assert ends[13] == pytest.approx(0.2793, abs=5e-5)
    assert max(ends, key=lambda end: ends[end]) == 13
    assert sum(ends.values()) == pytest.approx(1)


def brute(weeks: int, weekly: Sequence[int]) -> list[int]:
    """The sums of every draw of so many weeks, all equally likely."""
    return [sum(draw) for draw in product(weekly, repeat=weeks)]


@given(st.integers(0, 12), HISTORIES, st.integers(0, 4))
def test_weeks_are_what_counting_every_draw_gives(items: int, weekly: list[int], weeks: int) -> None:
    sums = brute(weeks, weekly)
    expected = sum(total >= items for total in sums) / len(sums)
    assert weeks_for(items, weekly, fewest=1).by(weeks) == pytest.approx(expected, abs=1e-9)


@given(st.integers(0, 4), HISTORIES)
def test_items_are_what_counting_every_draw_gives(weeks: int, weekly: list[int]) -> None:
    sums = brute(weeks, weekly)
    many = items_in(weeks, weekly, fewest=1)
    for items, chance in enumerate(many.chances):
        assert chance == pytest.approx(sum(total >= items for total in sums) / len(sums), abs=1e-9)
    for percent in (1, 50, 85, 100):
        assert many.at(percent) == sorted(sums, reverse=True)[-(-percent * len(sums) // 100) - 1]


@given(st.integers(0, 15), st.integers(0, 5), HISTORIES, st.integers(0, 8))
def test_a_range_of_items_is_the_mean_of_its_forecasts(low: int, more: int, weekly: list[int], weeks: int) -> None:
    single = [weeks_for(items, weekly, fewest=1).by(weeks) for items in range(low, low + more + 1)]
    mixed = weeks_for(Scope(low, low + more), weekly, fewest=1).by(weeks)
    assert mixed == pytest.approx(sum(single) / len(single), abs=1e-9)


@given(st.integers(0, 60), HISTORIES)
def test_chances_rise_to_certainty_and_percentiles_are_nearest_rank(items: int, weekly: list[int]) -> None:
    when = weeks_for(items, weekly, fewest=1)
    assert all(-1e-12 <= low <= high + 1e-12 for low, high in pairwise(when.chances))
    assert when.chances[-1] == pytest.approx(1, abs=1e-9)
    for percent, weeks in when.percentiles().items():
        assert when.by(weeks) >= percent / 100 - 1e-8
        assert when.by(weeks - 1) < percent / 100


def test_a_chance_that_is_just_reached_counts_in_spite_of_rounding() -> None:
    assert When((0.0, 0.3, 0.85 - 1e-14, 1.0)).at(85) == 2
    assert HowMany((1.0, 0.85 - 1e-14, 0.2)).at(85) == 1


def test_nothing_left_is_done_at_once() -> None:
    assert weeks_for(0, BOWLER).percentiles() == {50: 0, 70: 0, 85: 0, 95: 0}
    assert items_in(0, BOWLER).percentiles() == {50: 0, 70: 0, 85: 0, 95: 0}


def test_growth_adds_items_rounded_up_and_is_not_fooled_by_decimals() -> None:
    assert Scope(100, 100, 1.1).sizes() == [110]
    assert Scope(10, 12, 1.25).sizes() == [13, 14, 15]
    assert weeks_for(Scope(100, 100, 1.2), BOWLER) == weeks_for(120, BOWLER)


@pytest.mark.parametrize(
    "scope",
    [Scope(5, 4), Scope(-1, 4), Scope(1, 2, 0), Scope(1, 2, float("nan")), Scope(1, 2, float("inf")),
     Scope(1, MOST_ITEMS + 1), Scope(1, MOST_ITEMS, 1.1)],
)  # fmt: skip
def test_a_scope_that_cannot_be_is_refused(scope: Scope) -> None:
    with pytest.raises(Refused, match="items"):
        weeks_for(scope, BOWLER)


@pytest.mark.parametrize(
    ("weekly", "said"),
    [
        ([], "no whole week of history"),
        ([0] * 12, "nothing was finished in 12 weeks"),
        ([2, 5, 4], "3 weeks of history: too short .* at 2 to 5 items a week 40 items would take 8 to 20 weeks$"),
        ([0, 5], "at 0 to 5 items a week 40 items would take 8 weeks or more$"),
        ([1], "1 week of history: .* at 1 item a week 40 items would take 40 weeks$"),
    ],
)
def test_a_short_history_is_not_forecast_from_but_its_range_is_told(weekly: list[int], said: str) -> None:
    with pytest.raises(TooShort, match=said):
        weeks_for(40, weekly)


def test_a_short_history_tells_what_some_weeks_would_bring() -> None:
    with pytest.raises(TooShort, match=r"8 weeks would bring 16 to 40 items$"):
        items_in(8, [2, 5, 4])


def test_weeks_that_a_person_typed_may_be_fewer() -> None:
    assert weeks_for(40, [3, 5, 2, 4], fewest=1).percentiles() == {50: 12, 70: 12, 85: 13, 95: 14}


def test_what_would_take_for_ever_is_refused() -> None:
    with pytest.raises(Refused, match=r"0\.083 items a week, 500 take more than a hundred years"):
        weeks_for(500, [0] * 11 + [1])
    with pytest.raises(Refused, match="too many to forecast"):
        items_in(10, [0, 0, 0, 0, 10**9])
    with pytest.raises(Refused, match="cannot be less than 0"):
        weeks_for(5, [1, 2, 3, 4, -1])


def test_the_past_weeks_count_empty_ones_but_not_the_present() -> None:
    days = [MONDAY - timedelta(ago) for ago in (-1, 0, 1, 7, 8, 22, 28, 29)]
    assert weekly_throughput(days, MONDAY, weeks=4) == [2, 0, 1, 2]
    assert weekly_throughput(days, MONDAY + timedelta(6), weeks=4) == [2, 0, 1, 2]
    assert weekly_throughput([], MONDAY) == [0] * 12


def test_a_week_begins_where_the_person_says() -> None:
    sunday = MONDAY - timedelta(1)
    assert weekly_throughput([sunday], MONDAY, weeks=1) == [1]
    assert weekly_throughput([sunday], MONDAY, weeks=1, week_start=6) == [0]


def test_weeks_before_the_board_began_are_not_empty_but_unknown() -> None:
    days = [MONDAY - timedelta(ago) for ago in (1, 8, 17)]
    assert weekly_throughput(days, MONDAY, since=MONDAY - timedelta(17)) == [1, 1]
    assert weekly_throughput(days, MONDAY, since=MONDAY) == []


def test_a_forecast_looks_ahead() -> None:
    with pytest.raises(Refused, match="looks ahead"):
        items_in(-1, BOWLER)
