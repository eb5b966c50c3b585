"""The story's calendar: places in time as the tables say them, counted from the present."""

from datetime import date, datetime, time, timedelta

from pmtui.clock import local


class Days:
    """Days and instants of a story that ends now, in the machine's own time zone.

    A day is said in working days (Monday to Friday) from today, `-5` or `+4`, or in calendar days, `-10d`. On a weekend
    the working days before count from the Friday.
    """

    def __init__(self, now: int) -> None:
        self.now = now
        self.today = local(now).date()

    def day(self, said: str) -> date:
        """The day that `-5` or `-10d` means."""
        if said.endswith("d"):
            return self.today + timedelta(days=int(said[:-1]))
        count = int(said)
        day = weekday_before(self.today) if count <= 0 else self.today
        step = timedelta(days=1 if count > 0 else -1)
        while count:
            day += step
            if day.weekday() < 5:
                count -= int(step.days)
        return day

    def instant(self, said: str) -> int:
        """The instant of `-5 09:40` in ms since 1970: never on a weekend, never later than now."""
        words, clock = said.split()
        day = weekday_before(self.day(words))
        return min(round(datetime.combine(day, time.fromisoformat(clock)).timestamp() * 1000), self.now)


def weekday_before(day: date) -> date:
    """The day itself, or the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - 4))
