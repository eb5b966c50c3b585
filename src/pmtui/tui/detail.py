"""The lines that explain the cursor's card: one at 80x24, three where there is room, a panel beside wide boards."""

from datetime import date

from pmtui.clock import local
from pmtui.model.dates import relative, show_date
from pmtui.model.item import Comment, Event
from pmtui.model.text import cut
from pmtui.store import history, read
from pmtui.store.board import Card
from pmtui.store.plan import Plan
from pmtui.tui.bottom import Line
from pmtui.tui.cards import DAY, Facts, age_days, short_name
from pmtui.tui.look import Look

_GAP = ("   ", "dim")


def first_line(card: Card, facts: Facts, look: Look, column: str) -> Line:
    """Number, title, owner and the facts by importance, each whole."""
    line: Line = [(card.ref.ljust(facts.number_width) + "  ", "dim"), (card.title, "strong")]
    person = facts.people.get(card.owner_id or "")
    if person is not None:
        line += [_GAP, (short_name(person), f"person{person.order}")]
    if card.blocked:
        days = (facts.now - (card.blocked_since or facts.now)) // DAY
        line += [_GAP, (f"{look.glyph['blocked']} blocked {days}d: {card.blocked}", "alarm")]
    if card.due and card.state == "open":
        day = date.fromisoformat(card.due)
        role = "alarm" if day < facts.today else "warn" if day == facts.today else "text"
        mark = f"{look.glyph['late']} " if day < facts.today else ""
        line += [_GAP, (f"{mark}due {show_date(day, facts.today)}, {relative(day, facts.today)}", role)]
    if card.points:
        line += [_GAP, (f"{card.points:g} pt", "text")]
    if card.priority:
        line += [_GAP, (card.priority, "warn" if card.priority in ("urgent", "high") else "text")]
    if card.type != "task":
        line += [_GAP, (card.type, "dim")]
    age = age_days(card, facts.now)
    if card.state == "done" and card.finished_at:
        line += [_GAP, (f"done {show_date(local(card.finished_at).date(), facts.today)}", "ok")]
    elif card.column_since:
        days = (facts.now - card.column_since) // DAY
        line += [_GAP, (f"in {column} {days}d" if days else f"in {column} since today", "text")]
        if facts.service_level and age is not None:
            line.append((f", most take {facts.service_level}", "dim"))
    return line


def more_lines(plan: Plan, card: Card, facts: Facts, look: Look) -> list[Line]:
    """What is left to do, what it waits for and holds up; what happened last."""
    indent = (" " * (facts.number_width + 2), "dim")
    second: Line = [indent]
    left = [check.text for check in read.checks(plan, card.id) if check.state == "open"]
    if left and card.checks:
        second += [
            ("Left   ", "dim"),
            (", ".join(left[:3]), "text"),
            (f"  {card.checks[0]} of {card.checks[1]} checked", "dim"),
            _GAP,
        ]
    links = [link for link in read.links(plan, card.id) if link.kind in ("FS", "SS", "FF", "SF", "blocks")]
    names = read.refs(plan, [link.from_id for link in links] + [link.to_id for link in links])
    for label, others in (
        ("After", [link.from_id for link in links if link.to_id == card.id]),
        ("Before", [link.to_id for link in links if link.from_id == card.id]),
    ):
        if others:
            said = ", ".join(f"{names[id][1]} {names[id][2]}" for id in others[:2]) + (
                f" +{len(others) - 2}" if len(others) > 2 else ""
            )
            second += [(f"{label}  ", "dim"), (said, "text"), _GAP]
    third: Line = [indent]
    for event in history.last_events(plan, card.id, 2):
        third += [*event_pieces(event, facts), _GAP]
    if len(third) > 1:
        third.insert(1, ("Last   ", "dim"))
    return [second, third]


def event_pieces(event: Event, facts: Facts) -> Line:
    """One event as `Fri 16:10 Ana  column Ready > Doing`."""
    moment = local(event.at)
    when = f"{moment:%a %H:%M}" if (facts.today - moment.date()).days < 7 else show_date(moment.date(), facts.today)
    person = facts.people.get(event.person or "")
    who = (f" {short_name(person)}", f"person{person.order}") if person else ("", "dim")
    return [(when, "text"), who, (f"  {event_words(event)}", "dim")]


def event_words(event: Event) -> str:
    """What an event changed, in one line."""
    old, new = (value and cut(value.replace("\n", " "), 60, "..") for value in (event.old, event.new))
    if event.field in ("created", "link"):
        return f"{event.field} {new or ''}".strip() if event.field == "link" else "created"
    if event.field == "comment":
        return f'"{new}"'
    if event.field == "blocked":
        return f"blocked: {new}" if new else "unblocked"
    if event.field == "column":
        return f"{old} > {new}" if old else f"in {new}"
    if event.field == "body":
        return "text changed"
    if new is None:
        return f"{event.field} {old or ''} taken away".replace("  ", " ")
    return f"{event.field} {old} > {new}" if old else f"{event.field} {new}"


def comment_head(comment: Comment, facts: Facts) -> Line:
    """Who wrote a comment, and when."""
    person = facts.people.get(comment.author or "")
    moment = local(comment.at)
    return [
        (short_name(person) if person else "somebody", f"person{person.order}" if person else "dim"),
        (f"  {show_date(moment.date(), facts.today)} {moment:%H:%M}", "dim"),
    ]
