"""A report's page: all it says is there, nothing runs or asks, it can be read aloud, and it prints on A4."""

import re
from pathlib import Path

import pytest

from pmtui.model.paper import RAG, Bullets, Paper, Section, Table
from pmtui.model.text import clean_line
from pmtui.reports.html import page
from tests.browser import Page, browse, pages_of
from tests.reports.papers import DAY, HOSTILE, KINDS, paper


def texts(tag: str, text: str) -> list[str]:
    """What stands in the elements of a name, without the elements inside them."""
    return [re.sub(r"<[^>]+>", "", found) for found in re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", text, re.DOTALL)]


def test_headings_lines_and_figures_are_there_and_each_figure_has_its_table() -> None:
    text = page(paper(), "Report 8, sha256 0a1b")
    assert texts("h1", text) == ["Weekly report SSO with Keycloak"]
    assert texts("h2", text) == ["How it stands", "Progress SSO with Keycloak", "The figures as tables"]
    figures = [f"{kind} SSO with Keycloak" for kind in KINDS]
    assert texts("h3", text) == figures * 2, "with the drawings, then with the tables"
    targets, names = (re.findall(rf'{name}="#?(table\d)"', text) for name in ("href", "id"))
    assert targets == names == [f"table{place}" for place in range(1, 6)]
    assert texts("footer", text) == ["Report 8, sha256 0a1b"]
    assert "<ul><li>SSO with Keycloak<ul><li>below</li></ul></li></ul>" in text


def test_how_something_stands_is_a_letter_and_a_word_and_not_colour_alone() -> None:
    rows = (("Time", RAG["R"]), ("Scope", f"{RAG['A']}, by Ana"), ("Cost", RAG["-"]), ("Red", "[R] Redundant"))
    text = page(Paper("T", DAY, (Section("S", (Table(("Area", "Now"), rows),)),)))
    assert '<td><b class="rag r">R</b> Red</td>' in text and '<td><b class="rag a">A</b> Amber, by Ana</td>' in text
    assert '<td><b class="rag none">-</b> not measured</td>' in text and "<td>[R] Redundant</td>" in text


def test_columns_of_numbers_stand_at_the_right_and_others_do_not() -> None:
    table = Table(("Item", "Days", "Cost"), (("42", "+5", "1,200.50 EUR"), ("Cart", "-", "-12 EUR")))
    assert texts("th", page(Paper("T", DAY, (Section("S", (table,)),)))) == ["Item", "Days", "Cost"]
    assert page(Paper("T", DAY, (Section("S", (table,)),))).count('<td class="number">') == 4


def test_every_figure_can_be_read_aloud() -> None:
    found = Page(page(paper()))
    drawings = [attributes for tag, attributes in found.elements if tag == "svg"]
    ids = {attributes["id"] for _, attributes in found.elements if "id" in attributes}
    assert len(drawings) == len(KINDS) and all(one["role"] == "img" and one["viewbox"] for one in drawings)
    assert all(name in ids for one in drawings for name in (one["aria-labelledby"] or "").split())


def test_nothing_in_it_runs_or_asks_for_anything() -> None:
    text = page(paper(HOSTILE), HOSTILE)
    for tag, attributes in Page(text).elements:
        assert tag not in ("script", "img", "iframe", "object", "embed", "link", "base", "form", "foreignobject")
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "srcset", "style")]
        assert (attributes.get("href") or "#").startswith("#")
    assert "url(" not in text and "@import" not in text and "http:" not in text and "https:" not in text
    assert "default-src 'none'; style-src 'sha256-" in text and "unsafe" not in text


def test_hostile_words_are_only_shown() -> None:
    text = page(paper(HOSTILE), HOSTILE)
    assert "<script" not in text and "<img" not in text and "\x1b" not in text and "\u202e" not in text
    words = " ".join(Page(text).words)
    assert words.count(clean_line(HOSTILE)) >= 12, "whole wherever it stands but in drawings, where names are cut"


def test_a_paper_of_nothing_is_a_page() -> None:
    assert texts("h1", page(Paper("T", None, ()))) == ["T"]
    assert Page(page(Paper("T", None, (Section("", ()), Section("S", (Table(("A",), ()),)))))).words


# --- in a browser ----------------------------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The page of a hostile paper."""
    path = tmp_path / "report.html"
    path.write_text(page(paper(HOSTILE)), encoding="utf-8")
    return path


def test_it_opens_without_a_word_of_complaint_with_all_its_headings(path: Path) -> None:
    opened = browse(path, "--dump-dom")
    assert "CONSOLE" not in opened.stderr, "nothing went wrong and nothing was asked from outside"
    assert "owned</title>" not in opened.stdout
    assert [len(texts(tag, opened.stdout)) for tag in ("h1", "h2", "h3", "svg")] == [1, 3, 10, 5]


def test_it_prints_on_a4_with_the_tables_on_a_page_of_their_own(tmp_path: Path) -> None:
    path, printed = tmp_path / "report.html", tmp_path / "report.pdf"
    long = Bullets(tuple(f"line {place}" for place in range(80)))
    short = paper()
    path.write_text(page(short._replace(sections=(*short.sections, Section("Long", (long,))))), encoding="utf-8")
    browse(path, f"--print-to-pdf={printed}", "--no-pdf-header-footer")
    assert pages_of(printed.read_bytes()) == 5
    assert re.search(rb"/MediaBox\s*\[\s*0 0 59[45]\.\d+ 84[12]\.\d+\s*\]", printed.read_bytes()), "A4, upright"
