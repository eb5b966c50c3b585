"""`pmtui standup`: what a standup would see, printed or as JSON; holding it, and its last note."""

import argparse
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pmtui.cli.call import Call
from pmtui.cli.output import Output, safe, say, table
from pmtui.cli.reports import FORMATS
from pmtui.errors import Usage
from pmtui.model.text import cut

if TYPE_CHECKING:
    from pmtui.actions.proposals import Commit
    from pmtui.cli.shapes import Shapes
    from pmtui.meetings.agenda import Agenda, Card, Promise, Turn
    from pmtui.meetings.changed import Change
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

Cells = tuple[str, str, str, str, str]
"""What a line is about, an item's number and title, and two facts."""
_TITLE = 36
"""Cells that a title may take; what happened to it is what people want to read."""


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


def page(call: Call, standup: "Standup", shapes: "Shapes") -> list[str]:
    """The agenda as lines: promises, then everybody."""
    from pmtui.clock import local
    from pmtui.model.dates import show_date

    agenda, out = standup.agenda, call.out
    today = agenda.today
    since = local(agenda.since.since, agenda.zone)
    keys = " ".join(shapes.projects[id].key for id in agenda.projects)
    told = "the team has not met yet; since" if agenda.first else "since the last one,"
    head = f"Standup {safe(keys)}  {show_date(today, today)}  {told} {show_date(since.date(), today)} {since:%H:%M}"
    lines = [out.paint(head, "bold")]
    if agenda.promises:
        lines += ["", out.paint("Promises", "bold")]
        lines += _rows(out, [_promise(one, shapes, today) for one in agenda.promises])
    for turn in agenda.turns:
        lines += ["", *_turn(call, turn, standup, shapes)]
    nobodys = [card for card in agenda.cards if not (card.item.owner_id or card.helpers)]
    if nobodys:
        lines += ["", out.paint("Nobody", "bold"), *_rows(out, [_in_hand(card, today) for card in nobodys])]
    if agenda.left:
        lines += ["", out.paint("Gone", "bold")]
        lines += [f"  {safe(turn.person.name)}: {_gone(turn)}" for turn in agenda.left]
    return lines


def _turn(call: Call, turn: "Turn", standup: "Standup", shapes: "Shapes") -> list[str]:
    from pmtui.meetings.changed import ADDED, told
    from pmtui.meetings.commits import summary

    agenda, out = standup.agenda, call.out
    today = agenda.today
    changed, alike = told(turn.changed)
    commits = standup.news.since(turn.person.id, turn.since.since)
    rows: list[Cells] = [_change(one, agenda, shapes) for one in changed]
    for what, works in alike:
        refs = " ".join(one.ref for one in works)
        rows.append((ADDED, "", refs, "", "") if what == ADDED else ("changed", "", refs, "", what))
    rows += _commits(commits, shapes, agenda)
    rows += [_in_hand(card, today) for card in turn.in_hand]
    rows += [("next", card.item.ref, card.item.title, "", "") for card in [turn.next] if card]
    rows += [
        ("blocked", card.item.ref, card.item.title, _days(card.blocked_days), card.item.blocked or "")
        for card in turn.blocked
    ]
    rows += [("promised", *_promise(one, shapes, today)[1:]) for one in turn.promises]
    rows += [
        ("waits", one.card.ref, one.card.title, f"for {one.on.ref}", shapes.code(one.on.owner_id) or "")
        for one in turn.waits_for
    ]
    head = out.paint(f"{safe(turn.person.name)}  {turn.hours_words(today, turn.person.id in standup.away)}", "bold")
    sentences = [("said", entry.text) for entry in turn.said]
    sentences += [("git", summary(commits))] if commits else []
    wide = max((len(kind) for kind, *_ in rows), default=4)
    lines = [out.fitted(f"  {kind.ljust(wide)}  {safe(text)}") for kind, text in sentences]
    return [head, *lines, *_rows(out, rows)]


def _commits(commits: "Sequence[Commit]", shapes: "Shapes", agenda: "Agenda") -> list[Cells]:
    """A row for each item that somebody committed to: when last, how often, and what the last one says."""
    from pmtui.clock import local
    from pmtui.meetings.commits import by_item
    from pmtui.model.daynames import WEEKDAYS
    from pmtui.store.read import refs

    found = by_item(commits)
    names = refs(shapes.plan, found)
    rows: list[Cells] = []
    for item, made in found.items():
        at = local(made[-1].at, agenda.zone)
        said = f"{len(made)} commits, last: {made[-1].subject}" if len(made) > 1 else made[-1].subject
        rows.append(("commits", *names[item][1:], f"{WEEKDAYS[at.weekday()]} {at:%H:%M}", said))
    return rows


def _rows(out: Output, rows: list[Cells]) -> list[str]:
    """Aligned lines below a heading: what it is, number, title, and two columns of facts, the last as it fits."""
    shown = table(
        out, [(kind, ref, cut(safe(title), _TITLE), safe(fact), safe(more)) for kind, ref, title, fact, more in rows], 4
    )
    return [out.fitted(f"  {line}") for line in shown]


def _change(one: "Change", agenda: "Agenda", shapes: "Shapes") -> Cells:
    from pmtui.clock import local
    from pmtui.model.daynames import WEEKDAYS

    at = local(one.at, agenda.zone)
    owner = shapes.code(one.helped)
    title = f"{one.item.title} ({owner})" if owner else one.item.title
    return ("helped" if owner else "changed", one.item.ref, title, f"{WEEKDAYS[at.weekday()]} {at:%H:%M}", one.text)


def _in_hand(card: "Card", today: date) -> Cells:
    when = _joined(_days(card.age), _due(card.item.due, today))
    return ("in hand", card.item.ref, card.item.title, card.column, when)


def _promise(one: "Promise", shapes: "Shapes", today: date) -> Cells:
    what = one.item.blocked or "" if one.kind == "blocker" else _due(one.item.due, today)
    carried = f"carried x{one.carried}{' !' if one.stale else ''}" if one.carried else ""
    return (one.kind, one.item.ref, one.item.title, shapes.code(one.item.owner_id) or "", _joined(what, carried))


def _joined(*words: str) -> str:
    return "  ".join(filter(None, words))


def _gone(turn: "Turn") -> str:
    held = ", ".join(card.item.ref for card in (*turn.in_hand, *turn.blocked)) or "nothing in hand"
    return f"{held}; {len(turn.changed)} changes" if turn.changed else held


def _days(days: int | None) -> str:
    return "" if days is None else f"{days}d"


def _due(due: str | None, today: date) -> str:
    from pmtui.model.dates import relative

    return f"due {relative(date.fromisoformat(due), today)}" if due else ""
