"""Changing risks from the command line: add, score, respond, act, say that one happened, set the next review."""

import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmtui.cli.around import exactly
from pmtui.cli.call import Call, text_of, typed
from pmtui.cli.output import safe
from pmtui.errors import Usage
from pmtui.model.riskwords import LEVELS

if TYPE_CHECKING:
    from pmtui.actions.step import Outcome
    from pmtui.model.quickadd import QuickAdd
    from pmtui.store.plan import Plan


def risk_add(call: Call, words: Sequence[str]) -> int:
    """Add a risk; prints its number."""
    from pmtui.actions import risks
    from pmtui.model.riskline import parse_risk

    options = call.options
    said = parse_risk(text_of(words) or options.event or "")
    cells: dict[str, object] = dict(said.cells)
    for field, value in (("probability", options.p), ("impact_time", options.i)):
        if value is not None:
            cells[field] = _level(field.partition("_")[0], value)
    cells |= {
        name: safe(typed(text)) for name in ("cause", "event", "effect", "category") if (text := getattr(options, name))
    }
    if options.opportunity:
        cells["risk_kind"] = "opportunity"
    with call.writing() as plan:
        _done(call, plan, risks.add(plan, _line(call, plan, said.line), cells, call.project(plan)))
    return 0


def risk_score(call: Call, words: Sequence[str]) -> int:
    """Score risks: `4 4`, `44` or `4x4`."""
    from pmtui.actions import risks

    ref, *levels = exactly([*words], "risk score REF P I", 2, 3)
    found = re.fullmatch(r"([0-9]) ?[xX*]? ?([0-9])", " ".join(levels).strip())
    if found is None:
        raise Usage(f"{safe(' '.join(levels))!r} is no score: probability and impact from 1 to 5, such as 4 4 or 44")
    reason = call.options.reason
    with call.writing() as plan:
        ids = call.ids(plan, [ref])
        _done(call, plan, risks.score(plan, ids, int(found[1]), int(found[2]), typed(reason) if reason else None), ids)
    return 0


def risk_respond(call: Call, words: Sequence[str]) -> int:
    """Choose what is done about a risk."""
    from pmtui.actions import risks

    ref, response = exactly([*words], "risk respond REF RESPONSE [--fallback TEXT]", 2, 2)
    fallback = call.options.fallback
    with call.writing() as plan:
        (id,) = _one(call, plan, ref)
        _done(call, plan, risks.respond(plan, id, response, None if fallback is None else typed(fallback)), [id])
    return 0


def risk_action(call: Call, words: Sequence[str]) -> int:
    """Make a card of what is done about a risk; prints its number."""
    from pmtui.actions import risks

    ref, *text = exactly([*words], "risk action REF TEXT", 2, 1_000)
    with call.writing() as plan:
        (id,) = _one(call, plan, ref)
        _done(call, plan, risks.act_on(plan, id, _line(call, plan, text_of(text))), [id])
    return 0


def risk_happened(call: Call, words: Sequence[str]) -> int:
    """Close a risk that happened and open its issue; prints the issue's number."""
    from pmtui.actions import risks

    (ref,) = exactly([*words], "risk happened REF")
    with call.writing() as plan:
        (id,) = _one(call, plan, ref)
        outcome = risks.happened(plan, id)
        _done(call, plan, outcome, outcome.items[1:])
    return 0


def risk_next(call: Call, words: Sequence[str]) -> int:
    """Set when risks are looked at again."""
    from pmtui.actions import risks

    ref, *day = exactly([*words], "risk next REF DATE", 2, 6)
    with call.writing() as plan:
        ids = call.ids(plan, [ref])
        _done(call, plan, risks.next_review(plan, ids, " ".join(day)), ids)
    return 0


def _done(call: Call, plan: "Plan", outcome: "Outcome", ids: Sequence[str] = ()) -> None:
    """Say what was done; print what was made by its number, or with --json what was changed, an array if several."""
    if call.options.json:
        from pmtui.cli.risk_shapes import by_ids

        found = by_ids(plan, ids or outcome.items)
        call.out.json(found[0] if len(found) == 1 else found)
    else:
        sys.stdout.write("".join(f"{ref}\n" for ref in outcome.refs))
    call.tell(outcome)


def _one(call: Call, plan: "Plan", ref: str) -> list[str]:
    """The id of the one item that is meant."""
    ids = call.ids(plan, [ref])
    if len(ids) != 1:
        raise Usage(f"{safe(ref)} are several; name one risk")
    return ids


def _line(call: Call, plan: "Plan", text: str) -> "QuickAdd":
    from pmtui.model.quickadd import parse_line

    settings = call.settings
    return parse_line(
        text, call.today(plan),
        week_start=settings.week_start, day_first=settings.day_first, hours_per_day=settings.hours_per_day,
    )  # fmt: skip


def _level(name: str, value: int) -> int:
    if value not in LEVELS:
        raise Usage(f"{name} goes from 1 to 5, not {value}")
    return value
