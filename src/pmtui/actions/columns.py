"""The columns of a board: added, changed, ordered, removed when empty."""

from typing import Any

from pmtui.actions.places import column_named
from pmtui.actions.step import Outcome, Step, step
from pmtui.errors import Refused, Usage
from pmtui.model.rank import between
from pmtui.model.text import clean_line
from pmtui.model.words import COLUMN_CATEGORIES
from pmtui.store import lookup, naming
from pmtui.store.plan import Plan

FIELDS = ("name", "category", "wip", "hard", "starts", "stops", "policy", "place")


def add(
    plan: Plan, project: str, name: str, category: str | None = None, values: dict[str, str] | None = None
) -> Outcome:
    """Add a column to a project (id), before its done columns unless it is one itself."""
    title = clean_line(name, 60)
    if not title:
        raise Usage("a column needs a name")
    kind = _category(category or "active")
    with step(plan) as act:
        if naming.column_taken(plan, project, title):
            raise Refused(f"there is already a column {title}")
        there = naming.columns(plan, project)
        first_done = next((place for place, row in enumerate(there) if row[2] == "done"), len(there))
        place = len(there) if kind == "done" else first_done
        rank = _rank_at([rank for *_, rank in there], place)
        id = act.tx.create("column", {"project_id": project, "name": title, "category": kind, "rank": rank})
        act.tx.settle()
        for field, value in (values or {}).items():
            _apply(act, project, id, field, value)
        act.outcome.message = f"column {title} added"
        return act.outcome


def change(plan: Plan, project: str, name: str, values: dict[str, str]) -> Outcome:
    """Set fields of a column: name, category, wip (a number or none), hard, starts, stops (yes or no), policy,
    place.
    """
    id = column_named(plan, project, name)
    with step(plan) as act:
        for field, value in values.items():
            _apply(act, project, id, field, value)
        act.outcome.message = f"column {name}: {', '.join(values)} set"
        return act.outcome


def remove(plan: Plan, project: str, name: str, to: str | None = None) -> Outcome:
    """Remove a column. Its cards must go to another one (`to`) unless there are none."""
    id = column_named(plan, project, name)
    with step(plan) as act:
        cards = lookup.items_in_column(plan, id)
        if cards and to is None:
            raise Refused(f"{name} still holds {len(cards)} cards; say where they go: --to COLUMN")
        if cards and to is not None:
            target = column_named(plan, project, to)
            if target == id:
                raise Usage("the cards must go to another column")
            for card in cards:
                act.tx.set(card, "column_id", target)
        act.tx.set(id, "archived", 1)
        act.outcome.items = cards
        act.outcome.message = f"column {name} removed" + (f", {len(cards)} cards moved to {to}" if cards else "")
        return act.outcome


def _apply(act: Step, project: str, id: str, field: str, value: str) -> None:
    if field == "place":
        _place(act, project, id, value)
        return
    name, typed = _typed(field, value)
    if name == "name" and naming.column_taken(act.plan, project, typed, besides=id):
        raise Refused(f"there is already a column {typed}")
    act.tx.set(id, name, typed)


def _typed(field: str, value: str) -> tuple[str, Any]:
    word = value.casefold()
    if field == "category":
        return field, _category(word)
    if field in ("wip", "wip_limit"):
        if word in ("", "none", "0"):
            return "wip_limit", None
        if not word.isdigit():
            raise Usage(f"a WIP limit is a number of cards or none, not {value!r}")
        return "wip_limit", int(word)
    flags = {"hard": "wip_hard", "starts": "starts_clock", "stops": "stops_clock"}
    if field in flags:
        if word not in ("yes", "no", "auto", ""):
            raise Usage(f"{field} is yes, no or auto, not {value!r}")
        return flags[field], {"yes": 1, "no": 0}.get(word)
    if field == "name":
        title = clean_line(value, 60)
        if not title:
            raise Usage("a column needs a name")
        return field, title
    if field == "policy":
        return field, clean_line(value) or None
    raise Usage(f"a column has no {field}; there are {', '.join(FIELDS)}")


def _category(word: str) -> str:
    if word not in COLUMN_CATEGORIES:
        raise Usage(f"{word} is no category; there is {', '.join(COLUMN_CATEGORIES)}")
    return word


def _place(act: Step, project: str, id: str, value: str) -> None:
    """Put a column at a place, 1 being the leftmost."""
    if not value.isdigit() or int(value) < 1:
        raise Usage(f"a place is a number from 1, not {value!r}")
    ranks = [rank for other, _, _, rank in naming.columns(act.plan, project) if other != id]
    act.tx.set(id, "rank", _rank_at(ranks, min(int(value) - 1, len(ranks))))


def _rank_at(ranks: list[str | None], place: int) -> str:
    """A rank that puts a newcomer at this place (from 0) among others."""
    return between(ranks[place - 1] if place else None, ranks[place] if place < len(ranks) else None)
