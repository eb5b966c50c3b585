"""Public holidays: regions as people type them, and the days a calendar takes off."""

from datetime import date

import pytest

from pmtui.model.text import Unreadable
from pmtui.planning.calendars import Calendar, exception_on, shifts_on
from pmtui.planning.holidays import country_holidays, parse_region


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("DE", ("DE", None)),
        (" de-by ", ("DE", "BY")),
        ("DE_BY", ("DE", "BY")),
        ("DE-Bayern", ("DE", "BY")),
        ("de-sachsen-anhalt", ("DE", "ST")),
        ("US", ("US", None)),
        ("US-Texas", ("US", "TX")),
        ("USA", ("US", None)),
        ("UK", ("GB", None)),
        ("united  states", ("US", None)),
        ("Timor-Leste", ("TL", None)),
    ],
)
def test_a_region_is_read_as_people_type_it(text: str, region: tuple[str, str | None]) -> None:
    assert parse_region(text) == region


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Germny", "Germny: no country whose holidays are known; try DE, "),
        ("", "nothing: no country whose holidays are known; try DE, FR, GB, US"),
        ("DE-Bayrn", "Bayrn: no part of DE with holidays of its own; try BY"),
        ("DE-99", "99: no part of DE with holidays of its own; try BB, BE, BW, BY, HB"),
        ("\x1b[31mQQQQQ\n", "QQQQQ: no country whose holidays are known; try DE, FR, GB, US"),
        ("VA-1", "1: no part of VA with holidays of its own; leave it out"),
    ],
)
def test_a_region_nobody_knows_names_near_ones(text: str, line: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_region(text)
    assert str(caught.value).startswith(line)
    assert len(str(caught.value).splitlines()) == 1


def test_the_holidays_of_a_part_of_a_country_are_days_off_by_name() -> None:
    found = country_holidays("DE", "BY", range(2026, 2028))
    assert [exception.first for exception in found] == sorted(exception.first for exception in found)
    assert {exception.first.year for exception in found} == {2026, 2027}
    calendar = Calendar(exceptions=found)
    epiphany = date(2026, 1, 6)
    named = exception_on(calendar, epiphany)
    assert shifts_on(calendar, epiphany) == ()
    assert named is not None
    assert named.name == "Epiphany"


def test_a_part_has_what_its_country_has_and_more() -> None:
    whole = {exception.first for exception in country_holidays("DE", None, range(2026, 2027))}
    part = {exception.first for exception in country_holidays("DE", "BY", range(2026, 2027))}
    assert date(2026, 12, 25) in whole < part


def test_no_years_are_no_holidays() -> None:
    assert country_holidays("DE", None, range(0)) == []


def test_an_unknown_country_or_part_is_refused() -> None:
    with pytest.raises(Unreadable, match="no country"):
        country_holidays("QQ9", None, range(2026, 2027))
    with pytest.raises(Unreadable, match="no part of FR"):
        country_holidays("FR", "BY", range(2026, 2027))
