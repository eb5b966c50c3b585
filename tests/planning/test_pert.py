"""PERT: worked examples from the literature by name, and what must hold for any estimates."""

from collections.abc import Mapping
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.planning.network import DAY, Dependency, Kind, Network, Task, Terms
from pmtui.planning.pert import Spread, ThreePoint, expected, merge_probability, pert, triangular_cdf

WEEK = 5 * DAY
MONDAY = datetime(2026, 11, 23, 8)

# Milwaukee Paper / General Foundry: three points in weeks, and the predecessors.
FOUNDRY = {
    "A": ((1, 2, 3), ""),
    "B": ((2, 3, 4), ""),
    "C": ((1, 2, 3), "A"),
    "D": ((2, 4, 6), "AB"),
    "E": ((1, 4, 7), "C"),
    "F": ((1, 2, 9), "C"),
    "G": ((3, 4, 11), "DE"),
    "H": ((1, 2, 3), "FG"),
}
# Reliable Construction Co.
RELIABLE = {
    "A": ((1, 2, 3), ""),
    "B": ((2, 3.5, 8), "A"),
    "C": ((6, 9, 18), "B"),
    "D": ((4, 5.5, 10), "C"),
    "E": ((1, 4.5, 5), "C"),
    "F": ((4, 4, 10), "E"),
    "G": ((5, 6.5, 11), "D"),
    "H": ((5, 8, 17), "EG"),
    "I": ((3, 7.5, 9), "C"),
    "J": ((3, 9, 9), "FI"),
    "K": ((4, 4, 4), "J"),
    "L": ((1, 5.5, 7), "J"),
    "M": ((1, 2, 3), "H"),
    "N": ((5, 5.5, 9), "KL"),
}
Table = Mapping[str, tuple[tuple[float, float, float], str]]


def in_weeks(table: Table) -> tuple[Network, dict[str, ThreePoint]]:
    """The network of a table with its most likely lengths, and its estimates in tenths."""
    tasks = [Task(key, round(points[1] * WEEK)) for key, (points, _) in table.items()]
    links = [Dependency(before, key) for key, (_, befores) in table.items() for before in befores]
    estimates = {key: ThreePoint(*(point * WEEK for point in points)) for key, (points, _) in table.items()}
    return Network(Terms(MONDAY), tasks, links), estimates


def spread_in_weeks(table: Table) -> Spread:
    found = pert(*in_weeks(table))
    return Spread(found.path, found.mean / WEEK, found.variance / WEEK**2)


def test_W1_means_variance_and_chances() -> None:
    network, estimates = in_weeks(FOUNDRY)
    assert [task.duration / WEEK for task in expected(network, estimates).tasks] == [2, 3, 2, 4, 4, 3, 5, 2]
    found = spread_in_weeks(FOUNDRY)
    assert found.path == tuple("ACEGH")
    assert found.mean == 15
    assert found.variance == pytest.approx(28 / 9)
    assert found.sd == pytest.approx(1.7638, abs=5e-5)
    assert found.chance(16) == pytest.approx(0.7146, abs=5e-5)
    assert found.chance(15) == 0.5
    assert found.length(0.99) == pytest.approx(19.10, abs=0.005)


def test_W1_activities_off_the_path_are_not_summed() -> None:
    # The published "Durango" answer sums all means, 25, and all variances: 0.000009 to be done in 15 weeks.
    found = spread_in_weeks(FOUNDRY)
    assert found.chance(15) > 0.000009
    assert found.mean < sum(ThreePoint(*points).mean for points, _ in FOUNDRY.values()) == 25
    assert found.variance < sum(ThreePoint(*points).variance for points, _ in FOUNDRY.values())


def test_W6_the_reliable_construction_company() -> None:
    network, estimates = in_weeks(RELIABLE)
    means = [task.duration / WEEK for task in expected(network, estimates).tasks]
    assert means == [2, 4, 10, 6, 4, 5, 7, 9, 7, 8, 4, 5, 2, 6]
    found = spread_in_weeks(RELIABLE)
    assert found.path == tuple("ABCEFJLN")
    assert found.mean == 44
    assert found.variance == pytest.approx(9)
    assert found.sd == pytest.approx(3)
    assert found.chance(47) == pytest.approx(0.8413, abs=5e-5)
    assert found.chance(40) == pytest.approx(0.0912, abs=5e-5)


def test_W10_two_paths_on_time_with_three_quarters_and_seven_tenths() -> None:
    assert merge_probability([3 / 4, 7 / 10]) == pytest.approx(21 / 40)


def test_W10_three_parallel_triangular_tasks() -> None:
    assert merge_probability([triangular_cdf(2, ThreePoint(1, 2, 3))] * 3) == 0.125


def test_of_two_critical_paths_the_uncertain_one_counts() -> None:
    table: Table = {"sure": ((4, 4, 4), ""), "wide": ((1, 4, 7), ""), "end": ((1, 1, 1), "")}
    network, estimates = in_weeks(table)
    network.links = [Dependency("sure", "end"), Dependency("wide", "end")]
    found = pert(network, estimates)
    assert found.path == ("wide", "end")
    assert found.variance == pytest.approx(WEEK**2)


def test_of_two_ends_the_uncertain_one_counts() -> None:
    assert spread_in_weeks({"sure": ((4, 4, 4), ""), "wide": ((1, 4, 7), "")}).path == ("wide",)


@pytest.mark.parametrize(
    ("kind", "first", "second", "variance"),
    [
        ("FS", 10, 10, 1 + 4),
        ("SS", 10, 20, 4),  # the second begins with the first, however long that takes
        ("FF", 20, 10, 1),  # the second ends with the first, however long it takes itself
    ],
)
def test_only_the_lengths_that_lie_on_the_path_count(kind: Kind, first: int, second: int, variance: float) -> None:
    estimates = {
        "first": ThreePoint((first - 3) * DAY, first * DAY, (first + 3) * DAY),
        "second": ThreePoint((second - 6) * DAY, second * DAY, (second + 6) * DAY),
    }
    tasks = [Task(key, round(estimate.m)) for key, estimate in estimates.items()]
    found = pert(Network(Terms(MONDAY), tasks, [Dependency("first", "second", kind)]), estimates)
    assert found.variance == pytest.approx(variance * DAY**2)


def test_finished_work_is_certain() -> None:
    estimates = {"done": ThreePoint(DAY, 2 * DAY, 9 * DAY), "next": ThreePoint(DAY, 2 * DAY, 3 * DAY)}
    done = Task("done", 2 * DAY, actual_start=MONDAY, actual_finish=datetime(2026, 11, 24, 17), percent=100)
    found = pert(Network(Terms(MONDAY), [done, Task("next", 2 * DAY)], [Dependency("done", "next")]), estimates)
    assert found.variance == pytest.approx(estimates["next"].variance)


def test_a_plan_without_tasks_takes_no_time() -> None:
    assert pert(Network(Terms(MONDAY)), {}) == Spread((), 0.0, 0.0)


def test_without_a_spread_the_chance_is_all_or_nothing() -> None:
    sure = Spread(("A",), 5, 0)
    assert (sure.chance(4.9), sure.chance(5), sure.length(0.99)) == (0.0, 1.0, 5)


@pytest.mark.parametrize("chance", [0.0, 1.0, -0.1, 1.1])
def test_no_length_is_certain_or_impossible(chance: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Spread(("A",), 5, 1).length(chance)


@given(st.floats(0.001, 0.999), st.floats(0.1, 100), st.floats(1, 1000))
def test_the_length_at_a_chance_has_that_chance(chance: float, variance: float, mean: float) -> None:
    spread = Spread((), mean, variance)
    assert spread.chance(spread.length(chance)) == pytest.approx(chance, abs=1e-9)


@given(st.lists(st.integers(0, 100), min_size=3, max_size=3), st.floats(-10, 110))
def test_a_triangle_rises_from_its_least_to_its_greatest(points: list[int], length: float) -> None:
    estimate = ThreePoint(*sorted(points))
    chance = triangular_cdf(length, estimate)
    assert 0 <= chance <= 1
    assert triangular_cdf(length + 1, estimate) >= chance
    assert triangular_cdf(estimate.p, estimate) == 1
    assert estimate.o <= estimate.mean <= estimate.p
