"""The books of one import: every source value is mapped, kept raw or noted, and the notes are grouped for a report."""

from pmtui.exchange.incoming import Accounting, InNote
from pmtui.model.text import clean, clean_line

EXAMPLES = 5


class Ledger:
    """Counts what became of the values of one file and collects what a person should know about it.

    A value is counted once, by `mapped`, `kept` or `noted`; `kept_after_all` and `noted_after_all` move one that was
    first thought mapped. `note` only speaks and counts nothing in the sum.
    """

    def __init__(self) -> None:
        self.accounting = Accounting()
        self._notes: dict[str, InNote] = {}

    def read(self, count: int = 1) -> None:
        """`count` more values were found in the file."""
        self.accounting.read += count

    def mapped(self, count: int = 1) -> None:
        """`count` values found a place of ours."""
        self.accounting.mapped += count

    def kept(self, count: int = 1) -> None:
        """`count` values have no place of ours and stay under their own name or in the raw record."""
        self.accounting.kept += count

    def noted(self, count: int = 1) -> None:
        """`count` values were not imported; whoever calls this also says so with `note`."""
        self.accounting.noted += count

    def kept_after_all(self, count: int = 1) -> None:
        """`count` values counted as mapped turned out to be only kept."""
        self.accounting.mapped -= count
        self.accounting.kept += count

    def noted_after_all(self, count: int = 1) -> None:
        """`count` values counted as mapped turned out to be unusable."""
        self.accounting.mapped -= count
        self.accounting.noted += count

    def note(self, code: str, detail: str, where: str = "", count: int = 1) -> None:
        """Say something once for a code: counts add up, and the first few places are kept as examples."""
        note = self._notes.setdefault(code, InNote(code, 0, clean(detail)))
        note.count += count
        if where and len(note.where) < EXAMPLES and (shown := clean_line(where, 80)) not in note.where:
            note.where.append(shown)

    def notes(self) -> list[InNote]:
        """What was said, in the order it first came up."""
        return list(self._notes.values())
