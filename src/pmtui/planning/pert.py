"""PERT: the spread of a finish from three-point estimates, and the chance that several paths are all on time."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from pmtui.planning.drivers import Drivers, End, settled
from pmtui.planning.network import Network
from pmtui.planning.schedule import schedule


class ThreePoint(NamedTuple):
    """Optimistic, most likely and pessimistic length, in any one unit."""

    o: float
    m: float
    p: float

    @property
    def mean(self) -> float:
        """(o + 4m + p) / 6, not rounded."""
        return (self.o + 4 * self.m + self.p) / 6

    @property
    def variance(self) -> float:
        """((p - o) / 6) squared, in the unit squared."""
        return ((self.p - self.o) / 6) ** 2


class Spread(NamedTuple):
    """How long a path takes, as a normal distribution: its tasks from the first on, the mean, the variance."""

    path: tuple[str, ...]
    mean: float
    variance: float

    @property
    def sd(self) -> float:
        """The standard deviation, in the mean's unit."""
        return math.sqrt(self.variance)

    def chance(self, length: float) -> float:
        """The probability, 0 to 1, of needing no more than `length`."""
        if self.variance == 0:
            return 1.0 if length >= self.mean else 0.0
        return (1 + math.erf((length - self.mean) / (self.sd * math.sqrt(2)))) / 2

    def length(self, chance: float) -> float:
        """The length kept with a probability above 0 and below 1."""
        from statistics import NormalDist

        if not 0 < chance < 1:
            raise ValueError("a chance lies between 0 and 1, both left out")
        return self.mean if self.variance == 0 else NormalDist(self.mean, self.sd).inv_cdf(chance)


def expected(network: Network, estimates: Mapping[str, ThreePoint]) -> Network:
    """The network with the mean, rounded to a tenth of a minute, as the length of every task estimated (in tenths)."""
    tasks = [
        replace(task, duration=round(estimates[task.key].mean)) if task.key in estimates else task
        for task in network.tasks
    ]
    return replace(network, tasks=tasks)


def pert(network: Network, estimates: Mapping[str, ThreePoint]) -> Spread:
    """The spread of the project's length in working tenths, from three-point estimates in tenths.

    The mean is the length of the project with the mean lengths, the variance the sum of those on its critical path
    alone, as PERT has it; of several critical paths, on the one with the largest. A task without an estimate, or one
    that is finished, adds nothing. Other paths do not count, so that the truth is later: see `merge_probability`.
    """
    network = expected(network, estimates)
    found = schedule(network)
    drivers = Drivers(network, found)
    if not drivers.ends():
        return Spread((), 0.0, 0.0)
    variance, path = _widest(drivers, estimates)
    return Spread(path, float(drivers.axes.home.between(found.project_start, found.project_finish)), variance)


class _Way(NamedTuple):
    """A driving path back from an instant: its variance, and the instant before on it with what lies between."""

    variance: float
    back: tuple[str, End] | None


def _widest(drivers: Drivers, estimates: Mapping[str, ThreePoint]) -> tuple[float, tuple[str, ...]]:
    """The largest variance of a driving path to the project's finish, and the tasks on that path from the first on."""
    known: dict[tuple[str, End], _Way] = {}
    ends: list[tuple[str, End]] = [(key, "F") for key in drivers.ends()]
    todo = ends[:]
    while todo:
        instant = todo[-1]
        back = _back(drivers, *instant, estimates)
        missing = [way.back for way in back if way.back is not None and way.back not in known]
        if not missing:
            ways = [_Way(way.variance + (known[way.back].variance if way.back else 0), way.back) for way in back]
            known[todo.pop()] = max(ways, key=lambda way: way.variance)
        todo += missing
    best = max(ends, key=lambda end: known[end].variance)
    path = [best[0]]
    step = known[best].back
    while step is not None:
        path.append(step[0])
        step = known[step].back
    return known[best].variance, tuple(reversed(path))


def _back(drivers: Drivers, key: str, end: End, estimates: Mapping[str, ThreePoint]) -> list[_Way]:
    """What drives a task's start or finish; its own length lies between where the other of the two is driven."""
    task = drivers.tasks[key]
    known = key in estimates and task.actual_finish is None and settled(task) != "manual"
    own = estimates[key].variance if known else 0.0
    ways = []
    for driver in drivers.early(key):
        before = None if driver.other is None else drivers.decider(driver.other, driver.end, late=False)
        ways.append(_Way(own if driver.own != end else 0.0, None if before is None else (before, driver.end)))
    return ways


def merge_probability(chances: Iterable[float]) -> float:
    """The probability that all of several independent paths are on time where they merge: the product."""
    return math.prod(chances)


def triangular_cdf(length: float, estimate: ThreePoint) -> float:
    """The probability of needing no more than `length` where the length has a triangular distribution."""
    o, m, p = estimate
    if length >= p:
        return 1.0
    if length <= o:
        return 0.0
    if length <= m:
        return (length - o) ** 2 / ((p - o) * (m - o))
    return 1 - (p - length) ** 2 / ((p - o) * (p - m))
