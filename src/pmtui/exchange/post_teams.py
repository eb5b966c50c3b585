"""Microsoft Teams: a paper as an Adaptive Card for a Workflows webhook, and what the answers mean."""

import json
import re
from collections.abc import Iterator
from typing import Any

from pmtui.errors import Usage
from pmtui.exchange.channels import Channel
from pmtui.exchange.web import Unsent, Web, host_of
from pmtui.model.paper import Bullets, Paper, Plain, Table, level, plain
from pmtui.model.text import cut

BYTES = 20_000
"""Of the whole message as JSON. Documented are 28 kB; trouble was measured from 21 kB on."""

_STEP = "\u2003"
"""A wide blank, which Markdown leaves where it is."""
_TITLE = 300

_MARKS = re.compile(r"[\\`*_\[\]]")
_FIRST = re.compile(r"^(?=[-+#>])|^(\d+)(?=[.)])")


def payload(paper: Paper) -> dict[str, Any]:
    """The message, whatever its size: one card of version 1.4, the newest that all of Teams shows."""
    body: list[dict[str, Any]] = [_text(cut(paper.title, _TITLE), size="Large", weight="Bolder")]
    if paper.date:
        body.append(_text(paper.date.isoformat(), isSubtle=True, spacing="None"))
    for section in paper.sections:
        if section.title:
            body.append(_text(section.title, weight="Bolder", size="Medium", spacing="Large"))
        for block in plain(section.blocks, brief=True):
            body += _elements(block)
    card: dict[str, Any] = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "msteams": {"width": "Full"},
        "body": body,
    }
    if paper.link:
        card["actions"] = [{"type": "Action.OpenUrl", "title": "Open", "url": paper.link}]
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [attachment]}


def fits(paper: Paper) -> bool:
    """Whether Teams shows the whole paper."""
    return size(payload(paper)) <= BYTES


def size(message: dict[str, Any]) -> int:
    """Bytes of a message as it is sent."""
    return len(json.dumps(message, ensure_ascii=False).encode())


def check(channel: Channel) -> None:
    """Usage for a webhook of the kind that Microsoft has switched off."""
    assert channel.secret is not None
    if host_of(channel.secret.reveal()).endswith((".webhook.office.com", "outlook.office.com")):
        raise Usage(
            f"{channel.name} is an Office 365 connector, which Microsoft has switched off; make a webhook with the "
            "Workflows app of Teams (When a Teams webhook request is received)"
        )


def send(paper: Paper, channel: Channel, web: Web) -> str:
    """Post a paper that fits; how it went: "accepted", for what the flow then does with it is not told."""
    check(channel)
    assert channel.secret is not None
    answer = web.ask("POST", channel.secret.reveal(), payload(paper))
    if answer.status in (200, 202) and not re.search(r"error|fail", answer.text, re.IGNORECASE):
        return "accepted"
    if answer.status in (401, 403, 404, 410):
        raise Unsent(f"Teams does not know the webhook ({answer.status}); copy its address from the flow again")
    raise Unsent(f"Teams refuses it: {answer.words()} ({answer.status})")


def _elements(block: Plain) -> Iterator[dict[str, Any]]:
    if isinstance(block, str):
        yield _text(block)
    elif isinstance(block, Bullets):
        # The Markdown of cards knows no list within a list: a deeper line is shown one step further in.
        for line in block.lines:
            depth, text = level(line)
            yield _text(text, lead=_STEP * depth + "• ", spacing="Small")
    else:
        yield from _rows(block)


def _rows(table: Table) -> Iterator[dict[str, Any]]:
    """A row of columns for each row: tables proper begin with version 1.5."""
    for place, row in enumerate((table.head, *table.rows)):
        style = {"weight": "Bolder"} if place == 0 else {}
        columns = [{"type": "Column", "width": "stretch", "items": [_text(cell, **style)]} for cell in row]
        yield {"type": "ColumnSet", "spacing": "Small", "columns": columns}


def _text(text: str, lead: str = "", **style: Any) -> dict[str, Any]:
    return {"type": "TextBlock", "text": lead + _escaped(text) or " ", "wrap": True, **style}


def _escaped(text: str) -> str:
    """The text with a backslash before what a card's Markdown would take for more than a character."""
    return _FIRST.sub(lambda found: f"{found[1] or ''}\\", _MARKS.sub(r"\\\g<0>", text))
