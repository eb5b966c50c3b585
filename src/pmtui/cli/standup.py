"""`pmtui standup`: what a standup would see, printed or as JSON; holding it, and its last note."""

import argparse
from typing import TYPE_CHECKING, Any

from pmtui.cli.call import Call
from pmtui.cli.output import safe, say
from pmtui.cli.reports import FORMATS
from pmtui.errors import Usage

if TYPE_CHECKING:
    from pmtui.actions.proposals import Commit
    from pmtui.cli.shapes import Shapes
    from pmtui.meetings.agenda import Agenda, Turn
    from pmtui.meetings.commits import News
    from pmtui.meetings.standup import Standup
    from pmtui.store.plan import Plan

EPILOG = """\
A standup tells what everybody did since the team's last one ended, and whoever was away then, since the last one they
attended. Whoever is on leave all day is away. Without --project it is about all projects, and belongs to the first.
Only --close and note write anything.

  pmtui standup                               promises, then each person
  pmtui standup --json
  pmtui standup note "SSO is done, today 53"  your line, if you cannot be there
  pmtui standup note --for gus "off sick"     somebody else's
  pmtui standup --async                       asks for three: what is done, what is next, what is in the way
  pmtui standup --close --away gus,dee        holds it now, and prints the note
  pmtui standup --last                        the last note
  pmtui changes --since "last standup\""""


def options_standup(parser: argparse.ArgumentParser) -> None:
    """The words of `standup`."""
    parser.add_argument("words", nargs="*", metavar="[note] TEXT", help="note: a line of yours for the next standup")
    parser.add_argument("--for", dest="whose", metavar="NAME", help="with note: whose line it is, if not yours")
    parser.add_argument(
        "--async", dest="lines", nargs="?", const="me", metavar="NAME",
        help="three lines for the next standup, asked for or from stdin: what is done, next, in the way",
    )  # fmt: skip
    parser.add_argument("--close", action="store_true", help="hold the standup now, and print its note")
    parser.add_argument("--away", metavar="NAMES", help="with --close: who is away, separated by commas")
    parser.add_argument("--last", action="store_true", help="print the note of the last standup")
    parser.add_argument("--to", choices=FORMATS, help="with --last: as what; else as Markdown")
    parser.add_argument("--since", metavar="WHEN", help="begin there instead: mon, 3d ago, 13.11 9:30, last review")
    parser.add_argument("--json", action="store_true", help="the same as one document")
    parser.epilog = EPILOG


def run_standup(call: Call) -> int:
    """Print the standup, hold it, print the last note, or leave a line for it."""
    options, words = call.options, list(call.options.words)
    if words and words[0] != "note":
        raise Usage(f"standup knows no {safe(words[0])}; `pmtui standup note TEXT` leaves a line for the next one")
    if sum(map(bool, (words, options.lines, options.close, options.last))) > 1:
        raise Usage("note, --async, --close and --last are four things; ask for one at a time")
    if options.whose and not words:
        raise Usage("--for belongs to note; `pmtui standup note --for gus TEXT`")
    if options.away and not options.close:
        raise Usage("--away belongs to --close; `pmtui standup --close --away gus`")
    if options.to and not options.last:
        raise Usage("--to belongs to --last; `pmtui standup --last --to html`")
    if words or options.lines:
        from pmtui.cli.beforehand import give_lines, give_note

        give_note(call, words[1:], options.whose) if words else give_lines(call, options.lines)
    elif options.close:
        _close(call)
    else:
        with call.current() as plan:
            _last(call, plan) if options.last else _show(call, plan)
    return 0


def teams_projects(call: Call, plan: "Plan") -> list[str]:
    """The projects that a standup is about: the one that is meant, else all that are not archived; Refused for none."""
    from pmtui.actions.places import default_project
    from pmtui.store.lookup import open_projects

    said = call.project(plan)
    return [said] if said else open_projects(plan) or [default_project(plan)]


def _standup(call: Call, plan: "Plan") -> "Standup":
    from pmtui.cli.since import since_of
    from pmtui.meetings.capture import Habits
    from pmtui.meetings.standup import Standup

    settings = call.settings
    projects, said = teams_projects(call, plan), call.options.since
    since = since_of(call, plan, projects[0], said).window.since if said else None
    habits = Habits(settings.week_start, settings.day_first, settings.hours_per_day)
    return Standup(plan, projects, since=since, habits=habits)


def _close(call: Call) -> None:
    from pmtui.actions.people import known_as

    with call.writing() as plan:
        standup = _standup(call, plan)
        away = []
        for name in filter(None, (part.strip() for part in (call.options.away or "").split(","))):
            person = known_as(plan, name, call.person(plan))
            if person is None:
                raise Usage(f"nobody is called {safe(name)}; `pmtui person` lists everybody")
            away.append(person)
        outcome, note = standup.close(away)
        if call.options.json:
            call.out.json(_closed(standup, note))
        else:
            call.out.lines(note.splitlines())
        call.tell(outcome)


def _last(call: Call, plan: "Plan") -> None:
    from pmtui.meetings.standup import last_note

    if call.options.to:
        from pmtui.cli.reports import give, preview
        from pmtui.reports.making import make

        give(call, preview(make(plan, teams_projects(call, plan)[0], "standup")), call.options.to)
        return
    note = last_note(plan, teams_projects(call, plan)[0])
    if call.options.json:
        call.out.json({"note": note})
    else:
        call.out.lines(note.splitlines())


def _closed(standup: "Standup", note: str) -> dict[str, Any]:
    people = standup.agenda.people
    return {
        "present": [people[id].name for id in standup.order if id not in standup.away],
        "away": sorted(people[id].name for id in standup.away),
        "note": note,
    }


def _show(call: Call, plan: "Plan") -> None:
    from pmtui.cli.shapes import Shapes
    from pmtui.cli.standup_page import page
    from pmtui.meetings.git import Reading, places

    standup, settings = _standup(call, plan), call.settings
    reading = Reading(places(plan.path, settings.repositories), standup.git_since(), settings.branch_name)
    shapes = Shapes(plan)
    standup.take(reading.wait(), settings.branch_name)
    if call.options.json:
        call.out.json(document(standup.agenda, shapes, standup.news))
    else:
        call.out.lines(page(call, standup, shapes))
    for line in standup.news.trouble:
        say(line)


def document(agenda: "Agenda", shapes: "Shapes", news: "News") -> dict[str, Any]:
    """The agenda as JSON, with what git tells."""
    zone = agenda.projects[0]
    return {
        "since": shapes.instant(agenda.since.since, zone),
        "people": [_person(turn, shapes, zone, news) for turn in agenda.turns],
        "left": [_person(turn, shapes, zone, news) for turn in agenda.left],
        "promises": [
            {
                "kind": one.kind,
                "number": one.item.number,
                "owner": shapes.code(one.item.owner_id),
                "carried": one.carried,
            }
            for one in agenda.promises
        ],
        "cards": [card.item.number for card in agenda.cards],
    }


def commit_document(one: "Commit", shapes: "Shapes", zone: str | None) -> dict[str, Any]:
    """A commit as JSON."""
    return {
        "sha": one.sha,
        "at": shapes.instant(one.at, zone),
        "subject": one.subject,
        "numbers": list(one.numbers),
    }


def _person(turn: "Turn", shapes: "Shapes", zone: str, news: "News") -> dict[str, Any]:
    return {
        "name": turn.person.name,
        "code": turn.person.code,
        "since": shapes.instant(turn.since.since, zone),
        "changed": [
            {"number": one.item.number, "text": one.text, "at": shapes.instant(one.at, zone)} for one in turn.changed
        ],
        "commits": [commit_document(one, shapes, zone) for one in news.since(turn.person.id, turn.since.since)],
        "in_hand": [card.item.number for card in turn.in_hand],
        "blocked": [card.item.number for card in turn.blocked],
        "promises": [one.item.number for one in turn.promises],
        "next": turn.next.item.number if turn.next else None,
        "waits_for": [{"number": one.card.number, "for": one.on.number} for one in turn.waits_for],
        "waited_by": [{"number": one.card.number, "for": one.on.number} for one in turn.waited_by],
        "capacity_hours": turn.capacity,
        "leave": _leave(turn),
        "said": [entry.text for entry in turn.said],
    }


def _leave(turn: "Turn") -> dict[str, Any] | None:
    off = turn.leave
    if off is None:
        return None
    at = None if off.at is None else f"{off.at // 60:02}:{off.at % 60:02}"
    return {"until": off.until.isoformat(), "part": off.part, "at": at}
