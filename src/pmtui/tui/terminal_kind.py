"""What terminal this is: which theme and which glyphs it can show, and whether it can show the app at all."""

import locale
import os
import sys
from typing import NamedTuple

from pmtui.errors import Usage
from pmtui.settings import Settings


class Kind(NamedTuple):
    """The theme to start with, and whether to keep to ASCII."""

    theme: str
    ascii_only: bool


def look_around(settings: Settings) -> Kind:
    """Decide by the environment; Usage where the app cannot run here, with what to use instead."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Usage("the app needs a terminal; `pmtui board` and `pmtui list` print the plan")
    if os.environ.get("TERM", "dumb") in ("dumb", ""):
        raise Usage("this terminal (TERM=dumb) cannot show the app; `pmtui board` and `pmtui list` print the plan")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    if os.environ.get("SSH_CONNECTION"):
        os.environ.setdefault("ESCDELAY", "250")
    utf8 = _speaks_utf8()
    if not utf8:
        # Textual writes to the original stderr; a narrow encoding there must not turn glyphs into escapes.
        for stream in (sys.__stderr__, sys.__stdout__):
            if stream is not None and hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="replace")
    plain = settings.glyphs == "ascii" or (settings.glyphs == "auto" and not utf8)
    theme = settings.theme
    if theme == "auto":
        slow = os.environ.get("SSH_CONNECTION") or not os.environ.get("COLORTERM")
        theme = (
            "ansi-dark" if (slow and "256" not in os.environ.get("TERM", "")) or os.environ.get("NO_COLOR") else "dark"
        )
    return Kind(theme, plain)


def _speaks_utf8() -> bool:
    named = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or ""
    if named:
        return "utf" in named.lower()
    return "utf" in locale.getpreferredencoding(False).lower()
