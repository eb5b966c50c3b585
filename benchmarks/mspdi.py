"""Microsoft Project XML: importing and exporting a whole plan, and files of a size that is meant to hurt."""

import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import BIN, Ran, Row, Scale, in_turns, middle, run, surroundings
from benchmarks.network import draw, make_schedule
from pmtui.actions import baselines, working_time
from pmtui.actions.scheduling import scheduled
from pmtui.store.plan import Plan

_READ = "import sys; from defusedxml.ElementTree import parse; print(sum(1 for node in parse(sys.argv[1]).iter()))"
_BELOW = 10
"""A summary heads each ten rows."""
_WRONG_USAGE = 2
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<Project xmlns="http://schemas.microsoft.com/project"><Tasks>'


_TASK = (
    "<Task><UID>{n}</UID><Name>Order {n}</Name><OutlineLevel>1</OutlineLevel><Duration>PT16H0M0S</Duration>"
    "<Notes>" + "All is told in the ticket, see there. " * 28 + "</Notes></Task>"
)


class Trap(NamedTuple):
    """A large file: `piece`, numbered, again and again between head and tail; `code` is what pmtui is to end with."""

    what: str
    head: str
    piece: str
    tail: str
    code: int


_TRAPS = {
    "tasks": Trap("tasks with notes", _HEAD, _TASK, "</Tasks></Project>", 0),
    "unknown": Trap(
        "elements nobody knows", f"{_HEAD}<Task><UID>1</UID><Name>Order</Name>", "<Extra>{n}</Extra>" * 50,
        "</Task></Tasks></Project>", 0,
    ),
    "bare": Trap(
        "millions of empty tasks, cut off at the end", _HEAD, "<Task><UID>{n}</UID></Task>" * 50, "<Task><UID>2",
        _WRONG_USAGE,
    ),
}  # fmt: skip


def rows(scale: Scale, folder: Path) -> Iterator[Row]:
    """The rows of import and export, from one alternating run, then those of the large files."""
    env = surroundings(folder)
    plan = make_schedule(folder / "mspdi" / "pmtui.db", draw(scale.file_tasks), _BELOW, _furnish)
    source = plan.with_name("plan.xml")
    export: list[str | Path] = [BIN / "pmtui", "-f", plan, "export", "mspdi", source]
    run(export, env, folder)
    numbers = count()

    def bring() -> Ran:
        new = folder / f"imported-{next(numbers)}.db"
        ran = run([BIN / "pmtui", "-f", new, "import", source, "--json"], env, folder)
        new.unlink()
        made = json.loads(ran.output)["created"]["item"]
        if made != scale.file_tasks:
            raise RuntimeError(f"{made} of {scale.file_tasks} tasks were imported")
        return ran

    bare: list[str | Path] = [BIN / "python", "-c", _READ, source]
    ran = in_turns(
        scale.rounds,
        {"xml": partial(run, bare, env, folder), "import": bring, "export": partial(run, export, env, folder)},
    )
    floor = {figure: middle(ran["xml"], figure) for figure in ("wall_ms", "cpu_ms", "peak_mb")}
    size = {"file_mb": source.stat().st_size / 1e6}
    for name, verb, limits in (("import", "importing", {"wall_ms": 3000.0}), ("export", "exporting", {})):
        figures = {figure: middle(ran[name], figure) for figure in floor}
        what = f"{verb} a Microsoft Project file of {scale.file_tasks:,} tasks with all that hangs on them"
        yield Row(f"mspdi-{name}", what, {**figures, **size}, limits, "defusedxml reading the file", floor)
    for name, trap in _TRAPS.items():
        yield _trap(name, trap, scale.hostile_mb, env, folder)


def _furnish(plan: Plan, project: str) -> None:
    """Calendars for the project and for people, with holidays and a short day each week, and two baselines."""
    for name, weekday in (("Team", 4), ("Early shift", 2)):
        working_time.add(plan, name)
        working_time.except_days(plan, name, date(2026, 12, 24), date(2027, 1, 1), (), "Christmas")
        for year in (2027, 2028, 2029):
            for month in range(1, 13):
                working_time.except_days(plan, name, date(year, month, 15), date(year, month, 15), (), "Holiday")
        working_time.set_week(plan, name, [((weekday,), ((480, 720),))])
    working_time.use(plan, "Team", project=project)
    for person in ("ana", "ben"):
        working_time.use(plan, "Early shift", person=person)
    for number in range(2):
        baselines.save(plan, scheduled(plan, project), number, "Approved")


def _trap(name: str, trap: Trap, megabytes: int, env: dict[str, str], folder: Path) -> Row:
    """One large file, brought once; it shows what it takes and is not measured against anything."""
    source, new = folder / f"{name}.xml", folder / f"{name}.db"
    with source.open("w", encoding="utf-8") as file:
        file.write(trap.head)
        for number in range(1, megabytes * 1_000_000 // len(trap.piece) + 1):
            file.write(trap.piece.replace("{n}", str(number)))
        file.write(trap.tail)
    ran = run([BIN / "pmtui", "-f", new, "import", source], env, folder, trap.code)
    source.unlink()
    figures = {figure: getattr(ran, figure) for figure in ("wall_ms", "cpu_ms", "peak_mb")}
    what = f"a Microsoft Project file of {megabytes} MB, {trap.what}: to its {'refusal' if trap.code else 'import'}"
    return Row(f"mspdi-{name}", what, figures)
