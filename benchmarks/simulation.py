"""The schedule simulated: 10,000 iterations with 30 risks, beside what drawing the lengths alone would take."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from benchmarks.measure import Row, Scale, in_turns, middle, run, surroundings
from benchmarks.network import draw, network
from pmtui.planning.network import DAY, Network
from pmtui.planning.pert import ThreePoint
from pmtui.planning.simulation import Effect, RiskEvent, simulate

ITERATIONS = 10_000
RISKS = 30
_LIMITS = {1: {"whole_ms": 1_000.0, "peak_mb": 150.0}, 5: {"whole_ms": 3_500.0}}
"""By the multiple of the scale's tasks: 1,000 and 5,000 as a rule."""


class Figures(NamedTuple):
    """What a forecast took in milliseconds: with criticality and influences, and without either."""

    whole_ms: float
    dates_ms: float


def rows(scale: Scale, folder: Path) -> Iterator[Row]:
    """The forecast at two sizes, the memory of each in a process of its own."""
    for times, limits in _LIMITS.items():
        yield _row(f"simulation-{times}x", scale.tasks * times, limits, scale.rounds, folder)


def _row(name: str, count: int, limits: dict[str, float], rounds: int, folder: Path) -> Row:
    plan, estimates, risks = _case(count)

    def forecast() -> Figures:
        whole = _timed(lambda: simulate(plan, estimates, risks, iterations=ITERATIONS))
        dates = _timed(
            lambda: simulate(plan, estimates, risks, iterations=ITERATIONS, critical=False, influences=False)
        )
        return Figures(whole, dates)

    command = [sys.executable, "-m", "benchmarks.simulation", str(count)]
    peak = run(command, surroundings(folder), Path(__file__).parents[1]).peak_mb
    ran = in_turns(rounds, {"forecast": forecast, "floor": lambda: _timed(lambda: _floor(count))})
    figures = {figure: middle(ran["forecast"], figure) for figure in Figures._fields}
    figures["peak_mb"] = peak
    floor = float(median(ran["floor"]))
    what = f"{ITERATIONS:,} iterations of {count:,} tasks with {RISKS} risks, before and after their responses"
    return Row(
        name, what, {**figures, "whole_ratio": figures["whole_ms"] / floor}, limits,
        "numpy drawing as many triangular lengths, and nothing else", {"whole_ms": floor},
    )  # fmt: skip


def _case(count: int) -> tuple[Network, dict[str, ThreePoint], list[RiskEvent]]:
    """A network drawn at random, a range for each task, and risks that hit three tasks each."""
    made = network(draw(count))
    estimates = {
        task.key: ThreePoint(task.duration * 0.8, task.duration, task.duration * (1.3, 1.6, 2.0)[place % 3])
        for place, task in enumerate(made.tasks)
        if task.duration
    }
    delay, cost = ThreePoint(DAY, 2 * DAY, 5 * DAY), ThreePoint(1_000, 2_000, 9_000)
    left = Effect(0.1, ThreePoint(0, DAY, 2 * DAY), cost)
    risks = [
        RiskEvent(f"R{number}", 0.3, delay, cost, tuple(str((number * 97 + step) % count) for step in range(3)), left)
        for number in range(RISKS)
    ]
    return made, estimates, risks


def _floor(count: int) -> None:
    import numpy as np

    chance = np.random.default_rng(1)
    for _ in range(count):
        chance.triangular(0.8, 1.0, 1.6, ITERATIONS)


def _timed(call: Any) -> float:
    """How many milliseconds a call took."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def once(count: int) -> None:
    """Make one forecast, so that its memory can be measured."""
    simulate(*_case(count), iterations=ITERATIONS)


if __name__ == "__main__":
    once(int(sys.argv[1]))
