"""Cumulative flow, burn charts and sprints, by hand."""

from pmtui.model.story import Story
from pmtui.planning.burn import Sprint, Standing, result, scope_changes, standings, tracks
from pmtui.planning.cfd import cumulative_flow
from tests.planning.boards import NOVEMBER, at, courses, day_of, stage, story


def test_each_day_ends_with_so_many_items_in_each_category() -> None:
    made = courses(
        [
            story(stage(2, "backlog"), stage(3, "ready"), stage(4, "active", 9), stage(4, "done", 15)),
            story(stage(3, "active"), stage(5, "")),
        ]
    )
    found = cumulative_flow(made, NOVEMBER + 2, NOVEMBER + 5)
    assert found == {
        "backlog": [1, 0, 0, 0], "ready": [0, 1, 0, 0], "active": [0, 1, 1, 0], "wait": [0, 0, 0, 0],
        "done": [0, 0, 1, 1],
    }  # fmt: skip
    later = cumulative_flow(made, NOVEMBER + 4, NOVEMBER + 5)
    assert later == {category: counts[2:] for category, counts in found.items()}


def test_scope_and_done_are_by_the_estimates_of_their_day() -> None:
    estimated = Story("a", [stage(2, "ready"), stage(5, "done")], [(at(2), 3.0), (at(4), 8.0)], [])
    late = Story("b", [stage(4, "ready"), stage(6, "")], [(at(4), 2.0)], [])
    stories = [estimated, late]
    found = tracks(stories, courses(stories), day_of)
    assert standings(found, NOVEMBER + 2, NOVEMBER + 6) == [
        Standing(1, 0, 3.0, 0.0), Standing(1, 0, 3.0, 0.0), Standing(2, 0, 10.0, 0.0), Standing(2, 1, 10.0, 8.0),
        Standing(1, 1, 8.0, 8.0),
    ]  # fmt: skip
    changes = scope_changes(found, NOVEMBER + 2, NOVEMBER + 6)
    assert [(one.day - NOVEMBER, one.id, one.items, one.points) for one in changes] == [
        (4, "a", 0, 5.0), (4, "b", 1, 2.0), (6, "b", -1, -2.0),
    ]  # fmt: skip
    assert standings(found, NOVEMBER + 5, NOVEMBER + 5) == [Standing(2, 1, 10.0, 8.0)]


def _in_sprint(id: str, *sprints: tuple[int, str], points: float, done: int | None = None) -> Story:
    stages = [stage(1, "ready"), *([stage(done, "done")] if done else [])]
    return Story(id, stages, [(at(1), points)], [(at(day), sprint) for day, sprint in sprints])


def test_velocity_and_say_do_of_a_sprint() -> None:
    sprint = Sprint("s", "Sprint 1", NOVEMBER + 2, NOVEMBER + 13)
    kept = _in_sprint("kept", (1, "s"), points=5, done=6)
    grown = _in_sprint("grown", (1, "s"), points=2, done=7)
    grown.points.append((at(4), 8.0))
    stories = [
        kept,
        grown,
        _in_sprint("carried", (2, "s"), (16, "t"), points=3),
        _in_sprint("added", (4, "s"), points=1, done=12),
        _in_sprint("removed", (1, "s"), (5, ""), points=10),
        _in_sprint("late", (1, "s"), points=4, done=14),
        _in_sprint("other", (1, "t"), points=100, done=5),
    ]
    made = result(sprint, tracks(stories, courses(stories), day_of, "s"))
    assert made.committed == ["kept", "grown", "carried", "removed", "late"]
    assert made.points == 5 + 2 + 3 + 10 + 4
    assert made.done == ["kept", "grown", "added"]
    assert made.points_done == 5 + 8 + 1, "full credit, at the estimate of the sprint's end"
    assert (made.kept, made.points_kept) == (["kept", "grown"], 7)
    assert made.say_do == 7 / 24
    assert (made.carried, made.added, made.removed) == (["carried", "late"], ["added"], ["removed"])


def test_say_do_goes_by_items_where_nothing_has_points() -> None:
    sprint = Sprint("s", "Sprint 1", NOVEMBER + 2, NOVEMBER + 13)
    stories = [_in_sprint("a", (1, "s"), points=0, done=5), _in_sprint("b", (1, "s"), points=0)]
    assert result(sprint, tracks(stories, courses(stories), day_of, "s")).say_do == 0.5
    assert result(sprint, []).say_do is None
