"""The charts of scope and sprints: burn-up, burn-down, velocity."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pmtui.actions.metric_pictures import Bar, Bars, Chart, Fact, Lines, Series, Value
from pmtui.actions.metric_words import called, refs
from pmtui.planning import burn

if TYPE_CHECKING:
    from pmtui.actions.metrics import Flow


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


def burn_up(flow: "Flow", first: int) -> Iterable[Chart]:
    made = _burnt(flow, first)
    scope, done = _scope(made)
    series = [Series("scope", "base", scope, dotted=True), Series("done", "ok", done)]
    yield _burn_chart(flow, made, "burnup", "Burn-up", "scope and what of it is done", series)


def burn_down(flow: "Flow", first: int) -> Iterable[Chart]:
    made = _burnt(flow, first)
    left = [whole - part for whole, part in zip(*_scope(made), strict=True)]
    series = [Series("left", "bar", left)]
    if made.last > flow.today or made.name:
        span = max(1, made.last - made.first)
        series.append(Series("even pace", "link", [left[0] * (1 - at / span) for at in range(len(left))], dotted=True))
    yield _burn_chart(flow, made, "burndown", "Burn-down", "scope less what is done", series)


def _scope(made: _Burn) -> tuple[list[float], list[float]]:
    if made.points:
        return [day.points for day in made.days], [day.points_done for day in made.days]
    return [float(day.items) for day in made.days], [float(day.done) for day in made.days]


def _burn_chart(flow: "Flow", made: _Burn, name: str, title: str, what: str, series: list[Series]) -> Chart:
    unit = "points" if made.points else "items"
    last, net = made.days[-1], sum(change.items for change in made.changes)
    by_day: dict[int, list[burn.ScopeChange]] = {}
    for change in made.changes:
        by_day.setdefault(change.day, []).append(change)
    marks = [
        (day, f"{sum(one.items for one in by_day[day]):+d}") for day in by_day if sum(one.items for one in by_day[day])
    ]
    rows = []
    for place in reversed(range(len(made.days))):
        day, at = made.days[place], made.first + place
        said = ", ".join(_change(flow, change) for change in by_day.get(at, ()))
        rows.append((date.fromordinal(at), day.items, day.done, day.points, day.points_done, said))
    return Chart(
        name,
        title,
        f"{what}, by each day's estimates; marks: scope changes",
        [
            Fact("items", last.items),
            Fact("done", last.done),
            Fact("points", last.points),
            Fact("points done", last.points_done),
            Fact("scope change", net),
        ],
        Lines(made.first, series, marks, unit) if any(day.items for day in made.days) else None,
        ("day", "items", "done", "points", "points_done", "scope_changes"),
        rows,
        "" if any(day.items for day in made.days) else "No card is in scope yet",
        "points done" if made.points else "done",
        made.name,
    )


def _change(flow: "Flow", change: burn.ScopeChange) -> str:
    """A change of scope in words: `+42 Title`, `-42 Title`, `42 Title +3 points`."""
    ref, title = called(flow, change.id)
    if change.items:
        return f"{'+' if change.items > 0 else '-'}{ref} {title}"
    return f"{ref} {title} {change.points:+g} points"


def velocity(flow: "Flow", _: int) -> Iterable[Chart]:
    """Only where sprints have ended."""
    ended = [sprint for sprint in flow.sprints if sprint.last < flow.today]
    if not ended:
        return
    results = [burn.result(sprint, burn.tracks(flow.stories, flow.courses, flow.day_of, sprint.id)) for sprint in ended]
    points = any(one.points_done for one in results)
    value: Callable[[burn.Result], float] = (lambda one: one.points_done) if points else (lambda one: len(one.done))
    kept = [one.say_do for one in results if one.say_do is not None]
    rows: list[tuple[Value, ...]] = [
        (
            one.sprint.name, date.fromordinal(one.sprint.last), one.points, one.points_done, len(one.committed),
            len(one.done), None if one.say_do is None else round(one.say_do * 100), refs(flow, one.carried),
            refs(flow, one.added), refs(flow, one.removed),
        )
        for one in reversed(results)
    ]  # fmt: skip
    yield Chart(
        "velocity",
        "Velocity",
        "points of items done at a sprint's end; say/do by points of its first day",
        [
            Fact("mean", sum(map(value, results)) / len(results), " points" if points else " items"),
            Fact("last", value(results[-1]), " points" if points else " items"),
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
