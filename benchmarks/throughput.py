"""The forecast by throughput: in process for a number and a range of items, and as a command beside Python."""

import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.measure import BIN, Row, Scale, in_turns, middle, run, surroundings
from pmtui.planning.throughput import Scope, weeks_for

ITEMS = 500
_RANGE = Scope(400, 600, 1.2)
_WEEKS = (12, 0, 7, 9, 14, 3, 8, 10, 6, 11, 5, 13)
"""Every week another number: nothing is saved by weeks that are alike."""
_LIMIT_MS = 50.0


def rows(scale: Scale, folder: Path) -> Iterator[Row]:
    """The forecast of a number and of a range of items, and of the number by the command."""
    ran = in_turns(scale.rounds, {"items": partial(_timed, Scope(ITEMS, ITEMS)), "range": partial(_timed, _RANGE)})
    figures = {"wall_ms": median(ran["items"]), "range_ms": median(ran["range"])}
    what = f"when {ITEMS} items are done, exact; when {_RANGE.low} to {_RANGE.high} and a fifth more are"
    yield Row("throughput", what, figures, {"wall_ms": _LIMIT_MS, "range_ms": _LIMIT_MS})
    yield _command_row(scale, folder)


def _timed(scope: Scope) -> float:
    """How many milliseconds a forecast took."""
    start = time.perf_counter()
    weeks_for(scope, _WEEKS)
    return (time.perf_counter() - start) * 1000


def _command_row(scale: Scale, folder: Path) -> Row:
    env = surroundings(folder)
    typed = ["forecast", "--throughput", ",".join(map(str, _WEEKS)), "--items", str(ITEMS)]
    commands = {"pmtui": [str(BIN / "pmtui"), *typed], "python": [sys.executable, "-c", "pass"]}
    ran = in_turns(scale.rounds, {name: partial(run, words, env, folder) for name, words in commands.items()})
    figures = {name: middle(ran["pmtui"], name) for name in ("wall_ms", "cpu_ms")}
    bare = {name: middle(ran["python"], name) for name in ("wall_ms", "cpu_ms")}
    figures["wall_ratio"] = figures["wall_ms"] / bare["wall_ms"]
    return Row(
        "throughput-command", f"`pmtui forecast --throughput ... --items {ITEMS}`", figures, {},
        "`python -c pass`", bare,
    )  # fmt: skip
