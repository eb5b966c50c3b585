"""Microsoft Project XML is read whole, of every version, and a hostile or broken file is refused in one clear line."""

import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.exchange import mspdi_tree
from pmtui.exchange.incoming import InItem
from pmtui.exchange.mspdi_model import MspProject
from pmtui.model.text import Unreadable
from pmtui.planning.calendars import OFFICE, STANDARD, CalendarException, WorkWeek
from tests.exchange.make import adds_up, codes, note
from tests.exchange.mspdi_files import (
    MONDAY,
    after,
    calendar,
    day,
    element,
    exception,
    incoming,
    model,
    task,
    xml,
)

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "mspdi"
HEAD = '<?xml version="1.0"?>'
OPEN = '<Project xmlns="http://schemas.microsoft.com/project">'


def item(*inner: str, **fields: Any) -> InItem:
    """The one item of a file with one task of these elements."""
    (found,) = incoming(xml([task(1, *inner, **fields)])).items
    return found


# --- hostile and broken files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (f'{HEAD}<!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;">]>{OPEN}<Title>&m;</Title></Project>', "DTD"),
        (f'{HEAD}<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>{OPEN}<Title>&x;</Title></Project>', "DTD"),
        (f'{HEAD}<!DOCTYPE Project SYSTEM "http://example.org/x.dtd">{OPEN}</Project>', "DTD"),
        (f"{HEAD}\n{OPEN}\n<Tasks>\n<Task><UID>1</UID", "ends at line 4: it looks cut off; export it again"),
        (f"{HEAD}\n{OPEN}\n<Tasks>\n", "cut off"),
        (f"{HEAD}\n{OPEN}<Tasks></Task></Project>", "not valid XML at line 2"),
        (f"{HEAD}{OPEN}<Title>&nothing;</Title></Project>", "not valid XML"),
        (HEAD + OPEN + "<A>" * 100_000, "deep"),
        (f'{HEAD}<Project xmlns="urn:other"/>', "another kind"),
        (f"{HEAD}<gantt/>", "another kind.*gantt"),
        (f'<?xml version="1.0" encoding="klingon"?>{OPEN}</Project>', "encoding"),
        (f"{HEAD}{OPEN}</Project>", "neither tasks nor calendars"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_in_one_line(data: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason) as caught:
        incoming(data.encode())
    assert "\n" not in str(caught.value)


def test_a_file_of_millions_of_tasks_is_refused_before_they_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mspdi_tree, "MOST", 2)
    assert len(incoming(xml([task(1), task(2)])).items) == 2
    with pytest.raises(Unreadable, match="more than 2 tasks"):
        incoming(xml([task(1), task(2), task(3)]))


def test_a_file_cut_anywhere_is_refused_and_never_half_imported() -> None:
    data = xml([task(1), task(2, after(1))])
    for end in range(60, len(data) - 1, 37):
        with pytest.raises(Unreadable):
            incoming(data[:end])


@given(st.binary(max_size=300))
def test_garbage_in_a_file_never_breaks_the_reader(junk: bytes) -> None:
    data = xml([task(1)]).replace(b"<Name>Task 1</Name>", b"<Name>" + junk + b"</Name>")
    try:
        assert incoming(data).items
    except Unreadable as error:
        assert str(error)


@given(st.sampled_from(["Duration", "Start", "ConstraintType", "PercentComplete", "CalendarUID", "OutlineLevel",
                        "DurationFormat", "LevelingDelay", "Priority", "Milestone"]),
       st.text("0123456789-:.TPHMSDE+ x", max_size=24))  # fmt: skip
def test_any_value_is_read_or_noted(name: str, value: str) -> None:
    field: dict[str, Any] = {name: value}
    read = incoming(xml([task(1, **field)]))
    assert len(read.items) == 1
    assert adds_up(read.accounting)


def test_dates_far_away_are_left_out_and_noted() -> None:
    read = incoming(xml([task(1, Deadline="1899-12-31T08:00:00"), task(2, Deadline="2200-01-01T08:00:00"),
                         task(3, Deadline="2199-12-31T17:00:00")]))  # fmt: skip
    assert [one.fields.get("due") for one in read.items] == [None, None, "2199-12-31"]
    assert note(read, "date-out-of-range").where == ["task 1 Deadline 1899-12-31T08:00:00",
                                                      "task 2 Deadline 2200-01-01T08:00:00"]  # fmt: skip


def test_huge_lags_and_durations_are_left_out_and_noted() -> None:
    read = incoming(xml([task(1, Duration="PT999999999H0M0S"), task(2, after(1, LinkLag=10**14, LagFormat=7))]))
    assert codes(read)["too-long"] == 2
    assert read.links[0].lag is None
    assert "estimate_m" not in read.items[0].fields


def test_unknown_codes_are_left_out_and_noted() -> None:
    read = incoming(xml([task(1, ConstraintType=12), task(2, after(1, Type=9))]))
    assert codes(read) == {"unknown-code": 2, "link-left-out": 1}
    assert read.links == []


def test_links_to_nothing_are_left_out_and_noted() -> None:
    read = incoming(xml([task(1, after(99)), task(2, after(1, CrossProject=1)), task(3, after(1), after(1, Type=3))]))
    assert codes(read) == {"link-to-nothing": 1, "link-to-another-project": 1, "link-twice": 1}
    assert [(link.source, link.kind, link.target) for link in read.links] == [("1", "FS", "3")]


def test_a_circle_over_a_summary_is_broken_and_its_path_named() -> None:
    read = incoming(xml([task(1), task(2, after(4), level=2), task(3, after(2), level=2), task(4, after(1))]))
    assert [(link.source, link.target) for link in read.links] == [("4", "2"), ("2", "3")]
    assert note(read, "link-cycle").where == ["4 > 2 > 1 > 4"]


def test_a_link_between_a_summary_and_its_own_child_is_a_circle() -> None:
    read = incoming(xml([task(1), task(2, after(1), level=2), task(3, level=1)]))
    assert read.links == []
    assert codes(read) == {"link-cycle": 1}


def test_ten_thousand_links_in_circles_end_soon() -> None:
    began = time.monotonic()
    tasks = [task(n, after(n % 1000 + 1), after((n + 7) % 1000 + 1)) for n in range(1, 1001)]
    read = incoming(xml(tasks))
    assert read.links
    assert time.monotonic() - began < 20


def test_blank_rows_and_doubled_tasks_are_left_out_and_noted() -> None:
    read = incoming(xml([task(0, level=0), task(1), element("Task", UID=2, IsNull=1), task(1), task(3)]))
    assert [one.ext_id for one in read.items] == ["1", "3"]
    assert codes(read) == {"blank-row": 1, "task-twice": 1}


# --- tasks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "format", "amount", "unit"),
    [
        ("PT8H0M0S", 7, 1, "d"), ("PT8H0M0S", 39, 1, "d"), ("PT80H0M0S", 9, 2, "w"), ("PT160H0M0S", 11, 1, "mo"),
        ("PT24H0M0S", 8, 1, "ed"), ("PT720H0M0S", 12, 1, "emo"), ("PT0H30M0S", 3, 30, "m"), ("PT1H30M0S", 5, 1.5, "h"),
        ("PT0H0M6S", 3, 0.1, "m"), ("PT168H0M0S", 10, 1, "ew"), ("PT4H0M0S", 21, 0.5, "d"), ("PT4H0M0S", 53, 0.5, "d"),
    ],
)  # fmt: skip
def test_a_length_is_kept_in_its_own_unit(length: str, format: int, amount: float, unit: str) -> None:
    fields = item(Duration=length, DurationFormat=format).fields
    assert (fields["estimate_m"], fields["estimate_unit"]) == (amount, unit)


def test_days_weeks_and_months_are_the_projects_own() -> None:
    data = xml([task(1, Duration="PT30H0M0S"), task(2, Duration="PT45H0M0S", DurationFormat=9)],
               MinutesPerDay=600, MinutesPerWeek=2700)  # fmt: skip
    assert [one.fields["estimate_m"] for one in incoming(data).items] == [3, 1]


@pytest.mark.parametrize(
    ("lag", "format", "amount", "unit"),
    [(4800, 7, 1, "d"), (-2400, 5, -4, "h"), (14400, 8, 1, "ed"), (50, 19, 50, "%"), (-25, 20, -25, "e%"),
     (50, 51, 50, "%"), (5, 3, 0.5, "m")],
)  # fmt: skip
def test_a_lag_is_kept_in_its_own_unit(lag: int, format: int, amount: float, unit: str) -> None:
    (link,) = incoming(xml([task(1), task(2, after(1, Type=3, LinkLag=lag, LagFormat=format))])).links
    assert (link.kind, link.lag, link.unit) == ("SS", amount, unit)


@pytest.mark.parametrize(("number", "kind"), list(enumerate(["FF", "FS", "SF", "SS"])))
def test_all_four_kinds_of_link_are_read(number: int, kind: str) -> None:
    assert incoming(xml([task(1), task(2, after(1, Type=number))])).links[0].kind == kind


def test_constraints_keep_their_kind_and_moment() -> None:
    kinds = ["ASAP", "ALAP", "MSO", "MFO", "SNET", "SNLT", "FNET", "FNLT"]
    tasks = [task(n + 1, ConstraintType=n, ConstraintDate="2026-01-07T10:30:00") for n in range(8)]
    fields = [one.fields for one in incoming(xml(tasks)).items]
    assert [one.get("constraint_kind") for one in fields] == [None, *kinds[1:]]
    assert {one.get("constraint_at") for one in fields[2:]} == {"2026-01-07T10:30"}
    assert "constraint_at" not in fields[0] or fields[0]["constraint_at"] is None


def test_not_before_the_beginning_of_a_day_is_a_plain_start() -> None:
    fields = item(ConstraintType=4, ConstraintDate="2026-01-07T08:00:00").fields
    assert fields["start"] == "2026-01-07"
    assert "constraint_kind" not in fields


def test_a_plan_scheduled_from_its_finish_is_one_here() -> None:
    read = incoming(xml([task(1, ConstraintType=1), task(2, ConstraintType=0)], ScheduleFromStart=0,
                        FinishDate="2026-03-31T12:00:00"))  # fmt: skip
    assert (read.terms["from_finish"], read.terms["finish"], read.terms["finish_time"]) == (1, "2026-03-31", "12:00")
    assert [one.fields.get("constraint_kind") for one in read.items] == [None, "ASAP"]


def test_a_deadline_is_the_due_date_with_a_time_where_it_is_not_the_days_end() -> None:
    assert item(Deadline="2026-01-09T17:00:00").fields["due_time"] is None
    fields = item(Deadline="2026-01-09T10:00:00").fields
    assert (fields["due"], fields["due_time"]) == ("2026-01-09", "10:00")


def test_progress_decides_the_column_and_the_actual_dates() -> None:
    read = incoming(
        xml(
            [
                task(1, Start=MONDAY, Finish="2026-01-05T17:00:00", PercentComplete=100),
                task(2, PercentComplete=25, ActualStart="2026-01-06T08:00:00", RemainingDuration="PT5H0M0S",
                     Resume="2026-01-07T08:00:00"),
                task(3, PercentComplete=0),
            ]
        )
    )  # fmt: skip
    done, doing, ready = read.items
    assert [one.column for one in read.items] == ["done", "active", "ready"]
    assert (done.fields["actual_start"], done.fields["actual_finish"]) == ("2026-01-05T08:00", "2026-01-05T17:00")
    assert (doing.fields["percent"], doing.fields["remaining"], doing.fields["resume"]) == (25, 300, "2026-01-07T08:00")
    assert ready.fields["percent"] is None


def test_the_outline_gives_parents_types_and_codes() -> None:
    read = incoming(xml([task(5, WBS="1"), task(6, level=2, WBS="A.1"), task(7, level=2, Duration="PT0H0M0S"),
                         task(8, level=1, Milestone=1)]))  # fmt: skip
    assert [(one.parent, one.fields["type"]) for one in read.items] == [
        (None, "summary"), ("5", "task"), ("5", "milestone"), (None, "milestone"),
    ]  # fmt: skip
    assert [one.fields.get("wbs_code") for one in read.items] == [None, "A.1", None, None]
    assert "estimate_m" not in read.items[0].fields


def test_a_task_two_levels_down_at_once_is_moved_up_and_noted() -> None:
    read = incoming(xml([task(1), task(2, level=3)]))
    assert read.items[1].parent == "1"
    assert codes(read) == {"outline-jump": 1}


def test_manual_external_and_inactive_tasks_are_told_apart() -> None:
    dates: dict[str, Any] = {"Start": MONDAY, "Finish": "2026-01-06T17:00:00"}
    kept = task(1, Manual=1, ManualStart="2026-01-08T08:00:00", **dates)
    read = incoming(xml([kept, task(2, ExternalTask=1, **dates), task(3, Active=0)]))
    manual, external, inactive = (one.fields for one in read.items)
    assert (manual["manual"], manual["manual_start"], manual["manual_finish"]) == (1, "2026-01-08T08:00",
                                                                                   "2026-01-06T17:00")  # fmt: skip
    assert (external["manual"], external["manual_start"]) == (1, "2026-01-05T08:00")
    assert inactive["inactive"] == 1
    assert codes(read) == {"external-task": 1}


def test_money_work_levelling_notes_links_and_priority_have_a_place() -> None:
    fields = item(FixedCost=12550, Cost=1000000, Work="PT16H0M0S", LevelingDelay=86400, LevelingDelayFormat=8,
                  Notes="two\nlines", HyperlinkAddress="https://example.org/", Priority=900).fields  # fmt: skip
    assert (fields["fixed_cost"], fields["cost"], fields["work"], fields["leveling_delay"]) == (125.5, 10000, 960, 8640)
    assert (fields["body"], fields["url"], fields["priority"]) == ("two\nlines", "https://example.org/", "urgent")


def test_custom_fields_with_a_name_are_custom_fields_here() -> None:
    attributes = element("ExtendedAttributes", element("ExtendedAttribute", FieldID=188743731, Alias="Team"),
                         element("ExtendedAttribute", FieldID=188743734, FieldName="Text2"))  # fmt: skip
    values = [element("ExtendedAttribute", FieldID=188743731, Value="Blue"),
              element("ExtendedAttribute", FieldID=188743734, Value="kept only")]  # fmt: skip
    (found,) = incoming(xml([task(1, *values)], (), (), (), attributes)).items
    assert found.custom == {"Team": "Blue"}


def test_the_newest_form_of_exceptions_wins_and_none_counts_twice() -> None:
    off = ("2026-01-01", "2026-01-01")
    old = day(0, period=off)
    both = calendar(1, element("Exceptions", exception(*off, Name="New Year", Type=1)), days=[day(2), old])
    only_old = calendar(2, days=[day(2, ("09:00", "12:00")), old])
    first, second = model(xml(calendars=[both, only_old])).calendars
    assert first.exceptions == [CalendarException(date(2026, 1, 1), date(2026, 1, 1), name="New Year")]
    assert second.exceptions == [CalendarException(date(2026, 1, 1), date(2026, 1, 1))]
    assert second.week[:2] == (((540, 720),), None)


@pytest.mark.parametrize(
    ("fields", "recurrence", "rest"),
    [
        ({"Type": 1}, "daily", {}),
        ({"Type": 7, "Period": 3, "Occurrences": 4, "EnteredByOccurrences": 1}, "daily", {"every": 3, "times": 4}),
        ({"Type": 6, "Period": 2, "DaysOfWeek": 1 | 8}, "weekly", {"every": 2, "weekdays": (2, 6)}),
        ({"Type": 8}, "weekly", {"weekdays": (0, 1, 2, 3, 4)}),
        ({"Type": 4, "Period": 2, "MonthDay": 15}, "monthly day", {"every": 2, "day": 15}),
        ({"Type": 5, "Period": 1, "MonthItem": 9, "MonthPosition": 4}, "monthly place", {"nth": 5, "weekdays": (5,)}),
        ({"Type": 2, "Month": 11, "MonthDay": 25}, "yearly day", {"month": 12, "day": 25}),
        ({"Type": 3, "Month": 0, "MonthItem": 1, "MonthPosition": 0}, "yearly place",
         {"month": 1, "nth": 1, "weekdays": (0, 1, 2, 3, 4)}),
    ],
)  # fmt: skip
def test_every_kind_of_recurring_exception_is_read(
    fields: dict[str, int], recurrence: str, rest: dict[str, int]
) -> None:
    exceptions = element("Exceptions", exception("2026-01-01", "2027-12-31", **fields))
    (found,) = model(xml(calendars=[calendar(1, exceptions)])).calendars[0].exceptions
    plain = CalendarException(date(2026, 1, 1), date(2027, 12, 31))
    differing = {name: value for name in plain.__slots__ if (value := getattr(found, name)) != getattr(plain, name)}
    expected = {**rest, **({"recurrence": recurrence} if recurrence != "daily" else {})}
    assert differing == expected


def test_dated_work_weeks_and_night_shifts_are_read() -> None:
    night = day(2, ("22:00", "00:00"))
    week = element("WorkWeek", element("TimePeriod", FromDate="2026-06-01T00:00:00", ToDate="2026-08-31T23:59:00"),
                   element("WeekDays", night), Name="Summer")  # fmt: skip
    (found,) = model(xml(calendars=[calendar(1, element("WorkWeeks", week))])).calendars
    summer = (((1320, 1440),), None, None, None, None, None, None)
    assert found.week == STANDARD
    assert found.weeks == [WorkWeek(date(2026, 6, 1), date(2026, 8, 31), summer, "Summer")]


def test_a_calendar_that_never_works_is_kept_but_not_used() -> None:
    idle = calendar(3, days=[day(n) for n in range(1, 8)], Name="Never")
    read = incoming(xml([task(1, CalendarUID=3), task(2, CalendarUID=9)], [calendar(1), idle]))
    assert [one.calendar for one in read.items] == [None, None]
    assert codes(read) == {"calendar-without-work": 1, "calendar-unusable": 2}
    assert [one.name for one in read.calendars] == ["Calendar 1", "Never"]


def test_a_calendar_that_adds_nothing_to_its_base_is_the_base() -> None:
    own = calendar(2, days=[], base=1)
    ann = element("Resource", UID=4, ID=1, Name="Ann", Type=1, CalendarUID=2, MaxUnits=0.5, StandardRate=80)
    read = incoming(xml([task(1)], [calendar(1), own], [ann]))
    assert [one.key for one in read.calendars] == ["1"]
    assert (read.people[0].calendar, read.people[0].fields["max_units"], read.people[0].fields["rate"]) == (
        "1",
        0.5,
        80,
    )


def test_assignments_carry_units_and_work_and_the_unassigned_are_kept() -> None:
    ann = element("Resource", UID=4, ID=1, Name="Ann", Type=1)
    steel = element("Resource", UID=5, ID=2, Name="Steel", Type=0, MaterialLabel="t")
    lines = [element("Assignment", UID=1, TaskUID=1, ResourceUID=5, Units=3),
             element("Assignment", UID=2, TaskUID=1, ResourceUID=4, Units=0.5, Work="PT4H0M0S"),
             element("Assignment", UID=3, TaskUID=1, ResourceUID=-65535, Units=1),
             element("Assignment", UID=4, TaskUID=77, ResourceUID=4)]  # fmt: skip
    read = incoming(xml([task(1)], (), [ann, steel], lines))
    (found,) = read.items
    assert (found.owner, found.assignees) == ("4", ["5", "4"])
    assert (found.assignments["4"].units, found.assignments["4"].work) == (0.5, 240)
    assert [person.kind for person in read.people] == ["human", "material"]
    assert ("item", "1", "assignment 3") in [(kept.kind, kept.key, kept.part) for kept in read.kept]
    assert codes(read) == {"assignment-left-out": 1}


def test_baselines_are_read_by_number() -> None:
    line = element("Baseline", Number=3, Start=MONDAY, Finish="2026-01-06T17:00:00", Duration="PT16H0M0S",
                   Work="PT16H0M0S", Cost=5000)  # fmt: skip
    (found,) = incoming(xml([task(1, line, element("Baseline", Number=0, Cost=0))])).baselines
    assert (found.number, found.name) == (3, "Baseline 3")
    (row,) = found.rows
    assert (row.item, row.start, row.finish, row.duration, row.work, row.cost) == (
        "1", "2026-01-05T08:00", "2026-01-06T17:00", 960, 960, 50,
    )  # fmt: skip


@pytest.mark.parametrize(
    "namespace", ["http://schemas.microsoft.com/project", "http://schemas.microsoft.com/project/2007"]
)
def test_older_namespaces_are_read(namespace: str) -> None:
    assert len(incoming(xml([task(1)], namespace=namespace)).items) == 1


def test_a_file_of_2002_without_the_newer_elements_is_read() -> None:
    only = element("Tasks", element("Task", UID=1, Name="Dig"))
    bare = f"{HEAD}<Project><StartDate>{MONDAY}</StartDate>{only}</Project>"
    project: MspProject = model(bare.encode())
    assert (project.start, project.tasks[0].active, project.tasks[0].level) == (datetime(2026, 1, 5, 8), None, 1)
    assert incoming(bare.encode()).items[0].fields["title"] == "Dig"


def test_a_working_day_without_times_is_an_office_day() -> None:
    bare = calendar(1, days=[element("WeekDay", DayType=2, DayWorking=1)])
    assert model(xml(calendars=[bare])).calendars[0].week[0] == OFFICE


@pytest.mark.skipif(not SAMPLES.exists(), reason="needs the samples")
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.xml")), ids=lambda path: path.stem)
def test_real_files_are_read_without_a_loss(path: Path) -> None:
    read = incoming(path.read_bytes())
    assert adds_up(read.accounting)
    assert read.accounting.noted == 0
    assert not read.notes
