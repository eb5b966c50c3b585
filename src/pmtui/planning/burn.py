"""Burn charts: scope and what of it is done at the end of each day, what changed the scope; velocity, say/do."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any, NamedTuple

from pmtui.model.story import Story
from pmtui.planning.flow import Course

_STANDS, _POINTS, _SPRINT = range(3)


class Standing(NamedTuple):
    """How much there is, and how much of it is done, at the end of a day: in items and in points."""

    items: int
    done: int
    points: float
    points_done: float


class ScopeChange(NamedTuple):
    """An item that came into scope on a day (`items` 1), left it (-1) or changed its estimate (0), with its points."""

    day: int
    id: str
    items: int
    points: float


class Share(NamedTuple):
    """What an item adds to the scope at the end of a day: whether it is in it, whether done, its points on that day."""

    inside: bool
    done: bool
    points: float


OUTSIDE = Share(False, False, 0.0)


class Track(NamedTuple):
    """An item's shares: each holds from its day on until the next. `shares` is as long as `days`."""

    id: str
    days: list[int]
    shares: list[Share]

    def on(self, day: int) -> Share:
        """Its share at the end of a day."""
        place = bisect_right(self.days, day)
        return self.shares[place - 1] if place else OUTSIDE


class Sprint(NamedTuple):
    """A sprint: its first and last day (ordinals)."""

    id: str
    name: str
    first: int
    last: int


class Result(NamedTuple):
    """What a sprint committed to and what came of it; `points_kept` are the points, as committed, of what was done.

    Commitment is the scope at the end of the first day, the result that at the end of the last one. `done` holds all
    that is done then, `points_done` its points, which are the velocity: full credit only.
    """

    sprint: Sprint
    committed: list[str]
    points: float
    kept: list[str]
    points_kept: float
    done: list[str]
    points_done: float
    carried: list[str]
    added: list[str]
    removed: list[str]

    @property
    def say_do(self) -> float | None:
        """Of what was committed, how much was done, 0 to 1: by points as committed, by items where none has any."""
        if self.points:
            return self.points_kept / self.points
        return len(self.kept) / len(self.committed) if self.committed else None


def tracks(
    stories: Iterable[Story], courses: Iterable[Course], day_of: Callable[[int], int], sprint: str | None = None
) -> list[Track]:
    """What each item adds to the scope of a sprint (by id), or else of the whole board."""
    found = []
    for story, one in zip(stories, courses, strict=True):
        if sprint is None or any(other == sprint for _, other in story.sprints):
            made = _track(story, one, day_of, sprint)
            if made.days:
                found.append(made)
    return found


def _track(story: Story, one: Course, day_of: Callable[[int], int], sprint: str | None) -> Track:
    """An item's shares, from what the days of its way say of the place it stands, of its points and of its sprint."""
    said: list[tuple[int, int, Any]] = [(day, _STANDS, stage) for day, stage in one.stands]
    said += [(day_of(at), _POINTS, value) for at, value in story.points]
    if sprint is not None:
        said += [(day_of(at), _SPRINT, value) for at, value in story.sprints]
    said.sort(key=itemgetter(0))  # what is said of one thing on one day keeps its order
    days: list[int] = []
    shares: list[Share] = []
    there, done, points, planned, before = False, False, 0.0, sprint is None, OUTSIDE
    next_days = [*(day for day, *_ in said[1:]), None]
    for (day, what, value), next_day in zip(said, next_days, strict=False):  # of nothing there is no next
        if what == _STANDS:
            there = bool(value.category)
            done = there and value.stops
        elif what == _POINTS:
            points = value
        else:
            planned = value == sprint
        if next_day != day:
            share = Share(True, done, points) if there and planned else OUTSIDE
            if share != before:
                days.append(day)
                shares.append(share)
                before = share
    return Track(story.id, days, shares)


def by_sprint(stories: Iterable[Story], courses: Iterable[Course]) -> dict[str, tuple[list[Story], list[Course]]]:
    """By sprint (id) the items that were ever planned for it, as `tracks` takes them; none for other sprints."""
    found: dict[str, tuple[list[Story], list[Course]]] = defaultdict(lambda: ([], []))
    for story, one in zip(stories, courses, strict=True):
        for sprint in {sprint for _, sprint in story.sprints}:
            found[sprint][0].append(story)
            found[sprint][1].append(one)
    return found


def standings(found: Iterable[Track], first: int, last: int) -> list[Standing]:
    """Scope and done at the end of each day from `first` to `last`."""
    steps = [[0, 0, 0.0, 0.0] for _ in range(first, last + 2)]
    for one in found:
        before = OUTSIDE
        for day, share in zip(one.days, one.shares, strict=True):
            if day > last:
                break
            step = steps[max(day, first) - first]
            step[0] += share.inside - before.inside
            step[1] += share.done - before.done
            step[2] += share.points - before.points
            step[3] += share.points * share.done - before.points * before.done
            before = share
    made, sums = [], [0, 0, 0.0, 0.0]
    for step in steps[:-1]:
        sums = [value + change for value, change in zip(sums, step, strict=True)]
        made.append(Standing(int(sums[0]), int(sums[1]), round(sums[2], 6), round(sums[3], 6)))
    return made


def scope_changes(found: Iterable[Track], first: int, last: int) -> list[ScopeChange]:
    """What changed the scope after the end of the day `first`, until `last`."""
    made = []
    for one in found:
        before = one.on(first)
        for day, share in zip(one.days, one.shares, strict=True):
            if first < day <= last:
                items, points = share.inside - before.inside, share.points - before.points
                if items or points:
                    made.append(ScopeChange(day, one.id, items, points))
                before = share
    return sorted(made, key=lambda change: change.day)


def result(sprint: Sprint, found: Iterable[Track]) -> Result:
    """What came of a sprint, from the tracks of its items."""
    made = Result(sprint, [], 0.0, [], 0.0, [], 0.0, [], [], [])
    points = kept = done = 0.0
    for one in found:
        begin, end = one.on(sprint.first), one.on(sprint.last)
        if begin.inside:
            made.committed.append(one.id)
            points += begin.points
            if end.done:
                made.kept.append(one.id)
                kept += begin.points
            if not end.inside:
                made.removed.append(one.id)
        elif end.inside:
            made.added.append(one.id)
        if end.done:
            made.done.append(one.id)
            done += end.points
        elif end.inside:
            made.carried.append(one.id)
    return made._replace(points=points, points_kept=kept, points_done=done)
