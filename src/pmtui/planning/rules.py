"""What one task contributes to the passes: its axis and lengths, the bounds on its dates, and the rules it obeys."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from pmtui.planning.axes import Axes, Parts
from pmtui.planning.axis import Axis, BeyondReach
from pmtui.planning.network import Task, Terms
from pmtui.planning.ordering import BadPlan

LOW, HIGH = -(10**15), 10**15
"""No bound at all: offsets far outside any axis."""
MOST = 300 * 366 * 14_400
"""The longest length or lag, in tenths of a minute: 300 years by the wall clock."""


class Limits(NamedTuple):
    """What the summaries above a task ask of it: not to start before, to be done by."""

    start: datetime | None = None
    finish: datetime | None = None


class Row(NamedTuple):
    """One task as the passes see it, in offsets on its `axis`; `measure` counts its slack and the lags before it.

    `span` is its length in the forward pass and `back` in the backward pass: of a started task what remains, of parts
    of several people 0, as there the pass reckons with late finishes. `floor` bounds the early start from below, `cap`
    the late start (of parts the late finish) from above.
    """

    axis: Axis
    measure: Axis
    span: int
    back: int
    floor: int = LOW
    cap: int = HIGH
    rule: "Rule | None" = None
    contrary: bool = False
    """Lies against the project's direction: as late as possible, or as soon in a project scheduled from its finish."""


@dataclass(slots=True)
class Rule:
    """The dates of a task that is more than a length after its predecessors. All are offsets on its `axis`.

    `fixed` is the start of work that has begun or of a manual task, `done` where it is finished. `delay` is the
    leveling delay, `floor` what holds even after it. `pin` is the start that a constraint demands, `limit` the latest
    it allows; `late_pin` and `late_floor` demand and allow the late start (of parts, the late finish).
    """

    axis: Axis
    fixed: int | None = None
    done: bool = False
    delay: int = 0
    floor: int = LOW
    pin: int | None = None
    limit: int | None = None
    late_pin: int | None = None
    late_floor: int | None = None
    parts: Parts | None = None

    def early(self, logic: int) -> int:
        """The early start, from the earliest that links and the project's start allow."""
        if self.fixed is not None:
            return self.fixed
        start = logic
        if self.delay:
            at = self.axis.start_at(start) + timedelta(seconds=6 * self.delay)
            start = max(self.axis.offset(at), self.floor)
        if self.parts is not None:
            start = self.parts.begin(start)
        if self.pin is not None:
            return self.pin
        return start if self.limit is None else min(start, self.limit)

    def late(self, logic: int) -> int:
        """The late start (of parts the late finish), from the latest that links and the project's finish allow."""
        if self.done and self.fixed is not None:
            return self.fixed
        if self.late_pin is not None:
            return self.late_pin
        return logic if self.late_floor is None else max(logic, self.late_floor)


def row_of(task: Task, axes: Axes, terms: Terms, limits: Limits) -> Row:
    """The row of a task that is no summary. BadPlan for what no plan can have."""
    plain = (
        task.constraint_at is None
        and task.deadline is None
        and task.actual_start is None
        and task.actual_finish is None
        and task.calendar is None
        and not (task.calendars or task.elapsed or task.manual or task.leveling_delay)
        and limits == (None, None)
    )
    if not 0 <= task.duration <= MOST:
        raise BadPlan(f"The length of {task.key} is negative or beyond 300 years; correct it")
    if plain:
        return Row(axes.home, axes.home, task.duration, task.duration, contrary=_is_contrary(task, terms))
    try:
        return _special(task, axes, terms, limits)
    except BeyondReach:
        raise BadPlan(f"A date of {task.key} lies before the year 1900 or after 2200; correct it") from None


def _special(task: Task, axes: Axes, terms: Terms, limits: Limits) -> Row:
    measure = axes.measure(task)
    run = axes.run(task)
    if task.actual_start is not None or task.actual_finish is not None:
        return _begun(task, run, axes, measure, limits)
    if task.manual and (task.manual_start is not None or task.manual_finish is not None):
        return _manual(task, run if isinstance(run, Axis) else measure, measure, limits)
    if isinstance(run, Axis):
        return _waiting(task, run, measure, None, terms, limits)
    return _waiting(task, axes.clock, measure, run, terms, limits)


def _begun(task: Task, run: Axis | Parts, axes: Axes, measure: Axis, limits: Limits) -> Row:
    """Work under way keeps its start and its late finish; finished work keeps both."""
    axis, parts = (run, None) if isinstance(run, Axis) else (axes.clock, run)
    start = None if task.actual_start is None else axis.offset(task.actual_start)
    if task.actual_finish is not None:
        finish = axis.offset(task.actual_finish)
        if start is None:
            start = parts.start(finish) if parts else finish - task.duration
        span = max(0, finish - start)
        return Row(axis, measure, span, span, rule=Rule(axis, finish - span, done=True))
    assert start is not None
    remaining = max(0, round(task.duration * (1 - task.percent / 100)) if task.remaining is None else task.remaining)
    if parts is not None:
        finish, remaining = parts.finish(start), 0
    else:
        finish = start + task.duration if task.resume is None else max(start, axis.offset(task.resume) + remaining)
    at = task.constraint_at
    if at is not None and task.constraint == "FNET":
        finish = max(finish, axis.offset(at))
    rule = Rule(axis, start, parts=parts)
    if at is not None and task.constraint == "MFO":
        rule.late_pin = axis.offset(at) - remaining
    cap = _earliest(axis, task.deadline, limits.finish, at if task.constraint == "FNLT" else None)
    return Row(axis, measure, finish - start, remaining, cap=cap - remaining, rule=rule)


def _manual(task: Task, axis: Axis, measure: Axis, limits: Limits) -> Row:
    """Entered dates stay as they are; what was left open follows from the length."""
    start = None if task.manual_start is None else axis.offset(task.manual_start)
    finish = None if task.manual_finish is None else axis.offset(task.manual_finish)
    if start is None:
        start = (finish or 0) - task.duration
    span = task.duration if finish is None else max(0, finish - start)
    cap = _earliest(axis, task.deadline, limits.finish) - task.duration
    return Row(axis, measure, span, task.duration, cap=cap, rule=Rule(axis, start))


def _waiting(task: Task, axis: Axis, measure: Axis, parts: Parts | None, terms: Terms, limits: Limits) -> Row:
    """A task not begun, under its constraint."""
    length = 0 if parts else task.duration
    start_of: Callable[[int], int] = parts.start if parts else (lambda finish: finish - length)
    late_of: Callable[[int], int] = parts.finish if parts else (lambda start: start)
    rule = Rule(axis, delay=task.leveling_delay, parts=parts)
    floor = LOW if limits.start is None else axis.offset(limits.start)
    cap = _earliest(axis, task.deadline, limits.finish) - length
    at = task.constraint_at
    if at is not None and task.constraint not in ("ASAP", "ALAP"):
        finish = axis.offset(at) if task.constraint in ("FNET", "FNLT", "MFO") else None
        start = axis.offset(at) if finish is None else start_of(finish)
        late = late_of(start) if finish is None else finish - length
        strict = task.constraint[0] == "M"
        if task.constraint in ("SNET", "FNET"):
            floor = max(floor, start)
            rule.late_floor = late if terms.from_finish and terms.honor_constraints else None
        elif not strict:
            cap = min(cap, late)
            rule.limit = start if terms.honor_constraints and not terms.from_finish else None
        elif terms.honor_constraints:
            rule.pin, rule.late_pin = start, late
        else:
            # Links win: neither earlier than the date nor, where they allow it, later.
            floor, cap = max(floor, start), min(cap, late)
    rule.floor = floor
    obeyed = rule if rule != Rule(axis, floor=floor) else None
    return Row(axis, measure, length, length, LOW if rule.delay else floor, cap, obeyed, _is_contrary(task, terms))


def _is_contrary(task: Task, terms: Terms) -> bool:
    return task.constraint == ("ASAP" if terms.from_finish else "ALAP")


def _earliest(axis: Axis, *dates: datetime | None) -> int:
    return min((axis.offset(at) for at in dates if at is not None), default=HIGH)
