"""Why a task has its date: small plans by hand, and that the drivers named are those of the schedule."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.planning.calendars import Calendar, CalendarException
from pmtui.planning.drivers import Drivers, settled
from pmtui.planning.network import DAY, Constraint, Dependency, Network, Task, Terms
from pmtui.planning.schedule import schedule
from pmtui.planning.why import StepKind, why, words
from tests.planning.networks import FEAST, networks

MONDAY = datetime(2026, 11, 23, 8)
HOLIDAYS = {"Standard": Calendar(exceptions=[FEAST])}


def chain(key: str, tasks: list[Task], *links: Dependency, terms: Terms | None = None) -> list[str]:
    """The words of the chain of a task."""
    network = Network(terms or Terms(MONDAY), tasks, list(links), HOLIDAYS)
    return [words(step, lambda key: key) for step in why(network, schedule(network), key)]


def test_the_chain_goes_back_over_links_lags_and_weekends_to_the_projects_start() -> None:
    assert chain(
        "C",
        [Task("A", 3 * DAY), Task("B", 2 * DAY), Task("C", DAY)],
        Dependency("A", "B", lag=DAY // 2),
        Dependency("B", "C"),
    ) == [
        "after B finishes Mon 30 Nov 12:00",
        "no work until Mon 30 Nov 13:00",
        "after A finishes Wed 25 Nov 17:00",
        "4h lag",
        "no work until Thu 26 Nov 13:00",
        "project starts Mon 23 Nov 08:00",
    ]


def test_a_weekend_and_a_holiday_are_called_by_name() -> None:
    first = Task("A", 5 * DAY)
    assert chain("B", [first, Task("B", 6 * DAY), Task("C", 1)], Dependency("A", "B"), Dependency("B", "C")) == [
        "after A finishes Fri 27 Nov 17:00",
        "weekend Sat 28 - Sun 29 Nov",
        "project starts Mon 23 Nov 08:00",
    ]
    assert chain("C", [first, Task("B", 6 * DAY), Task("C", 1)], Dependency("A", "B"), Dependency("B", "C"))[:2] == [
        "after B finishes Mon 7 Dec 17:00",
        "Feast Tue 8 Dec",
    ]


def test_days_off_within_a_lag_are_told() -> None:
    told = chain("B", [Task("A", 5 * DAY), Task("B", DAY)], Dependency("A", "B", lag=7 * DAY))
    assert told[:4] == [
        "after A finishes Fri 27 Nov 17:00",
        "7d lag",
        "weekend Sat 28 - Sun 29 Nov",
        "weekend Sat 5 - Sun 6 Dec",
    ]
    assert told[4] == "Feast Tue 8 Dec"


@pytest.mark.parametrize(
    ("link", "said"),
    [
        (Dependency("A", "B"), ["after A finishes Wed 25 Nov 17:00"]),
        (Dependency("A", "B", "SS"), ["after A starts Mon 23 Nov 08:00"]),
        (Dependency("A", "B", "FF"), ["to finish after A finishes Wed 25 Nov 17:00"]),
        (Dependency("A", "B", "SF", DAY * 3), ["to finish after A starts Mon 23 Nov 08:00", "3d lag"]),
        (Dependency("A", "B", lag=-DAY), ["after A finishes Wed 25 Nov 17:00", "1d lead"]),
        (Dependency("A", "B", lag=3 * DAY, unit="elapsed"), ["after A finishes Wed 25 Nov 17:00", "1d elapsed lag"]),
        (Dependency("A", "B", lag=50, unit="percent"), ["after A finishes Wed 25 Nov 17:00", "50% lag"]),
        (
            Dependency("A", "B", lag=50, unit="elapsed percent"),
            ["after A finishes Wed 25 Nov 17:00", "50% elapsed lag"],
        ),
    ],
)
def test_every_kind_of_link_and_lag_has_its_words(link: Dependency, said: list[str]) -> None:
    told = chain("B", [Task("A", 3 * DAY), Task("B", 2 * DAY)], link)
    assert told[: len(said)] == said
    assert told[-1] == "project starts Mon 23 Nov 08:00"


@pytest.mark.parametrize(
    ("constraint", "day", "said"),
    [
        ("SNET", datetime(2026, 11, 30, 8), "not before Mon 30 Nov (constraint)"),
        ("SNET", datetime(2026, 11, 30, 10, 30), "not before Mon 30 Nov 10:30 (constraint)"),
        ("FNET", datetime(2026, 11, 30, 17), "not to finish before Mon 30 Nov (constraint)"),
        ("MSO", datetime(2026, 11, 30, 8), "must start Mon 30 Nov (constraint)"),
        ("MFO", datetime(2026, 11, 30, 17), "must finish Mon 30 Nov (constraint)"),
        ("SNLT", datetime(2026, 11, 24, 8), "to start by Tue 24 Nov (constraint)"),
        ("FNLT", datetime(2026, 11, 24, 17), "to finish by Tue 24 Nov (constraint)"),
    ],
)
def test_a_constraint_ends_the_chain(constraint: Constraint, day: datetime, said: str) -> None:
    held = Task("B", DAY, constraint=constraint, constraint_at=day)
    assert chain("B", [Task("A", 3 * DAY), held], Dependency("A", "B")) == [said]


def test_a_constraint_on_a_day_off_waits_for_the_next_working_day() -> None:
    held = Task("A", DAY, constraint="SNET", constraint_at=datetime(2026, 11, 28, 8))
    assert chain("A", [held]) == ["not before Sat 28 Nov (constraint)", "weekend Sat 28 - Sun 29 Nov"]


def test_a_constraint_or_deadline_that_does_not_matter_is_not_told() -> None:
    idle = Task("B", DAY, constraint="SNET", constraint_at=MONDAY, deadline=datetime(2026, 11, 23, 17))
    assert chain("B", [Task("A", DAY), idle], Dependency("A", "B"))[0] == "after A finishes Mon 23 Nov 17:00"


def test_a_leveling_delay_is_told_after_what_it_delays() -> None:
    told = chain("B", [Task("A", DAY), Task("B", DAY, leveling_delay=6 * DAY)], Dependency("A", "B"))
    assert told[:3] == [
        "after A finishes Mon 23 Nov 17:00",
        "no work until Tue 24 Nov 08:00",
        "2d elapsed leveling delay",
    ]


def test_work_under_way_and_dates_entered_by_hand_need_no_other_reason() -> None:
    begun = Task("B", 2 * DAY, actual_start=datetime(2026, 11, 24, 8), percent=10)
    assert chain("B", [Task("A", 3 * DAY), begun], Dependency("A", "B")) == ["started Tue 24 Nov 08:00"]
    by_hand = Task("B", DAY, manual=True, manual_start=datetime(2026, 12, 1, 8))
    assert chain("B", [Task("A", 3 * DAY), by_hand], Dependency("A", "B")) == ["dated by hand Tue 1 Dec 08:00"]


def test_of_a_summary_the_child_that_decides_is_told() -> None:
    tasks = [Task("S", 0), Task("A", DAY, "S"), Task("B", 3 * DAY, "S"), Task("C", DAY), Task("L", DAY)]
    links = [Dependency("L", "S"), Dependency("S", "C")]
    assert chain("C", tasks, *links) == [
        "after S finishes Thu 26 Nov 17:00",
        "no work until Fri 27 Nov 08:00",
        "its B finishes last Thu 26 Nov 17:00",
        "part of S",
        "after L finishes Mon 23 Nov 17:00",
        "no work until Tue 24 Nov 08:00",
        "project starts Mon 23 Nov 08:00",
    ]
    assert chain("S", tasks, *links)[0] == "its A starts first Tue 24 Nov 08:00"


def test_predecessors_that_tie_are_named() -> None:
    tasks = [Task("A", DAY), Task("B", DAY), Task("C", DAY), Task("D", DAY)]
    links = [Dependency(before, "D") for before in "ABC"]
    assert chain("D", tasks, *links)[0] == "after A finishes Mon 23 Nov 17:00, as do B, C"
    assert chain("D", tasks, *links[1:])[0] == "after B finishes Mon 23 Nov 17:00, as does C"


def test_a_task_as_late_as_possible_has_its_date_from_what_follows() -> None:
    tasks = [Task("A", DAY, constraint="ALAP"), Task("B", DAY, constraint="ALAP"), Task("long", 5 * DAY)]
    assert chain("A", tasks, Dependency("A", "B", lag=DAY)) == [
        "before B starts Fri 27 Nov 08:00",
        "1d lag",
        "no work until Thu 26 Nov 08:00",
        "project finishes Fri 27 Nov 17:00 with long",
        "project starts Mon 23 Nov 08:00",
    ]


def test_scheduled_from_the_finish_the_chain_ends_there() -> None:
    terms = Terms(MONDAY, finish=datetime(2026, 12, 4, 17), from_finish=True)
    tasks = [Task("A", DAY, constraint="ALAP"), Task("B", DAY, constraint="ALAP")]
    told = chain("A", tasks, Dependency("A", "B"), terms=terms)
    assert told[0] == "before B starts Fri 4 Dec 08:00"
    assert told[-1] == "project finishes Fri 4 Dec 17:00 with B"


def test_a_year_is_told_where_it_is_not_this_one() -> None:
    network = Network(Terms(datetime(2027, 1, 4, 8)), [Task("A", DAY)])
    (step,) = why(network, schedule(network), "A")
    assert words(step, str, date(2026, 11, 23)) == "project starts Mon 4 Jan 2027 08:00"


def test_days_off_over_the_end_of_a_month() -> None:
    shut = Calendar(exceptions=[CalendarException(date(2026, 11, 26), date(2026, 12, 1), name="Works holiday")])
    network = Network(Terms(MONDAY), [Task("A", 3 * DAY), Task("B", DAY)], [Dependency("A", "B")], {"Standard": shut})
    steps = why(network, schedule(network), "B")
    assert words(steps[1], str) == "Works holiday Thu 26 Nov - Tue 1 Dec"


def test_a_key_that_is_nowhere_is_an_error() -> None:
    network = Network(Terms(MONDAY), [Task("A", DAY)])
    with pytest.raises(KeyError):
        why(network, schedule(network), "Z")


ROOTS: tuple[StepKind, ...] = ("project start", "project finish", "constraint", "deadline", "actual", "manual")


@settings(deadline=None)
@given(st.booleans().flatmap(lambda late: networks(late)))
def test_every_chain_ends_with_something_nothing_else_drives(network: Network) -> None:
    found = schedule(network)
    for task in network.tasks:
        steps = why(network, found, task.key)
        reasons = [step for step in steps if step.kind in (*ROOTS, "link")]
        assert reasons[-1].kind in ROOTS
        assert all(words(step, str) for step in steps)
        assert all(step.begin <= step.end for step in steps)


@settings(deadline=None)
@given(networks())
def test_the_drivers_give_the_early_start_that_the_schedule_has(network: Network) -> None:
    found = schedule(network)
    drivers = Drivers(network, found)
    # Between calendars a milestone at the end of a shift counts at either side of the night.
    milestones = {task.key for task in network.tasks if task.duration == 0}
    for task in network.tasks:
        if task.key in drivers.children or settled(task):
            continue
        named = drivers.early(task.key)
        if any(driver.other in milestones for driver in named):
            continue
        axis = drivers.axes.named(task.calendar or "Standard") if not task.elapsed else drivers.axes.clock
        assert axis.offset(named[0].date) == axis.offset(found.early_start(found.index[task.key]))
