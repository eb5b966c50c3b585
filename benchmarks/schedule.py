"""The schedule's arithmetic: both passes over a prepared network, beside the plainest loops that find the same."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from benchmarks.measure import Row, Scale, in_turns, middle
from benchmarks.network import Drawing, draw, network
from pmtui.planning.network import DAY
from pmtui.planning.schedule import Prepared, prepare

_LIMITS = {1: 50.0, 10: 1000.0}
"""Milliseconds for both passes, by the multiple of the scale's items: 10,000 and 100,000 as a rule."""


class Figures(NamedTuple):
    """What scheduling took, in milliseconds."""

    passes_ms: float
    compile_ms: float
    slack_ms: float


def rows(scale: Scale, folder: Path) -> Iterator[Row]:
    """The passes at two sizes; nothing is written to the folder."""
    for times, limit in _LIMITS.items():
        yield _row(f"passes-{times}x", draw(scale.items * times), limit, scale.rounds)


def _row(name: str, drawing: Drawing, limit: float, rounds: int) -> Row:
    made = network(drawing)
    lists = _listed(drawing)
    _demand_same(prepare(made), lists)

    def engine() -> Figures:
        compiling, ready = _timed(lambda: prepare(made))
        passing, schedule = _timed(ready.schedule)
        return Figures(passing, compiling, _timed(lambda: (schedule.total_slack, schedule.free_slack))[0])

    ran = in_turns(rounds, {"engine": engine, "floor": lambda: _timed(lambda: _floor(lists))[0]})
    figures = {figure: middle(ran["engine"], figure) for figure in Figures._fields}
    floor = median(ran["floor"])
    what = f"both passes over a prepared network of {len(drawing.days):,} tasks and {len(drawing.ties):,} links"
    return Row(
        name, what, {**figures, "passes_ratio": figures["passes_ms"] / floor}, {"passes_ms": limit},
        "the plainest loops over ready lists, without calendars, constraints or dates", {"passes_ms": floor},
    )  # fmt: skip


def _timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """How many milliseconds a call took, and what it returned."""
    start = time.perf_counter()
    result = call()
    return (time.perf_counter() - start) * 1000, result


# --- the floor ---------------------------------------------------------------------------------------------------


class Lists(NamedTuple):
    """What the floor is given ready: by task, in tenths of a minute since the project's start."""

    lengths: list[int]
    base: list[int]
    """The earliest start, as Microsoft Project has it: the project's for tasks without predecessors or with FF ones."""
    steps: list[list[tuple[int, int]]]
    """The tasks after it, with the least distance of the starts."""
    order: list[int]


def _listed(drawing: Drawing) -> Lists:
    lengths = [days * DAY for days in drawing.days]
    steps: list[list[tuple[int, int]]] = [[] for _ in lengths]
    kinds: list[set[str]] = [set() for _ in lengths]
    waits = [0] * len(lengths)
    for before, after, kind, lag in drawing.ties:
        least = lengths[before] * (kind in ("FS", "FF")) - lengths[after] * (kind in ("FF", "SF"))
        steps[before].append((after, least + round(lag * DAY)))
        kinds[after].add(kind)
        waits[after] += 1
    order = [task for task, count in enumerate(waits) if not count]
    for task in order:
        for after, _ in steps[task]:
            waits[after] -= 1
            if not waits[after]:
                order.append(after)
    return Lists(lengths, [0 if "FF" in found or not found else -(10**9) for found in kinds], steps, order)


def _floor(lists: Lists) -> tuple[list[int], list[int]]:
    """Early and late starts by the critical path method."""
    lengths, base, steps, order = lists
    early = base[:]
    for task in order:
        start = early[task]
        for after, step in steps[task]:
            least = start + step
            if least > early[after]:  # noqa: PLR1730 - max() takes thrice as long
                early[after] = least
    end = max(map(int.__add__, early, lengths))
    late = [end - length for length in lengths]
    for task in reversed(order):
        start = late[task]
        for after, step in steps[task]:
            most = late[after] - step
            if most < start:  # noqa: PLR1730
                start = most
        late[task] = start
    return early, late


def _demand_same(prepared: Prepared, lists: Lists) -> None:
    """RuntimeError where the engine finds another slack than the floor: half a job is quick."""
    slack = [late - early for early, late in zip(*_floor(lists), strict=True)]
    differ = sum(map(int.__ne__, prepared.schedule().total_slack, slack))
    if differ:
        raise RuntimeError(f"the engine's slack differs from the floor's in {differ} tasks")
