"""The sprint report: what was promised and what came of it, who can show what, the burn-up, velocity."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pmtui.actions import sprints
from pmtui.actions.metrics import charted, read_flow
from pmtui.actions.sprint_course import Review, review
from pmtui.actions.step import zone_of
from pmtui.clock import local, now_ms
from pmtui.errors import Refused
from pmtui.model.durations import show_number
from pmtui.model.paper import Bullets, Figure, Paper, Section, Table
from pmtui.reports.figures import figure
from pmtui.reports.parts import bullets, section
from pmtui.store import read
from pmtui.store import sprints as stored
from pmtui.store.plan import Plan
from pmtui.store.sprints import FrozenItem, Sprint

_WEEKS = 12


class _Told(NamedTuple):
    """What came of a sprint, the people by code, and the day on which it is told."""

    found: Review
    names: dict[str, str]
    today: date

    def lines(self, items: Sequence[FrozenItem]) -> Bullets | None:
        """Items as bullets: number, title, points, owner."""
        return bullets(self._line(one) for one in items)

    def _line(self, one: FrozenItem) -> str:
        points = f"{show_number(one.points)}pt" if one.points else ""
        return ", ".join(filter(None, (f"{one.ref} {one.title}", self.owner(one), points)))

    def owner(self, one: FrozenItem) -> str:
        """Whose item it is, by name; "" for nobody's."""
        return self.names.get(one.owner or "", one.owner or "")


def reported(plan: Plan, project: str) -> Sprint:
    """The sprint a report is about if none is named: the one that is on, else the last that ended. Refused for none."""
    on = sprints.active(plan, project)
    ended = [one for one in stored.sprints(plan, [project]) if one.state == "ended"]
    if on is None and not ended:
        raise Refused('no sprint has begun yet; `pmtui sprint start "Sprint 1"` starts one')
    return on or ended[-1]


def paper(plan: Plan, sprint: Sprint, audience: str) -> Paper:
    """The report of a sprint; what the steering committee gets has no cards."""
    zone = zone_of(plan, sprint.project_id)
    people = {one.code: one.name for one in read.people(plan).values()}
    told = _Told(review(plan, sprint), people, local(now_ms(), zone).date())
    project = read.projects(plan)[sprint.project_id]
    found, cards = told.found, audience != "steering"
    removed, added = found.of("removed"), found.of("added")
    made = [
        section("", *_opening(told)),
        section("How it went", _table(found)),
        *(
            [
                section("Done", told.lines(found.done)),
                section("Demo", _demo(told)),
                section("Carried over" if found.at else "Still open", told.lines(found.open)),
                section("Added after the start", told.lines(added)),
                section("Removed after the start", told.lines(removed)),
            ]
            if cards
            else []
        ),
        section("Flow", *_figures(plan, sprint, told.today)),
    ]
    kept: list[Section] = [one for one in made if one.blocks]
    return Paper(f"Sprint report {project.key} {sprint.name}", told.today, tuple(kept))


def _opening(told: _Told) -> list[str]:
    """The goal, the days, and whether it is over."""
    sprint = told.found.sprint
    first, last = sprints.days_of(sprint)
    over = "it has ended" if told.found.at else "it is still on"
    goal = [f"Goal: {sprint.goal}"] if sprint.goal else ["It had no goal."]
    return [*goal, f"{sprints.span_words(first, last, told.today)}; {over}."]


def _table(found: Review) -> Table:
    """Promised and done, in items and points, with say/do."""
    made = found.result
    points = {part: sum(one.points or 0 for one in items) for part, items in _parts(found).items()}
    rows = [(part, str(len(items)), show_number(points[part])) for part, items in _parts(found).items()]
    rows.insert(0, ("Committed", str(len(made.committed)), show_number(made.points)))
    say_do = "-" if made.say_do is None else f"{made.say_do * 100:.0f} %"
    rows.append(("Say/do: committed and done", f"{len(made.kept)} of {len(made.committed)}", say_do))
    return Table(("", "Items", "Points"), tuple(rows))


def _parts(found: Review) -> dict[str, list[FrozenItem]]:
    return {
        "Done": found.done,
        "Carried over" if found.at else "Still open": found.open,
        "Added after the start": found.of("added"),
        "Removed after the start": found.of("removed"),
    }


def _demo(told: _Told) -> Bullets | None:
    """Who can show what was done."""
    shown: dict[str, list[str]] = {}
    for one in told.found.done:
        shown.setdefault(told.owner(one) or "nobody yet", []).append(f"{one.ref} {one.title}")
    return bullets(f"{owner}: {', '.join(items)}" for owner, items in sorted(shown.items()))


def _figures(plan: Plan, sprint: Sprint, today: date) -> list[Figure]:
    """The burn-up of the sprint that is on, and the velocity of those that ended."""
    charts = charted(read_flow(plan, [sprint.project_id]), weeks=_WEEKS, only=("burnup", "velocity", "cycle")).charts
    names = ["burnup", "burndown"] if sprint.state == "active" and charts["burnup"].span == sprint.name else []
    return [figure(charts[name], today) for name in (*names, "velocity", "cycle") if name in charts]
