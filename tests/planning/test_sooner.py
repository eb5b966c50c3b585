"""What would bring a finish forward: small plans by hand, and that every help really helps."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings

from pmtui.planning.axes import Axes
from pmtui.planning.calendars import Calendar
from pmtui.planning.network import DAY, Constraint, Dependency, Network, Task, Terms
from pmtui.planning.schedule import schedule
from pmtui.planning.sooner import Change, Help, changed, what_would_help, words
from pmtui.planning.upstream import upstream
from tests.planning.networks import networks

MONDAY = datetime(2026, 11, 23, 8)


def plan(tasks: list[Task], *links: Dependency) -> Network:
    return Network(Terms(MONDAY), tasks, list(links))


def gain(network: Network, changes: tuple[Change, ...], key: str) -> int:
    """By how much these changes bring a task of the whole network forward."""
    before, after = schedule(network), network
    for change in changes:
        after = changed(after, change)
    then = schedule(after)
    axis = Axes(network, MONDAY.date()).home
    return axis.between(then.finish(then.index[key]), before.finish(before.index[key]))


def test_each_task_of_the_chain_a_lag_and_a_day_off_help() -> None:
    network = plan([Task("A", 5 * DAY), Task("B", 2 * DAY), Task("other", 9 * DAY)], Dependency("A", "B", lag=2 * DAY))
    advice = what_would_help(network, "B")
    assert {words(help.changes[0], str) for help in advice.helps} == {
        "1d less lag between A and B",
        "shorten B by 1d",
        "shorten A by 1d",
        "work on Sat 28 Nov for B",
    }
    assert [help.gain for help in advice.helps] == [DAY] * 4
    assert advice.tried == advice.candidates == 4


@pytest.mark.parametrize("constraint", ["SNET", "FNET", "MSO", "MFO"])
def test_a_constraint_can_be_moved(constraint: Constraint) -> None:
    held = Task("B", DAY, constraint=constraint, constraint_at=datetime(2026, 12, 2, 8 if constraint[0] == "S" else 17))
    advice = what_would_help(plan([Task("A", DAY), held], Dependency("A", "B")), "B")
    assert "let B be 1d earlier than its constraint" in [words(help.changes[0], str) for help in advice.helps]


def test_a_leveling_delay_can_be_shortened() -> None:
    advice = what_would_help(plan([Task("A", DAY, leveling_delay=6 * DAY)]), "A")
    assert words(advice.helps[0].changes[0], str) == "1d less leveling delay of A"


def test_a_task_is_never_shortened_by_more_than_half() -> None:
    assert what_would_help(plan([Task("A", DAY)]), "A").helps == [Help((Change("shorten", "A", DAY // 2),), DAY // 2)]


def test_where_two_paths_drive_it_two_changes_are_needed() -> None:
    network = plan(
        [Task("A", 4 * DAY), Task("B", 4 * DAY), Task("end", 0)], Dependency("A", "end"), Dependency("B", "end")
    )
    (only,) = what_would_help(network, "end").helps
    assert set(only.changes) == {Change("shorten", "A", DAY), Change("shorten", "B", DAY)}
    assert only.gain == DAY


def test_where_another_path_is_a_little_shorter_the_gain_is_told_and_more_changes_come_first() -> None:
    network = plan(
        [Task("A", 4 * DAY), Task("B", 4 * DAY - 600), Task("end", 0)], Dependency("A", "end"), Dependency("B", "end")
    )
    both, one = what_would_help(network, "end").helps
    assert both.gain == DAY and len(both.changes) == 2
    assert one == Help((Change("shorten", "A", DAY),), 600)


def test_finished_work_and_dates_entered_by_hand_cannot_be_helped() -> None:
    done = Task("A", DAY, actual_start=MONDAY, actual_finish=datetime(2026, 11, 23, 17), percent=100)
    by_hand = Task("B", DAY, manual=True, manual_start=MONDAY, manual_finish=datetime(2026, 11, 27, 17))
    network = plan([done, by_hand])
    assert what_would_help(network, "A").helps == []
    assert what_would_help(network, "B").helps == []


def test_of_work_under_way_what_is_left_can_be_shortened() -> None:
    begun = Task("A", 8 * DAY, actual_start=MONDAY, percent=75)
    assert what_would_help(plan([begun]), "A").helps[0].changes == (Change("shorten", "A", DAY),)


def test_a_summary_is_helped_through_the_child_that_ends_last() -> None:
    network = plan([Task("S", 0), Task("A", 4 * DAY, "S"), Task("B", 2 * DAY, "S")])
    assert what_would_help(network, "S").helps == [Help((Change("shorten", "A", DAY),), DAY)]


def test_a_percentage_of_lag_can_be_less() -> None:
    network = plan([Task("A", 4 * DAY), Task("B", DAY)], Dependency("A", "B", lag=50, unit="percent"))
    less = changed(network, Change("lag", "B", DAY, "A"))
    assert less.links[0].lag == 25
    assert network.links[0].lag == 50


def test_a_day_off_is_worked_in_the_usual_shifts_by_those_who_have_it_off() -> None:
    evenings = Calendar("Evenings", week=(((1020, 1320),),) * 5 + ((), ()))
    network = Network(Terms(MONDAY), [Task("B", DAY, calendar="Evenings")], [], {"Evenings": evenings})
    opened = changed(network, Change("work on", "B", day=date(2026, 11, 28)))
    assert opened.calendars["Evenings"].exceptions[0].shifts == ((1020, 1320),)
    assert evenings.exceptions == []


def test_a_large_plan_is_answered_from_some_of_its_candidates() -> None:
    tasks = [Task(str(place), 2 * DAY) for place in range(2000)]
    links = [Dependency(str(place), str(place + 1)) for place in range(1999)]
    advice = what_would_help(plan(tasks, *links), "1999")
    assert 0 < advice.tried < advice.candidates
    assert len(advice.helps) == advice.tried


def test_a_key_that_is_nowhere_is_an_error() -> None:
    with pytest.raises(KeyError):
        what_would_help(plan([Task("A", DAY)]), "Z")
    with pytest.raises(KeyError):
        upstream(plan([Task("A", DAY, constraint="ALAP")]), "Z")


@settings(deadline=None, max_examples=60)
@given(networks())
def test_every_help_really_helps_on_the_whole_plan(network: Network) -> None:
    key = network.tasks[-1].key
    for help in what_would_help(network, key).helps:
        assert help.gain > 0
        assert gain(network, help.changes, key) == help.gain


@settings(deadline=None, max_examples=60)
@given(networks())
def test_of_several_changes_none_can_be_spared(network: Network) -> None:
    key = network.tasks[-1].key
    for help in what_would_help(network, key).helps:
        for change in help.changes:
            fewer = tuple(kept for kept in help.changes if kept != change)
            assert gain(network, fewer, key) < help.gain


@settings(deadline=None)
@given(networks(late=True))
def test_what_comes_before_a_task_is_enough_to_date_it(network: Network) -> None:
    whole = schedule(network)
    for task in network.tasks:
        part = schedule(upstream(network, task.key))
        assert part.start(part.index[task.key]) == whole.start(whole.index[task.key])
        assert part.finish(part.index[task.key]) == whole.finish(whole.index[task.key])
