"""What the board draws: its columns and, for each card, just what a card shows."""

from dataclasses import dataclass, field

from pmtui.model.item import Column
from pmtui.store.plan import Plan
from pmtui.store.read import columns as read_columns


class Card:
    """A card as drawn. Times in ms UTC, `due` an ISO day, `waits` the numbers of open items it comes after."""

    __slots__ = (
        "blocked", "blocked_since", "checks", "column_id", "column_since", "due", "finished_at", "id", "number",
        "owner_id", "points", "priority", "project_id", "rank", "ref", "started_at", "state", "title", "type", "waits",
    )  # fmt: skip

    def __init__(
        self, id: str, number: int, suffix: str, type: str, title: str, project_id: str, column_id: str, owner_id: str | None,
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


@dataclass(slots=True)
class BoardColumn:
    """A column as drawn: one column of one project, or those of one name and category of several."""

    name: str
    category: str
    ids: list[str]
    wip_limit: int | None
    wip_hard: bool
    cards: list[Card] = field(default_factory=list)

    def order(self, card: Card) -> tuple[object, ...]:
        """What its cards are sorted by: their rank, or, once done, the newest first."""
        return (-(card.finished_at or 0), card.id) if self.category == "done" else (card.rank, card.id)

    @property
    def points(self) -> float:
        """The points of all its cards."""
        return sum(card.points or 0 for card in self.cards)


@dataclass(slots=True)
class BoardView:
    """A whole board."""

    project_ids: list[str]
    columns: list[BoardColumn]

    def put(self, id: str, card: Card | None) -> None:
        """Show a card as it is now, wherever it was before; None takes it off the board."""
        for column in self.columns:
            for place, other in enumerate(column.cards):
                if other.id == id:
                    del column.cards[place]
                    break
        home = next((c for c in self.columns if card and card.column_id in c.ids), None)
        if card is None or home is None:
            return
        place = 0
        key = home.order(card)
        while place < len(home.cards) and home.order(home.cards[place]) < key:
            place += 1
        home.cards.insert(place, card)


_CARD = (
    "SELECT id, number, suffix, type, title, project_id, column_id, owner_id, priority, points, due, blocked, "
    "blocked_since, started_at, column_since, finished_at, state, rank FROM item "
)
_SHOWN = "NOT deleted AND state <> 'dropped' AND coalesce(archived, 0) = 0 AND coalesce(finished_at, ?1) >= ?1"


def board(plan: Plan, project_ids: list[str], done_since: int, only: set[str] | None = None) -> BoardView:
    """The board of these projects: open cards, and those done since `done_since` (ms UTC).

    `only`, the answer of a query, narrows it to these ids and shows what it holds whatever its state or age.
    """
    view = BoardView(project_ids, _merged([c for c in read_columns(plan).values() if c.project_id in project_ids]))
    place = {id: column for column in view.columns for id in column.ids}
    if only is None:
        rows = plan.rows(f"{_CARD} WHERE {_SHOWN} ORDER BY column_id, rank, id", (done_since,))
    else:
        rows = [row for row in plan.rows(f"{_CARD} WHERE NOT deleted ORDER BY column_id, rank, id") if row[0] in only]
    cards = {}
    for row in rows:
        if (column := place.get(row[6])) is not None:
            card = cards[row[0]] = Card(*row)
            column.cards.append(card)
    _dress(plan, cards)
    for column in view.columns:
        if column.category == "done" or len(column.ids) > 1:
            column.cards.sort(key=column.order)
    return view


def cards(plan: Plan, ids: list[str]) -> dict[str, Card]:
    """Some cards by id, on the board or not (deleted ones are left out)."""
    marks = ", ".join("?" * len(ids))
    found = {row[0]: Card(*row) for row in plan.rows(f"{_CARD} WHERE id IN ({marks}) AND NOT deleted", ids)}
    _dress(plan, found)
    return found


def _dress(plan: Plan, cards: dict[str, Card]) -> None:
    """Add checklists and open predecessors."""
    few = list(cards) if len(cards) < 50 else []
    marks = ", ".join("?" * len(few))
    for item, ticked, total in plan.rows(
        f"SELECT item_id, sum(state <> 'open'), count(*) FROM check_item {f'WHERE item_id IN ({marks})' if few else ''} "
        "GROUP BY item_id",
        few,
    ):
        if card := cards.get(item):
            card.checks = (ticked, total)
    for item, number, suffix in plan.rows(
        "SELECT l.to_id, i.number, i.suffix FROM link l JOIN item i ON i.id = l.from_id WHERE l.kind IN ('FS', 'blocks') "
        f"AND i.state = 'open' AND NOT i.deleted {f'AND l.to_id IN ({marks})' if few else ''} ORDER BY i.number",
        few,
    ):
        if card := cards.get(item):
            card.waits += (f"{number}{suffix}",)


def _merged(columns: list[Column]) -> list[BoardColumn]:
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
            made[key] = BoardColumn(column.name, column.category, [column.id], column.wip_limit, column.wip_hard)
    several = len({column.project_id for column in columns}) > 1
    return sorted(made.values(), key=lambda c: order[c.category]) if several else list(made.values())
