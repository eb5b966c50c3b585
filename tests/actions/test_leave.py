"""Leave as people enter it, and the hours it leaves them."""

from datetime import date
from pathlib import Path

import pytest

from pmtui.actions import history, leave, people, working_time
from pmtui.actions.capacity import hours
from pmtui.actions.reasons import reasons
from pmtui.errors import Refused, Usage
from pmtui.planning.leave import Absence
from pmtui.planning.sooner import what_would_help
from pmtui.store import read
from pmtui.store.leave import leaves
from pmtui.store.plan import Plan
from tests.actions.charts import chart_of, dates, ids
from tests.store.plans import add, copied, join, says_what_its_log_says, setting

MON, WED, THU, FRI = date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 27)


@pytest.fixture(autouse=True)
def team(plan: Plan) -> None:
    """Gus, who works four hours a day, and Ana."""
    people.add(plan, "gus", "Gus Meyer", hours_per_day=4.0)
    people.add(plan, "van", "Van", inactive=1)


def who(plan: Plan, code: str) -> str:
    """A person's id."""
    return next(id for id, one in read.people(plan).items() if one.code == code)


def week(plan: Plan, code: str) -> list[float]:
    """Somebody's hours from Monday to Friday."""
    return hours(plan, next(iter(read.projects(plan))), MON, FRI)[who(plan, code)]


def test_leave_takes_its_days_from_the_hours_of_a_person_and_of_nobody_else(plan: Plan) -> None:
    said = leave.add(plan, "@gus", Absence(WED, WED), "dentist")
    assert said.message == "@gus is on leave Wed 25 Nov"
    assert week(plan, "gus") == [4, 4, 0, 4, 4]
    assert week(plan, "ana") == [8] * 5
    project = next(iter(read.projects(plan)))
    assert hours(plan, project, MON, FRI, leave=False)[who(plan, "gus")] == [4] * 5
    assert hours(plan, project, MON, FRI, 7.5)[who(plan, "ana")] == [7.5] * 5


def test_half_a_day_of_leave_takes_half_of_the_hours_agreed(plan: Plan) -> None:
    leave.add(plan, "gus", Absence(MON, WED, "pm"))
    leave.add(plan, "ana", Absence(FRI, FRI, "am"))
    assert week(plan, "gus") == [2, 2, 2, 4, 4]
    assert week(plan, "ana") == [8, 8, 8, 8, 4]


def test_hours_follow_the_persons_calendar_else_the_projects_and_the_inactive_have_none(plan: Plan) -> None:
    working_time.add(plan, "Early")
    working_time.set_week(plan, "Early", [((0, 1, 2, 3, 4), ((360, 540),))])
    working_time.use(plan, "Early", person="gus")
    working_time.except_days(plan, "Standard", THU, THU, (), "Thanksgiving")
    assert week(plan, "gus") == [3] * 5
    assert week(plan, "ana") == [8, 8, 8, 0, 8]
    assert who(plan, "van") not in hours(plan, next(iter(read.projects(plan))), MON, FRI)


def test_leave_is_changed_removed_and_undone(plan: Plan) -> None:
    leave.add(plan, "gus", Absence(WED, WED))
    (one,) = leaves(plan)
    leave.change(plan, one.id, Absence(WED, FRI), "flu")
    assert week(plan, "gus") == [4, 4, 0, 0, 0]
    assert leave.remove(plan, [one.id]).message == "leave of @gus, Wed 25 Nov to Fri 27 Nov flu, removed"
    assert week(plan, "gus") == [4] * 5
    history.undo(plan)
    assert week(plan, "gus") == [4, 4, 0, 0, 0]
    leave.remove(plan, [one.id])
    leave.add(plan, "gus", Absence(WED, WED))
    assert week(plan, "gus") == [4, 4, 0, 4, 4]
    assert says_what_its_log_says(plan)


def test_two_copies_that_enter_the_same_leave_have_it_once_when_merged(plan: Plan, tmp_path: Path) -> None:
    with copied(plan, tmp_path / "copy.db", "ben") as other:
        leave.add(plan, "gus", Absence(WED, FRI), "vacation")
        leave.add(other, "gus", Absence(WED, FRI))
        join(plan, other)
    assert [(one.first, one.last, one.note) for one in leaves(plan)] == [("2026-11-25", "2026-11-27", "vacation")]


def test_leave_that_makes_no_sense_is_refused_in_words(plan: Plan) -> None:
    with pytest.raises(Usage, match="write the earlier day first"):
        leave.add(plan, "gus", Absence(FRI, MON))
    with pytest.raises(Usage, match="nobody is called zoe"):
        leave.add(plan, "zoe", Absence(MON, FRI))
    with pytest.raises(Refused, match="three years"):
        leave.add(plan, "gus", Absence(MON, date(2200, 1, 1)))
    leave.add(plan, "gus", Absence(MON, FRI), "vacation")
    with pytest.raises(Refused, match="already, Mon 23 Nov to Fri 27 Nov vacation"):
        leave.add(plan, "gus", Absence(WED, WED, "am"))
    with pytest.raises(Usage, match="0 to 24"):
        people.change(plan, "gus", {"hours_per_day": "nan"})
    assert len(leaves(plan)) == 1


# --- leave on the timeline -------------------------------------------------------------------------------------------


def test_leave_moves_the_tasks_of_whoever_takes_it_and_no_others(plan: Plan) -> None:
    add(plan, "One ~3d @gus", "Two ~1d after:1 @ana", "Three ~3d @ana", "Four ~3d")
    leave.add(plan, "gus", Absence(WED, WED))
    chart = chart_of(plan)
    assert dates(chart, "1", "2") == ["23 08:00 - 26 17:00", "27 08:00 - 27 17:00"]
    assert dates(chart, "3", "4") == ["23 08:00 - 25 17:00"] * 2


def test_the_timeline_names_the_leave_that_a_task_waits_for(plan: Plan) -> None:
    add(plan, "One ~1d @gus")
    leave.add(plan, "gus", Absence(MON, WED))
    chart = chart_of(plan)
    assert "leave Mon 23 - Wed 25 Nov" in [words for _, words in reasons(chart, chart.rows[0])]


def test_half_a_day_of_leave_moves_work_by_half_a_day(plan: Plan) -> None:
    add(plan, "One ~1d @gus")
    leave.add(plan, "gus", Absence(MON, MON, "am"))
    assert dates(chart_of(plan), "1") == ["23 13:00 - 24 12:00"]


def test_leave_is_laid_over_a_persons_own_calendar_and_over_a_shared_task(plan: Plan) -> None:
    add(plan, "One ~2d @gus", "Two ~2d @gus @ana")
    working_time.add(plan, "Late")
    working_time.set_week(plan, "Late", [((0, 1, 2, 3, 4), ((600, 1080),))])
    working_time.use(plan, "Late", person="gus")
    leave.add(plan, "gus", Absence(MON, WED))
    assert dates(chart_of(plan), "1", "2") == ["26 10:00 - 27 18:00", "23 08:00 - 27 18:00"]


def test_a_task_that_is_handed_over_on_the_shown_timeline_follows_its_new_owners_leave(plan: Plan) -> None:
    add(plan, "One ~2d @ana", "Two ~1d @gus")
    leave.add(plan, "gus", Absence(MON, WED))
    chart = chart_of(plan)
    for owner, end in (("gus", "26 08:00 - 27 17:00"), ("ana", "23 08:00 - 24 17:00")):
        setting(plan, "1", f"owner={owner}")
        chart.refresh(plan, ids(plan, "1"))
        assert dates(chart, "1") == [end] == dates(chart_of(plan), "1")


def test_nobody_is_asked_to_work_on_their_leave(plan: Plan) -> None:
    add(plan, "One ~1d @gus", "Two ~2d after:1 @gus")
    leave.add(plan, "gus", Absence(date(2026, 11, 24), WED))
    chart = chart_of(plan)
    advice = what_would_help(chart.prepared.network, chart.rows[1].id)
    assert [help.changes[0].kind for help in advice.helps] == ["shorten", "shorten"]
