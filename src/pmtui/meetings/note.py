"""The note of a standup, which writes itself: its entries as a paper, those of one who closed it or of several."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from pmtui.actions.step import zone_of
from pmtui.clock import local
from pmtui.model.dates import show_date
from pmtui.model.durations import show_number
from pmtui.model.item import Person
from pmtui.model.paper import Block, Bullets, Paper, Section, to_markdown
from pmtui.model.text import clean_line
from pmtui.store import read
from pmtui.store.meetings import Entry, Meeting, Work, entries, some_work
from pmtui.store.plan import Plan

_CAUGHT = {"decision": "Decisions", "risk": "Risks", "issue": "Issues", "parking": "Parking lot", "lesson": "Lessons"}
"""The headings of what was caught, by kind; blockers and actions have their own."""
_BALANCE = 60
"""Seconds from which on the longest turn is worth a word."""


def paper(plan: Plan, meeting: Meeting, found: Sequence[Entry]) -> Paper:
    """The note of a standup from its entries."""
    zone = zone_of(plan, meeting.project_id)
    work = some_work(plan, (entry.item_id for entry in found if entry.item_id))
    begun = local(meeting.started, zone)
    writer = _Writer(_unique(found, work), read.people(plan), work, begun.date())
    project = read.projects(plan).get(meeting.project_id)
    time = f"{begun:%H:%M}" + (f" to {local(meeting.ended, zone):%H:%M}" if meeting.ended is not None else "")
    since = local(meeting.since, zone).date() if meeting.since is not None else None
    sections = [
        Section("", writer.head(time)),
        writer.bullets("Said beforehand", writer.said()),
        writer.done(since),
        writer.bullets("Moved", writer.texts("moved")),
        writer.bullets("Blockers", writer.texts("blocked")),
        writer.actions(),
        *(writer.bullets(heading, writer.captured(kind)) for kind, heading in _CAUGHT.items()),
        writer.bullets("Watch", writer.watch()),
    ]
    title = f"Standup {project.key}" if project else "Standup"
    return Paper(title, begun.date(), tuple(section for section in sections if section.blocks))


def note(plan: Plan, meeting: Meeting, found: Sequence[Entry]) -> str:
    """The same in Markdown."""
    return to_markdown(paper(plan, meeting, found))


def note_of(plan: Plan, meeting: Meeting) -> str:
    """The note of a standup that was held; see `kept_note`."""
    return kept_note(plan, meeting, note)


def kept_note(plan: Plan, meeting: Meeting, write: Callable[[Plan, Meeting, Sequence[Entry]], str]) -> str:
    """The note of a meeting that was held: as it was written; where two people closed it, `write` makes one of both."""
    found = entries(plan, meeting.id)
    if meeting.note is not None and sum(entry.kind == "closed" for entry in found) < 2:
        return meeting.note
    return write(plan, meeting, found)


def _unique(found: Sequence[Entry], work: dict[str, Work]) -> list[Entry]:
    """The entries in order, each once: of what two who closed one meeting both wrote, the later one."""
    numbers = {id: one.number for id, one in work.items()}
    ordered = sorted(found, key=lambda one: (one.at, numbers.get(one.item_id or "", 0)))
    return list(
        {(one.kind, one.item_id, one.person_id, "" if one.item_id else one.text): one for one in ordered}.values()
    )


class _Writer(NamedTuple):
    """The parts of a note."""

    found: list[Entry]
    people: dict[str, Person]
    work: dict[str, Work]
    today: date

    def head(self, time: str) -> tuple[Block, ...]:
        """When it was, who was there, who was not."""
        there = {entry.person_id for entry in self._of("turn")}
        away = {entry.person_id for entry in self._of("away")} - there
        missing = f", away: {', '.join(sorted(map(self._name, away), key=str.casefold))}" if away else ""
        return (f"{time}, {len(there)} of {len(there) + len(away)} present{missing}",)

    def bullets(self, heading: str, lines: Sequence[str]) -> Section:
        """A section, without anything in it where there is nothing."""
        return Section(heading, (Bullets(tuple(lines)),) if lines else ())

    def texts(self, kind: str) -> list[str]:
        """The entries of a kind as they were frozen."""
        return [entry.text for entry in self._of(kind)]

    def said(self) -> list[str]:
        """What people said beforehand."""
        return [f"{self._name(entry.person_id)}: {clean_line(entry.text)}" for entry in self._of("said")]

    def done(self, since: date | None) -> Section:
        """What was finished, with the points of it all."""
        ids = [entry.item_id for entry in self._of("done")]
        points = sum(self.work[id].points or 0 for id in ids if id in self.work)
        day = f" since {show_date(since, self.today)}" if since else ""
        return self.bullets(f"Done{day}{f', {show_number(points)}pt' if points else ''}", self.texts("done"))

    def actions(self) -> Section:
        """New, carried and kept promises, with boxes."""
        new = [entry for kind in ("blocker", "action") for entry in self._of(kind)]
        fresh = {entry.item_id for entry in new}
        carried, kept = ([e for e in self._of(kind) if e.item_id not in fresh] for kind in ("carried", "kept"))
        counts = ((new, "new"), (carried, "carried"), (kept, "closed"))
        told = ", ".join(f"{len(part)} {word}" for part, word in counts if part)
        lines = [f"{self._box(entry)} {self._capture(entry)}" for entry in new]
        lines += [f"[ ] {entry.text}" for entry in carried] + [f"[x] {entry.text}" for entry in kept]
        return self.bullets(f"Actions: {told}", lines)

    def captured(self, kind: str) -> list[str]:
        """What was caught, as it stands."""
        return [self._capture(entry) for entry in self._of(kind)]

    def watch(self) -> list[str]:
        """What needs an eye, the longest turn, and what was not touched."""
        longest = max(self._of("turn"), key=lambda entry: entry.seconds or 0, default=None)
        lines = self.texts("watch")
        if longest is not None and (longest.seconds or 0) >= _BALANCE:
            minutes, seconds = divmod(longest.seconds or 0, 60)
            lines.append(f"Longest turn: {self._name(longest.person_id)}, {minutes}:{seconds:02}")
        still = self.texts("still")
        return [*lines, f"Nothing happened to {', '.join(still)}"] if still else lines

    def _of(self, kind: str) -> list[Entry]:
        return [entry for entry in self.found if entry.kind == kind]

    def _name(self, person: str | None) -> str:
        known = self.people.get(person or "")
        return clean_line(known.name) if known else "?"

    def _box(self, entry: Entry) -> str:
        item = self.work.get(entry.item_id or "")
        return "[x]" if item is None or item.state != "open" else "[ ]"

    def _capture(self, entry: Entry) -> str:
        """A captured item: number, title, owner, due day."""
        item = self.work.get(entry.item_id or "")
        if item is None:
            return clean_line(entry.text)
        owner = f" - {self._name(item.owner_id)}" if item.owner_id else ""
        due = f" - {show_date(date.fromisoformat(item.due), self.today)}" if item.due else ""
        return f"{item.ref} {clean_line(item.title)}{owner}{due}"
