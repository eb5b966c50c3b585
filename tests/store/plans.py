"""Small plans for tests: made in a moment, copied, joined, and looked at as a whole."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pmtui.actions import items, projects
from pmtui.actions.step import Outcome
from pmtui.clock import instant_ms
from pmtui.model.item import Item
from pmtui.model.quickadd import parse_line
from pmtui.store import read
from pmtui.store.doctor import examine, rebuild
from pmtui.store.dump import dump, load
from pmtui.store.plan import Plan
from pmtui.store.schema import derived_tables

TODAY = date(2026, 11, 23)
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000

Rows = dict[str, list[tuple[Any, ...]]]


class Clock:
    """A clock that tests set and wind on. `now` is in ms UTC, like the plan's own."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        self.set("2026-11-23T09:00:00")

    def set(self, text: str) -> int:
        """Make it this instant; returns it in ms."""
        self._patch.setenv("PMTUI_NOW", text)
        self.now = instant_ms(text)
        return self.now

    def wind(self, **span: float) -> int:
        """Go on (or back) by a `timedelta`; returns the new instant in ms."""
        moment = datetime.fromtimestamp(self.now / 1000, UTC) + timedelta(**span)
        return self.set(moment.isoformat())


@contextmanager
def clock() -> Iterator[Clock]:
    """A clock for property tests, which have no fixtures of their own for each example."""
    with pytest.MonkeyPatch.context() as patch:
        yield Clock(patch)


def new_plan(path: Path, actor: str = "ana", template: str = "kanban") -> Plan:
    """An open plan with the project ORD and its template's columns."""
    plan = Plan.create(path, actor)
    projects.add(plan, "ORD", "Order portal", template)
    return plan


def quick_plan(path: Path) -> Plan:
    """A new plan for property tests, which need not wait for the disk."""
    plan = new_plan(path)
    plan.db.execute("PRAGMA synchronous = OFF")
    return plan


def copied(plan: Plan, path: Path, actor: str) -> Plan:
    """A copy of the file, opened by somebody."""
    shutil.copyfile(plan.path, path)
    return Plan(path, actor, write=True)


def join(into: Plan, other: Plan) -> int:
    """Add what another copy has; returns how many changes were new."""
    whole = dump(other)
    with into.transaction("import") as tx:
        return load(tx, whole["sessions"], whole["transactions"], whole["changes"])[0]


def add(plan: Plan, *lines: str) -> list[str]:
    """Add items by quick-add lines; returns their ids."""
    return items.add(plan, [parse_line(line, TODAY) for line in lines]).items


def setting(plan: Plan, ref: str, *words: str) -> Outcome:
    """Set fields as the command line does: `due=fri`, `labels+=api`."""
    assignments = []
    for word in words:
        field, _, text = word.partition("=")
        operator = f"{field[-1]}=" if field[-1] in "+-" else "="
        assignments.append((field.rstrip("+-"), operator, text))
    return items.change(plan, [ref], assignments)


def item(plan: Plan, ref: str) -> Item:
    """A whole item, deleted or not, by its number."""
    return read.item(plan, read.find(plan, ref, deleted=True))


def column(plan: Plan, ref: str) -> str:
    """The name of the column an item is in."""
    return read.columns(plan)[item(plan, ref).column_id].name


def code(plan: Plan, person: str | None) -> str | None:
    """The code of a person by id."""
    return read.people(plan)[person].code if person else None


def tables(plan: Plan) -> Rows:
    """All derived rows."""
    return {name: sorted(plan.rows(f"SELECT * FROM {name}"), key=repr) for name in derived_tables()}


def visible(plan: Plan) -> Rows:
    """What a person can see of a plan: no deleted things, no trace of when something was last touched."""
    seen = tables(plan)
    names = [row[1] for row in plan.rows("PRAGMA table_info(item)")]
    touched, deleted = names.index("updated_at"), names.index("deleted")
    gone = {row[0] for row in seen["item"] if row[deleted]}
    seen["item"] = [row[:touched] + row[touched + 1 :] for row in seen["item"] if not row[deleted]]
    seen["custom"] = [row for row in seen["custom"] if row[0] not in gone]
    for name in ("part", "person", "alias", "label"):  # who and what was met once stays known
        del seen[name]
    return seen


def log(plan: Plan) -> list[tuple[Any, ...]]:
    """The whole log, without the numbers that sessions have in this file only."""
    whole = dump(plan)
    return [tuple(row) for name in ("sessions", "transactions", "changes") for row in whole[name]]


def says_what_its_log_says(plan: Plan) -> bool:
    """Whether the doctor is content, and making the tables anew changes nothing."""
    found = examine(plan)
    before = tables(plan)
    rebuild(plan.db)
    return found.healthy and tables(plan) == before


def mark(path: Path) -> tuple[str, int]:
    """A file's bytes and its time of change."""
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns


def tick_clock(plan: Plan) -> int:
    """The greatest hybrid clock in the log."""
    return int(plan.one("SELECT max(hlc) FROM change")[0])
