"""Two states of a plan compared: each kind of difference by hand, and what must hold for any two."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.planning.axis import Axis
from pmtui.planning.calendars import Calendar
from pmtui.planning.compare import Difference, Link, Overview, State, What, compare, overview, state_of
from pmtui.planning.network import DAY, Dependency, Network, Task, Terms
from pmtui.planning.schedule import schedule
from tests.planning.networks import networks

MONDAY = datetime(2026, 11, 23, 8)
AXIS = Axis(Calendar(), date(2026, 11, 1), date(2027, 1, 31))
TASK = State("Build", MONDAY, datetime(2026, 11, 24, 17), 2 * DAY, DAY, False, 0.0, frozenset({Link("P")}))


def differences(then: State, now: State) -> list[Difference]:
    return compare({"42": then}, {"42": now}, AXIS)


def only(then: State, now: State) -> Difference:
    (difference,) = differences(then, now)
    return difference


def scheduled(network: Network) -> dict[str, State]:
    return state_of(network, schedule(network), {task.key: f"Task {task.key}" for task in network.tasks})


def test_a_state_tells_what_the_schedule_says() -> None:
    tasks = [Task("S", 0), Task("A", DAY, "S", percent=50), Task("M", 0, "S")]
    states = scheduled(Network(Terms(MONDAY), tasks, [Dependency("A", "M", lag=DAY)]))
    friday = datetime(2026, 11, 24, 17)
    assert states["A"] == State(
        "Task A", MONDAY, datetime(2026, 11, 23, 17), DAY, 0, True, 50.0, frozenset(), False, False
    )
    assert states["M"].milestone and states["M"].finish == friday
    assert states["M"].links == frozenset({Link("A", "FS", DAY, "working")})
    assert states["S"].summary and not states["S"].milestone and states["S"].finish == friday


def test_a_new_title_alone_is_no_difference_of_the_plan() -> None:
    assert differences(TASK, TASK._replace(title="Build it")) == []


def test_what_came_and_what_went() -> None:
    assert compare({}, {"42": TASK}, AXIS) == [Difference("added", "42", None, TASK)]
    assert compare({"42": TASK}, {}, AXIS) == [Difference("removed", "42", TASK, None)]
    assert compare({"42": TASK}, {}, AXIS)[0].state == TASK


def test_a_slip_is_counted_in_working_time_and_signed() -> None:
    later = TASK._replace(start=datetime(2026, 11, 30, 8), finish=datetime(2026, 12, 1, 17))
    moved = only(TASK, later)
    assert (moved.what, moved.amount, moved.start_slip) == ("moved", 5 * DAY, 5 * DAY)
    back = only(later, TASK)
    assert (back.amount, back.start_slip) == (-5 * DAY, -5 * DAY)


def test_the_evening_and_the_next_morning_are_one_instant() -> None:
    evening, morning = datetime(2026, 11, 27, 17), datetime(2026, 11, 30, 8)
    milestone = TASK._replace(start=evening, finish=evening, duration=0, milestone=True)
    assert differences(milestone, milestone._replace(start=morning, finish=morning)) == []


def test_a_move_within_days_off_is_told_although_it_is_no_working_time() -> None:
    saturday = TASK._replace(start=datetime(2026, 11, 28, 10), finish=datetime(2026, 11, 28, 12))
    sunday = saturday._replace(start=datetime(2026, 11, 29, 10), finish=datetime(2026, 11, 29, 12))
    assert only(saturday, sunday)[:2] == ("moved", "42")


@pytest.mark.parametrize(
    ("duration", "percent", "what"),
    [(3 * DAY, 0.0, "longer"), (DAY, 50.0, "shorter"), (DAY, 0.0, "cut"), (DAY, None, "shorter")],
)
def test_a_duration_cut_without_progress_is_told_from_one_with(
    duration: int, percent: float | None, what: What
) -> None:
    found = only(TASK, TASK._replace(duration=duration, percent=percent))
    assert (found.what, found.amount) == (what, duration - TASK.duration)


def test_links_that_came_went_and_changed_their_lag() -> None:
    then = TASK._replace(links=frozenset({Link("P"), Link("Q"), Link("R", "SS")}))
    now = TASK._replace(links=frozenset({Link("P", lag=DAY), Link("N"), Link("R", "FF")}))
    found = only(then, now)
    assert found.what == "re-linked"
    assert found.came == (Link("N"), Link("R", "FF"))
    assert found.went == (Link("Q"), Link("R", "SS"))
    assert found.lags == ((Link("P"), Link("P", lag=DAY)),)


def test_critical_now_and_no_longer() -> None:
    critical = TASK._replace(total_slack=0, critical=True)
    assert only(TASK, critical)[0] == "newly critical"
    assert only(TASK, critical).amount == -DAY
    assert only(critical, TASK)[0] == "no longer critical"


def test_slack_eroded_and_gained() -> None:
    assert only(TASK, TASK._replace(total_slack=600))[:2] == ("slack eroded", "42")
    assert only(TASK._replace(total_slack=600), TASK).what == "slack gained"


def test_work_that_is_done_does_not_leave_the_critical_path() -> None:
    critical = TASK._replace(total_slack=0, critical=True)
    assert differences(critical, critical._replace(critical=False, percent=100.0)) == []


def test_what_a_baseline_does_not_know_is_not_compared() -> None:
    baseline = State("Build", TASK.start, TASK.finish, TASK.duration)
    assert differences(baseline, TASK) == []


def test_a_summary_is_told_to_move_and_nothing_that_only_follows() -> None:
    summary = TASK._replace(summary=True)
    longer = summary._replace(finish=datetime(2026, 11, 25, 17), duration=3 * DAY, total_slack=0, critical=True)
    assert only(summary, longer).what == "moved"


def test_milestones_come_first_then_finishes_by_how_far_they_moved() -> None:
    def late(state: State, days: int) -> State:
        return state._replace(finish=state.finish + timedelta(days))

    milestone = TASK._replace(milestone=True)
    before = {"a": TASK, "b": TASK, "gate": milestone, "sum": TASK._replace(summary=True), "gone": TASK}
    after = {key: late(state, {"a": 1, "b": 2, "gate": 1, "sum": 3}.get(key, 0)) for key, state in before.items()}
    del after["gone"]
    after["new"] = TASK
    found = compare(before, after, AXIS)
    assert [difference.key for difference in found] == ["gate", "b", "a", "sum", "new", "gone"]
    assert overview(before, after, found, AXIS) == Overview(
        datetime(2026, 11, 24, 17), datetime(2026, 11, 27, 17), 3 * DAY, {"moved": 4, "added": 1, "removed": 1}
    )


def test_of_nothing_there_is_no_finish() -> None:
    assert overview({}, {"42": TASK}, [], AXIS) == Overview(None, TASK.finish, 0, {})


def test_a_longer_task_moves_what_follows_and_makes_it_critical() -> None:
    tasks = [Task("A", DAY), Task("B", DAY), Task("long", 3 * DAY), Task("end", 0)]
    links = [Dependency("A", "B"), Dependency("B", "end"), Dependency("long", "end")]
    network = Network(Terms(MONDAY), tasks, links)
    longer = replace(network, tasks=[Task("A", 3 * DAY), *tasks[1:]])
    before, after = scheduled(network), scheduled(longer)
    found = compare(before, after, AXIS)
    assert [(difference.what, difference.key, difference.amount) for difference in found] == [
        ("moved", "end", DAY),
        ("moved", "A", 2 * DAY),
        ("moved", "B", 2 * DAY),
        ("newly critical", "A", -DAY),
        ("newly critical", "B", -DAY),
        ("longer", "A", 2 * DAY),
        ("no longer critical", "long", DAY),
    ]
    assert overview(before, after, found, AXIS).moved_by == DAY


@settings(deadline=None)
@given(networks(late=True))
def test_a_plan_does_not_differ_from_itself(network: Network) -> None:
    assert compare(scheduled(network), scheduled(network), AXIS) == []


OPPOSITE: dict[What, What] = {
    "added": "removed",
    "removed": "added",
    "longer": "shorter",
    "shorter": "longer",
    "cut": "longer",
    "newly critical": "no longer critical",
    "no longer critical": "newly critical",
    "slack eroded": "slack gained",
    "slack gained": "slack eroded",
}


@settings(deadline=None)
@given(st.tuples(networks(), networks()))
def test_the_other_way_round_everything_is_the_opposite(plans: tuple[Network, Network]) -> None:
    one, other = map(scheduled, plans)
    there, back = compare(one, other, AXIS), compare(other, one, AXIS)

    def plain(difference: Difference) -> tuple[What, str, int, int, tuple[Link, ...], tuple[Link, ...]]:
        what: What = "shorter" if difference.what == "cut" else difference.what
        return what, difference.key, difference.amount, difference.start_slip, difference.came, difference.went

    def turned(difference: Difference) -> tuple[What, str, int, int, tuple[Link, ...], tuple[Link, ...]]:
        what, key, amount, slip, came, went = plain(difference)
        return OPPOSITE.get(what, what), key, -amount, -slip, went, came

    assert sorted(map(turned, there)) == sorted(map(plain, back))
    moved_there, moved_back = overview(one, other, there, AXIS).moved_by, overview(other, one, back, AXIS).moved_by
    assert moved_there == -moved_back
