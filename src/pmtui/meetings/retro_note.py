"""The note of a retrospective, which writes itself: its entries and the facts as a paper."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from pmtui.actions.step import zone_of
from pmtui.clock import local, now_ms
from pmtui.meetings.note import kept_note
from pmtui.meetings.retro_notes import Note, notes, whys
from pmtui.model.dates import show_date
from pmtui.model.item import Person
from pmtui.model.paper import INDENT, Bullets, Paper, Section, to_markdown
from pmtui.model.text import clean_line
from pmtui.store import read
from pmtui.store.meetings import Entry, Meeting, Work, some_work
from pmtui.store.plan import Plan
from pmtui.store.retro import measures

_HEADINGS = {"well": "Went well", "problem": "Problems", "idea": "Ideas", "thanks": "Thanks"}
_CAUGHT = {"lesson": "Lessons", "decision": "Decisions", "risk": "Risks", "issue": "Issues", "parking": "Parking lot"}


def paper(plan: Plan, meeting: Meeting, said: Sequence[Entry]) -> Paper:
    """The note of a retrospective from its entries."""
    zone = zone_of(plan, meeting.project_id)
    work = some_work(plan, (entry.item_id for entry in said if entry.item_id))
    day = local(meeting.ended or now_ms(), zone).date()
    writer = _Writer(said, notes(said), read.people(plan), work, measures(plan, work), day)
    sections = [
        Section("", tuple(filter(None, (writer.head(plan, meeting),)))),
        _bullets("Last actions", [clean_line(entry.text) for entry in said if entry.kind == "last"]),
        _bullets("Facts", [f"{name}: {words}" for name, words in _told(meeting.facts)]),
        *(_bullets(heading, writer.noted(kind)) for kind, heading in _HEADINGS.items()),
        *writer.causes(),
        _bullets("Actions", writer.actions()),
        *(_bullets(heading, writer.caught(kind)) for kind, heading in _CAUGHT.items()),
    ]
    project = read.projects(plan).get(meeting.project_id)
    title = f"Retrospective {project.key}" if project else "Retrospective"
    return Paper(title, day, tuple(section for section in sections if section.blocks))


def note(plan: Plan, meeting: Meeting, said: Sequence[Entry]) -> str:
    """The same in Markdown."""
    return to_markdown(paper(plan, meeting, said))


def note_of(plan: Plan, meeting: Meeting) -> str:
    """The note of one that was held; see `note.kept_note`."""
    return kept_note(plan, meeting, note)


def _told(facts: str | None) -> list[tuple[str, str]]:
    """The facts in the words in which they were frozen; what makes no sense is left out."""
    try:
        found = json.loads(facts or "{}")["told"]
        return [(clean_line(str(name)), clean_line(str(words))) for name, words in found]
    except (LookupError, TypeError, ValueError):
        return []


def _bullets(heading: str, lines: Sequence[str]) -> Section:
    """A section, without anything in it where there is nothing."""
    return Section(heading, (Bullets(tuple(lines)),) if lines else ())


class _Writer(NamedTuple):
    """The parts of a note."""

    said: Sequence[Entry]
    made: list[Note]
    people: dict[str, Person]
    work: dict[str, Work]
    measured: dict[str, str]
    today: date

    def head(self, plan: Plan, meeting: Meeting) -> str:
        """What it was about, and how long it took."""
        sprint = read.sprints(plan).get(meeting.sprint_id or "")
        since = local(meeting.since, zone_of(plan, meeting.project_id)).date() if meeting.since is not None else None
        about = clean_line(sprint) if sprint else f"since {show_date(since, self.today)}" if since else ""
        minutes = max((entry.seconds or 0 for entry in self.said if entry.kind == "closed"), default=0) // 60
        return ", ".join(filter(None, (about, f"{minutes} minutes" if minutes else "")))

    def noted(self, kind: str) -> list[str]:
        """The notes of a kind with their votes, and below each what was joined to it."""
        lines = []
        for one in self.made:
            if one.kind == kind:
                votes = f"{one.votes} {'vote' if one.votes == 1 else 'votes'}: " if one.votes else ""
                lines.append(f"{votes}{clean_line(one.text)}{self._by(one.person)}")
                lines += [f"{INDENT}{clean_line(other.text)}{self._by(other.person_id)}" for other in one.joined]
        return lines

    def causes(self) -> Iterable[Section]:
        """Why, of each note that was asked about."""
        about = list(dict.fromkeys(entry.about_id for entry in self.said if entry.kind == "why"))
        for one in self.made:
            if one.id in about:
                asked = [clean_line(entry.text) for entry in whys(self.said, one.id)]
                yield _bullets(f"Why: {clean_line(one.text)}", [*asked[:-1], f"Root cause: {asked[-1]}"])

    def actions(self) -> list[str]:
        """What was resolved: number, title, owner, day, measure."""
        lines = []
        for entry in self._of("action"):
            item = self.work.get(entry.item_id or "")
            if item is None:
                continue
            due = show_date(date.fromisoformat(item.due), self.today) if item.due else ""
            measure = self.measured.get(item.id, "")
            told = (self._item(item), self._name(item.owner_id), due, f"measure: {measure}" if measure else "")
            lines.append(
                f"{'[ ]' if item.state == 'open' else '[x]'} {' - '.join(filter(None, map(clean_line, told)))}"
            )
        return lines

    def caught(self, kind: str) -> list[str]:
        """What else was caught, as it stands."""
        found = [(entry, self.work.get(entry.item_id or "")) for entry in self._of(kind)]
        return [self._item(item) for _, item in found if item is not None]

    def _of(self, kind: str) -> list[Entry]:
        return [entry for entry in self.said if entry.kind == kind]

    def _item(self, item: Work) -> str:
        return f"{item.ref} {clean_line(item.title)}"

    def _name(self, person: str | None) -> str:
        known = self.people.get(person or "")
        return clean_line(known.name) if known else ""

    def _by(self, person: str | None) -> str:
        name = self._name(person)
        return f" ({name})" if name else ""
