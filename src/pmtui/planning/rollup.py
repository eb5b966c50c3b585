"""What summaries take from the tasks below them: dates and completion."""

from operator import add
from typing import Literal, NamedTuple

from pmtui.planning.compiled import Snapshot
from pmtui.planning.passes import Dates

Side = Literal["early", "late"]


class Extremes(NamedTuple):
    """By place, of summaries: the tasks below that begin first and end last, and those dates on the tasks' own axes."""

    first: list[int]
    last: list[int]
    starts: list[int]
    finishes: list[int]


def roll_up(net: Snapshot, dates: Dates, side: Side) -> Extremes:
    """Which tasks give each summary its dates: of active ones, where there are any.

    As in Microsoft Project a task that lies against the project's direction counts with the dates that it is scheduled
    at, and a manual one with those entered.
    """
    starts, finishes = _taken(net, dates, side)
    count = len(net.tasks)
    first, last = list(range(count)), list(range(count))
    begun, ended = [-1] * count, [-1] * count
    parent, idle, single = net.parent, net.idle, net.single
    for place in range(count - 1, -1, -1):
        if begun[place] >= 0:
            first[place], last[place] = begun[place], ended[place]
            starts[place], finishes[place] = starts[begun[place]], finishes[ended[place]]
        above = parent[place]
        if above < 0 or (place in idle and above not in idle):
            continue
        one, other = begun[above], first[place]
        if one < 0 or (starts[other] < starts[one] if single else _starts_before(net, starts, other, one)):
            begun[above] = other
        one, other = ended[above], last[place]
        if one < 0 or (finishes[other] > finishes[one] if single else _ends_after(net, finishes, other, one)):
            ended[above] = other
    return Extremes(first, last, starts, finishes)


def _taken(net: Snapshot, dates: Dates, side: Side) -> tuple[list[int], list[int]]:
    """The starts and finishes that count, by place."""
    early = side == "early"
    near, far = (dates.early, dates.span), (dates.late, dates.back)
    (begin, length), (other_begin, other_length) = (near, far) if early else (far, near)
    starts = begin[:]
    finishes = list(map(add, begin, length))
    if early != net.terms.from_finish:
        for place in net.contrary:
            starts[place], finishes[place] = other_begin[place], other_begin[place] + other_length[place]
    if not early:
        for place in net.begun | net.manual:
            starts[place] = dates.early[place]
            if place in net.manual or net.terms.from_finish:
                finishes[place] = dates.early[place] + dates.span[place]
    return starts, finishes


def _starts_before(net: Snapshot, starts: list[int], one: int, other: int) -> bool:
    axis, against = net.rows[one].axis, net.rows[other].axis
    if axis is against:
        return starts[one] < starts[other]
    return axis.start_at(starts[one]) < against.start_at(starts[other])


def _ends_after(net: Snapshot, finishes: list[int], one: int, other: int) -> bool:
    axis, against = net.rows[one].axis, net.rows[other].axis
    if axis is against:
        return finishes[one] > finishes[other]
    return axis.finish_at(finishes[one]) > against.finish_at(finishes[other])


def percents(net: Snapshot) -> list[float]:
    """How complete each task is; of a summary, the completed length of the tasks below it by their whole length.

    Tasks without a length count, where there are no others, one as much as another.
    """
    count = len(net.tasks)
    done, whole = [0.0] * count, [0] * count
    points, reached = [0] * count, [0.0] * count
    found = [0.0] * count
    for place in range(count - 1, -1, -1):
        task = net.tasks[place]
        if not net.summary[place]:
            found[place] = 100.0 if task.actual_finish is not None else task.percent
            whole[place], points[place] = task.duration, 1
            done[place], reached[place] = task.duration * found[place], found[place]
        elif whole[place]:
            found[place] = done[place] / whole[place]
        elif points[place]:
            found[place] = reached[place] / points[place]
        above = net.parent[place]
        if above >= 0 and (place not in net.idle or above in net.idle):
            done[above] += done[place]
            whole[above] += whole[place]
            points[above] += points[place]
            reached[above] += reached[place]
    return found
