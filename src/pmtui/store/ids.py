"""Identities: ULIDs for everything that lives in the log, a random uid for every process that writes."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32 in lower case: no i, l, o, u."""

entropy: Callable[[int], bytes] = os.urandom
"""Where the random bits of all identities come from: so many bytes a call."""


@contextmanager
def drawn_from(source: Callable[[int], bytes]) -> Iterator[None]:
    """Draw identities from `source` within the block, so that a file made twice is the same file twice.

    Never for a file people work in: two writers with one source make the same identities.
    """
    global entropy  # noqa: PLW0603 (there is one source, and this sets it)
    before, entropy = entropy, source
    try:
        yield
    finally:
        entropy = before


def base32(number: int, width: int) -> str:
    """`number` as `width` base-32 digits, the most significant first."""
    digits = []
    for _ in range(width):
        digits.append(ALPHABET[number & 31])
        number >>= 5
    return "".join(reversed(digits))


def new_ulid(ms: int) -> str:
    """A new identity: 48 bits of time (ms since 1970), 80 random bits; sorts by age."""
    return base32((ms & (1 << 48) - 1) << 80 | int.from_bytes(entropy(10), "big"), 26)


def fixed_ulid(ms: int, *parts: str) -> str:
    """The identity of something another system named: the same words give the same id on every copy.

    So two people who import one export on two copies of the file make the same items, and a merge joins them.
    """
    import hashlib

    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return base32((max(ms, 0) & (1 << 48) - 1) << 80 | int.from_bytes(digest[:10], "big"), 26)


def new_uid() -> str:
    """60 random bits that name one process's session; never stored for reuse, so a copied file cannot clone a
    writer.
    """
    return base32(int.from_bytes(entropy(8), "big") >> 4, 12)


def new_lot() -> int:
    """A number below zero, drawn by lot: for rows whose place in the count would tell when they were made."""
    return -1 - int.from_bytes(entropy(5), "big")
