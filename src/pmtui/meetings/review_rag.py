"""The areas of a review with their colours: what the rules say, what people say against them, what was said before."""

from collections.abc import Mapping

from pmtui.errors import Refused, Usage
from pmtui.meetings import review_risks
from pmtui.meetings.review_basis import Basis
from pmtui.meetings.review_changes import scope
from pmtui.meetings.review_milestones import promises
from pmtui.meetings.review_shapes import Area, Milestone, Override
from pmtui.model.text import clean_line, quoted, whole_line
from pmtui.model.words import nearest
from pmtui.planning.rag import (
    AREAS,
    COLOURS,
    Booked,
    Colour,
    Status,
    overall_status,
    quality_status,
    scope_status,
    team_status,
    time_status,
)
from pmtui.store import overview
from pmtui.store.meetings import Entry

KIND = "rag"
"""The entry of a meeting that overrides an area: `about_id` is the area's word, `value` R, A, G or "" to take it back,
`text` the reason.
"""
_BEYOND = 999
"""Percent of no hours at all."""
_SEVERE = ("urgent", "high")
_LETTERS = {str(letter): letter for letter in COLOURS.values()}


def areas(basis: Basis, milestones: list[Milestone], said: Mapping[str, Override]) -> list[Area]:
    """All areas, the overall one first; `said` are the overrides that hold, by area."""
    limits = basis.thresholds
    time = time_status(promises(basis, milestones), limits.milestone_tolerance)
    if basis.chart is None:
        time = Status("-", "T1", basis.chart_trouble)
    parts = {
        "scope": scope_status(scope(basis), limits.scope_growth),
        "time": time,
        "cost": Status("-", "C1", "there is no budget and no actual cost to measure"),
        "risk": review_risks.status(basis),
        "quality": _quality(basis),
        "team": team_status(_loads(basis), limits.load),
    }
    every = {"overall": overall_status(parts), **parts}
    before = basis.said_before.get("areas")
    known = {one.get("name"): one.get("colour") for one in before or () if isinstance(one, dict)}
    return [Area(name, every[name], said.get(name), _colour(known.get(name))) for name in AREAS]


def overrides(basis: Basis, entries: list[Entry]) -> dict[str, Override]:
    """The overrides that hold, by area: the newest of each, unless a report was issued since, on an earlier day."""
    found = {}
    for entry in entries:
        if entry.kind == KIND and entry.about_id in AREAS and holds(basis, entry):
            found[entry.about_id] = entry
    return {
        area: Override(colour, entry.text, basis.name(entry.person_id), basis.code(entry.person_id), entry.at)
        for area, entry in found.items()
        if (colour := _LETTERS.get(entry.value or ""))
    }


def holds(basis: Basis, entry: Entry) -> bool:
    """Whether what somebody said still holds: it does until a report was issued, and in all others of that day."""
    return not any(report.at >= entry.at and basis.day(report.at) < basis.today for report in basis.reports)


def understood(area: str, colour: str, reason: str) -> tuple[str, Colour | None, str]:
    """An override as a person types it; the colour is None where it is taken back. Usage; Refused without a reason."""
    word = area.casefold()
    if word not in AREAS:
        near = nearest(word, AREAS)
        raise Usage(f"{quoted(area)} is no area; {f'did you mean {near}?' if near else 'there is ' + ', '.join(AREAS)}")
    name = colour.casefold()
    if name in ("none", "-"):
        return word, None, ""
    found = next((letter for said, letter in COLOURS.items() if name in (said, letter.casefold())), None)
    if found is None:
        raise Usage(f"{quoted(colour)} is no colour; there is red, amber, green, and none to go by the rule again")
    line = whole_line(reason)
    if not line:
        raise Refused(f"say why {word} is {name} against the rule: both are shown, with the reason")
    return word, found, line


def _quality(basis: Basis) -> Status:
    """From open severe bugs, and from cards that were finished since with open checks."""
    bugs = [one for one in basis.work.values() if one.type == "bug" and one.project_id == basis.project]
    severe = [one.id for one in bugs if one.open and one.priority in _SEVERE]
    checked, unchecked = overview.with_checks(basis.plan, basis.project)
    lately = [id for id in basis.before if id in unchecked and not basis.was(basis.work[id]).done]
    return quality_status(severe, lately, bool(bugs) or checked, basis.thresholds.severe_bugs)


def _loads(basis: Basis) -> list[Booked]:
    """The load of those who have work that counts; who has work but no hours at all is booked beyond any limit."""
    found = []
    for one in basis.load:
        if any(week.booked for week in one.weeks):
            percents = tuple(_BEYOND if week.percent is None else week.percent for week in one.weeks)
            items = tuple(dict.fromkeys(row.id for excess in one.excesses for row in excess.items))
            here = tuple(id for id in items if id in basis.work)
            found.append(Booked(one.person.name, percents, sum(week.over for week in one.weeks), here))
    return found


def _colour(said: object) -> str | None:
    """A colour that a frozen document holds."""
    word = clean_line(said, 1) if isinstance(said, str) else ""
    return word if word in ("R", "A", "G", "-") and word else None
