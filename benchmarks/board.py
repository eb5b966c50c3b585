"""The board on a terminal: first paint, memory, moving the cursor and a card, quitting."""

import os
import sys
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from benchmarks import blank
from benchmarks.measure import BIN, Row, Scale, in_turns, middle, surroundings
from benchmarks.plan import COLUMNS, make_plan
from benchmarks.terminal import Paint, Press, Terminal

DOWN = "jjjjkkkk"
ACROSS = "LHLHLHLH"
"""To the column beside and back, wherever the board puts the cursor at first."""


class Sitting(NamedTuple):
    """One run of a program, from its start to its end."""

    paint: Paint
    peak_mb: float
    quit_ms: float
    down: list[Press]
    across: list[Press]


def rows(scale: Scale, folder: Path) -> Iterator[Row]:
    """All rows of the board, from one alternating run with a blank Textual app."""
    plan = make_plan(folder / "board" / "pmtui.db", scale.items)
    env = surroundings(folder)
    runs = in_turns(scale.rounds, {"blank": lambda: _blank(env, folder), "board": lambda: _board(env, plan)})
    board, blanks = runs["board"], runs["blank"]
    yield _paint_row([run.paint for run in board], [run.paint for run in blanks])
    yield Row(
        "memory", f"the board of {scale.items} items: peak memory", {"peak_mb": middle(board, "peak_mb")},
        {"peak_mb": 70}, "a blank Textual app", {"peak_mb": middle(blanks, "peak_mb")},
    )  # fmt: skip
    down = list(chain.from_iterable(run.down for run in board))
    yield Row("cursor", "the cursor to the next card", presses(down), {"bytes": 1000, "last_ms": 12})
    across = list(chain.from_iterable(run.across for run in board))
    what = "a card to the next column, until the commit and the last byte"
    yield Row("move", what, presses(across), {"bytes": 6000, "last_ms": 60})
    yield Row(
        "quit", "from q to the end of the process", {"wall_ms": middle(board, "quit_ms")}, {},
        "a blank Textual app", {"wall_ms": middle(blanks, "quit_ms")},
    )  # fmt: skip


def _paint_row(board: list[Paint], blanks: list[Paint]) -> Row:
    measured = {name: middle(board, name) for name in Paint._fields}
    floor = {name: middle(blanks, name) for name in Paint._fields}
    ratios = {f"{name}_ratio": measured[f"{name}_ms"] / floor[f"{name}_ms"] for name in ("wall", "cpu")}
    limits = {"wall_ratio": 1.3, "cpu_ratio": 1.3}
    return Row("paint", "the first complete paint", {**measured, **ratios}, limits, "a blank Textual app", floor)


def presses(pressed: list[Press]) -> dict[str, float]:
    """The figures of many presses of a kind."""
    return {
        "bytes": middle(pressed, "bytes"),
        "last_ms": middle(pressed, "last_ms"),
        "most_bytes": max(press.bytes for press in pressed),
        "slowest_ms": max(press.last_ms for press in pressed),
        "presses": len(pressed),
    }


def _blank(env: dict[str, str], folder: Path) -> Sitting:
    with Terminal([sys.executable, blank.__file__], env, folder) as terminal:
        paint = terminal.paint("blank")
        peak = terminal.peak_mb()
        return Sitting(paint, peak, terminal.leave("q"), [], [])


def _board(env: dict[str, str], plan: Path) -> Sitting:
    with Terminal([str(BIN / "pmtui"), "-f", str(plan)], env, plan.parent) as terminal:
        paint = terminal.paint(*(name for name, _ in COLUMNS))
        down = [terminal.press(key) for key in DOWN]
        across = [committed(terminal, key, plan) for key in ACROSS]
        peak = terminal.peak_mb()
        return Sitting(paint, peak, terminal.leave("q"), down, across)


def committed(terminal: Terminal, key: str, plan: Path) -> Press:
    """Press a key that changes the plan: done when the screen is and the change is committed.

    The commit is the moment the rollback journal leaves the plan's folder. RuntimeError where nothing was committed.
    """
    journal = plan.with_name(f"{plan.name}-journal")
    before = os.stat(plan.parent).st_mtime_ns
    press = terminal.press(key)
    deadline = time.monotonic() + 5
    while (after := os.stat(plan.parent).st_mtime_ns) == before or journal.exists():
        if time.monotonic() > deadline:
            raise RuntimeError(f"{key!r} has changed nothing")
        time.sleep(0.002)
    return press._replace(last_ms=max(press.last_ms, (after - press.sent_ns) / 1e6))
