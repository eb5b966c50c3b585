"""`pmtui baseline`: saved, listed, shown against the plan, superseded, removed."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_schedule import timeline

__all__ = ["timeline"]


def test_the_shell_keeps_baselines_under_their_numbers(run: Run, timeline: Path) -> None:
    assert "no baseline yet" in run("baseline").out
    assert run("baseline", "save", "Contract").err == "baseline B0 saved: 6 tasks\n"
    assert run("baseline", "save", "3", "After", "CR 66", "--reason", "approved by the board").code == 0
    found = run("baseline", "list", "--json").json
    assert [(one["number"], one["name"], one["reason"]) for one in found] == [
        (0, "Contract", None), (3, "After CR 66", "approved by the board"),
    ]  # fmt: skip
    assert found[0]["finish"] == "2026-11-30T17:00:00"
    assert "B3  saved Mon 23 Nov  ends Mon 30 Nov  After CR 66" in run("baseline").out
    assert "it was 2026-11-23" in run("baseline", "save", "3").err
    run("baseline", "remove", "B3")
    assert [one["number"] for one in run("baseline", "--json").json] == [0]
    run("undo")
    assert [one["number"] for one in run("baseline", "--json").json] == [0, 3]


def test_variance_is_in_working_days(run: Run, timeline: Path) -> None:
    run("baseline", "save")
    run("set", "2", "estimate=5d")
    run("delete", "5", "--yes")
    run("add", "New one ~1d")
    found = run("baseline", "show", "0", "--json").json
    by_number = {one["number"]: one for one in found["tasks"]}
    assert by_number[2]["finish_variance_days"] == 1, "from Friday to Monday"
    assert by_number[2]["start_variance_days"] == 0
    assert (by_number[6]["slip_days"], by_number[2]["slip_days"]) == (1, None)
    text = run("baseline", "show", "0").out
    assert "+1d" in text
    assert "new since" in text
    assert text.endswith("1 task is gone since\n")
    assert run("schedule").out.endswith("ORD ends Tue 1 Dec, 1 working day later than in baseline B0\n")


def test_a_milestones_slip_skips_weekends_and_holidays(
    run: Run, timeline: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in ("25 dec", "2027-01-01"):
        run("calendar", "off", "Standard", day)
    run("unlink", "3", "FS", "6")
    run("set", "6", "constraint=start on 18 dec 17:00")
    run("baseline", "save")
    run("set", "6", "constraint=start on 15.1.2027 17:00")
    shown = run("baseline", "show", "0", "--json").json
    assert next(one["slip_days"] for one in shown["tasks"] if one["number"] == 6) == 18


def test_what_is_not_understood_is_said_in_one_line(run: Run, timeline: Path) -> None:
    for words, code in (
        (["save", "11"], 2),
        (["show", "x"], 2),
        (["show", "0"], 2),
        (["remove"], 2),
        (["list", "1"], 2),
    ):
        said = run("baseline", *words)
        assert said.code == code
        assert len(said.err.splitlines()) == 1
    for number in range(11):
        run("baseline", "save", number)
    assert "all eleven" in run("baseline", "save").err
