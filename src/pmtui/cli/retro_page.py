"""A retrospective as `pmtui retro` prints it, and the same as JSON."""

from datetime import date
from typing import TYPE_CHECKING, Any

from pmtui.cli.output import Output, safe, table
from pmtui.cli.shapes import Shapes
from pmtui.meetings.retro_facts import document as facts_document
from pmtui.meetings.retro_last import told_last
from pmtui.meetings.retro_words import told
from pmtui.model.dates import show_date
from pmtui.store import meetings as stored
from pmtui.store.retro import measures

if TYPE_CHECKING:
    from pmtui.meetings.retro import Retro
    from pmtui.meetings.retro_notes import Note
    from pmtui.store.meetings import Entry, Work

_HEADS = {"well": "Went well", "problem": "Problems", "idea": "Ideas", "thanks": "Thanks"}


def document(retro: "Retro", shapes: Shapes) -> dict[str, Any]:
    """The retrospective as JSON."""
    period, work = retro.period, _work(retro)
    measured = measures(retro.plan, work)
    return {
        "project": shapes.projects[retro.projects[0]].key,
        "period": {
            "name": period.name, "sprint": shapes.sprints.get(period.sprint or ""), "first": period.first.isoformat(),
            "last": period.last.isoformat(),
        },
        "facts": facts_document(retro.facts),
        "last_actions": [
            {
                "number": one.item.number, "title": one.item.title, "state": one.item.state,
                "owner": shapes.code(one.item.owner_id), "due": one.item.due, "measure": one.measure or None,
                "carried": one.carried, "helped": one.helped,
            }
            for one in retro.last
        ],
        "notes": [
            {
                "code": one.code, "kind": one.kind, "text": one.text, "person": shapes.code(one.person),
                "votes": one.votes, "joined": [other.text for other in one.joined],
            }
            for one in retro.notes
        ],
        "votes_left": retro.votes_left(None),
        "topic": retro.topic.text if retro.topic and retro.whys else None,
        "whys": [entry.text for entry in retro.whys],
        "actions": [
            {
                "number": one.number, "title": one.title, "owner": shapes.code(one.owner_id), "due": one.due,
                "measure": measured.get(one.id),
            }
            for one in map(work.__getitem__, (entry.item_id or "" for entry in retro.actions))
        ],
        "lessons": [one.number for entry in retro.said if entry.kind == "lesson" and (one := _of(work, entry))],
    }  # fmt: skip


def page(out: Output, retro: "Retro", shapes: Shapes) -> list[str]:
    """The retrospective as lines: what was resolved last time, the facts, the notes, what is resolved now."""
    today, period = retro.today, retro.period
    days = f"{show_date(period.first, today)} to {show_date(period.last, today)}"
    name = f"{safe(period.name)}  " if period.sprint else ""
    lines = [out.paint(f"Retro {safe(shapes.projects[retro.projects[0]].key)}  {name}{days}", "bold")]
    lines += _part(out, "Last actions", _last(out, retro, shapes))
    facts = table(out, [(name, safe(words)) for name, words in told(retro.facts, out.glyphs["cut"])], 1)
    lines += _part(out, "Facts", [f"  {line}" for line in facts])
    for kind, head in _HEADS.items():
        lines += _part(out, head, _notes(out, [one for one in retro.notes if one.kind == kind], shapes))
    if not retro.notes:
        lines += ["", out.paint("no notes yet; `pmtui retro note problem TEXT` makes one, unsigned", "dim")]
    if retro.topic and retro.whys:
        lines += _part(out, f"Why: {safe(retro.topic.text)}", [f"  {safe(entry.text)}" for entry in retro.whys])
    work = _work(retro)
    resolved = [_resolved(retro, one, shapes) for entry in retro.actions if (one := _of(work, entry))]
    lines += _part(out, "Actions", [f"  {line}" for line in table(out, resolved, 1)])
    lessons = [one for entry in retro.said if entry.kind == "lesson" and (one := _of(work, entry))]
    lines += _part(out, "Lessons", [f"  {one.ref}  {safe(one.title)}" for one in lessons])
    return [out.fitted(line) for line in lines]


def _part(out: Output, head: str, lines: list[str]) -> list[str]:
    return ["", out.paint(head, "bold"), *lines] if lines else []


def _last(out: Output, retro: "Retro", shapes: Shapes) -> list[str]:
    """What was resolved: whether it is done, whose, its measure, and what has become of it."""
    rows = [
        (
            "[ ]" if one.item.state == "open" else "[x]", one.item.ref, safe(one.item.title),
            shapes.code(one.item.owner_id) or "", f"{told_last(one)}{' !' if one.stale else ''}", safe(one.measure),
        )
        for one in retro.last
    ]  # fmt: skip
    return [f"  {line}" for line in table(out, rows, 2)]


def _notes(out: Output, found: "list[Note]", shapes: Shapes) -> list[str]:
    """Letters, votes, text; below each what was joined to it."""
    rows = []
    for one in found:
        rows.append((one.code, str(one.votes or ""), safe(one.text), shapes.code(one.person) or ""))
        rows += [("", "", f"  {safe(other.text)}", shapes.code(other.person_id) or "") for other in one.joined]
    return [f"  {line}" for line in table(out, rows, 2)]


def _resolved(retro: "Retro", one: "Work", shapes: Shapes) -> tuple[str, ...]:
    due = show_date(date.fromisoformat(one.due), retro.today) if one.due else ""
    measure = measures(retro.plan, [one.id]).get(one.id, "")
    return one.ref, safe(one.title), shapes.code(one.owner_id) or "", due, safe(measure)


def _work(retro: "Retro") -> "dict[str, Work]":
    """The items that were caught."""
    return stored.some_work(retro.plan, (entry.item_id for entry in retro.said if entry.item_id))


def _of(work: "dict[str, Work]", entry: "Entry") -> "Work | None":
    return work.get(entry.item_id or "")
