"""Bytes to text: which encoding a file is in, and which files are not text at all."""

import codecs
import re
from dataclasses import dataclass

from pmtui.model.text import Unreadable

_MAGIC = (
    (b"PK\x03\x04", "it is a zip archive or an Excel workbook; export or save it as CSV"),
    (b"PK\x05\x06", "it is an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "it is an old Office document; save it as CSV"),
    (b"%PDF", "it is a PDF; export it as CSV or JSON instead"),
    (b"\x1f\x8b", "it is compressed with gzip; unpack it first"),
    (b"SQLite format 3\x00", "it is an SQLite database, not an export"),
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
    (b"GIF8", "it is a picture"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark its own begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_SAMPLE = 4096
_CHUNK = 1 << 20


@dataclass(slots=True, frozen=True)
class Encoding:
    """How to decode a file. `guessed` says why it is a guess, or is empty; `nuls` is true where NULs must go."""

    name: str
    errors: str = "strict"
    guessed: str = ""
    nuls: bool = False


def encoding_of(data: bytes) -> Encoding:
    """The encoding of a text file.

    Raises Unreadable for an empty file, a known binary format, a file full of NULs and one cut off inside a character.
    """
    if not data.strip():
        raise Unreadable("the file is empty")
    for magic, reason in _MAGIC:
        if data.startswith(magic):
            raise Unreadable(reason)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _with_mark(data, name)
    _refuse_binary(data[:_SAMPLE])
    return _without_mark(data)


def _with_mark(data: bytes, name: str) -> Encoding:
    problem = _first_error(data, name)
    if problem is None:
        return Encoding(name, nuls=name == "utf-8-sig" and b"\x00" in data)
    if problem.end >= len(data) - 4:
        raise Unreadable("the file ends in the middle of a character: it looks cut off")
    return Encoding(name, "replace", f"some bytes are not {name.removesuffix('-sig').upper()} and were replaced")


def _refuse_binary(sample: bytes) -> None:
    """Refuse what has so many NULs that it is not text of one byte a character."""
    nuls = sample.count(0)
    if nuls * 10 < len(sample):
        return
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) > 4 * min(even, odd):
        raise Unreadable("it looks like UTF-16 text without its byte order mark; save it as UTF-8")
    raise Unreadable("it is a binary file, not text")


def _without_mark(data: bytes) -> Encoding:
    """UTF-8 where the bytes allow it; else Windows' western code page, which Excel saves CSV in."""
    nuls = b"\x00" in data
    problem = _first_error(data, "utf-8")
    if problem is None:
        return Encoding("utf-8", nuls=nuls)
    if problem.reason == "unexpected end of data" and problem.end >= len(data) and _is_utf8_so_far(data, problem.start):
        raise Unreadable("the file ends in the middle of a character: it looks cut off")
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if len(_NOT_ASCII.findall(text)) > 2 * damaged:
        return Encoding("utf-8", "replace", "some bytes are not UTF-8 and were replaced", nuls)
    single = "cp1252" if _first_error(data, "cp1252") is None else "latin-1"
    return Encoding(single, guessed=f"the file is not UTF-8; it was read as {single}", nuls=nuls)


def _is_utf8_so_far(data: bytes, end: int) -> bool:
    """Whether there are multi-byte characters before `end`, so that the broken last one belongs to UTF-8."""
    return not data[:end].isascii()


def _first_error(data: bytes, name: str) -> UnicodeDecodeError | None:
    """Where decoding fails, found in pieces so that a large file is never held twice."""
    decoder = codecs.getincrementaldecoder(name)()
    for start in range(0, len(data), _CHUNK):
        piece = data[start : start + _CHUNK]
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(piece, final=start + _CHUNK >= len(data))
        except UnicodeDecodeError as error:
            begin = start - held
            return UnicodeDecodeError(name, data, begin + error.start, min(begin + error.end, len(data)), error.reason)
    return None
