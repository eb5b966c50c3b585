"""The outbox: papers that did not go out yet, in the user's own state folder, each with the reason."""

import json
import os
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from pmtui.clock import now_ms
from pmtui.errors import Refused, Usage
from pmtui.exchange.paper_in import read_markdown
from pmtui.model.paper import Paper, to_markdown
from pmtui.model.text import Unreadable
from pmtui.settings import state_folder

STATES = ("sending", "waiting", "unsure", "refused")
_LONGEST = 300_000
"""Milliseconds that a paper may be on its way; after that whoever sent it is gone."""


class Entry(NamedTuple):
    """A paper in the outbox: `state` is sending, waiting (for a network), unsure (it may have arrived) or refused."""

    name: str
    channel: str
    state: str
    line: str
    since: int
    """In ms since 1970: when it was put in."""
    paper: Paper


def put(paper: Paper, channel: str) -> str:
    """Keep a paper that is about to be sent; the name under which it is kept."""
    since = now_ms()
    name = f"{since}-{token_hex(3)}"
    _folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    said = {"channel": channel, "line": "", "since": since, "paper": to_markdown(paper)}
    _write(_path(name, "sending"), json.dumps(said, ensure_ascii=False))
    _take(name)
    return name


def claim(name: str) -> Entry:
    """Take a paper in order to send it; Refused where another process has it in hand, Usage where it is gone."""
    entry = next((each for each in entries() if each.name == name), None)
    if entry is None:
        raise Usage(f"the outbox has no paper {name}")
    if entry.state == "sending" and now_ms() - _taken(name) < _LONGEST:
        raise Refused(f"{entry.paper.title} is being sent by another pmtui")
    try:
        _path(name, entry.state).rename(_path(name, "sending"))
    except FileNotFoundError:
        raise Refused(f"{entry.paper.title} is being sent by another pmtui") from None
    _take(name)
    return entry


def mark(name: str, state: str, line: str) -> None:
    """Put a paper that did not go out back, with what it waits for."""
    path = _path(name, "sending")
    said = json.loads(path.read_text(encoding="utf-8"))
    _write(path, json.dumps({**said, "line": line}, ensure_ascii=False))
    path.rename(_path(name, state))


def drop(name: str) -> None:
    """Take a paper out for good."""
    for state in STATES:
        _path(name, state).unlink(missing_ok=True)


def entries() -> list[Entry]:
    """What is in the outbox, oldest first; a file that cannot be read is told as refused, with an empty paper."""
    if not _folder().is_dir():
        return []
    found = sorted(path for path in _folder().iterdir() if path.suffix.removeprefix(".") in STATES)
    return [entry for entry in map(_entry, found) if entry]


def _entry(path: Path) -> Entry | None:
    state = path.suffix.removeprefix(".")
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        paper = read_markdown(said["paper"], len(said["paper"]))
        line = str(said["line"])
        if state == "sending" and now_ms() - _taken(path.stem) >= _LONGEST:
            line = "pmtui ended while sending it; it may have arrived"
        return Entry(path.stem, str(said["channel"]), state, line, int(said["since"]), paper)
    except FileNotFoundError:  # it went out just now
        return None
    except (ValueError, KeyError, TypeError, Unreadable):
        paper = Paper(path.name, None, ())
        return Entry(path.stem, "", "refused", f"{path} is damaged; it holds Markdown", 0, paper)


def _take(name: str) -> None:
    """Note that it is being sent from now on."""
    os.utime(_path(name, "sending"), ns=(now_ms() * 1_000_000,) * 2)


def _taken(name: str) -> int:
    """When a paper was taken to be sent, in ms since 1970."""
    return _path(name, "sending").stat().st_mtime_ns // 1_000_000


def _folder() -> Path:
    return state_folder() / "outbox"


def _path(name: str, state: str) -> Path:
    return _folder() / f"{name}.{state}"


def _write(path: Path, text: str) -> None:
    """Write a file that nobody else may read, whole or not at all."""
    made = path.with_name(f".{path.name}.tmp")
    made.unlink(missing_ok=True)
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(made, path)
