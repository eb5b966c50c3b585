"""`pmtui whatif`: commands tried on a copy, both schedules side by side; the plan itself changes with --apply alone."""

import argparse
import io
import shlex
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

from pmtui.cli.call import App, Call, is_ref
from pmtui.cli.commands import COMMANDS
from pmtui.cli.output import safe, say
from pmtui.cli.schedule import project_meant
from pmtui.errors import PmtuiError, Usage

if TYPE_CHECKING:
    from pmtui.actions.step import Outcome
    from pmtui.actions.whatif import WhatIf
    from pmtui.store.plan import Plan

TRIED = {
    "set": [], "link": [], "unlink": [], "done": [], "move": [], "drop": [], "add": [], "block": [], "unblock": [],
    "archive": [], "project": [], "calendar": [], "leave": [], "start": ["--no-branch"], "delete": ["--yes"],
}  # fmt: skip
"""The commands that can be tried, each with what keeps it from asking, or from touching anything but the plan."""


def options_whatif(parser: argparse.ArgumentParser) -> None:
    """The words of `whatif`."""
    parser.add_argument("commands", nargs="+", metavar="COMMAND", help="a command in quotes, without `pmtui`")
    parser.add_argument("--apply", action="store_true", help="do it in the plan too, as one undo step")
    parser.add_argument("--json", action="store_true", help="the comparison as JSON")
    parser.epilog = (
        f"What can be tried: {', '.join(TRIED)}. Without --apply the plan's file is left as it is, byte for byte.\n\n"
        '  pmtui whatif "set 42 estimate=5d" "link 42 FS 51 2d"\n'
        '  pmtui whatif "drop 66" --apply'
    )


def run_whatif(call: Call) -> int:
    """Try commands on a copy, print what differs, and do it in the plan where that is wanted."""
    from pmtui.actions.scheduling import scheduled
    from pmtui.actions.whatif import WhatIf
    from pmtui.cli.comparison import beside, document

    commands = [_split(line) for line in call.options.commands]
    with call.writing() if call.options.apply else call.current() as plan:
        trial = WhatIf(plan, _project(call, plan, commands))
        try:
            messages = [line for words in commands for line in _try(call, trial, words)]
            chart = scheduled(trial.copy, trial.project)
            found = trial.comparison(chart)
            outcome = trial.apply(plan) if call.options.apply else None
            if call.options.json:
                call.out.json({**document(chart, found), "tried": messages, "applied": outcome is not None})
            else:
                for line in messages:
                    say(f"tried: {line}")
                call.out.lines(beside(call, chart, found))
        finally:
            trial.close()
        if outcome is not None:
            call.tell(outcome)
        elif not call.options.json:
            say("nothing was changed; --apply does it")
    return 0


def _split(line: str) -> list[str]:
    """A command's words as a shell would have them."""
    try:
        words = shlex.split(line)
    except ValueError:
        raise Usage(f"{safe(line)}: a quotation mark is missing") from None
    words = words[words[:1] == ["pmtui"] :]
    if not words or words[0] not in TRIED:
        said = f"{safe(words[0])} cannot be tried" if words else "an empty command does nothing"
        raise Usage(f"{said}; there is {', '.join(TRIED)}, each in quotes with its words")
    return words


def _project(call: Call, plan: "Plan", commands: list[list[str]]) -> str:
    """The project that is tried: --project, else that of the first item that a command names."""
    from pmtui.store.lookup import project_of
    from pmtui.store.read import find

    if not call.options.project:
        for _, *words in commands:
            for word in words:
                if is_ref(word) and "," not in word and "-" not in word:
                    return project_of(plan, find(plan, word))
    return project_meant(call, plan)


def _try(call: Call, trial: "WhatIf", words: Sequence[str]) -> list[str]:
    """Run one command on the copy; what it said. Its refusals name it."""
    from importlib import import_module

    from pmtui.cli.main import guarded, parser_of

    name, *rest = words
    command = COMMANDS[name]
    room = import_module(f"pmtui.cli.{command.module}")
    try:
        options = parser_of(command).parse_intermixed_args(guarded([*rest, *TRIED[name]]))
        for option in ("json", "branch"):
            if getattr(options, option, None):
                raise Usage(f"--{option} has no place in a trial")
        options.project = options.project or call.options.project
        bound = _Bound(options, call.open_app, trial.copy)
        with redirect_stdout(io.StringIO()):
            getattr(room, f"run_{name}")(bound)
    except PmtuiError as error:
        raise type(error)(f"{' '.join(map(safe, words))}: {error}") from None
    return bound.said


class _Bound(Call):
    """A call whose plan is a trial's copy, whatever file it asks for; `said` is what it told the person."""

    def __init__(self, options: argparse.Namespace, open_app: App, copy: "Plan") -> None:
        super().__init__(options, open_app)
        self._copy = copy
        self.said: list[str] = []

    def _open(self, path: Path | None, *, write: bool) -> "Plan":
        from pmtui.store.copy import Lent

        return Lent(self._copy)

    def tell(self, outcome: "Outcome") -> None:
        """Keep what an action did."""
        self.said += [line for line in (*outcome.warnings, outcome.message) if line]
