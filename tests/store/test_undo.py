"""Undo and redo: any step goes back exactly, only one's own, never over what others have done since."""

import contextlib
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pmtui.actions import columns, flow, history, items, links, notes, people, projects
from pmtui.errors import PmtuiError, Refused
from pmtui.store import read
from pmtui.store.plan import Plan
from tests.store.plans import (
    Clock,
    Rows,
    add,
    clock,
    column,
    copied,
    item,
    join,
    quick_plan,
    says_what_its_log_says,
    setting,
    visible,
)


def project(plan: Plan) -> str:
    """The id of the first project."""
    return next(iter(read.projects(plan)))


STEPS: dict[str, Callable[[Plan, str], object]] = {
    "add": lambda plan, id: add(plan, "More #web @gus +2pt ^fri after:1"),
    "set": lambda plan, id: setting(plan, "1", "title=Cart", "due=fri", "estimate=2/3/6d", "field.Env=prod"),
    "labels": lambda plan, id: setting(plan, "1", "labels=api,web"),
    "assignees": lambda plan, id: setting(plan, "1", "assignees+=gus,mia"),
    "move": lambda plan, id: flow.move(plan, [id], "Review"),
    "move twice": lambda plan, id: setting(plan, "1", "column=Ready", "column=Review"),
    "start": lambda plan, id: flow.start(plan, [id]),
    "done": lambda plan, id: flow.done(plan, [id]),
    "drop": lambda plan, id: flow.drop(plan, [id], "no"),
    "block": lambda plan, id: flow.block(plan, [id], "waiting"),
    "comment": lambda plan, id: notes.comment(plan, [id], "Looks good"),
    "check": lambda plan, id: notes.add_checks(plan, id, ["one", "two"]),
    "tick": lambda plan, id: notes.tick(plan, id, [1]),
    "time": lambda plan, id: notes.log_time(plan, id, 90, "2026-11-23"),
    "link": lambda plan, id: links.link(plan, id, "blocks", read.find(plan, "2")),
    "archive": lambda plan, id: items.archive(plan, [id]),
    "delete": lambda plan, id: items.delete(plan, [id]),
    "column": lambda plan, id: columns.change(plan, project(plan), "Doing", {"starts": "no", "wip": "1"}),
    "no column": lambda plan, id: columns.remove(plan, project(plan), "Doing", "Ready"),
    "project": lambda plan, id: projects.add(plan, "OPS", "Operations"),
}


@pytest.mark.parametrize("name", STEPS)
def test_undo_of_any_step_restores_exactly_what_was_and_redo_brings_it_back(plan: Plan, time: Clock, name: str) -> None:
    (id,) = add(plan, "Basket in:doing @ben #web field")
    add(plan, "Search")
    notes.add_checks(plan, id, ["old"])
    time.wind(days=1)
    before = visible(plan)
    time.wind(days=1)
    STEPS[name](plan, id)
    after = visible(plan)
    assert after != before
    for _ in range(2):
        time.wind(days=1)
        history.undo(plan)
        assert visible(plan) == before
        time.wind(days=1)
        history.redo(plan)
        assert visible(plan) == after
    assert says_what_its_log_says(plan)


def test_a_slip_that_is_taken_back_leaves_no_trace_in_an_items_age(plan: Plan, time: Clock) -> None:
    (id,) = add(plan, "Basket in:doing")
    flow.block(plan, [id], "waiting for the bank")
    started = time.now
    time.wind(days=9)
    flow.done(plan, [id])
    finished = time.now
    time.wind(days=3)
    flow.move(plan, [id], "Doing")
    time.wind(minutes=1)
    history.undo(plan)
    assert item(plan, "1").finished_at == finished
    time.wind(minutes=1)
    history.undo(plan)
    one = item(plan, "1")
    assert (one.started_at, one.column_since, one.blocked_since, one.finished_at) == (started, started, started, None)
    assert says_what_its_log_says(plan)


def test_an_imported_finish_survives_a_slip(plan: Plan, time: Clock) -> None:
    place = read.columns(plan, project(plan))
    with plan.transaction("import") as tx:
        cells = {"number": 1, "title": "Old", "project_id": project(plan), "column_id": next(iter(place))}
        id = tx.create("item", {**cells, "completed_at": 1_700_000_000_000})
    flow.move(plan, [id], "Doing")
    assert item(plan, "1").state == "open"
    history.undo(plan)
    assert (item(plan, "1").state, item(plan, "1").finished_at) == ("done", 1_700_000_000_000)


def test_what_somebody_moved_in_between_on_another_copy_still_counts(plan: Plan, tmp_path: Path, time: Clock) -> None:
    (id,) = add(plan, "Basket in:ready")
    with copied(plan, tmp_path / "copy.db", "ben") as ben:
        flow.move(plan, [id], "Doing")
        time.wind(hours=1)
        flow.move(ben, [id], "Review")
        reviewed = time.now
        time.wind(hours=1)
        history.undo(plan)
        taken_back = time.now
        join(plan, ben)
    one = item(plan, "1")
    assert (column(plan, "1"), one.started_at, one.column_since) == ("Ready", reviewed, taken_back)
    assert says_what_its_log_says(plan)


def test_steps_are_taken_back_one_by_one_and_a_new_one_ends_redoing(plan: Plan) -> None:
    add(plan, "Basket")
    setting(plan, "1", "title=Cart")
    setting(plan, "1", "title=Trolley")
    history.undo(plan)
    history.undo(plan)
    assert item(plan, "1").title == "Basket"
    history.redo(plan)
    assert item(plan, "1").title == "Cart"
    setting(plan, "1", "title=Bag")
    with pytest.raises(Refused, match="nothing to redo"):
        history.redo(plan)
    history.undo(plan)
    assert item(plan, "1").title == "Cart"
    history.undo(plan)
    assert item(plan, "1").title == "Basket"


def test_only_ones_own_steps_are_taken_back(plan: Plan, ben: Plan) -> None:
    add(plan, "Ana's")
    add(ben, "Ben's")
    assert history.undo(plan).message == "undone: 1"
    assert [one.title for one in read.items(plan)] == ["Ben's"]
    with pytest.raises(Refused, match="nothing to redo"):
        history.redo(ben)
    assert history.redo(plan).message == "redone: 1"
    history.undo(ben)
    assert [one.title for one in read.items(plan)] == ["Ana's"]


def test_what_others_changed_since_stays_and_is_said(plan: Plan, ben: Plan) -> None:
    add(plan, "Basket")
    setting(plan, "1", "title=Cart", "priority=high")
    setting(ben, "1", "title=Bag")
    outcome = history.undo(plan)
    assert (item(plan, "1").title, item(plan, "1").priority) == ("Bag", None)
    assert outcome.warnings == ["left alone, changed since by somebody else: 1 title"]


@pytest.mark.parametrize("work", ["title=Bag", "labels+=web", "assignees+=ben"])
def test_an_item_on_which_others_have_worked_is_not_taken_away(plan: Plan, ben: Plan, work: str) -> None:
    add(plan, "Basket")
    setting(ben, "1", work)
    with pytest.raises(Refused, match="changed by others since"):
        history.undo(plan)
    assert not item(plan, "1").deleted


def test_a_project_in_which_others_have_worked_is_not_taken_away(plan: Plan, ben: Plan) -> None:
    projects.add(plan, "OPS", "Operations")
    add(ben, "Disk project:OPS in:doing")
    outcome = history.undo(plan)
    assert outcome.warnings
    one = item(plan, "1")
    assert read.projects(plan)[one.project_id].key == "OPS"
    assert read.columns(plan)[one.column_id].name == "Doing"
    assert says_what_its_log_says(plan)


def test_a_step_that_others_have_wholly_overtaken_does_not_bar_the_way_to_earlier_ones(plan: Plan, ben: Plan) -> None:
    add(plan, "Basket", "Search")
    setting(plan, "1", "title=Cart")
    setting(plan, "2", "title=Find")
    setting(ben, "2", "title=Look")
    outcome = history.undo(plan)
    assert (outcome.message, outcome.warnings) == (
        "undone: 1", ["left alone, changed since by somebody else: 2 title"],
    )  # fmt: skip
    assert [one.title for one in read.items(plan)] == ["Basket", "Look"]
    assert says_what_its_log_says(plan)


def test_people_once_met_stay_and_are_no_step(plan: Plan) -> None:
    add(plan, "Basket")
    people.add(plan, "mia", "Mia")
    setting(plan, "1", "owner=zoe")
    history.undo(plan)
    assert item(plan, "1").owner_id is None
    assert {"ana", "mia", "zoe"} == {one.code for one in read.people(plan).values()}
    history.undo(plan)
    assert item(plan, "1").deleted


def test_there_is_nothing_to_undo_in_a_fresh_plan(plan: Plan, ben: Plan) -> None:
    history.undo(plan)  # the project itself
    assert read.projects(plan) == {}
    for who in (ben, plan):
        with pytest.raises(Refused, match="nothing of yours"):
            history.undo(who)
    with pytest.raises(Refused, match="nothing to redo"):
        history.redo(ben)


def test_undo_goes_on_from_another_process_and_after_a_union(plan: Plan, tmp_path: Path) -> None:
    add(plan, "Basket")
    setting(plan, "1", "title=Cart")
    with Plan.create(tmp_path / "other.db", "ana") as other:
        join(other, plan)
        history.undo(other)
        assert item(other, "1").title == "Basket"
        history.redo(other)
        assert item(other, "1").title == "Cart"
        assert says_what_its_log_says(other)


LIVELY: dict[str, Callable[[Plan, str, str], object]] = {
    "title": lambda plan, one, other: items.change_ids(plan, [one], [("title", "=", f"T{plan.actor}")]),
    "priority": lambda plan, one, other: items.change_ids(plan, [one, other], [("priority", "=", "high")]),
    "labels": lambda plan, one, other: items.change_ids(plan, [one], [("labels", "=", "api")]),
    "assign": lambda plan, one, other: items.change_ids(plan, [one], [("assignees", "+=", "ben")]),
    "custom": lambda plan, one, other: items.change_ids(plan, [one], [("field.Env", "=", plan.actor)]),
    "parent": lambda plan, one, other: items.change_ids(
        plan, [one], [("parent", "=", str(read.item(plan, other).number))]
    ),
    "move": lambda plan, one, other: flow.move(plan, [one, other], "Review"),
    "start": lambda plan, one, other: flow.start(plan, [one]),
    "done": lambda plan, one, other: flow.done(plan, [one]),
    "drop": lambda plan, one, other: flow.drop(plan, [one]),
    "block": lambda plan, one, other: flow.block(plan, [one], plan.actor),
    "unblock": lambda plan, one, other: flow.unblock(plan, [one]),
    "comment": lambda plan, one, other: notes.comment(plan, [one, other], "Hm"),
    "check": lambda plan, one, other: notes.add_checks(plan, one, ["a", "b"]),
    "tick": lambda plan, one, other: notes.tick(plan, one, [1]),
    "link": lambda plan, one, other: links.link(plan, one, "FS", other),
    "unlink": lambda plan, one, other: links.unlink_all(plan, one, other),
    "archive": lambda plan, one, other: items.archive(plan, [one]),
    "delete": lambda plan, one, other: items.delete(plan, [one]),
    "rank": lambda plan, one, other: flow.place_between(plan, one, None, other),
}


class TwoPeople(RuleBasedStateMachine):
    """Ana and Ben on one file, each with an undo of their own, the clock going on and back."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.patch = clock()
        self.time = self.patch.__enter__()
        ana = quick_plan(Path(self.folder.name) / "pmtui.db")
        add(ana, "One in:doing", "Two #web @ben", "Three in:ready")
        self.people = [ana, Plan(ana.path, "ben", write=True)]
        self.trails: list[list[Rows]] = [[], []]
        self.busy = 0

    def teardown(self) -> None:
        for plan in self.people:
            assert says_what_its_log_says(plan)
            plan.close()
        self.patch.__exit__(None, None, None)
        self.folder.cleanup()

    who = st.sampled_from([0, 1])
    number = st.integers(0, 4)

    def act(self, who: int, number: int, name: str) -> None:
        """Let somebody do something; what a rule refuses must change nothing."""
        plan = self.people[who]
        ids = [one.id for one in read.items(plan)]
        before = visible(plan)
        self.time.wind(minutes=7)
        try:
            if ids and name != "add":
                LIVELY[name](plan, ids[number % len(ids)], ids[(number + 1) % len(ids)])
            else:
                add(plan, f"New {number} #web")
        except PmtuiError:
            assert visible(plan) == before
            return
        self.trails[1 - who].clear()  # the other one's way back may now be barred
        if visible(plan) != before:
            self.trails[who].append(before)

    @rule(who=who, number=number, name=st.sampled_from(["add", *LIVELY]))
    def change(self, who: int, number: int, name: str) -> None:
        self.act(who, number, name)

    @precondition(lambda self: any(self.trails))
    @rule()
    def back_and_forth(self) -> None:
        """Whoever acted last takes back all since, step by step, and does it again."""
        who = 0 if self.trails[0] else 1
        plan = self.people[who]
        states = [*self.trails[who], visible(plan)]
        for before in reversed(states[:-1]):
            self.time.wind(hours=1)
            history.undo(plan)
            assert visible(plan) == before
        for after in states[1:]:
            self.time.wind(hours=1)
            history.redo(plan)
            assert visible(plan) == after

    @rule(who=who)
    def undo(self, who: int) -> None:
        """One step back, with whatever others have left of it."""
        self._try(who, history.undo)

    @rule(who=who)
    def redo(self, who: int) -> None:
        """One step forth."""
        self._try(who, history.redo)

    def _try(self, who: int, what: Callable[[Plan], object]) -> None:
        self.time.wind(minutes=1)
        with contextlib.suppress(Refused):
            what(self.people[who])
        self.trails = [[], []]

    @rule(minutes=st.integers(-5000, 5000))
    def clocks_err(self, minutes: int) -> None:
        """Somebody sets the clock."""
        self.time.wind(minutes=minutes)

    @invariant()
    def both_see_the_same(self) -> None:
        """There is one file."""
        assert visible(self.people[0]) == visible(self.people[1])


def test_two_people_undo_and_redo_on_one_file() -> None:
    run_state_machine_as_test(
        TwoPeople, settings=settings(max_examples=20, stateful_step_count=25, deadline=None, derandomize=True)
    )
