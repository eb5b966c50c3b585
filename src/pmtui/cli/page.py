"""`pmtui show`: an item as a calm page of text, with everything on it."""

import argparse
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pmtui.cli.call import Call
from pmtui.cli.moving import REFS_HELP, refs_or_branch
from pmtui.cli.output import Output, pad, safe
from pmtui.cli.timed import Timed
from pmtui.model.text import cell_width, clean
from pmtui.model.words import LINK_WORDS

if TYPE_CHECKING:
    from pmtui.cli.shapes import Shapes
    from pmtui.model.item import Check, Item
    from pmtui.store.plan import Plan

_HISTORY = 12
"""Lines of history on the page; `pmtui changes REF` tells all of it."""


def options_show(parser: argparse.ArgumentParser) -> None:
    """The words of `show`."""
    parser.add_argument("refs", nargs="*", metavar="REF", help=f"{REFS_HELP}; without one, the git branch's item")
    parser.add_argument("--json", action="store_true", help="the whole item; an array where several are said")


def run_show(call: Call) -> int:
    """Show items, deleted ones refused."""
    from pmtui.cli.shapes import Shapes
    from pmtui.store.read import item

    with call.current() as plan:
        found = [item(plan, id) for id in call.ids(plan, refs_or_branch(call, call.options.refs))]
        shapes, timed = Shapes(plan), Timed(plan)
        if call.options.json:
            whole = [
                {
                    **shapes.whole(one),
                    "schedule": timed.document(one),
                    **_risk_document(plan, one),
                    **_decision_document(shapes, one),
                }
                for one in found
            ]
            call.out.json(whole[0] if len(whole) == 1 else whole)
        else:
            pages = [page(call.out, shapes, timed, one, call.today(plan)) for one in found]
            call.out.lines(line for place, lines in enumerate(pages) for line in ([""] if place else []) + lines)
    return 0


def page(out: Output, shapes: "Shapes", timed: Timed, item: "Item", today: date) -> list[str]:
    """The page of one item."""
    from pmtui.store import read

    plan = shapes.plan
    project = shapes.projects.get(item.project_id)
    head = f"{item.ref}  {safe(item.title)}"
    lines = [out.paint(head, "bold"), out.paint(out.glyphs["rule"] * min(cell_width(head), out.width or 72), "dim")]
    facts = _fields(out, shapes, item, today, project.key if project else "")
    lines += _facts(out, facts + timed.facts(out, item, today))
    lines += _facts(out, _risk_facts(plan, item))
    lines += _facts(out, _decision_facts(shapes, item, today))
    lines += _facts(out, [(safe(name), safe(str(value))) for name, value in read.customs(plan, item.id).items()])
    if item.body:
        lines += ["", *(f"  {line}" for line in clean(item.body).splitlines())]
    if entries := read.checks(plan, item.id):
        ticked = sum(entry.state != "open" for entry in entries)
        lines += [
            "",
            out.paint(f"Checklist {ticked}/{len(entries)}", "bold"),
            *(f"  {line}" for line in checklist(entries)),
        ]
    lines += _section(out, "Links", _links(plan, item))
    lines += _section(
        out,
        "Attached",
        [f"{safe(name or '')}  {safe(url or '')}".strip() for name, url in read.attachments(plan, item.id)],
    )
    lines += _section(out, "Comments", _comments(out, plan, shapes, item, today))
    lines += _section(out, "History", _history(out, plan, shapes, item, today))
    return lines


def _risk_document(plan: "Plan", item: "Item") -> dict[str, Any]:
    """What makes it a risk or an issue, for JSON; nothing for other items."""
    if item.type not in ("risk", "issue"):
        return {}
    from pmtui.cli.risk_register import of_risk
    from pmtui.cli.risk_shapes import documents

    made, row = of_risk(plan, item.id)
    return {"risk": documents(plan, made, [row])[0]}


def _risk_facts(plan: "Plan", item: "Item") -> list[tuple[str, str]]:
    """What makes it a risk or an issue, each field as it would be typed."""
    if item.type not in ("risk", "issue"):
        return []
    from pmtui.actions.risk_fields import texts
    from pmtui.store.risks import some_risks

    said = texts(some_risks(plan, [item.id])[0].said)
    return [(name.replace("_", " "), safe(text)) for name, text in said.items() if text]


def _decision_document(shapes: "Shapes", item: "Item") -> dict[str, Any]:
    """What was decided, and what waiting costs, for JSON; of other items what success is measured by."""
    from pmtui.store.decisions import decision

    known = decision(shapes.plan, item.id)
    return {
        "measure": known.measure,
        "waiting_cost": known.waiting_cost,
        "verdict": known.verdict,
        "verdict_reason": known.reason,
        "decided_at": shapes.instant(known.at, item.project_id),
        "decided_by": [shapes.code(person) for person in known.people],
    }


def _decision_facts(shapes: "Shapes", item: "Item", today: date) -> list[tuple[str, str]]:
    """What success is measured by, what waiting costs, what was decided."""
    from pmtui.store.decisions import decision

    known = decision(shapes.plan, item.id)
    by = ", ".join(filter(None, map(shapes.code, known.people)))
    when = _moment(shapes, known.at, item.project_id, today)
    return [
        ("measure", safe(known.measure or "")),
        ("waiting", safe(known.waiting_cost or "")),
        ("decided", safe(f"{known.verdict} by {by}, {when}: {known.reason}") if known.verdict else ""),
    ]


def checklist(entries: "Sequence[Check]") -> list[str]:
    """A checklist as numbered lines: `1 [x] code`, with `-` for what was waived."""
    marks = {"ok": "x", "open": " "}
    width = len(str(len(entries)))
    return [
        f"{place:>{width}} [{marks.get(entry.state, '-')}] {safe(entry.text)}" for place, entry in enumerate(entries, 1)
    ]


def _facts(out: Output, pairs: Sequence[tuple[str, str]]) -> list[str]:
    wide = max([9, *(cell_width(name) for name, value in pairs if value)]) + 2
    return [f"  {out.paint(pad(name, wide), 'dim')}{value}" for name, value in pairs if value]


def _section(out: Output, title: str, lines: Sequence[str]) -> list[str]:
    return ["", out.paint(title, "bold"), *(f"  {line}" for line in lines)] if lines else []


def _fields(out: Output, shapes: "Shapes", item: "Item", today: date, project: str) -> list[tuple[str, str]]:
    """The item's own fields that say something, in the order in which people ask."""
    from pmtui.model.dates import relative, show_date
    from pmtui.model.durations import Duration, Estimate, show_duration, show_estimate, show_number
    from pmtui.store.read import refs

    def day(iso: str | None, *, how_far: bool = False) -> str:
        if not iso:
            return ""
        when = date.fromisoformat(iso)
        far = f", {relative(when, today)}" if how_far and item.state == "open" else ""
        return show_date(when, today) + far

    def moment(ms: int | None) -> str:
        return _moment(shapes, ms, item.project_id, today)

    def minutes(amount: int | None) -> str:
        return show_duration(Duration(amount, "m")) if amount else ""

    parent = refs(shapes.plan, [item.parent_id]).get(item.parent_id) if item.parent_id else None
    estimate = (
        Estimate(item.estimate_o, item.estimate_m, item.estimate_p, item.estimate_unit or "d")
        if item.estimate_m is not None
        else None
    )
    column = safe(shapes.columns.get(item.column_id, ""))
    where = f"{column}, since {moment(item.column_since)}" if item.column_since and item.state == "open" else column
    by = f" by {shapes.code(item.blocked_by)}" if item.blocked_by else ""
    state = item.state if item.state != "open" or item.archived else ""
    dropped = item.dropped if item.dropped not in (None, "dropped") else None
    return [
        ("state", f"{state}{', archived' if item.archived else ''}{': ' + safe(dropped) if dropped else ''}"),
        (
            "blocked",
            out.paint(f"{safe(item.blocked)} (since {moment(item.blocked_since)}{by})", "alarm")
            if item.blocked
            else "",
        ),
        ("column", where),
        ("project", project),
        ("type", item.type),
        ("owner", shapes.code(item.owner_id) or "nobody"),
        ("with", ", ".join(sorted(filter(None, map(shapes.code, item.assignees))))),
        ("priority", item.priority or ""),
        ("due", day(item.due, how_far=True)),
        ("start", day(item.start)),
        ("estimate", show_estimate(estimate) if estimate else ""),
        ("points", show_number(item.points) if item.points is not None else ""),
        ("progress", f"{show_number(item.percent)} %" if item.percent is not None else ""),
        ("spent", minutes(item.effort_spent)),
        ("left", minutes(item.effort_left)),
        ("labels", safe(", ".join(sorted(item.labels, key=str.casefold)))),
        ("parent", f"{parent[1]} {safe(parent[2])}" if parent else ""),
        ("sprint", safe(shapes.sprints.get(item.sprint_id, "")) if item.sprint_id else ""),
        ("url", safe(item.url or "")),
        ("created", f"{moment(item.created_at)}{f' by {shapes.code(item.reporter_id)}' if item.reporter_id else ''}"),
        ("started", moment(item.started_at)),
        ("finished", moment(item.finished_at)),
    ]


def _moment(shapes: "Shapes", ms: int | None, project: str | None, today: date) -> str:
    """An instant as people read it: `Fri 20 Nov 16:10`."""
    from pmtui.clock import local
    from pmtui.model.dates import show_date

    if ms is None:
        return ""
    moment = local(ms, shapes.zone(project))
    return f"{show_date(moment.date(), today)} {moment:%H:%M}"


def _links(plan: "Plan", item: "Item") -> list[str]:
    """Links in words, as seen from the item."""
    from pmtui.cli.shapes import lag
    from pmtui.store.read import links, refs

    found = links(plan, item.id)
    names = refs(plan, (end for link in found for end in (link.from_id, link.to_id)))
    lines = []
    for link in found:
        outward = link.from_id == item.id
        _, ref, title = names[link.to_id if outward else link.from_id]
        away, back = LINK_WORDS.get(link.kind, (link.kind, f"{link.kind} from"))
        extra = lag(link.lag, link.lag_unit)
        lines.append(f"{away if outward else back} {ref} {safe(title)}{f' ({extra})' if extra else ''}")
    return lines


def _comments(out: Output, plan: "Plan", shapes: "Shapes", item: "Item", today: date) -> list[str]:
    from pmtui.store.read import comments

    lines = []
    for comment in comments(plan, item.id):
        lines.append(
            out.paint(
                f"{_moment(shapes, comment.at, item.project_id, today)}  {shapes.code(comment.author) or 'somebody'}",
                "dim",
            )
        )
        lines += [f"  {line}" for line in clean(comment.body).splitlines()]
    return lines


def _history(out: Output, plan: "Plan", shapes: "Shapes", item: "Item", today: date) -> list[str]:
    from pmtui.cli.reading import said_of
    from pmtui.store.history import of_item

    events = of_item(plan, item.id)
    lines = []
    for event in events[-_HISTORY:]:
        moment = _moment(shapes, event.at, item.project_id, today)
        lines.append(out.fitted(f"{moment}  {shapes.code(event.person) or '':<8}  {said_of(out, event)}"))
    if len(events) > _HISTORY:
        lines.insert(0, f"{len(events) - _HISTORY} earlier; `pmtui changes {item.ref}` tells all")
    return lines
