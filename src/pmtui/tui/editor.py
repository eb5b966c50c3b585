"""Long text in the person's own editor, while the app steps aside."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmtui.tui.frame import Frame


def command(said: str | None) -> list[str]:
    """The editor's command line: the setting, else $VISUAL, else $EDITOR, else vi."""
    return shlex.split(said or os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")


def edit(app: "Frame", text: str, said: str | None) -> str | None:
    """Let the person edit a text; None where the editor failed, and then what they wrote is kept in its file."""
    handle, name = tempfile.mkstemp(prefix="pmtui-", suffix=".md")
    path = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    try:
        with app.suspend():
            run = subprocess.run([*command(said), name], check=False)
    except OSError as error:
        path.unlink()
        app.complain(
            f"the editor {command(said)[0]} did not start: {error.strerror}; set one with `pmtui config set "
            f"editor NAME`"
        )
        return None
    try:
        after = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    if run.returncode != 0:
        app.complain(f"the editor ended with an error; your text is kept in {name}")
        return None
    path.unlink()
    return after
