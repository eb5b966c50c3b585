"""What a team gathers in a retrospective: notes of nobody's name, what belongs together, and the votes."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from pmtui.actions.step import Outcome, Step, during, step
from pmtui.clock import local, midnight, now_ms
from pmtui.errors import Refused, Usage
from pmtui.meetings.capture import KINDS, USUAL, Habits
from pmtui.meetings.retro_last import LastAction, last_actions
from pmtui.meetings.retro_notes import NOTES, VOTES, Note, notes, votes
from pmtui.meetings.retro_period import RETRO, Choice, choose
from pmtui.meetings.sitting import Sitting
from pmtui.model.text import clean_line, cut, whole_line
from pmtui.store import meetings as stored
from pmtui.store.entity import is_known
from pmtui.store.ids import fixed_ulid
from pmtui.store.meetings import Entry, Meeting
from pmtui.store.plan import Plan
from pmtui.store.retro import team
from pmtui.store.unnamed import Made, write_unnamed


class Held(NamedTuple):
    """A note, or with the kind "pulse" a figure, that is in memory only until it is written together with others."""

    kind: str
    text: str


def kept(held: Sequence[Held]) -> str:
    """What is held as a text, for a draft; nothing where nothing is."""
    return json.dumps(held, ensure_ascii=False) if held else ""


def taken_up(text: str) -> list[Held]:
    """What such a text holds; a line of it that makes no sense is left out."""
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return []
    pairs = [one for one in found if isinstance(one, list) and len(one) == 2] if isinstance(found, list) else []
    known = [(str(kind), clean_line(str(said))) for kind, said in pairs]
    return [Held(kind, said) for kind, said in known if kind in (*NOTES.values(), "pulse") and said]


class Gathering(Sitting):
    """A retrospective of some projects (ids), the first of which the team is known by, as far as its notes go.

    Looking writes nothing. Notes and pulse are unsigned unless `anonymous` is False: they are `held` until
    `write_held` writes them shuffled. `said` are the entries that are in the plan, `last` the actions of earlier ones,
    `present` the people who share the votes, `voter` whose they are (id) where somebody was named.
    """

    KIND = RETRO

    def __init__(self, plan: Plan, projects: Sequence[str], habits: Habits = USUAL, anonymous: bool = True) -> None:
        super().__init__(plan, projects, habits)
        self.anonymous = anonymous
        self.held: list[Held] = []
        self.voter: str | None = None
        self.said: list[Entry] = []
        self.today = local(self.started, self.zone).date()
        self.choice: Choice = choose(plan, projects[0], self.today, self.zone)
        self.period = self.choice.period
        if self.choice.meeting:
            self.take_up(self.choice.meeting)
        self.last = self._last_actions()
        self.present = len(team(plan, self.projects, midnight(self.period.first, self.zone))) or 1

    @property
    def notes(self) -> list[Note]:
        """What was noted, kind by kind, with the votes."""
        return notes(self.said)

    def votes_left(self, person: str | None) -> int:
        """The votes that a person (id) has left; of None, all that the people present have together."""
        cast = votes(self.said)
        if person is not None:
            return VOTES - sum(vote.person_id == person for vote in cast)
        return VOTES * self.present - len(cast)

    def me(self) -> str:
        """The id of whoever acts; a name never heard before becomes a person."""
        with step(self.plan, "rule") as act:
            return act.me

    def refresh(self) -> None:
        """Read the plan again: somebody has changed it. The facts stay what they were when it began."""
        if self.meeting is None:
            self.choice = choose(self.plan, self.projects[0], self.today, self.zone)
            if self.choice.meeting and self.choice.period.sprint == self.period.sprint:
                self.meeting = self.choice.meeting.id
        self.said = stored.entries(self.plan, self.meeting) if self.meeting else []
        self.captured = [entry for entry in self.said if entry.kind in KINDS.values()]
        self.last = self._last_actions()

    # --- what is noted -------------------------------------------------------------------------------------------

    def note(self, kind: str, text: str) -> Outcome:
        """Note something of a kind of NOTES: held in memory; where notes are signed, written at once.

        Usage where it says nothing; Unreadable where it is too long.
        """
        if kind not in NOTES.values():
            raise Usage(f"a retrospective gathers {', '.join(NOTES.values())}, not {kind}")
        line = whole_line(text)
        if not line:
            raise Usage("a note needs a few words")
        if self.anonymous:
            self.held.append(Held(kind, line))
            return Outcome(f"{kind} noted, to be written shuffled and unsigned")
        meeting = self.within()
        with during(meeting), step(self.plan) as act:
            act.tx.create("meeting_entry", self._cells(meeting, kind, text=line, person_id=act.me))
        return self._told(act.outcome, f"{kind} noted: {cut(line, 60)}")

    def feel(self, word: str) -> Outcome:
        """Hold somebody's pulse, 1 to 5, until it is written; Usage for anything else."""
        if word not in ("1", "2", "3", "4", "5"):
            raise Usage("the pulse is a figure from 1, bad, to 5, good")
        self.held.append(Held("pulse", word))
        return Outcome(f"{sum(one.kind == 'pulse' for one in self.held)} pulses, to be written shuffled and unsigned")

    def write_held(self) -> Outcome:
        """Write what is held, shuffled, in one transaction of nobody; if it is the first of it, the meeting before."""
        day = midnight(local(now_ms(), self.zone).date(), self.zone)
        if self.meeting is None and (meeting := self._joined()) is not None:
            self.take_up(meeting)
        if self.meeting is None:  # by another session, or that would tell which note was the first
            (self.meeting,) = write_unnamed(self.plan, [self._first(day)], day, None)
        id, made = self.meeting, []
        for kind, text in self.held:
            said = {"value": text} if kind == "pulse" else {"text": text}
            made.append(Made("meeting_entry", {"meeting_id": id, "kind": kind, "at": day, **said}))
        write_unnamed(self.plan, made, day, id)
        count, self.held = len(self.held), []
        return self._told(Outcome(), "noted, unsigned" if count == 1 else f"{count} noted, shuffled and unsigned")

    def remove(self, note: str) -> Outcome:
        """Take a note (id) out that was written already; those joined to it stand for themselves again."""
        with during(self.within()), step(self.plan) as act:
            act.tx.delete(note)
        return self._told(act.outcome, "note taken out")

    def join(self, note: str, into: str) -> Outcome:
        """Join a note (id) to another that says the same: their votes count together."""
        if note == into:
            raise Usage("a note cannot be joined to itself; choose the one it belongs to")
        with during(self.within()), step(self.plan) as act:
            act.tx.set(note, "about_id", into)
        return self._told(act.outcome, "notes joined")

    def part(self, note: str) -> Outcome:
        """Let what was joined to a note (id) stand for itself again; Refused where nothing was."""
        joined = next((one.joined for one in self.notes if one.id == note), ())
        if not joined:
            raise Refused("nothing was joined to this note")
        with during(self.within()), step(self.plan) as act:
            for other in joined:
                act.tx.set(other.id, "about_id", None)
            act.tx.set(note, "about_id", None)
        return self._told(act.outcome, "notes parted")

    def vote(self, note: str, person: str | None = None) -> Outcome:
        """Vote for a note (id): a person (id), who has three votes, or somebody of those present.

        Refused where no votes are left.
        """
        if self.votes_left(person) < 1:
            here = "one person has" if self.present == 1 else f"{self.present} people have"
            raise Refused(f"all votes are given: {f'you have {VOTES}' if person else f'{here} {VOTES * self.present}'}")
        meeting = self.within()
        with during(meeting), step(self.plan) as act:
            act.tx.create("meeting_entry", self._cells(meeting, "vote", about_id=note, person_id=person))
        left = self.votes_left(person) - 1
        return self._told(act.outcome, f"voted, {left} {'vote' if left == 1 else 'votes'} left")

    def unvote(self, note: str, person: str | None = None) -> Outcome:
        """Take a vote back from a note (id); Refused where there is none of this person's, or nobody's."""
        made = next(one for one in self.notes if one.id == note)
        there = {made.id, *(entry.id for entry in made.joined)}
        cast = [vote for vote in votes(self.said) if vote.about_id in there and vote.person_id == person]
        if not cast:
            raise Refused("there is no such vote to take back")
        with during(self.within()), step(self.plan) as act:
            act.tx.delete(cast[-1].id)
        return self._told(act.outcome, "vote taken back")

    # --- the meeting in the plan ---------------------------------------------------------------------------------

    def begin(self, act: Step) -> str:
        """Begin it in the plan, or join the one that is there: two copies that hold one sprint's hold the same."""
        same = self._joined()
        if same is not None:
            self.take_up(same)
            return same.id
        kind, cells, id = self._first(self.started)
        return act.tx.create(kind, {**cells, "leader_id": act.me}, id)

    def take_up(self, meeting: Meeting) -> list[Entry]:
        """Go on with one that is in the plan already: notes may have been gathered for days."""
        started = self.started
        self.said = super().take_up(meeting)
        self.started = started
        return self.said

    def _joined(self) -> Meeting | None:
        """The meeting of this period that somebody else has begun, or even closed, by now."""
        self.choice = choose(self.plan, self.projects[0], self.today, self.zone)
        if self.choice.period.sprint == self.period.sprint:
            return self.choice.meeting
        known = stored.meetings(self.plan, self.projects[0], RETRO)
        return next((one for one in known if one.id == self._fixed()), None)

    def _fixed(self) -> str:
        """The id that follows from the sprint, else from the day and its number in that day."""
        project, sprint = self.projects[0], self.period.sprint
        if sprint is not None:
            return fixed_ulid(0, RETRO, project, sprint)
        loose = [one for one in stored.meetings(self.plan, project, RETRO) if one.sprint_id is None]
        number = 1 + sum(local(one.started, self.zone).date() == self.today for one in loose)
        return fixed_ulid(0, RETRO, project, self.today.isoformat(), str(number))

    def _first(self, started: int) -> Made:
        """The meeting as it begins."""
        since = midnight(self.period.first, self.zone)
        cells = {"project_id": self.projects[0], "kind": RETRO, "started": started, "since": since}
        return Made("meeting", {**cells, "sprint_id": self.period.sprint}, self._fixed())

    def _cells(self, meeting: str, kind: str, **more: Any) -> dict[str, Any]:
        return {"meeting_id": meeting, "kind": kind, "at": now_ms(), **more}

    def _put(self, act: Step, id: str, cells: dict[str, Any]) -> None:
        """Write an entry whose id follows from what it is about: anew where it is there already."""
        if not is_known(self.plan, id):
            act.tx.create("meeting_entry", cells, id)
            return
        for field, value in {**cells, "deleted": None}.items():
            act.tx.set(id, field, value)

    def _last_actions(self) -> list[LastAction]:
        return last_actions(self.plan, self.projects[0], self.choice.over, self.meeting, self.said)

    def _told(self, outcome: Outcome, message: str) -> Outcome:
        """What was done, in words, after what it changed has been read."""
        self.refresh()
        outcome.message = message
        return outcome
