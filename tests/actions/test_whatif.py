"""Baselines, comparisons and trials: frozen stays frozen, what differs is said, and a dropped trial leaves no trace."""

import hashlib
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from pmtui.actions import baselines, comparing, history, items, links, projects
from pmtui.actions.whatif import WhatIf
from pmtui.errors import Refused, Usage
from pmtui.model.quickadd import parse_line
from pmtui.store import read
from pmtui.store.copy import Copy
from pmtui.store.plan import Plan
from pmtui.store.snapshots import snapshot_tasks
from tests.actions.charts import chart_of, dates, ids
from tests.store.plans import TODAY, Clock, add, setting


@pytest.fixture
def chained(plan: Plan) -> Plan:
    """1 of two days, then 2 of one day, then a milestone."""
    add(plan, "One ~2d", "Two ~1d after:1", "Go-live type:milestone after:2")
    return plan


def digest(path: Path) -> str:
    """What the file's bytes are."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_baseline_is_frozen(chained: Plan) -> None:
    assert baselines.save(chained, chart_of(chained), name="approved").message == "baseline B0 saved: 3 tasks"
    setting(chained, "1", "estimate=5d")
    known = baselines.latest(chained, chart_of(chained).project.id)
    assert known is not None
    frozen = baselines.dates(chained, known)
    assert f"{frozen[ids(chained, '2')[0]][1]:%d %H:%M}" == "25 17:00"
    assert dates(chart_of(chained), "2") == ["30 08:00 - 30 17:00"]


def test_there_are_eleven_baselines_and_one_can_be_superseded(chained: Plan, time: Clock) -> None:
    for number in range(11):
        assert baselines.save(chained, chart_of(chained)).message.startswith(f"baseline B{number} saved")
    with pytest.raises(Refused, match="all eleven"):
        baselines.save(chained, chart_of(chained))
    setting(chained, "1", "estimate=3d")
    time.wind(days=1)
    baselines.save(chained, chart_of(chained), 4)
    project = chart_of(chained).project.id
    assert [one.number for one in baselines.baselines(chained, project)] == list(range(11))
    known = baselines.latest(chained, project)
    assert known is not None
    assert known.number == 4
    with pytest.raises(Usage, match="0 to 10"):
        baselines.save(chained, chart_of(chained), 11)


def test_a_removed_baseline_comes_back_by_undo(chained: Plan) -> None:
    baselines.save(chained, chart_of(chained))
    project = chart_of(chained).project.id
    baselines.remove(chained, project, 0)
    assert not baselines.baselines(chained, project)
    history.undo(chained)
    known = baselines.baseline(chained, project, 0)
    assert len(snapshot_tasks(chained, known.id)) == 3


def test_a_large_baseline_lies_in_small_pieces(plan: Plan) -> None:
    items.add(plan, [parse_line(f"Task {n} ~1d", TODAY) for n in range(1000)])
    baselines.save(plan, chart_of(plan))
    sizes = [len(row[0]) for row in plan.rows("SELECT new FROM change WHERE new LIKE '%snapshot_part%'")]
    assert len(sizes) == 3
    assert max(sizes) < 256_000
    with closing(sqlite3.connect(plan.path)) as anybody:
        assert anybody.execute("SELECT count(DISTINCT ref) FROM v_baseline WHERE baseline = 0").fetchone() == (1000,)


def test_what_changed_since_a_baseline_is_said_by_meaning(chained: Plan) -> None:
    baselines.save(chained, chart_of(chained))
    setting(chained, "1", "estimate=4d")
    add(chained, "Three ~1d")
    links.link(chained, *[ids(chained, "1")[0], "SS", ids(chained, "4")[0]])
    chart = chart_of(chained)
    found = comparing.compared(
        chart.maker, comparing.side_of_baseline(chained, chart.maker, 0), comparing.side_of(chart)
    )
    said = {(one.what, chart.row(one.key).ref, one.amount) for one in found.differences}  # type: ignore[union-attr]
    assert {("moved", "3", 9600), ("longer", "1", 9600), ("added", "4", 0)} <= said
    assert found.overview.moved_by == 9600


def test_the_plan_of_a_past_moment_is_what_it_was_then(chained: Plan, time: Clock) -> None:
    then = time.now
    time.wind(days=1)
    setting(chained, "1", "estimate=9d")
    items.delete(chained, ids(chained, "2"))
    states = comparing.side_at(chained, chart_of(chained).project.id, then).states
    assert {state.title: f"{state.finish:%d %H:%M}" for state in states.values()} == {
        "One": "24 17:00", "Two": "25 17:00", "Go-live": "25 17:00",
    }  # fmt: skip
    with pytest.raises(Refused, match="had not begun"):
        comparing.side_at(chained, chart_of(chained).project.id, then - 86_400_000)


def test_a_plan_compared_with_itself_shows_nothing(chained: Plan) -> None:
    chart = chart_of(chained)
    assert not comparing.compared(chart.maker, comparing.side_of(chart), comparing.side_of(chart)).differences


def test_milestones_have_a_history_of_forecasts(chained: Plan, time: Clock) -> None:
    time.set("2026-12-05T09:00:00")
    setting(chained, "1", "estimate=12d")
    chart = chart_of(chained)
    told = comparing.forecasts(chained, chart)[ids(chained, "3")[0]]
    assert told == [
        (date(2026, 11, 27), date(2026, 11, 25)), (date(2026, 12, 4), date(2026, 11, 25)),
        (date(2026, 12, 5), date(2026, 12, 9)),
    ]  # fmt: skip


def test_a_dropped_trial_leaves_the_file_byte_for_byte(chained: Plan) -> None:
    before = digest(chained.path), chained.path.stat().st_mtime_ns
    trial = WhatIf(chained, chart_of(chained).project.id)
    setting(trial.copy, "1", "estimate=9d", "owner=gus")
    links.unlink_all(trial.copy, *ids(trial.copy, "1", "2"))
    add(trial.copy, "More ~1d")
    items.delete(trial.copy, ids(trial.copy, "3"))
    said = {one.what for one in trial.comparison().differences}
    assert {"longer", "re-linked", "added", "removed"} <= said
    trial.close()
    assert (digest(chained.path), chained.path.stat().st_mtime_ns) == before


def test_an_applied_trial_is_one_undo_step(chained: Plan) -> None:
    trial = WhatIf(chained, chart_of(chained).project.id)
    setting(trial.copy, "1", "estimate=9d", "owner=gus")
    setting(trial.copy, "1", "estimate=8d")
    add(trial.copy, "More ~1d after:1 #new")
    wanted = [row.title for row in chart_of(trial.copy).rows], dates(chart_of(trial.copy), "1", "2", "4")
    before = dates(chart_of(chained), "1", "2")
    trial.apply(chained)
    trial.close()
    chart = chart_of(chained)
    assert ([row.title for row in chart.rows], dates(chart, "1", "2", "4")) == wanted
    assert read.item(chained, ids(chained, "4")[0]).labels == ["new"]
    history.undo(chained)
    assert dates(chart_of(chained), "1", "2") == before
    assert len(chart_of(chained).rows) == 3


def test_a_number_that_was_taken_meanwhile_is_not_given_twice(chained: Plan) -> None:
    trial = WhatIf(chained, chart_of(chained).project.id)
    add(trial.copy, "From the trial")
    add(chained, "Meanwhile")
    trial.apply(chained)
    trial.close()
    assert [row.ref for row in chart_of(chained).rows] == ["1", "2", "3", "4", "5"]


def test_an_empty_trial_has_nothing_to_apply(chained: Plan) -> None:
    trial = WhatIf(chained, chart_of(chained).project.id)
    assert not trial.touched
    with pytest.raises(Refused, match="nothing was tried"):
        trial.apply(chained)
    trial.close()


def test_a_copy_knows_nothing_of_the_files_later_life(chained: Plan) -> None:
    with Copy(chained) as copy:
        setting(chained, "1", "title=Changed")
        assert read.item(copy, ids(copy, "1")[0]).title == "One"


def test_a_project_that_did_not_exist_then_is_said(chained: Plan, time: Clock) -> None:
    then = time.now
    time.wind(days=1)
    projects.add(chained, "OPS", "Operations")
    later = next(id for id in read.projects(chained) if id != chart_of(chained).project.id)
    with pytest.raises(Refused, match="did not exist then"):
        comparing.side_at(chained, later, then)
