"""The agenda of a standup, built in a few reads: promises, a turn for each person, the cards from right to left."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, tzinfo
from typing import NamedTuple

from pmtui.actions.capacity import USUAL_HOURS, DayOff, Team
from pmtui.actions.leave import off_words
from pmtui.actions.step import zone_of
from pmtui.clock import local, now_ms
from pmtui.meetings.changed import Change, changes
from pmtui.meetings.window import Past, Window, events_in, past, since_attended, since_last
from pmtui.model.durations import show_number
from pmtui.model.item import Column, Person
from pmtui.planning.flow import DAY, SERVICE_WEEKS, service_level
from pmtui.store import meetings as stored
from pmtui.store import read
from pmtui.store.board import service_times
from pmtui.store.meetings import Entry, Work
from pmtui.store.plan import Plan
from pmtui.store.risks import passed_triggers

IN_HAND = ("active", "wait")
"""The categories of columns whose cards somebody has in hand."""
STALE = 3
"""Carried through so many standups, a promise is marked."""


class Promise(NamedTuple):
    """What the team looks at first: an open action, a blocker older than a day, a risk whose trigger has passed.

    `kind` is action, blocker or risk; `carried` the standups an action has outlived, its own not counted.
    """

    kind: str
    item: Work
    carried: int = 0
    due: bool = False

    @property
    def stale(self) -> bool:
        """Whether it was carried so often that something else has to be done about it."""
        return self.carried >= STALE


class Card(NamedTuple):
    """A card: its column's name and category, the calendar days it is in hand (today counted) and blocked."""

    item: Work
    column: str
    category: str
    age: int | None
    blocked_days: int | None
    helpers: tuple[str, ...] = ()


class Wait(NamedTuple):
    """Somebody's card waits for somebody else's."""

    card: Work
    on: Work


class Turn(NamedTuple):
    """What a standup knows about a person: `capacity` in hours of today, today's `leave`, `said` lines they gave
    beforehand.
    """

    person: Person
    since: Window
    changed: list[Change]
    in_hand: list[Card]
    next: Card | None
    blocked: list[Card]
    promises: list[Promise]
    waits_for: list[Wait]
    waited_by: list[Wait]
    capacity: float
    said: list[Entry]
    leave: DayOff | None

    @property
    def excused(self) -> bool:
        """Whether they are on leave all of today."""
        return self.leave is not None and self.leave.part is None

    def hours_words(self, today: date, away: bool) -> str:
        """What they can do today: `4h today, leave from 13:00`, or that they are `away, on leave until Fri 27 Nov`."""
        leave = off_words(self.leave, today) if self.leave else ""
        there = "away" if away else f"{show_number(self.capacity)}h today"
        return f"{there}, {leave}" if leave else there


class Agenda(NamedTuple):
    """The whole: `turns` by name, `left` what is still with people who have gone, `cards` right to
    left, blocked and oldest first, `blocked` wherever they stand. `changed` is all that was done since the team met,
    `finishing` the names of the columns that mean done. `first` where the team has never met; `level` is the service
    level in days.
    """

    projects: list[str]
    now: int
    today: date
    zone: tzinfo | None
    since: Window
    first: bool
    promises: list[Promise]
    turns: list[Turn]
    left: list[Turn]
    cards: list[Card]
    blocked: list[Card]
    changed: list[Change]
    finishing: frozenset[str]
    level: int | None
    people: dict[str, Person]

    @property
    def still(self) -> list[Card]:
        """The cards in hand that nobody has touched."""
        touched = {change.item.id for change in self.changed}
        return [card for card in self.cards if card.item.id not in touched]


def agenda(
    plan: Plan,
    projects: Sequence[str],
    *,
    since: int | None = None,
    during: str | None = None,
    hours: float = USUAL_HOURS,
) -> Agenda:
    """Build the agenda for some projects (ids), the first of which the team is known by. Reads only.

    `since` (ms UTC) begins everybody's window there; `during` is the standup being held; `hours` a day's work where
    nobody said otherwise.
    """
    now, zone = now_ms(), zone_of(plan, projects[0])
    today = local(now, zone).date()
    people = read.people(plan)
    held = past(plan, projects[0], during)
    team_since = Window(since) if since is not None else since_last(plan, held, now, zone)
    own = {id: since_attended(plan, held, id) for id in people} if since is None else {}
    windows = {id: own.get(id) or team_since for id in people}
    events = events_in(plan, [team_since, *windows.values()])
    work = stored.some_work(plan, (event.item_id for event in events))
    work = {id: one for id, one in work.items() if one.project_id in projects}
    codes = {person.code: id for id, person in people.items()}
    changed = [one for one in changes(events, work, codes) if one.person in windows]
    own_news = [one for one in changed if windows[one.person].holds(one.at, one.clock)]
    board = _Board(plan, projects, now, today, zone)
    made = _Turns(plan, projects[0], board, windows, own_news, held, hours)
    by_name = sorted(people.values(), key=lambda person: (person.name.casefold(), person.id))
    turns = [made.turn(person) for person in by_name if made.belongs(person)]
    present = [turn for turn in turns if not turn.person.inactive]
    return Agenda(
        list(projects), now, today, zone, team_since, not held.held and since is None,
        made.promised(passed_triggers(plan, projects, today.isoformat())),
        present or [made.turn(person) for person in by_name if not person.inactive],
        [turn for turn in turns if turn.person.inactive],
        board.right_to_left(), board.blocked(),
        [one for one in changed if team_since.holds(one.at, one.clock)], board.finishing,
        service_level(service_times(plan, now - SERVICE_WEEKS * 7 * DAY)), people,
    )  # fmt: skip


class _Board:
    """The open work of some projects as cards."""

    def __init__(self, plan: Plan, projects: Sequence[str], now: int, today: date, zone: tzinfo | None) -> None:
        self.now, self.today, self.zone = now, today, zone
        columns = [column for column in read.columns(plan).values() if column.project_id in projects]
        self.columns: dict[str, Column] = {column.id: column for column in columns}
        self.finishing = frozenset(column.name for column in columns if column.category == "done")
        self._place = {column.id: place for place, column in enumerate(columns)}
        helping = stored.helpers(plan, projects)
        self.cards = {
            work.id: self._card(work, tuple(helping.get(work.id, ()))) for work in stored.open_work(plan, projects)
        }
        self.waits = [
            Wait(self.cards[one].item, self.cards[other].item)
            for one, other in stored.waits(plan, projects)
            if one in self.cards and other in self.cards and self.cards[one].category != "backlog"
        ]

    def _card(self, work: Work, helpers: tuple[str, ...]) -> Card:
        column = self.columns.get(work.column_id)
        category = column.category if column else "backlog"
        return Card(
            work, column.name if column else "", category,
            self.days(work.started_at) if category in IN_HAND else None,
            self.days(work.blocked_since, 0) if work.blocked else None, helpers,
        )  # fmt: skip

    def days(self, since: int | None, first: int = 1) -> int | None:
        """Calendar days from an instant to today; the first day counts as `first`."""
        return None if since is None else max(0, (self.today - local(since, self.zone).date()).days) + first

    def right_to_left(self) -> list[Card]:
        """What is in hand: the column nearest to done first, in it what is blocked, then what is oldest."""
        cards = [card for card in self.cards.values() if card.category in IN_HAND]
        return sorted(
            cards,
            key=lambda card: (
                -self._place[card.item.column_id], card.item.blocked is None, -(card.age or 0), card.item.number,
            ),
        )  # fmt: skip

    def blocked(self) -> list[Card]:
        """What is blocked, wherever it stands, the oldest block first."""
        cards = [card for card in self.cards.values() if card.item.blocked]
        return sorted(cards, key=lambda card: (card.item.blocked_since or 0, card.item.number))

    def by_person(self) -> dict[str, list[Card]]:
        """Everybody's cards, as owners and helpers, by rank."""
        made: dict[str, list[Card]] = {}
        for card in sorted(self.cards.values(), key=lambda card: (card.item.rank or "", card.item.id)):
            for person in dict.fromkeys(filter(None, (card.item.owner_id, *card.helpers))):
                made.setdefault(person, []).append(card)
        return made


class _Turns:
    """Shares out what is known among the people of a team."""

    def __init__(
        self, plan: Plan, project: str, board: _Board, windows: dict[str, Window], found: list[Change], held: Past,
        hours: float,
    ) -> None:  # fmt: skip
        self._board = board
        self._windows = windows
        self._cards = board.by_person()
        self._changed: dict[str, list[Change]] = defaultdict(list)
        for change in found:
            self._changed[change.person].append(change)
        promised = [entry for entry in held.promised if entry.item_id in board.cards]
        self._carried = {entry.item_id: held.carried(entry) for entry in promised}
        self._attended = held.attended
        self._said: dict[str, list[Entry]] = defaultdict(list)
        for entry in stored.beforehand(plan, min((window.since for window in windows.values()), default=0)):
            if entry.person_id in windows and entry.at >= windows[entry.person_id].since:
                self._said[entry.person_id].append(entry)
        self._team = Team(plan, project, hours)

    def belongs(self, person: Person) -> bool:
        """Whether somebody is of the team: has open work in it, did or said something, or was there last time."""
        known = (self._cards, self._changed, self._said, self._attended)
        return person.kind == "human" and any(person.id in ids for ids in known)

    def turn(self, person: Person) -> Turn:
        """A person's turn."""
        cards = self._cards.get(person.id, [])
        mine = {card.item.id for card in cards}
        return Turn(
            person, self._windows[person.id], self._changed.get(person.id, []),
            [card for card in cards if card.category in IN_HAND],
            next((card for card in cards if card.category == "ready" and not card.item.blocked), None),
            [card for card in cards if card.item.blocked],
            self._by_due(self._promise(card) for card in cards if _is_promise(card.item, person.id)),
            [wait for wait in self._board.waits if wait.card.id in mine and wait.on.id not in mine],
            [wait for wait in self._board.waits if wait.on.id in mine and wait.card.id not in mine],
            self._team.hours(person.id, self._board.today, self._board.today)[0], self._said.get(person.id, []),
            self._team.off(person.id, self._board.today),
        )  # fmt: skip

    def promised(self, risks: Iterable[str]) -> list[Promise]:
        """What a standup opens with: the actions of earlier ones and those due, old blockers, risks that are on."""
        cards = self._board.cards.values()
        actions = [self._promise(card) for card in cards if card.item.type == "action"]
        blockers = [
            Promise("blocker", card.item)
            for card in cards
            if card.item.blocked and (card.item.blocked_since or 0) < self._board.now - DAY
        ]
        by_ref = {card.item.ref: card.item for card in cards}
        return [
            *self._by_due(one for one in actions if one.due or one.item.id in self._carried),
            *sorted(blockers, key=lambda one: one.item.blocked_since or 0),
            *(Promise("risk", by_ref[ref]) for ref in risks if ref in by_ref),
        ]

    def _promise(self, card: Card) -> Promise:
        due = card.item.due is not None and card.item.due <= self._board.today.isoformat()
        return Promise("action", card.item, self._carried.get(card.item.id, 0), due)

    def _by_due(self, found: Iterable[Promise]) -> list[Promise]:
        return sorted(found, key=lambda one: (one.item.due or "9999", one.item.number))


def _is_promise(work: Work, person: str) -> bool:
    return work.type == "action" and work.owner_id == person
