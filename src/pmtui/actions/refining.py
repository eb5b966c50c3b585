"""What makes an item fit for a sprint: it is split, given acceptance criteria, made ready, or snoozed until a day."""

from collections.abc import Sequence
from datetime import date

from pmtui.actions import notes
from pmtui.actions.flow import move_to
from pmtui.actions.items import add_label, add_one, said
from pmtui.actions.lengths import set_length
from pmtui.actions.links import connect
from pmtui.actions.places import column_of_category
from pmtui.actions.step import Outcome, Step, step, today_in
from pmtui.errors import Refused, Usage
from pmtui.model.dates import show_date
from pmtui.model.durations import Estimate
from pmtui.model.item import Item
from pmtui.model.quickadd import QuickAdd
from pmtui.model.rank import between
from pmtui.model.text import clean_line
from pmtui.store import lookup, naming, read
from pmtui.store.plan import Plan

CRITERIA = "Acceptance"
"""The checklist that acceptance criteria are written in."""
_OWN_LINKS = ("spawned", "duplicates")
"""What a split does not hand on: these tell where one item alone comes from."""


def split(plan: Plan, id: str, line: QuickAdd) -> Outcome:
    """Cut a part off an item (id): a new item below it with its links, sprint, owner and labels.

    Points are divided: the part takes those the line says, else half of them; a typed length is divided alike. The
    part's history names where it comes from. `outcome.items` are the item and the part. Refused where the part would
    take all points.
    """
    whole = read.item(plan, id)
    taken = _part_of(whole, line.points)
    with step(plan) as act:
        made = add_one(act, line._replace(points=taken, type=whole.type), whole.project_id, whole.column_id)
        act.tx.settle()
        for field, value in (("owner_id", whole.owner_id), ("priority", whole.priority), ("due", whole.due)):
            if getattr(read.item(plan, made), field) is None:
                act.tx.set(made, field, value)
        for field in ("sprint_id", "parent_id"):
            act.tx.set(made, field, getattr(whole, field))
        act.tx.set(made, "rank", between(whole.rank, lookup.rank_behind(plan, whole.column_id, whole.rank)))
        for label in whole.labels:
            add_label(act, made, label)
        _divide(act, whole, made, line, taken)
        _hand_on_links(act, id, made)
        connect(act, id, "spawned", made)
        text = f"Split from {whole.ref} {whole.title}"
        act.tx.create("comment", {"item_id": made, "author_id": act.me, "body": text})
        act.outcome.items = [id, made]
        act.outcome.refs = [str(naming.first_number(plan, made))]
        act.outcome.message = f"{whole.ref} split: {act.outcome.refs[0]} {clean_line(line.title)}"
        return act.outcome


def snooze(plan: Plan, ids: Sequence[str], until: date | None) -> Outcome:
    """Hide items from planning until a day, or show them again. Usage for a day that is not to come."""
    today = today_in(plan, lookup.project_of(plan, ids[0]))
    if until is not None and until <= today:
        raise Usage(f"{show_date(until, today)} is not to come; snooze until a later day")
    with step(plan) as act:
        for id in ids:
            act.tx.set(id, "snoozed", until.isoformat() if until else None)
        act.outcome.items = list(ids)
        when = f"snoozed until {show_date(until, today)}" if until else "back in the backlog"
        act.outcome.message = f"{said(plan, ids)} {when}"
        return act.outcome


def make_ready(plan: Plan, id: str) -> Outcome:
    """Move an item to the first ready column of its board. Refused for one that is beyond it already."""
    category = lookup.category_of(plan, id)
    if category in ("active", "wait", "done"):
        raise Refused(f"{said(plan, [id])} is in {lookup.column_name(plan, lookup.column_of(plan, id))} already")
    column = column_of_category(plan, lookup.project_of(plan, id), "ready")
    if category == "ready":
        raise Refused(f"{said(plan, [id])} is in {lookup.column_name(plan, column)} already")
    outcome = move_to(plan, [id], [column])
    outcome.message = f"{said(plan, [id])} is ready, in {lookup.column_name(plan, column)}"
    return outcome


def add_criteria(plan: Plan, id: str, text: str) -> Outcome:
    """Add acceptance criteria to an item, several of them parted by semicolons."""
    outcome = notes.add_checks(plan, id, [part for part in text.split(";") if part.strip()], CRITERIA)
    count = len([part for part in text.split(";") if part.strip()])
    outcome.message = f"{said(plan, [id])}: {count} acceptance criteri{'on' if count == 1 else 'a'} added"
    return outcome


def _part_of(whole: Item, points: float | None) -> float | None:
    """The points of the part, of so many; Refused where nothing would be left."""
    if whole.points is None or points is None:
        return points if whole.points is None else whole.points // 2 or whole.points / 2
    if points >= whole.points:
        raise Refused(f"{whole.ref} has {whole.points:g}pt; a part of it has fewer than those")
    return points


def _divide(act: Step, whole: Item, made: str, line: QuickAdd, taken: float | None) -> None:
    """What the part takes, the rest has no more: points, and of the typed length the same share."""
    share = 0.5
    if whole.points and taken is not None:
        act.tx.set(whole.id, "points", whole.points - taken)
        share = taken / whole.points
    if whole.estimate_m is None or not whole.estimate_unit or line.estimate is not None:
        return
    for id, part in ((made, share), (whole.id, 1 - share)):
        o, m, p = (_times(point, part) for point in (whole.estimate_o, whole.estimate_m, whole.estimate_p))
        set_length(act, id, Estimate(o, m or 0.0, p, whole.estimate_unit))


def _times(amount: float | None, share: float) -> float | None:
    return None if amount is None else round(amount * share, 3)


def _hand_on_links(act: Step, whole: str, made: str) -> None:
    for link in read.links(act.plan, whole):
        if link.kind in _OWN_LINKS or made in (link.from_id, link.to_id):
            continue
        ends = [made if end == whole else end for end in (link.from_id, link.to_id)]
        new = connect(act, ends[0], link.kind, ends[1])
        if new is not None:
            act.tx.set(new, "lag", link.lag)
            act.tx.set(new, "lag_unit", link.lag_unit)
