"""Issued reports: frozen with the hash of exactly their text, numbered in their project, and checked when read."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.actions import reports
from pmtui.actions.history import undo
from pmtui.errors import Refused, Usage
from pmtui.store import lookup
from pmtui.store import reports as stored
from pmtui.store.plan import Plan
from tests.store.plans import Clock, add, copied, join, says_what_its_log_says


def project(plan: Plan) -> str:
    return lookup.open_projects(plan)[0]


def issue(plan: Plan, document: dict[str, Any], audience: str = "project", kind: str = "weekly") -> str:
    """Issue a report; returns its number."""
    return reports.issue(plan, project(plan), kind, audience, "Week 48", document).refs[0]


def test_the_hash_is_that_of_the_text_as_sha256sum_says_it(plan: Plan) -> None:
    issue(plan, {"b": "Käse", "a": [1, None]})
    (known,) = reports.reports(plan, project(plan))
    text = stored.text_of(plan, known.id)
    assert text == '{"a":[1,null],"b":"Käse"}', "sorted keys, no blanks, UTF-8"
    assert known.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert reports.verify(plan, known)


def test_a_report_stays_as_it_was_issued_whatever_changes(plan: Plan) -> None:
    add(plan, "Retry payments")
    issue(plan, {"title": "Retry payments"})
    known = reports.report(plan, project(plan), "1")
    add(plan, "Another")
    assert reports.document(plan, known) == {"title": "Retry payments"}
    assert says_what_its_log_says(plan)


def test_a_report_that_was_altered_is_found_out(plan: Plan) -> None:
    issue(plan, {"spent": 100})
    known = reports.report(plan, project(plan), "last")
    with plan.transaction() as tx:
        (part,) = (id for (id,) in plan.rows("SELECT id FROM report_part"))
        tx.set(part, "text", '{"spent":90}')
    assert not reports.verify(plan, known)
    with pytest.raises(Refused, match="report 1 has been altered"):
        reports.document(plan, known)


def test_long_documents_are_kept_in_pieces_the_log_takes(plan: Plan) -> None:
    document = {"text": "Grüße 🚀 " * 60_000}
    issue(plan, document)
    parts = [len(text.encode()) for (text,) in plan.rows("SELECT text FROM report_part")]
    assert len(parts) > 2
    assert max(parts) <= stored.PIECE
    assert reports.document(plan, reports.report(plan, project(plan), "last")) == document


@settings(max_examples=20)
@given(st.text(max_size=20), st.sampled_from([0, 1, 9_999, 50_000]))
def test_pieces_together_are_the_text(text: str, times: int) -> None:
    pieces = list(stored.pieces(text * times))
    assert "".join(pieces) == text * times
    assert all(len(piece.encode()) <= stored.PIECE for piece in pieces)


@settings(max_examples=40)
@given(st.dictionaries(st.text(max_size=8), st.none() | st.integers() | st.text(max_size=8), max_size=5))
def test_one_document_has_one_text(document: dict[str, Any]) -> None:
    turned = dict(reversed(document.items()))
    assert reports.canonical(turned) == reports.canonical(document)
    assert json.loads(reports.canonical(document)) == document


def test_numbers_count_within_the_project_and_undo_gives_one_back(plan: Plan) -> None:
    assert [issue(plan, {}), issue(plan, {})] == ["1", "2"]
    undo(plan)
    assert [one.ref for one in reports.reports(plan, project(plan))] == ["1"]
    assert issue(plan, {}) == "2"


def test_two_copies_that_issue_one_number_keep_both_reports(plan: Plan, tmp_path: Path, time: Clock) -> None:
    with copied(plan, tmp_path / "other.db", "ben") as other:
        issue(plan, {"by": "ana"})
        time.wind(minutes=1)
        issue(other, {"by": "ben"})
        join(plan, other)
    assert [one.ref for one in reports.reports(plan, project(plan))] == ["1", "1b"]
    found = {ref: reports.document(plan, reports.report(plan, project(plan), ref)) for ref in ("1", "1b")}
    assert found == {"1": {"by": "ana"}, "1b": {"by": "ben"}}
    assert issue(plan, {}) == "2"


def test_what_is_no_report_is_said_in_one_line(plan: Plan) -> None:
    with pytest.raises(Usage, match="no report has been issued yet"):
        reports.report(plan, project(plan), "7")
    issue(plan, {})
    with pytest.raises(Usage, match="there is no report 7; the last one is 1"):
        reports.report(plan, project(plan), "7")
    with pytest.raises(Usage, match="nobody is no audience; there is team, project, steering"):
        issue(plan, {}, audience="nobody")


def test_the_last_report_is_that_of_the_audience_else_of_any(plan: Plan) -> None:
    assert reports.last_report(plan, project(plan), "steering") is None
    issue(plan, {}, "project")
    assert reports.last_report(plan, project(plan), "steering") is not None
    issue(plan, {}, "steering")
    issue(plan, {}, "project")
    issue(plan, {}, "steering", kind="standup")
    last = {name: reports.last_report(plan, project(plan), name) for name in ("steering", "project", "team")}
    assert {name: one.ref if one else None for name, one in last.items()} == {
        "steering": "2", "project": "3", "team": "3",
    }, "notes of other meetings do not count"  # fmt: skip
