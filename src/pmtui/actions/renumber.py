"""New numbers for items that share one, as two copies of a plan can make them."""

from collections.abc import Sequence

from pmtui.actions.step import Outcome, step
from pmtui.errors import Refused
from pmtui.store import naming
from pmtui.store.plan import Plan
from pmtui.store.read import refs


def renumber(plan: Plan, ids: Sequence[str] | None = None) -> Outcome:
    """Give the next free numbers to these items, or to all whose number another, older item has too.

    The oldest holder keeps the number that everybody knows. Refused for an item that is the oldest, or alone.
    """
    with step(plan) as act:
        shared = [id for id in naming.suffixed(plan) if ids is None or id in ids]
        names = refs(plan, ids or [])
        alone = [names[id][1] for id in ids or () if id not in shared]
        if alone:
            raise Refused(f"{', '.join(alone)} shares its number with no older item and keeps it")
        before = refs(plan, shared)
        for id in shared:
            act.tx.set(id, "number", act.tx.next_number())
        act.tx.settle()
        after = refs(plan, shared)
        act.outcome.items = shared
        told = ", ".join(f"{before[id][1]} is now {after[id][1]}" for id in shared)
        act.outcome.message = told or "no two items share a number"
        return act.outcome
