"""What is measured: a plan of open items made by pmtui's own store, and the same as tasks for Taskwarrior."""

import json
import random
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.measure import ACTOR
from pmtui.actions import columns, items, projects
from pmtui.model.quickadd import QuickAdd
from pmtui.store.plan import Plan

COLUMNS = (("Ideas", "backlog"), ("Ready", "ready"), ("Doing", "active"), ("Review", "active"), ("Waiting", "wait"))
"""Five columns whose items are all open, and without limits, which would ask before a card is moved."""

_PEOPLE = ("ana", "ben", "chi", "dora", "emre", "fay", "gus")
_LABELS = ("api", "ops", "payments", "ui", "docs")
_PRIORITIES = (None, None, None, "low", "medium", "high", "urgent")
_VERBS = (
    "Add", "Check", "Clear", "Draw", "Explain", "Fix", "Measure", "Move", "Rename", "Replace", "Retry", "Test",
    "Tune", "Write",
)  # fmt: skip
_THINGS = (
    "the invoice export", "failed payments", "audit log", "sign-in page", "search index", "night jobs",
    "refunds for partners", "mail templates", "stock import", "old price list", "release notes",
    "backup of the archive", "rights of guests",
)  # fmt: skip
_ENDS = ("", "", " again", " on mobile", " before launch", " for Finland", " with jitter")


def lines(count: int) -> Iterator[QuickAdd]:
    """Items as people type them: titles of three to seven words, all with owners, some with the rest."""
    chance = random.Random(20_261_123)
    first_due = date(2026, 11, 2)
    for number in range(count):
        owner, helper = chance.sample(_PEOPLE, 2)
        yield QuickAdd(
            title=f"{chance.choice(_VERBS)} {chance.choice(_THINGS)}{chance.choice(_ENDS)}",
            tokens=[],
            owner=owner,
            assignees=(helper,) if chance.random() < 0.1 else (),
            labels=(chance.choice(_LABELS),) if chance.random() < 0.4 else (),
            priority=chance.choice(_PRIORITIES),
            due=first_due + timedelta(days=chance.randrange(200)) if chance.random() < 0.3 else None,
            points=float(chance.choice((1, 2, 3, 5, 8))) if chance.random() < 0.5 else None,
            column=COLUMNS[number % len(COLUMNS)][0],
        )


def make_plan(path: Path, count: int) -> Path:
    """Make a plan file of `count` open items in the five columns; its folder is made too."""
    path.parent.mkdir()
    with Plan.create(path, ACTOR) as plan:
        project = projects.add(plan, "ORD", "Order portal", columns=False).items[0]
        for name, category in COLUMNS:
            columns.add(plan, project, name, category)
        items.add(plan, list(lines(count)), project)
    return path


def tasks(count: int) -> str:
    """The same items as Taskwarrior imports them: a JSON array."""
    priorities = {"urgent": "H", "high": "H", "medium": "M", "low": "L"}
    made = []
    for number, line in enumerate(lines(count)):
        task: dict[str, object] = {
            "uuid": str(uuid.UUID(int=number + 1, version=4)),
            "description": line.title,
            "status": "pending",
            "entry": "20261101T080000Z",
            "project": line.column,
            "tags": [line.owner, *line.labels],
        }
        if line.priority:
            task["priority"] = priorities[line.priority]
        if line.due:
            task["due"] = line.due.strftime("%Y%m%dT080000Z")
        made.append(task)
    return json.dumps(made)
