"""Delimited files in the forms people have them: encodings, delimiters, ends cut off."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.exchange.encoding import encoding_of
from pmtui.exchange.table import Table, read_table
from pmtui.model.text import Unreadable


def table(data: bytes) -> Table:
    return read_table(data, encoding_of(data))


def test_only_filled_cells_are_held_by_position() -> None:
    read = table(b"a,b,a\n1,,3\n,,\n\n , x,\n")
    assert read.headers == ["a", "b", "a"]
    assert [(row.number, row.cells) for row in read.rows] == [(2, [(0, "1"), (2, "3")]), (5, [(1, " x")])]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_delimiter_is_the_one_the_headings_use(sign: str) -> None:
    read = table(f'"a, or; b"{sign}c\n"1{sign}2"{sign}3\n'.encode())
    assert read.headers == ["a, or; b", "c"]
    assert read.rows[0].cells == [(0, f"1{sign}2"), (1, "3")]


def test_excels_first_line_names_the_delimiter() -> None:
    assert table(b"sep=;\na;b,c\n1;2\n").headers == ["a", "b,c"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_and_plain_unicode_is_read(encoding: str) -> None:
    assert table("Größe,ключ\n1,2\n".encode(encoding)).headers == ["Größe", "ключ"]


def test_windows_text_is_read_and_said_to_be_a_guess() -> None:
    data = "Zusammenfassung,Größe\nstraße,€\n".encode("cp1252")
    assert encoding_of(data).guessed
    assert table(data).rows[0].cells == [(0, "straße"), (1, "€")]


def test_one_broken_byte_does_not_spoil_a_unicode_file() -> None:
    data = "ä,ö,ü,ß\né,è,ê,ë\n".encode() + b"\xff,1,2,3\n"
    assert encoding_of(data).guessed
    assert table(data).headers == ["ä", "ö", "ü", "ß"]


def test_nul_bytes_are_taken_out() -> None:
    rows = ",".join(f"cell {n}" for n in range(20)).encode()
    assert table(b"a,b\n1\x00,2\n" + rows).rows[0].cells == [(0, "1"), (1, "2")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"PK\x03\x04rest", "zip archive or an Excel"),
        (b"\xd0\xcf\x11\xe0rest", "Office"),
        (b"SQLite format 3\x00rest", "SQLite"),
        ("Summary,Issue key\n".encode("utf-16-le"), "UTF-16"),
        ("Summary,Issue key\n".encode("utf-16-be"), "UTF-16"),
        (bytes(range(8)) * 40 + b"\x00" * 200, "binary"),
        ("Größe".encode()[:-1] + "é".encode()[:1], "cut off"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        encoding_of(data)


def test_a_file_ending_inside_quotes_is_refused_naming_the_line() -> None:
    with pytest.raises(Unreadable, match=r"line 3\b.*cut off"):
        table(b'a,b\n"x\ny","and\nthis never')


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_a_file_ending_with_a_closed_quote_is_whole(end: bytes) -> None:
    assert table(b'a,b\n1,"x\ny"' + end).rows[0].cells == [(0, "1"), (1, "x\ny")]


def test_uneven_rows_are_read_and_remembered() -> None:
    read = table(b"a,b\n1\n1,2,3\n1,2\n")
    assert read.uneven == [2, 3]
    assert read.headers == ["a", "b", "Column 3"]


CELLS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"]) | st.just("\n") | st.just('"') | st.just(","), max_size=8
)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=5), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_every_filled_cell_comes_through(rows: list[list[str]], encoding: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([["h1", "h2", "h3", "h4"], *rows])
    read = table(out.getvalue().encode(encoding))
    wanted = [[(i, cell) for i, cell in enumerate(row) if cell.strip()] for row in rows]
    assert [row.cells for row in read.rows] == [cells for cells in wanted if cells]


@given(st.binary(max_size=300))
def test_no_bytes_lead_to_anything_but_a_table_or_a_reason(data: bytes) -> None:
    reason = "none needed"
    try:
        table(data)
    except Unreadable as error:
        reason = str(error)
    assert reason
