"""What somebody who cannot be at a standup leaves for it: a line of text, or the three of `--async`."""

import sys
from typing import TYPE_CHECKING

from pmtui.cli.call import Call, text_of, typed
from pmtui.cli.output import safe
from pmtui.errors import Usage

if TYPE_CHECKING:
    from pmtui.store.plan import Plan

ASKED = ("done", "next", "in the way")
"""What a standup asks everybody, and what each line begins with when it is kept."""


def give_note(call: Call, words: list[str], whose: str | None) -> None:
    """Leave a line for the next standup, one's own or that of the person who is named."""
    from pmtui.meetings.standup import say_beforehand

    with call.writing() as plan:
        call.tell(say_beforehand(plan, text_of(words), person=_person(call, plan, whose)))


def give_lines(call: Call, whose: str) -> None:
    """Leave up to three lines: asked for at a terminal, else read from stdin in that order; empty ones are left out."""
    from pmtui.meetings.standup import say_beforehand

    with call.writing() as plan:
        person = _person(call, plan, whose)
        answers = _asked() if sys.stdin.isatty() else typed(sys.stdin.read()).rstrip().splitlines()
        if len(answers) > len(ASKED):
            raise Usage(f"--async takes three lines, {', '.join(ASKED)}; here are {len(answers)}")
        lines = [f"{asked}: {said.strip()}" for asked, said in zip(ASKED, answers, strict=False) if said.strip()]
        call.tell(say_beforehand(plan, *lines, person=person))


def _asked() -> list[str]:
    """The answers of the person at the terminal; whoever ends the input has said all."""
    answers: list[str] = []
    for question in ASKED:
        sys.stderr.write(f"{question[0].upper()}{question[1:]}: ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            sys.stderr.write("\n")
            break
        answers.append(line)
    return answers


def _person(call: Call, plan: "Plan", name: str | None) -> str | None:
    """The id of the person that is named; None for whoever asks. Usage for a name that nobody has."""
    from pmtui.actions.people import known_as

    if name is None or name == "me":
        return None
    person = known_as(plan, name, call.person(plan))
    if person is None:
        raise Usage(f"nobody is called {safe(name)}; `pmtui person` lists everybody")
    return person
