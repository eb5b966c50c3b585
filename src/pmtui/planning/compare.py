"""Two states of a plan compared by meaning: what came, went, moved, was re-linked, lost slack or was quietly cut."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal, NamedTuple, get_args

from pmtui.planning.axis import Axis
from pmtui.planning.network import Kind, LagUnit, Network
from pmtui.planning.schedule import Schedule

What = Literal[
    "moved",
    "added",
    "removed",
    "newly critical",
    "cut",
    "shorter",
    "longer",
    "re-linked",
    "slack eroded",
    "no longer critical",
    "slack gained",
]
ORDER: tuple[What, ...] = get_args(What)
"""The kinds of difference, what matters most first."""


class Link(NamedTuple):
    """A dependency as seen from its successor; `lag` in tenths of a minute or percent, by `unit`."""

    before: str
    kind: Kind = "FS"
    lag: float = 0
    unit: LagUnit = "working"


class State(NamedTuple):
    """One task in one state of a plan, `duration` and `total_slack` in tenths of a minute.

    What that state does not know (a baseline keeps dates and lengths alone) is None and is not compared.
    """

    title: str
    start: datetime
    finish: datetime
    duration: int
    total_slack: int | None = None
    critical: bool | None = None
    percent: float | None = None
    links: frozenset[Link] | None = None
    summary: bool = False
    milestone: bool = False


class Difference(NamedTuple):
    """One difference of one task; the states on both sides say the rest (None: not there on that side).

    `amount` is in tenths of a minute and signed, later, longer and more slack being positive: of the finish for
    "moved" (of the start in `start_slip`), of the duration for "longer", "shorter" and "cut", which is shorter without
    progress, of the total slack for the rest. Links that came, went, or kept their ends and changed their lag
    (before, after) belong to "re-linked".
    """

    what: What
    key: str
    before: State | None
    after: State | None
    amount: int = 0
    start_slip: int = 0
    came: tuple[Link, ...] = ()
    went: tuple[Link, ...] = ()
    lags: tuple[tuple[Link, Link], ...] = ()

    @property
    def state(self) -> State:
        """The task as it is now, or as it was where it is gone."""
        state = self.after or self.before
        assert state is not None
        return state


class Overview(NamedTuple):
    """The figures above a comparison: the project's finish on both sides, by how much it moved, how many of what."""

    finish_before: datetime | None
    finish_after: datetime | None
    moved_by: int
    counts: dict[What, int]


def state_of(network: Network, schedule: Schedule, titles: Mapping[str, str]) -> dict[str, State]:
    """Every task of a network as scheduled, by key; a task without a title goes by its key."""
    links: dict[str, list[Link]] = {}
    for link in network.links:
        links.setdefault(link.after, []).append(Link(link.before, link.kind, link.lag, link.unit))
    states = {}
    for task in network.tasks:
        at = schedule.index[task.key]
        summary = bool(schedule.summary[at])
        states[task.key] = State(
            title=titles.get(task.key, task.key),
            start=schedule.start(at),
            finish=schedule.finish(at),
            duration=schedule.duration(at),
            total_slack=schedule.total_slack[at],
            critical=bool(schedule.critical[at]),
            percent=schedule.percent(at),
            links=frozenset(links.get(task.key, ())),
            summary=summary,
            milestone=not summary and task.duration == 0,
        )
    return states


def compare(before: Mapping[str, State], after: Mapping[str, State], axis: Axis) -> list[Difference]:
    """What differs between two states of a plan, slips measured on `axis` (the project's calendar).

    Sorted by what matters: milestones that moved, then other finishes, the largest slip first and of equals the earlier
    task, then by ORDER; summaries, which only follow, come last among their kind.
    """
    found: list[Difference] = []
    for key, now in after.items():
        then = before.get(key)
        if then is None:
            found.append(Difference("added", key, None, now))
        elif then != now:
            found += _of_one(key, then, now, axis)
    found += [Difference("removed", key, then, None) for key, then in before.items() if key not in after]
    return sorted(found, key=_weight)


def overview(
    before: Mapping[str, State], after: Mapping[str, State], differences: Iterable[Difference], axis: Axis
) -> Overview:
    """The summary of a comparison; `moved_by` in working tenths, positive when later, 0 where a side is empty."""
    first, second = (max((state.finish for state in side.values()), default=None) for side in (before, after))
    moved_by = axis.between(first, second) if first and second else 0
    counts = Counter(difference.what for difference in differences)
    return Overview(first, second, moved_by, {what: counts[what] for what in ORDER if counts[what]})


def _of_one(key: str, then: State, now: State, axis: Axis) -> Iterable[Difference]:
    """The differences of a task that is on both sides. Of a summary, lengths and slack only follow its children's."""
    if not (_same(then.start, now.start, axis) and _same(then.finish, now.finish, axis)):
        slip = axis.between(then.finish, now.finish)
        yield Difference("moved", key, then, now, slip, axis.between(then.start, now.start))
    if then.links is not None and now.links is not None and then.links != now.links:
        came, went, lags = _relinked(then.links, now.links)
        yield Difference("re-linked", key, then, now, came=came, went=went, lags=lags)
    if then.summary or now.summary:
        return
    if longer := now.duration - then.duration:
        yield Difference(_length(longer, then.percent, now.percent), key, then, now, longer)
    # Of finished work, slack means nothing: a task does not leave the critical path by being done.
    if then.total_slack is None or now.total_slack is None or 100 in (then.percent, now.percent):
        return
    more = now.total_slack - then.total_slack
    if then.critical is not None and now.critical is not None and then.critical != now.critical:
        yield Difference("newly critical" if now.critical else "no longer critical", key, then, now, more)
    elif more:
        yield Difference("slack gained" if more > 0 else "slack eroded", key, then, now, more)


def _same(one: datetime, other: datetime, axis: Axis) -> bool:
    """Whether two instants are the same to the plan: an evening's end of work is the next morning's start."""
    if one == other:
        return True
    offset = axis.offset(one)
    return offset == axis.offset(other) and {one, other} == {axis.finish_at(offset), axis.start_at(offset)}


def _length(longer: int, percent_then: float | None, percent_now: float | None) -> What:
    if longer > 0:
        return "longer"
    unearned = percent_then is not None and percent_now is not None and percent_now <= percent_then
    return "cut" if unearned else "shorter"


def _relinked(
    then: frozenset[Link], now: frozenset[Link]
) -> tuple[tuple[Link, ...], tuple[Link, ...], tuple[tuple[Link, Link], ...]]:
    """The links that came, those that went, and the pairs that kept their ends and kind but not their lag."""
    came, went = sorted(now - then), sorted(then - now)
    lags = []
    for old in list(went):
        new = next((link for link in came if link[:2] == old[:2]), None)
        if new is not None:
            lags.append((old, new))
            came.remove(new)
            went.remove(old)
    return tuple(came), tuple(went), tuple(lags)


def _weight(difference: Difference) -> tuple[int, int, bool, int, datetime, str]:
    state = difference.state
    moved = difference.what == "moved"
    finish_moved = moved and difference.amount != 0
    return (
        0 if finish_moved and state.milestone else 1 if finish_moved and not state.summary else 2,
        ORDER.index(difference.what),
        state.summary,
        -abs(difference.amount or difference.start_slip),
        state.finish,
        difference.key,
    )
