"""The fields of an item that only its schedule knows, as people type them: constraint, actual dates, calendar."""

from collections.abc import Callable
from datetime import datetime, time

from pmtui.actions.fields import NOTHING, Editor, yes_or_no
from pmtui.actions.step import today_in
from pmtui.errors import Usage
from pmtui.model.dates import parse_day_time, show_date
from pmtui.model.words import CONSTRAINTS
from pmtui.store import calendars, tasks


def constraint(editor: Editor, text: str) -> None:
    """`SNET 4 dec`, `not after fri 14:00`, `as late as possible`, or none; the start of a day is plain `start`."""
    kind, rest = constraint_named(text)
    cells: dict[str, str | None]
    if kind == "ASAP":
        cells = {"constraint_kind": None, "constraint_at": None, "start": None}
    elif kind == "ALAP":
        cells = {"constraint_kind": kind, "constraint_at": None, "start": None}
    else:
        if not rest:
            raise Usage(f"{kind} needs a day: constraint={kind} 4 dec")
        begins = kind in ("SNET", "SNLT", "MSO")
        usual = day_edge(editor, begins)
        at = parse_day_time(rest, today_in(editor.act.plan, editor.project), usual)
        plain = kind == "SNET" and at.time() == usual
        cells = {
            "constraint_kind": None if plain else kind,
            "constraint_at": None if plain else moment_text(at),
            "start": at.date().isoformat() if plain else None,
        }
    for field, value in cells.items():
        editor.set(field, value)


def constraint_named(text: str) -> tuple[str, str]:
    """The constraint that words begin with, and the rest of them; Usage where they begin with none."""
    folded = " ".join(text.casefold().split())
    if folded in NOTHING:
        return "ASAP", ""
    for kind, words in CONSTRAINTS.items():
        for name in (kind.casefold(), words):
            if folded == name or folded.startswith((name + " ", name + ":")):
                return kind, folded[len(name) :].lstrip(" :")
    raise Usage(f"{text!r} is no constraint; there is {', '.join(f'{k} ({w})' for k, w in CONSTRAINTS.items())}")


def actual(editor: Editor, field: str, text: str) -> None:
    """When it really began or ended: `mon`, `16 nov 10:00`, or none to go by its card."""
    if text in NOTHING:
        editor.set(field, None)
        return
    today = today_in(editor.act.plan, editor.project)
    at = parse_day_time(text, today, day_edge(editor, field == "actual_start"), past=True)
    if at.date() > today:
        raise Usage(f"{field} is what has happened, and {show_date(at.date(), today)} is still to come")
    editor.set(field, moment_text(at))


def calendar(editor: Editor, text: str) -> None:
    """A calendar of the plan, by name; none is the project's."""
    editor.set("calendar_id", None if text in NOTHING else calendar_id(editor, text))


def manual(editor: Editor, text: str) -> None:
    """yes: it keeps the dates it has now, whatever its links say; no: it follows them again."""
    from pmtui.actions.scheduling import scheduled
    from pmtui.actions.timing import set_manual

    keep = yes_or_no("manual", text)
    editor.act.tx.settle()  # what was typed before it in the same command counts already
    set_manual(editor.act, scheduled(editor.act.plan, editor.project), editor.id, keep)


def calendar_id(editor: Editor, name: str) -> str:
    """The id of the calendar of a name; Usage lists those there are."""
    found = calendars.calendar_named(editor.act.plan, name)
    if found is None:
        known = [known for _, known, *_ in calendars.calendar_rows(editor.act.plan)]
        raise Usage(f"there is no calendar {name}; there is {', '.join(known) or 'none yet'}")
    return found


def day_edge(editor: Editor, begins: bool) -> time:
    """The time of day at which the project's days begin, or end."""
    said = tasks.terms(editor.act.plan, editor.project)
    return time.fromisoformat((said.day_start or "08:00") if begins else (said.day_finish or "17:00"))


def moment_text(at: datetime) -> str:
    """A local time as it is stored."""
    return at.isoformat(timespec="minutes" if not at.second else "seconds")


FIELDS: dict[str, Callable[[Editor, str], None]] = {
    "constraint": constraint,
    "actual_start": lambda editor, text: actual(editor, "actual_start", text),
    "actual_finish": lambda editor, text: actual(editor, "actual_finish", text),
    "calendar": calendar,
    "manual": manual,
}
