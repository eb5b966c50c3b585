"""What the risk benchmarks look at: a register drawn at random, as a plan file with a review behind it."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.measure import ACTOR
from benchmarks.plan import COLUMNS, lines, make_plan
from pmtui import clock
from pmtui.actions import items
from pmtui.actions.places import default_project
from pmtui.actions.step import step
from pmtui.model.riskwords import CATEGORIES, OPPORTUNITY_RESPONSES, THREAT_RESPONSES
from pmtui.store.plan import Plan

_DAY_MS = 86_400_000
_RAISED, _REVIEWED = 100, 40
"""How many days ago that was."""
_CAUSES = ("the vendor has no sandbox", "one person alone knows it", "the rules change in spring", "two teams share it")
_EVENTS = ("it comes too late", "it breaks under load", "the price doubles", "nobody signs it off in time")
_EFFECTS = ("Beta slips", "the desk mends it by hand", "a second team waits", "half of the budget is gone")
_CATEGORIES = tuple(f"{group} / {name}" for group, names in CATEGORIES.items() for name in names)


class Drawn(NamedTuple):
    """A risk: its title, its fields as stored, its levels as it was raised, in how many days it is reviewed again."""

    title: str
    cells: Mapping[str, Any]
    raised: Mapping[str, int]
    due: int


def draw(count: int) -> Iterator[Drawn]:
    """So many risks with all their fields, one in eight an opportunity, one in three late for its review.

    The first is the latest, and scored 4x4: it may become 5x3 without a reason.
    """
    chance = random.Random(20_261_123)
    for number, line in enumerate(lines(count)):
        kind = "opportunity" if number % 8 == 7 else "threat"
        levels = {"probability": chance.randint(1, 5), "impact_time": chance.randint(1, 5)}
        raised = {name: min(5, max(1, level + chance.choice((-1, 0, 0, 1)))) for name, level in levels.items()}
        likely, days = chance.randint(1, 60) * 1_000, chance.randint(1, 10)
        cells: dict[str, Any] = {
            "risk_kind": kind, "category": chance.choice(_CATEGORIES), "cause": chance.choice(_CAUSES),
            "event": chance.choice(_EVENTS), "effect": chance.choice(_EFFECTS),
            **(levels if number else {"probability": 4, "impact_time": 4}),
            "cost_o": likely / 2, "cost_m": likely, "cost_p": likely * 2,
            "delay_o": days / 2, "delay_m": days, "delay_p": days * 2,
            "response": chance.choice([*(THREAT_RESPONSES if kind == "threat" else OPPORTUNITY_RESPONSES).values()]),
            "fallback": f"{chance.choice(_EFFECTS)}, for a week", "trigger_text": chance.choice(_EVENTS),
            "residual_probability": 2, "residual_impact": 2,
        }  # fmt: skip
        yield Drawn(line.title, cells, raised, chance.randint(-20, 40) if number else -30)


def make_register(path: Path, count: int) -> Path:
    """Make a plan file of the drawn risks and a task for every four of them; its folder is made too.

    Every risk threatens a task, every fifth is mitigated by one. They were raised and reviewed on days of the past, so
    that the log knows how they stood.
    """
    now, drawn = clock.now_ms(), list(draw(count))
    with clock.at(now - _RAISED * _DAY_MS):
        make_plan(path, count // 4 + 1)
    with Plan(path, ACTOR) as plan:
        project = default_project(plan)
        tasks = plan.rows("SELECT id FROM item ORDER BY number")
        with clock.at(now - _RAISED * _DAY_MS):
            kept = [
                line._replace(title=risk.title, type="risk", column=COLUMNS[0][0], due=None, points=None)
                for line, risk in zip(lines(count), drawn, strict=True)
            ]
            risks = items.add(plan, kept, project).items
            _raise(plan, project, risks, [id for (id,) in tasks], drawn)
        with clock.at(now - _REVIEWED * _DAY_MS):
            _review(plan, risks, drawn, clock.local(now).date())
    return path


def _raise(plan: Plan, project: str, risks: Sequence[str], tasks: Sequence[str], drawn: Sequence[Drawn]) -> None:
    """Write what was said of them at first, and the links; the project gets a contingency."""
    with step(plan) as act:
        act.tx.set(project, "contingency", 250_000)
        act.tx.set(project, "currency", "EUR")
        for number, (id, risk) in enumerate(zip(risks, drawn, strict=True)):
            for name, value in {**risk.cells, **risk.raised}.items():
                act.tx.set(id, name, value)
            hit = tasks[number // 4]
            act.tx.create("link", {"from_id": id, "to_id": hit, "kind": "threatens"})
            if number % 5 == 0:
                act.tx.create("link", {"from_id": tasks[-1 - number // 4], "to_id": id, "kind": "mitigates"})


def _review(plan: Plan, risks: Sequence[str], drawn: Sequence[Drawn], today: date) -> None:
    """Write the levels as they are now, what stood before them, and when they are looked at again."""
    with step(plan) as act:
        for id, risk in zip(risks, drawn, strict=True):
            cells = {
                "probability": risk.cells["probability"], "impact_time": risk.cells["impact_time"],
                "before_probability": risk.raised["probability"], "before_impact": risk.raised["impact_time"],
                "last_reviewed": clock.now_ms(), "reviewed_by": act.me,
                "next_review": (today + timedelta(risk.due)).isoformat(),
            }  # fmt: skip
            for name, value in cells.items():
                act.tx.set(id, name, value)
