"""How everything is measured: commands in surroundings of their own, in turns, as medians with their limits."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

BIN = Path(sys.executable).parent
ACTOR = "ana@example.org"
_KB_OF_MAXRSS = 1 / 1024 if sys.platform == "darwin" else 1  # macOS counts bytes


class Scale(NamedTuple):
    """How much is measured: open items, columns of the Jira file to import, rounds that the medians are of; tasks in
    the project that TaskJuggler schedules too and the forecast simulates, tasks in the Microsoft Project file,
    megabytes of a hostile one; risks in the register; items with a long past.
    """

    items: int = 10_000
    columns: int = 400
    rounds: int = 7
    tasks: int = 1_000
    file_tasks: int = 1_840
    hostile_mb: int = 100
    risks: int = 2_000
    past_items: int = 5_000


class Row(NamedTuple):
    """One line of the result. `limits` name the figures that have one and the highest value allowed.

    Figures end in their unit: `_ms`, `_mb`, `_bytes`, or `_ratio` for a multiple of the baseline's figure.
    """

    name: str
    what: str
    figures: Mapping[str, float] = {}
    limits: Mapping[str, float] = {}
    baseline: str | None = None
    baseline_figures: Mapping[str, float] = {}
    skipped: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The row for the document; `ok` is null where nothing is demanded."""
        if self.skipped:
            return {"what": self.what, "skipped": self.skipped}
        ok = all(self.figures[name] <= limit for name, limit in self.limits.items()) if self.limits else None
        baseline = {"what": self.baseline, **_rounded(self.baseline_figures)} if self.baseline else None
        return {
            "what": self.what,
            "measured": _rounded(self.figures),
            "limit": dict(self.limits),
            "ok": ok,
            "baseline": baseline,
        }


class Ran(NamedTuple):
    """What a command took and printed. `peak_mb` is the most memory it held at a time, and never less than this
    process holds itself, from which the command is forked.
    """

    wall_ms: float
    cpu_ms: float
    peak_mb: float
    output: bytes


def run(command: Sequence[str | Path], env: Mapping[str, str], cwd: Path, code: int = 0) -> Ran:
    """Run a command to its end, its output into a pipe. RuntimeError with its last words where it ends with another
    exit code than `code`.
    """
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, env=env, cwd=cwd
        )
        assert process.stdout is not None
        with process.stdout as pipe:
            output = pipe.read()
        _, status, used = os.wait4(process.pid, 0)
        wall_ms = (time.perf_counter() - start) * 1000
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != code:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip()
            raise RuntimeError(f"{' '.join(map(str, command[:3]))} ended with {process.returncode}: {said[-400:]}")
    return Ran(wall_ms, (used.ru_utime + used.ru_stime) * 1000, used.ru_maxrss * _KB_OF_MAXRSS / 1024, output)


def surroundings(folder: Path) -> dict[str, str]:
    """An environment in which nothing of the user's is read or written: every home lies in `folder`."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "PMTUI_ACTOR": ACTOR,
        "TASKRC": str(home / ".taskrc"),
        "TASKDATA": str(home / ".task"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
    }


def in_turns(rounds: int, measures: Mapping[str, Callable[[], Any]]) -> dict[str, list[Any]]:
    """The results of every measure by name, taken A B A B ..., after a round that does not count.

    What the machine does besides then falls on all of them alike, and their ratios hold. No rounds at all are for
    trying out: then the first one is the result.
    """
    results: dict[str, list[Any]] = {name: [] for name in measures}
    for number in range(rounds + 1):
        for name, measure in measures.items():
            result = measure()
            if number or not rounds:
                results[name].append(result)
    return results


def middle(values: Iterable[Any], figure: str) -> float:
    """The median of one attribute of many results."""
    return float(median(getattr(value, figure) for value in values))


def _rounded(figures: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 2 if value >= 1 else 4) for name, value in figures.items()}
