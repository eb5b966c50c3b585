"""Risk arithmetic: scores and their heat, expected value and exposure, when to review, and the scales as text."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from pmtui.model.durations import ELAPSED_UNITS, Duration, parse_estimate
from pmtui.model.money import parse_amounts, show_money
from pmtui.model.riskwords import DIMENSIONS, LEVELS, SCALES, Level, Scales
from pmtui.model.text import Unreadable, clean_line, quoted, whole_line

Points = tuple[float | None, float, float | None]
"""Optimistic, likely and pessimistic; the outer two None where one value was typed."""
SEVERITY = ("low", "low", "medium", "high", "high")
"""The word for each heat step."""
REVIEW_DAYS = (28, 14, 7)

_LONGEST = 100_000
_ZEROS = (0.0,) * len(LEVELS)


class _Marks(NamedTuple):
    """From which scores on the heat and the review interval change, and which change of score needs a reason."""

    heat: tuple[float, ...]
    review: tuple[float, ...]
    reason: float


_OF_LEVELS = _Marks(heat=(3, 5, 12, 15), review=(8, 15), reason=4)
# PMBOK's own zones, moderate up to 0.14 and high from 0.18, with 0.08 low; halved at either end for five steps.
_OF_WEIGHTS = _Marks(heat=(0.04, 0.09, 0.18, 0.36), review=(0.09, 0.36), reason=0.1)


def score(probability: int, impacts: Iterable[int], scales: Scales = SCALES) -> float:
    """Probability times the highest impact, both levels: 1 to 25; on a nonlinear scale the product of their weights.

    Every dimension weighs a level alike, so that a cell of the heat map has one score. What follows from a score knows
    the two kinds apart, because weights are below 1 and levels are not.
    """
    impact = max(impacts)
    if not scales.nonlinear:
        return probability * impact
    return round(scales.probability[probability - 1].weight * scales.impact[DIMENSIONS[0]][impact - 1].weight, 3)


def step(score: float) -> int:
    """The heat step, 0 to 4, of a score: of levels 1-2, 3-4, 5-10, 12, 15-25."""
    return bisect_right(_marks(score).heat, score)


def severity_word(score: float) -> str:
    """`low`, `medium` or `high`."""
    return SEVERITY[step(score)]


def trend(now: float | None, before: float | None) -> int:
    """1 where the score has risen, -1 where it has fallen, else 0, also where there is nothing to compare."""
    return 0 if now is None or before is None else (now > before) - (now < before)


def needs_reason(before: float, after: float) -> bool:
    """Whether a score changes so much that somebody says why: by 4, or by 0.1 on a nonlinear scale."""
    return round(abs(after - before), 6) >= min(_marks(before).reason, _marks(after).reason)


def _marks(score: float) -> _Marks:
    return _OF_WEIGHTS if 0 < score < 1 else _OF_LEVELS


def chance(level: int, scales: Scales = SCALES) -> float:
    """The probability, 0 to 1, that a level stands for where no percentage was typed: the middle of its bounds."""
    known = scales.probability[level - 1]
    return (known.low + known.high) / 200


def expected(chance: float, points: Points) -> float:
    """The expected value: a probability, 0 to 1, times the PERT mean of what it costs or how long it delays."""
    o, m, p = points
    return chance * ((m if o is None else o) + 4 * m + (m if p is None else p)) / 6


def exposure(risks: Iterable[tuple[float, bool]]) -> float:
    """The sum of expected values, those of opportunities (True) subtracted."""
    return sum(-value if opportunity else value for value, opportunity in risks)


def cover(contingency: float, exposure: float) -> float | None:
    """Which share of the exposure the contingency left would pay; None where nothing is exposed."""
    return contingency / exposure if exposure > 0 else None


def review_interval(score: float) -> int:
    """In how many days a risk is looked at again: from 15 on 7, from 8 on 14, else 28."""
    return REVIEW_DAYS[bisect_right(_marks(score).review, score)]


def next_review(score: float, reviewed: date) -> date:
    """When a risk is looked at again that was reviewed on a day."""
    return reviewed + timedelta(review_interval(score))


def lateness(next_review: date, today: date) -> int:
    """By how many days a review is late; 0 where it is not."""
    return max(0, (today - next_review).days)


def order(late: int, score: float | None, value: float | None) -> tuple[int, float, float]:
    """What sorts a register for the walk: late reviews first, the latest at the top, then by score, expected value."""
    return (-late, -(score or 0), -abs(value or 0))


def parse_range(text: str, of: Literal["cost", "delay"] | None = None, hours_per_day: float = 8.0) -> Points:
    """Read a cost (`24k`, `10k/20k/40k`) in units of the currency or a delay (`2/5/10d`) in working days.

    Where it is not said which, it is a delay if it ends in h, d, w or mo. Raises Unreadable.
    """
    delay = text.strip().lower().endswith(("h", "d", "w", "mo")) if of is None else of == "delay"
    return _days(text, hours_per_day) if delay else _amounts(text)


def _days(text: str, hours_per_day: float) -> Points:
    said = parse_estimate(text, hours_per_day)
    if said.unit in ELAPSED_UNITS:
        raise Unreadable(f"{quoted(text)}: a delay is counted in working time, such as 5d or 2/5/10d")
    o, m, p = (None if n is None else Duration(n, said.unit).to("d", hours_per_day).amount for n in said[:3])
    assert m is not None
    return o, m, p


def _amounts(text: str) -> Points:
    amounts = parse_amounts(text)
    if min(amounts) < 0:
        raise Unreadable(f"{quoted(text)}: a cost is not below 0; an opportunity's is what it saves")
    match amounts:
        case [m]:
            return None, m, None
        case [o, m, p] if o <= m <= p:
            return o, m, p
        case [o, m, p]:
            wrong = f"the optimistic {show_money(o)} is more than the likely {show_money(m)}"
            if o <= m:
                wrong = f"the likely {show_money(m)} is more than the pessimistic {show_money(p)}"
            raise Unreadable(f"{quoted(text)}: {wrong}")
    raise Unreadable(f"{quoted(text)}: a cost is one amount or three, such as 24k or 10k/20k/40k")


def validate_scales(scales: Scales) -> None:
    """Raises Unreadable, in one line, unless all is there, the bounds lie edge to edge and the weights ascend."""
    _five("probability", scales.probability)
    for number, level in enumerate(scales.probability, 1):
        if not level.low < level.high:
            raise Unreadable(f"probability {number} goes from {level.low:g} to {level.high:g} %: let it ascend")
    edges = [0.0, *(edge for level in scales.probability for edge in level[1:3]), 100.0]
    for number, (end, begin) in enumerate(zip(edges[::2], edges[1::2], strict=True), 1):
        if end != begin:
            fault = "are missing" if end < begin else "are said twice"
            place = f"let level {number} begin at {end:g}" if number <= len(LEVELS) else "let the last level end at 100"
            raise Unreadable(f"probability: {min(end, begin):g} to {max(end, begin):g} % {fault}; {place}")
    if set(scales.impact) != set(DIMENSIONS):
        raise Unreadable(
            f"impact is scored on {', '.join(DIMENSIONS)}, not on {clean_line(', '.join(scales.impact), 60)}"
        )
    for name, levels in scales.impact.items():
        _five(name, levels)
        if [level.weight for level in levels] != [level.weight for level in scales.impact[DIMENSIONS[0]]]:
            raise Unreadable(f"{name}: every dimension weighs its levels alike")


def _five(name: str, levels: tuple[Level, ...]) -> None:
    """What holds for every scale."""
    if len(levels) != len(LEVELS):
        raise Unreadable(f"{name}: a scale has {len(LEVELS)} levels, not {len(levels)}")
    if not all(level.words for level in levels):
        raise Unreadable(f"{name}: every level says in words what it means")
    weights = [0.0, *(level.weight for level in levels), 1.0]
    if not all(low < high for low, high in pairwise(weights)):
        raise Unreadable(f"{name}: weights ascend and lie between 0 and 1, both left out")


def parse_scales(text: str) -> Scales:
    """Read scales from TOML, as `show_scales` writes it, or the same in JSON; what is left out stays as in SCALES.

    Raises Unreadable for what is not such a table and for scales that are not valid.
    """
    said = _table("the scales", _loaded(text), ("nonlinear", "probability", "impact"))
    nonlinear = said.get("nonlinear", False)
    if not isinstance(nonlinear, bool):
        raise Unreadable("nonlinear is either true or false")
    probability = SCALES.probability
    if "probability" in said:
        probability = tuple(map(_level, _five_of("probability", said["probability"]), probability))
    impact = _table("impact", said.get("impact", {}), ("weights", *DIMENSIONS))
    if "weights" in impact:
        weights = [_number("an impact weight", weight) for weight in _five_of("impact weights", impact["weights"])]
    else:
        weights = [level.weight for level in SCALES.impact[DIMENSIONS[0]]]
    levels = {
        name: [_words(name, words) for words in _five_of(name, impact[name])]
        if name in impact
        else [level.words for level in SCALES.impact[name]]
        for name in DIMENSIONS
    }
    scales = Scales(
        probability,
        {name: tuple(map(Level, words, _ZEROS, _ZEROS, weights)) for name, words in levels.items()},
        nonlinear,
    )
    validate_scales(scales)
    return scales


def show_scales(scales: Scales) -> str:
    """The scales as TOML for a person to edit; `parse_scales` reads it back."""
    lines = [f"nonlinear = {str(scales.nonlinear).lower()}  # score by the product of the weights", "probability = ["]
    lines += [
        f"  {{ low = {level.low!r}, high = {level.high!r}, weight = {level.weight!r}, words = {_quote(level.words)} }},"
        for level in scales.probability
    ]
    lines += ["]", "", "[impact]", f"weights = {[level.weight for level in scales.impact[DIMENSIONS[0]]]}"]
    for name, levels in scales.impact.items():
        lines.append(f"{name} = [{', '.join(_quote(level.words) for level in levels)}]")
    return "\n".join(lines) + "\n"


def _quote(words: str) -> str:
    """A string as TOML writes it, which is as JSON does."""
    import json

    return json.dumps(words, ensure_ascii=False)


def _loaded(text: str) -> object:
    import json
    import tomllib

    if len(text) > _LONGEST:
        raise Unreadable(f"scales of {len(text):,} characters are too long; there is room for {_LONGEST:,}")
    try:
        return json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"the scales are neither TOML nor JSON: {clean_line(str(error), 100)}") from None


def _table(name: str, value: object, known: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Unreadable(f"{name}: a table is wanted, with {', '.join(known)}")
    if strange := next((key for key in value if key not in known), None):
        raise Unreadable(f"{name}: {quoted(strange)} is not known; there is {', '.join(known)}")
    return value


def _five_of(name: str, value: object) -> list[Any]:
    if not isinstance(value, list) or len(value) != len(LEVELS):
        raise Unreadable(f"{name}: a list of {len(LEVELS)} is wanted, one for each level")
    return value


def _level(value: object, usual: Level) -> Level:
    """One level of probability; its bounds are said, its words and its weight may be left as usual."""
    said = _table("probability", value, ("low", "high", "weight", "words"))
    if "low" not in said or "high" not in said:
        raise Unreadable("probability: every level says low and high, in percent")
    return Level(
        _words("probability", said.get("words", usual.words)),
        _number("low", said["low"]),
        _number("high", said["high"]),
        _number("weight", said.get("weight", usual.weight)),
    )


def _words(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise Unreadable(f"{name}: every level says in words what it means")
    return whole_line(value, 200)


def _number(name: str, value: object) -> float:
    # The comparison also keeps out what is not a number, infinity, and what no float can hold.
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        raise Unreadable(f"{name} is a number from 0 to 100")
    return float(value)
