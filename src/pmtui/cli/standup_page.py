"""The standup as lines: promises first, then what everybody did, has in hand, is blocked by and waits for."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from pmtui.cli.call import Call
from pmtui.cli.output import Output, safe, table
from pmtui.model.text import cut

if TYPE_CHECKING:
    from pmtui.actions.proposals import Commit
    from pmtui.cli.shapes import Shapes
    from pmtui.meetings.agenda import Agenda, Card, Promise, Turn
    from pmtui.meetings.changed import Change
    from pmtui.meetings.standup import Standup

Cells = tuple[str, str, str, str, str]
"""What a line is about, an item's number and title, and two facts."""
_TITLE = 36
"""Cells that a title may take; what happened to it is what people want to read."""


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
