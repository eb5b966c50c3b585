"""Burn charts: scope and what of it is done at the end of each day, what changed the scope; velocity, say/do."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from pmtui.model.story import Story
from pmtui.planning.flow import Course

_T = TypeVar("_T")


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
        if sprint is not None and all(other != sprint for _, other in story.sprints):
            continue
        stands = [(day, (bool(stage.category), bool(stage.category) and stage.stops)) for day, stage in one.stands]
        points = [(day_of(at), value) for at, value in story.points]
        sprints = [(day_of(at), value == sprint) for at, value in story.sprints] if sprint is not None else [(0, True)]
        days: list[int] = []
        shares: list[Share] = []
        for day in sorted({day for day, *_ in (*stands, *points, *sprints)}):
            there, done = _at(stands, day, (False, False))
            inside = there and _at(sprints, day, False)
            share = Share(True, done, _at(points, day, 0.0)) if inside else OUTSIDE
            if share != (shares[-1] if shares else OUTSIDE):
                days.append(day)
                shares.append(share)
        if days:
            found.append(Track(story.id, days, shares))
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
            for place, (now, then) in enumerate(zip(_counts(share), _counts(before), strict=True)):
                step[place] += now - then
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


def _counts(share: Share) -> tuple[int, int, float, float]:
    return int(share.inside), int(share.done), share.points, share.points if share.done else 0.0


def _at(course: list[tuple[int, _T]], day: int, before: _T) -> _T:
    """The value at the end of a day; `before` where nothing is said yet."""
    place = bisect_right(course, day, key=lambda one: one[0])
    return course[place - 1][1] if place else before
