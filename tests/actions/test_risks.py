"""Risks: scored and reviewed with history, answered by cards, turned into issues, and simulated on the plan."""

from datetime import date

import pytest

from pmtui.actions import flow, forecasting, history, links, projects, risks
from pmtui.actions.register import register
from pmtui.errors import Refused, Usage
from pmtui.meetings.risk_review import RiskReview, note
from pmtui.model.quickadd import parse_line
from pmtui.model.riskline import parse_risk
from pmtui.store import board, read
from pmtui.store.plan import Plan
from tests.actions.charts import chart_of, ids
from tests.store.plans import TODAY, Clock, add, setting


def risk(plan: Plan, text: str, *assignments: str) -> str:
    """Make a risk of a line; returns its number."""
    said = parse_risk(text)
    outcome = risks.add(plan, parse_line(said.line, TODAY), dict(said.cells))
    if assignments:
        setting(plan, outcome.refs[0], *assignments)
    return outcome.refs[0]


def row(plan: Plan, ref: str):  # type: ignore[no-untyped-def]
    """A risk's row in the register."""
    made = register(plan, list(read.projects(plan)), closed=True)
    return next(row for row in made.rows if row.ref[1:] == ref)


def test_a_risk_is_said_in_one_sentence(plan: Plan) -> None:
    ref = risk(
        plan, "because the vendor has no sandbox, it may be that the API is late, so that Beta slips 4x3 @eli #api"
    )
    found = row(plan, ref)
    assert (found.title, found.owner.code) == ("The API is late", "eli")
    assert (found.cause, found.event, found.effect) == ("the vendor has no sandbox", "the API is late", "Beta slips")
    assert (found.probability, found.impact, found.score, found.inherent) == (4, 3, 12, 12)


def test_a_score_is_dated_signed_and_remembers_what_stood_before(plan: Plan, time: Clock) -> None:
    ref = risk(plan, "Vendor slips 3x4")
    time.wind(days=7)
    risks.score(plan, ids(plan, ref), 4, 4, "vendor mail, no date")
    found = row(plan, ref)
    assert (found.score, found.before, found.inherent) == (16, 12, 12)
    assert (found.last_reviewed, found.next_review) == (date(2026, 11, 30), date(2026, 12, 7))
    assert found.reviewed_by.code == "ana"
    assert read.comments(plan, ids(plan, ref)[0])[0].body == "vendor mail, no date"
    made = register(plan, list(read.projects(plan)))
    assert made.tell_last(plan, made.rows[0]) == 'Mon 30 Nov  P 3 to 4  "vendor mail, no date"'


def test_a_large_change_wants_a_reason(plan: Plan) -> None:
    ref = risk(plan, "Vendor slips 2x2")
    with pytest.raises(Refused, match="from 4 to 16; say why"):
        risks.score(plan, ids(plan, ref), 4, 4)
    assert row(plan, ref).score == 4
    risks.score(plan, ids(plan, ref), 2, 3)  # a small one does not


def test_looking_at_a_risk_is_a_review(plan: Plan, time: Clock) -> None:
    ref = risk(plan, "Vendor slips 4x4")
    time.wind(days=20)
    assert row(plan, ref).late_days == 13  # a score of 16 is looked at weekly
    risks.review(plan, ids(plan, ref))
    found = row(plan, ref)
    assert (found.late_days, found.before, found.next_review) == (0, 16, date(2026, 12, 20))
    history.undo(plan)
    assert row(plan, ref).late_days == 13


def test_the_register_is_in_the_order_of_the_walk(plan: Plan, time: Clock) -> None:
    low = risk(plan, "Low 1x2")
    high = risk(plan, "High 5x5")
    middle = risk(plan, "Middle 3x3")
    setting(plan, low, "next_review=20.11.2026")
    assert [found.ref[1:] for found in register(plan, list(read.projects(plan))).rows] == [low, high, middle]


def test_worth_and_exposure_are_sums_of_expected_values(plan: Plan, time: Clock) -> None:
    one = risk(plan, "One 4x4", "chance=60%", "cost=40k")
    risk(plan, "Two 2x2", "kind=opportunity", "chance=50%", "cost=10k")
    projects.change(plan, "ORD", {"contingency": "11k", "currency": "EUR"})
    made = register(plan, list(read.projects(plan)))
    assert made.exposure == 24_000 - 5_000
    assert (made.contingency, round(made.cover or 0, 1), made.currency) == (11_000, 57.9, "EUR")
    assert made.exposure_before is None
    time.wind(days=8)
    setting(plan, one, "cost=10k/20k/60k")
    made = register(plan, list(read.projects(plan)))
    assert (made.exposure_before, made.exposure) == (19_000, 0.6 * 25_000 - 5_000)


def test_a_passed_trigger_shows(plan: Plan) -> None:
    ref = risk(plan, "Vendor slips 4x4", "trigger=no sandbox", "trigger_date=20.11.2026")
    assert row(plan, ref).trigger_passed


def test_to_accept_wants_a_fallback(plan: Plan) -> None:
    ref = risk(plan, "Vendor slips 4x4")
    (id,) = ids(plan, ref)
    with pytest.raises(Refused, match="say what is done if it comes"):
        risks.respond(plan, id, "c")
    risks.respond(plan, id, "c", "a mock server")
    assert (row(plan, ref).response, row(plan, ref).fallback) == ("accept", "a mock server")
    with pytest.raises(Usage, match="no response"):
        risks.respond(plan, id, "exploit")


def test_a_response_is_a_card_on_the_board_and_in_the_plan(plan: Plan) -> None:
    ref = risk(plan, "Vendor slips 4x4")
    outcome = risks.act_on(plan, ids(plan, ref)[0], parse_line("Build a mock server ~3d @gus", TODAY))
    assert [action.title for action in row(plan, ref).actions] == ["Build a mock server"]
    assert [one.ref for one in chart_of(plan).rows] == outcome.refs
    shown = board.board(plan, list(read.projects(plan)), 0)
    assert [card.title for column in shown.columns for card in column.cards] == ["Build a mock server"]


def test_what_happened_becomes_an_issue_with_links_and_fallback(plan: Plan) -> None:
    add(plan, "Beta ~1d")
    ref = risk(plan, "because no sandbox it may be that the API is late so that Beta slips 4x4", "fallback=mock server")
    (id, beta) = ids(plan, ref, "1")
    links.link(plan, id, "threatens", beta)
    made = risks.happened(plan, id)
    issue = read.item(plan, ids(plan, made.refs[0])[0])
    assert (issue.type, issue.title, read.item(plan, id).state) == ("issue", "The API is late", "done")
    shown = register(plan, list(read.projects(plan)), "issue").rows[0]
    assert (shown.severity, shown.fallback, shown.threatens) == ("major", "mock server", [("1", "Beta")])
    assert row(plan, ref).occurred
    with pytest.raises(Refused, match="closed already"):
        risks.happened(plan, id)
    history.undo(plan)
    assert read.item(plan, id).state == "open"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("probability=6", "1 to 5"), ("chance=120", "between 0 and 100"), ("residual=9", "probability and impact"),
        ("response=hope", "there is avoid"), ("cost=10k/5k/1k", "more than"), ("impact=time 4, taste 2", "dimension"),
        ("severity=bad", "critical"), ("delay=2ed", "working time"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_clear_line(plan: Plan, typed: str, words: str) -> None:
    ref = risk(plan, "Vendor slips 4x4")
    with pytest.raises(Exception, match=words):
        setting(plan, ref, typed)


def test_a_review_walks_changes_and_tells(plan: Plan, time: Clock) -> None:
    add(plan, "Beta ~1d @ben")
    one, two = risk(plan, "Vendor slips 3x4 @eli"), risk(plan, "Audit 2x4 @gus")
    links.link(plan, ids(plan, one)[0], "threatens", ids(plan, "1")[0])
    setting(plan, one, "chance=50", "cost=10k")
    review = RiskReview(plan, list(read.projects(plan)))
    assert plan.one("SELECT count(*) FROM meeting") == (0,)  # to look writes nothing
    review.score(4, 4, "vendor mail")
    review.unchanged()
    assert review.current is None
    found = review.summary()
    assert [(change.ref, change.before, change.after) for change in found.changes] == [(f"R{one}", 12, 16)]
    assert [(person.code, refs) for person, refs in found.told] == [("ben", [f"R{one}"]), ("eli", [f"R{one}"])]
    assert (found.reviewed, found.total) == (2, 2)
    review.close()
    kept = plan.one("SELECT kind, note, ended FROM meeting")
    assert kept[0] == "risk review"
    assert f"R{one} Vendor slips: 12 > 16" in kept[1] == note(found)
    meetings = plan.rows("SELECT DISTINCT meeting FROM txn WHERE meeting IS NOT NULL")
    assert len(meetings) == 1
    assert row(plan, two).last_reviewed == date(2026, 11, 23)


def test_a_review_in_which_nothing_was_answered_leaves_no_trace(plan: Plan) -> None:
    risk(plan, "Vendor slips 3x4")
    before = plan.one("SELECT count(*) FROM change")
    review = RiskReview(plan, list(read.projects(plan)))
    review.go(1)
    assert review.close() is None
    assert plan.one("SELECT count(*) FROM change") == before


def test_risks_and_their_responses_move_the_simulated_dates(plan: Plan) -> None:
    add(plan, "One ~1/2/4d", "Go-live type:milestone after:1")
    without = forecasting.forecast(plan, chart_of(plan), seed=7)
    ref = risk(plan, "Vendor slips 4x4", "chance=50", "delay=5/10/20d")
    assert forecasting.forecast(plan, chart_of(plan), seed=7).unplaced == [f"R{ref}"]
    links.link(plan, ids(plan, ref)[0], "threatens", ids(plan, "1")[0])
    setting(plan, ref, "residual=1x2")
    found = forecasting.forecast(plan, chart_of(plan), seed=7)
    assert (found.ranged, found.events, found.unplaced) == (1, 1, [])
    project = found.forecast.project
    assert project.before.at(85) > without.forecast.project.before.at(85)
    assert project.after is not None
    assert project.after.at(85) < project.before.at(85)
    assert project.before.at(85) == forecasting.forecast(plan, chart_of(plan), seed=7).forecast.project.before.at(85)


def test_the_boards_throughput_counts_full_weeks(plan: Plan, time: Clock) -> None:
    add(plan, *(f"Task {n}" for n in range(6)))
    for day, refs in (("2026-11-03", "12"), ("2026-11-10", ""), ("2026-11-17", "345"), ("2026-11-24", "6")):
        time.set(f"{day}T10:00:00")
        for ref in refs:
            flow.done(plan, ids(plan, ref))
    assert forecasting.weekly(plan, next(iter(read.projects(plan)))) == [2, 0, 3]
