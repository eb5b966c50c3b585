"""Channels: where papers go, as channels.toml beside config.toml and the environment say; and their secrets."""

import os
import re
from pathlib import Path
from typing import Any, NamedTuple

from pmtui.errors import Refused, Usage
from pmtui.exchange.web import checked, host_of
from pmtui.settings import config_path

SERVICES = ("slack", "teams", "confluence", "mail")
SECRETS = {"slack": "webhook", "teams": "webhook", "confluence": "token", "mail": None}
"""What of a service's settings is secret."""
_PLAIN = {
    "slack": (),
    "teams": (),
    "confluence": ("url", "space", "page", "email"),
    "mail": ("to", "cc", "from", "folder"),
}
_NEEDED = {"slack": (), "teams": (), "confluence": ("url", "space", "page", "email"), "mail": ("to",)}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


class Secret:
    """Words that are shown nowhere; only `reveal` has them."""

    __slots__ = ("_words",)

    def __init__(self, words: str) -> None:
        self._words = words

    def reveal(self) -> str:
        """The secret itself, for the request and nothing else."""
        return self._words

    def hint(self) -> str:
        """The last four characters, to tell one secret from another."""
        return f"…{self._words[-4:]}" if len(self._words) > 16 else "…"

    def __repr__(self) -> str:
        return f"Secret({self.hint()})"

    def hidden(self, text: str) -> str:
        """A text, the service's answer for instance, without the secret or a telling part of it."""
        path = self._words.partition("://")[2].partition("/")[2]
        parts = {self._words, path, *(part for part in re.split(r"[/?&=]", path) if len(part) >= 8)}
        for part in sorted(parts - {""}, key=len, reverse=True):
            text = text.replace(part, self.hint())
        return text


class Channel(NamedTuple):
    """Where a paper goes: `settings` are the service's plain ones, `secret` is its webhook or token, if it has one."""

    name: str
    service: str
    settings: dict[str, str]
    secret: Secret | None

    @property
    def address(self) -> str:
        """The channel as it may be shown: the host, and the end of the webhook."""
        if self.service == "mail":
            return self.settings["to"]
        if self.service == "confluence":
            return f"{host_of(self.settings['url'])}, page {self.settings['page']} in {self.settings['space']}"
        assert self.secret is not None
        return f"{host_of(self.secret.reveal())} {self.secret.hint()}"


def channels_path() -> Path:
    """Where channels.toml is or would be."""
    return config_path().with_name("channels.toml")


def names() -> list[str]:
    """The channels that are set up in the file, and the services that the environment alone sets up."""
    said = list(_file())
    return said + [name for name in SERVICES if name not in said and os.environ.get(_variable(name, _secret_of(name)))]


def channel(name: str) -> Channel:
    """The channel of this name; Usage says what is missing or wrong, Refused that others may read the file.

    A service's own name is a channel too, which the environment may set up: PMTUI_SLACK_WEBHOOK.
    """
    if not _NAME.fullmatch(name):
        raise Usage("a channel's name has letters, digits and dashes")
    found = _file()
    if name not in found and name not in SERVICES:
        known = ", ".join(names()) or "none yet"
        raise Usage(f"there is no channel {name} (there are: {known}); {channels_path()} is to name it")
    said = {"service": name, **found.get(name, {})} if name in SERVICES else found[name]
    service = said.get("service")
    if service not in SERVICES:
        raise Usage(f"{channels_path()}: {name} has no service; it is one of {', '.join(SERVICES)}")
    settings = {
        key: os.environ.get(_variable(name, key)) or _words(said.get(key), name, key) for key in _PLAIN[service]
    }
    secret = _secret(name, service, said)
    for key in _NEEDED[service]:
        if not settings[key]:
            raise Usage(f"{name} lacks {key}; say it in {channels_path()} or in {_variable(name, key)}")
    unknown = set(said) - {"service", *_PLAIN[service], _secret_of(service)}
    if unknown:
        raise Usage(f"{channels_path()}: {name} has no {min(unknown)!r}; a {service} channel takes {_takes(service)}")
    if service != "mail":
        checked(settings["url"] if service == "confluence" or secret is None else secret.reveal())
    return Channel(name, service, {key: words for key, words in settings.items() if words}, secret)


def _takes(service: str) -> str:
    return ", ".join(filter(None, ("service", *_PLAIN[service], SECRETS[service])))


def _secret_of(service: str) -> str:
    return SECRETS[service] or ""


def _variable(name: str, key: str) -> str:
    return f"PMTUI_{name}_{key}".upper().replace("-", "_")


def _words(value: Any, name: str, key: str) -> str:
    """A setting as one text; several addresses may be a list."""
    parts = value if isinstance(value, list) else [] if value is None else [value]
    if not all(isinstance(part, str) and part.isprintable() for part in parts):
        raise Usage(f"{channels_path()}: {key} of {name} is to be text")
    return ", ".join(part.strip() for part in parts)


def _secret(name: str, service: str, said: dict[str, Any]) -> Secret | None:
    """The secret from the environment, the file or the keyring, in this order; Usage where it is in none of them."""
    key = SECRETS[service]
    if key is None:
        return None
    words = os.environ.get(_variable(name, key)) or _words(said.get(key), name, key) or _from_keyring(name, key)
    if not words:
        raise Usage(
            f"{name} lacks its {key}; say it in {_variable(name, key)}, in {channels_path()}, "
            f"or in the keyring (`keyring set pmtui {name}.{key}`)"
        )
    return Secret(words.strip())


def _from_keyring(name: str, key: str) -> str | None:
    """What the system's keyring has, where the library that reads it is installed."""
    from importlib import import_module
    from importlib.util import find_spec

    if find_spec("keyring") is None:
        return None
    keyring: Any = import_module("keyring")
    try:
        found = keyring.get_password("pmtui", f"{name}.{key}")
    except keyring.errors.KeyringError as error:
        raise Usage(f"the keyring does not open ({type(error).__name__}); unlock it, or use the environment") from None
    return found if isinstance(found, str) else None


def _file() -> dict[str, dict[str, Any]]:
    """channels.toml, empty where there is none; Refused where others may read or write it."""
    import tomllib

    path = channels_path()
    try:
        with path.open("rb") as file:
            facts = os.fstat(file.fileno())
            if facts.st_mode & 0o077:
                raise Refused(f"others may read {path}, which holds secrets; `chmod 600 {path}` closes it")
            if facts.st_uid not in (os.getuid(), 0):
                raise Refused(f"{path} belongs to somebody else; make one of your own")
            text = file.read().decode()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise Usage(f"{path} cannot be read ({type(error).__name__})") from None
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # Python's words may quote the line, which may hold the secret: only the place is told.
        place = re.search(r"line \d+", str(error))
        raise Usage(f"{path} is no TOML{f', see {place[0]}' if place else ''}") from None
    for name, said in found.items():
        if not isinstance(said, dict) or not _NAME.fullmatch(name):
            raise Usage(f"{path}: every channel is a table of its own, such as [team]")
    return found
