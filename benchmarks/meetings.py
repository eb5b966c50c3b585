"""Meetings and their papers over a long past: the standup on a terminal, the flow read from the log, the commands."""

import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from benchmarks.board import presses
from benchmarks.measure import ACTOR, BIN, Row, Scale, in_turns, middle, run, surroundings
from benchmarks.past import TEAM
from benchmarks.terminal import Press, Terminal
from pmtui.actions.metrics import charted, read_flow
from pmtui.meetings.standup import Standup
from pmtui.store.lookup import open_projects
from pmtui.store.plan import Plan

_COMMANDS: dict[str, tuple[str, list[str], dict[str, float]]] = {
    "metrics-command": ("all charts of twelve weeks", ["metrics", "--json"], {}),
    "standup-command": ("what a standup would see", ["standup", "--json"], {}),
    "review-command": ("the first page of a review", ["review", "--json", "--page", "1"], {"wall_ms": 500}),
    "report-command": ("the weekly report as a page", ["report", "weekly", "--to", "html"], {"wall_ms": 2000}),
}
"""The papers as commands: what each is, how it is typed, its limits."""


class Took(NamedTuple):
    """How long something in this process took: by the clock on the wall, and of the processor."""

    wall_ms: float
    cpu_ms: float


class Sitting(NamedTuple):
    """One run of the app, from the board to the last person of the standup."""

    opened: Press
    peak_mb: float
    next: list[Press]


def rows(scale: Scale, folder: Path) -> Iterator[Row]:
    """All rows; nothing of what is measured writes to the plan."""
    plan, env = folder / "past" / "pmtui.db", surroundings(folder)
    # By a process of its own, and the rows of this one last: its memory counts as that of the commands forked from it.
    run([sys.executable, "-m", "benchmarks.past", plan, str(scale.past_items)], env, Path(__file__).parents[1])
    with Plan(plan, ACTOR) as opened:
        count = opened.one("SELECT count(*) FROM change")[0]
        what = f"{scale.past_items:,} items and {count:,} changes"
        yield from _standup_rows(scale, env, plan, what)
        yield from _command_rows(scale, env, plan, what)
        yield _agenda_row(scale, opened, what)
        yield from _flow_rows(scale, opened, what)


def _agenda_row(scale: Scale, plan: Plan, what: str) -> Row:
    """What a standup is made of, in process, beside SQLite reading the changes of its longest window alone."""
    projects = open_projects(plan)
    standup = Standup(plan, projects)
    _demand_silence(plan, standup)
    since = min(turn.since.floor for turn in standup.agenda.turns)
    floor = partial(_fetched, plan, "SELECT * FROM change WHERE hlc >= ? ORDER BY hlc, s", since)
    ran = in_turns(scale.rounds, {"agenda": _timed(partial(Standup, plan, projects)), "floor": _timed(floor)})
    return _beside("standup-agenda", f"what a standup sees of {what}", ran, "agenda", {"wall_ms": 300})


def _flow_rows(scale: Scale, plan: Plan, what: str) -> Iterator[Row]:
    """The flow read from the log, and the charts of it, beside SQLite reading all changes of items alone."""
    projects = open_projects(plan)
    flow = read_flow(plan, projects)
    floor = partial(_fetched, plan, "SELECT * FROM change WHERE id IN (SELECT id FROM item) AND hlc >= ?", 0)
    ran = in_turns(
        scale.rounds,
        {
            "flow": _timed(partial(read_flow, plan, projects)),
            "charts": _timed(partial(charted, flow)),
            "floor": _timed(floor),
        },
    )
    yield _beside("flow", f"the flow of {what}, read from the log", ran, "flow", {"wall_ms": 500})
    yield _beside("flow-charts", f"all charts of the flow of {what}", ran, "charts", {})


def _standup_rows(scale: Scale, env: dict[str, str], plan: Path, what: str) -> Iterator[Row]:
    runs = in_turns(scale.rounds, {"standup": partial(_standup, env, plan)})["standup"]
    opened = {**presses([run.opened for run in runs]), "peak_mb": middle(runs, "peak_mb")}
    yield Row("standup", f"from the key to the standup of {what}", opened, {"last_ms": 300})
    pressed = list(chain.from_iterable(run.next for run in runs))
    yield Row("standup-next", "in the standup: to the next person", presses(pressed), {"last_ms": 30})


def _standup(env: dict[str, str], plan: Path) -> Sitting:
    with Terminal([str(BIN / "pmtui"), "-f", str(plan)], env, plan.parent) as terminal:
        terminal.paint("Backlog", "Doing", "Review")
        opened = terminal.press("S", quiet=0.25)
        walked = [terminal.press("n") for _ in TEAM]
        peak = terminal.peak_mb()
        terminal.send("q")
        terminal.leave("q")
        return Sitting(opened, peak, walked)


def _command_rows(scale: Scale, env: dict[str, str], plan: Path, what: str) -> Iterator[Row]:
    pmtui = [str(BIN / "pmtui"), "-f", str(plan)]
    commands = {name: [*pmtui, *words] for name, (_, words, _) in _COMMANDS.items()}
    commands["python"] = [sys.executable, "-c", "pass"]
    ran = in_turns(scale.rounds, {name: partial(run, words, env, plan.parent) for name, words in commands.items()})
    bare = {name: middle(ran["python"], name) for name in ("wall_ms", "cpu_ms")}
    for name, (told, words, limits) in _COMMANDS.items():
        figures = {figure: middle(ran[name], figure) for figure in ("wall_ms", "cpu_ms", "peak_mb")}
        figures["wall_ratio"] = figures["wall_ms"] / bare["wall_ms"]
        yield Row(name, f"`pmtui {' '.join(words)}` of {what}: {told}", figures, limits, "`python -c pass`", bare)


def _beside(name: str, what: str, ran: dict[str, list[Took]], measured: str, limits: dict[str, float]) -> Row:
    """A row of what was measured in this process beside its floor."""
    figures, floor = ({each: middle(ran[one], each) for each in Took._fields} for one in (measured, "floor"))
    ratios = {"cpu_ratio": figures["cpu_ms"] / floor["cpu_ms"], "wall_ratio": figures["wall_ms"] / floor["wall_ms"]}
    return Row(name, what, {**figures, **ratios}, limits, "SQLite reading its changes alone", floor)


def _timed(do: Callable[[], object]) -> Callable[[], Took]:
    def once() -> Took:
        wall, cpu = time.perf_counter(), time.process_time()
        do()
        return Took((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000)

    return once


def _fetched(plan: Plan, sql: str, since: int) -> int:
    return len(sqlite3.Connection.execute(plan.db, sql, (since,)).fetchall())


def _demand_silence(plan: Plan, standup: Standup) -> None:
    """RuntimeError where going through a standup asks the plan for anything."""
    asked: list[str] = []
    plan.db.set_trace_callback(asked.append)
    for _ in standup.order:
        standup.go(1)
    standup.turn_over()
    for _ in standup.agenda.cards:
        standup.go(1)
    plan.db.set_trace_callback(None)
    if asked:
        raise RuntimeError(f"walking through the standup asked {asked[0]}")
