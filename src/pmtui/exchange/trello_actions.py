"""A Trello board's actions: comments, where cards have been, when they were made and finished."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from pmtui.exchange.incoming import InComment, InPast, InPerson
from pmtui.exchange.ledger import Ledger
from pmtui.exchange.trello_dates import day, instant
from pmtui.exchange.trello_model import Action, Member
from pmtui.model.text import clean, clean_line

LIMIT = 1000
_COMMENTS = ("commentCard", "copyCommentCard")
_BIRTHS = ("createCard", "copyCard", "convertToCardFromCheckItem", "emailCard")
_ARRIVALS = ("moveCardToBoard", "moveCardFromBoard")


class Members:
    """The people of a board: its members, and whoever else did something on it."""

    def __init__(self, members: list[Member]) -> None:
        self._people: dict[str, InPerson] = {}
        for member in members:
            self.meet(member)

    def meet(self, member: Member) -> None:
        """Learn a person's name; the first one heard stays."""
        if not member.id:
            return
        name = clean_line(member.fullName) or clean_line(member.username)
        known = self._people.get(member.id)
        if known is None:
            shown = name or f"Trello user {member.id}"
            self._people[member.id] = InPerson(member.id, shown, clean_line(member.email) or None, member.id)
        elif name and known.name == f"Trello user {member.id}":
            known.name = name

    def person(self, id: str) -> str | None:
        """The key of a person by id; an id nobody explained becomes "Trello user <id>"."""
        if not id:
            return None
        self.meet(Member(id=id))
        return id

    @property
    def people(self) -> list[InPerson]:
        """Everybody met, in that order."""
        return list(self._people.values())


@dataclass(slots=True)
class History:
    """What the actions tell, by card id. `finished` is when a due date was last ticked off."""

    comments: dict[str, list[InComment]] = field(default_factory=dict)
    past: dict[str, list[InPast]] = field(default_factory=dict)
    created: dict[str, int] = field(default_factory=dict)
    finished: dict[str, int] = field(default_factory=dict)


def read_actions(
    actions: list[Action], cards: set[str], lists: set[str], members: Members, zone: tzinfo | None, ledger: Ledger
) -> History:
    """Read all actions, oldest first; those about other cards and lists than `cards` and `lists` are noted."""
    history = History()
    unused: Counter[str] = Counter()
    dated = [(instant(action.date), place, action) for place, action in enumerate(actions)]
    for _, _, action in sorted(dated, key=lambda entry: (entry[0] or 0, -entry[1])):
        members.meet(action.memberCreator)
        if _comment(action, cards, members, history, ledger) or _event(action, cards, lists, members, zone, history):
            ledger.mapped()
        else:
            ledger.noted()
            if action.type not in _COMMENTS:
                unused[action.type or "(no type)"] += 1
    if unused:
        named = ", ".join(f"{name} ({count})" for name, count in unused.most_common())
        ledger.note("history-not-imported", f"history pmtui has no place for: {named}", count=unused.total())
    if len(actions) >= LIMIT:
        detail = f"the file holds {len(actions)} actions; Trello exports no more than the last {LIMIT}"
        ledger.note("actions-truncated", detail)
    return history


def _comment(action: Action, cards: set[str], members: Members, history: History, ledger: Ledger) -> bool:
    """A comment; an edited one holds its last text."""
    if action.type not in _COMMENTS:
        return False
    card = _id(action.data, "card")
    if card not in cards:
        ledger.note("comments-off-board", "comments on cards that are not in the file, or only separate others", card)
        return False
    text = action.data.get("text")
    body = clean(text) if isinstance(text, str) else ""
    author = members.person(action.idMemberCreator or action.memberCreator.id)
    comments = history.comments.setdefault(card, [])
    id = action.id or f"{card}:{action.date}:{len(comments)}"
    comments.append(InComment(id, author, instant(action.date), body))
    return True


def _event(
    action: Action, cards: set[str], lists: set[str], members: Members, zone: tzinfo | None, history: History
) -> bool:
    """Something that happened to a card: it was made, moved, archived, renamed, dated or finished."""
    card, at, data = _id(action.data, "card"), instant(action.date), action.data
    if card not in cards or at is None:
        return False
    if action.type in _BIRTHS:
        history.created.setdefault(card, at)
    elif action.type not in ("updateCard", *_ARRIVALS):
        return False
    changes = _changes(action, lists, zone)
    now, before = _part(data, "card"), _part(data, "old")
    if "dueComplete" in before:
        if now.get("dueComplete") is True:
            history.finished[card] = at
        else:
            history.finished.pop(card, None)
    if changes:
        person = members.person(action.idMemberCreator or action.memberCreator.id)
        history.past.setdefault(card, []).extend(InPast(at, person, *change) for change in changes)
    return bool(changes) or action.type in _BIRTHS or "dueComplete" in before


def _changes(
    action: Action, lists: set[str], zone: tzinfo | None
) -> list[tuple[str, str | int | None, str | int | None]]:
    """What an action changed, as (field, old, new) in our words; lists of other boards are nowhere."""
    data = action.data
    now, before = _part(data, "card"), _part(data, "old")
    found: list[tuple[str, str | int | None, str | int | None]] = []
    source = _id(data, "listBefore") or before.get("idList")
    target = _id(data, "listAfter") or (now.get("idList") if "idList" in before else "")
    if action.type in (*_BIRTHS, *_ARRIVALS):
        source, target = "", _id(data, "list") or now.get("idList")
    if target in lists and source != target:
        found.append(("column", source if source in lists else None, target))
    if isinstance(before.get("closed"), bool) and isinstance(now.get("closed"), bool):
        found.append(("archived", int(before["closed"]), int(now["closed"])))
    if isinstance(before.get("name"), str) and isinstance(now.get("name"), str):
        found.append(("title", clean_line(before["name"]), clean_line(now["name"])))
    for theirs in ("due", "start"):
        if theirs in before and theirs in now:
            old, new = day(str(before[theirs] or ""), zone), day(str(now[theirs] or ""), zone)
            if old != new:
                found.append((theirs, old, new))
    return found


def _part(data: dict[str, Any], name: str) -> dict[str, Any]:
    value = data.get(name)
    return value if isinstance(value, dict) else {}


def _id(data: dict[str, Any], name: str) -> str:
    value = _part(data, name).get("id")
    return value if isinstance(value, str) else ""
