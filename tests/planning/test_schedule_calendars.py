"""Schedules on several calendars: of tasks, of people, both at once, and links from one to another."""

from datetime import date, datetime

import pytest

from pmtui.planning.calendars import ELAPSED, STANDARD, Calendar, CalendarException
from pmtui.planning.network import DAY, Task
from tests.planning.plans import MONDAY, at, dates, early, free, late, link, plan, slack, task

NIGHT = ((0, 180), (240, 480), (1380, 1440))
NIGHTS = Calendar("Nights", week=(NIGHT,) * 5 + ((), ()))
SHORT = Calendar("Short", week=STANDARD[:3] + ((),) * 4)
"""Monday to Wednesday."""
SEVEN = Calendar("Seven", week=(STANDARD[0],) * 7)
LONG = Calendar("Long", week=(((420, 1020),),) * 5 + ((), ()))
"""Ten hours a day."""
AWAY = Calendar(
    "Away", week=(None,) * 7, base=Calendar(), exceptions=[CalendarException(date(2026, 1, 6), date(2026, 1, 8))]
)
SAME = Calendar("Same", week=(None,) * 7, base=Calendar())


def test_a_task_with_a_calendar_runs_on_it() -> None:
    made = plan([task("A", 4, calendar="Short"), task("B")], ["A FS B"], SHORT)
    assert dates(made, "A") == (MONDAY, at(12, 17))
    assert dates(made, "B") == (at(13), at(13, 17))


def test_a_link_to_a_weekend_calendar_goes_on_at_the_weekend() -> None:
    made = plan([task("A", 5), task("B", 1, calendar="Seven"), task("C")], ["A FS B", "B FS C"], SEVEN)
    assert dates(made, "B") == (at(10), at(10, 17))
    assert dates(made, "C") == (at(12), at(12, 17))
    assert late(made, "B") == (at(11), at(11, 17))
    assert (slack(made, "A"), slack(made, "B"), free(made, "B")) == (0, 1, 1)


def test_a_lag_runs_on_the_successors_calendar() -> None:
    tasks = [task("A", 5), task("B", 1, calendar="Seven")]
    assert early(plan(tasks, [link("A FS B", 1)], SEVEN), "B")[0] == at(11)
    tasks = [task("A", 2, calendar="Seven", constraint="SNET", constraint_at=at(9)), task("B")]
    made = plan(tasks, [link("A FS B", 1)], SEVEN)
    assert early(made, "B")[0] == at(13)
    assert late(made, "A") == (at(10), at(11, 17))


@pytest.mark.parametrize(
    ("kind", "start"),
    [("FS", at(8, 23)), ("SS", at(5, 23)), ("FF", at(5, 23)), ("SF", datetime(2025, 12, 30, 23))],
)
def test_every_kind_of_link_crosses_from_days_to_nights(kind: str, start: datetime) -> None:
    made = plan([task("A", 4), task("B", 4, calendar="Nights")], [f"A {kind} B"], NIGHTS)
    assert early(made, "B")[0] == start


def test_a_holiday_of_one_person_moves_only_their_work() -> None:
    made = plan([task("A", 2, calendars=("Away",)), task("B", 2)], (), AWAY)
    assert dates(made, "A") == (MONDAY, at(9, 17))
    assert dates(made, "B") == (MONDAY, at(6, 17))


def test_people_whose_calendars_differ_in_nothing_share_the_projects() -> None:
    made = plan([task("A", 2, calendars=("Same",)), task("B")], ["A FS B"], SAME)
    assert made._net.single
    assert early(made, "B")[0] == at(7)


def test_a_task_of_several_people_starts_with_the_first_and_ends_with_the_last() -> None:
    made = plan([task("A", 2, calendars=("Away", "Nights")), task("B")], ["A FS B"], AWAY, NIGHTS)
    assert dates(made, "A") == (MONDAY, at(9, 17))
    made = plan(
        [task("A", 2, calendars=("Nights", "Short"), constraint="SNET", constraint_at=at(8))], (), NIGHTS, SHORT
    )
    assert dates(made, "A") == (at(8, 23), at(13, 17))


def test_the_parts_of_several_people_may_differ_in_length() -> None:
    one = Task("A", 4 * DAY, calendars=("Standard", "Nights"), lengths=(2 * DAY, 2 * DAY))
    made = plan([one, task("B", 3)], (), NIGHTS)
    assert dates(made, "A") == (MONDAY, at(7, 8))
    assert late(made, "A")[1] == at(7, 17)


def test_the_late_start_of_several_people_is_that_of_who_must_begin_first() -> None:
    made = plan([task("A", 1, calendars=("Away", "Seven")), task("B", 4)], (), AWAY, SEVEN)
    assert late(made, "A") == (MONDAY, at(8, 17))


@pytest.mark.parametrize("constraint", ["SNET", "SNLT", "FNET", "FNLT", "MSO", "MFO"])
def test_constraints_hold_for_several_people(constraint: str) -> None:
    when = at(12, 17) if constraint in ("FNET", "FNLT", "MFO") else at(12)
    one = task("A", 1, calendars=("Away", "Seven"), constraint=constraint, constraint_at=when)
    made = plan([one, task("B", 9)], (), AWAY, SEVEN)
    expected = (MONDAY, at(5, 17)) if constraint.endswith("NLT") else (at(12), at(12, 17))
    assert early(made, "A") == expected


def test_a_task_calendar_and_a_persons_both_have_to_work() -> None:
    made = plan([task("A", 2, calendar="Short", calendars=("Away",))], (), SHORT, AWAY)
    assert dates(made, "A") == (MONDAY, at(12, 17))
    alone = plan([task("A", 2, calendar="Short", calendars=("Away",), heed_people=False)], (), SHORT, AWAY)
    assert dates(alone, "A") == (MONDAY, at(6, 17))


def test_a_project_of_ten_hour_days_counts_in_hours() -> None:
    made = plan([task("A", 5), task("B", 1)], ["A FS B"], LONG, calendar="Long", start=at(5, 7))
    assert dates(made, "A") == (at(5, 7), at(8, 17))
    assert dates(made, "B") == (at(9, 7), at(9, 15))


def test_slack_is_counted_on_the_tasks_own_calendar() -> None:
    made = plan([task("A", 1, calendar="Seven"), task("B", 6)], (), SEVEN)
    assert slack(made, "A") == 7


def test_a_summary_over_several_calendars_begins_and_ends_with_the_instants_of_its_tasks() -> None:
    tasks = [task("P", 0), task("A", 1, parent="P", calendar="Nights"), task("B", 1, parent="P")]
    made = plan(tasks, (), NIGHTS)
    assert dates(made, "P") == (MONDAY, at(6, 8))


def test_links_on_summaries_cross_calendars() -> None:
    tasks = [task("P", 0), *(task(f"T{n}", 5, parent="P") for n in range(20)), task("Z", 1, calendar="Seven")]
    tasks[3].calendar = "Seven"
    made = plan(tasks, ["P FS Z"], SEVEN)
    assert dates(made, "Z") == (at(10), at(10, 17))
    assert (slack(made, "T0"), free(made, "T0")) == (0, 0)


def test_round_the_clock_work_needs_no_elapsed_lengths() -> None:
    made = plan([Task("A", 3 * 14_400, calendar=ELAPSED.name)], (), ELAPSED)
    assert dates(made, "A") == (MONDAY, at(8))


def test_a_project_planned_from_its_finish_keeps_several_calendars() -> None:
    tasks = [task("A", 1, calendar="Seven", constraint="ALAP"), task("B", 1, constraint="ALAP")]
    made = plan(tasks, ["A FS B"], SEVEN, from_finish=True, finish=at(12, 17))
    assert dates(made, "B") == (at(12), at(12, 17))
    assert dates(made, "A") == (at(11), at(11, 17))
    assert made.project_start == at(11)


def test_work_of_several_people_under_way_ends_with_the_last_of_them() -> None:
    tasks = [task("A", 2, calendars=("Away", "Nights"), actual_start=at(5), percent=25), task("B")]
    made = plan(tasks, ["A FS B"], AWAY, NIGHTS)
    assert dates(made, "A") == (at(5), at(9, 17))
    assert early(made, "B")[0] == at(12)
    tasks[0].actual_finish = at(7, 17)
    made = plan(tasks, ["A FS B"], AWAY, NIGHTS)
    assert dates(made, "A") == late(made, "A") == (at(5), at(7, 17))
    assert early(made, "B")[0] == at(8)
