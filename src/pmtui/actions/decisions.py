"""Decisions: approving, rejecting and putting off what was asked, with who decided and why."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pmtui.actions.items import said
from pmtui.actions.places import column_of_category, end_of, enter
from pmtui.actions.step import Outcome, Step, step, today_in
from pmtui.clock import now_ms
from pmtui.errors import Refused, Usage
from pmtui.model.dates import parse_date, show_date
from pmtui.model.text import quoted, whole_line
from pmtui.model.words import DECIDED_TYPES, lettered
from pmtui.store import lookup
from pmtui.store.plan import Plan
from pmtui.store.read import item as whole_item

VERDICTS = {"approve": "approved", "reject": "rejected", "defer": "deferred"}
"""What is done, and what is stored."""

_DUE = re.compile(r"(?:\^|due:)(\S+)", re.IGNORECASE)
_BY = re.compile(r"(?:@|by:)(\S+)", re.IGNORECASE)


class Understood(NamedTuple):
    """A reason line: the reason itself, the new due day, if any, and the words for those who decided."""

    reason: str
    due: date | None
    people: tuple[str, ...]


def decide(
    plan: Plan, ids: Sequence[str], verdict: str, line: str, *, week_start: int = 0, day_first: bool = True
) -> Outcome:
    """Approve, reject or defer decisions and changes (ids), with one line of reason; one undo step.

    In the line, `@eli` names who decided (else you did), several if wanted; `^fri` or `due:fri` gives what is deferred
    its new day. Approved and rejected ones are done; deferred ones stay. Refused without a reason, for what is no
    decision or is decided already, and for a deferral without a day.
    """
    lines = [understood(plan, id, verdict, line, week_start, day_first) for id in ids]
    with step(plan) as act:
        for id, one in zip(ids, lines, strict=True):
            _decide(act, id, VERDICTS[verdict], one)
        until = f" until {show_date(lines[0].due, today_in(plan))}" if lines and lines[0].due else ""
        act.outcome.items = list(ids)
        act.outcome.message = f"{said(plan, ids)} {VERDICTS[verdict]}{until}: {lines[0].reason}" if lines else ""
        return act.outcome


def understood(plan: Plan, id: str, verdict: str, line: str, week_start: int = 0, day_first: bool = True) -> Understood:
    """Read a reason line for an item (id), and write nothing; see `decide`."""
    if verdict not in VERDICTS:
        raise Usage(f"{quoted(verdict)} decides nothing; there is {', '.join(VERDICTS)}")
    known = whole_item(plan, id)
    name = lettered(known.type, known.ref)
    if known.type not in DECIDED_TYPES:
        raise Refused(f"{name} is {_a(known.type)}; what is decided are decisions and changes")
    if known.state != "open":
        raise Refused(f"{name} is {known.state} already; `pmtui move {known.ref} COLUMN` opens it again")
    today = today_in(plan, known.project_id)
    words = whole_line(line).split()
    people = tuple(found[1] for word in words if (found := _BY.fullmatch(word)))
    days = [found[1] for word in words if (found := _DUE.fullmatch(word))]
    reason = " ".join(word for word in words if not _BY.fullmatch(word) and not _DUE.fullmatch(word))
    if not reason:
        raise Refused(f"say in a line why {name} is {VERDICTS[verdict]}")
    due = parse_date(days[-1], today, week_start=week_start, day_first=day_first) if days else None
    if verdict != "defer":
        if due is not None:
            raise Usage(f"a day belongs to what is deferred; {name} is {VERDICTS[verdict]}")
    elif due is None and (known.due is None or known.due < today.isoformat()):
        raise Refused(f"say until when {name} is deferred, as in: {reason} ^fri")
    return Understood(reason, due, people)


def _decide(act: Step, id: str, verdict: str, line: Understood) -> None:
    people = list(dict.fromkeys(act.person(word) for word in line.people)) or [act.me]
    act.tx.set(id, "verdict", verdict)
    act.tx.set(id, "verdict_reason", line.reason)
    act.tx.set(id, "decided_at", now_ms())
    act.tx.set(id, "decided_by", ",".join(people))
    if line.due is not None:
        act.tx.set(id, "due", line.due.isoformat())
    if verdict != "deferred":
        column = column_of_category(act.plan, lookup.project_of(act.plan, id), "done")
        enter(act, column)
        act.tx.set(id, "column_id", column)
        act.tx.set(id, "rank", end_of(act, column))
        act.tx.set(id, "blocked", None)


def _a(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
