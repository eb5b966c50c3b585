"""How far a plan has moved: variance in working time, slip in working days, the trend of a milestone."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from operator import itemgetter
from typing import Literal, NamedTuple

from pmtui.planning.axis import Axis
from pmtui.planning.calendars import AnyCalendar, shifts_between

Direction = Literal["slipping", "stable", "earlier"]


class Trend(NamedTuple):
    """Where a milestone is heading, and by how many working days each report moved it, 0 for the first."""

    direction: Direction
    slips: tuple[int, ...]


def variance(axis: Axis, baseline: datetime | None, now: datetime | None) -> int | None:
    """The working time in tenths of a minute by which a date is later than its baseline; None without one of them."""
    return None if baseline is None or now is None else axis.between(baseline, now)


def slip_days(calendar: AnyCalendar, baseline: date, forecast: date) -> int:
    """The working days from the baseline to the forecast, the later day counted, the earlier not; negative if ahead."""
    earlier, later = sorted((baseline, forecast))
    if earlier == later:
        return 0
    days = sum(map(bool, shifts_between(calendar, earlier + timedelta(days=1), later)))
    return days if forecast > baseline else -days


def milestone_trend(calendar: AnyCalendar, points: Sequence[tuple[date, date]]) -> Trend:
    """The trend of a milestone's forecasts, given as (report date, forecast date) in any order.

    Milestone trend analysis: over the report dates a rising line of forecasts is slipping, a flat one stable, a falling
    one earlier. The direction is that from the first forecast to the last.
    """
    forecasts = [forecast for _, forecast in sorted(points, key=itemgetter(0))]
    slips = [slip_days(calendar, before, after) for before, after in pairwise(forecasts)]
    total = slip_days(calendar, forecasts[0], forecasts[-1]) if forecasts else 0
    direction: Direction = "slipping" if total > 0 else "earlier" if total < 0 else "stable"
    return Trend(direction, (0, *slips)[: len(forecasts)])
