"""What is written as Microsoft Project XML is what was read, element for element and in the schema's order."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.exchange.mspdi_model import (
    MspAssignment,
    MspBaseline,
    MspCalendar,
    MspLink,
    MspProject,
    MspResource,
    MspTask,
    Node,
)
from pmtui.exchange.mspdi_schema import in_order
from pmtui.exchange.mspdi_write import xml_of
from pmtui.planning.calendars import STANDARD, CalendarException, WorkWeek
from tests.exchange.mspdi_files import calendar, day, element, model, task, xml

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "mspdi"

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=20).map(str.strip)
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)).map(lambda at: at.replace(microsecond=0))
LENGTHS = st.integers(0, 10**7)
UIDS = st.integers(0, 10**6)
MONEY = st.integers(0, 10**9).map(lambda cents: cents / 4)
FORMATS = st.sampled_from([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 19, 20, 21, 35, 39, 51, 53])
LEAVES: st.SearchStrategy[Node] = st.tuples(st.sampled_from(["Author", "X", "{urn:a}Y"]), TEXT)
NODES = st.lists(LEAVES | st.tuples(st.just("Odd"), st.lists(LEAVES, min_size=1, max_size=3).map(tuple)), max_size=3)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value, or none."""
    return st.none() | values


LINKS = st.builds(
    MspLink, UIDS, maybe(st.integers(0, 3)), maybe(st.booleans()), maybe(st.integers(-(10**8), 10**8)), maybe(FORMATS),
)  # fmt: skip
BASELINES = st.builds(
    MspBaseline, st.integers(0, 10), maybe(MOMENTS), maybe(MOMENTS), maybe(LENGTHS), maybe(LENGTHS), maybe(MONEY)
)
TASKS = st.builds(
    MspTask, uid=st.integers(1, 10**6), name=maybe(TEXT), active=maybe(st.booleans()), wbs=maybe(TEXT),
    level=st.just(1),
    start=maybe(MOMENTS), duration=maybe(LENGTHS), duration_format=maybe(FORMATS), percent=maybe(st.integers(0, 100)),
    constraint=maybe(st.integers(0, 7)), constraint_date=maybe(MOMENTS), notes=maybe(TEXT), cost=maybe(MONEY),
    leveling_delay=maybe(LENGTHS), links=st.lists(LINKS, max_size=2), baselines=st.lists(BASELINES, max_size=2),
)  # fmt: skip
TIMES = st.sets(st.integers(0, 1440), max_size=8).map(sorted)
SHIFTS = TIMES.map(lambda at: tuple(zip(at[::2], at[1::2], strict=False)))
WEEKS = st.tuples(*[maybe(SHIFTS)] * 7)
SPANS = st.tuples(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 400))


def exceptions_of(span: tuple[date, int], shifts: Any, name: str, rest: dict[str, Any]) -> CalendarException:
    """An exception over a span."""
    return CalendarException(span[0], span[0] + timedelta(span[1]), shifts, name, **rest)


EVERY = st.integers(1, 5)
PLACES = st.fixed_dictionaries({"weekdays": st.sampled_from([(), (0,), (6,), (5, 6)]), "nth": st.integers(1, 5)})
RESTS = st.one_of(
    st.just(dict[str, Any]()),
    st.builds(lambda every, times: {"every": every, "times": times}, st.integers(2, 9), st.integers(0, 9)),
    st.builds(lambda every, days: {"recurrence": "weekly", "every": every, "weekdays": tuple(sorted(days))},
              EVERY, st.sets(st.integers(0, 6), min_size=1)),
    st.builds(lambda every, day: {"recurrence": "monthly day", "every": every, "day": day}, EVERY, st.integers(1, 31)),
    st.builds(lambda every, place: {"recurrence": "monthly place", "every": every, **place}, EVERY, PLACES),
    st.builds(lambda month, day: {"recurrence": "yearly day", "month": month, "day": day},
              st.integers(1, 12), st.integers(1, 31)),
    st.builds(lambda month, place: {"recurrence": "yearly place", "month": month, **place}, st.integers(1, 12), PLACES),
)  # fmt: skip
EXCEPTIONS = st.builds(exceptions_of, SPANS, SHIFTS, TEXT, RESTS)
WORK_WEEKS = st.builds(lambda span, week, name: WorkWeek(span[0], span[0] + timedelta(span[1]), week, name),
                       SPANS, WEEKS, TEXT)  # fmt: skip
CALENDARS = st.builds(
    MspCalendar, UIDS, TEXT, maybe(st.booleans()), maybe(UIDS), WEEKS, st.lists(WORK_WEEKS, max_size=2),
    st.lists(EXCEPTIONS, max_size=3),
)  # fmt: skip
RESOURCES = st.builds(MspResource, UIDS, UIDS, TEXT, maybe(st.integers(0, 2)), rate=maybe(MONEY))
PROJECTS = st.builds(
    MspProject, guid=maybe(TEXT), title=maybe(TEXT), start=maybe(MOMENTS), from_start=maybe(st.booleans()),
    critical_slack=maybe(MONEY), day_start=maybe(st.integers(0, 1439)), minutes_per_day=maybe(st.integers(1, 1440)),
    kept=NODES.map(lambda nodes: in_order(MspProject, nodes)), calendars=st.lists(CALENDARS, max_size=2),
    tasks=st.lists(TASKS, max_size=3),
    resources=st.lists(RESOURCES, max_size=2),
    assignments=st.lists(st.builds(MspAssignment, UIDS, UIDS, UIDS, maybe(MOMENTS), units=maybe(MONEY)), max_size=2),
)  # fmt: skip


@given(PROJECTS)
@settings(max_examples=50, deadline=None)
def test_whatever_is_written_is_read_again_the_same(project: MspProject) -> None:
    assert model(xml_of(project).encode()) == project


@pytest.mark.skipif(not SAMPLES.exists(), reason="needs the samples")
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.xml")), ids=lambda path: path.stem)
def test_real_files_come_back_the_same(path: Path) -> None:
    read = model(path.read_bytes())
    assert model(xml_of(read).encode()) == read


@pytest.mark.skipif(not SAMPLES.exists(), reason="needs the samples")
@pytest.mark.parametrize("name", ["task-costs-project2019-mspdi", "task-links-project2010-mspdi", "mspdiresource",
                                  "Homemoveplan.mpp"])  # fmt: skip
def test_elements_stand_in_the_order_in_which_microsoft_writes_them(name: str) -> None:
    text = (SAMPLES / f"{name}.xml").read_text(encoding="utf-8-sig")
    assert names_in(xml_of(model(text.encode()))) == names_in(text)


def names_in(text: str) -> list[str]:
    """The names of all elements but days, whose exceptions are written in both forms, in order."""
    return re.findall(r"<(\w+)", re.sub(r"<(WeekDays|Exceptions)>.*?</\1>", "", text, flags=re.DOTALL))


def test_exceptions_are_written_in_both_forms() -> None:
    holiday = CalendarException(date(2026, 5, 1), date(2026, 5, 1), name="May Day")
    fridays = CalendarException(date(2026, 6, 1), date(2026, 6, 30), recurrence="weekly", weekdays=(4,))
    text = xml_of(MspProject(calendars=[MspCalendar(1, "Standard", True, -1, STANDARD, [], [holiday, fridays])]))
    assert text.count("<DayType>0</DayType>") == 1 + 4
    assert text.count("<Exception>") == 2
    assert "<FromDate>2026-06-05T00:00:00</FromDate>" in text


def test_weekdays_the_format_has_no_word_for_become_single_days() -> None:
    odd = CalendarException(
        date(2026, 1, 1), date(2026, 3, 31), recurrence="monthly place", weekdays=(1, 3), nth=1, every=1
    )
    text = xml_of(MspProject(calendars=[MspCalendar(1, "Standard", True, -1, STANDARD, [], [odd])]))
    (found,) = model(text.encode()).calendars
    assert [(one.first, one.last, one.recurrence) for one in found.exceptions] == [
        (day, day, "daily") for day in (date(2026, 1, 1), date(2026, 2, 3), date(2026, 3, 3))
    ]


def test_ids_levels_and_outline_numbers_agree() -> None:
    tasks = [MspTask(0, "All", level=0), MspTask(7, level=1), MspTask(9, level=2), MspTask(4, level=2),
             MspTask(5, level=1), MspTask(6, level=2)]  # fmt: skip
    text = xml_of(MspProject(tasks=tasks))
    assert re.findall(r"<ID>(\d+)<", text) == ["0", "1", "2", "3", "4", "5"]
    assert re.findall(r"<OutlineNumber>([\d.]+)<", text) == ["0", "1", "1.1", "1.2", "2", "2.1"]


def test_what_no_version_knows_is_kept_with_its_namespace() -> None:
    odd = '<n:Extra xmlns:n="urn:n"><n:Deep>&lt;1 &amp; 2&gt;</n:Deep></n:Extra>'
    read = model(xml([task(1, odd, element("Newer", Part=1))]))
    assert [name for name, _ in read.tasks[0].kept] == ["{urn:n}Extra", "Newer"]
    assert model(xml_of(read).encode()) == read


def test_the_file_says_which_version_it_is_and_its_dates_have_no_zone() -> None:
    text = xml_of(model(xml([task(1, Start="2026-01-05T08:00:00+02:00")], SaveVersion=9)))
    assert text.count("<SaveVersion>") == 1
    assert "<SaveVersion>14</SaveVersion>" in text
    assert "<Start>2026-01-05T08:00:00</Start>" in text


def test_control_characters_never_reach_a_file() -> None:
    text = xml_of(MspProject(tasks=[MspTask(1, "a\x00\x1b[31mb\ud800c")]))
    assert model(text.encode()).tasks[0].name == "a[31mbc"


def test_a_night_shift_ends_at_midnight_both_ways() -> None:
    read = model(xml(calendars=[calendar(1, days=[day(2, ("22:00", "00:00"))])]))
    assert read.calendars[0].week[0] == ((1320, 1440),)
    assert "<ToTime>00:00:00</ToTime>" in xml_of(read)
    assert model(xml_of(read).encode()) == read
