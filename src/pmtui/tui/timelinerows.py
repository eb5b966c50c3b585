"""The rows of an outline that are to be seen: what is folded away, and what a filter leaves."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmtui.actions.scheduling import Row


class Outline:
    """The lines of an outline: `rows` are the places in the chart of those to be seen, from the top."""

    def __init__(self, rows: "Sequence[Row]") -> None:
        self.folded: set[str] = set()
        self.arrange(rows)

    def arrange(self, rows: "Sequence[Row]", wanted: Callable[[int], bool] | None = None) -> None:
        """Find the rows to be seen: none below a folded one; of those `wanted` (by place) all that they are below."""
        self._all = rows
        self._hidden: dict[int, int] = {}
        self.rows = self._unfolded(range(len(rows)) if wanted is None else self._filtered(wanted))
        self._lines = {index: line for line, index in enumerate(self.rows)}

    def _filtered(self, wanted: Callable[[int], bool]) -> list[int]:
        kept, above = [], 0  # rows of a level less than `above` are parents of what was kept last
        for index in range(len(self._all) - 1, -1, -1):
            level = self._all[index].level
            if level < above or wanted(index):
                kept.append(index)
                above = level
        return kept[::-1]

    def _unfolded(self, places: Sequence[int]) -> list[int]:
        if not self.folded:
            return list(places)
        seen: list[int] = []
        folded_at = None  # rows of a deeper level are below the folded one seen last
        for index in places:
            row = self._all[index]
            if folded_at is not None and row.level > folded_at:
                self._hidden[seen[-1]] = self._hidden.get(seen[-1], 0) + 1
                continue
            seen.append(index)
            folded_at = row.level if row.summary and row.id in self.folded else None
        return seen

    def line_of(self, index: int) -> int | None:
        """The line of a row, None where it is not to be seen."""
        return self._lines.get(index)

    def line_near(self, index: int) -> int | None:
        """The line of a row, or of the next above it that is to be seen."""
        while index >= 0 and index not in self._lines:
            index -= 1
        return self._lines.get(index)

    def hidden(self, index: int) -> int:
        """How many rows are folded away below a row."""
        return self._hidden.get(index, 0)

    def fold(self, index: int) -> None:
        """Fold a parent's rows away, or out again; of a row without children, its parent's."""
        foldable = [index] if self._all[index].summary else self._above(index)[:1]
        self.folded ^= {self._all[place].id for place in foldable}

    def fold_all(self, folded: bool) -> None:
        """Fold every parent, or none."""
        self.folded = {row.id for row in self._all if row.summary} if folded else set()

    def reveal(self, index: int) -> bool:
        """Fold out whatever hides a row; True where something did."""
        hiding = {self._all[place].id for place in self._above(index)} & self.folded
        self.folded -= hiding
        return bool(hiding)

    def _above(self, index: int) -> list[int]:
        """The rows that a row is below, its parent first."""
        found, level = [], self._all[index].level
        while index > 0 and level > 0:
            index -= 1
            if self._all[index].level < level:
                found.append(index)
                level = self._all[index].level
        return found
