"""What people do about risks: score them, review them, respond, act, and say that it happened."""

from collections.abc import Sequence

from pmtui.actions.items import add_one, said
from pmtui.actions.links import connect
from pmtui.actions.places import column_named, column_of_category, end_of, enter
from pmtui.actions.risk_terms import scales_of
from pmtui.actions.step import Outcome, Step, step, today_in
from pmtui.clock import now_ms
from pmtui.errors import Refused, Usage
from pmtui.model.dates import parse_date, show_date
from pmtui.model.quickadd import QuickAdd
from pmtui.model.riskwords import DIMENSIONS, LEVELS, OPPORTUNITY_RESPONSES, THREAT_RESPONSES
from pmtui.model.text import clean, clean_line
from pmtui.planning import risk as arithmetic
from pmtui.store import naming
from pmtui.store.plan import Plan
from pmtui.store.risks import StoredRisk, some_risks, threatened

_KEPT = ("cause", "event", "effect", "category", "fallback")
"""What an issue keeps of the risk it was."""


def score(
    plan: Plan,
    ids: Sequence[str],
    probability: int,
    impact: int,
    reason: str | None = None,
    dimension: str | None = None,
) -> Outcome:
    """Score risks: probability and impact from 1 to 5, of one dimension or, where none is said, of the decisive one.

    A score is a review. Usage for levels that are not there; Refused for a large change without a reason.
    """
    if probability not in LEVELS or impact not in LEVELS:
        raise Usage(f"probability and impact go from 1 to 5, not {probability} and {impact}")
    with step(plan) as act:
        for known in _risks(act, ids):
            before = _score(plan, known)
            field = f"impact_{dimension or _decisive(known)}"
            levels = {**known.said, "probability": probability, field: impact}
            if dimension is None:  # the score is the one that was said: no other dimension may stand above it
                others = [name for name in known.said if name.startswith("impact_") and name != field]
                levels |= {name: min(impact, known.said[name]) for name in others}
            after = _score(plan, known._replace(said=levels))
            silent = not (reason or "").strip()
            if silent and before is not None and after is not None and arithmetic.needs_reason(before, after):
                raise Refused(f"R{known.ref} goes from {before:g} to {after:g}; say why in a line")
            _review(act, known, after)
            for name in ("probability", *(f"impact_{name}" for name in DIMENSIONS)):
                if levels.get(name) != known.said.get(name):
                    act.tx.set(known.id, name, levels.get(name))
            if "inherent_probability" not in known.said:
                act.tx.set(known.id, "inherent_probability", probability)
                act.tx.set(known.id, "inherent_impact", impact)
            if reason and reason.strip():
                act.tx.create(
                    "comment",
                    {"item_id": known.id, "author_id": act.me, "at": now_ms(), "body": clean_line(reason, 1000)},
                )
        act.outcome.items = list(ids)
        act.outcome.message = f"{_named(plan, ids)} scored {probability} x {impact}"
        return act.outcome


def review(plan: Plan, ids: Sequence[str]) -> Outcome:
    """Say that risks were looked at and stand as they are: dated, by whom, and when next."""
    with step(plan) as act:
        for known in _risks(act, ids):
            _review(act, known, _score(plan, known))
        act.outcome.items = list(ids)
        act.outcome.message = f"{_named(plan, ids)} reviewed, unchanged"
        return act.outcome


def respond(plan: Plan, id: str, response: str, fallback: str | None = None) -> Outcome:
    """Choose what is done about a risk. To accept one needs a fallback, or the word none: Refused without."""
    with step(plan) as act:
        (known,) = _risks(act, [id])
        ours = OPPORTUNITY_RESPONSES if known.said.get("risk_kind") == "opportunity" else THREAT_RESPONSES
        word = ours.get(response.casefold(), response.casefold())
        if word not in ours.values():
            raise Usage(f"{response} is no response to it; there is {', '.join(ours.values())}")
        text = clean(fallback).strip() if fallback is not None else known.said.get("fallback")
        if word == "accept" and not text:
            raise Refused(f"to accept R{known.ref}, say what is done if it comes, or none")
        act.tx.set(id, "response", word)
        if fallback is not None:
            act.tx.set(id, "fallback", text or None)
        act.outcome.items = [id]
        act.outcome.message = f"{_named(plan, [id])}: {word}"
        return act.outcome


def act_on(plan: Plan, id: str, line: QuickAdd) -> Outcome:
    """Make a card of what is done about a risk: on the board, in the plan, and linked to the risk it mitigates."""
    with step(plan) as act:
        (known,) = _risks(act, [id])
        made = add_one(act, line, known.project_id, None)
        connect(act, made, "mitigates", id)
        act.outcome.items = [id, made]
        act.outcome.refs = [str(naming.first_number(plan, made))]
        act.outcome.message = f"{act.outcome.refs[0]} mitigates {_named(plan, [id])}: {clean_line(line.title, 100)}"
        return act.outcome


def happened(plan: Plan, id: str) -> Outcome:
    """It happened: the risk is closed as occurred, and becomes an issue that keeps its links and its fallback."""
    with step(plan) as act:
        (known,) = _risks(act, [id])
        if known.state != "open":
            raise Refused(f"R{known.ref} is closed already")
        column = column_named(plan, known.project_id, None)
        enter(act, column)
        cells = {
            "number": act.tx.next_number(), "type": "issue", "title": known.title, "body": known.body or None,
            "project_id": known.project_id, "column_id": column, "rank": end_of(act, column),
            "owner_id": known.owner_id, "reporter_id": act.me, "severity": _severity(known),
            **{name: known.said[name] for name in _KEPT if name in known.said},
        }  # fmt: skip
        issue = act.tx.create("item", cells)
        act.tx.set(id, "occurred", now_ms())
        act.tx.set(id, "column_id", column_of_category(plan, known.project_id, "done"))
        act.tx.settle()
        connect(act, id, "spawned", issue)
        for target in threatened(plan, [id]).get(id, ()):
            connect(act, issue, "threatens", target)
        act.outcome.items = [id, issue]
        act.outcome.refs = [str(naming.first_number(plan, issue))]
        act.outcome.message = f"R{known.ref} happened: it is issue {act.outcome.refs[0]} now"
        return act.outcome


def next_review(plan: Plan, ids: Sequence[str], day: str) -> Outcome:
    """Set when risks are looked at again: a date in words, or none to go by their score."""
    with step(plan) as act:
        for known in _risks(act, ids):
            today = today_in(plan, known.project_id)
            when = None if day.strip() in ("", "none", "-") else parse_date(day, today)
            act.tx.set(known.id, "next_review", when.isoformat() if when else None)
            words = show_date(when, today) if when else "by the score"
            act.outcome.message = f"{_named(plan, ids)} next reviewed {words}"
        act.outcome.items = list(ids)
        return act.outcome


def add(plan: Plan, line: QuickAdd, cells: dict[str, object], project: str | None = None) -> Outcome:
    """Make a risk (or, by `line.type`, an issue) of a quick-add line and the fields of a risk."""
    with step(plan) as act:
        made = add_one(act, line._replace(type=line.type or "risk"), project, None)
        describe(act, made, cells)
        act.outcome.items = [made]
        act.outcome.refs = [str(naming.first_number(plan, made))]
        act.tx.settle()
        act.outcome.message = f"{_named(plan, [made])} added: {clean_line(line.title, 200)}"
        return act.outcome


def describe(act: Step, risk: str, cells: dict[str, object]) -> None:
    """Give a new risk (or issue) its fields; its first levels are its inherent ones."""
    for name, value in cells.items():
        act.tx.set(risk, name, value)
    levels = [value for name, value in cells.items() if name.startswith("impact_") and isinstance(value, int)]
    if "probability" in cells and levels:
        act.tx.set(risk, "inherent_probability", cells["probability"])
        act.tx.set(risk, "inherent_impact", max(levels))


def _risks(act: Step, ids: Sequence[str]) -> list[StoredRisk]:
    found = some_risks(act.plan, ids)
    for known in found:
        if known.type != "risk":
            article = "an" if known.type[0] in "aeiou" else "a"
            raise Usage(f"{known.ref} is no risk but {article} {known.type}")
    if not found:
        raise Usage("name a risk")
    return found


def _review(act: Step, known: StoredRisk, score: float | None) -> None:
    """Date a review: what stood before it is kept for the trend, and the next one follows from the score."""
    cells = known.said
    act.tx.set(known.id, "before_probability", cells.get("probability"))
    act.tx.set(known.id, "before_impact", _impact(known))
    act.tx.set(known.id, "last_reviewed", now_ms())
    act.tx.set(known.id, "reviewed_by", act.me)
    due = arithmetic.next_review(score or 0, today_in(act.plan, known.project_id))
    act.tx.set(known.id, "next_review", due.isoformat())


def _score(plan: Plan, known: StoredRisk) -> float | None:
    impact, probability = _impact(known), known.said.get("probability")
    if impact is None or probability is None:
        return None
    return arithmetic.score(probability, [impact], scales_of(plan, known.project_id))


def _impact(known: StoredRisk) -> int | None:
    return max((known.said[f"impact_{name}"] for name in DIMENSIONS if f"impact_{name}" in known.said), default=None)


def _decisive(known: StoredRisk) -> str:
    """The dimension that the impact comes from; time where none has been said."""
    scored = [name for name in DIMENSIONS if f"impact_{name}" in known.said]
    return max(scored, key=lambda name: known.said[f"impact_{name}"], default="time")


def _severity(known: StoredRisk) -> str:
    return {5: "critical", 4: "major", 3: "moderate"}.get(_impact(known) or 0, "minor")


def _named(plan: Plan, ids: Sequence[str]) -> str:
    """Risks as people say them: R61, or 3 risks."""
    if len(ids) != 1:
        return said(plan, ids).replace("cards", "risks")
    (known,) = some_risks(plan, ids)
    return f"{'R' if known.type == 'risk' else 'I'}{known.ref}"
