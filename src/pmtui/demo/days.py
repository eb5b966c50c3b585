"""The story's calendar: places in time as the tables say them, counted from the present, and the days nobody works."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from pmtui.clock import local

_WINTER = (((12, 24), (12, 26), "Christmas"), ((12, 27), (12, 30), "Office closed"), ((12, 31), (1, 1), "New Year"))


class Days:
    """Days and instants of a story that ends now, in the machine's own time zone.

    A day is said in working days from today, `-5` or `+4`, or in calendar days, `-10d`; so the story takes as many
    working days in any season. On a day off the working days before count from the last one worked.
    """

    def __init__(self, now: int) -> None:
        self.now = now
        self.today = local(now).date()

    def day(self, said: str) -> date:
        """The day that `-5` or `-10d` means."""
        if said.endswith("d"):
            return self.today + timedelta(days=int(said[:-1]))
        count = int(said)
        day = workday_before(self.today) if count <= 0 else self.today
        step = timedelta(days=1 if count > 0 else -1)
        while count:
            day += step
            if is_workday(day):
                count -= int(step.days)
        return day

    def instant(self, said: str) -> int:
        """The instant of `-5 09:40` in ms since 1970, never on a day off nor later than now; `-20m` is minutes ago."""
        if said.endswith("m"):
            return self.now + int(said[:-1]) * 60_000
        words, clock = said.split()
        day = workday_before(self.day(words))
        return min(round(datetime.combine(day, time.fromisoformat(clock)).timestamp() * 1000), self.now)

    def dated(self, text: str) -> str:
        """The text with its `{+4}` as ISO days."""
        return re.sub(r"\{([+-]?\d+d?)\}", lambda found: self.day(found[1]).isoformat(), text)


@lru_cache
def days_off(winter: int) -> tuple[tuple[date, date, str], ...]:
    """First day, last day and name of what is off in the winter that begins in a year."""
    return tuple((date(winter, *first), date(winter + (last < first), *last), name) for first, last, name in _WINTER)


@lru_cache
def is_workday(day: date) -> bool:
    """Whether people work on a day: Monday to Friday, but not in the days off of a winter."""
    return day.weekday() < 5 and not any(
        first <= day <= last for winter in (day.year - 1, day.year) for first, last, _ in days_off(winter)
    )


def workday_before(day: date) -> date:
    """The day itself, or the last working day before it."""
    while not is_workday(day):
        day -= timedelta(days=1)
    return day
