"""`pmtui metrics`: figures, tables, JSON, and what is said where there is no history."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

C1_DONE = [(2, 4), (2, 2), (3, 9), (4, 6), (5, 13), (9, 11), (9, 17), (10, 12), (12, 20), (16, 18)]
C1_OPEN = [16, 18, 20]


@pytest.fixture
def c1(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Worked example C1, lived day by day at the command line."""
    refs: dict[int, str] = {}
    deeds: list[tuple[int, str, int]] = []
    for place, (begin, end) in enumerate(C1_DONE):
        deeds += [(begin, "start", place), (end, "done", place)]
    deeds += [(begin, "start", 10 + place) for place, begin in enumerate(C1_OPEN)]
    monkeypatch.setenv("PMTUI_NOW", "2026-11-02T07:00:00+00:00")
    run("init", tmp_path / "pmtui.db", "--key", "ORD", "--name", "Order portal")
    for day, deed, place in sorted(deeds, key=lambda one: (one[0], one[1] == "done", one[2])):
        monkeypatch.setenv("PMTUI_NOW", f"2026-11-{day:02d}T09:{place:02d}:00+00:00")
        if deed == "start":
            refs[place] = run("add", f"Item {place} in:doing").out.strip()
        else:
            assert run("done", refs[place]).code == 0
    monkeypatch.setenv("PMTUI_NOW", "2026-11-23T09:28:00+00:00")


@pytest.mark.usefixtures("c1")
def test_c1_at_the_command_line(run: Run) -> None:
    said = run("metrics", "--since", "2026-11-02", "--json").json
    assert (said["first"], said["today"]) == ("2026-11-02", "2026-11-23")
    cycle = said["charts"]["cycle"]
    assert {name: cycle["figures"][name] for name in ("P50", "P70", "P85", "mean")} == {
        "P50": 3, "P70": 7, "P85": 9, "mean": 5.0,
    }  # fmt: skip
    assert sorted(row["cycle_days"] for row in cycle["rows"]) == [1, 3, 3, 3, 3, 3, 7, 9, 9, 9]
    assert [row["age_days"] for row in said["charts"]["ageing"]["rows"]] == [8, 6, 4]
    weeks = said["charts"]["throughput"]["rows"]
    assert [row["finished"] for row in weeks] == [0, 3, 4, 3]
    assert [row["week"] for row in weeks] == ["2026-11-23", "2026-11-16", "2026-11-09", "2026-11-02"]
    wip = {row["day"]: row["wip"] for row in said["charts"]["wip"]["rows"]}
    assert (wip["2026-11-02"], wip["2026-11-09"], wip["2026-11-23"]) == (2, 4, 3)
    assert said["charts"]["wip"]["figures"]["average"] == 3.091
    assert "velocity" not in said["charts"]


@pytest.mark.usefixtures("c1")
def test_the_overview_is_a_line_a_chart(run: Run) -> None:
    lines = run("metrics").out.splitlines()
    assert lines[0] == "Mon 2 Nov to Mon 23 Nov"
    assert [line.split()[0] for line in lines[1:]] == [
        "cycle", "throughput", "ageing", "wip", "cfd", "burnup", "burndown", "blocked",
    ]  # fmt: skip
    assert "P50 3d" in lines[1] and "P85 9d" in lines[1]


@pytest.mark.usefixtures("c1")
def test_one_chart_is_its_figures_its_table_and_its_definition(run: Run) -> None:
    lines = run("metrics", "ageing").out.splitlines()
    assert lines[0] == "Ageing WIP, today"
    assert lines[1] == "in progress 3  service level 9d  older 0"
    assert lines[3].split() == ["number", "title", "column", "age", "days", "percent", "of", "level"]
    assert [line.split()[-2:] for line in lines[4:7]] == [["8", "89"], ["6", "67"], ["4", "44"]]
    assert lines[-1].startswith("today - started + 1 day")
    one = run("metrics", "cfd", "--json").json
    assert one["chart"] == "cfd"
    assert one["rows"][0] == {"day": "2026-11-23", "backlog": 0, "ready": 0, "active": 3, "wait": 0, "done": 10}


def test_without_history_it_says_what_is_missing(run: Run, plan: Path) -> None:
    said = run("metrics").out
    assert "Nothing was started and finished since" in said
    run("done", "2")
    said = run("metrics", "cycle").out
    assert "1 finished, 10 make a service level; so far they took 1d" in said


def test_an_empty_plan_has_metrics_too(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path / "pmtui.db", "--key", "ORD", "--name", "Order portal")
    assert run("metrics").code == 0
    assert run("metrics", "wip", "--json").json["missing"].startswith("Nothing was in progress")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["speed"], "there is no chart speed; there are cycle, "),
        (["velocity"], "no sprint with a first and a last day has ended yet"),
        (["--since", "2026-12-24"], "lies ahead"),
        (["--since", "whenever"], "whenever"),
    ],
)
def test_what_cannot_be_answered_is_said(run: Run, plan: Path, words: list[str], answer: str) -> None:
    said = run("metrics", *words)
    assert said.code != 0
    assert answer in said.err
