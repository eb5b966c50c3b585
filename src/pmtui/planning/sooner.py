"""What would bring a task's finish forward: changes along what drives it, each proved by a new schedule."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple, get_args

from pmtui.model.dates import show_date
from pmtui.planning.axes import Axes
from pmtui.planning.calendars import OFFICE, Calendar, CalendarException, shifts_between
from pmtui.planning.drivers import Driver, Drivers, End, settled
from pmtui.planning.gaps import gaps
from pmtui.planning.leave import LEAVE
from pmtui.planning.network import DAY, Dependency, Network, Task
from pmtui.planning.schedule import Schedule, prepare, schedule
from pmtui.planning.upstream import upstream
from pmtui.planning.why import length_in_words

_ELAPSED = 3
"""Elapsed days have three times the hours of working days."""
_AT_ONCE = 4
"""How many changes together are looked for where one alone does not do."""
_EFFORT = 130_000
"""How many tasks may be scheduled anew in one answer, so that it comes within half a second at 10,000 tasks, ..."""
_FEWEST, _MOST = 3, 60
"""... but never fewer trials of single changes than this, nor more."""
_COMPILING = 4
"""How much dearer a trial is that changes more than tasks, so that the network is compiled anew."""

ChangeKind = Literal["lag", "leveling", "constraint", "shorten", "work on"]
_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
_COMPILED: tuple[ChangeKind, ...] = ("lag", "work on")


class Change(NamedTuple):
    """One change to a plan, `amount` in tenths of a minute.

    "shorten" the task `key`, its "leveling" delay (elapsed) or the "lag" after its predecessor `other` (elapsed where
    the lag is); set the "constraint" of `key` earlier; "work on" `day`, which the calendars of `key` have off.
    """

    kind: ChangeKind
    key: str
    amount: int = 0
    other: str = ""
    day: date | None = None


class Help(NamedTuple):
    """Changes that together bring the finish forward by `gain`, in working tenths of the project's calendar."""

    changes: tuple[Change, ...]
    gain: int


class Advice(NamedTuple):
    """What helps, most first; `tried` of the `candidates` were tried alone, fewer than all where the plan is large."""

    helps: list[Help]
    tried: int
    candidates: int


def what_would_help(network: Network, key: str, by: int = DAY) -> Advice:
    """What would bring the finish of a task or summary forward by `by` working tenths, along all that drives it.

    Shorten a task (never by more than half), a lag or a leveling delay, move a constraint, work on a day off: each was
    tried, and what does not help is left out; what gains less than `by` says so. Where nothing alone gains that much,
    as when several paths drive the task, several changes together come first; where the plan is not too large for it,
    those that can be spared were dropped. KeyError for a key that is not in the network.
    """
    trial = _Trial(upstream(network, key), key, by)
    candidates = trial.candidates(())
    helps = []
    tried = 0
    for change in candidates:
        # A third is kept for several changes together.
        if tried >= _MOST or (tried >= _FEWEST and trial.effort < _EFFORT // 3):
            break
        tried += 1
        if (gain := trial.gain((change,))) > 0:
            helps.append(Help((change,), gain))
    helps.sort(key=lambda one: (-one.gain, _KINDS.index(one.changes[0].kind)))
    best = helps[0].gain if helps else 0
    if best < by:
        together = trial.together(helps[0].changes if helps else ())
        if together.gain > best and len(together.changes) > 1:
            helps.insert(0, together)
    return Advice(helps, tried, len(candidates))


class _Trial:
    """One question: the network with all that matters to it, the finish to beat, the `effort` left for trials."""

    def __init__(self, network: Network, key: str, by: int) -> None:
        self.network = network
        self.key = key
        self.by = by
        self.effort = _EFFORT
        self._prepared = prepare(network)
        self._known: dict[tuple[Change, ...], tuple[Network, Schedule]] = {}
        self._home = Axes(network, network.terms.start.date()).home
        self._finish = self._finish_of(())

    def _tried(self, changes: tuple[Change, ...]) -> tuple[Network, Schedule]:
        """The network with these changes, and its schedule; counted once."""
        if changes not in self._known:
            network = self.network
            for change in changes:
                network = changed(network, change)
            self._known[changes] = network, self._scheduled(network, changes)
        return self._known[changes]

    def _scheduled(self, network: Network, changes: tuple[Change, ...]) -> Schedule:
        """A schedule without compiling anew where only tasks changed; the compiled network is as before afterwards."""
        if any(change.kind in _COMPILED for change in changes):
            self.effort -= _COMPILING * len(network.tasks)
            return schedule(network)
        self.effort -= len(network.tasks)
        keys = {change.key for change in changes}
        for task in network.tasks:
            if task.key in keys:
                self._prepared.change(task)
        found = self._prepared.schedule()
        for task in self.network.tasks:
            if task.key in keys:
                self._prepared.change(task)
        return found

    def _finish_of(self, changes: tuple[Change, ...]) -> datetime:
        found = self._tried(changes)[1]
        return found.finish(found.index[self.key])

    def gain(self, changes: tuple[Change, ...]) -> int:
        """By how many working tenths these changes bring the finish forward."""
        return self._home.between(self._finish_of(changes), self._finish)

    def together(self, changes: tuple[Change, ...]) -> Help:
        """These changes and more, each along what drives the task after the ones before, until the gain will do."""
        while self.gain(changes) < self.by and len(changes) < _AT_ONCE and (self.effort > 0 or len(changes) < 2):
            made = {change._replace(amount=0) for change in changes}
            more = next((new for new in self.candidates(changes) if new._replace(amount=0) not in made), None)
            if more is None:
                break
            changes = (*changes, more)
        gain = self.gain(changes)
        for change in changes:
            fewer = tuple(kept for kept in changes if kept != change)
            if self.effort > 0 and self.gain(fewer) >= gain:
                changes, gain = fewer, self.gain(fewer)
        return Help(changes, gain)

    def candidates(self, changes: tuple[Change, ...]) -> list[Change]:
        """The single changes to consider after these: one of each kind, then those cheap to try, nearest first."""
        self.effort -= 2 * len(self.network.tasks)
        found = list(dict.fromkeys(_along(Drivers(*self._tried(changes)), self.key, self.by)))
        first = {change.kind: change for change in reversed(found)}
        return sorted(found, key=lambda change: (first[change.kind] != change, change.kind in _COMPILED))


def _along(drivers: Drivers, key: str, by: int) -> Iterator[Change]:
    """The changes that could matter, along every path that drives a task's finish, the nearest first."""
    start: tuple[str, End] = (key, "F")
    todo, seen = [start], {start}
    for here, end in todo:
        leaf = drivers.decider(here, end, late=False)
        task = drivers.tasks[leaf]
        yield from _of_task(task, by)
        # What comes from the late side is not brought forward by what comes before it.
        if settled(task) or drivers.is_late(leaf):
            continue
        for driver in drivers.early(leaf):
            yield from _of_driver(drivers, task, driver, by)
            if driver.other is not None and (driver.other, driver.end) not in seen:
                seen.add((driver.other, driver.end))
                todo.append((driver.other, driver.end))


def _of_task(task: Task, by: int) -> Iterator[Change]:
    if task.actual_finish is not None or settled(task) == "manual":
        return
    left = round(task.duration * (1 - task.percent / 100)) if task.remaining is None else task.remaining
    if shorter := min(_ELAPSED * by if task.elapsed else by, left // 2):
        yield Change("shorten", task.key, shorter)


def _of_driver(drivers: Drivers, task: Task, driver: Driver, by: int) -> Iterator[Change]:
    link, held = driver.link, drivers.tasks[driver.owner]
    if link is not None and link.lag > 0:
        lag = link.lag * drivers.tasks[link.before].duration / 100 if "percent" in link.unit else link.lag
        if shorter := min(_ELAPSED * by if "elapsed" in link.unit else by, round(lag)):
            yield Change("lag", driver.owner, shorter, link.before)
    if driver.delayed is not None:
        yield Change("leveling", task.key, min(_ELAPSED * by, task.leveling_delay))
    if driver.because == "constraint" and held.constraint in ("SNET", "FNET", "MSO", "MFO"):
        yield Change("constraint", driver.owner, by)
    start = drivers.date(task.key, driver.own, late=False)
    for gap in gaps(drivers.standing(task, driver.free), driver.said, start):
        if gap.kind != "shift end" and gap.name != LEAVE:
            yield Change("work on", task.key, day=gap.begin.date())


def changed(network: Network, change: Change) -> Network:
    """The network with one change made; the one given stays as it is. KeyError where it has no such task."""
    tasks = {task.key: task for task in network.tasks}
    task = tasks[change.key]
    match change.kind:
        case "shorten":
            remaining = None if task.remaining is None else max(0, task.remaining - change.amount)
            lengths = tuple(max(0, length - change.amount) for length in task.lengths)
            shorter = task.duration - change.amount
            tasks[task.key] = replace(task, duration=shorter, remaining=remaining, lengths=lengths)
        case "leveling":
            tasks[task.key] = replace(task, leveling_delay=task.leveling_delay - change.amount)
        case "constraint" if task.constraint_at is not None:
            home = Axes(network, task.constraint_at.date()).home
            finish = task.constraint in ("FNET", "MFO")
            earlier = home.offset(task.constraint_at) - change.amount
            tasks[task.key] = replace(task, constraint_at=(home.finish_at if finish else home.start_at)(earlier))
        case "lag":
            links = [_less_lag(link, tasks[link.before], change) for link in network.links]
            return replace(network, links=links)
        case "work on" if change.day is not None:
            names = {*task.calendars, *([task.calendar] if task.calendar else ())} or {network.terms.calendar}
            opened = {name: _opened(network.calendars.get(name) or Calendar(), change.day) for name in names}
            return replace(network, calendars=network.calendars | opened)
    return replace(network, tasks=list(tasks.values()))


def _less_lag(link: Dependency, before: Task, change: Change) -> Dependency:
    if (link.before, link.after) != (change.other, change.key) or link.lag <= 0:
        return link
    less = change.amount * 100 / max(1, before.duration) if "percent" in link.unit else change.amount
    return replace(link, lag=max(0, link.lag - less))


def _opened(calendar: Calendar, day: date) -> Calendar:
    """The calendar with a day off worked, in the shifts of the last working day before it."""
    fortnight = shifts_between(calendar, day - timedelta(14), day - timedelta(1))
    shifts = next((shifts for shifts in reversed(fortnight) if shifts), OFFICE)
    return replace(calendar, exceptions=[*calendar.exceptions, CalendarException(day, day, shifts)])


def words(change: Change, name_of: Callable[[str], str], today: date | None = None) -> str:
    """A change in plain short English: `shorten 42 by 1d`, `1d less lag between 41 and 42`, `work on Sat 28 Nov`."""
    name = name_of(change.key)
    amount = length_in_words(change.amount)
    match change.kind:
        case "shorten":
            return f"shorten {name} by {amount}"
        case "lag":
            return f"{amount} less lag between {name_of(change.other)} and {name}"
        case "leveling":
            return f"{length_in_words(change.amount, _ELAPSED * DAY)} less leveling delay of {name}"
        case "constraint":
            return f"let {name} be {amount} earlier than its constraint"
        case "work on":
            day = change.day or date.max
            return f"work on {show_date(day, today or day)} for {name}"
