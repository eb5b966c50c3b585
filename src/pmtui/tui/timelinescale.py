"""The timeline's scale: which cell a moment falls into at each zoom, and the two lines that name months and days."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from pmtui.model.daynames import MONTHS, WEEKDAYS
from pmtui.planning.calendars import OFFICE, Shifts
from pmtui.tui.timelinecells import Cells


class Zoom(NamedTuple):
    """Cells to a week of seven days, and to one with its weekend folded away."""

    name: str
    whole: int
    folded: int


ZOOMS = (Zoom("quarter", 1, 1), Zoom("month", 4, 4), Zoom("week", 7, 5), Zoom("day", 14, 10))
"""From far to near. Weeks are whole cells at every zoom, so that a pan by weeks leaves the picture in its places."""

NARROW, WIDE = 100, 160
"""Terminals below the one fold weekends away; from the other on a day takes two cells."""

EIGHTHS = 8
_FIRST, _LAST = date(1, 1, 8).toordinal(), date(9950, 12, 31).toordinal()
"""A chart begins between these, so that no view of it leaves the calendar."""


def usual_zoom(columns: int) -> int:
    """The place in ZOOMS that suits a terminal of so many columns."""
    return 3 if columns >= WIDE else 2


class Scale(NamedTuple):
    """`first` is the ordinal of the leftmost day, a Monday unless each day has cells; `days` a week's, 7 or 5."""

    first: int
    width: int
    cells: int
    days: int
    hours: Shifts = OFFICE

    @classmethod
    def of(cls, zoom: int, columns: int, width: int, first: int, hours: Shifts = OFFICE) -> "Scale":
        """The scale of a zoom on a terminal of so many columns, with the chart `width` cells wide.

        `hours` are those of a working day: from the first to the last of them it fills its cells.
        """
        folded = columns < NARROW
        cells, days = (ZOOMS[zoom].folded, 5) if folded else (ZOOMS[zoom].whole, 7)
        first = min(max(first, _FIRST), _LAST)
        weekday = (first - 1) % 7
        if cells < days or weekday >= days:
            first -= weekday
        return cls(first, width, cells, days, hours)

    @property
    def fine(self) -> bool:
        """Whether every day has a cell of its own."""
        return self.cells >= self.days

    @property
    def weeks(self) -> int:
        """How many whole weeks are in view."""
        return self.width // self.cells

    def _index(self, ordinal: int) -> int:
        """A day's place among the days that are shown."""
        week, weekday = divmod(ordinal - 1, 7)
        return week * self.days + min(weekday, self.days)

    def at(self, moment: datetime) -> int:
        """Where a moment lies, in eighths of a cell from the left edge; a working day fills its cells."""
        ordinal = moment.toordinal()
        shown = (ordinal - 1) % 7 < self.days
        part = _part_of(self.hours, 60 * moment.hour + moment.minute) if shown else 0.0
        away = self._index(ordinal) - self._index(self.first) + part
        return round(away * self.cells * EIGHTHS / self.days)

    def column(self, day: date) -> int:
        """The first cell of a day: of the next one shown, where it is folded away."""
        return (self._index(day.toordinal()) - self._index(self.first)) * self.cells // self.days

    def ordinal(self, column: int) -> int:
        """The day at a cell's left edge, as an ordinal."""
        week, weekday = divmod(self._index(self.first) + column * self.days // self.cells, self.days)
        return week * 7 + weekday + 1

    def day(self, column: int) -> date:
        """The day at a cell's left edge."""
        return date.fromordinal(self.ordinal(column))

    def panned(self, days: int) -> "Scale":
        """The same scale moved by days; over what is folded away, and by whole weeks where days are too small."""
        if not self.fine:
            return self.moved(self.first + 7 * (round(days / 7) or (days > 0) - (days < 0)))
        first = self.first + days
        folded = (first - 1) % 7 - self.days + 1  # 1 or 2 on days that are folded away
        if folded > 0:
            first += 7 - self.days + 1 - folded if days > 0 else -folded
        return self.moved(first)

    def moved(self, first: int) -> "Scale":
        """The same scale from another day on, or from its Monday."""
        weekday = (first - 1) % 7
        first -= weekday if not self.fine or weekday >= self.days else 0
        return self._replace(first=min(max(first, _FIRST), _LAST))


def _part_of(hours: Shifts, minute: int) -> float:
    """How much of a day's working time lies before a minute of it: 0 to 1."""
    worked = sum(min(max(minute - start, 0), end - start) for start, end in hours)
    return worked / sum(end - start for start, end in hours)


def scale_line(cells: Cells, scale: Scale, today: date, upper: bool) -> None:
    """Draw the upper line (months; quarters when far off) or the lower one (Mondays; months when far off).

    Today's name comes first; what would touch a name already there is left out.
    """
    here = scale.column(today)
    inside = 0 <= here < scale.width
    far = scale.cells == 1
    if inside and upper:
        cells.write(here, "today"[: scale.width - here], "strong")
    elif inside and scale.fine:
        _write(cells, here, _day(scale, today), "strong")
    for x, words in (_months if upper != far else _quarters if upper else _mondays)(scale, today):
        _write(cells, x, words, "text" if upper else "dim")


def _write(cells: Cells, x: int, words: str, role: str) -> None:
    before, after = max(x - 1, 0), x + len(words) + 1
    if x + len(words) <= cells.width and cells.is_free(before, min(after, cells.width)):
        cells.write(x, words, role)


def _months(scale: Scale, today: date) -> list[tuple[int, str]]:
    """Each month at its first Monday, after the month at the left edge; a year that is not this one with January."""
    found: list[tuple[int, str]] = []
    day = scale.day(0)
    month, x = date(day.year, day.month, 1), 0
    while x < scale.width:
        named = month.year != today.year and (not found or month.month == 1) and scale.cells > 1
        found.append((x, MONTHS[month.month - 1] + (f" {month.year}" if named else "")))
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        x = scale.column(month + timedelta(days=-month.weekday() % 7))
    return _spaced(found)


def _quarters(scale: Scale, today: date) -> list[tuple[int, str]]:
    """Each quarter at its first Monday, after the quarter at the left edge."""
    found: list[tuple[int, str]] = []
    day = scale.day(0)
    month, x = date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 0
    while x < scale.width:
        found.append((x, f"Q{month.month // 3 + 1} {month.year}"))
        month = date(month.year + month.month // 10, (month.month + 2) % 12 + 1, 1)
        x = scale.column(month + timedelta(days=-month.weekday() % 7))
    return _spaced(found)


def _spaced(found: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The names without that at the left edge where the next one would touch it."""
    return found[1:] if len(found) > 1 and found[1][0] <= len(found[0][1]) else found


def _mondays(scale: Scale, today: date) -> list[tuple[int, str]]:
    """Every Monday's day of the month, with the weekday where there is room."""
    first = -((scale.first - 1) % 7) % 7 + scale.first
    ordinals = (first + 7 * week for week in range(scale.weeks + 1))
    return [(scale.column(day), _day(scale, day)) for day in map(date.fromordinal, ordinals)]


def _day(scale: Scale, day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.day}" if scale.cells >= 10 else str(day.day)
