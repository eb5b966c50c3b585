"""What drives a task's date: of all its links and constraints, those that give the date it has."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from pmtui.planning.axes import Axes
from pmtui.planning.axis import Axis
from pmtui.planning.calendars import AnyCalendar
from pmtui.planning.network import Dependency, Network, Task
from pmtui.planning.schedule import Schedule

End = Literal["S", "F"]
"""A task's start or its finish."""

Because = Literal["link", "constraint", "deadline", "actual", "manual", "project start", "project finish"]
_OF_STARTS = ("SNET", "SNLT", "MSO")
_SECONDS_PER_TENTH = 6


class Driver(NamedTuple):
    """One thing that a date comes from.

    `owner` is the task, or the summary above it, that has the link or constraint. `said` is the date at its other end
    (the predecessor's, the constraint's), `free` the same after the lag, `date` the start it allows, or from the late
    side the finish; `delayed` where the leveling delay ends that moved it there. `own` is the end of the task that is
    held. `other` is a link's predecessor, or from the late side its successor, and `end` the end of that.
    """

    because: Because
    owner: str
    said: datetime
    free: datetime
    date: datetime
    own: End = "S"
    link: Dependency | None = None
    other: str | None = None
    end: End = "S"
    delayed: datetime | None = None


class Drivers:
    """A network and its schedule, ready to be asked what drives each task; built once, a few ms at 10,000 tasks."""

    def __init__(self, network: Network, schedule: Schedule) -> None:
        self.terms = network.terms
        self.schedule = schedule
        self.tasks = {task.key: task for task in network.tasks}
        self.axes = Axes(network, network.terms.start.date())
        self._deciders: dict[tuple[str, End, bool], str] = {}
        self.children: dict[str, list[str]] = {}
        self.into: dict[str, list[Dependency]] = {}
        self.out_of: dict[str, list[Dependency]] = {}
        for task in network.tasks:
            if task.parent is not None:
                self.children.setdefault(task.parent, []).append(task.key)
        for link in network.links:
            self.into.setdefault(link.after, []).append(link)
            self.out_of.setdefault(link.before, []).append(link)

    def lineage(self, key: str) -> Iterator[str]:
        """The task and the summaries above it."""
        above: str | None = key
        while above is not None:
            yield above
            above = self.tasks[above].parent

    def leaves(self, key: str) -> list[str]:
        """The tasks below a summary that are no summaries, inactive ones left out; the task itself where it is none."""
        found, todo = [], [key]
        while todo:
            here = todo.pop()
            below = self.children.get(here)
            if below:
                todo += reversed(below)
            elif not self.tasks[here].inactive:
                found.append(here)
        return found

    def decider(self, key: str, end: End, late: bool) -> str:
        """The leaf that gives a summary its start (the earliest) or finish (the latest); a leaf itself."""
        known = self._deciders.get((key, end, late))
        if known is None:
            dates = {leaf: self.date(leaf, end, late) for leaf in self.leaves(key)}
            known = (min if end == "S" else max)(dates, key=dates.__getitem__, default=key)
            self._deciders[key, end, late] = known
        return known

    def date(self, key: str, end: End, late: bool) -> datetime:
        """A task's start or finish as scheduled, or from the late side its latest."""
        at = self.schedule.index[key]
        if late:
            return self.schedule.late_start(at) if end == "S" else self.schedule.late_finish(at)
        return self.schedule.start(at) if end == "S" else self.schedule.finish(at)

    def is_late(self, key: str) -> bool:
        """Whether a task was scheduled as late as possible, its dates coming from what follows it."""
        if settled(self.tasks[key]) or key in self.children:
            return False
        at = self.schedule.index[key]
        early, late = self.schedule.early_start(at), self.schedule.late_start(at)
        return self.schedule.start(at) == late and (early != late or self.terms.from_finish)

    def standing(self, task: Task, at: datetime) -> AnyCalendar:
        """The calendar on which work on a task could go on first after an instant."""
        run = self.axes.run(task)
        axes = [run] if isinstance(run, Axis) else [self.axes.named(name) for name in task.calendars]
        return min(axes, key=lambda axis: axis.start_at(axis.offset(at))).calendar

    def early(self, key: str) -> list[Driver]:
        """What gives a task that is no summary its start, seen from what comes before it: several where they tie."""
        task = self.tasks[key]
        start = self.date(key, "S", late=False)
        if reason := settled(task):
            return [Driver(reason, key, start, start, start)]
        pinned = self._pinned(task)
        if pinned and task.constraint in ("MSO", "MFO"):
            return pinned
        logic = [driver for owner in self.lineage(key) for driver in self._links_into(task, owner)]
        # A lead may take a task to before the project's start, a link between finishes may not.
        if self.terms.from_finish or not logic or any(driver.own == driver.end == "F" for driver in logic):
            logic.append(self._bound(task, "project start", key, self.schedule.project_start, "S"))
        drivers = _furthest(logic)
        if task.leveling_delay:
            drivers = [self._levelled(task, driver) for driver in drivers]
        drivers = _furthest(drivers + [held for owner in self.lineage(key) for held in self._not_before(task, owner)])
        return pinned if pinned and pinned[0].date < drivers[0].date else drivers

    def _bound(self, task: Task, because: Because, owner: str, at: datetime, own: End) -> Driver:
        return Driver(because, owner, at, at, self._start(task, at, own), own)

    def _pinned(self, task: Task) -> list[Driver]:
        """The constraint that sets a task's date or does not let it be later, where constraints win over links."""
        held = task.constraint in ("MSO", "MFO", "SNLT", "FNLT") and self.terms.honor_constraints
        if task.constraint_at is None or not held:
            return []
        own: End = "S" if task.constraint in _OF_STARTS else "F"
        return [self._bound(task, "constraint", task.key, task.constraint_at, own)]

    def _not_before(self, task: Task, owner: str) -> list[Driver]:
        """The constraint of a task, or of a summary above it, that does not let it be earlier."""
        holder = self.tasks[owner]
        bounds = ("SNET", "FNET") if self.terms.honor_constraints else ("SNET", "FNET", "MSO", "MFO")
        if holder.constraint_at is None or holder.constraint not in bounds:
            return []
        own: End = "S" if holder.constraint in _OF_STARTS else "F"
        return [self._bound(task, "constraint", owner, holder.constraint_at, own)]

    def _links_into(self, task: Task, owner: str) -> Iterator[Driver]:
        for link in self.into.get(owner, ()):
            if self.tasks[link.before].inactive:
                continue
            end: End = "F" if link.kind[0] == "F" else "S"
            own: End = "F" if link.kind[1] == "F" else "S"
            leaf = self.decider(link.before, end, late=False)
            said = self.date(leaf, end, late=False)
            free = self._lagged(link, leaf, task, said, 1)
            # The lag counts from the start that lies the task's length before, as in Microsoft Project.
            begin = free if own == "S" else self._lagged(link, leaf, task, self._start(task, said, own), 1)
            yield Driver("link", owner, said, free, self._start(task, begin, "S"), own, link, link.before, end)

    def _levelled(self, task: Task, logic: Driver) -> Driver:
        delayed = logic.date + elapsed(task.leveling_delay)
        return logic._replace(delayed=delayed, date=self._start(task, delayed, "S"))

    def _lagged(self, link: Dependency, before: str, task: Task, at: datetime, sign: int) -> datetime:
        """The instant at the end of a link's lag from one, forward (`sign` 1) or back (-1).

        Percents are of the duration of the predecessor `before`; working lags run on the calendar of the successor
        `task`.
        """
        if not link.lag:
            return at
        source = self.tasks[before]
        tenths = sign * round(link.lag * source.duration / 100 if "percent" in link.unit else link.lag)
        if "elapsed" in link.unit or ("percent" in link.unit and source.elapsed):
            return at + elapsed(tenths)
        axis = self.axes.measure(task)
        return (axis.finish_at if tenths > 0 else axis.start_at)(axis.offset(at) + tenths)

    def _start(self, task: Task, at: datetime, own: End) -> datetime:
        """The start that an instant allows a task whose start, or whose finish, may not be before it."""
        run = self.axes.run(task)
        if isinstance(run, Axis):
            return run.start_at(run.offset(at) - (task.duration if own == "F" else 0))
        clock = self.axes.clock
        return clock.start_at((run.begin if own == "S" else run.start)(clock.offset(at)))

    def late(self, key: str) -> list[Driver]:
        """What gives a task that is no summary its latest finish, seen from what follows it: several where they tie."""
        task = self.tasks[key]
        if task.constraint_at is not None and task.constraint in ("MSO", "MFO"):
            own: End = "S" if task.constraint in _OF_STARTS else "F"
            return [self._limit(task, "constraint", key, task.constraint_at, own)]
        limits: list[Driver] = []
        for owner in self.lineage(key):
            limits += self._links_out_of(task, owner)
            holder = self.tasks[owner]
            if holder.constraint_at is not None and holder.constraint in ("SNLT", "FNLT"):
                own = "S" if holder.constraint in _OF_STARTS else "F"
                limits.append(self._limit(task, "constraint", owner, holder.constraint_at, own))
            if holder.deadline is not None:
                limits.append(self._limit(task, "deadline", owner, holder.deadline, "F"))
        limits.append(self._limit(task, "project finish", key, self.project_finish(), "F"))
        nearest = min(limit.date for limit in limits)
        return [limit for limit in limits if limit.date == nearest]

    def ends(self) -> list[str]:
        """The tasks that end the project, none of them a summary or inactive; those that lie late come last."""
        counted = (key for key, task in self.tasks.items() if key not in self.children and not task.inactive)
        finishes = {key: self.date(key, "F", late=False) for key in counted}
        latest = max(finishes.values(), default=None)
        return sorted((key for key, finish in finishes.items() if finish == latest), key=self.is_late)

    def project_finish(self) -> datetime:
        """The date that no task may finish after."""
        if self.terms.from_finish and self.terms.finish is not None:
            return self.terms.finish
        return self.schedule.project_finish

    def _limit(self, task: Task, because: Because, owner: str, at: datetime, own: End) -> Driver:
        return Driver(because, owner, at, at, self._finish(task, at, own), own)

    def _links_out_of(self, task: Task, owner: str) -> Iterator[Driver]:
        for link in self.out_of.get(owner, ()):
            after = self.tasks[link.after]
            if after.inactive or after.actual_finish is not None:
                continue
            end: End = "F" if link.kind[1] == "F" else "S"
            own: End = "F" if link.kind[0] == "F" else "S"
            leaf = self.decider(link.after, end, late=True)
            said = self.date(leaf, end, late=True)
            free = self._lagged(link, task.key, self.tasks[leaf], said, -1)
            yield Driver("link", owner, said, free, self._finish(task, free, own), own, link, link.after, end)

    def _finish(self, task: Task, at: datetime, own: End) -> datetime:
        """The finish that an instant allows a task whose finish, or whose start, may not be after it."""
        run = self.axes.run(task)
        if isinstance(run, Axis):
            return run.finish_at(run.offset(at) + (task.duration if own == "S" else 0))
        clock = self.axes.clock
        return at if own == "F" else clock.finish_at(run.finish(clock.offset(at)))


def settled(task: Task) -> Literal["actual", "manual", None]:
    """Whether a task's start is not computed but settled: by work that has begun, by a date entered by hand."""
    if task.actual_start is not None or task.actual_finish is not None:
        return "actual"
    entered = task.manual_start is not None or task.manual_finish is not None
    return "manual" if task.manual and entered else None


def elapsed(tenths: int) -> timedelta:
    """So many tenths of a minute by the wall clock."""
    return timedelta(seconds=tenths * _SECONDS_PER_TENTH)


def _furthest(drivers: list[Driver]) -> list[Driver]:
    """Those that give the latest date."""
    latest = max(driver.date for driver in drivers)
    return [driver for driver in drivers if driver.date == latest]
