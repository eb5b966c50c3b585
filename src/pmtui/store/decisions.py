"""What an item says as a decision: what waiting costs, what was decided, when, by whom and why."""

from typing import NamedTuple

from pmtui.store.plan import Plan


class Decided(NamedTuple):
    """The fields of a decision; None for those that say nothing. `at` in ms UTC, `people` ids of who decided."""

    measure: str | None
    waiting_cost: str | None
    verdict: str | None
    reason: str | None
    at: int | None
    people: tuple[str, ...]


def decision(plan: Plan, item: str) -> Decided:
    """What an item (id) says."""
    measure, cost, verdict, reason, at, people = plan.one(
        "SELECT measure, waiting_cost, verdict, verdict_reason, decided_at, coalesce(decided_by, '') FROM item "
        "WHERE id = ?",
        (item,),
    )
    return Decided(measure, cost, verdict, reason, at, tuple(filter(None, people.split(","))))
