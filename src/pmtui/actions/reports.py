"""Issuing reports: a document is frozen under a number with the hash of its text, and never changes again."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from pmtui.actions.step import Outcome, step
from pmtui.clock import now_ms
from pmtui.errors import Refused, Usage
from pmtui.model.text import clean_line, quoted
from pmtui.store import lookup
from pmtui.store import reports as stored
from pmtui.store.plan import Plan
from pmtui.store.reports import Report

AUDIENCES = ("team", "project", "steering")
NOTES = ("standup", "retro", "planning", "risk", "sprint")
"""Kinds that are the papers of other meetings: no review counts from them."""


def canonical(document: dict[str, Any]) -> str:
    """The one text of a document: JSON in UTF-8 with sorted keys and no blanks."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def issue(
    plan: Plan,
    project: str,
    kind: str,
    audience: str,
    title: str,
    document: dict[str, Any],
    since: int | None = None,
    meeting: str | None = None,
    sprint: str | None = None,
) -> Outcome:
    """Freeze a document as a report of a project (id); `outcome.refs` has its number, `outcome.items` its id.

    `kind` says what sort of report it is (`weekly`), `since` (ms UTC) from when on it tells.
    """
    if audience not in AUDIENCES:
        raise Usage(f"{quoted(audience)} is no audience; there is {', '.join(AUDIENCES)}")
    text = canonical(document)
    sha256 = stored.fingerprint(text)
    with step(plan) as act:
        number = max((known.number for known in stored.reports(plan, project)), default=0) + 1
        cells = {
            "project_id": project, "kind": clean_line(kind, 40), "audience": audience, "number": number,
            "title": clean_line(title, 200), "at": now_ms(), "since": since, "person_id": act.me,
            "meeting_id": meeting, "sprint_id": sprint, "sha256": sha256,
        }  # fmt: skip
        id = act.tx.create("report", cells)
        for place, piece in enumerate(stored.pieces(text)):
            act.tx.create("report_part", {"report_id": id, "place": place, "text": piece})
        act.outcome.items, act.outcome.refs = [id], [str(number)]
        act.outcome.message = f"report {number} of {lookup.key_of(plan, project)} issued, sha256 {sha256}"
        return act.outcome


def reports(plan: Plan, project: str) -> list[Report]:
    """The reports of a project (id), oldest first."""
    return stored.reports(plan, project)


def report(plan: Plan, project: str, word: str) -> Report:
    """The report that a person's `7`, `8b` or `last` means; Usage where there is none."""
    known = reports(plan, project)
    if not known:
        raise Usage("no report has been issued yet")
    said = word.strip().casefold().removeprefix("report").strip()
    if said in ("", "last"):
        return known[-1]
    found = next((one for one in known if one.ref == re.sub(r"^#", "", said)), None)
    if found is None:
        raise Usage(f"there is no report {quoted(word)}; the last one is {known[-1].ref}")
    return found


def last_report(plan: Plan, project: str, audience: str | None = None) -> Report | None:
    """The report issued last to an audience, else to any; None where none was. Notes of other meetings do not count."""
    known = [one for one in reports(plan, project) if one.kind not in NOTES]
    own = [one for one in known if one.audience == audience]
    return next(reversed(own or known), None)


def verify(plan: Plan, known: Report) -> bool:
    """Whether a report's text is still the one that was issued."""
    return stored.fingerprint(stored.text_of(plan, known.id)) == known.sha256


def review_of(plan: Plan, known: Report) -> dict[str, Any]:
    """What a report froze of a review; empty where it has none, or was altered."""
    try:
        found = document(plan, known).get("review")
    except Refused:
        return {}
    return found if isinstance(found, dict) else {}


def listed(review: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """A list of what a review said; what else may stand there is passed over."""
    found = review.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def day_of(said: object) -> date | None:
    """A day that a report holds; None for anything else."""
    try:
        return date.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None


def milestones_of(plan: Plan, known: Report) -> dict[str, date]:
    """On which day each milestone was expected when a report was issued, by item id."""
    said = listed(review_of(plan, known), "milestones")
    return {str(one["id"]): day for one in said if "id" in one and (day := day_of(one.get("now"))) is not None}


def document(plan: Plan, known: Report) -> dict[str, Any]:
    """What was frozen. Refused where the text is no longer what was issued."""
    text = stored.text_of(plan, known.id)
    if stored.fingerprint(text) != known.sha256:
        raise Refused(f"report {known.ref} has been altered: its text is not the one that was issued")
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Refused(f"report {known.ref} holds no document")
    return found
