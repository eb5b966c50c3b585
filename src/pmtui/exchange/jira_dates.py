"""Jira's dates: no zone, minutes at best, months in the exporter's language, day and month in the site's order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache

from pmtui.exchange.categories import plain

# By month, the short forms and beginnings met in en es de fr pt it nl pl sv da no tr ru; compared without accents.
_MONTH_WORDS = (
    "jan janv ene gen sty oca янв",
    "feb fev fevr lut sub фев",
    "mar mars mrz mrt mär maerz mac мар",
    "apr abr avr kwi nis апр",
    "may mai maj mei mag май мая маи",
    "jun juin giu cze haz июн",
    "jul juil lug lip tem июл",
    "aug ago aout aou sie agu авг",
    "sep sept set sett wrz eyl сен",
    "oct okt out ott paz eki окт",
    "nov lis kas ноя",
    "dec dez dic des gru ara дек",
)
_MONTHS = {plain(word): number for number, words in enumerate(_MONTH_WORDS, 1) for word in words.split()}
_TIME = (
    r"(?:[,T]?\s*(?:um\s+|à\s+|at\s+)?(?P<before>[^\W\d_]+\s*)?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?\s*(?P<half>[^\d]*))?$"
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?$")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})日?" + _TIME)
_DAY_WORD = re.compile(
    r"(?P<day>\d{1,2})\.?(?:[-/. ]|\s+de\s+)+"
    r"(?P<word>\d{1,2}月|[^\W\d_]{3,}\.?)(?:[-/., ]|\s+de\s+)+(?P<year>\d{4}|\d{2})" + _TIME
)
_WORD_DAY = re.compile(r"(?P<word>[^\W\d_]{3,})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})" + _TIME)
_NUMERIC = re.compile(r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})" + _TIME)
_MORNING = ("am", "a.m.", "a. m.", "a m", "vorm.", "午前", "上午", "오전", "öö")
_EVENING = ("pm", "p.m.", "p. m.", "p m", "nachm.", "午後", "下午", "오후", "ös")

_LONGEST = 60

DAY_FIRST, MONTH_FIRST = "day first", "month first"


@dataclass(slots=True, frozen=True)
class Moment:
    """A date as written. `at` is naive unless the text had an offset; `timed` is false for a plain date."""

    at: datetime
    timed: bool


def order_of(texts: Iterable[str]) -> tuple[str | None, int]:
    """Whether numeric dates put the day or the month first, and how many of the texts leave it open.

    None where nothing tells, or where the texts contradict each other.
    """
    seen: set[str] = set()
    open_ones = 0
    for text in texts:
        found = _NUMERIC.match(text.strip())
        if not found or found["sep"] == ".":
            continue
        a, b = int(found["a"]), int(found["b"])
        if a > 12 >= b:
            seen.add(DAY_FIRST)
        elif b > 12 >= a:
            seen.add(MONTH_FIRST)
        elif a != b:
            open_ones += 1
    return (seen.pop() if len(seen) == 1 else None), open_ones


def parse(text: str, order: str = DAY_FIRST) -> Moment | None:
    """A date in any of the forms Jira writes, or None. `order` settles numeric dates with slashes or dashes."""
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    if _ISO.match(text):
        return _iso(text)
    try:
        for pattern in (_DAY_WORD, _YEAR_FIRST, _NUMERIC, _WORD_DAY):
            found = pattern.match(text)
            if found:
                return _built(found.groupdict(), order)
    except ValueError:  # the 31st of a short month, an hour 25
        return None
    return None


def _iso(text: str) -> Moment | None:
    try:
        return Moment(datetime.fromisoformat(text.replace(" +", "+")), len(text) > 10)
    except ValueError:
        return None


def _built(part: dict[str, str | None], order: str) -> Moment | None:
    """The moment of a match; raises ValueError where there is no such day or hour."""
    day, month = part.get("day"), part.get("month")
    if "a" in part:
        day, month = part["a"], part["b"]
        if order == MONTH_FIRST and part["sep"] != ".":
            day, month = month, day
    number = int(month) if month else _month(part["word"] or "")
    if number is None or day is None:
        return None
    year = int(part["year"] or 0)
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    if part["hour"] is None:
        return Moment(datetime(year, number, int(day)), False)
    hour = _hour(int(part["hour"]), part["half"] or part["before"] or "")
    if hour is None:
        return None
    return Moment(datetime(year, number, int(day), hour, int(part["minute"] or 0), int(part["second"] or 0)), True)


@lru_cache(512)
def _month(word: str) -> int | None:
    if word.endswith("月"):
        return int(word[:-1])
    bare = plain(word).rstrip(".")
    return next((_MONTHS[bare[:n]] for n in (5, 4, 3) if bare[:n] in _MONTHS), None)


def _hour(hour: int, half: str) -> int | None:
    """The hour of the day; None where what stands beside it is no half of the day (and so no time of ours)."""
    word = half.replace("\u202f", " ").replace("\xa0", " ").strip().casefold()
    if not word or word in ("h", "uhr"):
        return hour
    if word in _MORNING:
        return hour % 12 if hour <= 12 else None
    if word in _EVENING:
        return hour % 12 + 12 if hour <= 12 else hour
    return None


class Dates:
    """Reads the dates of one file in one zone (None: the machine's own), each distinct text only once.

    `assumed` counts the times read in that zone for want of one of their own; `guessed` the dates whose order of day
    and month nothing told.
    """

    def __init__(self, zone: tzinfo | None, order: str = DAY_FIRST) -> None:
        self._zone = zone
        self._default = order
        self._orders: dict[int, str] = {}
        self._undecided: dict[int, int] = {}
        self._seen: dict[tuple[str, str], Moment | None] = {}
        self.assumed = 0

    def learn(self, columns: dict[int, list[str]]) -> None:
        """Decide the order of day and month: each column by its own dates, else as the other columns do."""
        for index, texts in columns.items():
            order, undecided = order_of(texts)
            if order:
                self._orders[index] = order
            elif undecided:
                self._undecided[index] = undecided
        known = set(self._orders.values())
        if len(known) == 1:
            self._default = known.pop()
            self._undecided.clear()

    @property
    def guessed(self) -> int:
        """How many dates could be read either way round."""
        return sum(self._undecided.values())

    @property
    def order(self) -> str:
        """The order taken where a column's own dates do not tell."""
        return self._default

    def moment(self, text: str, column: int) -> Moment | None:
        """What a cell of a column says, or None where it is no date."""
        key = text, self._orders.get(column, self._default)
        if key not in self._seen:
            self._seen[key] = parse(*key)
        return self._seen[key]

    def instant(self, text: str, column: int) -> int | None:
        """Milliseconds UTC of a cell, read in the file's zone unless it has an offset; None where it is no date."""
        moment = self.moment(text, column)
        if moment is None:
            return None
        at = moment.at
        if at.tzinfo is None:
            self.assumed += 1
            at = at.replace(tzinfo=self._zone)
        try:
            return round(at.timestamp() * 1000)
        except (OverflowError, ValueError, OSError):
            return None

    def day(self, text: str, column: int) -> str | None:
        """The ISO date of a cell, or None; a midnight beside it is how Jira writes a date and means nothing."""
        moment = self.moment(text, column)
        if moment is None:
            return None
        at = moment.at
        if at.tzinfo is None:
            return at.date().isoformat()
        try:
            return at.astimezone(self._zone).date().isoformat()
        except (OverflowError, ValueError):  # beyond the first or the last day there is
            return None
