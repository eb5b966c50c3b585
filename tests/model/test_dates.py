"""Dates in words: what people type is the day they mean, or an error that says why not."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.model.dates import parse_date, parse_moment, relative, show_date
from pmtui.model.text import Unreadable

MONDAY = date(2026, 11, 23)
VIENNA = ZoneInfo("Europe/Vienna")
NOW = datetime(2026, 11, 23, 9, 28, tzinfo=VIENNA)
DAYS = st.dates(date(1990, 1, 1), date(2190, 12, 31))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("today", "2026-11-23"),
        ("Tomorrow", "2026-11-24"),
        ("yesterday", "2026-11-22"),
        ("fri", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("mon", "2026-11-30"),
        ("next fri", "2026-12-04"),
        ("this fri", "2026-11-27"),
        ("last fri", "2026-11-20"),
        ("next week", "2026-11-30"),
        ("next month", "2026-12-01"),
        ("last month", "2026-10-01"),
        ("+3d", "2026-11-26"),
        ("3d", "2026-11-26"),
        ("+2w", "2026-12-07"),
        ("+1m", "2026-12-23"),
        ("+1y", "2027-11-23"),
        ("-3d", "2026-11-20"),
        ("in 3 days", "2026-11-26"),
        ("3d ago", "2026-11-20"),
        ("eow", "2026-11-27"),
        ("eom", "2026-11-30"),
        ("eoq", "2026-12-31"),
        ("eoy", "2026-12-31"),
        ("sow", "2026-11-23"),
        ("som", "2026-11-01"),
        ("27.11", "2026-11-27"),
        ("27.11.", "2026-11-27"),
        ("27. 11. 2026", "2026-11-27"),
        ("27.11.26", "2026-11-27"),
        ("23.11", "2026-11-23"),
        ("22.11", "2027-11-22"),
        ("27 nov", "2026-11-27"),
        ("27nov", "2026-11-27"),
        ("Nov 27", "2026-11-27"),
        ("27 November 2026", "2026-11-27"),
        ("November 27, 2026", "2026-11-27"),
        ("29 feb", "2028-02-29"),
        ("3/4", "2027-04-03"),
        ("03-04-2027", "2027-04-03"),
        ("2026-11-27", "2026-11-27"),
        ("2026/11/27", "2026-11-27"),
        ("20261127", "2026-11-27"),
        ("2026-W48", "2026-11-23"),
        ("2026-w48-5", "2026-11-27"),
        ("Fri 27 Nov", "2026-11-27"),
        ("Fri 13 Nov", "2026-11-13"),
        ("27th of November", "2026-11-27"),
        ("27-Nov-2026", "2026-11-27"),
        ("Freitag", "2026-11-27"),
        ("mi", "2026-11-25"),
        ("27. März", "2027-03-27"),
        ("mardi", "2026-11-24"),
        ("27 févr.", "2027-02-27"),
        ("27 de noviembre de 2026", "2026-11-27"),
        ("sábado", "2026-11-28"),
        ("terça", "2026-11-24"),
        ("venerdì", "2026-11-27"),
        ("dom", "2026-11-29"),
        ("27 mag", "2027-05-27"),
    ],
)
def test_a_date_in_words_is_the_day_it_means(said: str, meant: str) -> None:
    assert parse_date(said, MONDAY) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("31 nov", "31 nov: November has 30 days"),
        ("31.11.", "November has 30 days"),
        ("29 feb 2027", "February 2027 has 28 days"),
        ("30 feb", "February has 29 days"),
        ("0 nov", "November has no day 0"),
        ("11/27", "there is no month 27; the day comes first"),
        ("2026-13-01", "there is no month 13"),
        ("2026-W54", "2026 has no week 54"),
        ("0000-01-01", "there is no such year"),
        ("soonish", "soonish: not a date; try fri, 27.11, [+]3d, eow or 2026-11-27"),
        ("", "nothing: not a date"),
        ("nov", "nov: which day of November"),
        ("mar", "mar: which day of March"),
        ("nov 2026", "which day of November"),
        ("27", "a day needs its month"),
        ("+3", "a distance its unit"),
        ("fri 17:00", "a date has no time of day"),
        ("27th nov 17:00", "a date has no time of day"),
        ("27 november 5pm", "not a date"),
        ("mon 27 nov", "27 Nov is a Friday"),
        ("3 4 2026", "not a date"),
        ("+9999y", "too far away"),
        ("1899-12-31", "1899 is too far away; a plan goes from 1900 to 2200"),
        ("2201-01-01", "2201 is too far away"),
        ("+400y", "too far away"),
        ("next 27 nov", "not a date"),
        ("\x1b[2J", "nothing: not a date"),
    ],
)
def test_an_unreadable_date_says_why_and_is_never_today(said: str, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        parse_date(said, MONDAY)


def test_on_a_friday_fri_is_the_coming_one_and_eow_is_today() -> None:
    friday = date(2026, 11, 27)
    assert parse_date("fri", friday) == date(2026, 12, 4)
    assert parse_date("last fri", friday) == date(2026, 11, 20)
    assert parse_date("eow", friday) == friday


def test_at_the_weekend_the_working_week_to_come_is_meant() -> None:
    assert parse_date("eow", date(2026, 11, 28)) == date(2026, 12, 4)


def test_a_week_that_starts_on_sunday_moves_what_next_means() -> None:
    sunday = date(2026, 11, 29)
    assert parse_date("next fri", sunday) == date(2026, 12, 4)
    assert parse_date("next fri", sunday, week_start=6) == date(2026, 12, 11)
    assert parse_date("sow", MONDAY, week_start=6) == date(2026, 11, 22)


def test_month_first_reads_slashes_the_american_way() -> None:
    assert parse_date("11/27", MONDAY, day_first=False) == date(2026, 11, 27)
    with pytest.raises(Unreadable, match="the month comes first"):
        parse_date("27/11", MONDAY, day_first=False)


def test_a_month_later_stays_within_the_month() -> None:
    assert parse_date("+1m", date(2027, 1, 31)) == date(2027, 2, 28)


def test_looking_back_finds_the_last_such_day() -> None:
    for said, meant in (("fri", 20), ("mon", 16), ("22.11", 22), ("23.11", 23), ("3d", 20)):
        assert parse_date(said, MONDAY, past=True) == date(2026, 11, meant)
    assert parse_date("27 nov", MONDAY, past=True) == date(2025, 11, 27)


@given(DAYS, DAYS)
def test_a_shown_date_reads_back_as_the_same_day(day: date, today: date) -> None:
    assert parse_date(show_date(day, today), today) == day
    assert parse_date(day.isoformat(), today) == day


@given(DAYS, st.integers(0, 30))
def test_a_short_date_of_the_days_to_come_reads_back(today: date, away: int) -> None:
    day = today + timedelta(days=away)
    assert parse_date(show_date(day, today, long=False), today) == day


@given(st.text(max_size=25) | st.text("0123456789./- adeimnotuvw+:", max_size=15), st.dates(), st.booleans())
def test_any_text_is_a_date_or_refused(text: str, today: date, past: bool) -> None:
    with suppress(Unreadable):
        assert isinstance(parse_date(text, today, past=past), date)
    with suppress(Unreadable):
        assert parse_moment(text, datetime.combine(today, NOW.time(), VIENNA)).tzinfo is not None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("now", "2026-11-23 09:28"),
        ("today", "2026-11-23 00:00"),
        ("yesterday 9:30", "2026-11-22 09:30"),
        ("fri 17:00", "2026-11-20 17:00"),
        ("fri at 5pm", "2026-11-20 17:00"),
        ("fri 17h", "2026-11-20 17:00"),
        ("monday", "2026-11-16 00:00"),
        ("3d ago", "2026-11-20 00:00"),
        ("-3d", "2026-11-20 00:00"),
        ("2h ago", "2026-11-23 07:28"),
        ("2h", "2026-11-23 07:28"),
        ("-90min", "2026-11-23 07:58"),
        ("1h30 ago", "2026-11-23 07:58"),
        ("9:15", "2026-11-23 09:15"),
        ("9:30", "2026-11-22 09:30"),
        ("12am", "2026-11-23 00:00"),
        ("13.11", "2026-11-13 00:00"),
        ("13.11 9:30", "2026-11-13 09:30"),
        ("2026-11-13 17:00", "2026-11-13 17:00"),
        ("2026-11-13T17:00:00", "2026-11-13 17:00"),
        ("2026-11-13T17:00Z", "2026-11-13 18:00"),
        ("1mo ago", "2026-10-23 00:00"),
    ],
)
def test_a_moment_looks_back(said: str, meant: str) -> None:
    assert parse_moment(said, NOW) == datetime.fromisoformat(meant).replace(tzinfo=VIENNA)


def test_hours_are_counted_through_a_change_of_the_clock() -> None:
    after = datetime(2026, 10, 25, 4, 0, tzinfo=VIENNA)  # clocks went back at three
    assert (after.astimezone(UTC) - parse_moment("2h ago", after).astimezone(UTC)) == timedelta(hours=2)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("30m ago", "minutes or months[?] write 30min or 30mo"),
        ("25:00", "no such time of day"),
        ("13pm", "no such time of day"),
        ("2026-11-31T10:00", "no such day or time"),
        ("soon 17:00", "soon: not a date"),
        ("ages ago", "not a date"),
    ],
)
def test_an_unreadable_moment_says_why(said: str, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        parse_moment(said, NOW)


def test_dates_show_the_year_only_where_it_is_another() -> None:
    assert show_date(date(2026, 11, 27), MONDAY) == "Fri 27 Nov"
    assert show_date(date(2027, 1, 4), MONDAY) == "Mon 4 Jan 2027"
    assert [show_date(MONDAY + timedelta(days=away), MONDAY, long=False) for away in (-1, 0, 4, 7)] == [
        "22 Nov", "today", "Fri", "30 Nov",
    ]  # fmt: skip


def test_relative_says_how_far_or_how_late() -> None:
    said = [relative(MONDAY + timedelta(days=away), MONDAY) for away in (0, 1, 4, -2)]
    assert said == ["today", "tomorrow", "in 4d", "2d late"]
