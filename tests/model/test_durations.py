"""Durations, estimates and points as people type them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.model.durations import (
    UNITS,
    Duration,
    Estimate,
    parse_duration,
    parse_estimate,
    parse_points,
    show_duration,
    show_estimate,
)
from pmtui.model.text import Unreadable

AMOUNTS = st.integers(0, 999_999_000).map(lambda thousandths: thousandths / 1000)


@pytest.mark.parametrize(
    ("said", "amount", "unit"),
    [
        ("3d", 3, "d"),
        ("1.5d", 1.5, "d"),
        ("1,5d", 1.5, "d"),
        ("2 hours", 2, "h"),
        ("45m", 45, "m"),
        ("45 MIN", 45, "m"),
        ("1w", 1, "w"),
        ("1h30", 90, "m"),
        ("1h30m", 90, "m"),
        ("1h 5m", 65, "m"),
        ("1d4h", 12, "h"),
        ("1w2d", 7, "d"),
        ("0d", 0, "d"),
    ],
)
def test_a_duration_is_read_as_typed(said: str, amount: float, unit: str) -> None:
    assert parse_duration(said) == Duration(amount, unit)


def test_a_day_has_the_hours_that_the_project_gives_it() -> None:
    assert parse_duration("1d4h", hours_per_day=6) == Duration(10, "h")
    assert Duration(1, "w").minutes(hours_per_day=7.5) == 5 * 7.5 * 60
    assert Duration(1, "w").minutes(24, 7) == 7 * 24 * 60


@pytest.mark.parametrize(
    "said", ["", "d", "abc", "-3d", "3x", "1h1d", "1d1d", "1.5h30", "3 d d", "1e3d", "٣d", "9999999d"]
)
def test_what_is_no_duration_is_refused(said: str) -> None:
    with pytest.raises(Unreadable):
        parse_duration(said)


def test_a_duration_needs_a_unit() -> None:
    with pytest.raises(Unreadable, match="3: a duration needs a unit, such as 3d or 3h"):
        parse_duration("3")


@given(AMOUNTS, st.sampled_from(UNITS))
def test_a_shown_duration_reads_back_as_the_same_length(amount: float, unit: str) -> None:
    length = Duration(amount, unit)
    assert parse_duration(show_duration(length)).minutes() == pytest.approx(length.minutes(), abs=0)


@pytest.mark.parametrize(
    ("length", "shown"), [(Duration(3.0, "d"), "3d"), (Duration(90, "m"), "1h30"), (Duration(65, "m"), "1h05"),
                          (Duration(120, "m"), "2h"), (Duration(0.5, "h"), "0.5h"), (Duration(45, "m"), "45m")]
)  # fmt: skip
def test_durations_show_no_needless_decimals(length: Duration, shown: str) -> None:
    assert show_duration(length) == shown


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("3d", Estimate(None, 3, None, "d")),
        ("2/3/6d", Estimate(2, 3, 6, "d")),
        ("2d/3d/6d", Estimate(2, 3, 6, "d")),
        ("4h/1d/2d", Estimate(4, 8, 16, "h")),
        ("0,5 / 1 / 2 d", Estimate(0.5, 1, 2, "d")),
        ("1/1/1d", Estimate(1, 1, 1, "d")),
    ],
)
def test_an_estimate_is_one_length_or_three(said: str, meant: Estimate) -> None:
    assert parse_estimate(said) == meant


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("6/3/2d", "the optimistic 6d is more than the likely 3d"),
        ("2/8/6d", "the likely 8d is more than the pessimistic 6d"),
        ("2/6d", "one length or three"),
        ("2/3/6", "needs a unit, such as 2/3/6d"),
        ("a/b/3d", "not a duration"),
    ],
)
def test_a_wrong_estimate_says_what_is_wrong(said: str, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        parse_estimate(said)


@given(st.lists(AMOUNTS, min_size=3, max_size=3).map(sorted), st.sampled_from(UNITS))
def test_a_shown_estimate_reads_back_exactly(points: list[float], unit: str) -> None:
    estimate = Estimate(points[0], points[1], points[2], unit)
    assert parse_estimate(show_estimate(estimate)) == estimate


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    for read in (parse_duration, parse_estimate, parse_points):
        with suppress(Unreadable):
            assert read(text) is not None


def test_points_are_a_number() -> None:
    assert [parse_points(said) for said in ("5", "0.5", "3pt", "1,5 pts".replace(" ", ""))] == [5, 0.5, 3, 1.5]
    with pytest.raises(Unreadable, match="many: not a number of points"):
        parse_points("many")
