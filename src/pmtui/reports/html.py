"""A report as one page that opens in any browser and prints well: its text, its figures drawn, then their tables."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from pmtui.exchange.page import framed
from pmtui.exchange.paper_html import nested
from pmtui.model.paper import RAG, Block, Bullets, Figure, Paper, Section, Table, headline
from pmtui.model.text import clean_line
from pmtui.reports.style import STYLE
from pmtui.reports.svg import drawn

_NUMBER = re.compile(r"[-+−±]?[\d.,]+(?:\s?(?:%|d|h|w|pt|wd|k|[A-Z]{3}))?|-|")
"""What a column has to be of throughout to stand at the right."""
_SHORT, _LONG = 16, 30
"""Characters of a cell that is never broken, and of a word that has to be."""
_LINE = 20_000


def page(paper: Paper, stamp: str = "") -> str:
    """The whole page; `stamp` is the line at its end that says what this copy is."""
    return framed(_clean(headline(paper)), STYLE, _body(paper, stamp))


def _body(paper: Paper, stamp: str) -> Iterator[str]:
    figures = [block for section in paper.sections for block in section.blocks if isinstance(block, Figure)]
    numbers = {id(figure): place for place, figure in enumerate(figures, 1)}
    yield "<main>"
    yield f"<header><h1>{_said(paper.title)}</h1>"
    if paper.date:
        yield f'<p class="date">{paper.date:%a} {paper.date.day} {paper.date:%b %Y}</p>'
    yield "</header>"
    for section in paper.sections:
        yield from _section(section, numbers)
    tabled = [figure for figure in figures if figure.table.rows]
    if tabled:
        yield '<section class="numbers"><h2>The figures as tables</h2>'
        for figure in tabled:
            yield f'<h3 id="table{numbers[id(figure)]}">{_said(figure.title)}</h3>{_table(figure.table)}'
        yield "</section>"
    if paper.link:
        yield f'<p class="more"><a href="{_said(paper.link)}">{_said(paper.link)}</a></p>'
    if stamp:
        yield f"<footer>{_said(stamp)}</footer>"
    yield "</main>"


def _section(section: Section, numbers: dict[int, int]) -> Iterator[str]:
    """A section; figures that follow one another stand side by side where there is room."""
    yield "<section>"
    if section.title:
        yield f"<h2>{_said(section.title)}</h2>"
    beside = False
    for block in section.blocks:
        if isinstance(block, Figure) != beside:
            beside = not beside
            yield '<div class="figures">' if beside else "</div>"
        yield _block(block, numbers)
    if beside:
        yield "</div>"
    yield "</section>"


def _block(block: Block, numbers: dict[int, int]) -> str:
    if isinstance(block, str):
        return f"<p>{_said(block)}</p>"
    if isinstance(block, Bullets):
        return "".join(nested(Bullets(tuple(map(_bullet, block.lines)))))
    if isinstance(block, Table):
        return _table(block)
    return _figure(block, numbers[id(block)])


def _figure(figure: Figure, number: int) -> str:
    """The drawing below its title and its line; a link leads to the same figures as a table."""
    link = f' <a href="#table{number}">table</a>' if figure.table.rows else ""
    words = f"<p>{_said(figure.words)}{link}</p>" if figure.words or link else ""
    return f"<figure><figcaption><h3>{_said(figure.title)}</h3>{words}</figcaption>{drawn(figure, number)}</figure>"


def _table(table: Table) -> str:
    """A table whose head is repeated on every sheet of paper; columns of numbers stand at the right."""
    kinds = [_kind(column) for column in zip(*table.rows, strict=True)] if table.rows else [""] * len(table.head)
    head = "".join(f'<th scope="col"{kind}>{_said(cell)}</th>' for cell, kind in zip(table.head, kinds, strict=True))
    rows = (
        "".join(f"<td{kind}>{_cell(cell)}</td>" for cell, kind in zip(row, kinds, strict=True)) for row in table.rows
    )
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<div class="table"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _kind(column: Sequence[str]) -> str:
    """How a column stands: numbers at the right; what is short on one line; a word too long for any line broken."""
    if any(column) and all(_NUMBER.fullmatch(cell) for cell in column):
        return ' class="number"'
    if max(map(len, column)) <= _SHORT:
        return ' class="short"'
    return ' class="long"' if any(len(word) > _LONG for cell in column for word in cell.split()) else ""


def _cell(cell: str) -> str:
    """A cell; how something stands is a letter on its colour, and the word."""
    for letter, words in RAG.items():
        if cell == words or cell.startswith(f"{words},"):
            kind = letter.lower() if letter.isalpha() else "none"
            return f'<b class="rag {kind}">{letter}</b> {_said(cell[4:])}'
    return _said(cell)


def _bullet(line: str) -> str:
    """A line of bullets without control characters; the blanks by which it lies deeper stay."""
    return " " * (len(line) - len(line.lstrip(" "))) + _clean(line)


def _said(text: str) -> str:
    return escape(_clean(text))


def _clean(text: str) -> str:
    return clean_line(text, _LINE)
