"""Trello's board export (JSON): lists, cards and actions as one Incoming."""

from collections import Counter
from datetime import tzinfo
from typing import Any

from pydantic import ValidationError

from pmtui.exchange.categories import category_of
from pmtui.exchange.incoming import InColumn, Incoming, InLabel
from pmtui.exchange.ledger import Ledger
from pmtui.exchange.trello_actions import Members, read_actions
from pmtui.exchange.trello_cards import CardReader, embedded_labels, is_separator, label_key
from pmtui.exchange.trello_model import Board, Card, Checklist, List
from pmtui.exchange.trello_values import BOARD_MAPPED, PARTS, count_values, filled, strays
from pmtui.model.text import Unreadable, clean, clean_line


def read_trello(document: dict[str, Any], zone: tzinfo | None, name: str) -> Incoming:
    """Read a parsed board export; dates are those of `zone` (None: the machine's own), `name` is the board's if it has
    none. Raises Unreadable where the document is not shaped like a board at all."""
    try:
        board = Board.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise Unreadable(f"the board cannot be read at {where}: {first['msg']}") from None
    ledger = Ledger()
    title = clean_line(board.name) or name
    incoming = Incoming("trello", "trello", board.id, _title(title, board), title)
    incoming.project_description = clean(board.desc) or None
    _account(document, board, ledger)
    incoming.columns = _columns(board.lists, ledger)
    labels, incoming.labels = _labels(board, ledger)
    members = Members(board.members)
    ledger.mapped(len(board.members) + len(board.customFields))
    cards = {card.id for card in board.cards if card.id and not is_separator(card)}
    history = read_actions(board.actions, cards, {one.id for one in board.lists}, members, zone, ledger)
    reader = CardReader(
        columns={column.key: column.category for column in incoming.columns},
        closed={column.key for column in incoming.columns if column.archived},
        labels=labels,
        fields={field.id: field for field in board.customFields},
        checklists=_checklists(board, cards, ledger),
        history=history,
        members=members,
        zone=zone,
        ledger=ledger,
    )
    _cards(document, board, reader, incoming)
    incoming.links, incoming.people = reader.links, members.people
    incoming.notes, incoming.accounting = ledger.notes(), ledger.accounting
    return incoming


def _title(name: str, board: Board) -> str:
    return f"this looks like the Trello board {name!r}, {len(board.cards)} cards"


def _account(document: dict[str, Any], board: Board, ledger: Ledger) -> None:
    """Count what there is, and what of the board itself is not imported."""
    ledger.read(count_values(document))
    stray = strays(document)
    if stray:
        ledger.noted(stray)
        ledger.note("not-an-object", "values where an object belongs, left out", count=stray)
    left_out = []
    for name, value in document.items():
        if name in PARTS or not filled(value):
            continue
        if name in BOARD_MAPPED:
            ledger.mapped()
        else:
            ledger.noted()
            left_out.append(name)
    if left_out:
        detail = f"settings of the board that have no place here: {', '.join(map(clean_line, left_out))}"
        ledger.note("board-settings", detail, count=len(left_out))
    if board.closed:
        ledger.note("board-closed", "the board is closed at Trello; it was imported all the same")


def _columns(lists: list[List], ledger: Ledger) -> list[InColumn]:
    """The lists by position; where one has none, all stay in the order of the file."""
    ordered = list(lists)
    if all(one.pos is not None for one in lists):
        ordered.sort(key=lambda one: one.pos or 0.0)
    open_ones = [one.id for one in ordered if not one.closed]
    columns: dict[str, InColumn] = {}
    for place, one in enumerate(ordered):
        name = clean_line(one.name) or "(no name)"
        position = open_ones.index(one.id) if not one.closed else place + 1
        category = category_of(name, position, len(open_ones))
        if one.id in columns:
            ledger.noted()
            ledger.note("list-twice", "lists with the id of another", name)
            continue
        columns[one.id] = InColumn(one.id, name, category, one.closed, one.softLimit if one.softLimit > 0 else None)
        ledger.mapped()
    return list(columns.values())


def _labels(board: Board, ledger: Ledger) -> tuple[dict[str, str], list[InLabel]]:
    """Label names by id (and by `label_key` where only a card knows the label), and the labels to make.

    A label without a name goes by its colour, and is only made when a card has it. Names that differ only in case are
    one label.
    """
    used = Counter(id for card in board.cards for id in card.idLabels)
    used.update(label.id for card in board.cards for label in card.labels if label.id)
    names: dict[str, str] = {}
    made: dict[str, InLabel] = {}

    def name_of(name: str, colour: str) -> str:
        shown = clean_line(name) or clean_line(colour) or "no colour"
        return made.setdefault(shown.casefold(), InLabel(shown, clean_line(colour) or None)).name

    for label in board.labels:
        if not clean_line(label.name) and not label.uses and label.id not in used:
            ledger.noted()
            ledger.note("label-unused", "labels without name and use, left out", clean_line(label.color))
            continue
        ledger.mapped()
        before = len(made)
        names[label.id] = name_of(label.name, label.color)
        if len(made) == before:
            ledger.note("labels-merged", "labels of the same name became one", names[label.id])
    if not board.labels:
        for colour, name in board.labelNames.items():
            if isinstance(name, str) and clean_line(name):
                name_of(name, colour)
    for card in board.cards:
        for words in embedded_labels(card, names):
            names[label_key(*words)] = name_of(*words)
    return names, list(made.values())


def _checklists(board: Board, cards: set[str], ledger: Ledger) -> dict[str, list[Checklist]]:
    """The board's checklists by card; loose ones, whose card is not there or only separates others, are noted."""
    home = _homes(board.cards)
    by_card: dict[str, list[Checklist]] = {}
    for checklist in board.checklists:
        card = checklist.idCard or home.get(checklist.id, "")
        values = 1 + len(checklist.checkItems)
        if card in cards:
            ledger.mapped(values)
            by_card.setdefault(card, []).append(checklist)
        else:
            ledger.noted(values)
            ledger.note("loose-checklist", "checklists without a card", clean_line(checklist.name, 60))
    return by_card


def _homes(cards: list[Card]) -> dict[str, str]:
    """Which card a checklist is on, for exports whose checklists do not say: the cards list them."""
    return {checklist: card.id for card in cards for checklist in card.idChecklists}


def _cards(document: dict[str, Any], board: Board, reader: CardReader, incoming: Incoming) -> None:
    """All cards but separators; one with the id of another is kept beside it."""
    records = [record for record in document.get("cards", []) if isinstance(record, dict)]
    seen: Counter[str] = Counter()
    for place, (card, raw) in enumerate(zip(board.cards, records, strict=True)):
        item = reader.read(card, raw, place)
        if item is None:
            continue
        seen[item.ext_id] += 1
        if seen[item.ext_id] > 1:
            reader.ledger.note("card-twice", "cards with the id of another; the later ones got a number", item.ext_id)
            item.ext_id = f"{item.ext_id} ({seen[item.ext_id]})"
            item.comments, item.past = [], []
        incoming.items.append(item)
