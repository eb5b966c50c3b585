"""The quick-add line: a title with tokens for owner, dates, estimate and more; one reading for command line and app."""

import re
from datetime import date
from typing import Any, NamedTuple

from pmtui.model.dates import parse_date, show_date
from pmtui.model.durations import Estimate, parse_estimate, parse_points, show_estimate, show_number
from pmtui.model.text import Unreadable, clean, clean_line, quoted
from pmtui.model.words import ITEM_TYPES, PRIORITIES, Ref, nearest, one_of, parse_ref

KEYS = {
    "to": "owner", "owner": "owner", "assignee": "assignee", "due": "due", "by": "due", "start": "start",
    "est": "estimate", "estimate": "estimate", "label": "label", "labels": "label", "tag": "label", "tags": "label",
    "prio": "priority", "priority": "priority", "pts": "points", "points": "points", "after": "after",
    "before": "before", "blocks": "blocks", "parent": "parent", "under": "parent", "in": "column", "col": "column",
    "column": "column", "project": "project", "sprint": "sprint", "type": "type",
}  # fmt: skip
"""The words that may stand before a colon, and the kind of token they make."""

_LISTS = {
    "owner": "assignees", "assignee": "assignees", "label": "labels", "after": "after", "before": "before",
    "blocks": "blocks",
}  # fmt: skip
# A token is a word of its own, from one blank to the next, or goes on to its closing quote.
_WORD = r'(?P<word>(?P<before>[@#^~]|[A-Za-z]+:)"(?P<quoted>[^"]*)(?P<closed>"?)|\S+)\S*'
_SIGILS = {
    "@": ("owner", r"[^\W\d][\w.'+@-]*"),
    "#": ("label", r"(?!\d+$)\w[\w./+&-]*"),  # #42 speaks of an item
    "^": ("due", r"(?:[^\W_]|[+-]).*"),
    "~": ("estimate", r"\d.*"),
    "!": ("priority", r"[^\W\d]+|!?"),
    "+": ("points", r"\d[\d.,]*(?:pts?|sp)"),
}
_SENTENCE = ",;:."
"""What a sentence may put behind a token; it belongs neither to the token nor to the title."""


class Token(NamedTuple):
    """A piece of the line with a meaning: `line[start:end] == text`. `value` by `kind`:

    owner, assignee, label: a tuple of words; due, start: a date; estimate: an Estimate; points: a float;
    priority, type: one of the known words; column, project, sprint: a word; after, before, blocks: a tuple of Ref;
    parent: a Ref; error: the message.
    """

    start: int
    end: int
    kind: str
    value: Any
    text: str


class QuickAdd(NamedTuple):
    """What a quick-add line says; people, labels, column, project and sprint as typed, for the caller to look up."""

    title: str
    tokens: list[Token]
    owner: str | None = None
    assignees: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    priority: str | None = None
    due: date | None = None
    start: date | None = None
    estimate: Estimate | None = None
    points: float | None = None
    after: tuple[Ref, ...] = ()
    before: tuple[Ref, ...] = ()
    blocks: tuple[Ref, ...] = ()
    parent: Ref | None = None
    column: str | None = None
    project: str | None = None
    sprint: str | None = None
    type: str | None = None


def parse_line(
    text: str, today: date, *, week_start: int = 0, day_first: bool = True, hours_per_day: float = 8.0
) -> QuickAdd:
    """Read a whole line; raises Unreadable, with the place, for the first bad token or where no title is left."""
    tokens = scan(text, today, week_start=week_start, day_first=day_first, hours_per_day=hours_per_day)
    for token in tokens:
        if token.kind == "error":
            raise Unreadable(token.value, token.start, token.end)
    title = _title(text, tokens)
    if not title:
        raise Unreadable("there is no title: a card needs a few words besides its tokens", 0, len(text))
    said: dict[str, Any] = {}
    many: dict[str, dict[Any, None]] = {"assignees": {}, "labels": {}, "after": {}, "before": {}, "blocks": {}}
    for token in tokens:
        value = token.value
        if token.kind == "owner":
            said["owner"], value = value[0], value[1:]
        into = _LISTS.get(token.kind)
        if into:
            many[into].update(dict.fromkeys(value))
        else:
            said[token.kind] = value
    many["assignees"].pop(said.get("owner"), None)
    said |= {name: tuple(values) for name, values in many.items()}
    return QuickAdd(title, tokens, **said)


def scan(
    text: str, today: date, *, week_start: int = 0, day_first: bool = True, hours_per_day: float = 8.0
) -> list[Token]:
    """The tokens of a line while it is being typed; never raises, a bad one is of kind `error`."""
    reader = _Reader(today, week_start, day_first, hours_per_day)
    tokens: list[Token] = []
    for word in re.finditer(_WORD, text):
        token = reader.token(word)
        if token is not None:
            tokens.append(_in_line(token, tokens))
    return tokens


def _in_line(token: Token, earlier: list[Token]) -> Token:
    """The token beside those before it: a second owner is an assignee, a second due date an error."""
    for other in earlier:
        if other.kind != token.kind:
            continue
        if token.kind == "owner":
            return Token(token.start, token.end, "assignee", token.value, token.text)
        if token.kind not in (*_LISTS, "error") and other.value != token.value:
            message = f"{quoted(token.text)}: the line already says {quoted(other.text)}"
            return Token(token.start, token.end, "error", message, token.text)
    return token


class _Reader(NamedTuple):
    """Reads words into tokens, for one day and a person's habits."""

    today: date
    week_start: int
    day_first: bool
    hours_per_day: float

    def token(self, word: re.Match[str]) -> Token | None:
        """The token that a word is, or None where it is plain text."""
        said = word["quoted"]
        text = word["word"].rstrip(_SENTENCE) if said is None else word["word"]
        kind = _kind(word["before"]) if said is not None else None
        if said is None:
            kind, said = _kind_and_value(text)
        if kind is None:
            return None
        start = word.start()
        try:
            if word["closed"] == "":
                raise Unreadable(f"{quoted(text)}: the quote is not closed")
            value = self.read(kind, said, word["quoted"] is None)
        except Unreadable as trouble:
            if text[0] == "!" and nearest(said, PRIORITIES) is None:
                return None  # !important is no slip of the pen for a priority
            return Token(start, start + len(text), "error", f"{trouble} (\\{quoted(text)} keeps it as text)", text)
        return Token(start, start + len(text), kind, value, text)

    def read(self, kind: str, said: str, split: bool) -> Any:
        """The value of a token; with `split`, lists are split at commas. Raises Unreadable."""
        match kind:
            case "owner" | "assignee" | "label":
                return _parts(said, split)
            case "after" | "before" | "blocks":
                return tuple(map(parse_ref, _parts(said, True)))
            case "parent":
                return parse_ref(said)
            case "due" | "start":
                return parse_date(said, self.today, week_start=self.week_start, day_first=self.day_first)
            case "estimate":
                return parse_estimate(said, self.hours_per_day)
            case "priority":
                return {"": "high", "!": "urgent"}.get(said) or one_of(said, PRIORITIES, "priority")
            case "points":
                return parse_points(said)
            case "type":
                return one_of(said, ITEM_TYPES, "type")
        return _parts(said, False)[0]


def _kind(before: str) -> str | None:
    """The kind of token that a sigil or a word with a colon begins."""
    return _SIGILS[before][0] if before in _SIGILS else KEYS.get(before[:-1].lower())


def _kind_and_value(text: str) -> tuple[str | None, str]:
    """The kind of token that an unquoted word is and what it says; None for plain text."""
    kind, form = _SIGILS.get(text[:1], (None, ""))
    if kind is not None:
        return (kind, text[1:]) if re.fullmatch(form, text[1:]) else (None, "")
    key, colon, value = text.partition(":")
    return (KEYS.get(key.lower()), value) if colon and value else (None, "")


def _parts(said: str, split: bool) -> tuple[str, ...]:
    parts = tuple(filter(None, map(clean_line, said.split(",") if split else [said])))
    if not parts:
        raise Unreadable(f"{quoted(said)}: nothing said")
    return parts


def _title(text: str, tokens: list[Token]) -> str:
    """What is left of the line without its tokens and the backslashes that keep words from being tokens."""
    rest, place = [], 0
    for token in tokens:
        rest.append(text[place : token.start])
        place = token.end
        while text[place : place + 1] and text[place] in _SENTENCE:
            place += 1
    rest.append(text[place:])
    plain = re.sub(r"(?<!\S)\\(?=[@#^~!+\\]|[A-Za-z]+:)", "", " ".join(rest))
    return clean_line(plain, max(1_000, len(plain)))


def describe(token: Token, today: date) -> str:
    """What was understood, in a few words: Fri 27 Nov, 2/3/6d, after 31; of an error its message."""
    match token.kind:
        case "due" | "start":
            day = show_date(token.value, today)
            return day if token.kind == "due" else f"start {day}"
        case "estimate":
            return show_estimate(token.value)
        case "points":
            return f"{show_number(token.value)} pt"
        case "owner" | "assignee" | "label":
            return ", ".join(token.value)
        case "after" | "before" | "blocks":
            return f"{token.kind} {', '.join(map(str, token.value))}"
        case "parent":
            return f"under {token.value}"
        case "column" | "sprint" | "project":
            return f"{token.kind} {token.value}"
    return str(token.value)


def split_lines(text: str) -> list[str]:
    """The cards of a pasted text, one a line, without bullets, numbers, empty boxes and blank lines."""
    lines = (
        re.sub(r"^\s*(?:(?:[-*+•–]|\d{1,3}[.)]|\[[ xX]?\])\s+)*", "", f"{line} ")
        for line in clean(text, 4 * len(text)).split("\n")
    )
    return [line.strip() for line in lines if line.strip()]
