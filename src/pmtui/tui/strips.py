"""A line of the screen: as wide as its widget to the cell, and without a control character, wherever it is from."""

from collections.abc import Iterable
from unicodedata import category

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from pmtui.model.text import cell_width

_BLANK = frozenset("\t\n\r\x0b\x0c\x85\u2028\u2029")


def strip(segments: Iterable[Segment], width: int, rest: Style) -> Strip:
    """The strip of these segments, cut or filled to `width` cells in the style `rest`.

    Text is cleaned before it is stored; this second look is for what came into the file by another way.
    """
    safe = (part if part.text.isprintable() else Segment(harmless(part.text), part.style) for part in segments)
    return Strip(safe).adjust_cell_length(width, rest)


def harmless(text: str) -> str:
    """The text with a blank for a tab or line end and `?` for any other control character, as wide as it was before.

    Direction and format characters, which take no cell, are left out; a joiner stays, for emoji are made with it.
    """
    return text if text.isprintable() else "".join(map(_harmless, text))


def _harmless(char: str) -> str:
    if char.isprintable() or char == "\u200d":
        return char
    if char in _BLANK:
        return " "
    kind = category(char)
    return char if kind == "Zs" else "" if kind == "Cf" else "?" * cell_width(char)
