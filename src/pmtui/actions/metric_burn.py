"""The charts of scope and sprints: burn-up, burn-down, velocity."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pmtui.actions.metric_pictures import Chart, Fact, Value
from pmtui.actions.metric_words import called, refs
from pmtui.actions.sprint_course import result_of
from pmtui.model.pictures import Bar, Bars, Lines, Series
from pmtui.planning import burn

if TYPE_CHECKING:
    from pmtui.actions.metrics import Flow


_MOST_NAMED = 20
"""Items that a table's cell names."""


class _Burn(NamedTuple):
    """What the burn charts are drawn from: of the sprint that is on, else of the whole board."""

    name: str
    first: int
    last: int
    days: list[burn.Standing]
    changes: list[burn.ScopeChange]
    points: bool


def _burnt(flow: "Flow", first: int) -> _Burn:
    sprint = next((one for one in reversed(flow.sprints) if one.first <= flow.today <= one.last), None)
    begin = sprint.first if sprint else first
    found = burn.tracks(flow.stories, flow.courses, flow.day_of, sprint.id if sprint else None)
    days = burn.standings(found, begin, flow.today)
    points = any(day.points for day in days)
    changes = burn.scope_changes(found, begin, flow.today)
    return _Burn(sprint.name if sprint else "", begin, sprint.last if sprint else flow.today, days, changes, points)


def burns(flow: "Flow", first: int) -> Iterable[Chart]:
    """Burn-up and burn-down."""
    made = _burnt(flow, first)
    scope, done = _scope(made)
    up = [Series("scope", "base", scope, dotted=True), Series("done", "ok", done)]
    yield _chart(flow, made, "burnup", "Burn-up", "scope and what of it is done", up, "done")
    left = [whole - part for whole, part in zip(scope, done, strict=True)]
    down = [Series("left", "bar", left)]
    if made.name:
        span = max(1, made.last - made.first)
        even = [left[0] * (1 - day / span) for day in range(len(left))]
        down.append(Series("even pace", "link", even, dotted=True))
    yield _chart(flow, made, "burndown", "Burn-down", "scope less what is done", down, "left")


def _scope(made: _Burn) -> tuple[list[float], list[float]]:
    if made.points:
        return [day.points for day in made.days], [day.points_done for day in made.days]
    return [float(day.items) for day in made.days], [float(day.done) for day in made.days]


def _chart(flow: "Flow", made: _Burn, name: str, title: str, what: str, series: list[Series], key: str) -> Chart:
    unit = "points" if made.points else "items"
    by_day: dict[int, list[burn.ScopeChange]] = {}
    for change in made.changes:
        by_day.setdefault(change.day, []).append(change)
    nets = {day: sum(change.items for change in changes) for day, changes in by_day.items()}
    rows: list[tuple[Value, ...]] = [
        (date.fromordinal(made.first + place), *map(_whole, day), _changes(flow, by_day.get(made.first + place, [])))
        for place, day in reversed(list(enumerate(made.days)))
    ]
    items, done, points, points_done = map(_whole, made.days[-1])
    of_points = [Fact("points", points), Fact("points done", points_done), Fact("points left", points - points_done)]
    there = any(day.items for day in made.days)
    return Chart(
        name,
        title,
        f"{what}, by each day's estimates; marks: scope changes",
        [
            *(of_points if made.points else []),
            Fact("items", items),
            Fact("done", done),
            Fact("left", items - done),
            Fact("scope change", sum(nets.values())),
        ],
        Lines(made.first, series, [(day, f"{net:+d}") for day, net in nets.items() if net], unit) if there else None,
        ("day", *burn.Standing._fields, "scope_changes"),
        rows,
        "" if there else "No card is in scope yet",
        f"points {key}" if made.points else key,
        made.name,
    )


def _whole(value: float) -> float:
    """A whole number plainly."""
    return int(value) if value == int(value) else value


def _changes(flow: "Flow", changes: list[burn.ScopeChange]) -> str:
    """A day's changes of scope in words; of very many the first."""
    said = ", ".join(_change(flow, change) for change in changes[:_MOST_NAMED])
    return said if len(changes) <= _MOST_NAMED else f"{said} and {len(changes) - _MOST_NAMED} more"


def _change(flow: "Flow", change: burn.ScopeChange) -> str:
    """A change of scope in words: `+42 Title`, `-42 Title`, `42 Title +3 points`."""
    ref, title = called(flow, change.id)
    if change.items:
        return f"{'+' if change.items > 0 else '-'}{ref} {title}"
    return f"{ref} {title} {change.points:+g} points"


def ended(flow: "Flow") -> list[burn.Result]:
    """What came of the sprints that are over, oldest first: as it was frozen at their end, else as the log tells."""
    kept = [result_of(one, flow.day_of(one.at)) for one in flow.frozen]
    known = {one.sprint.id for one in kept}
    past = [one for one in flow.sprints if one.last < flow.today and one.id not in known]
    planned = burn.by_sprint(flow.stories, flow.courses)
    told = [burn.result(one, burn.tracks(*planned[one.id], flow.day_of, one.id)) for one in past]
    return sorted([*kept, *told], key=lambda one: one.sprint.last)


def velocity(flow: "Flow", _: int) -> Iterable[Chart]:
    """Only where sprints have ended."""
    results = ended(flow)
    if not results:
        return
    points = any(one.points_done for one in results)
    value: Callable[[burn.Result], float] = (lambda one: one.points_done) if points else (lambda one: len(one.done))
    kept = [one.say_do for one in results if one.say_do is not None]
    rows: list[tuple[Value, ...]] = [
        (
            one.sprint.name, date.fromordinal(one.sprint.last), _whole(one.points),
            _whole(one.points_done), len(one.committed), len(one.done),
            None if one.say_do is None else round(one.say_do * 100), refs(flow, one.carried),
            refs(flow, one.added), refs(flow, one.removed),
        )
        for one in reversed(results)
    ]  # fmt: skip
    yield Chart(
        "velocity",
        "Velocity",
        "points of items done as a sprint ended; say/do by the points it committed to as it began",
        [
            Fact("mean", sum(map(value, results)) / len(results), " points" if points else " items"),
            Fact("last", _whole(value(results[-1])), " points" if points else " items"),
            Fact("say/do", sum(kept) / len(kept) * 100 if kept else None, "%"),
        ],
        Bars([Bar(one.sprint.name, value(one), f"{value(one):g}") for one in results], True),
        (
            "sprint", "ended", "points_committed", "points_done", "committed", "done", "say_do_percent", "carried",
            "added", "removed",
        ),
        rows,
        key="last",
        span="sprints that have ended",
    )  # fmt: skip
