"""`pmtui risk review`: mark risks as looked at; alone on a terminal, ask about each in turn."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmtui.cli.call import Call, ask
from pmtui.cli.output import safe, say
from pmtui.errors import PmtuiError, Refused
from pmtui.model.riskwords import LEVELS

if TYPE_CHECKING:
    from pmtui.actions.register import RiskRow
    from pmtui.meetings.risk_review import RiskReview
    from pmtui.store.plan import Plan

_KEYS = "Enter unchanged, 44 probability and impact, s skip, h it happened, q end"
_SCORES = {f"{probability}{impact}": (probability, impact) for probability in LEVELS for impact in LEVELS}


def risk_review(call: Call, words: Sequence[str]) -> int:
    """Date a review of the risks named; of none on a terminal walk through them, elsewhere list which are due."""
    if words:
        from pmtui.actions import risks

        with call.writing() as plan:
            ids = call.ids(plan, words)
            outcome = risks.review(plan, ids)
            if call.options.json:
                from pmtui.cli.risk_shapes import by_ids

                call.out.json(by_ids(plan, ids))
            call.tell(outcome)
    elif call.options.json or not (sys.stdin.isatty() and sys.stderr.isatty()):
        with call.current() as plan:
            _due(call, plan)
    else:
        with call.writing() as plan:
            _walk(call, plan)
    return 0


def _due(call: Call, plan: "Plan") -> None:
    """List what is late or due today, in the order of the walk."""
    from pmtui.cli.risk_register import headed, listed, registers
    from pmtui.cli.risk_shapes import documents

    found = [(made, [row for row in made.rows if row.next_review <= made.today]) for made in registers(call, plan)]
    if call.options.json:
        call.out.json([document for made, rows in found for document in documents(plan, made, rows)])
        return
    due = [(made, rows) for made, rows in found if rows]
    for made, rows in due:
        call.out.lines(headed(call.out, plan, made, several=len(due) > 1) + listed(call.out, made, rows))
    if not due:
        call.out.lines(["no review is due"])


def _walk(call: Call, plan: "Plan") -> None:
    """Ask about each risk, the late ones first; nothing is written before the first answer."""
    from pmtui.cli.schedule import project_meant
    from pmtui.meetings.risk_review import RiskReview, note

    review = RiskReview(plan, [project_meant(call, plan)])
    if not review.agenda:
        raise Refused("there is no open risk to review; `pmtui risk add` makes one")
    say(_KEYS)
    try:
        while (row := review.before.row(review.current or "")) is not None:
            if _answered(call, review, row) == "q":
                break
    finally:
        outcome = review.close()
    if outcome is not None:
        call.out.lines(["", *note(review.summary()).splitlines()])
        call.tell(outcome)


def _answered(call: Call, review: "RiskReview", row: "RiskRow") -> str:
    """Show a risk, and do what the person says until it is understood; their answer."""
    while True:
        try:
            said = ask(f"{_line(call, row)} > ").casefold()
        except Refused:  # the end of the input
            return "q"
        try:
            if said in ("", "v"):
                call.tell(review.unchanged())
            elif said in ("s", "n"):
                review.go(1)
            elif said == "h":
                call.tell(review.happened())
            elif (levels := _SCORES.get(said.replace(" ", "").replace("x", ""))) is not None:
                _score(call, review, *levels)
            elif said != "q":
                say(_KEYS)
                continue
        except PmtuiError as error:
            say(str(error))
            continue
        return said


def _score(call: Call, review: "RiskReview", probability: int, impact: int) -> None:
    """Score the present risk; a change so large that it needs a reason asks for it."""
    try:
        call.tell(review.score(probability, impact))
    except Refused as refused:
        reason = ask(f"{refused} > ")
        if not reason:
            raise
        call.tell(review.score(probability, impact, reason))


def _line(call: Call, row: "RiskRow") -> str:
    """A risk in a line: its title, levels, score, response, how late its review is."""
    from pmtui.cli.risk_register import rating, trend

    levels = "not scored" if row.score is None else f"{row.probability} x {row.impact} = {rating(row.score)}"
    late = f"late {row.late_days}d" if row.late_days else ""
    facts = (levels, trend(call.out, row), row.response, f"@{row.owner.code}" if row.owner else "", late)
    return f"{row.ref} {safe(row.title)}  {'  '.join(safe(fact) for fact in facts if fact)}"
