"""`pmtui config`: the settings in config.toml, changed line by line so that comments and order stay."""

import argparse
import os
import re
from pathlib import Path
from typing import Any

from pmtui.cli.around import exactly, verb_options
from pmtui.cli.call import Call
from pmtui.cli.output import say
from pmtui.errors import Usage
from pmtui.settings import Settings, checked, config_path, load

NAMES = tuple(name for name in Settings._fields if name != "keys")


def options_config(parser: argparse.ArgumentParser) -> None:
    """The words of `config`."""
    verb_options(parser, ("list", "get", "set", "remove", "check", "path"), "WORD")
    parser.epilog = (
        f"Settings: {', '.join(NAMES)}, and keys.NAME for keys of the app.\n\n"
        "  pmtui config set theme dark\n  pmtui config set branch yes\n  pmtui config set keys.board.done x\n"
        "  pmtui config set repositories '~/src/portal, ~/src/shop'   git repositories a standup looks into\n"
        "  pmtui config remove theme      back to the default\n  pmtui config check"
    )


def run_config(call: Call) -> int:
    """Show, change and check the settings."""
    options = call.options
    if options.verb == "path":
        call.out.lines([str(config_path())])
    elif options.verb == "check":
        load()
        say(
            f"{config_path()} is fine"
            if config_path().exists()
            else f"there is no {config_path()}; every setting has its default"
        )
    elif options.verb == "set":
        name, *words = exactly(options.words, "config set NAME VALUE", 2, 50)
        _rewrite(name, " ".join(words).strip())
        say(f"{name} is set in {config_path()}")
    elif options.verb == "remove":
        (name,) = exactly(options.words, "config remove NAME")
        _rewrite(name, None)
        say(f"{name} has its default again")
    else:
        _show(call)
    return 0


def _show(call: Call) -> None:
    """All settings, or the one that is asked for."""
    settings = load()
    values: dict[str, Any] = {name: getattr(settings, name) for name in (*NAMES, "keys")}
    if call.options.verb == "get":
        (name,) = exactly(call.options.words, "config get NAME")
        table, key = _parts(name)
        value = values["keys"].get(key) if table else values[key]
        if call.options.json:
            call.out.json(value)
        else:
            call.out.lines([_shown(value)])
        return
    exactly(call.options.words, "config list", 0, 0)
    if call.options.json:
        call.out.json(values)
    else:
        keys = {f"keys.{name}": key for name, key in values.pop("keys").items()}
        call.out.lines(f"{name:<18}{_shown(value)}".rstrip() for name, value in {**values, **keys}.items())


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value)


def _parts(name: str) -> tuple[str, str]:
    """The table ('' or 'keys') and the key within it; Usage for an unknown setting."""
    table, _, key = name.partition(".")
    if table == "keys" and key:
        return "keys", key
    if name not in NAMES:
        from difflib import get_close_matches

        near = get_close_matches(name, NAMES, 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(NAMES)} and keys.NAME"
        raise Usage(f"there is no setting {name}; {hint}")
    return "", name


def _rewrite(name: str, said: str | None) -> None:
    """Write one setting, or take it out; Usage where the value does not fit, and then nothing is written."""
    import tomllib

    table, key = _parts(name)
    path = config_path()
    try:
        old = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        old = ""
    except (OSError, UnicodeDecodeError) as error:
        raise Usage(f"{path} cannot be read: {error}") from None
    value = None if said is None else said if table else _typed(key, said)
    new = edited(old, table, key, None if value is None else _toml(value))
    try:
        found = tomllib.loads(new)
    except tomllib.TOMLDecodeError as error:
        raise Usage(f"{path} cannot be changed line by line ({error}); please edit it by hand") from None
    checked(found, "config")
    if (found.get(table, {}) if table else found).get(key) != value:
        raise Usage(f"{path} says {name} in a way that cannot be changed line by line; please edit it by hand")
    _write(path, new)


def edited(text: str, table: str, key: str, value: str | None) -> str:
    """TOML text with one key of the top level or of a [table] set, or taken out (None); every other line as it was."""
    lines = text.splitlines()
    name = key if re.fullmatch(r"[\w-]+", key, re.ASCII) else _toml(key)
    line = None if value is None else f"{name} = {value}"
    heads = [place for place, each in enumerate(lines) if re.match(r"\s*\[", each)]
    if table:
        start = next((place for place in heads if re.match(rf"\s*\[\s*{table}\s*\]", lines[place])), None)
        if start is None:
            return text if line is None else "\n".join([*lines, *([""] if lines else []), f"[{table}]", line]) + "\n"
        first = start + 1
    else:
        first = 0
    end = next((place for place in heads if place >= first), len(lines))
    spelled = rf"\s*(?:{re.escape(key)}|{re.escape(_toml(key))}|'{re.escape(key)}')\s*="
    for place in range(first, end):
        if re.match(spelled, lines[place]):
            lines[place : place + 1] = [] if line is None else [line + _comment(lines[place])]
            break
    else:
        while end > first and not lines[end - 1].strip():
            end -= 1
        if line is not None:
            lines.insert(end, line)
    return "".join(f"{each}\n" for each in lines)


def _comment(line: str) -> str:
    """The comment behind a plain value, with the blanks before it."""
    found = re.fullmatch(r"""[^=]*=\s*(?:"[^"]*"|'[^']*'|\[[^\]]*\]|[^#"']*?)(\s*#.*)""", line)
    return found[1] if found else ""


def _typed(name: str, said: str) -> Any:
    """A value of the kind that the setting has."""
    default = getattr(Settings(), name)
    word = said.casefold()
    if isinstance(default, bool):
        if word not in ("yes", "no", "true", "false", "on", "off"):
            raise Usage(f"{name} is yes or no, not {said!r}")
        return word in ("yes", "true", "on")
    if isinstance(default, tuple):
        return [part.strip() for part in said.split(",") if part.strip()]
    if isinstance(default, int | float):
        try:
            return type(default)(said)
        except ValueError:
            raise Usage(f"{name} is a number, not {said!r}") from None
    return said


def _toml(value: Any) -> str:
    """A value as TOML; a JSON string is a TOML string too."""
    from json import dumps

    return dumps(value, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    """Replace the file in one go, so that a crash leaves the old or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, path.resolve())
