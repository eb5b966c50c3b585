"""Clean text: what other people typed, made harmless for a terminal; its width in cells, and cutting it to fit."""

import re
from itertools import repeat
from unicodedata import category, combining, east_asian_width, is_normalized, normalize

_MARKS_KEPT = 4
"""Accents stacked on one letter; the most that any living script needs."""

# Whole escape sequences: CSI with its parameters, then OSC, DCS, SOS, PM and APC with their text, then the short ones.
# No alternative can run over a control character twice, so that hostile text costs no more than its length.
_ESCAPES = (
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x00-\x1f\x7f-\x9f]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-Z\\^-~]"
)
# With the variation selector that asks for a coloured picture.
_EMOJI = "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff"
_STRAY_JOINER = f"(?<![{_EMOJI}])\u200d|\u200d(?![{_EMOJI}])"
_NEW_EMOJI = range(0x1F000, 0x1FB00)


class Unreadable(ValueError):
    """A person's words that cannot be read; `str(error)` is the one line to show.

    `start` and `end` say where in the text, if known.
    """

    def __init__(self, message: str, start: int | None = None, end: int | None = None) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


class _Kept(dict[int, str | None]):
    """A table for `str.translate` that learns which characters stay, and never asks twice about one."""

    def __missing__(self, code: int) -> str | None:
        kept = self[code] = self._decide(code)
        return kept

    @staticmethod
    def _decide(code: int) -> str | None:
        char = chr(code)
        kind = category(char)
        if kind in ("Zl", "Zp"):
            return "\n"
        if kind in ("Cc", "Cf", "Cs", "Co"):
            return None
        # Unassigned is dropped too, but for emoji that are younger than this Python's tables.
        return char if kind != "Cn" or code in _NEW_EMOJI else None


_KEPT = _Kept({0x09: "\t", 0x0A: "\n", 0x0D: "\n", 0x85: "\n", 0x200D: "\u200d"})


def clean(text: str, limit: int = 100_000) -> str:
    """Text of several lines without control, format and bidirectional characters, in NFC, at most `limit` long.

    Newlines and tabs stay (CR LF and U+2028 become newlines), escape sequences go whole, a joiner stays only between
    emoji, and no letter keeps more than four accents. Cleaning twice changes nothing more.
    """
    if text.isascii() and text.isprintable() and len(text) <= limit:
        return text
    text = text[: 4 * limit]
    if not text.isprintable():
        text = re.sub(_ESCAPES, "", text).replace("\r\n", "\n").translate(_KEPT)
    if not text.isascii() and max(text) >= "\u0300":
        text = re.sub(_STRAY_JOINER, "", text)
        if not is_normalized("NFC", text):
            text = normalize("NFC", text)
        # Once more: taking accents away may have left a joiner with no emoji before it.
        text = re.sub(_STRAY_JOINER, "", _unstacked(text))
    return text[:limit].rstrip("\u200d")


def clean_line(text: str, limit: int = 1_000) -> str:
    """Text of one line, cleaned as by `clean`; newlines, tabs and runs of blanks become one blank, none at the ends."""
    if text.isascii() and text.isprintable() and len(text) <= limit and "  " not in text:
        return text.strip()
    return " ".join(clean(text, 4 * limit).split())[:limit].rstrip(" \u200d")


def whole(text: str, limit: int = 100_000) -> str:
    """Text cleaned as by `clean`, for words of which nothing may be lost; Unreadable where they are too long."""
    return _fitting(clean(text, max(limit, 4 * len(text))), limit)


def whole_line(text: str, limit: int = 1_000) -> str:
    """Text of one line, cleaned as by `clean_line`; Unreadable where it is too long to keep."""
    return _fitting(clean_line(text, max(limit, len(text))), limit)


def title_and_rest(text: str, limit: int = 1_000) -> tuple[str, str]:
    """A title of one line, and what is too long for it: the beginning of the text below it, or nothing."""
    line = clean_line(text, max(limit, len(text)))
    return line[:limit].rstrip(" \u200d"), line[limit:].strip()


def _fitting(text: str, limit: int) -> str:
    if len(text) > limit:
        raise Unreadable(f"{quoted(text)} has {len(text):,} characters; there is room for {limit:,}")
    return text


def _unstacked(text: str) -> str:
    """The text with every run of accents capped."""
    kinds = list(map(category, text))
    if not any(map(str.startswith, kinds, repeat("M"))):
        return text
    kept, run = [], 0
    for char, kind in zip(text, kinds, strict=True):
        run = run + 1 if kind[0] == "M" else 0
        if run <= _MARKS_KEPT:
            kept.append(char)
    return "".join(kept)


def cell_width(text: str) -> int:
    """How many terminal cells the text takes: two for wide characters and emoji, none for accents and joiners.

    Joined emoji count one by one, as many terminals draw them; where one draws less, a gap remains.
    """
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(char: str) -> int:
    if char < "\u0300":
        return 1
    if east_asian_width(char) in "WF":
        return 2
    return 0 if combining(char) or category(char) in ("Mn", "Me", "Cf") else 1


def cut(text: str, cells: int, ellipsis: str = "…") -> str:
    """The text if it fits into `cells`, else its beginning and the ellipsis, blanks and commas before it stripped.

    Where not even the ellipsis fits, the plain beginning.
    """
    if cell_width(text) <= cells:
        return text
    room = cells - cell_width(ellipsis)
    if room < 0:
        return _beginning(text, cells)
    return _beginning(text, room).rstrip(" ,") + ellipsis


def _beginning(text: str, cells: int) -> str:
    if text.isascii():
        return text[: max(cells, 0)]
    used = 0
    for place, char in enumerate(text):
        used += _width(char)
        if used > cells:
            return text[:place].rstrip("\u200d")
    return text


def quoted(text: str) -> str:
    """A person's words as they may stand in a message: clean, short, on one line."""
    return cut(clean_line(text), 40) or "nothing"
