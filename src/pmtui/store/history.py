"""What happened: changes of the log, said in people's words."""

import json
from typing import Any

from pmtui.model.durations import Duration, show_duration
from pmtui.model.item import Event
from pmtui.store.plan import Plan
from pmtui.store.read import refs
from pmtui.store.worked import accepted_on

_EVENTS = (
    "SELECT c.id, c.hlc, c.s, c.field, c.old, c.new, t.at, t.person, t.cause, t.id FROM change c "
    "JOIN txn t ON t.id = c.txn AND t.s = c.s WHERE "
)
_UNTOLD = (
    "ref", "raw", "past", "pending", "alias", "meeting", "meeting_entry", "snapshot_part", "report",
    "report_part", "timer", "commit",
)  # fmt: skip
"""Kinds of entity that are the plan's own bookkeeping, or are told where they belong."""
_HIDDEN = ("rank", "number", "estimate_unit", "estimate_o", "estimate_p", "decided_at")


def of_item(plan: Plan, item: str) -> list[Event]:
    """Everything that ever happened to an item and what hangs on it, oldest first; an import's tales of the past and
    accepted commits are told at their own time.
    """
    rows = plan.rows(
        f"{_EVENTS} c.id IN (SELECT id FROM part WHERE item_id = ?1 UNION ALL SELECT ?1) ORDER BY c.hlc, c.s", (item,)
    )
    events = _told(plan, rows)
    tales = plan.rows("SELECT at, person_id, field, old, new FROM past WHERE item_id = ? ORDER BY at", (item,))
    events += [
        Event(one.at, one.person_id, "git", "commit", None, f"{one.sha[:7]} {one.subject}", item)
        for one in accepted_on(plan, item)
    ]
    if tales:
        names = _names(plan, [], {})
        events += [
            Event(at, person, "import", field.removesuffix("_id"), names.get(old, old), names.get(new, new), item)
            for at, person, field, old, new in tales
        ]
    return sorted(events, key=lambda event: event.at)


def since(plan: Plan, start: int, end: int | None = None) -> list[Event]:
    """What people did from `start` (ms UTC) on. What an import tells of the past is not a change."""
    first = plan.one("SELECT min(id) FROM txn WHERE at >= ?", (start,))[0]
    if first is None:
        return []
    rows = plan.rows(
        f"{_EVENTS} c.hlc >= ? AND t.at >= ? AND (?3 IS NULL OR t.at < ?3) AND t.cause NOT IN ('rule', "
        f"'import') ORDER BY c.hlc, c.s",
        (first, start, end),
    )
    return _told(plan, rows)


def logged(plan: Plan, first: int) -> list[Event]:
    """What people did from a point of the log on (its own clock, which only rises), in the log's order.

    What was taken back since is left out, with the undo; an import's tales are no changes.
    """
    rows = plan.rows(
        f"{_EVENTS} c.hlc >= ? AND t.cause NOT IN ('rule', 'import') AND c.field NOT IN "
        f"({', '.join('?' * len(_HIDDEN))}) ORDER BY c.hlc, c.s",
        (first, *_HIDDEN),
    )
    return _told(plan, _standing(plan, rows))


def last_events(plan: Plan, item: str, count: int) -> list[Event]:
    """The newest few events of an item, newest first: for the line that explains the cursor's card."""
    return of_item(plan, item)[-count:][::-1]


def last_change(plan: Plan) -> int:
    """When the plan was changed last, as the log's own clock has it (0 for never): another number, another plan."""
    return int(plan.one("SELECT max(hlc) FROM change")[0] or 0)


def _standing(plan: Plan, rows: list[Any]) -> list[Any]:
    """The rows without steps that were taken back and without their undo; a redo brings both ends of that back."""
    if not any(row[8].startswith(("undo ", "redo ")) for row in rows):
        return rows
    uids = dict(plan.rows("SELECT s, uid FROM session"))
    causes = {f"{row[9]}.{uids[row[2]]}": row[8] for row in rows}
    gone: set[str] = set()
    for step in reversed(causes):
        verb, _, target = causes[step].partition(" ")
        if step not in gone and verb in ("undo", "redo") and target in causes:
            gone |= {step, target}
    return [row for row in rows if f"{row[9]}.{uids[row[2]]}" not in gone]


def _told(plan: Plan, rows: list[Any]) -> list[Event]:
    creations = _creations(plan, {row[0] for row in rows})
    names = _names(plan, rows, creations)
    events = []
    for id, hlc, session, field, old, new, at, actor, cause, step in rows:
        first = creations.get(id)
        if first is None or field in _HIDDEN:
            continue
        kind = first["entity"]
        person = actor
        owner = first.get("item_id") or first.get("from_id") or id
        if kind in _UNTOLD:
            continue
        if field == "*":
            label, before, after = _made(kind, first, names)
            if kind == "worklog":  # told of who worked, whoever wrote it down
                person = first.get("person_id") or actor
        elif field == "deleted":
            label, before, after = _made(kind, first, names)
            label = "" if kind == "item" else f"{label} "
            label, before, after = (f"{label}deleted", after, None) if new else (f"{label}restored", None, after)
        else:
            label = field.removesuffix("_id").removesuffix("_m").removeprefix("custom:").removeprefix("effort_")
            if kind != "item":
                label = f"{kind} {label}"
            spell = _SPELT.get(field, _word)
            before, after = spell(old, names), spell(new, names)
        events.append(Event(at, person, cause, label, before, after, owner, (hlc, session), step))
    return events


def _made(kind: str, first: dict[str, Any], names: dict[str, str]) -> tuple[str, str | None, str | None]:
    """What a creation is called: label, old, new."""
    if kind == "item":
        return "created", None, first.get("title")
    if kind == "link":
        return "link", None, f"{names.get(first['from_id'], '?')} {first['kind']} {names.get(first['to_id'], '?')}"
    if kind == "worklog":
        return "time", None, f"{show_duration(Duration(first['minutes'], 'm'))} {first.get('note') or ''}".rstrip()
    person = _word(first.get("person_id"), names)
    value = (
        first.get("text") or first.get("body") or first.get("name") or person or first.get("title") or first.get("key")
    )
    return kind.replace("item_", ""), None, _word(value, names)


def _word(value: Any, names: dict[str, str]) -> str | None:
    if value is None:
        return None
    if isinstance(value, float):
        return f"{value:g}"
    return names.get(value, str(value)) if isinstance(value, str) else str(value)


def _words(value: Any, names: dict[str, str]) -> str | None:
    """What a list of ids, separated by commas, says."""
    return ", ".join(names.get(id, id) for id in value.split(",")) if isinstance(value, str) else _word(value, names)


def _length(value: Any, _: dict[str, str]) -> str | None:
    """Minutes as people write them."""
    return None if value is None else show_duration(Duration(round(float(value) / 60, 1), "h"))


_SPELT = {"decided_by": _words, "effort_left": _length, "effort_spent": _length}
"""How the values of some fields are said; all others are what they are, or the names behind them."""


def _names(plan: Plan, rows: list[Any], creations: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Words for the ids that fields hold: people, columns, projects, sprints, and the items that are mentioned."""
    names = dict(
        plan.rows(
            "SELECT id, code FROM person UNION ALL SELECT id, name FROM board_column UNION ALL SELECT id, key "
            "FROM project "
            "UNION ALL SELECT id, name FROM sprint"
        )
    )
    linked = [first[end] for first in creations.values() if "from_id" in first for end in ("from_id", "to_id")]
    linked += [value for row in rows if row[3] == "parent_id" for value in row[4:6] if value]
    return names | {id: ref for id, (_, ref, _) in refs(plan, linked).items()}


def _creations(plan: Plan, ids: set[str]) -> dict[str, dict[str, Any]]:
    wanted, found = list(ids), dict[str, dict[str, Any]]()
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ", ".join("?" * len(part))
        for id, first in plan.rows(
            f"SELECT id, new FROM change WHERE field = '*' AND id IN ({marks}) ORDER BY hlc DESC", part
        ):
            found[id] = json.loads(first)
    return found
