"""Jira's wiki markup as Markdown; whatever has no Markdown form stays as it was written."""

import re
from collections.abc import Callable

# Most cells hold no markup at all, and a search for single characters is all they cost.
_SIGNS = re.compile(r"[{}*_|!\\\[#?+-]")
_WORDS = re.compile(r"(?:^|\n)[ \t]*(?:h[1-6]|bq)\.", re.IGNORECASE)
_BLOCK = re.compile(r"\{(code|noformat)(?::([^{}\n]*))?\}(.*?)(?:\{\1\}|\Z)", re.DOTALL | re.IGNORECASE)
_QUOTE = re.compile(r"\{quote\}(.*?)(?:\{quote\}|\Z)", re.DOTALL | re.IGNORECASE)
_PANEL = re.compile(r"\{(?:panel|info|note|tip|warning|expand)(?::([^{}\n]*))?\}", re.IGNORECASE)
_COLOUR = re.compile(r"\{color(?::[^{}\n]*)?\}|\{anchor:[^{}\n]*\}", re.IGNORECASE)
_MONO = re.compile(r"\{\{([^{}\n]+)\}\}")
_MENTION = re.compile(r"\[~(?:accountid:)?([^\[\]\n|]+)\]", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]\n]+)\]")
_IMAGE = re.compile(r"!([^\s!|][^!|\n]*\.\w+)(?:\|[^!\n]*)?!")
_URL = re.compile(r"(?:[a-z][a-z0-9+.-]*://|mailto:|www\.)\S+", re.IGNORECASE)
_HEADING = re.compile(r"[ \t]*h([1-6])\.[ \t]*(.*)$", re.IGNORECASE)
_BULLET = re.compile(r"[ \t]*([*#]+|-)[ \t]+(.*)$")
_BREAK = re.compile(r"\\\\(?=\s|$)")
_EDGE, _END = r"(?<![\w\\*_+\-])", r"(?![\w*_+\-])"
_INLINE = (
    ("*", re.compile(_EDGE + r"\*(?=\S)([^*\n]*[^\s*\\])\*" + _END), r"**\1**"),
    ("_", re.compile(_EDGE + r"_(?=\S)([^_\n]*[^\s_\\])_" + _END), r"*\1*"),
    ("-", re.compile(_EDGE + r"-(?=[^\s-])([^\n-]*[^\s\\-])-" + _END), r"~~\1~~"),
    ("+", re.compile(_EDGE + r"\+(?=\S)([^+\n]*[^\s+\\])\+" + _END), r"\1"),
    ("?", re.compile(r"(?<!\?)\?\?(?=\S)([^?\n]+)\?\?"), r"*\1*"),
)
# What is finished is put aside under a private character, so that no later rule reads it as markup.
_ASIDE = re.compile("\ue000(\\d+)\ue001")


def to_markdown(text: str, mention: Callable[[str], str]) -> str:
    """Markdown of a wiki text. `mention` gives the name of an account id or user name as found in `[~...]`.

    Code and preformatted blocks become fenced blocks as they stand; a block never closed runs to the end.
    """
    if not _SIGNS.search(text) and not ("." in text and _WORDS.search(text)):
        return text
    text = text.replace("\r\n", "\n").replace("\ue000", "").replace("\ue001", "")
    aside: list[str] = []

    def put(finished: str) -> str:
        aside.append(finished)
        return f"\ue000{len(aside) - 1}\ue001"

    if "{" in text:
        text = _BLOCK.sub(lambda found: put(_fenced(found)), text)
        text = _MONO.sub(lambda found: put(f"`{found[1]}`"), text)
    if "[" in text:
        text = _MENTION.sub(lambda found: put(f"@{mention(found[1].strip())}"), text)
        text = _LINK.sub(lambda found: _link(found, put), text)
    if "!" in text:
        text = _IMAGE.sub(lambda found: put(f"![{found[1]}]({_address(found[1])})"), text)
    if ":" in text or "www." in text:
        text = _URL.sub(lambda found: put(found[0]), text)
    if "{" in text:
        text = _COLOUR.sub("", text)
        text = _QUOTE.sub(lambda found: "\n" + _quoted(_lines(found[1].strip("\n"))) + "\n", text)
        text = _PANEL.sub(_panel, text)
    text = _lines(text)
    while _ASIDE.search(text):
        text = _ASIDE.sub(lambda found: aside[int(found[1])], text)
    return text.strip("\n")


def _fenced(found: re.Match[str]) -> str:
    """A code or preformatted block; its parameters say the language first, or as `lang=`, or not at all."""
    parameters = (found[2] or "").split("|")
    named = {key.strip(): value.strip() for key, _, value in (p.partition("=") for p in parameters)}
    language = (
        named.get("lang") or named.get("language") or next((key for key, value in named.items() if not value), "")
    )
    fence = "```"
    while fence in found[3]:
        fence += "`"
    title = f"{named['title']}\n" if named.get("title") else ""
    body = found[3].strip("\n")
    return f"\n{title}{fence}{language}\n{body}\n{fence}\n"


def _link(found: re.Match[str], put: Callable[[str], str]) -> str:
    """`[text|address]`, `[address]`, `[^attachment]`, `[text|address|smart-link]`; anything else stays in brackets."""
    parts = [part.strip() for part in found[1].split("|")]
    if len(parts) == 1:
        if parts[0].startswith("^"):
            return put(parts[0][1:])
        if _URL.match(parts[0]):
            return put(f"<{parts[0]}>")
        return found[0]
    words, address = parts[0], parts[1]
    if not address:
        return found[0]
    if words == address or not words:
        return put(f"<{address}>")
    return f"[{words}]" + put(f"({_address(address)})")


def _address(address: str) -> str:
    """A link's target as Markdown wants it: one with blanks goes in angle brackets."""
    return f"<{address}>" if " " in address else address


def _panel(found: re.Match[str]) -> str:
    """A panel has no Markdown form: its title stays, in bold, and its frame goes."""
    title = re.search(r"(?:^|\|)title=([^|]*)", found[1] or "")
    return f"\n**{title[1].strip()}**\n" if title and title[1].strip() else ""


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _lines(text: str) -> str:
    """Headings, lists, rules, tables and quotes, line by line; the words in them by `_inline`."""
    out: list[str] = []
    in_table = False
    for line in text.split("\n"):
        row, is_table = _table_row(line, in_table)
        out.append(row if is_table else _line(line))
        in_table = is_table
    return "\n".join(out)


def _line(line: str) -> str:
    heading = _HEADING.match(line)
    if heading:
        return f"{'#' * int(heading[1])} {_inline(heading[2])}"
    if line.lstrip().startswith("bq. "):
        return f"> {_inline(line.lstrip()[4:])}"
    if re.match(r"[ \t]*-{4,}[ \t]*$", line):
        return "---"
    bullet = _BULLET.match(line)
    if bullet:
        mark = "1." if bullet[1].endswith("#") else "-"
        return f"{'   ' * (len(bullet[1]) - 1)}{mark} {_inline(bullet[2])}"
    return _inline(line)


def _table_row(line: str, in_table: bool) -> tuple[str, bool]:
    """A table line in Markdown, and whether it is one. A table that begins without headings is given empty ones."""
    bare = line.strip()
    if bare.startswith("||") and len(bare) > 2:
        cells = [_inline(cell.strip()) for cell in bare[2:].removesuffix("||").split("||")]
        return f"| {' | '.join(cells)} |\n|{' --- |' * len(cells)}", True
    if not bare.startswith("|") or len(bare) < 2 or not (in_table or bare.endswith("|")):
        return line, False
    cells = [_inline(cell.strip()) for cell in bare[1:].removesuffix("|").split("|")]
    made = f"| {' | '.join(cells)} |"
    if not in_table:
        made = f"|{'  |' * len(cells)}\n|{' --- |' * len(cells)}\n{made}"
    return made, True


def _inline(text: str) -> str:
    for sign, rule, made in _INLINE:
        if sign in text:
            text = rule.sub(made, text)
    return _BREAK.sub("  \n", text) if "\\" in text else text
