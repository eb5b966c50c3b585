"""Undo and redo, as a person meets them."""

from pmtui.actions.people import known_as
from pmtui.actions.step import Outcome
from pmtui.store import linking
from pmtui.store import undo as log_undo
from pmtui.store.plan import Plan
from pmtui.store.read import refs


def undo(plan: Plan) -> Outcome:
    """Take back your own last step. What others have changed since stays, and is named."""
    return _told(plan, log_undo.undo(plan, known_as(plan, plan.actor, None)), "undone")


def redo(plan: Plan) -> Outcome:
    """Bring back what your last undo took back."""
    return _told(plan, log_undo.redo(plan, known_as(plan, plan.actor, None)), "redone")


def _told(plan: Plan, what: log_undo.Undone, word: str) -> Outcome:
    owners = linking.owners(plan, what.changed[:500])
    items = list(dict.fromkeys(owners.get(id, id) for id in what.changed))
    names = refs(plan, items)
    items = [id for id in items if id in names]
    said = ", ".join(names[id][1] for id in items[:5]) + (f" and {len(items) - 5} more" if len(items) > 5 else "")
    outcome = Outcome(f"{word}: {said or 'the last step'}", items)
    if what.skipped:
        left = refs(plan, [id for id, _ in what.skipped])
        cells = [
            f"{left[id][1] if id in left else 'something'} {field.replace('*', 'itself')}"
            for id, field in what.skipped[:5]
        ]
        more = f" and {len(what.skipped) - 5} more" if len(what.skipped) > 5 else ""
        outcome.warnings.append(f"left alone, changed since by somebody else: {', '.join(cells)}{more}")
    return outcome
