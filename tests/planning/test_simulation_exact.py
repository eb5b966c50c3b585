"""The simulation and the schedule agree: without any spread every iteration has the scheduled dates."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pmtui.planning.network import DAY, Network
from pmtui.planning.pert import ThreePoint
from pmtui.planning.schedule import schedule
from pmtui.planning.simulation import Forecast, simulate
from pmtui.planning.simulation_passes import Passes
from tests.planning.networks import MONDAY, networks
from tests.planning.test_schedule_properties import mixed, plans


def certain(network: Network, **more: object) -> Forecast:
    """Three iterations in which every task takes as long as planned, all finishes kept."""
    estimates = {task.key: ThreePoint(task.duration, task.duration, task.duration) for task in network.tasks}
    keys = [task.key for task in network.tasks]
    return simulate(network, estimates, iterations=3, seed=1, milestones=keys, **more)  # type: ignore[arg-type]


def assert_same(network: Network) -> None:
    """Every finish, in every iteration, is the scheduled one."""
    made, found = schedule(network), certain(network)
    # Of tasks that end together a milestone, or one with entered dates, may lie on the next morning; a summary says the
    # one or the other.
    loose = {task.parent for task in network.tasks if not task.duration or task.manual or task.actual_finish}
    for key, dated in found.milestones.items():
        planned = made.finish(made.index[key])
        if key not in loose:
            assert (key, dated.before.at(1), dated.before.at(100)) == (key, planned, planned)
    if not network.terms.from_finish:
        assert found.project.before.at(1) == found.project.before.at(100) == made.project_finish


@settings(max_examples=60, deadline=None)
@given(networks())
def test_without_spread_every_iteration_is_the_schedule(network: Network) -> None:
    assert_same(network)


@st.composite
def settled(draw: st.DrawFn) -> Network:
    """Networks some of whose tasks are done, interrupted, manual or inactive; some plans let links win."""
    made = draw(networks())
    above = {task.parent for task in made.tasks}
    for task in made.tasks:
        trait = draw(st.sampled_from(["none", "none", "done", "interrupted", "manual", "half manual", "inactive"]))
        day = MONDAY + timedelta(draw(st.integers(0, 9)))
        if task.key in above or task.elapsed:
            continue
        if trait in ("done", "interrupted"):
            task.actual_start = day
            task.actual_finish = day + timedelta(3) if trait == "done" else None
            task.resume = day + timedelta(5) if trait == "interrupted" else None
            task.remaining = draw(st.sampled_from([None, 0, DAY]))
        elif "manual" in trait:
            task.manual, task.manual_start = True, day
            task.manual_finish = day + timedelta(2) if trait == "manual" else None
        task.inactive = trait == "inactive"
    return replace(made, terms=replace(made.terms, honor_constraints=draw(st.booleans())))


@settings(max_examples=60, deadline=None)
@given(settled())
def test_what_is_done_begun_manual_or_inactive_stays_so(network: Network) -> None:
    assume(set(schedule(network)._net.leaves) - schedule(network)._net.idle)
    assert_same(network)


@settings(max_examples=40, deadline=None)
@given(networks())
def test_a_plan_from_its_finish_begins_when_the_plan_says(network: Network) -> None:
    terms = replace(network.terms, from_finish=True, finish=MONDAY + timedelta(120))
    plain = {"constraint": "ASAP", "constraint_at": None, "actual_start": None, "leveling_delay": 0}
    tasks = [replace(task, **plain) for task in network.tasks]  # type: ignore[arg-type]
    assert_same(replace(network, terms=terms, tasks=tasks))


@settings(max_examples=40, deadline=None)
@given(networks(late=True))
def test_work_as_late_as_possible_begins_when_the_plan_says(network: Network) -> None:
    made = schedule(network)
    late = {task.key for task in network.tasks if task.constraint == "ALAP"}
    # Forwards a lag starts after the lunch break that it ends before backwards.
    assume(not any(link.lag and link.before in late and link.after in late for link in network.links))
    assume(all(made.late_start(place) >= made.early_start(place) for place in range(len(made.keys))))
    assert_same(network)


@settings(max_examples=40, deadline=None)
@given(mixed())
def test_people_with_calendars_of_their_own_are_heeded(network: Network) -> None:
    assert_same(network)


@settings(max_examples=40, deadline=None)
@given(plans())
def test_leads_and_lags_of_every_kind_are_heeded(network: Network) -> None:
    assert_same(network)


def assert_each_is_a_schedule(network: Network, lengths: Sequence[Sequence[int]]) -> None:
    """Whatever lengths are drawn, each iteration has the early dates of a schedule with those lengths."""
    count, made = len(network.tasks), schedule(network)
    passes = Passes(network, made, made)
    drawn = np.zeros((passes.size, len(lengths)), np.int32)
    drawn[:count] = np.array(lengths, np.int32)[:, :count].T
    starts, finishes = np.zeros_like(drawn), np.zeros_like(drawn)
    passes.run(drawn, starts, finishes)
    critical = np.zeros(count, np.int64)
    for column, durations in enumerate(drawn.T.tolist()):
        tasks = [replace(task, duration=durations[place]) for place, task in enumerate(network.tasks)]
        single = schedule(replace(network, tasks=tasks))
        early, span = single._dates.early, single._dates.span
        for place in passes.leaves:
            assert starts[place, column] == early[place]
            assert finishes[place, column] == early[place] + span[place]
        critical += np.array(single.longest, np.int64)
    if not any(task.actual_start for task in network.tasks):
        assert passes.critical(drawn, starts, finishes).tolist() == critical.tolist()


LENGTHS = st.lists(st.lists(st.integers(0, 9 * DAY), min_size=12, max_size=12), min_size=4, max_size=4)


@settings(max_examples=60, deadline=None)
@given(networks(), LENGTHS)
def test_each_iteration_is_the_schedule_of_its_lengths(network: Network, lengths: list[list[int]]) -> None:
    above = {task.parent for task in network.tasks}
    # From which task below a summary others start is settled once, by the plan.
    assume(not any(link.kind in ("SS", "SF") and link.before in above for link in network.links))
    assert_each_is_a_schedule(network, lengths)


@settings(max_examples=40, deadline=None)
@given(mixed(), LENGTHS)
def test_each_iteration_is_the_schedule_of_its_lengths_on_any_calendars(
    network: Network, lengths: list[list[int]]
) -> None:
    assert_each_is_a_schedule(network, lengths)
