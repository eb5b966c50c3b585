"""Sprints: added, changed and removed; which one is meant; items taken into one and put back."""

import re
from collections.abc import Sequence
from datetime import UTC, date, timedelta
from typing import Any

from pmtui.actions.items import said
from pmtui.actions.step import Outcome, Step, step, today_in
from pmtui.clock import midnight
from pmtui.errors import Refused, Usage
from pmtui.model.dates import parse_date, show_date
from pmtui.model.text import clean_line, quoted
from pmtui.store import sprints as stored
from pmtui.store.entity import is_known
from pmtui.store.ids import fixed_ulid
from pmtui.store.plan import Plan
from pmtui.store.sprints import Sprint

FIELDS = ("name", "goal", "start", "finish", "focus")
"""What can be set; `focus` is the share of the working hours that sprint work gets, 0.8 or 80%."""
_NOTHING = ("", "none", "-")
_USUAL_DAYS = timedelta(11)
"""From the first to the last day of a sprint of two weeks."""


def add(
    plan: Plan, project: str, name: str, first: date | None = None, last: date | None = None, **values: str
) -> Outcome:
    """Add a planned sprint to a project (id); without days it follows the project's last one. `values`: goal, focus.

    Refused where the project has one of that name, Usage where the days are in the wrong order.
    """
    with step(plan) as act:
        follows = following(plan, project)
        title = clean_line(name, 100) or follows.name
        if first is None or last is None:
            first, last = days_of(follows)
        cells = {field: typed(act, project, field, text) for field, text in values.items()}
        id = create(act, follows._replace(name=title, start=first.isoformat(), finish=last.isoformat()), cells)
        act.outcome.items = [id]
        act.outcome.message = f"{title} added, {span_words(first, last, today_in(plan, project))}"
        return act.outcome


def create(act: Step, proposed: Sprint, cells: dict[str, Any] | None = None) -> str:
    """Write a proposed sprint within a step; its id follows from project, name and day, so that a merge joins two."""
    first, last = days_of(proposed)
    check_days(first, last)
    free_name(act.plan, proposed.project_id, proposed.name)
    begins = midnight(first, UTC)
    words = ["sprint", proposed.project_id, proposed.name.casefold()]
    number = 0
    while is_known(act.plan, id := fixed_ulid(begins, *words, str(number))):
        number += 1
    first_cells = {name: getattr(proposed, name) for name in ("project_id", "name", "goal", "start", "finish", "focus")}
    act.tx.create("sprint", {**first_cells, "state": "planned", **(cells or {})}, id)
    act.tx.settle()
    return id


def change(plan: Plan, sprint: Sprint, values: dict[str, str]) -> Outcome:
    """Set fields of a sprint as a person types them. What was frozen of it stays as it is."""
    with step(plan) as act:
        for field, text in values.items():
            value = typed(act, sprint.project_id, field, text)
            if field == "name":
                free_name(plan, sprint.project_id, value, besides=sprint.id)
            act.tx.set(sprint.id, field, value)
        act.tx.settle()
        now = stored.sprint(plan, sprint.id)
        if now.state != "planned" and not (now.start and now.finish):
            raise Refused(f"{now.name} has begun and needs its days")
        if now.start and now.finish:
            check_days(*days_of(now))
        act.outcome.message = f"{now.name}: {', '.join(values)} set"
        return act.outcome


def remove(plan: Plan, sprint: Sprint) -> Outcome:
    """Take a planned sprint away; what was in it goes back to the backlog. Refused once it has begun."""
    if sprint.state != "planned":
        raise Refused(f"{sprint.name} has begun, and its figures are kept; `pmtui undo` takes back a start")
    with step(plan) as act:
        inside = [one.id for one in stored.members(plan, sprint.id)]
        for id in inside:
            act.tx.set(id, "sprint_id", None)
        act.tx.delete(sprint.id)
        back = f", {said(plan, inside)} put back" if inside else ""
        act.outcome.items = inside
        act.outcome.message = f"{sprint.name} removed{back}"
        return act.outcome


def pull(plan: Plan, ids: Sequence[str], sprint: Sprint) -> Outcome:
    """Take items (ids) into a sprint. Refused for a sprint that has ended, and for items that are done or dropped."""
    if sprint.state == "ended":
        raise Refused(f"{sprint.name} has ended; what is open goes into another one")
    known = stored.some(plan, ids)
    closed = [one for one in known.values() if one.state != "open"]
    if closed:
        raise Refused(f"{closed[0].ref} is {closed[0].state}; only open items can be taken into a sprint")
    with step(plan) as act:
        taken = [id for id in ids if act.tx.set(id, "sprint_id", sprint.id)]
        act.outcome.items = taken
        act.outcome.message = f"{said(plan, taken or ids)} {'in' if taken else 'already in'} {sprint.name}"
        return act.outcome


def put_back(plan: Plan, ids: Sequence[str]) -> Outcome:
    """Take items (ids) out of their sprint, back to the backlog."""
    with step(plan) as act:
        taken = [id for id in ids if act.tx.set(id, "sprint_id", None)]
        act.outcome.items = taken
        act.outcome.message = f"{said(plan, taken or ids)} {'back in' if taken else 'already in'} the backlog"
        return act.outcome


def sprint_named(plan: Plan, project: str, word: str) -> Sprint:
    """The sprint somebody means by its name, or by its last word: `14` is Sprint 14. Usage where there is none."""
    known = stored.sprints(plan, [project])
    text = clean_line(word).casefold()
    whole = [one for one in known if one.name.casefold() == text]
    ending = [one for one in known if one.name.casefold().split()[-1:] == [text]]
    if whole or len(ending) == 1:
        return (whole or ending)[-1]
    names = ", ".join(one.name for one in known) or "none"
    raise Usage(f"there is no sprint {quoted(word)}; there is {names}")


def next_planned(plan: Plan, project: str) -> Sprint | None:
    """The project's first sprint that has not begun."""
    return next((one for one in stored.sprints(plan, [project]) if one.state == "planned"), None)


def active(plan: Plan, project: str) -> Sprint | None:
    """The project's sprint that is on: of several the one that began first."""
    return next((one for one in stored.sprints(plan, [project]) if one.state == "active"), None)


def following(plan: Plan, project: str) -> Sprint:
    """The sprint that would come after a project's last one: as long, named with the next number; its id is ""."""
    known = stored.sprints(plan, [project])
    dated = [one for one in known if one.start and one.finish]
    today = today_in(plan, project)
    if dated:
        begun, ended = days_of(dated[-1])
        first, length = _weekday_from(max(ended + timedelta(1), begun)), ended - begun
        if first + length < today:
            first = _weekday_from(today)
    else:
        first, length = today + timedelta(-today.weekday() % 7), _USUAL_DAYS
    named = dated[-1] if dated else known[-1] if known else None
    name = _next_name(named.name if named else "", {one.name.casefold() for one in known})
    return Sprint("", project, name, None, first.isoformat(), (first + length).isoformat(), "planned", None)


def days_of(sprint: Sprint) -> tuple[date, date]:
    """A sprint's first and last day; Refused where it has none."""
    if not (sprint.start and sprint.finish):
        raise Refused(
            f'{sprint.name} has no days yet; `pmtui sprint set "{sprint.name}" start="30 nov" finish="11 dec"`'
        )
    return date.fromisoformat(sprint.start), date.fromisoformat(sprint.finish)


def span_words(first: date, last: date, today: date) -> str:
    """Two days as people say them: `Mon 30 Nov to Fri 11 Dec`."""
    return f"{show_date(first, today)} to {show_date(last, today)}"


def check_days(first: date, last: date) -> None:
    """Usage where a sprint would end before it begins."""
    if last < first:
        raise Usage(f"a sprint cannot end on {last:%Y-%m-%d}, before it begins on {first:%Y-%m-%d}")


def free_name(plan: Plan, project: str, name: str, besides: str | None = None) -> None:
    """Refused where another sprint of the project has this name."""
    if any(one.name.casefold() == name.casefold() and one.id != besides for one in stored.sprints(plan, [project])):
        raise Refused(f"there is already a sprint {name}")


def typed(act: Step, project: str, field: str, text: str) -> Any:
    """A field's value as a person types it; Usage where field or value is not understood."""
    if field not in FIELDS:
        raise Usage(f"a sprint has no {field}; there are {', '.join(FIELDS)}")
    words = text.strip()
    if field == "name":
        if not clean_line(words, 100):
            raise Usage("a sprint needs a name")
        return clean_line(words, 100)
    if words.casefold() in _NOTHING:
        return None
    if field in ("start", "finish"):
        return parse_date(words, today_in(act.plan, project)).isoformat()
    if field == "focus":
        return parse_focus(words)
    return clean_line(words)


def parse_focus(text: str) -> float:
    """A share of the working hours: `0.8`, `80%`; Usage where it is not above 0 and at most 1."""
    found = re.fullmatch(r"(\d{1,3}(?:[.,]\d{1,4})?)\s*(%?)", text.strip(), re.ASCII)
    share = float(found[1].replace(",", ".")) / (100 if found[2] else 1) if found else 0
    if not 0 < share <= 1:
        raise Usage(f"focus is the share of the hours that sprint work gets, such as 0.8 or 80%, not {quoted(text)}")
    return share


def _weekday_from(day: date) -> date:
    """The day itself, or the Monday after where it lies in a weekend."""
    return day + timedelta(7 - day.weekday()) if day.weekday() > 4 else day


def _next_name(name: str, taken: set[str]) -> str:
    """Sprint 15 after Sprint 14; numbers that are in use are passed over."""
    found = re.fullmatch(r"(.*?)(\d{1,6})(\D*)", name)
    stem, number, tail = (found[1], int(found[2]), found[3]) if found else ("Sprint ", 0, "")
    while f"{stem}{number + 1}{tail}".casefold() in taken:
        number += 1
    return f"{stem}{number + 1}{tail}"
