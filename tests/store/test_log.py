"""The log: its clock, what each write has seen, and that a transaction happens whole or not at all."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.actions import flow, history, items
from pmtui.store import read
from pmtui.store.doctor import examine
from pmtui.store.dump import dump, load
from pmtui.store.ids import ALPHABET, fixed_ulid, new_uid, new_ulid
from pmtui.store.log import current
from pmtui.store.plan import Plan
from tests.store.plans import (
    Clock,
    add,
    copied,
    item,
    join,
    log,
    mark,
    says_what_its_log_says,
    setting,
    tables,
    tick_clock,
)


class Stopped(Exception):
    """What a test interrupts a transaction with."""


def heads(plan: Plan, id: str, field: str) -> list[str]:
    """The changes of a cell that no later one has seen."""
    return current(plan.db, id, field)[1]


def last(plan: Plan, id: str, field: str) -> tuple[str, str | None]:
    """The newest change of a cell as 'hlc.uid', and what it has seen."""
    hlc, uid, prev = plan.one(
        "SELECT c.hlc, n.uid, c.prev FROM change c JOIN session n ON n.s = c.s WHERE c.id = ? AND c.field = ? "
        "ORDER BY c.hlc DESC, n.uid DESC",
        (id, field),
    )
    return f"{hlc}.{uid}", prev


def test_the_hybrid_clock_never_goes_back_whatever_the_wall_clock_does(plan: Plan, time: Clock) -> None:
    seen = [tick_clock(plan)]
    for jump in ({"minutes": 1}, {"days": -400}, {"seconds": 1}, {"days": 800}, {"hours": -5}):
        time.wind(**jump)
        add(plan, "Card")
        seen.append(tick_clock(plan))
    assert seen == sorted(set(seen))
    whole = [row[0] for row in plan.rows("SELECT hlc FROM change ORDER BY hlc")]
    assert len(whole) == len(set(whole))
    # Ages and charts use the wall clock, as it was.
    at = [row[0] for row in plan.rows("SELECT at FROM txn ORDER BY id")]
    assert at != sorted(at)
    assert says_what_its_log_says(plan)


def test_what_is_written_later_wins_although_its_clock_was_behind(plan: Plan, ben: Plan, time: Clock) -> None:
    add(plan, "Basket")
    setting(plan, "1", "priority=high")
    time.wind(days=-30)
    setting(ben, "1", "priority=low")
    assert item(plan, "1").priority == "low"


def test_a_clock_before_1970_or_far_ahead_is_survived(plan: Plan, time: Clock) -> None:
    for text in ("1969-01-01T00:00:00", "2099-12-31T23:59:59", "2026-11-23T10:00:00"):
        time.set(text)
        add(plan, text)
    assert [one.title[:4] for one in read.items(plan)] == ["1969", "2099", "2026"]
    assert says_what_its_log_says(plan)


def test_each_write_names_the_one_it_has_seen(plan: Plan) -> None:
    (id,) = add(plan, "Basket !low")
    made, _ = last(plan, id, "*")
    setting(plan, "1", "priority=high")
    first, seen = last(plan, id, "priority")
    assert seen == made
    setting(plan, "1", "priority=urgent")
    assert last(plan, id, "priority")[1] == first
    assert heads(plan, id, "priority") == [last(plan, id, "priority")[0]]


def test_the_write_after_a_fork_names_both_of_its_heads(plan: Plan, tmp_path: Path, time: Clock) -> None:
    """The diamond: two copies write one cell, the copies are joined, and the next write closes what was open."""
    (id,) = add(plan, "Basket")
    with copied(plan, tmp_path / "copy.db", "ben") as ben:
        setting(plan, "1", "priority=high")
        time.wind(minutes=1)
        setting(ben, "1", "priority=low")
        left, right = last(plan, id, "priority")[0], last(ben, id, "priority")[0]
        join(plan, ben)
    assert item(plan, "1").priority == "low"  # the later one, until somebody decides
    assert set(heads(plan, id, "priority")) == {left, right}
    assert heads(plan, id, "title") == [last(plan, id, "*")[0]]
    setting(plan, "1", "priority=low")  # the same value settles it, too
    closing, seen = last(plan, id, "priority")
    assert set((seen or "").split(",")) == {left, right}
    assert heads(plan, id, "priority") == [closing]
    before = mark(plan.path)
    setting(plan, "1", "priority=low")
    assert mark(plan.path) == before
    assert says_what_its_log_says(plan)


def test_a_transaction_happens_whole_or_not_at_all(plan: Plan) -> None:
    add(plan, "Basket")
    before, whole = mark(plan.path), tables(plan)
    with pytest.raises(Stopped), plan.transaction() as tx:
        tx.create("item", {"number": 2, "title": "Half"})
        tx.settle()
        raise Stopped
    with plan.transaction() as tx:
        tx.create("item", {"number": 2, "title": "A dry run"})
        tx.settle()
        assert len(read.items(plan)) == 2
        tx.rollback()
    assert (mark(plan.path)[0], tables(plan)) == (before[0], whole)
    add(plan, "After")  # and the session is none the worse for it
    assert says_what_its_log_says(plan)


def test_a_session_whose_first_transaction_failed_is_not_in_the_file(ben: Plan) -> None:
    with pytest.raises(Stopped), ben.transaction() as tx:
        tx.create("label", {"name": "x"})
        raise Stopped
    assert ben.rows("SELECT * FROM session WHERE actor = 'ben'") == []
    add(ben, "Basket")
    assert len(ben.rows("SELECT * FROM session WHERE actor = 'ben'")) == 1


def test_every_transaction_says_when_who_and_why(plan: Plan, time: Clock) -> None:
    at = time.wind(hours=1)
    (id,) = add(plan, "Basket")
    found = plan.rows(
        "SELECT t.at, p.code, t.cause, t.meeting, n.actor FROM change c JOIN txn t ON t.id = c.txn AND t.s = c.s "
        "JOIN session n ON n.s = c.s JOIN person p ON p.id = t.person WHERE c.id = ?",
        (id,),
    )
    assert found == [(at, "ana", "user", None, "ana")]


def test_the_log_only_ever_grows(plan: Plan) -> None:
    (id,) = add(plan, "Basket #web @gus")
    before = set(log(plan))
    setting(plan, "1", "title=Cart", "labels=", "owner=none")
    flow.done(plan, [id])
    items.delete(plan, [id])
    history.undo(plan)
    assert before < set(log(plan))


def test_kinds_and_fields_of_a_newer_version_survive(plan: Plan, tmp_path: Path) -> None:
    (id,) = add(plan, "Basket")
    with plan.transaction() as tx:
        vote = tx.create("vote", {"item_id": id, "points": 8, "deep": {"a": [1]}})
        tx.set(vote, "points", 13)
        tx.set(id, "mood", "sunny")
        tx.set(id, "weight", 2.5)
    assert examine(plan).healthy
    assert says_what_its_log_says(plan)
    setting(plan, "1", "title=Cart")
    strange = plan.rows(
        "SELECT id, hlc, field, old, new FROM change WHERE id = ? OR field IN ('mood', 'weight')", (vote,)
    )
    assert len(strange) == 4
    with Plan.create(tmp_path / "copy.db", "ben") as copy:
        join(copy, plan)
        assert log(copy) == log(plan)
        assert tables(copy) == tables(plan)
        setting(copy, "1", "title=Trolley")
        join(plan, copy)
    assert set(strange) <= set(plan.rows("SELECT id, hlc, field, old, new FROM change"))
    assert json.loads(plan.one("SELECT new FROM change WHERE id = ? AND field = '*'", (vote,))[0])["deep"] == {"a": [1]}
    assert current(plan.db, id, "mood")[0] == "sunny"


def test_a_change_whose_creation_is_not_known_yet_waits_for_it(plan: Plan, tmp_path: Path) -> None:
    add(plan, "Basket")
    setting(plan, "1", "priority=high")
    whole = dump(plan)
    with Plan.create(tmp_path / "copy.db", "ben") as copy:
        for changes in (whole["changes"][-1:], whole["changes"][:-1]):
            with copy.transaction("import") as tx:
                load(tx, whole["sessions"], whole["transactions"], changes)
            assert examine(copy).healthy
        assert tables(copy) == tables(plan)


def test_identities_sort_by_age_and_are_the_same_for_the_same_foreign_words() -> None:
    ids = [new_ulid(ms) for ms in (0, 1, 1_700_000_000_000, (1 << 48) - 1)]
    assert ids == sorted(ids)
    assert {len(id) for id in ids} == {26}
    assert set("".join(ids)) <= set(ALPHABET)
    assert fixed_ulid(5, "jira", "", "item", "A-1") == fixed_ulid(5, "jira", "", "item", "A-1")
    assert fixed_ulid(5, "jira", "", "item", "A-1") != fixed_ulid(5, "jira", "", "itemA", "-1")
    assert fixed_ulid(-5, "x") == fixed_ulid(0, "x")
    assert len({new_uid() for _ in range(1000)}) == 1000


@given(st.lists(st.text(max_size=5), min_size=1), st.lists(st.text(max_size=5), min_size=1))
def test_different_foreign_words_never_share_an_identity(one: list[str], other: list[str]) -> None:
    # The separator is a control character, which no cleaned word holds.
    one, other = ([word.replace("\x1f", "") for word in words] for words in (one, other))
    assert (fixed_ulid(1, *one) == fixed_ulid(1, *other)) == (one == other)
