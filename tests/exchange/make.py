"""Small foreign files made by hand for tests: a Jira CSV from headings and rows, a Trello board from its parts."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Any

from pmtui.exchange.incoming import Accounting, Incoming, InItem, InNote
from pmtui.exchange.jira_csv import read_jira_csv
from pmtui.exchange.trello import read_trello

LIST = "5a0000000000000000000001"
CARD = "5a0000000000000000000010"


def csv_bytes(headers: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str = ",") -> bytes:
    """A CSV file as Jira writes it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows(rows)
    return out.getvalue().encode()


def jira(headers: Sequence[str], *rows: Sequence[str], **more: Any) -> Incoming:
    """Read a Jira CSV of these cells, in UTC."""
    return read_jira_csv(csv_bytes(headers, rows), UTC, "file", **more)


def issue(headers: Sequence[str], *cells: str) -> InItem:
    """The one issue of a Jira CSV that has a key and a summary besides these cells."""
    (item,) = jira(["Issue key", "Summary", *headers], ["ORD-1", "Pay", *cells]).items
    return item


def board(**parts: Any) -> Incoming:
    """Read a Trello board of these parts; by default it has one open list, To Do."""
    whole = {"id": "b1", "name": "Board", "lists": [{"id": LIST, "name": "To Do", "pos": 1}], "cards": [], **parts}
    return read_trello(whole, UTC, "file")


def card(**parts: Any) -> dict[str, Any]:
    """A card in the only list."""
    return {"id": CARD, "name": "Pay", "idList": LIST, "pos": 1, **parts}


def codes(incoming: Incoming) -> dict[str, int]:
    """The notes, as counts by code."""
    return {note.code: note.count for note in incoming.notes}


def note(incoming: Incoming, code: str) -> InNote:
    """The note of a code, which must be there once."""
    (found,) = [note for note in incoming.notes if note.code == code]
    return found


def adds_up(books: Accounting) -> bool:
    """Whether every value read was mapped, kept or noted."""
    return books.read == books.mapped + books.kept + books.noted and min(books.mapped, books.kept, books.noted) >= 0
