"""Why a task has its date: the chain of links, lags, days off and constraints back to the project's start, in words."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from pmtui.model.dates import show_date
from pmtui.model.durations import Duration, show_duration
from pmtui.planning.drivers import Because, Driver, Drivers, End, elapsed, settled
from pmtui.planning.gaps import Standstill, gaps
from pmtui.planning.network import DAY, Constraint, LagUnit, Network, Task
from pmtui.planning.schedule import Schedule

StepKind = Because | Standstill | Literal["lag", "leveling", "part", "child"]


class Step(NamedTuple):
    """One step of the chain: a reason for a date of `key`, a task or a summary above it.

    `begin` to `end` is the stretch of a lag, a leveling delay or days off; of all else both are the date that counts.
    `other` is the predecessor of a link (its successor where `late`: the task lies as late as possible, its date coming
    from what follows it), the summary that a task is a part of, a summary's child that decides, or the task that ends
    the project; `which` is the end of `other` that counts, `own` the end of `key` that it holds, `also` are others that
    hold it at the same date. `amount` is a lag in tenths of a minute (or percent, by `unit`) or a leveling delay in
    elapsed tenths; `name` that of days off.
    """

    kind: StepKind
    key: str
    begin: datetime
    end: datetime
    other: str | None = None
    which: End = "S"
    own: End = "S"
    late: bool = False
    amount: float = 0
    unit: LagUnit = "working"
    constraint: Constraint = "ASAP"
    name: str = ""
    also: tuple[str, ...] = ()


def why(network: Network, schedule: Schedule, key: str) -> list[Step]:
    """Why a task starts when it does: what drives it, then what drives that, back to what nothing else drives.

    A chain ends with the project's start (its finish, where it is scheduled from there), with a date that someone set
    or one that work has settled already. Where several predecessors tie it follows one and names the others. KeyError
    for a key that is not in the network.
    """
    drivers = Drivers(network, schedule)
    steps: list[Step] = []
    end: End = "S"
    late = False
    here: str | None = key
    seen: set[tuple[str, bool]] = set()
    while here is not None:
        leaf = drivers.decider(here, end, late)
        if leaf != here:
            at = drivers.date(leaf, end, late)
            steps.append(Step("child", here, at, at, leaf, end, end, late))
        task = drivers.tasks[leaf]
        # The chain turns at the project's finish; a task met again on the way back has its date from before it as well.
        late = settled(task) is None and (late or drivers.is_late(leaf)) and (leaf, True) not in seen
        found = drivers.late(leaf) if late else drivers.early(leaf)
        if (leaf, late) in seen or not found:
            break
        seen.add((leaf, late))
        steps += _steps(drivers, task, found, late)
        here, end, late = _onward(drivers, found[0], late)
    return steps


def _onward(drivers: Drivers, driver: Driver, late: bool) -> tuple[str | None, End, bool]:
    """What to explain next: the other end of a link; of the project's computed finish, the task that has it."""
    if driver.because == "project finish" and not drivers.terms.from_finish:
        return next(iter(drivers.ends()), None), "F", False
    return driver.other, driver.end, late


def _steps(drivers: Drivers, task: Task, found: list[Driver], late: bool) -> Iterator[Step]:
    """The steps between a task and what drives it, in the order a person tells them: the reason, then what it adds."""
    driver = found[0]
    held = drivers.tasks[driver.owner]
    other = next(iter(drivers.ends()), None) if driver.because == "project finish" else driver.other
    if driver.owner != task.key:
        yield Step("part", task.key, driver.date, driver.date, driver.owner)
    also = dict.fromkeys(tied.other for tied in found[1:] if tied.other is not None and tied.other != other)
    yield Step(
        driver.because,
        driver.owner,
        driver.said,
        driver.said,
        other,
        driver.end,
        driver.own,
        late,
        constraint=held.constraint,
        also=tuple(also),
    )
    if driver.link is not None and driver.link.lag:
        first, last = sorted((driver.said, driver.free))
        yield Step("lag", driver.owner, first, last, other, late=late, amount=driver.link.lag, unit=driver.link.unit)
        if "elapsed" not in driver.link.unit:
            yield from (gap for gap in _standstill(drivers, task, first, last) if gap.kind != "shift end")
    if driver.delayed is not None:
        ready = driver.delayed - elapsed(task.leveling_delay)
        yield from _standstill(drivers, task, driver.free, ready)
        yield Step("leveling", task.key, ready, driver.delayed, amount=task.leveling_delay)
    if driver.because not in ("actual", "manual"):
        at = drivers.date(task.key, driver.own, late)
        first, last = (at, driver.free) if late else (driver.delayed or driver.free, at)
        yield from _standstill(drivers, task, first, last)


def _standstill(drivers: Drivers, task: Task, begin: datetime, end: datetime) -> Iterator[Step]:
    """What keeps a task from going on at once from `begin`: the days off of the calendar that is ready first."""
    for gap in gaps(drivers.standing(task, begin), begin, end):
        yield Step(gap.kind, task.key, gap.begin, gap.end, name=gap.name)


_CONSTRAINTS = {
    "SNET": "not before",
    "FNET": "not to finish before",
    "SNLT": "to start by",
    "FNLT": "to finish by",
    "MSO": "must start",
    "MFO": "must finish",
}
_PLAIN: dict[StepKind, str] = {
    "deadline": "deadline {when}",
    "actual": "started {when}",
    "manual": "dated by hand {when}",
    "part": "part of {name}",
    "project start": "project starts {when}",
    "project finish": "project finishes {when} with {name}",
}
_TYPED_WITHOUT_A_TIME = (time(0), time(8), time(17))
"""The times that a date typed without one gets."""


def words(step: Step, name_of: Callable[[str], str], today: date | None = None) -> str:
    """A step in plain short English: `after 42 finishes Fri 27 Nov 17:00`, `2d lag`, `weekend Sat 28 - Sun 29 Nov`.

    `name_of` says what a key is called; with `today` a year is told where it is not this one.
    """
    name = name_of(step.other) if step.other is not None else ""
    when = _when(step.begin, today)
    match step.kind:
        case "link":
            also = f", as {'do' if len(step.also) > 1 else 'does'} {', '.join(map(name_of, step.also))}"
            return f"{_relation(step)} {name} {_verb(step.which)} {when}{also if step.also else ''}"
        case "lag":
            return f"{_lag(step)} {'lag' if step.amount > 0 else 'lead'}"
        case "leveling":
            return f"{length_in_words(step.amount, 3 * DAY)} elapsed leveling delay"
        case "weekend" | "day off":
            return f"{step.name or step.kind} {_days(step.begin, step.end, today)}"
        case "shift end":
            return f"no work until {_when(step.end, today)}"
        case "constraint":
            typed = _day(step.begin, today) if step.begin.time() in _TYPED_WITHOUT_A_TIME else when
            return f"{_CONSTRAINTS[step.constraint]} {typed} (constraint)"
        case "child":
            return f"its {name} {'starts first' if step.which == 'S' else 'finishes last'} {when}"
        case _:
            return _PLAIN[step.kind].format(name=name, when=when)


def _relation(step: Step) -> str:
    usual: End = "F" if step.late else "S"
    relation = "before" if step.late else "after"
    return relation if step.own == usual else f"to {'start' if step.own == 'S' else 'finish'} {relation}"


def _verb(end: End) -> str:
    return "starts" if end == "S" else "finishes"


def _lag(step: Step) -> str:
    amount = abs(step.amount)
    elapsed_too = " elapsed" if step.unit.startswith("elapsed") else ""
    if step.unit.endswith("percent"):
        return f"{amount:g}%{elapsed_too}"
    return f"{length_in_words(amount, 3 * DAY if elapsed_too else DAY)}{elapsed_too}"


def length_in_words(tenths: float, day: int = DAY) -> str:
    """A length in days of `day` tenths where it is one or more, else in hours and minutes: `1.5d`, `4h`, `1h30`."""
    if tenths >= day:
        return show_duration(Duration(round(tenths / day, 2), "d"))
    return show_duration(Duration(round(tenths / 10, 1), "m"))


def _day(at: datetime, today: date | None) -> str:
    return show_date(at.date(), today or at.date())


def _when(at: datetime, today: date | None) -> str:
    return f"{_day(at, today)} {at:%H:%M}"


def _days(begin: datetime, end: datetime, today: date | None) -> str:
    """Days off from 00:00 to 00:00: `Sat 28 Nov`, `Sat 28 - Sun 29 Nov`, `Sat 31 Oct - Sun 1 Nov`."""
    last = end - timedelta(1)
    if last.date() == begin.date():
        return _day(last, today)
    first = _day(begin, today)
    same_month = (begin.year, begin.month) == (last.year, last.month)
    return f"{' '.join(first.split()[:2]) if same_month else first} - {_day(last, today)}"
