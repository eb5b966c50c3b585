"""What a simulation found: dates and amounts with their chances, and what they hang on most."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple

import numpy as np

from pmtui.planning.axis import Axis
from pmtui.planning.distributions import Distribution, Floats
from pmtui.planning.pert import Spread
from pmtui.planning.simulation_axes import Ints

PERCENTILES = (50, 80, 85, 95)
"""The chances, in percent, that a forecast names dates for."""


class Bin(NamedTuple):
    """One bar of a histogram: how many iterations lie between two dates, the last included."""

    first: datetime
    last: datetime
    times: int


class Outcome:
    """One finish in all iterations. Percentiles are by nearest rank: each is a date that came out."""

    def __init__(self, finishes: Ints, axis: Axis, planned: datetime, home: Axis, start: datetime) -> None:
        """`finishes` are offsets on the axis; what is planned for a morning is said of mornings in other iterations."""
        self._sorted: Ints = np.sort(finishes)
        self._axis, self._home, self._start = axis, home, start
        self._planned, self._offset = planned, axis.offset(planned)
        morning = planned == axis.start_at(self._offset) != axis.finish_at(self._offset)
        self._near = axis.start_at if morning else axis.finish_at

    def at(self, percent: int) -> datetime:
        """The date kept with this chance, of 1 to 100 percent."""
        return self._instant(int(self._sorted[rank(percent, len(self._sorted))]))

    def length(self, percent: int) -> int:
        """The same as working tenths of the project's calendar from the project's start."""
        return self._home.between(self._start, self.at(percent))

    @property
    def mean(self) -> datetime:
        """The mean date."""
        return self._instant(round(self._mean()))

    @property
    def mean_length(self) -> float:
        """The mean in working tenths from the project's start; of tasks on several calendars, that of the mean date."""
        if self._axis is self._home:
            return self._mean() - self._home.offset(self._start)
        return float(self._home.between(self._start, self.mean))

    def _instant(self, offset: int) -> datetime:
        return self._planned if offset == self._offset else self._near(offset)

    def _mean(self) -> float:
        return int(self._sorted.sum(dtype=np.int64)) / len(self._sorted)

    def chance(self, by: datetime) -> float:
        """The probability, 0 to 1, of being done by this instant."""
        return int(self._sorted.searchsorted(self._axis.offset(by), "right")) / len(self._sorted)

    def histogram(self, bins: int = 20) -> list[Bin]:
        """The iterations by date, in so many bins of the same working time; fewer where all lie close together."""
        low, width = int(self._sorted[0]), int(self._sorted[-1]) - int(self._sorted[0]) + 1
        bins = min(bins, width)
        edges = [low + width * number // bins - 1 for number in range(bins + 1)]
        below = self._sorted.searchsorted(edges, "right").tolist()
        return [
            Bin(self._instant(max(edges[number], low)), self._instant(edges[number + 1]), below[number + 1] - one)
            for number, one in enumerate(below[:-1])
        ]


class Amounts:
    """One amount of money in all iterations, percentiles by nearest rank."""

    def __init__(self, values: Floats) -> None:
        self._sorted: Floats = np.sort(values)

    def at(self, percent: int) -> float:
        """The amount not exceeded with this chance, of 1 to 100 percent."""
        return float(self._sorted[rank(percent, len(self._sorted))])

    @property
    def mean(self) -> float:
        """The mean."""
        return float(np.cumsum(self._sorted)[-1]) / len(self._sorted)


class Dated(NamedTuple):
    """The finish of the project, or of a task or summary.

    `planned` is the scheduled date, `promised` the deadline or the date asked about, else the scheduled one. `after` is
    with the responses to risks; None where no risk has any.
    """

    planned: datetime
    promised: datetime
    before: Outcome
    after: Outcome | None

    @property
    def chance(self) -> float:
        """The probability of the promised date, without the responses."""
        return self.before.chance(self.promised)


class Costs(NamedTuple):
    """What the risks cost all together, without the responses and with them; opportunities save."""

    before: Amounts
    after: Amounts | None


class Influence(NamedTuple):
    """How closely the project's finish follows a task's length or a risk's delay: Spearman's rank correlation."""

    key: str
    kind: Literal["task", "risk"]
    correlation: float


class Forecast(NamedTuple):
    """The simulated schedule. `pert` is PERT's figure for the same estimates, to stand beside it.

    `criticality` has by task the share of iterations in which it was on a path that drives the finish; `influences` are
    sorted, the strongest first. Both are empty where they were not asked for, and leave the responses out.
    """

    method: str
    distribution: Distribution
    iterations: int
    seed: int
    project: Dated
    milestones: Mapping[str, Dated]
    criticality: Mapping[str, float]
    influences: tuple[Influence, ...]
    costs: Costs | None
    pert: Spread


def rank(percent: int, count: int) -> int:
    """The place, from 0, of a percentile among so many sorted values, by nearest rank."""
    if not 1 <= percent <= 100:
        raise ValueError("a percentile lies between 1 and 100")
    return -(-percent * count // 100) - 1


def ranks(values: Ints) -> Floats:
    """The rank of each value, from 1; equal ones share the mean of theirs."""
    ordered = np.sort(values)
    found: Floats = (ordered.searchsorted(values, "left") + ordered.searchsorted(values, "right") + 1) / 2
    return found


def correlation(one: Floats, other: Floats) -> float:
    """Pearson's correlation to six decimals; 0 where either does not vary."""
    one, other = one - one.mean(), other - other.mean()
    size = float(np.sqrt((one @ one) * (other @ other)))
    return round(float(one @ other) / size, 6) if size else 0.0
