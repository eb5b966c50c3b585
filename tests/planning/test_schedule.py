"""The rules of scheduling, each by a small plan: links, lags, constraints, milestones, the critical path, edits."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from pmtui.planning.network import DAY, Task
from pmtui.planning.schedule import BadPlan, Schedule, prepare, schedule
from tests.planning.plans import (
    MONDAY,
    at,
    critical,
    dates,
    early,
    free,
    late,
    link,
    network,
    phases,
    plan,
    slack,
    task,
)

# --- links and lags ------------------------------------------------------------------------------------------------


def test_a_task_without_predecessors_starts_with_the_project() -> None:
    made = plan([task("A", 2)])
    assert early(made, "A") == (MONDAY, at(6, 17))
    assert (made.project_start, made.project_finish) == (MONDAY, at(6, 17))


def test_a_project_that_starts_on_a_weekend_begins_to_work_on_monday() -> None:
    assert early(plan([task("A")], start=at(3)), "A") == (MONDAY, at(5, 17))


def test_finish_to_start_begins_on_the_next_working_day() -> None:
    made = plan([task("A", 5), task("B")], ["A FS B"])
    assert early(made, "A")[1] == at(9, 17)
    assert early(made, "B") == (at(12), at(12, 17))


def test_start_to_start_begins_with_its_predecessor() -> None:
    assert early(plan([task("A", 5), task("B")], [link("A SS B", 1)]), "B") == (at(6), at(6, 17))


def test_finish_to_finish_ends_with_its_predecessor() -> None:
    assert early(plan([task("A", 5), task("B", 2)], ["A FF B"]), "B") == (at(8), at(9, 17))


def test_finish_to_finish_never_starts_before_the_project() -> None:
    assert early(plan([task("A", 1), task("B", 3)], ["A FF B"]), "B") == (MONDAY, at(7, 17))


def test_start_to_finish_ends_when_its_predecessor_starts() -> None:
    made = plan([task("A", 5), task("B"), task("C")], ["A FS B", "B SF C"])
    assert early(made, "C") == (at(9), at(9, 17))


@pytest.mark.parametrize(
    ("lag", "unit", "start"),
    [
        (2, "working", at(14)),
        (-2, "working", at(8)),
        (2, "elapsed", at(12)),
        (3.5, "elapsed", at(13)),
        (50, "percent", at(14, 13)),
        (-20, "percent", at(9)),
        (230, "elapsed percent", at(13, 13)),
    ],
)
def test_a_lag_runs_in_working_time_by_the_clock_or_in_percent_of_the_predecessor(
    lag: float, unit: str, start: datetime
) -> None:
    made = plan([task("A", 5), task("B")], [link("A FS B", lag, unit)])
    assert early(made, "B")[0] == start


def test_a_lead_may_pull_a_task_before_the_project() -> None:
    assert early(plan([task("A"), task("B")], [link("A FS B", -3)]), "B")[0] == at(1)


def test_a_lag_longer_than_the_project_moves_its_end() -> None:
    made = plan([task("A"), task("B")], [link("A FS B", 500)])
    assert made.project_finish == at(5, 17).replace(year=2027, month=12, day=7)


def test_the_latest_of_several_predecessors_counts() -> None:
    made = plan([task("A", 2), task("B", 4), task("C")], ["A FS C", "B FS C"])
    assert early(made, "C")[0] == at(9)
    assert (slack(made, "A"), free(made, "A"), slack(made, "B")) == (2, 2, 0)


def test_elapsed_work_goes_on_through_nights_and_weekends() -> None:
    made = plan([task("A", 5), Task("B", 2 * 14_400, elapsed=True), task("C")], ["A FS B", "B FS C"])
    assert early(made, "B") == (at(9, 17), at(11, 17))
    assert early(made, "C")[0] == at(12)
    assert slack(made, "B") == 0


# --- constraints ---------------------------------------------------------------------------------------------------

CHAIN = ["A FS B", "B FS C"]


def chain(constraint: str, when: datetime | None, **terms: Any) -> Schedule:
    """A, B and C of two days each in a row, B under a constraint."""
    tasks = [task("A", 2), task("B", 2, constraint=constraint, constraint_at=when), task("C", 2)]
    return plan(tasks, CHAIN, **terms)


@pytest.mark.parametrize(
    ("constraint", "when", "start", "late_finish"),
    [
        ("ASAP", None, at(7), at(8, 17)),
        ("SNET", at(9), at(9), at(12, 17)),
        ("SNET", at(6), at(7), at(8, 17)),
        ("FNET", at(12, 17), at(9), at(12, 17)),
        ("SNLT", at(6), at(6), at(7, 17)),
        ("SNLT", at(9), at(7), at(8, 17)),
        ("FNLT", at(7, 17), at(6), at(7, 17)),
        ("MSO", at(9), at(9), at(12, 17)),
        ("MSO", at(6), at(6), at(7, 17)),
        ("MFO", at(12, 17), at(9), at(12, 17)),
        ("MFO", at(7, 17), at(6), at(7, 17)),
    ],
)
def test_a_constraint_bounds_or_fixes_early_and_late_dates(
    constraint: str, when: datetime | None, start: datetime, late_finish: datetime
) -> None:
    made = chain(constraint, when)
    assert early(made, "B")[0] == start
    assert late(made, "B")[1] == late_finish


def test_a_constraint_that_breaks_a_link_shows_as_negative_slack() -> None:
    made = chain("MSO", at(6))
    assert (slack(made, "A"), slack(made, "B")) == (-1, -1)


@pytest.mark.parametrize("constraint", ["MSO", "SNLT"])
def test_where_links_win_a_constraint_pulls_nothing_but_shows_negative_slack(constraint: str) -> None:
    made = chain(constraint, at(6), honor_constraints=False)
    assert early(made, "B")[0] == at(7)
    assert slack(made, "B") == -1


def test_where_links_win_a_fixed_start_still_holds_back() -> None:
    made = chain("MSO", at(9), honor_constraints=False)
    assert early(made, "B")[0] == at(9)


def test_as_late_as_possible_takes_the_late_dates_without_slack() -> None:
    made = plan([task("A", 5), task("B", 1, constraint="ALAP")])
    assert dates(made, "B") == (at(9), at(9, 17))
    assert early(made, "B")[0] == MONDAY
    assert slack(made, "B") == 0
    assert critical(made) == "AB"


def test_as_late_as_possible_drives_what_follows_it_by_its_late_dates() -> None:
    tasks = [task("A", 5), task("B", 1, constraint="ALAP"), task("C", 1), task("D", 6)]
    made = plan(tasks, ["B FS C"])
    assert dates(made, "B") == (at(9), at(9, 17))
    assert early(made, "C") == (at(12), at(12, 17))


def test_a_deadline_moves_the_late_finish_and_nothing_else() -> None:
    made = plan([task("A", 3, deadline=at(6, 17)), task("B", 5)])
    assert early(made, "A") == (MONDAY, at(7, 17))
    assert late(made, "A") == (at(5) - timedelta(3), at(6, 17))
    assert slack(made, "A") == -1
    assert made.project_finish == at(9, 17)


def test_a_leveling_delay_runs_by_the_clock_after_the_links() -> None:
    made = plan([task("A", 5), task("B", leveling_delay=14_400)], ["A FS B"])
    assert early(made, "B")[0] == at(13)
    weekend = plan([task("A", 4), task("B", leveling_delay=2 * 14_400)], ["A FS B"])
    assert early(weekend, "B")[0] == at(12)


def test_a_constraint_holds_after_a_leveling_delay() -> None:
    made = plan([task("A", leveling_delay=14_400, constraint="SNET", constraint_at=at(8))])
    assert early(made, "A")[0] == at(8)


# --- milestones ----------------------------------------------------------------------------------------------------


def test_a_milestone_keeps_the_evening_its_predecessor_ended_on() -> None:
    made = plan([task("A"), task("M", 0), task("N", 0), task("B")], ["A FS M", "M FS N", "N FS B"])
    assert dates(made, "M") == dates(made, "N") == (at(5, 17), at(5, 17))
    assert early(made, "B")[0] == at(6)


def test_a_milestone_that_nothing_drives_lies_in_the_morning() -> None:
    made = plan([task("M", 0), task("N", 0), task("S", 0), task("A")], ["M FS N", "A SS S"])
    assert dates(made, "M") == dates(made, "N") == dates(made, "S") == (MONDAY, MONDAY)


def test_a_milestone_keeps_the_time_of_its_constraint() -> None:
    made = plan([task("M", 0, constraint="MFO", constraint_at=at(8, 17)), task("A", 5)])
    assert dates(made, "M") == (at(8, 17), at(8, 17))


# --- the critical path ---------------------------------------------------------------------------------------------


def test_the_threshold_makes_more_tasks_critical() -> None:
    tasks = [task("A", 5), task("B", 3), task("C", 1)]
    assert critical(plan(tasks)) == "A"
    assert critical(plan(tasks, critical_slack=2 * DAY)) == "AB"


def test_each_end_has_its_own_critical_path_where_several_are_asked_for() -> None:
    tasks = [task("A", 5), task("B", 1), task("C", 1), task("D", 2)]
    links = ["B FS C"]
    assert critical(plan(tasks, links)) == "A"
    assert critical(plan(tasks, links, multiple_critical=True)) == "ABCD"


def test_the_longest_path_is_told_from_tasks_a_deadline_makes_critical() -> None:
    tasks = [task("A", 2), task("B", 3), task("C", 1, deadline=at(5, 17)), task("P", 0), task("D", 1, parent="P")]
    made = plan(tasks, ["A FS B", "B FS D"])
    assert critical(made) == "ABCPD"
    assert [key for key, longest in zip(made.keys, made.longest, strict=True) if longest] == ["A", "B", "P", "D"]


def test_free_slack_is_never_more_than_total_slack() -> None:
    tasks = [task("A", 1), task("B", 1, constraint="MSO", constraint_at=at(9)), task("C", 9)]
    tasks[0].deadline = at(6, 17)
    made = plan(tasks, ["A FS B"])
    assert (slack(made, "A"), free(made, "A")) == (1, 1)


# --- from the finish -----------------------------------------------------------------------------------------------


def test_a_project_planned_from_its_finish_is_the_mirror_image() -> None:
    tasks = [task("A", 2, constraint="ALAP"), task("B", 3, constraint="ALAP"), task("C", 1, constraint="ALAP")]
    made = plan(tasks, ["A FS B"], from_finish=True, finish=at(16, 17))
    assert dates(made, "B") == (at(14), at(16, 17))
    assert dates(made, "A") == (at(12), at(13, 17))
    assert dates(made, "C") == (at(16), at(16, 17))
    assert (made.project_start, made.project_finish) == (at(12), at(16, 17))
    assert (slack(made, "C"), critical(made)) == (4, "AB")


def test_as_soon_as_possible_in_a_project_planned_from_its_finish_is_early() -> None:
    tasks = [task("A", 5, constraint="ALAP"), task("B", 1, constraint="ALAP"), task("C", 1)]
    made = plan(tasks, ["B FS C"], from_finish=True, finish=at(16, 17))
    assert dates(made, "C") == (at(13), at(13, 17))
    assert dates(made, "B") == (at(12), at(12, 17))
    assert slack(made, "C") == 0


def test_a_project_planned_from_its_finish_needs_one() -> None:
    with pytest.raises(BadPlan, match="finish"):
        plan([task("A")], from_finish=True)


# --- edits ---------------------------------------------------------------------------------------------------------


def test_a_changed_task_gives_what_a_new_schedule_would_and_leaves_the_old_one_alone() -> None:
    before = network([*phases(), task("E", 2)], ["A FS B", "P FS Q", "D SS E"])
    prepared = prepare(before)
    old = prepared.schedule()
    changes = [
        task("B", 6, parent="P"),
        task("D", 2, parent="Q", constraint="MSO", constraint_at=at(20)),
        task("A", 2, parent="P", actual_start=at(5), percent=50),
        task("E", 1, elapsed=True),
        task("C", 1, parent="Q", inactive=True),
        task("P", 0, constraint="SNET", constraint_at=at(7)),
    ]
    tasks = list(before.tasks)
    for changed in changes:
        prepared.change(changed)
        tasks[[one.key for one in tasks].index(changed.key)] = changed
        fresh, again = schedule(network(tasks, before.links)), prepared.schedule()
        for key in fresh.keys:
            assert (early(again, key), late(again, key), slack(again, key), free(again, key)) == (
                early(fresh, key), late(fresh, key), slack(fresh, key), free(fresh, key),
            )  # fmt: skip
    assert dates(old, "B") == (at(7), at(9, 17))
    assert (slack(old, "A"), free(old, "E")) == (0, 2)
    assert before.tasks[2].duration == 3 * DAY


def test_a_milestone_after_a_task_as_late_as_possible_keeps_its_evening() -> None:
    made = plan([task("A", 5), task("B", 1, constraint="ALAP"), task("M", 0)], ["B FS M"])
    assert dates(made, "M") == (at(9, 17), at(9, 17))


def test_in_a_project_planned_from_its_finish_entered_and_actual_dates_stay() -> None:
    tasks = [
        task("P", 0),
        task("A", 1, parent="P", manual=True, manual_start=at(6), manual_finish=at(6, 17)),
        task("B", 2, parent="P", actual_start=at(7), percent=50),
        task("C", 1, constraint="ALAP"),
    ]
    made = plan(tasks, (), from_finish=True, finish=at(16, 17))
    assert dates(made, "A") == (at(6), at(6, 17))
    assert dates(made, "B") == (at(7), at(8, 17))
    assert dates(made, "P") == (at(6), at(8, 17))
    assert dates(made, "C") == (at(16), at(16, 17))
