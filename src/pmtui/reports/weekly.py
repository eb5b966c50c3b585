"""The weekly report: progress, challenges, solutions; for the project with all pages, for the team with its work."""

from datetime import date, timedelta

from pmtui.meetings.review import Review
from pmtui.meetings.review_basis import Basis
from pmtui.meetings.review_next import PERIOD
from pmtui.meetings.review_shapes import FlowFigure, Line
from pmtui.model.dates import show_date
from pmtui.model.durations import show_number
from pmtui.model.paper import Block, Bullets, Figure, Paper, Section
from pmtui.reports import parts
from pmtui.reports.figures import figure
from pmtui.reports.parts import bullets, named, section, told
from pmtui.store import read
from pmtui.store.meetings import open_work

_FIGURES = {"project": ("burnup", "cfd", "cycle", "throughput"), "team": ("burnup", "cycle", "ageing", "blocked")}
"""The charts that each audience is shown."""
_WEEKS = 12


def paper(review: Review, kind: str = "weekly") -> Paper:
    """The report of a review for the project or for the team."""
    return Paper(title(review, f"{kind.capitalize()} report"), review.basis.today, tuple(_sections(review)))


def title(review: Review, name: str) -> str:
    """What a report is called: its kind and its project."""
    project = read.projects(review.plan)[review.project]
    return f"{name} {project.key} {project.name or ''}".rstrip()


def opening(review: Review) -> Section:
    """What somebody says of it all, and since when the report tells."""
    return section("", *review.breath, f"Since {review.since.words}.")


def _sections(review: Review) -> list[Section]:
    today, summary = review.basis.today, review.summary
    whole = review.audience == "project"
    made = [
        opening(review),
        section("How it stands", parts.stands(summary.areas)) if whole else None,
        section("Progress", progress(review)),
        section("Demo", _demo(summary.changed.done)) if not whole else None,
        section("Challenges", challenges(review)),
        section("Solutions", solutions(review)),
        milestones(review) if whole else None,
        section("Decisions needed", parts.waiting(summary.decisions, today) or "Nothing waits for a decision."),
        _risks(review) if whole else None,
        _flow(review),
        section("Money", parts.money(review.money)) if whole else None,
        section("Next period", _next(review)),
        section("What is missing", bullets(_missing(review))),
    ]
    return [one for one in made if one is not None and one.blocks]


def progress(review: Review) -> Bullets:
    """What was done, and which milestones were reached."""
    changed, since = review.summary.changed, review.basis.day(review.since.window.since)
    reached = [one for one in review.summary.milestones if one.done and one.now >= since]
    lines = [f"{parts.done_words(changed)}. {parts.scope_words(changed)}."]
    if changed.done:
        lines = named(lines[0], list(map(told, changed.done)))
    for one in reached:
        off = f", {parts.days(one.late)} than promised" if one.late else ""
        lines.append(f"Milestone reached: {one.ref} {one.title}{off}")
    lines += named("Issues closed", list(map(told, changed.issues_closed)))
    return Bullets(tuple(lines))


def challenges(review: Review) -> Block:
    """What is in the way: what the rules call red or amber, what is late, blocked, new among the risks, silent."""
    summary, today, risks = review.summary, review.basis.today, review.risks
    lines = [
        *parts.troubles(summary.areas),
        *named("Milestones that are late or slipped", parts.late(summary.milestones, today)),
        *named("Blocked", _blocked(review.basis)),
        *named("New risks", list(map(parts.risk_line, risks.new))),
        *named("Risks that got worse", list(map(parts.risk_line, risks.worse))),
        *named("Risks that happened", list(map(told, risks.occurred))),
        *named("New issues", list(map(told, summary.changed.issues))),
        *named("Complaints open", list(map(told, review.next.complaints))),
        *named("Actions overdue", list(map(told, review.next.overdue))),
        *named(f"Not touched for {review.next.silent_days} days", list(map(told, review.next.silent))),
    ]
    return bullets(lines) or "Nothing stands out."


def solutions(review: Review) -> Block:
    """What is being done about it: decisions taken and needed, actions, responses to the risks."""
    summary, today, risks = review.summary, review.basis.today, review.risks
    answered = [one for one in (*risks.new, *risks.worse) if one.response]
    needed = [
        f"{one.ref} {one.title}, {one.decider or 'nobody yet'}"
        + (f", by {show_date(one.due, today)}" if one.due else "")
        for one in summary.decisions
    ]
    lines = [
        *named("Decided", parts.decided(summary.changed.taken)),
        *named("To be decided", needed),
        *named("Actions under way", list(map(told, review.next.actions))),
        *named("Responses to new and worse risks", list(map(parts.risk_line, answered))),
        *named("Risks that got better", list(map(parts.risk_line, risks.better))),
        *named("Risks closed", list(map(told, risks.closed))),
    ]
    return bullets(lines) or "Nothing had to be solved."


def milestones(review: Review) -> Section:
    """The milestones against what was promised, their trend, and how likely their dates are."""
    page, today = review.milestones, review.basis.today
    return section(
        "Milestones",
        parts.milestones(page.milestones, page.baseline, today),
        parts.trend(page.milestones, today),
        *parts.forecast(page, today),
    )


def _demo(done: list[Line]) -> Bullets | None:
    """Who can show what was done."""
    shown: dict[str, list[str]] = {}
    for line in done:
        shown.setdefault(line.owner or "nobody yet", []).append(f"{line.ref} {line.title}")
    return bullets(f"{owner}: {', '.join(items)}" for owner, items in sorted(shown.items()))


def _blocked(basis: Basis) -> list[str]:
    """The cards that are blocked, the longest first, with the reason."""
    found = [one for one in open_work(basis.plan, [basis.project]) if one.blocked]
    found.sort(key=lambda one: one.blocked_since or 0)
    lines = []
    for one in found:
        days = (basis.today - basis.day(one.blocked_since)).days if one.blocked_since else 0
        owner = basis.name(one.owner_id)
        lines.append(
            ", ".join(filter(None, (f"{one.ref} {one.title}", owner, one.blocked, f"{days}d" if days else "")))
        )
    return lines


def _risks(review: Review) -> Section:
    """The risks that moved, and what all of them may cost."""
    page, today = review.risks, review.basis.today
    moved = [*page.new, *page.worse, *page.better]
    quiet = f"None of the {parts.many(len(page.open), 'open risk')} has moved." if page.open else None
    late = (
        f"{parts.many(len(page.late), 'review')} late: {', '.join(one.ref for one in page.late)}."
        if page.late
        else None
    )
    return section("Risks that moved", parts.risks(moved, today) or quiet, parts.exposure(page), late)


def _flow(review: Review) -> Section:
    """How the scope moved, how fast work flows now and before, and the charts."""
    page = review.flow
    facts = [f"{one.name} {_value(one, one.now)}{_was(one)}" for one in page.figures if one.now is not None]
    moves = bullets(parts.scope_moves(page.changed))
    words = f"{parts.scope_words(page.changed)}; {parts.many(len(page.carried), 'item')} in hand then and now."
    pace = f"{', '.join(facts)}." if facts else ""
    return section("Scope and flow", words, pace[:1].upper() + pace[1:], moves, *_figures(review))


def _value(one: FlowFigure, value: float) -> str:
    return f"{show_number(round(value, 1))}{one.unit if one.unit == 'd' else f' {one.unit}'}"


def _was(one: FlowFigure) -> str:
    return f" (was {_value(one, one.before)})" if one.before is not None and one.before != one.now else ""


def _figures(review: Review) -> list[Figure]:
    from pmtui.actions.metrics import charted

    today = review.basis.today
    since = min(review.basis.day(review.since.window.since), today - timedelta(7 * _WEEKS - 1))
    names = _FIGURES[review.audience]
    charts = charted(review.basis.measured, since=since, only=names).charts
    return [figure(charts[name], today) for name in names if name in charts]


def _next(review: Review) -> Block:
    """What comes within the next period."""
    page, today = review.next, review.basis.today
    until: date = today + timedelta(PERIOD)
    lines = [
        *named(
            f"Milestones until {show_date(until, today)}",
            [f"{one.ref} {one.title}, {show_date(one.now, today)}" for one in page.due],
        ),
        *named("In the hands of people who have left", list(map(told, page.left))),
        *named("Feedback", [f"{one.fact} ({one.owner})" for one in page.feedback]),
        *named("Lessons", list(map(told, page.lessons))),
    ]
    return bullets(lines) or f"No milestone is due until {show_date(until, today)}."


def _missing(review: Review) -> list[str]:
    """What the report would say if the plan said it."""
    whole = review.audience == "project"
    pages = [review.milestones.missing, review.money.missing] if whole else []
    return list(dict.fromkeys(line for page in (*pages, review.flow.missing) for line in page))
