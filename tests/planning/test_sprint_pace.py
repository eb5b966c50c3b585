"""What a sprint will bring, by the team's own pace."""

import pytest

from pmtui.planning.sprint_pace import pace_by_items, pace_by_points, reached
from pmtui.planning.throughput import items_in

VELOCITY = (24, 21, 25, 19, 23)
"""The five sprints of the planning mock-up."""


def test_points_of_past_sprints_give_the_lines_of_the_mock_up() -> None:
    pace = pace_by_points(VELOCITY)
    assert (pace.p50, pace.p85) == (23, 19), "half of them brought 23 or more, 85 % of them 19 or more"
    assert [pace.chance(points) for points in (16, 19, 20, 23, 26)] == [1, 1, 0.8, 0.6, 0]
    assert pace.method == "the last 5 sprints, whichever"


def test_only_the_last_eight_sprints_count() -> None:
    assert pace_by_points([1] * 10 + [20] * 8).p85 == 20


def test_too_few_sprints_are_said_with_their_range() -> None:
    pace = pace_by_points([19, 24, 21])
    assert pace.missing == "3 sprints of history, 4 are needed for a forecast; brought 19 to 24pt"
    assert (pace.p50, pace.p85, pace.chance(1)) == (None, None, None)
    assert pace_by_points([21]).missing.endswith("brought 21pt")


def test_items_a_week_are_scaled_to_the_sprints_working_days_exactly() -> None:
    weekly = [4, 5, 3, 4, 6, 4, 5, 4]
    pace = pace_by_items(weekly, 1.8)
    exact = items_in(1.8, weekly)
    assert (pace.p50, pace.p85) == (exact.at(50), exact.at(85)) == (8, 6)
    assert pace.chance(6) == exact.chances[6]
    assert pace.chance(0) == 1
    assert pace.chance(100) == 0
    assert pace.method == "1.8 weeks like any of the last 8, exact by convolution"


def test_too_few_weeks_are_said_with_their_range() -> None:
    assert "2 weeks of history: too short" in pace_by_items([3, 5], 1.8).missing
    assert "no whole week of history" in pace_by_items([], 2).missing


@pytest.mark.parametrize(("percent", "value"), [(50, 23), (60, 23), (61, 21), (85, 19), (100, 19), (20, 25)])
def test_what_was_reached_is_nearest_rank(percent: float, value: float) -> None:
    assert reached(VELOCITY, percent) == value
