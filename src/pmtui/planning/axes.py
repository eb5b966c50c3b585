"""Whose working time a task runs on: its own calendar, its people's, both at once, the project's, or the wall clock."""

from collections.abc import Hashable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from pmtui.planning.axis import EARLIEST, LATEST, Axis
from pmtui.planning.calendars import ELAPSED, AnyCalendar, Calendar, intersection
from pmtui.planning.network import Network, Task
from pmtui.planning.ordering import BadPlan

_BEHIND, _AHEAD = timedelta(366), timedelta(731)
"""How far the axes are built at first, before and after the project's start; they grow by themselves."""


class Part(NamedTuple):
    """One person's part of a task: its length on that person's axis."""

    axis: Axis
    length: int


class Parts:
    """The parts of people with different calendars. Instants are offsets on the wall clock's axis.

    The task begins when the first of them can and ends with the last.
    """

    __slots__ = ("_clock", "parts")

    def __init__(self, clock: Axis, parts: list[Part]) -> None:
        self._clock = clock
        self.parts = parts

    def begin(self, earliest: int) -> int:
        """The first instant from this one on at which anybody works."""
        at = self._clock.start_at(earliest)
        return self._clock.offset(min(part.axis.start_at(part.axis.offset(at)) for part in self.parts))

    def finish(self, start: int) -> int:
        """When all is done that could begin at this instant."""
        at = self._clock.start_at(start)
        return self._clock.offset(max(self._done(part, at) for part in self.parts))

    def start(self, finish: int) -> int:
        """When the first must begin for all to be done by this instant."""
        at = self._clock.finish_at(finish)
        return self._clock.offset(min(self._begun(part, at) for part in self.parts))

    @staticmethod
    def _done(part: Part, at: datetime) -> datetime:
        return part.axis.finish_at(part.axis.offset(at) + part.length) if part.length else at

    @staticmethod
    def _begun(part: Part, at: datetime) -> datetime:
        return part.axis.start_at(part.axis.offset(at) - part.length) if part.length else at


class Axes:
    """The axes of a network's calendars, one for all that work alike. `home` is the project's, `clock` the wall's."""

    def __init__(self, network: Network, begin: date) -> None:
        self._calendars = network.calendars
        self._first = max(begin, EARLIEST + _BEHIND) - _BEHIND
        self._last = min(begin, LATEST - _AHEAD) + _AHEAD
        self._axes: dict[Hashable, Axis] = {}
        self._named: dict[str, AnyCalendar] = {}
        self.clock = self._axis(ELAPSED)
        self.home = self.named(network.terms.calendar)

    def named(self, name: str) -> Axis:
        """The axis of a calendar by name."""
        return self._axis(self._calendar(name))

    def measure(self, task: Task) -> Axis:
        """What a task's slack and the lags before it are counted in: its own calendar, else the project's."""
        return self.named(task.calendar) if task.calendar is not None else self.home

    def run(self, task: Task) -> Axis | Parts:
        """What a task's work runs on."""
        if task.elapsed:
            return self.clock
        own = None if task.calendar is None else self._calendar(task.calendar)
        if not task.calendars or (own is not None and not task.heed_people):
            return self.measure(task)
        lengths = task.lengths or (task.duration,) * len(task.calendars)
        if len(lengths) != len(task.calendars):
            raise BadPlan(f"The task {task.key} has {len(task.calendars)} calendars, but {len(lengths)} lengths")
        parts: dict[int, Part] = {}
        for name, length in zip(task.calendars, lengths, strict=True):
            theirs = self._calendar(name)
            axis = self._axis(theirs if own is None else intersection(own, theirs))
            if id(axis) not in parts or parts[id(axis)].length < length:
                parts[id(axis)] = Part(axis, length)
        found = list(parts.values())
        return found[0].axis if len(found) == 1 else Parts(self.clock, found)

    def _calendar(self, name: str) -> AnyCalendar:
        calendar = self._named.get(name)
        if calendar is None:
            found = self._calendars.get(name)
            if found is None:
                if name != Calendar().name:
                    raise BadPlan(f"The calendar {name!r} is missing; choose another")
                found = Calendar()
            calendar = self._named[name] = _plainest(found)
        return calendar

    def _axis(self, calendar: AnyCalendar) -> Axis:
        traits = _traits(calendar)
        axis = self._axes.get(traits)
        if axis is None:
            axis = self._axes[traits] = Axis(calendar, self._first, self._last)
        return axis


def _plainest(calendar: Calendar) -> Calendar:
    """The calendar, or the base that it differs from in nothing, as most people's calendars do."""
    for _ in range(100):
        differs = calendar.weeks or calendar.exceptions or any(shifts is not None for shifts in calendar.week)
        if differs or calendar.base is None:
            break
        calendar = calendar.base
    return calendar


def _traits(calendar: AnyCalendar) -> Hashable:
    """What a calendar's working time depends on, so that two that work alike share an axis."""
    if not isinstance(calendar, Calendar):
        return (_traits(calendar.one), _traits(calendar.other))
    base = None if calendar.base is None else id(_plainest(calendar.base))
    return (calendar.week, tuple(calendar.weeks), tuple(calendar.exceptions), base)
