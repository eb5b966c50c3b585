"""An item on paper: its fields, text, checklist, comments, links and history as lines a person can walk through."""

from typing import NamedTuple

from pmtui.clock import local
from pmtui.model.dates import relative, show_date
from pmtui.model.durations import Duration, Estimate, show_duration, show_estimate
from pmtui.model.item import Item
from pmtui.model.words import LINK_WORDS
from pmtui.store import history, linking, read
from pmtui.store.lookup import column_name
from pmtui.store.plan import Plan
from pmtui.tui.bottom import Line
from pmtui.tui.cards import Facts
from pmtui.tui.detail import comment_head, event_pieces
from pmtui.tui.look import Look

LABEL = 10
"""The cells of a field's name, right-aligned."""

EDITABLE = (
    "title", "owner", "due", "estimate", "priority", "points", "labels", "assignees", "column", "type", "start",
    "parent",
    "percent", "effort_left", "sprint", "blocked", "dropped", "url",
)  # fmt: skip
"""Fields in the order of the page, by the names `set` takes."""


class Stop(NamedTuple):
    """Something the cursor can stand on: its line, what it is, and what it refers to."""

    line: int
    kind: str
    ref: str
    text: str


class Page(NamedTuple):
    """The lines and the stops among them."""

    lines: list[Line]
    stops: list[Stop]


RARE = ("dropped", "url", "sprint", "effort_left", "percent", "blocked", "parent", "assignees", "start")
"""Fields that show only where they say something."""
WORK = ("due", "estimate", "points", "priority")
"""Fields that a risk, which is no work, seldom has."""
RISK_LABELS = {
    "probability": "P, 1 to 5", "impact": "I, 1 to 5", "trigger_date": "trigger by", "next_review": "review on",
}  # fmt: skip
"""What some fields of a risk are called where there is little room."""


def page(plan: Plan, item: Item, facts: Facts, look: Look, width: int) -> Page:
    """Everything about an item. `width` in cells is what long text is folded to."""
    whole = Page([], [])
    _fields(plan, item, facts, whole)
    _section(whole.lines, "Text")
    whole.stops.append(Stop(len(whole.lines), "body", item.id, item.body))
    text = [[("  " + part, "text")] for part in folded(item.body, width - 4)]
    whole.lines.extend(text or [[("  E writes it in your editor", "dim")]])
    _checks(plan, item, look, whole)
    _links(plan, item, whole.lines, whole.stops)
    _comments(plan, item, facts, width, whole)
    _section(whole.lines, "History")
    for event in reversed(history.of_item(plan, item.id)):
        whole.stops.append(Stop(len(whole.lines), "event", "", ""))
        whole.lines.append([("  ", "text"), *event_pieces(event, facts)])
    return whole


def _fields(plan: Plan, item: Item, facts: Facts, whole: Page) -> None:
    values = field_texts(plan, item, facts)
    parent = read.refs(plan, [item.parent_id]).get(item.parent_id) if item.parent_id else None
    for name in EDITABLE:
        text = values.get(name, "")
        if not text and (name in RARE or (name in WORK and item.type == "risk")):
            continue
        whole.stops.append(Stop(len(whole.lines), "field", name, text))
        shown = [(text, "alarm" if name == "blocked" else "text")] if text else [("-", "dim")]
        if name == "due" and item.due:
            shown.append((f"  {relative_to(item.due, facts)}", "dim"))
        if name == "parent" and parent:
            shown.append((f"  {parent[2]}", "dim"))
        whole.lines.append([(name.replace("_", " ").rjust(LABEL) + "  ", "dim"), *shown])
    if item.type in ("risk", "issue"):
        _risk_fields(plan, item, whole)
    for name, value in read.customs(plan, item.id).items():
        whole.stops.append(Stop(len(whole.lines), "field", f"field.{name}", str(value)))
        whole.lines.append([(name[:LABEL].rjust(LABEL) + "  ", "dim"), (str(value), "text")])


def _risk_fields(plan: Plan, item: Item, whole: Page) -> None:
    """What makes it a risk or an issue, every field as it is typed."""
    from pmtui.actions.risk_fields import OF_ISSUES, OF_RISKS, texts
    from pmtui.store.risks import some_risks

    said = texts(some_risks(plan, [item.id])[0].said) if not item.deleted else {}
    for name in OF_RISKS if item.type == "risk" else OF_ISSUES:
        text = said.get(name, "")
        whole.stops.append(Stop(len(whole.lines), "field", name, text))
        label = RISK_LABELS.get(name, name)
        whole.lines.append([(f"{label.rjust(LABEL)}  ", "dim"), (text, "text") if text else ("-", "dim")])


def _checks(plan: Plan, item: Item, look: Look, whole: Page) -> None:
    checks = read.checks(plan, item.id)
    ticked = sum(check.state != "open" for check in checks)
    _section(whole.lines, f"Checklist {ticked} of {len(checks)}" if checks else "Checklist")
    heading = None
    for place, check in enumerate(checks):
        if check.checklist and check.checklist != heading:
            heading = check.checklist
            whole.lines.append([("  " + heading, "dim")])
        whole.stops.append(Stop(len(whole.lines), "check", str(place + 1), check.text))
        if check.state == "open":
            whole.lines.append([(f"  {look.glyph['sep']} ", "dim"), (check.text, "text")])
        else:
            whole.lines.append([(f"  {look.glyph['done']} ", "ok"), (check.text, "dim")])
    if not checks:
        whole.lines.append([("  a adds an entry", "dim")])


def _comments(plan: Plan, item: Item, facts: Facts, width: int, whole: Page) -> None:
    comments = read.comments(plan, item.id)
    _section(whole.lines, f"Comments {len(comments)}" if comments else "Comments")
    for comment in comments:
        whole.stops.append(Stop(len(whole.lines), "comment", comment.id, comment.body))
        whole.lines.append([("  ", "text"), *comment_head(comment, facts)])
        whole.lines.extend([[("    " + part, "text")] for part in folded(comment.body, width - 6)])
    if not comments:
        whole.lines.append([("  c adds one", "dim")])


def field_texts(plan: Plan, item: Item, facts: Facts) -> dict[str, str]:
    """The fields as a person would type them."""
    people = facts.people
    parent = read.refs(plan, [item.parent_id]) if item.parent_id else {}
    column = column_name(plan, item.column_id)
    estimate = (
        Estimate(item.estimate_o, item.estimate_m, item.estimate_p, item.estimate_unit or "d")
        if item.estimate_m is not None
        else None
    )
    return {
        "title": item.title,
        "owner": people[item.owner_id].code if item.owner_id in people else "",
        "due": item.due or "",
        "estimate": show_estimate(estimate) if estimate else "",
        "priority": item.priority or "",
        "points": f"{item.points:g}" if item.points is not None else "",
        "labels": ", ".join(item.labels),
        "assignees": ", ".join(people[id].code for id in item.assignees if id in people),
        "column": column or "",
        "type": item.type,
        "start": item.start or "",
        "parent": next((ref for _, ref, _ in parent.values()), ""),
        "percent": f"{item.percent:g}" if item.percent is not None else "",
        "effort_left": show_duration(Duration(item.effort_left, "m")) if item.effort_left is not None else "",
        "sprint": read.sprints(plan).get(item.sprint_id or "", ""),
        "blocked": item.blocked or "",
        "dropped": item.dropped or "",
        "url": item.url or "",
    }


def relative_to(day: str, facts: Facts) -> str:
    """`Fri 27 Nov, in 4d` of an ISO day."""
    from datetime import date

    moment = date.fromisoformat(day)
    return f"{show_date(moment, facts.today)}, {relative(moment, facts.today)}"


def state_words(item: Item, facts: Facts, column: str) -> str:
    """The state in a few words, for the frame: `in Doing`, `done Fri 20 Nov`, `dropped`."""
    if item.state == "dropped":
        return "dropped"
    if item.state == "done" and item.finished_at:
        return f"done {show_date(local(item.finished_at).date(), facts.today)}"
    return f"in {column}" + (", archived" if item.archived else "")


def folded(text: str, width: int) -> list[str]:
    """Long text in lines of at most `width` cells, its own line ends kept."""
    import textwrap

    lines: list[str] = []
    for paragraph in text.expandtabs(4).split("\n"):
        lines += textwrap.wrap(paragraph, max(10, width), replace_whitespace=False, drop_whitespace=True) or [""]
    return lines[:2000] if text else []


def _section(lines: list[Line], title: str) -> None:
    lines += [[], [(title, "strong")]]


def _links(plan: Plan, item: Item, lines: list[Line], stops: list[Stop]) -> None:
    links = read.links(plan, item.id)
    attached = read.attachments(plan, item.id)
    children = linking.children(plan, item.id)
    if not (links or attached or children):
        return
    _section(lines, "Links")
    names = read.refs(plan, [link.from_id for link in links] + [link.to_id for link in links])
    for link in links:
        out = link.from_id == item.id
        other = link.to_id if out else link.from_id
        forward, backward = LINK_WORDS.get(link.kind, (link.kind, f"{link.kind} from"))
        lag = f" {link.lag:+g}{link.lag_unit}" if link.lag else ""
        stops.append(Stop(len(lines), "item", other, names[other][1]))
        lines.append(
            [
                (f"  {(forward if out else backward) + lag:<12} ", "dim"),
                (f"{names[other][1]} {names[other][2]}", "text"),
            ]
        )
    for id, ref, title in children:
        stops.append(Stop(len(lines), "item", id, ref))
        lines.append([(f"  {'child':<12} ", "dim"), (f"{ref} {title}", "text")])
    for name, url in attached:
        stops.append(Stop(len(lines), "url", url, url))
        lines.append([(f"  {'attached':<12} ", "dim"), (name, "text"), (f"  {url}" if url != name else "", "dim")])
