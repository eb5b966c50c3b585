"""Flow measures: an item's way over the board, told in days; percentiles, cycle times, the service level."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from pmtui.model.story import Stage, Story

DAY = 86_400_000
"""Milliseconds in a day."""
_NOWHERE = Stage(0, "")
SERVICE_PERCENT = 85
SERVICE_WEEKS = 12
SERVICE_MINIMUM = 10


class Finish(NamedTuple):
    """An item finished on a day: cycle and lead time in days, None where its start or commitment is not known.

    `elapsed` is the time from start to finish, `active` how much of it was work and not blocked, in ms.
    """

    day: int
    cycle: int | None
    lead: int | None
    elapsed: int
    active: int


class Course(NamedTuple):
    """An item's way in days (ordinals of calendar days), as each day left it: what a day itself undid does not count.

    `stands` are the days whose end found it in another category than the end of the day before; `spells` its times in
    progress, first and last day, None for still. A finish that came back later stays what it was on its day.
    """

    id: str
    committed: int | None
    started: int | None
    finishes: list[Finish]
    spells: list[tuple[int, int | None]]
    stands: list[tuple[int, Stage]]

    @property
    def now(self) -> Stage | None:
        """Its last stage."""
        return self.stands[-1][1] if self.stands else None

    @property
    def in_progress(self) -> bool:
        """Whether it is being worked on: started, neither finished nor off the board."""
        return bool(self.spells) and self.spells[-1][1] is None


def percentile(values: Sequence[int], percent: int) -> int:
    """The nearest-rank percentile: the smallest value that at least `percent` % of all are at or below."""
    ordered = sorted(values)
    return ordered[max(0, -(-percent * len(ordered) // 100) - 1)]


def cycle_days(started: int, finished: int) -> int:
    """Cycle time in calendar days, the first and the last counted: never 0. Instants in ms."""
    return (finished - started) // DAY + 1


def service_level(spans: Iterable[tuple[int, int]]) -> int | None:
    """The days within which 85 % of the (started, finished) items were done; None for fewer than ten items."""
    return level_of([cycle_days(started, finished) for started, finished in spans])


def level_of(cycles: Sequence[int]) -> int | None:
    """The service level that these cycle times (days) make: their P85, None for fewer than ten."""
    return percentile(cycles, SERVICE_PERCENT) if len(cycles) >= SERVICE_MINIMUM else None


def course(story: Story, day_of: Callable[[int], int]) -> Course:
    """An item's way in days; `day_of` gives the calendar day (an ordinal) of an instant."""
    way = _Way()
    stages = story.stages
    days = [day_of(stage.at) for stage in stages]
    for stage, day, next_day in zip(stages, days, [*days[1:], 0], strict=True):
        way.enter(stage, day)
        if next_day != day:
            way.close_day(stage)
    return Course(story.id, way.committed, way.started, way.finishes, way.spells, way.stands)


class _Way:
    """An item's way while it is being walked: `enter` every stage in turn, `close_day` with the last of each day."""

    def __init__(self) -> None:
        self.day = 0
        self.committed: int | None = None
        self.started: int | None = None
        self.finishes: list[Finish] = []
        self.spells: list[tuple[int, int | None]] = []
        self.stands: list[tuple[int, Stage]] = []
        self._commitment_lost = False
        self._begun = 0
        self._active = 0
        self._before: Stage | None = None
        self._finished: tuple[int, int] | None = None  # elapsed and active at the finish that stands

    def enter(self, stage: Stage, day: int) -> None:
        """A stage begins on a day: the clock may start, and what the one before it took is known."""
        self.day = day
        before = self._before
        if self.started is not None and before and before.category == "active" and not before.blocked:
            self._active += stage.at - before.at
        if stage.category not in ("", "backlog"):
            if not stage.known:
                self._commitment_lost = True
            if self.committed is None and not self._commitment_lost:
                self.committed = self.day
        if stage.starts and stage.category and stage.known and self.started is None:
            self.started, self._begun, self._active = self.day, stage.at, 0
        if not (stage.stops and stage.category):
            self._finished = None
        elif self._finished is None:
            self._finished = (stage.at - self._begun, self._active) if self.started is not None else (0, 0)
        self._before = stage

    def close_day(self, stage: Stage) -> None:
        """The day ends in this stage."""
        was = self.stands[-1][1] if self.stands else _NOWHERE
        if (stage.category, stage.stops, stage.starts) != (was.category, was.stops, was.starts):
            self.stands.append((self.day, stage))
        running = bool(self.spells) and self.spells[-1][1] is None
        done = bool(stage.category) and stage.stops
        if done and not (was.category and was.stops):
            self._finish(running)
        elif not stage.category and running:
            first = self.spells.pop()[0]
            if first < self.day:
                self.spells.append((first, self.day - 1))
        elif stage.category and not done and not running and (stage.starts or self.started is not None):
            self.spells.append((self.day, None))

    def _finish(self, running: bool) -> None:
        first = self.spells.pop()[0] if running else self.day
        if running or self.started is not None:
            self.spells.append((first, self.day))
        cycle, lead = _span(self.started, self.day), _span(self.committed, self.day)
        self.finishes.append(Finish(self.day, cycle, lead, *(self._finished or (0, 0))))


def _span(first: int | None, last: int) -> int | None:
    """The days from one to the other, both counted."""
    return None if first is None else last - first + 1
