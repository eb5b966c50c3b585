"""Commands that change items: what they answer, and what is true afterwards."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def numbers(run: Run, *query: str) -> list[int]:
    """The numbers that a query finds."""
    return [item["number"] for item in run("list", *query, "--json").json]


def test_add_prints_the_number_alone_and_says_the_rest_on_stderr(run: Run, plan: Path) -> None:
    assert run("add", "Retry", "dashboard", "@gus", "^fri") == (0, "7\n", "7 added: Retry dashboard\n")


def test_add_greets_new_people(run: Run, plan: Path) -> None:
    assert "@zoe" in run("add", "x @zoe").err


def test_add_from_stdin_is_one_step(run: Run, plan: Path) -> None:
    assert run("add", "-", stdin="- one\n\n* two !high\n").out == "7\n8\n"
    run("undo")
    assert numbers(run, "--all") == [1, 2, 3, 4, 5, 6]


def test_add_from_stdin_is_all_or_nothing(run: Run, plan: Path) -> None:
    said = run("add", "-", stdin="one\ntwo ^someday\n")
    assert (said.code, said.out) == (2, "")
    assert numbers(run, "--all") == [1, 2, 3, 4, 5, 6]
    assert run("add", "-", stdin="\n \n").code == 2


def test_add_takes_words_that_look_like_options(run: Run, plan: Path) -> None:
    run("add", "turn", "-verbose", "off")
    assert run("show", "7", "--json").json["title"] == "turn -verbose off"


def test_add_goes_where_it_is_told(run: Run, plan: Path) -> None:
    run("init", plan, "--key", "OPS", "--name", "Operations")
    run("add", "a", "--project", "OPS", "--column", "Review")
    run("add", "b project:OPS in:done")
    found = run("list", "--project", "OPS", "--all", "--json").json
    assert [(item["title"], item["column"], item["project"]) for item in found] == [
        ("a", "Review", "OPS"),
        ("b", "Done", "OPS"),
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [(["1", "2"], [1, 2]), (["1,2"], [1, 2]), (["3-5"], [3, 4, 5]), (["ORD-1", "#2", "2"], [1, 2])],
)
def test_several_items_are_said_in_several_ways(run: Run, plan: Path, words: list[str], found: list[int]) -> None:
    assert run("archive", *words).code == 0
    assert numbers(run, "archived") == found


@pytest.mark.parametrize("words", [["5-3"], ["1-99999"], ["1-9"], ["99"], ["x"], [","]])
def test_items_that_are_not_there_change_nothing(run: Run, plan: Path, words: list[str]) -> None:
    before = plan.read_bytes()
    said = run("archive", *words)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert plan.read_bytes() == before


def test_start_makes_me_the_owner(run: Run, plan: Path) -> None:
    assert run("start", "5").err == "5 started, in Doing\n"
    item = run("show", "5", "--json").json
    assert (item["owner"], item["column"], item["started_at"]) == ("ana", "Doing", "2026-11-23T09:28:00+00:00")
    run("start", "1")
    assert run("show", "1", "--json").json["assignees"] == ["ana"]


def test_done_move_and_drop(run: Run, plan: Path) -> None:
    run("done", "1", "2")
    assert numbers(run, "done") == [1, 2]
    run("move", "1-2", "review")
    assert numbers(run, "status:review") == [1, 2, 6]
    run("drop", "1", "--reason", "covered by 2")
    item = run("show", "1", "--json").json
    assert (item["state"], item["dropped_reason"]) == ("dropped", "covered by 2")


def test_done_without_a_number_asks_for_it(run: Run, plan: Path) -> None:
    said = run("done")
    assert said.code == 2
    assert "say which item" in said.err


def test_block_needs_a_reason_and_unblock_clears_it(run: Run, plan: Path) -> None:
    assert run("block", "1").code == 2
    run("block", "1", "waiting", "for", "keys")
    item = run("show", "1", "--json").json
    assert (item["blocked_reason"], item["blocked_since"]) == ("waiting for keys", "2026-11-23T09:28:00+00:00")
    assert run("unblock", "1").code == 0
    assert run("unblock", "1").code == 1


def test_text_that_begins_like_a_version_is_no_item(run: Run, plan: Path) -> None:
    assert run("block", "v2", "is missing").code == 2
    assert numbers(run, "blocked") == []


def test_set_fields(run: Run, plan: Path) -> None:
    words = (
        "due=27.11.2026",
        "title=A = b",
        "labels+=x,y",
        "estimate=1/2/3d",
        "owner=gus",
        "field.Cost centre=47",
        "points=3",
    )
    assert run("set", "1", "2", *words).code == 0
    item = run("show", "2", "--json").json
    assert (item["due"], item["title"], item["labels"]) == ("2026-11-27", "A = b", ["payments", "x", "y"])
    assert (item["owner"], item["custom"], item["points"]) == ("gus", {"Cost centre": "47"}, 3.0)
    run("set", "2", "due=", "labels-=x")
    item = run("show", "2", "--json").json
    assert (item["due"], item["labels"]) == (None, ["payments", "y"])


@pytest.mark.parametrize(
    "word", ["foo=3", "due=31 nov", "points=many", "type=thing", "parent=99", "priority=x", "column=Nowhere"]
)
def test_a_wrong_value_sets_nothing_at_all(run: Run, plan: Path, word: str) -> None:
    said = run("set", "1", "title=new", word)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert run("show", "1", "--json").json["title"] == "Audit log"


def test_parents_in_a_circle_are_refused(run: Run, plan: Path) -> None:
    run("set", "1", "parent=5")
    said = run("set", "5", "parent=1")
    assert said.code == 1
    assert "loop" in said.err


def test_note_from_words_or_stdin(run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("note", "1", "agreed", "with Gus")
    monkeypatch.setenv("PMTUI_NOW", "2026-11-23T09:30:00+00:00")
    run("note", "1", "-", stdin="two\nlines\n")
    assert [comment["text"] for comment in run("show", "1", "--json").json["comments"]] == [
        "agreed with Gus",
        "two\nlines",
    ]
    assert run("note", "1").code == 2


def test_checklists(run: Run, plan: Path) -> None:
    run("check", "1", "write", "docs")
    run("check", "1", "-", stdin="tests\nreview\n")
    run("check", "1", "--tick", "1", "--tick", "3")
    assert run("check", "1").out == "1 [x] write docs\n2 [ ] tests\n3 [x] review\n"
    run("check", "1", "--untick", "3")
    run("check", "1", "--remove", "1")
    assert run("check", "1", "--json").json == [{"text": "tests", "state": "open"}, {"text": "review", "state": "open"}]
    assert run("check", "1", "--tick", "9").code == 2
    assert run("check", "1", "more", "--tick", "1").code == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["1h30"], "1h30 on 1 logged\n"),
        (["45m", "review", "of it"], "0h45 on 1 logged\n"),
        (["1d", "yesterday", "pairing"], "8h00 on 1 logged, Sun 22 Nov\n"),
        (["2h", "fri"], "2h00 on 1 logged, Fri 20 Nov\n"),
    ],
)
def test_time_is_logged(run: Run, plan: Path, words: list[str], told: str) -> None:
    assert run("log", "1", *words) == (0, "", told)


@pytest.mark.parametrize("words", [["1"], ["1", "90"], ["1", "soon"], ["1", "4d"], ["1", "1h", "2026-12-24"], ["1h"]])
def test_time_that_cannot_be_is_refused(run: Run, plan: Path, words: list[str]) -> None:
    assert run("log", *words).code in (1, 2)
    assert "time" not in run("changes", "1").out


def test_links(run: Run, plan: Path) -> None:
    assert run("link", "4", "fs", "5", "2d").code == 0
    assert run("link", "4", "FS", "6", "-1d").code == 0
    assert run("show", "5", "--json").json["depends_on"] == [{"number": 4, "kind": "FS", "lag": "2d"}]
    assert run("show", "6", "--json").json["depends_on"] == [{"number": 4, "kind": "FS", "lag": "-1d"}]
    circle = run("link", "5", "FS", "4")
    assert (circle.code, "circle" in circle.err) == (1, True)
    assert run("link", "4", "likes", "5").code == 2
    assert run("unlink", "4", "FS", "5").code == 0
    assert run("unlink", "4", "FS", "5").code == 1


def test_archive_and_back(run: Run, plan: Path) -> None:
    run("archive", "1")
    assert 1 not in numbers(run)
    run("archive", "1", "--back")
    assert 1 in numbers(run)


def test_delete_asks_and_undo_brings_back(run: Run, plan: Path) -> None:
    assert run("delete", "1").code == 2  # nobody can be asked
    assert run("delete", "1", "--yes").code == 0
    assert run("show", "1").code == 2
    assert run("undo").code == 0
    assert run("show", "1").code == 0


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 1), ("\n", 1), ("", 1)])
def test_delete_hears_the_answer(run: Run, plan: Path, terminal: Callable[[str], None], answer: str, code: int) -> None:
    terminal("stderr")
    said = run("delete", "1", typed=answer)
    assert said.code == code
    assert "Delete 1 Audit log? [y/N]" in said.err


def test_undo_and_redo(run: Run, plan: Path) -> None:
    run("set", "1", "title=new", "due=fri")
    assert run("undo").err == "undone: 1\n"
    item = run("show", "1", "--json").json
    assert (item["title"], item["due"]) == ("Audit log", None)
    assert run("redo").err == "redone: 1\n"
    assert run("show", "1", "--json").json["title"] == "new"
    assert run("redo").code == 1
