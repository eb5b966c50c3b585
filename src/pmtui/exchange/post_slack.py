"""Slack: a paper as Block Kit for an incoming webhook, and what Slack's answers mean."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from pmtui.exchange.channels import Channel
from pmtui.exchange.web import Answer, Unsent, Web
from pmtui.model.paper import INDENT, Block, Bullets, Paper, Table, headline, level, plain, text_lines
from pmtui.model.text import cut

BLOCKS, SECTION, HEADER, TOTAL = 50, 3_000, 150, 12_000
"""Limits: blocks of a message, characters of a section and of a header (documented), of a whole message (tried out:
about 13,200 are refused as msg_blocks_too_long)."""
_FALLBACK, _HEADING = 300, 500
"""Characters that we take of the line in notifications, and of the heading of a section."""

_ADDRESS = re.compile(r"https?://[^\s<>|\"']+[^\s<>|\"'.,;:!?)]")
_MEANING = {
    "no_service": "the webhook is gone; make a new one",
    "no_active_hooks": "the webhook is switched off; make a new one",
    "invalid_token": "the webhook is not valid; copy it again",
    "no_team": "the workspace is gone",
    "team_disabled": "the workspace is switched off",
    "channel_not_found": "the channel is gone; make a webhook for another",
    "channel_is_archived": "the channel is archived; make a webhook for another",
    "action_prohibited": "an administrator does not allow it",
    "posting_to_general_channel_denied": "the webhook's maker may not write to the general channel",
}


def payload(paper: Paper) -> dict[str, Any]:
    """The message as Block Kit, whatever its size; `text` is what notifications show."""
    heads: list[dict[str, Any]] = [
        {"type": "header", "text": {"type": "plain_text", "text": _short(paper.title, HEADER), "emoji": False}}
    ]
    if paper.date:
        heads.append({"type": "context", "elements": [_marked(paper.date.isoformat())]})
    sections = chain.from_iterable(_section(section.title, section.blocks) for section in paper.sections)
    blocks = heads + [{"type": "section", "text": _marked(text)} for text in sections]
    if paper.link:
        blocks.append({"type": "section", "text": _marked(f"<{_target(paper.link)}|Open>")})
    return {"text": _escaped(_short(headline(paper), _FALLBACK)), "blocks": blocks}


def fits(paper: Paper) -> bool:
    """Whether Slack takes the whole paper in one message."""
    message = payload(paper)
    return len(message["blocks"]) <= BLOCKS and size(message) <= TOTAL


def size(message: dict[str, Any]) -> int:
    """Characters in a message's blocks."""
    texts = (block["elements"][0] if block["type"] == "context" else block["text"] for block in message["blocks"])
    return sum(len(each["text"]) for each in texts)


def send(paper: Paper, channel: Channel, web: Web) -> str:
    """Post a paper that fits; how it went, "posted". Unsent with Slack's own word where it refuses."""
    assert channel.secret is not None
    answer = web.ask("POST", channel.secret.reveal(), payload(paper))
    if answer.status == 200 and answer.text.strip() == "ok":
        return "posted"
    raise Unsent(f"Slack refuses it: {_meaning(answer)}")


def _meaning(answer: Answer) -> str:
    word = answer.text.strip()
    return f"{_MEANING[word]} ({word})" if word in _MEANING else f"{answer.words()} ({answer.status})"


def _section(title: str, blocks: tuple[Block, ...]) -> Iterator[str]:
    """A section's texts, each short enough: as much as goes into one, split between lines."""
    held = f"*{_escaped(_short(title, _HEADING))}*" if title else ""
    for block in plain(blocks, brief=True):
        for text in _table(block) if isinstance(block, Table) else _lines(block):
            joined = f"{held}\n{text}" if held else text
            if len(joined) > SECTION:
                yield held
                joined = text
            held = joined
    if held:
        yield held


def _lines(block: str | Bullets) -> Iterator[str]:
    """A paragraph or bullets; a line too long for a whole section goes on in the next."""
    lines = [block] if isinstance(block, str) else block.lines
    for line in lines:
        depth, text = level(line)
        lead = "" if isinstance(block, str) else f"{INDENT * 2 * min(depth, 8)}• "
        for part in _parts(text, SECTION - len(lead)):
            yield lead + part
            lead = ""


def _table(table: Table) -> Iterator[str]:
    """A table with its columns aligned, in as many fences as it takes."""
    held = ""
    for line in text_lines(table):
        for part in _parts(line.replace("`", "'"), SECTION - 8, links=False):
            joined = f"{held}\n{part}" if held else part
            if len(joined) > SECTION - 8:
                yield f"```\n{held}\n```"
                joined = part
            held = joined
    yield f"```\n{held}\n```"


def _parts(text: str, limit: int, *, links: bool = True) -> Iterator[str]:
    """The text as Slack wants it, in parts of at most `limit` characters; no sign and no address is torn apart."""
    held = ""
    for word in re.findall(r"\s+|\S+", text):
        for piece in _pieces(word, limit, links):
            if len(held) + len(piece) > limit:
                yield held
                held = ""
            held += piece
    yield held


def _pieces(word: str, limit: int, links: bool) -> Iterator[str]:
    whole = _linked(word) if links else _escaped(word)
    if len(whole) <= limit:
        yield whole
    else:
        yield from map(_escaped, word)


def _linked(text: str) -> str:
    """Addresses as links: `verbatim` keeps Slack from reading them, and mentions, out of the text by itself."""
    made, end = "", 0
    for found in _ADDRESS.finditer(text):
        made += f"{_escaped(text[end : found.start()])}<{_target(found[0])}>"
        end = found.end()
    return made + _escaped(text[end:])


def _short(text: str, limit: int) -> str:
    """The beginning of a line, of at most so many characters: accents, which take no cell, are characters too."""
    return cut(text, limit)[:limit]


def _target(url: str) -> str:
    return _escaped(url.replace("|", "%7C"))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _marked(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text, "verbatim": True}
