"""A project's schedule as a chart: the outline's rows with their dates, recomputed as tasks change."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from pmtui.actions.networks import Maker
from pmtui.clock import local, now_ms
from pmtui.errors import Refused
from pmtui.model.item import Person, Project
from pmtui.model.rank import standing
from pmtui.planning.calendars import exception_on, shifts_on
from pmtui.planning.network import Task
from pmtui.planning.schedule import Cycle, Prepared, prepare
from pmtui.store import read
from pmtui.store import tasks as stored
from pmtui.store.copy import Copy
from pmtui.store.plan import Plan
from pmtui.store.tasks import StoredTask

DAY_MS = 86_400_000
_ID = re.compile(r"\b[0-9a-z]{26}\b")
Lag = tuple[str, str, float | None, str | None]
"""A dependency as a row holds it: the predecessor's id, the kind, the lag and its unit as typed."""


class Row:
    """One line of the outline: an item with its place in it. `level` 0 is the top, `index` its place in the schedule.

    `percent` is what the item says; a summary's follows from its tasks (`Chart.percent`).
    """

    __slots__ = (
        "blocked", "blocked_days", "due", "guessed", "id", "index", "level", "links", "milestone", "number", "owner",
        "parent", "percent", "rank", "ref", "state", "summary", "title", "type", "wbs",
    )  # fmt: skip

    def __init__(self, task: StoredTask, parent: str | None, level: int, wbs: str, index: int) -> None:
        self.id = task.id
        self.number = task.number
        self.ref = task.ref
        self.parent = parent
        self.rank = task.wbs_rank
        self.level = level
        self.wbs = wbs
        self.index = index
        self.links: list[Lag] = []
        self.summary = False
        self.milestone = False
        self.guessed = False
        self.owner: Person | None = None
        self.blocked_days = 0

    def tell(self, task: StoredTask, made: Task, people: dict[str, Person], now: int) -> None:
        """Take over what the item says of itself."""
        self.title = task.title
        self.type = task.type
        self.state = task.state
        self.percent = made.percent
        self.due = task.due
        self.blocked = task.blocked
        self.blocked_days = (now - (task.blocked_since or now)) // DAY_MS
        self.owner = people.get(task.owner_id or "")
        self.guessed = made.guessed and not self.summary
        self.milestone = not self.summary and (task.type == "milestone" or made.duration == 0)


class Chart:
    """A project's rows in outline order and their schedule. Dates are local to the project, slacks in minutes.

    `followers` has, by a row's id, the rows that its links lead to, each with the kind; not those without any.
    """

    def __init__(self, plan: Plan, project: Project) -> None:
        self.project = project
        self.maker = Maker(plan, project.id)
        self.now: datetime = local(now_ms(), self.maker.zone).replace(tzinfo=None)
        self.rows: list[Row] = []
        self.place: dict[str, int] = {}
        self.followers: dict[str, list[tuple[str, str]]] = {}
        self.prepared: Prepared
        self.compared: dict[str, tuple[datetime, datetime]] = {}
        self.compared_with = ""
        self._people = read.people(plan)
        self._children: dict[str | None, list[str]] = {}
        self._stored: dict[str, StoredTask] = {}
        self._links: list[tuple[str, str, str, float | None, str | None]] = []
        self._holidays: dict[date, str | None] = {}
        try:
            self._read(plan)
        except ValueError as error:
            raise self._refusal(error) from None

    # --- reading -------------------------------------------------------------------------------------------------

    def _read(self, plan: Plan) -> None:
        self._stored = {task.id: task for task in stored.tasks(plan, self.project.id)}
        self._links = stored.task_links(plan, self.project.id)
        self._lay_out()

    def _lay_out(self) -> None:
        """Rows, network and schedule from what was read."""
        self.rows = []
        children = self._children = _children(self._stored)
        tasks: list[Task] = []
        walk: list[tuple[str, str | None, int, str]] = [
            (id, None, 0, str(place)) for place, id in enumerate(children[None], 1)
        ]
        walk.reverse()
        while walk:
            id, parent, level, code = walk.pop()
            task = self._stored[id]
            row = Row(task, parent, level, task.wbs_code or code, len(tasks))
            below = children.get(id, ())
            row.summary = bool(below)
            made = self.maker.task(task, parent)
            row.tell(task, made, self._people, now_ms())
            tasks.append(made)
            self.rows.append(row)
            walk += [(child, id, level + 1, f"{code}.{place}") for place, child in enumerate(below, 1)][::-1]
        self.place = {row.id: place for place, row in enumerate(self.rows)}
        self._tie(tasks)

    def _tie(self, tasks: list[Task]) -> None:
        """Links between the rows, then the schedule."""
        links = []
        for row in self.rows:
            row.links = []
        self.followers = {}
        for link in self._links:
            before, kind, after, lag, unit = link
            if before in self.place and after in self.place:
                links.append(self.maker.dependency(link))
                self.rows[self.place[after]].links.append((before, kind, lag, unit))
                self.followers.setdefault(before, []).append((after, kind))
        self.prepared = prepare(self.maker.network(tasks, links))
        self.schedule = self.prepared.schedule()

    def _refusal(self, error: ValueError) -> Refused:
        """What planning cannot do, in the plan's own words: items by their numbers."""
        refs = {id: task.ref for id, task in self._stored.items()}
        if isinstance(error, Cycle):
            path = " > ".join(refs.get(key, key) for key in error.path)
            return Refused(f"the plan goes in a circle: {path}; unlink one of these")
        return Refused(_ID.sub(lambda found: refs.get(found[0], found[0]), str(error)))

    def refresh(self, plan: Plan, ids: Sequence[str]) -> bool:
        """Recompute after these items have changed, at the least cost; True where rows came, went or moved."""
        try:
            return self._refresh(plan, ids)
        except ValueError as error:
            raise self._refusal(error) from None

    def _refresh(self, plan: Plan, ids: Sequence[str]) -> bool:
        found, wanted = stored.some_tasks(plan, self.project.id, ids), set(ids)
        links = _by_successor(stored.links_to(plan, ids)) if ids else {}
        known = _by_successor(link for link in self._links if link[2] in wanted)
        same = all(_place_of(found.get(id)) == _place_of(self._stored.get(id)) for id in ids)
        if not same or len(ids) > 50:
            self._people = read.people(plan)
            self.maker.read_people(plan)
            self._read(plan)
            return True
        self.maker.read_people(plan, ids)
        self._stored |= found
        for id, task in found.items():
            row = self.rows[self.place[id]]
            made = self.maker.task(task, row.parent)
            row.tell(task, made, self._people, now_ms())
            self.prepared.change(made)
        if links != known:
            self._links = [link for link in self._links if link[2] not in wanted] + [
                link for several in links.values() for link in several
            ]
            self._tie(list(self.prepared.network.tasks))
        elif found:
            self.schedule = self.prepared.schedule()
        return False

    def trial(self, task: Task) -> tuple[datetime, datetime]:
        """Start and finish that a task would have if it were like this; nothing is changed."""
        index = self.place[task.key]
        kept = self.prepared.network.tasks[index]
        self.prepared.change(task)
        try:
            found = self.prepared.schedule()
            return found.start(index), found.finish(index)
        finally:
            self.prepared.change(kept)

    # --- dates ---------------------------------------------------------------------------------------------------

    @property
    def today(self) -> date:
        """The present day in the project's zone."""
        return self.now.date()

    @property
    def day_minutes(self) -> int:
        """The working minutes that make a day of a length: 480 as a rule."""
        return self.maker.day

    @property
    def ended(self) -> datetime:
        """The project's finish; of a plan made from its end, that of a task which cannot make it."""
        planned = self.schedule.project_finish
        if not self.maker.terms.from_finish:
            return planned
        return max((self.finish(row) for row in self.rows if not row.summary), default=planned)

    @property
    def started(self) -> datetime:
        """The project's start: the earliest of any task."""
        return self.schedule.project_start

    @property
    def goal(self) -> Row | None:
        """The milestone that counts: the last open one that somebody promised by a due date."""
        promised = (row for row in self.rows if row.milestone and row.due and row.state != "done")
        return max(promised, key=self.finish, default=None)

    def by_wbs(self, code: str) -> Row | None:
        """The row with a WBS code, None where there is none."""
        return next((row for row in self.rows if row.wbs == code), None)

    def row(self, id: str) -> Row | None:
        """The row of an item, None where it has none."""
        place = self.place.get(id)
        return None if place is None else self.rows[place]

    def children(self, id: str | None) -> list[Row]:
        """The rows right below one, or those at the top, in order."""
        return [self.rows[self.place[child]] for child in self._children.get(id, ())]

    def source(self, row: Row) -> StoredTask:
        """The item of a row as it was read."""
        return self._stored[row.id]

    def task(self, row: Row) -> Task:
        """What the schedule knows of a row."""
        return self.prepared.network.tasks[row.index]

    def start(self, row: Row) -> datetime:
        """When a row begins."""
        return self.schedule.start(row.index)

    def finish(self, row: Row) -> datetime:
        """When a row ends."""
        return self.schedule.finish(row.index)

    def critical(self, row: Row) -> bool:
        """Whether a delay of it delays the end."""
        return self.schedule.critical[row.index]

    def total_slack(self, row: Row) -> int:
        """By how many working minutes it may slip without delaying the end; negative where it is late for it."""
        return round(self.schedule.total_slack[row.index] / 10)

    def free_slack(self, row: Row) -> int:
        """By how many working minutes it may slip without delaying anything."""
        return round(self.schedule.free_slack[row.index] / 10)

    def percent(self, row: Row) -> float:
        """How much of it is done, 0 to 100; of a summary, by the lengths of its tasks."""
        return self.schedule.percent(row.index)

    def duration(self, row: Row) -> int:
        """Its length in minutes: of work on its calendar, or elapsed."""
        return round(self.schedule.duration(row.index) / 10)

    def baseline(self, row: Row) -> tuple[datetime, datetime] | None:
        """Start and finish in what the chart is compared with, None where it was not there."""
        return self.compared.get(row.id)

    # --- days ----------------------------------------------------------------------------------------------------

    def day_shifts(self, day: date) -> bool:
        """Whether the project works on a day."""
        return self.holiday(day) is None

    def holiday(self, day: date) -> str | None:
        """Why a day is off: the name of the holiday, or "" for a weekend; None for a working day."""
        if day not in self._holidays:
            off = not shifts_on(self.maker.calendar, day)
            self._holidays[day] = self._named(day) if off else None
        return self._holidays[day]

    def _named(self, day: date) -> str:
        found = exception_on(self.maker.calendar, day)
        return found.name if found else ""


def scheduled(plan: Plan, project: str) -> Chart:
    """The chart of a project (by id). Refused where its links go in a circle, with the path, or where it is unknown."""
    if plan.outdated:  # the tables a schedule needs are made by the first change; until then, in a copy
        with Copy(plan) as copy:
            return scheduled(copy, project)
    found = read.projects(plan).get(project)
    if found is None:
        raise Refused("the project did not exist then")
    return Chart(plan, found)


def _children(tasks: dict[str, StoredTask]) -> dict[str | None, list[str]]:
    """Who is below whom, in order; what hangs on nothing that is scheduled, or on itself, stands at the top."""
    parents = {id: task.parent_id if task.parent_id in tasks else None for id, task in tasks.items()}
    settled: set[str] = set()
    for id in tasks:
        path: list[str] = []
        at: str | None = id
        while at is not None and at not in settled and at not in path:
            path.append(at)
            at = parents[at]
        if at is not None and at in path:  # two merged copies made a loop: it is cut at its oldest
            parents[min(path[path.index(at) :])] = None
        settled.update(path)
    made: dict[str | None, list[str]] = defaultdict(list)
    made[None] = []
    for id in sorted(tasks, key=lambda id: (tasks[id].wbs_rank or standing(tasks[id].number), id)):
        made[parents[id]].append(id)
    return made


def _place_of(task: StoredTask | None) -> tuple[object, ...] | None:
    """What decides where a row stands."""
    return task and (task.parent_id, task.wbs_rank, task.wbs_code, task.calendar_id)


def _by_successor(
    links: Iterable[tuple[str, str, str, float | None, str | None]],
) -> dict[str, list[tuple[str, str, str, float | None, str | None]]]:
    made = defaultdict(list)
    for link in links:
        made[link[2]].append(link)
    return made
