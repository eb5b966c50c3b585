"""An item's fields as people type them: one table of names, and what each does with a text."""

from collections.abc import Callable
from functools import partial
from typing import Any

from pmtui.actions.places import column_named, end_of, enter, project_named
from pmtui.actions.step import Step, today_in
from pmtui.errors import Refused, Usage
from pmtui.model.dates import parse_date
from pmtui.model.durations import parse_duration, parse_estimate
from pmtui.model.text import clean_line, whole, whole_line
from pmtui.model.words import ITEM_TYPES, PRIORITIES
from pmtui.store import lookup, naming
from pmtui.store.read import find

NOTHING = ("", "none", "-")
"""What empties a field."""

ALIASES = {
    "to": "owner", "prio": "priority", "pts": "points", "est": "estimate", "label": "labels", "tag": "labels",
    "tags": "labels",
    "status": "column", "in": "column", "under": "parent", "text": "body", "description": "body", "done%": "percent",
    "left": "effort_left", "assignee": "assignees",
}  # fmt: skip


class Editor:
    """Applies typed values to one item within a step."""

    def __init__(self, act: Step, id: str) -> None:
        self.act = act
        self.id = id
        self.project = lookup.project_of(act.plan, id)

    def apply(self, field: str, operator: str, text: str) -> None:
        """Set (`=`), add to (`+=`) or take from (`-=`) a field. Usage where field or value is not understood."""
        name = field.casefold()
        name = ALIASES.get(name, name)
        if name.startswith("field."):
            self.set(f"custom:{field[6:]}", whole_line(text) or None)
        elif name in _LISTS:
            _LISTS[name](self, operator, [part.strip() for part in text.split(",") if part.strip() not in NOTHING])
        elif name not in _SCALARS:
            from difflib import get_close_matches

            near = get_close_matches(name, [*_SCALARS, *_LISTS, *ALIASES], 1)
            hint = f"; did you mean {near[0]}?" if near else f"; own fields are written field.{field}=..."
            raise Usage(f"items have no field {field}{hint}")
        elif operator != "=":
            raise Usage(f"{field} takes one value: {field}=...")
        else:
            _SCALARS[name](self, text.strip() if name != "body" else text)

    def set(self, field: str, value: Any) -> None:
        """Give a field its value."""
        self.act.tx.set(self.id, field, value)

    def _line(self, field: str) -> Callable[[str], None]:
        return lambda text: self.set(field, None if text in NOTHING else whole_line(text))

    def title(self, text: str) -> None:
        """A title is one line and never empty."""
        line = whole_line(text)
        if not line:
            raise Usage("a title cannot be empty")
        self.set("title", line)

    def body(self, text: str) -> None:
        """Long text, kept as it is but for what a terminal must never see."""
        self.set("body", whole(text).rstrip() or None)

    def kind(self, text: str) -> None:
        """One of the item types."""
        word = text.casefold()
        if word not in ITEM_TYPES:
            raise Usage(f"{text} is no type; there is {', '.join(ITEM_TYPES)}")
        self.set("type", word)

    def priority(self, text: str) -> None:
        """urgent, high, medium, low, or none."""
        word = text.casefold().removeprefix("!")
        matches = [name for name in PRIORITIES if name.startswith(word)] if word else []
        if word in NOTHING:
            self.set("priority", None)
        elif len(matches) == 1:
            self.set("priority", matches[0])
        else:
            raise Usage(f"{text} is no priority; there is {', '.join(PRIORITIES)} and none")

    def number(self, field: str, text: str, low: float = 0.0, high: float = 1e6) -> None:
        """A number in bounds, or none."""
        if text in NOTHING:
            self.set(field, None)
            return
        try:
            value = float(text.replace(",", ".").removesuffix("%").removesuffix("pt"))
        except ValueError:
            raise Usage(f"{field} is a number, not {text!r}") from None
        if not low <= value <= high:
            raise Usage(f"{field} lies between {low:g} and {high:g}, not at {text}")
        self.set(field, value)

    def day(self, field: str, text: str) -> None:
        """A date in words, or none."""
        value = None if text in NOTHING else parse_date(text, today_in(self.act.plan, self.project)).isoformat()
        self.set(field, value)

    def start(self, text: str) -> None:
        """The day before which it does not begin; it takes the place of any other constraint."""
        self.day("start", text)
        self.set("constraint_kind", None)
        self.set("constraint_at", None)

    def scheduled(self, field: str, text: str) -> None:
        """What only the schedule knows."""
        from pmtui.actions.schedule_fields import FIELDS

        FIELDS[field](self, text)

    def risky(self, field: str, text: str) -> None:
        """What makes it a risk or an issue."""
        from pmtui.actions.risk_fields import FIELDS

        FIELDS[field](self, text)

    def estimate(self, text: str) -> None:
        """`3d`, or three points `2/3/6d`."""
        from pmtui.actions.lengths import set_length

        set_length(self.act, self.id, None if text in NOTHING else parse_estimate(text))

    def effort_left(self, text: str) -> None:
        """Work that is left, as a duration."""
        self.set("effort_left", None if text in NOTHING else round(parse_duration(text).minutes()))

    def person(self, field: str, text: str) -> None:
        """Somebody, by any of their names."""
        self.set(field, None if text in NOTHING else self.act.person(text))

    def parent(self, text: str) -> None:
        """The item this one belongs to; a loop is refused with its path."""
        if text in NOTHING:
            self.set("parent_id", None)
            return
        from pmtui.actions.links import path_text, refuse_circle, refuse_own_summary

        parent = find(self.act.plan, text)
        path = [self.id]
        at: str | None = parent
        while at and at not in path[1:]:  # two merged copies may have made a loop elsewhere
            path.append(at)
            if at == self.id:
                raise Refused(f"that would make a loop of parents: {path_text(self.act.plan, path)}")
            at = lookup.parent_of(self.act.plan, at)
        refuse_own_summary(self.act, self.id, path[1:])
        self.set("parent_id", parent)
        self.act.tx.settle()
        refuse_circle(self.act, self.id)

    def column(self, text: str) -> None:
        """Another column of its board, or of another project's after `project=`."""
        self._enter(column_named(self.act.plan, self.project, text))

    def to_project(self, text: str) -> None:
        """Another project, in the column of the same name there, else its first."""
        project = project_named(self.act.plan, text)
        if project == self.project:
            return
        name = lookup.column_name(self.act.plan, lookup.column_of(self.act.plan, self.id))
        self.project = project
        self.set("project_id", project)
        try:
            self.column(name or "")
        except Usage:
            self._enter(column_named(self.act.plan, project, None))

    def _enter(self, column: str) -> None:
        self.act.tx.settle()
        if column != lookup.column_of(self.act.plan, self.id):
            enter(self.act, column)
            self.set("column_id", column)
            self.set("rank", end_of(self.act, column))

    def sprint(self, text: str) -> None:
        """A sprint of its project, by name."""
        if text in NOTHING:
            self.set("sprint_id", None)
            return
        sprint = naming.sprint_named(self.act.plan, text, self.project)
        if sprint is None:
            raise Usage(f"there is no sprint {text}; `pmtui sprint` lists them")
        self.set("sprint_id", sprint)

    def flag(self, field: str, text: str) -> None:
        """yes or no."""
        self.set(field, 1 if yes_or_no(field, text) else None)

    def labels(self, operator: str, names: list[str]) -> None:
        """Labels are a set: `=` makes it these, `+=` and `-=` add and take."""
        from pmtui.actions.items import add_label

        names = [clean_line(name.removeprefix("#"), 100) for name in names]
        wanted = {name.casefold() for name in names}
        for id, name in lookup.labels_of(self.act.plan, self.id):
            if (name.casefold() in wanted) == (operator == "-=") and operator != "+=":
                self.act.tx.delete(id)
        if operator != "-=":
            for name in names:
                add_label(self.act, self.id, name)

    def assignees(self, operator: str, names: list[str]) -> None:
        """Those who work on it beside the owner: a set, like labels."""
        wanted = list(dict.fromkeys(self.act.person(name) for name in names))
        there = lookup.assignments(self.act.plan, self.id)
        for person, id in there.items():
            if operator != "+=" and (person in wanted) == (operator == "-="):
                self.act.tx.delete(id)
        if operator != "-=":
            for person in wanted:
                if person not in there:
                    self.act.tx.create("assignee", {"item_id": self.id, "person_id": person, "role": "R"})


def yes_or_no(field: str, text: str) -> bool:
    """What a flag is set to; Usage where it is neither."""
    word = text.casefold()
    if word not in ("yes", "no", "1", "0", "true", "false", *NOTHING):
        raise Usage(f"{field} is yes or no, not {text!r}")
    return word in ("yes", "1", "true")


_SCALARS: dict[str, Callable[[Editor, str], None]] = {
    "title": Editor.title,
    "body": Editor.body,
    "type": Editor.kind,
    "owner": lambda editor, text: editor.person("owner_id", text),
    "reporter": lambda editor, text: editor.person("reporter_id", text),
    "priority": Editor.priority,
    "points": lambda editor, text: editor.number("points", text),
    "percent": lambda editor, text: editor.number("percent", text, 0, 100),
    "estimate": Editor.estimate,
    "effort_left": Editor.effort_left,
    "start": Editor.start,
    "due": lambda editor, text: editor.day("due", text),
    "snoozed": lambda editor, text: editor.day("snoozed", text),
    "parent": Editor.parent,
    "column": Editor.column,
    "project": Editor.to_project,
    "sprint": Editor.sprint,
    "archived": lambda editor, text: editor.flag("archived", text),
    "url": lambda editor, text: editor._line("url")(text),
    "blocked": lambda editor, text: editor._line("blocked")(text),
    "dropped": lambda editor, text: editor._line("dropped")(text),
    "constraint": lambda editor, text: editor.scheduled("constraint", text),
    "actual_start": lambda editor, text: editor.scheduled("actual_start", text),
    "actual_finish": lambda editor, text: editor.scheduled("actual_finish", text),
    "calendar": lambda editor, text: editor.scheduled("calendar", text),
    "manual": lambda editor, text: editor.scheduled("manual", text),
    "inactive": lambda editor, text: editor.flag("inactive", text),
    "measure": lambda editor, text: editor._line("measure")(text),
    "waiting_cost": lambda editor, text: editor._line("waiting_cost")(text),
}
RISK_FIELDS = (
    "kind", "cause", "event", "effect", "category", "probability", "impact", "impact_time", "impact_cost",
    "impact_quality", "impact_scope", "chance", "residual", "inherent", "cost", "delay", "proximity", "trigger",
    "trigger_date", "response", "fallback", "next_review", "severity", "resolution",
)  # fmt: skip
"""What risks and issues have beside all other items; `risk_fields` reads them."""
_SCALARS |= {name: partial(lambda name, editor, text: editor.risky(name, text), name) for name in RISK_FIELDS}
_LISTS: dict[str, Callable[[Editor, str, list[str]], None]] = {"labels": Editor.labels, "assignees": Editor.assignees}

NAMES = (*_SCALARS, *_LISTS)
"""The fields that can be set, for help and completion."""
