"""Papers: Markdown read and written, cut to fit, as text and as XHTML."""

import time
from datetime import date

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from pmtui.exchange.paper_cut import fitted
from pmtui.exchange.paper_html import body
from pmtui.exchange.paper_in import read_markdown
from pmtui.model.paper import INDENT, Block, Bullets, Figure, Paper, Section, Table, to_markdown, to_text, undrawn
from pmtui.model.pictures import Bar, Bars
from pmtui.model.text import Unreadable, clean_line

PAPER = Paper(
    "Standup ORD",
    date(2026, 11, 23),
    (
        Section("", ("Sprint goal: beta by 11 Dec.",)),
        Section("Done", (Bullets(("31 Cart API (Ben)", "  with R&D <review>", "2 snake_case *name*")),)),
        Section("Blocked", (Table(("Item", "Why"), (("51 SSO", "waits for IT|Sec"), ("52", ""))), "Two in all.")),
    ),
    "https://plan.example/ord?a=1&b=2",
)

words = st.text(st.sampled_from("aß漢 1.-+#*_`~[](){}<>|!&;\\/:=@\"'") | st.characters(), max_size=40).map(clean_line)
word = words.filter(lambda text: text not in ("", "…") and clean_line(text) == text)
bullets = st.lists(st.tuples(word, st.integers(0, 1)), min_size=1, max_size=5).map(
    lambda lines: Bullets(tuple(INDENT * (depth if place else 0) + text for place, (text, depth) in enumerate(lines)))
)
tables = st.integers(1, 3).flatmap(
    lambda width: st.builds(
        Table,
        st.tuples(*[words.map(str.strip)] * width),
        st.lists(st.tuples(*[words.map(str.strip)] * width), max_size=3).map(tuple),
    )
)
sections = st.builds(
    Section,
    word,
    st.lists(st.tuples(word, bullets | tables), max_size=2).map(
        lambda pairs: tuple(block for pair in pairs for block in pair)
    ),
)
papers = st.builds(
    Paper,
    word,
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.lists(sections, max_size=3).map(tuple),
    st.sampled_from(["", "https://plan.example/ord?a=1&b=2"]),
)


@given(papers)
def test_a_paper_written_as_markdown_is_read_back_as_the_same_paper(paper: Paper) -> None:
    assert read_markdown(to_markdown(paper)) == paper


@given(papers)
def test_every_paper_is_well_formed_xhtml(paper: Paper) -> None:
    fromstring(f"<page>{body(paper)}</page>")


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    try:
        paper = read_markdown(f"# Title\n{text}")
    except Unreadable as error:
        assert "\n" not in str(error)
    else:
        assert paper.title == "Title"


def test_markdown_as_people_write_it_is_read() -> None:
    text = (
        "\n# Weekly *report* ##\n\n2026-11-23\n\nTwo lines\nof **one** paragraph, see [board](https://x.example/b).\n"
        "<!-- not\nfor you -->\n## Done\n* one `a*b`\n    * below\n* two\n  goes on\n\n1. first\n2. second\n\n---\n"
        "| A | B |\n|:--|--:|\n| 1 | x \\| y | z |\n| 2 |\n\n```\ncode *kept*\n```\n> quoted\n\n<https://plan.example>\n"
    )
    done = Section(
        "Done",
        (
            Bullets(("one a*b", "  below", "two goes on", "1. first", "2. second")),
            Table(("A", "B"), (("1", "x | y z"), ("2", ""))),
            "code *kept*",
            "quoted",
        ),
    )
    first = Section("", ("Two lines of one paragraph, see board (https://x.example/b).",))
    assert read_markdown(text) == Paper("Weekly report", date(2026, 11, 23), (first, done), "https://plan.example")


@pytest.mark.parametrize("text", ["", "\n\n", "no title", "#\n", "text\n# late title"])
def test_a_paper_without_a_title_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(Unreadable, match="let its first line be one: # Weekly report"):
        read_markdown(text)


def test_hostile_markdown_is_neither_slow_nor_obeyed() -> None:
    begun = time.perf_counter()
    for part in ("*a", "[", "[a](", "`a", "\\", "| ", "- ", "**_", "<!--", "|\\", "> ", "  - a\n"):
        read_markdown("# T\n" + part * (60_000 // len(part)))
    assert time.perf_counter() - begun < 10
    assert read_markdown("# \x1b[31mred\u202e").title == "red"


def test_a_paper_far_too_long_is_refused() -> None:
    with pytest.raises(Unreadable, match="there is room for 200,000"):
        read_markdown("# T\n" + "word " * 50_000)


def test_text_has_its_bullets_and_columns() -> None:
    assert to_text(PAPER) == (
        "Standup ORD, 2026-11-23\n\nSprint goal: beta by 11 Dec.\n\n"
        "DONE\n- 31 Cart API (Ben)\n  - with R&D <review>\n- 2 snake_case *name*\n\n"
        "BLOCKED\nItem    Why\n51 SSO  waits for IT|Sec\n52\nTwo in all.\n\n"
        "https://plan.example/ord?a=1&b=2\n"
    )


def test_a_figure_is_its_line_and_its_table_where_nothing_can_be_drawn() -> None:
    figure = Figure(
        "Done a week", "4 at the last", Bars([Bar("9 Nov", 4, "4")], True), Table(("Week", "Done"), (("9 Nov", "4"),))
    )
    paper = Paper("Weekly", None, (Section("Flow", (figure, "All well.")),))
    assert to_text(paper) == "Weekly\n\nFLOW\nDone a week: 4 at the last\nWeek   Done\n9 Nov  4\nAll well.\n"
    assert read_markdown(to_markdown(paper)) == undrawn(paper)
    assert undrawn(paper, brief=True).sections == (Section("Flow", ("Done a week: 4 at the last", "All well.")),)
    assert fitted(paper, lambda each: len(each.sections[0].blocks) < 3) == paper
    assert "<td>4</td>" in body(paper)


def test_a_paper_is_cut_between_sections_and_says_how_many_more() -> None:
    def fits(paper: Paper) -> bool:
        return len(to_text(paper)) < len(to_text(PAPER))

    cut = fitted(PAPER, fits)
    assert cut.sections == (*PAPER.sections[:2], Section("", ("… and 1 more section",)))
    assert fits(cut) and not fits(PAPER)
    assert fitted(cut, fits) == cut


@pytest.mark.parametrize(
    ("block", "kept"),
    [
        (Bullets(tuple(f"line {n:03}" for n in range(100))), Bullets(("line 000", "line 001", "line 002"))),
        (Table(("Line",), tuple((f"{n:06}",) for n in range(100))), None),
    ],
)
def test_a_section_too_long_alone_is_cut_between_its_lines(block: Block, kept: Block | None) -> None:
    paper = Paper("T", None, (Section("S", (block,)), Section("Next", ("x",))))
    cut = fitted(paper, lambda each: len(to_text(each)) <= 72)
    (section,) = cut.sections
    if kept:
        assert section.blocks == (kept, "… and 97 more and 1 more section")
    assert len(to_text(cut)) <= 72
