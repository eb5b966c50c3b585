"""A register of many risks: the pane on a terminal, moving and scoring there, and reading the sheet they came in."""

import json
from collections.abc import Iterator
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from benchmarks.board import committed, presses
from benchmarks.measure import BIN, Ran, Row, Scale, in_turns, middle, run, surroundings
from benchmarks.plan import COLUMNS
from benchmarks.register import make_register
from benchmarks.terminal import Press, Terminal

_DOWN = "jjjjkkkk"
_SCORES = ("44", "53", "44", "53", "44", "53")
"""Close enough to one another that nobody is asked why."""
_READ = """
import sys
from openpyxl import load_workbook
for sheet in load_workbook(sys.argv[1], read_only=True):
    for row in sheet:
        pass
"""


class Sitting(NamedTuple):
    """One run of the app, from the board to the last score."""

    opened: Press
    peak_mb: float
    down: list[Press]
    scored: list[Press]


def rows(scale: Scale, folder: Path) -> Iterator[Row]:
    """The rows of the pane and of the sheet; every round begins with the same plan."""
    plan = make_register(folder / "risks" / "pmtui.db", scale.risks)
    env = surroundings(folder)
    yield from _pane_rows(scale, env, plan)
    sheet = folder / "risks.xlsx"
    run([str(BIN / "pmtui"), "-f", str(plan), "export", "xlsx", str(sheet)], env, folder)
    yield _sheet_row(scale, env, sheet)


def _pane_rows(scale: Scale, env: dict[str, str], plan: Path) -> Iterator[Row]:
    whole = plan.read_bytes()

    def sit() -> Sitting:
        plan.write_bytes(whole)
        return _pane(env, plan)

    runs = in_turns(scale.rounds, {"risks": sit})["risks"]
    plan.write_bytes(whole)
    what = f"from the key to the register of {scale.risks:,} risks"
    yield Row("risks", what, {**presses([run.opened for run in runs]), "peak_mb": middle(runs, "peak_mb")})
    down = presses(list(chain.from_iterable(run.down for run in runs)))
    yield Row("risks-cursor", "in the register: the cursor to the next risk", down, {"last_ms": 12})
    scored = presses(list(chain.from_iterable(run.scored for run in runs)))
    yield Row("risks-score", "in the register: a score, until the commit and the last byte", scored)


def _pane(env: dict[str, str], plan: Path) -> Sitting:
    with Terminal([str(BIN / "pmtui"), "-f", str(plan)], env, plan.parent) as terminal:
        terminal.paint(*(name for name, _ in COLUMNS))
        opened = terminal.press("3", quiet=0.25)
        down = [terminal.press(key) for key in _DOWN]
        scored = []
        for levels in _SCORES:
            for key in f"s{levels[0]}":
                terminal.press(key)
            scored.append(committed(terminal, levels[1], plan))
        peak = terminal.peak_mb()
        terminal.leave("q")
        return Sitting(opened, peak, down, scored)


def _sheet_row(scale: Scale, env: dict[str, str], sheet: Path) -> Row:
    """Importing an XLSX of the whole register, every round into a new plan."""
    numbers = count()

    def once() -> Ran:
        plan = sheet.with_name(f"risks-{next(numbers)}.db")
        ran = run([str(BIN / "pmtui"), "-f", str(plan), "import", str(sheet), "--json"], env, sheet.parent)
        plan.unlink()
        made = json.loads(ran.output)["created"]["item"]
        if made < scale.risks:
            raise RuntimeError(f"{made} of {scale.risks} risks were imported")
        return ran

    bare = [str(BIN / "python"), "-c", _READ, str(sheet)]
    ran = in_turns(scale.rounds, {"openpyxl": partial(run, bare, env, sheet.parent), "import": once})
    figures = {name: middle(ran["import"], name) for name in ("wall_ms", "cpu_ms", "peak_mb")}
    floor = {name: middle(ran["openpyxl"], name) for name in ("wall_ms", "cpu_ms")}
    return Row(
        "risks-import", f"importing an XLSX of {scale.risks:,} risks",
        {**figures, "file_mb": sheet.stat().st_size / 1e6, "wall_ratio": figures["wall_ms"] / floor["wall_ms"]}, {},
        "openpyxl reading the file", floor,
    )  # fmt: skip
