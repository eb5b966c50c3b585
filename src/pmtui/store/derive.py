"""From log to tables: an entity's changes are folded into its fields, and the fields become its row.

This is the only way a derived row is ever written, by an edit, an import and a rebuild alike; so the tables are what
the log adds up to, by construction.
"""

import json
from collections.abc import Iterable
from functools import cache
from sqlite3 import Connection
from typing import Any, NamedTuple

from pmtui.store.schema import COMPUTED, KINDS, RISK


class Change(NamedTuple):
    """One row of the log as the fold sees it; `at` (ms UTC), `person` and `cause` come from its transaction.

    `txn` and `uid`, its session's, name the transaction as the cause of an undo does: 'txn.uid'.
    """

    field: str
    new: Any
    at: int
    person: str | None
    cause: str
    txn: int
    uid: str


class Entity(NamedTuple):
    """What an entity's changes add up to."""

    kind: str
    cells: dict[str, Any]
    created_at: int
    created_by: str | None
    updated_at: int
    moves: list[Change]
    blocked: Change | None


CHANGES = (
    "SELECT c.field, c.new, t.at, t.person, t.cause, t.id, n.uid FROM change c "
    "JOIN txn t ON t.id = c.txn AND t.s = c.s JOIN session n ON n.s = c.s WHERE c.id = ? ORDER BY c.hlc, n.uid"
)


def fold(changes: Iterable[Change]) -> Entity | None:
    """Add up one entity's changes, oldest first; None where the creation is not (yet) known.

    Of two creations, which two copies of the file may both hold after importing one export, the later only fills
    what nobody has set before it.
    """
    kind, cells = "", dict[str, Any]()
    created_at, created_by, updated_at = 0, None, 0
    courses: dict[str, list[Change]] = {"column_id": [], "blocked": []}
    for change in changes:
        field = change.field
        if field == "*":
            first = json.loads(change.new)
            if not kind:
                kind, created_at, created_by = first.pop("entity"), change.at, change.person
            else:
                first.pop("entity", None)
            for name, course in courses.items():
                if name in first and name not in cells:
                    course.append(change._replace(new=first[name]))
            cells = {**first, **cells}
        else:
            cells[field] = change.new
            if field in courses:
                courses[field].append(change)
        if change.cause != "import" or not updated_at:
            updated_at = max(updated_at, change.at)
    if not kind:
        return None
    blocked = next((change for change in happened(courses["blocked"])[-1:] if change.new), None)
    return Entity(kind, cells, created_at, created_by, updated_at, happened(courses["column_id"]), blocked)


def happened(changes: list[Change]) -> list[Change]:
    """What counts of a field's changes: what was undone never happened, and what was redone happened when it did.

    So a slip that is taken back at once leaves no trace in an item's age, start or finish.
    """
    if not any(change.cause.startswith(("undo ", "redo ")) for change in changes):
        return changes
    gone: set[int] = set()
    made: dict[str, list[int]] = {}
    for place, change in enumerate(changes):
        own = made.setdefault(f"{change.txn}.{change.uid}", [])
        verb, _, step = change.cause.partition(" ")
        if verb in ("undo", "redo") and step in made:
            own += made[step]
            gone ^= set(made[step])
            standing = [other for at, other in enumerate(changes[:place]) if at not in gone]
            if standing and standing[-1].new == change.new:
                gone.add(place)
                continue
        own.append(place)
    return [change for place, change in enumerate(changes) if place not in gone]


@cache
def _insert(kind: str) -> str:
    """How a row of a kind of entity is written."""
    table, fields = KINDS[kind]
    return f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * (1 + len(fields) + len(COMPUTED.get(kind, ()))))})"


class Deriver:
    """Writes derived rows of one database; columns' categories are read once and kept."""

    def __init__(self, db: Connection) -> None:
        self.db = db
        self._clocks: dict[str, tuple[bool, bool]] = {}

    def derive(self, ids: Iterable[str]) -> None:
        """Bring the rows of these entities, and of those that follow from them, up to date with the log."""
        items: dict[str, Entity | None] = {}
        turned: list[str] = []
        for id in sorted(ids):  # as they lie in the file
            entity = self._folded(id)
            if entity is None:
                continue
            if entity.kind == "item":
                items[id] = entity
                continue
            before = self._clock(id) if entity.kind == "column" else None
            self.write(id, entity)
            if entity.kind == "past":
                items.setdefault(entity.cells["item_id"], None)
            elif entity.kind == "column":
                del self._clocks[id]
                if self._clock(id) != before:
                    turned.append(id)
        if turned:
            items = {**dict.fromkeys(self._visitors(turned)), **items}
        numbers: set[int | None] = set()
        for id, found in items.items():
            whole = found or self._folded(id)
            if whole is not None and whole.kind == "item":
                numbers |= {row[0] for row in self.db.execute("SELECT number FROM item WHERE id = ?", (id,))}
                self.write(id, whole)
                numbers.add(whole.cells.get("number"))
        self.label(numbers)

    def _folded(self, id: str) -> Entity | None:
        return fold(map(Change._make, self.db.execute(CHANGES, (id,)).fetchall()))

    def _visitors(self, columns: list[str]) -> list[str]:
        """What is or ever was in these columns: its times follow from what the columns mean."""
        marks = ", ".join("?" * len(columns))
        rows = self.db.execute(
            f"SELECT id FROM change WHERE field = 'column_id' AND new IN ({marks}) "
            f"UNION SELECT id FROM change WHERE field = '*' AND json_extract(new, '$.column_id') IN ({marks}) "
            f"UNION SELECT item_id FROM past WHERE field = 'column_id' AND new IN ({marks})",
            columns * 3,
        )
        return [id for (id,) in rows]

    def write(self, id: str, entity: Entity) -> None:
        """Write one row. A deleted item keeps its row, flagged, for its number's sake; others lose theirs."""
        if entity.kind not in KINDS:
            return
        table = KINDS[entity.kind][0]
        cells = entity.cells
        if entity.kind == "item":
            self.db.execute("DELETE FROM custom WHERE item_id = ?", (id,))
            customs = [
                (id, name[7:], value) for name, value in cells.items() if name[:7] == "custom:" and value is not None
            ]
            if customs:
                self.db.executemany("INSERT INTO custom VALUES (?, ?, ?)", customs)
            self._write_risk(id, cells)
            computed = self._item_times(id, entity)
            self._write_row(id, entity, computed)
            return
        owners = [(cells[name], id) for name in ("item_id", "from_id", "to_id") if cells.get(name)]
        if owners:
            self.db.executemany("INSERT OR IGNORE INTO part VALUES (?, ?)", owners)
        if cells.get("deleted"):
            self.db.execute(f"DELETE FROM {table} WHERE id = ?", (id,))
            return
        else:
            self._write_row(id, entity, (entity.created_at, entity.created_by) if entity.kind == "comment" else ())

    def _write_risk(self, id: str, cells: dict[str, Any]) -> None:
        """What makes an item a risk or an issue lies in a table of its own; few items have any of it."""
        if cells.keys() & RISK.keys():
            self.db.execute("DELETE FROM risk WHERE id = ?", (id,))
            if any(cells.get(name) is not None for name in RISK):
                marks = ", ".join("?" * (1 + len(RISK)))
                self.db.execute(f"INSERT INTO risk VALUES ({marks})", (id, *(cells.get(name) for name in RISK)))

    def _write_row(self, id: str, entity: Entity, computed: tuple[Any, ...]) -> None:
        fields = KINDS[entity.kind][1]
        self.db.execute(_insert(entity.kind), (id, *[entity.cells.get(name) for name in fields], *computed))

    def label(self, numbers: Iterable[int | None]) -> None:
        """Tell items with one number apart: the oldest ULID keeps it, the others show as 42b, 42c."""
        for number in numbers:
            rows = self.db.execute("SELECT id, suffix FROM item WHERE number = ? ORDER BY id", (number,)).fetchall()
            for place, (id, suffix) in enumerate(rows):
                if suffix != suffix_of(place):
                    self.db.execute("UPDATE item SET suffix = ? WHERE id = ?", (suffix_of(place), id))

    def _item_times(self, id: str, entity: Entity) -> tuple[Any, ...]:
        """The computed columns of an item, in the order of COMPUTED["item"]."""
        cells = entity.cells
        past = self.db.execute(
            "SELECT at, new FROM past WHERE item_id = ? AND field = 'column_id' ORDER BY at, id", (id,)
        ).fetchall()
        started = finished = since = None
        place: object = ()
        for at, column, guessed in [(*row, False) for row in past] + [
            (move.at, move.new, move.field == "*" and move.cause == "import") for move in entity.moves
        ]:
            if column == place:
                continue
            place = column
            # An import that brings no history tells where an item is, not since when.
            since = None if guessed else at
            starts, stops = self._clock(column)
            if not stops:
                finished = None
            elif finished is None:
                finished = since or cells.get("updated_at") or cells.get("created_at") or at
            if starts and started is None:
                started = since
        if cells.get("completed_at") and all(move.cause == "import" for move in entity.moves):
            finished = cells["completed_at"]
        state = "dropped" if cells.get("dropped") else "open" if finished is None else "done"
        blocked = entity.blocked
        created = cells.get("created_at") or entity.created_at
        changed = (
            entity.updated_at if entity.updated_at > entity.created_at else cells.get("updated_at") or entity.updated_at
        )
        return (
            "", state, created, entity.created_by, changed, started, finished, since,
            blocked and blocked.at, blocked and blocked.person, 1 if cells.get("deleted") else 0,
        )  # fmt: skip

    def _clock(self, column: str | None) -> tuple[bool, bool]:
        """Whether entering a column starts an item's clock, and whether it stops it."""
        if column is None:
            return False, False
        if column not in self._clocks:
            category, starts, stops = self.db.execute(
                "SELECT category, starts_clock, stops_clock FROM board_column WHERE id = ?", (column,)
            ).fetchone() or ("backlog", None, None)
            self._clocks[column] = (
                bool(starts) if starts is not None else category in ("active", "wait"),
                bool(stops) if stops is not None else category == "done",
            )
        return self._clocks[column]


def suffix_of(place: int) -> str:
    """'' for the first holder of a number, then b, c, ... z, ba, bb, ..."""
    if place == 0:
        return ""
    letters = ""
    while place:
        place, rest = divmod(place, 26)
        letters = chr(97 + rest) + letters
    return letters


def derive_all(db: Connection, into: Connection | None = None) -> None:
    """Make every derived row anew from `db`'s log, in `into` or in `db` itself; the tables there must be empty."""
    deriver = Deriver(into or db)
    rows = db.execute(
        "SELECT c.id, c.field, c.new, t.at, t.person, t.cause, t.id, n.uid FROM change c "
        "JOIN txn t ON t.id = c.txn AND t.s = c.s JOIN session n ON n.s = c.s ORDER BY c.id, c.hlc, n.uid"
    )
    items: list[tuple[str, Entity]] = []
    for id, entity in _entities(rows):
        if entity.kind == "item":
            items.append((id, entity))
        else:
            deriver.write(id, entity)
    for id, entity in items:
        deriver.write(id, entity)
    repeated = deriver.db.execute("SELECT number FROM item GROUP BY number HAVING count(*) > 1").fetchall()
    deriver.label([number for (number,) in repeated])


def _entities(rows: Iterable[tuple[Any, ...]]) -> Iterable[tuple[str, Entity]]:
    """Group log rows, ordered by id, into folded entities."""
    current: str | None = None
    changes: list[Change] = []
    for id, *rest in rows:
        if id != current:
            if current is not None and (entity := fold(changes)):
                yield current, entity
            current, changes = id, []
        changes.append(Change(*rest))
    if current is not None and (entity := fold(changes)):
        yield current, entity
