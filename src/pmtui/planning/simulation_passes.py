"""The forward pass over many iterations at once, and what was critical in each of them.

It does what `passes` does for a single schedule. Work that lies as late as possible is the exception, as all work in a
project planned from its finish: it begins when the plan says or later, as nobody knows what the dice will show.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pmtui.planning.axis import Axis
from pmtui.planning.compiled import Compiled
from pmtui.planning.crossings import Crossing
from pmtui.planning.network import Network
from pmtui.planning.ordering import Edge
from pmtui.planning.schedule import Schedule
from pmtui.planning.simulation_axes import NEVER, Ints, Timetables
from pmtui.planning.simulation_rows import Begun, Settled, Waiting, row

Matrix = npt.NDArray[np.int32]
"""A row of tenths for each place, a column for each iteration."""
Marks = npt.NDArray[np.bool_]
Group = list[tuple[Axis, list[slice]]]
"""Places by the axis their dates are on, as runs of one after another."""


class Link(NamedTuple):
    """A link into a place. `lag` is in tenths, or with `percent` in percent of the predecessor's length.

    `crossing` is there where instants are needed.
    """

    before: int
    by_finish: bool
    to_finish: bool
    lag: float
    percent: bool
    crossing: Crossing | None


class Passes:
    """A network ready for the pass. `worst` is its schedule with the greatest lengths that may be drawn."""

    def __init__(self, network: Network, made: Schedule, worst: Schedule) -> None:
        self._net = net = Compiled(network)
        self.home = net.axes.home
        self.size, self.count = net.size, len(network.tasks)
        self._tables = Timetables(net.axes.clock, made.project_start.date(), worst.project_finish.date())
        self.leaves = [place for place in net.leaves if place not in net.inactive]
        self._rows: list[Settled | Begun | Waiting | None] = [None] * self.size
        self._base = [NEVER] * self.size
        for place in net.order:
            self._lay(place, made)
        self._into = [[self._link(edge) for edge in net.into[place]] for place in range(self.size)]

    def _lay(self, place: int, made: Schedule) -> None:
        """How a place takes its dates, and its least early start."""
        net, known, terms = self._net, self._net.rows[place], self._net.network.terms
        limit = net.limits[place].start if place in net.limits else None
        floor = NEVER if limit is None else known.axis.offset(limit)
        if place < self.count and (known.contrary or terms.from_finish):
            floor = max(floor, known.axis.offset(made.start(place)))
        if place < self.count:
            found = row(net.network.tasks[place], known, terms, net.axes, self._tables, floor)
            self._rows[place] = found
            if isinstance(found, Waiting) and found.delay:
                floor = NEVER  # it counts after the delay
        if terms.from_finish:
            self._base[place] = max(floor, known.axis.offset(made.project_start))
        elif net.into[place] and place not in net.held:
            self._base[place] = floor
        else:
            self._base[place] = max(floor, self._start_on(known.axis))

    def _start_on(self, axis: Axis) -> int:
        home, start = self._net.axes.home, self._net.network.terms.start
        return axis.offset(home.start_at(home.offset(start)) if axis is self._net.axes.clock else start)

    def _link(self, edge: Edge) -> Link:
        net, (before, after, link) = self._net, edge
        source, target = net.rows[before], net.rows[after]
        clocked = link.unit in ("elapsed", "elapsed percent")
        percent = link.unit in ("percent", "elapsed percent")
        if percent and before < self.count:
            clocked = clocked or net.network.tasks[before].elapsed
        lag_axis = net.axes.clock if clocked else target.measure
        numbers = source.axis is target.axis and (not link.lag or lag_axis is target.axis)
        parted = any(row.rule is not None and row.rule.parts is not None for row in (source, target))
        crossing = None
        if not numbers or parted:
            opens = not net.into[before]
            crossing = Crossing(after, link.kind, 0, clocked, source, target, opens, open=True, binds=True)
        lag = link.lag if percent else round(link.lag)
        return Link(before, link.kind in ("FS", "FF"), link.kind in ("FF", "SF"), lag, percent, crossing)

    # --- the pass ------------------------------------------------------------------------------------------------

    def run(self, lengths: Matrix, starts: Matrix, finishes: Matrix) -> None:
        """Fill in early starts and finishes, on each task's own axis, from the lengths of all places."""
        for place in self._net.order:
            start, finish, length, how = starts[place], finishes[place], lengths[place], self._rows[place]
            if isinstance(how, Settled):
                start[:], finish[:] = how
                continue
            if isinstance(how, Begun):
                start[:], finish[:] = how.start, how.finish(length)
                continue
            start[:] = self._base[place]
            for link in self._into[place]:
                np.maximum(start, self._least(link, length, lengths, starts, finishes), out=start)
            if how is None:
                np.add(start, length, out=finish)
            else:
                start[:] = how.start(start, length)
                finish[:] = how.finish(start, length)

    def _least(self, link: Link, length: Ints, lengths: Matrix, starts: Matrix, finishes: Matrix) -> Ints:
        """The least early starts that a link allows a task of this length."""
        before = link.before
        lag: int | Ints = int(link.lag)
        if link.percent:
            lag = np.rint(lengths[before] * float(link.lag) / 100).astype(np.int32)
        if link.crossing is not None:
            return self._cross(link.crossing, lag, starts[before], finishes[before], length)
        given: Ints = finishes[before] if link.by_finish else starts[before]
        if link.to_finish:
            given = given - length
        return given + lag if link.lag else given

    def _cross(self, crossing: Crossing, lag: "int | Ints", start: Ints, finish: Ints, length: Ints) -> Ints:
        """`Crossing.push` for arrays."""
        source, target = self._tables[crossing.source.axis], self._tables[crossing.target.axis]
        if crossing.kind in ("SS", "SF"):
            at = source.start_at(start)
        else:
            at = source.finish_at(finish)
            if crossing.opens:
                at = np.where(start == finish, source.start_at(start), at)
        if crossing.kind in ("FS", "SS"):
            return target.offset(self._shifted(crossing, at, lag))
        ends, how = target.offset(at), self._rows[crossing.after]
        parts = how.parts if isinstance(how, Waiting) else None
        begin = ends - length if parts is None else parts.start(ends, length)
        if not np.any(lag):
            return begin
        shifted = target.offset(self._shifted(crossing, target.start_at(begin), lag))
        return np.where(np.equal(lag, 0), begin, shifted)

    def _shifted(self, crossing: Crossing, at: Ints, lag: "int | Ints") -> Ints:
        if crossing.clocked or not np.any(lag):
            return at + lag
        measure = self._tables[crossing.target.measure]
        moved = measure.offset(at) + lag
        if isinstance(lag, int):
            return measure.finish_at(moved) if lag > 0 else measure.start_at(moved)
        later = np.where(lag > 0, measure.finish_at(moved), measure.start_at(moved))
        return np.where(lag == 0, at, later)

    # --- what follows from it ------------------------------------------------------------------------------------

    def group(self, places: Iterable[int]) -> Group:
        """Places by the axis their dates are on."""
        found: dict[int, tuple[Axis, list[slice]]] = {}
        for place in sorted(places):
            axis = self._net.rows[place].axis
            runs = found.setdefault(id(axis), (axis, []))[1]
            if runs and runs[-1].stop == place:
                runs[-1] = slice(runs[-1].start, place + 1)
            else:
                runs.append(slice(place, place + 1))
        return list(found.values())

    def axis_of(self, group: Group) -> Axis:
        """The axis on which the last finish of places is counted: theirs, the wall clock's if they differ."""
        return group[0][0] if len(group) == 1 else self._net.axes.clock

    def last(self, group: Group, finishes: Matrix) -> Ints:
        """The last finish of some places, of at least one, on `axis_of` them."""
        tops = _tops(group, finishes)
        if len(group) == 1:
            return tops[0]
        instants = [self._tables[axis].finish_at(top) for (axis, _), top in zip(group, tops, strict=True)]
        found: Ints = np.maximum.reduce(instants)
        return found

    def critical(self, lengths: Matrix, starts: Matrix, finishes: Matrix) -> npt.NDArray[np.int64]:
        """In how many iterations each task was on a path of driving links to the project's finish.

        Of a summary, any task below it.
        """
        on_path: Marks = np.zeros(starts.shape, np.bool_)
        ends = self._ends(finishes)
        active, parent = set(self.leaves), self._net.outline.parent
        for place in reversed(self._net.order):
            marks = on_path[place]
            if place in active:
                marks |= finishes[place] == ends[id(self._net.rows[place].axis)]
            if isinstance(self._rows[place], (Settled, Begun)) or not marks.any():
                continue
            for link in self._into[place]:
                least = self._least(link, lengths[place], lengths, starts, finishes)
                on_path[link.before] |= marks & (least == starts[place])
        for place in range(self.count - 1, -1, -1):
            if parent[place] >= 0:
                on_path[parent[place]] |= on_path[place]
        times: npt.NDArray[np.int64] = on_path[: self.count].sum(axis=1, dtype=np.int64)
        return times

    def _ends(self, finishes: Matrix) -> dict[int, Ints]:
        """By axis, the offsets of the project's finish; on one that it does not lie on, in an iteration, past all."""
        group = self.group(self.leaves)
        tops, finish = _tops(group, finishes), self.last(group, finishes)
        if len(group) == 1:
            return {id(group[0][0]): finish}
        return {
            id(axis): np.where(self._tables[axis].finish_at(top) == finish, top, top + 1)
            for (axis, _), top in zip(group, tops, strict=True)
        }


def _tops(group: Group, finishes: Matrix) -> list[Ints]:
    """The last finish on each axis."""
    return [np.maximum.reduce([finishes[run].max(axis=0) for run in runs]) for _, runs in group]
