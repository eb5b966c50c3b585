"""Sprint planning and refinement: the backlog beside what the team can do; all that is decided is written at once."""

from collections.abc import Callable
from statistics import median_low
from typing import NamedTuple

from pmtui.actions import flow, items, refining, sprint_course, sprints
from pmtui.actions.people import known_as
from pmtui.actions.step import Outcome, Step, during, step, today_in
from pmtui.clock import now_ms
from pmtui.errors import Refused, Usage
from pmtui.meetings.backlog import Candidate
from pmtui.meetings.capture import USUAL, Habits
from pmtui.meetings.planning_note import note
from pmtui.meetings.sitting import Sitting
from pmtui.meetings.sprint_view import View, Viewer
from pmtui.model.dates import parse_date
from pmtui.model.durations import parse_points, show_number
from pmtui.model.text import Unreadable, clean_line, quoted, whole_line
from pmtui.store import read
from pmtui.store import sprints as stored
from pmtui.store.meetings import Entry, entries
from pmtui.store.plan import Plan

VOTE, WAIVED = "vote", "waived"
"""The kinds of entry that a planning has of its own: somebody's estimate, and why something counts as ready."""


class Vote(NamedTuple):
    """Somebody's estimate in points; the person's id is None where no name was typed."""

    points: float
    person: str | None = None


class Planning(Sitting):
    """The planning of a sprint of a project (ids; the first is meant): the one named, else the next that is planned.

    Where none is planned, one that follows the last is proposed; it comes into the plan with the first thing that is
    done. Looking writes nothing. Each verb is a step of its own, part of the meeting; Usage, Refused and Unreadable say
    what cannot be done.
    """

    KIND = "planning"

    def __init__(self, plan: Plan, projects: list[str], sprint: str | None = None, habits: Habits = USUAL) -> None:
        super().__init__(plan, projects, habits)
        self.project = projects[0]
        self.sprint = (
            sprints.sprint_named(plan, self.project, sprint)
            if sprint
            else sprints.next_planned(plan, self.project) or sprints.following(plan, self.project)
        )
        self._viewer = Viewer(plan, self.project, habits)
        self._view: View | None = None
        open_one = next((one for one in self.candidates() if one.ended is None), None)
        if open_one is not None:
            self.take_up(open_one)

    @property
    def view(self) -> View:
        """All there is to see, as it stands in the plan."""
        if self._view is None:
            self._view = self._viewer.view(self.sprint)
        return self._view

    @property
    def stale(self) -> bool:
        """Whether something was done since it was last looked at."""
        return self._view is None

    def refresh(self) -> None:
        """Read the plan again: somebody has changed it."""
        super().refresh()
        self._viewer.forget()
        self._view = None
        known = {one.id: one for one in stored.sprints(self.plan, [self.project])}
        if self.sprint.id:
            self.sprint = known.get(self.sprint.id) or sprints.following(self.plan, self.project)

    # --- what is in the sprint ---------------------------------------------------------------------------------------

    def toggle(self, item: str) -> Outcome:
        """Take an item (id) into the sprint, or out of it."""
        found = self._found(item)
        if found.inside:
            return self._do(lambda: sprints.put_back(self.plan, [item]))
        if self.sprint.state == "ended":
            raise Refused(f"{self.sprint.name} has ended")
        return self._do(lambda: sprints.pull(self.plan, [item], self.sprint))

    def set_goal(self, text: str) -> Outcome:
        """Say what the sprint is for."""
        if not clean_line(text):
            raise Usage("a goal is one line that says what the sprint is for")
        return self._do(lambda: sprints.change(self.plan, self.sprint, {"goal": text}))

    def commit(self, goal: str = "") -> Outcome:
        """Begin the sprint with what is in it, frozen, and end the meeting with its note. Refused without a goal."""
        if self.sprint.state != "planned":
            raise Refused(f"{self.sprint.name} has begun already")
        if not self.view.backlog.inside:
            raise Refused(f"nothing is in {self.sprint.name} yet; Enter takes an item in")
        if not (self.sprint.goal or clean_line(goal)):
            raise Refused("a sprint needs a goal first: one line that says what it is for")
        outcome = self._do(lambda: sprint_course.start(self.plan, self.sprint, goal=goal))
        text = note(self.view, read.people(self.plan), self.captured)
        with during(self.meeting), step(self.plan, "rule") as act:
            assert self.meeting is not None
            act.tx.set(self.meeting, "ended", now_ms())
            act.tx.set(self.meeting, "note", text)
        return outcome

    # --- refining ----------------------------------------------------------------------------------------------------

    def rank(self, item: str, by: int) -> Outcome:
        """Move an item one place up (-1) or down (1) among those of its column."""
        peers = [
            one.item for one in self.view.backlog.candidates if one.item.column_id == self._found(item).item.column_id
        ]
        place = next(place for place, one in enumerate(peers) if one.id == item)
        there = place + by
        if not 0 <= there < len(peers):
            end = "first" if by < 0 else "last"
            raise Refused(f"{peers[place].ref} is the {end} of {self._found(item).column}")
        above, below = (there - 1, there) if by < 0 else (there, there + 1)
        ids = [peers[at].id if 0 <= at < len(peers) else None for at in (above, below)]
        return self._do(lambda: flow.place_between(self.plan, item, ids[0], ids[1]))

    def estimate(self, item: str, text: str) -> Outcome:
        """Estimate an item: points (`5`), a length (`3d`, `2/3/6d`), or both."""
        said = estimate_words(text)
        return self._do(lambda: items.change_ids(self.plan, [item], [(field, "=", word) for field, word in said]))

    def vote(self, item: str, text: str) -> Outcome:
        """Take the team's votes, `5 3 8` or `ana 5 ben 3`; the middle one becomes the estimate, all are kept."""
        found = votes(self.plan, text)
        middle = median_low(vote.points for vote in found)

        def write() -> Outcome:
            with step(self.plan) as act:
                for vote in found:
                    cells = {
                        "meeting_id": self.meeting, "kind": VOTE, "item_id": item, "person_id": vote.person,
                        "text": f"{vote.points:g}", "value": f"{vote.points:g}", "at": now_ms(),
                    }  # fmt: skip
                    act.tx.create("meeting_entry", cells)
                act.tx.set(item, "points", middle)
                act.outcome.items = [item]
                told = " ".join(show_number(vote.points) for vote in sorted(found, key=lambda vote: vote.points))
                agreed = len({vote.points for vote in found}) == 1
                how = "all agree" if agreed else f"votes {told}, the middle one is taken"
                act.outcome.message = f"{items.said(self.plan, [item])}: {show_number(middle)}pt, {how}"
                return act.outcome

        return self._do(write)

    def votes_on(self, item: str) -> list[Entry]:
        """The votes on an item in this meeting, the last round of them."""
        said = entries(self.plan, self.meeting) if self.meeting else []
        found = [one for one in said if one.kind == VOTE and one.item_id == item]
        return [one for one in found if one.at == found[-1].at]

    def set_owner(self, item: str, name: str) -> Outcome:
        """Give an item an owner, by any of their names; nobody where that is empty."""
        return self._do(lambda: items.change_ids(self.plan, [item], [("owner", "=", name)]))

    def add_criteria(self, item: str, text: str) -> Outcome:
        """Add acceptance criteria, several of them parted by semicolons."""
        return self._do(lambda: refining.add_criteria(self.plan, item, text))

    def ready(self, item: str, waiver: str = "") -> Outcome:
        """Move an item to the first ready column; Refused if something is lacking, unless a `waiver` says why."""
        lacks = self._found(item).lacks
        why = whole_line(waiver)
        if lacks and not why:
            raise Refused(f"{self._found(item).item.ref} is not ready: {', '.join(lacks)}")
        outcome = self._do(lambda: refining.make_ready(self.plan, item))
        if lacks:
            self._note(WAIVED, item, f"{', '.join(lacks)}: {why}")
            outcome.message += f"; waived: {', '.join(lacks)}"
        return outcome

    def split(self, item: str, text: str) -> Outcome:
        """Cut a part off an item, written like a new card: `Voucher for guests +3pt`."""
        if not clean_line(text):
            raise Usage("say what the part is: its title, and its points as +3pt")
        line = self.habits.read(text, today_in(self.plan, self.project))
        return self._do(lambda: refining.split(self.plan, item, line))

    def snooze(self, item: str, text: str) -> Outcome:
        """Hide an item until a day, in words."""
        habits = self.habits
        today = today_in(self.plan, self.project)
        until = parse_date(text, today, week_start=habits.week_start, day_first=habits.day_first)
        return self._do(lambda: refining.snooze(self.plan, [item], until))

    def drop(self, item: str, reason: str) -> Outcome:
        """Decide not to do an item, with the reason."""
        if not clean_line(reason):
            raise Usage("say why it is dropped: somebody will ask")
        return self._do(lambda: flow.drop(self.plan, [item], reason))

    # --- the meeting -------------------------------------------------------------------------------------------------

    def cells(self) -> dict[str, object]:
        """Which sprint it is about."""
        return {"sprint_id": self.sprint.id}

    def begin(self, act: Step) -> str:
        """A sprint that was only proposed comes into the plan with it."""
        if not self.sprint.id:
            id = sprints.create(act, self.sprint)
            self.sprint = self.sprint._replace(id=id)
        return super().begin(act)

    def within(self) -> str:
        """The meeting's id; a sprint that went away meanwhile comes back as it was proposed."""
        if self.meeting is not None and not self.sprint.id:
            with during(self.meeting), step(self.plan, "rule") as act:
                self.sprint = self.sprint._replace(id=sprints.create(act, self.sprint))
        return super().within()

    def _do(self, action: Callable[[], Outcome]) -> Outcome:
        """Do something within the meeting."""
        with during(self.within()):
            outcome = action()
        if self.sprint.id:
            self.sprint = stored.sprint(self.plan, self.sprint.id)
        self._viewer.changed(outcome.items)
        self._view = None
        return outcome

    def _found(self, item: str) -> Candidate:
        found = self.view.backlog.find(item)
        if found is None:
            raise Usage("that is no longer in the backlog")
        return found

    def _note(self, kind: str, item: str, text: str) -> None:
        with during(self.meeting), step(self.plan, "rule") as act:
            cells = {"meeting_id": self.meeting, "kind": kind, "item_id": item, "person_id": act.me, "text": text}
            act.tx.create("meeting_entry", {**cells, "at": now_ms()})


def estimate_words(text: str) -> list[tuple[str, str]]:
    """What `5`, `3d`, `2/3/6d` or `5pt 3d` estimates: fields with their texts; Unreadable."""
    from pmtui.model.durations import parse_estimate

    found: list[tuple[str, str]] = []
    words = text.split()
    if not words:
        raise Usage("an estimate is points or a length: 5, 3d, 2/3/6d")
    for word in words:
        try:
            found.append(("points", show_number(parse_points(word))))
        except Unreadable:
            parse_estimate(word)
            found.append(("estimate", word))
    return found


def votes(plan: Plan, text: str) -> list[Vote]:
    """Votes in points, each behind the name of whose it is, or without: `5 3 8`, `ana 5 ben 3`; Usage, Unreadable."""
    found: list[Vote] = []
    person: str | None = None
    for word in text.replace(",", " ").split():
        if word[0].isdigit():
            found.append(Vote(parse_points(word), person))
            person = None
        else:
            person = known_as(plan, word, None)
            if person is None:
                raise Usage(f"nobody is called {quoted(word)}; votes are typed like 5 3 8, or ana 5 ben 3")
    if len(found) < 2 or person is not None:
        raise Usage("type everybody's vote: 5 3 8, or ana 5 ben 3")
    return found
