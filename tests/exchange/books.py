"""Small Excel workbooks made by hand for tests, whole and broken ones."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any

from openpyxl import Workbook, load_workbook

from pmtui.exchange.incoming import Incoming, InItem
from pmtui.exchange.risk_log import read_risk_csv, read_xlsx
from tests.exchange.make import adds_up, csv_bytes

Rows = Sequence[Sequence[Any]]


def book(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook of these sheets."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return saved(made)


def saved(made: Workbook) -> bytes:
    """A workbook's bytes."""
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def opened(data: bytes) -> Workbook:
    """A workbook as a spreadsheet opens it, formulas as typed."""
    return load_workbook(io.BytesIO(data))


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The workbook with these parts put in, or in the place of others."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return buffer.getvalue()


def part(data: bytes, name: str) -> bytes:
    """One part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return parts.read(name)


def xlsx(sheets: Mapping[str, Rows] | bytes, **more: Any) -> Incoming:
    """A workbook read, every value of it accounted for."""
    found = read_xlsx(sheets if isinstance(sheets, bytes) else book(sheets), UTC, "register", **more)
    assert adds_up(found.accounting)
    return found


def log(headers: Sequence[str], *rows: Sequence[str], **more: Any) -> Incoming:
    """A log in CSV read, every value of it accounted for."""
    found = read_risk_csv(csv_bytes(headers, rows, more.pop("delimiter", ",")), UTC, "register", **more)
    assert adds_up(found.accounting)
    return found


def risk(headers: Sequence[str], *cells: str) -> InItem:
    """The one risk of a log that has a title besides these cells."""
    (item,) = log(["Risk", *headers], ["Fire", *cells]).items
    return item
