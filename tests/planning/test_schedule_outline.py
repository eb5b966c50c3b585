"""Schedules of work under way, of manual and inactive tasks, and of summaries."""

from pmtui.planning.network import DAY
from tests.planning.plans import MONDAY, at, critical, dates, early, free, late, link, phases, plan, slack, task

# --- progress ------------------------------------------------------------------------------------------------------


def test_work_begun_keeps_its_start_and_moves_what_follows() -> None:
    made = plan([task("A", 2, actual_start=at(7), percent=25), task("B")], ["A FS B"])
    assert early(made, "A") == (at(7), at(8, 17))
    assert late(made, "A")[0] == at(7)
    assert early(made, "B")[0] == at(9)


def test_interrupted_work_ends_with_what_remains_after_it_resumes() -> None:
    made = plan([task("A", 4, actual_start=at(5), percent=50, remaining=2 * DAY, resume=at(12)), task("B")], ["A FS B"])
    assert early(made, "A") == (MONDAY, at(13, 17))
    assert early(made, "B")[0] == at(14)


def test_the_total_slack_of_work_begun_is_that_of_its_finish() -> None:
    made = plan([task("A", 2, actual_start=at(5), percent=50), task("B", 5)])
    place = made.index["A"]
    assert (made.start_slack[place], slack(made, "A")) == (0, 3)


def test_finished_work_has_no_free_slack_and_is_not_critical() -> None:
    made = plan([task("A", 2, actual_start=at(6), actual_finish=at(8, 17), percent=100), task("B")], ["A FS B"])
    assert early(made, "A") == late(made, "A") == (at(6), at(8, 17))
    assert early(made, "B")[0] == at(9)
    assert (free(made, "A"), critical(made)) == (0, "B")


def test_a_finished_successor_asks_nothing_of_its_predecessor() -> None:
    made = plan([task("A", 2), task("B", actual_start=at(5), actual_finish=at(5, 17)), task("C", 5)], ["A FS B"])
    assert slack(made, "A") == 3


def test_complete_tasks_are_not_critical_whatever_their_slack() -> None:
    assert critical(plan([task("A", percent=100), task("B")])) == "B"


# --- manual and inactive tasks -------------------------------------------------------------------------------------


def test_a_manual_task_stays_where_it_was_put() -> None:
    tasks = [task("A", 5), task("B", 2, manual=True, manual_start=at(6), manual_finish=at(7, 17)), task("C")]
    made = plan(tasks, ["A FS B", "B FS C"])
    assert dates(made, "B") == (at(6), at(7, 17))
    assert early(made, "C")[0] == at(8)


def test_an_inactive_task_moves_nobody() -> None:
    tasks = [task("A"), task("X", 9, inactive=True), task("B")]
    made = plan(tasks, ["A FS X", "X FS B", "A FS B"])
    assert early(made, "X")[0] == at(6)
    assert early(made, "B")[0] == at(6)
    assert made.project_finish == at(6, 17)
    assert (slack(made, "A"), free(made, "A"), critical(made)) == (0, 0, "AB")


# --- summaries -----------------------------------------------------------------------------------------------------


def test_a_summary_spans_its_tasks() -> None:
    made = plan(phases(), ["A FS B", "A FS C"])
    assert dates(made, "P") == (MONDAY, at(9, 17))
    assert made.duration(made.index["P"]) == 5 * DAY
    assert late(made, "Q") == (at(6), at(9, 17))
    assert (slack(made, "P"), slack(made, "Q")) == (0, 1)
    assert critical(made) == "PAB"


def test_a_link_from_a_summary_waits_for_all_of_it_and_one_to_it_holds_all_of_it() -> None:
    made = plan(phases(), ["P FS Q"])
    assert early(made, "C")[0] == early(made, "D")[0] == at(8)
    assert (slack(made, "A"), free(made, "A"), slack(made, "B")) == (1, 1, 0)


def test_start_to_start_from_a_summary_counts_from_its_earliest_task() -> None:
    made = plan(phases(), ["A FS B", link("P SS Q", 1)])
    assert early(made, "C")[0] == early(made, "D")[0] == at(6)


def test_a_large_summary_comes_to_the_same_as_a_small_one() -> None:
    def figures(count: int) -> list[object]:
        tasks = [task("P", 0), *(task(f"T{n}", 1 + n % 3, parent="P") for n in range(count)), task("Z", 2)]
        made = plan([*tasks, task("W", 1)], [link("P FS Z", 1), "T0 FS W"])
        keys = ["T0", "T1", "T2", "Z", "P"]
        return [(early(made, key), late(made, key), slack(made, key), free(made, key)) for key in keys] + [
            critical(made).replace("T", "")[:1]
        ]

    assert figures(40) == figures(6)


def test_constraints_of_a_summary_hold_for_its_tasks() -> None:
    tasks = phases()
    tasks[0].constraint, tasks[0].constraint_at = "SNET", at(7)
    tasks[3].constraint, tasks[3].constraint_at = "FNLT", at(6, 17)
    made = plan(tasks)
    assert early(made, "A")[0] == early(made, "B")[0] == at(7)
    assert (slack(made, "C"), slack(made, "D")) == (1, -2)
    tasks[3].constraint, tasks[3].constraint_at, tasks[3].deadline = "ASAP", None, at(6, 17)
    assert slack(plan(tasks), "D") == -2


def test_a_summary_is_as_complete_as_its_tasks_by_their_length() -> None:
    tasks = [task("P", 0), task("A", 3, parent="P", percent=100), task("B", 1, parent="P"), task("M", 0, parent="P")]
    made = plan(tasks)
    assert made.percent(0) == 75
    assert plan([task("P", 0), task("M", 0, parent="P", percent=100), task("N", 0, parent="P")]).percent(0) == 50


def test_a_summary_leaves_out_inactive_tasks() -> None:
    made = plan([task("P", 0), task("A", 2, parent="P"), task("B", 9, parent="P", inactive=True)])
    assert dates(made, "P") == (MONDAY, at(6, 17))


def test_an_inactive_summary_takes_its_tasks_along() -> None:
    tasks = phases()
    tasks[3].inactive = True
    made = plan(tasks, ["A FS B"])
    assert made.project_finish == at(9, 17)
    assert critical(made) == "PAB"
