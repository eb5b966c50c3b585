"""How far a plan has moved, in working time."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.planning.axis import Axis
from pmtui.planning.calendars import Calendar, CalendarException
from pmtui.planning.variance import Trend, milestone_trend, slip_days, variance

DAY = 4_800
CHRISTMAS, NEW_YEAR = date(2026, 12, 25), date(2027, 1, 1)
HOLIDAYS = Calendar(exceptions=[CalendarException(CHRISTMAS, CHRISTMAS), CalendarException(NEW_YEAR, NEW_YEAR)])


def test_c5_a_week_from_friday_to_friday_is_five_working_days() -> None:
    assert slip_days(Calendar(), date(2026, 11, 27), date(2026, 12, 4)) == 5


def test_c5_four_weeks_with_two_holidays_are_eighteen_working_days() -> None:
    assert slip_days(HOLIDAYS, date(2026, 12, 18), date(2027, 1, 15)) == 18


@pytest.mark.parametrize(
    ("baseline", "forecast", "days"),
    [
        (date(2026, 11, 27), date(2026, 11, 27), 0),
        (date(2026, 11, 27), date(2026, 11, 29), 0),
        (date(2026, 11, 28), date(2026, 11, 30), 1),
        (date(2026, 12, 4), date(2026, 11, 27), -5),
    ],
)
def test_a_slip_counts_working_days_alone_and_is_negative_when_ahead(baseline: date, forecast: date, days: int) -> None:
    assert slip_days(Calendar(), baseline, forecast) == days


@given(*[st.dates(date(2026, 1, 1), date(2028, 1, 1))] * 3)
def test_slips_one_after_another_add_up(one: date, two: date, three: date) -> None:
    assert slip_days(HOLIDAYS, one, two) + slip_days(HOLIDAYS, two, three) == slip_days(HOLIDAYS, one, three)


def test_variance_is_working_time_and_blank_without_a_baseline() -> None:
    axis = Axis(Calendar(), date(2026, 11, 23), date(2027, 1, 1))
    friday, monday = datetime(2026, 11, 27, 17), datetime(2026, 11, 30, 12)
    assert variance(axis, friday, monday) == 2_400
    assert variance(axis, monday, friday) == -2_400
    assert variance(axis, friday, datetime(2026, 11, 30, 8)) == 0
    assert variance(axis, None, monday) is None
    assert variance(axis, monday, None) is None


def reports(*forecasts: date) -> list[tuple[date, date]]:
    return [(date(2026, 11, 2 + 7 * week), forecast) for week, forecast in enumerate(forecasts)]


def test_a_rising_line_of_forecasts_is_slipping() -> None:
    points = reports(date(2026, 12, 18), date(2026, 12, 18), date(2027, 1, 15))
    assert milestone_trend(HOLIDAYS, points) == Trend("slipping", (0, 0, 18))


def test_a_falling_line_is_earlier_and_a_flat_one_stable() -> None:
    falling = reports(date(2026, 12, 18), date(2026, 12, 21), date(2026, 12, 14))
    assert milestone_trend(HOLIDAYS, falling) == Trend("earlier", (0, 1, -5))
    assert milestone_trend(HOLIDAYS, reports(date(2026, 12, 18), date(2026, 12, 18))).direction == "stable"


def test_reports_may_come_in_any_order() -> None:
    points = reports(date(2026, 12, 18), date(2026, 12, 22), date(2026, 12, 23))
    assert milestone_trend(HOLIDAYS, points[::-1]) == milestone_trend(HOLIDAYS, points)


def test_one_report_or_none_is_stable() -> None:
    assert milestone_trend(HOLIDAYS, []) == Trend("stable", ())
    assert milestone_trend(HOLIDAYS, reports(date(2026, 12, 18))) == Trend("stable", (0,))
