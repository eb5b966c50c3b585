"""The axis of working time: exact there and back, on any calendar."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pmtui.planning.axis import EARLIEST, LATEST, Axis, BeyondReach, NoWorkingTime
from pmtui.planning.calendars import (
    ELAPSED,
    OFFICE,
    STANDARD,
    Calendar,
    CalendarException,
    Shifts,
    Week,
    WorkWeek,
    intersection,
    shifts_on,
)

MONDAY = date(2026, 11, 23)
YEAR = date(2027, 11, 23)
DAY = 4_800
NIGHT = Calendar(
    "Night", week=(((1380, 1440),), *[((0, 180), (240, 480), (1380, 1440))] * 4, ((0, 180), (240, 480)), ())
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def axis(calendar: Calendar | None = None) -> Axis:
    return Axis(calendar or Calendar(), MONDAY, YEAR)


@pytest.mark.parametrize(
    ("instant", "offset"),
    [
        ("2026-11-23 00:00", 0),
        ("2026-11-23 08:00", 0),
        ("2026-11-23 08:01", 10),
        ("2026-11-23 08:00:06", 1),
        ("2026-11-23 08:00:11.9", 1),
        ("2026-11-23 12:30", 2_400),
        ("2026-11-23 13:30", 2_700),
        ("2026-11-23 17:00", DAY),
        ("2026-11-24 08:00", DAY),
        ("2026-11-29 12:00", 5 * DAY),
        ("2026-11-30 08:00", 5 * DAY),
        ("2026-11-20 17:00", 0),
        ("2026-11-20 16:00", -600),
        ("2026-11-20 08:00", -DAY),
    ],
)
def test_an_instant_has_the_working_time_before_it(instant: str, offset: int) -> None:
    assert axis().offset(at(instant)) == offset


@pytest.mark.parametrize(
    ("offset", "start", "finish"),
    [
        (0, "2026-11-23 08:00", "2026-11-23 08:00"),
        (1, "2026-11-23 08:00:06", "2026-11-23 08:00:06"),
        (2_400, "2026-11-23 13:00", "2026-11-23 12:00"),
        (DAY, "2026-11-24 08:00", "2026-11-23 17:00"),
        (5 * DAY, "2026-11-30 08:00", "2026-11-27 17:00"),
        (-DAY, "2026-11-20 08:00", "2026-11-19 17:00"),
        (-10, "2026-11-20 16:59", "2026-11-20 16:59"),
    ],
)
def test_work_starts_with_the_next_period_and_finishes_with_the_one_before(
    offset: int, start: str, finish: str
) -> None:
    assert axis().start_at(offset) == at(start)
    assert axis().finish_at(offset) == at(finish)


def test_a_shift_to_midnight_ends_at_the_next_day_s_zero_hours() -> None:
    night = axis(NIGHT)
    assert night.finish_at(600) == at("2026-11-24 00:00")
    assert night.start_at(600) == at("2026-11-24 00:00")
    assert night.finish_at(DAY) == at("2026-11-24 08:00")
    assert night.start_at(DAY) == at("2026-11-24 23:00")


def test_the_clock_round_has_no_gap() -> None:
    elapsed = axis(ELAPSED)
    instant = at("2026-12-24 18:30:30")
    assert elapsed.offset(instant) == (instant - at("2026-11-23 00:00")) // timedelta(seconds=6)
    assert elapsed.start_at(elapsed.offset(instant)) == elapsed.finish_at(elapsed.offset(instant)) == instant


def test_working_time_between_two_instants_has_a_sign() -> None:
    early, late = at("2026-11-27 16:00"), at("2026-11-30 10:00")
    assert axis().between(early, late) == 1_800
    assert axis().between(late, early) == -1_800


def test_many_instants_at_once_keep_their_gaps() -> None:
    assert axis().offsets([at("2026-11-23 09:00"), None]) == [600, None]


def test_it_grows_both_ways_without_moving_an_offset() -> None:
    short, long = Axis(Calendar(), MONDAY, MONDAY), Axis(Calendar(), MONDAY, date(2100, 1, 1))
    assert short.end == DAY
    for text in ("2080-05-31 15:00", "1950-03-01 09:00", "2026-11-23 09:00"):
        assert short.offset(at(text)) == long.offset(at(text))
    for offset in (60_000_000, -60_000_000, 0):
        assert Axis(Calendar(), MONDAY, MONDAY).start_at(offset) == long.start_at(offset)
        assert Axis(Calendar(), MONDAY, MONDAY).finish_at(offset) == long.finish_at(offset)


def test_work_up_to_a_day_ends_on_the_day_before_wherever_the_axis_begins() -> None:
    long = Axis(Calendar(), date(2024, 1, 1), YEAR)
    shift = long.offset(at("2026-11-23 00:00"))
    for back in range(1, 500):
        line = axis()
        line.offset(at("2026-11-20 09:00"))  # it now begins on a day of its own choice
        offset = line.offset(datetime(2026, 11, 20) - timedelta(back))
        assert line.finish_at(offset) == long.finish_at(offset + shift)
        assert line.start_at(offset) == long.start_at(offset + shift)


def test_ensure_builds_whole_days_and_never_fewer() -> None:
    grown = Axis(Calendar(), MONDAY, MONDAY)
    grown.ensure(MONDAY + timedelta(6))
    assert grown.end == 5 * DAY
    grown.ensure(MONDAY)
    assert grown.end == 5 * DAY


def test_a_calendar_without_working_time_says_so_by_name() -> None:
    with pytest.raises(NoWorkingTime, match=r"^The calendar Never has no working time; give it some") as caught:
        axis(Calendar("Never", week=((),) * 7)).start_at(0)
    assert caught.value.calendar == "Never"
    apart = intersection(Calendar("Work"), Calendar("Weekend", week=(*[()] * 5, OFFICE, OFFICE)))
    with pytest.raises(NoWorkingTime, match="Work with Weekend has no working time;"):
        Axis(apart, MONDAY, YEAR).start_at(0)


def test_a_calendar_that_stops_or_begins_says_when() -> None:
    december = WorkWeek(date(2026, 12, 1), date(2026, 12, 31), STANDARD)
    temporary = axis(Calendar("Temp", week=((),) * 7, weeks=[december]))
    assert temporary.finish_at(23 * DAY) == at("2026-12-31 17:00")
    with pytest.raises(NoWorkingTime, match="Temp has no working time after 2026-12-31;"):
        temporary.start_at(23 * DAY)
    with pytest.raises(NoWorkingTime, match="Temp has no working time before 2026-12-01;"):
        temporary.finish_at(-1)


def test_what_lies_beyond_reach_is_refused() -> None:
    for offset in (10**9, 10**30):
        with pytest.raises(BeyondReach, match="beyond the year 2200"):
            axis().start_at(offset)
        with pytest.raises(BeyondReach, match="before the year 1900"):
            axis().finish_at(-offset)
    with pytest.raises(BeyondReach, match="beyond the year 2200"):
        axis().offset(at("2201-01-01 00:00"))
    with pytest.raises(BeyondReach, match="before the year 1900"):
        axis().offset(at("1899-12-31 23:59"))
    assert axis().offset(datetime.combine(LATEST, at("2026-01-01 23:59").time())) > 0
    assert axis().offset(datetime.combine(EARLIEST, at("2026-01-01 00:00").time())) < 0


def _shifts(marks: list[int]) -> Shifts:
    return tuple(pairwise(sorted(set(marks))))[::2]


def _an_hour(worked: Shifts) -> bool:
    return sum(end - begin for begin, end in worked) >= 60


shifts = st.one_of(
    st.sampled_from([(), OFFICE, ((0, 1440),), ((0, 360), (1320, 1440)), ((480, 720), (720, 1020))]),
    st.lists(st.integers(0, 1440), max_size=10).map(_shifts),
)
days = st.dates(date(2026, 6, 1), date(2027, 12, 31))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """A calendar that works at least an hour on the Sundays of its base, with what may come on top."""
    root: Week = (*draw(st.tuples(*[shifts] * 6)), draw(shifts.filter(_an_hour)))
    own: Week = (*draw(st.tuples(*[st.none() | shifts] * 6)), None)
    first, length = draw(days), draw(st.integers(0, 60))
    weeks = [WorkWeek(first, first + timedelta(length), draw(st.tuples(*[st.none() | shifts] * 7)))]
    exceptions = [
        CalendarException(first, first + timedelta(span), worked, every=every)
        for first, span, worked, every in draw(
            st.lists(st.tuples(days, st.integers(0, 30), shifts, st.integers(1, 5)), max_size=4)
        )
    ]
    return Calendar("Any", own, weeks, exceptions, Calendar("Root", root))


@given(calendars(), st.integers(-300_000, 900_000), days, st.integers(0, 40))
def test_every_offset_comes_back_from_its_start_and_from_its_finish(
    calendar: Calendar, offset: int, first: date, built: int
) -> None:
    line = Axis(calendar, first, first + timedelta(built))
    start, finish = line.start_at(offset), line.finish_at(offset)
    assert line.offset(start) == offset == line.offset(finish)
    assert finish <= start
    if finish < start:  # between the two nothing is worked
        assert line.offset(finish + (start - finish) / 2) == offset


@given(calendars(), days, st.integers(0, 14_399), st.integers(0, 400), st.integers(0, 14_399))
def test_an_axis_counts_what_adding_up_the_shifts_of_each_day_counts(
    calendar: Calendar, first: date, begin: int, length: int, end: int
) -> None:
    midnight = datetime.combine(first, at("2026-01-01").time())
    earlier = midnight + begin * timedelta(seconds=6)
    later = midnight + timedelta(length) + end * timedelta(seconds=6)
    assume(earlier <= later)
    worked = 0
    for place in range(length + 1):
        day = midnight + timedelta(place)
        for shift in shifts_on(calendar, day.date()):
            opens, closes = (day + timedelta(minutes=minute) for minute in shift)
            worked += max(timedelta(0), min(later, closes) - max(earlier, opens)) // timedelta(seconds=6)
    line = Axis(calendar, MONDAY, MONDAY)
    assert line.between(earlier, later) == worked
    assert line.between(later, earlier) == -worked


@given(calendars(), st.lists(st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)), min_size=2, max_size=6))
def test_later_instants_never_have_less_work_before_them(calendar: Calendar, instants: list[datetime]) -> None:
    line = Axis(calendar, MONDAY, MONDAY)
    offsets = line.offsets(sorted(instants))
    assert offsets == sorted(offset for offset in offsets if offset is not None)
