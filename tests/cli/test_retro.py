"""`pmtui retro`: what it prints, that looking writes nothing, and each of its verbs."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.store.plans import mark

ACTION = "List of rules at kickoff @ben ^fri measure: blocked by IT-Sec < 8h"


@pytest.fixture
def noted(run: Run, plan: Path) -> Path:
    """The plan, with three notes of nobody's."""
    run("project", "set", "ORD", "timezone=UTC")
    for kind, text in (("problem", "waits for firewall rules"), ("problem", "3 days for one port"), ("well", "pairs")):
        assert run("retro", "note", kind, text).err == "noted, unsigned\n"
    return plan


def codes(run: Run) -> dict[str, str]:
    """What each note is called by."""
    return {one["text"]: one["code"] for one in run("retro", "--json").json["notes"]}


def test_looking_writes_nothing(run: Run, noted: Path) -> None:
    before = mark(noted)
    assert run("retro").code == run("retro", "--json").code == 0
    assert run("retro", "--last").code == 1
    assert mark(noted) == before


def test_it_is_ascii_where_that_is_asked_for(run: Run, noted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("block", "2", "waits for somebody who has to find somebody else")
    monkeypatch.setenv("PMTUI_NOW", "2026-11-23T15:28:00+00:00")
    assert "6h: waits for somebody who has.. 6h" in run("retro", "--ascii").out
    assert run("retro", "--ascii").out.isascii()


def test_the_json_has_facts_notes_and_what_follows_from_them(run: Run, noted: Path) -> None:
    document = run("retro", "--json").json
    assert list(document) == [
        "project", "period", "facts", "last_actions", "notes", "votes_left", "topic", "whys", "actions", "lessons",
    ]  # fmt: skip
    assert document["period"] == {
        "name": "since Tue 10 Nov", "sprint": None, "first": "2026-11-10", "last": "2026-11-23",
    }  # fmt: skip
    assert document["facts"]["finished"] == {"now": 0, "was": 0}
    note = next(one for one in document["notes"] if one["kind"] == "well")
    assert (note["text"], note["person"], note["votes"]) == ("pairs", None, 0)
    assert document["votes_left"] == 9, "three of Ana, Ben and Gus each"


def test_a_note_is_called_by_its_letters_or_by_words_that_are_in_no_other(run: Run, noted: Path) -> None:
    assert run("retro", "join", codes(run)["3 days for one port"], "firewall").code == 0
    assert run("retro", "vote", codes(run)["waits for firewall rules"]).err == (
        "voted, 2 votes left: waits for firewall rules\n"
    )
    assert run("retro", "vote", "firewall").code == run("retro", "vote", "firewall").code == 0
    said = run("retro", "vote", "pairs")
    assert (said.code, said.err) == (1, "pmtui: all votes are given: you have 3\n")
    assert run("retro", "unvote", "firewall").code == 0
    lines = run("retro").out.splitlines()
    assert lines[lines.index("Problems") + 1].endswith("2  waits for firewall rules")
    assert lines[lines.index("Problems") + 2].endswith("    3 days for one port")
    assert run("retro", "vote", "nothing like it").code == 2
    assert run("retro", "vote", "a").code == 2, "which of them?"


def test_the_whole_of_it_and_the_next_one_opens_with_its_action(
    run: Run, noted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("retro", "why", "no list").err == "why 1: no list\n"
    assert run("retro", "lesson").err == "lesson 7: no list\n"
    assert run("retro", "lesson", "Ask in week 1 #infra").err.startswith("lesson 8: ")
    assert run("retro", "action", ACTION).err == "action 9: List of rules at kickoff\n"
    assert run("retro", "pulse", "4").code == 0
    said = run("retro", "close")
    assert said.err == "retrospective closed, 1 action\n"
    assert "- [ ] 9 List of rules at kickoff - ben - Fri 27 Nov - measure: blocked by IT-Sec < 8h" in said.out
    assert run("retro", "--last").out == said.out
    assert run("retro", "--last", "--json").json["note"].startswith("# Retrospective ORD")
    monkeypatch.setenv("PMTUI_NOW", "2026-12-04T14:00:00+00:00")
    run("done", "9")
    assert run("retro", "helped", "9", "yes").err == "9 helped\n"
    (last,) = run("retro", "--json").json["last_actions"]
    assert (last["number"], last["state"], last["helped"], last["measure"]) == (
        9, "done", True, "blocked by IT-Sec < 8h",
    )  # fmt: skip
    assert "  [x]  9  List of rules at kickoff  ben  done, helped  blocked by IT-Sec < 8h" in run("retro").out


def test_a_signed_note_bears_the_name(run: Run, noted: Path) -> None:
    run("retro", "note", "idea", "review slot", "--signed")
    assert [one["person"] for one in run("retro", "--json").json["notes"] if one["kind"] == "idea"] == ["ana"]


REFUSED: list[tuple[list[str], int]] = [
    (["gather"], 2), (["note"], 2), (["note", "idea"], 2), (["note", "praise", "x"], 2), (["vote"], 2),
    (["join", "pairs"], 2), (["why"], 2), (["action", "List of rules"], 2), (["action"], 2), (["lesson"], 1),
    (["helped", "1", "yes"], 2), (["helped", "1"], 2), (["helped", "99", "yes"], 2), (["pulse", "6"], 2),
    (["pulse"], 2), (["close", "now"], 2), (["vote", "pairs", "--signed"], 2), (["close", "--last"], 2),
    (["note", "well", "\x1b]0;x\x07"], 2),
]  # fmt: skip


def test_what_is_not_understood_is_one_line_and_changes_nothing(run: Run, noted: Path) -> None:
    before = mark(noted)
    for words, code in REFUSED:
        said = run("retro", *words)
        assert (said.code, said.out, said.err.count("\n")) == (code, "", 1), words
    assert mark(noted) == before
