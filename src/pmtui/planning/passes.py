"""The two passes of the critical path method over a compiled network: earliest dates, then latest."""

from collections.abc import Iterable
from datetime import datetime
from operator import add, sub
from typing import TYPE_CHECKING, NamedTuple

from pmtui.planning.rules import HIGH

if TYPE_CHECKING:
    from pmtui.planning.compiled import Compiled


class Dates(NamedTuple):
    """What the passes found, by place: early start and late start, and the lengths from there to the finishes.

    `logic` has the early starts that links asked for where a constraint pulled a task before them. `start` and `finish`
    are the project's.
    """

    early: list[int]
    span: list[int]
    late: list[int]
    back: list[int]
    logic: dict[int, int]
    start: datetime
    finish: datetime


def run(net: "Compiled") -> Dates:
    """Both passes, in the order that the project's terms ask for."""
    home = net.axes.home
    if net.network.terms.from_finish:
        return _from_finish(net)
    early, span, logic = forward(net, net.base)
    finish = _latest(net, early, span)
    late, back = backward(net, _caps(net, finish, early, span))
    if net.contrary:
        # What follows a task that lies late follows its late dates, unless it lies late itself.
        early, span, logic = forward(net, _pushed(net, late, back))
    return Dates(early, span, late, back, logic, home.start_at(home.offset(net.network.terms.start)), finish)


def forward(net: "Compiled", base: list[int]) -> tuple[list[int], list[int], dict[int, int]]:
    """Early starts from the least starts `base`; lengths; and the logical starts of tasks pulled before them."""
    early = base[:]
    span = net.span[:]
    ahead, rules, crossings = net.ahead, net.rule, net.crossings
    logic: dict[int, int] = {}
    for place in net.order:
        start = early[place]
        rule = rules[place]
        if rule is not None:
            asked = start
            start = early[place] = rule.early(asked)
            if start < asked and rule.fixed is None:
                logic[place] = asked
            if rule.parts is not None:
                span[place] = rule.parts.finish(start) - start
        for after, step in ahead[place]:
            least = start + step
            if least > early[after]:  # noqa: PLR1730 - max() takes thrice as long
                early[after] = least
        if crossings[place]:
            for crossing in crossings[place]:
                least = crossing.push(start, start + span[place])
                early[crossing.after] = max(early[crossing.after], least)
    return early, span, logic


def backward(net: "Compiled", caps: list[int]) -> tuple[list[int], list[int]]:
    """Late starts from the greatest ones `caps`, and the lengths to the late finishes."""
    late = caps[:]
    back = net.back[:]
    behind, rules, crossings = net.behind, net.rule, net.crossings
    for place in reversed(net.order):
        start = late[place]
        for after, step in behind[place]:
            most = late[after] - step
            if most < start:  # noqa: PLR1730
                start = most
        if crossings[place]:
            for crossing in crossings[place]:
                if crossing.binds:
                    begin = late[crossing.after]
                    start = min(start, crossing.pull(begin, begin + back[crossing.after]))
        rule = rules[place]
        if rule is not None:
            start = rule.late(start)
            if rule.parts is not None:
                # So far it was the late finish.
                begin = rule.parts.start(start)
                back[place] = start - begin
                start = begin
        late[place] = start
    return late, back


def _caps(net: "Compiled", finish: datetime, early: list[int], span: list[int]) -> list[int]:
    """The latest starts that the project's finish and the tasks' own caps allow (of parts, the latest finishes)."""
    rows = net.rows
    if net.single:
        caps = list(map(sub, [net.axes.home.offset(finish)] * net.size, net.back))
    else:
        ends = {id(row.axis): row.axis for row in rows}
        tops = {key: axis.offset(finish) for key, axis in ends.items()}
        caps = [tops[id(row.axis)] - row.back for row in rows]
    if net.network.terms.multiple_critical and not net.network.terms.from_finish:
        for place in net.leaves:
            if not any(net.is_open(place, after, link.kind) for _, after, link in net.out[place]):
                caps[place] = early[place] + span[place] - net.back[place]
    for place in net.capped:
        caps[place] = min(caps[place], rows[place].cap)
    return caps


def _latest(net: "Compiled", early: list[int], span: list[int]) -> datetime:
    """When the last task finishes; the project's start where there is none."""
    places: Iterable[int] = net.leaves if not net.inactive else [p for p in net.leaves if p not in net.inactive]
    home = net.axes.home
    if net.single and not net.inactive and net.leaves:
        return home.finish_at(max(map(add, early, span)))
    tops: dict[int, int] = {}
    for place in places:
        key = id(net.rows[place].axis)
        tops[key] = max(tops.get(key, -HIGH), early[place] + span[place])
    axes = {id(row.axis): row.axis for row in net.rows}
    found = [axes[key].finish_at(top) for key, top in tops.items()]
    return max(found, default=home.start_at(home.offset(net.network.terms.start)))


def _pushed(net: "Compiled", late: list[int], back: list[int]) -> list[int]:
    """The least starts once tasks that lie late push their successors."""
    base = net.base[:]
    for place in net.contrary:
        start = late[place]
        for after, step in net.ahead[place]:
            if not net.rows[after].contrary:
                base[after] = max(base[after], start + step)
        for crossing in net.crossings[place]:
            if not crossing.target.contrary:
                base[crossing.after] = max(base[crossing.after], crossing.push(start, start + back[place]))
    return base


def _pulled(net: "Compiled", caps: list[int], early: list[int], span: list[int]) -> list[int]:
    """The mirror image: the greatest late starts once tasks that lie early hold back their predecessors."""
    for place in net.order:
        if net.rows[place].contrary:
            continue
        for after, step in net.behind[place]:
            if net.rows[after].contrary:
                caps[place] = min(caps[place], early[after] - step)
        for crossing in net.crossings[place]:
            if crossing.binds and crossing.target.contrary:
                start = early[crossing.after]
                caps[place] = min(caps[place], crossing.pull(start, start + span[crossing.after]))
    return caps


def _from_finish(net: "Compiled") -> Dates:
    """The mirror image: latest dates from the project's finish, then the earliest from the start that follows."""
    finish = net.axes.home.finish_at(net.finish)
    caps = _caps(net, finish, [], [])
    late, back = backward(net, caps)
    start = min((net.rows[place].axis.start_at(late[place]) for place in _first(net, late)), default=finish)
    axes = {id(row.axis): row.axis for row in net.rows}
    floors = {key: axis.offset(start) for key, axis in axes.items()}
    base = net.base[:]
    for place in net.order:
        base[place] = max(base[place], floors[id(net.rows[place].axis)])
    early, span, logic = forward(net, base)
    if net.contrary:
        late, back = backward(net, _pulled(net, caps, early, span))
    return Dates(early, span, late, back, logic, start, finish)


def _first(net: "Compiled", late: list[int]) -> list[int]:
    """The places that start first of all on each axis."""
    found: dict[int, int] = {}
    for place in net.leaves:
        if place not in net.inactive:
            key = id(net.rows[place].axis)
            if key not in found or late[place] < late[found[key]]:
                found[key] = place
    return list(found.values())
