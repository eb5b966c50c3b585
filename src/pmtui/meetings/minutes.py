"""What is frozen at the end of a standup, as entries: who was there, what was done and moved, what is blocked or open.

Each fact is an entry of its own, so that what two copies of the plan wrote down, merged, comes into one note.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from pmtui.meetings.agenda import Agenda, Promise
from pmtui.meetings.changed import merged
from pmtui.model.dates import show_date
from pmtui.model.text import clean_line
from pmtui.model.words import WORK_TYPES
from pmtui.store.meetings import Entry, Work

FACTS = ("done", "moved", "kept", "blocked", "carried", "watch", "still")
"""Entries that the plan tells at the end, and tells anew where a meeting is closed again."""


class Held(NamedTuple):
    """How a standup went: who was away (ids), the seconds of each turn by person, and of all of it."""

    away: frozenset[str]
    seconds: dict[str, int]
    total: int


def facts(agenda: Agenda, held: Held, me: str | None) -> list[Entry]:
    """What is frozen at the end of a standup, not written yet: attendance, what was done and moved, what is open."""
    team = {*(turn.person.id for turn in agenda.turns), *held.away}
    found = [
        Entry("", None, "away" if id in held.away else "turn", None, id, "", agenda.now, held.seconds.get(id))
        for id in sorted(team)
    ]
    names = {id: person.name for id, person in agenda.people.items()}
    finished = {
        change.item.id: names.get(change.person, "?")
        for change in agenda.changed
        if change.item.state == "done" and change.path and change.path[-1] in agenda.finishing
    }
    for change in merged(change._replace(person="") for change in agenda.changed):
        item = change.item
        if item.type not in WORK_TYPES:
            continue
        if item.type == "action" and item.state == "done":
            found.append(_fact("kept", agenda, item, item.owner_id, f"{item.ref} {item.title}{_of(names, item)}"))
        elif item.id in finished:
            found.append(_fact("done", agenda, item, None, f"{item.ref} {item.title} ({finished[item.id]})"))
        elif change.path or change.progress:
            way = " > ".join(change.path[-1:]) if change.path else ""
            progress = f"{change.progress[0]} > {change.progress[1]}%" if change.progress else ""
            text = " ".join(filter(None, (item.ref, item.title, f"> {way}" if way else "", progress)))
            found.append(_fact("moved", agenda, item, None, text))
    for card in agenda.blocked:
        text = f"{card.item.ref} {card.item.title}{_of(names, card.item, ' ({})')}: {card.item.blocked}"
        days = f" ({card.blocked_days}d)" if card.blocked_days else ""
        found.append(_fact("blocked", agenda, card.item, card.item.owner_id, text + days))
    found += [_carried(agenda, one, names) for one in agenda.promises if one.kind == "action"]
    found += [_fact("watch", agenda, item, None, text) for item, text in _watch(agenda)]
    found += [_fact("still", agenda, card.item, None, card.item.ref) for card in agenda.still]
    found += [entry for turn in (*agenda.turns, *agenda.left) for entry in turn.said]
    return [*found, Entry("", None, "closed", None, me, "", agenda.now, held.total)]


def _fact(kind: str, agenda: Agenda, item: Work, person: str | None, text: str) -> Entry:
    return Entry("", None, kind, item.id, person, clean_line(text, 1000), agenda.now, None)


def _of(names: dict[str, str], item: Work, form: str = " - {}") -> str:
    """Whose an item is, nothing where it is nobody's."""
    name = names.get(item.owner_id or "")
    return "" if name is None else form.format(name)


def _carried(agenda: Agenda, promise: Promise, names: dict[str, str]) -> Entry:
    item = promise.item
    due = f" - {show_date(date.fromisoformat(item.due), agenda.today)}" if item.due else ""
    text = f"{item.ref} {item.title}{_of(names, item)}{due} - carried x{promise.carried + 1}"
    return _fact("carried", agenda, item, item.owner_id, text)


def _watch(agenda: Agenda) -> Iterable[tuple[Work, str]]:
    """What needs an eye: cards older than the service level, or that will be tomorrow."""
    if agenda.level is None:
        return
    for card in agenda.cards:
        if card.age is not None and card.age > agenda.level:
            yield card.item, f"{card.item.ref} is {card.age}d old (85 % take {agenda.level}d)"
        elif card.age == agenda.level:
            yield card.item, f"{card.item.ref} passes {agenda.level}d tomorrow"
