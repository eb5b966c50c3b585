"""What the log tells of items for the flow measures: where each stood from when on, as it was known on that day.

What an import tells of the past counts; what was taken back on its day never happened; a column that was given another
meaning has it from that moment on.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from pmtui.model.story import Stage, Story
from pmtui.store.derive import Change, happened
from pmtui.store.plan import Plan

_FIELDS = ("column_id", "blocked", "dropped", "archived", "deleted", "type", "points", "sprint_id")
"""What of an item its flow follows from."""
_COLUMN_FIELDS = ("category", "starts_clock", "stops_clock", "project_id")

_READ = (
    "SELECT id, field, new, txn, s FROM change WHERE id IN (SELECT id FROM {table}) AND field IN ({fields}) "
    "ORDER BY id, hlc, s"
)
_SPECIAL = "SELECT id, s, at, cause FROM txn WHERE at <> id >> 16 OR cause <> 'user'"
"""All but a few transactions are of the instant their number says, and what a person did: only the others are read."""


class Meaning(NamedTuple):
    """What a column means from an instant (ms UTC) on; `category` is "" for one of another project."""

    at: int
    category: str
    starts: bool
    stops: bool


_NOWHERE = Meaning(0, "", False, False)
_NEVER = Stage(0, "")


_Row = tuple[str, str, Any, int, int]
"""A change as it is read: entity, field, new value, transaction, session."""
_Step = tuple[int, dict[str, Any], bool]
"""Fields that an item or column was given at an instant (ms UTC), and whether an import found them so.

Rows and steps are plain tuples: there are a hundred thousand of them.
"""


class Named(NamedTuple):
    """What an item is called now, and where it is, for those who look at a figure."""

    id: str
    ref: str
    title: str
    column: str
    owner: str | None


def stories(plan: Plan, projects: Iterable[str], day_of: Callable[[int], int]) -> list[Story]:
    """The stories of all items that ever stood on the boards of these projects (ids), but risks.

    `day_of` tells the day of an instant (ms UTC): what is taken back on the day it was done never happened, what is
    taken back later was so until then.
    """
    log = _Log(plan, day_of)
    meanings = _meanings(log, set(projects))
    pasts: dict[str, list[tuple[int, str]]] = {}
    for item, at, column in plan.rows("SELECT item_id, at, new FROM past WHERE field = 'column_id' ORDER BY at, id"):
        pasts.setdefault(item, []).append((at, column))
    told = (_story(log, id, rows, pasts.get(id, []), meanings) for id, rows in log.of("item", _FIELDS))
    return [story for story in told if story is not None]


def named(plan: Plan, ids: Iterable[str]) -> dict[str, Named]:
    """What these items are called, deleted ones too."""
    wanted = list(ids)
    found = {}
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        for row in plan.rows(
            "SELECT i.id, i.number || i.suffix, i.title, coalesce(c.name, ''), i.owner_id FROM item i "
            f"LEFT JOIN board_column c ON c.id = i.column_id WHERE i.id IN ({', '.join('?' * len(part))})",
            part,
        ):
            found[row[0]] = Named._make(row)
    return found


class _Log:
    """The log's changes, entity by entity, and what happened by them."""

    def __init__(self, plan: Plan, day_of: Callable[[int], int]) -> None:
        self._plan, self._day_of = plan, day_of
        self._uids = dict(plan.rows("SELECT s, uid FROM session"))
        self._special = {(txn, s): (at, cause) for txn, s, at, cause in plan.rows(_SPECIAL)}
        self._numbers = {txn for txn, _ in self._special}

    def of(self, table: str, fields: tuple[str, ...]) -> Iterator[tuple[str, list[_Row]]]:
        """The changes of these fields of a table's entities, oldest first; creations are among them."""
        names = ", ".join(f"'{field}'" for field in ("*", *fields))
        for id, rows in groupby(self._plan.db.each(_READ.format(table=table, fields=names)), itemgetter(0)):
            yield id, list(rows)

    def steps(self, rows: list[_Row], fields: tuple[str, ...]) -> list[_Step]:
        """What happened to these fields of an entity, oldest first."""
        special, numbers, created = self._special, self._numbers, False
        steps: list[_Step] = []
        for _, field, new, txn, s in rows:
            at, cause = txn >> 16, "user"
            if txn in numbers:
                at, cause = special.get((txn, s), (at, cause))
            if cause[:5] in ("undo ", "redo ") or (created and field == "*"):
                return self._standing(rows, fields)
            if field == "*":
                created = True
                steps.append((at, _first(new, fields), cause == "import"))
            else:
                steps.append((at, {field: new}, False))
        return steps

    def _standing(self, rows: list[_Row], fields: tuple[str, ...]) -> list[_Step]:
        """What happened where some of it was taken back, or told twice."""
        changes, made = [], dict[str, int]()
        for _, field, new, txn, s in rows:
            at, cause = self._special.get((txn, s), (txn >> 16, "user"))
            made.setdefault(f"{txn}.{self._uids[s]}", at)
            taken_back = made.get(cause.partition(" ")[2])
            if taken_back is not None and self._day_of(taken_back) != self._day_of(at):
                cause = "user"  # the charts of the days between have shown it
            changes.append(Change(field, new, at, None, cause, txn, self._uids[s]))
        return [
            (changes[place].at, cells, changes[place].cause == "import" and changes[place].field == "*")
            for place, cells in _standing(changes, fields).items()
        ]


def _meanings(log: _Log, projects: set[str]) -> dict[str, list[Meaning]]:
    """What each column has meant, in order of time."""
    found = {}
    for id, rows in log.of("board_column", _COLUMN_FIELDS):
        cells: dict[str, Any] = {}
        course: list[Meaning] = []
        for at, changed, _ in log.steps(rows, _COLUMN_FIELDS):
            cells |= changed
            category, starts, stops = (cells.get(name) for name in ("category", "starts_clock", "stops_clock"))
            course.append(
                Meaning(
                    max(at, course[-1].at if course else 0),
                    (category or "backlog") if cells.get("project_id") in projects else "",
                    bool(starts) if starts is not None else category in ("active", "wait"),
                    bool(stops) if stops is not None else category == "done",
                )
            )
        found[id] = course
    return found


def _first(created: str, fields: tuple[str, ...]) -> dict[str, Any]:
    """What a creation says of these fields; that it is not deleted, too."""
    first = json.loads(created)
    return {field: first.get(field) for field in fields if field in first or field == "deleted"}


def _standing(changes: list[Change], fields: tuple[str, ...]) -> dict[int, dict[str, Any]]:
    """What counts of changes some of which were taken back, by their place.

    What a second creation, of a copy that imported the same, says of a field that is known already does not count.
    """
    courses: dict[str, list[tuple[int, Change]]] = {}
    for place, change in enumerate(changes):
        told = _first(change.new, fields) if change.field == "*" else {change.field: change.new}
        for field, value in told.items():
            if change.field != "*" or field not in courses:
                courses.setdefault(field, []).append((place, change._replace(new=value)))
    cells: dict[int, dict[str, Any]] = {}
    for field, course in courses.items():
        kept = {id(change) for change in happened([change for _, change in course])}
        for place, change in course:
            if id(change) in kept:
                cells.setdefault(place, {})[field] = change.new
    return dict(sorted(cells.items()))


def _story(
    log: _Log, id: str, rows: list[_Row], past: list[tuple[int, str]], meanings: dict[str, list[Meaning]]
) -> Story | None:
    """An item's story; None where it never stood on these boards, or was never made but for a slip."""
    created = next((new for _, field, new, *_ in rows if field == "*"), None)
    steps = log.steps(rows, _FIELDS)
    if created is None or all(cells.get("deleted", 1) for _, cells, _ in steps):
        return None
    teller = _Teller(meanings)
    made = json.loads(created) if past or any(found for _, _, found in steps) else {}
    column = None
    for at, column in past:
        teller.take(at, {"column_id": column, "type": made.get("type"), "deleted": None})
    for at, cells, found in steps:
        if found and made.get("column_id") != column:
            teller.take(_found_since(at, made, meanings), cells, found=True)
        else:
            teller.take(at, cells)
    teller.pass_time(None)
    if not any(stage.category for stage in teller.stages):
        return None
    return Story(id, teller.stages, teller.points, teller.sprints)


def _found_since(at: int, made: dict[str, Any], meanings: dict[str, list[Meaning]]) -> int:
    """Since when an item is where an import found it: in a done column since it was done, as far as it says."""
    course = meanings.get(made.get("column_id") or "")
    if not course or not course[0].stops:
        return at
    return min(at, next((made[name] for name in ("completed_at", "updated_at", "created_at") if made.get(name)), at))


class _Teller:
    """Makes stages out of steps, taken one by one; what a column comes to mean meanwhile makes stages of its own."""

    def __init__(self, meanings: dict[str, list[Meaning]]) -> None:
        self.meanings = meanings
        self.stages: list[Stage] = []
        self.points: list[tuple[int, float]] = []
        self.sprints: list[tuple[int, str]] = []
        self._cells: dict[str, Any] = {"deleted": 1}
        self._there = False  # neither deleted nor dropped, and no risk
        self._blocked = ""
        self._course: list[Meaning] = [_NOWHERE]  # of its column
        self._known = True
        self._clock = 0
        self._shown = _NEVER[1:]

    def take(self, at: int, cells: dict[str, Any], found: bool = False) -> None:
        """Something happened at an instant; never before what was told already, even if the clock ran back."""
        if len(self._course) > 1:
            self.pass_time(at)
        at = self._clock = max(at, self._clock)
        for field, value in cells.items():
            if field == "column_id":
                self._known = not found
                self._course = self.meanings.get(value) or [_NOWHERE]
            elif field == "blocked":
                self._blocked = value or ""
            elif field == "points":
                self.points.append((at, float(value or 0)))
            elif field == "sprint_id":
                self.sprints.append((at, value or ""))
            else:
                told = self._cells
                told[field] = value
                self._there = not (told.get("deleted") or told.get("dropped")) and told.get("type") != "risk"
        self._stage(at, self._course[0] if len(self._course) == 1 else self._meaning(at))

    def pass_time(self, until: int | None) -> None:
        """What its column came to mean before the next step."""
        for meaning in self._course[1:]:
            if meaning.at > self._clock and (until is None or meaning.at < until):
                self._clock = meaning.at
                self._stage(meaning.at, meaning)

    def _meaning(self, at: int) -> Meaning:
        """What its column means at an instant; one that was made later means what it did then."""
        course = self._course
        return next((meaning for meaning in reversed(course) if meaning.at <= at), course[0])

    def _stage(self, at: int, meaning: Meaning) -> None:
        _, category, starts, stops = meaning
        if not self._there or (not stops and self._cells.get("archived")):
            category = ""
        shown = (category, starts, stops, self._blocked, self._known)
        if shown != self._shown:
            self._shown = shown
            self.stages.append(Stage(at, *shown))
