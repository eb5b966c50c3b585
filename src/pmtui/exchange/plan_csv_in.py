"""A plan in a spreadsheet: CSV as Microsoft Project, GanttProject, pmtui and people write it."""

import codecs
from datetime import date, tzinfo

from pmtui.exchange import plan_words as words
from pmtui.exchange.encoding import Encoding, encoding_of
from pmtui.exchange.incoming import InColumn, Incoming, InItem, InPerson
from pmtui.exchange.jira_dates import DAY_FIRST, MONTH_FIRST, Dates
from pmtui.exchange.ledger import Ledger
from pmtui.exchange.plan_cells import are_shares, bare_day
from pmtui.exchange.plan_outline import Line, own_codes, parents
from pmtui.exchange.plan_row import PlanRow, Shared
from pmtui.exchange.plan_ties import Ties
from pmtui.exchange.table import Row, Table, delimiter_of, read_table
from pmtui.model.text import Unreadable, clean_line, quoted

_COLUMNS = [InColumn("todo", "To do", "ready"), InColumn("doing", "Doing", "active"), InColumn("done", "Done", "done")]
_DATED = ("start", "finish", "deadline", "constraint date")
_ABOVE = 30
"""Lines that a title and the like may take above the headings."""


def is_plan(head: str) -> bool:
    """Whether the beginning of a text shows a plan's headings, in one of its first lines."""
    return _headings_at(head) is not None


def read_plan_csv(data: bytes, zone: tzinfo | None, name: str, day_first: bool | None = None) -> Incoming:
    """Read a plan's table; `name` is the project's and tells this plan's tasks from another's.

    `day_first` settles dates such as 5/6/25 where nothing in the file does; None leaves it to the language of the
    headings. Raises Unreadable where no column holds the tasks' names.
    """
    encoding = encoding_of(data)
    table, above = _table(data, encoding)
    roles = _roles(table.headers)
    if "title" not in roles.values():
        seen = ", ".join(quoted(header) for header in table.headers[:8] if header)
        raise Unreadable(f"no column for the tasks' names; the headings are: {seen}")
    ledger = Ledger()
    if encoding.guessed:
        ledger.note("encoding-guessed", encoding.guessed)
    dates = _dates(table, roles, zone, day_first)
    shared = Shared(
        table.headers, roles, dates, ledger, above,
        _shares(table, roles), set(OWN) <= set(table.headers), "constraint" in roles.values(),
    )  # fmt: skip
    rows = _rows(table, shared)
    incoming = Incoming("plan-csv", "plan-csv", name, f"this looks like a plan in CSV, {len(rows)} tasks", name)
    incoming.scheduled = True
    _build(incoming, rows, shared)
    if dates.guessed:
        ledger.note("date-order-guessed", f"dates such as 5/6/25 were read {dates.order}", count=dates.guessed)
    incoming.notes, incoming.accounting = ledger.notes(), ledger.accounting
    return incoming


OWN = ("WBS", "Ref", "Outline Level", "Estimate", "Constraint", "Predecessors")
"""Headings that only pmtui writes together: then every column says what it says, and nothing is to be concluded."""


def _headings_at(text: str) -> int | None:
    """The number of the first line that holds a plan's headings."""
    for number, line in enumerate(text.splitlines()[:_ABOVE]):
        cells = [cell.strip().strip('"') for cell in line.split(delimiter_of(line))]
        if words.are_of_a_plan(cells):
            return number
    return None


def _table(data: bytes, encoding: Encoding) -> tuple[Table, int]:
    """The table from its headings on, and how many lines stood above them."""
    text = data.decode(encoding.name, encoding.errors)
    above = _headings_at(text[:20_000].lstrip("\ufeff")) or 0
    if above == 0:
        return read_table(data, encoding), 0
    below = "".join(text.splitlines(keepends=True)[above:])
    return read_table(codecs.BOM_UTF8 + below.encode("utf-8", "replace"), Encoding("utf-8-sig")), above


def _roles(headers: list[str]) -> dict[int, str]:
    """What each column means, by position; of several for one thing the first."""
    found: dict[int, str] = {}
    for index, header in enumerate(headers):
        role = words.role_of(header)
        if role and role not in found.values():
            found[index] = role
    return found


def _dates(table: Table, roles: dict[int, str], zone: tzinfo | None, day_first: bool | None) -> Dates:
    """A reader of dates that has learned from all of them which comes first, the day or the month."""
    if day_first is None:
        day_first = not any(words.role_of(header) and header in _ENGLISH for header in table.headers)
    dates = Dates(zone, DAY_FIRST if day_first else MONTH_FIRST)
    dated: dict[int, list[str]] = {index: [] for index, role in roles.items() if role in _DATED}
    for row in table.rows:
        for index, text in row.cells:
            if index in dated:
                dated[index].append(bare_day(text))
    dates.learn({index: texts for index, texts in dated.items() if texts})
    return dates


_ENGLISH = ("Duration", "Start", "Finish", "Task Name", "Start_Date", "Start Date", "Finish_Date", "End date")


def _shares(table: Table, roles: dict[int, str]) -> bool:
    index = next((index for index, role in roles.items() if role == "percent"), None)
    return are_shares(text for row in table.rows for at, text in row.cells if at == index)


def _rows(table: Table, shared: Shared) -> list[PlanRow]:
    """The rows that are tasks. Another table below, such as GanttProject's of the people, ends the plan."""
    ledger = shared.ledger
    rows: list[PlanRow] = []
    for place, row in enumerate(table.rows):
        ledger.read(len(row.cells))
        made = PlanRow(row, shared)
        where = f"row {row.number + shared.above}"
        if words.role_of(made.text("title")) == "title" and _heads(row):
            if [text.strip() for _, text in row.cells] == [header for header in table.headers if header]:
                ledger.note("headings-repeated", "headings repeated between the rows", where)
                ledger.noted(len(row.cells))
                continue
            rest = table.rows[place:]
            ledger.read(sum(len(other.cells) for other in rest[1:]))
            ledger.noted(sum(len(other.cells) for other in rest))
            ledger.note("second-table", "rows of another table below the plan, left out", where, len(rest))
            break
        if not made.text("title").strip():
            ledger.note("row-without-name", "rows without a task's name, left out", where)
            ledger.noted(len(row.cells))
            continue
        rows.append(made)
    return rows


def _heads(row: Row) -> bool:
    """Whether a row consists of headings, mostly."""
    known = sum(words.role_of(text) is not None for _, text in row.cells)
    return known >= 2 and len(row.cells) - known <= known + 2


def _build(incoming: Incoming, rows: list[PlanRow], shared: Shared) -> None:
    """Names first, then the outline, then each task by what it turned out to be, then the links."""
    ties = Ties(rows, shared)
    lines = [Line(ext_id, *row.place()) for row, ext_id in zip(rows, ties.ext_ids, strict=True)]
    above = parents(lines)
    codes = own_codes(lines, above)
    summaries = set(above.values())
    people: dict[str, InPerson] = {}
    for row, ext_id in zip(rows, ties.ext_ids, strict=True):
        links = ties.links(row, ext_id)
        item = row.item(ext_id, ext_id in summaries, bool(links))
        item.parent = above.get(ext_id)
        if ext_id in codes:
            item.fields["wbs_code"] = clean_line(codes[ext_id], 60)
        _place(item, len(incoming.items), shared.own)
        for name in row.people():
            key = name.casefold()
            people.setdefault(key, InPerson(key, name))
            if item.owner is None:
                item.owner = key
            elif key != item.owner and key not in item.assignees:
                item.assignees.append(key)
        if row.span is not None:
            incoming.stored[ext_id] = row.span
        incoming.items.append(item)
        incoming.links += links
        row.finish(item)
    incoming.people = list(people.values())
    incoming.columns = list(_COLUMNS)
    if (start := _project_start(incoming, summaries)) is not None:
        incoming.terms["start"] = start


def _place(item: InItem, number: int, own: bool) -> None:
    """The column by how far it is: by the share done, but in a file of our own only by when it began and ended."""
    percent = item.fields.get("percent") or 0
    over = item.fields.get("actual_finish") if own else percent == 100
    begun = item.fields.get("actual_start") or (percent and not own)
    item.column = "done" if over else "doing" if begun else "todo"
    item.order = (float(number), "")
    item.fields["title"] = clean_line(str(item.fields["title"]))


def _project_start(incoming: Incoming, summaries: set[str]) -> str | None:
    """Where tasks begin that nothing else holds; where each is held by something, where the first begins."""
    bound = {link.target for link in incoming.links} | summaries
    starts = {ext_id: start[:10] for ext_id, (start, _) in incoming.stored.items()}
    free = [
        starts[item.ext_id]
        for item in incoming.items
        if item.ext_id in starts
        and item.ext_id not in bound
        and not any(item.fields.get(name) for name in ("start", "actual_start", "constraint_kind"))
    ]
    first = min(free or starts.values(), default=None)
    return first if first and date.fromisoformat(first).year >= 1900 else None
