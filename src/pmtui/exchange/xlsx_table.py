"""The sheets of an Excel workbook as rows of text, read without trusting a byte of it."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from pmtui.exchange.table import Row
from pmtui.model.text import Unreadable, clean_line

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MARK = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_MOST_PARTS = 5_000
_LARGEST = 200 * 1024 * 1024
_LARGEST_STRINGS = 64 * 1024 * 1024
_LARGEST_OTHER = 16 * 1024 * 1024
"""Bytes unpacked: of all parts, of the shared strings, and of any other part that is read whole."""
_MOST_CELLS = 2_000_000
_MOST_FILLED = 300_000
_MOST_TEXT = 50_000_000
"""Cells, empty ones before filled ones included; filled ones, which cost memory; characters. No log has as many."""


@dataclass(slots=True)
class Sheet:
    """A sheet's rows as a spreadsheet numbers them; `formulas` holds the places (row, column) of formulas nobody has
    computed, which stand there as they were typed."""

    name: str
    rows: list[Row] = field(default_factory=list)
    formulas: set[tuple[int, int]] = field(default_factory=set)


@dataclass(slots=True)
class Book:
    """The sheets of a workbook, and what beside them was left alone: macros, links to other files."""

    sheets: list[Sheet] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)


def read_book(data: bytes) -> Book:
    """The sheets of an XLSX file; a formula counts as the value it last had, dates are ISO.

    Unreadable for what is no workbook, is protected by a password, damaged, or larger than any log.
    """
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable("the workbook is protected by a password; save it without one")
        raise Unreadable("it is an old Office document; save it as .xlsx or CSV")
    book = Book()
    with _damage():
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            book.left_alone = _checked(parts)
        texts, formulas = _read(data, computed=True), _read(data, computed=False)
        for shown, written in zip(texts, formulas, strict=True):
            book.sheets.append(_sheet(shown, written))
    return book


def is_book(data: bytes) -> bool:
    """Whether it may be a workbook: a zip archive with a workbook's parts, or an Office document under a password."""
    if data.startswith(_OLE):
        return "EncryptedPackage".encode("utf-16-le") in data
    if not data.startswith(MARK):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return any(name.lower().startswith("xl/") for name in parts.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return b"xl/" in data[:4096] or b"[Content_Types].xml" in data[:4096]


@contextmanager
def _damage() -> Iterator[None]:
    """Say in one line that a workbook is damaged: what is wrong shows as whatever broke first inside the libraries."""
    try:
        yield
    except Unreadable:
        raise
    except Exception as error:
        first: BaseException = error
        while (inner := first.__cause__ or first.__context__) is not None:
            first = inner
        if type(first).__name__ == "EntitiesForbidden":
            raise Unreadable("the workbook's XML defines entities, which no spreadsheet does: it is not safe") from None
        raise Unreadable(f"the workbook is damaged: {clean_line(str(first), 100) or type(first).__name__}") from None


def _checked(parts: zipfile.ZipFile) -> list[str]:
    """Refuse an archive by its list of parts, before anything is unpacked; returns what will be left alone."""
    listed = parts.infolist()
    names = [part.filename.lower() for part in listed]
    if any(part.flag_bits & 1 for part in listed):
        raise Unreadable("the workbook is protected by a password; save it without one")
    if "xl/workbook.bin" in names:
        raise Unreadable("it is a binary workbook; save it as .xlsx or CSV")
    if not any(name.startswith("xl/") for name in names):
        raise Unreadable("it is a zip archive, but no Excel workbook")
    total = sum(part.file_size for part in listed)
    if len(listed) > _MOST_PARTS or total > _LARGEST:
        raise Unreadable(
            f"the workbook unpacks to {len(listed):,} parts of {total / 1024 / 1024:,.0f} MB; "
            f"pmtui reads up to {_LARGEST // 1024 // 1024} MB"
        )
    for part, name in zip(listed, names, strict=True):
        if not name.endswith((".xml", ".rels")) or name.startswith("xl/worksheets/sheet"):
            continue
        room = _LARGEST_STRINGS if "sharedstrings" in name else _LARGEST_OTHER
        if part.file_size > room:
            raise Unreadable(
                f"the workbook's {name.rpartition('/')[2]} unpacks to {part.file_size / 1024 / 1024:,.0f} MB; "
                f"pmtui reads up to {room // 1024 // 1024} MB"
            )
    left = {"macros": "vbaproject", "links to other files": "xl/externallinks/", "pivot tables": "xl/pivottables/"}
    return [what for what, mark in left.items() if any(mark in name for name in names)]


def _open(data: bytes, computed: bool) -> "Workbook":
    import warnings

    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions openpyxl drops, such as data validation: they hold no values
        return load_workbook(io.BytesIO(data), read_only=True, data_only=computed, keep_links=False)


_Cells = dict[tuple[int, int], Any]


def _read(data: bytes, computed: bool) -> list[tuple[str, _Cells]]:
    """The filled cells of every sheet by row and column: with `computed` the values formulas last had, else as typed.

    The cell is a pair of its value and its kind, as openpyxl has them; `%` is a share shown in percent.
    """
    book = _open(data, computed)
    seen = filled = told = 0
    sheets: list[tuple[str, _Cells]] = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file claims of its size may be anything
        cells: _Cells = {}
        for number, row in enumerate(sheet.iter_rows(), 1):
            seen += len(row) or 1
            _demand(seen, _MOST_CELLS, "cells")
            for column, cell in enumerate(row):
                value = cell.value
                if value is None or value == "":
                    continue
                filled += 1
                told += len(value) if isinstance(value, str) else 1
                share = cell.data_type == "n" and "%" in (cell.number_format or "")
                cells[number, column] = value, "%" if share else cell.data_type
            _demand(filled, _MOST_FILLED, "filled cells")
            _demand(told, _MOST_TEXT, "characters of text")
        sheets.append((clean_line(sheet.title, 100), cells))
    book.close()
    return sheets


def _demand(count: int, most: int, what: str) -> None:
    if count > most:
        raise Unreadable(f"the workbook has more than {most:,} {what}; save the sheet that matters as CSV")


def _sheet(shown: tuple[str, _Cells], written: tuple[str, _Cells]) -> Sheet:
    """The two readings of a sheet made one: the values, and formulas that have none."""
    sheet = Sheet(shown[0])
    by_row: dict[int, list[tuple[int, str]]] = {}
    for place in sorted(shown[1].keys() | written[1].keys()):
        value, kind = shown[1].get(place, (None, "n"))
        if value is None and place in written[1]:
            sheet.formulas.add(place)
            value, kind = _formula(written[1][place][0]), "s"
        text = _text(value, kind)
        if text.strip():
            by_row.setdefault(place[0], []).append((place[1], text))
    sheet.rows = [Row(number, cells) for number, cells in by_row.items()]
    return sheet


def _formula(value: object) -> str:
    """A formula as typed; one of an array knows its text."""
    return str(getattr(value, "text", value) or "=")


def _text(value: object, kind: str) -> str:
    """A cell's value as text: dates ISO, whole numbers without a fraction, percents with their sign."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        if kind == "%":
            return f"{round(value * 100, 6):g}%"
        if abs(value) < 1e15 and value == int(value):
            return str(int(value))
        text = repr(value)
        return f"{text}0" if re.fullmatch(r"-?\d{1,3}\.\d{3}", text) else text  # 1.234 could be taken for thousands
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    # Excel writes some characters by their numbers: of those only carriage returns and the mark itself are met.
    return "" if value is None else str(value).replace("_x000D_", "").replace("_x005F_x", "_x")
