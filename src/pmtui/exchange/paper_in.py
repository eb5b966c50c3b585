"""Reads a paper that somebody wrote in Markdown: headings, paragraphs, bullets and tables; the rest becomes text."""

import re
from collections.abc import Iterator
from datetime import date

from pmtui.model.paper import INDENT, Block, Bullets, Paper, Section, Table
from pmtui.model.text import Unreadable, clean_line, whole

LONGEST = 200_000
"""Characters; no channel takes a tenth of it."""
_LINE = 20_000

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
_BULLET = re.compile(r"( *)(?:[-*+]|(\d{1,9}[.)]))\s+(.*)$")
_RULE = re.compile(r" {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_DASHES = re.compile(r"\|(?:\s*:?-+:?\s*\|)+$")
_COMMENT = re.compile(r"(?<!\\)<!--")
_LINK = re.compile(r"<(https?://[^\s<>]+)>")
# Lengths are bounded, so that hostile text costs no more than a small multiple of its length.
_INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`{1,3})(?P<code>[^`].{0,500}?)(?P=ticks)(?!`)"
    r"|!?\[(?P<words>[^\[\]]{0,500})\]\(\s*<?(?P<target>[^\s()<>]{1,2000})>?(?:\s+\"[^\"]{0,300}\")?\s*\)"
    r"|<(?P<address>https?://[^\s<>]{1,2000})>"
    r"|(?P<strong>\*\*|~~|(?<!\w)__)(?=\S)(?P<loud>.{1,500}?)(?<![\s\\])(?P=strong)"
    r"|(?P<mark>\*|(?<!\w)_)(?=[^\s*_])(?P<soft>.{1,500}?)(?<![\s\\])(?P=mark)(?!\w)"
)


def read_markdown(text: str, limit: int = LONGEST) -> Paper:
    """The paper that Markdown text says; Unreadable where it does not begin with a heading, or is far too long.

    The first heading is the title, every other one begins a section. A date (2026-11-23) alone below the title is the
    paper's date, an address in angle brackets alone at the end its link.
    """
    lines = _uncommented(whole(text, limit).expandtabs(4)).split("\n")
    start = next((place for place, line in enumerate(lines) if line.strip()), None)
    found = _HEADING.match(lines[start]) if start is not None else None
    if start is None or found is None or not _plain(found[2]):
        raise Unreadable("the paper has no title; let its first line be one: # Weekly report")
    sections = [Section(title, tuple(blocks)) for title, blocks in _sections(lines[start + 1 :])]
    day, sections = _dated(sections)
    link, sections = _linked(sections, lines)
    return Paper(_plain(found[2]), day, tuple(each for each in sections if each.title or each.blocks), link)


def _uncommented(text: str) -> str:
    """The text without HTML comments; one that is never closed is text."""
    first, *others = _COMMENT.split(text)
    ended = (part.partition("-->") for part in others)
    return first + "".join(after if end else f"<!--{before}" for before, end, after in ended)


def _sections(lines: list[str]) -> Iterator[tuple[str, list[Block]]]:
    title, held, fenced = "", list[str](), False
    for line in lines:
        fenced ^= line.lstrip().startswith("```")
        found = None if fenced else _HEADING.match(line)
        if found:
            yield title, list(_blocks(held))
            title, held = _plain(found[2]) or "…", []
        else:
            held.append(line)
    yield title, list(_blocks(held))


def _blocks(lines: list[str]) -> Iterator[Block]:
    place = 0
    while place < len(lines):
        line = lines[place]
        if not line.strip() or _RULE.match(line):
            place += 1
        elif line.lstrip().startswith("```"):
            end = next((n for n in range(place + 1, len(lines)) if lines[n].lstrip().startswith("```")), len(lines))
            yield from filter(None, (clean_line(each, _LINE) for each in lines[place + 1 : end]))
            place = end + 1
        elif line.startswith("|") and place + 1 < len(lines) and _DASHES.match(lines[place + 1].strip()):
            end = next((n for n in range(place, len(lines)) if not lines[n].startswith("|")), len(lines))
            yield _table(lines[place], lines[place + 2 : end])
            place = end
        elif _BULLET.match(line):
            end = _end_of_list(lines, place)
            bullets = _bullets(lines[place:end])
            if bullets.lines:
                yield bullets
            place = end
        else:
            end = _end_of_paragraph(lines, place)
            words = _plain(" ".join(each.lstrip().removeprefix(">") for each in lines[place:end]))
            if words:
                yield words
            place = end


def _end_of_list(lines: list[str], place: int) -> int:
    """Where bullets end: at a line that is neither a bullet nor goes on with one; blank lines between them count as
    theirs.
    """
    end = place
    for here in range(place, len(lines)):
        line, after_blank = lines[here], here > place and not lines[here - 1].strip()
        if not line.strip():
            continue
        if not (_BULLET.match(line) or line.startswith(INDENT) or not after_blank) or _RULE.match(line):
            break
        end = here + 1
    return end


def _end_of_paragraph(lines: list[str], place: int) -> int:
    for here in range(place + 1, len(lines)):
        line = lines[here]
        if not line.strip() or _RULE.match(line) or _BULLET.match(line) or line.startswith(("|", "```")):
            return here
    return len(lines)


def _bullets(lines: list[str]) -> Bullets:
    """Bullets with their depth by how far they stand in; numbers stay before their text."""
    made: list[str] = []
    depths: list[int] = []
    words: list[str] = []

    def close() -> None:
        text = _plain(" ".join(words))
        if text:
            made.append(INDENT * (len(depths) - 1) + text)

    for line in lines:
        found = _BULLET.match(line)
        if found is None:
            words.append(line.strip())
            continue
        if depths:
            close()
        while depths and depths[-1] >= len(found[1]):
            depths.pop()
        depths.append(len(found[1]))
        words = [part for part in (found[2], found[3]) if part]
    close()
    return Bullets(tuple(made))


def _table(head: str, rows: list[str]) -> Table:
    """A table; what a row has beyond the headings goes into its last cell, what it lacks is empty."""
    names = _cells(head)
    made = []
    for row in rows:
        cells = _cells(row)
        cells[len(names) - 1 :] = [" ".join(filter(None, cells[len(names) - 1 :]))]
        made.append(tuple(cells + [""] * (len(names) - len(cells))))
    return Table(tuple(names), tuple(made))


def _cells(row: str) -> list[str]:
    inner = row.strip().removeprefix("|")
    inner = inner[:-1] if re.search(r"(?<!\\)(?:\\\\)*\|$", inner) else inner
    parts = re.split(r"((?:[^\\|]|\\.)*)\|", f"{inner}|")
    return [_plain(part) for part in parts[1::2]]


def _plain(text: str) -> str:
    """Words without the signs of emphasis; a link as its words with the address behind them."""
    return clean_line(_unmarked(text, 4), _LINE)


def _unmarked(text: str, depth: int) -> str:
    def told(found: re.Match[str]) -> str:
        inner = found["loud"] or found["soft"]
        if inner is not None:
            return _unmarked(inner, depth - 1) if depth else inner
        if found["target"] is not None:
            words = found["words"].strip()
            return found["target"] if words in ("", found["target"]) else f"{words} ({found['target']})"
        return found["escaped"] or found["code"] or found["address"]

    return _INLINE.sub(told, text)


def _dated(sections: list[Section]) -> tuple[date | None, list[Section]]:
    """The date alone below the title, and the sections without it."""
    first = sections[0]
    if first.title or not first.blocks or not isinstance(first.blocks[0], str):
        return None, sections
    try:
        day = date.fromisoformat(first.blocks[0])
    except ValueError:
        return None, sections
    return day, [first._replace(blocks=first.blocks[1:]), *sections[1:]]


def _linked(sections: list[Section], lines: list[str]) -> tuple[str, list[Section]]:
    """The address alone at the end, and the sections without it."""
    end = next((line.strip() for line in reversed(lines) if line.strip()), "")
    found, last = _LINK.fullmatch(end), sections[-1]
    if found is None or not last.blocks or last.blocks[-1] != found[1]:
        return "", sections
    return found[1], [*sections[:-1], last._replace(blocks=last.blocks[:-1])]
