"""The story's calendar: working days skip days off, instants never lie on one nor after the present."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.clock import instant_ms, local
from pmtui.demo.days import Days, is_workday

MONDAY = instant_ms("2026-11-23T09:28")
SATURDAY = instant_ms("2026-11-28T11:00")
BETWEEN = instant_ms("2026-12-29T11:00")


@pytest.mark.parametrize(
    ("now", "said", "day"),
    [
        (MONDAY, "0", "2026-11-23"),
        (MONDAY, "-1", "2026-11-20"),
        (MONDAY, "-15", "2026-11-02"),
        (MONDAY, "+4", "2026-11-27"),
        (MONDAY, "+5", "2026-11-30"),
        (MONDAY, "-2d", "2026-11-21"),
        (MONDAY, "0d", "2026-11-23"),
        (MONDAY, "+22", "2026-12-23"),
        (MONDAY, "+23", "2027-01-04"),
        (BETWEEN, "0", "2026-12-23"),
        (BETWEEN, "+1", "2027-01-04"),
        (SATURDAY, "0", "2026-11-27"),
        (SATURDAY, "-1", "2026-11-26"),
        (SATURDAY, "+1", "2026-11-30"),
        (SATURDAY, "0d", "2026-11-28"),
    ],
)
def test_days_are_counted_from_the_present(now: int, said: str, day: str) -> None:
    assert Days(now).day(said) == date.fromisoformat(day)


def test_an_instant_in_calendar_days_moves_off_the_weekend() -> None:
    assert f"{local(Days(MONDAY).instant('-1d 09:12')):%F %H:%M}" == "2026-11-20 09:12"


def test_an_instant_that_is_yet_to_come_is_the_present() -> None:
    assert Days(MONDAY).instant("0 17:00") == MONDAY
    assert Days(MONDAY).instant("0 09:00") == MONDAY - 28 * 60_000


def test_minutes_ago_are_minutes_ago_even_by_night() -> None:
    assert Days(SATURDAY).instant("-20m") == SATURDAY - 20 * 60_000


@given(st.integers(0, 400))
def test_working_days_are_all_that_are_not_off(shift: int) -> None:
    days = Days(MONDAY + shift * 86_400_000)
    said = [days.day(f"{count:+}") for count in range(-20, 21)]
    passed = (said[0] + timedelta(days=step) for step in range((said[-1] - said[0]).days + 1))
    assert said == [day for day in passed if is_workday(day)]
    assert said[20] <= days.today < said[21]
