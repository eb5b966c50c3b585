"""The axis of working time for many offsets at once: tables from offsets to instants and back."""

from datetime import date, datetime, time, timedelta

import numpy as np
import numpy.typing as npt

from pmtui.planning.axes import Parts
from pmtui.planning.axis import EARLIEST, LATEST, Axis, BeyondReach
from pmtui.planning.calendars import shifts_between

Ints = npt.NDArray[np.int32]
"""Tenths of a minute, one for each iteration: lengths, offsets on some axis, or instants on the wall clock's axis."""
NEVER = -(2**30)
"""Before every date; the least that sums of 32 bits leave room for."""

_YEAR = timedelta(366)
_TENTHS = 10
_TENTHS_PER_DAY = 14_400
_MOST_BUCKETS = 2**20


class Timetable:
    """What an axis does, for arrays. Instants are offsets on the wall clock's axis.

    It is built for the days from `first` to `last` and grows by itself as the axis does; BeyondReach where it cannot.
    """

    def __init__(self, axis: Axis, clock: Axis, first: date, last: date) -> None:
        self.axis = axis
        self._clock = clock
        self._first, self._last = max(first, EARLIEST), min(last, LATEST)
        if axis is not clock:
            self._build()

    def start_at(self, offsets: Ints) -> Ints:
        """When work at these offsets begins."""
        if self.axis is self._clock:
            return offsets
        self._reach(offsets)
        return self._start_at(offsets)

    def finish_at(self, offsets: Ints) -> Ints:
        """When work up to these offsets ends; offset 0 is the first start, as it is for an axis."""
        if self.axis is self._clock:
            return offsets
        self._reach(offsets)
        period = self._by_offset.at(offsets - 1)
        ends = offsets + self._ahead.take(period)
        first = offsets == 0
        return np.where(first, self._start_at(offsets), ends) if first.any() else ends

    def offset(self, instants: Ints) -> Ints:
        """The working time before these instants."""
        if self.axis is self._clock:
            return instants
        while instants.max() >= self._close:
            self._grow(late=True)
        while instants.min() < self._open:
            self._grow(late=False)
        period = self._by_instant.at(instants)
        worked = np.minimum(instants - self._begins.take(period), self._lengths.take(period))
        found: Ints = self._before.take(period) + np.maximum(worked, 0)
        return found

    def _start_at(self, offsets: Ints) -> Ints:
        return offsets + self._ahead.take(self._by_offset.at(offsets))

    def _reach(self, offsets: Ints) -> None:
        while not len(self._upto) or offsets.max() >= self._upto[-1]:
            self._grow(late=True)
        while offsets.min() <= self._before[0]:
            self._grow(late=False)

    def _grow(self, late: bool) -> None:
        """Twice as many days, or as many as there are."""
        if (self._last == LATEST) if late else (self._first == EARLIEST):
            raise BeyondReach(late)
        more = max(_YEAR, self._last - self._first)
        if late:
            self._last = self._last + more if LATEST - self._last > more else LATEST
        else:
            self._first = self._first - more if self._first - EARLIEST > more else EARLIEST
        self._build()

    def _build(self) -> None:
        """Lay out the working periods: when each begins, its length, and the offsets before and after it."""
        midnight = datetime.combine(self._first, time())
        self._open = self._clock.offset(midnight)
        days = shifts_between(self.axis.calendar, self._first, self._last)
        self._close = self._open + len(days) * _TENTHS_PER_DAY
        spans = [
            (self._open + day * _TENTHS_PER_DAY + begin * _TENTHS, (end - begin) * _TENTHS)
            for day, shifts in enumerate(days)
            for begin, end in shifts
        ]
        self._begins, self._lengths = np.array(spans, np.int32).reshape(-1, 2).T.copy()
        self._upto = (self.axis.offset(midnight) + np.cumsum(self._lengths)).astype(np.int32)
        self._before = self._upto - self._lengths
        self._ahead = self._begins - self._before
        if spans:
            self._by_offset, self._by_instant = _Steps(self._before), _Steps(self._begins)


class _Steps:
    """Which of ascending bounds is the last one not above a value; the first for values below all.

    Buckets no wider than the least distance of two bounds hold at most one, so that one look at the next one will do.
    """

    def __init__(self, bounds: Ints) -> None:
        self._low = int(bounds[0])
        self._width = int(np.diff(bounds).min()) if len(bounds) > 1 else 1
        self._next = np.append(bounds[1:], np.iinfo(np.int32).max).astype(np.int32)
        self._bounds = bounds
        buckets = (int(bounds[-1]) - self._low) // self._width + 1
        self._below: npt.NDArray[np.intp] | None = None
        if buckets <= _MOST_BUCKETS:
            edges = self._low + self._width * np.arange(buckets)
            self._below = bounds.searchsorted(edges, "right") - 1

    def at(self, values: Ints) -> npt.NDArray[np.intp]:
        """The place of the bound for each value."""
        if self._below is None:
            return np.maximum(self._bounds.searchsorted(values, "right") - 1, 0)
        place = self._below.take((values - self._low) // self._width, mode="clip")
        return place + (values >= self._next.take(place))


class Timetables:
    """The timetables of a network's axes, built when asked for."""

    def __init__(self, clock: Axis, first: date, last: date) -> None:
        self._clock = clock
        self._days = first - _YEAR, last + _YEAR
        self._known: dict[int, Timetable] = {}

    def __getitem__(self, axis: Axis) -> Timetable:
        found = self._known.get(id(axis))
        if found is None:
            found = self._known[id(axis)] = Timetable(axis, self._clock, *self._days)
        return found


class ManyParts:
    """The parts of people with different calendars, as `axes.Parts` has them, in many iterations at once.

    `whole` is the length of the task that the parts' own lengths belong to; a part grows as the whole does.
    """

    def __init__(self, parts: Parts, whole: int, tables: Timetables) -> None:
        self.parts = [(tables[part.axis], part.length) for part in parts.parts]
        self._whole = whole

    def begin(self, earliest: Ints) -> Ints:
        """The first instants from these on at which anybody works."""
        found = [table.start_at(table.offset(earliest)) for table, _ in self.parts]
        first: Ints = np.minimum.reduce(found)
        return first

    def finish(self, starts: Ints, whole: Ints) -> Ints:
        """When all is done that could begin at these instants."""
        found = [self._moved(table, starts, self._scaled(length, whole)) for table, length in self.parts]
        last: Ints = np.maximum.reduce(found)
        return last

    def start(self, finishes: Ints, whole: Ints) -> Ints:
        """When the first must begin for all to be done by these instants."""
        found = [self._moved(table, finishes, -self._scaled(length, whole)) for table, length in self.parts]
        first: Ints = np.minimum.reduce(found)
        return first

    def _scaled(self, length: int, whole: Ints) -> Ints:
        if length == self._whole or not self._whole:
            return whole
        found: Ints = np.rint(whole * (length / self._whole)).astype(np.int32)
        return found

    @staticmethod
    def _moved(table: Timetable, instants: Ints, by: Ints) -> Ints:
        """So much later on an axis, or earlier; where it is nothing, the instant itself."""
        offsets = table.offset(instants) + by
        moved = np.where(by > 0, table.finish_at(offsets), table.start_at(offsets))
        return np.where(by == 0, instants, moved)
