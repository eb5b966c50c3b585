"""Jira's CSV exports: the issue navigator's (all or current fields, eleven languages) and the timeline's."""

from collections import Counter
from datetime import tzinfo

from pmtui.exchange import jira_headers
from pmtui.exchange.categories import category_of, plain
from pmtui.exchange.encoding import Encoding, encoding_of
from pmtui.exchange.incoming import InColumn, Incoming, InLabel, InSprint
from pmtui.exchange.jira_dates import DAY_FIRST, MONTH_FIRST, Dates
from pmtui.exchange.jira_headers import Column
from pmtui.exchange.jira_issue import Issue
from pmtui.exchange.jira_links import Links
from pmtui.exchange.jira_people import People, id_columns
from pmtui.exchange.jira_shared import Shared
from pmtui.exchange.jira_spellings import LANGUAGES
from pmtui.exchange.jira_words import column_category
from pmtui.exchange.ledger import Ledger
from pmtui.exchange.table import Row, Table, read_table
from pmtui.model.text import Unreadable, quoted

_DATED = ("created", "updated", "resolved", "status changed", "start", "due", "inferred start", "inferred due")
_CATEGORY_ORDER = {"backlog": 0, "ready": 1, "active": 2, "wait": 3, "done": 4}


def read_jira_csv(data: bytes, zone: tzinfo | None, name: str, day_first: bool | None = None) -> Incoming:
    """Read a Jira CSV export.

    Its times have no zone: they are taken in `zone`, or in the machine's own for None, and a note says so. `name` is
    the project's where the file names none. `day_first` settles dates such as 5/6/25 where nothing in the file does;
    None leaves it to the language of the headings. Raises Unreadable where there is no issue key or no summary.
    """
    encoding = encoding_of(data)
    table = read_table(data, encoding)
    columns = jira_headers.recognise(table)
    _demand(columns, table.headers)
    ledger = Ledger()
    _say_first(ledger, encoding, table, columns)
    pairs = id_columns(columns)
    people = People()
    people.learn(table.rows, pairs)
    if day_first is None:
        day_first = not jira_headers.is_english(columns)
    dates = Dates(zone, DAY_FIRST if day_first else MONTH_FIRST)
    dates.learn(_dated_cells(table, columns))
    shared = Shared(columns, pairs, dates, people, Links(ledger), ledger)
    shared.ranked = any(column.role == "rank" for column in columns)
    incoming = Incoming("jira-csv", "jira", "", name, name)
    _read_rows(table, shared, incoming)
    _resolve_parents(incoming)
    _projects(shared, incoming)
    incoming.title = _title(columns, len(incoming.items))
    incoming.people, incoming.links = people.people, shared.links.links
    incoming.columns = _columns(shared)
    incoming.labels = [InLabel(label) for label in shared.labels.values()]
    incoming.sprints = [InSprint(sprint) for sprint in shared.sprints]
    _say_last(shared, zone)
    incoming.notes, incoming.accounting = ledger.notes(), ledger.accounting
    return incoming


def _demand(columns: list[Column], headers: list[str]) -> None:
    roles = {column.role for column in columns}
    missing = [word for role, word in (("key", "issue key"), ("summary", "summary")) if role not in roles]
    if missing:
        seen = ", ".join(quoted(header) for header in headers[:8] if header)
        more = f" and {len(headers) - 8} more" if len(headers) > 8 else ""
        raise Unreadable(f"no column for the {' or the '.join(missing)}; the headings are: {seen}{more}")


def _say_first(ledger: Ledger, encoding: Encoding, table: Table, columns: list[Column]) -> None:
    """What is worth knowing before any row is read."""
    if encoding.guessed:
        ledger.note("encoding-guessed", encoding.guessed)
    for row in table.uneven:
        ledger.note("row-length", "rows with more or fewer cells than headings", f"row {row}")
    for column in columns:
        if column.guessed:
            detail = "columns with unknown headings, told by what is in them"
            ledger.note("header-guessed", detail, f"{column.header}: {column.role}")


def _dated_cells(table: Table, columns: list[Column]) -> dict[int, list[str]]:
    """The dates of every column that has any, to learn the order of day and month from."""
    cut = {"comment": 0, "attachment": 0, "worklog": -3}
    cells: dict[int, list[str]] = {i: [] for i, c in enumerate(columns) if c.role in _DATED or c.role in cut}
    for row in table.rows:
        for index, text in row.cells:
            if index in cells:
                part = cut.get(columns[index].role)
                pieces = text.rsplit(";", 3) if part == -3 else text.split(";", 1)
                if part is None or len(pieces) > abs(part):
                    cells[index].append(text if part is None else pieces[part])
    return {index: texts for index, texts in cells.items() if texts}


def _read_rows(table: Table, shared: Shared, incoming: Incoming) -> None:
    """Every row is an item, but for headings repeated in the middle and issues repeated."""
    key_column = next(i for i, column in enumerate(shared.columns) if column.role == "key")
    keys = _Keys(shared.columns, key_column, shared.ledger)
    rows, table.rows = table.rows, []
    rows.reverse()
    while rows:  # each row is given up as soon as its item is made
        row = rows.pop()
        shared.ledger.read(len(row.cells))
        key = keys.of(row)
        if key is None:
            shared.ledger.noted(len(row.cells))
        else:
            incoming.items.append(Issue(row, key, shared).read())


class _Keys:
    """The identity of each row: its issue key, else its issue id, else its summary."""

    def __init__(self, columns: list[Column], key_column: int, ledger: Ledger) -> None:
        self._columns = columns
        self._key_column = key_column
        self._ledger = ledger
        self._summaries: dict[str, set[str]] = {}

    def of(self, row: Row) -> str | None:
        """The ext_id of a row, or None for one that is no item; a note says why."""
        roles = {self._columns[index].role: text.strip() for index, text in reversed(row.cells)}
        key, issue_id, summary = (roles.get(role, "") for role in ("key", "id", "summary"))
        where = f"row {row.number}"
        if key and key == self._columns[self._key_column].header:
            self._ledger.note("headings-repeated", "headings repeated between the rows", where)
            return None
        if not key and not issue_id:
            if not summary:
                self._ledger.note("row-without-key", "rows without issue key, id and summary, left out", where)
                return None
            self._ledger.note("row-without-key", "rows without issue key or id are known by their summary", where)
        identity = key or (f"id:{issue_id}" if issue_id else f"summary:{summary}")
        summaries = self._summaries.setdefault(identity, set())
        if summary in summaries:
            self._ledger.note("row-twice", "rows of an issue that came before; the first was taken", where)
            return None
        summaries.add(summary)
        if len(summaries) == 1:
            return identity
        self._ledger.note("key-twice", "different issues with one key; the later ones got a number behind it", where)
        return f"{identity} ({len(summaries)})"


def _resolve_parents(incoming: Incoming) -> None:
    """Parents given by issue id become issue keys where the issue is in the file."""
    by_alias = {alias: item.ext_id for item in incoming.items for alias in item.aliases}
    for item in incoming.items:
        if item.parent in by_alias:
            parent = by_alias[item.parent]
            item.parent = parent if parent != item.ext_id else None


def _title(columns: list[Column], issues: int) -> str:
    summary = next(column.header for column in columns if column.role == "summary")
    language = LANGUAGES.get(plain(summary))
    return f"this looks like a Jira CSV export{f' in {language}' if language else ''}, {issues} issues"


def _projects(shared: Shared, incoming: Incoming) -> None:
    """One project, the most common; what belongs to others says so in a field of its own."""
    if not shared.projects:
        return
    main = shared.projects.most_common(1)[0][0]
    key, name = main
    incoming.project_key = key or None
    incoming.project_name = name or key or incoming.project_name
    incoming.project_description = shared.descriptions.get(main)
    if len(shared.projects) == 1:
        return
    for item in incoming.items:
        project = shared.project_of[item.ext_id]
        if project != main:
            item.custom["Project"] = project[1] or project[0]
            shared.ledger.note(
                "several-projects", f"issues of other projects than {incoming.project_name}", item.custom["Project"]
            )


def _columns(shared: Shared) -> list[InColumn]:
    """Columns by status: to do, in progress, waiting, done; each kind in the order of first appearance."""
    columns = []
    total = len(shared.statuses)
    for position, (key, status) in enumerate(shared.statuses.items()):
        category = column_category(status.name, status.category) or category_of(status.name, position, total)
        columns.append(InColumn(key, status.name, category))
        if len(status.spellings) > 1:
            spelt = ", ".join(sorted(status.spellings))
            shared.ledger.note("status-merged", "statuses spelled differently became one column", spelt)
    return sorted(columns, key=lambda column: _CATEGORY_ORDER[column.category])


def _say_last(shared: Shared, zone: tzinfo | None) -> None:
    """What is known only after the last row."""
    ledger, dates = shared.ledger, shared.dates
    if dates.assumed:
        ledger.note(
            "time-zone-assumed", f"times have no zone; they were read as {zone or 'local time'}", count=dates.assumed
        )
    if dates.guessed:
        ledger.note("date-order-guessed", f"dates such as 5/6/25 were read {dates.order}", count=dates.guessed)
    if shared.ignored:
        left_out = Counter(shared.ignored)
        named = ", ".join(f"{name} ({count})" for name, count in left_out.most_common())
        ledger.note("not-imported", f"left out on purpose: {named}", count=left_out.total())
