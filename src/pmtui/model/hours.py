"""Working hours as people type them: the shifts of a day, the days of a week."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pmtui.model import daynames
from pmtui.model.text import Unreadable, quoted

Hours = tuple[tuple[int, int], ...]
"""The working times of a day as (from, to) in minutes after midnight, in order; () for a day off."""

OFF = ("off", "none", "-")
_MOST = 8
_TIME = r"(\d{1,2})(?:[:.](\d{2}))?"


def parse_hours(text: str) -> Hours:
    """Read `8:00-12:00,13:00-17:00`, `9-17` or `off`; raises Unreadable."""
    words = text.strip().casefold()
    if words in OFF:
        return ()
    made: list[tuple[int, int]] = []
    for part in re.split(r"\s*[,;]\s*|\s+", words):
        found = re.fullmatch(rf"{_TIME}-{_TIME}", part, re.ASCII)
        if found is None:
            raise Unreadable(f"{quoted(text)}: not working hours; try 8:00-12:00,13:00-17:00 or off")
        begin, end = _minutes(text, found[1], found[2]), _minutes(text, found[3], found[4])
        if begin >= end:
            raise Unreadable(f"{quoted(text)}: {part} ends before it begins; a night is split at midnight, as in 22-24")
        made.append((begin, end))
    made.sort()
    if any(before[1] > after[0] for before, after in pairwise(made)):
        raise Unreadable(f"{quoted(text)}: these hours overlap")
    if len(made) > _MOST:
        raise Unreadable(f"{quoted(text)}: at most {_MOST} stretches of work a day")
    return tuple(made)


def show_hours(hours: Sequence[Sequence[int]]) -> str:
    """The hours as they are typed: `08:00-12:00,13:00-17:00`, or `off`."""
    return ",".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in hours) or "off"


def parse_weekdays(text: str) -> tuple[int, ...]:
    """The days of the week, 0 Monday to 6 Sunday, that `fri`, `mon-fri` or `sat,sun` means; raises Unreadable."""
    days: dict[int, None] = {}
    for part in text.strip().casefold().split(","):
        first, dash, last = (word.strip() for word in part.partition("-"))
        begin, end = daynames.weekday(first), daynames.weekday(last if dash else first)
        if begin is None or end is None:
            raise Unreadable(f"{quoted(text)}: not a day of the week; try fri, mon-fri or sat,sun")
        days |= dict.fromkeys((begin + step) % 7 for step in range((end - begin) % 7 + 1))
    return tuple(sorted(days))


def show_weekdays(days: Sequence[int]) -> str:
    """Days of the week as they are typed, stretches of three or more in short: `mon-fri`, `sat,sun`."""
    parts: list[str] = []
    left = sorted(days)
    while left:
        count = next((step for step in range(len(left)) if left[step] != left[0] + step), len(left))
        names = [daynames.WEEKDAYS[day].casefold() for day in left[:count]]
        parts += [f"{names[0]}-{names[-1]}"] if count > 2 else names
        left = left[count:]
    return ",".join(parts)


def _minutes(text: str, hour: str, minute: str | None) -> int:
    at = int(hour) * 60 + int(minute or 0)
    if at > 1440 or int(minute or 0) > 59:
        raise Unreadable(f"{quoted(text)}: a day has 24 hours of 60 minutes")
    return at


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
