"""The timer: one a person, on one item; stopped, it becomes logged time, and never less than was there."""

from collections.abc import Sequence

from pmtui.actions.items import said
from pmtui.actions.notes import hours
from pmtui.actions.people import known_as
from pmtui.actions.step import Outcome, Step, step, zone_of
from pmtui.clock import local, now_ms
from pmtui.errors import Refused
from pmtui.model.text import whole_line
from pmtui.store import lookup
from pmtui.store.ids import fixed_ulid
from pmtui.store.plan import Plan
from pmtui.store.worked import Timer, timers

LONGEST = 12 * 60
"""Minutes that a timer logs at most by itself: one that ran for longer was forgotten."""
SOURCE = "timer"


def running(plan: Plan, person: str | None = None) -> Timer | None:
    """The timer that runs for a person (id), or for whoever has opened the plan; None where none does."""
    mine = timers(plan, person or known_as(plan, plan.actor, None))
    return mine[-1] if mine else None


def elapsed(timer: Timer) -> int:
    """Whole minutes since it began; 0 where the clock has jumped back since."""
    return max(0, now_ms() - timer.started) // 60_000


def start(plan: Plan, item: str, note: str = "") -> Outcome:
    """Start my timer on an item (id); one that runs on another is stopped, and its time logged, in the same step.

    Refused where it runs on that item already.
    """
    with step(plan) as act:
        begin(act, item, note)
        return act.outcome


def toggle(plan: Plan, item: str) -> Outcome:
    """Stop my timer where it runs on this item (id), else start it there."""
    with step(plan) as act:
        mine = timers(plan, act.me)
        if mine and mine[-1].item_id == item:
            _end(act, mine)
        else:
            begin(act, item)
        return act.outcome


def stop(plan: Plan, minutes: int | None = None) -> Outcome:
    """Stop my timer and log its time, or so many minutes of it; Refused where none runs."""
    if minutes is not None and not 0 < minutes <= 24 * 60:
        raise Refused("time worked on one day lies between a minute and 24 hours")
    with step(plan) as act:
        _end(act, _mine(act), minutes)
        return act.outcome


def drop(plan: Plan) -> Outcome:
    """Stop my timer and log nothing; undo lets it run on. Refused where none runs."""
    with step(plan) as act:
        mine = _mine(act)
        for timer in mine:
            act.tx.delete(timer.id)
        act.outcome.items = [timer.item_id for timer in mine]
        act.outcome.message = f"timer on {said(plan, [mine[-1].item_id])} dropped, nothing logged"
        return act.outcome


def begin(act: Step, item: str, note: str = "") -> None:
    """Start the timer within a step; see `start`."""
    mine = timers(act.plan, act.me)
    if mine and mine[-1].item_id == item:
        raise Refused(f"the timer on {said(act.plan, [item])} is running already; `pmtui timer stop` logs its time")
    if mine:
        _end(act, mine)
    cells = {"item_id": item, "person_id": act.me, "started": now_ms(), "note": whole_line(note) or None}
    act.tx.create("timer", cells)
    act.outcome.items = [*act.outcome.items, item]
    words = f"timer on {said(act.plan, [item])} started"
    act.outcome.message = f"{act.outcome.message}; {words}" if act.outcome.message else words


def end_with(act: Step, items: Sequence[str]) -> str:
    """Within a step that has moved items (ids): stop my timer where it runs on one that is done now.

    Returns what was logged, `; 0h34 on 42 logged`, or nothing.
    """
    mine = timers(act.plan, act.me)
    if not mine or mine[-1].item_id not in items or lookup.category_of(act.plan, mine[-1].item_id) != "done":
        return ""
    before, act.outcome.items = act.outcome.items, []
    _end(act, mine)
    told, act.outcome.items = act.outcome.message, before
    return f"; {told}"


def _mine(act: Step) -> list[Timer]:
    mine = timers(act.plan, act.me)
    if not mine:
        raise Refused("no timer of yours is running; `pmtui timer 42` starts one")
    return mine


def _end(act: Step, mine: Sequence[Timer], minutes: int | None = None) -> None:
    """Stop timers and log their time, the last one's as `minutes` where they are given.

    There are several where two copies of the plan were merged: each ran until the next was started.
    """
    told = []
    ends = [*(timer.started for timer in mine[1:]), now_ms()]
    for timer, end in zip(mine, ends, strict=True):
        said_so = minutes if timer is mine[-1] else None
        spent = said_so or _spent(act, timer, end)
        project = lookup.project_of(act.plan, timer.item_id)
        day = local(timer.started, zone_of(act.plan, project)).date().isoformat()
        cells = {
            "item_id": timer.item_id, "person_id": timer.person_id, "day": day, "minutes": spent, "note": timer.note,
            "source": SOURCE,
        }  # fmt: skip
        # Its id follows from the timer's: stopped in two copies of the plan, its time is logged once.
        act.put("worklog", cells, fixed_ulid(timer.started, "timer", timer.id))
        act.tx.delete(timer.id)
        told.append(f"{hours(spent)} on {said(act.plan, [timer.item_id])}")
    act.outcome.items = list(dict.fromkeys(timer.item_id for timer in mine))
    act.outcome.message = f"{', '.join(told)} logged"


def _spent(act: Step, timer: Timer, end: int) -> int:
    """Minutes to log of a timer that ran until an instant (ms UTC)."""
    ran = round((end - timer.started) / 60_000)
    ref = said(act.plan, [timer.item_id])
    if ran > LONGEST:
        act.outcome.warnings.append(
            f"the timer on {ref} ran for {hours(ran)}, of which 12h count; undo, then `pmtui timer stop 7h` logs 7h"
        )
    elif end < timer.started:
        act.outcome.warnings.append(f"the clock stands before the timer on {ref} began; a minute is logged")
    return min(max(1, ran), LONGEST)
