"""Runs the benchmarks and prints one JSON document: `python -m benchmarks [NAME ...] [--quick]`."""

import argparse
import json
import os
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.measure import Row, Scale

GROUPS = {
    "board": "benchmarks.board",
    "timeline": "benchmarks.timeline",
    "risks": "benchmarks.risks",
    "meetings": "benchmarks.meetings",
    "commands": "benchmarks.commands",
    "throughput": "benchmarks.throughput",
    "import": "benchmarks.imports",
    "taskjuggler": "benchmarks.taskjuggler",
    "mspdi": "benchmarks.mspdi",
    "simulation": "benchmarks.simulation",
    "schedule": "benchmarks.schedule",
}
"""What can be measured, by name. What needs much memory itself comes last: commands are forked from this process."""


def document(names: Iterable[str], scale: Scale) -> dict[str, Any]:
    """The results of groups by name, with the machine they were measured on."""
    rows: dict[str, Any] = {}
    for name in names:
        measure: Callable[[Scale, Path], Iterator[Row]] = import_module(GROUPS[name]).rows
        with tempfile.TemporaryDirectory(prefix="pmtui-bench-") as folder:
            rows |= {row.name: row.as_json() for row in measure(scale, Path(folder))}
    return {"machine": machine(), "scale": scale._asdict(), "rows": rows}


def machine() -> dict[str, Any]:
    """What the figures depend on; `load` is the average of the last minute, which should be low."""
    return {
        "system": platform.platform(),
        "cpus": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "textual": version("textual"),
        "pmtui": version("pmtui"),
    }


def main(argv: list[str]) -> int:
    """Measure what the words ask for; returns the exit code, 0 however the figures are."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measures pmtui; prints JSON.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"what to measure: {', '.join(GROUPS)}; else all")
    parser.add_argument("--quick", action="store_true", help="three rounds instead of seven")
    options = parser.parse_args(argv)
    unknown = [name for name in options.names if name not in GROUPS]
    if unknown:
        parser.error(f"there is no benchmark {unknown[0]}; there are {', '.join(GROUPS)}")
    scale = Scale(rounds=3) if options.quick else Scale()
    json.dump(document(options.names or GROUPS, scale), sys.stdout, indent=2)
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
