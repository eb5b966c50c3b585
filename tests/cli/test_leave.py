"""`pmtui leave`: entering, listing, changing and removing the days that people are off."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_leave_is_entered_as_people_say_it(run: Run, plan: Path) -> None:
    assert run("leave", "add", "@ben", "1", "dec..4", "dec", "vacation").err == (
        "@ben is on leave Tue 1 Dec to Fri 4 Dec\n"
    )
    assert run("leave", "add", "gus", "23.11", "pm").err == "@gus is on leave Mon 23 Nov, afternoon\n"
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


@pytest.mark.parametrize(
    "words",
    [
        ["add"], ["add", "gus"], ["add", "zoe", "fri"], ["add", "gus", "someday"], ["add", "gus", "4 dec..1.12.2026"],
        ["set", "1"], ["set", "7", "part=am"], ["set", "x", "part=am"], ["set", "1", "part=noon"],
        ["set", "1", "colour=red"], ["set", "1", "first=5 dec"], ["remove"], ["remove", "0"], ["remove", "@gus", "fri"],
        ["remove", "@ben", "1 dec..4 dec"], ["list", "zoe"], ["list", "ben", "gus"], ["add", "gus", "fri", "--all"],
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_in_one_line_and_changes_nothing(run: Run, plan: Path, words: list[str]) -> None:
    run("leave", "add", "ben", "1 dec..4 dec")
    before = plan.read_bytes()
    said = run("leave", *words)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert plan.read_bytes() == before


def test_notes_of_other_people_are_harmless_and_too_long_ones_are_refused(run: Run, plan: Path) -> None:
    run("leave", "add", "gus", "fri", "beach\x1b[2J\u202e now")
    assert run("leave").out == "1  @gus  Fri 27 Nov  1d  beach now\n"
    assert run("leave", "add", "gus", "mon", "x" * 300).code == 2
