"""Draws and the tables they choose from: the right shapes, the same everywhere, and clear words for bad ranges."""

import math
from hashlib import blake2b
from statistics import fmean, stdev

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.planning.distributions import (
    LEVELS,
    BadEstimate,
    Distribution,
    Lognormal,
    Stream,
    TooShort,
    check,
    fit,
    levels,
    quantiles,
)
from pmtui.planning.pert import ThreePoint, triangular_cdf

ALL: tuple[Distribution, ...] = ("beta-PERT", "triangular", "uniform")


@st.composite
def ranges(draw: st.DrawFn) -> ThreePoint:
    """Three points in order, some of them equal."""
    return ThreePoint(*sorted(draw(st.lists(st.integers(0, 1000), min_size=3, max_size=3))))


# --- tables ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("distribution", ALL)
@given(estimate=ranges())
@settings(deadline=None)
def test_a_table_rises_within_its_range(distribution: Distribution, estimate: ThreePoint) -> None:
    table = quantiles(distribution, estimate)
    assert len(table) == LEVELS
    assert estimate.o <= table[0] and table[-1] <= estimate.p
    assert (np.diff(table) >= 0).all()


@given(ranges())
@settings(deadline=None)
def test_beta_pert_has_the_mean_that_pert_names(estimate: ThreePoint) -> None:
    table = quantiles("beta-PERT", estimate)
    assert table.mean() == pytest.approx(estimate.mean, abs=(estimate.p - estimate.o) * 2e-5)


@given(ranges())
@settings(deadline=None)
def test_a_triangle_has_its_own_chances(estimate: ThreePoint) -> None:
    table = quantiles("triangular", estimate)
    if estimate.o < estimate.p:
        for level in (0, 1, 1000, LEVELS // 2, LEVELS - 1):
            chance = (level + 0.5) / LEVELS
            assert triangular_cdf(float(table[level]), estimate) == pytest.approx(chance, abs=1e-9)


# Beta(2, 4), that is the most likely value at a quarter, has the distribution function 1 - (1-x)^4 (1+4x).
def test_beta_pert_has_the_chances_of_the_beta_distribution() -> None:
    x = quantiles("beta-PERT", ThreePoint(0, 0.25, 1))
    chances = 1 - (1 - x) ** 4 * (1 + 4 * x)
    assert np.abs(chances - (np.arange(LEVELS) + 0.5) / LEVELS).max() < 1e-6


def test_beta_pert_between_two_computed_shapes_keeps_the_spread() -> None:
    # alpha = 1 + 4/1.28, so the variance is alpha * beta / (36 * 7).
    mode = 0.5 + 1 / 128
    alpha = 1 + 4 * mode
    x = quantiles("beta-PERT", ThreePoint(0, mode, 1))
    assert x.var() == pytest.approx(alpha * (6 - alpha) / 252, rel=1e-3)


@pytest.mark.parametrize("distribution", ALL)
def test_without_a_range_there_is_one_length(distribution: Distribution) -> None:
    assert set(quantiles(distribution, ThreePoint(7, 7, 7)).tolist()) == {7.0}


def test_uniform_lengths_lie_evenly() -> None:
    table = quantiles("uniform", ThreePoint(10, 11, 20))
    assert table[0] == pytest.approx(10, abs=0.01)
    assert table[LEVELS // 2] == pytest.approx(15, abs=0.01)


# --- a team's history ------------------------------------------------------------------------------------------------

HISTORY = [0.8, 0.9, 1.0, 1.0, 1.1, 1.2, 1.3, 1.5, 2.0, 3.0]


def test_a_history_gives_the_mean_and_spread_of_its_logarithms() -> None:
    found = fit(HISTORY)
    logarithms = [math.log(ratio) for ratio in HISTORY]
    assert found.mu == pytest.approx(fmean(logarithms))
    assert found.sigma == pytest.approx(stdev(logarithms))


def test_lognormal_lengths_are_the_most_likely_ones_times_the_ratios() -> None:
    table = quantiles("lognormal", ThreePoint(1, 100, 1), Lognormal(math.log(1.25), 0.5))
    assert np.median(table) == pytest.approx(125, rel=1e-3)
    assert np.log(table / 100).std() == pytest.approx(0.5, rel=2e-3)


def test_a_history_too_short_says_so_and_shows_what_there_is() -> None:
    with pytest.raises(TooShort, match=r"3 finished items are too few .* 10 are the least; they took 0\.80 to 1\.00"):
        fit(HISTORY[:3])
    with pytest.raises(TooShort, match="0 finished items are too few"):
        fit([])


@pytest.mark.parametrize("ratio", [0, -1, math.inf, math.nan])
def test_a_history_with_an_impossible_item_is_refused(ratio: float) -> None:
    with pytest.raises(BadEstimate, match="took no time or had no estimate"):
        fit([*HISTORY, ratio])


def test_a_lognormal_forecast_needs_a_history() -> None:
    with pytest.raises(BadEstimate, match="needs a history"):
        quantiles("lognormal", ThreePoint(1, 2, 3))


# --- ranges that are none --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ((3, 2, 1), "pessimistic value of ORD-1 lies below the optimistic one"),
        ((1, 4, 3), "most likely value of ORD-1 lies outside its range"),
        ((2, 1, 3), "most likely value of ORD-1 lies outside its range"),
        ((-1, 0, 1), "negative or no number"),
        ((0, math.nan, 1), "negative or no number"),
        ((0, 1, math.inf), "negative or no number"),
    ],
)
def test_a_range_that_is_none_is_refused(points: tuple[float, float, float], words: str) -> None:
    with pytest.raises(BadEstimate, match=words):
        check("ORD-1", ThreePoint(*points))


# --- draws -----------------------------------------------------------------------------------------------------------


def philox(counter: int, key: int) -> list[int]:
    """One block of Philox 4x64-10 (Salmon et al. 2011), as four words."""
    word = 2**64
    x = [counter >> 64 * place & word - 1 for place in range(4)]
    k = [key & word - 1, key >> 64]
    for _ in range(10):
        one, other = 0xD2E7470EE14C6C93 * x[0], 0xCA5A826395121157 * x[2]
        x = [other // word ^ x[1] ^ k[0], other % word, one // word ^ x[3] ^ k[1], one % word]
        k = [(k[0] + 0x9E3779B97F4A7C15) % word, (k[1] + 0xBB67AE8584CAA73B) % word]
    return x


@pytest.mark.parametrize("seed", [42, 0, -1, 2**70])
def test_draws_are_philox_by_the_name_wherever_they_are_computed(seed: int) -> None:
    name = int.from_bytes(blake2b(b"task:A", digest_size=16).digest(), "little") << 128
    words = philox(name + 1, seed % 2**128) + philox(name + 2, seed % 2**128)
    wanted = [word >> 16 * part & 0xFFFF for word in words for part in range(4)]
    assert Stream(seed, "task:A").draw(32).tolist() == wanted


def test_draws_come_in_pieces_as_they_come_at_once() -> None:
    stream = Stream(7, "x")
    pieces = [*stream.draw(8), *stream.draw(4), *stream.draw(3)]
    assert pieces == Stream(7, "x").draw(15).tolist()


def test_names_and_seeds_have_draws_of_their_own() -> None:
    one, other, third = Stream(1, "a").draw(4000), Stream(1, "b").draw(4000), Stream(2, "a").draw(4000)
    for pair in ((one, other), (one, third)):
        assert abs(np.corrcoef(*pair)[0, 1]) < 0.06


def test_every_level_is_as_likely_as_another() -> None:
    found = np.bincount(levels(Stream(42, "even").draw(LEVELS * 100)), minlength=LEVELS)
    assert len(found) == LEVELS
    # Chi-squared with 4,095 degrees of freedom: within four standard deviations.
    assert abs(((found - 100.0) ** 2 / 100).sum() - LEVELS) < 4 * math.sqrt(2 * LEVELS)
