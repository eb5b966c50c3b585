"""Risk arithmetic: worked examples from the literature by name, the rules of the register, scales as text."""

import json
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.model.riskwords import DIMENSIONS, LEVELS, SCALES, Level, Scales
from pmtui.model.text import Unreadable, clean_line
from pmtui.planning import risk
from pmtui.planning.risk import Points, parse_range, parse_scales, show_scales, validate_scales

TODAY = date(2026, 11, 23)
NONLINEAR = SCALES._replace(nonlinear=True)


def test_W13_expected_value() -> None:
    worth = [(risk.expected(0.4, (None, 100_000, None)), False), (risk.expected(0.6, (None, 20_000, None)), False)]
    assert risk.exposure(worth) == pytest.approx(52_000)


def test_W13_low_by_name() -> None:
    second = SCALES.probability[1]._replace(weight=0.2)
    scales = NONLINEAR._replace(probability=(SCALES.probability[0], second, *SCALES.probability[2:]))
    score = risk.score(2, [4], scales)
    assert score == 0.08
    assert risk.severity_word(score) == "low"


def test_a_score_is_the_probability_times_the_highest_impact() -> None:
    assert risk.score(4, [4, 2, 1]) == 16
    assert risk.score(4, [4, 2, 1], NONLINEAR) == 0.28
    assert risk.score(1, [1], NONLINEAR) == 0.005


@pytest.mark.parametrize(
    ("scores", "step", "word"),
    [
        ((1, 2), 0, "low"),
        ((3, 4), 1, "low"),
        ((5, 6, 8, 9, 10), 2, "medium"),
        ((12,), 3, "high"),
        ((15, 16, 20, 25), 4, "high"),
        ((0.005, 0.035), 0, "low"),
        ((0.04, 0.08), 1, "low"),
        ((0.09, 0.14), 2, "medium"),
        ((0.18, 0.28), 3, "high"),
        ((0.36, 0.72), 4, "high"),
    ],
)
def test_the_heat_of_a_score(scores: tuple[float, ...], step: int, word: str) -> None:
    assert {risk.step(score) for score in scores} == {step}
    assert {risk.severity_word(score) for score in scores} == {word}


@pytest.mark.parametrize("scales", [SCALES, NONLINEAR])
def test_all_steps_are_in_use_and_a_higher_score_is_never_cooler(scales: Scales) -> None:
    scores = sorted(risk.score(p, [i], scales) for p, i in product(LEVELS, LEVELS))
    steps = [risk.step(score) for score in scores]
    assert steps == sorted(steps)
    assert set(steps) == set(range(5))


def test_a_level_stands_for_the_middle_of_its_bounds() -> None:
    assert [risk.chance(level) for level in LEVELS] == [0.05, 0.2, 0.4, 0.6, 0.85]


def test_the_expected_value_of_a_range_goes_by_its_pert_mean() -> None:
    assert risk.expected(0.6, (None, 40_000, None)) == pytest.approx(24_000)
    assert risk.expected(0.6, (2, 5, 14)) == pytest.approx(0.6 * 6)
    assert risk.expected(0.5, (None, 6, 12)) == pytest.approx(3.5)


def test_opportunities_lower_the_exposure() -> None:
    assert risk.exposure([(24_000, False), (3_000, False), (5_000, True)]) == 22_000
    assert risk.exposure([]) == 0


def test_the_contingency_covers_a_share_of_what_is_exposed() -> None:
    assert risk.cover(14_500, 54_200) == pytest.approx(0.2675, abs=5e-5)
    assert risk.cover(14_500, 0) is None
    assert risk.cover(14_500, -5_000) is None


@pytest.mark.parametrize(
    ("score", "days"),
    [
        (25, 7),
        (15, 7),
        (14, 14),
        (12, 14),
        (8, 14),
        (6, 28),
        (1, 28),
        (0, 28),
        (0.36, 7),
        (0.28, 14),
        (0.09, 14),
        (0.08, 28),
    ],
)
def test_the_higher_the_score_the_sooner_the_next_review(score: float, days: int) -> None:
    assert risk.review_interval(score) == days
    assert risk.next_review(score, TODAY) == TODAY + timedelta(days)


def test_a_review_is_late_from_the_day_after() -> None:
    assert risk.lateness(TODAY, TODAY) == 0
    assert risk.lateness(TODAY + timedelta(3), TODAY) == 0
    assert risk.lateness(TODAY - timedelta(7), TODAY) == 7


def test_the_walk_begins_with_the_latest_then_goes_by_score_then_by_worth() -> None:
    walk = [(9, 4, 0), (2, 16, 0), (0, 16, 24_000), (0, 16, 2_000), (0, 12, 90_000), (0, None, None)]
    mixed = [walk[place] for place in (4, 2, 5, 0, 3, 1)]
    assert sorted(mixed, key=lambda row: risk.order(*row)) == walk
    assert risk.order(0, 9, -5_000) < risk.order(0, 9, 4_000)


def test_a_trend_goes_up_down_or_nowhere() -> None:
    assert [risk.trend(16, 12), risk.trend(9, 12), risk.trend(12, 12), risk.trend(12, None)] == [1, -1, 0, 0]


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [(12, 16, True), (16, 12, True), (12, 15, False), (0.28, 0.18, True), (0.18, 0.12, False), (0.28, 0.56, True)],
)
def test_a_large_change_needs_a_reason(before: float, after: float, why: bool) -> None:
    assert risk.needs_reason(before, after) is why


@pytest.mark.parametrize(
    ("said", "points"),
    [
        ("2/5/10d", (2, 5, 10)),
        ("3d", (None, 3, None)),
        ("4h/1d/2w", (0.5, 1, 10)),
        ("1mo", (None, 20, None)),
        ("10k/20k/40k", (10_000, 20_000, 40_000)),
        ("10/20/40k EUR", (10_000, 20_000, 40_000)),
        ("24k", (None, 24_000, None)),
        ("5m", (None, 5_000_000, None)),
        ("0", (None, 0, None)),
    ],
)
def test_a_range_is_a_delay_or_a_cost_by_its_unit(said: str, points: Points) -> None:
    assert parse_range(said) == points


def test_a_range_that_is_said_to_be_one_is_not_taken_for_the_other() -> None:
    assert parse_range("480m", "delay") == (None, 1, None)
    with pytest.raises(Unreadable, match="needs a unit"):
        parse_range("5", "delay")
    with pytest.raises(Unreadable, match="not an amount of money"):
        parse_range("2/5/10d", "cost")


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("10/5/20d", "the optimistic 10d is more than the likely 5d"),
        ("40/20/50k", "the optimistic 40.0k is more than the likely 20.0k"),
        ("10/20/15k", "the likely 20.0k is more than the pessimistic 15.0k"),
        ("1k/2k", "one amount or three"),
        ("-5k", "not below 0"),
        ("2ed", "working time"),
        ("soon", "not an amount of money"),
    ],
)
def test_a_range_out_of_order_or_unreadable_is_refused_in_a_line(said: str, fault: str) -> None:
    with pytest.raises(Unreadable, match=fault):
        parse_range(said)


def probability(**changes: Level) -> Scales:
    levels = {f"level{number}": level for number, level in enumerate(SCALES.probability, 1)} | changes
    return SCALES._replace(probability=tuple(levels.values()))


@pytest.mark.parametrize(
    ("scales", "fault"),
    [
        (probability(level4=Level("more", 55, 70, 0.7)), "50 to 55 % are missing; let level 4 begin at 50$"),
        (probability(level4=Level("more", 45, 70, 0.7)), "45 to 50 % are said twice; let level 4 begin at 50$"),
        (probability(level1=Level("rare", 5, 10, 0.1)), "0 to 5 % are missing; let level 1 begin at 0$"),
        (probability(level5=Level("sure", 70, 90, 0.9)), "90 to 100 % are missing; let the last level end at 100$"),
        (probability(level3=Level("even", 50, 30, 0.5)), "probability 3 goes from 50 to 30 %: let it ascend$"),
        (probability(level3=Level("even", 30, 50, 0.8)), "weights ascend"),
        (probability(level5=Level("sure", 70, 100, 1.0)), "weights ascend and lie between 0 and 1"),
        (probability(level3=Level("", 30, 50, 0.5)), "says in words"),
        (probability(level6=Level("sure", 100, 101, 0.95)), "a scale has 5 levels, not 6"),
        (SCALES._replace(impact={"time": SCALES.impact["time"]}), "impact is scored on time, cost, quality, scope"),
        (SCALES._replace(impact=SCALES.impact | {"cost": SCALES.probability}), "weighs its levels alike"),
    ],
)
def test_scales_that_are_not_whole_are_refused_in_a_line_that_says_what_to_do(scales: Scales, fault: str) -> None:
    with pytest.raises(Unreadable, match=fault):
        validate_scales(scales)


def test_the_scales_to_begin_with_are_valid() -> None:
    validate_scales(SCALES)
    assert parse_scales("") == parse_scales("{}") == parse_scales(show_scales(SCALES)) == SCALES


def test_scales_may_say_only_what_differs() -> None:
    scales = parse_scales('nonlinear = true\n[impact]\ncost = ["a", "b", "c", "d", "e"]\n')
    assert scales.nonlinear
    assert [level.words for level in scales.impact["cost"]] == ["a", "b", "c", "d", "e"]
    assert [level.weight for level in scales.impact["cost"]] == [0.05, 0.1, 0.2, 0.4, 0.8]
    assert scales.probability == SCALES.probability


def test_scales_are_read_from_json_too() -> None:
    edges = [0, 5, 20, 40, 60, 100]
    levels = [{"low": low, "high": high} for low, high in pairwise(edges)]
    scales = parse_scales(json.dumps({"probability": levels, "impact": {"weights": [0.1, 0.2, 0.3, 0.4, 0.5]}}))
    assert [level.high for level in scales.probability] == edges[1:]
    assert scales.impact["scope"][4] == Level("not what was wanted", weight=0.5)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("what?", "neither TOML nor JSON"),
        ("{", "neither TOML nor JSON"),
        ('{"a":' * 50_000, "too long"),
        ('{"impact":' * 9_000, "neither TOML nor JSON"),
        ("colour = 1", "'?colour'? is not known; there is nonlinear, probability, impact"),
        ("nonlinear = 1", "true or false"),
        ("probability = 5", "a list of 5"),
        ("probability = [1, 2, 3, 4, 5]", "a table is wanted"),
        ('{"probability": [{}, {}, {}, {}, {}]}', "says low and high"),
        ('{"probability": [{"low": "0", "high": 1}, {}, {}, {}, {}]}', "low is a number from 0 to 100"),
        ('{"impact": {"weights": [0.1, 0.2, NaN, 0.4, 0.5]}}', "an impact weight is a number"),
        ('{"impact": {"weights": [0.1, 0.2, 1' + "0" * 400 + ", 0.4, 0.5]}}", "an impact weight is a number"),
        ('{"impact": {"weights": [0.1, 0.2, true, 0.4, 0.5]}}', "an impact weight is a number"),
        ('impact.time = ["a", "b", "c", "d"]', "time: a list of 5"),
        ('impact.time = ["a", "b", "c", "d", 5]', "time: every level says in words"),
        ('impact.time = ["a", "b", "c", "d", "  "]', "time: every level says in words"),
        ("impact = []", "impact: a table is wanted"),
    ],
)
def test_text_that_is_no_scales_is_refused_in_a_line(text: str, fault: str) -> None:
    with pytest.raises(Unreadable, match=fault) as refused:
        parse_scales(text)
    assert str(refused.value).isprintable()


def test_words_of_a_scale_are_cleaned() -> None:
    scales = parse_scales(json.dumps({"impact": {"time": ["\x1b[31mred", "b", "c", "d", "e"]}}))
    assert scales.impact["time"][0].words == "red"


def ascending(highest: int, count: int) -> st.SearchStrategy[list[int]]:
    """So many numbers above 0 and below the highest."""
    return st.lists(st.integers(1, highest - 1), min_size=count, max_size=count, unique=True).map(sorted)


LINES = st.text(min_size=1, max_size=20).map(clean_line).filter(bool)
FIVE_LINES = st.lists(LINES, min_size=5, max_size=5)


@given(
    ascending(100, 4),
    ascending(1_000, 5),
    ascending(1_000, 5),
    st.lists(FIVE_LINES, min_size=5, max_size=5),
    st.booleans(),
)
def test_scales_that_are_shown_are_read_back(
    edges: list[int], chances: list[int], weights: list[int], words: list[list[str]], nonlinear: bool
) -> None:
    lows, highs = [0, *edges], [*edges, 100]
    probability = [
        Level(word, float(low), float(high), chance / 1_000)
        for word, low, high, chance in zip(words[0], lows, highs, chances, strict=True)
    ]
    impact = {
        name: tuple(Level(word, weight=weight / 1_000) for word, weight in zip(lines, weights, strict=True))
        for name, lines in zip(DIMENSIONS, words[1:], strict=True)
    }
    scales = Scales(tuple(probability), impact, nonlinear)
    assert parse_scales(show_scales(scales)) == scales


@given(st.text(max_size=200))
def test_any_text_is_scales_or_refused(text: str) -> None:
    with suppress(Unreadable):
        validate_scales(parse_scales(text))


def test_every_dimension_has_its_scale() -> None:
    assert tuple(parse_scales("").impact) == DIMENSIONS
