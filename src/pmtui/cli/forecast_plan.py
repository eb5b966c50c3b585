"""`pmtui forecast` of the plan: run the simulation, show how far it is, print it or write it as JSON."""

import sys
from datetime import date, datetime
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

from pmtui.cli.call import Call
from pmtui.cli.output import say
from pmtui.cli.schedule import NOTHING, project_meant
from pmtui.errors import Refused

if TYPE_CHECKING:
    from pmtui.actions.forecasting import PlanForecast
    from pmtui.actions.scheduling import Chart
    from pmtui.planning.simulation_outcome import Dated, Outcome
    from pmtui.store.plan import Plan

_PAUSE = 0.25
"""Seconds between two words on how far it is."""


class Promise(NamedTuple):
    """A date with its probabilities, 0 to 1, by PERT and as simulated."""

    at: datetime
    pert: float
    simulated: float


def show_forecast(call: Call) -> None:
    """Simulate the project that is meant and print what came out."""
    from pmtui.actions.scheduling import scheduled

    with call.current() as plan:
        chart = scheduled(plan, project_meant(call, plan))
        if not chart.rows:
            raise Refused(NOTHING)
        found = _simulated(call, plan, chart)
        if call.options.json:
            call.out.json(document(call, found))
            return
        from pmtui.cli.forecast_page import page

        call.out.lines(page(call.out, found, before=bool(call.options.before_responses)))
    _remarks(found)


def _simulated(call: Call, plan: "Plan", chart: "Chart") -> "PlanForecast":
    """The forecast. Refused for a plan or a range that cannot be simulated; Ctrl-C ends it, and says so."""
    from pmtui.actions.forecasting import ITERATIONS, forecast
    from pmtui.cli.forecast import DISTRIBUTIONS

    options = call.options
    iterations = options.iterations or ITERATIONS
    by = _promised(call, chart)
    progress = _Progress(iterations)
    try:
        return forecast(
            plan, chart,
            distribution=DISTRIBUTIONS[options.distribution or "beta-pert"],
            iterations=iterations, seed=options.seed, by=by, progress=progress,
        )  # fmt: skip
    except KeyboardInterrupt:
        progress.clear()
        say("cancelled; nothing was changed")
        raise
    finally:
        progress.clear()


def _promised(call: Call, chart: "Chart") -> date | None:
    """The day that is asked about: --by, else the finish promised for the project, if any."""
    from pmtui.model.dates import parse_date

    if call.options.by is None:
        return date.fromisoformat(chart.project.finish) if chart.project.finish else None
    settings = call.settings
    return parse_date(call.options.by, chart.today, week_start=settings.week_start, day_first=settings.day_first)


class _Progress:
    """Tells a person at a terminal how far the simulation is; called with the iterations done, it never stops it.

    It speaks a few times a second at most, and not at all of what takes no time.
    """

    def __init__(self, iterations: int) -> None:
        self._iterations = iterations
        self._told = 0
        self._next = monotonic() + _PAUSE

    def __call__(self, done: int) -> bool:
        if done < self._iterations and monotonic() > self._next and sys.stderr.isatty():
            self._next = monotonic() + _PAUSE
            line = f"simulated {done:,} of {self._iterations:,}; Ctrl-C stops"
            self._told = len(line)
            sys.stderr.write(f"\r{line}")
            sys.stderr.flush()
        return True

    def clear(self) -> None:
        """Take the line away again."""
        if self._told:
            sys.stderr.write(f"\r{' ' * self._told}\r")
            sys.stderr.flush()
            self._told = 0


def _remarks(found: "PlanForecast") -> None:
    """Say what the figures lack."""
    if not found.ranged:
        say("no open task has a range, so only risks spread the dates; `pmtui set 42 estimate=2/3/6d` gives one")
    if found.unplaced:
        refs = ", ".join(found.unplaced)
        say(f"{refs}: the delay hits nothing on the plan; `pmtui link {found.unplaced[0]} threatens 42` says what")


def outcome(dated: "Dated", *, before: bool) -> "Outcome":
    """What came out, with the responses to risks where there are any and they are wanted."""
    from pmtui.actions.forecasting import expected

    return dated.before if before else expected(dated)


def promise(found: "PlanForecast", *, before: bool) -> Promise:
    """The promised date of the project, else the scheduled one, and how likely it is."""
    project = found.forecast.project
    simulated = outcome(project, before=before).chance(project.promised)
    return Promise(project.promised, round(found.pert_chance(project.promised), 4), round(simulated, 4))


def document(call: Call, found: "PlanForecast") -> dict[str, Any]:
    """The forecast as JSON: local times without a zone, days of work from the plan's start, chances from 0 to 1."""
    before = bool(call.options.before_responses)
    made, chart = found.forecast, found.chart
    day = chart.day_minutes * 10
    said: dict[str, Any] = {
        "project": chart.project.key,
        "deterministic_finish": made.project.planned.isoformat(),
        "pert": {
            "mean_days": round(made.pert.mean / day, 4),
            "sd_days": round(made.pert.sd / day, 4),
            "critical": [row.number for key in made.pert.path if (row := chart.row(key)) is not None],
        },
        "simulated": {
            "distribution": made.distribution,
            "iterations": made.iterations,
            "seed": made.seed,
            **_percentiles(outcome(made.project, before=before)),
            **_lengths(outcome(made.project, before=before), day),
        },
        "milestones": [_milestone(found, key, dated, before) for key, dated in made.milestones.items()],
        "drivers": [
            {"number": _number(found, one.key), "kind": one.kind, "correlation": one.correlation}
            for one in made.influences
        ],
    }
    if call.options.by is not None:
        promised = promise(found, before=before)
        said["probability"] = {"pert": promised.pert, "simulated": promised.simulated}
    return said


def _percentiles(found: "Outcome") -> dict[str, str]:
    from pmtui.planning.simulation_outcome import PERCENTILES

    return {f"p{percent}": found.at(percent).isoformat() for percent in PERCENTILES}


def _lengths(found: "Outcome", day: int) -> dict[str, float]:
    """The same as working days from the plan's start."""
    from pmtui.planning.simulation_outcome import PERCENTILES

    return {f"p{percent}_days": round(found.length(percent) / day, 2) for percent in PERCENTILES}


def _milestone(found: "PlanForecast", key: str, dated: "Dated", before: bool) -> dict[str, Any]:
    row = found.chart.row(key)
    assert row is not None
    wanted = outcome(dated, before=before)
    return {
        "number": row.number, "title": row.title, "deterministic_finish": dated.planned.isoformat(),
        "promised": dated.promised.isoformat(), "probability": round(wanted.chance(dated.promised), 4),
        **_percentiles(wanted),
    }  # fmt: skip


def _number(found: "PlanForecast", key: str) -> int | None:
    """The number of a task or a risk."""
    row = found.chart.row(key) or found.register.row(key)
    return row.number if row else None
