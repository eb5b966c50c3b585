"""A Microsoft Project plan in a plan file: written once, kept up to date, and given back as it was."""

import json
import random
import time as clock
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from pmtui.actions import leave
from pmtui.actions.baselines import baselines
from pmtui.actions.calendars import calendars
from pmtui.actions.history import undo
from pmtui.actions.scheduling import Chart, scheduled
from pmtui.exchange.apply_plan import compare_dates
from pmtui.exchange.exporting import write
from pmtui.exchange.importing import run
from pmtui.exchange.mspdi_tree import take_apart
from pmtui.exchange.report import Report
from pmtui.planning.leave import Absence
from pmtui.store import import_refs, project_parts, read
from pmtui.store.kept import kept, pieces
from pmtui.store.plan import Plan
from pmtui.store.snapshots import snapshot_tasks
from pmtui.store.tasks import task_links
from tests.exchange.mspdi_files import MONDAY, after, calendar, element, exception, model, task, xml
from tests.store.plans import new_plan

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "mspdi"
SMALL = sorted(path for path in SAMPLES.glob("*.xml") if path.stat().st_size < 300_000)


class Bench:
    """A plan, and a file to import into it again and again."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.plan, self.path = plan, folder / "plan.xml"

    def bring(self, data: bytes) -> Report:
        """Import the file."""
        self.path.write_bytes(data)
        return run(self.plan, [self.path])

    @property
    def project(self) -> str:
        """The id of the newest project."""
        return list(read.projects(self.plan))[-1]

    @property
    def items(self) -> dict[str, dict[str, Any]]:
        """The items' fields by UID."""
        refs = {entity: ext for _, entity, ext, _ in import_refs.known(self.plan, "mspdi")}
        return {refs[id]: cells for id, cells in project_parts.item_cells(self.plan, self.project).items()}

    def id(self, ext: str) -> str:
        """The id of what the file calls `ext`."""
        return next(entity for _, entity, known, _ in import_refs.known(self.plan, "mspdi") if known == ext)

    def links(self) -> list[tuple[str, str, str, float | None, str | None]]:
        """The links, by UID."""
        refs = {entity: ext for _, entity, ext, _ in import_refs.known(self.plan, "mspdi")}
        return [(refs[a], kind, refs[b], lag, unit) for a, kind, b, lag, unit in task_links(self.plan, self.project)]

    def change(self, id: str, field: str, value: Any) -> None:
        """What a person does."""
        with self.plan.transaction("user") as tx:
            tx.set(id, field, value)

    @property
    def chart(self) -> Chart:
        """The schedule."""
        return scheduled(self.plan, self.project)

    def exported(self) -> bytes:
        """The project as a file."""
        text = write(self.plan, "mspdi", None, read.projects(self.plan)[self.project].key)
        assert text is not None
        return text.encode()


@pytest.fixture
def bench(plan: Plan, tmp_path: Path) -> Bench:
    """An empty plan."""
    return Bench(plan, tmp_path)


ANN = element("Resource", UID=4, ID=1, Name="Ann", Type=1, CalendarUID=2, MaxUnits=1, StandardRate=80)
ANNS = calendar(2, element("Exceptions", exception("2026-01-06", "2026-01-06", Name="Leave", Type=1)), days=[], base=1,
                Name="Ann")  # fmt: skip
FIRST = [
    task(1, Name="Foundations", Notes="dig"),
    task(2, level=2, PercentComplete=50, ActualStart=MONDAY, Duration="PT16H0M0S", Priority=700),
    task(3, after(2, LinkLag=4800, LagFormat=7), level=2, Deadline="2026-01-16T17:00:00"),
    task(4, after(3, Type=3, LinkLag=50, LagFormat=19), Duration="PT0H0M0S", Milestone=1),
]
ANN_DIGS = element("Assignment", UID=9, TaskUID=2, ResourceUID=4, Units=0.5, Work="PT8H0M0S", WorkContour=2)


def plan_file(*tasks: str, **fields: Any) -> bytes:
    """The usual file, with these tasks."""
    return xml(tasks or FIRST, [calendar(1), ANNS], [ANN], [ANN_DIGS], **fields)


def test_a_plan_is_written_with_all_its_parts(bench: Bench) -> None:
    report = bench.bring(plan_file())
    assert (report.created["item"], report.created["link"], report.created["person"]) == (4, 2, 1)
    items = bench.items
    assert [items[uid]["type"] for uid in "1234"] == ["summary", "task", "task", "milestone"]
    assert [items[uid]["parent_id"] for uid in "1234"] == [None, bench.id("1"), bench.id("1"), None]
    assert sorted(items, key=lambda uid: str(items[uid]["wbs_rank"])) == ["1", "2", "3", "4"]
    assert (items["2"]["estimate_m"], items["2"]["estimate_unit"], items["2"]["percent"]) == (2, "d", 50)
    assert (items["1"]["body"], items["2"]["priority"], items["3"]["due"]) == ("dig", "high", "2026-01-16")
    assert bench.links() == [("2", "FS", "3", 1, "d"), ("3", "SS", "4", 50, "%")]
    names = {column.id: column.name for column in read.columns(bench.plan, bench.project).values()}
    assert [names[items[uid]["column_id"]] for uid in "123"] == ["To do", "Doing", "To do"]


def test_terms_calendars_and_people_are_written(bench: Bench) -> None:
    bench.bring(plan_file(CriticalSlackLimit=2, CurrencyCode="EUR", StatusDate="2026-01-09T17:00:00"))
    project = project_parts.project_cells(bench.plan, bench.project)
    assert (project["start"], project["critical_slack"], project["currency"]) == ("2026-01-05", 2, "EUR")
    assert project["calendar_id"] == bench.id("calendar:1")
    known = calendars(bench.plan)
    anns = known[bench.id("calendar:2")]
    assert anns.base is known[bench.id("calendar:1")]
    assert [one.name for one in anns.exceptions] == ["Leave"]
    (person,) = [one for one in project_parts.person_cells(bench.plan).values() if one["name"] == "Ann"]
    assert (person["rate"], person["calendar_id"]) == (80, bench.id("calendar:2"))
    ((_, line),) = project_parts.assignments(bench.plan, bench.project)[bench.id("2")]
    assert (line["units"], line["work"]) == (0.5, 480)


def test_what_nothing_maps_is_kept_beside_its_item(bench: Bench) -> None:
    bench.bring(plan_file(task(1, element("Odd", Deep=1), GUID="abc")))
    record = kept(bench.plan, "mspdi")[bench.id("1")]["task"]
    assert ["GUID", "abc"] in record
    assert ["Odd", [["Deep", "1"]]] in record


def test_a_second_import_of_the_same_file_changes_no_byte(bench: Bench) -> None:
    bench.bring(plan_file())
    before = bench.plan.path.read_bytes()
    report = bench.bring(plan_file())
    assert bench.plan.path.read_bytes() == before
    assert (report.unchanged["item"], report.unchanged["link"], sum(report.updated.values())) == (4, 2, 0)


def test_an_import_that_was_undone_can_be_made_again(bench: Bench) -> None:
    bench.bring(plan_file())
    before = facts(bench)
    undo(bench.plan)
    assert not bench.items
    report = bench.bring(plan_file())
    assert facts(bench) == before
    assert "kept-local" not in report.notes


def test_what_changed_at_the_source_comes_and_what_changed_here_stays(bench: Bench) -> None:
    bench.bring(plan_file())
    bench.change(bench.id("3"), "estimate_m", 5)
    bench.change(bench.project, "critical_slack", 1)
    report = bench.bring(
        plan_file(
            FIRST[0], FIRST[1].replace("PT16H", "PT24H"), FIRST[2].replace("PT8H", "PT32H").replace("4800", "9600"),
            FIRST[3], CriticalSlackLimit=3,
        )
    )  # fmt: skip
    assert (bench.items["2"]["estimate_m"], bench.items["3"]["estimate_m"]) == (3, 5)
    assert bench.links()[0] == ("2", "FS", "3", 2, "d")
    assert project_parts.project_cells(bench.plan, bench.project)["critical_slack"] == 1
    assert report.notes["kept-local"].where == ["3 estimate_m", "project critical_slack"]


def test_links_that_are_gone_at_the_source_go_here_and_tasks_stay(bench: Bench) -> None:
    bench.bring(plan_file())
    report = bench.bring(plan_file(*FIRST[:2], task(3, level=2, Deadline="2026-01-16T17:00:00")))
    assert bench.links() == [("3", "SS", "4", 50, "%")]
    assert report.notes["no-longer-there"].where == ["4"]


def test_a_new_task_in_the_middle_moves_no_other(bench: Bench) -> None:
    bench.bring(plan_file())
    before = {uid: cells["wbs_rank"] for uid, cells in bench.items.items()}
    report = bench.bring(plan_file(FIRST[0], FIRST[1], task(8, level=2), *FIRST[2:]))
    ranks = {uid: cells["wbs_rank"] for uid, cells in bench.items.items()}
    assert sorted(ranks, key=lambda uid: str(ranks[uid])) == ["1", "2", "8", "3", "4"]
    assert {uid: ranks[uid] for uid in before} == before
    assert (report.created["item"], report.updated["item"]) == (1, 0)


def test_tasks_that_changed_places_are_in_the_new_order(bench: Bench) -> None:
    bench.bring(plan_file(*[task(n) for n in range(1, 6)]))
    bench.bring(plan_file(*[task(n) for n in (5, 2, 3, 1, 4)]))
    items = bench.items
    assert sorted(items, key=lambda uid: str(items[uid]["wbs_rank"])) == ["5", "2", "3", "1", "4"]


def test_a_calendars_new_days_come_along(bench: Bench) -> None:
    bench.bring(plan_file())
    off = element("Exceptions", exception("2026-01-07", "2026-01-08", Name="Course", Type=1))
    bench.bring(xml(FIRST, [calendar(1), calendar(2, off, days=[], base=1, Name="Ann")], [ANN], [ANN_DIGS]))
    assert [one.name for one in calendars(bench.plan)[bench.id("calendar:2")].exceptions] == ["Course"]
    bench.bring(xml(FIRST, [calendar(1), calendar(2, days=[], base=1, Name="Ann")], [ANN], [ANN_DIGS]))
    assert not any(one.exceptions for one in calendars(bench.plan).values() if one.name == "Ann")


def test_two_projects_with_the_same_numbers_stay_apart(bench: Bench) -> None:
    bench.bring(plan_file(GUID="11111111-0000-0000-0000-000000000000", Title="One"))
    bench.bring(plan_file(task(1, Name="Other"), GUID="22222222-0000-0000-0000-000000000000", Title="Two"))
    titles = {one.name: [item.title for item in read.items_of(bench.plan, id)]
              for id, one in read.projects(bench.plan).items()}  # fmt: skip
    assert [titles[name] for name in sorted(titles)[-1:]] == [["Other"]]
    assert sum(map(len, titles.values())) == 5


def test_baselines_become_frozen_snapshots_and_a_new_one_replaces_the_old(bench: Bench) -> None:
    line = element("Baseline", Number=2, Start=MONDAY, Finish="2026-01-05T17:00:00", Duration="PT8H0M0S")
    bench.bring(plan_file(task(1, line)))
    (found,) = baselines(bench.plan, bench.project)
    (row,) = snapshot_tasks(bench.plan, found.id).values()
    assert (found.number, row.item, row.start, row.duration, row.total_slack) == (
        2, bench.id("1"), "2026-01-05T08:00", 480, None,
    )  # fmt: skip
    bench.bring(plan_file(task(1, line.replace("T17", "T16"))))
    (newer,) = baselines(bench.plan, bench.project)
    assert newer.id != found.id
    assert snapshot_tasks(bench.plan, newer.id)[bench.id("1")].finish == "2026-01-05T16:00"


def test_a_big_baseline_is_cut_into_parts_a_log_can_bear(bench: Bench) -> None:
    line = element("Baseline", Number=0, Start=MONDAY, Finish="2026-01-05T17:00:00")
    bench.bring(plan_file(*[task(n, line, Name="x" * 900) for n in range(1, 900)]))
    cells = [text for (text,) in bench.plan.rows("SELECT tasks FROM snapshot_part")]
    assert len(cells) > 2
    assert max(map(len, cells)) < 200_000
    assert max(len(json.loads(cell)) for cell in cells) <= 400
    assert len(snapshot_tasks(bench.plan, baselines(bench.plan, bench.project)[0].id)) == 899


def test_a_long_kept_record_is_cut_and_packed_and_comes_back(bench: Bench) -> None:
    rng = random.Random(3)
    figures = [element("TimephasedData", Type=1, UID=1, Value=f"PT{rng.randrange(10**9)}M") for _ in range(9000)]
    bench.bring(plan_file(task(1, *figures)))
    cells = [text for (text,) in bench.plan.rows("SELECT record FROM kept")]
    assert max(map(len, cells)) < 250_000
    record = kept(bench.plan, "mspdi")[bench.id("1")]["task"]
    assert sum(name == "TimephasedData" for name, _ in record) == 9000
    assert model(bench.exported()).tasks[1].kept[-9000:] == model(plan_file(task(1, *figures))).tasks[0].kept


def test_pieces_hold_what_was_put_into_them() -> None:
    assert pieces([["a", "b"]]) == ['[["a","b"]]']
    assert len(pieces([["n", "é" * 100_000]] * 3)) == 3


# --- the way back ----------------------------------------------------------------------------------------------------


def facts(bench: Bench) -> dict[Any, Any]:
    """Everything that matters of a plan, by the file's own numbers."""
    plan = bench.plan
    refs = {entity: ext for _, entity, ext, _ in import_refs.known(plan, "mspdi")}
    items, chart = bench.items, bench.chart
    people = project_parts.person_cells(plan)
    words = {**refs, **{id: cells["name"] for id, cells in people.items()}}

    def told(cells: dict[str, Any], *without: str) -> dict[str, Any]:
        return {name: words.get(value, value) for name, value in cells.items() if name not in without}

    made: dict[Any, Any] = {"links": sorted(bench.links(), key=str)}
    made["project"] = told(project_parts.project_cells(plan, bench.project), "key", "rank")
    made |= {("item", uid): told(cells, "number", "rank", "column_id", "project_id") for uid, cells in items.items()}
    made |= {("calendar", refs.get(id, id)): known for id, known in calendars(plan).items()}
    made |= {("person", cells["name"]): told(cells) for id, cells in people.items() if id in refs}
    made |= {("row", refs[row.id]): (chart.start(row), chart.finish(row), chart.total_slack(row), row.wbs)
             for row in chart.rows}  # fmt: skip
    for item, lines in project_parts.assignments(plan, bench.project).items():
        made["work", refs[item]] = sorted((str(told(cells, "item_id")) for _, cells in lines))
    for known in baselines(plan, bench.project):
        rows = snapshot_tasks(plan, known.id)
        made["baseline", known.number] = [(refs[id], *row[1:]) for id, row in rows.items()]
    return made


def there_and_back(data: bytes, folder: Path) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """The facts of a plan, and of the plan that its export makes."""
    found = []
    for place in range(2):
        (folder / str(place)).mkdir()
        with new_plan(folder / str(place) / "pmtui.db") as plan:
            bench = Bench(plan, folder / str(place))
            bench.bring(data)
            found.append(facts(bench))
            data = bench.exported()
    return found[0], found[1]


def test_import_export_import_gives_the_same_plan(tmp_path: Path, time: object) -> None:
    line = element("Baseline", Number=0, Start=MONDAY, Finish="2026-01-05T17:00:00", Work="PT8H0M0S", Cost=1250)
    attributes = element("ExtendedAttributes", element("ExtendedAttribute", FieldID=188743731, Alias="Team"))
    blue = element("ExtendedAttribute", FieldID=188743731, Value="Blue")
    tasks = [*FIRST, task(5, line, blue, ConstraintType=6, ConstraintDate="2026-02-02T12:00:00", Active=0, Cost=70000),
             task(6, Manual=1, ManualStart=MONDAY, ManualFinish="2026-01-09T17:00:00", CalendarUID=2,
                  IgnoreResourceCalendar=1, LevelingDelay=4800)]  # fmt: skip
    data = xml(tasks, [calendar(1), ANNS], [ANN], [ANN_DIGS], attributes, GUID="33333333-0000-0000-0000-00000000000A")
    before, back = there_and_back(data, tmp_path)
    assert back == before


@pytest.mark.skipif(not SAMPLES.exists(), reason="needs the samples")
@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.stem)
def test_real_plans_come_back_the_same(path: Path, tmp_path: Path, time: object) -> None:
    before, back = there_and_back(path.read_bytes(), tmp_path)
    assert back == before


def test_a_plan_made_here_goes_out_and_comes_back(bench: Bench, tmp_path: Path) -> None:
    bench.bring(plan_file())
    bench.change(bench.id("3"), "title", "Walls")
    bench.change(bench.id("3"), "estimate_unit", "h")
    bench.change(bench.id("2"), "custom:Shift", "late")
    written = model(bench.exported())
    assert [one.name for one in written.tasks[1:]] == ["Foundations", "Task 2", "Walls", "Task 4"]
    assert (written.tasks[3].duration, written.tasks[3].duration_format) == (600, 5)
    with new_plan(tmp_path / "other.db") as plan:
        other = Bench(plan, tmp_path)
        other.bring(bench.exported())
        assert read.customs(plan, other.id("2")) == {"Shift": "late"}
        assert facts(other)["links"] == facts(bench)["links"]


def test_an_export_of_an_old_file_is_known_again_whatever_it_is_called_now(bench: Bench) -> None:
    bench.bring(plan_file(Title="Old"))
    bench.change(bench.project, "name", "New")
    report = bench.bring(bench.exported())
    assert (report.created["item"], report.unchanged["item"]) == (0, 4)


def test_computed_figures_that_are_stale_do_not_go_out(bench: Bench) -> None:
    bench.bring(plan_file(task(1, Start=MONDAY, Finish="2026-01-05T17:00:00", LateFinish="2026-01-05T17:00:00")))
    assert b"<LateFinish>" in bench.exported()
    bench.change(bench.id("1"), "estimate_m", 3)
    out = bench.exported()
    assert b"<LateFinish>" not in out
    assert b"<Duration>PT24H0M0S</Duration>" in out
    assert b"<Finish>2026-01-07T17:00:00</Finish>" in out


def test_every_resource_goes_out_with_a_calendar_of_its_own(bench: Bench) -> None:
    plain = calendar(3, days=[], base=1, Name="Bob", IsBaseCalendar=0)
    bob = element("Resource", UID=5, ID=2, Name="Bob", Type=1, CalendarUID=3)
    bench.bring(xml(FIRST, [calendar(1), ANNS, plain], [ANN, bob], [ANN_DIGS]))
    written = model(bench.exported())
    assert {one.name: one.calendar for one in written.resources} == {"Ann": 2, "Bob": 3}
    assert [one.base for one in written.calendars] == [-1, 1, 1]


def test_leave_goes_out_as_days_off_of_its_persons_calendar_alone(bench: Bench) -> None:
    bench.bring(plan_file())
    leave.add(bench.plan, "Ann", Absence(date(2026, 1, 7), date(2026, 1, 8)))
    written = model(bench.exported())
    (ann,) = written.resources
    found = {one.uid: one.exceptions for one in written.calendars}
    assert [(one.name, one.first.day, one.last.day, one.shifts) for one in found.pop(ann.calendar)] == [
        ("Leave", 6, 6, ()),
        ("leave", 7, 8, ()),
    ]
    assert not any(found.values())


# --- trust and speed -------------------------------------------------------------------------------------------------


def test_dates_that_differ_from_those_stored_are_named(bench: Bench) -> None:
    right: dict[str, Any] = {"Start": MONDAY, "Finish": "2026-01-05T17:00:00"}
    report = bench.bring(plan_file(task(1, **right), task(2, Start=MONDAY, Finish="2026-01-09T17:00:00")))
    found = report.notes["dates-differ"]
    assert (found.count, "of 2" in found.detail) == (1, True)
    assert found.where == ["task 2: 2026-01-05 08:00 to 2026-01-05 17:00 here, "
                           "2026-01-05 08:00 to 2026-01-09 17:00 there"]  # fmt: skip


def test_an_evening_and_the_next_morning_are_no_difference() -> None:
    report = Report("mspdi", "", True)
    five, eight = datetime(2026, 1, 5, 17), datetime(2026, 1, 6, 8)
    stored = {"1": ("2026-01-05T17:00", "2026-01-05T17:00")}
    compare_dates(report, stored, {"1": (eight, five)}, lambda at: {five: 480, eight: 480}[at])
    assert not report.notes


def test_a_file_of_1840_tasks_is_imported_in_three_seconds(bench: Bench) -> None:
    rng = random.Random(1)
    tasks = [task(n, *[after(rng.randrange(max(1, n - 40), n)) for _ in range(n > 1)], level=1 if n % 20 == 1 else 2,
                  CreateDate=MONDAY, EarlyStart=MONDAY, TotalSlack=0) for n in range(1, 1841)]  # fmt: skip
    data = plan_file(*tasks)
    began = clock.process_time()
    assert bench.bring(data).created["item"] == 1840
    assert clock.process_time() - began < 6  # three seconds on a quiet machine


def test_a_large_file_is_taken_apart_without_keeping_its_elements() -> None:
    taken: list[str] = []
    data = plan_file(*[task(n) for n in range(1, 3000)])
    rest, _ = take_apart(data, lambda name, nodes: taken.append(name))
    assert taken.count("Task") == 2999
    assert not any(name == "Tasks" for name, _ in rest)


def test_a_date_is_read_in_the_zone_of_the_project() -> None:
    from pmtui.exchange.mspdi import read_mspdi

    data = xml([task(1, PercentComplete=100, Start=MONDAY, Finish="2026-01-05T17:00:00")])
    (item,) = read_mspdi(data, UTC, "file").items
    assert item.fields["completed_at"] == int(datetime(2026, 1, 5, 17, tzinfo=UTC).timestamp() * 1000)
