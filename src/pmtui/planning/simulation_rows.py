"""How one task takes its dates in many iterations at once: what `rules` says of a single schedule, for arrays."""

from typing import NamedTuple

import numpy as np

from pmtui.planning.axes import Axes, Parts
from pmtui.planning.network import Task, Terms
from pmtui.planning.rules import Row
from pmtui.planning.simulation_axes import NEVER, Ints, ManyParts, Timetable, Timetables


class Settled(NamedTuple):
    """Finished or manual: both dates are known, as offsets on the task's axis."""

    start: int
    finish: int


class Begun(NamedTuple):
    """Under way: the start is known, the finish follows from the length.

    Interrupted work goes on at `resume`, when all but `worked` remains; `least` is the earliest finish allowed.
    """

    start: int
    worked: int
    resume: int | None
    least: int
    parts: ManyParts | None

    def finish(self, length: Ints) -> Ints:
        """When it is done."""
        start = np.full_like(length, self.start)
        if self.parts is not None:
            return self.parts.finish(start, length)
        finish: Ints = start + length
        if self.resume is not None:
            finish = np.maximum(start, self.resume + length - self.worked)
        return np.maximum(finish, self.least, out=finish)


class Waiting(NamedTuple):
    """Not begun, and more than a length after its predecessors: each field bounds the start as `rules.Rule` has it.

    `bound` is the constraint's date, of the finish where `by_finish`; it holds as `role` says.
    """

    table: Timetable
    floor: int
    delay: int = 0
    bound: int = 0
    by_finish: bool = False
    role: str = ""
    parts: ManyParts | None = None

    def start(self, asked: Ints, length: Ints) -> Ints:
        """The early starts, from the earliest that links and the project's start allow."""
        bound = self._bound(length) if self.role else None
        if bound is not None and self.role == "pin":
            return bound
        start = asked
        if self.delay:
            start = self.table.offset(self.table.start_at(start) + self.delay)
        start = np.maximum(start, self.floor)
        if bound is not None and self.role == "floor":
            start = np.maximum(start, bound)
        if self.parts is not None:
            start = self.parts.begin(start)
        return np.minimum(start, bound) if bound is not None and self.role == "limit" else start

    def finish(self, start: Ints, length: Ints) -> Ints:
        """When it is done."""
        return start + length if self.parts is None else self.parts.finish(start, length)

    def _bound(self, length: Ints) -> Ints:
        bound = np.full_like(length, self.bound)
        if not self.by_finish:
            return bound
        return bound - length if self.parts is None else self.parts.start(bound, length)


def worked(task: Task) -> int:
    """How much of a begun task's length is no longer to come."""
    if task.remaining is not None:
        return task.duration - task.remaining
    return task.duration - max(0, round(task.duration * (1 - task.percent / 100)))


def settled(task: Task) -> bool:
    """Whether a task's length no longer matters: it is finished, or manual with a date entered."""
    entered = task.manual_start is not None or task.manual_finish is not None
    return task.actual_finish is not None or (task.manual and entered and task.actual_start is None)


def row(
    task: Task, known: Row, terms: Terms, axes: Axes, tables: Timetables, floor: int
) -> Settled | Begun | Waiting | None:
    """How a task takes its dates; None for one that starts when its links and its `floor` allow.

    `known` is its row in the single schedule, `floor` what holds of it besides its constraint.
    """
    axis, rule, at = known.axis, known.rule, task.constraint_at
    if rule is not None and rule.fixed is not None and settled(task):
        return Settled(rule.fixed, rule.fixed + known.span)
    found = axes.run(task) if rule is not None and rule.parts is not None else None
    parts = ManyParts(found, task.duration, tables) if isinstance(found, Parts) else None
    if rule is not None and rule.fixed is not None:
        resume = None if task.resume is None else axis.offset(task.resume)
        least = axis.offset(at) if at is not None and task.constraint == "FNET" else NEVER
        return Begun(rule.fixed, worked(task), resume, least, parts)
    role = _role(task, terms)
    # Planned from the finish the late dates are the plan, and they know no leveling delay.
    delay = 0 if terms.from_finish else task.leveling_delay
    if not role and parts is None and not delay:
        return None
    bound = 0 if at is None else axis.offset(at)
    return Waiting(tables[axis], floor, delay, bound, task.constraint in ("FNET", "FNLT", "MFO"), role, parts)


def _role(task: Task, terms: Terms) -> str:
    """What a constraint does to the early start: nothing, or it is its floor, its limit or its pin."""
    if task.constraint_at is None or task.constraint in ("ASAP", "ALAP"):
        return ""
    if task.constraint in ("SNET", "FNET"):
        return "floor"
    if not terms.honor_constraints:
        return "floor" if task.constraint in ("MSO", "MFO") else ""
    if task.constraint in ("MSO", "MFO"):
        return "pin"
    return "" if terms.from_finish else "limit"
