"""The axis of working time: one number of a calendar's tenths of a minute for every instant, and back."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate

from pmtui.planning.calendars import AnyCalendar, Shifts, shifts_between

EARLIEST = date(1900, 1, 1)
LATEST = date(2200, 12, 31)
"""The days an axis can reach; anything outside is a slip of the pen, not a plan."""

_FLOOR, _CEILING = EARLIEST.toordinal(), LATEST.toordinal()
_YEAR = 366
_TENTHS = 10
_TENTHS_PER_HOUR = 600
_SECONDS_PER_TENTH = 6


class NoWorkingTime(ValueError):
    """A calendar on which nothing can be done; `str(error)` is the line to show, `calendar` its name."""

    def __init__(self, calendar: str, when: str = "") -> None:
        stretch = f" {when}" if when else ""
        super().__init__(f"The calendar {calendar} has no working time{stretch}; give it some, or use another")
        self.calendar = calendar


class BeyondReach(ValueError):
    """An instant before `EARLIEST` or after `LATEST`; `str(error)` is the line to show."""

    def __init__(self, late: bool) -> None:
        edge = f"runs beyond the year {LATEST.year}" if late else f"begins before the year {EARLIEST.year}"
        super().__init__(f"The plan {edge}; look for a length, lag or date that is far too large")


class Axis:
    """A calendar's working time as whole numbers: 0 at the start of `first`, one more with each worked tenth.

    Instants are local `datetime`s without a zone, of which whole tenths of a minute count. The axis is built for the
    days from `first` to `last` and grows by itself both ways, to negative offsets before `first`, as far as `EARLIEST`
    and `LATEST`; beyond them BeyondReach, and NoWorkingTime where the calendar has none left. For every offset o that
    it can reach: offset(start_at(o)) == o == offset(finish_at(o)).
    """

    __slots__ = ("_days", "_low", "_sums", "calendar")

    def __init__(self, calendar: AnyCalendar, first: date, last: date) -> None:
        self.calendar = calendar
        # The first day built as an ordinal; each day's shifts in tenths; the offset before each day and after the last.
        self._low = _inside(first.toordinal())
        self._days: list[Shifts] = []
        self._sums: list[int] = [0]
        self.ensure(max(first, last))

    @property
    def end(self) -> int:
        """The offset at the end of the last day built so far."""
        return self._sums[-1]

    def ensure(self, last: date) -> None:
        """Build the axis up to this day, included; BeyondReach for one after `LATEST`."""
        wanted = _inside(last.toordinal())
        high = self._low + len(self._days)
        if wanted >= high:
            days = _in_tenths(self.calendar, high, wanted)
            self._days += days
            self._sums.extend(list(accumulate(map(_worked, days), initial=self._sums[-1]))[1:])

    def offset(self, at: datetime) -> int:
        """The working time before this instant; in non-working time, that of the end of the work before it."""
        ordinal = at.toordinal()
        place = ordinal - self._low
        if place < 0 or place >= len(self._days):
            self._cover(ordinal)
            place = ordinal - self._low
        total = self._sums[place]
        tenth = at.hour * _TENTHS_PER_HOUR + at.minute * _TENTHS + at.second // _SECONDS_PER_TENTH
        for begin, end in self._days[place]:
            if tenth >= end:
                total += end - begin
            elif tenth > begin:
                return total + tenth - begin
        return total

    def offsets(self, instants: Iterable[datetime | None]) -> list[int | None]:
        """`offset` of each, None where there is no instant."""
        offset = self.offset
        return [None if at is None else offset(at) for at in instants]

    def start_at(self, offset: int) -> datetime:
        """When work at this offset begins: where two instants share it, the start of the next working period."""
        while offset >= self._sums[-1]:
            self._grow_on()
        while offset < self._sums[0]:
            self._grow_back()
        place = bisect_right(self._sums, offset) - 1
        left = offset - self._sums[place]
        for begin, end in self._days[place]:
            if left < end - begin:
                break
            left -= end - begin
        return _instant(self._low + place, begin + left)

    def finish_at(self, offset: int) -> datetime:
        """When work up to this offset ends: where two instants share it, the end of the previous working period.

        Offset 0 is the first start, since nothing was worked on before it.
        """
        if offset == 0:
            return self.start_at(0)
        while offset > self._sums[-1]:
            self._grow_on()
        while offset <= self._sums[0]:
            self._grow_back()
        place = bisect_left(self._sums, offset) - 1
        left = offset - self._sums[place]
        for begin, end in self._days[place]:
            if left <= end - begin:
                break
            left -= end - begin
        return _instant(self._low + place, begin + left)

    def between(self, earlier: datetime, later: datetime) -> int:
        """The working time from one instant to another; negative where `later` is the earlier one."""
        return self.offset(later) - self.offset(earlier)

    def _cover(self, ordinal: int) -> None:
        """Build the axis to a day outside it, and a year more, so that neighbours need no growing."""
        _inside(ordinal)
        if ordinal < self._low:
            self._prepend(max(_FLOOR, ordinal - _YEAR))
        else:
            self.ensure(date.fromordinal(min(_CEILING, ordinal + _YEAR)))

    def _grow_on(self) -> None:
        """Build as much again, at least a year; where there is no later, say what is wrong."""
        high = self._low + len(self._days) - 1
        if high >= _CEILING:
            worked = self._low + bisect_left(self._sums, self.end) - 1
            early = high - worked > _YEAR
            raise self._missing(f"after {date.fromordinal(worked)}") if early else BeyondReach(late=True)
        self.ensure(date.fromordinal(min(_CEILING, high + max(_YEAR, len(self._days)))))

    def _grow_back(self) -> None:
        """The same towards the past."""
        if self._low <= _FLOOR:
            worked = self._low + bisect_right(self._sums, self._sums[0]) - 1
            late = worked - self._low > _YEAR
            raise self._missing(f"before {date.fromordinal(worked)}") if late else BeyondReach(late=False)
        self._prepend(max(_FLOOR, self._low - max(_YEAR, len(self._days))))

    def _missing(self, when: str) -> NoWorkingTime:
        return NoWorkingTime(self.calendar.name, when if self._sums[0] < self.end else "")

    def _prepend(self, low: int) -> None:
        if low < self._low:
            days = _in_tenths(self.calendar, low, self._low - 1)
            sums = list(accumulate(map(_worked, days), initial=0))
            shift = self._sums[0] - sums[-1]
            self._sums[:0] = [total + shift for total in sums[:-1]]
            self._days[:0] = days
            self._low = low


def _inside(ordinal: int) -> int:
    if not _FLOOR <= ordinal <= _CEILING:
        raise BeyondReach(late=ordinal > _CEILING)
    return ordinal


def _in_tenths(calendar: AnyCalendar, first: int, last: int) -> list[Shifts]:
    return [*map(_tenths, shifts_between(calendar, date.fromordinal(first), date.fromordinal(last)))]


@lru_cache(maxsize=4096)
def _tenths(shifts: Shifts) -> Shifts:
    return tuple((begin * _TENTHS, end * _TENTHS) for begin, end in shifts)


@lru_cache(maxsize=4096)
def _worked(shifts: Shifts) -> int:
    return sum(end - begin for begin, end in shifts)


def _instant(ordinal: int, tenth: int) -> datetime:
    return datetime.fromordinal(ordinal) + timedelta(seconds=tenth * _SECONDS_PER_TENTH)
