"""Risk, issue, change and action logs from spreadsheets, as CSV or as XLSX, whatever their headings and scales."""

import codecs
import csv
import hashlib
from collections import Counter
from datetime import tzinfo

from pmtui.exchange import risk_headings as headings
from pmtui.exchange import risk_words as words
from pmtui.exchange.categories import named_category, plain
from pmtui.exchange.encoding import Encoding, encoding_of
from pmtui.exchange.incoming import InColumn, Incoming, InItem, InLabel, InPerson
from pmtui.exchange.jira_dates import DAY_FIRST, MONTH_FIRST, Dates
from pmtui.exchange.jira_spellings import HEADINGS as JIRA
from pmtui.exchange.ledger import Ledger
from pmtui.exchange.risk_cells import Named
from pmtui.exchange.risk_columns import LEVELLED, Log, are_of_a_log, find_log, is_surely_a_log
from pmtui.exchange.risk_row import LogRow, Shared
from pmtui.exchange.risk_ties import links_of
from pmtui.exchange.table import Row, delimiter_of, read_table
from pmtui.exchange.xlsx_table import Sheet, read_book
from pmtui.model.text import Unreadable, clean_line, quoted
from pmtui.model.words import COLUMN_CATEGORIES

OWN = ("Ref", "Title", "Status", "State", "Owner")
"""How the headings of pmtui's own workbook begin: then every cell says what it says, and nothing is to be concluded."""
_DATED = ("due", "next_review", "trigger_date", "raised", "closed", "last_reviewed", "occurred")
_ENGLISH = frozenset(
    ["owner", "likelihood", "risk", "issue", "title", "due", "raised", "mitigation", "description", "probability"]
)
_KEYS = frozenset(plain(word) for word in JIRA["key"].split("|")) - {"key"}


def is_log(head: str, surely: bool = False) -> bool:
    """Whether the beginning of a text shows a log's headings, in one of its first lines; `surely` ones that only a
    risk log has."""
    return _headings_at(head, surely) is not None


def read_risk_csv(data: bytes, zone: tzinfo | None, name: str, day_first: bool | None = None) -> Incoming:
    """Read a log in CSV; `name` is the project's where there is none yet, and tells this log's entries from another's.

    `day_first` settles dates such as 5/6/25 where nothing in the file does; None leaves it to the language of the
    headings. Raises Unreadable where no row holds a log's headings.
    """
    encoding = encoding_of(data)
    ledger = Ledger()
    if encoding.guessed:
        ledger.note("encoding-guessed", encoding.guessed)
    sheet = Sheet(name, _rows(data, encoding))
    return _Reader("risk-csv", name, zone, day_first, ledger).read([sheet])


def read_xlsx(data: bytes, zone: tzinfo | None, name: str, day_first: bool | None = None) -> Incoming:
    """Read every sheet of a workbook that is a log; as read_risk_csv otherwise."""
    book = read_book(data)
    ledger = Ledger()
    for what in book.left_alone:
        ledger.note(f"{what.split()[0]}-left-alone", f"the workbook's {what} were left alone")
    return _Reader("xlsx", name, zone, day_first, ledger).read(book.sheets)


def _headings_at(text: str, surely: bool) -> int | None:
    """The number of the first line that holds a log's headings."""
    for number, line in enumerate(text.splitlines()[:40]):
        cells = next(csv.reader([line], delimiter=delimiter_of(line)), [])
        if is_surely_a_log(cells) if surely else are_of_a_log(cells) and _KEYS.isdisjoint(map(plain, cells)):
            return number
    return None


def _rows(data: bytes, encoding: Encoding) -> list[Row]:
    """The rows of a CSV file, headings among them, read with the delimiter of the headings and not of what is above."""
    text = data.decode(encoding.name, encoding.errors).lstrip("\ufeff")
    above = _headings_at(text[:20_000], False) or 0
    lines = text.splitlines(keepends=True)
    skipped = [
        Row(number, [(0, line.strip())]) for number, line in enumerate(lines[:above], 1) if line.strip(" \r\n,;\t")
    ]
    if above:
        data, encoding = codecs.BOM_UTF8 + "".join(lines[above:]).encode("utf-8", "replace"), Encoding("utf-8-sig")
        _split(skipped[-1:], delimiter_of(lines[above]))
    table = read_table(data, encoding)
    headings = Row(above + 1, [(index, header) for index, header in enumerate(table.headers) if header])
    return [*skipped, headings, *(Row(row.number + above, row.cells) for row in table.rows)]


def _split(rows: list[Row], delimiter: str) -> None:
    """Cut into cells the row above the headings, which may say which columns belong to which score."""
    for row in rows:
        cells = next(csv.reader([row.cells[0][1]], delimiter=delimiter), [])
        row.cells = [(index, cell) for index, cell in enumerate(cells) if cell.strip()]


class _Reader:
    """Reads the logs of one file into an Incoming."""

    def __init__(self, format: str, name: str, zone: tzinfo | None, day_first: bool | None, ledger: Ledger) -> None:
        self._zone, self._day_first, self._ledger = zone, day_first, ledger
        self._made = Incoming(format, "risk-log", name, "", name, within_site=True)
        self._people: dict[str, InPerson] = {}
        self._labels: dict[str, str] = {}
        self._columns: dict[str, InColumn] = {}
        self._ids: Counter[str] = Counter()
        self._rows: list[tuple[LogRow, InItem, Log]] = []

    def read(self, sheets: list[Sheet]) -> Incoming:
        """The whole file; Unreadable where no sheet is a log."""
        logs = [(sheet, find_log(sheet.name, sheet.rows, OWN)) for sheet in sheets if sheet.rows]
        if not any(log for _, log in logs):
            raise Unreadable(_no_headings(sheets))
        for sheet, log in logs:
            if log is None:
                cells = sum(len(row.cells) for row in sheet.rows)
                self._leave("sheet-left-out", "sheets that are no log were left out", sheet.name, cells)
            else:
                self._log(log, sheet, len(logs) > 1)
        self._finish()
        made = self._made
        counts = Counter(str(item.fields["type"]) for item in made.items)
        kinds = ", ".join(f"{count} {kind}{'s' if count != 1 else ''}" for kind, count in counts.most_common())
        made.title = f"this looks like a log in {'CSV' if made.format == 'risk-csv' else 'XLSX'}: {kinds or 'empty'}"
        made.people, made.labels = list(self._people.values()), [InLabel(label) for label in self._labels.values()]
        made.notes, made.accounting = self._ledger.notes(), self._ledger.accounting
        return made

    def _leave(self, code: str, detail: str, where: str, cells: int) -> None:
        self._ledger.read(cells)
        self._ledger.noted(cells)
        self._ledger.note(code, detail, where)

    def _log(self, log: Log, sheet: Sheet, several: bool) -> None:
        """Every row below the headings is an entry, but for those that name nothing."""
        above = len(sheet.rows) - len(log.rows) - 1
        for row in sheet.rows[:above]:
            self._leave("above-headings", "rows above the headings were left out", f"row {row.number}", len(row.cells))
        self._say_scales(log)
        dates = self._dates(log)
        shared = Shared(self._ledger, dates, sheet.formulas, f"{sheet.name} " if several else "")
        for row in log.rows:
            entry = LogRow(row, log, shared)
            if _repeats(row, log):
                self._leave("headings-repeated", "headings repeated between the rows", entry.where, len(row.cells))
            elif not entry.title():
                self._leave("row-empty", "rows that name nothing were left out", entry.where, len(row.cells))
            else:
                self._ledger.read(len(row.cells))
                self._entry(entry, log)
        if dates.guessed:
            detail = f"dates such as 5/6/25 were read {dates.order}"
            self._ledger.note("date-order-guessed", detail, count=dates.guessed)

    def _entry(self, entry: LogRow, log: Log) -> None:
        """One entry: its identity is the log's own id, else its title."""
        said = clean_line(entry.text("id"), 80)
        title = hashlib.sha1(plain(entry.title()).encode(), usedforsecurity=False).hexdigest()[:16]
        ext_id = f"{log.kind}:{said or title}"
        self._ids[ext_id] += 1
        if self._ids[ext_id] > 1:
            detail = "entries with one id, or one title where there is no id; the later ones got a number behind it"
            self._ledger.note("id-twice", detail, f"{entry.where}: {said or entry.title()}")
            ext_id = f"{ext_id} ({self._ids[ext_id]})"
        item = entry.item(ext_id)
        self._place(entry, item, log.own)
        item.order = (float(len(self._rows)), "")
        item.owner = self._person(entry.owners[0]) if entry.owners else None
        item.assignees = [self._person(who) for who in entry.owners[1:]]
        item.reporter = self._person(entry.reporter) if entry.reporter else None
        for label in item.labels:
            self._labels.setdefault(label.casefold(), label)
        self._rows.append((entry, item, log))

    def _place(self, entry: LogRow, item: InItem, own: bool) -> None:
        """The column by the status; what occurred is an issue from then on, what was rejected is dropped."""
        status = clean_line(entry.value("status"), 60)
        says = words.status_of(status)
        if own:
            says = plain(entry.value("state"))
            category = "done" if says == "done" else named_category(status) or "ready"
            column = InColumn(plain(status), status, category)
        else:
            over = says in ("done", "dropped") or (not status and "completed_at" in item.fields)
            category = "done" if over else "active" if says == "occurred" else words.category_of(status)
            column = InColumn(category, _NAMES[category], category, any_such=True)
            if plain(status) not in words.PLAIN:
                item.custom["Status"] = status
        item.column = column.key
        if self._columns.setdefault(column.key, column).category != "done" and says == "done":
            self._columns[column.key] = column
        if says == "occurred" and item.fields["type"] == "risk":
            item.fields["type"] = "issue"
            impacts = [level for role, level in item.fields.items() if role.startswith("impact_")]
            item.fields.setdefault("severity", words.severity_for(max((int(i) for i in impacts if i), default=0)))
        elif says == "dropped":
            item.fields["dropped"] = 1

    def _person(self, who: Named) -> str:
        key = who.name.casefold()
        self._people.setdefault(key, InPerson(key, who.name, who.email))
        return key

    def _finish(self) -> None:
        """Columns, and links, which need every entry; only then is it known what of each row is left."""
        self._made.columns = sorted(self._columns.values(), key=lambda column: COLUMN_CATEGORIES.index(column.category))
        self._made.links = links_of(self._rows)
        for entry, item, _ in self._rows:
            entry.finish(item)
            self._made.items.append(item)

    def _say_scales(self, log: Log) -> None:
        for index, scale in log.scales.items():
            if scale.mapped:
                where = f"{log.headers[index]}: {scale.mapped}"
                self._ledger.note("scale-mapped", "levels on other scales were brought to 1 to 5", where)
        if log.second:
            detail = "of two columns of one name the first is the current score, the second the residual one"
            self._ledger.note("second-score", detail, log.name)
        if any(role == "impact_time" and headings.role_of(log.headers[i]) == "impact" for i, role in log.roles.items()):
            self._ledger.note("impact-on-time", "impacts that do not say on what count as impacts on time", log.name)
        sets = {role.partition("_")[0] for role in log.roles.values() if role in LEVELLED}
        if "inherent" in sets and "probability" not in sets:
            detail = "there is no current score: it is the inherent one, or the residual one of what is closed"
            self._ledger.note("current-score", detail, log.name)

    def _dates(self, log: Log) -> Dates:
        day_first = self._day_first
        if day_first is None:
            day_first = not any(_ENGLISH.intersection(headings.bare(header).split()) for header in log.headers)
        dates = Dates(self._zone, DAY_FIRST if day_first else MONTH_FIRST)
        columns = {index: list[str]() for index, role in log.roles.items() if role in _DATED}
        for row in log.rows:
            for index, text in row.cells:
                if index in columns:
                    columns[index].append(text)
        dates.learn({index: texts for index, texts in columns.items() if texts})
        return dates


_NAMES = {"backlog": "Backlog", "ready": "Ready", "active": "Doing", "wait": "Waiting", "done": "Done"}


def _repeats(row: Row, log: Log) -> bool:
    same = sum(" ".join(text.split()) == log.headers[index] for index, text in row.cells)
    return same >= 2 and 2 * same >= len(row.cells)


def _no_headings(sheets: list[Sheet]) -> str:
    first = next((row for sheet in sheets for row in sheet.rows), None)
    if first is None:
        return "it is empty: there is no cell with anything in it"
    seen = ", ".join(quoted(text) for _, text in first.cells[:6])
    return (
        f"no row holds the headings of a log, such as Risk, Probability, Impact, Owner, Status; it begins with {seen}"
    )
