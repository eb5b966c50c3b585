"""Decisions: what is recorded, what becomes of the item, what is refused, and that undo takes it back."""

import pytest

from pmtui.actions.decisions import decide
from pmtui.actions.history import undo
from pmtui.errors import Refused, Usage
from pmtui.model.item import Item
from pmtui.store import read
from pmtui.store.decisions import Decided, decision
from pmtui.store.history import of_item
from pmtui.store.plan import Plan
from tests.store.plans import Clock, add, code, column, item


@pytest.fixture
def asked(plan: Plan) -> str:
    """A decision that Eli is to take by Wednesday: item 1."""
    return add(plan, "Which identity realm? type:decision @eli ^25.11.2026")[0]


def told(plan: Plan, id: str) -> Decided:
    return decision(plan, id)


def whole(plan: Plan, id: str) -> Item:
    return read.item(plan, id)


@pytest.mark.parametrize(("verdict", "stored"), [("approve", "approved"), ("reject", "rejected")])
def test_approved_and_rejected_ones_are_done_with_reason_decider_and_time(
    plan: Plan, asked: str, time: Clock, verdict: str, stored: str
) -> None:
    outcome = decide(plan, [asked], verdict, "one realm for both")
    found = told(plan, asked)
    assert (found.verdict, found.reason, found.at) == (stored, "one realm for both", time.now)
    assert [code(plan, person) for person in found.people] == ["ana"]
    assert (column(plan, "1"), whole(plan, asked).state) == ("Done", "done")
    assert outcome.message == f"1 {stored}: one realm for both"


def test_the_line_names_who_decided(plan: Plan, asked: str) -> None:
    decide(plan, [asked], "approve", "one realm @eli by:zoe for both")
    found = told(plan, asked)
    assert found.reason == "one realm for both"
    assert [code(plan, person) for person in found.people] == ["eli", "zoe"]
    assert ("decided_by", "eli, zoe") in [(event.field, event.new) for event in of_item(plan, asked)]


def test_what_is_deferred_waits_on_until_the_day_said(plan: Plan, asked: str) -> None:
    decide(plan, [asked], "defer", "the vendor answers on Thursday ^27.11.2026")
    found = whole(plan, asked)
    assert (found.state, found.due, told(plan, asked).verdict) == ("open", "2026-11-27", "deferred")
    decide(plan, [asked], "defer", "again")
    assert whole(plan, asked).due == "2026-11-27", "a day that is still to come is kept"


def test_a_deferral_without_a_day_is_refused(plan: Plan) -> None:
    late, never = add(plan, "A? type:decision ^20.11.2026", "B? type:change")
    for id in (late, never):
        with pytest.raises(Refused, match=r"say until when .* is deferred, as in: later \^fri"):
            decide(plan, [id], "defer", "later")
        assert told(plan, id).verdict is None


def test_without_a_reason_nothing_is_decided(plan: Plan, asked: str) -> None:
    for line in ("", "  ", "@eli"):
        with pytest.raises(Refused, match="say in a line why D1 is approved"):
            decide(plan, [asked], "approve", line)
    assert whole(plan, asked).state == "open"


def test_only_decisions_and_changes_are_decided_and_only_once(plan: Plan, asked: str) -> None:
    (task,) = add(plan, "Retry payments")
    with pytest.raises(Refused, match="2 is a task"):
        decide(plan, [task], "approve", "why not")
    with pytest.raises(Usage, match="there is approve, reject, defer"):
        decide(plan, [asked], "postpone", "why not")
    with pytest.raises(Usage, match="a day belongs to what is deferred"):
        decide(plan, [asked], "approve", "good ^fri")
    decide(plan, [asked], "approve", "good")
    with pytest.raises(Refused, match="D1 is done already"):
        decide(plan, [asked], "reject", "on second thoughts")


def test_several_are_decided_together_or_not_at_all(plan: Plan, asked: str) -> None:
    (task,) = add(plan, "Retry payments")
    with pytest.raises(Refused):
        decide(plan, [asked, task], "approve", "both")
    assert whole(plan, asked).state == "open"


def test_undo_takes_a_decision_back(plan: Plan, asked: str) -> None:
    before = whole(plan, asked)
    decide(plan, [asked], "approve", "one realm")
    undo(plan)
    assert told(plan, asked) == Decided(None, None, None, None, None, ())
    assert whole(plan, asked)._replace(updated_at=0) == before._replace(updated_at=0)
    assert item(plan, "1").state == "open"
