"""The risks in a review: what each scored when the window began, what is new, worse, better, occurred, closed, late."""

from collections.abc import Mapping
from typing import Any

from pmtui.actions.register import RiskRow, chance_of, worth
from pmtui.meetings.review_basis import Basis
from pmtui.meetings.review_shapes import Line, RiskLine, Risks
from pmtui.model.riskwords import DIMENSIONS
from pmtui.planning import risk as arithmetic
from pmtui.planning.rag import Status, Threat, risk_status
from pmtui.store.risks import StoredRisk

_ACTIVE = ("avoid", "transfer", "mitigate", "escalate")
"""Responses that change a threat's odds; to accept it does not."""
_VERY_HIGH = 4
"""The heat step that stands for a high score where scores are products of weights."""


def page(basis: Basis) -> Risks:
    """The page, and what page one takes from it."""
    known, then = basis.register, _said_then(basis)
    lines = [_line(basis, row, then.get(row.id)) for row in known.rows]
    by_score = sorted(lines, key=lambda one: (-(one.score or 0), one.ref))
    closed = [risk for risk in basis.risks if risk.state != "open" and _was_open(basis, risk.id)]
    cover = None if known.contingency is None else arithmetic.cover(known.contingency, known.exposure)
    return Risks(
        by_score,
        [one for one in by_score if one.mark == "+"],
        [one for one in by_score if one.mark == "^"],
        [one for one in by_score if one.mark == "v"],
        [_gone(basis, risk) for risk in closed if "occurred" in risk.said],
        [_gone(basis, risk) for risk in closed if "occurred" not in risk.said],
        sorted((one for one in by_score if one.late_days), key=lambda one: -one.late_days),
        known.exposure, _exposure_then(basis, then), known.contingency, None if cover is None else 100 * cover,
        known.currency,
    )  # fmt: skip


def status(basis: Basis) -> Status:
    """What the rules say of the risks."""
    known, limit = basis.register, basis.thresholds.risk_score
    rows = [row for row in known.rows if row.kind == "threat"]
    threats = [
        Threat(row.id, row.ref, row.score, _is_high(row.score, limit, known.scales.nonlinear), _answered(row))
        for row in rows
        if row.score is not None
    ]
    late = [row.id for row in known.rows if row.late_days]
    unscored = len(rows) - len(threats)
    return risk_status(threats, unscored, known.exposure, known.contingency, late, limit)


def _is_high(score: float, limit: float, weights: bool) -> bool:
    return arithmetic.step(score) >= _VERY_HIGH if weights else score >= limit


def _answered(row: RiskRow) -> bool:
    """Whether something is being done about a threat: a response that changes it, or an open card that mitigates it."""
    return row.response in _ACTIVE or any(action.state == "open" for action in row.actions)


def _said_then(basis: Basis) -> dict[str, Mapping[str, Any]]:
    """What the risks said of themselves when the window began, by id; those that were not there then are left out."""
    found: dict[str, Mapping[str, Any]] = {}
    for known in basis.risks:
        before = basis.before.get(known.id)
        if before is None:
            found[known.id] = known.said
        elif not before.made:
            said = {**known.said, **before.cells}
            found[known.id] = {name: value for name, value in said.items() if value is not None}
    return found


def _line(basis: Basis, row: RiskRow, then: Mapping[str, Any] | None) -> RiskLine:
    before = _score_of(basis, then) if then is not None else None
    mark = "+" if then is None else {1: "^", -1: "v", 0: "="}[arithmetic.trend(row.score, before)]
    return RiskLine(
        row.id, row.ref, row.title, row.kind, row.probability, row.impact, row.score, before, mark, row.response,
        row.owner.name if row.owner else "", row.next_review, row.late_days, row.emv,
    )  # fmt: skip


def _score_of(basis: Basis, said: Mapping[str, Any]) -> float | None:
    impacts = [said[f"impact_{name}"] for name in DIMENSIONS if said.get(f"impact_{name}") is not None]
    if said.get("probability") is None or not impacts:
        return None
    return arithmetic.score(said["probability"], impacts, basis.register.scales)


def _exposure_then(basis: Basis, then: Mapping[str, Mapping[str, Any]]) -> float | None:
    """The exposure when the window began; None where there was no risk then."""
    work, scales = basis.work, basis.register.scales
    was = {id: basis.was(work[id]) for id in then if id in work}
    if not was:
        return None
    return arithmetic.exposure(
        (
            worth(dict(then[id]), "cost", chance_of(dict(then[id]), scales)) or 0.0,
            then[id].get("risk_kind") == "opportunity",
        )
        for id, one in was.items()
        if one.there and not one.done
    )


def _was_open(basis: Basis, id: str) -> bool:
    """Whether a risk has been open at any time since the window began."""
    before = basis.before.get(id)
    if before is None:
        return False
    then = basis.was(basis.work[id])
    return before.made or (then.there and not then.done)


def _gone(basis: Basis, known: StoredRisk) -> Line:
    fact = "occurred" if "occurred" in known.said else "dropped" if known.state == "dropped" else "closed"
    return basis.line(basis.work[known.id], fact)
