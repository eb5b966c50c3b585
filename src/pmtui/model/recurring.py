"""Recurring days as people type them: `yearly 25 dec`, `monthly last fri`, `weekly fri`."""

import re
from typing import NamedTuple

from pmtui.model import daynames
from pmtui.model.hours import parse_weekdays, show_weekdays
from pmtui.model.text import Unreadable, quoted

PLACES = ("first", "second", "third", "fourth", "last")
FORMS = "yearly 25 dec, yearly last mon may, monthly 15, monthly last fri, weekly fri"

_LENGTHS = (31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The days of a month at most, behind those of any."""


class Recurring(NamedTuple):
    """Which days recur: `kind` as in planning.calendars.CalendarException, the other fields as it needs them."""

    kind: str
    weekdays: tuple[int, ...] = ()
    day: int = 0
    month: int = 0
    nth: int = 0


def parse_recurring(text: str) -> Recurring:
    """Read one of FORMS; raises Unreadable."""
    words = re.sub(r"[.,]$", "", text.strip().casefold()).split()
    wrong = Unreadable(f"{quoted(text)}: not days that recur; try {FORMS}")
    if not words:
        raise wrong
    kind, *rest = words
    if kind == "weekly" and rest:
        return Recurring("weekly", weekdays=parse_weekdays(",".join(rest)))
    month = daynames.month(rest.pop()) if kind == "yearly" and rest else None
    if kind not in ("yearly", "monthly") or (kind == "yearly" and month is None):
        raise wrong
    if len(rest) == 1 and re.fullmatch(r"\d{1,2}\.?", rest[0], re.ASCII):
        number = int(rest[0].removesuffix("."))
        if not 1 <= number <= _LENGTHS[month or 0]:
            raise Unreadable(f"{quoted(text)}: there is no such day")
        return Recurring(f"{kind} day", day=number, month=month or 0)
    if len(rest) == 2 and rest[0] in PLACES:
        days = parse_weekdays(rest[1])
        return Recurring(f"{kind} place", weekdays=days, month=month or 0, nth=PLACES.index(rest[0]) + 1)
    raise wrong


def show_recurring(kind: str, weekdays: tuple[int, ...], day: int, month: int, nth: int, every: int = 1) -> str:
    """The days as they are typed; what has no such form (an import's every second week) in like words."""
    unit, _, way = kind.partition(" ")
    if every != 1:
        unit = f"every {every} {'days' if unit == 'daily' else unit.removesuffix('ly') + 's'}"
    if kind == "daily":
        return unit
    if kind == "weekly":
        return f"{unit} {show_weekdays(weekdays)}"
    where = str(day) if way == "day" else f"{PLACES[nth - 1]} {show_weekdays(weekdays) or 'day'}"
    return f"{unit} {where}" + (f" {daynames.MONTHS[month - 1].casefold()}" if month else "")
