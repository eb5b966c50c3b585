"""The schedule against TaskJuggler's: the same tasks, FS links, lengths and office hours, and the same finish."""

import csv
import json
import shutil
import time
from collections.abc import Iterator
from functools import partial
from io import StringIO
from pathlib import Path
from statistics import median

from benchmarks.measure import BIN, Row, Scale, in_turns, middle, run, surroundings
from benchmarks.network import START, Drawing, draw, make_schedule, network
from pmtui.planning.schedule import schedule

_TIMES = 100
"""How many times faster pmtui is to be."""


def rows(scale: Scale, folder: Path) -> Iterator[Row]:
    """pmtui's process and the engine alone, each against TaskJuggler's process, from one alternating run."""
    drawing = draw(scale.tasks, plain=True)
    what = f"scheduling {scale.tasks:,} tasks with {len(drawing.ties):,} FS links"
    names = {
        "taskjuggler": f"`pmtui schedule --json`, {what}",
        "taskjuggler-engine": f"the engine's call from a network to its schedule, {what}",
    }
    env = surroundings(folder)
    tj3 = shutil.which("tj3", path=env["PATH"])
    if tj3 is None:
        for name, words in names.items():
            yield Row(name, words, skipped="TaskJuggler is not installed (Debian's package tj3)")
        return
    plan = make_schedule(folder / "taskjuggler" / "pmtui.db", drawing)
    source = plan.with_name("project.tjp")
    source.write_text(_tjp(drawing), encoding="utf-8")
    made = network(drawing)

    def engine() -> float:
        start = time.perf_counter()
        schedule(made)
        return (time.perf_counter() - start) * 1000

    pmtui: list[str | Path] = [BIN / "pmtui", "-f", plan, "schedule", "--json"]
    ran = in_turns(
        scale.rounds,
        {
            "tj3": partial(run, [tj3, "--silent", "--no-color", source], env, plan.parent),
            "pmtui": partial(run, pmtui, env, plan.parent),
            "engine": engine,
        },
    )
    _demand_same_finish(json.loads(ran["pmtui"][-1].output), plan.with_name("dates.csv"))
    theirs = {figure: middle(ran["tj3"], figure) for figure in ("wall_ms", "cpu_ms", "peak_mb")}
    ours = {figure: middle(ran["pmtui"], figure) for figure in theirs}
    engine_ms = {"wall_ms": median(ran["engine"])}
    for (name, words), figures in zip(names.items(), (ours, engine_ms), strict=True):
        times = {"wall_ratio": figures["wall_ms"] / theirs["wall_ms"]}
        yield Row(name, words, {**figures, **times}, {"wall_ratio": 1 / _TIMES}, "TaskJuggler's `tj3`", theirs)


def _tjp(drawing: Drawing) -> str:
    """A drawing as TaskJuggler reads it; all it reports are the dates of the tasks, as pmtui's JSON does."""
    after: dict[int, list[int]] = {}
    for tie in drawing.ties:
        after.setdefault(tie.after, []).append(tie.before)
    lines = [
        f'project order "Order portal" {START} +20y {{',
        '  timezone "UTC"',
        "  timingresolution 60min",
        "  dailyworkinghours 8",
        "  yearlyworkingdays 260",
        "  workinghours mon - fri 8:00 - 12:00, 13:00 - 17:00",
        "  workinghours sat, sun off",
        "}",
    ]
    for number, days in enumerate(drawing.days):
        depends = ", ".join(f"t{before}" for before in after.get(number, ()))
        lines.append(
            f'task t{number} "Task {number}" {{ {f"length {days}d" if days else "milestone"} '
            f"{f'depends {depends}' if depends else f'start {START}-08:00'} }}"
        )
    lines += [
        'taskreport "dates" {',
        "  formats csv",
        '  timeformat "%Y-%m-%dT%H:%M:%S"',
        "  columns id, start, end",
        "}",
    ]
    return "\n".join(lines) + "\n"


def _demand_same_finish(ours: dict[str, object], theirs: Path) -> None:
    """RuntimeError where the two disagree on the project's end: then they have not done the same."""
    found = max(row["End"] for row in csv.DictReader(StringIO(theirs.read_text(encoding="utf-8")), delimiter=";"))
    if ours["finish"] != found:
        raise RuntimeError(f"pmtui schedules the end on {ours['finish']}, TaskJuggler on {found}")
