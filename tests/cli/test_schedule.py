"""`pmtui schedule`: the outline, its JSON, comparisons, why, trend; and what `show`, `set` and `project` say of it."""

import sqlite3
import sys
from pathlib import Path

import pytest

from pmtui.cli.main import main
from tests.cli.conftest import Run

LINES = [
    "Contract ~1d @ben",  # 1
    "Build ~4d after:1 @ana",  # 2
    "Test after:2",  # 3, of a guessed length
    "Phase two",  # 4
    "Train people ~2d under:4 after:1",  # 5
    "Go live type:milestone after:3",  # 6
]
TASK = [
    "number", "title", "external_id", "summary", "start", "finish", "early_start", "early_finish", "late_start",
    "late_finish", "total_slack_minutes", "free_slack_minutes", "critical",
]  # fmt: skip


@pytest.fixture
def timeline(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan from Monday 23 Nov 2026 on: 1 > 2 > 3 > 6, and 1 > 5 below 4."""
    path = tmp_path / "pmtui.db"
    monkeypatch.chdir(tmp_path)
    run("init", path, "--key", "ORD", "--name", "Order portal")
    run("project", "set", "ORD", "start=2026-11-23", "timezone=UTC")
    assert run("add", "-", stdin="\n".join(LINES)).code == 0
    return path


def test_the_outline_has_dates_slack_and_what_is_critical(run: Run, timeline: Path) -> None:
    said = run("schedule", "--ascii")
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0].split() == ["WBS", "task", "owner", "start", "finish", "length", "slack"]
    assert lines[2].split() == ["2", "2", "Build", "ana", "Tue", "24", "Nov", "Fri", "27", "Nov", "4d", "0d", "*"]
    assert "~1d" in lines[3], "a length nobody typed is marked"
    assert lines[5].startswith("4.1  5    Train people"), "children are indented"
    assert lines[5].split()[-1] == "3d"
    assert lines[-1] == "ORD ends Mon 30 Nov; no baseline yet"


def test_the_json_is_as_promised(run: Run, timeline: Path) -> None:
    found = run("schedule", "--json").json
    assert list(found) == ["project", "start", "finish", "tasks"]
    assert (found["project"], found["start"], found["finish"]) == ("ORD", "2026-11-23T08:00:00", "2026-11-30T17:00:00")
    assert all(list(task) == TASK for task in found["tasks"])
    train = next(task for task in found["tasks"] if task["number"] == 5)
    assert (train["start"], train["late_finish"]) == ("2026-11-24T08:00:00", "2026-11-30T17:00:00")
    assert (train["total_slack_minutes"], train["critical"], train["external_id"]) == (3 * 480, False, None)
    assert [task["summary"] for task in found["tasks"]] == [False, False, False, True, False, False]


def test_a_query_and_critical_narrow_it(run: Run, timeline: Path) -> None:
    assert [task["number"] for task in run("schedule", "@ana", "--json").json["tasks"]] == [2]
    assert [task["number"] for task in run("schedule", "--critical", "--json").json["tasks"]] == [1, 2, 3, 6]


def test_several_projects_give_an_array(run: Run, timeline: Path) -> None:
    run("project", "add", "OPS", "Operations")
    assert run("schedule", "--json").json["project"] == "ORD", "one without tasks does not count"
    run("add", "Rota ~2d", "--project", "OPS")
    assert [one["project"] for one in run("schedule", "--json").json] == ["ORD", "OPS"]
    assert run("schedule", "--json", "--project", "OPS").json["tasks"][0]["title"] == "Rota"
    assert "OPS Operations" in run("schedule").out


def test_an_empty_project_says_what_to_do(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path / "pmtui.db", "--key", "NEW")
    said = run("-f", tmp_path / "pmtui.db", "schedule")
    assert said.code == 1
    assert "pmtui add" in said.err
    assert run("-f", tmp_path / "pmtui.db", "schedule", "--json").json == {
        "project": "NEW", "start": None, "finish": None, "tasks": [],
    }  # fmt: skip


def test_the_plan_as_it_was(run: Run, timeline: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMTUI_NOW", "2026-11-25T09:00:00Z")
    run("set", "2", "estimate=6d")
    finish = run("schedule", "--json").json["finish"]
    assert finish == "2026-12-02T17:00:00"
    assert run("schedule", "--at", "24.11.2026 12:00", "--json").json["finish"] == "2026-11-30T17:00:00"
    said = run("schedule", "--at", "2020-01-01")
    assert (said.code, said.err) == (1, "pmtui: the plan had not begun then\n")


def test_a_comparison_tells_what_moved_and_by_how_much(run: Run, timeline: Path) -> None:
    run("baseline", "save", "Contract")
    run("set", "2", "estimate=6d")
    run("link", "1", "FS", "6")
    run("add", "Later ~1d after:6")
    found = run("schedule", "--against", "B0", "--json").json
    assert (found["before"], found["after"]) == ("B0 Contract", "now")
    assert (found["finish_before"], found["finish_after"]) == ("2026-11-30T17:00:00", "2026-12-03T17:00:00")
    assert found["moved_by_days"] == 3
    told = {(one["number"], one["what"]): one for one in found["differences"]}
    assert told[2, "longer"]["amount_days"] == 2
    assert told[6, "moved"]["after"]["finish"] == "2026-12-02T17:00:00"
    assert told[7, "added"]["before"] is None
    assert told[6, "re-linked"]["words"].endswith("after 1")
    assert found["counts"]["moved"] == 3
    text = run("schedule", "--against", "b0").out
    assert "2 Build  longer  +2d" in text
    assert "finish Mon 30 Nov > Thu 3 Dec, +3d" in text
    back = run("schedule", "--against", "now", "--at", "B0", "--json").json
    assert back["moved_by_days"] == -3
    assert {one["what"] for one in back["differences"] if one["number"] == 7} == {"removed"}


def test_a_removed_task_goes_by_its_number(run: Run, timeline: Path) -> None:
    run("baseline", "save")
    run("delete", "5", "--yes")
    assert "5 Train people  gone" in run("schedule", "--against", "B0").out


def test_a_comparison_with_another_file(run: Run, timeline: Path, tmp_path: Path) -> None:
    before = tmp_path / "before.json"
    run("export", "json", before)
    run("set", "2", "estimate=5d")
    found = run("schedule", "--against", before, "--json").json
    assert found["before"] == "before.json"
    assert found["moved_by_days"] == 1
    assert "added" not in found["counts"], "items are found again by what they are, not by their number"
    assert run("schedule", "--against", "./nowhere.xml").err == "pmtui: there is no file ./nowhere.xml\n"
    assert run("schedule", "--against", "gibberish").code == 2
    assert run("schedule", "--against", "B7").code == 2


def test_a_project_that_did_not_exist_is_said_so(run: Run, timeline: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMTUI_NOW", "2026-11-25T09:00:00Z")
    run("project", "add", "OPS", "Operations")
    run("add", "Rota ~2d", "--project", "OPS")
    said = run("schedule", "--against", "24.11.2026", "--project", "OPS")
    assert (said.code, said.err) == (1, "pmtui: the project did not exist then\n")


def test_a_narrow_terminal_gets_short_dates_and_whole_lines(
    timeline: Path, run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    run("add", "Write the acceptance protocol and have it signed by the people of both sides ~2d after:6 @ana")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert main(["schedule", "--ascii"], lambda *_: 0) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "2 Dec" in lines[7]
    assert "Wed" not in lines[7]


def test_a_file_of_another_system_is_matched_by_foreign_ids_then_titles(
    run: Run, timeline: Path, tmp_path: Path
) -> None:
    table = tmp_path / "plan.csv"
    rows = ["ID,Name,Duration,Predecessors", "1,Contract,1d,", "2,Build,6d,1", "3,Pilot,1d,2"]
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    found = run("schedule", "--against", table, "--json").json
    told = {(one["title"], one["what"]): one["number"] for one in found["differences"]}
    assert told["Build", "cut"] == 2, "shorter, and nothing of it is done"
    assert told["Pilot", "removed"] is None, "what is only in the file has no number here"
    assert told["Train people", "added"] == 5


def test_why_tells_the_chain_and_what_would_help(run: Run, timeline: Path) -> None:
    lines = run("schedule", "--why", "3").out.splitlines()
    assert lines[1] == "  3  after 2 finishes Fri 27 Nov 17:00"
    assert "weekend Sat 28 - Sun 29 Nov" in lines[2]
    assert lines[-1].strip() != "A day sooner"
    found = run("schedule", "--why", "3", "--json").json
    assert [found["because"][0][name] for name in ("kind", "number", "other")] == ["link", 3, 2]
    best = found["sooner"][0]
    assert best["enough"]
    assert best["gain_minutes"] == 480
    assert any(change["words"] == "shorten 2 by 1d" for one in found["sooner"] for change in one["changes"])
    assert run("schedule", "--why", "99").code == 2
    run("drop", "3")
    assert run("schedule", "--why", "3").code == 1


def test_the_trend_of_the_milestones(run: Run, timeline: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMTUI_NOW", "2026-12-07T09:00:00Z")
    run("set", "2", "estimate=9d")
    (found,) = run("schedule", "--trend", "--json").json
    assert (found["number"], found["direction"], found["slip_days"]) == (6, "slipping", 5)
    assert found["forecasts"][0]["finish"] == "2026-11-30"
    text = run("schedule", "--trend").out
    assert "forecast on" in text
    assert "slipping +5d" in text


def test_views_do_not_mix(run: Run, timeline: Path) -> None:
    for words in (["--why", "2", "--trend"], ["--why", "2", "@ana"], ["--trend", "--at", "mon"]):
        assert run("schedule", *words).code == 2


def test_a_circle_is_refused_with_its_path(run: Run, timeline: Path) -> None:
    with sqlite3.connect(timeline) as db:  # as two merged copies can make it; the commands refuse to
        (one, three) = (db.execute("SELECT id FROM item WHERE number = ?", (n,)).fetchone()[0] for n in (1, 3))
        db.execute("INSERT INTO link (id, from_id, to_id, kind) VALUES ('X', ?, ?, 'FS')", (three, one))
    said = run("schedule")
    assert said.code == 1
    assert "goes in a circle: " in said.err
    assert "unlink one of these" in said.err
    assert "goes in a circle" in run("show", "1").out
    assert run("show", "1", "--json").json["schedule"] is None


def test_a_file_of_an_older_version_is_read_and_left_alone(run: Run, timeline: Path) -> None:
    with sqlite3.connect(timeline) as db:
        for table in ("snapshot", "snapshot_part", "calendar", "calendar_week", "calendar_exception"):
            db.execute(f"DROP TABLE {table}")
        db.execute("PRAGMA user_version = 1")
    db.close()
    before = timeline.read_bytes()
    assert run("schedule", "--json").json["finish"] == "2026-11-30T17:00:00"
    for words in (["baseline"], ["calendar"], ["show", "2"], ["whatif", "drop 2"]):
        assert run(*words).code == 0
    assert timeline.read_bytes() == before


def test_show_has_the_items_place_in_the_schedule(run: Run, timeline: Path) -> None:
    run("set", "5", "constraint=finish by 4 dec")
    text = run("show", "5").out
    assert "finish by Fri 4 Dec" in text
    assert "Tue 24 Nov 08:00 to Wed 25 Nov 17:00" in text
    found = run("show", "5", "--json").json["schedule"]
    assert found["wbs"] == "4.1"
    assert found["constraint"] == {"kind": "FNLT", "at": "2026-12-04T17:00:00"}
    assert found["duration_minutes"] == 960
    assert run("add", "Vendor late type:risk").code == 0
    assert run("show", "7", "--json").json["schedule"] is None


def test_constraints_and_actual_dates_can_be_set(run: Run, timeline: Path) -> None:
    run("set", "2", "constraint=not before 4 dec")
    assert run("show", "2", "--json").json["start"] == "2026-12-04"
    run("set", "2", "constraint=none", "actual_start=20 nov 10:00")
    assert run("show", "2", "--json").json["schedule"]["actual_start"] == "2026-11-20T10:00:00"
    ahead = run("set", "2", "actual_start=2026-12-24")
    assert ahead.code == 2
    assert "still to come" in ahead.err
    assert run("set", "2", "constraint=sometime").code == 2


def test_manual_keeps_the_dates(run: Run, timeline: Path) -> None:
    run("set", "2", "manual=yes")
    run("set", "1", "estimate=5d")
    assert run("show", "2", "--json").json["schedule"]["start"] == "2026-11-24T08:00:00"
    run("set", "2", "manual=no")
    assert run("show", "2", "--json").json["schedule"]["start"] == "2026-11-30T08:00:00"
    assert run("set", "2", "manual=perhaps").code == 2
    assert run("set", "4", "manual=yes").code == 1


def test_the_terms_of_a_project(run: Run, timeline: Path) -> None:
    said = run("project", "set", "ORD", "from=finish")
    assert said.code == 1
    assert "finish=" in said.err
    assert run("project", "set", "ORD", "finish=2026-12-18", "from=finish").code == 0
    assert run("schedule", "--json").json["finish"] == "2026-12-18T17:00:00"
    run("project", "set", "ORD", "from=start", "critical_slack=3d")
    assert run("schedule", "--critical", "--json").json["tasks"][-2]["number"] == 5
    run("project", "set", "ORD", "critical_slack=", "day=9:00-18:00")
    run("set", "5", "constraint=start on 1 dec")
    assert run("show", "5", "--json").json["schedule"]["constraint"]["at"] == "2026-12-01T09:00:00"
    for wrong in ("from=middle", "day=9-8", "critical_slack=much", "calendar=Moon", "finish=2026-11-01"):
        assert run("project", "set", "ORD", wrong).code in (1, 2)
