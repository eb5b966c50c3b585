"""The union of copies: whatever the order, the same; nothing lost, nothing twice, and always what the log says."""

import itertools
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.actions import flow, history, items, links, notes
from pmtui.actions.renumber import renumber
from pmtui.errors import PmtuiError
from pmtui.store import read
from pmtui.store.dump import dump
from pmtui.store.plan import Plan
from tests.store.plans import Clock, add, clock, copied, join, log, quick_plan, says_what_its_log_says, tables

DEEDS: dict[str, Callable[[Plan, str, str], object]] = {
    "add": lambda plan, one, other: add(plan, f"{plan.actor}'s #web @ben"),
    "title": lambda plan, one, other: items.change_ids(plan, [one], [("title", "=", plan.actor)]),
    "due": lambda plan, one, other: items.change_ids(plan, [one, other], [("due", "=", "fri")]),
    "labels": lambda plan, one, other: items.change_ids(plan, [one], [("labels", "=", plan.actor)]),
    "done": lambda plan, one, other: flow.done(plan, [one]),
    "start": lambda plan, one, other: flow.start(plan, [one]),
    "block": lambda plan, one, other: flow.block(plan, [one], plan.actor),
    "comment": lambda plan, one, other: notes.comment(plan, [one], plan.actor),
    "check": lambda plan, one, other: notes.add_checks(plan, one, ["a"]),
    "link": lambda plan, one, other: links.link(plan, one, "FS", other),
    "parent": lambda plan, one, other: items.change_ids(plan, [one], [("parent", "=", ref_of(plan, other))]),
    "delete": lambda plan, one, other: items.delete(plan, [one]),
    "undo": lambda plan, one, other: history.undo(plan),
    "redo": lambda plan, one, other: history.redo(plan),
    "renumber": lambda plan, one, other: renumber(plan),
}
deeds = st.lists(st.tuples(st.integers(0, 2), st.sampled_from([*DEEDS]), st.integers(0, 5)), max_size=14)


def ref_of(plan: Plan, id: str) -> str:
    """An item's number as people say it."""
    return read.item(plan, id).ref


def do(plan: Plan, name: str, number: int) -> None:
    """One deed on one of the items; what a rule refuses is no deed."""
    ids = [one.id for one in read.items(plan)]
    if not ids:
        add(plan, "Again")
        return
    try:
        DEEDS[name](plan, ids[number % len(ids)], ids[(number + 1) % len(ids)])
    except PmtuiError:
        return


@settings(max_examples=20)
@given(before=deeds, after=deeds, skew=st.integers(-10_000, 10_000))
def test_three_copies_come_to_the_same_in_every_order(
    before: list[tuple[int, str, int]], after: list[tuple[int, str, int]], skew: int
) -> None:
    with clock() as time, tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        ana = quick_plan(root / "0.db")
        add(ana, "One in:doing", "Two", "Three after:1")
        copies = [ana, copied(ana, root / "1.db", "ben"), copied(ana, root / "2.db", "gus")]
        for number, (who, name, which) in enumerate(before):
            time.wind(minutes=1 if number % 3 else skew)  # their clocks do not agree
            do(copies[who], name, which)
        join(copies[1], copies[0])  # two of them met in between
        for who, name, which in after:
            time.wind(minutes=1)
            do(copies[who], name, which)
        facts = set().union(*(log(copy) for copy in copies))
        outcomes = []
        for number, order in enumerate(itertools.permutations(copies)):
            with copied(order[0], root / f"union-{number}.db", "eve") as union:
                join(union, order[1])
                join(union, order[2])
                assert [join(union, copy) for copy in copies] == [0, 0, 0]  # again adds nothing
                assert set(log(union)) == facts
                outcomes.append(tables(union))
        assert all(outcome == outcomes[0] for outcome in outcomes)
        join(copies[1], copies[2])  # first these two, then into the third: the nesting is all the same
        join(copies[0], copies[1])
        assert tables(copies[0]) == outcomes[0]
        assert says_what_its_log_says(copies[0])
        for copy in copies:
            copy.close()


@settings(max_examples=25)
@given(deeds)
def test_replaying_the_log_gives_the_tables(steps: list[tuple[int, str, int]]) -> None:
    with clock() as time, tempfile.TemporaryDirectory() as folder:
        plan = quick_plan(Path(folder) / "0.db")
        add(plan, "One in:doing", "Two", "Three after:1")
        for jump, name, which in steps:
            time.wind(hours=3 * jump - 2)
            do(plan, name, which)
        assert says_what_its_log_says(plan)
        with Plan.create(Path(folder) / "1.db", "ben") as other:
            join(other, plan)
            assert tables(other) == tables(plan)
        plan.close()


def test_a_union_overwrites_nothing_whatever_the_other_file_says(plan: Plan, tmp_path: Path) -> None:
    add(plan, "Basket")
    with copied(plan, tmp_path / "copy.db", "ben") as forged:
        forged.db.execute("UPDATE change SET new = replace(new, 'Basket', 'Forged')")
        assert join(plan, forged) == 0
    assert [one.title for one in read.items(plan)] == ["Basket"]


def test_a_union_with_oneself_writes_nothing(plan: Plan) -> None:
    add(plan, "Basket")
    before = plan.path.read_bytes()
    assert join(plan, plan) == 0
    assert plan.path.read_bytes() == before


def test_both_copies_work_on_after_a_union(plan: Plan, tmp_path: Path, time: Clock) -> None:
    add(plan, "Basket")
    with copied(plan, tmp_path / "copy.db", "ben") as ben:
        time.wind(days=300)
        add(ben, "From a clock that is far ahead")
        time.wind(days=-300)
        join(plan, ben)
        items.change(plan, ["2"], [("title", "=", "Written later")])
        join(ben, plan)
        assert tables(ben) == tables(plan)
        assert [one.title for one in read.items(ben)] == ["Basket", "Written later"]


def test_a_dump_is_plain_data_in_one_order(plan: Plan) -> None:
    add(plan, "Basket")
    one = dump(plan)
    assert one == dump(plan)
    assert [row[1] for row in one["changes"]] == sorted(row[1] for row in one["changes"])
    assert one["sessions"][0][1] == "ana"
