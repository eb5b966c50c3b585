"""The schedule simulated: what three-point estimates and risks together do to every date that was promised."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

import numpy as np

from pmtui.planning.distributions import Distribution, Floats, fit
from pmtui.planning.network import Network
from pmtui.planning.ordering import BadPlan, Outline
from pmtui.planning.pert import ThreePoint, pert
from pmtui.planning.schedule import schedule
from pmtui.planning.simulation_axes import Ints
from pmtui.planning.simulation_draws import Effect, Event, Length, RiskEvent, lengths
from pmtui.planning.simulation_outcome import (
    Amounts,
    Costs,
    Dated,
    Forecast,
    Influence,
    Outcome,
    correlation,
    ranks,
)  # fmt: skip
from pmtui.planning.simulation_passes import Group, Matrix, Passes
from pmtui.planning.simulation_rows import settled, worked

__all__ = ["Cancelled", "Effect", "Forecast", "RiskEvent", "simulate"]

CHUNK = 1_000
"""Iterations at a time: few enough that the memory does not grow with them."""


class Cancelled(Exception):
    """The simulation was told to stop."""


def simulate(
    network: Network,
    estimates: Mapping[str, ThreePoint],
    events: Sequence[RiskEvent] = (),
    *,
    iterations: int = 10_000,
    seed: int = 42,
    distribution: Distribution = "beta-PERT",
    history: Sequence[float] = (),
    milestones: Sequence[str] = (),
    by: datetime | None = None,
    critical: bool = True,
    influences: bool = True,
    progress: Callable[[int], bool] | None = None,
) -> Forecast:
    """Schedule a network as often as asked, each time with other lengths drawn from the estimates, in tenths.

    `history` has the actual lengths divided by the estimates of finished work, for the lognormal distribution; there
    only the most likely values count. `milestones` are keys of any tasks or summaries whose finishes are wanted, `by`
    is the date promised for the project. `progress` is told the iterations done; with False it raises Cancelled.
    Otherwise as `schedule`, and BadEstimate or TooShort.
    """
    if iterations < 1:
        raise ValueError("a simulation needs at least one iteration")
    run = _Run(network, estimates, events, seed, distribution, history)
    places = {key: run.group(key) for key in milestones}
    tally = _Tally(run, iterations, places)
    run.through(tally, iterations, critical, progress)
    made = run.made
    return Forecast(
        f"{distribution}, {iterations:,} iterations, seed {seed}",
        distribution,
        iterations,
        seed,
        run.dated(made.project_finish, by, run.every, tally.finishes),
        {key: run.milestone(key, at, tally.milestones[key]) for key, at in places.items()},
        {key: count / iterations for key, count in zip(made.keys, tally.critical.tolist(), strict=True)}
        if critical
        else {},
        run.influences(tally.finishes[0]) if influences else (),
        Costs(*[Amounts(column) for column in tally.costs], *[None] * (not run.responds)) if run.costs else None,
        pert(network, estimates),
    )


class _Run:
    """A network, what is drawn for it, and the pass over it."""

    def __init__(
        self, network: Network, estimates: Mapping[str, ThreePoint], events: Sequence[RiskEvent], seed: int,
        distribution: Distribution, history: Sequence[float],
    ) -> None:  # fmt: skip
        self._tasks = network.tasks
        self.made = schedule(network)
        self._outline = Outline(network)
        ratios = fit(history) if distribution == "lognormal" else None
        drawn = dict(lengths(network.tasks, estimates, distribution, ratios, seed))
        self._events = [Event(risk, seed) for risk in events]
        self._hits = [self._hit(risk) for risk in events]
        self.passes = Passes(network, self.made, schedule(self._worst(network, drawn)))
        if not self.passes.leaves:
            raise BadPlan("The plan has no active task to forecast; add one")
        self._active = set(self.passes.leaves)
        self.every = self.passes.group(self.passes.leaves)
        self._drawn = {place: length for place, length in drawn.items() if place in self._active}
        # What was worked is worked, and nothing takes less than no time.
        self._least = {
            place: worked(network.tasks[place]) if network.tasks[place].actual_start else 0
            for place in sorted({place for hits in self._hits for place in hits})
        }
        self.responds = any(event.responds for event in self._events)
        self.costs = any(event.costs for event in self._events)

    def below(self, key: str, why: str) -> list[int]:
        """The task of this key, or those below the summary. BadPlan."""
        if key not in self._outline.index:
            raise BadPlan(f"{why} {key!r}, which is no task of this plan; take it out")
        return self._outline.leaves(self._outline.index[key])

    def _hit(self, risk: RiskEvent) -> list[int]:
        """The tasks whose length a risk changes, each once."""
        found = [place for key in risk.hits for place in self.below(key, f"The risk {risk.key} hits")]
        return [place for place in dict.fromkeys(found) if not settled(self._tasks[place])]

    def group(self, key: str) -> Group:
        """What a task or summary ends with: of a summary its active tasks, all where none is. BadPlan."""
        places = self.below(key, "The forecast asks for")
        return self.passes.group([place for place in places if place in self._active] or places)

    def _worst(self, network: Network, drawn: Mapping[int, Length]) -> Network:
        """The network with the greatest lengths that may come, so that what runs too far does so at once."""
        greatest = {place: int(length.table[-1]) for place, length in drawn.items()}
        for event, hits in zip(self._events, self._hits, strict=True):
            for place in hits:
                greatest[place] = greatest.get(place, network.tasks[place].duration) + event.longest
        tasks = list(network.tasks)
        for place, length in greatest.items():
            tasks[place] = replace(tasks[place], duration=length)
        return replace(network, tasks=tasks)

    def through(self, tally: "_Tally", iterations: int, critical: bool, progress: Callable[[int], bool] | None) -> None:
        """Simulate all iterations, a chunk at a time. Cancelled."""
        shape = self.passes.size, min(CHUNK, iterations)
        known, starts, finishes = (np.zeros(shape, np.int32) for _ in range(3))
        known[: self.passes.count].T[:] = [task.duration for task in self._tasks]
        for done in range(0, iterations, CHUNK):
            count = min(CHUNK, iterations - done)
            columns = known[:, :count], starts[:, :count], finishes[:, :count]
            for after, effects in enumerate(self._draw(columns[0])):
                tally.costs[after][done : done + count] = effects.cost
                for place, changed in effects.lengths.items():
                    columns[0][place] = changed
                self.passes.run(*columns)
                tally.note(after, done, columns[2])
                if critical and not after:
                    tally.critical += self.passes.critical(*columns)
            if progress is not None and not progress(done + count):
                raise Cancelled

    def _draw(self, known: Matrix) -> "list[_Effects]":
        """Draw all lengths into the matrix, and what the risks do to them: without the responses, then with."""
        count = known.shape[1]
        for place in self._least:
            known[place] = self._tasks[place].duration
        for place, length in self._drawn.items():
            length.draw(known[place])
        found = [_Effects({}, np.zeros(count)) for _ in range(1 + self.responds)]
        for event, hits in zip(self._events, self._hits, strict=True):
            for effects, (delay, cost) in zip(found, event.draw(count), strict=False):
                np.add(effects.cost, cost, out=effects.cost)
                for place in hits:
                    effects.lengths[place] = effects.lengths.get(place, known[place]) + delay
        for effects in found:
            for place, least in self._least.items():
                np.maximum(effects.lengths[place], least, out=effects.lengths[place])
        return found

    # --- what was found ------------------------------------------------------------------------------------------

    def milestone(self, key: str, at: Group, finishes: list[Ints]) -> Dated:
        """The finish of a task or summary."""
        place = self.made.index[key]
        return self.dated(self.made.finish(place), self._tasks[place].deadline, at, finishes)

    def dated(self, planned: datetime, promised: datetime | None, at: Group, finishes: list[Ints]) -> Dated:
        """The last finish of some places, without the responses and with them."""
        axis, home = self.passes.axis_of(at), self.passes.home
        found = [Outcome(column, axis, planned, home, self.made.project_start) for column in finishes]
        return Dated(planned, promised or planned, found[0], found[1] if self.responds else None)

    def influences(self, finishes: Ints) -> tuple[Influence, ...]:
        """What the project's finish follows, the closest first."""
        finish, count = ranks(finishes), len(finishes)
        found = [
            Influence(self.made.keys[place], "task", correlation(length.ranks(count), finish))
            for place, length in self._drawn.items()
            if length.varies
        ]
        found += [
            Influence(event.risk.key, "risk", correlation(ranks(event.again(count)), finish))
            for event, hits in zip(self._events, self._hits, strict=True)
            if hits and event.delays
        ]
        return tuple(sorted(found, key=lambda one: -abs(one.correlation)))


class _Effects(NamedTuple):
    """What the risks do in a chunk of iterations: the lengths of the places they hit, and their cost."""

    lengths: dict[int, Ints]
    cost: Floats


class _Tally:
    """All that is kept of the iterations; lists have what is without the responses, then with them."""

    def __init__(self, run: _Run, iterations: int, places: Mapping[str, Group]) -> None:
        cases = 1 + run.responds
        self._passes, self._every, self._places = run.passes, run.every, places
        self.finishes: list[Ints] = [np.empty(iterations, np.int32) for _ in range(cases)]
        self.milestones: dict[str, list[Ints]] = {
            key: [np.empty(iterations, np.int32) for _ in range(cases)] for key in places
        }
        self.costs: list[Floats] = [np.zeros(iterations) for _ in range(cases)]
        self.critical = np.zeros(run.passes.count, np.int64)

    def note(self, case: int, done: int, finishes: Matrix) -> None:
        """Keep the finishes of a chunk that comes after so many iterations."""
        chunk = slice(done, done + finishes.shape[1])
        self.finishes[case][chunk] = self._passes.last(self._every, finishes)
        for key, places in self._places.items():
            self.milestones[key][case][chunk] = self._passes.last(places, finishes)
