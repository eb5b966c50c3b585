"""The backlog as a planning sees it: what a sprint could take, in its order, what is ready and what is lacking."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from pmtui.actions.sprint_course import mean_minutes
from pmtui.actions.step import today_in, zone_of
from pmtui.clock import local
from pmtui.model.dates import show_date
from pmtui.store import read
from pmtui.store import sprints as stored
from pmtui.store.meetings import waits
from pmtui.store.plan import Plan
from pmtui.store.sprints import Sprint, SprintItem
from pmtui.store.tasks import terms

Finish = Callable[[SprintItem], date | None]
"""When an open item is expected to be done; None where nothing can be said."""


class Wait(NamedTuple):
    """An open item that comes before another: when it is expected to be done, and whether that is no obstacle.

    It is none where the item is in the same sprint, or done before the sprint begins.
    """

    item: SprintItem
    finish: date | None
    inside: bool
    fine: bool


class Candidate(NamedTuple):
    """An item that is in the sprint (`inside`) or could be; `age` in days, `minutes` the length that is expected.

    `criteria` are its acceptance criteria, settled and all; `lacks` says what keeps it from being ready; `carried` the
    sprints that ended without it; `unknown` whether it depends on something the plan does not have.
    """

    item: SprintItem
    inside: bool
    column: str
    category: str
    age: int
    minutes: float | None
    criteria: tuple[int, int] | None
    waits: tuple[Wait, ...]
    lacks: tuple[str, ...]
    carried: int
    unknown: bool
    circle: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Whether all is there that a sprint needs of it."""
        return not self.lacks


class Backlog(NamedTuple):
    """Everything a planning looks at, in the board's order from right to left.

    `snoozed` are hidden until their day; `elsewhere` are open in another sprint that has not ended.
    """

    candidates: list[Candidate]
    snoozed: list[SprintItem]
    elsewhere: list[SprintItem]
    today: date

    @property
    def inside(self) -> list[Candidate]:
        """What is in the sprint."""
        return [one for one in self.candidates if one.inside]

    @property
    def outside(self) -> list[Candidate]:
        """What could still be taken in."""
        return [one for one in self.candidates if not one.inside]

    def find(self, item: str) -> Candidate | None:
        """An item of it by id."""
        return next((one for one in self.candidates if one.item.id == item), None)


def backlog(plan: Plan, sprint: Sprint, finish: Finish, carried: Mapping[str, int]) -> Backlog:
    """Read the backlog of a sprint's project, a few queries for all of it; `carried` is known from ended sprints.

    `finish` is asked for what stands before an item and is not in the sprint.
    """
    project, zone = sprint.project_id, zone_of(plan, sprint.project_id)
    today = today_in(plan, project)
    open_items = stored.candidates(plan, project)
    known = {one.id for one in open_items}
    guests = [one for one in stored.members(plan, sprint.id) if one.state == "open" and one.id not in known]
    others = {one.id for one in stored.sprints(plan, [project]) if one.state != "ended"} - {sprint.id}
    reader = _Reader(plan, sprint, finish)
    found, hidden, elsewhere = [], [], []
    for item in (*guests, *open_items):
        inside = bool(sprint.id) and item.sprint_id == sprint.id
        if item.sprint_id in others:
            elsewhere.append(item)
        elif not inside and item.snoozed and item.snoozed > today.isoformat():
            hidden.append(item)
        else:
            age = (today - local(item.created_at, zone).date()).days
            found.append(reader.candidate(item, inside, age, carried.get(item.id, 0)))
    return Backlog(found, hidden, elsewhere, today)


class _Reader:
    """Makes candidates of items: what all of them need is read once."""

    def __init__(self, plan: Plan, sprint: Sprint, finish: Finish) -> None:
        self.sprint, self.finish = sprint, finish
        self.terms = terms(plan, sprint.project_id)
        self.columns = {id: (one.name, one.category) for id, one in read.columns(plan, sprint.project_id).items()}
        self.criteria = stored.criteria(plan, sprint.project_id)
        self.unknown = stored.unknown_links(plan)
        pairs = waits(plan, [sprint.project_id])
        self.before: dict[str, list[str]] = defaultdict(list)
        for item, predecessor in pairs:
            self.before[item].append(predecessor)
        self.circles = circles(self.before)
        self.ahead = stored.some(plan, dict.fromkeys(one for _, one in pairs))

    def candidate(self, item: SprintItem, inside: bool, age: int, carried: int) -> Candidate:
        """One of them."""
        minutes, criteria = mean_minutes(item, self.terms), self.criteria.get(item.id)
        ahead = tuple(self._wait(self.ahead[id]) for id in self.before.get(item.id, ()) if id in self.ahead)
        lacks = []
        if criteria is None:
            lacks.append("no acceptance criteria")
        if minutes is None and item.points is None:
            lacks.append("no estimate")
        lacks += [wait_words(one, None) for one in ahead if not one.fine]
        circle = tuple(self.ahead[id].ref for id in self.circles.get(item.id, ()) if id in self.ahead)
        return Candidate(
            item, inside, *self.columns.get(item.column_id, ("", "")), age, minutes, criteria, ahead, tuple(lacks),
            carried, item.id in self.unknown, circle,
        )  # fmt: skip

    def _wait(self, item: SprintItem) -> Wait:
        inside = bool(self.sprint.id) and item.sprint_id == self.sprint.id
        day = None if inside else self.finish(item)
        in_time = day is not None and self.sprint.start is not None and day.isoformat() < self.sprint.start
        return Wait(item, day, inside, inside or in_time)


def wait_words(wait: Wait, today: date | None) -> str:
    """What an item waits for: `waits for 42`, and with a day to count from when that is expected."""
    told = f"waits for {wait.item.ref}"
    if today is None or wait.inside:
        return told
    return f"{told}, forecast {show_date(wait.finish, today)}" if wait.finish else f"{told}, no forecast"


def circles(before: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """The items that come before themselves, each with the way round: itself, what it waits for, and so on."""
    found: dict[str, list[str]] = {}
    settled: set[str] = set()
    for start in before:
        path, trail = [start], [iter(before[start])]
        while trail:
            following = next(trail[-1], None)
            if following is None:
                settled.add(path.pop())
                trail.pop()
            elif following in path:
                way = path[path.index(following) :]
                for place, id in enumerate(way):
                    found.setdefault(id, way[place:] + way[:place])
            elif following not in settled:
                path.append(following)
                trail.append(iter(before.get(following, ())))
    return found
