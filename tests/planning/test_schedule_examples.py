"""Worked examples from textbooks, by name; their weeks are weeks of five days."""

from datetime import timedelta

import pytest

from pmtui.planning.network import DAY, Task
from pmtui.planning.schedule import Schedule
from tests.planning.plans import MONDAY, critical, early, late, plan, task

WEEK = 5 * DAY


def schedule_of(activities: dict[str, tuple[float, str]]) -> Schedule:
    """The schedule of activities on nodes: weeks and the activities before."""
    tasks = [Task(key, round(weeks * WEEK)) for key, (weeks, _) in activities.items()]
    links = [f"{before} FS {key}" for key, (_, befores) in activities.items() for before in befores]
    return plan(tasks, links)


def weeks(made: Schedule, key: str) -> tuple[int, int, int, int]:
    """Early start and finish, late start and finish in weeks after the project's start, as textbooks print them."""
    starts = early(made, key)[0], late(made, key)[0]
    ends = early(made, key)[1], late(made, key)[1]
    one, three = ((start - MONDAY).days // 7 for start in starts)
    two, four = ((end - MONDAY + timedelta(3)).days // 7 for end in ends)
    return one, two, three, four


def slacks(made: Schedule) -> dict[str, float]:
    """Total slack in weeks."""
    return {key: slack / WEEK for key, slack in zip(made.keys, made.total_slack, strict=True)}


def test_W1_milwaukee_paper() -> None:
    made = schedule_of(
        {
            "A": (2, ""), "B": (3, ""), "C": (2, "A"), "D": (4, "AB"),
            "E": (4, "C"), "F": (3, "C"), "G": (5, "DE"), "H": (2, "FG"),
        }
    )  # fmt: skip
    assert {key: weeks(made, key) for key in made.keys} == {
        "A": (0, 2, 0, 2),
        "B": (0, 3, 1, 4),
        "C": (2, 4, 2, 4),
        "D": (3, 7, 4, 8),
        "E": (4, 8, 4, 8),
        "F": (4, 7, 10, 13),
        "G": (8, 13, 8, 13),
        "H": (13, 15, 13, 15),
    }
    assert slacks(made) == {"A": 0, "B": 1, "C": 0, "D": 1, "E": 0, "F": 6, "G": 0, "H": 0}
    assert [slack / WEEK for slack in made.free_slack] == [0, 0, 0, 1, 0, 6, 0, 0]
    assert critical(made) == "ACEGH"


def test_W6_reliable_construction() -> None:
    made = schedule_of(
        {
            "A": (2, ""), "B": (4, "A"), "C": (10, "B"), "D": (6, "C"), "E": (4, "C"), "F": (5, "E"), "G": (7, "D"),
            "H": (9, "EG"), "I": (7, "C"), "J": (8, "FI"), "K": (4, "J"), "L": (5, "J"), "M": (2, "H"), "N": (6, "KL"),
        }
    )  # fmt: skip
    assert weeks(made, "N")[1] == 44
    assert critical(made) == "ABCEFJLN"
    assert {key: slack for key, slack in slacks(made).items() if slack} == {
        "D": 4, "G": 4, "H": 4, "M": 4, "I": 2, "K": 1,
    }  # fmt: skip
    assert [key for key, longest in zip(made.keys, made.longest, strict=True) if longest] == list("ABCEFJLN")


def test_W7_taylor_arrow_network_with_its_nodes_as_milestones() -> None:
    arrows = {(1, 2): 7, (1, 3): 10, (2, 4): 6, (3, 4): 5, (3, 5): 4, (4, 5): 3, (5, 6): 2}
    tasks = [task(f"n{node}", 0) for node in range(1, 7)]
    links = []
    for (tail, head), length in arrows.items():
        tasks.append(Task(f"{tail}-{head}", length * WEEK))
        links += [f"n{tail} FS {tail}-{head}", f"{tail}-{head} FS n{head}"]
    made = plan(tasks, links)
    assert weeks(made, "5-6")[1] == 20
    assert [slacks(made)[f"{tail}-{head}"] for tail, head in arrows] == [2, 0, 2, 0, 4, 0, 0]
    assert critical(made) == "n1n3n4n5n61-33-44-55-6"


@pytest.mark.parametrize("order", [1, -1])
def test_W6_does_not_depend_on_the_order_of_the_activities(order: int) -> None:
    activities: dict[str, tuple[float, str]] = {"A": (2, ""), "B": (4, "A"), "C": (10, "B"), "D": (6, "C")}
    made = schedule_of(dict(list(activities.items())[::order]))
    assert weeks(made, "D") == (16, 22, 16, 22)
