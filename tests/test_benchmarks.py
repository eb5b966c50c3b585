"""The benchmarks run and tell everything they promise; what they measure is nobody's test."""

import csv
import json
import sys
from pathlib import Path

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks import measure
from benchmarks import schedule as timing
from benchmarks.imports import make_export
from benchmarks.measure import Row, Scale
from benchmarks.network import draw, make_schedule, network
from benchmarks.plan import COLUMNS, lines, make_plan, tasks
from benchmarks.register import draw as draw_risks
from benchmarks.register import make_register
from pmtui.actions.places import default_project
from pmtui.actions.register import register
from pmtui.actions.scheduling import scheduled
from pmtui.planning.network import Network
from pmtui.planning.schedule import prepare, schedule
from pmtui.store.plan import Plan

ROWS = {
    "board": {"paint", "memory", "cursor", "move", "quit"},
    "timeline": {
        "timeline", "timeline-cursor", "timeline-page", "timeline-scroll", "timeline-pan", "timeline-stretch",
        "timeline-shift",
    },
    "risks": {"risks", "risks-cursor", "risks-score", "risks-import"},
    "meetings": {
        "standup-agenda", "flow", "flow-charts", "standup", "standup-next", "metrics-command", "standup-command",
        "review-command", "report-command",
    },
    "commands": {"add", "list", "one-shot", "version"},
    "throughput": {"throughput", "throughput-command"},
    "import": {"import"},
    "taskjuggler": {"taskjuggler", "taskjuggler-engine"},
    "mspdi": {"mspdi-import", "mspdi-export", "mspdi-tasks", "mspdi-unknown", "mspdi-bare"},
    "simulation": {"simulation-1x", "simulation-5x"},
    "schedule": {"passes-1x", "passes-10x"},
}  # fmt: skip
"""The rows of each group."""
FREE = {
    "quit", "version", "timeline", "mspdi-export", "mspdi-tasks", "mspdi-unknown", "mspdi-bare", "risks", "risks-score",
    "risks-import", "throughput-command", "flow-charts", "metrics-command", "standup-command",
}  # fmt: skip
"""Rows without a limit."""
PEERS = {"add", "list", "taskjuggler", "taskjuggler-engine"}  # left out where the other program is missing
SMALL = Scale(items=80, columns=120, rounds=0, tasks=30, file_tasks=30, hostile_mb=1, risks=20, past_items=40)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory and processor time are read as Linux tells them")
@pytest.mark.parametrize("group", ROWS)
def test_the_document_has_every_row_measured_beside_its_limit(group: str) -> None:
    document = json.loads(json.dumps(benchmarks.document([group], SMALL)))
    assert set(document) == {"machine", "scale", "rows"}
    assert document["machine"]["cpus"]
    assert set(document["rows"]) == ROWS[group]
    for name, row in document["rows"].items():
        if "skipped" in row:
            assert name in PEERS
            continue
        assert all(figure > 0 for figure in row["measured"].values())
        assert set(row["limit"]) <= set(row["measured"])
        assert isinstance(row["ok"], bool) is (name not in FREE)
        ratios = [figure for figure in row["measured"] if figure.endswith("_ratio")]
        assert row["baseline"] is not None or not ratios


def test_every_group_is_told() -> None:
    assert set(benchmarks.GROUPS) == set(ROWS)


def test_a_row_is_ok_while_every_figure_keeps_to_its_limit() -> None:
    limits = {"wall_ms": 10.0, "peak_mb": 5.0}
    assert Row("x", "what", {"wall_ms": 10, "peak_mb": 4}, limits).as_json()["ok"] is True
    assert Row("x", "what", {"wall_ms": 9, "peak_mb": 5.1}, limits).as_json()["ok"] is False
    assert Row("x", "what", {"wall_ms": 9}).as_json()["ok"] is None


def test_a_row_that_cannot_be_measured_says_why() -> None:
    assert Row("x", "what", skipped="not installed").as_json() == {"what": "what", "skipped": "not installed"}


def test_measures_take_turns_and_the_first_round_does_not_count() -> None:
    order: list[str] = []

    def turn(name: str) -> int:
        order.append(name)
        return len(order)

    results = measure.in_turns(2, {"a": lambda: turn("a"), "b": lambda: turn("b")})
    assert order == ["a", "b"] * 3
    assert results == {"a": [3, 5], "b": [4, 6]}
    assert measure.in_turns(0, {"a": lambda: turn("a")}) == {"a": [7]}


def test_a_command_that_fails_is_no_result(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"ended with 3: oh"):
        measure.run([sys.executable, "-c", "import sys; sys.stderr.write('oh'); sys.exit(3)"], {}, tmp_path)


def test_what_is_measured_is_open_items_in_five_columns(tmp_path: Path) -> None:
    with Plan(make_plan(tmp_path / "plan" / "pmtui.db", 50), measure.ACTOR) as plan:
        found = plan.rows(
            "SELECT c.name, count(*) FROM item i JOIN board_column c ON c.id = i.column_id WHERE i.state = 'open' "
            "GROUP BY c.id ORDER BY c.rank"
        )
    assert found == [(name, 10) for name, _ in COLUMNS]
    assert {len(line.title.split()) for line in lines(2000)} == {3, 4, 5, 6, 7}
    assert [task["description"] for task in json.loads(tasks(20))] == [line.title for line in lines(20)]


def test_a_drawn_network_is_always_the_same_and_every_task_can_be_scheduled() -> None:
    drawing = draw(400)
    assert drawing == draw(400)
    assert len(drawing.ties) == 600
    assert {tie.kind for tie in drawing.ties} == {"FS", "SS", "FF", "SF"}
    assert len(schedule(network(drawing)).keys) == 400
    assert {(tie.kind, tie.lag) for tie in draw(400, plain=True).ties} == {("FS", 0)}


def test_a_plan_of_a_drawing_is_scheduled_as_the_network_is(tmp_path: Path) -> None:
    drawing = draw(60)
    with Plan(make_schedule(tmp_path / "plan" / "pmtui.db", drawing), measure.ACTOR) as plan:
        chart = scheduled(plan, default_project(plan))
    assert chart.ended == schedule(network(drawing)).project_finish


def test_a_plan_below_summaries_has_one_for_every_so_many_rows(tmp_path: Path) -> None:
    with Plan(make_schedule(tmp_path / "plan" / "pmtui.db", draw(60), below=20), measure.ACTOR) as plan:
        chart = scheduled(plan, default_project(plan))
    assert [row.index for row in chart.rows if row.summary] == [0, 20, 40]
    assert not any(row.links for row in chart.rows if row.summary)


def test_a_drawn_register_has_its_first_risk_on_top_and_a_past(tmp_path: Path) -> None:
    drawn = list(draw_risks(80))
    assert drawn == list(draw_risks(80))
    with Plan(make_register(tmp_path / "plan" / "pmtui.db", 80), measure.ACTOR) as plan:
        made = register(plan, [default_project(plan)])
    top = made.rows[0]
    assert (len(made.rows), top.title, top.probability, top.impact) == (80, drawn[0].title, 4, 4)
    assert 0 < made.late < 40
    assert sum(bool(row.actions) for row in made.rows) == 16
    assert all(row.threatens and row.emv and row.before for row in made.rows)
    assert made.exposure_before == pytest.approx(made.exposure)
    assert made.cover is not None


def test_an_engine_that_finds_other_slack_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing, "prepare", lambda made: prepare(Network(made.terms, made.tasks, made.links[1:])))
    with pytest.raises(RuntimeError, match="differs"):
        list(timing.rows(Scale(items=40, rounds=1), Path()))


def test_the_export_is_wide_sparse_and_has_repeated_headings(tmp_path: Path) -> None:
    with make_export(tmp_path / "jira.csv", 200, 400).open(encoding="utf-8", newline="") as file:
        headers, *rows = csv.reader(file)
    filled = [sum(map(bool, row)) for row in rows]
    assert (len(rows), {len(row) for row in [headers, *rows]}) == (200, {400})
    assert headers.count("Comment") == 20
    assert min(filled) >= 25
    assert max(filled) <= 60
    assert any("\n" in cell for row in rows for cell in row)


def test_an_unknown_benchmark_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        benchmarks.main(["boards"])
    assert f"there are {', '.join(benchmarks.GROUPS)}" in capsys.readouterr().err
