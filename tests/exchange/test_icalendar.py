"""iCalendar: milestones and due dates as calendars want them, the same text for the same plan."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from pmtui.exchange.exporting import write
from pmtui.model.text import clean_line
from pmtui.store import read
from pmtui.store.plan import Plan
from tests.exchange.charts import HOSTILE, bring, portal, source, task
from tests.store.plans import Clock, item, setting


def text_of(plan: Plan) -> str:
    """The calendar as it is exported."""
    text = write(plan, "ical", None)
    assert text is not None
    return text


def found(plan: Plan, kind: str) -> list[Any]:
    """Its events or to-dos, read by somebody else's program."""
    return list(Calendar.from_ical(text_of(plan)).walk(kind))


def test_a_milestone_is_an_event_of_one_whole_day(plan: Plan) -> None:
    portal(plan)
    (event,) = found(plan, "VEVENT")
    assert str(event["SUMMARY"]) == "Go live"
    assert event["DTSTART"].dt == date(2026, 12, 14)
    assert event["DTEND"].dt == date(2026, 12, 15), "the end of an all-day event is the day after"
    assert "DTSTART;VALUE=DATE:20261214\r\n" in text_of(plan)


def test_a_due_date_is_a_to_do_with_its_state(plan: Plan) -> None:
    portal(plan)
    setting(plan, "6", "percent=25", "prio=high", "labels=docs,web")
    (todo,) = found(plan, "VTODO")
    assert todo["DUE"].dt == date(2026, 12, 24)
    assert (str(todo["STATUS"]), todo["PERCENT-COMPLETE"], todo["PRIORITY"]) == ("IN-PROCESS", 25, 3)
    assert sorted(todo["CATEGORIES"].cats) == ["docs", "web"]
    assert str(todo["UID"]) == f"{item(plan, '6').id}-due@pmtui"


def test_what_is_done_says_when(plan: Plan, time: Clock) -> None:
    portal(plan)
    time.set("2026-12-02T15:30:00")
    setting(plan, "6", "column=done")
    (todo,) = found(plan, "VTODO")
    assert str(todo["STATUS"]) == "COMPLETED" and todo["PERCENT-COMPLETE"] == 100
    assert todo["COMPLETED"].dt == datetime(2026, 12, 2, 15, 30, tzinfo=UTC)


def test_the_same_plan_gives_the_same_text_whenever_it_is_written(plan: Plan, time: Clock) -> None:
    portal(plan)
    before = text_of(plan)
    time.wind(minutes=90)
    assert text_of(plan) == before


def test_a_later_state_is_a_later_revision_of_the_same_entry(plan: Plan, time: Clock) -> None:
    portal(plan)
    before = {str(entry["UID"]): entry for kind in ("VEVENT", "VTODO") for entry in found(plan, kind)}
    time.wind(hours=1)
    setting(plan, "6", "due=2026-12-28")
    after = {str(entry["UID"]): entry for kind in ("VEVENT", "VTODO") for entry in found(plan, kind)}
    assert after.keys() == before.keys()
    for uid, entry in after.items():
        assert entry["SEQUENCE"] > before[uid]["SEQUENCE"] and entry["DTSTAMP"].dt > before[uid]["DTSTAMP"].dt


@pytest.mark.parametrize("title", [HOSTILE, "long " * 150, "漢字" * 60], ids=["hostile", "long", "wide"])
def test_a_hostile_title_stays_a_title_on_short_lines(plan: Plan, title: str) -> None:
    bring(plan, source([task("1", title, 1, due="2026-12-24", body=title)]))
    text = text_of(plan)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "") and text.count("\r\nBEGIN:") == 1
    (todo,) = found(plan, "VTODO")
    assert str(todo["SUMMARY"]) == clean_line(title) == read.items_of(plan, None)[0].title


def test_a_plan_without_dates_is_an_empty_calendar(plan: Plan) -> None:
    calendar = Calendar.from_ical(text_of(plan))
    assert str(calendar["X-WR-CALNAME"]) == "ORD Order portal" and not calendar.subcomponents
