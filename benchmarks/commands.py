"""Commands: adding and listing against Taskwarrior, and what a command costs beside Python itself."""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.measure import BIN, Ran, Row, Scale, in_turns, middle, run, surroundings
from benchmarks.plan import make_plan, tasks

_COMMIT = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("PRAGMA synchronous = FULL")
db.execute("INSERT INTO item (title) VALUES (?)", (sys.argv[2],))
db.commit()
"""
_TITLE = "Call the printer about the paper"


def rows(scale: Scale, folder: Path) -> Iterator[Row]:
    """All rows of the commands, from one alternating run."""
    env = surroundings(folder)
    plan = make_plan(folder / "commands" / "pmtui.db", scale.items)
    pmtui = [str(BIN / "pmtui"), "-f", str(plan)]
    commands = {
        "python": [sys.executable, "-c", "pass"],
        "version": [str(BIN / "pmtui"), "--version"],
        "commit": [sys.executable, "-c", _COMMIT, str(_floor(folder / "floor.db", scale.items)), _TITLE],
        "add": [*pmtui, "add", _TITLE, "@ana", "#ops"],
        "list": [*pmtui, "list"],
    }
    task = shutil.which("task", path=env["PATH"])
    if task:
        _fill(task, env, folder, scale.items)
        commands |= {"task add": [task, "add", _TITLE, "+ana", "+ops"], "task list": [task, "list"]}
    ran = in_turns(scale.rounds, {name: partial(run, words, env, folder) for name, words in commands.items()})
    _demand_lines(ran, scale.items)
    bare = {"wall_ms": middle(ran["python"], "wall_ms"), "cpu_ms": middle(ran["python"], "cpu_ms")}
    commit = middle(ran["commit"], "wall_ms")
    yield _peer_row("add", f"`pmtui add` to {scale.items} items", ran, 1.5, {"bare_python_commit_ms": commit})
    yield _peer_row("list", f"`pmtui list` of all {scale.items} items", ran, 1.0, {})
    for name, what, limits in (
        ("one-shot", "one `pmtui add`", {"wall_ratio": 6.0}),
        ("version", "`pmtui --version`", {}),
    ):
        measured = _figures(ran["add" if name == "one-shot" else name], bare["wall_ms"])
        yield Row(name, what, measured, limits, "`python -c pass`", bare)


def _figures(ran: list[Ran], beside_ms: float) -> dict[str, float]:
    wall = middle(ran, "wall_ms")
    return {"wall_ms": wall, "cpu_ms": middle(ran, "cpu_ms"), "wall_ratio": wall / beside_ms}


def _peer_row(name: str, what: str, ran: dict[str, list[Ran]], limit: float, floor: dict[str, float]) -> Row:
    """A command against Taskwarrior's of the same name."""
    peer = f"task {name}"
    if peer not in ran:
        return Row(name, what, skipped="Taskwarrior is not installed")
    theirs = {"wall_ms": middle(ran[peer], "wall_ms"), "cpu_ms": middle(ran[peer], "cpu_ms")}
    measured = _figures(ran[name], theirs["wall_ms"])
    return Row(name, what, measured, {"wall_ratio": limit}, f"Taskwarrior's `{peer}`", {**theirs, **floor})


def _demand_lines(ran: dict[str, list[Ran]], items: int) -> None:
    """RuntimeError where a list is not a list of everything: half a job is quick."""
    for name in ("list", "task list"):
        if name in ran and min(one.output.count(b"\n") for one in ran[name]) < items:
            raise RuntimeError(f"`{name}` printed fewer lines than there are items")


def _floor(path: Path, count: int) -> Path:
    """A table of as many titles, for the barest thing that adds one and commits."""
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, title TEXT)")
        db.executemany("INSERT INTO item (title) VALUES (?)", [(_TITLE,)] * count)
    db.close()
    return path


def _fill(task: str, env: dict[str, str], folder: Path, count: int) -> None:
    """Give Taskwarrior the same items, in a data folder of its own."""
    Path(env["TASKRC"]).write_text(f"data.location={env['TASKDATA']}\nconfirmation=off\n", encoding="utf-8")
    Path(env["TASKDATA"]).mkdir(exist_ok=True)
    source = folder / "tasks.json"
    source.write_text(tasks(count), encoding="utf-8")
    run([task, "import", str(source)], env, folder)
