"""What the board draws: its columns and, for each card, just what a card shows."""

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, overload

from pmtui.model.item import Column
from pmtui.store.plan import Plan
from pmtui.store.read import check_counts
from pmtui.store.read import columns as read_columns


class Card:
    """A card as drawn. Times in ms UTC, `due` an ISO day, `waits` the numbers of open items it comes after."""

    __slots__ = (
        "blocked", "blocked_since", "checks", "column_id", "column_since", "due", "finished_at", "id", "number",
        "owner_id", "points", "priority", "project_id", "rank", "ref", "started_at", "state", "title", "type", "waits",
    )  # fmt: skip

    def __init__(
        self, id: str, number: int, suffix: str, type: str, title: str, project_id: str, column_id: str,
        owner_id: str | None,
        priority: str | None, points: float | None, due: str | None, blocked: str | None, blocked_since: int | None,
        started_at: int | None, column_since: int | None, finished_at: int | None, state: str, rank: str,
    ) -> None:  # fmt: skip
        self.id = id
        self.number = number
        self.ref = f"{number}{suffix}"
        self.type = type
        self.title = title
        self.project_id = project_id
        self.column_id = column_id
        self.owner_id = owner_id
        self.priority = priority
        self.points = points
        self.due = due
        self.blocked = blocked
        self.blocked_since = blocked_since
        self.started_at = started_at
        self.column_since = column_since
        self.finished_at = finished_at
        self.state = state
        self.rank = rank
        self.checks: tuple[int, int] | None = None
        self.waits: tuple[str, ...] = ()


class Cards(Sequence[Card]):
    """The cards of a column in their order, read from the file a page at a time as they are looked at."""

    PAGE = 40

    def __init__(self, plan: Plan, newest_first: bool) -> None:
        self._plan = plan
        self._newest_first = newest_first
        self._keys: list[tuple[Any, str, float | None]] = []
        self._known: dict[str, Card] = {}

    def fill(self, keys: list[tuple[Any, str, float | None]]) -> None:
        """Set what it holds: what a card is sorted by, its id, its points."""
        # They come in the index's order, so that this sorts little more than cards of one rank.
        self._keys = sorted(keys)

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, place: int) -> Card: ...
    @overload
    def __getitem__(self, place: slice) -> list[Card]: ...
    def __getitem__(self, place: int | slice) -> Card | list[Card]:
        if isinstance(place, slice):
            return [self[index] for index in range(*place.indices(len(self)))]
        id = self._keys[place][1]
        if id not in self._known:
            place %= len(self._keys)
            first = place - place % self.PAGE
            page = [id for _, id, _ in self._keys[first : first + self.PAGE] if id not in self._known]
            self._known |= cards(self._plan, page)
        return self._known[id]

    @property
    def ids(self) -> list[str]:
        """Their ids in order."""
        return [id for _, id, _ in self._keys]

    @property
    def points(self) -> float:
        """The points of all."""
        return sum(points or 0 for _, _, points in self._keys)

    def remove(self, id: str) -> None:
        """Take a card out, if it is there."""
        place = next((place for place, key in enumerate(self._keys) if key[1] == id), None)
        if place is not None:
            del self._keys[place]
            self._known.pop(id, None)

    def add(self, card: Card) -> None:
        """Put a card in at its place."""
        key = -(card.finished_at or 0) if self._newest_first else card.rank
        insort(self._keys, (key, card.id, card.points))
        self._known[card.id] = card


@dataclass(slots=True)
class BoardColumn:
    """A column as drawn: one column of one project, or those of one name and category of several."""

    name: str
    category: str
    ids: list[str]
    wip_limit: int | None
    wip_hard: bool
    cards: Cards


@dataclass(slots=True)
class BoardView:
    """A whole board."""

    project_ids: list[str]
    columns: list[BoardColumn]

    def put(self, id: str, card: Card | None) -> None:
        """Show a card as it is now, wherever it was before; None takes it off the board."""
        for column in self.columns:
            column.cards.remove(id)
        home = next((column for column in self.columns if card and card.column_id in column.ids), None)
        if card is not None and home is not None:
            home.cards.add(card)


_CARD = (
    "SELECT id, number, suffix, type, title, project_id, column_id, owner_id, priority, points, due, blocked, "
    "blocked_since, started_at, column_since, finished_at, state, rank FROM item "
)
_SHOWN = (
    "NOT deleted AND state <> 'dropped' AND coalesce(archived, 0) = 0 AND coalesce(finished_at, ?1) >= ?1 "
    "AND type <> 'risk'"
)
"""Risks have a pane of their own; what is done about them are cards."""


def board(plan: Plan, project_ids: list[str], done_since: int, only: set[str] | None = None) -> BoardView:
    """The board of these projects: open cards, and those done since `done_since` (ms UTC).

    `only`, the answer of a query, narrows it to these ids and shows what it holds whatever its state or age.
    """
    columns = [column for column in read_columns(plan).values() if column.project_id in project_ids]
    view = BoardView(project_ids, _merged(plan, columns))
    shown = _SHOWN if only is None else "NOT deleted AND ?1"
    for column in view.columns:
        marks = ", ".join("?" * len(column.ids))
        first = [done_since if only is None else 1, *column.ids]
        key = "-coalesce(finished_at, 0)" if column.category == "done" else "rank"
        keys = plan.rows(f"SELECT {key}, id, points FROM item WHERE {shown} AND column_id IN ({marks})", first)
        column.cards.fill(keys if only is None else [key for key in keys if key[1] in only])
    return view


def cards(plan: Plan, ids: list[str]) -> dict[str, Card]:
    """Some cards by id, on the board or not (deleted ones are left out)."""
    marks = ", ".join("?" * len(ids))
    found = {row[0]: Card(*row) for row in plan.rows(f"{_CARD} WHERE id IN ({marks}) AND NOT deleted", ids)}
    _dress(plan, found)
    return found


def service_times(plan: Plan, since: int) -> list[tuple[int, int]]:
    """When items finished since `since` were started and finished, in ms UTC."""
    return plan.rows(
        "SELECT started_at, finished_at FROM item WHERE finished_at >= ? AND started_at IS NOT NULL AND NOT deleted",
        (since,),
    )


def _dress(plan: Plan, cards: dict[str, Card]) -> None:
    """Add checklists and open predecessors."""
    few = list(cards) if len(cards) < 50 else []
    marks = ", ".join("?" * len(few))
    for item, counts in check_counts(plan, few).items():
        if card := cards.get(item):
            card.checks = counts
    for item, number, suffix in plan.rows(
        "SELECT l.to_id, i.number, i.suffix FROM link l JOIN item i ON i.id = l.from_id WHERE l.kind IN ('FS', "
        "'blocks') "
        f"AND i.state = 'open' AND NOT i.deleted {f'AND l.to_id IN ({marks})' if few else ''} ORDER BY i.number",
        few,
    ):
        if card := cards.get(item):
            card.waits += (f"{number}{suffix}",)


def _merged(plan: Plan, columns: list[Column]) -> list[BoardColumn]:
    """Columns of one name and category stand as one; the order is that of the first project that has them."""
    order = {"backlog": 0, "ready": 1, "active": 2, "wait": 2, "done": 4}
    made: dict[tuple[str, str], BoardColumn] = {}
    for column in columns:
        if column.archived:
            continue
        key = (column.name.casefold(), column.category)
        if known := made.get(key):
            known.ids.append(column.id)
            if column.wip_limit is not None:
                known.wip_limit = (known.wip_limit or 0) + column.wip_limit
            known.wip_hard = known.wip_hard or column.wip_hard
        else:
            shown = Cards(plan, column.category == "done")
            made[key] = BoardColumn(column.name, column.category, [column.id], column.wip_limit, column.wip_hard, shown)
    several = len({column.project_id for column in columns}) > 1
    return sorted(made.values(), key=lambda c: order[c.category]) if several else list(made.values())
