"""`pmtui leave`: entering, listing, changing and removing the days that people are off."""

from pathlib import Path

from pmtui.store import read
from pmtui.store.plan import Plan
from tests.cli.conftest import Run


def test_leave_is_entered_as_people_say_it(run: Run, plan: Path) -> None:
    assert run("leave", "add", "@ben", "1", "dec..4", "dec", "vacation").err == (
        "@ben is on leave Tue 1 Dec to Fri 4 Dec\n"
    )
    assert run("leave", "add", "gus", "23.11 pm").err == "@gus is on leave Mon 23 Nov, afternoon\n"
    assert run("leave").out.splitlines() == [
        "1  @gus  Mon 23 Nov, afternoon   0.5d",
        "2  @ben  Tue 1 Dec to Fri 4 Dec  4d    vacation",
    ]
    assert run("leave", "list", "@ben", "--json").json == [
        {
            "number": 2, "person": "ben", "name": "ben", "first": "2026-12-01", "last": "2026-12-04", "part": None,
            "days": 4, "note": "vacation",
        }
    ]  # fmt: skip


def test_leave_that_is_over_is_listed_when_asked_for_and_weekends_are_no_days_of_it(run: Run, plan: Path) -> None:
    run("leave", "add", "gus", "13.11.2026..22.11.2026")
    assert run("leave").out == ""
    assert "nobody is on leave" in run("leave").err
    assert run("leave", "list", "--all").out == "1  @gus  Fri 13 Nov to Sun 22 Nov  6d\n"


def test_leave_is_changed_and_removed_by_its_number_or_by_person_and_day(run: Run, plan: Path) -> None:
    run("leave", "add", "ben", "1 dec..4 dec", "vacation")
    run("leave", "add", "gus", "wed", "morning", "dentist")
    assert run("leave", "set", "2", "last=8 dec", "note=Norway").err == "@ben is on leave Tue 1 Dec to Tue 8 Dec\n"
    assert run("leave", "set", "1", "part=day").code == 0
    assert [(one["part"], one["days"], one["note"]) for one in run("leave", "--json").json] == [
        (None, 1, "dentist"),
        (None, 6, "Norway"),
    ]
    assert run("leave", "remove", "@ben", "2", "dec").err == ("leave of @ben, Tue 1 Dec to Tue 8 Dec Norway, removed\n")
    assert run("leave", "remove", "1").code == 0
    assert run("leave", "--json").json == []
    run("undo")
    assert len(run("leave", "--json").json) == 1


def test_what_makes_no_sense_is_said_in_one_line_and_changes_nothing(run: Run, plan: Path) -> None:
    run("leave", "add", "ben", "1 dec..4 dec")
    before = plan.read_bytes()
    for words in (
        ["add"], ["add", "gus"], ["add", "zoe", "fri"], ["add", "gus", "someday"], ["add", "gus", "4 dec..1.12.2026"],
        ["set", "1"], ["set", "7", "part=am"], ["set", "x", "part=am"], ["set", "1", "part=noon"],
        ["set", "1", "colour=red"], ["set", "1", "first=5 dec"], ["remove"], ["remove", "0"], ["remove", "@gus", "fri"],
        ["remove", "@ben", "1 dec..4 dec"], ["list", "zoe"], ["list", "ben", "gus"], ["add", "gus", "fri", "--all"],
    ):  # fmt: skip
        said = run("leave", *words)
        assert (said.code, said.out, said.err.count("\n")) == (2, "", 1), words
    assert plan.read_bytes() == before


def test_notes_of_other_people_are_harmless_and_too_long_ones_are_refused(run: Run, plan: Path) -> None:
    run("leave", "add", "gus", "fri", "beach\x1b[2J\u202e now")
    assert run("leave").out == "1  @gus  Fri 27 Nov  1d  beach now\n"
    assert run("leave", "add", "gus", "mon", "x" * 300).code == 2


# --- workload --------------------------------------------------------------------------------------------------------


def test_c3_on_the_page_and_in_the_json(run: Run, plan: Path) -> None:
    run("person", "set", "gus", "hours_per_day=4")
    run("leave", "add", "gus", "wed")
    run("add", "-", stdin="T1 ~10h ^27.11.2026 @gus\nT2 ~8h ^26.11.2026 @gus")
    assert run("person", "load", "@gus", "--weeks", "2").out.splitlines() == [
        "      23 Nov     30 Nov",
        "@gus  # 112 % !  . 0 %",
        "",
        "@gus  2h too much, Mon 23 Nov to Fri 27 Nov: 7 8",
        "@gus  1 not counted, without an estimate: 6",
    ]
    (gus,) = run("person", "load", "gus", "--weeks", "1", "--json").json
    assert gus == {
        "person": "gus", "name": "gus",
        "weeks": [{"first": "2026-11-23", "last": "2026-11-29", "capacity_hours": 16, "booked_hours": 18,
                   "over_hours": 2, "percent": 112, "items": [7, 8]}],
        "overloads": [{"first": "2026-11-23", "last": "2026-11-27", "hours": 2, "items": [7, 8]}],
        "unestimated": [6], "undated": [],
    }  # fmt: skip


def test_reading_leave_and_load_writes_nothing_and_a_wrong_question_is_said_in_one_line(run: Run, plan: Path) -> None:
    before = plan.read_bytes()
    for words in (["leave"], ["leave", "--json"], ["person", "load"], ["person", "load", "--json"]):
        assert run(*words).code == 0
    for words in (["load", "zoe"], ["load", "--weeks", "0"], ["load", "ana", "ben"], ["list", "--weeks", "2"]):
        said = run("person", *words)
        assert (said.code, said.out, said.err.count("\n")) == (2, "", 1), words
    assert plan.read_bytes() == before


def test_what_the_plan_cannot_schedule_is_refused_in_its_words(run: Run, plan: Path) -> None:
    with Plan(plan, "ana", write=True) as file, file.transaction() as tx:  # as two merged copies can make it
        one, other = read.find(file, "1"), read.find(file, "3")
        for before, after in ((one, other), (other, one)):
            tx.create("link", {"from_id": before, "to_id": after, "kind": "FS"})
    said = run("person", "load")
    assert (said.code, said.out) == (1, "")
    assert "the plan goes in a circle" in said.err
