"""The timeline on a terminal: its first paint, moving over rows and weeks, and editing bars."""

from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from benchmarks.board import committed, presses
from benchmarks.measure import BIN, Row, Scale, in_turns, middle, surroundings
from benchmarks.network import draw, make_schedule
from benchmarks.plan import COLUMNS
from benchmarks.terminal import Press, Terminal

BELOW = 20
"""A summary heads each 20 rows."""


class Sitting(NamedTuple):
    """One run of the app, from the board to the timeline's last edit."""

    opened: Press
    peak_mb: float
    pressed: dict[str, list[Press]]


class Part(NamedTuple):
    """Keys of a kind, pressed one by one after those that `lead` there; `edits` change the plan."""

    what: str
    lead: str
    keys: str
    limits: dict[str, float]
    edits: bool = False


_FIRST_BAR = "ggjw"
"""The first row below a summary, its bar in view."""
_PARTS = {
    "cursor": Part("the cursor to the next row", "gg", "jjjjkkkk", {"bytes": 20_000}),
    "page": Part("a page of rows on and back", "gg", "\x06\x02\x06\x02", {"bytes": 20_000}),
    "scroll": Part("the cursor to a row out of view", "gg\x06", "kkkkkk", {"bytes": 20_000}),
    "pan": Part("a week on and back", _FIRST_BAR, "llllhhhh", {"bytes": 20_000}),
    "stretch": Part("a bar longer and shorter, with the commit", _FIRST_BAR, "><><><", {"last_ms": 100}, edits=True),
    "shift": Part("a bar a day later, with the commit", _FIRST_BAR, "LLLLLL", {"last_ms": 100}, edits=True),
}


def rows(scale: Scale, folder: Path) -> Iterator[Row]:
    """All rows of the timeline; every round begins with the same plan."""
    plan = make_schedule(folder / "timeline" / "pmtui.db", draw(scale.items), BELOW)
    env, whole = surroundings(folder), plan.read_bytes()

    def sit() -> Sitting:
        plan.write_bytes(whole)
        return _timeline(env, plan)

    runs = in_turns(scale.rounds, {"timeline": sit})["timeline"]
    what = f"from the key to the first timeline of {scale.items} rows"
    opened = presses([run.opened for run in runs])
    yield Row("timeline", what, {**opened, "peak_mb": middle(runs, "peak_mb")})
    for name, part in _PARTS.items():
        pressed = list(chain.from_iterable(run.pressed[name] for run in runs))
        yield Row(f"timeline-{name}", f"on the timeline: {part.what}", presses(pressed), part.limits)


def _timeline(env: dict[str, str], plan: Path) -> Sitting:
    with Terminal([str(BIN / "pmtui"), "-f", str(plan)], env, plan.parent) as terminal:
        terminal.paint(*(name for name, _ in COLUMNS[:2]))
        opened = terminal.press("2", quiet=0.25)
        pressed: dict[str, list[Press]] = {}
        for name, part in _PARTS.items():
            terminal.send(part.lead)
            press = partial(committed, terminal, plan=plan) if part.edits else terminal.press
            pressed[name] = [press(key) for key in part.keys]
        peak = terminal.peak_mb()
        terminal.leave("q")
        return Sitting(opened, peak, pressed)
