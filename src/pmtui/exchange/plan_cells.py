"""What the cells of a plan's table say: lengths, predecessors, shares done, yes and no, days with a weekday before."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from pmtui.exchange.categories import plain
from pmtui.exchange.plan_words import NO, YES, kind_of, unit_of
from pmtui.model.durations import Duration, Estimate, parse_estimate
from pmtui.model.text import Unreadable

_NUMBER = r"\d{1,6}(?:[.,]\d{1,6})?"
_LENGTH = re.compile(rf"(?P<amount>{_NUMBER})\s*(?P<unit>[^\W\d]+\.?(?:\s+[^\W\d]+\.?)?)?\s*(?P<guess>\??)$")
_ISO_LENGTH = re.compile(r"(?P<sign>-?)P(?P<minus>-?)(?P<amount>\d{1,5})D$")
_LAG = re.compile(rf"(?P<sign>[+-])\s*(?P<amount>{_NUMBER})\s*(?P<unit>e?%|[^\W\d]+\.?(?:\s+[^\W\d]+\.?)?)$")
_TIED = re.compile(r"(?P<ref>.+?)\s*-?\s*(?P<kind>[A-Za-z]{2})\s*(?P<lag>[+\-=].*)?$")
_PLUS = re.compile(r"(?P<ref>[^+]+?)\s*(?P<lag>\+.*)$")
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,6})?)\s*%?$")
_WEEKDAY = re.compile(r"[^\W\d_]{2,12}\.?,?\s+(?=\d{1,4}(?:[-/.]\s?\d|\.?\s+[^\W\d]))")
ABSENT = frozenset(["na", "n/a", "n.a.", "nv", "nd", "-", "–", "—"])
"""What programs write where there is nothing, for instance no date."""


class Tie(NamedTuple):
    """A predecessor as a cell names it: by an id, a code or a place, with the kind and the lag of the link."""

    ref: str
    kind: str = "FS"
    lag: float | None = None
    unit: str | None = None


def length_of(text: str, unit: str = "d") -> tuple[Duration, bool] | None:
    """A length such as `3 days`, `2,5 Tage`, `24h`, `4 edays`, `1 day?`, and whether a question mark calls it a guess;
    a bare number is in `unit`. None where it is none.
    """
    found = _LENGTH.match(text.strip())
    if found is None:
        return None
    known = unit_of(found["unit"]) if found["unit"] else unit
    return (Duration(_number(found["amount"]), known), bool(found["guess"])) if known else None


def estimate_of(text: str) -> Estimate | None:
    """An estimate as pmtui writes it, 3d or 2/3/6d, with as many decimals as it writes; None where it is none."""
    try:
        return parse_estimate(text)
    except Unreadable:
        *points, last = text.split("/")
        found = length_of(last)
        if found is None or len(points) not in (0, 2) or not all(re.fullmatch(_NUMBER, point) for point in points):
            return None
        o, m, p = (*map(_number, points), found[0].amount) if points else (None, found[0].amount, None)
        return Estimate(o, m, p, found[0].unit)


def ties_of(text: str, known: Callable[[str], bool]) -> tuple[list[Tie], list[str]]:
    """The predecessors of a cell, separated by semicolons or commas, and the pieces that cannot be read.

    `known` tells what names a task: what does is never taken for a task with a kind of link behind it.
    """
    whole = _tie(text.strip(), known) if ";" not in text else None
    if whole is not None and known(whole.ref):
        return [whole], []
    pieces = [piece.strip() for piece in re.split(";" if ";" in text else "[,\n]", text)]
    ties: list[Tie] = []
    lost: list[str] = []
    for piece in filter(None, pieces):
        tie = _tie(piece, known)
        if tie is None:
            lost.append(piece)
        else:
            ties.append(tie)
    return ties, lost


def _tie(piece: str, known: Callable[[str], bool]) -> Tie | None:
    if known(piece):
        return Tie(piece)
    found = _TIED.match(piece)
    kind = kind_of(found["kind"]) if found else None
    if found is None or kind is None:
        found, kind = _PLUS.match(piece), "FS"
    if found is None:
        return Tie(piece) if re.fullmatch(r"[\w.-]+", piece) else None
    if not found["lag"]:
        return Tie(found["ref"], kind)
    lag = _lag(found["lag"].strip())
    return Tie(found["ref"], kind, lag.amount or None, lag.unit if lag.amount else None) if lag else None


def _lag(text: str) -> Duration | None:
    """`+2 days`, `-1d`, `+50%`, `-2 edays`, and GanttProject's `=P2D`."""
    iso = _ISO_LENGTH.match(text.removeprefix("="))
    if iso:
        sign = -1 if iso["sign"] or iso["minus"] else 1
        return Duration(sign * float(iso["amount"]), "d")
    found = _LAG.match(text)
    if found is None:
        return None
    unit = found["unit"] if found["unit"] in ("%", "e%") else unit_of(found["unit"])
    return Duration(_number(found["sign"] + found["amount"]), unit) if unit else None


def percent_of(text: str, shares: bool = False) -> float | None:
    """How much is done, 0 to 100; with `shares` the column's numbers run from 0 to 1. None where it is no number."""
    found = _PERCENT.match(text.strip())
    if found is None:
        return None
    value = _number(found[1]) * (100 if shares else 1)
    return round(value, 4) if value <= 100 else None


def are_shares(texts: Iterable[str]) -> bool:
    """Whether a column's numbers are shares of 1: none above it, and one between 0 and 1."""
    values = [_number(found[1]) for text in texts if (found := _PERCENT.match(text.strip())) and "%" not in text]
    return any(0 < value < 1 for value in values) and max(values) <= 1


def yes_of(text: str) -> bool | None:
    """Yes or no, None where it is neither."""
    word = plain(text)
    return True if word in YES.split() else False if word in NO.split() else None


def bare_day(text: str) -> str:
    """A date without the weekday some programs write before it: `Mon 11/23/26`, `Mo 23.11.26`, `Mon 23 Nov 2026`."""
    return _WEEKDAY.sub("", text.strip(), count=1)


def _number(text: str) -> float:
    return float(text.replace(",", "."))
