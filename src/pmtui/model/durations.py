"""Durations, lags, estimates and story points as people type them: 3d, 1h30, 1d4h, 2ed, -50%, 2/3/6d, 5pt."""

import re
from typing import NamedTuple

from pmtui.model.text import Unreadable, quoted

WORK_UNITS = ("m", "h", "d", "w", "mo")
"""Minutes, hours, days, weeks, months of work; shortest first."""
ELAPSED_UNITS = ("em", "eh", "ed", "ew", "emo")
"""The same by the wall clock, nights and weekends counted: paint dries on Sundays too."""
UNITS = (*WORK_UNITS, *ELAPSED_UNITS)

_NAMES = {
    "m": ("min", "mins", "minute", "minutes"),
    "h": ("hr", "hrs", "hour", "hours"),
    "d": ("day", "days"),
    "w": ("wk", "wks", "week", "weeks"),
    "mo": ("mon", "mons", "month", "months"),
}
_NUMBER = r"\d{1,6}(?:[.,]\d{1,3})?"
_DAYS_PER_WEEK = 5.0
_DAYS_PER_MONTH = 20.0
_ELAPSED_MINUTES = {"em": 1, "eh": 60, "ed": 1_440, "ew": 10_080, "emo": 43_200}


class Duration(NamedTuple):
    """A length of work or time: an amount of `unit`, one of UNITS."""

    amount: float
    unit: str

    @property
    def elapsed(self) -> bool:
        """Whether it runs by the wall clock."""
        return self.unit in ELAPSED_UNITS

    def minutes(
        self,
        hours_per_day: float = 8.0,
        days_per_week: float = _DAYS_PER_WEEK,
        days_per_month: float = _DAYS_PER_MONTH,
    ) -> float:
        """The length in minutes: of work, or by the wall clock where the unit is elapsed."""
        if self.elapsed:
            return self.amount * _ELAPSED_MINUTES[self.unit]
        days = {"d": 1.0, "w": days_per_week, "mo": days_per_month}.get(self.unit)
        if days is not None:
            return self.amount * days * hours_per_day * 60
        return self.amount if self.unit == "m" else self.amount * 60

    def to(self, unit: str, hours_per_day: float = 8.0) -> "Duration":
        """The same length of work in another unit."""
        if unit == self.unit:
            return self
        size = Duration(1, unit).minutes(hours_per_day)
        return Duration(round(self.minutes(hours_per_day) / size, 6), unit)


class Estimate(NamedTuple):
    """Optimistic, most likely and pessimistic length, all in `unit`; `o` and `p` are None where one value was typed."""

    o: float | None
    m: float
    p: float | None
    unit: str


def parse_duration(text: str, hours_per_day: float = 8.0) -> Duration:
    """Read `3d`, `1.5d`, `1,5d`, `2 hours`, `1h30`, `1d4h`; several units give the shortest. Raises Unreadable."""
    words = text.strip().lower()
    single = re.fullmatch(rf"({_NUMBER})\s*([a-z]+)", words, re.ASCII)
    if single and (unit := _unit(single[2])):
        return Duration(_amount(single[1]), unit)
    if re.fullmatch(_NUMBER, words, re.ASCII):
        raise Unreadable(f"{quoted(text)}: a duration needs a unit, such as {words}d or {words}h")
    parts = _parts(words)
    if parts is None:
        raise Unreadable(f"{quoted(text)}: not a duration; try 3d, 1.5d, 2h, 45m, 1h30 or 1w")
    shortest = parts[-1].unit
    return Duration(round(sum(part.to(shortest, hours_per_day).amount for part in parts), 6), shortest)


def _parts(words: str) -> list[Duration] | None:
    """The parts of a compound such as 1w2d, 1d4h, 1h30m or 1h30 (whole numbers, longest unit first), or None."""
    if not re.fullmatch(r"(?:\d{1,6}\s*[a-z]+\s*)+(?:\d{1,2})?", words, re.ASCII):
        return None
    parts: list[Duration] = []
    for number, name in re.findall(r"(\d+)\s*([a-z]*)", words):
        # A number without a unit after hours means minutes, as on a clock.
        unit = _unit(name) if name else ("m" if parts and parts[-1].unit == "h" else None)
        if unit is None or (parts and (unit in ELAPSED_UNITS or UNITS.index(unit) >= UNITS.index(parts[-1].unit))):
            return None
        parts.append(Duration(float(number), unit))
    return parts


def parse_estimate(text: str, hours_per_day: float = 8.0) -> Estimate:
    """Read one length (`3d`) or three, optimistic, likely and pessimistic (`2/3/6d`, `4h/1d/2d`). Raises Unreadable.

    A part without a unit takes the last one's; different units become the shortest of them.
    """
    said = text.strip().split("/")
    if len(said) == 1:
        only = parse_duration(text, hours_per_day)
        return Estimate(None, only.amount, None, only.unit)
    if len(said) != 3:
        raise Unreadable(f"{quoted(text)}: an estimate is one length or three, such as 3d or 2/3/6d")
    if re.fullmatch(_NUMBER, said[2].strip(), re.ASCII):
        raise Unreadable(f"{quoted(text)}: an estimate needs a unit, such as {quoted(text)}d or {quoted(text)}h")
    last = parse_duration(said[2], hours_per_day)
    bare = [re.fullmatch(_NUMBER, part.strip(), re.ASCII) for part in said[:2]]
    lengths = [
        Duration(_amount(number[0]), last.unit) if number else parse_duration(part, hours_per_day)
        for part, number in zip(said[:2], bare, strict=True)
    ]
    lengths.append(last)
    unit = min((length.unit for length in lengths), key=UNITS.index)
    if any(length.elapsed != (unit in ELAPSED_UNITS) for length in lengths):
        raise Unreadable(f"{quoted(text)}: working and elapsed lengths cannot be mixed")
    o, m, p = (length.to(unit, hours_per_day) for length in lengths)
    if o.amount > m.amount:
        raise Unreadable(
            f"{quoted(text)}: the optimistic {show_duration(o)} is more than the likely {show_duration(m)}"
        )
    if m.amount > p.amount:
        raise Unreadable(
            f"{quoted(text)}: the likely {show_duration(m)} is more than the pessimistic {show_duration(p)}"
        )
    return Estimate(o.amount, m.amount, p.amount, unit)


def parse_lag(text: str, hours_per_day: float = 8.0) -> Duration:
    """Read what lies between two linked tasks: `2d`, `-1d` (a lead), `2ed`, `50%` or `-25e%` of the predecessor.

    The unit is one of UNITS, `%` or `e%`. Raises Unreadable.
    """
    words = text.strip().lower()
    sign, words = (-1.0, words[1:].strip()) if words.startswith("-") else (1.0, words.removeprefix("+").strip())
    share = re.fullmatch(rf"({_NUMBER})\s*(e?%)", words, re.ASCII)
    length = Duration(_amount(share[1]), share[2]) if share else parse_duration(words, hours_per_day)
    return Duration(sign * length.amount, length.unit)


def show_lag(lag: Duration) -> str:
    """`+2d`, `-1d`, `+50%`; nothing where there is none."""
    return f"{lag.amount:+.6f}".rstrip("0").rstrip(".") + lag.unit if lag.amount else ""


def parse_points(text: str) -> float:
    """Story points: `5`, `0.5`, `3pt`; raises Unreadable."""
    found = re.fullmatch(r"(\d{1,4}(?:[.,]\d{1,3})?)(?:pts?|sp)?", text.strip(), re.ASCII | re.IGNORECASE)
    if found is None:
        raise Unreadable(f"{quoted(text)}: not a number of points; try 5 or 0.5")
    return float(found[1].replace(",", "."))


def show_duration(length: Duration) -> str:
    """`3d`, `1.5d`, `45m`; from an hour on, whole minutes as `1h30`."""
    amount = length.amount
    if length.unit == "m" and amount >= 60 and amount == int(amount):
        hours, rest = divmod(int(amount), 60)
        return f"{hours}h{rest:02d}" if rest else f"{hours}h"
    return f"{show_number(amount)}{length.unit}"


def show_clock(minutes: int) -> str:
    """Minutes as on a stopwatch: `0:34`."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def show_estimate(estimate: Estimate) -> str:
    """`3d`, or `2/3/6d` where three points were given."""
    if estimate.o is None or estimate.p is None:
        return show_duration(Duration(estimate.m, estimate.unit))
    points = "/".join(show_number(point) for point in (estimate.o, estimate.m, estimate.p))
    return f"{points}{estimate.unit}"


def show_number(value: float) -> str:
    """A number with no more decimals than it needs: 3, 1.5."""
    return str(int(value)) if value == int(value) else f"{value:.6f}".rstrip("0")


def _unit(name: str) -> str | None:
    if name in UNITS:
        return name
    stem = name.removeprefix("elapsed ").removeprefix("e")
    plain = next((unit for unit in WORK_UNITS if name in _NAMES[unit]), None)
    return plain or next((f"e{unit}" for unit in WORK_UNITS if stem != name and stem in _NAMES[unit]), None)


def _amount(number: str) -> float:
    return float(number.replace(",", "."))
