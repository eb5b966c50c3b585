"""Links that are not numbers but need instants: between calendars, with a lag by the clock, with several people."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pmtui.planning.axis import Axis
from pmtui.planning.network import Kind
from pmtui.planning.rules import Row


@dataclass(slots=True)
class Crossing:
    """A link from one row to another. `lag` runs on the successor's `measure`, or by the wall clock where `clocked`.

    A finish is the last instant of the work before it, a start the first of the work after it.
    """

    after: int
    kind: Kind
    lag: int
    clocked: bool
    source: Row
    target: Row
    opens: bool
    """The predecessor waits for nothing: as a milestone it lies at the start of a working period."""
    open: bool
    """The successor still asks something of the predecessor."""
    binds: bool
    """And so bounds its late dates."""

    def push(self, start: int, finish: int) -> int:
        """The least early start of the successor, from the predecessor's start and finish."""
        at = self._given(start, finish)
        axis = self.target.axis
        if self.kind in ("FS", "SS"):
            return axis.offset(self._shifted(at, self.lag))
        # The lag counts from the start that its length before the instant gives, as in Microsoft Project.
        rule = self.target.rule
        finish = axis.offset(at)
        begin = rule.parts.start(finish) if rule is not None and rule.parts is not None else finish - self.target.back
        return axis.offset(self._shifted(axis.start_at(begin), self.lag)) if self.lag else begin

    def pull(self, start: int, finish: int) -> int:
        """The greatest late start (of parts late finish) of the predecessor, from the successor's late dates."""
        axis = self.target.axis
        at = axis.start_at(start) if self.kind in ("FS", "SS") else axis.finish_at(finish)
        bound = self.source.axis.offset(self._shifted(at, -self.lag))
        if self.kind in ("FS", "FF"):
            return bound - self.source.back
        rule = self.source.rule
        return rule.parts.finish(bound) if rule is not None and rule.parts is not None else bound

    def gap(self, start: int, finish: int, then_start: int, then_finish: int) -> int:
        """The working time, as the predecessor's slack is counted, that it can slip before this link moves."""
        axis = self.target.axis
        at = axis.start_at(then_start) if self.kind in ("FS", "SS") else axis.finish_at(then_finish)
        return self.source.measure.between(self._given(start, finish), self._shifted(at, -self.lag))

    def _given(self, start: int, finish: int) -> datetime:
        axis = self.source.axis
        if self.kind in ("SS", "SF") or (self.opens and start == finish):
            return axis.start_at(start)
        return axis.finish_at(finish)

    def _shifted(self, at: datetime, lag: int) -> datetime:
        if not lag:
            return at
        if self.clocked:
            return at + timedelta(seconds=lag * 6)
        axis: Axis = self.target.measure
        moved = axis.offset(at) + lag
        return axis.finish_at(moved) if lag > 0 else axis.start_at(moved)
