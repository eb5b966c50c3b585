"""The app: the frame, its keys, and opening it on a plan file."""

import io
import sys
from pathlib import Path

from rich.console import Console

from pmtui.settings import Settings, state_folder
from pmtui.store.plan import Plan
from pmtui.tui import terminal_kind, wire
from pmtui.tui.boardkeys import BoardKeys
from pmtui.tui.forecastkeys import ForecastKeys
from pmtui.tui.look import Look
from pmtui.tui.metricskeys import MetricsKeys
from pmtui.tui.planningkeys import PlanningKeys
from pmtui.tui.retrokeys import RetroKeys
from pmtui.tui.riskkeys import RiskKeys
from pmtui.tui.standupkeys import StandupKeys
from pmtui.tui.timerkeys import TimerKeys


class PmtuiApp(PlanningKeys, TimerKeys, RetroKeys, StandupKeys, ForecastKeys, RiskKeys, MetricsKeys, BoardKeys):
    """pmtui on the screen."""


def run(
    path: Path,
    actor: str,
    settings: Settings,
    *,
    mouse: bool = True,
    project: str | None = None,
) -> int:
    """Open the app on a plan file; returns the exit code. PmtuiError where the file cannot be used."""
    kind = terminal_kind.look_around(settings)
    with Plan(path, actor, app="pmtui-tui") as plan:
        wire.install()
        app = PmtuiApp(plan, settings, Look(kind.theme, kind.ascii_only, settings.accent), project)
        trouble = io.StringIO()
        app.error_console = Console(file=trouble, width=160)
        app.run(mouse=mouse and settings.mouse)
        app.save_drafts()
        if app.return_code:
            log = state_folder() / "crash.log"
            log.parent.mkdir(parents=True, exist_ok=True)
            log.write_text(trouble.getvalue(), encoding="utf-8")
            sys.stderr.write(
                f"pmtui: stopped by an error of its own; all that was saved is safe; please report {log}\n"
            )
        return app.return_code or 0
