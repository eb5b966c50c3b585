"""The cells of one row of a Jira export, by what their columns mean; each is taken once and booked."""

import re

from pmtui.exchange.incoming import InItem
from pmtui.exchange.jira_cells import keep
from pmtui.exchange.jira_shared import IGNORED, Shared
from pmtui.exchange.table import Row
from pmtui.model.text import clean_line

_NUMBER = re.compile(r"[0-9]{1,15}(?:[.,][0-9]+)?$")


class RowCells:
    """Hands out cells as what they are read as; one that cannot be read is noted and kept as text on the item."""

    def __init__(self, row: Row, item: InItem, shared: Shared) -> None:
        self.shared = shared
        self.ledger = shared.ledger
        self.item = item
        self.by_column = dict(row.cells)
        self._by_role: dict[str, list[tuple[int, str]]] = {}
        self._sort(row)

    def _sort(self, row: Row) -> None:
        """Put the cells by role; custom fields and what is left out on purpose are settled at once."""
        columns, custom = self.shared.columns, self.item.custom
        kept = left_out = 0
        for index, text in row.cells:
            column = columns[index]
            role = column.role
            if role == "custom":
                if text == "{}":
                    self.shared.ignored[column.name] += 1
                    left_out += 1
                    continue
                kept += 1
                if column.name not in custom and text.isprintable():
                    custom[column.name] = text.strip()
                else:
                    keep(self.item, column.name, text)
            elif role in IGNORED:
                self.shared.ignored[column.header] += 1
                left_out += 1
            else:
                self._by_role.setdefault(role, []).append((index, text))
        self.ledger.kept(kept)
        self.ledger.noted(left_out)

    def take(self, role: str) -> list[tuple[int, str]]:
        """All cells of a role, which are mapped unless said otherwise afterwards."""
        cells = self._by_role.pop(role, [])
        self.ledger.mapped(len(cells))
        return cells

    def one(self, role: str) -> tuple[int, str]:
        """The first cell of a role as (column, text), or (-1, "")."""
        cells = self._by_role.get(role)
        if not cells:
            return -1, ""
        first = cells.pop(0)
        if not cells:
            del self._by_role[role]
        self.ledger.mapped()
        return first

    def keep(self, index: int, text: str) -> None:
        """A cell not taken yet stays under the name of its column."""
        self.ledger.kept()
        keep(self.item, self.shared.columns[index].name, text)

    def unusable(self, index: int, text: str, code: str, detail: str) -> None:
        """A cell taken that cannot be read: noted, and still shown under the name of its column."""
        self.ledger.noted_after_all()
        self.ledger.note(code, detail, f"{self.item.ext_id}: {clean_line(text, 60)}")
        keep(self.item, self.shared.columns[index].name, text)

    def instant(self, index: int, text: str) -> int | None:
        """A taken cell as ms UTC, or None where it is no date."""
        at = self.shared.dates.instant(text, index)
        if at is None:
            self.unusable(index, text, "date-unreadable", "dates in a form that cannot be read, kept as text")
        return at

    def day(self, index: int, text: str) -> str | None:
        """A taken cell as an ISO date, or None where it is none."""
        day = self.shared.dates.day(text, index)
        if day is None:
            self.unusable(index, text, "date-unreadable", "dates in a form that cannot be read, kept as text")
        return day

    def number(self, role: str) -> float | None:
        """The first cell of a role as a number of 0 or more."""
        index, text = self.one(role)
        if not text:
            return None
        bare = text.strip()
        if not _NUMBER.match(bare):
            self.unusable(index, text, "number-unreadable", "numbers that cannot be read, kept as text")
            return None
        return float(bare.replace(",", "."))

    def persons(self, role: str) -> list[str]:
        """The people of a role, each once, paired with the ids beside their names."""
        names, ids = self.take(role), self.take(f"{role} id")
        pairs = [(text, self.by_column.get(self.shared.id_columns.get(index, -1), "")) for index, text in names]
        with_name = {self.shared.id_columns.get(index) for index, _ in names}
        pairs += [("", text) for index, text in ids if index not in with_name]
        found = (self.shared.people.person(name, account) for name, account in pairs)
        return list(dict.fromkeys(key for key in found if key))

    def keep_rest(self) -> None:
        """What nobody took, a second column of a thing that has one value, stays by name."""
        for role, cells in self._by_role.items():
            for index, text in cells:
                self.keep(index, text)
                self.ledger.note("column-twice", "further columns of things that have one value, kept by name", role)
