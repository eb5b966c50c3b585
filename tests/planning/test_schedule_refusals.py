"""Plans that cannot be scheduled: each is refused with one clear line, never a hang."""

import pytest

from pmtui.planning.calendars import Calendar
from pmtui.planning.schedule import BadPlan, BeyondReach, Cycle, NoWorkingTime
from tests.planning.plans import MONDAY, at, link, phases, plan, task


def test_a_cycle_is_refused_with_its_path() -> None:
    with pytest.raises(Cycle, match="wait for each other") as caught:
        plan([task("A"), task("B"), task("C"), task("D")], ["A FS B", "B SS C", "C FF A", "C FS D"])
    path = caught.value.path
    assert path in (["A", "B", "C", "A"], ["B", "C", "A", "B"], ["C", "A", "B", "C"])
    assert " > ".join(path) in str(caught.value)


def test_a_task_cannot_wait_for_itself() -> None:
    with pytest.raises(Cycle) as caught:
        plan([task("A")], ["A FS A"])
    assert caught.value.path == ["A", "A"]


@pytest.mark.parametrize("links", [["A FS P"], ["P FS A"], ["A FS C", "C FS P"], ["P FS Q", "C FS A"]])
def test_a_cycle_over_summaries_is_refused(links: list[str]) -> None:
    with pytest.raises(Cycle) as caught:
        plan(phases(), links)
    assert caught.value.path[0] == caught.value.path[-1]


def test_a_cycle_over_the_end_of_a_large_summary_names_the_summary() -> None:
    tasks = [task("P", 0), *(task(f"T{n}", parent="P") for n in range(30)), task("Z")]
    with pytest.raises(Cycle) as caught:
        plan(tasks, ["P FS Z", "Z FS T7"])
    assert set(caught.value.path) == {"P", "Z", "T7"}


def test_a_link_to_a_missing_task_is_named() -> None:
    with pytest.raises(BadPlan, match="'Z'"):
        plan([task("A")], ["A FS Z"])


@pytest.mark.parametrize("year", [1899, 2201])
@pytest.mark.parametrize("name", ["constraint_at", "deadline", "actual_start", "manual_start"])
def test_a_date_outside_1900_to_2200_is_refused_with_its_task(name: str, year: int) -> None:
    one = task("A", constraint="SNET", manual=name == "manual_start")
    setattr(one, name, MONDAY.replace(year=year))
    with pytest.raises(BadPlan, match="A date of A"):
        plan([one])
    with pytest.raises(BadPlan, match="project's start"):
        plan([task("A")], start=MONDAY.replace(year=year))


@pytest.mark.parametrize("days", [-1, 100_000_000])
def test_an_impossible_length_is_refused(days: int) -> None:
    with pytest.raises(BadPlan, match="length of A"):
        plan([task("A", days)])


@pytest.mark.parametrize("lag", [10**12, float("inf"), float("nan")])
def test_an_impossible_lag_is_refused(lag: float) -> None:
    with pytest.raises(BadPlan, match="lag between A and B"):
        plan([task("A"), task("B")], [link("A FS B", lag)])


def test_a_plan_that_runs_beyond_2200_is_refused() -> None:
    with pytest.raises(BeyondReach):
        plan([task("A", 60_000)])
    with pytest.raises(BeyondReach):
        plan([task("A", deadline=at(5, 17)), task("B", 40_000)], ["B FS A"])


def test_links_between_huge_summaries_are_refused_rather_than_multiplied() -> None:
    tasks = [task(name, 0) for name in "PQ"]
    tasks += [task(f"{name}{n}", parent=name) for name in "PQ" for n in range(1100)]
    with pytest.raises(BadPlan, match="multiply"):
        plan(tasks, [link("P FS Q", 10, "percent")])


def test_tasks_come_after_their_summaries_and_only_once() -> None:
    with pytest.raises(BadPlan, match="below"):
        plan([task("A", parent="P"), task("P")])
    with pytest.raises(BadPlan, match="Two tasks"):
        plan([task("A"), task("A")])


def test_an_empty_plan_ends_where_it_starts() -> None:
    made = plan([])
    assert (made.project_start, made.project_finish, made.total_slack) == (MONDAY, MONDAY, [])


def test_a_calendar_without_working_time_is_refused() -> None:
    with pytest.raises(NoWorkingTime, match="Never"):
        plan([task("A")], (), Calendar("Never", week=((),) * 7), calendar="Never")
    with pytest.raises(BadPlan, match="'Gone'"):
        plan([task("A", calendar="Gone")])
