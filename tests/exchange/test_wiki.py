"""Jira's markup becomes Markdown, code stays as it is, and no word is lost on the way."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.exchange.wiki import to_markdown


def converted(text: str) -> str:
    return to_markdown(text, lambda account: {"5b:1": "Ana Ruiz"}.get(account, account))


@pytest.mark.parametrize(
    ("wiki", "markdown"),
    [
        ("plain words, nothing else", "plain words, nothing else"),
        ("h3. Why", "### Why"),
        ("*bold* _it_ -gone- +kept+ ??said??", "**bold** *it* ~~gone~~ kept *said*"),
        ("a*b*c 2-3-4 snake_case_word x - y - z", "a*b*c 2-3-4 snake_case_word x - y - z"),
        ("{{a_b_c}}", "`a_b_c`"),
        ("{code:java}\nint *a*;\n{code}", "```java\nint *a*;\n```"),
        ("{code:title=A.java|lang=java}x{code}", "A.java\n```java\nx\n```"),
        ("{noformat}never closed", "```\nnever closed\n```"),
        ("[text|https://a.b/c_d_e]", "[text](https://a.b/c_d_e)"),
        ("[https://a.b/c]", "<https://a.b/c>"),
        ("[https://a.b|https://a.b|smart-link]", "<https://a.b>"),
        ("[not a link] [^file.pdf]", "[not a link] file.pdf"),
        ("[~accountid:5b:1] and [~gus]", "@Ana Ruiz and @gus"),
        ("!shot.png|thumbnail! wow! what!", "![shot.png](shot.png) wow! what!"),
        ("* one\n** two\n# first\n- dash", "- one\n   - two\n1. first\n- dash"),
        ("||A||B||\n|1|2|\nend", "| A | B |\n| --- | --- |\n| 1 | 2 |\nend"),
        ("|a|b|", "|  |  |\n| --- | --- |\n| a | b |"),
        ("{quote}one\n*two*{quote}", "> one\n> **two**"),
        ("bq. said", "> said"),
        ("{panel:title=Note}inside{panel}", "**Note**\ninside"),
        ("{color:#ff0000}red{color}", "red"),
        ("----", "---"),
        ("line\\\\ \nnext", "line  \n \nnext"),
        ("\\\\server\\share", "\\\\server\\share"),
        ("https://a.b/*not*bold*", "https://a.b/*not*bold*"),
    ],
)
def test_markup_becomes_markdown(wiki: str, markdown: str) -> None:
    assert converted(wiki) == markdown


WORDS = st.text("abc XYZ019", min_size=1, max_size=6)
SIGNS = st.sampled_from(
    [
        "*",
        "_",
        "-",
        "+",
        "|",
        "||",
        "{{",
        "}}",
        "[",
        "]",
        "!",
        "\n",
        "# ",
        "* ",
        "h1. ",
        "{quote}",
        "{code}",
        "\\",
        "??",
    ]
)


@given(st.lists(WORDS | SIGNS, max_size=30))
def test_no_letter_is_lost(pieces: list[str]) -> None:
    wiki = "".join(pieces)
    signs = "".join(pieces).replace("{quote}", "").replace("{code}", "").replace("h1. ", "")
    kept = converted(wiki)
    for letter in "abcXYZ09":
        assert kept.count(letter) >= signs.count(letter)


@given(st.text("{}[]|*_-+!?#~\\:h1.bqcode quote\n", max_size=200))
def test_broken_markup_is_text_too(wiki: str) -> None:
    assert isinstance(converted(wiki), str)


@pytest.mark.parametrize(
    "piece", ["{{", "[~", "{color:", "{code:", "||", "| ", "*", "!a", "{quote}", "{panel:", "[", "-a"]
)
def test_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    start = time.perf_counter()
    converted(piece * (50_000 // len(piece)))
    assert time.perf_counter() - start < 5
