"""What the plan's dates are worth: its schedule simulated with its estimates and its risks; the board's throughput."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from pmtui.actions.register import Register, RiskRow, register
from pmtui.actions.scheduling import Chart
from pmtui.actions.step import zone_of
from pmtui.clock import local, now_ms
from pmtui.errors import Refused
from pmtui.planning.network import Network
from pmtui.planning.throughput import weekly_throughput
from pmtui.store import tasks as stored
from pmtui.store.copy import Copy
from pmtui.store.plan import Plan

if TYPE_CHECKING:
    from pmtui.planning.distributions import Distribution
    from pmtui.planning.pert import ThreePoint
    from pmtui.planning.simulation import Forecast
    from pmtui.planning.simulation_draws import Effect, RiskEvent
    from pmtui.planning.simulation_outcome import Dated, Outcome

DISTRIBUTIONS = ("beta-PERT", "triangular", "lognormal")
ITERATIONS = 10_000
_ID = re.compile(r"\b[0-9a-z]{26}\b")


class Basis(NamedTuple):
    """All that a forecast is made from, read from the plan: from here on nothing but numbers is worked with.

    `estimates` are the ranges of open tasks in tenths of a minute, `open` is how many tasks are open with or without;
    `unplaced` are the risks whose delay hits nothing on the plan, so that only their cost counts.
    """

    chart: Chart
    register: Register
    network: Network
    estimates: "dict[str, ThreePoint]"
    events: "list[RiskEvent]"
    unplaced: list[str]
    milestones: list[str]
    open: int
    history: list[float]


class PlanForecast(NamedTuple):
    """A simulated schedule with what it was made of: the chart, the register, how many tasks have a range.

    `unplaced` are the risks whose delay hits nothing on the plan, so that only their cost counts.
    """

    chart: Chart
    register: Register
    forecast: "Forecast"
    ranged: int
    open: int
    events: int
    unplaced: list[str]

    def pert_chance(self, at: datetime) -> float:
        """The probability, 0 to 1, that PERT gives the project of being done by an instant: on one path alone."""
        return self.forecast.pert.chance(self.chart.maker.axis.between(self.chart.started, at))


def forecast(
    plan: Plan,
    chart: Chart,
    *,
    distribution: "Distribution" = "beta-PERT",
    iterations: int = ITERATIONS,
    seed: int | None = None,
    by: date | None = None,
    influences: bool = True,
    progress: Callable[[int], bool] | None = None,
) -> PlanForecast:
    """Simulate a project's schedule: `run` of what was gathered just now."""
    return run(
        gather(plan, chart),
        distribution=distribution, iterations=iterations, seed=seed, by=by, influences=influences, progress=progress,
    )  # fmt: skip


def gather(plan: Plan, chart: Chart) -> Basis:
    """Read what a forecast needs; the network is a copy, for the chart may change while it is simulated."""
    if plan.outdated:
        with Copy(plan) as copy:
            return gather(copy, chart)
    known = register(plan, [chart.project.id])
    events, unplaced = _events(plan, chart, known)
    network = chart.prepared.network
    return Basis(
        chart,
        known,
        replace(network, tasks=list(network.tasks)),
        _estimates(chart),
        events,
        unplaced,
        [row.id for row in chart.rows if row.milestone and row.state != "done"],
        sum(row.state != "done" and not row.summary and not row.milestone for row in chart.rows),
        history(chart),
    )


def run(
    basis: Basis,
    *,
    distribution: "Distribution" = "beta-PERT",
    iterations: int = ITERATIONS,
    seed: int | None = None,
    by: date | None = None,
    influences: bool = True,
    progress: Callable[[int], bool] | None = None,
) -> PlanForecast:
    """Simulate; it touches no file, and may run in a thread of its own.

    The seed, where none is said, is of the project and the day: all see the same. `by` is a promised day. Raises
    planning's Cancelled where `progress` says False, and Refused for what cannot be simulated, in the plan's words.
    """
    from pmtui.planning.simulation import simulate

    chart = basis.chart
    try:
        made = simulate(
            basis.network,
            basis.estimates,
            basis.events,
            iterations=iterations,
            seed=seed_of(chart) if seed is None else seed,
            distribution=distribution,
            history=basis.history if distribution == "lognormal" else (),
            milestones=basis.milestones,
            by=datetime.combine(by, chart.maker.day_finish) if by else None,
            influences=influences,
            progress=progress,
        )
    except ValueError as error:
        raise Refused(_in_words(basis, str(error))) from None
    ranged, events = len(basis.estimates), len(basis.events)
    return PlanForecast(chart, basis.register, made, ranged, basis.open, events, basis.unplaced)


def _in_words(basis: Basis, message: str) -> str:
    """What planning says of items it knows by their ids, by their numbers."""

    def ref(found: re.Match[str]) -> str:
        row = basis.chart.row(found[0]) or basis.register.row(found[0])
        return row.ref if row else found[0]

    return _ID.sub(ref, message)


def expected(dated: "Dated") -> "Outcome":
    """What is to be expected of a date: with the responses to risks, where there are any."""
    return dated.after or dated.before


def percent_words(chance: float) -> str:
    """A probability as people say it: `82 %`; what is only almost sure is not called sure."""
    if 0 < chance < 0.005 or 0.995 <= chance < 1:
        return "under 1 %" if chance < 0.5 else "over 99 %"
    return f"{chance * 100:.0f} %"


def seed_of(chart: Chart) -> int:
    """The seed of a project and a day."""
    return crc32(f"{chart.project.key} {chart.today}".encode())


def history(chart: Chart) -> list[float]:
    """Actual length divided by estimate of the finished tasks that had both."""
    found = []
    for row in chart.rows:
        task = chart.source(row)
        if row.state != "done" or row.summary or task.begun is None or not task.estimate_m:
            continue
        length, _, _ = chart.maker.length(task)
        actual = chart.schedule.duration(row.index)
        if length > 0 and actual > 0:
            found.append(actual / length)
    return found


def weekly(plan: Plan, project: str, weeks: int = 12, week_start: int = 0) -> list[int]:
    """How many items were finished in each of the last full weeks, oldest first, empty weeks included.

    Weeks before anything was finished tell nothing of the team and are left out.
    """
    zone = zone_of(plan, project)
    days = [local(at, zone).date() for at in stored.finishes(plan, project)]
    today = local(now_ms(), zone).date()
    if not days:
        return []
    full = ((today - timedelta((today.weekday() - week_start) % 7)) - days[0]).days
    return list(weekly_throughput(days, today, min(weeks, max(0, -(-full // 7))), week_start))


def _estimates(chart: Chart) -> "dict[str, ThreePoint]":
    """The ranges people typed, in tenths of a minute, of the tasks that are not done."""
    from pmtui.model.durations import Duration
    from pmtui.planning.pert import ThreePoint

    made = {}
    for row in chart.rows:
        task = chart.source(row)
        if None in (task.estimate_o, task.estimate_m, task.estimate_p) or task.state == "done":
            continue
        if not row.summary and task.estimate_unit:
            points = (task.estimate_o or 0.0, task.estimate_m or 0.0, task.estimate_p or 0.0)
            made[task.id] = ThreePoint(*(chart.maker.tenths(Duration(one, task.estimate_unit)) for one in points))
    return made


def _events(plan: Plan, chart: Chart, known: Register) -> "tuple[list[RiskEvent], list[str]]":
    """The open risks that cost or delay something, as events; and those whose delay hits nothing on the plan."""
    from pmtui.planning.simulation_draws import RiskEvent
    from pmtui.store.risks import some_risks, threatened

    cells = {one.id: one.said for one in some_risks(plan, [row.id for row in known.rows])} if known.rows else {}
    hits = threatened(plan, list(cells))
    events, unplaced = [], []
    for row in known.rows:
        said = cells.get(row.id, {})
        delay, cost = _points(said, "delay", chart.day_minutes * 10), _points(said, "cost", 1)
        if row.chance is None or not (delay or cost):
            continue
        targets = tuple(id for id in hits.get(row.id, ()) if id in chart.place)
        if delay and not targets:
            unplaced.append(row.ref)
            if not cost:
                continue
        after = _after(row, said, known, delay, cost)
        events.append(RiskEvent(row.id, row.chance, delay, cost, targets, after, row.kind == "opportunity"))
    return events, unplaced


def _points(said: dict[str, object], stem: str, unit: float) -> "ThreePoint | None":
    from pmtui.planning.pert import ThreePoint

    likely = said.get(f"{stem}_m")
    if not isinstance(likely, int | float):
        return None
    ends = [said.get(f"{stem}_{name}") for name in "op"]
    low, high = (float(end) if isinstance(end, int | float) else float(likely) for end in ends)
    return ThreePoint(low * unit, likely * unit, high * unit)


def _after(
    row: RiskRow, said: dict[str, object], known: Register, delay: "ThreePoint | None", cost: "ThreePoint | None"
) -> "Effect | None":
    """What remains after the responses: the chance of the residual level, the ranges scaled by the residual impact."""
    from pmtui.planning.pert import ThreePoint
    from pmtui.planning.risk import chance
    from pmtui.planning.simulation_draws import Effect

    probability, impact = said.get("residual_probability"), said.get("residual_impact")
    if not isinstance(probability, int):
        return None
    share = min(1.0, impact / row.impact) if isinstance(impact, int) and row.impact else 1.0

    def scaled(points: ThreePoint | None) -> ThreePoint | None:
        return None if points is None else ThreePoint(points.o * share, points.m * share, points.p * share)

    return Effect(min(row.chance or 1.0, chance(probability, known.scales)), scaled(delay), scaled(cost))
