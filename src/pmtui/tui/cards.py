"""A card as lines of segments: number, mark, title, owner; a second line where it has something to say."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from rich.segment import Segment

from pmtui.clock import local
from pmtui.model.item import Person
from pmtui.model.text import cell_width, cut
from pmtui.store.board import Card
from pmtui.tui.look import Look

DAY = 86_400_000


@dataclass(slots=True)
class Facts:
    """What cards are judged by: the day, the instant (ms UTC), the service level in days (85 % finish within),
    people.
    """

    today: date
    now: int
    service_level: int | None
    people: dict[str, Person]
    number_width: int = 2
    expects_owner: set[str] = field(default_factory=set)


def owner_label(facts: Facts, card: Card) -> str:
    """The owner as a card names them."""
    person = facts.people.get(card.owner_id or "")
    return "" if person is None else short_name(person)


def short_name(person: Person) -> str:
    """A person in few cells: the code with a capital."""
    code = person.code[:6]
    return code[:1].upper() + code[1:]


def age_days(card: Card, now: int) -> int | None:
    """Days since work on it began, today included."""
    return None if card.started_at is None else max(0, (now - card.started_at) // DAY) + 1


def fact(card: Card, facts: Facts, room: int) -> tuple[str, str, str] | None:
    """The most important thing to say: mark, words (the long form if it fits), role.

    None for a card that is just itself.
    """
    if card.state == "done":
        return None
    if card.blocked:
        days = (facts.now - (card.blocked_since or facts.now)) // DAY
        return "blocked", _fitting(room, f"blocked {days}d" if days else "blocked today", "blocked"), "alarm"
    due = date.fromisoformat(card.due) if card.due else None
    if due is not None and due < facts.today:
        return "late", f"{(facts.today - due).days}d late", "alarm"
    age = age_days(card, facts.now)
    if facts.service_level and age is not None and age > facts.service_level:
        return (
            "ageing",
            _fitting(room, f"{age}d, most take {facts.service_level}", f"{age}d > {facts.service_level}d"),
            "warn",
        )
    if due == facts.today:
        return "", "due today", "warn"
    if due is not None and due - facts.today <= timedelta(days=7):
        return "", f"due {due:%a}", "dim"
    if card.waits:
        first = card.waits[0]
        return (
            "",
            _fitting(room, f"waits for {', '.join(card.waits[:3])}", f"waits for {first}", f"after {first}"),
            "dim",
        )
    if card.owner_id is None and card.column_id in facts.expects_owner:
        return "", _fitting(room, "no owner yet", "no owner"), "dim"
    return None


def second_fact(card: Card, taken: str) -> str:
    """What else fits whole behind the first fact: checklist progress."""
    return f"{card.checks[0]}/{card.checks[1]}" if card.checks and card.state != "done" else ""


def height(card: Card, facts: Facts, width: int) -> int:
    """How many lines a card takes in a column whose text is `width` cells wide: one or two."""
    if card.state == "done":
        return 1
    if card.blocked or card.due or card.waits or card.checks or card.started_at:
        if fact(card, facts, 99) or second_fact(card, ""):
            return 2
    elif card.owner_id is None:
        return 2 if card.column_id in facts.expects_owner else 1
    owner = owner_label(facts, card)
    return 2 if owner and cell_width(card.title) > width - facts.number_width - 3 - len(owner) else 1


class Painter:
    """Draws cards for one look, one width and one set of facts; unselected cards are remembered."""

    def __init__(self, look: Look, facts: Facts, step: int) -> None:
        self.look = look
        self.facts = facts
        self.step = step
        self.width = step - 2
        self._known: dict[str, list[list[Segment]]] = {}

    def height(self, card: Card) -> int:
        """A card's lines."""
        known = self._known.get(card.id)
        return len(known) if known else height(card, self.facts, self.width)

    def forget(self, ids: list[str]) -> None:
        """These cards have changed."""
        for id in ids:
            self._known.pop(id, None)

    def lines(self, card: Card, *, selected: bool = False, marked: bool = False) -> list[list[Segment]]:
        """The card's lines, each exactly `step` cells wide."""
        if selected or marked:
            return self._paint(card, "sel" if selected else "mark", selected, marked)
        known = self._known.get(card.id)
        if known is None:
            if len(self._known) > 4000:
                self._known.clear()
            known = self._known[card.id] = self._paint(card, "bg", False, False)
        return known

    def _paint(self, card: Card, ground: str, selected: bool, marked: bool) -> list[list[Segment]]:
        look, facts = self.look, self.facts
        glyph = look.glyph
        done = card.state == "done"
        two = height(card, facts, self.width) == 2
        owner = owner_label(facts, card)
        room = self.width - facts.number_width - 2
        edge = glyph["marked"] if marked else glyph["cursor"] if selected else " "
        number_role = "text" if selected else "dim"
        title_role = "strong" if selected else "dim" if done else "text"
        owner_role = (
            "dim" if done else f"person{facts.people[card.owner_id].order}" if owner and card.owner_id else "dim"
        )
        title_room = room if two or not owner else room - len(owner) - 1
        title = cut(card.title, title_room, glyph["cut"])
        gap = title_room - cell_width(title)
        first = [
            Segment(edge, look.style("accent", ground)),
            Segment(card.ref.rjust(facts.number_width), look.style(number_role, ground)),
            Segment(glyph["done"] if done else " ", look.style("ok", ground)),
            Segment(" " + title, look.style(title_role, ground)),
        ]
        if two or not owner:
            first.append(Segment(" " * (gap + 1), look.style("text", ground)))
        else:
            first.append(Segment(" " * (gap + 1), look.style("text", ground)))
            first.append(Segment(owner, look.style(owner_role, ground)))
            first.append(Segment(" ", look.style("text", ground)))
        return [first, self._second(card, ground, room, owner, owner_role)] if two else [first]

    def _second(self, card: Card, ground: str, room: int, owner: str, owner_role: str) -> list[Segment]:
        look, facts = self.look, self.facts
        left = room - (len(owner) + 1 if owner else 0)
        found = fact(card, facts, left)
        mark, words, role = found or ("", "", "dim")
        more = second_fact(card, words)
        if more and len(words) + 3 + len(more) <= left and words:
            more = f" {look.glyph['sep']} {more}"
        elif words:
            more = ""
        words = cut(words, left, look.glyph["cut"])
        blank = left - len(words) - len(more)
        segments = [
            Segment(" " * (1 + facts.number_width), look.style("text", ground)),
            Segment(look.glyph[mark] if mark else " ", look.style(role, ground)),
            Segment(" " + words, look.style(role, ground)),
            Segment(more, look.style("dim", ground)),
            Segment(" " * (max(blank, 0) + (1 if owner else 0)), look.style("text", ground)),
        ]
        if owner:
            segments.append(Segment(owner, look.style(owner_role, ground)))
        segments.append(Segment(" ", look.style("text", ground)))
        return segments


def _fitting(room: int, *forms: str) -> str:
    """The longest form that fits whole; nothing where even the last does not."""
    return next((form for form in forms if len(form) <= room), "")


def facts_for(
    people: dict[str, Person], now: int, service_level: int | None, widest: int, zone: object = None
) -> Facts:
    """The facts of this moment."""
    day = local(now, zone).date()  # type: ignore[arg-type]
    return Facts(day, now, service_level, people, max(2, widest))
