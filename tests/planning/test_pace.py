"""The pace of work: worked example C1 by name, and what happens to items that come back, are dropped or blocked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.model.story import Stage
from pmtui.planning import pace
from pmtui.planning.flow import DAY, course, percentile
from pmtui.planning.throughput import weekly_throughput
from tests.planning.boards import NOVEMBER, TODAY, at, c1_stories, courses, day_of, stage, story

C1 = courses(c1_stories())
FIRST = NOVEMBER + 2


def test_c1_cycle_times_and_their_percentiles() -> None:
    times = pace.cycles(pace.finished(C1, FIRST, TODAY))
    assert sorted(times) == [1, 3, 3, 3, 3, 3, 7, 9, 9, 9]
    assert sum(times) / len(times) == 5.0
    assert [percentile(times, percent) for percent in (50, 70, 85)] == [3, 7, 9]
    assert pace.service_level_on(C1, TODAY) == 9


def test_c1_ages() -> None:
    found = pace.ages(C1, TODAY, 9)
    assert [age.days for age in found] == [8, 6, 4]
    assert [age.share for age in found] == [pytest.approx(8 / 9), pytest.approx(6 / 9), pytest.approx(4 / 9)]


def test_c1_throughput_a_week() -> None:
    done = [date.fromordinal(one.finish.day) for one in pace.finished(C1, FIRST, TODAY)]
    assert weekly_throughput(done, date.fromordinal(TODAY), since=date.fromordinal(FIRST)) == [3, 4, 3]


def test_c1_work_in_progress() -> None:
    wip = pace.in_progress(C1, FIRST, TODAY)
    assert (wip[0], wip[7], wip[21]) == (2, 4, 3)
    assert len(wip) == 22
    assert round(sum(wip) / 22, 2) == 3.09


def test_c1_littles_law_is_a_check_of_averages() -> None:
    law = pace.little(pace.in_progress(C1, FIRST, TODAY), pace.finished(C1, FIRST, TODAY))
    assert law.wip == pytest.approx(68 / 22)
    assert law.throughput == pytest.approx(10 / 22)
    assert law.implied == pytest.approx(6.8)
    assert law.cycle == 5.0


def test_a_day_is_a_calendar_day_however_few_hours_it_had() -> None:
    one = course(story(stage(2, "active", 23), stage(3, "done", 1)), day_of)
    assert one.finishes[0].cycle == 2


def test_lead_time_runs_from_the_day_it_left_the_backlog() -> None:
    one = course(story(stage(2, "backlog"), stage(4, "ready"), stage(6, "active"), stage(9, "done")), day_of)
    assert (one.committed, one.started) == (NOVEMBER + 4, NOVEMBER + 6)
    assert (one.finishes[0].lead, one.finishes[0].cycle) == (6, 4)


def test_what_came_back_is_in_progress_again_and_its_first_finish_stays_on_its_day() -> None:
    one = course(story(stage(2, "active"), stage(5, "done"), stage(8, "active"), stage(12, "done")), day_of)
    assert [(end.day - NOVEMBER, end.cycle) for end in one.finishes] == [(5, 4), (12, 11)]
    wip = pace.in_progress([one], NOVEMBER + 1, NOVEMBER + 13)
    assert wip == [0, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 0]


def test_a_finish_that_its_own_day_took_back_is_none() -> None:
    one = course(story(stage(2, "active"), stage(5, "done", 9), stage(5, "active", 10)), day_of)
    assert one.finishes == []
    assert one.in_progress


def test_what_is_started_and_finished_on_one_day_was_in_progress_that_day() -> None:
    one = course(story(stage(2, "backlog"), stage(4, "active", 9), stage(4, "done", 15)), day_of)
    assert one.finishes[0].cycle == 1
    assert pace.in_progress([one], NOVEMBER + 3, NOVEMBER + 5) == [0, 1, 0]


def test_what_went_back_to_ready_is_still_in_progress() -> None:
    """Started, not finished: the definition knows no other way out."""
    one = course(story(stage(2, "ready"), stage(4, "active", 9), stage(4, "ready", 15)), day_of)
    assert pace.in_progress([one], NOVEMBER + 3, NOVEMBER + 5) == [0, 1, 1]


def test_what_is_dropped_leaves_the_work_in_progress_unfinished() -> None:
    one = course(story(stage(2, "active"), stage(5, "")), day_of)
    assert pace.in_progress([one], NOVEMBER + 1, NOVEMBER + 6) == [0, 1, 1, 1, 0, 0]
    assert one.finishes == []
    assert not one.in_progress


def test_what_an_import_found_in_progress_has_no_age_and_no_cycle_time() -> None:
    found = Stage(at(2), "active", starts=True, known=False)
    one = course(story(found, stage(6, "done")), day_of)
    assert (one.finishes[0].cycle, one.finishes[0].lead) == (None, None)
    assert pace.in_progress([one], NOVEMBER + 1, NOVEMBER + 7) == [0, 1, 1, 1, 1, 1, 0]
    assert pace.ages([course(story(found), day_of)], TODAY, None) == []


def test_flow_efficiency_counts_what_was_active_and_not_blocked() -> None:
    stages = [
        stage(2, "active"),
        stage(3, "active", blocked="vendor"),
        stage(5, "active"),
        stage(6, "wait"),
        stage(10, "done"),
    ]
    done = pace.finished([course(story(*stages), day_of)], FIRST, TODAY)
    assert pace.efficiency(done) == pytest.approx(2 / 8)
    assert pace.efficiency([]) is None


def test_blocked_time_by_cause_is_clipped_to_the_period_and_to_open_items() -> None:
    stories = [
        story(stage(2, "active", blocked="Vendor"), stage(6, "active"), id="a"),
        story(stage(4, "active", blocked="vendor"), stage(5, "done", blocked="vendor"), id="b"),
        story(stage(1, "active", blocked="review"), stage(4, "", blocked="review"), id="c"),
    ]
    causes = pace.blocked_time(stories, at(3), at(20))
    assert [(cause.reason, cause.ms / DAY, cause.ids) for cause in causes] == [
        ("Vendor", 4.0, ("a", "b")),
        ("review", 1.0, ("c",)),
    ]


@given(st.lists(st.tuples(st.integers(1, 20), st.integers(0, 15)), max_size=12))
def test_work_in_progress_is_what_its_definition_says(spans: list[tuple[int, int]]) -> None:
    made = courses([story(stage(begin, "active"), stage(begin + took, "done", 17)) for begin, took in spans])
    counted = pace.in_progress(made, NOVEMBER + 1, NOVEMBER + 40)
    assert counted == [sum(begin <= day <= begin + took for begin, took in spans) for day in range(1, 41)]
