"""Which items a commit is about: the numbers in its message, and in the name of the branch it is on."""

import re
from collections.abc import Collection

_REF = r"\d{1,9}(?:[b-z][a-z]?)?"
_HASH = rf"(?<![\w/&#-])#({_REF})\b"
_KEYED = rf"(?<![\w/#.-])([A-Za-z]\w*)-({_REF})\b"
_TRAILER = r"^[ \t]*refs?[ \t]*:(.*)$"
_BARE = rf"(?<![\w.#-])({_REF})\b"
_LONGEST = 20_000
"""Characters of a message that are looked at; what is longer was written by a machine."""


def number_in(branch: str, template: str) -> str | None:
    """The item's number in a branch name, by the template, else the first number that begins a part of the name."""
    parts = {"type": r"[^/]*?", "number": r"(\d+[b-z]?)", "slug": r".*"}
    pattern = "".join(parts.get(piece[1:-1], re.escape(piece)) for piece in re.split(r"(\{\w+\})", template) if piece)
    found = re.fullmatch(pattern, branch) if pattern.count("(") == 1 else None
    found = found or re.search(r"(?:^|/)(?:[A-Za-z]\w*-)?(\d+)(?=[-_/]|$)", branch)
    return found[1] if found else None


def mentioned(message: str, keys: Collection[str]) -> list[str]:
    """The items that a message names, in its order: `#42`, `ORD-42` with the key of a project, `Refs: 42, 43`.

    A key in upper or lower case must be one of `keys` (in upper case): UTF-8 and SHA-256 are no items.
    """
    text = message[:_LONGEST]
    found = [(match.start(1), match[1]) for match in re.finditer(_HASH, text)]
    found += [(match.start(2), match[2]) for match in re.finditer(_KEYED, text) if match[1].upper() in keys]
    for line in re.finditer(_TRAILER, text, re.IGNORECASE | re.MULTILINE):
        found += [(line.start(1) + match.start(1), match[1]) for match in re.finditer(_BARE, line[1])]
    return list(dict.fromkeys(ref for _, ref in sorted(found)))
