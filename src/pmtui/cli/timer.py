"""`pmtui timer`: one's own timer, started on an item, shown, stopped so that its time is logged, or dropped."""

import argparse
from typing import TYPE_CHECKING, Any

from pmtui.cli.call import Call, is_ref, text_of
from pmtui.cli.output import safe, say
from pmtui.errors import Usage

if TYPE_CHECKING:
    from pmtui.store.plan import Plan

EPILOG = """\
Everybody has one timer. It lives in the plan: it runs on when the terminal is closed, and shows on every computer.
Started on another item, it logs what it has so far; `pmtui done` stops it too. By itself it logs at most 12 hours.

  pmtui timer 42 "pairing with Gus"     starts it
  pmtui timer                           what runs, and for how long
  pmtui timer stop                      logs the time
  pmtui timer stop 1h30                 logs this much of it
  pmtui timer drop                      logs nothing"""


def options_timer(parser: argparse.ArgumentParser) -> None:
    """The words of `timer`."""
    parser.add_argument(
        "words", nargs="*", metavar="[REF [NOTE] | stop [TIME] | drop]", help="an item, with a note; or stop, or drop"
    )
    parser.add_argument("--json", action="store_true", help="what runs, or null")
    parser.epilog = EPILOG


def run_timer(call: Call) -> int:
    """Show, start, stop or drop the timer of the person who acts."""
    words = list(call.options.words)
    if words and call.options.json:
        raise Usage("--json shows what runs: `pmtui timer --json`")
    if not words:
        _show(call)
    elif words[0] == "stop":
        _stop(call, words[1:])
    elif words[0] == "drop":
        _drop(call, words[1:])
    elif is_ref(words[0]):
        from pmtui.actions.timer import start

        with call.writing() as plan:
            (id, *more) = call.ids(plan, words[:1])
            if more:
                raise Usage("a timer runs on one item; say which")
            call.tell(start(plan, id, text_of(words[1:])))
    else:
        raise Usage(f"timer knows no {safe(words[0])}; an item such as 42 starts it, stop logs its time, drop does not")
    return 0


def timer_words(plan: "Plan", person: str | None) -> str:
    """`timer 42 0:34`, or nothing."""
    from pmtui.actions.timer import elapsed, running
    from pmtui.model.durations import show_clock
    from pmtui.store.naming import ref

    timer = running(plan, person) if person else None
    return f"timer {ref(plan, timer.item_id)} {show_clock(elapsed(timer))}" if timer else ""


def timer_document(plan: "Plan", person: str | None) -> dict[str, Any] | None:
    """What runs as JSON, None for nothing."""
    from pmtui.actions.timer import elapsed, running
    from pmtui.cli.shapes import Shapes
    from pmtui.store.lookup import project_of
    from pmtui.store.read import refs

    timer = running(plan, person) if person else None
    if timer is None:
        return None
    number, ref, title = refs(plan, [timer.item_id])[timer.item_id]
    started = Shapes(plan).instant(timer.started, project_of(plan, timer.item_id))
    return {
        "number": number, "ref": ref, "title": title, "started": started, "minutes": elapsed(timer), "note": timer.note,
    }  # fmt: skip


def _show(call: Call) -> None:
    from pmtui.actions.timer import elapsed, running
    from pmtui.model.durations import show_clock
    from pmtui.store.read import refs

    with call.reading() as plan:
        me = call.person(plan)
        if call.options.json:
            call.out.json(timer_document(plan, me))
            return
        timer = running(plan, me) if me else None
        if timer is None:
            say("no timer of yours is running; `pmtui timer 42` starts one")
            return
        _, ref, title = refs(plan, [timer.item_id])[timer.item_id]
        note = f"  {safe(timer.note)}" if timer.note else ""
        call.out.lines([f"{show_clock(elapsed(timer))}  {ref}  {safe(title)}{note}"])


def _stop(call: Call, words: list[str]) -> None:
    from pmtui.actions.timer import stop
    from pmtui.model.durations import parse_duration

    if len(words) > 1:
        raise Usage("say how long in one word: `pmtui timer stop 1h30`")
    minutes = round(parse_duration(words[0]).minutes(call.settings.hours_per_day)) if words else None
    with call.writing() as plan:
        call.tell(stop(plan, minutes))


def _drop(call: Call, words: list[str]) -> None:
    from pmtui.actions.timer import drop

    if words:
        raise Usage("`pmtui timer drop` takes no further word")
    with call.writing() as plan:
        call.tell(drop(plan))
