"""What single cells of a log say: money, days of delay, people with a role or an address, references to other rows."""

import re
from typing import NamedTuple

from pmtui.exchange.plan_cells import length_of
from pmtui.exchange.risk_words import TYPES
from pmtui.model.money import parse_money
from pmtui.model.text import Unreadable, clean_line

_WORKDAYS = {"d": 1.0, "w": 5.0, "h": 0.125}
_ROLE = re.compile(r"\s*\(([^()]*)\)\s*$")
_ADDRESS = re.compile(r"(.*?)\s*<([^<>@\s]+@[^<>@\s]+)>$")
_BETWEEN = re.compile(r"\s*(?:[;\n/&+]|,(?![^(]*\))|\s(?:and|und|y|et|e)\s)\s*")
_KINDS = "|".join(
    sorted((word for words in TYPES.values() for word in words.split("|") if len(word) > 1), key=len, reverse=True)
)
_REFERENCE = re.compile(
    rf"\b(?P<kind>{_KINDS})\s*(?:#|no\.?|nr\.?)\s*(?P<said>[A-Za-z]{{0,6}}-?\d{{1,9}}[b-z]?)\b"
    r"|\b(?P<code>[A-Za-z]{1,6}[-_]?\d{1,9})\b", re.IGNORECASE
)  # fmt: skip


class Named(NamedTuple):
    """A person as a cell names them."""

    name: str
    email: str | None = None
    role: str = ""


def money_of(text: str) -> float | None:
    """An amount of money in any currency: 12,000.50 €, EUR 12.000, 10k. None where it is none."""
    try:
        return parse_money(text)
    except Unreadable:
        return None


def days_of(text: str) -> float | None:
    """A delay in working days: 10, 2.5 days, 2 weeks. None where it is none."""
    found = length_of(text)
    if found is None or found[0].unit not in _WORKDAYS:
        return None
    return found[0].amount * _WORKDAYS[found[0].unit]


def people_of(text: str, whole: bool = False) -> list[Named]:
    """The people of a cell, the role behind a name set apart: Ana (Lead), Ben. With `whole` it is one name."""
    if not text:
        return []
    if whole:
        return [Named(clean_line(text, 200))]
    found: dict[str, Named] = {}
    for piece in _BETWEEN.split(text):
        role = _ROLE.search(piece)
        bare = _ROLE.sub("", piece).strip()
        address = _ADDRESS.match(bare)
        email = address[2] if address else bare if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", bare) else None
        name = clean_line(address[1] if address and address[1] else email or bare, 200)
        if name:
            found.setdefault(name.casefold(), Named(name, email, role[1] if role else ""))
    return list(found.values())


def references_in(text: str) -> list[tuple[str | None, str]]:
    """The rows a text speaks of, as (kind as written, id): Risk #2, R-07. Whether there are such rows is not known."""
    return [(found["kind"], found["said"] or found["code"]) for found in _REFERENCE.finditer(text)]
