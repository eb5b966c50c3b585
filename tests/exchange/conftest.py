"""A plan file to import into, and a clock that stands still until it is wound."""

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
    """Ana's plan, open, with the empty project ORD."""
    with new_plan(tmp_path / "pmtui.db") as plan:
        yield plan
