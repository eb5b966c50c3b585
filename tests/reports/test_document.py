"""Papers as frozen documents: nothing of a paper is lost in one, and one that is not right is refused in one line."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.errors import Refused
from pmtui.model.paper import Bullets, Paper, Section, to_markdown, to_text
from pmtui.reports.document import document_of, paper_of
from pmtui.reports.html import page
from tests.reports.papers import HOSTILE, paper, papers


def frozen(made: Paper) -> dict[str, Any]:
    """A paper's document, having been text in between."""
    said: dict[str, Any] = json.loads(json.dumps(document_of(made), allow_nan=False))
    return said


@given(papers)
@settings(max_examples=40)
def test_a_frozen_paper_is_read_back_as_the_same_paper_and_looks_the_same(made: Paper) -> None:
    again = paper_of(frozen(made))
    assert again == made
    assert (to_markdown(again), to_text(again), page(again)) == (to_markdown(made), to_text(made), page(made))
    assert frozen(again) == frozen(made)


def test_hostile_words_are_clean_in_the_document_and_those_smuggled_into_it_are_clean_when_shown() -> None:
    said = json.dumps(document_of(paper(HOSTILE)), ensure_ascii=False)
    assert "\\u001b" not in said and "\u202e" not in said
    smuggled = document_of(Paper("T", None, (Section("S", ("x", Bullets(("a", "  b")))),)))
    smuggled["sections"][0]["blocks"][0]["text"] = "\x1b[31mred\u202e"
    smuggled["sections"][0]["blocks"][1]["bullets"][1] = "  \x1b[31mb\n"
    assert to_text(paper_of(smuggled)) == "T\n\nS\nred\n- a\n  - b\n"


def changed(path: list[str | int], value: Any) -> dict[str, Any]:
    """The document of a paper with something else in one place."""
    document = frozen(paper())
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return document


FIGURE: list[str | int] = ["sections", 2, "blocks", 2, "figure"]


@pytest.mark.parametrize(
    "document",
    [
        {},
        changed(["version"], 2),
        changed(["title"], None),
        changed(["date"], "someday"),
        changed(["sections"], [{"title": "S"}]),
        changed(["sections", 0, "blocks", 0], {"video": "x"}),
        changed(["sections", 0, "blocks", 0], {"text": 3}),
        changed(["sections", 1, "blocks", 0, "table", "rows"], [["one cell"]]),
        changed([*FIGURE, "picture"], {"kind": "pie"}),
        changed([*FIGURE, "picture"], {"kind": "bars", "upright": True, "bars": [], "mark": None}),
        changed([*FIGURE, "picture"], {"kind": "stack", "first": "2026-11-02", "bands": []}),
        changed(
            [*FIGURE, "picture"], {"kind": "bars", "upright": True, "bars": [["a", "1", "1", "bar"]], "mark": None}
        ),
    ],
)
def test_a_document_that_cannot_be_shown_whole_is_refused_in_one_line(document: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="the report"):
        paper_of(document)


@given(st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner) | st.dictionaries(
    st.sampled_from(["version", "title", "date", "sections", "blocks", "link", "text", "table", "figure"]), inner
)))  # fmt: skip
@settings(max_examples=25)
def test_any_json_is_shown_or_refused(inner: Any) -> None:
    document = {"version": 1, "title": "T", "date": None, "link": "", "sections": inner}
    try:
        paper_of(document)
    except Refused as error:
        assert "\n" not in str(error)
