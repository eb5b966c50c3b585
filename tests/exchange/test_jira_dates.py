"""Jira's dates in many languages and orders; what is unreadable stays unread and never becomes today."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.exchange.jira_dates import DAY_FIRST, MONTH_FIRST, Dates, order_of, parse


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("22/Mar/23 4:49 PM", "2023-03-22T16:49"),
        ("22/Mar/23 12:05 AM", "2023-03-22T00:05"),
        ("22/Mar/23 12:05 PM", "2023-03-22T12:05"),
        ("22/Mar/2023 16:49", "2023-03-22T16:49"),
        ("04/ago/26 11:30 PM", "2026-08-04T23:30"),
        ("04/ene/26 9:30 a. m.", "2026-01-04T09:30"),
        ("04/Dez/23 10:00 nachm.", "2023-12-04T22:00"),
        ("4. März 2023 10:00", "2023-03-04T10:00"),
        ("07/févr./24 10:10", "2024-02-07T10:10"),
        ("14/juil./24 10:10", "2024-07-14T10:10"),
        ("01/juin/24 10:10", "2024-06-01T10:10"),
        ("11/fev/24 10:10 AM", "2024-02-11T10:10"),
        ("22 de mar. de 2023 14:00", "2023-03-22T14:00"),
        ("03/giu/24 08:00", "2024-06-03T08:00"),
        ("03/mrt/24 08:00", "2024-03-03T08:00"),
        ("03/paź/24 08:00", "2024-10-03T08:00"),
        ("03/май/24 08:00", "2024-05-03T08:00"),
        ("22/3月/23 4:49 午後", "2023-03-22T16:49"),
        ("2023年3月22日 下午4:49", "2023-03-22T16:49"),
        ("2023/03/22 16:49", "2023-03-22T16:49"),
        ("2023-03-22 16:49", "2023-03-22T16:49"),
        ("22.03.23 16:49", "2023-03-22T16:49"),
        ("Mar 22, 2023, 4:49 PM", "2023-03-22T16:49"),
        ("11/abr/26", "2026-04-11T00:00"),
        ("05/Mar/99", "1999-03-05T00:00"),
    ],
)
def test_dates_of_jira_are_read(text: str, wanted: str) -> None:
    found = parse(text)
    assert found is not None
    assert found.at == datetime.fromisoformat(wanted)
    assert found.timed == (":" in text)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "31/Feb/23", "22/Foo/23 4:49 PM", "22/Mar/23 25:00", "22/Mar/23 4:49 xx", "5/13/25", "1" * 9999],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse(text, DAY_FIRST) is None


def test_an_offset_in_the_file_beats_the_zone() -> None:
    dates = Dates(ZoneInfo("America/Lima"))
    assert dates.instant("2023-03-22T16:49:00.000+0100", 0) == 1679500140000
    assert dates.assumed == 0
    assert dates.day("2023-03-22T02:00:00+0000", 0) == "2023-03-21"


def test_times_without_offset_are_taken_in_the_zone_and_counted() -> None:
    dates = Dates(ZoneInfo("Europe/Berlin"))
    assert dates.instant("22/Mar/23 4:49 PM", 0) == round(datetime(2023, 3, 22, 15, 49, tzinfo=UTC).timestamp() * 1000)
    assert dates.assumed == 1


def test_a_due_date_at_midnight_is_that_day_in_any_zone() -> None:
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"):
        assert Dates(ZoneInfo(zone)).day("10/Jan/24 12:00 AM", 0) == "2024-01-10"


def test_one_clear_date_settles_its_whole_column() -> None:
    assert order_of(["5/6/25", "5/13/25"]) == (MONTH_FIRST, 1)
    assert order_of(["5/6/25", "13/5/25"]) == (DAY_FIRST, 1)
    assert order_of(["5/6/25", "5.6.25", "5/5/25"]) == (None, 1)
    assert order_of(["13/5/25", "5/13/25"])[0] is None


def test_a_column_that_does_not_tell_follows_the_others() -> None:
    dates = Dates(UTC)
    dates.learn({0: ["5/6/25"], 1: ["5/13/25"]})
    assert dates.day("5/6/25", 0) == "2025-05-06"
    assert dates.guessed == 0


def test_where_nothing_tells_the_order_is_guessed_and_counted() -> None:
    dates = Dates(UTC, MONTH_FIRST)
    dates.learn({0: ["5/6/25", "7/8/25", "4/4/25"]})
    assert dates.day("5/6/25", 0) == "2025-05-06"
    assert dates.guessed == 2


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = parse(text)
    assert found is None or 1 <= found.at.year <= 9999


@given(st.datetimes(datetime(1970, 1, 1), datetime(2069, 12, 31)))
def test_what_jira_writes_is_read_back(at: datetime) -> None:
    minute = at.replace(second=0, microsecond=0)
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    half = "AM" if minute.hour < 12 else "PM"
    text = f"{minute:%d}/{months[minute.month - 1]}/{minute:%y} {minute.hour % 12 or 12}:{minute:%M} {half}"
    found = parse(text)
    assert found is not None
    assert found.at == minute
