"""What counts as one value of a Trello board, and which members of it pmtui has a place for."""

from typing import Any

PARTS = ("lists", "cards", "labels", "members", "checklists", "actions", "customFields")
"""Members of the board that are lists of things; every other filled member is one value."""

BOARD_MAPPED = {"id", "name", "desc", "labelNames"}
CARD_PARTS = ("attachments", "checklists", "customFieldItems")
CARD_MAPPED = {
    "id", "name", "desc", "pos", "closed", "idList", "idMembers", "idLabels", "labels", "start", "due", "dueComplete",
    "dateLastActivity", "isTemplate", "cardRole", "mirrorSourceId", "idChecklists", "checkItemStates", "url", "badges",
}  # fmt: skip
CARD_LEFT_OUT = {
    "idMembersVoted": "votes",
    "stickers": "stickers",
    "cover": "covers",
    "idAttachmentCover": "covers",
    "manualCoverAttachment": "covers",
    "coordinates": "locations",
    "address": "locations",
    "locationName": "locations",
    "pluginData": "Power-Up data",
    "subscribed": "subscriptions",
    "dueReminder": "reminders",
}
"""Members of a card that are not imported, under the word they are listed by; the rest is kept in the raw record."""


def filled(value: object) -> bool:
    """Whether a member holds anything: null, empty text, lists and objects, and a plain no do not."""
    return value not in (None, "", [], {}, False) or (isinstance(value, int) and not isinstance(value, bool))


def count_values(board: dict[str, Any]) -> int:
    """All values of a board: each filled member of the board and of its cards, each list, label, member, checklist,
    check item, action, attachment and custom field."""
    total = sum(1 for name, value in board.items() if name not in PARTS and filled(value))
    for part in PARTS:
        entries = board.get(part)
        if not isinstance(entries, list):
            total += filled(entries)
            continue
        total += len(entries) if part != "cards" else 0
        for entry in entries:
            if part == "checklists" and isinstance(entry, dict):
                total += _length(entry.get("checkItems"))
            elif part == "cards":
                total += _card_values(entry) if isinstance(entry, dict) else 1
    return total


def _card_values(card: dict[str, Any]) -> int:
    total = sum(1 for name, value in card.items() if name not in CARD_PARTS and filled(value))
    for part in CARD_PARTS:
        entries = card.get(part)
        total += _length(entries) if isinstance(entries, list) else filled(entries)
    for checklist in _objects(card.get("checklists")):
        total += _length(checklist.get("checkItems"))
    return total


def strays(board: dict[str, Any]) -> int:
    """How many values stand where an object belongs: a number in the list of cards, say, or text for the list."""
    total = sum(_stray(board.get(part)) for part in PARTS)
    for checklist in _objects(board.get("checklists")):
        total += _stray(checklist.get("checkItems"))
    for card in _objects(board.get("cards")):
        total += sum(_stray(card.get(part)) for part in CARD_PARTS)
        total += sum(_stray(checklist.get("checkItems")) for checklist in _objects(card.get("checklists")))
    return total


def _stray(entries: object) -> int:
    if not isinstance(entries, list):
        return int(filled(entries))
    return sum(1 for entry in entries if not isinstance(entry, dict))


def _objects(entries: object) -> list[dict[str, Any]]:
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _length(entries: object) -> int:
    return len(entries) if isinstance(entries, list) else int(filled(entries))
