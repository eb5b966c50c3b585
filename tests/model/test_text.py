"""Clean text: nothing that a terminal obeys gets through, and nothing that a person wrote is lost."""

from unicodedata import category, is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.model.text import cell_width, clean, clean_line, cut, quoted

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x1b[]\\;mP^_\x07\x9b\x9c\x9d\r\n\t\u200d\u200b\u202e\ufe0f\u0301\u0327e\u2028"),
        st.sampled_from("👩💻🏽✂⬆한각가中"),
    ),
    max_size=60,
)


@given(HOSTILE)
def test_no_control_or_format_character_ever_gets_through(text: str) -> None:
    for char in clean(text).replace("\n", "").replace("\t", "").replace("\u200d", ""):
        assert category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


@given(HOSTILE)
def test_a_clean_line_is_one_line_without_blanks_at_its_ends(text: str) -> None:
    line = clean_line(text)
    assert line == line.strip()
    assert "  " not in line
    assert not set(line) & set("\n\t\r\x1b\u2028")


@given(HOSTILE, st.integers(1, 30))
def test_cleaning_twice_changes_nothing_more(text: str, limit: int) -> None:
    assert clean(clean(text, limit), limit) == clean(text, limit)
    assert clean_line(clean_line(text, limit), limit) == clean_line(text, limit)


@given(HOSTILE, st.integers(0, 30))
def test_clean_text_keeps_its_limit_and_is_composed(text: str, limit: int) -> None:
    assert len(clean(text, limit)) <= limit
    assert len(clean_line(text, limit)) <= limit
    assert is_normalized("NFC", clean(text))


@given(st.text(st.characters(categories=["L", "N", "P", "S"], max_codepoint=0x2AF), max_size=40))
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert clean(text) == text
    assert clean_line(text) == text


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("a\x1b]52;c;cm0gLXJm\x1b\\b", "ab"),
        ("a\x1b]0;title\x07b", "ab"),
        ("a\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\b", "alinkb"),
        ("a\x1b[2J\x1b[31mred\x1b[0m", "ared"),
        ("a\x9b31mb\x9d0;t\x9cc", "abc"),
        ("a\x1bPq#0\x1b\\b", "ab"),
        ("a\x1b(0b\x1bcc", "abc"),
        ("open \x1b]0;never closed", "open ]0;never closed"),
        ("a\x1b", "a"),
        ("x\u202egnp.exe", "xgnp.exe"),
        ("zero\u200bwidth\u2060\ufeff", "zerowidth"),
        ("back\x08\x08space\x00\x7f", "backspace"),
        ("two\r\nlines\u2028three\rfour", "two\nlines\nthree\nfour"),
        ("tab\tstays", "tab\tstays"),
        ("Zoe\u0308", "Zoë"),
        ("👩\u200d💻 and a\u200db", "👩\u200d💻 and ab"),
        ("a" + "\u0301" * 40, "á" + "\u0301" * 4),
        ("\ud800lone \ue000private \uffff", "lone private "),
        ("a newer emoji \U0001faff", "a newer emoji \U0001faff"),
        ("[@click=app.quit]hi[/]", "[@click=app.quit]hi[/]"),
    ],
)
def test_what_terminals_obey_is_taken_out_and_words_stay(hostile: str, harmless: str) -> None:
    assert clean(hostile) == harmless


def test_a_line_turns_every_run_of_blanks_into_one() -> None:
    assert clean_line("  Fix\tthe \r\n\n export\u00a0 now ") == "Fix the export now"


def test_hostile_text_costs_no_more_than_its_length() -> None:
    # Quadratic work on these would take minutes.
    for piece in ("\x1b]", "\x1b[", "\x9d", "\x1b[1;", "a\u0301", "\u200d"):
        clean(piece * 200_000)


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("", 0), ("é", 1), ("中文", 4), ("e\u0301", 1), ("👩", 2), ("ｶ", 1), ("…◆", 2)]
)
def test_width_is_what_a_terminal_takes(text: str, cells: int) -> None:
    assert cell_width(text) == cells


@given(HOSTILE, st.integers(-1, 20), st.sampled_from(["…", ".."]))
def test_a_cut_text_never_exceeds_its_cells(text: str, cells: int, ellipsis: str) -> None:
    line = clean_line(text)
    short = cut(line, cells, ellipsis)
    assert cell_width(short) <= max(cells, 0)
    assert short == line or len(line) > len(short.removesuffix(ellipsis))


@pytest.mark.parametrize(
    ("text", "cells", "short"),
    [
        ("Retry failed payments", 13, "Retry failed…"),
        ("Retry failed payments", 14, "Retry failed…"),
        ("Stock, prices", 7, "Stock…"),
        ("fits", 4, "fits"),
        ("中文字", 4, "中…"),
        ("word", 1, "…"),
        ("word", 0, ""),
    ],
)
def test_blanks_and_commas_go_before_the_ellipsis(text: str, cells: int, short: str) -> None:
    assert cut(text, cells) == short


def test_ascii_terminals_get_two_dots_and_never_a_lone_one() -> None:
    assert cut("Retry failed", 7, "..") == "Retry.."
    assert cut("Retry failed", 1, "..") == "R"


def test_messages_quote_a_short_clean_piece() -> None:
    assert quoted("\x1b[2J") == "nothing"
    assert cell_width(quoted("x" * 500)) == 40
