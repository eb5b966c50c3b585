"""What the timeline's benchmarks schedule: a network drawn at random, for the engine and as a plan file."""

import random
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.measure import ACTOR
from benchmarks.plan import COLUMNS, lines
from pmtui.actions import columns, projects
from pmtui.actions import items as adding
from pmtui.actions.step import step
from pmtui.model.durations import Estimate
from pmtui.model.rank import spread
from pmtui.planning.calendars import Calendar
from pmtui.planning.network import DAY, Dependency, Kind, Network, Task, Terms
from pmtui.store.plan import Plan

START = date(2026, 11, 2)
"""When the projects begin, a Monday."""
_PEOPLE_A_TEAM = 40


class Tie(NamedTuple):
    """Of two tasks, counted from 0, the one comes before the other; the lag is in working days."""

    before: int
    after: int
    kind: Kind = "FS"
    lag: float = 0.0


class Drawing(NamedTuple):
    """The lengths of tasks in working days, a milestone's 0, and what ties them together."""

    days: list[int]
    ties: list[Tie]


def draw(count: int, plain: bool = False) -> Drawing:
    """So many tasks of 1 to 20 days, one in 20 a milestone, with 1.5 links each, most of them to a task close by.

    Four links in five are FS and seven in ten have no lag; of a `plain` network all. The order of the tasks is no help.
    """
    chance = random.Random(20_261_123)
    reach = max(_PEOPLE_A_TEAM, count // 250)  # many teams side by side, so that large projects do not last centuries
    ties: dict[tuple[int, int], Tie] = {}
    number = list(range(count))
    chance.shuffle(number)
    while len(ties) < count * 3 // 2:
        after = chance.randrange(1, count)
        before = max(0, after - 1 - int(chance.expovariate(1 / reach)))
        kind: Kind = "FS"
        lag = 0.0
        if not plain:
            kind = chance.choices(("FS", "SS", "FF", "SF"), (80, 10, 8, 2))[0]
            lag = 0.0 if chance.random() < 0.7 else chance.choice((-1, 0.5, 1, 2, 5))
        ties.setdefault((before, after), Tie(number[before], number[after], kind, lag))
    days = [0 if chance.random() < 0.05 else chance.randint(1, 20) for _ in range(count)]
    return Drawing(days, list(ties.values()))


def network(drawing: Drawing) -> Network:
    """A drawing as the engine takes it, in office hours."""
    tasks = [Task(str(number), days * DAY) for number, days in enumerate(drawing.days)]
    links = [Dependency(str(tie.before), str(tie.after), tie.kind, round(tie.lag * DAY)) for tie in drawing.ties]
    return Network(
        Terms(datetime(START.year, START.month, START.day, 8)), tasks, links, {"Standard": Calendar("Standard")}
    )


def make_schedule(
    path: Path, drawing: Drawing, below: int = 0, then: Callable[[Plan, str], None] | None = None
) -> Path:
    """Make a plan file of a drawing; its folder is made too.

    Every `below`-th row becomes a summary of those up to the next (0: none); links of those are left out. `then` goes
    on with the plan and the project's id.
    """
    path.parent.mkdir()
    count = len(drawing.days)
    with Plan.create(path, ACTOR) as plan:
        project = projects.add(plan, "ORD", "Order portal", columns=False).items[0]
        for name, category in COLUMNS[:2]:
            columns.add(plan, project, name, category)
        made = [
            line._replace(
                column=COLUMNS[number % 2][0], due=None, estimate=Estimate(None, days, None, "d"),
                type=None if days else "milestone",
            )
            for number, (line, days) in enumerate(zip(lines(count), drawing.days, strict=True))
        ]  # fmt: skip
        ids = adding.add(plan, made, project).items
        _tie(plan, project, ids, drawing.ties, below)
        if then is not None:
            then(plan, project)
    return path


def _tie(plan: Plan, project: str, ids: Sequence[str], ties: Sequence[Tie], below: int) -> None:
    """Start, outline and links, without asking of every link whether it closes a circle."""
    with step(plan) as act:
        act.tx.set(project, "start", START.isoformat())
        for number, (id, rank) in enumerate(zip(ids, spread(len(ids)), strict=True)):
            act.tx.set(id, "wbs_rank", rank)
            if below and number % below:
                act.tx.set(id, "parent_id", ids[number - number % below])
        for tie in ties:
            if below and not (tie.before % below and tie.after % below):
                continue
            cells: dict[str, Any] = {"from_id": ids[tie.before], "to_id": ids[tie.after], "kind": tie.kind}
            if tie.lag:
                cells |= {"lag": tie.lag, "lag_unit": "d"}
            act.tx.create("link", cells)
