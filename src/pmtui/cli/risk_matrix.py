"""`pmtui risk matrix`: five by five cells of probability and impact with the risks in them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pmtui.cli.call import Call
from pmtui.cli.output import Output, pad
from pmtui.cli.risk_register import headed, registers, totals
from pmtui.model.riskwords import DIMENSIONS, LEVELS

if TYPE_CHECKING:
    from pmtui.actions.register import Register
    from pmtui.store.plan import Plan

_NAMED = 3
"""Up to how many risks of a cell stand there by their numbers."""
_STYLES = {"low": "ok", "medium": "warn", "high": "alarm"}


def risk_matrix(call: Call, words: Sequence[str]) -> int:
    """Print the heat map of each project's open risks."""
    with call.current() as plan:
        found = registers(call, plan, " ".join(words))
        if call.options.json:
            made = [document(plan, one) for one in found]
            call.out.json(made[0] if len(made) == 1 else made)
            return 0
        for place, one in enumerate(found):
            call.out.lines(([""] if place else []) + headed(call.out, plan, one, several=len(found) > 1))
            call.out.lines([*matrix(call.out, one), "", *(call.out.paint(line, "bold") for line in totals(one))])
    return 0


def word_at(made: "Register", probability: int, impact: int) -> str:
    """What a cell is called: low, medium or high."""
    from pmtui.planning.risk import severity_word

    return severity_word(_score(made, probability, impact))


def _score(made: "Register", probability: int, impact: int) -> float:
    from pmtui.planning.risk import score

    return score(probability, [impact], made.scales)


def matrix(out: Output, made: "Register") -> list[str]:
    """The map as lines: probability upwards, impact to the right; each cell has the letter of its word."""
    texts = {
        (probability, impact): f"{word_at(made, probability, impact)[0]} {_inside(made, probability, impact)}".rstrip()
        for probability in LEVELS
        for impact in LEVELS
    }
    wide = max(5, *map(len, texts.values())) + 2
    lines = []
    for probability in reversed(LEVELS):
        level = made.scales.probability[probability - 1]
        cells = (
            out.paint(pad(texts[probability, impact], wide), _STYLES[word_at(made, probability, impact)])
            for impact in LEVELS
        )
        bounds = out.paint(f"{level.low:g} to {level.high:g} %", "dim")
        lines.append(f"P {probability}  {''.join(cells)}{bounds}".rstrip())
    lines.append(f"     {''.join(pad(str(impact), wide) for impact in LEVELS)}I")
    lines += ["", "l low, m medium, h high; I is the highest impact, on time, cost, quality or scope"]
    unscored = [row.ref for row in made.rows if row.score is None]
    return [*lines, f"not scored: {' '.join(unscored)}"] if unscored else lines


def _inside(made: "Register", probability: int, impact: int) -> str:
    """The risks of a cell, or how many they are."""
    places = made.cells.get((probability, impact), ())
    return " ".join(made.rows[place].ref for place in places) if len(places) <= _NAMED else f"{len(places)} risks"


def document(plan: "Plan", made: "Register") -> dict[str, Any]:
    """The map and what the register comes to as JSON, the likeliest and worst cell first; a risk in it is a number."""
    from pmtui.store.read import projects

    return {
        "project": projects(plan)[made.projects[0]].key,
        "currency": made.currency or None,
        "exposure": made.exposure,
        "exposure_week_ago": made.exposure_before,
        "contingency": made.contingency,
        "cover_percent": made.cover,
        "late_reviews": made.late,
        "nonlinear": made.scales.nonlinear,
        "dimensions": [*DIMENSIONS],
        "cells": [
            {
                "probability": probability, "impact": impact, "score": _score(made, probability, impact),
                "rating": word_at(made, probability, impact),
                "risks": [made.rows[place].number for place in made.cells.get((probability, impact), ())],
            }
            for probability in reversed(LEVELS)
            for impact in reversed(LEVELS)
        ],
        "unscored": [row.number for row in made.rows if row.score is None],
    }  # fmt: skip
