"""How the tasks of a plan's table are named, and the links their predecessors make."""

from collections import Counter

from pmtui.exchange.incoming import InLink
from pmtui.exchange.plan_cells import Tie, ties_of
from pmtui.exchange.plan_row import PlanRow, Shared
from pmtui.model.text import clean_line

_WAYS = {"predecessors": "id", "unique predecessors": "uid", "wbs predecessors": "wbs"}
"""Which column the numbers of a column of predecessors refer to."""


class Ties:
    """Finds tasks by what predecessors call them. `ext_ids` are the rows' identities, in their order."""

    def __init__(self, rows: list[PlanRow], shared: Shared) -> None:
        self._shared = shared
        self.ext_ids: list[str] = []
        self._named: dict[str, dict[str, str]] = {"id": {}, "uid": {}, "wbs": {}, "row": {}}
        seen: Counter[str] = Counter()
        for row in rows:
            said = {role: clean_line(row.text(role), 60).rstrip(".") for role in ("id", "uid", "wbs")}
            name = said["uid"] or said["id"] or said["wbs"] or clean_line(row.text("title"), 200)
            seen[name] += 1
            if seen[name] > 1:
                shared.ledger.note(
                    "id-twice", "tasks with one number; the later ones got a number behind it", row.where
                )
            ext_id = name if seen[name] == 1 else f"{name} ({seen[name]})"
            self.ext_ids.append(ext_id)
            for role, text in said.items():
                if text:
                    self._named[role].setdefault(text, ext_id)
            self._named["row"].setdefault(str(len(self.ext_ids)), ext_id)

    def links(self, row: PlanRow, ext_id: str) -> list[InLink]:
        """The links that lead to a row; what cannot be read or found is noted."""
        links: dict[tuple[str, str], InLink] = {}
        for role, way in _WAYS.items():
            text = row.value(role)
            if not text:
                continue
            ties, lost = ties_of(text, lambda ref, way=way: self._find(ref, way) is not None)  # type: ignore[misc]
            unknown = [tie.ref for tie in ties if self._find(tie.ref, way) is None]
            for piece in (*lost, *unknown):
                self._shared.ledger.note(
                    "predecessor-unknown", "predecessors that name no task of the file, left out",
                    f"{row.where}: {piece}",
                )  # fmt: skip
            for tie in ties:
                before = self._find(tie.ref, way)
                if before is not None:
                    links.setdefault((before, tie.kind), _link(before, tie, ext_id))
        return list(links.values())

    def _find(self, ref: str, way: str) -> str | None:
        """The task a number means: by its own column, else by its code, else by its place among the rows."""
        named = self._named[way]
        if ref in named:
            return named[ref]
        return self._named["wbs"].get(ref) or (self._named["row"].get(ref) if not named else None)


def _link(before: str, tie: Tie, ext_id: str) -> InLink:
    return InLink(before, tie.kind, ext_id, tie.lag, tie.unit)
