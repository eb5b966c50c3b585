"""What people write on items: comments, checklists, time."""

from collections.abc import Sequence

from pmtui.actions.items import said
from pmtui.actions.step import Outcome, step
from pmtui.errors import Refused, Usage
from pmtui.model.rank import between
from pmtui.model.text import whole, whole_line
from pmtui.store.plan import Plan
from pmtui.store.read import checks


def comment(plan: Plan, ids: Sequence[str], text: str) -> Outcome:
    """Add a comment to items."""
    body = whole(text).strip()
    if not body:
        raise Usage("a comment needs some text")
    with step(plan) as act:
        for id in ids:
            act.tx.create("comment", {"item_id": id, "author_id": act.me, "body": body})
        act.outcome.items = list(ids)
        act.outcome.message = f"comment on {said(plan, ids)} added"
        return act.outcome


def edit_comment(plan: Plan, item: str, comment_id: str, text: str) -> Outcome:
    """Change a comment's text; empty text deletes it. The old text stays in the history."""
    body = whole(text).strip()
    with step(plan) as act:
        if body:
            act.tx.set(comment_id, "body", body)
        else:
            act.tx.delete(comment_id)
        act.outcome.items = [item]
        act.outcome.message = f"comment on {said(plan, [item])} {'changed' if body else 'deleted'}"
        return act.outcome


def add_checks(plan: Plan, id: str, texts: Sequence[str], checklist: str | None = None) -> Outcome:
    """Add entries to an item's checklist."""
    lines = [line for line in map(whole_line, texts) if line]
    if not lines:
        raise Usage("a checklist entry needs some text")
    with step(plan) as act:
        last = max((check.rank for check in checks(plan, id)), default="") or None
        for line in lines:
            last = between(last, None)
            act.tx.create("check", {"item_id": id, "text": line, "state": "open", "rank": last, "checklist": checklist})
        act.outcome.items = [id]
        act.outcome.message = f"{said(plan, [id])}: {len(lines)} {'check' if len(lines) == 1 else 'checks'} added"
        return act.outcome


def tick(plan: Plan, id: str, places: Sequence[int], state: str = "ok") -> Outcome:
    """Tick, untick (`open`) or remove (`gone`) checklist entries by their place, 1 being the first."""
    entries = checks(plan, id)
    with step(plan) as act:
        for place in places:
            if not 1 <= place <= len(entries):
                raise Usage(f"{said(plan, [id])} has {len(entries)} checks, there is no {place}")
            if state == "gone":
                act.tx.delete(entries[place - 1].id)
            else:
                act.tx.set(entries[place - 1].id, "state", state)
        act.outcome.items = [id]
        word = {"ok": "ticked", "open": "unticked", "gone": "removed"}[state]
        act.outcome.message = f"{said(plan, [id])}: {', '.join(entries[place - 1].text for place in places)} {word}"
        return act.outcome


def rename_check(plan: Plan, id: str, check_id: str, text: str) -> Outcome:
    """Change the text of a checklist entry."""
    line = whole_line(text)
    if not line:
        raise Usage("a checklist entry needs some text")
    with step(plan) as act:
        act.tx.set(check_id, "text", line)
        act.outcome.items = [id]
        act.outcome.message = f"{said(plan, [id])}: check changed"
        return act.outcome


def log_time(plan: Plan, id: str, minutes: int, day: str, note: str = "") -> Outcome:
    """Record time spent on an item, in minutes, on an ISO day."""
    if not 0 < minutes <= 24 * 60:
        raise Refused("time worked on one day lies between a minute and 24 hours")
    with step(plan) as act:
        cells = {
            "item_id": id,
            "person_id": act.me,
            "day": day,
            "minutes": minutes,
            "note": whole_line(note),
            "source": "manual",
        }
        act.tx.create("worklog", cells)
        act.outcome.items = [id]
        act.outcome.message = f"{hours(minutes)} on {said(plan, [id])} logged"
        return act.outcome


def hours(minutes: int) -> str:
    """Minutes as a time sheet has them: `1h30`, `0h45`."""
    return f"{minutes // 60}h{minutes % 60:02}"
