"""A paper: what a meeting or a report has to say, free of any format; and the paper as Markdown and as plain text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from pmtui.model.pictures import Picture
from pmtui.model.text import cell_width

INDENT = "  "
"""What a bullet below another begins with, once for every level."""

_MARKS = re.compile(r"[\\`*|]|(?<!\w)_|_(?!\w)|~(?=~)|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
"""What Markdown would take for more than a character, wherever it stands."""
_FIRST = re.compile(r"([#>+=-]|\d+(?=[.)](?:\s|$)))(.?)")
"""What Markdown would take for a heading, a list, a quotation or a rule where a line begins."""


class Bullets(NamedTuple):
    """Lines with a bullet each, in order; one below another begins with `INDENT`."""

    lines: tuple[str, ...]


class Table(NamedTuple):
    """Columns with their headings; every row has as many cells as `head`."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Figure(NamedTuple):
    """A chart: its title, what it says in a line, its picture (None where there is nothing to draw), and the same
    figures as a table. `unit` is what its values count.
    """

    title: str
    words: str
    picture: Picture | None
    table: Table
    unit: str = ""


RAG = {"R": "[R] Red", "A": "[A] Amber", "G": "[G] Green", "-": "[-] not measured"}
"""How a cell of a table begins that says how something stands: a letter and a word, for colour is not the only sign."""

Plain = str | Bullets | Table
"""A paragraph (one line of text, however long), bullets or a table."""
Block = Plain | Figure


class Section(NamedTuple):
    """A heading and what stands below it; only what stands before the first heading has the title ''."""

    title: str
    blocks: tuple[Block, ...]


class Paper(NamedTuple):
    """All texts are plain: a star in them is a star. `link` is an http(s) address where there is more, or ''."""

    title: str
    date: date | None
    sections: tuple[Section, ...]
    link: str = ""


def headline(paper: Paper) -> str:
    """The paper's title and date in one line."""
    return f"{paper.title}, {paper.date.isoformat()}" if paper.date else paper.title


def plain(blocks: Iterable[Block], *, brief: bool = False) -> Iterator[Plain]:
    """Blocks for where nothing can be drawn: of a figure its line and its table, in `brief` the line alone."""
    for block in blocks:
        if not isinstance(block, Figure):
            yield block
            continue
        yield f"{block.title}: {block.words}" if block.words else block.title
        if block.table.rows and not brief:
            yield block.table


def undrawn(paper: Paper, *, brief: bool = False) -> Paper:
    """The paper without pictures; see `plain`."""
    sections = (section._replace(blocks=tuple(plain(section.blocks, brief=brief))) for section in paper.sections)
    return paper._replace(sections=tuple(sections))


def level(line: str) -> tuple[int, str]:
    """How deep a bullet lies, 0 for the outermost, and its text."""
    text = line.lstrip(" ")
    return (len(line) - len(text)) // len(INDENT), text


def to_markdown(paper: Paper) -> str:
    """The paper as Markdown (CommonMark with tables), ending in a newline."""
    parts = [f"# {_escaped(paper.title)}"]
    if paper.date:
        parts.append(paper.date.isoformat())
    for section in paper.sections:
        parts += [f"## {_escaped(section.title)}"] if section.title else []
        parts += ["\n".join(_markdown(block)) for block in plain(section.blocks)]
    if paper.link:
        parts.append(f"<{paper.link}>")
    return "\n\n".join(parts) + "\n"


def to_text(paper: Paper) -> str:
    """The paper as text for any screen or letter, ending in a newline."""
    parts = [headline(paper)]
    for section in paper.sections:
        blocks = ["\n".join(text_lines(block)) for block in plain(section.blocks)]
        parts.append("\n".join([section.title.upper(), *blocks] if section.title else blocks))
    if paper.link:
        parts.append(paper.link)
    return "\n\n".join(parts) + "\n"


def text_lines(block: Plain) -> Iterator[str]:
    """A block as lines of plain text: bullets as dashes, a table's columns two blanks apart."""
    if isinstance(block, str):
        yield block
    elif isinstance(block, Bullets):
        for line in block.lines:
            depth, text = level(line)
            yield f"{INDENT * depth}- {text}"
    else:
        rows = [block.head, *block.rows]
        widths = [max(map(cell_width, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            yield INDENT.join(_padded(row, widths)).rstrip()


def _padded(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    for cell, width in zip(row, widths, strict=True):
        yield cell + " " * (width - cell_width(cell))


def _markdown(block: Plain) -> Iterator[str]:
    if isinstance(block, str):
        yield _escaped(block)
    elif isinstance(block, Bullets):
        for line in block.lines:
            depth, text = level(line)
            yield f"{INDENT * depth}- {_escaped(text)}"
    else:
        yield _row(map(_escaped, block.head))
        yield _row("---" for _ in block.head)
        for row in block.rows:
            yield _row(map(_escaped, row))


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    """The text with a backslash wherever Markdown would see more in it than text."""
    made = _MARKS.sub(r"\\\g<0>", text)
    if "](" in made:
        made = made.replace("[", r"\[")
    found = _FIRST.match(made)
    if found is None:
        return made
    mark = found[1]
    return made[: len(mark)] + "\\" + made[len(mark) :] if mark.isdigit() else "\\" + made
