"""Fractional ranks: short strings whose plain order is the cards' order, so that a move touches one card only.

A rank is a six-digit base-36 number, optionally followed by a fraction of more digits that never ends in "0".
Numbers start in the middle of their range and step outwards, so appending keeps them six digits long; only
inserting between two neighbours adds a fraction. A random part makes two people who insert at one spot, on
two copies of the file, almost never tie; where they do, the item's id decides.
"""

import random

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
WHOLE = 6
_TOP = 36**WHOLE
_STEP = 1 << 10


def between(low: str | None, high: str | None, rng: random.Random | None = None) -> str:
    """A rank strictly between `low` and `high`; None is an open end. Needs low < high."""
    jitter = (rng or random).randrange(1, _STEP)
    if low is None and high is None:
        return _whole(_TOP // 2 + jitter)
    if high is None:
        assert low is not None
        number = int(low[:WHOLE], 36) + _STEP + jitter
        return _whole(number) if number < _TOP else low + _fraction("", None, jitter)
    if low is None:
        number = int(high[:WHOLE], 36) - _STEP - jitter
        return _whole(number) if number >= 0 else _fraction("", high, jitter)
    if low >= high:
        raise ValueError(f"no rank lies between {low!r} and {high!r}")
    first, last = int(low[:WHOLE], 36), int(high[:WHOLE], 36)
    if last - first > 1:
        return _whole(
            first + 1 + (jitter % (last - first - 1)) if last - first < _STEP else (first + last) // 2 + jitter // 4
        )
    return _fraction(low, high, jitter)


def spread(count: int) -> list[str]:
    """`count` ranks in order, evenly apart: for an import that brings its own order."""
    start = max(0, _TOP // 2 - count * _STEP // 2)
    return [_whole(start + i * _STEP) for i in range(count)]


def standing(number: int) -> str:
    """The rank of what nobody has moved yet, in the order of the numbers, behind all that is spread."""
    return _whole(min(_TOP * 3 // 4 + number * _STEP, _TOP - 1))


def _whole(number: int) -> str:
    digits = ""
    for _ in range(WHOLE):
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return digits


def _fraction(low: str, high: str | None, jitter: int) -> str:
    """The midpoint of two digit strings, made one random digit longer."""
    made = ""
    place = 0
    while True:
        floor = DIGITS.index(low[place]) if place < len(low) else 0
        ceiling = DIGITS.index(high[place]) if high is not None and place < len(high) else 36
        if ceiling - floor > 1:
            return made + DIGITS[(floor + ceiling) // 2] + DIGITS[1 + jitter % 35]
        made += DIGITS[floor]
        if ceiling > floor:
            high = None
        place += 1
