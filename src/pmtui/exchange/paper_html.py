"""A paper's sections as well-formed XHTML: for the letter, and for the wiki page."""

from collections.abc import Iterator
from html import escape

from pmtui.model.paper import Bullets, Paper, Plain, level, plain


def body(paper: Paper, heading: int = 2) -> str:
    """The sections and the link, without the title; headings are `<h2>` unless said otherwise."""
    parts = []
    for section in paper.sections:
        if section.title:
            parts.append(f"<h{heading}>{escape(section.title)}</h{heading}>")
        parts += ["".join(_block(block)) for block in plain(section.blocks)]
    if paper.link:
        parts.append(f'<p><a href="{escape(paper.link)}">{escape(paper.link)}</a></p>')
    return "\n".join(parts)


def _block(block: Plain) -> Iterator[str]:
    if isinstance(block, str):
        yield f"<p>{escape(block)}</p>"
    elif isinstance(block, Bullets):
        yield from nested(block)
    else:
        yield "<table><tbody>"
        yield _row("th", block.head)
        for row in block.rows:
            yield _row("td", row)
        yield "</tbody></table>"


def _row(tag: str, cells: tuple[str, ...]) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"


def nested(block: Bullets) -> Iterator[str]:
    """Lists within lists; a bullet that skips a level stands one level below the one before it."""
    depth = 0
    for line in block.lines:
        said, text = level(line)
        wanted = min(said + 1, depth + 1)
        if wanted > depth:
            yield "<ul>"
        else:
            yield "</li>" + "</ul></li>" * (depth - wanted)
        yield f"<li>{escape(text)}"
        depth = wanted
    yield "</li></ul>" * depth
