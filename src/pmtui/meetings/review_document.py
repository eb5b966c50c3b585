"""A review as one JSON document: what `--json` prints, and what is frozen with a report for the next review to read."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from pmtui.clock import local
from pmtui.meetings.review import Review
from pmtui.meetings.review_basis import Basis
from pmtui.meetings.review_shapes import Area, Milestone, Taken

_PAGED = ("money", "flow", "risks", "decisions", "next")
"""Pages that are a part of the document under their own name; the first two are its top."""


def document(review: Review, pages: Iterable[str] | None = None) -> dict[str, Any]:
    """The pages of a review, or these of them, as plain values; a page that is not in it makes no simulation.

    Days are ISO days, people codes; every line has its item's `id`, `number` and `ref`, null where it is of none.
    """
    wanted = list(review.pages if pages is None else pages)
    basis, summary = review.basis, review.summary
    window, report = review.since.window, review.since.report
    project = basis.chart.project if basis.chart else None
    made: dict[str, Any] = {
        "project": project.key if project else None,
        "audience": review.audience,
        "today": basis.today.isoformat(),
        "since": {
            "at": local(window.since, basis.zone).isoformat(timespec="seconds"),
            "words": review.since.words,
            "report": report.ref if report else None,
        },
        "thresholds": basis.thresholds._asdict(),
        "areas": [_area(basis, area) for area in summary.areas],
        "breath": list(summary.breath),
        "summary": {
            "risks": _plain(basis, summary.risks),
            "exposure": summary.exposure,
            "exposure_before": summary.exposure_before,
            "late_reviews": summary.late_reviews,
            "decisions": _plain(basis, summary.decisions),
            "money": _plain(basis, summary.money),
        },
        "changed": _plain(basis, summary.changed),
        "milestones": [_milestone(basis, one) for one in summary.milestones],
        "odds": [],
        "missing": list(summary.missing),
    }
    if "milestones" in wanted:
        page = review.milestones
        made |= {
            "baseline": page.baseline,
            "milestones": [_milestone(basis, one) for one in page.milestones],
            "odds": _plain(basis, page.odds),
            "method": page.method,
            "missing": list(page.missing),
        }
    return made | {name: _plain(basis, review.page(name)) for name in _PAGED if name in wanted}


def _area(basis: Basis, area: Area) -> dict[str, Any]:
    """An area: `colour` is the rule's, `override` what a person says against it."""
    status, said = area.status, area.override
    return {
        "name": area.name,
        "colour": status.colour,
        "rule": status.rule,
        "words": status.words,
        "items": [basis.work[id].number for id in status.items if id in basis.work],
        "before": area.before,
        "override": None
        if said is None
        else {
            "colour": said.colour,
            "reason": said.reason,
            "person": said.code,
            "at": local(said.at, basis.zone).isoformat(timespec="seconds"),
        },
    }


def _milestone(basis: Basis, one: Milestone) -> dict[str, Any]:
    return {**_plain(basis, one), "trend": [[at.isoformat(), said.isoformat()] for at, said in one.trend]}


def _plain(basis: Basis, value: Any) -> Any:
    """Records as objects, days as ISO texts; an item as its id and number, with its owner's code."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(basis, part) for name, part in value.items()}
    if hasattr(value, "_fields"):
        return _record(basis, value)
    if isinstance(value, list | tuple):
        return [_plain(basis, part) for part in value]
    return value


def _record(basis: Basis, value: Any) -> dict[str, Any]:
    cells = {name: _plain(basis, part) for name, part in value._asdict().items()}
    if "item" not in cells:
        return cells
    id = cells.pop("item")
    known = basis.work.get(id)
    for name in ("owner", "decider"):
        if name in cells:
            cells[name] = basis.code(known.owner_id) if known else None
    if isinstance(value, Taken):
        cells["at"] = local(value.at, basis.zone).isoformat(timespec="seconds")
    if isinstance(value, Taken) and known:
        cells["people"] = [basis.code(person) for person in (known.decided_by or "").split(",") if person]
    return {"id": id, "number": known.number if known else None, **cells}
