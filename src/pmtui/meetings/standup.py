"""The standup: a view of the plan to walk through in any order; captures are written at once, the note at the end."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from pmtui.actions import flow
from pmtui.actions.proposals import Proposal, accept
from pmtui.actions.step import Outcome, Step, during, step
from pmtui.clock import now_ms
from pmtui.errors import Refused, Usage
from pmtui.meetings import git, minutes
from pmtui.meetings.agenda import Agenda, Card, Turn, agenda
from pmtui.meetings.capture import USUAL, Habits
from pmtui.meetings.commits import News, day_begun, news, suggesting
from pmtui.meetings.note import note, note_of
from pmtui.meetings.sitting import Sitting
from pmtui.meetings.stopwatch import Stopwatch, turn_length
from pmtui.meetings.window import STANDUP
from pmtui.model.text import whole_line
from pmtui.store import meetings as stored
from pmtui.store.meetings import Entry, Meeting, Work
from pmtui.store.plan import Plan
from pmtui.store.read import columns as columns_of

if TYPE_CHECKING:
    from pmtui.actions.workload import PersonLoad
    from pmtui.meetings.around import Around


class Standup(Sitting):
    """A standup of some projects (ids), the first of which the team is known by.

    Looking and navigating read nothing and write nothing: all of it is in `agenda`. The first thing that is caught,
    ticked or moved begins the meeting in the plan; one of today that is still open is taken up where it was. `place`
    is -1 at the promises, then counts `order`, people's ids, up to the wrap-up behind the last one. `loads`, people's
    weeks by their ids, and what stands `around` are not there until somebody has computed them: that takes longer than
    a standup may to open.
    """

    KIND = STANDUP

    def __init__(
        self, plan: Plan, projects: Sequence[str], *, since: int | None = None, habits: Habits = USUAL
    ) -> None:
        """`since` (ms UTC) is where everybody's news begin, for a window that somebody chose."""
        super().__init__(plan, projects, habits)
        self.since = since
        self.away: set[str] = set()
        self._excused: set[str] = set()
        self.loads: dict[str, PersonLoad] = {}
        self.around: Around | None = None
        self._written: dict[tuple[str, str | None, str | None], str] = {}
        open_one = next((one for one in self.candidates() if one.ended is None), None)
        said = self.take_up(open_one) if open_one else []
        self.agenda: Agenda = self._built()
        self._excuse(keep=open_one is not None)
        self.order = [turn.person.id for turn in self.agenda.turns]
        self.by_card = False
        self.card_place = 0
        self.place = self._where_it_was(said)
        self.watch = Stopwatch({e.person_id: e.seconds or 0 for e in said if e.kind == "turn" and e.person_id})
        self.watch.turn(self.speaker)
        self.news: News = self._told(git.Found([], []), "")

    @property
    def current(self) -> Turn | None:
        """The person whose turn it is; None at the promises and at the wrap-up."""
        if not 0 <= self.place < len(self.order):
            return None
        return next((turn for turn in self.agenda.turns if turn.person.id == self.order[self.place]), None)

    @property
    def speaker(self) -> str | None:
        """The id of the person whose turn it is."""
        return self.order[self.place] if 0 <= self.place < len(self.order) and not self.by_card else None

    @property
    def card(self) -> Card | None:
        """The card that is looked at, from right to left; None where there is none."""
        cards = self.agenda.cards
        return cards[min(self.card_place, len(cards) - 1)] if cards else None

    @property
    def at_end(self) -> bool:
        """Whether it has come to the wrap-up."""
        return self.place >= len(self.order)

    @property
    def turn_seconds(self) -> int:
        """How long a turn is meant to be, by the people who are present."""
        return turn_length(len([person for person in self.order if person not in self.away]))

    def go(self, by: int) -> None:
        """To the next person, or back, past those who are away; by card, to the next card."""
        if self.by_card:
            self.card_place = min(max(0, self.card_place + by), max(0, len(self.agenda.cards) - 1))
            return
        place = self.place + by
        while 0 <= place < len(self.order) and self.order[place] in self.away:
            place += 1 if by > 0 else -1
        self._stand(min(max(-1, place), len(self.order)))

    def jump(self, person: str) -> None:
        """To somebody (id), in whatever order; Usage for one who is not of the team."""
        if person not in self.order:
            raise Usage("nobody of this standup goes by that name")
        self._stand(self.order.index(person))

    def turn_over(self) -> None:
        """By person, or by card; each keeps its place."""
        self.by_card = not self.by_card
        self.watch.turn(self.speaker)

    def shuffle(self) -> None:
        """Another order of people, for this day the same in every copy of the plan."""
        here, day = self.speaker, self.agenda.today.isoformat()
        self.order.sort(key=lambda person: sha256(f"{day} {person}".encode()).digest())
        if here is not None:
            self.place = self.order.index(here)

    def mark_away(self, person: str) -> None:
        """Say that somebody (id) is away, or is there after all. What they did stays in the note."""
        self.away ^= {person}
        if person in self.away and person == self.speaker:
            self.go(1)

    def refresh(self) -> None:
        """Read the plan again: somebody has changed it."""
        super().refresh()
        self.agenda = self._built()
        self._excuse()
        known = set(self.order)
        self.order += [turn.person.id for turn in self.agenda.turns if turn.person.id not in known]
        self.news = suggesting(self.plan, self.news, self.zone)

    def git_since(self) -> int:
        """From which instant on (ms UTC) git is to be read: the beginning of the day of the longest window."""
        return day_begun(min((turn.since.since for turn in self.agenda.turns), default=self.started), self.zone)

    def take(self, found: git.Found, template: str) -> None:
        """Know what git said of the time since `git_since`; `template` is how branches of items are named."""
        self.news = self._told(found, template)

    def suggested(self, turn: Turn, item: str | None = None) -> list[Proposal]:
        """The time that git suggests for a turn: all of it, or what it suggests for one item (id)."""
        found = self.news.suggested(turn.person.id, turn.since.since)
        return [one for one in found if item in (None, one.item)]

    def offered(self, item: str | None) -> list[Proposal]:
        """What one key accepts: what git suggests to the speaker for an item (id), else all it suggests to them."""
        turn = self.current if self.speaker else None
        if turn is None:
            return []
        return (self.suggested(turn, item) if item else []) or self.suggested(turn)

    def accept(self, proposals: Sequence[Proposal]) -> Outcome:
        """Log time that git suggests, for whoever it is suggested for; Refused where there is none, or not any more."""
        if not proposals:
            raise Refused("git suggests nothing to log here")
        with during(self.within()):
            return self._changed(accept(self.plan, proposals))

    def tick(self, item: str) -> Outcome:
        """Tick what was promised (id): an action is done, a blocked card is free. Refused for a risk."""
        work = stored.some_work(self.plan, [item]).get(item)
        if work is None:
            raise Usage("that has been deleted")
        if work.type == "risk":
            raise Refused(f"R{work.ref} is no promise to tick: score it, or say that it happened")
        with during(self.within()):
            free = work.blocked is not None and work.type != "action"
            return self._changed((flow.unblock if free else flow.done)(self.plan, [item]))

    def move(self, items: Sequence[str], columns: Sequence[str]) -> Outcome:
        """Move cards (ids) to whichever of these columns (ids) is on their board."""
        with during(self.within()):
            return self._changed(flow.move_to(self.plan, items, columns))

    def beside(self, item: Work, way: int) -> str:
        """The column (id) next to an item's, 1 to the right, -1 to the left; Refused at the edge of the board."""
        columns = [one.id for one in columns_of(self.plan, item.project_id).values() if not one.archived]
        place = columns.index(item.column_id) + way if item.column_id in columns else -1
        if not 0 <= place < len(columns):
            raise Refused(f"there is no column {'behind' if way > 0 else 'before'} that of {item.ref}")
        return columns[place]

    def within(self) -> str:
        """The meeting's id, for other actions that are part of it (`step.during`); the first of them begins it.

        What the watch says so far is written along. None of it is a step that undo takes back.
        """
        with during(self.meeting), step(self.plan, "rule") as act:
            if self.meeting is None:
                self.meeting = self.begin(act)
            spoke = {person: self.watch.spoke.get(person, self.started) for person in self.watch.seconds()}
            turns = [
                Entry("", None, "turn", None, person, "", spoke[person], self.watch.of(person)) for person in spoke
            ]
            self._write(act, self.meeting, [*turns, *self._absent()])
        return self.meeting

    def preview(self) -> str:
        """The note as it would be written now."""
        meeting = Meeting("", self.projects[0], STANDUP, self.started, now_ms(), self.agenda.since.since, None, None)
        there = stored.entries(self.plan, self.meeting) if self.meeting else []
        return note(self.plan, meeting, [*there, *minutes.facts(self.agenda, self._held(), None)])

    def close(self, away: Iterable[str] = ()) -> tuple[Outcome, str]:
        """End it, everybody but those who are `away` (ids) having been there; the note is written, and returned."""
        self.away |= set(away)
        meeting = self.within()
        self.refresh()
        with during(meeting), step(self.plan, "rule") as act:
            self._freeze(act, meeting)
        with during(meeting), step(self.plan) as act:
            act.tx.set(meeting, "since", self.agenda.since.since)
            act.tx.set(meeting, "ended", now_ms())
            act.tx.settle()
            held = next(one for one in self.candidates() if one.id == meeting)
            text = note(self.plan, held, stored.entries(self.plan, meeting))
            act.tx.set(meeting, "note", text)
            team = {*self.order, *self.away}
            act.outcome.message = f"standup closed, {len(team - self.away)} of {len(team)} present"
            return act.outcome, text

    def _stand(self, place: int) -> None:
        self.place = place
        self.watch.turn(self.speaker)

    def _excuse(self, *, keep: bool = False) -> None:
        """Whoever is on leave all day is away until somebody brings them back; `keep` what was said before."""
        excused = {turn.person.id for turn in self.agenda.turns if turn.excused}
        if not keep:
            self.away = self.away - (self._excused - excused) | (excused - self._excused)
        self._excused = excused

    def _built(self) -> Agenda:
        return agenda(self.plan, self.projects, since=self.since, during=self.meeting, hours=self.habits.hours_per_day)

    def _told(self, found: git.Found, template: str) -> News:
        return news(self.plan, found, self.git_since(), template, self.zone)

    def _changed(self, outcome: Outcome) -> Outcome:
        self.refresh()
        return outcome

    def _held(self) -> minutes.Held:
        return minutes.Held(frozenset(self.away), self.watch.seconds(), self.watch.total)

    def _absent(self) -> list[Entry]:
        return [Entry("", None, "away", None, person, "", now_ms(), None) for person in sorted(self.away)]

    def cells(self) -> dict[str, object]:
        """Since when it tells."""
        return {"since": self.agenda.since.since}

    def take_up(self, meeting: Meeting) -> list[Entry]:
        """Go on with one that is in the plan already: who is away, what was written."""
        said = super().take_up(meeting)
        self.away -= self._excused  # who is on leave may have been brought back there
        self.away |= {entry.person_id for entry in said if entry.kind == "away" and entry.person_id}
        self._written = {(entry.kind, entry.item_id, entry.person_id): entry.id for entry in said}
        return said

    def _where_it_was(self, said: list[Entry]) -> int:
        """The place of whoever spoke last."""
        spoken = [
            entry for entry in said if entry.person_id in self.order and entry.kind not in ("away", "closed", "said")
        ]
        last = max(spoken, key=lambda entry: entry.at, default=None)
        return self.order.index(last.person_id) if last and last.person_id else -1

    def _freeze(self, act: Step, meeting: str) -> None:
        """Write down what the plan tells at the end; what a closing that was undone had told is gone."""
        found = minutes.facts(self.agenda, self._held(), act.me)
        told = {(entry.kind, entry.item_id, entry.person_id) for entry in found}
        for key in [key for key in self._written if key[0] in (*minutes.FACTS, "turn") and key not in told]:
            act.tx.delete(self._written.pop(key))
        self._write(act, meeting, found)

    def _write(self, act: Step, meeting: str, found: Iterable[Entry]) -> None:
        """Write entries, those that are there already anew; who is not away after all is so no longer."""
        for entry in found:
            key = entry.kind, entry.item_id, entry.person_id
            if entry.id:
                act.tx.set(entry.id, "meeting_id", meeting)
            elif key in self._written:
                for field, value in (("text", entry.text or None), ("seconds", entry.seconds), ("at", entry.at)):
                    act.tx.set(self._written[key], field, value)
            else:
                cells = {
                    "meeting_id": meeting, "kind": entry.kind, "item_id": entry.item_id,
                    "person_id": entry.person_id, "text": entry.text or None, "at": entry.at, "seconds": entry.seconds,
                }  # fmt: skip
                self._written[key] = act.tx.create("meeting_entry", cells)
        for key in [key for key in self._written if key[0] == "away" and key[2] not in self.away]:
            act.tx.delete(self._written.pop(key))


def say_beforehand(plan: Plan, *texts: str, person: str | None = None) -> Outcome:
    """Leave lines for the next standup, which shows them at one's turn, or at that of a person (id) who cannot be
    there. Usage where there is none.
    """
    lines = [line for line in map(whole_line, texts) if line]
    if not lines:
        raise Usage("say what the standup is to hear: what was done, what is next, what is in the way")
    with step(plan) as act:
        for place, line in enumerate(lines):  # a millisecond apart, so that they stay in order
            cells = {"kind": "said", "person_id": person or act.me, "text": line, "at": now_ms() + place}
            act.tx.create("meeting_entry", cells)
        act.outcome.message = "kept for the next standup"
        return act.outcome


def last_note(plan: Plan, project: str) -> str:
    """The note of the last standup that a project (id) has held; Refused where there is none."""
    return note_of(plan, last_held(plan, project))


def last_held(plan: Plan, project: str) -> Meeting:
    """The last standup that a project (id) has held to its end; Refused where there is none."""
    held = next((one for one in stored.meetings(plan, project, STANDUP) if one.ended is not None), None)
    if held is None:
        raise Refused("no standup has been held yet; `pmtui standup --close` holds one")
    return held
