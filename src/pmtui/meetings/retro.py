"""The retrospective: last actions, notes, votes, five whys, at most three actions; the note, which writes itself."""

import json
from collections.abc import Sequence

from pmtui.actions import flow
from pmtui.actions.step import Outcome, during, step
from pmtui.clock import now_ms
from pmtui.errors import Refused, Usage
from pmtui.meetings import retro_note
from pmtui.meetings.capture import USUAL, Caught, Habits, capture
from pmtui.meetings.improvement import improvement
from pmtui.meetings.retro_facts import Facts, document, facts, pulse
from pmtui.meetings.retro_gathering import Gathering
from pmtui.meetings.retro_last import told_last
from pmtui.meetings.retro_notes import WHYS, Note, top, whys
from pmtui.meetings.retro_period import RETRO, next_sprint
from pmtui.meetings.retro_words import told
from pmtui.meetings.stopwatch import Stopwatch
from pmtui.model.quickadd import QuickAdd
from pmtui.model.text import clean_line, cut, whole_line
from pmtui.store import meetings as stored
from pmtui.store.ids import fixed_ulid
from pmtui.store.meetings import Entry, Meeting
from pmtui.store.plan import Plan

STEPS = ("Last actions", "Gather", "Group and vote", "Actions", "Close")
GATHER, VOTE, ACT, CLOSE = 1, 2, 3, 4
"""The places of steps."""
ALL = 60 * 60
"""Seconds that it takes."""
MOST = 3
"""Actions that a retrospective may resolve: of more, fewer get done."""


class Retro(Gathering):
    """A retrospective that is held, at one of its steps: `place` counts STEPS. Going from step to step writes nothing
    but what was gathered.
    """

    def __init__(self, plan: Plan, projects: Sequence[str], habits: Habits = USUAL, anonymous: bool = True) -> None:
        super().__init__(plan, projects, habits, anonymous)
        self._facts: Facts | None = None
        self.place = self._where_it_was()
        self.watch = Stopwatch({})

    @property
    def facts(self) -> Facts:
        """What the log tells of the period, counted once; the pulse is that of now."""
        felt = pulse(self.plan, self.projects[0], self.meeting, self.choice.over)
        if self._facts is None:
            self._facts = facts(self.plan, self.projects, self.period, felt)
        return self._facts._replace(pulse=felt)

    @property
    def topic(self) -> Note | None:
        """What the whys are asked about: what they were asked about already, else the problem with most votes."""
        made = self.notes
        asked_about = {entry.about_id for entry in self.said if entry.kind == "why"}
        return next((note for note in made if note.id in asked_about), None) or top(made)

    @property
    def whys(self) -> list[Entry]:
        """The whys so far."""
        return whys(self.said, self.topic.id) if self.topic else []

    @property
    def actions(self) -> list[Entry]:
        """The actions it has resolved; those deleted or dropped since leave room for others."""
        found = [entry for entry in self.said if entry.kind == "action" and entry.item_id]
        work = stored.some_work(self.plan, (entry.item_id or "" for entry in found))
        return [entry for entry in found if entry.item_id in work and work[entry.item_id].state != "dropped"]

    def go(self, by: int) -> Outcome | None:
        """To the next step, or back. To leave gathering writes what was noted; the outcome of that, else None."""
        place = min(max(0, self.place + by), CLOSE)
        noted = any(one.kind != "pulse" for one in self.held)
        outcome = self.write_held() if place > GATHER and noted else None
        self.place = place
        return outcome

    # --- what follows from it ------------------------------------------------------------------------------------

    def why(self, text: str) -> Outcome:
        """Ask why once more, of the topic; the last answer is the root cause. Refused after the fifth."""
        topic, asked_so_far, line = self.topic, self.whys, whole_line(text)
        if topic is None:
            raise Refused("there is no note yet to ask why about")
        if not line:
            raise Usage("say why: a few words")
        if len(asked_so_far) >= WHYS:
            raise Refused("five whys are asked: the last one is the root cause; u takes it back")
        meeting = self.within()
        with during(meeting), step(self.plan) as act:
            place = str(len(asked_so_far) + 1)
            act.tx.create("meeting_entry", self._cells(meeting, "why", text=line, about_id=topic.id, value=place))
        return self._told(act.outcome, f"why {place}: {cut(line, 60)}")

    def root_cause(self) -> Outcome:
        """Keep the last why as a lesson, with the way to it; Refused where none was asked, or it is one already."""
        topic, found = self.topic, self.whys
        if topic is None or not found:
            raise Refused("ask why first: the last answer becomes the lesson")
        lesson = found[-1].text
        if any(entry.kind == "lesson" and entry.text == lesson for entry in self.said):
            raise Refused("that is a lesson already")
        body = "\n".join([f"Noted: {topic.text}", *(f"Why: {entry.text}" for entry in found)])
        return self._capture(Caught("lesson", QuickAdd(lesson, []), {"body": body}, self.projects[0], None))

    def act(self, text: str) -> Outcome:
        """Resolve an action: a line with owner, date and measure. Refused for the fourth; Usage says what is missing.

        It is labelled, and goes into the next sprint.
        """
        if len(self.actions) >= MOST:
            raise Refused(f"{MOST} actions are resolved, and more do not get done: drop one of them first")
        sprint = next_sprint(self.plan, self.projects[0], self.period.sprint, self.today)
        return self._capture(improvement(self.plan, text, self.habits, self.projects[0], sprint))

    def tick(self, item: str) -> Outcome:
        """An action (id) of an earlier one is done."""
        with during(self.within()):
            outcome = flow.done(self.plan, [item])
        return self._told(outcome, outcome.message)

    def helped(self, item: str, answer: bool) -> Outcome:
        """Answer whether an action (id) of an earlier one helped; another answer takes the place of the first."""
        one = next((one for one in self.last if one.item.id == item), None)
        if one is None:
            raise Usage("that is no action of an earlier retrospective")
        meeting = self.within()
        with during(meeting), step(self.plan) as act:
            cells = self._cells(meeting, "helped", item_id=item, value="yes" if answer else "no", person_id=act.me)
            self._put(act, fixed_ulid(0, "helped", meeting, item), cells)
        return self._told(act.outcome, f"{one.item.ref} {'helped' if answer else 'did not help'}")

    # --- the end -------------------------------------------------------------------------------------------------

    def preview(self) -> str:
        """The note as it would be written now, with what is still held."""
        day = now_ms()
        held = [Entry("", None, kind, None, None, text, day, None, None, text) for kind, text in self.held]
        meeting = Meeting(
            self.meeting or "", self.projects[0], RETRO, self.started, None, None, None, None, self.period.sprint,
            self._frozen(),
        )  # fmt: skip
        return retro_note.note(self.plan, meeting, [*self.said, *held, *self._answers()])

    def close(self) -> tuple[Outcome, str]:
        """End it: what is held is written, what the plan tells is frozen, the note is written and returned."""
        if self.held:
            self.write_held()
        meeting = self.within()
        self.refresh()
        with during(meeting), step(self.plan, "rule") as act:
            cells = self._cells(meeting, "closed", person_id=act.me, seconds=self.watch.total)
            self._put(act, fixed_ulid(0, "closed", meeting, act.me), cells)
            for entry in self._answers():
                cells = self._cells(meeting, entry.kind, item_id=entry.item_id, text=entry.text, value=entry.value)
                self._put(act, fixed_ulid(0, "last", meeting, entry.item_id or ""), cells)
            act.tx.set(meeting, "facts", self._frozen())
            act.tx.set(meeting, "sprint_id", self.period.sprint)
            act.tx.set(meeting, "leader_id", act.me)
        with during(meeting), step(self.plan) as act:
            act.tx.set(meeting, "ended", now_ms())
            act.tx.settle()
            held = next(one for one in stored.meetings(self.plan, self.projects[0], RETRO) if one.id == meeting)
            text = retro_note.note(self.plan, held, stored.entries(self.plan, meeting))
            act.tx.set(meeting, "note", text)
            count = len(self.actions)
            act.outcome.message = f"retrospective closed, {count} {'action' if count == 1 else 'actions'}"
            return act.outcome, text

    def _where_it_was(self) -> int:
        """The step that what was said belongs to."""
        kinds = {entry.kind for entry in self.said}
        if kinds & {"why", "action", "lesson"}:
            return ACT
        return VOTE if "vote" in kinds else 0 if self.last else GATHER

    def _capture(self, caught: Caught) -> Outcome:
        meeting = self.within()
        with during(meeting):
            outcome = capture(self.plan, meeting, caught, None)
        self.refresh()
        return outcome

    def _frozen(self) -> str:
        found = self.facts
        return json.dumps({"told": told(found), **document(found)}, ensure_ascii=False)

    def _answers(self) -> list[Entry]:
        """What has become of the last actions, not written yet; what is open is carried once more."""
        told = [(one.item, told_last(one._replace(carried=one.carried + 1))) for one in self.last]
        marks = {"open": "[ ]", "done": "[x]", "dropped": "[-]"}
        lines = [(item.id, f"{marks[item.state]} {item.ref} {item.title} - {words}") for item, words in told]
        return [Entry("", None, "last", id, None, clean_line(line), now_ms(), None) for id, line in lines]


def last_note(plan: Plan, project: str) -> str:
    """The note of the last retrospective that a project (id) has held; Refused where there is none."""
    over = [one for one in stored.meetings(plan, project, RETRO) if one.ended is not None]
    if not over:
        raise Refused("no retrospective has been held yet; `pmtui retro close` closes one")
    return retro_note.note_of(plan, max(over, key=lambda one: one.ended or 0))
