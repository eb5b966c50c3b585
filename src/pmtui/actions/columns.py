"""The columns of a board: added, changed, ordered, removed when empty."""

from typing import Any

from pmtui.actions.places import column_named
from pmtui.actions.step import Outcome, Step, step
from pmtui.errors import Refused, Usage
from pmtui.model.rank import between
from pmtui.model.text import clean_line
from pmtui.model.words import COLUMN_CATEGORIES
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
        if act.one(
            "SELECT 1 FROM board_column WHERE project_id = ? AND lower(name) = lower(?) AND coalesce(archived, 0) = 0",
            project,
            title,
        ):
            raise Refused(f"there is already a column {title}")
        rows = plan.rows(
            "SELECT category, rank FROM board_column WHERE project_id = ? AND coalesce(archived, 0) = 0 ORDER "
            "BY rank, id",
            (project,),
        )
        first_done = next((place for place, row in enumerate(rows) if row[0] == "done"), len(rows))
        place = len(rows) if kind == "done" else first_done
        low = rows[place - 1][1] if place else None
        high = rows[place][1] if place < len(rows) else None
        id = act.tx.create(
            "column", {"project_id": project, "name": title, "category": kind, "rank": between(low, high)}
        )
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
        cards = [row[0] for row in plan.rows("SELECT id FROM item WHERE column_id = ? AND NOT deleted", (id,))]
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
    if name == "name" and act.one(
        "SELECT 1 FROM board_column WHERE project_id = ? AND lower(name) = lower(?) AND id <> ? AND "
        "coalesce(archived, 0) = 0",
        project, typed, id,
    ):  # fmt: skip
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
    ranks = [
        row[0]
        for row in act.plan.rows(
            "SELECT rank FROM board_column WHERE project_id = ? AND id <> ? AND coalesce(archived, 0) = 0 ORDER "
            "BY rank, id",
            (project, id),
        )
    ]
    at = min(int(value) - 1, len(ranks))
    act.tx.set(id, "rank", between(ranks[at - 1] if at else None, ranks[at] if at < len(ranks) else None))
