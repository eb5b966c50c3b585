"""Giving a task its length: the estimate, and with it the work of everybody on it, for their units stay as they are."""

from pmtui.actions.step import Step
from pmtui.model.durations import Duration, Estimate
from pmtui.store import lookup


def set_length(act: Step, item: str, estimate: Estimate | None) -> None:
    """Write an item's estimate. Assignments keep their units: their work grows and shrinks with the length."""
    before = lookup.estimate_of(act.plan, item)
    if estimate is not None and before is not None:
        old, new = _minutes(*before), _minutes(estimate.m, estimate.unit)
        if old and new != old:
            for part, work in lookup.assigned_work(act.plan, item):
                act.tx.set(part, "work", round(work * new / old, 1) if work else None)
                act.tx.set(part, "start", None)
                act.tx.set(part, "finish", None)
    for field in ("o", "m", "p", "unit"):
        act.tx.set(item, f"estimate_{field}", getattr(estimate, field) if estimate else None)


def _minutes(amount: float, unit: str) -> float:
    return Duration(amount, unit).minutes()
