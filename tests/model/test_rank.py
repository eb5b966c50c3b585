"""Ranks keep the order people gave their cards."""

import random

from hypothesis import given
from hypothesis import strategies as st

from pmtui.model.rank import WHOLE, between, spread


@given(st.lists(st.integers(0, 10_000), max_size=80), st.integers())
def test_any_sequence_of_inserts_stays_in_order_and_distinct(places: list[int], seed: int) -> None:
    rng = random.Random(seed)
    ranks: list[str] = []
    for place in places:
        at = place % (len(ranks) + 1)
        low = ranks[at - 1] if at else None
        high = ranks[at] if at < len(ranks) else None
        rank = between(low, high, rng)
        assert (low is None or low < rank) and (high is None or rank < high)
        assert len(rank) == WHOLE or not rank.endswith("0")
        ranks.insert(at, rank)
    assert ranks == sorted(set(ranks))


@given(st.integers(1, 400), st.integers())
def test_appending_and_prepending_stay_six_digits(count: int, seed: int) -> None:
    rng = random.Random(seed)
    first = last = between(None, None, rng)
    for _ in range(count):
        last, first = between(last, None, rng), between(None, first, rng)
        assert len(last) == len(first) == WHOLE


@given(st.integers(1, 300), st.integers(), st.booleans())
def test_inserting_again_and_again_at_one_spot_never_runs_out(count: int, seed: int, below: bool) -> None:
    rng = random.Random(seed)
    low, high = spread(2)
    for _ in range(count):
        rank = between(low, high, rng)
        assert low < rank < high
        low, high = (low, rank) if below else (rank, high)


@given(st.integers(0, 2_000))
def test_spread_ranks_are_sorted_and_distinct(count: int) -> None:
    ranks = spread(count)
    assert len(ranks) == count and ranks == sorted(set(ranks)) and all(len(rank) == WHOLE for rank in ranks)
