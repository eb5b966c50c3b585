"""A paper as a document of JSON, which is frozen when a report is issued, and the paper of such a document.

All that a report shows in any format follows from its document alone: what is read back is the paper that was written.
"""

from collections.abc import Iterable
from datetime import date
from math import isfinite
from typing import Any

from pmtui.errors import Refused
from pmtui.model.paper import Block, Bullets, Figure, Paper, Section, Table
from pmtui.model.pictures import Bar, Bars, Lines, Picture, Scatter, Series, Stack
from pmtui.model.text import clean, clean_line

VERSION = 1
"""Of the form below. What a newer one adds may be unreadable here, and is refused rather than left out."""
_LINE = 20_000
"""Characters of a line."""

Json = dict[str, Any]


def document_of(paper: Paper) -> Json:
    """The document of a paper; what else stands in one is left alone, such as the figures for the next report."""
    return {
        "version": VERSION,
        "title": _text(paper.title),
        "date": paper.date.isoformat() if paper.date else None,
        "link": _text(paper.link),
        "sections": [
            {"title": _text(section.title), "blocks": list(map(_block, section.blocks))} for section in paper.sections
        ],
    }


def paper_of(document: Json) -> Paper:
    """The paper of a document; Refused where it is none that this pmtui can show whole."""
    if document.get("version") != VERSION:
        raise Refused("the report was written by a newer pmtui, which has to be asked for it")
    try:
        day = document["date"]
        sections = [
            Section(_text(each["title"]), tuple(map(_read_block, each["blocks"]))) for each in document["sections"]
        ]
        return Paper(
            _text(document["title"]), date.fromisoformat(day) if day else None, tuple(sections), _text(document["link"])
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused(f"the report is damaged and cannot be shown ({type(error).__name__})") from None


def _block(block: Block) -> Json:
    if isinstance(block, str):
        return {"text": _text(block)}
    if isinstance(block, Bullets):
        return {"bullets": [_bullet(line) for line in block.lines]}
    if isinstance(block, Table):
        return {"table": _table(block)}
    drawn = {"picture": _picture(block.picture) if block.picture else None, "table": _table(block.table)}
    return {"figure": {"title": _text(block.title), "words": _text(block.words), "unit": _text(block.unit), **drawn}}


def _read_block(said: Json) -> Block:
    ((kind, inner),) = said.items()
    if kind == "text":
        return _text(inner)
    if kind == "bullets":
        return Bullets(tuple(map(_bullet, inner)))
    if kind == "table":
        return _read_table(inner)
    if kind != "figure":
        raise ValueError(kind)
    picture = _read_picture(inner["picture"]) if inner["picture"] else None
    table = _read_table(inner["table"])
    return Figure(_text(inner["title"]), _text(inner["words"]), picture, table, _text(inner["unit"]))


def _table(table: Table) -> Json:
    return {"head": _cells(table.head), "rows": list(map(_cells, table.rows))}


def _read_table(said: Json) -> Table:
    head = tuple(_cells(said["head"]))
    rows = tuple(tuple(_cells(row)) for row in said["rows"])
    if any(len(row) != len(head) for row in rows):
        raise ValueError("row")
    return Table(head, rows)


def _picture(picture: Picture) -> Json:
    if isinstance(picture, Bars):
        bars = [[_text(bar.label), bar.value, _text(bar.words), bar.role] for bar in picture.bars]
        return {"kind": "bars", "upright": picture.upright, "bars": bars, "mark": picture.mark}
    made: Json = {"first": _day(picture.first)}
    if isinstance(picture, Scatter):
        dots = [[_day(day), value] for day, value in picture.dots]
        return {"kind": "scatter", **made, "last": _day(picture.last), "dots": dots, "lines": _pairs(picture.lines)}
    if isinstance(picture, Lines):
        marks = [[_day(day), _text(words)] for day, words in picture.marks]
        drawn = {"series": _series(picture.series), "marks": marks, "unit": _text(picture.unit)}
        return {"kind": "lines", **made, **drawn}
    return {"kind": "stack", **made, "bands": _series(picture.bands)}


def _read_picture(said: Json) -> Picture:
    kind = said["kind"]
    if kind == "bars":
        bars = [
            Bar(_text(label), _number(value), _text(words), _text(role)) for label, value, words, role in said["bars"]
        ]
        if not bars:
            raise ValueError("bars")
        mark = (_text(said["mark"][0]), _number(said["mark"][1])) if said["mark"] else None
        return Bars(bars, bool(said["upright"]), mark)
    first = _ordinal(said["first"])
    if kind == "scatter":
        dots = [(_ordinal(day), int(value)) for day, value in said["dots"]]
        return Scatter(first, _ordinal(said["last"]), dots, [(_text(label), int(at)) for label, at in said["lines"]])
    if kind == "lines":
        marks = [(_ordinal(day), _text(words)) for day, words in said["marks"]]
        return Lines(first, _read_series(said["series"]), marks, _text(said["unit"]))
    if kind == "stack":
        return Stack(first, _read_series(said["bands"]))
    raise ValueError(kind)


def _series(series: Iterable[Series]) -> list[Json]:
    return [{"name": _text(one.name), "role": one.role, "values": one.values, "dotted": one.dotted} for one in series]


def _read_series(said: list[Json]) -> list[Series]:
    made = [
        Series(_text(one["name"]), _text(one["role"]), list(map(_number, one["values"])), bool(one["dotted"]))
        for one in said
    ]
    if len({len(one.values) for one in made}) != 1 or not made[0].values:
        raise ValueError("series")
    return made


def _pairs(lines: Iterable[tuple[str, int]]) -> list[list[Any]]:
    return [[_text(label), value] for label, value in lines]


def _cells(cells: Iterable[str]) -> list[str]:
    return list(map(_text, cells))


def _text(value: str) -> str:
    """A line made harmless: before it is kept, and again before it is shown."""
    return clean_line(value, _LINE)


def _bullet(line: str) -> str:
    """A line made harmless, the blanks by which it lies deeper kept."""
    text = clean(line, _LINE).replace("\n", " ").replace("\t", " ")
    return " " * (len(text) - len(text.lstrip(" "))) + _text(text)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError("number")
    return value


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
