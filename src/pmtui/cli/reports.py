"""`pmtui report`: a report made and shown, issued, posted; the issued ones listed, shown and verified."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pmtui.cli.call import Call
from pmtui.cli.output import safe, table
from pmtui.cli.schedule import project_meant
from pmtui.errors import Refused, Usage

if TYPE_CHECKING:
    from pmtui.exchange.channels import Channel
    from pmtui.model.paper import Paper
    from pmtui.reports.making import Made
    from pmtui.store.plan import Plan
    from pmtui.store.reports import Report

FORMATS = ("md", "html", "text", "json")
AUDIENCES = ("team", "project", "steering")
_SUFFIXES = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".txt": "text", ".json": "json"}
_VERBS = ("list", "show", "verify")
EPILOG = """\
A report tells what has changed since the last one that was issued. Without --issue nothing is written to the plan. An
issued report has a number and never changes: it is kept with the SHA-256 of its text, which `--to json` prints.

  pmtui report                                weekly, for the project
  pmtui report weekly --for team --since mon
  pmtui report steering --to html -o steering.html
  pmtui report sprint --sprint 14
  pmtui report weekly --issue --post wiki     frozen, then shown and sent
  pmtui report list
  pmtui report show 7 --to html -o r7.html
  pmtui report verify"""


class Shown(NamedTuple):
    """A report as it is given out: what it says, its exact text as JSON, and which copy it is."""

    paper: "Paper"
    text: str
    stamp: str


def options_report(parser: argparse.ArgumentParser) -> None:
    """The words of `report`."""
    words = "weekly, sprint, steering, standup; list; show N; verify [N]"
    parser.add_argument("words", nargs="*", metavar="KIND", help=words)
    parser.add_argument("--for", dest="audience", choices=AUDIENCES, help="who reads it")
    parser.add_argument("--since", metavar="WHEN", help="begin there: mon, 13.11., last review, last report, report 7")
    parser.add_argument("--sprint", metavar="NAME", help="with sprint: which one; else the one that is on")
    parser.add_argument("--to", choices=FORMATS, help="as what; else as the file's name says, else text")
    parser.add_argument("-o", "--output", metavar="FILE", help="where to; without it to stdout")
    parser.add_argument("--issue", action="store_true", help="freeze it under a number")
    parser.add_argument("--post", metavar="CHANNEL", help="send it there; it is shown before")
    parser.add_argument("--dry-run", action="store_true", help="with --post: show what would be sent, and send nothing")
    parser.add_argument("--yes", action="store_true", help="with --post: do not show it and do not ask")
    parser.add_argument("--json", action="store_true", help="the same as --to json; list and verify as an array")
    parser.epilog = EPILOG


def run_report(call: Call) -> int:
    """Make a report, or see to those that were issued."""
    options = call.options
    verb, *others = options.words or ["weekly"]
    if len(others) > (1 if verb in ("show", "verify") else 0):
        raise Usage(f"{safe(others[-1])} is a word too many; `pmtui report --help` shows the forms")
    where = _channel(options.post) if options.post else None
    if verb in _VERBS:
        _check_reading(call, verb)
        with call.current() as plan:
            if verb == "list":
                return _list(call, plan)
            if verb == "verify":
                return _verify(call, plan, others[0] if others else None)
            shown = issued_report(call, plan, others[0] if others else "last")
    else:
        shown = _made(call, verb)
    if options.output or where is None:
        _write(call, shown)
    if where is None:
        return 0
    from pmtui.cli.posting import post_paper

    return post_paper(call, where, shown.paper)


def _channel(name: str) -> "Channel":
    """The channel of this name, looked up before anything is issued."""
    from pmtui.exchange.channels import channel

    return channel(name)


def issued_report(call: Call, plan: "Plan", word: str) -> Shown:
    """The issued report that a person's `7` or `last` means; Refused where it was altered."""
    from pmtui.actions import reports as issued
    from pmtui.reports.document import paper_of

    known = issued.report(plan, project_meant(call, plan), word)
    document = issued.document(plan, known)
    return Shown(paper_of(document), issued.canonical(document), _stamp(plan, known))


def preview(made: "Made") -> Shown:
    """A report that was not issued."""
    from pmtui.actions.reports import canonical

    return Shown(made.paper, canonical(made.document), "A preview: this report has not been issued.")


def _made(call: Call, kind: str) -> Shown:
    """A report made of the plan as it is, and issued where that is wanted."""
    from pmtui.cli.since import since_of
    from pmtui.reports.making import issue, make

    options = call.options
    with call.writing() if options.issue else call.current() as plan:
        project = project_meant(call, plan)
        since = since_of(call, plan, project, options.since) if options.since else None
        made = make(plan, project, safe(kind), options.audience, since, options.sprint)
        if not options.issue:
            return preview(made)
        outcome = issue(plan, made)
        call.tell(outcome)
        return issued_report(call, plan, outcome.refs[0])


def _check_reading(call: Call, verb: str) -> None:
    """Usage for options that belong to making a report."""
    for name in ("audience", "since", "sprint", "issue"):
        if getattr(call.options, name):
            option = "for" if name == "audience" else name
            raise Usage(f"--{option} belongs to a report that is made; `pmtui report {verb}` is about issued ones")


def _stamp(plan: "Plan", known: "Report") -> str:
    """Which report it is, who issued it and when, and its hash."""
    from pmtui.actions.step import zone_of
    from pmtui.clock import local
    from pmtui.store import read

    at = local(known.at, zone_of(plan, known.project_id))
    person = read.people(plan).get(known.person_id or "")
    key = read.projects(plan)[known.project_id].key
    by = f" by {person.name}" if person else ""
    return (
        f"Report {known.ref} of {key}, issued {at:%Y-%m-%d %H:%M}{by}, for the {known.audience}. SHA-256 {known.sha256}"
    )


def _write(call: Call, shown: Shown) -> None:
    """Write a report into its file, or to stdout."""
    options = call.options
    target = Path(options.output).expanduser() if options.output and options.output != "-" else None
    named = _SUFFIXES.get(target.suffix.lower()) if target else None
    wanted = "json" if options.json else options.to or named or "text"
    if target:
        from pmtui.exchange.exporting import save

        save(target, rendered(shown, wanted).encode())
    else:
        give(call, shown, wanted)


def give(call: Call, shown: Shown, wanted: str) -> None:
    """Print a report in one of `FORMATS`."""
    text = rendered(shown, wanted)
    if wanted == "json" and not call.out.terminal:
        sys.stdout.write(text)  # to the byte: its hash is the report's
    else:
        call.out.lines(text.splitlines())


def rendered(shown: Shown, wanted: str) -> str:
    """A report in one of `FORMATS`."""
    from pmtui.model.paper import to_markdown, to_text

    if wanted == "html":
        from pmtui.reports.html import page

        return page(shown.paper, shown.stamp)
    if wanted == "json":
        return shown.text
    return to_markdown(shown.paper) if wanted == "md" else to_text(shown.paper)


def _list(call: Call, plan: "Plan") -> int:
    """The reports that were issued, oldest first."""
    from pmtui.actions import reports as issued
    from pmtui.cli.output import say
    from pmtui.cli.shapes import Shapes

    shapes = Shapes(plan)
    known = issued.reports(plan, project_meant(call, plan))
    if call.options.json:
        call.out.json([_as_json(shapes, one) for one in known])
        return 0
    if not known:
        say("no report has been issued yet; `pmtui report weekly --issue` issues one")
    rows = []
    for one in known:
        at = str(shapes.instant(one.at, one.project_id))
        who = shapes.code(one.person_id) or ""
        rows.append((one.ref, at[:16].replace("T", " "), one.kind, one.audience, safe(one.title), who, one.sha256[:12]))
    call.out.lines(table(call.out, rows, 4))
    return 0


def _as_json(shapes: Any, one: "Report") -> dict[str, Any]:
    return {
        "number": one.number,
        "ref": one.ref,
        "kind": one.kind,
        "audience": one.audience,
        "title": one.title,
        "at": shapes.instant(one.at, one.project_id),
        "since": shapes.instant(one.since, one.project_id) if one.since is not None else None,
        "person": shapes.code(one.person_id),
        "sha256": one.sha256,
    }


def _verify(call: Call, plan: "Plan", word: str | None) -> int:
    """Compare the issued reports with their hashes; Refused where one was altered."""
    from pmtui.actions import reports as issued

    project = project_meant(call, plan)
    known = [issued.report(plan, project, word)] if word else issued.reports(plan, project)
    found = [(one, issued.verify(plan, one)) for one in known]
    altered = [one.ref for one, whole in found if not whole]
    if call.options.json:
        call.out.json(
            [{"number": one.number, "ref": one.ref, "whole": whole, "sha256": one.sha256} for one, whole in found]
        )
        return 1 if altered else 0
    told = [f"{one.ref}  {'as issued' if whole else 'ALTERED'}  {one.sha256}" for one, whole in found]
    call.out.lines(told)
    if altered:
        raise Refused(f"altered since issued: report {', '.join(altered)}; its text is not what its hash says")
    return 0
