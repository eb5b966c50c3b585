"""Delimited text as rows of the cells that hold something, told apart by position and never by heading."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from pmtui.exchange.encoding import Encoding
from pmtui.model.text import Unreadable

_DELIMITERS = ",;\t"
_POOLED = 40  # cells up to this long are kept once however often they occur
_POOL_SIZE = 100_000
_LONGEST_CELL = 2**31 - 1


@dataclass(slots=True)
class Row:
    """One record: `number` as a spreadsheet counts (headings are row 1), and its filled cells as (column, text)."""

    number: int
    cells: list[tuple[int, str]]


@dataclass(slots=True)
class Table:
    """A delimited file. `uneven` holds the numbers of rows with more or fewer cells than there are headings."""

    headers: list[str]
    rows: list[Row] = field(default_factory=list)
    uneven: list[int] = field(default_factory=list)


def read_table(data: bytes, encoding: Encoding) -> Table:
    """Read delimited text; the delimiter (comma, semicolon, tab) is the one the heading line uses most.

    Cells of blanks only count as empty. Raises Unreadable for a file that ends inside a quoted cell.
    """
    csv.field_size_limit(_LONGEST_CELL)
    lines = _Lines(data, encoding)
    reader = csv.reader(lines, delimiter=lines.delimiter)
    last = headers = next(reader, [])
    table = Table([" ".join(header.split()) for header in headers])
    pool: dict[str, str] = {}
    record = lines.take()
    for number, row in enumerate(reader, 2):
        pooled = pool.setdefault if len(pool) < _POOL_SIZE else pool.get
        cells = [
            (i, pooled(text, text) if len(text) < _POOLED else text)
            for i, text in enumerate(row)
            if text and not text.isspace()
        ]
        if cells:
            table.rows.append(Row(number, cells))
            if len(row) != len(headers):
                table.uneven.append(number)
        last, record = row, lines.take()
    _refuse_open_quote(record, lines.delimiter, last, reader.line_num + lines.skipped)
    widest = max((row.cells[-1][0] for row in table.rows), default=-1)
    table.headers += [f"Column {n}" for n in range(len(headers) + 1, widest + 2)]
    return table


class _Lines:
    """The lines of a file as csv wants them, from the headings on; it remembers which ones made up a record."""

    def __init__(self, data: bytes, encoding: Encoding) -> None:
        self._text = io.TextIOWrapper(io.BytesIO(data), encoding.name, encoding.errors, newline="")
        self._nuls = encoding.nuls
        self._record: list[str] = []
        self.skipped = 0
        first = self._line()
        while first and not first.strip():
            first = self._skip()
        self.delimiter = ""
        if first.lower().startswith("sep=") and len(first.rstrip("\r\n")) == 5:  # Excel's own first line
            self.delimiter, first = first[4], self._skip()
        self.delimiter = self.delimiter or delimiter_of(first)
        self._first = first

    def _line(self) -> str:
        line = self._text.readline()
        return line.replace("\x00", "") if self._nuls else line

    def _skip(self) -> str:
        self.skipped += 1
        return self._line()

    def __iter__(self) -> Iterator[str]:
        line = self._first
        while line:
            self._record.append(line)
            yield line
            line = self._line()

    def take(self) -> list[str]:
        """The lines handed out since the last call: after each record, the lines it was written on."""
        record, self._record = self._record, []
        return record


def delimiter_of(line: str) -> str:
    """The delimiter a heading line uses most outside its quotes."""
    outside = "".join(line.split('"')[::2])
    return max(_DELIMITERS, key=outside.count)


def _refuse_open_quote(record: list[str], delimiter: str, last: list[str], line_count: int) -> None:
    """Refuse a file whose last record only ended because the file did: csv itself closes an open quote in silence."""
    if not any('"' in line for line in record):
        return
    mark = "\x1a"
    ended = [*record[:-1], record[-1].rstrip("\r\n") + "\n", mark]
    if list(csv.reader(ended, delimiter=delimiter))[-1] == [mark]:
        return
    began = line_count - last[-1].rstrip("\r\n").count("\n")
    raise Unreadable(f"the file ends inside a quoted cell that began on line {began}: it looks cut off")
