"""Changing what items say: fields, comments, checklists, time, links; putting them away; undo and redo."""

import argparse
import re
from typing import TYPE_CHECKING

from pmtui.cli.call import Call, is_ref, numbers, text_of, typed
from pmtui.cli.moving import REFS_HELP, refs_option, refs_or_branch, refs_then_text
from pmtui.errors import Usage
from pmtui.model.text import Unreadable, clean_line

if TYPE_CHECKING:
    from pmtui.store.plan import Plan

_ASSIGNMENT = r"(field\.[^=]+?|[A-Za-z_][\w%]*)([+-]?=)(.*)"


def options_set(parser: argparse.ArgumentParser) -> None:
    """The words of `set`."""
    parser.add_argument(
        "words", nargs="+", metavar="REF... FIELD=VALUE...", help=f"{REFS_HELP}; then fields, as often as wanted"
    )
    parser.epilog = (
        "Lists take += and -= too. Nothing behind the = empties a field. Own fields are written field.Name=...\n\n"
        "  pmtui set 42 due=fri owner=ana estimate=2/3/6d\n"
        '  pmtui set 41-44 labels+=payments priority=high "field.Cost centre=4711"\n'
        "  pmtui set 42 title='A better title' parent=12 due="
    )


def run_set(call: Call) -> int:
    """Set fields of items."""
    from pmtui.actions.items import change

    words = call.options.words
    matches = [re.fullmatch(_ASSIGNMENT, word, re.DOTALL) for word in words]
    refs = [word for word, match in zip(words, matches, strict=True) if match is None]
    assignments = [(match[1], match[2], typed(match[3])) for match in matches if match]
    if not assignments:
        raise Usage("say which field and its value: `pmtui set 42 due=fri`")
    with call.writing() as plan:
        call.tell(change(plan, numbers(refs), assignments))
    return 0


def options_note(parser: argparse.ArgumentParser) -> None:
    """The words of `note`."""
    parser.add_argument(
        "words", nargs="+", metavar="[REF] TEXT", help="the item (else the git branch's) and the text; - reads stdin"
    )
    parser.epilog = '  pmtui note 42 "idempotency key agreed with the vendor"\n  pmtui note 42 - < minutes.txt'


def run_note(call: Call) -> int:
    """Comment on items."""
    from pmtui.actions.notes import comment

    refs, text = refs_then_text(call, call.options.words)
    with call.writing() as plan:
        call.tell(comment(plan, call.ids(plan, refs), text_of(text)))
    return 0


def options_check(parser: argparse.ArgumentParser) -> None:
    """The words of `check`."""
    parser.add_argument("ref", metavar="REF", help="the item")
    parser.add_argument("text", nargs="*", metavar="TEXT", help="a new entry; - reads one a line from stdin")
    for name, help in (("tick", "tick entry N"), ("untick", "untick entry N"), ("remove", "remove entry N")):
        parser.add_argument(f"--{name}", metavar="N", type=int, action="append", default=[], help=help)
    parser.add_argument("--list", metavar="NAME", help="with TEXT: the checklist it goes into, such as Acceptance")
    parser.add_argument("--json", action="store_true", help="the checklist as JSON")
    parser.epilog = (
        "  pmtui check 42               shows the checklist\n"
        "  pmtui check 42 write docs    adds to it\n"
        "  pmtui check 42 --list Acceptance a refund is paid within a day\n"
        "  pmtui check 42 --tick 3"
    )


def run_check(call: Call) -> int:
    """Show the checklist, or change it in one way."""
    from pmtui.actions.notes import add_checks, tick

    options = call.options
    ticked = [
        (places, state)
        for places, state in ((options.tick, "ok"), (options.untick, "open"), (options.remove, "gone"))
        if places
    ]
    if len(ticked) + bool(options.text) > 1:
        raise Usage("one thing at a time, so that each can be undone: a new entry, --tick, --untick or --remove")
    if options.list and not options.text:
        raise Usage("--list says into which checklist a new entry goes; write the entry behind it")
    with call.writing() if ticked or options.text else call.reading() as plan:
        (id,) = call.ids(plan, [options.ref])[:1]
        if options.text:
            text = text_of(options.text)
            name = clean_line(typed(options.list), 60) if options.list else None
            call.tell(add_checks(plan, id, text.splitlines() if options.text == ["-"] else [text], name or None))
        elif ticked:
            call.tell(tick(plan, id, *ticked[0]))
        else:
            from pmtui.cli.page import checklist
            from pmtui.store.read import checks

            entries = checks(plan, id)
            if options.json:
                call.out.json([{"text": entry.text, "state": entry.state} for entry in entries])
            else:
                call.out.lines(checklist(entries))
    return 0


def options_log(parser: argparse.ArgumentParser) -> None:
    """The words of `log`."""
    parser.add_argument(
        "words",
        nargs="*",
        metavar="[REF] TIME [WHEN] TEXT",
        help="the item (else the running timer's, else the git branch's), 1h30, the day, a note",
    )
    parser.add_argument("--git", action="store_true", help="list the time that your commits of a week suggest")
    parser.add_argument("--accept", action="store_true", help="with --git: log it, all of it or that of some REFs")
    parser.add_argument("--json", action="store_true", help="with --git: an array of what is suggested")
    parser.epilog = (
        '  pmtui log 42 1h30 "pairing with Gus"\n  pmtui log 42 45m yesterday review\n  pmtui log 2h fri\n'
        "  pmtui log --git                what git suggests\n  pmtui log --git --accept 42    log that of 42"
    )


def run_log(call: Call) -> int:
    """Record time spent on an item; with --git, list or accept what commits suggest."""
    options = call.options
    if options.git:
        from pmtui.cli.proposals import run_git

        return run_git(call)
    if options.accept or options.json:
        raise Usage("--accept and --json belong to --git; `pmtui log --git --accept`")
    from pmtui.actions.notes import log_time
    from pmtui.model.dates import parse_moment, show_date
    from pmtui.model.durations import parse_duration

    words = list(options.words)
    refs = [words.pop(0)] if words and _is_item(words) else []
    if not words:
        raise Usage("say how long: `pmtui log 42 1h30`")
    minutes = round(parse_duration(words[0]).minutes(call.settings.hours_per_day))
    with call.writing() as plan:
        id = call.ids(plan, refs)[0] if refs else _at_work_on(call, plan)
        today = call.today(plan)
        day, note = today, words[1:]
        if note:
            from pmtui.actions.step import zone_of

            try:  # a first word that is a day is one; a note that begins with a day is put in quotes as a whole
                moment = parse_moment(
                    note[0], call.now(zone_of(plan, call.project(plan))),
                    week_start=call.settings.week_start, day_first=call.settings.day_first,
                )  # fmt: skip
                day, note = moment.date(), note[1:]
            except Unreadable:
                pass
        if day > today:
            raise Usage(f"{show_date(day, today)} is still to come; time is logged when it is spent")
        outcome = log_time(plan, id, minutes, day.isoformat(), text_of(note))
        if day != today:
            outcome.message += f", {show_date(day, today)}"
        call.tell(outcome)
    return 0


def _is_item(words: list[str]) -> bool:
    """Whether the first word is an item: `42 1h30`, but not `2h fri`."""
    return is_ref(words[0]) and (not _is_time(words[0]) or (len(words) > 1 and _is_time(words[1])))


def _is_time(word: str) -> bool:
    from pmtui.model.durations import parse_duration

    try:
        parse_duration(word)
    except Unreadable:
        return False
    return True


def _at_work_on(call: Call, plan: "Plan") -> str:
    """The item (id) of one's running timer, else of the git branch; Usage where neither tells."""
    from pmtui.actions.timer import running

    timer = running(plan, call.person(plan))
    return timer.item_id if timer else call.ids(plan, refs_or_branch(call, []))[0]


def _link_options(parser: argparse.ArgumentParser) -> None:
    from pmtui.model.words import LINK_KINDS

    parser.add_argument("source", metavar="A", help="an item")
    parser.add_argument("kind", metavar="KIND", help=", ".join(LINK_KINDS))
    parser.add_argument("target", metavar="B", help="the other item")


def options_link(parser: argparse.ArgumentParser) -> None:
    """The words of `link`."""
    _link_options(parser)
    parser.add_argument("lag", metavar="LAG", nargs="?", help="time between the two: 2d, or -1d to overlap")
    parser.epilog = (
        "  pmtui link 31 FS 42          31 comes before 42\n  pmtui link 31 FS 42 2d       two days between them"
    )


def run_link(call: Call) -> int:
    """Link two items."""
    from pmtui.actions.links import link

    options = call.options
    with call.writing() as plan:
        source, target = call.ids(plan, [options.source])[0], call.ids(plan, [options.target])[0]
        call.tell(link(plan, source, options.kind, target, options.lag.strip() if options.lag else None))
    return 0


def options_unlink(parser: argparse.ArgumentParser) -> None:
    """The words of `unlink`."""
    _link_options(parser)


def run_unlink(call: Call) -> int:
    """Remove the link between two items."""
    from pmtui.actions.links import unlink

    options = call.options
    with call.writing() as plan:
        source, target = call.ids(plan, [options.source])[0], call.ids(plan, [options.target])[0]
        call.tell(unlink(plan, source, options.kind, target))
    return 0


def options_archive(parser: argparse.ArgumentParser) -> None:
    """The words of `archive`."""
    refs_option(parser)
    parser.add_argument("--back", action="store_true", help="bring them back")


def run_archive(call: Call) -> int:
    """Put items away, or bring them back."""
    from pmtui.actions.items import archive

    with call.writing() as plan:
        call.tell(archive(plan, call.ids(plan, call.options.refs), not call.options.back))
    return 0


def options_delete(parser: argparse.ArgumentParser) -> None:
    """The words of `delete`."""
    refs_option(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.epilog = "Deleted items leave a trace in the history, and `pmtui undo` brings them back."


def run_delete(call: Call) -> int:
    """Delete items, after asking."""
    from pmtui.actions.items import delete
    from pmtui.store.read import refs

    with call.writing() as plan:
        ids = call.ids(plan, call.options.refs)
        _, ref, title = refs(plan, ids)[ids[0]]
        call.confirm(f"Delete {ref} {title}?" if len(ids) == 1 else f"Delete {len(ids)} items?")
        call.tell(delete(plan, ids))
    return 0


def options_undo(parser: argparse.ArgumentParser) -> None:
    """The words of `undo`: none."""


def run_undo(call: Call) -> int:
    """Take back your own last step."""
    from pmtui.actions.history import undo

    with call.writing() as plan:
        call.tell(undo(plan))
    return 0


def options_redo(parser: argparse.ArgumentParser) -> None:
    """The words of `redo`: none."""


def run_redo(call: Call) -> int:
    """Bring back what your last undo took back."""
    from pmtui.actions.history import redo

    with call.writing() as plan:
        call.tell(redo(plan))
    return 0
