"""The facts that a retrospective starts from: what the log tells of a period, each beside what it was in the last."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from pmtui.actions.metrics import Flow, read_flow
from pmtui.actions.sprint_course import result_of
from pmtui.meetings.retro_notes import figure
from pmtui.meetings.retro_period import RETRO, Period
from pmtui.meetings.window import STANDUP
from pmtui.planning import burn, pace
from pmtui.planning.flow import DAY, percentile
from pmtui.store import meetings as stored
from pmtui.store import read
from pmtui.store import retro as asked
from pmtui.store.meetings import Meeting
from pmtui.store.plan import Plan
from pmtui.store.sprints import Frozen

HOUR = 3_600_000
IN_HAND = ("active", "wait")
"""The categories of the columns in which the time that an item stood is told."""


class Pair(NamedTuple):
    """A figure of the period, and of the one before; None where there is nothing to count."""

    now: float | None
    was: float | None


class Scope(NamedTuple):
    """What came of a sprint, in points where it has any (`unit`), else in items; carried and added ones by number."""

    unit: str
    committed: float
    done: float
    carried: list[str]
    added: float
    added_items: list[str]


class Facts(NamedTuple):
    """Days are calendar days, times of columns too; `blocked` is the cause and its hours, the longest first.

    `finished` counts items, `standup` is the mean length in seconds, `flow` a share of 1, `pulse` a mean of 1 to 5.
    `unplanned` are items made after a sprint's first day and begun in it; without sprints, those begun when made.
    `oldest` is the number, title and age of what has been in progress for the longest.
    """

    scope: Scope | None
    finished: Pair
    blocked: list[tuple[str, float]]
    columns: list[tuple[str, Pair]]
    flow: Pair
    cycle_p50: Pair
    cycle_p85: Pair
    oldest: tuple[str, str, int] | None
    standup: Pair
    unplanned: Pair
    complaints: Pair
    risks: Pair
    pulse: Pair


def facts(plan: Plan, projects: Sequence[str], period: Period, felt: Pair) -> Facts:
    """Count what the log tells of a period of these projects (ids), the first of which is the team's own.

    `felt` is the pulse, which is asked for, not counted.
    """
    flow = read_flow(plan, projects)
    now = _Span(plan, projects, flow, period.first, period.last, period.sprint)
    was = _Span(plan, projects, flow, *period.before, period.sprint)
    stood, stood_before = now.columns(), was.columns()
    return Facts(
        now.scope(period.last), Pair(len(now.done), len(was.done)), now.blocked(),
        [(name, Pair(days, stood_before.get(name))) for name, days in stood.items()],
        Pair(now.efficiency, was.efficiency), Pair(now.cycle(50), was.cycle(50)), Pair(now.cycle(85), was.cycle(85)),
        now.oldest(), Pair(now.standup(), was.standup()), Pair(now.unplanned(), was.unplanned()),
        Pair(now.count(asked.complaints), was.count(asked.complaints)),
        Pair(now.count(asked.occurred), was.count(asked.occurred)), felt,
    )  # fmt: skip


def pulse(plan: Plan, project: str, now: str | None, over: Sequence[Meeting]) -> Pair:
    """The mean pulse of a retrospective (id), and of the newest of those `over` in which any was given."""
    given: dict[str, list[int]] = {}
    for entry in stored.entries_of_kinds(plan, project, RETRO, ("pulse",)):
        if entry.meeting_id and figure(entry.value):
            given.setdefault(entry.meeting_id, []).append(figure(entry.value))
    before = next((one.id for one in over if one.id in given and one.id != now), "")
    return Pair(
        *(sum(values) / len(values) if values else None for values in (given.get(now or ""), given.get(before)))
    )


def document(found: Facts) -> dict[str, Any]:
    """The facts as JSON."""
    told: dict[str, Any] = {}
    for name, value in found._asdict().items():
        if isinstance(value, Pair | Scope):
            told[name] = value._asdict()
        elif name == "blocked":
            told[name] = [{"cause": cause, "hours": round(hours, 1)} for cause, hours in found.blocked]
        elif name == "columns":
            told[name] = [
                {"column": column, "median_days": pair.now, "was": pair.was} for column, pair in found.columns
            ]
        elif name == "oldest" and found.oldest:
            told[name] = dict(zip(("ref", "title", "days"), found.oldest, strict=True))
        else:
            told[name] = value
    return told


class _Span:
    """What the log tells of the days from `first` to `last`, both part of it."""

    def __init__(
        self, plan: Plan, projects: Sequence[str], flow: Flow, first: date, last: date, sprint: str | None
    ) -> None:
        self.plan, self.projects, self.flow, self.sprint = plan, list(projects), flow, sprint
        self.first, self.last = first.toordinal(), last.toordinal()
        self.start, self.end = flow.midnight(self.first), min(flow.midnight(self.last + 1), flow.now + 1)
        self.done = pace.finished(flow.courses, self.first, self.last)
        self.efficiency = pace.efficiency(self.done)

    def scope(self, last: date) -> Scope | None:
        """What came of its sprint until `last`, or as it was frozen at its end; None where it is none."""
        flow = self.flow
        frozen = next((one for one in flow.frozen if one.sprint == self.sprint), None)
        if frozen is not None:
            return _scope_of(frozen)
        sprint = next((one for one in flow.sprints if one.id == self.sprint), None)
        if sprint is None:
            return None
        until = burn.Sprint(sprint.id, sprint.name, sprint.first, max(sprint.first, last.toordinal()))
        found = burn.tracks(flow.stories, flow.courses, flow.day_of, sprint.id)
        made = burn.result(until, found)
        ends = {one.id: one.on(until.last).points for one in found}
        added = [flow.names[id].ref for id in made.added]
        carried = [flow.names[id].ref for id in made.carried]
        if made.points or made.points_done:
            return Scope("pt", made.points, made.points_done, carried, sum(ends[id] for id in made.added), added)
        return Scope("items", len(made.committed), len(made.done), carried, len(added), added)

    def blocked(self) -> list[tuple[str, float]]:
        """Hours by cause."""
        return [(one.reason, one.ms / HOUR) for one in pace.blocked_time(self.flow.stories, self.start, self.end)]

    def cycle(self, percent: int) -> int | None:
        """A percentile of the cycle times of what was finished, in days."""
        times = pace.cycles(self.done)
        return percentile(times, percent) if times else None

    def columns(self) -> dict[str, float]:
        """The median time, in days, that what was finished had stood in each column of work, in the board's order."""
        columns = [one for one in read.columns(self.plan).values() if one.project_id in self.projects]
        names = {one.id: one.name for one in columns if one.category in IN_HAND}
        stood: dict[str, list[int]] = {name: [] for name in names.values()}
        for course in asked.stays(self.plan, {one.id for one in self.done}).values():
            took: dict[str, int] = {}
            for (at, column), (until, _) in pairwise(course):
                if column in names and until > at:
                    took[names[column]] = took.get(names[column], 0) + until - at
            for name, ms in took.items():
                stood[name].append(ms)
        return {name: round(percentile(times, 50) / DAY, 1) for name, times in stood.items() if times}

    def oldest(self) -> tuple[str, str, int] | None:
        """What has been in progress for the longest, today."""
        aged = pace.ages(self.flow.courses, self.flow.today, None)
        if not aged:
            return None
        name = self.flow.names[aged[0].id]
        return name.ref, name.title, aged[0].days

    def standup(self) -> float | None:
        """The mean length of the standups, in seconds: what their clocks said, else from beginning to end."""
        held = [one for one in asked.met(self.plan, self.projects[0], self.start, self.end) if one.kind == STANDUP]
        said = {
            entry.meeting_id: entry.seconds
            for entry in stored.entries_of_kinds(self.plan, self.projects[0], STANDUP, ("closed",))
        }
        took = [said.get(one.id) or ((one.ended or one.started) - one.started) / 1000 for one in held]
        return sum(took) / len(took) if took else None

    def unplanned(self) -> int:
        """Items that nobody had planned when the sprint began, or a moment before they were begun, and which were."""
        flow, count = self.flow, 0
        for story, course in zip(flow.stories, flow.courses, strict=True):
            if course.started is not None and self.first <= course.started <= self.last:
                made = flow.day_of(story.stages[0].at)
                count += made > self.first if self.sprint else made == course.started
        return count

    def count(self, what: Any) -> int:
        """How many of what is counted fell into it."""
        return int(what(self.plan, self.projects, self.start, self.end))


def _scope_of(frozen: Frozen) -> Scope:
    """What came of a sprint that somebody ended: open items have moved on since, and nothing of it changes."""
    made = result_of(frozen, 0)
    carried = [one.ref for one in frozen.items if one.state == "open"]
    added = [one for one in frozen.items if one.part == "added"]
    refs = [one.ref for one in added]
    if made.points or made.points_done:
        points = sum(one.points or 0 for one in added)
        return Scope("pt", made.points, made.points_done, carried, points, refs)
    return Scope("items", len(made.committed), len(made.done), carried, len(added), refs)
