"""Long text in the person's own editor, while the app steps aside."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pmtui.errors import Usage

if TYPE_CHECKING:
    from pmtui.tui.frame import Frame


def command(said: str | None) -> list[str]:
    """The editor's command line: the setting, else $VISUAL, else $EDITOR, else vi; Usage where it is none."""
    line = said or os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        return shlex.split(line) or ["vi"]
    except ValueError as error:
        raise Usage(f"the editor {line!r} is no command: {error}") from None


def edit(app: "Frame", text: str, said: str | None) -> str | None:
    """Let the person edit a text; None where the editor failed, and then what they wrote is kept in its file."""
    words = command(said)
    handle, name = tempfile.mkstemp(prefix="pmtui-", suffix=".md")
    path = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    with app.suspend():
        trouble, code = _run([*words, name])  # nothing may be raised in here: the app would never come back
    if trouble is not None:
        path.unlink()
        app.complain(f"the editor {words[0]} did not start: {trouble}; `pmtui config set editor NAME` sets one")
        return None
    try:
        after = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    if code != 0:
        app.complain(f"the editor ended with an error; your text is kept in {name}")
        return None
    path.unlink()
    return after


def _run(words: list[str]) -> tuple[str | None, int]:
    """Run a command in the terminal: why it could not be started, or its exit code."""
    try:
        return None, subprocess.run(words, check=False).returncode
    except OSError as error:
        return error.strerror or str(error), 1
