"""The workload of a plan: whose week holds how much, over all projects, and what counts for which days."""

from datetime import date

import pytest

from pmtui.actions import flow, items, leave, people, projects
from pmtui.actions.workload import PersonLoad, Week, hours_words, workload
from pmtui.model.quickadd import parse_line
from pmtui.planning.leave import Absence
from pmtui.store.plan import Plan
from tests.actions.charts import ids
from tests.store.plans import TODAY, Clock, add, setting

# The clock stands at Monday, 23 November 2026, 09:00 UTC.


@pytest.fixture(autouse=True)
def gus(plan: Plan) -> None:
    """Gus works four hours a day."""
    people.add(plan, "gus", "Gus Meyer", hours_per_day=4.0)


def of(plan: Plan, code: str = "gus", weeks: int = 4) -> PersonLoad:
    """A person's load."""
    return next(one for one in workload(plan, weeks) if one.person.code == code)


def said(one: PersonLoad) -> list[str]:
    """What does not fit, as `2h 23-27 T1 T2`."""
    return [
        f"{hours_words(found.hours)} {found.first.day}-{found.last.day} {' '.join(row.title for row in found.items)}"
        for found in one.widest
    ]


def test_c3_two_hours_too_much_from_monday_to_friday(plan: Plan) -> None:
    leave.add(plan, "gus", Absence(date(2026, 11, 25), date(2026, 11, 25)))
    add(plan, "T1 ~10h ^27.11.2026 @gus", "T2 ~8h ^26.11.2026 @gus")
    for ref in ("1", "2"):
        setting(plan, ref, "start=23.11.2026")
    found = of(plan)
    assert said(found) == ["2h 23-27 T1 T2"]
    assert (found.weeks[0].capacity, found.weeks[0].booked, found.weeks[0].words) == (16, 18, "112 % !")
    items.delete(plan, ids(plan, "1"))
    assert (said(of(plan)), of(plan).weeks[0].words) == ([], "50 %")


def test_what_is_left_counts_and_of_all_projects(plan: Plan) -> None:
    add(plan, "Half ~8h ^27.11.2026 @gus", "Said ~40h ^27.11.2026 @gus")
    setting(plan, "1", "percent=50")
    setting(plan, "2", "left=1h")
    other = projects.add(plan, "OPS", "Operations", "kanban").items[0]
    items.add(plan, [parse_line("Backup ~1d ^27.11.2026 @gus", TODAY)], other)
    week = of(plan).weeks[0]
    assert (week.booked, week.capacity, week.sign) == (4 + 1 + 8, 20, "-")


def test_what_has_no_estimate_or_no_date_is_named_and_not_counted(plan: Plan) -> None:
    add(plan, "Guess ^27.11.2026 @gus", "Some day ~3d @gus", "Wait ~3ed ^27.11.2026 @gus", "Nobody's ~3d ^27.11.2026")
    found = of(plan)
    assert [row.title for row in found.unestimated] == ["Guess"]
    assert [row.title for row in found.undated] == ["Some day"]
    assert [week.booked for week in found.weeks] == [0] * 4


def test_what_is_late_is_wanted_within_the_week(plan: Plan) -> None:
    add(plan, "Late ~10h ^16.11.2026 @gus", "Later ~30h ^16.11.2026 @ana")
    assert (said(of(plan)), of(plan).weeks[0].booked) == ([], 10)
    setting(plan, "1", "estimate=22h")
    assert said(of(plan)) == ["2h 23-29 Late"]


def test_work_is_wanted_when_what_rests_on_it_is_promised(plan: Plan) -> None:
    add(plan, "First ~2d @gus", "Then ~1d ^25.11.2026 after:1 @ana")
    assert said(of(plan)) == ["8h 23-24 First"], "two of his days do not hold two days of work"
    setting(plan, "2", "due=2.12.2026")
    assert said(of(plan)) == []


def test_work_in_hand_that_nobody_promised_fills_days_and_overloads_nobody(plan: Plan) -> None:
    add(plan, "Long ~10d in:doing @gus", "Due ~8h ^24.11.2026 @gus")
    found = of(plan)
    assert said(found) == []
    assert [week.words for week in found.weeks] == ["100 %", "100 %", "100 %", "100 %"]
    assert sum(week.booked for week in found.weeks) == 80


def test_a_sprint_says_when_where_nobody_else_does(plan: Plan) -> None:
    (card,) = add(plan, "Story ~24h @gus")
    with plan.transaction() as tx:
        sprint = tx.create("sprint", {"name": "14", "start": "2026-11-23", "finish": "2026-11-27"})
        tx.set(card, "sprint_id", sprint)
    assert said(of(plan)) == ["4h 23-27 Story"]
    with plan.transaction() as tx:
        tx.set(sprint, "finish", "2026-11-20")
    assert [row.title for row in of(plan).undated] == ["Story"]


def test_the_present_week_is_what_is_left_of_it(plan: Plan, time: Clock) -> None:
    add(plan, "One ~8h ^27.11.2026 @gus")
    time.set("2026-11-26T09:00:00")
    assert [(week.capacity, week.booked) for week in of(plan, weeks=2).weeks] == [(8, 8), (20, 0)]
    assert of(plan).weeks[0].first == date(2026, 11, 23)
    assert workload(plan, 1, week_start=6)[0].weeks[0].first == date(2026, 11, 22)


def test_finished_and_dropped_work_is_no_load(plan: Plan) -> None:
    add(plan, "One ~8h ^27.11.2026 @gus", "Two ~8h ^27.11.2026 @gus")
    flow.done(plan, ids(plan, "1"))
    flow.drop(plan, ids(plan, "2"))
    assert of(plan).weeks[0].booked == 0


def test_a_week_in_a_cell() -> None:
    for capacity, booked, over, words in (
        (40, 0, 0, ". 0 %"), (40, 19.7, 0, ". 49 %"), (40, 19.9, 0, "- 50 %"), (40, 32, 0, "= 80 %"),
        (40, 40, 0, "= 100 %"), (40, 40.1, 0.1, "# 101 % !"), (40, 47.2, 7.2, "# 118 % !"), (40, 12, 4, ". 30 % !"),
        (0, 0, 0, ". 0 %"), (0, 4, 4, "# no time !"),
    ):  # fmt: skip
        week = Week(TODAY, TODAY, capacity, booked, over, ())
        assert f"{week.sign} {week.words}" == words


def test_a_plan_without_projects_has_no_load(plan: Plan) -> None:
    projects.archive(plan, "ORD")
    assert workload(plan) == []
