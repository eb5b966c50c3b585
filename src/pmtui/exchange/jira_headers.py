"""Which column of a Jira export is which: by its heading in eleven languages, else by what its cells look like."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from pmtui.exchange import jira_spellings as spellings
from pmtui.exchange.categories import plain
from pmtui.exchange.jira_dates import parse
from pmtui.exchange.table import Table

KEY = re.compile(r"[A-Z][A-Z0-9_]+-\d+$")
ACCOUNT = re.compile(r"(?:[0-9a-f]{24}|\d+:[0-9a-f-]{16,}|(?:qm|ug):[\w:-]{16,}|JIRAUSER\d+)$")
_BRACKETS = re.compile(r"([^(]+?)\s*\((.*)\)$")
_PEOPLE = ("assignee", "reporter", "creator", "watchers", "project lead")
_LINK_KINDS = ("blocks", "relates", "duplicate", "cloners", "causes", "problem/incident")
_FIRST_SEVEN = ("summary", "key", "id", "type", "status", "project key", "project name")


@dataclass(slots=True)
class Column:
    """A column of the file. `role` says what it means ("custom" for anything without a place of ours); `name` is the
    heading, or what stands in its brackets: a custom field's name, a link's kind."""

    role: str
    name: str
    header: str
    guessed: bool = False


@cache
def _roles() -> dict[str, str]:
    return {plain(word): role for role, words in spellings.HEADINGS.items() for word in words.split("|")}


@cache
def _fields() -> dict[str, str]:
    return {plain(word): role for role, words in spellings.FIELDS.items() for word in words.split("|")}


@cache
def _prefixes() -> dict[str, str]:
    parts = {
        "custom": spellings.CUSTOM_PREFIX,
        "inward": spellings.INWARD_PREFIX,
        "outward": spellings.OUTWARD_PREFIX,
    }
    return {plain(word): role for role, words in parts.items() for word in words.split("|")}


def recognise(table: Table) -> list[Column]:
    """What every column of a table means, by position. `guessed` marks those told by their cells alone."""
    columns = [_by_heading(header) for header in table.headers]
    _guess_prefixes(columns)
    if any(column.role == "unknown" for column in columns):
        _guess_by_cells(columns, table)
    for column in columns:
        if column.role == "unknown":
            column.role = "custom"
    return columns


def is_english(columns: Iterable[Column]) -> bool:
    """Whether the headings are English, as far as dates go: then months come before days."""
    return any(plain(column.header) in ("issue type", "assignee", "summary", "work type") for column in columns)


def _by_heading(header: str) -> Column:
    words = plain(header)
    if words.startswith(("σ", "∑")):
        return Column("sum", header, header)
    role = _roles().get(words) or _fields().get(words)
    if role:
        return Column(role, header, header)
    inside = _BRACKETS.match(header)
    if inside:
        prefix = _prefixes().get(plain(inside[1]))
        if prefix == "custom":
            return Column(_fields().get(plain(inside[2]), "custom"), inside[2].strip() or header, header)
        if prefix:
            return Column(prefix, inside[2].strip(), header)
    return Column("unknown", header, header)


def _guess_prefixes(columns: list[Column]) -> None:
    """In an unknown language: two prefixes around the link kinds are the links, inward first as Jira always writes
    them; one prefix around three different names is the custom fields."""
    inner: dict[str, list[tuple[Column, str]]] = {}
    for column in columns:
        inside = _BRACKETS.match(column.header) if column.role == "unknown" else None
        if inside:
            inner.setdefault(plain(inside[1]), []).append((column, inside[2].strip()))
    directions = [role for role in ("inward", "outward") if not any(column.role == role for column in columns)]
    for members in inner.values():
        if directions and any(plain(name) in _LINK_KINDS for _, name in members):
            _assign(members, directions.pop(0))
        elif len({name for _, name in members}) >= 3:
            _assign(members, "custom")


def _assign(members: list[tuple[Column, str]], role: str) -> None:
    for column, name in members:
        field = _fields().get(plain(name)) if role == "custom" else None
        column.role, column.name, column.guessed = field or role, name, role != "custom"


def _guess_by_cells(columns: list[Column], table: Table) -> None:
    """Fill in roles from what the cells of unknown columns look like."""
    cells: dict[int, list[str]] = {i: [] for i, column in enumerate(columns) if column.role == "unknown"}
    for row in table.rows:
        for index, text in row.cells:
            if index in cells:
                cells[index].append(text)
    taken = {column.role for column in columns}
    if not {"key", "summary"} <= taken:
        _guess_first_seven(columns, table, cells)
    _guess_key(columns, cells, len(table.rows))
    _guess_summary(columns, cells, len(table.rows))
    for index, texts in cells.items():
        column = columns[index]
        if column.role == "unknown" and texts:
            role = _shape(texts) or _id_of_neighbour(columns, index, texts)
            if role:
                column.role, column.guessed = role, True


def _guess_first_seven(columns: list[Column], table: Table, cells: dict[int, list[str]]) -> None:
    """Jira begins every export with the same seven columns; they are taken for these when key, id and project agree."""
    if len(columns) < len(_FIRST_SEVEN):
        return
    checks: tuple[tuple[int, Callable[[str], object]], ...] = ((1, KEY.match), (2, str.isdigit))
    for row in table.rows:
        known = dict(row.cells[:7])
        if not all(test(known.get(index, "")) for index, test in checks):
            return
        if known.get(1, "").rpartition("-")[0] != known.get(5):
            return
    for index, role in enumerate(_FIRST_SEVEN):
        if index in cells and table.rows:
            columns[index].role, columns[index].guessed = role, True


def _guess_key(columns: list[Column], cells: dict[int, list[str]], rows: int) -> None:
    if any(column.role == "key" for column in columns):
        return
    for index, texts in cells.items():
        whole = columns[index].role == "unknown" and rows and len(texts) == rows == len(set(texts))
        if whole and all(map(KEY.match, texts)):
            columns[index].role, columns[index].guessed = "key", True
            return


def _guess_summary(columns: list[Column], cells: dict[int, list[str]], rows: int) -> None:
    """The title, where its heading is unknown: the first column filled in every row with words of its own."""
    if not any(column.role == "key" for column in columns) or any(column.role == "summary" for column in columns):
        return
    for index, texts in cells.items():
        wordy = sum(" " in text.strip() for text in texts)
        if (
            columns[index].role == "unknown"
            and len(texts) == rows
            and 2 * wordy >= rows
            and 2 * len(set(texts)) >= rows
        ):
            columns[index].role, columns[index].guessed = "summary", True
            return


def _shape(texts: list[str]) -> str | None:
    """Comments, attachments and logged work are told by the fields inside their cells."""
    if all(_is_worklog(text) for text in texts):
        return "worklog"
    if all(_is_dated(text) for text in texts):
        return "attachment" if all("://" in text.rpartition(";")[2] for text in texts) else "comment"
    return None


def _is_worklog(text: str) -> bool:
    parts = text.rsplit(";", 3)
    return len(parts) == 4 and parts[3].strip().isdigit() and parse(parts[1]) is not None


def _is_dated(text: str) -> bool:
    parts = text.split(";", 2)
    return len(parts) == 3 and parse(parts[0]) is not None


def _id_of_neighbour(columns: list[Column], index: int, texts: list[str]) -> str | None:
    """Jira writes the account ids of a column of people right after it."""
    before = columns[index - 1] if index else None
    if before and before.role in _PEOPLE and all(map(ACCOUNT.match, texts)):
        return f"{before.role} id"
    return None
