"""Which items a commit's message and branch name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.model.mentions import mentioned, number_in

KEYS = {"ORD", "OPS"}


@pytest.mark.parametrize(
    ("message", "named"),
    [
        ("retry with jitter (#42)", ["42"]),
        ("#42: retry, for #43 too", ["42", "43"]),
        ("ORD-42 retry; ord-43", ["42", "43"]),
        ("retry\n\nRefs: #42, 43\nref: 44b", ["42", "43", "44b"]),
        ("retry\n\nCloses #42", ["42"]),
        ("twice #42 and ORD-42", ["42"]),
        ("UTF-8, SHA-256 and CVE-2026-42 are no items", []),
        ("https://example.org/page#42 &#42; a#42 ORDER-42", []),
        ("version 1.2, 42 things", []),
        ("Refs: v1.2, abc4", []),
        ("", []),
    ],
)
def test_the_items_that_a_message_names(message: str, named: list[str]) -> None:
    assert mentioned(message, KEYS) == named


@pytest.mark.parametrize("branch", ["feat/42-pay-retry", "42-pay-retry", "fix/ORD-42_x", "ana/42"])
def test_the_item_that_a_branch_is_about(branch: str) -> None:
    assert number_in(branch, "{type}/{number}-{slug}") == "42"


@given(st.text())
def test_no_message_is_too_strange(message: str) -> None:
    assert all(ref[0].isdigit() for ref in mentioned(message, KEYS))
