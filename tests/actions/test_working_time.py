"""Working calendars changed by people, and the words for hours, weekdays and recurring days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.actions import working_time
from pmtui.actions.calendars import calendars
from pmtui.errors import Refused, Usage
from pmtui.model.hours import Hours, parse_hours, parse_weekdays, show_hours, show_weekdays
from pmtui.model.recurring import parse_recurring, show_recurring
from pmtui.model.text import Unreadable
from pmtui.planning.calendars import Calendar, exception_on, shifts_on
from pmtui.store.plan import Plan

CHRISTMAS = date(2026, 12, 25)


def only(plan: Plan) -> Calendar:
    """The plan's one calendar."""
    (found,) = calendars(plan).values()
    return found


def test_a_holiday_of_the_base_holds_for_who_is_based_on_it(plan: Plan) -> None:
    working_time.except_days(plan, "Standard", CHRISTMAS, CHRISTMAS, (), "Christmas Day")
    working_time.add(plan, "Early", "Standard")
    working_time.set_week(plan, "Early", [((0, 1, 2, 3, 4), ((360, 840),))])
    early = next(one for one in calendars(plan).values() if one.name == "Early")
    assert shifts_on(early, date(2026, 12, 24)) == ((360, 840),)
    assert shifts_on(early, CHRISTMAS) == ()
    found = exception_on(early, CHRISTMAS)
    assert found is not None
    assert found.name == "Christmas Day"


def test_the_exception_that_was_added_later_wins(plan: Plan) -> None:
    working_time.except_days(plan, "Standard", CHRISTMAS, CHRISTMAS, ())
    working_time.except_days(plan, "Standard", CHRISTMAS, CHRISTMAS, ((540, 600),))
    assert shifts_on(only(plan), CHRISTMAS) == ((540, 600),)
    working_time.remove_day(plan, "Standard", CHRISTMAS)
    assert shifts_on(only(plan), CHRISTMAS) == ((480, 720), (780, 1020))


def test_a_calendar_name_is_taken_once(plan: Plan) -> None:
    working_time.add(plan, "Team")
    with pytest.raises(Refused, match="already"):
        working_time.add(plan, "team")
    with pytest.raises(Usage, match="no calendar"):
        working_time.add(plan, "Other", "Nowhere")


def test_days_that_never_come_are_refused() -> None:
    for wrong in ("yearly 30 feb", "yearly 31 nov", "monthly 32", "monthly 0"):
        with pytest.raises(Unreadable, match="no such day"):
            parse_recurring(wrong)
    assert parse_recurring("yearly 29 feb").day == 29


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    """A day's shifts, in order and apart."""
    ends = sorted(draw(st.lists(st.integers(0, 1440), max_size=12, unique=True)))
    return tuple(zip(ends[::2], ends[1::2], strict=False))


@given(hours())
def test_hours_are_read_as_they_are_shown(day: Hours) -> None:
    assert parse_hours(show_hours(day)) == day


@given(st.sets(st.integers(0, 6), min_size=1))
def test_weekdays_are_read_as_they_are_shown(days: set[int]) -> None:
    assert parse_weekdays(show_weekdays(sorted(days))) == tuple(sorted(days))


@pytest.mark.parametrize(
    "text", ["yearly 25 dec", "yearly last mon may", "monthly 15", "monthly last fri", "weekly fri", "weekly mon-wed"]
)
def test_recurring_days_are_read_as_they_are_shown(text: str) -> None:
    assert show_recurring(*parse_recurring(text)) == text


@given(st.text(max_size=30))
def test_whatever_is_typed_is_read_or_refused_in_words(text: str) -> None:
    for read in (parse_hours, parse_weekdays, parse_recurring):
        try:
            read(text)
        except Unreadable as error:
            assert "\n" not in str(error)


def test_a_week_may_wrap_around() -> None:
    assert parse_weekdays("sat-mon") == (0, 5, 6)
    assert parse_hours("9-17") == ((540, 1020),)
    assert parse_hours("22:00-24:00") == ((1320, 1440),)
    assert parse_hours("off") == ()
    for wrong in ("25-26", "8:00", "12-8", "8-12,11-13", "8:75-9", ""):
        with pytest.raises(Unreadable):
            parse_hours(wrong)
