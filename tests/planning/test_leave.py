"""Leave taken from working days: whole days, and halves of them at the day's middle."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pmtui.planning.calendars import OFFICE, Calendar, CalendarException, Shifts, shifts_between
from pmtui.planning.leave import Absence, halves, less, parts_off, with_leave

MON, WED, FRI = date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 27)


def minutes(shifts: Shifts) -> int:
    """The length of a day."""
    return sum(end - begin for begin, end in shifts)


def test_an_office_day_is_cut_at_lunch_and_a_day_without_lunch_in_the_middle_of_its_hours() -> None:
    assert halves(OFFICE) == (((480, 720),), ((780, 1020),))
    assert halves(((540, 1020),)) == (((540, 780),), ((780, 1020),))
    assert halves(((480, 720), (780, 900))) == (((480, 660),), ((660, 720), (780, 900)))
    assert halves(()) == ((), ())


@given(st.lists(st.integers(0, 1440), max_size=12, unique=True))
def test_the_two_halves_of_a_day_make_the_day_and_are_even(ends: list[int]) -> None:
    day = tuple(zip(sorted(ends)[::2], sorted(ends)[1::2], strict=False))
    am, pm = halves(day)
    assert 0 <= minutes(pm) - minutes(am) <= 1
    assert minutes(am) + minutes(pm) == minutes(day)
    assert all(end <= pm[0][0] for _, end in am if pm)


def test_a_morning_and_an_afternoon_are_a_whole_day() -> None:
    both = [Absence(MON, MON, "am"), Absence(MON, MON, "pm")]
    assert parts_off(MON, both) == parts_off(MON, [Absence(MON, FRI)]) == {"am", "pm"}
    assert parts_off(WED, both) == frozenset()
    assert less(OFFICE, parts_off(MON, both)) == ()


def test_a_calendar_with_leave_has_no_hours_on_leave_and_the_usual_ones_else() -> None:
    base = Calendar(exceptions=[CalendarException(FRI, FRI, ((480, 720),), "Short Friday")])
    off = [Absence(WED, WED), Absence(MON, MON, "pm"), Absence(FRI, FRI, "am")]
    week = shifts_between(with_leave(base, off), MON, FRI)
    assert week == [((480, 720),), OFFICE, (), OFFICE, ((600, 720),)]
