"""The demo plan of a Monday morning, made once; the tests only read it."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pmtui import clock
from pmtui.demo.plan import make
from pmtui.store import read
from pmtui.store.plan import Plan
from tests.conftest import NOW

MONDAY = clock.instant_ms(NOW)


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo plan's file."""
    target = tmp_path_factory.mktemp("demo") / "demo.db"
    with pytest.MonkeyPatch.context() as patch, clock.at(MONDAY):
        patch.setenv("TZ", "UTC")
        time.tzset()
        make(target)
    return target


@pytest.fixture
def plan(path: Path) -> Iterator[Plan]:
    """The demo plan, open for reading, on its Monday morning."""
    with Plan(path, "ana@example.org") as opened, clock.at(MONDAY):
        yield opened


@pytest.fixture
def portal(plan: Plan) -> str:
    """The id of the order portal."""
    (project,) = (id for id, project in read.projects(plan).items() if project.key == "ORD")
    return project
