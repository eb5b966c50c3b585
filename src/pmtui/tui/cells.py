"""The cells of a terminal: a character and the pen it is drawn with, and the shortest way from one pen to another."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from rich.cells import cell_len


class Pen(NamedTuple):
    """How a cell is drawn, in SGR parameters; `fg` is None where no foreground can be seen.

    `link` is what OSC 8 takes: `id=7;https://...`, empty for no link.
    """

    attributes: frozenset[str] = frozenset()
    fg: str | None = ""
    bg: str = ""
    link: str = ""


Cell = tuple[str, Pen]
PLAIN = Pen()
UNKNOWN: Cell = ("\0", PLAIN)

# The SGR parameter that puts each attribute out, and the attributes that show on a blank as well.
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "6": "25", "7": "27", "8": "28", "9": "29"}
_OFF |= {"21": "24", "51": "54", "52": "54", "53": "55"}
_ON_BLANK = frozenset({"4", "7", "9", "21", "51", "52", "53"})


@lru_cache(maxsize=4096)
def pen_of(sgr: str, link: str = "") -> Pen:
    """The pen of an SGR string without resets, such as `1;38;2;255;255;255;44`."""
    attributes: set[str] = set()
    fg = bg = ""
    codes = iter(sgr.split(";") if sgr else ())
    for code in codes:
        number, value = int(code), code
        if number in (38, 48):
            space = next(codes)
            value = ";".join([code, space, *islice(codes, 3 if space == "2" else 1)])
        if 30 <= number <= 39 or 90 <= number <= 97:
            fg = "" if number == 39 else value
        elif 40 <= number <= 49 or 100 <= number <= 107:
            bg = "" if number == 49 else value
        else:
            attributes.add(code)
    return Pen(frozenset(attributes), fg, bg, link)


@lru_cache(maxsize=4096)
def blank_pen(pen: Pen) -> Pen:
    """The pen of a space: most of them show nothing but their background."""
    return pen if pen.link or pen.attributes & _ON_BLANK else Pen(fg=None, bg=pen.bg)


@lru_cache(maxsize=8192)
def pen_change(now: Pen, then: Pen) -> tuple[str, Pen]:
    """The shortest sequence that takes the terminal from one pen to another, and the pen it then has."""
    if then.fg is None:
        then = Pen(now.attributes - _ON_BLANK, now.fg, then.bg)
    off = {_OFF[attribute] for attribute in now.attributes - then.attributes}
    on = {a for a in then.attributes if a not in now.attributes or _OFF[a] in off}  # 22 ends bold and dim alike
    delta = sorted(off) + sorted(on)
    delta += [then.fg or "39"] * (then.fg != now.fg) + [then.bg or "49"] * (then.bg != now.bg)
    anew = ["0", *sorted(then.attributes), *filter(None, (then.fg, then.bg))]
    sequence = f"\x1b[{min(';'.join(delta), ';'.join(anew), key=len)}m" if delta else ""
    if then.link != now.link:
        sequence += f"\x1b]8;{then.link or ';'}\x1b\\"
    return sequence, then


@lru_cache(maxsize=4096)
def glyphs(text: str) -> tuple[str, Sequence[str]] | None:
    """Text as marks that belong to the cell before it, and one string a cell; None where it has control characters.

    A wide character is followed by an empty string; marks and joined emoji stand with the character they change.
    """
    widths = set(map(_width, text))
    if -1 in widths:
        return None
    if widths == {1}:
        return "", text
    marks, *clusters = _clusters(text)
    return marks, [cell for cluster in clusters for cell in ((cluster, "") if cell_len(cluster) > 1 else (cluster,))]


@lru_cache(maxsize=4096)
def _width(char: str) -> int:
    """The cells a character takes by itself; -1 for a control character."""
    return -1 if unicodedata.category(char) == "Cc" else cell_len(char)


def _clusters(text: str) -> list[str]:
    """Splits text where the next cell begins; the first piece is what takes no cell at all, mostly empty."""
    clusters = [""]
    for char in text:
        joined = clusters[-1] + char
        if char == "\ufe0f" or cell_len(joined) == cell_len(clusters[-1]):
            clusters[-1] = joined
        else:
            clusters.append(char)
    return clusters


def is_joined(char: str) -> bool:
    """Whether a cell's text is made of several code points: terminals disagree about its width."""
    return len(char) > 1
