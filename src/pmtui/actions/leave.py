"""Leave: entering, changing and removing the days and half days that somebody is off."""

from collections.abc import Sequence
from datetime import UTC, date
from itertools import count

from pmtui.actions.capacity import DayOff, absence_of
from pmtui.actions.people import known_as
from pmtui.actions.step import Outcome, Step, step, today_in
from pmtui.clock import midnight
from pmtui.errors import Refused, Usage
from pmtui.model.dates import show_date
from pmtui.model.text import quoted, whole_line
from pmtui.planning.leave import PARTS, Absence
from pmtui.store import leave as stored
from pmtui.store.entity import is_known
from pmtui.store.ids import fixed_ulid
from pmtui.store.naming import people
from pmtui.store.plan import Plan

LONGEST = 3 * 366
"""Days that one leave may last; whoever is away for longer has left."""


def add(plan: Plan, who: str, days: Absence, note: str = "") -> Outcome:
    """Enter leave of a person, by any of their names. Refused where they are off on these days already."""
    with step(plan) as act:
        person = _person(act, who)
        _check(days)
        for one in stored.leaves(plan):
            if one.person_id == person and _holds(absence_of(one), days):
                raise Refused(f"{_code(plan, person)} is on leave then already, {said(one, today_in(plan))}")
        act.tx.create("leave", {"person_id": person, **_cells(days, note)}, _id_for(plan, person, days))
        act.outcome.message = f"{_code(plan, person)} is on leave {shown(days, today_in(plan))}"
        return act.outcome


def change(plan: Plan, id: str, days: Absence, note: str) -> Outcome:
    """Give a leave (id) other days, or another note."""
    with step(plan) as act:
        found = _one(plan, id)
        _check(days)
        for field, value in _cells(days, note).items():
            act.tx.set(id, field, value)
        act.outcome.message = f"{_code(plan, found.person_id)} is on leave {shown(days, today_in(plan))}"
        return act.outcome


def remove(plan: Plan, ids: Sequence[str]) -> Outcome:
    """Take leave away; each goes as a whole."""
    with step(plan) as act:
        found = [_one(plan, id) for id in ids]
        for one in found:
            act.tx.delete(one.id)
        today = today_in(plan)
        act.outcome.message = "; ".join(
            f"leave of {_code(plan, one.person_id)}, {said(one, today)}, removed" for one in found
        )
        return act.outcome


def shown(days: Absence, today: date) -> str:
    """The days of a leave in words: `Tue 1 Dec to Fri 4 Dec`, `Mon 23 Nov, afternoon`."""
    span = show_date(days.first, today) + (f" to {show_date(days.last, today)}" if days.last != days.first else "")
    return span if days.part is None else f"{span}, {'morning' if days.part == 'am' else 'afternoon'}"


def said(one: stored.Leave, today: date) -> str:
    """A leave in words, with its note: `Tue 1 Dec to Fri 4 Dec vacation`."""
    return " ".join(filter(None, (shown(absence_of(one), today), one.note)))


def off_words(off: DayOff, today: date) -> str:
    """What somebody's leave means for today: `on leave until Fri 27 Nov`, `leave from 13:00`."""
    if off.part is None:
        return f"on leave until {show_date(off.until, today)}" if off.until > today else "on leave today"
    minute = off.at or 0
    return f"leave {'until' if off.part == 'am' else 'from'} {minute // 60}:{minute % 60:02}"


def _person(act: Step, who: str) -> str:
    found = known_as(act.plan, who, act.me)
    if found is None:
        raise Usage(f"nobody is called {quoted(who)}; `pmtui person` lists everybody")
    return found


def _one(plan: Plan, id: str) -> stored.Leave:
    found = next((one for one in stored.leaves(plan) if one.id == id), None)
    if found is None:
        raise Usage("that leave has been removed; `pmtui leave` lists what there is")
    return found


def _check(days: Absence) -> None:
    if days.last < days.first:
        raise Usage(f"{days.last:%Y-%m-%d} is before {days.first:%Y-%m-%d}; write the earlier day first")
    if (days.last - days.first).days >= LONGEST:
        raise Refused("one leave lasts three years at most; `pmtui person remove` is for somebody who has left")
    if days.part is not None and days.part not in PARTS:
        raise Usage(f"{quoted(days.part)} is no part of a day; write am or pm, or nothing for the whole day")


def _cells(days: Absence, note: str) -> dict[str, str | None]:
    return {
        "first": days.first.isoformat(), "last": days.last.isoformat(), "part": days.part,
        "note": whole_line(note, 200) or None,
    }  # fmt: skip


def _holds(one: Absence, other: Absence) -> bool:
    """Whether one leave takes off all that another does."""
    return one.first <= other.first and other.last <= one.last and one.part in (None, other.part)


def _id_for(plan: Plan, person: str, days: Absence) -> str:
    """An identity that follows from who and when, so that what two copies of the plan both enter is one leave.

    What was removed and is entered again is another one.
    """
    begins = midnight(days.first, UTC)
    words = person, days.first.isoformat(), days.last.isoformat(), days.part or ""
    made = (fixed_ulid(begins, "leave", *words, str(number)) for number in count())
    return next(id for id in made if not is_known(plan, id))


def _code(plan: Plan, person: str) -> str:
    return next((f"@{code}" for id, code, *_ in people(plan) if id == person), "?")
