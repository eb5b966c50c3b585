"""The way in: hands the words of the command line over, and knows where the app is."""

import gc
import sys
from pathlib import Path

from pmtui.cli.main import main as command_line
from pmtui.settings import Settings


def main() -> int:
    """Run what the command line says; returns the exit code."""
    return command_line(sys.argv[1:], open_app)


def open_app(path: Path, actor: str, settings: Settings, mouse: bool, project: str | None) -> int:
    """Open the app on a plan file; Textual is imported only now, and garbage waits until the first screen stands."""
    gc.disable()
    from pmtui.tui.app import run

    return run(path, actor, settings, mouse=mouse, project=project)


if __name__ == "__main__":
    sys.exit(main())
