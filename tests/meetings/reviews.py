"""A project with a past for reviews: a baseline, milestones, a risk, decisions, and reports to count from."""

from datetime import date
from typing import Any

from pmtui.actions import baselines, reports
from pmtui.actions.scheduling import scheduled
from pmtui.meetings.review import Review
from pmtui.meetings.review_document import document
from pmtui.meetings.review_shapes import Area, Milestone
from pmtui.store import lookup
from pmtui.store.plan import Plan
from tests.store.plans import add, setting


def project(plan: Plan) -> str:
    """The id of the plan's project."""
    return lookup.open_projects(plan)[0]


def review(plan: Plan, audience: str = "project") -> Review:
    """A review of it."""
    return Review(plan, project(plan), audience)


def issue(plan: Plan, audience: str = "project") -> str:
    """Issue what a review shows as a report; returns its number."""
    made = review(plan, audience)
    frozen = {"review": document(made)}
    return reports.issue(plan, project(plan), "weekly", audience, "Week", frozen, made.since.window.since).refs[0]


def area(of: Review, name: str) -> Area:
    """An area by name."""
    return next(one for one in of.summary.areas if one.name == name)


def colours(of: Review) -> dict[str, str]:
    """All colours by area."""
    return {one.name: one.status.colour for one in of.summary.areas}


def milestone(of: Review, ref: str) -> Milestone:
    """A milestone by its number."""
    return next(one for one in of.summary.milestones if one.ref == ref)


def promised(plan: Plan) -> None:
    """Task 1, the milestone 2 on 27 November behind it, and a baseline of that."""
    add(plan, "Retry payments ~5d +5pt @ana", "Beta type:milestone after:1 @eli")
    setting(plan, "2", "constraint=fnet 27.11.2026", "due=27.11.2026")
    baselines.save(plan, scheduled(plan, project(plan)))


def refs(found: list[Any]) -> list[str]:
    """The numbers of lines."""
    return [one.ref for one in found]


def day(text: str) -> date:
    """An ISO day."""
    return date.fromisoformat(text)
