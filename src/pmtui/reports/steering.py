"""The steering report: how it stands, what is asked for, dates, risks, money; to be read in three minutes, no cards."""

from pmtui.meetings.review import Review
from pmtui.model.paper import Paper, Section
from pmtui.reports import parts
from pmtui.reports.parts import bullets, section
from pmtui.reports.weekly import opening, title

_MOST = 8
"""Lines of one kind."""


def paper(review: Review, kind: str = "steering") -> Paper:
    """The report of a review for the steering committee."""
    return Paper(title(review, f"{kind.capitalize()} report"), review.basis.today, tuple(_sections(review)))


def _sections(review: Review) -> list[Section]:
    summary, page, today = review.summary, review.milestones, review.basis.today
    due = [one for one in page.milestones if not one.done]
    made = [
        opening(review),
        section("How it stands", parts.stands(summary.areas)),
        section(
            "Decisions needed",
            parts.waiting(summary.decisions[:_MOST], today) or "Nothing waits for a decision.",
            _more(len(summary.decisions), "decision"),
        ),
        section(
            "Milestones",
            parts.milestones(due[:_MOST], page.baseline, today),
            _more(len(due), "milestone"),
            parts.trend(due[:3], today),
            *parts.forecast(page, today, most=1),
        ),
        section("Top risks", parts.risks(summary.risks, today), parts.exposure(review.risks)),
        section("Money", parts.money(summary.money)),
        section("Since then", bullets(_since(review))),
    ]
    return [one for one in made if one.blocks]


def _more(count: int, noun: str) -> str:
    """How many there are beside those that are shown."""
    return f"… and {parts.many(count - _MOST, f'more {noun}')}" if count > _MOST else ""


def _since(review: Review) -> list[str]:
    """What happened, in counts and in decisions."""
    changed, risks = review.summary.changed, review.risks
    moved = [(len(risks.new), "new"), (len(risks.worse), "worse"), (len(risks.better), "better")]
    moved += [(len(risks.occurred), "happened"), (len(risks.closed), "closed")]
    told = ", ".join(f"{count} {word}" for count, word in moved if count)
    reached = [one for one in review.summary.milestones if one.done]
    return [
        f"{parts.done_words(changed)}. {parts.scope_words(changed)}.",
        *(f"Milestone reached: {one.ref} {one.title}" for one in reached),
        *([f"Risks: {told}"] if told else []),
        *(f"Decided: {line}" for line in parts.decided(changed.taken)[:_MOST]),
    ]
