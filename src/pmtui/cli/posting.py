"""`pmtui post`: a paper shown, sent to a channel, and kept in the outbox where it could not be."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmtui.cli.call import Call, typed
from pmtui.cli.output import pad, say
from pmtui.errors import Refused, Usage

if TYPE_CHECKING:
    from pmtui.exchange.channels import Channel
    from pmtui.exchange.outbox import Entry
    from pmtui.exchange.posting import Result
    from pmtui.model.paper import Paper

_NEXT = {
    "waiting": "it is in the outbox, `pmtui post --retry` sends it",
    "unsure": "look there, then `pmtui post --retry {number}` sends it again or `--drop {number}` forgets it",
    "refused": "it is in the outbox, `pmtui post --retry {number}` sends it once that is mended",
}


def options_post(parser: argparse.ArgumentParser) -> None:
    """The words of `post`."""
    parser.add_argument("channel", nargs="?", metavar="CHANNEL", help="where to; without it, channels and outbox")
    parser.add_argument("paper", nargs="?", metavar="FILE", help="the paper as Markdown, - for stdin")
    parser.add_argument("--report", metavar="N", help="the paper is the issued report N, or the last one: last")
    parser.add_argument("--dry-run", action="store_true", help="show what would be sent, and send nothing")
    parser.add_argument("--yes", action="store_true", help="do not show it and do not ask")
    waiting = parser.add_mutually_exclusive_group()
    waiting.add_argument(
        "--retry",
        nargs="?",
        const="all",
        metavar="N",
        help="send what waits in the outbox, or its paper N whatever it is",
    )
    waiting.add_argument("--drop", metavar="N", help="take paper N out of the outbox")
    parser.add_argument("--json", action="store_true", help="what became of it as JSON")
    parser.epilog = (
        "channels.toml beside config.toml (mode 600), the environment or the keyring say where a channel is:\n\n"
        '  [team]\n  service = "slack"        # or teams, confluence, mail\n  webhook = "https://..."  '
        "# or PMTUI_TEAM_WEBHOOK\n\n"
        "  pmtui post team standup.md --dry-run\n  pmtui post team --report 7\n  pmtui post --retry"
    )


def run_post(call: Call) -> int:
    """Show and send a paper, or see to those that wait."""
    options = call.options
    if options.retry or options.drop:
        if options.channel:
            raise Usage("--retry and --drop are about the outbox; leave the channel out")
        return _drop(call) if options.drop else _retry(call)
    if options.channel is None:
        return _list(call)
    if (options.paper is None) == (options.report is None):
        raise Usage("say which paper: a Markdown file, - for stdin, or --report 7")
    from pmtui.exchange.channels import channel

    where = channel(options.channel)
    return post_paper(call, where, _issued(call) if options.report else _paper(options.paper))


def post_paper(call: Call, where: "Channel", paper: "Paper") -> int:
    """Show a paper as a channel will have it, ask, and send it; the options are --dry-run, --yes and --json."""
    from pmtui.exchange.posting import as_said, as_sent, preview, send

    options = call.options
    shown = preview(paper, where)
    if options.dry_run:
        if options.json:
            from pmtui.model.paper import to_markdown

            sent = as_sent(paper, where)
            call.out.json(
                {"state": "shown", "line": shown, "cut": sent != as_said(paper, where), "paper": to_markdown(sent)}
            )
        else:
            call.out.lines(shown.splitlines())
        return 0
    if not options.yes:
        for line in shown.splitlines():
            say(line)
        call.confirm(f"Post this to {where.name}?")
    return _tell(call, [send(paper, where)])


def _retry(call: Call) -> int:
    """Send what waits, or the one paper that is named, each as it was shown when it was put in."""
    from pmtui.exchange import outbox

    every = call.options.retry == "all"
    chosen = [each for each in outbox.entries() if each.state == "waiting"] if every else [_entry(call.options.retry)]
    if not chosen:
        say("nothing waits in the outbox")
        return 0
    return _tell(call, [_again(each) for each in chosen])


def _again(entry: "Entry") -> "Result":
    """Send a paper of the outbox; a channel that is gone keeps none of the others back."""
    from pmtui.exchange.channels import channel
    from pmtui.exchange.posting import Result, send

    try:
        return send(entry.paper, channel(entry.channel), entry=entry.name)
    except (Refused, Usage) as error:
        return Result("refused", str(error), entry.name)


def _drop(call: Call) -> int:
    from pmtui.exchange import outbox

    entry = _entry(call.options.drop)
    if not call.options.yes:
        call.confirm(f"Forget {entry.paper.title} for {entry.channel}?")
    outbox.drop(entry.name)
    say(f"{entry.paper.title} is no longer in the outbox")
    return 0


def _entry(number: str) -> "Entry":
    """The paper of the outbox with this number in the list; Usage where there is none."""
    from pmtui.exchange import outbox

    found = outbox.entries()
    if not number.isdecimal() or not 1 <= int(number) <= len(found):
        raise Usage(f"the outbox has no paper {number}; `pmtui post` lists the {len(found)} there are")
    return found[int(number) - 1]


def _tell(call: Call, results: "list[Result]") -> int:
    """Say how it went; Refused where the last of them did not go out."""
    from pmtui.exchange import outbox

    numbers = {entry.name: place for place, entry in enumerate(outbox.entries(), 1)}
    lines = []
    for each in results:
        hint = "" if each.done else "; " + _NEXT[each.state].format(number=numbers.get(each.entry or "", "N"))
        lines.append(each.line + hint)
    if call.options.json:
        said: list[dict[str, Any]] = [
            {"state": each.state, "line": line, "outbox": numbers.get(each.entry or "")}
            for each, line in zip(results, lines, strict=True)
        ]
        call.out.json(said)
        return 0 if all(each.done for each in results) else 1
    for each, line in zip(results, lines, strict=True):
        if each.done:
            say(line)
    failed = [line for each, line in zip(results, lines, strict=True) if not each.done]
    for line in failed[:-1]:
        say(f"pmtui: {line}")
    if failed:
        raise Refused(failed[-1])
    return 0


def _list(call: Call) -> int:
    """The channels, and the outbox with its numbers."""
    from pmtui.exchange import outbox
    from pmtui.exchange.channels import channels_path, names

    channels, entries = names(), outbox.entries()
    if call.options.json:
        papers = [
            {
                "number": place,
                "channel": each.channel,
                "state": each.state,
                "title": each.paper.title,
                "line": each.line,
            }
            for place, each in enumerate(entries, 1)
        ]
        call.out.json({"channels": channels, "outbox": papers})
        return 0
    if channels:
        call.out.lines([f"channels: {', '.join(channels)}"])
    else:
        say(f"there are no channels yet; name one in {channels_path()}, `pmtui post --help` shows how")
    call.out.lines(
        f"{place:>3}  {each.state:<8}  {pad(each.channel, 10)}  {each.paper.title}: {each.line}".rstrip(" :")
        for place, each in enumerate(entries, 1)
    )
    return 0


def _issued(call: Call) -> "Paper":
    """The paper of an issued report."""
    from pmtui.cli.reports import issued_report

    with call.current() as plan:
        return issued_report(call, plan, call.options.report).paper


def _paper(name: str) -> "Paper":
    """The paper in a Markdown file, or on stdin; Usage where it is no text."""
    from pmtui.exchange.paper_in import read_markdown

    if name == "-":
        return read_markdown(typed(sys.stdin.read()))
    path = Path(name).expanduser()
    try:
        return read_markdown(path.read_bytes()[:2_000_000].decode("utf-8-sig"))
    except FileNotFoundError:
        raise Usage(f"there is no file {path}") from None
    except UnicodeDecodeError:
        raise Usage(f"{path} is no text in UTF-8") from None
