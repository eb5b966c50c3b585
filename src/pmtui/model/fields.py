"""The fields of the query: their names, which comparisons each takes, and how the value is read."""

import re
from datetime import date
from typing import NamedTuple

from pmtui.model.dates import hours_back, parse_date
from pmtui.model.durations import parse_duration, parse_points
from pmtui.model.text import Unreadable, quoted
from pmtui.model.words import ITEM_TYPES, PRIORITIES, nearest, one_of, parse_ref

Value = str | float | int | date

NAMES = {
    "owner": "owner", "to": "owner", "assignee": "person", "person": "person", "reporter": "reporter",
    "label": "label", "tag": "label", "status": "status", "column": "status", "col": "status", "in": "status",
    "state": "state", "type": "type", "project": "project", "sprint": "sprint", "parent": "parent", "under": "parent",
    "after": "after", "before": "before", "has": "has", "no": "no", "is": "is", "title": "title", "text": "text",
    "due": "due", "by": "due", "start": "start", "created": "created", "updated": "updated", "started": "started",
    "finished": "finished", "age": "age", "est": "estimate", "estimate": "estimate", "points": "points",
    "pts": "points", "prio": "priority", "priority": "priority", "number": "number", "sort": "sort",
}  # fmt: skip
"""What may stand before an operator, and the field it means; `in` with < or > is the time in the column."""

FLAGS = {
    "blocked": "blocked", "late": "late", "overdue": "late", "archived": "archived", "done": "done", "open": "open",
    "dropped": "dropped", "mine": "mine", "unassigned": "unassigned",
}  # fmt: skip

HAS = {
    "checklist": "check", "checklists": "check", "check": "check", "checks": "check", "comment": "comment",
    "comments": "comment", "label": "label", "labels": "label", "tag": "label", "link": "link", "links": "link",
    "due": "due", "start": "start", "owner": "owner", "estimate": "estimate", "est": "estimate", "body": "body",
    "parent": "parent", "points": "points", "pts": "points", "priority": "priority", "prio": "priority",
    "sprint": "sprint",
}  # fmt: skip

SORTS = {
    "due": "due", "prio": "priority", "priority": "priority", "created": "created", "updated": "updated",
    "started": "started", "finished": "finished", "points": "points", "pts": "points", "title": "title",
    "number": "number", "owner": "owner", "start": "start", "age": "age", "status": "status", "column": "status",
    "type": "type", "rank": "rank", "est": "estimate", "estimate": "estimate",
}  # fmt: skip

_ORDERED = ("due", "start", "created", "updated", "started", "finished", "age", "incolumn", "estimate", "points",
            "priority", "number")  # fmt: skip
_MAY_LACK = ("person", "owner", "reporter", "label", "sprint", "parent", "due", "start", "started", "finished",
             "estimate", "points", "priority")  # fmt: skip
_BACK = ("created", "updated", "started", "finished")
_FREE = ("title", "text")


class Reading(NamedTuple):
    """Reads values for one day and a person's habits."""

    today: date
    now_ms: int
    week_start: int = 0
    day_first: bool = True
    hours_per_day: float = 8.0

    def read(self, name: str, op: str, said: str, whole: bool) -> tuple[str, str, Value | tuple[Value, ...] | None]:
        """The field, operator and typed value of `name op said`; op `none` where nothing is asked for, value None.

        Several values, separated by commas, give a tuple; `whole` ones, which were quoted, are not split. Raises
        Unreadable.
        """
        if op != "=" and name not in _ORDERED:
            raise Unreadable(f"{name}{op}{quoted(said)}: {name} has no order; use {name}:{quoted(said)}")
        if op == "=" and name == "age":
            raise Unreadable(f"{name}:{quoted(said)}: say {name}>{quoted(said)} or {name}<{quoted(said)}")
        if op == "=" and said.casefold() in ("none", "empty") and name in _MAY_LACK and not whole:
            return name, "none", None
        parts = [said] if whole or name in _FREE else [part.strip() for part in said.split(",") if part.strip()]
        values = tuple(self._value(name, op, part) for part in parts)
        if not values:
            raise Unreadable(f"{name}{':' if op == '=' else op}: the value is missing")
        if len(values) > 1 and op != "=":
            raise Unreadable(f"{name}{op}{quoted(said)}: only one value can be compared with {op}")
        return name, op, values if len(values) > 1 else values[0]

    def _value(self, name: str, op: str, said: str) -> Value:
        """One value: a date, minutes, points, an item's number, or a known word."""
        if name in ("due", "start", *_BACK):
            return self._day(name, op, said)
        if name in ("age", "incolumn"):
            return parse_duration(said).minutes(24, 7)
        match name:
            case "estimate":
                return parse_duration(said, self.hours_per_day).minutes(self.hours_per_day)
            case "points":
                return parse_points(said)
            case "parent" | "after" | "before" | "number":
                return parse_ref(said).number
            case "priority":
                return one_of(said, PRIORITIES, "priority")
            case "type":
                return one_of(said, ITEM_TYPES, "type")
            case "state":
                return one_of(said, ("open", "done", "dropped"), "state")
        return said

    def _day(self, name: str, op: str, said: str) -> date | int:
        """A day; of what has happened also an instant, some hours ago, in ms UTC."""
        back = name in _BACK
        if back and op != "=" and re.fullmatch(r"\d+\s*[a-z]+", said.strip(), re.IGNORECASE | re.ASCII):
            # 'older than' or 'later than' is what people mean by either sign, so neither is guessed.
            span = quoted(said)
            raise Unreadable(
                f"{name}{op}{span}: say {name}>-{span} (in the last {span}) or {name}<-{span} (before that)"
            )
        ago = hours_back(said) if back and op != "=" else None
        if ago is not None:
            return self.now_ms - round(ago.total_seconds() * 1000)
        return parse_date(said, self.today, week_start=self.week_start, day_first=self.day_first, past=back)


def field_name(word: str) -> str:
    """The field that a word before an operator means, `field.NAME` a custom one; raises Unreadable."""
    folded = word.casefold()
    if folded in NAMES:
        return NAMES[folded]
    if folded.startswith("field.") and len(folded) > len("field."):
        return "field." + word[len("field.") :]
    raise unknown(word, "field (in quotes it is searched for as text)", (*NAMES, *FLAGS))


def unknown(word: str, what: str, known: tuple[str, ...]) -> Unreadable:
    """The error for a word that is none of the known ones."""
    near = nearest(word, known)
    hint = f"did you mean {near}?" if near else f"try {', '.join(known[:6])}"
    return Unreadable(f"{quoted(word)}: no such {what}; {hint}")
