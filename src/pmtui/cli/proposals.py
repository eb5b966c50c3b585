"""`pmtui log --git`: the time that one's own commits suggest, listed, and logged where it is accepted."""

from collections.abc import Iterable, Sequence
from datetime import date, tzinfo
from typing import TYPE_CHECKING, Any

from pmtui.cli.call import Call
from pmtui.cli.output import safe, say, table
from pmtui.errors import Refused, Usage

if TYPE_CHECKING:
    from pmtui.actions.proposals import Proposal
    from pmtui.meetings.commits import News
    from pmtui.store.plan import Plan

PATIENCE = 10.0
"""Seconds that who asks for git waits for it."""


def run_git(call: Call) -> int:
    """List what git suggests, or log it; Refused where there is nothing to log."""
    options = call.options
    if options.words and not options.accept:
        raise Usage("`pmtui log --git` lists all that is suggested; with --accept, REFs say what to log")
    if options.accept and options.json:
        raise Usage("--json lists what is suggested; --accept logs it")
    with call.writing() if options.accept else call.current() as plan:
        news = own_news(call, plan, PATIENCE)
        found = _mine(call, plan, news)
        for line in news.trouble:
            say(line)
        if options.accept:
            _accept(call, plan, found)
        elif options.json:
            call.out.json(documents(call, plan, found))
        else:
            _list(call, plan, found)
    return 0


def own_news(call: Call, plan: "Plan", patience: float | None = None) -> "News":
    """What git tells of the last week, within so many seconds."""
    from pmtui.meetings.commits import news, week_before
    from pmtui.meetings.git import Reading, places

    zone, template = _zone(call, plan), call.settings.branch_name
    since = week_before(zone)
    reading = Reading(places(plan.path, call.settings.repositories), since, template)
    return news(plan, reading.wait(patience), since, template, zone)


def documents(call: Call, plan: "Plan", found: "Iterable[Proposal]") -> list[dict[str, Any]]:
    """Proposals as JSON."""
    from pmtui.cli.shapes import Shapes
    from pmtui.cli.standup import commit_document

    shapes, project = Shapes(plan), call.project(plan)
    return [
        {
            "number": one.number,
            "ref": one.ref,
            "title": one.title,
            "day": one.day,
            "minutes": one.minutes,
            "commits": [commit_document(commit, shapes, project) for commit in one.commits],
        }
        for one in found
    ]


def suggestion(found: "Sequence[Proposal]", today: date) -> str:
    """`42 +1.2h, 31 +0.5h Fri`: what is suggested, in a line; nothing for nothing."""
    from pmtui.model.daynames import WEEKDAYS

    said = []
    for one in found:
        day = date.fromisoformat(one.day)
        said.append(f"{one.ref} {one.hours}" + ("" if day == today else f" {WEEKDAYS[day.weekday()]}"))
    return ", ".join(said[:4]) + (f" and {len(said) - 4} more" if len(said) > 4 else "")


def _mine(call: Call, plan: "Plan", news: "News") -> "list[Proposal]":
    me = call.person(plan)
    return news.proposals.get(me, []) if me else []


def _accept(call: Call, plan: "Plan", found: "list[Proposal]") -> None:
    from pmtui.actions.proposals import accept
    from pmtui.store.read import refs

    if call.options.words:
        wanted = call.ids(plan, call.options.words)
        there = {one.item for one in found}
        if missing := [id for id in wanted if id not in there]:
            raise Refused(f"git suggests nothing for {refs(plan, missing)[missing[0]][1]}")
        found = [one for one in found if one.item in wanted]
    call.tell(accept(plan, found))


def _list(call: Call, plan: "Plan", found: "list[Proposal]") -> None:
    from pmtui.clock import local
    from pmtui.model.dates import show_date

    if not found:
        say(f"git suggests nothing: no new commits of {safe(plan.actor)} about an item in a week")
        return
    zone, today = _zone(call, plan), call.today(plan)
    rows = []
    for one in found:
        first, last = (f"{local(commit.at, zone):%H:%M}" for commit in (one.commits[0], one.commits[-1]))
        count = f"{len(one.commits)} commits, {first} to {last}" if one.commits[1:] else f"1 commit, {first}"
        rows.append((one.ref, safe(one.title), one.hours, show_date(date.fromisoformat(one.day), today), count))
    call.out.lines(table(call.out, rows, 1))
    say("`pmtui log --git --accept` logs it, `--accept 42` that of 42 alone")


def _zone(call: Call, plan: "Plan") -> tzinfo | None:
    from pmtui.actions.step import zone_of

    return zone_of(plan, call.project(plan))
