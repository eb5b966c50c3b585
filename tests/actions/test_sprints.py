"""Sprints: planned, filled, started, ended; what was frozen stays as it was, whatever is changed afterwards."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from pmtui.actions import flow, sprint_course, sprints
from pmtui.actions.metric_burn import ended
from pmtui.actions.metrics import read_flow
from pmtui.actions.sprint_course import Review
from pmtui.errors import Refused, Usage
from pmtui.planning.burn import Result
from pmtui.store import read
from pmtui.store import sprints as stored
from pmtui.store.plan import Plan
from pmtui.store.sprints import END, START, Sprint
from pmtui.store.undo import undo
from tests.store.plans import Clock, add, copied, item, join, says_what_its_log_says, setting

LINES = [
    "Refund API +5pt @gus ~2/3/6d",  # 1
    "Audit log +3pt @ben ~1d",  # 2
    "Refund mail +3pt",  # 3
    "Help text +1pt",  # 4
    "Rate limit +2pt",  # 5
]


def project(plan: Plan) -> str:
    """The plan's one project."""
    return next(iter(read.projects(plan)))


def named(plan: Plan, name: str) -> Sprint:
    """A sprint as it is now."""
    return sprints.sprint_named(plan, project(plan), name)


def refs(items: Sequence[stored.FrozenItem]) -> str:
    """Numbers in their order."""
    return " ".join(sorted(one.ref for one in items))


def planned(plan: Plan, name: str = "Sprint 1", items: str = "1 2 3") -> Sprint:
    """A sprint of the two weeks from Monday, 23 November, with some items in it."""
    sprints.add(plan, project(plan), name, date(2026, 11, 23), date(2026, 12, 4), goal="Refunds")
    if items:
        sprints.pull(plan, [read.find(plan, ref) for ref in items.split()], named(plan, name))
    return named(plan, name)


@pytest.fixture(autouse=True)
def unsynced(plan: Plan) -> None:
    """A plan that need not wait for the disk."""
    plan.db.execute("PRAGMA synchronous = OFF")


@pytest.fixture
def begun(plan: Plan, time: Clock) -> Sprint:
    """A sprint that has begun with items 1, 2 and 3, and came to something: 2 done, 3 removed, 4 added and done."""
    add(plan, *LINES)
    sprint_course.start(plan, planned(plan))
    time.wind(days=3)
    flow.done(plan, [read.find(plan, "2")])
    setting(plan, "3", "sprint=none")
    setting(plan, "4", "sprint=Sprint 1")
    flow.done(plan, [read.find(plan, "4")])
    time.set("2026-12-04T15:00:00")
    return named(plan, "Sprint 1")


def test_a_start_freezes_points_owners_and_estimates_in_one_step(plan: Plan) -> None:
    add(plan, *LINES)
    outcome = sprint_course.start(plan, planned(plan))
    assert outcome.message == "Sprint 1 started: 3 items, 11pt committed"
    sprint = named(plan, "1")
    assert sprint.state == "active"
    kept = stored.frozen(plan, START, [sprint.id])[sprint.id]
    assert [(one.ref, one.points, one.owner, one.estimate) for one in kept.items] == [
        ("1", 5.0, "gus", 3 * 480 + 160), ("2", 3.0, "ben", 480), ("3", 3.0, None, None),
    ]  # fmt: skip
    undo(plan, read.item(plan, read.find(plan, "1")).created_by)
    assert named(plan, "1").state == "planned"
    assert not stored.frozen(plan, START, [sprint.id])
    sprint_course.start(plan, named(plan, "1"))
    assert len(stored.frozen(plan, START, [sprint.id])[sprint.id].items) == 3
    assert says_what_its_log_says(plan)


def test_an_end_tells_what_was_done_carried_over_added_and_removed(plan: Plan, begun: Sprint) -> None:
    sprints.add(plan, project(plan), "")
    outcome = sprint_course.end(plan, begun)
    assert outcome.message == "Sprint 1 ended: 2 items, 4pt done, 1 of 3 committed, say/do 27 %; 1 goes on in Sprint 2"
    found = sprint_course.review(plan, named(plan, "1"))
    assert (refs(found.done), refs(found.open)) == ("2 4", "1")
    assert (refs(found.of("added")), refs(found.of("removed"))) == ("4", "3")
    made = found.result
    assert (made.points, made.points_done, made.points_kept) == (11, 4, 3)
    assert item(plan, "1").sprint_id == named(plan, "Sprint 2").id
    assert item(plan, "2").sprint_id == begun.id, "what was done stays where it was done"


def test_figures_of_an_ended_sprint_never_change(plan: Plan, begun: Sprint, time: Clock) -> None:
    sprint_course.end(plan, begun, open_items="backlog")

    def figures() -> tuple[Review, list[Result]]:
        return sprint_course.review(plan, begun._replace(state="ended")), ended(read_flow(plan, [project(plan)]))

    time.wind(days=7)
    before = figures()
    for ref in "1234":
        setting(plan, ref, "points=13", "owner=zoe", "estimate=9d", f"title=Other {ref}")
    setting(plan, "2", "column=Doing", "sprint=none")
    flow.drop(plan, [read.find(plan, "4")], "not after all")
    sprints.change(plan, named(plan, "1"), {"start": "16 nov 2026", "goal": "another"})
    assert figures() == before
    assert before[1][0].points_done == 4


def test_open_items_go_where_they_are_sent(plan: Plan, begun: Sprint) -> None:
    with pytest.raises(Refused, match="no sprint is planned"):
        sprint_course.end(plan, begun)
    assert named(plan, "1").state == "active", "nothing was done by halves"
    planned(plan, "Later", "")
    sprint_course.end(plan, begun, named(plan, "Later"))
    assert item(plan, "1").sprint_id == named(plan, "Later").id
    undo(plan, item(plan, "1").created_by)
    assert (named(plan, "1").state, item(plan, "1").sprint_id) == ("active", begun.id)
    sprint_course.end(plan, named(plan, "1"), open_items="keep")
    assert item(plan, "1").sprint_id == begun.id


def test_a_sprint_started_and_ended_on_two_copies_is_one_after_a_merge(plan: Plan, tmp_path: Path, time: Clock) -> None:
    add(plan, *LINES)
    planned(plan)
    with copied(plan, tmp_path / "other.db", "ben") as other:
        sprint_course.start(plan, named(plan, "1"))
        time.wind(minutes=5)
        setting(other, "1", "points=8")
        sprint_course.start(other, named(other, "1"))
        for copy in (plan, other):
            flow.done(copy, [read.find(copy, "1")])
            sprint_course.end(copy, named(copy, "1"), open_items="backlog")
            sprints.add(copy, project(copy), "Sprint 2")
        join(plan, other)
        join(other, plan)
        for copy in (plan, other):
            assert [one.name for one in stored.sprints(copy, [project(copy)])] == ["Sprint 1", "Sprint 2"]
            (kept,) = stored.frozen(copy, START, [named(copy, "1").id]).values()
            assert [one.points for one in kept.items] == [5.0, 3.0, 3.0], "who began first committed"
            assert copy.one("SELECT count(*) FROM snapshot")[0] == 2
            assert len(stored.frozen(copy, END, [named(copy, "1").id])) == 1
            assert says_what_its_log_says(copy)


def test_a_sprint_begun_elsewhere_is_measured_by_the_log(plan: Plan, time: Clock) -> None:
    add(plan, *LINES)
    sprint = planned(plan)
    with plan.transaction() as tx:
        tx.set(sprint.id, "state", "active")
    time.wind(days=2)
    setting(plan, "5", "sprint=Sprint 1", "points=20")
    flow.done(plan, [read.find(plan, "5")])
    sprint_course.end(plan, named(plan, "1"), open_items="keep")
    made = sprint_course.review(plan, named(plan, "1")).result
    assert (len(made.committed), made.points, made.points_done, len(made.added)) == (3, 11, 20, 1)


def test_a_new_sprint_follows_the_last_one(plan: Plan, time: Clock) -> None:
    first = sprints.following(plan, project(plan))
    assert (first.name, first.start, first.finish) == ("Sprint 1", "2026-11-23", "2026-12-04")
    planned(plan, "Sprint 14", "")
    then = sprints.following(plan, project(plan))
    assert (then.name, then.start, then.finish) == ("Sprint 15", "2026-12-07", "2026-12-18")
    time.set("2027-03-10T09:00:00")
    assert sprints.following(plan, project(plan)).start == "2027-03-10", "not in the past"


def test_what_cannot_be_is_refused_in_one_line(plan: Plan) -> None:
    add(plan, *LINES)
    sprint = planned(plan, items="")
    home = project(plan)
    with pytest.raises(Refused, match="nothing is in Sprint 1 yet"):
        sprint_course.start(plan, sprint)
    with pytest.raises(Refused, match="already a sprint"):
        sprints.add(plan, home, "sprint 1")
    with pytest.raises(Usage, match="before it begins"):
        sprints.add(plan, home, "Back", date(2026, 12, 4), date(2026, 12, 1))
    with pytest.raises(Usage, match="there is no sprint 9; there is Sprint 1"):
        sprints.sprint_named(plan, home, "9")
    with pytest.raises(Refused, match="has not begun"):
        sprint_course.end(plan, sprint)
    for wrong in ("0", "150%", "much"):
        with pytest.raises(Usage, match="focus is the share"):
            sprints.change(plan, sprint, {"focus": wrong})
    flow.done(plan, [read.find(plan, "1")])
    with pytest.raises(Refused, match="1 is done"):
        sprints.pull(plan, [read.find(plan, "1")], sprint)
    sprints.pull(plan, [read.find(plan, "2")], sprint)
    sprint_course.start(plan, sprint)
    with pytest.raises(Refused, match="has begun, and its figures are kept"):
        sprints.remove(plan, named(plan, "1"))


def test_a_planned_sprint_can_be_changed_and_removed(plan: Plan) -> None:
    add(plan, *LINES)
    sprints.change(plan, planned(plan), {"name": "Refunds", "focus": "70%", "finish": "11 dec"})
    sprint = named(plan, "refunds")
    assert (sprint.focus, sprint.finish) == (0.7, "2026-12-11")
    sprints.remove(plan, sprint)
    assert item(plan, "1").sprint_id is None
    assert not stored.sprints(plan, [project(plan)])
