"""How fast work flows: cycle and lead times, throughput, work in progress and its age, blocked time, Little's law."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from pmtui.model.story import Story
from pmtui.planning.flow import SERVICE_WEEKS, Course, Finish, level_of


class Done(NamedTuple):
    """An item and one of its finishes."""

    id: str
    finish: Finish


class Age(NamedTuple):
    """An item in progress: age in days, the first counted, and that divided by the service level, if there is one."""

    id: str
    days: int
    share: float | None


class Cause(NamedTuple):
    """Why items were blocked: the reason, for how long all together (ms), and which items."""

    reason: str
    ms: int
    ids: tuple[str, ...]


class Little(NamedTuple):
    """Little's law of a period: average WIP, items finished a day, and the cycle time in days that these two make.

    A large gap between `implied` and `cycle`, the average that was measured, means unstable flow or wrong marks for
    start and stop. It is no forecast. None where nothing was finished.
    """

    wip: float
    throughput: float
    implied: float | None
    cycle: float | None


def finished(courses: Iterable[Course], first: int, last: int) -> list[Done]:
    """What was finished on the days from `first` to `last`, in that order."""
    found = [Done(one.id, end) for one in courses for end in one.finishes if first <= end.day <= last]
    return sorted(found, key=lambda done: done.finish.day)


def cycles(done: Iterable[Done]) -> list[int]:
    """The cycle times, in days, of those whose start is known."""
    return [one.finish.cycle for one in done if one.finish.cycle is not None]


def leads(done: Iterable[Done]) -> list[int]:
    """The lead times, in days, of those whose commitment is known."""
    return [one.finish.lead for one in done if one.finish.lead is not None]


def service_level_on(courses: Sequence[Course], today: int) -> int | None:
    """The service level on a day: P85 of the cycle times of the last twelve weeks, None for fewer than ten items."""
    return level_of(cycles(finished(courses, today - 7 * SERVICE_WEEKS + 1, today)))


def efficiency(done: Iterable[Done]) -> float | None:
    """Flow efficiency, 0 to 1: of the time from start to finish, what was active and not blocked; None for no time."""
    ends = [one.finish for one in done if one.finish.cycle is not None]
    elapsed = sum(end.elapsed for end in ends)
    return sum(end.active for end in ends) / elapsed if elapsed > 0 else None


def in_progress(courses: Iterable[Course], first: int, last: int) -> list[int]:
    """WIP of each day from `first` to `last`: items started by then, and not finished or finished that day."""
    steps: Counter[int] = Counter()
    for one in courses:
        for begin, end in one.spells:
            if begin <= last and (end is None or end >= first):
                steps[max(begin, first)] += 1
                if end is not None:
                    steps[end + 1] -= 1
    return list(accumulate(steps[day] for day in range(first, last + 1)))


def ages(courses: Iterable[Course], today: int, level: int | None) -> list[Age]:
    """What is in progress, oldest first; an item whose start is not known has no age and is left out."""
    found = []
    for one in courses:
        if one.in_progress and one.started is not None:
            days = today - one.started + 1
            found.append(Age(one.id, days, days / level if level else None))
    return sorted(found, key=lambda age: (-age.days, age.id))


def blocked_time(stories: Iterable[Story], start: int, end: int) -> list[Cause]:
    """Blocked time by cause between two instants (ms UTC), the longest first; done and dropped items are not blocked.

    Reasons that differ in case alone are one.
    """
    time: Counter[str] = Counter()
    words: dict[str, str] = {}
    items: dict[str, dict[str, None]] = {}
    for story in stories:
        for stage, until in zip(story.stages, [*(one.at for one in story.stages[1:]), end], strict=True):
            took = min(until, end) - max(stage.at, start)
            if stage.blocked and stage.category and not stage.stops and took > 0:
                key = stage.blocked.casefold()
                time[key] += took
                words.setdefault(key, stage.blocked)
                items.setdefault(key, {})[story.id] = None
    return [Cause(words[key], ms, tuple(items[key])) for key, ms in sorted(time.items(), key=lambda c: (-c[1], c[0]))]


def little(wip: Sequence[int], done: Sequence[Done]) -> Little:
    """Little's law of a period: `wip` of each of its days, and what was finished in it."""
    days = len(wip) or 1
    average, rate, times = sum(wip) / days, len(done) / days, cycles(done)
    return Little(average, rate, average / rate if rate else None, sum(times) / len(times) if times else None)
