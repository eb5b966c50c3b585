"""The pages of a retrospective as lines: last actions, what is gathered, the votes, whys and actions, the note."""

from collections.abc import Iterable
from typing import NamedTuple

from pmtui.meetings.retro import MOST, Retro
from pmtui.meetings.retro_facts import Facts
from pmtui.meetings.retro_last import LastAction
from pmtui.meetings.retro_notes import NOTES, WHYS, Note
from pmtui.meetings.retro_words import told
from pmtui.model.item import Person
from pmtui.model.text import cell_width
from pmtui.store.meetings import Entry, Work
from pmtui.tui.bottom import Line
from pmtui.tui.cards import short_name
from pmtui.tui.dialogs.sheet import GAP, Sheet, due_words, fitted, flowing, wrapped
from pmtui.tui.dialogs.standuplines import note_lines
from pmtui.tui.look import Look

HEADINGS = {"well": "Went well", "problem": "Problems", "idea": "Ideas", "thanks": "Thanks"}
_ASKED = {
    "well": "what to keep", "problem": "what was in the way", "idea": "what to try", "thanks": "who helped whom",
}  # fmt: skip
"""What an empty heading asks for."""
DOTS = 9
"""Votes that are drawn one by one."""
REF = 4
SIGNATURE = 8
"""Cells of a name behind a note."""


class Spot(NamedTuple):
    """What a line is about: "last" or "action" an item, "note" an entry, each by its id; "held" by its place."""

    kind: str
    id: str


class Pages:
    """Draws the pages of a retrospective for a screen of so many cells."""

    def __init__(self, retro: Retro, people: dict[str, Person], look: Look, width: int) -> None:
        self.retro, self.people, self.look, self.width = retro, people, look, width
        self.sheet: Sheet[Spot] = Sheet(look, width)

    def last(self) -> Sheet[Spot]:
        """What was resolved before, and the facts."""
        self.sheet.heading("Last actions", "is it done, and did it help?" if self.retro.last else "")
        self.sheet.all((self._last(one), Spot("last", one.item.id)) for one in self.retro.last)
        if not self.retro.last:
            self.sheet.plain([("none; what this one resolves stands here at the beginning of the next", "dim")])
        self._facts(self.retro.facts)
        return self.sheet

    def gather(self) -> Sheet[Spot]:
        """What has been noted, written or not, and the facts."""
        written = self.retro.notes
        keys = {kind: key for key, kind in NOTES.items()}
        for kind, heading in HEADINGS.items():
            self.sheet.heading(heading, _ASKED[kind])
            for one in written:
                if one.kind == kind:
                    self._note(one, votes=False)
            held = [(place, one) for place, one in enumerate(self.retro.held) if one.kind == kind]
            for place, note in held:
                self._wrapped([], note.text, "text", None, Spot("held", str(place)))
            if not held and all(one.kind != kind for one in written):
                self.sheet.plain([(f"{keys[kind]} notes the first", "dim")])
        self._facts(self.retro.facts)
        return self.sheet

    def vote(self, joining: str | None) -> Sheet[Spot]:
        """The notes by their votes; `joining` is the one (id) that is being joined to another."""
        made = self.retro.notes
        for kind, heading in HEADINGS.items():
            found = [one for one in made if one.kind == kind]
            if found:
                self.sheet.heading(heading, str(len(found)))
            for one in found:
                self._note(one, votes=True, mark=one.id == joining)
        if not made:
            self.sheet.plain([("nothing was noted; ", "dim"), ("w p i", "strong"), (" note something", "dim")])
        self._facts(self.retro.facts)
        return self.sheet

    def act(self, work: dict[str, Work], measured: dict[str, str]) -> Sheet[Spot]:
        """The whys of the topic, what is resolved, and what was learned."""
        topic, asked = self.retro.topic, self.retro.whys
        self.sheet.heading("Five whys", topic.text if topic else "of the problem with the most votes")
        for place, entry in enumerate(asked):
            root = place == len(asked) - 1 and place > 0
            words = f"{entry.text} (root cause)" if root else entry.text
            self._wrapped([(f"{place + 1}  ", "dim")], words, "strong" if root else "text", None)
        if len(asked) < WHYS:
            self.sheet.plain([("y", "strong"), (" asks why" if not asked else " asks why once more", "dim")])
        found = self.retro.actions
        self.sheet.heading("Actions", f"{len(found)} of {MOST}, each with an owner, a date and a measure")
        for entry in found:
            item = work[entry.item_id or ""]
            self.sheet.stop(self._action(item, measured.get(item.id, "")), Spot("action", item.id))
        if len(found) < MOST:
            self.sheet.plain([("a", "strong"), (" resolves one", "dim")])
        self._caught(work)
        self._voted()
        return self.sheet

    def close(self, note: str) -> Sheet[Spot]:
        """The pulse, and the note as it would be written now."""
        pulses = [one.text for one in self.retro.held if one.kind == "pulse"]
        mean = sum(map(int, pulses)) / len(pulses) if pulses else 0
        was = self.retro.facts.pulse.was
        before = f"   was {was:.1f}" if was is not None else ""
        self.sheet.heading("Pulse", "1 bad to 5 good: everybody presses a digit, nobody's name is kept")
        said = f"{len(pulses)} {'answer' if len(pulses) == 1 else 'answers'}, mean {mean:.1f}" if pulses else "none yet"
        self.sheet.plain([(said, "text" if pulses else "dim"), (before, "dim")])
        self.sheet.heading("Note")
        self.sheet.lines += note_lines(note)
        return self.sheet

    # --- the parts -----------------------------------------------------------------------------------------------

    def _last(self, one: LastAction) -> Line:
        item, look = one.item, self.look
        done = item.state != "open"
        mark = look.glyph["done"] if item.state == "done" else " " if item.state == "open" else "-"
        line: Line = [(f"{mark} ", "ok"), *self._about(item, "dim" if done else "text")]
        if one.helped is not None:
            line.append((f"{'helped' if one.helped else 'did not help'}{' ' * GAP}", "ok" if one.helped else "warn"))
        if one.carried and not done:
            mark = f" {look.glyph['late']}" if one.stale else ""
            line.append((f"carried x{one.carried}{mark}{' ' * GAP}", "alarm" if one.stale else "warn"))
        if not done:
            line += self._due(item.due)
        return [*line, (one.measure, "dim")]

    def _note(self, one: Note, *, votes: bool, mark: bool = False) -> None:
        """A note with its votes, and below it what was joined to it."""
        dot = "o" if self.look.ascii_only else self.look.glyph["marked"]
        indent = DOTS + 4 if votes else 0
        line: Line = []
        if votes:
            count = f"{one.votes:>2} " if one.votes else "   "
            line = [(count, "strong"), (fitted(dot * min(one.votes, DOTS), DOTS, self.look) + " ", "bar")]
        self._wrapped(line, one.text, "warn" if mark else "text", one.person, Spot("note", one.id))
        for other in one.joined:
            self._wrapped([(" " * (indent + 2), "dim")], other.text, "dim", other.person_id)

    def _wrapped(self, before: Line, text: str, role: str, person: str | None, spot: Spot | None = None) -> None:
        """A text behind something, whole: on as many lines as it takes, the first of which the cursor stands on."""
        indent = sum(cell_width(words) for words, _ in before)
        first, *rest = wrapped(text, self.width - 2 - indent - SIGNATURE)
        line: Line = [*before, (first, role), *([] if rest else self._signed(person))]
        if spot is None:
            self.sheet.plain(line)
        else:
            self.sheet.stop(line, spot)
        for place, more in enumerate(rest):
            last = place == len(rest) - 1
            self.sheet.plain([(" " * indent, "dim"), (more, role), *(self._signed(person) if last else [])])

    def _action(self, item: Work, measure: str) -> Line:
        return [*self._about(item, "text"), *self._due(item.due), (measure, "dim")]

    def _caught(self, work: dict[str, Work]) -> None:
        """Lessons, decisions, risks."""
        found = [entry for entry in self.retro.captured if entry.kind != "action" and entry.item_id in work]
        if found:
            self.sheet.heading("Learned and caught")
        for entry in found:
            item = work[entry.item_id or ""]
            self.sheet.stop([(entry.kind.ljust(10), "dim"), *self._about(item, "text")], Spot("action", item.id))

    def _voted(self) -> None:
        """The notes that have votes, most first, for those who are looking for what to resolve."""
        found = sorted((one for one in self.retro.notes if one.votes), key=lambda one: -one.votes)
        if found:
            self.sheet.heading("What had most votes")
        for one in found[:5]:
            self.sheet.plain([(f"{one.votes:>2}  ", "strong"), (one.text, "text")])

    def _about(self, item: Work, role: str) -> Line:
        title = fitted(item.title, max(24, self.width // 3), self.look)
        person = self.people.get(item.owner_id or "")
        who = (f"{short_name(person):<6} ", f"person{person.order}") if person else ("       ", "dim")
        return [(item.ref.rjust(REF) + "  ", "dim"), (f"{title}  ", role), who]

    def _due(self, due: str | None) -> Line:
        return due_words(due, self.retro.today, self.look, GAP)

    def _signed(self, id: str | None) -> Line:
        person = self.people.get(id or "")
        return [("  ", "dim"), (short_name(person), f"person{person.order}")] if person else []

    def _facts(self, found: Facts) -> None:
        self.sheet.heading("Facts", "from the log, so that nobody argues")
        for line in flowing(told(found, self.look.glyph["cut"]), self.width - 2):
            self.sheet.plain(line)


def items_of(said: Iterable[Entry]) -> list[str]:
    """The ids of the items that were caught."""
    return [entry.item_id for entry in said if entry.item_id]
