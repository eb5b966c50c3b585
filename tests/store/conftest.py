"""A plan file of one project, and a clock that stands still until it is wound."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pmtui.store.plan import Plan
from tests.store.plans import Clock, new_plan


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands at nine on a Monday morning."""
    return Clock(monkeypatch)


@pytest.fixture
def plan(time: Clock, tmp_path: Path) -> Iterator[Plan]:
    """Ana's plan, open, with the project ORD."""
    with new_plan(tmp_path / "pmtui.db") as plan:
        yield plan


@pytest.fixture
def ben(plan: Plan) -> Iterator[Plan]:
    """The same file, opened by Ben."""
    with Plan(plan.path, "ben", write=True) as other:
        yield other
