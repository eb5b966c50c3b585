"""`pmtui today` and `pmtui next`: my day in a dozen lines, and the one thing to take up."""

import argparse
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pmtui.cli.call import Call
from pmtui.cli.output import Output, say, table
from pmtui.cli.output import safe as safe_line

if TYPE_CHECKING:
    from pmtui.actions.proposals import Proposal
    from pmtui.store.board import BoardView, Card
    from pmtui.store.plan import Plan

NO_WORK = ("epic", "summary", "milestone")
"""Types that gather work or mark a day: nothing anybody starts."""
_ROOM = {"late": 3, "in hand": 3, "blocked": 2, "waiting for you": 2}


@dataclass(slots=True)
class Day:
    """A person's day: cards by what they ask for. `waiting` pairs somebody else's card with mine that it waits for."""

    late: "list[Card]"
    in_hand: "list[Card]"
    blocked: "list[Card]"
    waiting: "list[tuple[Card, Card]]"
    next: "Card | None"


def options_today(parser: argparse.ArgumentParser) -> None:
    """The words of `today`."""
    parser.add_argument("--json", action="store_true", help="the day as item numbers")


def run_today(call: Call) -> int:
    """Print the day of the person who acts."""
    from pmtui.cli.proposals import documents, suggestion

    with call.reading() as plan:
        view, me = _open_work(call, plan), call.person(plan)
        today = call.today(plan)
        day = day_of(call, plan, view, me, today)
        suggested = _suggested(call, plan, me)
        if call.options.json:
            call.out.json(_as_json(call, plan, day, me, today) | {"git": documents(call, plan, suggested)})
        else:
            call.out.lines(_page(call, plan, day, view, me, today))
            if suggested:
                said = f"git suggests {suggestion(suggested, today)}: pmtui log --git --accept"
                call.out.lines([call.out.fitted(said)])
    return 0


def _suggested(call: Call, plan: "Plan", me: str | None) -> "list[Proposal]":
    """What git suggests to me. What could not be read is no matter here."""
    from pmtui.cli.proposals import own_news

    return own_news(call, plan).proposals.get(me, []) if me else []


def options_next(parser: argparse.ArgumentParser) -> None:
    """The words of `next`."""
    parser.add_argument("--json", action="store_true", help="the item, or null")
    parser.epilog = "The first card of the ready columns that is yours or nobody's, not blocked and waits for nothing."


def run_next(call: Call) -> int:
    """Name the next item; 1 where there is none."""
    from pmtui.cli.shapes import Shapes
    from pmtui.store.read import item

    with call.reading() as plan:
        card = next_card(_open_work(call, plan), _mine(call, plan), call.person(plan))
        if call.options.json:
            call.out.json(Shapes(plan).items([item(plan, card.id)])[0] if card else None)
        elif card:
            from pmtui.store.read import people

            owner = people(plan)[card.owner_id].code if card.owner_id else ""
            call.out.lines(["  ".join(filter(None, (card.ref, safe_line(card.title), owner)))])
        else:
            say("nothing is ready for you; `pmtui list status:backlog` shows what could be made ready")
    return 0 if card else 1


def _open_work(call: Call, plan: "Plan") -> "BoardView":
    """The board of open cards only: the answer of the empty query, which leaves out what is done or away."""
    from pmtui.clock import now_ms
    from pmtui.store.board import board
    from pmtui.store.read import projects

    project = call.project(plan) if call.options.project else None
    shown = [project] if project else [id for id, one in projects(plan).items() if not one.archived]
    return board(plan, shown, now_ms() + 1)


def _mine(call: Call, plan: "Plan") -> set[str]:
    """Ids of the open items that are mine, as owner or assignee."""
    from pmtui.cli.reading import asked
    from pmtui.store.search import ids

    return set(ids(plan, *asked(call, plan, "mine")))


def day_of(call: Call, plan: "Plan", view: "BoardView", me: str | None, today: date) -> Day:
    """Sort my open cards by what they ask for; each stands once, under what is most pressing."""
    mine = _mine(call, plan)
    cards = [(column.category, card) for column in view.columns for card in column.cards if card.state == "open"]
    own = [(category, card) for category, card in cards if card.id in mine]
    by_ref = {card.ref: card for _, card in own}
    now = today.isoformat()
    late = sorted(
        (card for _, card in own if card.due and card.due <= now and not card.blocked), key=lambda card: card.due or ""
    )
    stood = {card.id for card in late}
    return Day(
        late,
        [
            card
            for category, card in own
            if category in ("active", "wait") and not card.blocked and card.id not in stood
        ],
        [card for _, card in own if card.blocked],
        [
            (card, by_ref[ref])
            for _, card in cards
            if card.owner_id != me
            for ref in card.waits
            if ref in by_ref and card.owner_id
        ],
        next_card(view, mine - stood, me),
    )


def next_card(view: "BoardView", mine: set[str], me: str | None) -> "Card | None":
    """The highest ranked ready card that is mine or nobody's, not blocked, and waits for nothing."""
    for column in view.columns:
        if column.category != "ready":
            continue
        for card in column.cards:
            free = card.owner_id is None or card.id in mine
            if free and not card.blocked and not card.waits and card.type not in NO_WORK and card.state == "open":
                return card
    return None


def _as_json(call: Call, plan: "Plan", day: Day, me: str | None, today: date) -> dict[str, Any]:
    from pmtui.cli.timer import timer_document
    from pmtui.store.read import people

    return {
        "person": people(plan)[me].code if me else None,
        "date": today.isoformat(),
        "due": [card.number for card in day.late],
        "in_hand": [card.number for card in day.in_hand],
        "blocked": [card.number for card in day.blocked],
        "waiting": [{"number": theirs.number, "for": mine.number} for theirs, mine in day.waiting],
        "next": day.next.number if day.next else None,
        "timer": timer_document(plan, me),
    }


def _page(call: Call, plan: "Plan", day: Day, view: "BoardView", me: str | None, today: date) -> list[str]:
    """The day in about a dozen lines."""
    from pmtui.cli.timer import timer_words
    from pmtui.model.dates import relative, show_date
    from pmtui.store.read import people

    out, everybody = call.out, people(plan)
    columns = {id: column.name for column in view.columns for id in column.ids}
    name = everybody[me].name if me else f"{plan.actor} (not in this plan yet)"
    head = "  ".join(filter(None, (show_date(today, today), safe_line(name), timer_words(plan, me))))

    def due(card: "Card") -> str:
        return relative(date.fromisoformat(card.due), today) if card.due else ""

    lines = [out.paint(head, "bold")]
    lines += _part(
        out, "late", day.late, lambda card: (card.ref, card.title, columns[card.column_id], due(card)), "alarm"
    )
    lines += _part(out, "in hand", day.in_hand, lambda card: (card.ref, card.title, columns[card.column_id], due(card)))
    lines += _part(
        out,
        "blocked",
        day.blocked,
        lambda card: (card.ref, card.title, columns[card.column_id], card.blocked or ""),
        "alarm",
    )
    pairs = dict.fromkeys((theirs.id, mine.ref) for theirs, mine in day.waiting)
    theirs = {card.id: card for card, _ in day.waiting}
    waiting = [(theirs[id], ref) for id, ref in pairs]
    lines += _part(
        out, "waiting for you", waiting,
        lambda pair: (pair[0].ref, pair[0].title, everybody[pair[0].owner_id or ""].code, f"after {pair[1]}"),
    )  # fmt: skip
    if day.next:
        lines += _part(out, "next", [day.next], lambda card: (card.ref, card.title, columns[card.column_id], due(card)))
    return (
        lines
        if len(lines) > 1
        else [*lines, "Nothing is in your hands, and nothing is ready; `pmtui board` shows the whole."]
    )


def _part(
    out: Output, title: str, cards: Iterable[Any], row: Callable[[Any], tuple[str, ...]], style: str = ""
) -> list[str]:
    """A heading and its cards, the first few; how many more there are stands in the heading."""
    rows = [tuple(map(safe_line, row(card))) for card in cards]
    if not rows:
        return []
    room = _ROOM.get(title, 1)
    more = f" (and {len(rows) - room} more)" if len(rows) > room else ""
    return [
        out.paint(title.capitalize() + more, style or "bold"),
        *(f"  {line}" for line in table(out, rows[:room], 1)),
    ]
