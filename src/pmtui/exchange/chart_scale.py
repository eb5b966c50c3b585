"""The time scale of a drawn schedule: where on the paper an instant stands, and which days are written above it."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from pmtui.actions.scheduling import Chart

WIDTH = 1280
LEFT, RIGHT = 408, 1208
"""The width of the sheet, and where on it the days begin and end, in its own units; behind them names find room."""

_NARROWEST = 20
"""The least room for a label of the lower line."""
_FIRST, _LAST = date(1, 1, 8), date(9999, 12, 24)
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


class Tick(NamedTuple):
    """A line of the scale at the beginning of a day, with what is written beside it, as far as `until`."""

    day: date
    label: str
    until: date


class Scale:
    """Days as units of width, `unit` each. A working day fills its column: it begins where the earliest task of any
    day does and ends where the latest does, so that a task of one day is a day wide."""

    def __init__(self, chart: Chart) -> None:
        spans = [(chart.start(row), chart.finish(row)) for row in chart.rows]
        starts = [start for start, _ in spans] or [chart.now]
        finishes = [finish for _, finish in spans] or [chart.now]
        self._opens = min(map(_minute, starts))
        self._closes = max(_minute(finish) or 24 * 60 for finish in finishes)
        if self._closes <= self._opens:
            self._opens, self._closes = 0, 24 * 60
        before = [span for row in chart.rows if (span := chart.baseline(row)) is not None]
        first = min([*starts, *(start for start, _ in before)]).date()
        last = max([*finishes, *(finish for _, finish in before)]).date()
        self.today = chart.today
        if abs(first - self.today) < timedelta(14):
            first = min(first, self.today)
        if abs(self.today - last) < timedelta(14):
            last = max(last, self.today)
        first, last = max(first, _FIRST), min(last, _LAST)
        self.first = first - timedelta(first.weekday())
        self.last = max(last + timedelta(7 - last.weekday()), self.first + timedelta(28))
        self.unit = (RIGHT - LEFT) / (self.last - self.first).days

    def day(self, day: date) -> float:
        """Where a day begins."""
        return LEFT + (day - self.first).days * self.unit

    def at(self, moment: datetime) -> float:
        """Where an instant stands."""
        share = (_minute(moment) - self._opens) / (self._closes - self._opens)
        return self.day(moment.date()) + min(max(share, 0.0), 1.0) * self.unit

    def lines(self) -> tuple[list[Tick], list[Tick]]:
        """The upper and the lower line of the scale, as fine as there is room for."""
        if self.unit * 7 >= _NARROWEST:
            upper = self._ticks("month", "%b %Y" if self.unit * 30 < 120 else "%B %Y")
            return upper, self._ticks("week", "%-d")
        if self.unit * 28 >= _NARROWEST + 4:
            return self._ticks("year", "%Y"), self._ticks("month", "%b")
        if self.unit * 90 >= _NARROWEST:
            return self._ticks("year", "%Y"), self._ticks("quarter", "Q")
        return [], self._ticks("year", "%Y")

    def _ticks(self, step: str, form: str) -> list[Tick]:
        days = list(self._days(step))
        ends = [*days[1:], self.last]
        return [
            Tick(day, f"Q{(day.month + 2) // 3}" if form == "Q" else f"{day:{form}}", until)
            for day, until in zip(days, ends, strict=True)
        ]

    def _days(self, step: str) -> Iterator[date]:
        """The beginnings of weeks, months, quarters or years on the scale, the scale's own first."""
        if step == "week":
            yield from (self.first + timedelta(n) for n in range(0, (self.last - self.first).days, 7))
            return
        yield self.first
        months = {"month": 1, "quarter": 3}.get(step, 12)
        years = next((n for n in _YEARS if n * 365 * self.unit >= 2 * _NARROWEST), _YEARS[-1]) if months == 12 else 1
        for year in range(self.first.year, self.last.year + 1):
            for month in range(1, 13, months):
                day = date(year, month, 1)
                if self.first < day < self.last and year % years == 0:
                    yield day


def _minute(moment: datetime) -> int:
    clock: time = moment.time()
    return clock.hour * 60 + clock.minute
