"""A report is made: its paper from the plan as it is, and the document that is shown, posted and frozen."""

from typing import NamedTuple

from pmtui.actions import reports as issued
from pmtui.actions.step import Outcome
from pmtui.errors import Usage
from pmtui.meetings.review import Review
from pmtui.meetings.review_basis import Since
from pmtui.model.paper import Paper
from pmtui.reports.document import Json, document_of, paper_of
from pmtui.store.plan import Plan

KINDS = {
    "weekly": ("project", "team", "steering"),
    "sprint": ("team", "project", "steering"),
    "steering": ("steering",),
    "standup": ("team",),
}
"""The kinds of reports, each with the audiences it can be for, the usual one first."""


class Made(NamedTuple):
    """A report that was made and not issued: what it is, its document, and what is to be kept with it."""

    project: str
    kind: str
    audience: str
    document: Json
    since: int | None = None
    meeting: str | None = None
    sprint: str | None = None

    @property
    def paper(self) -> Paper:
        """What it says, read from its document: as it will be read once that is frozen."""
        return paper_of(self.document)


def make(
    plan: Plan, project: str, kind: str, audience: str | None = None, since: Since | None = None,
    sprint: str | None = None,
) -> Made:  # fmt: skip
    """Make a report of a project (id); nothing is written. `sprint` names the one a sprint report is about.

    Usage for what is no kind or audience, and for a moment or a sprint where the kind has none; Refused where there is
    nothing to report.
    """
    if kind not in KINDS:
        raise Usage(f"there is no {kind} report; there is {', '.join(KINDS)}")
    whom = audience or KINDS[kind][0]
    if whom not in KINDS[kind]:
        raise Usage(f"a {kind} report is for {' or '.join(KINDS[kind])}")
    if sprint and kind != "sprint":
        raise Usage(f"a {kind} report is about no sprint")
    if since and kind in ("sprint", "standup"):
        raise Usage(f"a {kind} report has its own beginning; leave --since out")
    if kind == "sprint":
        return _sprint(plan, project, whom, sprint)
    if kind == "standup":
        return _standup(plan, project)
    return made_of(Review(plan, project, whom, since=since), kind)


def made_of(review: Review, kind: str = "weekly") -> Made:
    """The report of a review that is being held or looked at."""
    from pmtui.meetings.review_document import document

    if review.audience == "steering":
        from pmtui.reports.steering import paper
    else:
        from pmtui.reports.weekly import paper
    frozen = document_of(paper(review, kind)) | {"review": document(review)}
    since = review.since.window.since
    return Made(review.project, kind, review.audience, frozen, since, review.meeting)


def issue(plan: Plan, made: Made) -> Outcome:
    """Freeze a report as it was made; it gets a number and its hash."""
    return issued.issue(
        plan, made.project, made.kind, made.audience, made.paper.title, made.document,
        since=made.since, meeting=made.meeting, sprint=made.sprint,
    )  # fmt: skip


def _sprint(plan: Plan, project: str, audience: str, name: str | None) -> Made:
    from pmtui.actions.sprints import sprint_named
    from pmtui.reports.sprint import paper, reported

    sprint = sprint_named(plan, project, name) if name else reported(plan, project)
    return Made(project, "sprint", audience, document_of(paper(plan, sprint, audience)), sprint=sprint.id)


def _standup(plan: Plan, project: str) -> Made:
    """The note of the last standup, as it was written."""
    from pmtui.exchange.paper_in import read_markdown
    from pmtui.meetings.note import note_of
    from pmtui.meetings.standup import last_held

    held = last_held(plan, project)
    paper = read_markdown(note_of(plan, held))
    return Made(project, "standup", "team", document_of(paper), since=held.since, meeting=held.id)
