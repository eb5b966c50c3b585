"""What stands around a turn of a standup: the risks and decisions of each person, the board's columns, the sprint."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from pmtui.actions.calendars import calendars
from pmtui.actions.register import register
from pmtui.actions.sprints import active, days_of
from pmtui.actions.step import today_in
from pmtui.model.durations import show_number
from pmtui.model.words import DECIDED_TYPES
from pmtui.planning.calendars import Calendar, shifts_between
from pmtui.store import read
from pmtui.store.calendars import calendar_of_project
from pmtui.store.meetings import Work, open_work, some_work
from pmtui.store.plan import Plan
from pmtui.store.sprints import counts


class Touching(NamedTuple):
    """A risk or a decision of somebody's: of a risk its score, the one before, and whether it has become worse."""

    item: Work
    ref: str
    score: float | None = None
    before: float | None = None
    worse: bool | None = None


class Pile(NamedTuple):
    """A column of the board: its open cards, and how many it may hold."""

    name: str
    cards: int
    limit: int | None

    @property
    def over(self) -> bool:
        """Whether it holds more than it may."""
        return self.limit is not None and self.cards > self.limit


class Around(NamedTuple):
    """All of it: `touching` by person (id), the `sprint` in words, "" where none is on, the columns by their order."""

    touching: dict[str, list[Touching]]
    sprint: tuple[str, str] | None
    board: list[Pile]


def around(plan: Plan, projects: Sequence[str]) -> Around:
    """What stands around the turns of a standup of some projects (ids). Reads only."""
    work = open_work(plan, projects)
    made: dict[str, list[Touching]] = {}
    rows = [row for row in register(plan, projects).rows if row.owner is not None]
    found = some_work(plan, [row.id for row in rows])
    for row in rows:
        if row.owner is not None and row.id in found:
            touching = Touching(found[row.id], row.ref, row.score, row.before, row.worse)
            made.setdefault(row.owner.id, []).append(touching)
    for one in sorted(work, key=lambda one: (one.due or "9999", one.number)):
        if one.type in DECIDED_TYPES and one.owner_id:
            made.setdefault(one.owner_id, []).append(Touching(one, f"{one.type[0].upper()}{one.ref}"))
    piled = Counter(one.column_id for one in work if one.type != "risk")
    board = [
        Pile(column.name, piled[column.id], column.wip_limit)
        for column in read.columns(plan, projects[0]).values()
        if not column.archived and column.category not in ("backlog", "done")
    ]
    return Around(made, _sprint(plan, projects[0]), board)


def _sprint(plan: Plan, project: str) -> tuple[str, str] | None:
    """The sprint that is on: its name, and `day 6 of 10, 34 of 52 pt`; in items where nothing has points."""
    sprint = active(plan, project)
    if sprint is None or not (sprint.start and sprint.finish):
        return None
    (first, last), today = days_of(sprint), today_in(plan, project)
    calendar = calendars(plan).get(calendar_of_project(plan, project) or "") or Calendar()
    worked = [first + timedelta(day) for day, shifts in enumerate(shifts_between(calendar, first, last)) if shifts]
    items, points, done, points_done = counts(plan, project).get(sprint.id, (0, 0.0, 0, 0.0))
    standing = f"{show_number(points_done)} of {show_number(points)} pt" if points else f"{done} of {items} done"
    return sprint.name, f"day {sum(day <= today for day in worked)} of {len(worked)}, {standing}"
