"""From stored tasks to the network that planning schedules: units, calendars, constraints, and the lengths guessed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import cast

from pmtui.actions.calendars import calendars
from pmtui.actions.capacity import leave_by_person
from pmtui.actions.step import zone_of
from pmtui.clock import local, now_ms
from pmtui.model.durations import Duration
from pmtui.model.words import DECIDED_TYPES
from pmtui.planning.axis import Axis
from pmtui.planning.calendars import Calendar, CalendarException, shifts_on
from pmtui.planning.flow import DAY, SERVICE_WEEKS, percentile
from pmtui.planning.leave import with_leave
from pmtui.planning.network import Constraint, Dependency, Kind, Network, Task, Terms
from pmtui.store import tasks as stored
from pmtui.store.plan import Plan
from pmtui.store.tasks import StoredPart, StoredTask

STANDARD = "Standard"
"""The key of the calendar that holds where a project names none: office hours from Monday to Friday."""
_GUESSES = 200
"""Finished items that the team's median is taken from, at most."""


class Maker:
    """Makes one project's network. `calendars` are by id, with STANDARD among them; `zone` is the project's."""

    def __init__(self, plan: Plan, project: str) -> None:
        self.plan = plan
        self.project = project
        self.zone: tzinfo | None = zone_of(plan, project)
        said = stored.terms(plan, project)
        self.day = said.minutes_per_day or 480
        self.week = said.minutes_per_week or 5 * self.day
        self.month = said.days_per_month or 20
        self.day_start = time.fromisoformat(said.day_start or "08:00")
        self.day_finish = time.fromisoformat(said.day_finish or "17:00")
        self.calendars = {STANDARD: Calendar(STANDARD), **calendars(plan)}
        own = said.calendar_id if said.calendar_id in self.calendars else STANDARD
        self.terms = Terms(
            start=self._project_day(said.start, said.start_time, self.day_start)
            or datetime.combine(local(stored.made_at(plan, project), self.zone).date(), self.day_start),
            finish=self._project_day(said.finish, said.finish_time, self.day_finish),
            from_finish=bool(said.from_finish and said.finish),
            calendar=own,
            critical_slack=round((said.critical_slack or 0) * self.day * 10),
            multiple_critical=bool(said.multiple_critical),
            honor_constraints=not said.links_over_constraints,
        )
        self.parts: dict[str, list[StoredPart]] = {}
        self._theirs: dict[str, str] = {}
        self.read_people(plan)
        self._axes: dict[str, Axis] = {}
        self._median: int | None = None

    def read_people(self, plan: Plan, ids: Sequence[str] = ()) -> None:
        """Read who does what of these items, or of all; those who have leave get calendars of their own here."""
        found = stored.parts(plan, self.project, ids)
        if not ids:
            self.parts = {}
        for id in ids:
            self.parts.pop(id, None)
        self.parts |= found
        new = {part.person_id: part for parts in found.values() for part in parts if part.person_id not in self._theirs}
        absences = leave_by_person(plan) if new else {}
        for person in new.keys() & absences.keys():
            self._theirs[person] = f"leave {person}"
            self.calendars[self._theirs[person]] = with_leave(
                self.calendars[self._usual(new[person])], absences[person]
            )

    def leave_of(self, person: str) -> list[CalendarException]:
        """The days on which somebody at work on this project is on leave, as days of their calendar that differ."""
        key = self._theirs.get(person)
        return self.calendars[key].exceptions if key else []

    def network(self, tasks: Iterable[Task], links: Iterable[Dependency]) -> Network:
        """The whole network."""
        return Network(self.terms, list(tasks), list(links), self.calendars)

    @property
    def calendar(self) -> Calendar:
        """The project's calendar."""
        return self.calendars[self.terms.calendar]

    @property
    def axis(self) -> Axis:
        """The project's working time."""
        return self._axis_of(self.terms.calendar)

    def task(self, row: StoredTask, parent: str | None) -> Task:
        """One task of a stored one, below `parent` or at the top."""
        length, elapsed, guessed = self.length(row)
        kind, moment = self._constraint(row)
        actual_start, actual_finish = self._actual(row, length)
        manual = bool(row.manual and row.manual_start)
        people, lengths = self._people(row.id, length)
        return Task(
            key=row.id,
            duration=length,
            parent=parent,
            elapsed=elapsed,
            constraint=kind,
            constraint_at=moment,
            deadline=datetime.combine(
                date.fromisoformat(row.due), time.fromisoformat(row.due_time) if row.due_time else self.day_finish
            )
            if row.due and row.type not in DECIDED_TYPES
            else None,
            percent=100.0 if actual_finish else row.percent or 0.0,
            actual_start=actual_start,
            actual_finish=actual_finish,
            resume=_moment(row.resume),
            remaining=None if row.remaining is None else round(row.remaining * 10),
            manual_start=_moment(row.manual_start),
            manual_finish=_moment(row.manual_finish),
            manual=manual,
            inactive=bool(row.inactive),
            calendar=row.calendar_id if row.calendar_id in self.calendars else None,
            calendars=people,
            lengths=lengths,
            heed_people=not row.lone_calendar,
            leveling_delay=round((row.leveling_delay or 0) * 10),
            guessed=guessed,
        )

    def length(self, row: StoredTask) -> tuple[int, bool, bool]:
        """How long a task takes in tenths of a minute, whether by the wall clock, and whether nobody said so.

        What was typed, else the mean of three points (o + 4m + p) / 6, else the team's median.
        """
        if row.estimate_m is None or row.estimate_unit is None:
            return (0, False, False) if row.type == "milestone" else (self.median, False, True)
        amount = row.estimate_m
        if row.estimate_o is not None and row.estimate_p is not None:
            amount = (row.estimate_o + 4 * row.estimate_m + row.estimate_p) / 6
        length = Duration(amount, row.estimate_unit)
        return self.tenths(length), length.elapsed, False

    def tenths(self, length: Duration) -> int:
        """A length in tenths of a minute, by the project's day, week and month."""
        return round(length.minutes(self.day / 60, self.week / self.day, self.month) * 10)

    def dependency(self, row: tuple[str, str, str, float | None, str | None]) -> Dependency:
        """One link of a stored one."""
        before, kind, after, amount, unit = row
        link = Dependency(before, after, cast(Kind, kind))
        if amount and unit in ("%", "e%"):
            link.lag, link.unit = amount, "percent" if unit == "%" else "elapsed percent"
        elif amount and unit:
            lag = Duration(amount, unit)
            link.lag, link.unit = self.tenths(lag), "elapsed" if lag.elapsed else "working"
        return link

    @property
    def median(self) -> int:
        """The working days that half of the items finished lately took at most, in tenths; a day where none did."""
        if self._median is None:
            found = stored.spans(self.plan, self.project, now_ms() - SERVICE_WEEKS * 7 * DAY)
            days = [self._working_days(*span) for span in sorted(found, key=lambda span: -span[1])[:_GUESSES]]
            self._median = (percentile(days, 50) if days else 1) * self.day * 10
        return self._median

    def _working_days(self, started: int, finished: int) -> int:
        first, last = local(started, self.zone).date(), local(finished, self.zone).date()
        span = (last - first).days + 1
        if span > 366:
            return span * 5 // 7
        return max(1, sum(bool(shifts_on(self.calendar, first + timedelta(n))) for n in range(span)))

    def _constraint(self, row: StoredTask) -> tuple[Constraint, datetime | None]:
        """A typed constraint; else a typed start means not before it."""
        if row.constraint_kind in ("ASAP", "ALAP"):
            return cast(Constraint, row.constraint_kind), None
        if row.constraint_kind and row.constraint_at:
            return cast(Constraint, row.constraint_kind), _moment(row.constraint_at)
        if row.start:
            return "SNET", datetime.combine(date.fromisoformat(row.start), self.day_start)
        return ("ALAP" if self.terms.from_finish else "ASAP"), None

    def _actual(self, row: StoredTask, length: int) -> tuple[datetime | None, datetime | None]:
        """When it really began and ended: as typed or imported, else as its card was moved."""
        start, finish = _moment(row.actual_start), _moment(row.actual_finish)
        if start is None and row.begun is not None:
            start = self._minute(row.begun)
        if finish is None and row.state == "done" and row.finished_at is not None:
            finish = self._minute(row.finished_at)
        if finish is not None and start is None:
            start = self.axis.start_at(max(0, self.axis.offset(finish) - length)) if length else finish
        if start is not None and finish is not None and start > finish:
            start = finish
        return start, finish

    def _minute(self, ms: int) -> datetime:
        return local(ms, self.zone).replace(tzinfo=None, second=0, microsecond=0)

    def _people(self, item: str, length: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """The calendars work on an item runs on, where not all of it is the project's own, and how long each part is.

        A person's is their own, else the project's, less their leave.

        A part lasts from its start to its finish, else as long as its work takes at its units, else all of the task.
        """
        found = self.parts.get(item, ())
        if not any(part.calendar_id in self.calendars or part.person_id in self._theirs for part in found):
            return (), ()
        calendars, lengths = [], []
        for part in found:
            calendar = self._theirs.get(part.person_id) or self._usual(part)
            calendars.append(calendar)
            if part.start and part.finish:
                axis = self._axis_of(calendar)
                lengths.append(axis.between(datetime.fromisoformat(part.start), datetime.fromisoformat(part.finish)))
            else:
                lengths.append(round(part.work * 10 / (part.units or 1)) if part.work else length)
        return tuple(calendars), tuple(lengths)

    def _usual(self, part: StoredPart) -> str:
        """The key of the calendar that whoever does a part would work by without any leave."""
        return part.calendar_id if part.calendar_id in self.calendars else self.terms.calendar

    def _axis_of(self, calendar: str) -> Axis:
        if calendar not in self._axes:
            first = self.terms.start.date()
            self._axes[calendar] = Axis(self.calendars[calendar], first, first)  # it grows as far as it is asked
        return self._axes[calendar]

    @staticmethod
    def _project_day(day: str | None, clock: str | None, usual: time) -> datetime | None:
        return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock) if clock else usual) if day else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
