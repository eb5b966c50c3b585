"""Working calendars: who settles a day, and the days of every recurrence, as Microsoft Project counts them."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.planning.calendars import (
    ELAPSED,
    OFFICE,
    STANDARD,
    Calendar,
    CalendarException,
    Recurrence,
    Shifts,
    WorkWeek,
    days_of,
    exception_on,
    has_working_time,
    intersection,
    orderly,
    shifts_between,
    shifts_on,
)

MORNING: Shifts = ((480, 720),)
LATE: Shifts = ((780, 1320),)
FOREVER = date(2200, 12, 31)
MONDAY = date(2026, 11, 23)
NEW_YEAR = date(2027, 1, 1)
SAMPLE = Path(__file__).parents[3] / "shared/samples/mspdi/calendar-recurring-exceptions-project2016-mspdi.xml"


def day_off(first: date, last: date | None = None, **more: Any) -> CalendarException:
    return CalendarException(first, last or first, **more)


def found(recurrence: Recurrence, first: date, last: date = FOREVER, **more: Any) -> list[date]:
    exception = CalendarException(first, last, recurrence=recurrence, **more)
    return [date.fromordinal(day) for day in days_of(exception, FOREVER)]


class TestWhoSettlesADay:
    def test_the_standard_week_works_monday_to_friday_eight_hours(self) -> None:
        week = shifts_between(Calendar(), MONDAY, MONDAY + timedelta(6))
        assert week == [OFFICE] * 5 + [(), ()]

    def test_an_exception_comes_before_a_dated_week_before_the_weekday_before_the_base(self) -> None:
        base = Calendar("Base", week=(LATE,) * 7)
        own = Calendar("Own", week=(MORNING, *[None] * 6), base=base)
        assert shifts_between(own, MONDAY, MONDAY + timedelta(1)) == [MORNING, LATE]
        own.weeks.append(WorkWeek(MONDAY, MONDAY, STANDARD))
        assert shifts_on(own, MONDAY) == OFFICE
        own.exceptions.append(day_off(MONDAY))
        assert shifts_on(own, MONDAY) == ()

    def test_a_holiday_of_the_base_holds_for_a_calendar_with_a_week_of_its_own(self) -> None:
        base = Calendar("Company", exceptions=[day_off(NEW_YEAR, name="New Year")])
        part_time = Calendar("Ann", week=(MORNING,) * 5 + ((), ()), base=base)
        assert shifts_on(part_time, NEW_YEAR) == ()
        part_time.exceptions.append(day_off(NEW_YEAR, shifts=LATE))
        assert shifts_on(part_time, NEW_YEAR) == LATE

    def test_a_base_of_a_base_counts_too(self) -> None:
        grand = Calendar("Country", exceptions=[day_off(NEW_YEAR)])
        own = Calendar("Own", week=(None,) * 7, base=Calendar("Company", week=(None,) * 7, base=grand))
        assert shifts_on(own, NEW_YEAR) == ()
        assert shifts_on(own, MONDAY) == OFFICE

    def test_a_day_nobody_speaks_of_is_off(self) -> None:
        assert shifts_on(Calendar("Empty", week=(None,) * 7), MONDAY) == ()

    def test_calendars_that_are_each_others_base_come_to_an_end(self) -> None:
        one = Calendar("One", week=(None,) * 7)
        one.base = Calendar("Two", week=(MORNING, *[None] * 6), base=one)
        assert shifts_on(one, MONDAY) == MORNING

    def test_a_dated_week_holds_from_its_first_to_its_last_day_and_leaves_open_days_alone(self) -> None:
        summer = WorkWeek(MONDAY + timedelta(1), MONDAY + timedelta(8), (MORNING,) * 3 + (None,) * 4)
        days = shifts_between(Calendar(weeks=[summer]), MONDAY, MONDAY + timedelta(9))
        assert days == [OFFICE, MORNING, MORNING, OFFICE, OFFICE, (), (), MORNING, MORNING, OFFICE]

    def test_a_dated_week_outside_the_days_asked_for_changes_nothing(self) -> None:
        over = WorkWeek(MONDAY - timedelta(20), MONDAY - timedelta(2), (MORNING,) * 7)
        coming = WorkWeek(MONDAY + timedelta(7), FOREVER, (MORNING,) * 7)
        assert shifts_between(Calendar(weeks=[over, coming]), MONDAY, MONDAY + timedelta(1)) == [OFFICE, OFFICE]

    def test_of_dated_weeks_that_overlap_the_first_listed_holds(self) -> None:
        weeks = [WorkWeek(MONDAY, MONDAY, (MORNING,) * 7), WorkWeek(MONDAY, MONDAY + timedelta(1), (LATE,) * 7)]
        assert shifts_between(Calendar(weeks=weeks), MONDAY, MONDAY + timedelta(1)) == [MORNING, LATE]

    def test_shifts_from_anywhere_come_in_order_without_overlaps(self) -> None:
        muddle: Shifts = ((600, 700), (480, 620), (900, 900), (1000, 2000), (-5, 10))
        assert orderly(muddle) == ((0, 10), (480, 700), (1000, 1440))
        assert shifts_on(Calendar(exceptions=[day_off(MONDAY, shifts=muddle)]), MONDAY) == orderly(muddle)

    def test_shifts_that_only_touch_stay_two(self) -> None:
        assert orderly(((720, 800), (480, 720))) == ((480, 720), (720, 800))


class TestOverlappingExceptions:
    DAY = date(2026, 5, 15)  # a Friday
    RISING: tuple[dict[str, Any], ...] = (
        {"recurrence": "weekly", "weekdays": (4,)},
        {"recurrence": "monthly day", "day": 15},
        {"recurrence": "yearly place", "month": 5, "weekdays": (4,), "nth": 3},
        {"recurrence": "daily", "every": 2},
        {},
    )

    @pytest.mark.parametrize("order", [1, -1])
    @pytest.mark.parametrize("weaker", range(4))
    def test_single_beats_daily_beats_yearly_beats_monthly_beats_weekly(self, weaker: int, order: int) -> None:
        first = date(2026, 5, 1)
        loser = CalendarException(first, FOREVER, (), "loser", **self.RISING[weaker])
        winner = CalendarException(first, FOREVER, LATE, "winner", **self.RISING[weaker + 1])
        calendar = Calendar(exceptions=[loser, winner][::order])
        assert shifts_on(calendar, self.DAY) == LATE
        assert exception_on(calendar, self.DAY) == winner

    def test_one_occurrence_counts_as_single(self) -> None:
        once = CalendarException(self.DAY, FOREVER, LATE, recurrence="weekly", weekdays=(4,), times=1)
        every_other = CalendarException(self.DAY, FOREVER, every=2)
        assert shifts_on(Calendar(exceptions=[once, every_other]), self.DAY) == LATE

    def test_of_two_of_a_kind_the_later_listed_holds(self) -> None:
        earlier, later = day_off(self.DAY), day_off(self.DAY, shifts=LATE)
        calendar = Calendar(exceptions=[earlier, later])
        assert shifts_on(calendar, self.DAY) == LATE
        assert exception_on(calendar, self.DAY) is later


class TestRecurrences:
    def test_daily_is_every_so_many_days(self) -> None:
        days = found("daily", date(2000, 2, 27), every=3, times=3)
        assert days == [date(2000, 2, 27), date(2000, 3, 1), date(2000, 3, 4)]

    def test_weekly_takes_several_weekdays_of_every_other_week_beginning_on_sunday(self) -> None:
        wednesday = date(2026, 11, 25)
        days = found("weekly", wednesday, date(2026, 12, 12), every=2, weekdays=(6, 0, 4))
        assert days == [date(2026, 11, 27), date(2026, 12, 6), date(2026, 12, 7), date(2026, 12, 11)]

    def test_monthly_on_the_31st_is_the_last_day_of_shorter_months(self) -> None:
        days = found("monthly day", date(2027, 1, 31), day=31, every=1, times=3)
        assert days == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]

    def test_monthly_counts_on_from_next_month_where_the_day_is_over(self) -> None:
        assert found("monthly day", date(2027, 1, 15), day=4, every=5, times=2) == [date(2027, 2, 4), date(2027, 7, 4)]

    @pytest.mark.parametrize(
        ("weekdays", "nth", "expected"),
        [
            ((), 1, date(2026, 8, 1)),
            ((), 5, date(2026, 8, 31)),
            ((0, 1, 2, 3, 4), 1, date(2026, 8, 3)),
            ((0, 1, 2, 3, 4), 5, date(2026, 8, 31)),
            ((5, 6), 2, date(2026, 8, 2)),
            ((5, 6), 5, date(2026, 8, 30)),
            ((3,), 4, date(2026, 8, 27)),
            ((5,), 5, date(2026, 8, 29)),
        ],
    )
    def test_the_nth_and_the_last_day_working_day_weekend_day_and_weekday_of_a_month(
        self, weekdays: tuple[int, ...], nth: int, expected: date
    ) -> None:
        assert found("monthly place", date(2026, 8, 1), nth=nth, weekdays=weekdays, times=1) == [expected]
        assert found("yearly place", date(2026, 1, 1), month=8, nth=nth, weekdays=weekdays, times=1) == [expected]

    def test_yearly_on_a_leap_day_is_the_28th_in_other_years(self) -> None:
        days = found("yearly day", date(2027, 3, 1), date(2029, 12, 31), month=2, day=29)
        assert days == [date(2028, 2, 29), date(2029, 2, 28)]

    def test_it_ends_with_its_last_day_or_its_count_whichever_comes_first(self) -> None:
        assert len(found("weekly", MONDAY, MONDAY + timedelta(20), weekdays=(0,), times=9)) == 3
        assert len(found("weekly", MONDAY, MONDAY + timedelta(99), weekdays=(0,), times=9)) == 9
        assert found("daily", MONDAY, MONDAY - timedelta(1)) == []

    def test_counting_begins_with_its_first_day_not_with_the_days_asked_for(self) -> None:
        calendar = Calendar(exceptions=[day_off(MONDAY, FOREVER, recurrence="weekly", weekdays=(0,), times=3)])
        later = MONDAY + timedelta(14)
        assert shifts_on(calendar, later) == ()
        assert shifts_on(calendar, later + timedelta(7)) == OFFICE

    @given(
        st.sampled_from(["daily", "weekly", "monthly day", "monthly place", "yearly day", "yearly place"]),
        st.dates(date(1990, 1, 1), date(2060, 1, 1)),
        st.integers(-40, 900),
        st.tuples(*[st.integers(-3, 40)] * 5),
        st.lists(st.integers(-2, 9), max_size=4),
        st.integers(-30, 800),
    )
    def test_any_numbers_give_rising_days_within_their_bounds_and_the_same_wherever_one_looks(
        self, kind: Recurrence, first: date, length: int, numbers: tuple[int, ...], weekdays: list[int], gap: int
    ) -> None:
        every, day, month, nth, times = numbers
        last = first + timedelta(length)
        exception = CalendarException(first, last, (), "", kind, every, tuple(weekdays), day, month, nth, max(0, times))
        days = [date.fromordinal(ordinal) for ordinal in days_of(exception, FOREVER)]
        assert days == sorted(set(days))
        assert all(first <= each <= last for each in days)
        calendar = Calendar(week=(OFFICE,) * 7, exceptions=[exception])
        start = first + timedelta(gap)
        window = [start + timedelta(place) for place in range(40)]
        assert shifts_between(calendar, window[0], window[-1]) == [() if each in days else OFFICE for each in window]
        assert shifts_on(calendar, window[0]) == (() if window[0] in days else OFFICE)
        assert exception_on(calendar, window[0]) == (exception if window[0] in days else None)

    @pytest.mark.skipif(not SAMPLE.exists(), reason="the sample files are not here")
    def test_project_s_own_file_ends_each_recurrence_on_the_day_and_count_found_here(self) -> None:
        exceptions = [
            _from_sample(text) for text in re.findall(r"<Exception>.*?</Exception>", SAMPLE.read_text(), re.S)
        ]
        assert len(exceptions) == 27
        for exception, count in exceptions:
            days = days_of(exception, FOREVER)
            assert (len(days), date.fromordinal(days[-1])) == (count, exception.last), exception.name


def _from_sample(text: str) -> tuple[CalendarException, int]:
    """An exception as the format's documentation reads, and how many days it should have."""

    def number(name: str) -> int:
        match = re.search(rf"<{name}>(\d+)", text)
        return int(match[1]) if match else 0

    dates = [date.fromisoformat(found) for found in re.findall(r"Date>(\d{4}-\d\d-\d\d)", text)]
    kinds: dict[int, Recurrence] = {
        2: "yearly day",
        3: "yearly place",
        4: "monthly day",
        5: "monthly place",
        6: "weekly",
    }
    bits = [bit for bit in range(7) if number("DaysOfWeek") >> bit & 1]
    sunday_first = bits or [number("MonthItem") - 3]
    name = re.search("<Name>(.*?)<", text)
    exception = CalendarException(
        dates[0],
        dates[1],
        name=name[1] if name else "",
        recurrence=kinds.get(number("Type"), "daily"),
        every=number("Period") or 1,
        weekdays=tuple((day - 1) % 7 for day in sunday_first),
        day=number("MonthDay"),
        month=number("Month") + 1,
        nth=number("MonthPosition") + 1,
    )
    return exception, number("Occurrences")


class TestIntersections:
    def test_it_works_only_when_both_do(self) -> None:
        both = intersection(Calendar(), Calendar("Odd", week=(((540, 800), (1000, 1300)), *[()] * 6)))
        assert shifts_on(both, MONDAY) == ((540, 720), (780, 800), (1000, 1020))
        assert shifts_on(both, MONDAY + timedelta(1)) == ()
        assert both.name == "Standard with Odd"

    def test_the_clock_round_leaves_the_other_as_it_is(self) -> None:
        days = MONDAY, MONDAY + timedelta(400)
        assert shifts_between(intersection(ELAPSED, Calendar()), *days) == shifts_between(Calendar(), *days)

    def test_a_calendar_with_itself_is_itself(self) -> None:
        calendar = Calendar()
        assert intersection(calendar, calendar) is calendar

    def test_two_shifts_that_never_meet_have_no_working_time(self) -> None:
        both = intersection(Calendar("Early", week=(MORNING,) * 7), Calendar("Late", week=(LATE,) * 7))
        assert not has_working_time(both, MONDAY, FOREVER)
        assert has_working_time(Calendar(), MONDAY, MONDAY)
        assert not has_working_time(Calendar(), MONDAY + timedelta(5), MONDAY + timedelta(6))

    def test_a_day_off_of_either_gives_its_name(self) -> None:
        leave = Calendar("Ann", week=(None,) * 7, exceptions=[day_off(MONDAY, name="Leave")])
        extra = Calendar("Crew", exceptions=[day_off(MONDAY, shifts=LATE, name="Overtime")])
        named = exception_on(intersection(extra, leave), MONDAY)
        assert named is not None
        assert named.name == "Leave"
        assert exception_on(intersection(extra, leave), MONDAY + timedelta(1)) is None
