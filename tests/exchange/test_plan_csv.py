"""A plan's table: written so that spreadsheets and Microsoft Project's users read it, and read from all of them."""

import csv
import io
import tempfile
from datetime import UTC, date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.actions.places import default_project
from pmtui.actions.scheduling import scheduled
from pmtui.exchange.exporting import write
from pmtui.exchange.importing import run
from pmtui.exchange.incoming import Incoming, InItem, InLink
from pmtui.exchange.plan_csv import COLUMNS
from pmtui.exchange.plan_csv_in import read_plan_csv
from pmtui.exchange.sniff import sniff
from pmtui.model.text import Unreadable, clean, clean_line
from pmtui.store.plan import Plan
from tests.exchange.charts import HOSTILE, bring, portal, source, summary, task
from tests.exchange.make import adds_up, codes, csv_bytes, note
from tests.store.plans import clock, quick_plan


def rows_of(plan: Plan) -> list[dict[str, str]]:
    """The exported table by its headings."""
    return list(csv.DictReader(io.StringIO(write(plan, "plan-csv", None) or "")))


def incoming(text: str | bytes, **more: Any) -> Incoming:
    """A table read back, every value of it accounted for."""
    found = read_plan_csv(text.encode() if isinstance(text, str) else text, UTC, "file", **more)
    assert adds_up(found.accounting)
    return found


def tasks(text: str | bytes, **more: Any) -> dict[str, InItem]:
    """The items of a table by title."""
    return {str(item.fields["title"]): item for item in incoming(text, **more).items}


def tree(found: Incoming) -> dict[str, str | None]:
    """Who is part of whom, by title."""
    titles = {item.ext_id: str(item.fields["title"]) for item in found.items}
    return {titles[item.ext_id]: titles.get(item.parent or "") for item in found.items}


# --- out -------------------------------------------------------------------------------------------------------------


def test_rows_stand_in_outline_order_with_dates_and_predecessors(plan: Plan) -> None:
    portal(plan)
    rows = rows_of(plan)
    assert [row["WBS"] for row in rows] == ["1", "1.1", "1.2", "2", "2.1", "2.2", "2.3"]
    ask, build = rows[1], rows[2]
    assert (ask["Start"], ask["Finish"], ask["Duration"]) == ("2026-11-30 08:00", "2026-12-02 17:00", "3d")
    assert (ask["Owner"], ask["Critical"], ask["Slack (days)"], build["Predecessors"]) == ("ana", "yes", "0.0", "2")
    assert rows[4]["Predecessors"] == "3FS+1d" and rows[5]["Predecessors"] == "3SS+50%"
    assert rows[5]["Deadline"] == "2026-12-24"


def test_no_cell_is_a_formula(plan: Plan) -> None:
    bring(plan, source([task("1", HOSTILE, 1, body="@SUM(A1)", owner="+Ana")]))
    text = write(plan, "plan-csv", None) or ""
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell.lstrip(" ")[:1] in ("=", "+", "-", "@", "\t", "\r")]
    (item,) = incoming(text).items
    assert item.fields["title"] == clean_line(HOSTILE) and item.fields["body"] == "@SUM(A1)"


# --- there and back --------------------------------------------------------------------------------------------------

titles = st.text(max_size=30).map(lambda text: clean_line(text) or "x")
units = st.sampled_from(["m", "h", "d", "w", "mo", "ed"])


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[InItem], list[InLink]]:
    """A few tasks in summaries, with links that only lead downwards; the first begins when the project does."""
    items: list[InItem] = [task("first", "first")]
    leaves: list[str] = []
    holders: list[str | None] = [None]
    for number in range(draw(st.integers(1, 7))):
        parent = draw(st.sampled_from(holders))
        ext_id, title = f"t{number}", draw(titles)
        if draw(st.integers(0, 3)) == 0:
            items += [summary(f"s{number}", title, parent), task(ext_id, "inside", 1, f"s{number}")]
            holders.append(f"s{number}")
            leaves.append(ext_id)
            continue
        more: dict[str, Any] = draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "due": st.dates(min_value=date(2026, 12, 1), max_value=date(2027, 2, 1)).map(str),
                    "body": st.text(max_size=40).map(lambda text: clean(text).strip()),
                    "owner": st.sampled_from(["Ana", "Gus Grün", "O'Neill, Ben"]),
                    "constraint_kind": st.sampled_from(["ALAP"]),
                    "percent": st.sampled_from([12.5, 100.0]),
                    "actual_start": st.sampled_from(["2026-11-20T09:30", "2026-12-01T08:00"]),
                    "start": st.dates(min_value=date(2026, 12, 1), max_value=date(2027, 2, 1)).map(str),
                },
            )
        )
        length = draw(st.one_of(st.none(), st.integers(1, 40).map(lambda n: n / 4)))
        items.append(task(ext_id, title, length, parent, **more))
        if length is not None:
            items[-1].fields["estimate_unit"] = draw(units)
            if items[-1].fields["estimate_unit"] != "ed" and draw(st.booleans()):
                items[-1].fields |= {"estimate_o": length / 2, "estimate_p": length * 2}
        leaves.append(ext_id)
    links = {
        (before, after): InLink(before, kind, after, lag, unit if lag else None)
        for before, after, kind, lag, unit in draw(
            st.lists(
                st.tuples(
                    st.sampled_from(leaves),
                    st.sampled_from(leaves),
                    st.sampled_from(["FS", "SS", "FF", "SF"]),
                    st.one_of(st.none(), st.integers(-8, 8).filter(bool).map(lambda n: n / 2)),
                    st.sampled_from(["h", "d", "w", "ed", "%"]),
                ),
                max_size=6,
            )
        )
        if leaves.index(before) < leaves.index(after)
    }
    return items, list(links.values())


def told(items: list[InItem], links: list[InLink], order: list[str]) -> Any:
    """What a plan says, its tasks named by their place."""
    place = {ext_id: number for number, ext_id in enumerate(order)}
    fields = ("title", "type", "estimate_o", "estimate_m", "estimate_p", "estimate_unit", "start", "due",
              "constraint_kind")  # fmt: skip
    return sorted(
        (
            place[item.ext_id], place.get(item.parent or ""), (item.owner or "").casefold(),
            clean(str(item.fields.get("body") or "")), [item.fields.get(name) for name in fields],
        )
        for item in items
    ), sorted((place[link.source], link.kind, place[link.target], link.lag, link.unit) for link in links)  # fmt: skip


@settings(max_examples=25)
@given(plans())
def test_what_comes_out_goes_in_again_equal(made: tuple[list[InItem], list[InLink]]) -> None:
    items, links = made
    for item in items:
        if "constraint_kind" in item.fields:
            item.fields.pop("start", None)  # one or the other
    with tempfile.TemporaryDirectory() as folder, clock():
        with quick_plan(Path(folder) / "one.db") as plan:
            chart = bring(plan, source(items, links))
            text = write(plan, "plan-csv", None) or ""
            assert len(chart.rows) == len(items)
            refs = [row.ref for row in chart.rows]
            numbers = {str(number): item.ext_id for number, item in enumerate(items, 1)}
            order = [numbers[ref] for ref in refs]
        back = incoming(text)
        assert [item.ext_id for item in back.items] == refs
        assert told(back.items, back.links, refs) == told(items, links, order)
        assert not [note.code for note in back.notes]
        with quick_plan(Path(folder) / "two.db") as other:
            Path(folder, "plan.csv").write_text(text, encoding="utf-8", newline="")
            run(other, [Path(folder, "plan.csv")])
            again = write(other, "plan-csv", None) or ""
        assert dates_of(again) == dates_of(text)


def dates_of(text: str) -> list[list[str]]:
    """The table without the numbers, which are the file's own."""
    numbered = {COLUMNS.index("Ref"), COLUMNS.index("Predecessors")}
    return [[cell for at, cell in enumerate(row) if at not in numbered] for row in csv.reader(io.StringIO(text))]


# --- in --------------------------------------------------------------------------------------------------------------

PROJECT = """\
ID,Name,Duration,Start,Finish,Predecessors,Outline_Level,Resource_Names,% Complete,Milestone,Notes,Team
1,Phase A,5 days,Mon 11/23/26,Fri 11/27/26,,1,,30%,No,,
2,Dig,3 days,Mon 11/23/26,Wed 11/25/26,,2,"Ana,Gus[50%]",100%,No,"deep
hole",North
3,Fill,1.5 wks,Thu 11/26/26,Fri 12/4/26,"2FS+2 days",2,Gus,25%,No,,
4,Done,0 days,Fri 12/4/26,Fri 12/4/26,"3,2SS-1 eday",2,,0%,Yes,,
5,Later,2 days?,Mon 12/7/26,Tue 12/8/26,,1,,0%,No,,
"""


def test_a_table_of_microsoft_project_is_read_whole() -> None:
    found = incoming(PROJECT)
    assert tree(found) == {"Phase A": None, "Dig": "Phase A", "Fill": "Phase A", "Done": "Phase A", "Later": None}
    phase, dig, fill, done, later = found.items
    assert phase.fields == {"title": "Phase A", "type": "summary"}
    assert (dig.fields["estimate_m"], dig.fields["estimate_unit"], dig.column) == (3.0, "d", "done")
    assert (dig.fields["actual_start"], dig.fields["actual_finish"]) == ("2026-11-23T08:00", "2026-11-25T17:00")
    assert (dig.owner, dig.assignees, dig.fields["body"], dig.custom) == (
        "ana",
        ["gus"],
        "deep\nhole",
        {"Team": "North"},
    )
    assert (fill.fields["estimate_m"], fill.fields["estimate_unit"], fill.fields["percent"]) == (1.5, "w", 25.0)
    assert done.fields["type"] == "milestone" and "estimate_m" not in done.fields
    assert later.fields["start"] == "2026-12-07", "nothing comes before it: its start was meant"
    assert found.links == [
        InLink("2", "FS", "3", 2.0, "d"), InLink("3", "FS", "4"), InLink("2", "SS", "4", -1.0, "ed"),
    ]  # fmt: skip
    assert found.terms == {"start": "2026-11-23"} and found.stored["5"] == ("2026-12-07T08:00", "2026-12-08T17:00")
    assert [person.name for person in found.people] == ["Ana", "Gus"]
    assert codes(found) == {"start-from-links": 1, "duration-estimated": 1}


def test_a_table_of_ganttproject_ends_where_its_people_begin() -> None:
    found = incoming(
        "ID,Name,Begin date,End date,Duration,Completion,Coordinator,Predecessors,Outline number\n"
        '0,Ground,23.11.26,27.11.26,5,50,,"",1\n1,Wall,30.11.26,02.12.26,3,0,Ana,"0-FS=P1D",1.1\n\n'
        "ID,Name,e-mail,Phone,Default role\n0,Ana,ana@x.example,,1\n"
    )
    assert tree(found) == {"Ground": None, "Wall": "Ground"}
    assert found.links == [InLink("0", "FS", "1", 1.0, "d")] and found.items[1].owner == "ana"
    assert note(found, "second-table").count == 2


def test_a_german_table_with_a_title_above_and_indented_names() -> None:
    found = incoming(
        "Projektplan v3;;;\n;;;\nVorgangsname;Dauer;Anfang;Ende;Vorgänger\n"
        "Analyse;2,5 Tage;23.11.2026;25.11.2026;\n   Umfrage;1 Woche;Mo 23.11.26;27.11.2026;\n"
        "   Auswertung;;30.11.2026;04.12.2026;2EA+1,5 Tage\n"
    )
    assert tree(found) == {"Analyse": None, "Umfrage": "Analyse", "Auswertung": "Analyse"}
    assert found.links == [InLink("Umfrage", "FS", "Auswertung", 1.5, "d")], "by place, where there are no numbers"
    assert found.items[2].fields["estimate_m"] == 5.0 and note(found, "duration-from-dates").where == ["row 6"]


@pytest.mark.parametrize(
    ("heading", "cell", "length"),
    [
        ("Duration", "3 days", (3.0, "d")),
        ("Duration", "24h", (24.0, "h")),
        ("Duration", "2,5 Tage", (2.5, "d")),
        ("Duration", "90 mins", (90.0, "m")),
        ("Duration", "1 mon", (1.0, "mo")),
        ("Duration", "4 edays", (4.0, "ed")),
        ("Duration", "2 elapsed weeks", (2.0, "ew")),
        ("Duration", "7", (7.0, "d")),
        ("Duration (hours)", "7", (7.0, "h")),
        ("Durée", "2 sem.", (2.0, "w")),
    ],
)
def test_durations_are_read_as_programs_and_people_write_them(
    heading: str, cell: str, length: tuple[float, str]
) -> None:
    (item,) = tasks(csv_bytes(["Task Name", heading, "% Complete"], [["Dig", cell, "0"]])).values()
    assert (item.fields["estimate_m"], item.fields["estimate_unit"]) == length


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        (["Task", "Duration", "Outline Level"], [["A", "1d", "1"], ["B", "1d", "2"], ["C", "1d", "1"]]),
        (["Task", "Duration", "WBS"], [["A", "1d", "1.0"], ["B", "1d", "1.1"], ["C", "1d", "2.0"]]),
        (["Task", "Duration", "Parent Task", "WBS"], [["A", "1d", "", ""], ["B", "1d", "a", ""], ["C", "1d", "", ""]]),
        (["Task", "Duration", "Finish"], [["A", "1d", ""], ["\tB", "1d", ""], ["C", "1d", ""]]),
    ],
    ids=["level", "code", "parent", "blanks"],
)
def test_the_outline_is_found_however_it_is_told(headings: list[str], rows: list[list[str]]) -> None:
    assert tree(incoming(csv_bytes(headings, rows))) == {"A": None, "B": "A", "C": None}


def test_days_and_months_are_told_apart_by_the_whole_file() -> None:
    heads = ["Task", "Start", "Duration", "% Complete"]
    assert tasks(csv_bytes(heads, [["A", "5/6/27", "1d", ""], ["B", "25/6/27", "1d", ""]]))["A"].fields["start"] == (
        "2027-06-05"
    )
    assert tasks(csv_bytes(heads, [["A", "5/6/27", "1d", ""]]))["A"].fields["start"] == "2027-05-06"
    assert tasks(csv_bytes(heads, [["A", "5/6/27", "1d", ""]]), day_first=True)["A"].fields["start"] == "2027-06-05"
    assert codes(incoming(csv_bytes(heads, [["A", "5/6/27", "1d", ""]]))) == {"date-order-guessed": 1}


def test_shares_of_one_are_percents_where_the_column_says_so() -> None:
    found = tasks(csv_bytes(["Task", "Duration", "% Complete"], [["A", "1d", "0.25"], ["B", "1d", "1"]]))
    assert (found["A"].fields["percent"], found["B"].fields["percent"]) == (25.0, 100.0)
    found = tasks(csv_bytes(["Task", "Duration", "% Complete"], [["A", "1d", "25"], ["B", "1d", "1"]]))
    assert (found["A"].fields["percent"], found["B"].fields["percent"]) == (25.0, 1.0)


def test_constraints_are_taken_where_there_is_a_column_of_them() -> None:
    found = tasks(
        csv_bytes(
            ["Task", "Duration", "Start", "Constraint Type", "Constraint Date"],
            [
                ["A", "1d", "2026-12-01", "As Soon As Possible", "NA"],
                ["B", "1d", "2026-12-01", "Start No Earlier Than", "2026-12-01"],
                ["C", "1d", "2026-12-01", "Ende nicht später als", "2026-12-04"],
                ["D", "1d", "2026-12-01", "Must Start On", ""],
                ["E", "1d", "2026-12-01", "Whenever", "2026-12-04"],
            ],
        )
    )
    assert "start" not in found["A"].fields and found["B"].fields["start"] == "2026-12-01"
    assert found["C"].fields["constraint_kind"] == "FNLT" and found["C"].fields["constraint_at"] == "2026-12-04T17:00"
    assert all("constraint_kind" not in found[title].fields for title in "DE")


def test_dates_typed_to_stay_and_tasks_that_do_not_count_are_taken_as_such() -> None:
    found = tasks(
        csv_bytes(
            ["Task", "Duration", "Start", "Finish", "Task Mode", "Active", "Actual Start"],
            [
                ["A", "1d", "2026-12-01", "2026-12-02", "Manually Scheduled", "Yes", ""],
                ["B", "1d", "2026-12-01", "2026-12-01", "Auto Scheduled", "No", "2026-12-01 09:30"],
            ],
        )
    )
    manual, begun = found["A"].fields, found["B"].fields
    assert (manual["manual_start"], manual["manual_finish"]) == ("2026-12-01T08:00", "2026-12-02T17:00")
    assert "start" not in manual and "inactive" not in manual
    assert begun["inactive"] == 1 and begun["actual_start"] == "2026-12-01T09:30" and "start" not in begun


def test_every_cell_that_cannot_be_read_is_a_note() -> None:
    found = incoming(
        csv_bytes(
            [
                "ID",
                "Name",
                "Duration",
                "Start",
                "Finish",
                "% Complete",
                "Predecessors",
                "Milestone",
                "Deadline",
                "Type",
            ],
            [
                [
                    "1",
                    "Dig",
                    "soon",
                    "the 5th",
                    "31.2.2026",
                    "lots",
                    "99;nonsense here;1XX+2d",
                    "perhaps",
                    "1/1/1066",
                    "?",
                ]
            ],
        )
    )
    assert codes(found) == {
        "duration-unreadable": 1, "start-unreadable": 1, "finish-unreadable": 1, "percent-unreadable": 1,
        "predecessor-unknown": 3, "milestone-unreadable": 1, "deadline-unreadable": 1, "type-unreadable": 1,
    }  # fmt: skip
    assert note(found, "duration-unreadable").where == ["row 2: Duration soon"]
    assert found.items[0].fields == {"title": "Dig", "type": "task"} and not found.links


def test_one_number_for_two_tasks_does_not_lose_either() -> None:
    found = incoming(csv_bytes(["ID", "Name", "Duration", "Finish"], [["1", "A", "1d", ""], ["1", "B", "1d", ""]]))
    assert [item.ext_id for item in found.items] == ["1", "1 (2)"] and codes(found) == {"id-twice": 1}


def test_rows_without_a_name_are_counted_and_left_out() -> None:
    found = incoming(csv_bytes(["ID", "Name", "Duration", "Finish"], [["1", "A", "1d", ""], ["2", "", "", ""]]))
    assert len(found.items) == 1 and codes(found) == {"row-without-name": 1}


def test_a_table_without_names_is_refused_with_its_headings() -> None:
    with pytest.raises(Unreadable, match=r"no column for the tasks' names; the headings are: Foo, Duration"):
        incoming("Foo,Duration\n1,2\n")


@pytest.mark.parametrize(
    ("head", "format"),
    [
        ("ID,Name,Duration,Start,Finish\n", "plan-csv"),
        ("Vorgangsname;Dauer;Vorgänger\n", "plan-csv"),
        ("Our plan\n\nTask\tStart\tFinish\tDuration\n", "plan-csv"),
        ("Issue key,Summary,Status\n", "jira-csv"),
        ("Name,Status,Due Date\n", "jira-csv"),
        (",".join(COLUMNS), "plan-csv"),
    ],
)
def test_plans_are_told_from_other_tables_by_their_headings(head: str, format: str) -> None:
    assert sniff(Path("x.csv"), head.encode()) == format


@settings(max_examples=150)
@given(st.lists(st.lists(st.one_of(st.text(max_size=12), st.sampled_from(["1", "2FS+1d", "3d", "1/2/27", "50%"])),
                         min_size=8, max_size=8), max_size=6))  # fmt: skip
def test_no_table_breaks_the_reader_and_every_value_is_accounted_for(rows: list[list[str]]) -> None:
    heads = ["ID", "Name", "Duration", "Start", "Predecessors", "Outline Level", "% Complete", "Resource Names"]
    incoming(csv_bytes(heads, [[clean(cell) for cell in row] for row in rows]))


def test_importing_the_same_table_twice_changes_nothing_and_another_file_is_another_plan(
    plan: Plan, tmp_path: Path
) -> None:
    one, two = tmp_path / "north.csv", tmp_path / "south.csv"
    one.write_text(PROJECT)
    two.write_text(PROJECT)
    first = run(plan, [one])
    again = run(plan, [one])
    assert first.created["item"] == 5 and again.created["item"] == 0 and again.updated["item"] == 0
    assert run(plan, [two]).created["item"] == 5
    chart = scheduled(plan, default_project(plan))
    assert len(chart.rows) == 5
