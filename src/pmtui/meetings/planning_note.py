"""The note of a planning, which writes itself: what was committed to, what it is based on, what spoke against it."""

from collections.abc import Sequence

from pmtui.actions.sprint_course import amount
from pmtui.actions.sprints import days_of, span_words
from pmtui.meetings.sprint_view import View
from pmtui.model.item import Person
from pmtui.model.paper import Bullets, Paper, Section, to_markdown
from pmtui.model.text import clean_line
from pmtui.store.meetings import Entry


def note(view: View, people: dict[str, Person], captured: Sequence[Entry]) -> str:
    """The note in Markdown, of a sprint as it is committed to; `people` are by id."""
    sprint, inside = view.sprint, view.backlog.inside
    days = f"{span_words(*days_of(sprint), view.backlog.today)}, {view.days} working days"
    lines = []
    for one in inside:
        owner = people.get(one.item.owner_id or "")
        points = f", {one.item.points:g}pt" if one.item.points is not None else ""
        who = f" - {clean_line(owner.name)}" if owner else ""
        lines.append(f"{one.item.ref} {clean_line(one.item.title)}{points}{who}")
    sections = [
        Section("", (days, f"Goal: {clean_line(sprint.goal or '')}")),
        Section(f"Committed: {amount(len(inside), view.points)}", (Bullets(tuple(lines)),)),
        Section("Forecast", (forecast(view),)),
        _bullets("To look at", [one.text for one in view.checks]),
        _bullets("Captured", [f"{one.kind}: {clean_line(one.text)}" for one in captured]),
    ]
    title = f"Planning {clean_line(sprint.name)}"
    return to_markdown(Paper(title, view.backlog.today, tuple(one for one in sections if one.blocks)))


def forecast(view: View) -> str:
    """What the team's pace says of it, with the method."""
    pace = view.pace
    if pace.p50 is None or pace.p85 is None:
        return f"No forecast: {pace.missing}"
    chance = "" if view.chance is None else f", all {view.words(view.amount)} {view.chance * 100:.0f} %"
    return f"P85 {view.words(pace.p85)}, P50 {view.words(pace.p50)}{chance} ({pace.method})"


def _bullets(heading: str, lines: Sequence[str]) -> Section:
    return Section(heading, (Bullets(tuple(lines)),) if lines else ())
