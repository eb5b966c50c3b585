"""Workload: what fits, what does not, by how much, and because of what."""

from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.planning.workload import Overload, Work, load

GUS = [4.0, 4.0, 0.0, 4.0, 4.0]
"""Four hours a day from Monday to Friday, with leave on Wednesday."""
T1, T2 = Work("T1", 10, 0, 4), Work("T2", 8, 0, 3)


def test_c3_gus_has_two_hours_too_much_from_monday_to_friday_because_of_both() -> None:
    found = load(GUS, [T1, T2])
    assert found.overloads == [Overload(0, 4, 2.0, ("T1", "T2"))]
    assert sum(found.missed) == 2.0
    assert found.placed == GUS, "and no free time on Friday"


def test_c3_the_second_task_alone_fits() -> None:
    found = load(GUS, [T2])
    assert (found.overloads, found.placed) == ([], [4, 4, 0, 0, 0])


def test_c3_what_uniform_spreading_claims_is_never_shown() -> None:
    found = load(GUS, [T1, T2])
    assert 3.5 not in [*found.missed, *found.placed, *(one.hours for one in found.overloads)]
    assert found.missed[:4] == [0, 0, 0, 0]


def test_a_tight_week_within_a_long_one_is_told_and_so_is_the_long_one() -> None:
    found = load([8] * 4, [Work("a", 20, 1, 2), Work("b", 20, 0, 3), Work("far", 80, 0, 99)])
    assert found.overloads == [Overload(1, 2, 4, ("a",)), Overload(0, 3, 8, ("b", "a"))]
    assert sum(found.missed) == 8


def test_stretches_apart_are_told_apart() -> None:
    found = load([8] * 5, [Work("a", 9, 0, 0), Work("b", 3, 1, 2), Work("c", 18, 3, 4)])
    assert found.overloads == [Overload(0, 0, 1, ("a",)), Overload(3, 4, 2, ("c",))]


def test_work_outside_the_days_is_due_on_the_first_or_takes_what_is_left() -> None:
    found = load([8, 8], [Work("late", 10, -9, -4), Work("later", 5, 1, 30), Work("then", 5, 7, 8)])
    assert found.missed == [2, 0]
    assert found.placed == [8, 5]


@pytest.mark.parametrize("capacity", [[], [0.0, 0.0]])
def test_without_any_time_all_that_is_due_is_too_much(capacity: list[float]) -> None:
    found = load(capacity, [Work("a", 1, 0, 0)])
    assert sum(found.missed) == len(capacity) / 2


WORK = st.builds(
    lambda key, hours, first, length: Work(str(key), hours, first, first + length),
    st.integers(0, 99), st.integers(1, 9), st.integers(0, 4), st.integers(0, 4),
)  # fmt: skip


def most_that_fits(capacity: list[int], work: list[Work]) -> int:
    """The hours that any placement can place: all of them less the worst lack of time of any set of tasks.

    That is the least cut of the flow from tasks to days (max-flow min-cut), tried for every set.
    """
    sets = chain.from_iterable(combinations(work, size) for size in range(len(work) + 1))
    lacks = (
        sum(one.hours for one in some)
        - sum(hours for day, hours in enumerate(capacity) if any(one.first <= day <= one.last for one in some))
        for some in sets
    )
    return round(sum(one.hours for one in work) - max(lacks))


@settings(max_examples=150)
@given(st.lists(st.integers(0, 8), min_size=9, max_size=9), st.lists(WORK, max_size=6))
def test_no_placement_places_more_and_every_stretch_is_exact(capacity: list[int], work: list[Work]) -> None:
    found = load([float(hours) for hours in capacity], work)
    assert sum(found.placed) == most_that_fits(capacity, work)
    assert all(here <= there for here, there in zip(found.placed, capacity, strict=True))
    assert sum(found.placed) + sum(found.missed) == sum(one.hours for one in work)
    for one in found.overloads:
        inside = [task for task in work if one.first <= task.first and task.last <= one.last]
        assert one.hours == sum(task.hours for task in inside) - sum(capacity[one.first : one.last + 1]) > 0
        assert sorted(one.keys) == sorted(task.key for task in inside)
