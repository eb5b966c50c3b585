"""Projects: making them from a template, changing and archiving them."""

import re
from typing import Any

from pmtui.actions.places import project_named
from pmtui.actions.step import Outcome, Step, step, today_in
from pmtui.actions.terms import TERMS, THRESHOLDS, check_terms
from pmtui.errors import Refused, Usage
from pmtui.model.dates import parse_date
from pmtui.model.rank import between, spread
from pmtui.model.text import clean, clean_line
from pmtui.store import lookup, naming
from pmtui.store.plan import Plan

TEMPLATES: dict[str, list[tuple[str, str, int | None]]] = {
    "kanban": [
        ("Backlog", "backlog", None), ("Ready", "ready", 5), ("Doing", "active", 5), ("Review", "active", 3),
        ("Done", "done", None),
    ],
    "scrum": [
        ("Backlog", "backlog", None), ("Ready", "ready", None), ("Doing", "active", 5), ("Review", "active", 3),
        ("Test", "active", 3), ("Done", "done", None),
    ],
    "waterfall": [("Planned", "ready", None), ("In progress", "active", None), ("Waiting", "wait", None),
    ("Done", "done", None)],
    "prince2": [
        ("Authorised", "ready", None), ("In progress", "active", None), ("Quality check", "active", None),
        ("Waiting", "wait", None), ("Accepted", "done", None),
    ],
    "hybrid": [
        ("Backlog", "backlog", None), ("Planned", "ready", None), ("Doing", "active", 5), ("Waiting", "wait", None),
        ("Review", "active", 3), ("Done", "done", None),
    ],
}  # fmt: skip
"""Columns a new project starts with: name, category, WIP limit."""

FIELDS = (
    "key", "name", "description", "goal", "start", "finish", "timezone", "method", "archived", "from", "calendar",
    "day", "critical_slack", "contingency", "currency", "risk_scales", "risk_categories", "focus", *THRESHOLDS,
)  # fmt: skip
"""What can be set. `from` is start or finish: from where the schedule is made; `day` the hours of its days, 8:00-17:00;
`critical_slack` a length, up to which a task counts as critical; `risk_scales` pmbok or definitions of one's own;
`focus` the share of the working hours that sprint work gets. Of `THRESHOLDS`, each is from where on an area turns amber
or red in a review."""


def add(plan: Plan, key: str, name: str, template: str = "kanban", columns: bool = True) -> Outcome:
    """Add a project, with its template's columns; `outcome.items` holds the project's id.

    Refused where the key is taken.
    """
    with step(plan) as act:
        id = create(act, key, name, template if columns else None)
        act.outcome.items = [id]
        act.outcome.message = f"project {key.upper()} {name} added"
        return act.outcome


def create(act: Step, key: str, name: str, template: str | None, **cells: Any) -> str:
    """Write a project within a step."""
    key = key.upper()
    if not re.fullmatch(r"[A-Z][A-Z0-9_]{0,9}", key):
        raise Usage(f"{key!r} is no project key: a letter, then up to nine letters or digits, like ORD")
    if template is not None and template not in TEMPLATES:
        raise Usage(f"{template} is no template; there is {', '.join(TEMPLATES)}")
    if naming.key_taken(act.plan, key):
        raise Refused(f"there is already a project {key} in this plan")
    last = lookup.last_project_rank(act.plan)
    id = act.tx.create(
        "project",
        {"key": key, "name": clean_line(name) or key, "rank": between(last, None), "method": template, **cells},
    )
    if template is not None:
        rows = TEMPLATES[template]
        for (title, category, limit), rank in zip(rows, spread(len(rows)), strict=True):
            act.tx.create(
                "column", {"project_id": id, "name": title, "category": category, "rank": rank, "wip_limit": limit}
            )
    act.tx.settle()
    return id


def change(plan: Plan, word: str, values: dict[str, str]) -> Outcome:
    """Set fields of a project."""
    id = project_named(plan, word)
    with step(plan) as act:
        for field, value in values.items():
            if field in TERMS:
                TERMS[field](act, id, value.strip())
            else:
                act.tx.set(id, field, _typed(act, id, field, value))
        check_terms(act, id)
        act.outcome.message = f"project {word.upper()}: {', '.join(values)} set"
        return act.outcome


def archive(plan: Plan, word: str) -> Outcome:
    """Put a project away: its items stay, its board is no longer offered."""
    outcome = change(plan, word, {"archived": "yes"})
    outcome.message = f"project {word.upper()} archived; `pmtui project set {word.upper()} archived=no` brings it back"
    return outcome


def free_key(plan: Plan, name: str) -> str:
    """A free key made of a project's name: ORD for Order portal."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    letters = re.sub(r"[^A-Z0-9]", "", plain).lstrip("0123456789")
    words = [w for w in re.findall(r"[A-Z][A-Z0-9]*", plain) if w not in ("THE", "A", "OF", "AND")]
    stem = "".join(word[0] for word in words)[:4] if len(words) > 2 else letters[:3]
    stem = stem if len(stem) > 1 else (letters + "PRJ")[:3]
    taken = {key.upper() for _, key, _ in naming.projects(plan)}
    return next(key for key in (stem, *(f"{stem}{number}" for number in range(2, 1000))) if key not in taken)


def _typed(act: Step, id: str, field: str, value: str) -> Any:
    if field not in FIELDS:
        raise Usage(f"a project has no {field}; there are {', '.join(FIELDS)}")
    if field == "archived":
        return 1 if value.casefold() in ("yes", "1", "true") else None
    if value in ("", "none") and field not in ("key", "name"):
        return None
    if field in ("start", "finish"):
        return parse_date(value, today_in(act.plan, id)).isoformat()
    if field == "timezone":
        from zoneinfo import ZoneInfo

        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise Usage(f"{value} is no time zone; they are written like Europe/Berlin") from None
        return value
    if field == "key":
        key = value.upper()
        if not re.fullmatch(r"[A-Z][A-Z0-9_]{0,9}", key):
            raise Usage(f"{value!r} is no project key: a letter, then up to nine letters or digits, like ORD")
        if naming.key_taken(act.plan, key, besides=id):
            raise Refused(f"there is already a project {key} in this plan")
        return key
    return clean(value) if field == "description" else clean_line(value)
