"""The plan that the app's tests open: a dozen cards, each with something of its own to show."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pmtui import clock
from pmtui.actions import flow, items, links, notes, people, projects
from pmtui.demo.plan import make
from pmtui.model.quickadd import parse_line
from pmtui.store import file
from pmtui.store.plan import Plan
from pmtui.store.read import find

ME = "ana@example.org"
NOW = "2026-11-23T09:28:00+00:00"
PEOPLE = (("ben", "Ben Okafor"), ("chi", "Chi Tran"), ("eli", "Eli Roth"), ("gus", "Gus Meyer"))
CARDS = (
    ("2026-11-02", "CSV import of orders in:doing @ben"),
    ("2026-11-02", "Login page in:done @chi"),
    ("2026-11-09", "Retry failed payments with jitter in:doing @ana ^2026-11-27 !high +5pt #payments ~2/3/6d"),
    ("2026-11-10", "SSO with Keycloak in:doing @ben +8pt #security"),
    ("2026-11-11", "Stage certificate in:doing @eli ^2026-11-21"),
    ("2026-11-12", "Cron migration to systemd timers in:review @chi +3pt"),
    ("2026-11-13", "Load test plan in:ready @gus ^2026-11-23 #ops"),
    ("2026-11-13", "Help text for refunds in:ready @ana after:3"),
    ("2026-11-13", "Audit log of price changes in:ready #security"),
    ("2026-11-16", "Basket survives a restart in:backlog"),
    ("2026-11-16", "支払い画面の再試行 in:backlog @gus"),
    ("2026-11-16", "Mail templates, in three languages and with the customer's own logo in:backlog"),
)
"""Day and quick-add line of items 1 to 12."""


def _story(plan: Plan, patch: pytest.MonkeyPatch) -> None:
    """Three weeks of a small project; the clock goes with them, by seconds, so that ids have one order."""
    now = clock.instant_ms("2026-11-02T08:00:00+00:00")

    def at(moment: str = "") -> None:
        nonlocal now
        now = clock.instant_ms(moment + "T09:00:00+00:00") if moment else now + 1000
        patch.setenv("PMTUI_NOW", clock.local(now).isoformat())

    at()
    projects.add(plan, "ORD", "Order portal")
    for code, name in PEOPLE:
        at()
        people.add(plan, code, name, email=f"{code}@example.org")
    at()
    projects.add(plan, "OPS", "Operations")
    at()
    projects.change(plan, "ORD", {"goal": "First paid order on staging"})
    last = ""
    for day, line in CARDS:
        at(day if day != last else "")
        last = day
        items.add(plan, [parse_line(line, clock.today())])
    at()
    items.add(plan, [parse_line("Rotate the backup tapes project:OPS in:doing @gus", clock.today())])
    payments = find(plan, "3")
    at("2026-11-17")
    notes.add_checks(plan, payments, ["Backoff in config", "Jitter", "Dashboard", "Alert", "Runbook"])
    at()
    notes.tick(plan, payments, [1, 2, 3])
    at()
    notes.comment(plan, [payments], "The bank allows two retries a minute.")
    at("2026-11-19")
    flow.done(plan, [find(plan, "1")])
    at("2026-11-20")
    flow.block(plan, [find(plan, "4")], "no realm for staging")
    at()
    links.link(plan, find(plan, "3"), "relates", find(plan, "9"))


@pytest.fixture(scope="session")
def told_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan as it was made, once; tests work on copies."""
    path = tmp_path_factory.mktemp("plan") / "pmtui.db"
    with pytest.MonkeyPatch.context() as patch, Plan.create(path, ME) as plan, plan.unsynced():
        patch.setenv("TZ", "UTC")
        time.tzset()
        _story(plan, patch)
    return path


@pytest.fixture(scope="session")
def told_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's plan, made once."""
    path = tmp_path_factory.mktemp("demo") / "pmtui.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PMTUI_NOW", NOW)
        patch.setenv("TZ", "UTC")
        time.tzset()
        make(path)
    return path


@pytest.fixture
def demo_path(told_demo: Path, tmp_path: Path, frozen_now: str) -> Path:
    """The demo's plan in a file of one's own: a busy board."""
    return Path(shutil.copy(told_demo, tmp_path / "demo.db"))


@pytest.fixture
def demo(demo_path: Path) -> Iterator[Plan]:
    """The demo's plan, open for Ana."""
    with Plan(demo_path, ME, app="pmtui-tui") as opened:
        yield opened


@pytest.fixture
def plan_path(told_plan: Path, tmp_path: Path, frozen_now: str) -> Path:
    """A plan file of one's own, on a Monday morning."""
    return Path(shutil.copy(told_plan, tmp_path / "pmtui.db"))


@pytest.fixture
def plan(plan_path: Path) -> Iterator[Plan]:
    """The plan, open for Ana."""
    with Plan(plan_path, ME, app="pmtui-tui") as opened:
        yield opened


@pytest.fixture
def elsewhere(plan_path: Path) -> Iterator[Plan]:
    """The same file in Ben's hands, in another program."""
    with Plan(plan_path, "ben@example.org") as opened:
        yield opened


@pytest.fixture
def empty_plan(tmp_path: Path, frozen_now: str) -> Iterator[Plan]:
    """A plan with a project and no card, where Ana is known."""
    with Plan.create(tmp_path / "empty.db", ME) as opened:
        projects.add(opened, "NEW", "New thing")
        yield opened


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits for a lock only a moment."""
    monkeypatch.setattr(file, "BUSY_SECONDS", 0.02)
