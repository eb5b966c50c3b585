"""The query: one grammar for the command line and the app's search, read into a small tree.

    query   = [or] {sort}                 sort:due sort:-due sort:due,prio
    or      = and {"or" and}
    and     = not {["and"] not}
    not     = ["not" | "-"] term
    term    = "(" or ")" | word | "quoted words" | flag | field op value | @person | #label | !high | ^due | ~estimate
    op is : = != < <= > >=, value a word, "quoted words" or several with commas

Words search titles, bodies and comments. What the tree's `Field` holds:

| fields                                    | op               | value                                              |
|-------------------------------------------|------------------|----------------------------------------------------|
| person (owner, assignee), owner, reporter | = none           | a name or `me`                                     |
| label, sprint                             | = none           | a name; sprint also `current`                      |
| status                                    | =                | a column's name or category                        |
| state; type; project                      | =                | open, done, dropped; an item type; a key or name   |
| due, start                                | = < <= > >= none | a date                                             |
| started, finished                         | = < <= > >= none | a date; with < > also an instant (int, ms UTC)     |
| created, updated                          | = < <= > >=      | the same                                           |
| age (since started), incolumn             | < <= > >=        | elapsed minutes, 24 hours to the day               |
| estimate                                  | = < <= > >= none | minutes of work                                    |
| points; number                            | = < <= > >=      | a float; an int (points also none)                 |
| priority                                  | = < <= > >= none | a word of PRIORITIES, urgent being the most        |
| parent; after, before                     | =                | an item's number (parent also none)                |
| has                                       | =                | one of the values of `fields.HAS`                  |
| title, text, field.NAME (a custom field)  | =                | words                                              |

With `=` a tuple of values means any of them; `none` has None; `!=` gives Not. A bare number finds the item or the text.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pmtui.model.fields import FLAGS, HAS, NAMES, SORTS, Reading, Value, field_name, unknown
from pmtui.model.text import Unreadable, clean_line, quoted
from pmtui.model.words import parse_ref


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase to be found in title, body or comments."""

    text: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A state that holds or not: blocked, late, archived, done, open, dropped, mine, unassigned."""

    name: str


@dataclass(frozen=True, slots=True)
class Field:
    """A comparison; names, operators and values as in the table above."""

    name: str
    op: str
    value: Value | tuple[Value, ...] | None


@dataclass(frozen=True, slots=True)
class Not:
    """What the part does not find."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """What all parts find; two or more."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """What any part finds; two or more."""

    parts: "tuple[Node, ...]"


Node = Word | Flag | Field | Not | And | Or


class Query(NamedTuple):
    """What to find (None: everything), and the order as (field, descending)."""

    where: Node | None
    sort: tuple[tuple[str, bool], ...] = ()


_LIMIT = 2_000
_DEPTH = 40
_OPERATOR = r"!=|[<>]=?|[:=](?:[<>]=?)?"
# A quoted value ends at its quote. In a plain word, parentheses count only in pairs; a last one closes a group.
_TERM = (
    rf"(?P<open>\()|(?P<close>\))|(?P<minus>-(?=[^\s\d-]))"
    rf'|(?P<head>[@#^~]|[^\W\d][\w.]*(?:{_OPERATOR}))?"(?P<quoted>[^"]*)(?P<closed>"?)'
    r"|(?P<plain>(?:[^\s()]|\([^\s()]*\))+)"
)


class _Term(NamedTuple):
    """A piece of the query: `kind` is ( ) - word or quoted; of a quoted one, `head` stood before the quotes."""

    kind: str
    text: str
    start: int
    head: str = ""


def parse_query(
    text: str, today: date, now_ms: int, *, week_start: int = 0, day_first: bool = True, hours_per_day: float = 8.0
) -> Query:
    """Read a query for a day and an instant (ms UTC); raises Unreadable and nothing else."""
    if len(text) > _LIMIT:
        raise Unreadable(f"the query is longer than {_LIMIT} characters")
    terms, sort = [], []
    for term in _terms(clean_line(text, _LIMIT)):
        if term.kind == "word" and (found := re.fullmatch(r"sort[:=](.+)", term.text, re.IGNORECASE)):
            sort += _sort(found[1])
        else:
            terms.append(term)
    parser = _Parser(terms, Reading(today, now_ms, week_start, day_first, hours_per_day))
    return Query(parser.whole() if terms else None, tuple(sort))


def _terms(text: str) -> list[_Term]:
    """The query cut into its pieces."""
    terms = []
    for found in re.finditer(_TERM, text):
        if found["quoted"] is not None:
            if not found["closed"]:
                raise Unreadable(f"{quoted(found[0])}: the quote is not closed", found.start(), len(text))
            if found["head"] or found["quoted"].strip():
                terms.append(_Term("quoted", found["quoted"].strip(), found.start(), found["head"] or ""))
        elif found["plain"] is not None:
            terms.append(_Term("word", found["plain"], found.start()))
        else:
            terms.append(_Term(found[0], found[0], found.start()))
    return terms


def _sort(said: str) -> list[tuple[str, bool]]:
    """due,-prio as [("due", False), ("priority", True)]."""
    order = []
    for name in filter(None, said.split(",")):
        word = name.removeprefix("-").casefold()
        if word not in SORTS:
            raise unknown(name, "order", tuple(SORTS))
        order.append((SORTS[word], name.startswith("-")))
    return order


class _Parser:
    """Recursive descent over the terms."""

    def __init__(self, terms: list[_Term], reading: Reading) -> None:
        self.terms = terms
        self.reading = reading
        self.place = 0
        self.depth = 0

    def whole(self) -> Node:
        """The tree of all terms."""
        node = self._or()
        if self.place < len(self.terms):
            closing = self.terms[self.place]
            raise Unreadable(f"{self._near()}: nothing is open for this )", closing.start, closing.start + 1)
        return node

    def _near(self) -> str:
        """The last few terms, to show where."""
        return quoted(" ".join(term.text for term in self.terms[max(self.place - 2, 0) : self.place + 1]))

    def _next_is(self, *words: str) -> bool:
        if self.place == len(self.terms):
            return False
        term = self.terms[self.place]
        return term.kind != "quoted" and term.text.casefold() in words

    def _or(self) -> Node:
        parts = [self._and()]
        while self._next_is("or"):
            self.place += 1
            parts.append(self._and())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _and(self) -> Node:
        parts = [self._not()]
        while self.place < len(self.terms) and not self._next_is("or", ")"):
            if self._next_is("and"):
                self.place += 1
            parts.append(self._not())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _not(self) -> Node:
        negated = False
        while self._next_is("not", "-"):
            self.place += 1
            negated = not negated
        node = self._term()
        return Not(node) if negated else node

    def _term(self) -> Node:
        if self.place == len(self.terms) or self._next_is("or", "and", ")"):
            after = self.terms[self.place - 1] if self.place else None
            behind = f"after {quoted(after.text)}" if after else f"before {self._near()}"
            raise Unreadable(f"something is missing {behind}", after.start if after else 0)
        term = self.terms[self.place]
        self.place += 1
        if term.kind != "(":
            return self._leaf(term)
        self.depth += 1
        if self.depth > _DEPTH:
            raise Unreadable(f"parentheses go deeper than {_DEPTH}", term.start)
        node = self._or()
        if not self._next_is(")"):
            inside = " ".join(each.text for each in self.terms if each.start > term.start)
            raise Unreadable(f"({quoted(inside)}: this parenthesis is not closed", term.start, term.start + 1)
        self.place += 1
        self.depth -= 1
        return node

    def _leaf(self, term: _Term) -> Node:
        try:
            return self._quoted(term) if term.kind == "quoted" else self._word(term.text)
        except Unreadable as trouble:
            raise Unreadable(str(trouble), term.start, term.start + len(term.head) + len(term.text)) from None

    def _quoted(self, term: _Term) -> Node:
        if not term.head:
            return Word(term.text)
        if term.head in "@#^~":
            return self._sigil(term.head, term.text, True)
        found = re.fullmatch(rf"([^\W\d][\w.]*)({_OPERATOR})", term.head)
        assert found is not None
        return self._field(found[1], found[2], term.text, True)

    def _word(self, text: str) -> Node:
        if text.casefold() in FLAGS:
            return Flag(FLAGS[text.casefold()])
        if re.fullmatch(_OPERATOR, text):
            raise Unreadable(f"{text}: no blanks around it, as in due{text}fri; quotes search for the text itself")
        if text in ("!", "!!"):
            return Field("priority", "=", "urgent" if text == "!!" else "high")
        if text[0] in "@#!^~" and re.match(r"\w|[+-]", text[1:]):
            number = text[0] == "#" and text[1:].isdecimal()
            return self._number(text) if number else self._sigil(text[0], text[1:], False)
        found = re.match(rf"([^\W\d][\w.]*)({_OPERATOR})(?!//)(.*)", text)
        if found is not None:
            return self._field(found[1], found[2], found[3], False)
        return self._number(text)

    def _sigil(self, sigil: str, said: str, whole: bool) -> Node:
        name = {"@": "person", "#": "label", "!": "priority", "^": "due", "~": "estimate"}[sigil]
        return Field(*self.reading.read(name, "=", said, whole))

    def _field(self, word: str, operator: str, said: str, whole: bool) -> Node:
        if not said and operator == ":" and word.casefold() not in NAMES:
            return Word(word + operator)  # a heading such as Note: is text
        name = field_name(word)
        op = {"!=": "="}.get(operator, operator.lstrip(":") or "=")
        if word.casefold() == "in" and op != "=":
            name = "incolumn"
        if name == "sort":
            raise Unreadable(f"{quoted(said)}: sort is no condition; write sort:due or sort:-due")
        if name in ("is", "has", "no"):
            node = self._about(name, op, said)
        else:
            node = Field(*self.reading.read(name, op, said, whole))
        return Not(node) if operator == "!=" else node

    def _about(self, name: str, op: str, said: str) -> Node:
        """is:blocked, has:comment, no:due."""
        word = said.casefold()
        known = FLAGS if name == "is" else HAS
        if op != "=" or word not in known:
            raise unknown(said, "flag" if name == "is" else "part of an item", tuple(known))
        if name == "is":
            return Flag(FLAGS[word])
        has = Field("has", "=", HAS[word])
        return has if name == "has" else Not(has)

    @staticmethod
    def _number(text: str) -> Node:
        """A word, which may also be an item's number: 42, #42, ORD-42, R61."""
        if not re.fullmatch(r"#?\d{1,9}|[A-Z][A-Za-z0-9]{1,9}-\d{1,9}|[A-Z]\d{1,9}", text, re.ASCII):
            return Word(text)
        try:
            ref = parse_ref(text)
        except Unreadable:
            return Word(text)
        number = Field("number", "=", ref.number)
        item = And((number, Field("project", "=", ref.key))) if ref.key else number
        return Or((item, Word(text)))
