"""The command line: finds the command, builds its parser and no other, and says every error in one line."""

import argparse
import os
import sys
from importlib import import_module
from typing import NoReturn

from pmtui import __version__
from pmtui.cli.call import App, Call
from pmtui.cli.commands import COMMANDS, GROUPS, Command
from pmtui.cli.output import say
from pmtui.errors import PmtuiError, Usage

_VALUED = ("-f", "--file", "--project")
"""Options before the command that take the next word."""

_GLOBAL_HELP = """\
options, before the command or behind it:
  -f, --file FILE   the plan file (else $PMTUI_FILE, else the nearest pmtui.db here or above, else the user's own)
  --project KEY     the project that is meant
  --ascii           plain ASCII instead of Unicode signs
  --no-mouse        the app leaves the mouse to the terminal
  --version         print the version
  -h, --help        print this, or the help of a command

`pmtui COMMAND --help` explains a command. Exit codes: 0 done, 1 refused, 2 wrong usage, 3 the file cannot be used."""


def main(argv: list[str], open_app: App) -> int:
    """Run one command; returns the process's exit code, whatever happens."""
    _open_closed_streams()
    try:
        code = _run(argv, open_app)
        sys.stdout.flush()
        return code
    except SystemExit as leaving:  # argparse, having printed a help text
        return leaving.code if isinstance(leaving.code, int) else 0
    except PmtuiError as error:
        say(f"pmtui: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _forget_output()  # whoever read it has enough
        return 141
    except Exception as error:
        return _unexpected(error)


def _open_closed_streams() -> None:
    """Stand-ins for streams the shell has closed, lest the plan file be given the number of one of them."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115 - open as long as the process lives


def _forget_output() -> None:
    """Let what is left in stdout go nowhere; without this Python complains on closing it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(argv: list[str], open_app: App) -> int:
    place = _place_of_command(argv)
    name = argv[place] if place is not None else None
    if name == "help":
        return _run([*argv[place + 1 :], "--help"] if place is not None else [], open_app)
    if name is None:
        return _without_command(argv, open_app)
    if name not in COMMANDS:
        raise Usage(_unknown(name))
    assert place is not None
    command = COMMANDS[name]
    room = import_module(f"pmtui.cli.{command.module}")
    parser = _parser(command)
    getattr(room, f"options_{name}")(parser)
    call = Call(parser.parse_intermixed_args(guarded([*argv[:place], *argv[place + 1 :]])), open_app)
    try:
        return int(getattr(room, f"run_{name}")(call))
    finally:
        call.close()


def _without_command(argv: list[str], open_app: App) -> int:
    """`pmtui` alone, with options perhaps: the app, the version or the help."""
    if "-h" in argv or "--help" in argv:
        sys.stdout.write(overview() + "\n")
        return 0
    if "--version" in argv:
        sys.stdout.write(f"pmtui {__version__}\n")
        return 0
    from pmtui.cli.opening import run_app

    parser = Parser(prog="pmtui", add_help=False, allow_abbrev=False)
    add_common(parser)
    call = Call(parser.parse_args(argv), open_app)
    try:
        return run_app(call)
    finally:
        call.close()


class Parser(argparse.ArgumentParser):
    """argparse, with errors as one line and no import of shutil for the sake of the terminal's width."""

    def error(self, message: str) -> NoReturn:
        """Refuse, with the way to the help."""
        raise Usage(f"{message}; `{self.prog} --help` tells more")


class Format(argparse.RawDescriptionHelpFormatter):
    """Help texts: examples stay as they are written."""

    def __init__(self, prog: str) -> None:
        columns = os.environ.get("COLUMNS", "")
        super().__init__(prog, max_help_position=26, width=min(int(columns), 110) if columns.isdigit() else 96)


def _parser(command: Command) -> Parser:
    parser = Parser(
        prog=f"pmtui {command.name}",
        description=command.help[0].upper() + command.help[1:] + ".",
        formatter_class=Format,
        allow_abbrev=False,
    )
    add_common(parser)
    return parser


def parser_of(command: Command) -> Parser:
    """The whole parser of a command: for the completion scripts and the tests."""
    parser = _parser(command)
    getattr(import_module(f"pmtui.cli.{command.module}"), f"options_{command.name}")(parser)
    return parser


def add_common(parser: argparse.ArgumentParser) -> None:
    """The options that every command takes."""
    parser.add_argument("-f", "--file", metavar="FILE", help="the plan file")
    parser.add_argument("--project", metavar="KEY", help="the project that is meant")
    parser.add_argument("--ascii", action="store_true", help="plain ASCII instead of Unicode signs")
    parser.add_argument("--no-mouse", action="store_true", help=argparse.SUPPRESS)


def overview() -> str:
    """The help of pmtui as a whole: every command, in groups."""
    lines = ["pmtui: the whole project in one SQLite file", "", "usage: pmtui [options]              opens the app"]
    lines += ["       pmtui COMMAND [options] ...  does one thing"]
    for title, commands in GROUPS:
        lines += ["", title, *(f"  {command.name:<12}{command.help}" for command in commands)]
    return "\n".join([*lines, "", _GLOBAL_HELP])


def _place_of_command(argv: list[str]) -> int | None:
    """Where the command stands among the words; None where there is none."""
    place = 0
    while place < len(argv):
        word = argv[place]
        if not word.startswith("-"):
            return place
        place += 2 if word in _VALUED else 1
    return None


def guarded(words: list[str]) -> list[str]:
    """The words for argparse, where `-label:ops`, `-3d` and `-1d` are text: a blank before them says so."""
    made: list[str] = []
    for place, word in enumerate(words):
        if word == "--":
            return made + words[place:]
        made.append(f" {word}" if word.startswith("-") and not word.startswith("--") and len(word) > 2 else word)
    return made


def _unknown(name: str) -> str:
    if name.lstrip("#").isdigit():
        return f"{name} is no command; `pmtui show {name}` shows the item, `pmtui --help` lists the commands"
    from difflib import get_close_matches

    near = get_close_matches(name, COMMANDS, 1)
    hint = f"did you mean {near[0]}? " if near else ""
    return f"there is no command {name[:40]}; {hint}`pmtui --help` lists them"


def _unexpected(error: Exception) -> int:
    """What no room has foreseen: words that cannot be read, the system's refusals, and our own mistakes."""
    from pmtui.model.text import Unreadable

    if os.environ.get("PMTUI_DEBUG"):
        raise error
    if isinstance(error, Unreadable):
        say(f"pmtui: {error}")
        return 2
    if isinstance(error, OSError):
        name = f"{error.filename}: " if error.filename else ""
        try:
            sys.stdout.flush()
        except OSError:
            _forget_output()
        say(f"pmtui: {name}{error.strerror or error}")
        return 3
    say(f"pmtui: internal error ({type(error).__name__}: {error}), please report it; PMTUI_DEBUG=1 shows where")
    return 70
