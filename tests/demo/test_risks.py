"""The demo plan's risks: worth what the pictures say, walked through twice, answered by cards, one came true."""

import pytest

from pmtui.actions.forecasting import forecast
from pmtui.actions.register import Register, RiskRow, register
from pmtui.actions.scheduling import scheduled
from pmtui.demo.risks import OCCURRED, REVIEWS
from pmtui.store.plan import Plan


@pytest.fixture
def known(plan: Plan, portal: str) -> Register:
    """Its register."""
    return register(plan, [portal])


def row(known: Register, number: int) -> RiskRow:
    """The row of a risk by its number."""
    return next(row for row in known.rows if row.number == number)


def test_the_exposure_is_the_one_of_the_pictures(known: Register) -> None:
    assert (round(known.exposure), round(known.exposure_before or 0), known.currency) == (54_200, 41_000, "EUR")
    assert (known.contingency, round(known.cover or 0)) == (14_500, 27)


def test_the_walk_begins_with_what_is_late(known: Register) -> None:
    assert [row.number for row in known.rows] == [61, 65, 63, 62, 64, 68, 90, 67]
    assert [row.number for row in known.rows if row.late_days] == [61, 65]
    assert [row.number for row in known.rows if row.trigger_passed] == [62]


def test_every_risk_is_a_whole_sentence_with_an_owner_levels_a_range_and_a_response(known: Register) -> None:
    for known_row in known.rows:
        told = (known_row.cause, known_row.event, known_row.effect, known_row.category, known_row.trigger_text)
        assert all(told), known_row.ref
        assert known_row.owner and known_row.response and known_row.emv and known_row.inherent, known_row.ref
        assert known_row.residual is not None and known_row.last_reviewed, known_row.ref
        assert known_row.kind == "opportunity" or (known_row.actions and known_row.threatens), known_row.ref
    assert [row.number for row in known.rows if row.kind == "opportunity"] == [90]


def test_scores_have_moved_for_reasons_that_were_given(plan: Plan, known: Register) -> None:
    moved = {row.number: (row.before, row.score) for row in known.rows if row.before != row.score}
    assert moved == {61: (12, 16), 62: (16, 12), 63: (10, 15), 67: (9, 6), 68: (6, 8), 90: (4, 6)}
    assert known.tell_last(plan, row(known, 61)).endswith('  P 3 to 4  "vendor mail, no date"')


def test_two_reviews_are_in_the_log_with_all_that_was_answered(plan: Plan) -> None:
    meetings = plan.rows(
        "SELECT m.kind, p.code, m.started < m.ended, count(t.txn) FROM meeting m JOIN person p ON p.id = m.leader_id "
        "JOIN (SELECT id AS txn, meeting FROM txn) t ON t.meeting = m.id WHERE m.kind = 'risk review' "
        "GROUP BY m.id ORDER BY m.started"
    )
    assert meetings == [("risk review", review.person, 1, len(review.answers)) for review in REVIEWS]


def test_a_risk_came_true_and_is_an_issue_that_keeps_what_was_to_be_done(plan: Plan, portal: str) -> None:
    everything = register(plan, [portal], closed=True)
    risk = row(everything, OCCURRED.number)
    issue = row(register(plan, [portal], "issue"), OCCURRED.issue)
    assert (risk.occurred, risk.state, issue.state) == (True, "done", "open")
    assert issue.fallback == risk.fallback != ""
    assert issue.threatens == risk.threatens
    spawned = "SELECT count(*) FROM link WHERE kind = 'spawned' AND from_id = ? AND to_id = ?"
    assert plan.one(spawned, (risk.id, issue.id)) == (1,)


def test_in_the_forecast_every_threat_hits_something_and_go_live_is_neither_sure_nor_lost(
    plan: Plan, portal: str
) -> None:
    chart = scheduled(plan, portal)
    found = forecast(plan, chart, iterations=300, seed=7, influences=False)
    assert (found.unplaced, found.events) == ([], 8)
    (go_live,) = (found.forecast.milestones[row.id] for row in chart.rows if row.number == 73)
    assert go_live.after is not None
    assert 0.1 < go_live.after.chance(go_live.promised) < 0.7
    assert go_live.chance < go_live.after.chance(go_live.promised)
