"""list, show, board, today, next, changes: what they print, and their JSON."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pmtui.model.dates import working_day_before
from tests.cli.conftest import Run

ITEM_KEYS = [
    "id", "number", "ref", "type", "project", "title", "body", "column", "state", "priority", "owner",
    "assignees", "labels", "points", "estimate", "start", "due", "created_at", "started_at", "finished_at",
    "blocked_since", "blocked_reason", "parent", "depends_on", "sprint", "percent", "external", "archived",
]  # fmt: skip


def test_list_shows_open_items_aligned(run: Run, plan: Path) -> None:
    run("done", "5")
    assert run("list").out.splitlines() == [
        "1     Audit log              ben  Ready",
        "2     Retry failed payments  ana  Doing   Fri 27 Nov  high",
        "3  !  SSO                    ben  Doing   Fri 20 Nov",
        "4     Help text              ana  Ready",
        "6     Basket                 gus  Review",
    ]


def test_list_shows_everything_on_request(run: Run, plan: Path) -> None:
    run("done", "1")
    run("drop", "2")
    run("archive", "3")
    assert [line.split()[0] for line in run("list").out.splitlines()] == ["4", "5", "6"]
    assert [line.split()[0] for line in run("list", "--all").out.splitlines()] == list("123456")
    assert [line.split()[:2] for line in run("list", "done").out.splitlines()] == [["1", "✓"]]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        (["@me"], [2, 4]),
        (["-label:payments"], [1, 3, 4, 5, 6]),
        (["type:bug", "or", "#payments"], [2, 3]),
        (["late"], [3]),
        (["sort:-due", "due<=fri"], [2, 3]),
        (["nothing of the kind"], []),
    ],
)
def test_list_takes_queries_as_words(run: Run, plan: Path, query: list[str], numbers: list[int]) -> None:
    said = run("list", *query, "--json")
    assert said.code == 0
    assert [item["number"] for item in said.json] == numbers


def test_an_unreadable_query_is_wrong_usage(run: Run, plan: Path) -> None:
    said = run("list", "statsu:x")
    assert (said.code, said.out) == (2, "")
    assert "statsu" in said.err


def test_list_json_has_the_promised_keys(run: Run, plan: Path) -> None:
    run("set", "2", "parent=5")
    run("block", "2", "no sandbox keys")
    item = run("list", "number:2", "--json").json[0]
    assert list(item) == ITEM_KEYS
    assert item["number"] == 2
    assert item["owner"] == "ana"
    assert item["estimate"] == {"o": 2.0, "m": 3.0, "p": 6.0, "unit": "d"}
    assert item["due"] == "2026-11-27"
    assert item["created_at"] == "2026-11-23T09:28:00+00:00"
    assert item["depends_on"] == [{"number": 1, "kind": "FS", "lag": None}]
    assert item["parent"] == 5
    assert (item["blocked_reason"], item["state"], item["archived"]) == ("no sandbox keys", "open", False)


def test_an_empty_list_is_an_empty_array(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path / "pmtui.db", "--key", "ORD")
    assert run("list") == (0, "", "")
    assert run("list", "--json").json == []


def test_instants_are_in_the_projects_zone(run: Run, plan: Path) -> None:
    run("project", "set", "ORD", "timezone=Asia/Tokyo")
    assert run("show", "2", "--json").json["created_at"] == "2026-11-23T18:28:00+09:00"


def test_show_is_a_page_with_everything(run: Run, plan: Path) -> None:
    run("check", "2", "code")
    run("check", "2", "--tick", "1")
    run("note", "2", "idempotency key agreed")
    run("set", "2", "body=As a customer\nI want", "field.Cost centre=4711")
    run("log", "2", "1h30", "pairing")
    page = run("show", "2").out
    for words in (
        "2  Retry failed payments", "Fri 27 Nov, in 4d", "2/3/6d", "payments", "after 1 Audit log", "1 [x] code",
        "idempotency key agreed", "  As a customer", "Cost centre", "4711", "Checklist 1/1", "History",
    ):  # fmt: skip
        assert words in page


def test_show_json_adds_what_hangs_on_the_item(run: Run, plan: Path) -> None:
    run("check", "2", "code")
    run("note", "2", "agreed")
    run("set", "2", "field.Severity=S1")
    item = run("show", "2", "--json").json
    assert list(item)[: len(ITEM_KEYS)] == ITEM_KEYS
    assert item["comments"] == [{"author": "ana", "at": "2026-11-23T09:28:00+00:00", "text": "agreed"}]
    assert item["checks"] == [{"text": "code", "state": "open"}]
    assert item["links"] == [{"from": 1, "kind": "FS", "to": 2, "lag": None}]
    assert item["custom"] == {"Severity": "S1"}
    assert item["history"][0]["field"] == "created"


def test_show_takes_several(run: Run, plan: Path) -> None:
    assert [item["number"] for item in run("show", "1-2,4", "--json").json] == [1, 2, 4]


def test_board_prints_columns_side_by_side(run: Run, plan: Path) -> None:
    lines = run("board").out.splitlines()
    assert lines[0].split() == ["Backlog", "1", "Ready", "2/5", "Doing", "2/5", "Review", "1/3", "Done", "0"]
    assert "Retry failed" in run("board").out
    assert "! 3d late" in run("board").out
    assert max(map(len, lines)) <= 120


def test_board_wraps_columns_where_it_is_narrow(run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "44")
    said = run("board").out
    assert max(map(len, said.splitlines())) <= 44
    assert "Review" in said


def test_board_json(run: Run, plan: Path) -> None:
    board = run("board", "--json", "@me").json
    assert board["projects"] == ["ORD"]
    assert [column["name"] for column in board["columns"]] == ["Backlog", "Ready", "Doing", "Review", "Done"]
    assert [card["number"] for column in board["columns"] for card in column["cards"]] == [4, 2]
    assert board["columns"][2]["cards"][0]["waits_for"] == ["1"]


def test_today_is_my_day_in_about_a_dozen_lines(run: Run, plan: Path) -> None:
    run("add", "Blocked thing in:doing @ana")
    run("block", "7", "firewall")
    run("add", "Waits for help in:doing @gus after:4")
    run("set", "2", "due=yesterday")
    said = run("today")
    text = said.out
    assert said.code == 0
    assert text.splitlines()[0] == "Mon 23 Nov  ana"
    for words in ("2  Retry failed payments", "1d late", "firewall", "gus", "after 4", "4  Help text"):
        assert words in text
    assert len(text.splitlines()) <= 14
    day = run("today", "--json").json
    assert day == {
        "person": "ana", "date": "2026-11-23", "due": [2], "in_hand": [], "blocked": [7],
        "waiting": [{"number": 8, "for": 4}], "next": 4, "timer": None, "git": [],
    }  # fmt: skip


def test_today_of_a_stranger_says_so(run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMTUI_ACTOR", "zoe@example.org")
    said = run("today")
    assert said.code == 0
    assert "not in this plan yet" in said.out


def test_next_is_the_first_ready_item_that_can_begin(run: Run, plan: Path) -> None:
    assert run("next").out == "4  Help text  ana\n"
    run("block", "4", "no")
    assert run("next").code == 1
    run("add", "After one in:ready after:1")
    assert run("next", "--json") == (1, "null\n", "")
    run("add", "Free in:ready")
    assert run("next", "--json").json["number"] == 8


def test_changes_tell_who_did_what(run: Run, plan: Path) -> None:
    run("move", "1", "Doing")
    changes = run("changes", "1", "--json").json
    assert list(changes[0]) == ["number", "at", "person", "cause", "field", "old", "new"]
    assert (changes[-1]["field"], changes[-1]["old"], changes[-1]["new"]) == ("column", "Ready", "Doing")
    assert "column Ready → Doing" in run("changes").out
    assert run("changes", "--since", "tomorrow 9:00").out == ""
    assert run("changes", "--since", "1h ago").out == run("changes").out
    assert run("changes", "--since", "-1d").code == 0


def test_changes_of_a_deleted_item_can_still_be_read(run: Run, plan: Path) -> None:
    run("delete", "1", "--yes")
    assert "deleted" in run("changes", "1").out


@pytest.mark.parametrize(
    ("now", "start"),
    [("2026-11-23T09:28", "2026-11-20"), ("2026-11-24T09:28", "2026-11-23"), ("2026-11-22T09:28", "2026-11-20")],
)
def test_changes_begin_with_the_previous_working_day(now: str, start: str) -> None:
    assert working_day_before(datetime.fromisoformat(now).replace(tzinfo=UTC)).isoformat() == f"{start}T00:00:00+00:00"


def test_reading_leaves_the_file_alone(run: Run, plan: Path) -> None:
    before = (plan.read_bytes(), plan.stat().st_mtime_ns)
    for words in (
        ["list"],
        ["show", "2"],
        ["board"],
        ["today"],
        ["next"],
        ["changes"],
        ["doctor"],
        ["project"],
        ["check", "2"],
    ):
        assert run(*words).code == 0
    assert (plan.read_bytes(), plan.stat().st_mtime_ns) == before
    assert [path.name for path in plan.parent.iterdir()] == [plan.name]
