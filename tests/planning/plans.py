"""Small plans for the tests of the schedule, in days, from Monday 5 January 2026, 08:00, in office hours."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from pmtui.planning.calendars import Calendar
from pmtui.planning.network import DAY, Dependency, Network, Task, Terms
from pmtui.planning.schedule import Schedule, schedule

MONDAY = datetime(2026, 1, 5, 8)


def at(day: int, hour: int = 8, minute: int = 0) -> datetime:
    """An instant of January 2026; the 5th, 12th, 19th and 26th are Mondays."""
    return datetime(2026, 1, day, hour, minute)


def task(key: str, days: float = 1, **more: Any) -> Task:
    """A task of so many days."""
    return Task(key, round(days * DAY), **more)


def link(text: str, lag: float = 0, unit: str = "working") -> Dependency:
    """A link as `A FS B`; a lag by the clock or at work is in days, of eight or of 24 hours."""
    before, kind, after = text.split()
    size = {"working": DAY, "elapsed": 14_400}.get(unit, 1)
    return Dependency(before, after, kind, lag * size, unit)  # type: ignore[arg-type]


def network(
    tasks: Sequence[Task], links: Iterable[Dependency | str] = (), calendars: Iterable[Calendar] = (), **terms: Any
) -> Network:
    """A network of these tasks and links."""
    given = {"start": MONDAY, **terms}
    made = [link(one) if isinstance(one, str) else one for one in links]
    return Network(Terms(**given), list(tasks), made, {one.name: one for one in calendars})


def plan(tasks: Sequence[Task], links: Iterable[Dependency | str] = (), *calendars: Calendar, **terms: Any) -> Schedule:
    """Their schedule."""
    return schedule(network(tasks, links, calendars, **terms))


def early(made: Schedule, key: str) -> tuple[datetime, datetime]:
    """A task's early start and finish."""
    place = made.index[key]
    return made.early_start(place), made.early_finish(place)


def late(made: Schedule, key: str) -> tuple[datetime, datetime]:
    """A task's late start and finish."""
    place = made.index[key]
    return made.late_start(place), made.late_finish(place)


def dates(made: Schedule, key: str) -> tuple[datetime, datetime]:
    """When a task is scheduled."""
    place = made.index[key]
    return made.start(place), made.finish(place)


def slack(made: Schedule, key: str) -> float:
    """Total slack in days."""
    return made.total_slack[made.index[key]] / DAY


def free(made: Schedule, key: str) -> float:
    """Free slack in days."""
    return made.free_slack[made.index[key]] / DAY


def critical(made: Schedule) -> str:
    """The keys of the critical tasks."""
    return "".join(key for key, is_critical in zip(made.keys, made.critical, strict=True) if is_critical)


def phases() -> list[Task]:
    """Two summaries, with two tasks each."""
    return [
        task("P", 0),
        task("A", 2, parent="P"),
        task("B", 3, parent="P"),
        task("Q", 0),
        task("C", 1, parent="Q"),
        task("D", 4, parent="Q"),
    ]
