"""The command line as tests use it: in this process, with its exit code, its data and its messages."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pmtui.cli.main import main
from pmtui.settings import Settings

Opened = list[tuple[Path, str, bool, str | None]]


class Said(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The document on stdout."""
        return json.loads(self.out)


class Keyboard(io.StringIO):
    """A stdin at which somebody sits."""

    def isatty(self) -> bool:
        """It claims to be a terminal."""
        return True


Run = Callable[..., Said]


@pytest.fixture
def opened() -> Opened:
    """The calls that would have opened the app."""
    return []


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, frozen_now: str, opened: Opened) -> Run:
    """Runs `pmtui WORDS...`, with a `stdin` from a pipe or what is `typed` at a terminal."""
    monkeypatch.setenv("PMTUI_ACTOR", "ana")

    def app(path: Path, actor: str, settings: Settings, mouse: bool, project: str | None) -> int:
        opened.append((path, actor, mouse, project))
        return 0

    def call(*words: object, stdin: str = "", typed: str | None = None) -> Said:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin) if typed is None else Keyboard(typed))
        capsys.readouterr()
        code = main([str(word) for word in words], app)
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return call


@pytest.fixture
def plan(run: Run, tmp_path: Path) -> Path:
    """A plan with six items on its board, the one that commands run here find."""
    path = tmp_path / "pmtui.db"
    lines = [
        "Audit log in:ready @ben ~1d",  # 1
        "Retry failed payments in:doing @ana ~2/3/6d ^fri !high #payments +5pt after:1",  # 2
        "SSO in:doing @ben ^20.11.2026 type:bug",  # 3
        "Help text in:ready @ana",  # 4
        "Load plan in:backlog",  # 5
        "Basket in:review @gus",  # 6
    ]
    assert run("init", path, "--key", "ORD", "--name", "Order portal").code == 0
    assert run("add", "-", stdin="\n".join(lines)).out.split() == list("123456")
    return path


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes the stream of this name, stdout or stderr, claim to be a terminal."""

    def claim(name: str) -> None:
        monkeypatch.setattr(getattr(sys, name), "isatty", lambda: True, raising=False)

    return claim
