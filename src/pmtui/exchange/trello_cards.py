"""A Trello card as an item, with its checklists, attachments and custom fields."""

import re
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any, TypeVar

from pmtui.exchange.incoming import InAttachment, InCheck, InItem, InLink
from pmtui.exchange.ledger import Ledger
from pmtui.exchange.trello_actions import History, Members
from pmtui.exchange.trello_dates import born, day, instant
from pmtui.exchange.trello_model import Card, CheckItem, Checklist, CustomField, FieldValue
from pmtui.exchange.trello_values import CARD_LEFT_OUT, CARD_MAPPED, CARD_PARTS, filled
from pmtui.model.text import clean, clean_line, title_and_rest

_SEPARATOR = re.compile(r"[-–—_=*~•.\s]*[-–—_=*~•]{3,}[-–—_=*~•.\s]*$")
_LINK = re.compile(r"https?://\S+$")
_END = 1e301
_GUESSED = "finishing times guessed from the last activity"

T = TypeVar("T", Checklist, CheckItem)


@dataclass(slots=True)
class CardReader:
    """Turns cards into items, one after the other. `links` gathers what mirrors point at."""

    columns: dict[str, str]
    closed: set[str]
    labels: dict[str, str]
    fields: dict[str, CustomField]
    checklists: dict[str, list[Checklist]]
    history: History
    members: Members
    zone: tzinfo | None
    ledger: Ledger
    links: list[InLink] = field(default_factory=list)

    def read(self, card: Card, raw: dict[str, Any], place: int) -> InItem | None:
        """The item of a card, or None for a separator; `place` is the card's in the file."""
        if is_separator(card):
            self._separator(card, raw)
            return None
        self._account(card, raw)
        item = InItem(card.id or f"place:{place}", {"type": "task"}, row=place + 1)
        item.order = (card.pos if card.pos is not None else _END, f"{place:07}")
        item.raw = _slim(raw)
        self._words(card, item)
        self._place(card, item)
        self._times(card, item)
        self._people_and_labels(card, item)
        item.checks = self._checks(card)
        item.comments = self.history.comments.get(card.id, [])
        item.past = self.history.past.get(card.id, [])
        self._count_comments(card, len(item.comments))
        self._attachments(card, item)
        for value in card.customFieldItems:
            self._custom(value, item)
        return item

    def _separator(self, card: Card, raw: dict[str, Any]) -> None:
        """A card that only draws a line is left out with all it has."""
        self.ledger.note("separator-skipped", "cards that only separate others", clean_line(card.name))
        self.ledger.noted(sum(1 for name, value in raw.items() if name not in CARD_PARTS and filled(value)))
        self.ledger.noted(len(card.attachments) + len(card.customFieldItems) + len(card.checklists))
        self.ledger.noted(sum(len(checklist.checkItems) for checklist in card.checklists))

    def _account(self, card: Card, raw: dict[str, Any]) -> None:
        """Every filled member of the card is mapped, listed as left out, or kept in the raw record."""
        for name, value in raw.items():
            if name in CARD_PARTS or not filled(value):
                continue
            if name in CARD_MAPPED:
                self.ledger.mapped()
            elif name in CARD_LEFT_OUT and (name != "cover" or _has_cover(value)):
                self.ledger.noted()
                word = CARD_LEFT_OUT[name]
                code = f"{word.casefold().replace(' ', '-')}-not-imported"
                self.ledger.note(code, f"{word} of cards are not imported", clean_line(card.name, 60))
            else:
                self.ledger.kept()

    def _words(self, card: Card, item: InItem) -> None:
        """The first line of the name is the title; further lines stand on top of the body."""
        title, _, rest = card.name.strip().replace("\r\n", "\n").partition("\n")
        item.fields["title"], over = title_and_rest(title)
        if not item.fields["title"]:
            item.fields["title"] = f"Card {card.idShort}" if card.idShort else "Card without a title"
            self.ledger.note("no-title", "cards without a name", item.ext_id)
        item.fields["body"] = clean("\n\n".join(part for part in (over, rest.strip(), card.desc) if part))
        url = clean_line(card.url or card.shortUrl, 4000)
        if url:
            item.fields["url"] = url
        if card.cardRole == "link" or _LINK.match(card.name.strip()):
            address = clean_line(card.name, 4000)
            item.attachments.append(InAttachment(f"{item.ext_id}:link", address, address))
        if card.cardRole == "mirror" or card.mirrorSourceId:
            self._mirror(card, item)

    def _mirror(self, card: Card, item: InItem) -> None:
        if card.mirrorSourceId and card.mirrorSourceId != item.ext_id:
            self.links.append(InLink(item.ext_id, "relates", card.mirrorSourceId))
            self.ledger.note("mirror-card", "mirror cards became items related to the original", item.ext_id)
        else:
            self.ledger.note("mirror-card", "mirror cards whose original is not told", item.ext_id)

    def _place(self, card: Card, item: InItem) -> None:
        """The list; what is archived there or by itself, and templates, are not on the board."""
        item.column = card.idList if card.idList in self.columns else None
        if item.column is None:
            self.ledger.note("list-missing", "cards of lists that are not in the file", item.ext_id)
        archived = card.closed or card.isTemplate
        if item.column in self.closed and not card.closed:
            archived = True
            self.ledger.note(
                "in-archived-list", "open cards in archived lists were archived", clean_line(card.name, 60)
            )
        if card.isTemplate:
            item.custom["Template"] = "yes"
            self.ledger.note("template", "template cards were archived", clean_line(card.name, 60))
        item.fields["archived"] = int(archived)

    def _times(self, card: Card, item: InItem) -> None:
        """Dates in the user's zone; instants of making, of the last change, and of finishing where the list does not
        say that the card is done."""
        fields = item.fields
        for name, text in (("start", card.start), ("due", card.due)):
            if not text:
                continue
            fields[name] = day(text, self.zone)
            if fields[name] is None:
                del fields[name]
                item.custom[name.capitalize()] = clean_line(text)
                self.ledger.noted_after_all()
                detail = "dates in a form that cannot be read, kept as text"
                self.ledger.note("date-unreadable", detail, f"{item.ext_id}: {clean_line(text, 60)}")
        last = instant(card.dateLastActivity)
        made = self.history.created.get(card.id) or born(card.id) or last
        if made is not None:
            fields["created_at"] = made
        if last is not None:
            fields["updated_at"] = last
        moves = [past for past in self.history.past.get(card.id, []) if past.field == "column"]
        if self.columns.get(item.column or "") == "done":
            if not any(past.new == item.column for past in moves):
                self.ledger.note("estimated", _GUESSED, item.ext_id)
        elif card.dueComplete:
            self._finished(
                card, item, [past.at for past in moves if past.new == item.column and past.old], last or made
            )

    def _finished(self, card: Card, item: InItem, moved: list[int], guess: int | None) -> None:
        """Ticked off: when that was done, else the last move into the list, else the last activity."""
        at = self.history.finished.get(card.id) or (moved[-1] if moved else None)
        if at is None:
            at = guess if guess is not None else instant(card.due)
            self.ledger.note("estimated", _GUESSED, item.ext_id)
        if at is None:
            item.custom["Due complete"] = "yes"
            self.ledger.note("done-without-date", "cards ticked off at a time nothing tells; left open", item.ext_id)
        else:
            item.fields["completed_at"] = at

    def _people_and_labels(self, card: Card, item: InItem) -> None:
        """The first member owns the card, the others help; labels by id, else as embedded in the card."""
        keys = list(dict.fromkeys(key for id in card.idMembers if (key := self.members.person(id))))
        item.owner = keys[0] if keys else None
        item.assignees = keys[1:]
        names = [self.labels[id] for id in card.idLabels if id in self.labels]
        names += [self.labels[label_key(*words)] for words in embedded_labels(card, self.labels)]
        item.labels = list(dict.fromkeys(names))
        unknown = [
            id for id in card.idLabels if id not in self.labels and id not in {label.id for label in card.labels}
        ]
        if unknown:
            self.ledger.note("label-unknown", "labels whose definition is not in the file", item.ext_id, len(unknown))

    def _checks(self, card: Card) -> list[InCheck]:
        """All check items in order, those of the board's checklists and those inside the card, each once."""
        done = {state.idCheckItem for state in card.checkItemStates if state.state == "complete"}
        known: dict[str, None] = {}
        checks: list[InCheck] = []
        beside = self.checklists.get(card.id, [])
        for checklist in in_order([*beside, *card.checklists]):
            title = clean_line(checklist.name) or None
            for place, entry in enumerate(in_order(checklist.checkItems)):
                id = entry.id or f"{checklist.id}:{place}"
                if id not in known:
                    known[id] = None
                    checks.append(self._check(entry, id, title, done))
        self.ledger.mapped(len(card.checklists) + sum(len(checklist.checkItems) for checklist in card.checklists))
        return checks

    def _check(self, entry: CheckItem, id: str, title: str | None, done: set[str]) -> InCheck:
        state = "ok" if entry.state == "complete" or entry.id in done else "open"
        due = day(entry.due, self.zone) if entry.due else None
        return InCheck(id, clean_line(entry.name, 20_000), state, title, due, self.members.person(entry.idMember))

    def _count_comments(self, card: Card, found: int) -> None:
        lost = card.badges.comments - found
        if lost > 0:
            detail = "the cards count more comments than the file holds; Trello exports only the last 1,000 actions"
            self.ledger.note("comments-missing", detail, clean_line(card.name, 60), lost)

    def _attachments(self, card: Card, item: InItem) -> None:
        for place, file in enumerate(card.attachments):
            self.ledger.mapped()
            url = clean_line(file.url, 4000)
            name = clean_line(file.name) or url
            person = self.members.person(file.idMember)
            id = file.id or f"{item.ext_id}:{place}"
            item.attachments.append(InAttachment(id, name, url, instant(file.date) or born(file.id), person))
            if file.isUpload:
                detail = "attached files stay at Trello: only the link is kept, and it asks for a login"
                self.ledger.note("upload-needs-login", detail, clean_line(card.name, 60))

    def _custom(self, entry: FieldValue, item: InItem) -> None:
        """A custom field under its name: text, number, date, a tick or a choice."""
        known = self.fields.get(entry.idCustomField)
        name = (clean_line(known.name) if known else "") or f"Custom field {entry.idCustomField}"
        value = ""
        if known and entry.idValue:
            chosen = next((option.value.get("text") for option in known.options if option.id == entry.idValue), None)
            value = str(chosen or entry.idValue)
        elif entry.value:
            kind, given = next(iter(entry.value.items()))
            value = "yes" if kind == "checked" and str(given) == "true" else str(given)
            value = (day(value, self.zone) or value) if kind == "date" else value
        elif entry.idValue:
            value = entry.idValue
        self.ledger.kept()
        if value:
            name = name if name not in item.custom else f"{name} 2"
            item.custom[name] = clean(value)


def is_separator(card: Card) -> bool:
    """Whether a card only draws a line between others: it says so, or it is all dashes and holds nothing else."""
    if card.cardRole == "separator":
        return True
    holds = card.desc or card.due or card.attachments or card.idChecklists or card.checklists or card.badges.comments
    return not holds and _SEPARATOR.match(card.name) is not None


def in_order(parts: list[T]) -> list[T]:
    """By position; what has none keeps its place in the file, last."""
    return sorted(parts, key=lambda part: part.pos if part.pos is not None else _END)


def label_key(name: str, colour: str) -> str:
    """What stands for an embedded label without an id."""
    return f"\n{name}\n{colour}"


def embedded_labels(card: Card, known: dict[str, str]) -> list[tuple[str, str]]:
    """Labels only the card itself tells of, as (name, colour)."""
    return [(label.name, label.color) for label in card.labels if not label.id or label.id not in known]


def _has_cover(value: object) -> bool:
    """Whether a cover shows anything: its size and brightness are told even where there is none."""
    return not isinstance(value, dict) or any(
        value.get(part) for part in ("color", "idAttachment", "idUploadedBackground")
    )


def _slim(raw: dict[str, Any]) -> dict[str, Any]:
    """The card as exported, without the bulky previews of its pictures."""
    slim = dict(raw)
    for name, bulky in (("attachments", "previews"), ("cover", "scaled")):
        part = slim.get(name)
        if isinstance(part, list):
            slim[name] = [
                {key: value for key, value in entry.items() if key != bulky} if isinstance(entry, dict) else entry
                for entry in part
            ]
        elif isinstance(part, dict):
            slim[name] = {key: value for key, value in part.items() if key != bulky}
    return slim
