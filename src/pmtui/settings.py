"""The user's settings: config.toml, the environment, who acts, which plan file is meant."""

import os
import re
from pathlib import Path
from typing import Any, NamedTuple

from pmtui.errors import Usage


class Settings(NamedTuple):
    """What config.toml may say; every value has a default and the file may be missing.

    A named tuple, because every command reads it and a dataclass costs 7 ms of start-up.
    """

    actor: str | None = None
    theme: str = "auto"
    accent: str | None = None
    glyphs: str = "auto"
    mouse: bool = True
    editor: str | None = None
    day_first: bool = True
    week_start: int = 0
    done_days: int = 14
    hours_per_day: float = 8.0
    branch: bool = False
    branch_name: str = "{type}/{number}-{slug}"
    default_project: str | None = None
    repositories: tuple[str, ...] = ()
    keys: dict[str, str] = {}  # noqa: RUF012 - never written to


CHOICES = {
    "theme": ("auto", "dark", "light", "ansi-dark", "ansi-light", "contrast"),
    "glyphs": ("auto", "unicode", "ascii"),
}
BOUNDS: dict[str, tuple[float, float]] = {"week_start": (0, 6), "done_days": (0, 36_500), "hours_per_day": (0.5, 24)}


def config_path() -> Path:
    """Where config.toml is or would be."""
    home = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(home) / "pmtui" / "config.toml"


def state_folder() -> Path:
    """Where drafts, backups and the last frame are kept."""
    home = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(home) / "pmtui"


def data_plan() -> Path:
    """The plan file of last resort, in the user's data folder."""
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "pmtui" / "pmtui.db"


def load() -> Settings:
    """Read config.toml; Usage names the line or key that is wrong."""
    path = config_path()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise Usage(f"{path} cannot be read: {error}") from None
    import tomllib

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Usage(f"{path}: {error}") from None
    return checked(found, str(path))


def checked(found: dict[str, Any], where: str) -> Settings:
    """Settings from parsed TOML; Usage for an unknown key or a value of the wrong kind."""
    defaults = Settings()
    for name, value in found.items():
        if name not in Settings._fields:
            raise Usage(f"{where}: there is no setting {name}; there are {', '.join(Settings._fields)}")
        default = getattr(defaults, name)
        number = isinstance(default, float)
        wanted: type | tuple[type, ...] = str if default is None else (int, float) if number else type(default)
        if isinstance(default, tuple):
            wanted = list
        if not isinstance(value, wanted) or (isinstance(value, bool) and not isinstance(default, bool)):
            raise Usage(f"{where}: {name} = {value!r} is of the wrong kind")
        if isinstance(value, list) and not all(isinstance(one, str) for one in value):
            raise Usage(f'{where}: {name} is a list of texts: ["~/src/portal"]')
        if isinstance(value, int | float) and name in BOUNDS:
            low, high = BOUNDS[name]
            if not low <= value <= high:
                raise Usage(f"{where}: {name} lies between {low} and {high}, not at {value!r}")
        if name in CHOICES and value not in CHOICES[name]:
            raise Usage(f"{where}: {name} is one of {', '.join(CHOICES[name])}, not {value!r}")
    fitting: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in found.items()
    }
    return Settings(**fitting)


def actor(settings: Settings) -> str:
    """Who acts: $PMTUI_ACTOR, else the config's actor, else git's user.email, else the login name."""
    said = os.environ.get("PMTUI_ACTOR") or settings.actor or _git_email()
    return said or os.environ.get("LOGNAME") or os.environ.get("USER") or os.environ.get("USERNAME") or "someone"


def plan_path(said: str | None) -> Path:
    """Which plan file is meant: -f, else $PMTUI_FILE, else the nearest pmtui.db here or above, else the user's own."""
    named = said or os.environ.get("PMTUI_FILE")
    if named:
        return Path(named).expanduser()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "pmtui.db").is_file():
            return folder / "pmtui.db"
    return data_plan()


def _git_email() -> str | None:
    """user.email as git sees it, from its files; git itself, which costs a process, is asked only where they
    include others.
    """
    places = [Path(os.environ.get("GIT_CONFIG_GLOBAL") or Path.home() / ".gitconfig")]
    places.append(Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "git" / "config")
    here = Path.cwd()
    repository = next((folder / ".git" for folder in (here, *here.parents) if (folder / ".git").exists()), None)
    if repository is not None:
        places.insert(0, repository / "config")
    found, elsewhere = None, repository is not None and repository.is_file()
    for place in places:
        try:
            text = place.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        elsewhere = elsewhere or "[include" in text
        match = re.search(r"^\[user\][^\[]*?^\s*email\s*=\s*\"?([^\"\s]+)", text, re.MULTILINE)
        if match and found is None:
            found = match[1]
    return _ask_git() if elsewhere else found


def _ask_git() -> str | None:
    import subprocess

    try:
        run = subprocess.run(["git", "config", "user.email"], capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return run.stdout.strip() or None
