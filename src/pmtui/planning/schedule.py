"""The schedule of a network: dates, slack and the critical path of every task, as Microsoft Project computes them."""

from datetime import datetime
from functools import cached_property

from pmtui.planning.axis import Axis, BeyondReach, NoWorkingTime
from pmtui.planning.compiled import Compiled, Snapshot
from pmtui.planning.milestones import ends_a_shift
from pmtui.planning.network import Network, Task
from pmtui.planning.ordering import BadPlan, Cycle
from pmtui.planning.passes import Dates, run
from pmtui.planning.rollup import Extremes, percents, roll_up
from pmtui.planning.slack import Slacks, free_slacks, longest_path, slacks

__all__ = ["BadPlan", "BeyondReach", "Cycle", "NoWorkingTime", "Prepared", "Schedule", "prepare", "schedule"]


def schedule(network: Network) -> "Schedule":
    """The schedule of a network. Raises Cycle, BadPlan, NoWorkingTime or BeyondReach, each with one line to show."""
    return prepare(network).schedule()


def prepare(network: Network) -> "Prepared":
    """A network compiled, to be scheduled again and again as single tasks of it change."""
    return Prepared(network)


class Prepared:
    """A network compiled. `network` is a copy of the one given and follows the changes."""

    def __init__(self, network: Network) -> None:
        self._compiled = Compiled(Network(network.terms, list(network.tasks), network.links, network.calendars))

    @property
    def network(self) -> Network:
        """The network as changed so far."""
        return self._compiled.network

    def change(self, task: Task) -> None:
        """Put a changed task in the place of that of the same key. KeyError for an unknown one, BadPlan."""
        compiled = self._compiled
        if not compiled.change(task):
            tasks = list(compiled.network.tasks)
            tasks[compiled.outline.index[task.key]] = task
            known = compiled.network
            self._compiled = Compiled(Network(known.terms, tasks, known.links, known.calendars))

    def schedule(self) -> "Schedule":
        """The schedule as of now; later changes leave it alone."""
        return Schedule(self._compiled)


class Schedule:
    """Dates and slack by place: lists go by `index[key]`. Instants are computed when asked for; slack is in tenths.

    Of summaries the dates are those of the tasks below them that begin first and end last.
    """

    def __init__(self, compiled: Compiled) -> None:
        self._dates: Dates = run(compiled)
        self._net = Snapshot(compiled)
        self.keys = compiled.outline.keys
        self.index = compiled.outline.index
        self.summary = compiled.outline.summary
        self.project_start = self._dates.start
        self.project_finish = self._dates.finish
        self._check_reach()

    def _check_reach(self) -> None:
        """Raise now what an instant asked for later would."""
        home, places = self._net.axes.home, self._net.leaves
        if not self._net.single:
            places = [place for place in places if self._net.rows[place].axis is home]
        for dates in (self._dates.early, self._dates.late):
            first = min(map(dates.__getitem__, places), default=0)
            if first < 0:
                home.start_at(first)

    # --- dates ---------------------------------------------------------------------------------------------------

    def start(self, place: int) -> datetime:
        """When a task is scheduled to start: early, or late where it is to lie as late as possible."""
        if self.summary[place]:
            return self.start((self._late if self._net.terms.from_finish else self._early).first[place])
        return self.late_start(place) if self._lies_late(place) else self.early_start(place)

    def finish(self, place: int) -> datetime:
        """When a task is scheduled to finish."""
        if self.summary[place]:
            return self.finish((self._late if self._net.terms.from_finish else self._early).last[place])
        return self.late_finish(place) if self._lies_late(place) else self.early_finish(place)

    def early_start(self, place: int) -> datetime:
        """The earliest a task can start; of a summary, the first start below it (the late one of what lies late)."""
        if self.summary[place]:
            leaf = self._early.first[place]
            return self.early_start(leaf) if self._net.terms.from_finish else self.start(leaf)
        task = self._net.tasks[place]
        entered = task.actual_start or (task.manual_start if task.manual and not task.actual_finish else None)
        return entered or self._begin(place, self._dates.early[place])

    def early_finish(self, place: int) -> datetime:
        """The earliest a task can finish."""
        if self.summary[place]:
            leaf = self._early.last[place]
            return self.early_finish(leaf) if self._net.terms.from_finish else self.finish(leaf)
        task = self._net.tasks[place]
        entered = task.manual_finish if task.manual and not task.actual_start else None
        given = task.actual_finish or entered
        return given or self._end(place, self._dates.early[place] + self._dates.span[place])

    def late_start(self, place: int) -> datetime:
        """The latest a task can start without moving the project's finish; of one begun, when it began."""
        if self.summary[place]:
            return self._late_of(self._late.first[place], start=True)
        return self._net.tasks[place].actual_start or self._begin(place, self._dates.late[place])

    def late_finish(self, place: int) -> datetime:
        """The latest a task can finish without moving the project's finish."""
        if self.summary[place]:
            return self._late_of(self._late.last[place], start=False)
        return self._net.tasks[place].actual_finish or self._end(
            place, self._dates.late[place] + self._dates.back[place]
        )

    def _late_of(self, place: int, start: bool) -> datetime:
        """What a task adds to its summaries' late dates: of a manual one as entered, of a contrary one as scheduled."""
        if place in self._net.manual or (self._net.terms.from_finish and not self._lies_late(place)):
            return self.early_start(place) if start else self.early_finish(place)
        return self.late_start(place) if start else self.late_finish(place)

    def _lies_late(self, place: int) -> bool:
        settled = place in self._net.begun or place in self._net.manual
        return not settled and self._net.rows[place].contrary != self._net.terms.from_finish

    def _begin(self, place: int, offset: int) -> datetime:
        axis: Axis = self._net.rows[place].axis
        if self._dates.span[place] == 0 and self._ends_a_shift(place, offset):
            return axis.finish_at(offset)
        return axis.start_at(offset)

    def _end(self, place: int, offset: int) -> datetime:
        axis: Axis = self._net.rows[place].axis
        if self._dates.span[place] == 0 and not self._ends_a_shift(place, offset):
            return axis.start_at(offset)
        return axis.finish_at(offset)

    def _ends_a_shift(self, place: int, offset: int) -> bool:
        late = offset != self._dates.early[place]
        return late or ends_a_shift(self._net, self._dates, place)

    def duration(self, place: int) -> int:
        """A task's length in tenths; of a summary and of a manual task, the working time between its dates."""
        task = self._net.tasks[place]
        if self.summary[place] or (task.manual and task.manual_start and task.manual_finish):
            axis = self._net.axes.home if self.summary[place] else self._net.rows[place].measure
            return axis.between(self.start(place), self.finish(place))
        return task.duration

    def percent(self, place: int) -> float:
        """How much of a task is complete, 0 to 100; of a summary, of the lengths of all tasks below it."""
        return self._percents[place]

    # --- slack ---------------------------------------------------------------------------------------------------

    @property
    def start_slack(self) -> list[int]:
        """Late start less early start."""
        return self._slacks.start

    @property
    def finish_slack(self) -> list[int]:
        """Late finish less early finish."""
        return self._slacks.finish

    @property
    def total_slack(self) -> list[int]:
        """How far a task can slip before the project's finish, a deadline or a constraint; negative where too late."""
        return self._slacks.total

    @cached_property
    def free_slack(self) -> list[int]:
        """How far a task can slip without moving another; never negative."""
        return free_slacks(self._net, self._dates, self.total_slack)

    @cached_property
    def critical(self) -> list[bool]:
        """Whether a task is incomplete and its total slack within the project's threshold; of a summary, any of its."""
        limit, tasks, parent = self._net.terms.critical_slack, self._net.tasks, self._net.parent
        total, inactive = self.total_slack, self._net.inactive
        found = [False] * len(tasks)
        for place in range(len(tasks) - 1, -1, -1):
            if not self.summary[place] and total[place] <= limit:
                task = tasks[place]
                found[place] = task.percent < 100 and task.actual_finish is None and place not in inactive
            if found[place] and parent[place] >= 0:
                found[parent[place]] = True
        return found

    @cached_property
    def longest(self) -> list[bool]:
        """Whether a task is on a path of driving links to the project's finish."""
        return longest_path(self._net, self._dates)

    @cached_property
    def _slacks(self) -> Slacks:
        return slacks(self._net, self._dates, self._early, self._late)

    # --- summaries -----------------------------------------------------------------------------------------------

    @cached_property
    def _early(self) -> Extremes:
        """The tasks that give each summary its early dates."""
        return roll_up(self._net, self._dates, "early")

    @cached_property
    def _late(self) -> Extremes:
        return roll_up(self._net, self._dates, "late")

    @cached_property
    def _percents(self) -> list[float]:
        return percents(self._net)
