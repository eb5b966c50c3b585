"""Timetables do for arrays what axes do for single instants, however far they have to grow."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.planning.axis import Axis, BeyondReach
from pmtui.planning.calendars import ELAPSED, OFFICE, Calendar
from pmtui.planning.simulation_axes import Timetable

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 1)
CALENDARS = [
    Calendar(),
    Calendar("Nights", week=(((0, 180), (240, 480), (1380, 1440)),) * 5 + ((), ())),
    Calendar("Minutes", week=(((480, 481), (482, 1020)),) * 5 + ((), ())),
    Calendar("Odd", week=(((481, 607), (613, 1019)), OFFICE, (), OFFICE, (), ((0, 1440),), ())),
]
YEARS = 9 * 366 * 14_400


def pair(calendar: Calendar) -> tuple[Axis, Axis, Timetable]:
    """The wall clock, an axis, and the timetable of the axis."""
    clock, axis = Axis(ELAPSED, FIRST, LAST), Axis(calendar, FIRST, LAST)
    return clock, axis, Timetable(axis, clock, FIRST, LAST)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CALENDARS), st.lists(st.integers(-YEARS // 5, YEARS // 5), min_size=1))
def test_offsets_begin_and_end_when_the_axis_says(calendar: Calendar, offsets: list[int]) -> None:
    clock, axis, table = pair(calendar)
    offsets = [0, 2_400, *offsets]  # the first instant of all, and a noon
    given = np.array(offsets, np.int32)
    assert table.start_at(given).tolist() == [clock.offset(axis.start_at(offset)) for offset in offsets]
    assert table.finish_at(given).tolist() == [clock.offset(axis.finish_at(offset)) for offset in offsets]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CALENDARS), st.lists(st.integers(-YEARS, YEARS), min_size=1))
def test_instants_lie_where_the_axis_says(calendar: Calendar, instants: list[int]) -> None:
    clock, axis, table = pair(calendar)
    found = table.offset(np.array(instants, np.int32)).tolist()
    assert found == [axis.offset(clock.start_at(instant)) for instant in instants]


def test_what_no_axis_reaches_is_refused() -> None:
    _, _, table = pair(Calendar())
    for far in (10**9, -(10**9)):
        with pytest.raises(BeyondReach):
            table.start_at(np.array([far], np.int32))
    with pytest.raises(BeyondReach):
        table.offset(np.array([200 * 366 * 14_400], np.int32))


def test_the_wall_clock_is_its_own_timetable() -> None:
    clock = Axis(ELAPSED, FIRST, LAST)
    table = Timetable(clock, clock, FIRST, LAST)
    instants = np.array([-5, 0, 7], np.int32)
    assert table.start_at(instants) is table.finish_at(instants) is table.offset(instants) is instants
    assert clock.start_at(0).date() == FIRST < LAST - timedelta(1)
