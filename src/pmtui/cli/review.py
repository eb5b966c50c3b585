"""`pmtui review`: its pages printed or as JSON; what a person says of them; holding it."""

import argparse
from typing import TYPE_CHECKING

from pmtui.cli.call import Call, text_of
from pmtui.cli.output import safe
from pmtui.cli.schedule import project_meant
from pmtui.cli.since import since_of
from pmtui.errors import Usage

if TYPE_CHECKING:
    from pmtui.meetings.review import Review
    from pmtui.store.plan import Plan

VERBS = ("rag", "say", "feedback")
AUDIENCES = ("team", "project", "steering")
EPILOG = """\
Every page tells what has changed since the last issued report, else in the last seven days. Colours follow from rules,
and each says its own; `rag` sets another colour beside it, with the reason, until a report is issued. What cannot be
measured is -, never green. `pmtui project set ORD milestone_tolerance=5` changes from where on an area turns.

  pmtui review                                page 1: how it stands, and why
  pmtui review --page 2                       milestones, their trend and their odds; or by name: --page milestones
  pmtui review --for steering --page all
  pmtui review --since "report 7" --json
  pmtui review rag time amber "float in UAT"  against the rule; none goes by it again
  pmtui review say "Beta slips: SSO waits for a firewall rule"   up to three lines; - reads them from stdin
  pmtui review feedback "users miss the export"
  pmtui review --close                        holds it now, and prints its note"""


def options_review(parser: argparse.ArgumentParser) -> None:
    """The words of `review`."""
    parser.add_argument("words", nargs="*", metavar=f"[{'|'.join(VERBS)}] WORD", help="what a person says of it")
    parser.add_argument("--for", dest="audience", metavar="AUDIENCE", help="team, project (the usual) or steering")
    parser.add_argument("--page", metavar="N", help="a page by number or name, or all; else the first")
    parser.add_argument("--since", metavar="WHEN", help="count from there: report 7, last review, mon, 13.11 9:30")
    parser.add_argument("--close", action="store_true", help="hold the review now, and print its note")
    parser.add_argument("--json", action="store_true", help="all pages, or those of --page, as one document")
    parser.epilog = EPILOG


def run_review(call: Call) -> int:
    """Print pages, say something of them, or hold the review."""
    options, words = call.options, list(call.options.words)
    if words and words[0] not in VERBS:
        raise Usage(f"review knows no {safe(words[0])}; there is {', '.join(VERBS)}")
    if words and (options.close or options.page or options.json):
        raise Usage(f"`pmtui review {words[0]}` says something, and prints no page")
    if words or options.close:
        with call.writing() as plan:
            review = reviewed(call, plan)
            _hold(call, review) if options.close else _say(call, review, words)
    else:
        with call.current() as plan:
            _show(call, reviewed(call, plan))
    return 0


def reviewed(call: Call, plan: "Plan") -> "Review":
    """The review that the options mean: --project, --for and --since."""
    from pmtui.meetings.capture import Habits
    from pmtui.meetings.review import Review

    options, settings = call.options, call.settings
    project = project_meant(call, plan)
    since = since_of(call, plan, project, options.since) if options.since else None
    audience = (options.audience or "project").casefold()
    near = [name for name in AUDIENCES if name.startswith(audience)]
    habits = Habits(settings.week_start, settings.day_first, settings.hours_per_day)
    return Review(plan, project, near[0] if len(near) == 1 else audience, since=since, habits=habits)


def _pages(call: Call, review: "Review") -> list[str]:
    """The names of the pages that are wanted."""
    said = (call.options.page or "").casefold()
    if said == "all" or (not said and call.options.json):
        return list(review.pages)
    if not said:
        return [review.pages[0]]
    if said.isdigit() and 1 <= int(said) <= len(review.pages):
        return [review.pages[int(said) - 1]]
    near = [name for name in review.pages if name.startswith(said)]
    if len(near) != 1:
        known = ", ".join(f"{place} {name}" for place, name in enumerate(review.pages, 1))
        raise Usage(f"there is no page {safe(said)}; for {review.audience} there is {known}")
    return near


def _show(call: Call, review: "Review") -> None:
    if call.options.json:
        from pmtui.meetings.review_document import document

        call.out.json(document(review, _pages(call, review)))
        return
    from pmtui.cli.review_pages import head, page

    for place, name in enumerate(_pages(call, review)):
        call.out.lines([*([""] if place else []), *head(call.out, review, name), *page(call.out, review, name)])


def _say(call: Call, review: "Review", words: list[str]) -> None:
    verb, *rest = words
    if verb == "say":
        call.tell(review.say(text_of(rest)))
    elif verb == "feedback":
        call.tell(review.feedback(text_of(rest)))
    elif len(rest) < 2:
        raise Usage("the form is `pmtui review rag AREA red|amber|green|none REASON`")
    else:
        call.tell(review.rag(rest[0], rest[1], text_of(rest[2:]) if rest[2:] else ""))


def _hold(call: Call, review: "Review") -> None:
    outcome, note = review.close()
    if call.options.json:
        call.out.json({"audience": review.audience, "note": note})
    else:
        call.out.lines(note.splitlines())
    call.tell(outcome)
