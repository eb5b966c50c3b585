"""Slack and the longest path, from the dates of both passes."""

from datetime import datetime
from operator import add, sub
from typing import NamedTuple

from pmtui.planning.compiled import Snapshot
from pmtui.planning.passes import Dates
from pmtui.planning.rollup import Extremes


class Slacks(NamedTuple):
    """By place, in tenths of a minute on each task's own calendar (else the project's)."""

    start: list[int]
    finish: list[int]
    total: list[int]


def slacks(net: Snapshot, dates: Dates, early: Extremes, late: Extremes) -> Slacks:
    """Start and finish slack, and the total: the lesser of the two, of a task under way that of its finish.

    A task that lies against the project's direction (as late as possible where it is scheduled from its start) has
    none, and one that a constraint pulled before what its links ask for has less by as much.
    """
    start = list(map(sub, dates.late, dates.early))
    finish = list(map(sub, map(add, dates.late, dates.back), map(add, dates.early, dates.span)))
    for place in net.special:
        start[place], finish[place] = _special(net, dates, place)
    for place in net.contrary:
        start[place] = finish[place] = 0
    for place, is_summary in enumerate(net.summary):
        if is_summary:
            start[place], finish[place] = _of_summary(net, place, early, late)
    total = list(map(min, start, finish))
    for place in net.begun:
        total[place] = finish[place]
    count = len(net.tasks)
    return Slacks(start[:count], finish[:count], total[:count])


def _special(net: Snapshot, dates: Dates, place: int) -> tuple[int, int]:
    row = net.rows[place]
    begin, late = dates.logic.get(place, dates.early[place]), dates.late[place]
    end, late_end = dates.early[place] + dates.span[place], late + dates.back[place]
    if row.axis is not row.measure:
        start = row.measure.between(row.axis.start_at(begin), row.axis.start_at(late))
        finish = row.measure.between(row.axis.finish_at(end), row.axis.finish_at(late_end))
    else:
        start, finish = late - begin, late_end - end
    return (0 if place in net.begun else start), finish


def _of_summary(net: Snapshot, place: int, early: Extremes, late: Extremes) -> tuple[int, int]:
    """The working time between a summary's early and late dates, on the project's calendar."""
    if net.single:
        return late.starts[place] - early.starts[place], late.finishes[place] - early.finishes[place]
    axis = [
        net.rows[leaf].axis for leaf in (early.first[place], late.first[place], early.last[place], late.last[place])
    ]
    start = axis[0].start_at(early.starts[place]), axis[1].start_at(late.starts[place])
    finish = axis[2].finish_at(early.finishes[place]), axis[3].finish_at(late.finishes[place])
    return net.axes.home.between(*start), net.axes.home.between(*finish)


def free_slacks(net: Snapshot, dates: Dates, total: list[int]) -> list[int]:
    """Free slack by place: the least gap of the open links, at most the total slack, at least 0; of complete tasks 0.

    Without a link it is the total slack, as it is of a summary. Through a summary's end the gap goes on to what waits
    for the summary.
    """
    early, span = dates.early[:], dates.span[:]
    if not net.terms.from_finish:
        for place in net.contrary:
            early[place], span[place] = dates.late[place], dates.back[place]
    free: list[int | None] = [None] * net.size
    for place in reversed(net.order):
        start = early[place]
        least: int | None = None
        for after, step in net.gaps[place]:
            gap = early[after] - start - step
            if after >= len(net.tasks):
                gap += free[after] or 0
            if least is None or gap < least:
                least = gap
        for crossing in net.crossings[place]:
            if crossing.open:
                after = crossing.after
                begin = early[after] + ((free[after] or 0) if after >= len(net.tasks) else 0)
                gap = crossing.gap(start, start + span[place], begin, begin + span[after])
                least = gap if least is None else min(least, gap)
        free[place] = least
    return [
        0 if place in net.done else max(0, slack if gap is None else min(gap, slack))
        for place, (gap, slack) in enumerate(zip(free, total, strict=False))
    ]


def longest_path(net: Snapshot, dates: Dates) -> list[bool]:
    """Whether a task is on a path of driving links that ends with the project's finish; of a summary, any of its."""
    early, span = dates.early, dates.span
    on_path = [False] * net.size
    for place in reversed(net.order):
        start = early[place]
        ends = start + span[place]
        path = any(on_path[after] and start + step == early[after] for after, step in net.ahead[place]) or any(
            on_path[crossing.after] and crossing.push(start, ends) == early[crossing.after]
            for crossing in net.crossings[place]
        )
        if not path and place < len(net.tasks) and place not in net.inactive:
            path = _at_end(net, dates.finish, place, ends)
        on_path[place] = path
    for place in range(len(net.tasks) - 1, -1, -1):
        if on_path[place] and net.parent[place] >= 0:
            on_path[net.parent[place]] = True
    return on_path[: len(net.tasks)]


def _at_end(net: Snapshot, finish: datetime, place: int, end: int) -> bool:
    axis = net.rows[place].axis
    return end == axis.offset(finish) and axis.finish_at(end) == finish
