"""`pmtui retro`: the facts and notes of a retrospective printed; noting, voting, resolving, closing, a command each."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from pmtui.cli.call import Call, text_of
from pmtui.cli.output import safe
from pmtui.cli.standup import teams_projects
from pmtui.errors import Usage

if TYPE_CHECKING:
    from pmtui.actions.step import Outcome
    from pmtui.meetings.retro import Retro
    from pmtui.store.plan import Plan

EPILOG = """\
A retrospective is about the sprint that is on or has just ended, else about the time since the last one. Without
--project it counts all projects, and belongs to the first. Notes and pulse bear nobody's name, and of the time only the
day, unless --signed is said; votes, whys and actions are steps of yours. Only what is listed with a verb writes.

  pmtui retro                                     facts, last actions, notes so far, votes
  pmtui retro --json
  pmtui retro note problem "waits for firewall"   or well, idea, thanks
  pmtui retro vote k7                             three for everybody; a note is called by its letters, or by its words
  pmtui retro join p3 k7                          p3 says the same as k7
  pmtui retro why "no list at kickoff"            of the problem with the most votes, up to five
  pmtui retro action "List of rules at kickoff @eli ^fri measure: blocked by IT-Sec < 8h"
  pmtui retro lesson "Ask for rules in week 1"    without text: the last why
  pmtui retro helped 92 yes                       whether an action of the last one did
  pmtui retro pulse 4
  pmtui retro close                               writes the note, and prints it
  pmtui retro --last                              the last note"""


def options_retro(parser: argparse.ArgumentParser) -> None:
    """The words of `retro`."""
    parser.add_argument("words", nargs="*", metavar="[VERB] TEXT", help=f"{', '.join(_VERBS)}; without one it prints")
    parser.add_argument("--signed", action="store_true", help="with note: by your name")
    parser.add_argument("--last", action="store_true", help="print the note of the last retrospective")
    parser.add_argument("--json", action="store_true", help="the same as one document")
    parser.epilog = EPILOG


def run_retro(call: Call) -> int:
    """Print the retrospective or the last note, or do one thing in it."""
    options, words = call.options, list(call.options.words)
    if words and words[0] not in _VERBS:
        raise Usage(f"retro knows no {safe(words[0])}; there is {', '.join(_VERBS)}")
    if words and options.last:
        raise Usage("--last prints the last note; ask for one thing at a time")
    if options.signed and words[:1] != ["note"]:
        raise Usage("--signed belongs to note; `pmtui retro note idea TEXT --signed`")
    if words:
        with call.writing() as plan:
            _VERBS[words[0]](call, _retro(call, plan), words[1:])
        return 0
    with call.current() as plan:
        _last(call, plan) if options.last else _show(call, plan)
    return 0


def _retro(call: Call, plan: "Plan") -> "Retro":
    from pmtui.meetings.capture import Habits
    from pmtui.meetings.retro import Retro

    settings = call.settings
    habits = Habits(settings.week_start, settings.day_first, settings.hours_per_day)
    return Retro(plan, teams_projects(call, plan), habits, anonymous=not call.options.signed)


def _show(call: Call, plan: "Plan") -> None:
    from pmtui.cli.retro_page import document, page
    from pmtui.cli.shapes import Shapes

    retro, shapes = _retro(call, plan), Shapes(plan)
    if call.options.json:
        call.out.json(document(retro, shapes))
    else:
        call.out.lines(page(call.out, retro, shapes))


def _last(call: Call, plan: "Plan") -> None:
    from pmtui.meetings.retro import last_note

    _print(call, last_note(plan, teams_projects(call, plan)[0]))


def _print(call: Call, note: str) -> None:
    if call.options.json:
        call.out.json({"note": note})
    else:
        call.out.lines(note.splitlines())


def _note(call: Call, retro: "Retro", words: list[str]) -> None:
    outcome = retro.note(*_two(words, "note KIND TEXT"))
    call.tell(retro.write_held() if retro.held else outcome)


def _pulse(call: Call, retro: "Retro", words: list[str]) -> None:
    retro.feel(" ".join(words))
    call.tell(retro.write_held())


def _vote(call: Call, retro: "Retro", words: list[str]) -> None:
    _ballot(call, retro, words, "vote", retro.vote)


def _unvote(call: Call, retro: "Retro", words: list[str]) -> None:
    _ballot(call, retro, words, "unvote", retro.unvote)


def _ballot(
    call: Call, retro: "Retro", words: list[str], verb: str, cast: "Callable[[str, str | None], Outcome]"
) -> None:
    """Your own vote for the note that is meant."""
    from pmtui.meetings.retro_notes import named

    note = named(retro.notes, _said(words, f"{verb} NOTE"))
    outcome = cast(note.id, retro.me())
    outcome.message = f"{outcome.message}: {safe(note.text)}"
    call.tell(outcome)


def _join(call: Call, retro: "Retro", words: list[str]) -> None:
    from pmtui.meetings.retro_notes import named

    one, other = (named(retro.notes, word) for word in _two(words, "join NOTE NOTE"))
    outcome = retro.join(one.id, other.id)
    outcome.message = f"{outcome.message}: {safe(one.text)}, to {safe(other.text)}"
    call.tell(outcome)


def _why(call: Call, retro: "Retro", words: list[str]) -> None:
    call.tell(retro.why(_said(words, "why TEXT")))


def _action(call: Call, retro: "Retro", words: list[str]) -> None:
    call.tell(retro.act(text_of(words)))


def _lesson(call: Call, retro: "Retro", words: list[str]) -> None:
    call.tell(retro.capture("lesson", text_of(words)) if words else retro.root_cause())


def _helped(call: Call, retro: "Retro", words: list[str]) -> None:
    from pmtui.actions.fields import yes_or_no

    ref, answer = _two(words, "helped NUMBER yes|no")
    (item,) = call.ids(retro.plan, [ref])
    call.tell(retro.helped(item, yes_or_no("helped", answer)))


def _close(call: Call, retro: "Retro", words: list[str]) -> None:
    if words:
        raise Usage("close takes no words; `pmtui retro close`")
    outcome, note = retro.close()
    _print(call, note)
    call.tell(outcome)


def _said(words: list[str], form: str) -> str:
    text = text_of(words)
    if not text:
        raise Usage(f"it is written `pmtui retro {form}`")
    return text


def _two(words: list[str], form: str) -> tuple[str, str]:
    """A first word and the text behind it."""
    if len(words) < 2:
        raise Usage(f"it is written `pmtui retro {form}`")
    return words[0], text_of(words[1:])


_VERBS: dict[str, Callable[[Call, "Retro", list[str]], None]] = {
    "note": _note, "vote": _vote, "unvote": _unvote, "join": _join, "why": _why, "action": _action,
    "lesson": _lesson, "helped": _helped, "pulse": _pulse, "close": _close,
}  # fmt: skip
