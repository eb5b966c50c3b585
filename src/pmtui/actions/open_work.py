"""The open work of projects: the hours that are left of each item, for whom, and the days within which they are due."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from pmtui.actions.scheduling import Chart, Row
from pmtui.planning.network import Task
from pmtui.planning.schedule import Schedule, schedule
from pmtui.planning.workload import Work
from pmtui.store.tasks import StoredEffort

_GRACE = 6
"""Days from today within which what is late is expected to be done."""
_OPEN = 10**6
"""The last day of what is not promised for any."""
_HELD = ("SNLT", "FNLT", "MSO", "MFO")
"""Constraints that are kept whatever the links say."""


class OpenWork:
    """Open work as planning wants it, day 0 being today: `work` by person (id), `rows` by the keys of that; and by
    person what counts nowhere, for it has no estimate, or no date.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self.rows: dict[str, Row] = {}
        self.work: dict[str, list[Work]] = defaultdict(list)
        self.unestimated: dict[str, list[Row]] = defaultdict(list)
        self.undated: dict[str, list[Row]] = defaultdict(list)

    def gather(self, chart: Chart, efforts: Sequence[StoredEffort]) -> None:
        """Take in a project's work."""
        late, promised = _to_the_last_promise(chart, self.today), _promised(chart)
        dated = _dated(chart) | promised
        for effort in efforts:
            row = chart.row(effort.item_id)
            if row is None or row.summary or row.milestone or chart.task(row).inactive:
                continue
            hours = _hours(chart, row, effort)
            window = None
            if row.id in dated or effort.due:
                needed = chart.finish(row) if chart.task(row).manual else late.late_finish(row.index)
                window = self._window(chart, row, effort, needed.date() if row.id in promised else None)
            if hours is None:
                self.unestimated[effort.person_id].append(row)
            elif hours and window is None:
                self.undated[effort.person_id].append(row)
            elif hours and window is not None:
                self.rows[row.id] = row
                self.work[effort.person_id].append(Work(row.id, hours, *window))

    def _window(self, chart: Chart, row: Row, effort: StoredEffort, needed: date | None) -> tuple[int, int] | None:
        """The first and last day for an item: as typed, else its sprint's, else from its scheduled start to the day by
        which what was promised needs it, its slack used up; without end where nothing was. None where nobody but a
        schedule that has run out says when.

        What is due before it can begin is late on the timeline; here it has the days that the schedule gives it.
        """
        source, finish = chart.source(row), chart.finish(row).date()
        begin, end = source.start or effort.begin, source.due or effort.due
        first = date.fromisoformat(begin) if begin else chart.start(row).date()
        place = max(0, (first - self.today).days)
        if not end and needed is None:
            has_run_out = finish < self.today and not (begin or _placed(chart.task(row)))
            return None if has_run_out else (place, _OPEN)
        scheduled = max(finish, needed or finish)
        last = date.fromisoformat(end) if end else scheduled
        if last < self.today:
            return place, place + _GRACE
        return place, ((scheduled if last < first else last) - self.today).days


def _hours(chart: Chart, row: Row, effort: StoredEffort) -> float | None:
    """The hours of a person's work that are left of an item; None where nobody estimated it, 0 for mere waiting."""
    if effort.left is not None:
        return effort.left / 60
    task = chart.task(row)
    left = 1 - row.percent / 100
    if effort.work is not None:
        return effort.work * left / 60
    if task.guessed:
        return None
    if task.elapsed:
        return 0
    return (task.duration * left if task.remaining is None else task.remaining) / 600


def _dated(chart: Chart) -> set[str]:
    """The ids of what has a place in time: begun, with a typed day or a constraint, after something else, or below such
    an item. The rest is scheduled at the project's start, for want of anything better.
    """
    found: set[str] = set()
    for row in chart.rows:
        source = chart.source(row)
        if source.start or source.due or _placed(chart.task(row)) or row.links or row.parent in found:
            found.add(row.id)
    return found


def _placed(task: Task) -> bool:
    """Whether a task has dates that do not follow from others."""
    return bool(task.constraint_at or task.manual or task.actual_start)


def _promised(chart: Chart) -> set[str]:
    """The ids of what a promised day rests on: what is due or held by a constraint, and all that comes before it.

    Of a project that is planned from its end, that is all of it.
    """
    if chart.maker.terms.from_finish:
        return set(chart.place)
    todo = [row.id for row in chart.rows if row.due or chart.task(row).constraint in _HELD]
    found: set[str] = set()
    while todo:
        id = todo.pop()
        if id in found:
            continue
        found.add(id)
        todo += [child.id for child in chart.children(id)]
        above = chart.row(id)
        while above is not None:  # what a summary waits for, all below it waits for
            todo += [link[0] for link in above.links]
            above = chart.row(above.parent) if above.parent else None
    return found


def _to_the_last_promise(chart: Chart, today: date) -> Schedule:
    """The schedule as if the project went on until its last promised day: nothing is needed before somebody needs it.

    What is promised for more than two years from now is needed then at the latest.
    """
    promised = max((row.due for row in chart.rows if row.due), default="")
    last = min(date.fromisoformat(promised or "1900-01-01"), today + timedelta(2 * 366))
    end = datetime.combine(last, chart.maker.day_finish)
    if end <= chart.schedule.project_finish or chart.maker.terms.from_finish:
        return chart.schedule
    network = chart.prepared.network
    return schedule(
        replace(network, tasks=[*network.tasks, Task("the last promise", 0, constraint="FNET", constraint_at=end)])
    )
