"""A meeting while it is held: it begins in the plan with the first thing said, or joins the one that is there."""

from collections.abc import Sequence
from datetime import UTC
from typing import ClassVar

from pmtui.actions.step import Outcome, Step, during, step, zone_of
from pmtui.clock import local, midnight, now_ms
from pmtui.meetings.capture import KINDS, USUAL, Habits, capture, understood
from pmtui.store import meetings as stored
from pmtui.store.ids import fixed_ulid
from pmtui.store.meetings import Entry, Meeting
from pmtui.store.plan import Plan


class Sitting:
    """A meeting of some projects (ids), the first of which the team is known by.

    Looking writes nothing. What is done inside `step.during(self.within())` belongs to it. `meeting` is its id once it
    is in the plan, `captured` what was caught so far.
    """

    KIND: ClassVar[str]
    """What the plan calls such meetings."""

    def __init__(self, plan: Plan, projects: Sequence[str], habits: Habits = USUAL) -> None:
        self.plan = plan
        self.projects = list(projects)
        self.habits = habits
        self.started = now_ms()
        self.zone = zone_of(plan, projects[0])
        self.meeting: str | None = None
        self.captured: list[Entry] = []

    @property
    def kind(self) -> str:
        """What the plan calls this one."""
        return self.KIND

    @property
    def speaker(self) -> str | None:
        """Who speaks (id), as far as the meeting knows."""
        return None

    def refresh(self) -> None:
        """Read the plan again: somebody has changed it."""
        said = stored.entries(self.plan, self.meeting) if self.meeting else []
        self.captured = [entry for entry in said if entry.kind in KINDS.values()]

    def within(self) -> str:
        """The meeting's id, for actions that are part of it; the first one begins it. Undo leaves that as it is."""
        if self.meeting is None:
            with step(self.plan, "rule") as act:
                self.meeting = self.begin(act)
        return self.meeting

    def capture(self, kind: str, text: str, item: str | None = None) -> Outcome:
        """Catch a line: a kind of capture.KINDS, and the id of the card under the cursor; see `meetings.capture`.

        Usage and Unreadable where it was not understood: then nothing has begun.
        """
        caught = understood(self.plan, kind, text, self.habits, self.projects[0], item)
        meeting = self.within()
        with during(meeting):
            outcome = capture(self.plan, meeting, caught, self.speaker)
        self.refresh()
        return outcome

    def candidates(self) -> list[Meeting]:
        """The meetings that this one may be: the team's of this day, newest first."""
        today = local(self.started, self.zone).date()
        found = stored.meetings(self.plan, self.projects[0], self.kind)
        return [one for one in found if local(one.started, self.zone).date() == today]

    def cells(self) -> dict[str, object]:
        """What else the plan is to know of it from the beginning."""
        return {}

    def begin(self, act: Step) -> str:
        """Begin the meeting in the plan; another's who is at it as well is joined.

        Its id follows from the team, the day and its number in that day, so that two copies of the plan begin the same
        one, and a merge joins what was said in both.
        """
        known = self.candidates()
        same = next((one for one in known if one.ended is None or one.ended > self.started), None)
        if same is not None:
            self.take_up(same)
            return same.id
        day = local(self.started, self.zone).date()
        number = len(known) + 1
        id = fixed_ulid(midnight(day, UTC) + number, self.kind, self.projects[0], day.isoformat(), str(number))
        cells = {"project_id": self.projects[0], "kind": self.kind, "started": self.started, "leader_id": act.me}
        return act.tx.create("meeting", {**cells, **self.cells()}, id)

    def take_up(self, meeting: Meeting) -> list[Entry]:
        """Go on with a meeting that is in the plan already; returns its entries."""
        said = stored.entries(self.plan, meeting.id)
        self.meeting, self.started = meeting.id, min(self.started, meeting.started)
        self.captured = [entry for entry in said if entry.kind in KINDS.values()]
        return said
