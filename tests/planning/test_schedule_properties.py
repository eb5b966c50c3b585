"""What holds for every plan: found plans of any shape, hypothesis looking for one that breaks it."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.planning.calendars import STANDARD, Calendar, CalendarException
from pmtui.planning.network import DAY, Dependency, Kind, Network, Task, Terms
from pmtui.planning.schedule import Schedule, prepare, schedule
from tests.planning.plans import MONDAY

KINDS: tuple[Kind, ...] = ("FS", "SS", "FF", "SF")


@st.composite
def plans(draw: st.DrawFn, lags: bool = True, kinds: tuple[Kind, ...] = KINDS) -> Network:
    """Plans without constraints, of up to 12 tasks whose links run forward."""
    count = draw(st.integers(1, 12))
    tasks = [Task(f"t{n}", draw(st.integers(0, 6 * DAY))) for n in range(count)]
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda pair: pair[0] < pair[1])
    found = draw(st.lists(pairs, max_size=20, unique=True)) if count > 1 else []
    lag = st.integers(-2 * DAY, 3 * DAY) if lags else st.just(0)
    links = [Dependency(f"t{one}", f"t{two}", draw(st.sampled_from(kinds)), draw(lag)) for one, two in found]
    return Network(Terms(MONDAY), tasks, links)


Figures = tuple[datetime, datetime, datetime, datetime, int, int]


def figures(made: Schedule, keys: list[str]) -> list[Figures]:
    """All that is known of some tasks."""
    places = [made.index[key] for key in keys]
    return [
        (
            made.start(i),
            made.finish(i),
            made.late_start(i),
            made.late_finish(i),
            made.total_slack[i],
            made.free_slack[i],
        )
        for i in places
    ]


@given(plans())
def test_every_link_holds_for_early_and_for_late_dates(network: Network) -> None:
    made = schedule(network)
    found, axis = made._dates, made._net.axes.home
    early, late = found.early, found.late
    for link in network.links:
        one, two = made.index[link.before], made.index[link.after]
        for starts in (early, late):
            begin = starts[one] + (network.tasks[one].duration if link.kind[0] == "F" else 0)
            end = starts[two] + (network.tasks[two].duration if link.kind[1] == "F" else 0)
            assert end >= begin + link.lag
    assert all(late[i] >= early[i] or made.total_slack[i] < 0 for i in range(len(early)))
    assert axis.offset(made.project_finish) == max(e + t.duration for e, t in zip(early, network.tasks, strict=True))


@given(plans(lags=False, kinds=("FS",)))
def test_some_path_has_no_slack_and_it_is_as_long_as_the_project(network: Network) -> None:
    made = schedule(network)
    assert min(made.total_slack) == 0
    assert all(0 <= one <= other for one, other in zip(made.free_slack, made.total_slack, strict=True))
    path = sum(task.duration for task, longest in zip(network.tasks, made.longest, strict=True) if longest)
    assert path >= made._net.axes.home.between(MONDAY, made.project_finish)
    assert all(slack == 0 for slack, longest in zip(made.total_slack, made.longest, strict=True) if longest)


@given(plans(), st.randoms(use_true_random=False))
def test_the_order_of_tasks_and_links_does_not_matter(network: Network, random: Random) -> None:
    tasks, links = list(network.tasks), list(network.links)
    random.shuffle(tasks)
    random.shuffle(links)
    keys = [task.key for task in network.tasks]
    shuffled = schedule(Network(network.terms, tasks, links))
    assert figures(shuffled, keys) == figures(schedule(network), keys)


@given(plans(), st.integers(1, 200))
def test_a_project_moved_by_weeks_moves_every_date_by_as_much(network: Network, weeks: int) -> None:
    shift = timedelta(7 * weeks)
    made = schedule(network)
    moved = schedule(replace(network, terms=Terms(MONDAY + shift)))
    keys = made.keys
    assert [(row[0] + shift, row[1] + shift, *row[4:]) for row in figures(made, keys)] == [
        (row[0], row[1], *row[4:]) for row in figures(moved, keys)
    ]


@given(plans(kinds=("FS",)))
def test_planned_from_its_finish_a_project_has_the_same_late_dates(network: Network) -> None:
    made = schedule(network)
    tasks = [replace(task, constraint="ALAP") for task in network.tasks]
    terms = Terms(MONDAY, finish=made.project_finish, from_finish=True)
    back = schedule(Network(terms, tasks, network.links))
    offset = made._net.axes.home.offset
    for place in range(len(made.keys)):
        assert offset(back.late_start(place)) == offset(made.late_start(place))
        assert offset(back.late_finish(place)) == offset(made.late_finish(place))


@settings(max_examples=30)
@given(plans(), st.integers(0, 11), st.integers(0, 6 * DAY))
def test_a_longer_task_never_brings_the_finish_forward(network: Network, place: int, more: int) -> None:
    if any(link.kind in ("FF", "SF") for link in network.links):
        return
    tasks = list(network.tasks)
    task = tasks[place % len(tasks)]
    tasks[place % len(tasks)] = replace(task, duration=task.duration + more)
    assert schedule(replace(network, tasks=tasks)).project_finish >= schedule(network).project_finish


@given(st.lists(st.integers(0, 5 * DAY), min_size=1, max_size=10))
def test_a_chain_is_as_long_as_its_tasks_together(lengths: list[int]) -> None:
    tasks = [Task(str(n), length) for n, length in enumerate(lengths)]
    links = [Dependency(one.key, two.key) for one, two in pairwise(tasks)]
    made = schedule(Network(Terms(MONDAY), tasks, links))
    assert made._net.axes.home.between(MONDAY, made.project_finish) == sum(lengths)
    assert set(made.total_slack) == {0}


@given(plans(), st.integers(0, 11))
def test_an_edit_gives_what_a_new_schedule_would(network: Network, place: int) -> None:
    tasks = list(network.tasks)
    changed = replace(tasks[place % len(tasks)], duration=DAY, deadline=MONDAY + timedelta(3))
    prepared = prepare(network)
    prepared.change(changed)
    tasks[place % len(tasks)] = changed
    fresh = schedule(replace(network, tasks=tasks))
    assert figures(prepared.schedule(), fresh.keys) == figures(fresh, fresh.keys)


CALENDARS = [
    Calendar(),
    Calendar("Nights", week=(((0, 180), (240, 480), (1380, 1440)),) * 5 + ((), ())),
    Calendar("Short", week=STANDARD[:3] + ((),) * 4),
    Calendar("Away", week=(None,) * 7, base=Calendar(), exceptions=[CalendarException(MONDAY.date(), MONDAY.date())]),
]
NAMES = [calendar.name for calendar in CALENDARS]


@st.composite
def mixed(draw: st.DrawFn) -> Network:
    """Plans over several calendars and people, their starts and finishes bound by FS and SS."""
    network = draw(plans(lags=False, kinds=("FS", "SS")))
    for task in network.tasks:
        task.calendar = draw(st.none() | st.sampled_from(NAMES))
        task.calendars = tuple(draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True)))
        task.heed_people = task.calendar is None
        task.elapsed = draw(st.integers(0, 5)) == 0
    return replace(network, calendars={calendar.name: calendar for calendar in CALENDARS})


@given(mixed())
def test_links_between_calendars_hold_and_cost_no_slack_that_is_not_there(network: Network) -> None:
    made = schedule(network)
    for link in network.links:
        one, two = made.index[link.before], made.index[link.after]
        bound = made.early_finish(one) if link.kind == "FS" else made.early_start(one)
        offset = made._net.axes.clock.offset
        if network.tasks[one].duration and network.tasks[two].duration:
            assert offset(made.early_start(two)) >= offset(bound)
    assert all(slack >= 0 for slack in made.total_slack)
    assert all(0 <= one <= other for one, other in zip(made.free_slack, made.total_slack, strict=True))
    assert any(made.longest)
