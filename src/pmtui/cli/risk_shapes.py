"""Risks and issues as JSON, whole."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pmtui.store.plan import Plan

if TYPE_CHECKING:
    from pmtui.actions.register import Register, RiskRow


def documents(plan: Plan, made: "Register", rows: "Sequence[RiskRow]") -> list[dict[str, Any]]:
    """Rows of one register as JSON. Chances are 0 to 1, money is in the project's currency, delays are in days."""
    from pmtui.store.read import projects
    from pmtui.store.risks import some_risks

    said = {known.id: known.said for known in some_risks(plan, [row.id for row in rows])}
    key = projects(plan)[made.projects[0]].key if made.projects else None
    return [_document(row, said.get(row.id, {}), key) for row in rows]


def by_ids(plan: Plan, ids: Iterable[str]) -> list[dict[str, Any]]:
    """Single risks as JSON, in the order given."""
    from pmtui.cli.risk_register import of_risk

    return [document for id in ids for document in documents(plan, *_alone(*of_risk(plan, id)))]


def _alone(made: "Register", row: "RiskRow") -> "tuple[Register, list[RiskRow]]":
    return made, [row]


def _document(row: "RiskRow", said: dict[str, Any], project: str | None) -> dict[str, Any]:
    from pmtui.planning.risk import severity_word

    return {
        "id": row.id, "number": row.number, "ref": row.ref[1:], "type": row.type, "project": project,
        "title": row.title, "state": row.state, "occurred": row.occurred, "kind": row.kind,
        "owner": row.owner.code if row.owner else None, "category": row.category or None,
        "cause": row.cause or None, "event": row.event or None, "effect": row.effect or None,
        "probability": row.probability, "impact": row.impact, "impacts": row.impacts,
        "score": row.score, "rating": None if row.score is None else severity_word(row.score),
        "score_before": row.before, "score_inherent": row.inherent, "score_residual": row.residual,
        "chance": row.chance, "cost": _spread(said, "cost"), "delay_days": _spread(said, "delay"),
        "emv": row.emv, "emv_days": row.emv_days, "proximity": row.proximity,
        "trigger": row.trigger_text or None, "trigger_date": row.trigger_date, "trigger_passed": row.trigger_passed,
        "response": row.response or None, "fallback": row.fallback or None,
        "last_reviewed": row.last_reviewed.isoformat() if row.last_reviewed else None,
        "reviewed_by": row.reviewed_by.code if row.reviewed_by else None,
        "next_review": row.next_review.isoformat() if row.type == "risk" else None, "late_days": row.late_days,
        "severity": row.severity or None, "due": row.due, "resolution": row.resolution or None,
        "actions": [
            {
                "ref": card.ref, "title": card.title, "owner": card.owner.code if card.owner else None,
                "column": card.column, "state": card.state,
            }
            for card in row.actions
        ],
        "threatens": [{"ref": ref, "title": title} for ref, title in row.threatens],
    }  # fmt: skip


def _spread(said: dict[str, Any], stem: str) -> dict[str, float | None] | None:
    """Three points as typed; o and p null where one figure was."""
    if said.get(f"{stem}_m") is None:
        return None
    return {name: said.get(f"{stem}_{name}") for name in "omp"}
