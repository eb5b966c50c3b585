"""The sentence of one risk below the register: because, it may be that, so that; what is done about it."""

from datetime import date
from typing import TYPE_CHECKING

from rich.segment import Segment

from pmtui.model.dates import relative, show_date
from pmtui.model.text import cell_width, cut
from pmtui.tui.cards import short_name
from pmtui.tui.look import Look
from pmtui.tui.risklayout import filled
from pmtui.tui.riskrows import number_words

if TYPE_CHECKING:
    from pmtui.actions.register import Response, RiskRow

_LABEL = 14
"""The widest name on the left: `it may be that`; those on the right are shorter."""
_RIGHT_LABEL = 9
_BESIDE = 100
"""Columns from which on the response stands beside the sentence."""

Fact = tuple[str, str, str]
"""Name, words, role."""


def detail_lines(look: Look, row: "RiskRow", today: date, width: int, room: int) -> list[list[Segment]]:
    """At most `room` lines of this width."""
    split = width * 61 // 100 if width >= _BESIDE else width
    left = _told(look, _sentence(look, row, today), split - _LABEL - 5, room)
    right = _response(look, row, width - 1 - split, room) if split < width else []
    lines = []
    for y in range(max(len(left), len(right))):
        name, words = left[y] if y < len(left) else ("", Segment(""))
        parts = [Segment(" " + name.rjust(_LABEL) + "  ", look.style("dim")), words]
        if y < len(right):
            parts = [*filled(parts, split, look.style("text")), *right[y]]
        lines.append(parts)
    return lines


def _sentence(look: Look, row: "RiskRow", today: date) -> list[Fact]:
    """What is known of a risk, in the order it is read."""
    facts = [
        ("Because", row.cause, "text"),
        ("it may be that" if row.type == "risk" else "it happened", row.event, "text"),
        ("so that", row.effect, "text"),
        ("Trigger", *_trigger(look, row, today)),
        ("Fallback", row.fallback, "text"),
        ("Resolution", row.resolution, "text"),
    ]
    told = [fact for fact in facts if fact[1].strip()]
    if not any(name in ("Because", "it may be that", "it happened", "so that") for name, *_ in told):
        told.insert(0, ("Because", "not said yet: why, what may happen, to what effect", "dim"))
    return told


def _trigger(look: Look, row: "RiskRow", today: date) -> tuple[str, str]:
    """What would show that it comes, and by when; red once that day has passed."""
    if not row.trigger_date:
        return row.trigger_text, "text"
    day = date.fromisoformat(row.trigger_date)
    said = row.trigger_text.removesuffix(" by")
    by = f"{said} by {show_date(day, today)}" if said else show_date(day, today)
    if row.trigger_passed:
        return f"{look.glyph['late']} {by}, passed {(today - day).days}d ago", "alarm"
    return f"{by}, {relative(day, today)}", "warn" if day == today else "text"


def _told(look: Look, facts: list[Fact], width: int, room: int) -> list[tuple[str, Segment]]:
    """Each fact's name and words on lines of their own; while there are lines to spare, long ones take more of them."""
    facts, spare = facts[:room], room - len(facts)
    lines = []
    for name, words, role in facts:
        wrapped = wrap(words, width, 1 + max(0, spare), look.glyph["cut"])
        spare -= len(wrapped) - 1
        names = [name, *[""] * (len(wrapped) - 1)]
        lines += [(said, Segment(line, look.style(role))) for said, line in zip(names, wrapped, strict=True)]
    return lines


def _response(look: Look, row: "RiskRow", width: int, room: int) -> list[list[Segment]]:
    """What is done about it: the response and where it should lead, the cards for it, what changed last."""
    words = row.response
    if row.residual is not None and words:
        way = "up" if row.score is not None and row.residual > row.score else "down"
        words += f", {way} to {number_words(row.residual)}"
    lines = [_named(look, "Response", words or "none yet", "text" if words else "dim")]
    if row.threatens and room > 5:
        threatened = ", ".join(f"{ref} {title}" for ref, title in row.threatens)
        lines.append(_named(look, "Threatens", cut(threatened, width - _RIGHT_LABEL - 2, look.glyph["cut"]), "text"))
    change, quote, reason = row.last.partition('  "')
    last = [cut(said, width - _RIGHT_LABEL - 2, look.glyph["cut"]) for said in (change, quote.strip() + reason) if said]
    free = room - len(lines) - len(last)
    shown = row.actions[: free if len(row.actions) <= free else max(0, free - 1)]
    number, title, owner = (
        max(map(cell_width, words), default=0)
        for words in ([a.ref for a in shown], [a.title for a in shown], [_owner(a) for a in shown])
    )
    title = max(1, min(title, width - number - owner - 6 - width // 4))
    lines += [_action(look, action, (number, title, owner), width // 4) for action in shown]
    if left := len(row.actions) - len(shown):
        lines.append([Segment(f"and {left} more", look.style("dim"))])
    return lines + [_named(look, "" if y else "Last", said, "dim" if y else "text") for y, said in enumerate(last)]


def _named(look: Look, name: str, words: str, role: str) -> list[Segment]:
    return [Segment(name.ljust(_RIGHT_LABEL + 2), look.style("dim")), Segment(words, look.style(role))]


def _owner(action: "Response") -> str:
    return short_name(action.owner) if action.owner else ""


def _action(look: Look, action: "Response", widths: tuple[int, int, int], room: int) -> list[Segment]:
    """A card that is to lower the risk: number, title, owner, of these `widths`, and where it is."""
    number, title, owner = widths
    blank = look.style("text")
    tint = f"person{action.owner.order}" if action.owner and not action.done else "dim"
    column = cut(f"{look.glyph['done']} done" if action.done else action.column, room, look.glyph["cut"])
    words = cut(action.title, title, look.glyph["cut"])
    return [
        *filled([Segment(action.ref, look.style("dim"))], number + 2, blank),
        *filled([Segment(words, look.style("dim" if action.done else "text"))], title + 2, blank),
        *filled([Segment(_owner(action), look.style(tint))], owner + 2 if owner else 0, blank),
        Segment(column, look.style("ok" if action.done else "dim")),
    ]


def wrap(text: str, width: int, lines: int, sign: str) -> list[str]:
    """The text in at most so many lines, broken between words; the last is cut, with the sign, where more is left."""
    rest = " ".join(text[: 8 * width * lines].split())
    made: list[str] = []
    while rest and len(made) < lines - 1:
        line, rest = _split(rest, width)
        made.append(line)
    return [*made, cut(rest, width, sign)] if rest else made


def _split(text: str, width: int) -> tuple[str, str]:
    """The first line of the text, and the rest; a word wider than a line is broken where the line ends."""
    line, *words = text.split(" ")
    if cell_width(line) > width:
        line = cut(line, width, "") or line[:1]
        return line, text[len(line) :]
    for place, word in enumerate(words):
        if cell_width(line) + 1 + cell_width(word) > width:
            return line, " ".join(words[place:])
        line += f" {word}"
    return line, ""
