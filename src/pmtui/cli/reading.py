"""What is there and what happened: `list` and `changes`."""

import argparse
from datetime import date, datetime
from typing import TYPE_CHECKING

from pmtui.cli.call import Call, typed
from pmtui.cli.output import Output, safe, table

if TYPE_CHECKING:
    from pmtui.cli.shapes import Shapes
    from pmtui.model.item import Event
    from pmtui.model.query import Query
    from pmtui.store.listing import Line
    from pmtui.store.plan import Plan
    from pmtui.store.search import Asker

QUERY_HELP = """\
A query: words search titles, texts and comments; @ana, #api, !high, due<fri, due:none, status:doing, type:bug, blocked,
late, mine, -label:ops, age>5d, created>-7d, project:ORD, or, parentheses, sort:due. `pmtui list --all` shows done and
archived items too; so does a query that speaks of them (done, archived, status:done).

  pmtui list @me due<mon sort:due
  pmtui list "(#api or #payments) -blocked"
  pmtui list done finished>-7d --json"""


def options_list(parser: argparse.ArgumentParser) -> None:
    """The words of `list`."""
    parser.add_argument("query", nargs="*", metavar="QUERY", help="what to look for; without it all open items")
    parser.add_argument("--all", action="store_true", help="done, dropped and archived items too")
    parser.add_argument("--json", action="store_true", help="an array of whole items")
    parser.epilog = QUERY_HELP


def run_list(call: Call) -> int:
    """List items; an empty list is no error."""
    from pmtui.store.listing import items, lines

    with call.reading() as plan:
        query, asker = asked(call, plan, " ".join(call.options.query), everything=call.options.all)
        if call.options.json:
            from pmtui.cli.shapes import Shapes

            call.out.json(Shapes(plan).items(items(plan, query, asker)))
        else:
            call.out.lines(listed(call.out, lines(plan, query, asker), call.today(plan)))
    return 0


def asked(call: Call, plan: "Plan", text: str, *, everything: bool = False) -> "tuple[Query, Asker]":
    """A query in a person's words, kept to what a list shows, and who asks it; raises Unreadable."""
    from pmtui.clock import now_ms
    from pmtui.model.query import Query, parse_query
    from pmtui.store.listing import narrowed
    from pmtui.store.search import Asker

    settings = call.settings
    query = Query(None)
    if text.strip():
        query = parse_query(
            typed(text), call.today(plan), now_ms(),
            week_start=settings.week_start, day_first=settings.day_first, hours_per_day=settings.hours_per_day,
        )  # fmt: skip
    said = call.options.project
    if said:
        call.project(plan)  # refuses a key that is not there, where a query would just find nothing
    return (
        narrowed(query, everything=everything, project=said),
        Asker(call.person(plan), settings.hours_per_day),
    )


def listed(out: Output, found: "list[Line]", today: date) -> list[str]:
    """Items as aligned lines: number, mark, title, owner, column, due day, priority; several projects by key."""
    now = today.isoformat()
    several = len({line.project for line in found}) > 1
    marks, days = out.glyphs, Days(today)
    rows, styles = [], []
    for line in found:
        late = line.state == "open" and line.due is not None and line.due < now
        if line.state != "open":
            mark, style = marks["done"] if line.state == "done" else "-", "dim"
        elif line.blocked:
            mark, style = marks["blocked"], "alarm"
        else:
            mark, style = (marks["late"], "alarm") if late else ("", "")
        rows.append(
            (
                line.ref, mark, safe(line.title), safe(line.owner or ""), safe(line.column or ""),
                days[line.due] if line.due else "", safe(line.priority or ""),
                safe(line.project or "") if several else "",
            )
        )  # fmt: skip
        styles.append(style)
    return table(out, rows, 2, styles if out.colour else ())


class Days(dict[str, str]):
    """ISO days as people read them, each worked out once."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.today = today

    def __missing__(self, iso: str) -> str:
        from pmtui.model.dates import show_date

        said = self[iso] = show_date(date.fromisoformat(iso), self.today)
        return said


def options_changes(parser: argparse.ArgumentParser) -> None:
    """The words of `changes`."""
    parser.add_argument("refs", nargs="*", metavar="REF", help="items, whose whole history is told")
    parser.add_argument(
        "--since", metavar="WHEN", help="mon, 3d ago, 13.11 9:30, last standup, last review, last report, report 7"
    )
    parser.add_argument("--json", action="store_true", help="an array of changes, oldest first")
    parser.epilog = (
        "Without REF and WHEN: since the previous working day began.\n\n  pmtui changes --since mon\n  pmtui changes 42"
    )


def run_changes(call: Call) -> int:
    """Tell what changed, oldest first."""
    from pmtui.actions.step import zone_of
    from pmtui.cli.shapes import Shapes
    from pmtui.model.dates import working_day_before
    from pmtui.store.history import of_item, since
    from pmtui.store.read import refs

    with call.reading() as plan:
        said, words = call.options.since, call.options.refs
        zone = zone_of(plan, call.project(plan))
        now = call.now(zone)
        start = None
        if said or not words:
            start = _start(call, plan, said, now) if said else round(working_day_before(now).timestamp() * 1000)
        ids = call.ids(plan, words, deleted=True) if words else []
        if ids:
            events = sorted((event for id in ids for event in of_item(plan, id)), key=lambda event: event.at)
            events = [event for event in events if start is None or event.at >= start]
        else:
            events = since(plan, start or 0)
        names, shapes = refs(plan, {event.item_id for event in events}), Shapes(plan)
        # A label's own beginning says nothing that the item which got it does not say.
        events = [event for event in events if event.field != "label" or event.item_id in names]
        if call.options.json:
            call.out.json(
                [
                    {"number": names[event.item_id][0] if event.item_id in names else None, **shapes.event(event)}
                    for event in events
                ]
            )
        else:
            call.out.lines(told(call.out, events, shapes, names))
    return 0


def _start(call: Call, plan: "Plan", said: str, now: datetime) -> int:
    """The instant that --since means, in ms UTC; Refused for the last of what never was."""
    from pmtui.cli.since import since_named
    from pmtui.cli.standup import teams_projects

    named = since_named(plan, teams_projects(call, plan)[0], said)
    if named is not None:
        return named.window.since
    from pmtui.model.dates import parse_moment

    moment = parse_moment(said, now, week_start=call.settings.week_start, day_first=call.settings.day_first)
    return round(moment.timestamp() * 1000)


def told(out: Output, events: "list[Event]", shapes: "Shapes", names: dict[str, tuple[int, str, str]]) -> list[str]:
    """Events as lines under their days: time, who, item, what."""
    from pmtui.clock import local, now_ms
    from pmtui.model.dates import show_date

    zone = shapes.zone(None)
    today, day = local(now_ms(), zone).date(), None
    lines: list[str] = []
    for event in events:
        moment = local(event.at, zone)
        if moment.date() != day:
            day = moment.date()
            lines += ([""] if lines else []) + [out.paint(show_date(day, today), "bold")]
        ref = names[event.item_id][1] if event.item_id in names else ""
        lines.append(
            out.fitted(f"  {moment:%H:%M}  {shapes.code(event.person) or '':<8}  {ref:>5}  {said_of(out, event)}")
        )
    return lines


def said_of(out: Output, event: "Event") -> str:
    """A change in words: `column Ready → Doing`."""
    arrow = out.glyphs["arrow"]
    old, new = (safe(value) if value else None for value in (event.old, event.new))
    field = safe(event.field)
    verb = event.cause.partition(" ")[0]
    note = {"undo": " (undo)", "redo": " (redo)", "import": " (import)"}.get(verb, "")
    if new is None:
        return f"{field} {old or ''} {'' if field.endswith('deleted') else 'removed'}".rstrip() + note
    return f"{field} {old} {arrow} {new}{note}" if old is not None else f"{field} {new}{note}"
