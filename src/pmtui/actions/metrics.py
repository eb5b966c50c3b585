"""The flow metrics of boards: what the log tells, read once, and the charts of any period of it."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from pmtui.actions.step import zone_of
from pmtui.clock import local, midnight, now_ms
from pmtui.model.story import Story
from pmtui.planning.burn import Sprint
from pmtui.planning.flow import DAY, Course, course
from pmtui.store import flow as stored
from pmtui.store import sprints as stored_sprints
from pmtui.store.collector import no_collector
from pmtui.store.copy import Copy
from pmtui.store.plan import Plan

if TYPE_CHECKING:
    from pmtui.actions.metric_pictures import Chart

WEEKS = (2, 4, 8, 12, 26, 52, 104)
"""The periods to choose from."""
USUAL_WEEKS = 12


class Flow(NamedTuple):
    """All that the metrics follow from. Days are ordinals of calendar days in the first project's zone.

    `frozen` has what came of the sprints that somebody ended, as it was then. `week_start` is 0 for Monday to 6 for
    Sunday; `begun` the first day that anything is known of.
    """

    stories: list[Story]
    courses: list[Course]
    names: dict[str, stored.Named]
    sprints: list[Sprint]
    frozen: list[stored_sprints.Frozen]
    day_of: Callable[[int], int]
    zone: tzinfo | None
    now: int
    today: int
    begun: int
    week_start: int

    def midnight(self, day: int) -> int:
        """The instant at which a day begins, in ms UTC."""
        return midnight(date.fromordinal(day), self.zone)

    def narrowed(self, only: set[str]) -> "Flow":
        """The flow of these items (ids) alone."""
        kept = [pair for pair in zip(self.stories, self.courses, strict=True) if pair[0].id in only]
        frozen = [one._replace(items=[item for item in one.items if item.item in only]) for one in self.frozen]
        return self._replace(stories=[one for one, _ in kept], courses=[one for _, one in kept], frozen=frozen)


class Metrics(NamedTuple):
    """The charts of a period, by name, in the order in which they are listed; both days are part of it.

    `items` is how many items they follow from.
    """

    first: date
    today: date
    items: int
    charts: "dict[str, Chart]"


def metrics(
    plan: Plan, projects: Sequence[str], *, since: date | None = None, weeks: int = USUAL_WEEKS, week_start: int = 0
) -> Metrics:
    """The charts of these projects (ids), since a day or of the last weeks."""
    return charted(read_flow(plan, projects, week_start), since=since, weeks=weeks)


def read_flow(plan: Plan, projects: Sequence[str], week_start: int = 0) -> Flow:
    """Read what the metrics of these projects (ids) follow from, up to this moment."""
    if plan.outdated:
        with Copy(plan) as copy:
            return read_flow(copy, projects, week_start)
    zone = zone_of(plan, projects[0] if projects else None)
    day_of, now = days_in(zone), now_ms()
    with no_collector():
        stories = stored.stories(plan, projects, day_of)
        courses = [course(story, day_of) for story in stories]
    sprints = [
        Sprint(row.id, row.name, date.fromisoformat(row.start).toordinal(), date.fromisoformat(row.finish).toordinal())
        for row in stored_sprints.dated(plan, projects)
    ]
    known = [one.id for one in stored_sprints.sprints(plan, projects)]
    ends = list(stored_sprints.frozen(plan, stored_sprints.END, known).values())
    today = day_of(now)
    begun = min((one.stands[0][0] for one in courses if one.stands), default=today)
    met = dict.fromkeys([*(story.id for story in stories), *(one.item for end in ends for one in end.items)])
    names = stored.named(plan, met)
    return Flow(stories, courses, names, sprints, ends, day_of, zone, now, today, begun, week_start)


def charted(flow: Flow, *, since: date | None = None, weeks: int = USUAL_WEEKS, only: Collection[str] = ()) -> Metrics:
    """The charts since a day, or of the last weeks, or `only` some by name; never of days before anything is known."""
    from pmtui.actions.metric_charts import charts

    first = since.toordinal() if since else flow.today - 7 * weeks + 1
    first = min(max(first, flow.begun), flow.today)
    made = charts(flow, first, only)
    return Metrics(date.fromordinal(first), date.fromordinal(flow.today), len(flow.stories), made)


def days_in(zone: tzinfo | None) -> Callable[[int], int]:
    """What tells the calendar day, as an ordinal, of an instant (ms UTC) in a zone; None is the machine's own."""
    known: dict[int, tuple[int, int, int]] = {}  # by day of UTC: the zone's day it begins in, that it ends in, and when

    def day_of(at: int) -> int:
        utc = at // DAY
        days = known.get(utc)
        if days is None:
            first, last = (local(end, zone).date() for end in (utc * DAY, utc * DAY + DAY - 1))
            days = known[utc] = first.toordinal(), last.toordinal(), midnight(last, zone)
        return days[at >= days[2]]

    return day_of


def weeks_beside(weeks: int, way: int) -> int:
    """The next longer (1) or shorter (-1) period."""
    place = WEEKS.index(weeks) if weeks in WEEKS else WEEKS.index(USUAL_WEEKS)
    return WEEKS[min(max(place + way, 0), len(WEEKS) - 1)]


def week_of(day: date, week_start: int) -> date:
    """The first day of the week that a day lies in."""
    return day - timedelta((day.weekday() - week_start) % 7)
