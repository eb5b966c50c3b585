"""Flow measures: worked examples by hand, and what must hold for any numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.planning.flow import DAY, SERVICE_MINIMUM, cycle_days, percentile, service_level


@pytest.mark.parametrize(
    ("percent", "value"), [(1, 1), (10, 1), (11, 2), (50, 5), (85, 9), (90, 9), (91, 10), (100, 10)]
)
def test_the_nearest_rank_of_ten(percent: int, value: int) -> None:
    assert percentile([10, 1, 9, 2, 8, 3, 7, 4, 6, 5], percent) == value


@given(st.lists(st.integers(-5, 50), min_size=1), st.integers(1, 100))
def test_a_percentile_is_the_smallest_value_that_so_many_are_at_or_below(values: list[int], percent: int) -> None:
    found = percentile(values, percent)
    assert found in values
    assert sum(value <= found for value in values) * 100 >= percent * len(values)
    assert sum(value < found for value in values) * 100 < percent * len(values)


@pytest.mark.parametrize(("span", "days"), [(0, 1), (1, 1), (DAY - 1, 1), (DAY, 2), (2 * DAY - 1, 2), (9 * DAY, 10)])
def test_a_cycle_time_counts_its_first_and_last_day(span: int, days: int) -> None:
    assert cycle_days(1_000, 1_000 + span) == days


def test_the_service_level_is_what_85_of_100_were_done_within() -> None:
    spans = [(0, day * DAY) for day in range(20)]  # 1 to 20 days; 17 of 20 are 85 %
    assert service_level(spans) == 17


@pytest.mark.parametrize("count", [0, 1, SERVICE_MINIMUM - 1])
def test_of_too_few_items_no_level_is_told(count: int) -> None:
    assert service_level([(0, DAY)] * count) is None
    assert service_level([(0, DAY)] * SERVICE_MINIMUM) == 2
