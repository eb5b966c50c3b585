"""The rules of red, amber and green, by their names; and that what is not measured is never green."""

import pytest

from pmtui.planning.rag import (
    Booked,
    Promise,
    Scope,
    Status,
    Threat,
    overall_status,
    quality_status,
    risk_status,
    scope_status,
    team_status,
    time_status,
)


def threat(score: float = 16, answered: bool = False) -> Threat:
    return Threat("r", "R61", score, score >= 15, answered)


@pytest.mark.parametrize(
    ("late", "colour"), [(-2, "G"), (0, "G"), (1, "G"), (2, "A"), (3, "A"), (4, "R"), (5, "R")], ids=str
)
def test_t1_is_red_beyond_the_tolerance_and_amber_beyond_half_of_it(late: int, colour: str) -> None:
    assert time_status([Promise("m", "M71", late)], 3).colour == colour


def test_t1_says_which_milestone_by_how_much_and_against_what_tolerance() -> None:
    found = time_status([Promise("a", "M70", 1), Promise("b", "M71", 5), Promise("c", "M72", 4)], 3)
    assert found.said == "T1 M71 is 5 working days late, tolerance 3"
    assert found.items == ("b", "c"), "the worst first"


def test_t2_is_red_for_negative_slack_beyond_the_tolerance_even_where_nothing_is_late() -> None:
    found = time_status([Promise("m", "M71", 0, -3.5)], 3)
    assert (found.colour, found.said) == ("R", "T2 M71 has -3.5 working days of slack, tolerance 3")
    assert time_status([Promise("m", "M71", 1, -1)], 3).colour == "G", "a day late for its own deadline"


@pytest.mark.parametrize(
    ("now", "approved", "colour"), [(105, 0, "G"), (106, 0, "A"), (111, 0, "R"), (120, 15, "G"), (90, 0, "G")], ids=str
)
def test_s1_is_red_where_the_scope_grew_by_more_than_the_limit_without_approval(
    now: float, approved: float, colour: str
) -> None:
    assert scope_status(Scope(100, now, approved, "pt", "baseline B2"), 10).colour == colour


def test_s1_shows_both_scopes_and_what_was_approved() -> None:
    assert scope_status(Scope(296, 308, 8, "pt", "baseline B2"), 10).said == (
        "S1 scope 296 > 308 pt since baseline B2, 8 of it approved: +1.4 % not approved, limit 10 %"
    )


def test_r1_is_red_for_a_high_score_that_nobody_answers_and_amber_once_somebody_does() -> None:
    silent = risk_status([threat(), threat(8)], 0, 0, None, [], 15)
    assert (silent.colour, silent.said) == ("R", "R1 R61 scores 16 and has no active response, limit 15")
    assert risk_status([threat(answered=True)], 0, 0, None, [], 15).colour == "A"
    assert risk_status([threat(14)], 0, 0, None, [], 15).colour == "G"


def test_r2_is_red_for_more_exposure_than_contingency() -> None:
    found = risk_status([threat(8)], 0, 54_200, 14_500, [], 15)
    assert (found.colour, found.said) == ("R", "R2 exposure 54,200 is more than the contingency of 14,500")
    assert risk_status([threat(8)], 0, 54_200, None, [], 15).colour == "G", (
        "without a contingency there is no such rule"
    )


def test_r3_is_amber_for_late_reviews() -> None:
    assert risk_status([threat(8)], 0, 0, None, ["r"], 15).said == "R3 1 risk review is late"


@pytest.mark.parametrize(("severe", "colour"), [(1, "A"), (2, "A"), (3, "R")])
def test_q1_counts_open_severe_bugs(severe: int, colour: str) -> None:
    assert quality_status(["b"] * severe, [], True, 3).colour == colour


def test_q2_is_amber_for_what_was_finished_with_open_checks() -> None:
    assert quality_status([], ["c"], True, 3).said == "Q2 1 card was finished with open checks"
    assert quality_status([], [], True, 3).colour == "G"


@pytest.mark.parametrize(
    ("percents", "over", "colour"),
    [((90, 100), 0, "G"), ((111, 100, 120), 0, "A"), ((100, 111, 118), 2, "R"), ((110, 110), 0, "G"), ((60,), 2, "A")],
    ids=str,
)
def test_l1_is_red_for_two_weeks_in_a_row_beyond_the_limit(percents: tuple[int, ...], over: float, colour: str) -> None:
    loads = [Booked("Ana", (50,), 0, ()), Booked("Gus", percents, over, ("g",))]
    found = team_status(loads, 110)
    assert (found.colour, found.rule) == (colour, "L1")
    assert "Gus" in found.words


@pytest.mark.parametrize(
    "status",
    [
        time_status([], 3),
        scope_status(None, 10),
        scope_status(Scope(0, 5, 0, "items", "the last 7 days"), 10),
        risk_status([], 0, 0, 100, [], 15),
        risk_status([], 3, 0, 100, [], 15),
        quality_status([], [], False, 3),
        team_status([], 110),
        overall_status({"time": Status("-", "T1", "")}),
    ],
    ids=lambda status: status.words,
)
def test_what_cannot_be_measured_is_never_green_and_says_why(status: Status) -> None:
    assert status.colour == "-"
    assert status.words


def test_overall_is_the_worst_of_what_is_measured() -> None:
    parts = {name: Status(colour, name, "", (name,)) for name, colour in zip("abcd", "GA-A", strict=True)}  # type: ignore[arg-type]
    found = overall_status(parts)
    assert (found.colour, found.words) == ("A", "the worst of what is measured: b, d")
    assert found.items == ("b", "d")
