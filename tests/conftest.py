"""What every test stands on: a home, a clock and a folder of its own."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
NOW = "2026-11-23T09:28:00+00:00"
FROM_OUTSIDE = ("PMTUI_", "XDG_", "GIT_", "LC_")
ALSO_FROM_OUTSIDE = ("COLUMNS", "EDITOR", "FORCE_COLOR", "LANGUAGE", "LINES", "NO_COLOR", "VISUAL")

# The same examples on every machine and in every run: a red test is red for everybody.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci")


@pytest.fixture(autouse=True)
def own_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lets no test see or touch the developer's files, names, language or time zone."""
    for name in list(os.environ):
        if name.startswith(FROM_OUTSIDE) or name in ALSO_FROM_OUTSIDE:
            monkeypatch.delenv(name)
    home = tmp_path.with_name(f"{tmp_path.name}-home")  # beside it, so that tmp_path itself starts empty
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for variable, folder in (
        ("XDG_CACHE_HOME", ".cache"),
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_STATE_HOME", ".local/state"),
    ):
        monkeypatch.setenv(variable, str(home / folder))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    for variable in ("LOGNAME", "USER"):
        monkeypatch.setenv(variable, "tester")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    monkeypatch.chdir(tmp_path)
    yield
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def frozen_now(monkeypatch: pytest.MonkeyPatch) -> str:
    """Stops the clock on a Monday morning, in this process and in those it starts; ISO 8601."""
    monkeypatch.setenv("PMTUI_NOW", NOW)
    return NOW


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of other systems' real files, which only some checkouts have beside them."""
    folder = ROOT.parent / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("no ../shared/samples beside this checkout")
    return folder
