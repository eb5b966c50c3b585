"""Lengths drawn at random: streams of draws that belong to one name each, and the tables that turn them into lengths.

The same seed gives the same draws on every machine: they are Philox's own bits, and the tables are computed with
nothing but what IEEE 754 rounds alike everywhere: sums, products, quotients and square roots.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from statistics import NormalDist, fmean, stdev
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from pmtui.planning.ordering import BadPlan
from pmtui.planning.pert import ThreePoint

Distribution = Literal["beta-PERT", "triangular", "lognormal", "uniform"]
Floats = npt.NDArray[np.float64]
Draws = npt.NDArray[np.uint16]
"""Numbers from 0 to 65,535, each as likely as any other."""

LEVELS = 4_096
"""Rows of a table: a draw's first twelve bits choose the quantile in the middle of one of as many equal shares."""
LEAST_HISTORY = 10
"""How many finished items a history needs to tell how far the next will be off."""

_SHIFT = np.uint16(4)
_SHAPES = 64
_GRID = 4_096


class BadEstimate(BadPlan):
    """A range or a chance that nothing can be drawn from; `str(error)` is the line to show."""


class TooShort(BadPlan):
    """A history of too few items to forecast from; `str(error)` is the line to show."""


class Lognormal(NamedTuple):
    """How actual lengths spread around estimates: mean and standard deviation of the logarithm of their ratio."""

    mu: float
    sigma: float


class Stream:
    """The draws of one name: those of another name, or how many other names there are, make no difference."""

    __slots__ = ("_bits",)

    def __init__(self, seed: int, name: str) -> None:
        place = int.from_bytes(blake2b(name.encode(), digest_size=16).digest(), "little")
        # The upper half of the counter is the name's, the lower half counts.
        self._bits = np.random.Philox(key=seed % 2**128, counter=place << 128)

    def draw(self, count: int) -> Draws:
        """The next draws. Only the last call may ask for a number that four does not divide."""
        raw = np.asarray(self._bits.random_raw(-(-count // 4)), dtype="<u8")
        return raw.view("<u2")[:count]


def levels(draws: Draws) -> Draws:
    """The rows of a table that draws choose."""
    return draws >> _SHIFT


def fit(ratios: Sequence[float]) -> Lognormal:
    """The lognormal distribution of a team's actual lengths divided by its estimates. TooShort, BadEstimate."""
    if not all(0 < ratio < math.inf for ratio in ratios):
        raise BadEstimate("The history has an item that took no time or had no estimate; leave it out")
    if len(ratios) < LEAST_HISTORY:
        span = f"; they took {min(ratios):.2f} to {max(ratios):.2f} times their estimates" if ratios else ""
        raise TooShort(
            f"{len(ratios)} finished items are too few to forecast from, {LEAST_HISTORY} are the least{span}"
        )
    logarithms = [math.log(ratio) for ratio in ratios]
    return Lognormal(fmean(logarithms), stdev(logarithms))


def check(name: str, estimate: ThreePoint) -> None:
    """BadEstimate unless optimistic <= most likely <= pessimistic, none of them negative."""
    if not all(0 <= value < math.inf for value in estimate):
        raise BadEstimate(f"The range of {name} has a value that is negative or no number; correct it")
    if estimate.p < estimate.o:
        raise BadEstimate(f"The pessimistic value of {name} lies below the optimistic one; exchange them")
    if not estimate.o <= estimate.m <= estimate.p:
        raise BadEstimate(f"The most likely value of {name} lies outside its range; correct it")


def quantiles(distribution: Distribution, estimate: ThreePoint, history: Lognormal | None = None) -> Floats:
    """The table of a distribution over a checked range, ascending, in the range's unit.

    A lognormal one is the most likely value times the ratios of `history`, which it needs; the ends do not count.
    """
    o, m, p = estimate
    if distribution == "lognormal":
        if history is None:
            raise BadEstimate("A lognormal forecast needs a history of estimates and actual lengths")
        return m * _ratios(history)
    if o == p:
        return np.full(LEVELS, float(o))
    if distribution == "beta-PERT":
        return o + (p - o) * _beta((m - o) / (p - o))
    if distribution == "triangular":
        return _triangle(o, m, p)
    return o + (p - o) * _middles()


def _middles() -> Floats:
    return (np.arange(LEVELS) + 0.5) / LEVELS


def _triangle(o: float, m: float, p: float) -> Floats:
    share = _middles()
    rising = o + np.sqrt(share * ((p - o) * (m - o)))
    falling = p - np.sqrt((1 - share) * ((p - o) * (p - m)))
    return np.where(share * (p - o) < m - o, rising, falling)


def _beta(mode: float) -> Floats:
    """Quantiles of beta-PERT from 0 to 1: alpha = 1 + 4 mode, beta = 5 - 4 mode.

    Between the shapes that are computed, quantiles are blended: so the mean stays (o + 4m + p) / 6.
    """
    shape = min(int(mode * _SHAPES), _SHAPES - 1)
    blend = mode * _SHAPES - shape
    return _shape(shape) * (1 - blend) + _shape(shape + 1) * blend


@lru_cache(maxsize=_SHAPES + 1)
def _shape(number: int) -> Floats:
    """Quantiles of the beta distribution whose mode is `number` of _SHAPES, by adding up its density and inverting."""
    if number > _SHAPES // 2:
        return np.asarray(1 - _shape(_SHAPES - number)[::-1])
    # x = s * s * (3 - 2s) lays the grid closest at the ends, where the density bends most.
    edge = np.arange(_GRID + 1) / _GRID
    middle = (edge[:-1] + edge[1:]) / 2
    x = middle * middle * (3 - 2 * middle)
    weight = _sixteenths(x, number) * _sixteenths(1 - x, _SHAPES - number) * (middle * (1 - middle))
    upto = np.concatenate(([0.0], np.cumsum(weight)))
    wanted = _middles() * upto[-1]
    cell = upto.searchsorted(wanted, "right") - 1
    part = edge[cell] + (wanted - upto[cell]) / weight[cell] / _GRID
    return np.asarray(part * part * (3 - 2 * part))


def _sixteenths(x: Floats, count: int) -> Floats:
    """x to the power of so many sixteenths, by square roots and products alone."""
    found = np.ones_like(x)
    for _ in range(count // 16):
        found = found * x
    root = x
    for bit in (8, 4, 2, 1):
        root = np.sqrt(root)
        if count & bit:
            found = found * root
    return found


@lru_cache(maxsize=4)
def _ratios(history: Lognormal) -> Floats:
    # Logarithms may differ in their last bit between machines; nine decimals do not.
    normal = NormalDist()
    half = [normal.inv_cdf((level + 0.5) / LEVELS) for level in range(LEVELS // 2)]
    return np.array(
        [round(math.exp(history.mu + history.sigma * z), 9) for z in [*half, *(-z for z in reversed(half))]]
    )
