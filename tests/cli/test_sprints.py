"""`pmtui sprint`: from the first plan of it to what came of it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def sprint(run: Run, plan: Path) -> Path:
    """The plan with Sprint 15, in which items 2 and 3 are."""
    assert run("sprint", "add", "Sprint 15", "30", "nov..11", "dec", "goal=Refunds").code == 0
    assert run("sprint", "pull", "2", "3").err == "2 cards in Sprint 15\n"
    return plan


def test_a_sprint_from_the_shell_from_end_to_end(run: Run, sprint: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("sprint").out == "Sprint 15  planned  Mon 30 Nov to Fri 11 Dec  2 items, 5pt  Refunds\n"
    assert run("sprint", "start").err == "Sprint 15 started: 2 items, 5pt committed\n"
    monkeypatch.setenv("PMTUI_NOW", "2026-12-02T10:00:00+00:00")
    run("done", "2")
    run("set", "4", "sprint=15", "points=2")
    said = run("sprint", "show")
    assert said.out.splitlines() == [
        "Sprint 15  Mon 30 Nov to Fri 11 Dec  active",
        "Goal: Refunds",
        "1 item, 5pt done of 2 items, 5pt committed, say/do 100 %",
        "",
        "Done",
        "  2  5pt  Retry failed payments  ana",
        "",
        "Open",
        "  3       SSO        ben",
        "  4  2pt  Help text  ana  added",
    ]
    run("sprint", "add")
    ended = run("sprint", "end", "--json")
    assert ended.err.endswith("1 of 2 committed, say/do 100 %; 2 cards go on in Sprint 16\n")
    assert (ended.json["points_done"], ended.json["say_do_percent"], ended.json["state"]) == (5, 100, "ended")
    assert [(one["number"], one["state"], one["part"]) for one in ended.json["items"]] == [
        (2, "done", "committed"), (3, "open", "committed"), (4, "open", "added"),
    ]  # fmt: skip
    assert [one["say_do_percent"] for one in run("sprint", "--json").json] == [100, None]
    assert "Sprint 15" in run("metrics", "velocity").out
    run("undo")
    assert run("sprint", "--json").json[0]["state"] == "active"


def test_days_may_follow_a_name_without_quotes(run: Run, plan: Path) -> None:
    run("sprint", "add", "Sprint", "15", "30", "nov..11", "dec")
    run("sprint", "add", "Hardening", "2027-01-04..2027-01-08", "focus=60%")
    found = run("sprint", "--json").json
    assert [(one["name"], one["start"], one["finish"], one["focus"]) for one in found] == [
        ("Sprint 15", "2026-11-30", "2026-12-11", None), ("Hardening", "2027-01-04", "2027-01-08", 0.6),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code", "answer"),
    [
        (["start", "9"], 2, "there is no sprint 9; there is Sprint 15"),
        (["end"], 2, "no sprint is active"),
        (["end", "15"], 1, "has not begun"),
        (["end", "15", "--keep", "--backlog"], 2, "choose one"),
        (["show"], 2, "no sprint is active"),
        (["add", "Next", "soon..later"], 2, "soon"),
        (["add", "Next", "4 dec..1.12.2026"], 2, "before it begins"),
        (["add", "Next", "colour=red"], 2, "takes goal and focus, not colour"),
        (["set", "15", "focus=2"], 2, "focus is the share"),
        (["pull", "99"], 2, "there is no item 99"),
        (["list", "--to", "15"], 2, "--to belongs to"),
        (["remove"], 2, "the form is"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_cannot_be_done_is_said_in_one_line(
    run: Run, sprint: Path, words: list[str], code: int, answer: str
) -> None:
    said = run("sprint", *words)
    assert (said.code, len(said.err.splitlines())) == (code, 1)
    assert answer in said.err


def test_plan_prints_what_the_screen_shows(run: Run, sprint: Path) -> None:
    run("check", "2", "--list", "Acceptance", "a payment is tried three times")
    said = run("sprint", "plan")
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[:3] == ["Sprint 15  Mon 30 Nov to Fri 11 Dec  10 working days  planned", "Goal: Refunds", ""]
    assert ["2", "5pt", "Retry", "failed", "payments", "ana", "0d", "ready"] in [line.split() for line in lines]
    assert any(line.startswith("No forecast: there is no whole week of history") for line in lines)
    found = run("sprint", "plan", "15", "--json").json
    assert [one["number"] for one in found["items"]] == [2, 3]
    assert found["items"][0]["waits_for"] == [
        {"number": 1, "in_sprint": False, "in_time": True, "forecast": "2026-11-23"}
    ]
    assert found["items"][0]["criteria"] == {"settled": 0, "all": 1}
    assert (found["forecast"]["unit"], found["forecast"]["p85"]) == ("items", None)
    ana = next(one for one in found["capacity"] if one["person"] == "ana")
    assert (ana["hours"], ana["planned_hours"], ana["over_hours"]) == (64.0, 26.67, 0)
    assert {one["kind"] for one in found["checks"]} == {"ready"}


def test_refine_prints_the_queue_with_its_reasons(run: Run, plan: Path) -> None:
    lines = run("sprint", "refine").out.splitlines()
    assert lines[0].split() == ["1", "Audit", "log", "ben", "no", "acceptance", "criteria"]
    found = run("sprint", "refine", "--json").json
    assert {one["number"]: one["reasons"] for one in found}[4] == ["no acceptance criteria", "no estimate"]
    run("set", "4", "snoozed=tomorrow")
    assert run("sprint", "refine").out.splitlines()[-1] == "1 snoozed"


def test_focus_is_the_projects_unless_the_sprint_has_its_own(run: Run, sprint: Path) -> None:
    assert run("project", "set", "ORD", "focus=50%").code == 0
    assert run("sprint", "plan", "--json").json["focus"] == 0.5
    run("sprint", "set", "15", "focus=0.9")
    assert run("sprint", "plan", "--json").json["focus"] == 0.9
    assert "focus is the share" in run("project", "set", "ORD", "focus=9").err


def test_what_others_wrote_reaches_the_terminal_as_text(run: Run, plan: Path) -> None:
    run("sprint", "add", "Evil\x1b[31m \u202ename", "goal=\x1b]0;owned\x07 goal")
    run("sprint", "pull", "3")
    for words in (["list"], ["plan"], ["show", "name"], ["plan", "--json"]):
        said = run("sprint", *words)
        assert said.code == 0
        assert not {"\x1b", "\x07", "\u202e"} & set(said.out + said.err)
