"""`pmtui standup`: what it prints, what it writes and what not, and the window that `changes` shares with it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.store.plans import mark

PERSON = [
    "name", "code", "since", "changed", "commits", "in_hand", "blocked", "promises", "next", "waits_for", "waited_by",
    "capacity_hours", "leave", "said",
]  # fmt: skip


@pytest.fixture
def met(run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The plan whose team met, and in which Ben moved 1 and blocked 3 afterwards."""
    run("project", "set", "ORD", "timezone=UTC")
    assert run("standup", "--close").code == 0
    monkeypatch.setenv("PMTUI_NOW", "2026-11-23T15:20:00+00:00")
    monkeypatch.setenv("PMTUI_ACTOR", "ben")
    run("move", "1", "Doing")
    run("block", "3", "no rights on 8443")
    monkeypatch.setenv("PMTUI_ACTOR", "ana")
    monkeypatch.setenv("PMTUI_NOW", "2026-11-24T09:28:00+00:00")
    return plan


def person(document: dict[str, list[dict[str, object]]], name: str) -> dict[str, object]:
    return next(one for one in document["people"] if one["code"] == name)


def test_the_json_says_what_everybody_did_has_and_owes(run: Run, met: Path) -> None:
    run("add", "Send test users type:action @ben ^23.11.2026")
    document = run("standup", "--json").json
    assert document["since"] == "2026-11-23T09:28:00+00:00"
    assert [one["code"] for one in document["people"]] == ["ana", "ben", "gus"]
    ben = person(document, "ben")
    assert list(ben) == PERSON
    assert ben["changed"] == [
        {"number": 1, "text": "Ready > Doing", "at": "2026-11-23T15:20:00+00:00"},
        {"number": 3, "text": 'blocked "no rights on 8443"', "at": "2026-11-23T15:20:00+00:00"},
    ]
    assert (ben["in_hand"], ben["blocked"], ben["promises"]) == ([3, 1], [3], [7])
    assert person(document, "ana")["waits_for"] == [{"number": 2, "for": 1}]
    assert document["promises"] == [{"kind": "action", "number": 7, "owner": "ben", "carried": 0}]
    assert document["cards"][0] == 6, "Review is nearer to done than Doing"


def test_looking_writes_nothing(run: Run, met: Path) -> None:
    before = mark(met)
    for words in (["standup"], ["standup", "--json"], ["standup", "--last"], ["changes", "--since", "last standup"]):
        assert run(*words).code == 0
    assert mark(met) == before


def test_the_page_has_promises_first_then_everybody(run: Run, met: Path) -> None:
    lines = run("standup", "--ascii").out.splitlines()
    assert lines[0] == "Standup ORD  Tue 24 Nov  since the last one, Mon 23 Nov 09:28"
    assert [line for line in lines if line.endswith("8h today")] == ["ana  8h today", "ben  8h today", "gus  8h today"]
    assert "  changed  1  Audit log  Mon 15:20  Ready > Doing" in lines
    assert any(line.split()[:2] == ["blocked", "3"] and line.endswith("no rights on 8443") for line in lines)


def test_leave_is_on_the_page_in_the_json_and_in_the_closing(run: Run, met: Path) -> None:
    run("leave", "add", "ben", "24.11..27.11", "family")
    run("leave", "add", "gus", "24.11", "pm")
    lines = run("standup").out.splitlines()
    assert "ben  away, on leave until Fri 27 Nov" in lines
    assert "gus  4h today, leave from 13:00" in lines
    document = run("standup", "--json").json
    assert [person(document, code)["leave"] for code in ("ana", "ben", "gus")] == [
        None, {"until": "2026-11-27", "part": None, "at": None}, {"until": "2026-11-24", "part": "pm", "at": "13:00"},
    ]  # fmt: skip
    assert person(document, "ben")["capacity_hours"] == 0
    assert run("standup", "--close", "--json").json["away"] == ["ben"]


def test_closing_holds_it_and_prints_the_note(run: Run, met: Path) -> None:
    said = run("standup", "--close", "--away", "gus, @ben")
    assert said.code == 0
    assert said.out.startswith("# Standup ORD\n\n2026-11-24\n\n09:28 to 09:28, 1 of 3 present, away: ben, gus\n")
    assert "- 3 SSO (ben): no rights on 8443 (1d)" in said.out
    assert said.err == "standup closed, 1 of 3 present\n"
    assert run("standup", "--last").out == said.out
    document = run("standup", "--json").json
    assert person(document, "ana")["changed"] == []
    assert len(person(document, "ben")["changed"]) == 2, "he was away, and has not heard of it yet"  # type: ignore[arg-type]


def test_the_json_of_a_closing_and_of_the_last_note(run: Run, met: Path) -> None:
    document = run("standup", "--close", "--away", "gus", "--json").json
    assert (document["present"], document["away"]) == (["ana", "ben"], ["gus"])
    assert run("standup", "--last", "--json").json == {"note": document["note"]}


def test_a_line_for_the_next_standup(run: Run, met: Path) -> None:
    assert run("standup", "note", "SSO", "is through").err == "kept for the next standup\n"
    assert person(run("standup", "--json").json, "ana")["said"] == ["SSO is through"]
    assert "- ana: SSO is through" in run("standup", "--close").out
    assert person(run("standup", "--json").json, "ana")["said"] == []


def test_changes_go_back_to_the_last_standup(run: Run, met: Path) -> None:
    changes = run("changes", "--since", "Last  Standup", "--json").json
    assert [(one["number"], one["field"]) for one in changes][-2:] == [(1, "column"), (3, "blocked")]


def test_another_beginning_can_be_said(run: Run, met: Path) -> None:
    document = run("standup", "--since", "23.11.2026", "--json").json
    assert document["since"] == "2026-11-23T00:00:00+00:00"
    assert {"number": 1, "text": "added", "at": "2026-11-23T09:28:00+00:00"} in person(document, "ana")["changed"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["standup", "--last"], 1, "no standup has been held yet"),
        (["changes", "--since", "last standup"], 1, "no standup has been held yet"),
        (["standup", "--away", "gus"], 2, "--away belongs to --close"),
        (["standup", "--close", "--away", "zoe"], 2, "nobody is called zoe"),
        (["standup", "--close", "--last"], 2, "ask for one at a time"),
        (["standup", "notes"], 2, "knows no notes"),
        (["standup", "note"], 2, "say what the standup is to hear"),
    ],
)
def test_what_cannot_be_is_said_in_one_line_and_writes_nothing(
    run: Run, plan: Path, words: list[str], code: int, said: str
) -> None:
    before = mark(plan)
    answer = run(*words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert len(answer.err.splitlines()) == 1
    assert mark(plan) == before
