"""`pmtui calendar`: weeks, days off, recurring days, holidays, and who works by which calendar."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_schedule import timeline

__all__ = ["timeline"]


def finish(run: Run) -> str:
    """When the project ends."""
    return str(run("schedule", "--json").json["finish"])


def test_the_built_in_calendar_becomes_the_plans_own_when_it_is_changed(run: Run, timeline: Path) -> None:
    (known,) = run("calendar", "--json").json
    assert (known["name"], known["used_by"]) == ("Standard", ["ORD"])
    assert known["week"]["mon"] == "08:00-12:00,13:00-17:00"
    assert run("calendar", "off", "Standard", "thu").err == "calendar Standard: Thu 26 Nov off\n"
    assert finish(run) == "2026-12-01T17:00:00"
    (known,) = run("calendar", "--json").json
    assert known["used_by"] == ["ORD"]
    assert known["exceptions"] == [
        {"name": None, "first": "2026-11-26", "last": "2026-11-26", "hours": "off", "recurring": None}
    ]


def test_days_off_extra_days_and_back(run: Run, timeline: Path) -> None:
    run("calendar", "off", "Standard", "24", "nov..26", "nov", "Fair", "in", "Hanover")
    assert finish(run) == "2026-12-03T17:00:00"
    assert "Tue 24 Nov to Thu 26 Nov off Fair in Hanover" in run("calendar", "list", "Standard").out
    run("calendar", "remove", "Standard", "25 nov")
    assert finish(run) == "2026-11-30T17:00:00"
    run("calendar", "on", "Standard", "sat", "8:00-12:00,13:00-17:00")
    assert finish(run) == "2026-11-28T17:00:00"
    assert run("calendar", "remove", "Standard", "fri").code == 2


def test_weeks(run: Run, timeline: Path) -> None:
    run("calendar", "set", "Standard", "mon-thu=8:00-12:00,13:00-17:00", "fri=off")
    assert finish(run) == "2026-12-01T17:00:00"
    assert "mon-thu 08:00-12:00,13:00-17:00; fri-sun off" in run("calendar").out


@pytest.mark.parametrize(
    ("days", "end"),
    [
        (["weekly", "fri", "off"], "2026-12-01T17:00:00"),
        (["monthly", "last", "thu", "off", "Review", "day"], "2026-12-01T17:00:00"),
        (["monthly", "27", "8:00-12:00"], "2026-12-01T12:00:00"),
        (["yearly", "26", "nov", "off", "Founders"], "2026-12-01T17:00:00"),
    ],
)
def test_recurring_days(run: Run, timeline: Path, days: list[str], end: str) -> None:
    assert run("calendar", "every", "Standard", *days).code == 0
    assert finish(run) == end
    assert " ".join(days[:2]) in run("calendar", "list", "Standard").out


def test_public_holidays_come_once(run: Run, timeline: Path) -> None:
    said = run("calendar", "holidays", "Standard", "DE-BY", "2026")
    assert said.code == 0
    assert "holidays of DE-BY, 2026" in said.err
    found = {one["first"] for one in run("calendar", "--json").json[0]["exceptions"]}
    assert {"2026-12-25", "2026-06-04"} <= found
    again = run("calendar", "holidays", "Standard", "DE-BY", "2026")
    assert again.err.startswith("calendar Standard: 0 holidays")
    assert len(run("calendar", "--json").json[0]["exceptions"]) == len(found)
    for wrong in (["XX"], ["DE", "soon"], ["DE", "2026-2099"], ["DE-MOON"]):
        assert run("calendar", "holidays", "Standard", *wrong).code == 2


def test_a_calendar_of_ones_own_for_a_person_and_a_project(run: Run, timeline: Path) -> None:
    run("calendar", "add", "Half days", "--base", "Standard")
    run("calendar", "set", "Half days", "mon-fri=8:00-12:00", "sat=base")
    assert run("calendar", "use", "Half days", "@ana").err == "@ana works by Half days\n"
    assert finish(run) == "2026-12-04T12:00:00", "Ana's four days take eight"
    run("calendar", "use", "none", "@ana")
    run("calendar", "use", "Half days")
    assert finish(run) > "2026-12-04T12:00:00"
    refused = run("calendar", "remove", "Half days")
    assert refused.code == 1
    assert "used by ORD" in refused.err
    run("calendar", "use", "Standard")
    assert run("calendar", "remove", "Half days").code == 0
    assert [one["name"] for one in run("calendar", "--json").json] == ["Standard"]


def test_a_project_needs_working_time(run: Run, timeline: Path) -> None:
    said = run("calendar", "set", "Standard", "mon-sun=off")
    assert said.code == 1
    assert "no working time" in said.err
    run("calendar", "add", "Nothing")
    run("calendar", "set", "Nothing", "mon-sun=off")
    assert run("calendar", "use", "Nothing").code == 1
    assert run("project", "set", "ORD", "calendar=Nothing").code == 1
    assert finish(run) == "2026-11-30T17:00:00"


def test_every_change_is_one_step_to_undo(run: Run, timeline: Path) -> None:
    run("calendar", "holidays", "Standard", "DE", "2026")
    run("undo")
    assert run("calendar", "--json").json[0]["exceptions"] == []


@pytest.mark.parametrize(
    "words",
    [
        ["add"], ["add", "Standard"], ["set", "Standard"], ["set", "Standard", "mon"], ["set", "Standard", "foo=8-12"],
        ["set", "Standard", "mon=12-8"], ["set", "Standard", "mon=base"], ["off", "Standard"], ["off", "Moon", "fri"],
        ["off", "Standard", "24 dec..20 dec 2026"], ["on", "Standard", "sat"], ["on", "Standard", "sat", "off"],
        ["every", "Standard", "fortnightly", "off"], ["every", "Standard", "weekly", "fri"],
        ["every", "Standard", "yearly", "30", "feb", "off"], ["use", "Moon"], ["use", "Standard", "ana"],
        ["use", "Standard", "@nobody"], ["remove", "Standard", "fri..sat"], ["list", "Moon"], ["eat", "Standard"],
        ["off", "Standard", "fri", "--base", "Standard"],
    ],
)  # fmt: skip
def test_what_is_not_understood_is_said_in_one_line(run: Run, timeline: Path, words: list[str]) -> None:
    run("calendar", "off", "Standard", "2026-12-24")
    said = run("calendar", *words)
    assert said.code in (1, 2)
    assert len(said.err.splitlines()) == 1
    assert "internal error" not in said.err
