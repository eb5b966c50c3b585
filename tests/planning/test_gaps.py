"""Why work stands still: nights, weekends, holidays of the calendar and of its base, days off of either of two."""

from datetime import date, datetime

from pmtui.planning.calendars import Calendar, CalendarException, intersection
from pmtui.planning.gaps import Gap, gaps

FRIDAY_EVENING = datetime(2026, 11, 27, 17)
MONDAY_MORNING = datetime(2026, 11, 30, 8)
WEEKEND = Gap("weekend", datetime(2026, 11, 28), datetime(2026, 11, 30))


def feast(day: date, name: str = "Feast") -> CalendarException:
    return CalendarException(day, day, name=name)


def test_a_weekend() -> None:
    assert gaps(Calendar(), FRIDAY_EVENING, MONDAY_MORNING) == [WEEKEND]


def test_a_night_and_a_lunch_break_end_a_shift() -> None:
    night = datetime(2026, 11, 24, 17), datetime(2026, 11, 25, 8)
    lunch = datetime(2026, 11, 24, 12), datetime(2026, 11, 24, 13)
    assert gaps(Calendar(), *night) == [Gap("shift end", *night)]
    assert gaps(Calendar(), *lunch) == [Gap("shift end", *lunch)]


def test_no_time_is_no_gap() -> None:
    assert gaps(Calendar(), MONDAY_MORNING, MONDAY_MORNING) == []
    assert gaps(Calendar(), MONDAY_MORNING, FRIDAY_EVENING) == []


def test_until_midnight_does_not_touch_the_next_day() -> None:
    assert gaps(Calendar(), FRIDAY_EVENING, datetime(2026, 11, 28)) == [
        Gap("shift end", FRIDAY_EVENING, datetime(2026, 11, 28))
    ]


def test_a_holiday_beside_a_weekend_is_told_apart() -> None:
    calendar = Calendar(base=Calendar(exceptions=[feast(date(2026, 11, 30))]), week=(None,) * 7)
    assert gaps(calendar, FRIDAY_EVENING, datetime(2026, 12, 1, 8)) == [
        WEEKEND,
        Gap("day off", datetime(2026, 11, 30), datetime(2026, 12, 1), "Feast"),
    ]


def test_a_weekday_that_is_always_off_is_a_day_off() -> None:
    calendar = Calendar(week=(None, None, (), None, None, (), ()), base=Calendar())
    assert gaps(calendar, datetime(2026, 11, 24, 17), datetime(2026, 11, 26, 8)) == [
        Gap("day off", datetime(2026, 11, 25), datetime(2026, 11, 26))
    ]


def test_where_two_calendars_must_work_the_days_off_of_both_are_named() -> None:
    one, other = (
        Calendar(exceptions=[feast(date(2026, 11, 24), "Leave")]),
        Calendar(exceptions=[feast(date(2026, 11, 25))]),
    )
    found = gaps(intersection(one, other), datetime(2026, 11, 23, 17), datetime(2026, 11, 26, 8))
    assert [gap.name for gap in found] == ["Leave", "Feast"]


def test_a_calendar_based_on_itself_still_answers() -> None:
    calendar = Calendar()
    calendar.base = calendar
    assert gaps(calendar, FRIDAY_EVENING, MONDAY_MORNING) == [WEEKEND]
