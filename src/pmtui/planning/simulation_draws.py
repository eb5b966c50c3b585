"""What is drawn for each iteration: the lengths of tasks, and which risks happen with what delay and cost."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pmtui.planning.distributions import (
    BadEstimate,
    Distribution,
    Draws,
    Floats,
    Lognormal,
    Stream,
    check,
    levels,
    quantiles,
)  # fmt: skip
from pmtui.planning.network import Task
from pmtui.planning.pert import ThreePoint
from pmtui.planning.rules import MOST
from pmtui.planning.simulation_axes import Ints
from pmtui.planning.simulation_rows import settled, worked

_DRAWS = 2**16


class Effect(NamedTuple):
    """How likely an event is, 0 to 1, and what it does: its delay in tenths and its cost, as ranges."""

    chance: float
    delay: ThreePoint | None = None
    cost: ThreePoint | None = None


@dataclass(frozen=True, slots=True)
class RiskEvent:
    """A risk as it is simulated. Where it happens each task it hits takes longer by the same delay, and costs add up.

    A summary's tasks are hit with it. An opportunity takes the delay and the cost away instead; no task takes less
    than no time. `after` is what remains after the responses.
    """

    key: str
    chance: float
    delay: ThreePoint | None = None
    cost: ThreePoint | None = None
    hits: tuple[str, ...] = ()
    after: Effect | None = None
    opportunity: bool = False

    def effect(self, after: bool) -> Effect:
        """What it is before or after the responses; without responses the same."""
        return self.after if after and self.after else Effect(self.chance, self.delay, self.cost)


class Length:
    """The length of one task: a table of all it can be, and a stream that chooses among them."""

    __slots__ = ("_name", "_seed", "_stream", "table")

    def __init__(self, key: str, seed: int, table: Ints) -> None:
        self._name, self._seed = f"task:{key}", seed
        self._stream = Stream(seed, self._name)
        self.table = table

    def draw(self, into: Ints) -> None:
        """The next lengths."""
        self.table.take(levels(self._stream.draw(len(into))), out=into, mode="clip")

    @property
    def varies(self) -> bool:
        """Whether there is more than one length to choose from."""
        return bool(self.table[0] < self.table[-1])

    def ranks(self, count: int) -> Floats:
        """The ranks of the first lengths drawn, from 1; equal ones share the mean of theirs."""
        distinct = np.cumsum(np.diff(self.table, prepend=self.table[0]) != 0)
        chosen = distinct.take(levels(Stream(self._seed, self._name).draw(count)))
        counts = np.bincount(chosen)
        found: Floats = (np.cumsum(counts) - (counts - 1) / 2).take(chosen)
        return found


class Event:
    """One risk's effects, before and after the responses, by the same draws."""

    def __init__(self, risk: RiskEvent, seed: int) -> None:
        self.risk = risk
        self._seed = seed
        self._sign = -1 if risk.opportunity else 1
        effects = [risk.effect(after) for after in (False, True)]
        for effect in effects:
            self._check(effect)
        self._least = [round(effect.chance * _DRAWS) for effect in effects]
        self._delays = [_table(effect.delay) for effect in effects]
        self._costs = [_table(effect.cost) for effect in effects]
        self._streams = self._start()

    def _check(self, effect: Effect) -> None:
        if not 0 <= effect.chance <= 1:
            raise BadEstimate(f"The chance of {self.risk.key} is not between 0 and 1; correct it")
        for name, values in (("delay", effect.delay), ("cost", effect.cost)):
            if values is not None:
                check(f"the {name} of {self.risk.key}", values)
        if effect.delay is not None and effect.delay.p > MOST:
            raise BadEstimate(f"The delay of {self.risk.key} is beyond 300 years; correct it")

    def _start(self) -> list[Stream]:
        return [Stream(self._seed, f"risk {part}:{self.risk.key}") for part in ("chance", "delay", "cost")]

    @property
    def responds(self) -> bool:
        """Whether there are responses to it."""
        return self.risk.after is not None

    @property
    def costs(self) -> bool:
        """Whether it has a cost, before or after the responses."""
        return any(table[-1] > 0 for table in self._costs)

    @property
    def delays(self) -> bool:
        """Whether it moves anything before the responses."""
        return bool(self._delays[0][-1] > 0)

    @property
    def longest(self) -> int:
        """The longest delay it can bring."""
        return 0 if self.risk.opportunity else max(int(np.rint(table[-1])) for table in self._delays)

    def draw(self, count: int) -> list[tuple[Ints, Floats]]:
        """The next delays and costs, before and after the responses; nothing where it does not happen."""
        return self._effects([stream.draw(count) for stream in self._streams])

    def again(self, count: int) -> Ints:
        """The first delays that were drawn, before the responses."""
        return self._effects([stream.draw(count) for stream in self._start()])[0][0]

    def _effects(self, draws: list[Draws]) -> list[tuple[Ints, Floats]]:
        chances, delays, costs = draws[0], levels(draws[1]), levels(draws[2])
        found = []
        for least, delay, cost in zip(self._least, self._delays, self._costs, strict=True):
            happens = self._sign * (chances < least).astype(np.int32)
            found.append((happens * np.rint(delay.take(delays)).astype(np.int32), happens * cost.take(costs)))
        return found


def _table(values: ThreePoint | None) -> Floats:
    return quantiles("beta-PERT", values or ThreePoint(0, 0, 0))


def lengths(
    tasks: Sequence[Task], estimates: Mapping[str, ThreePoint], distribution: Distribution,
    history: Lognormal | None, seed: int,
) -> Iterator[tuple[int, Length]]:  # fmt: skip
    """The places of the tasks whose length is open, and how it is drawn. BadEstimate.

    Of begun work only what remains is drawn: as much of the whole as is left of the task's length.
    """
    known: dict[tuple[ThreePoint, int, int], Ints] = {}
    for place, task in enumerate(tasks):
        estimate = estimates.get(task.key)
        if estimate is None or settled(task):
            continue
        check(task.key, estimate)
        done = worked(task) if task.actual_start is not None else 0
        left = (estimate, done, task.duration if task.actual_start is not None else 0)
        table = known.get(left)
        if table is None:
            whole = quantiles(distribution, estimate, history)
            if whole[-1] > MOST:
                raise BadEstimate(f"The range of {task.key} is beyond 300 years; correct it")
            if task.actual_start is not None and task.duration:
                whole = done + np.rint(whole * ((task.duration - done) / task.duration))
            table = known[left] = np.rint(whole).astype(np.int32)
        yield place, Length(task.key, seed, table)
