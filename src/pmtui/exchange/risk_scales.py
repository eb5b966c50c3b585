"""Scales of probability and impact as logs write them, brought to ours of 1 to 5: words, 1 to 3, 1 to 10, percents."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pmtui.exchange.risk_headings import inside
from pmtui.exchange.risk_words import level_of
from pmtui.model.riskwords import PROBABILITY, SCALES

_NUMBER = re.compile(r"([+-]?\d{1,9}(?:[.,]\d{1,9})?)\s*(%?)$")
_BOTH = re.compile(r"(?:(\d{1,3})\s*[-–—.:=)]?\s+|\((\d{1,3})\)\s*)?([^\d()]+?)\s*[-–—.:]?\s*(?:\(?(\d{1,3})\)?)?$")
_SPAN = re.compile(r"(\d{1,3})\s*(?:-|–|—|\.\.|to|bis|a|à)\s*(\d{1,3})")
_WEIGHTS = [level.weight for level in SCALES.impact["time"]]


@dataclass(slots=True, frozen=True)
class Level:
    """What a cell says: one of our levels, the chance in percent where it says one; `exact` where nothing was lost."""

    level: int
    chance: float | None = None
    exact: bool = True


@dataclass(slots=True, frozen=True)
class Scale:
    """The scale of one column: numbers from `low` to `high`, or `shares` (of one, or percents).

    `mapped` is how a person would say that it is another one than ours, else empty.
    """

    low: int = 1
    high: int = 5
    shares: bool = False
    probable: bool = False

    @property
    def mapped(self) -> str:
        """The scale in words where it is not ours."""
        if self.shares:
            return "percents"
        return "" if (self.low, self.high) == (1, 5) else f"{self.low} to {self.high}"

    def read(self, text: str) -> Level | None:
        """The level of a cell; None where it is none or outside the scale."""
        number = number_of(text)
        if number is None:
            return self._words(text)
        amount, percent = number
        if self.shares or percent:
            return self._share(amount / 100 if percent or amount > 1 else amount)
        return self._step(amount)

    def _words(self, text: str) -> Level | None:
        """A word, with or without its number: 4 - Likely, High (4)."""
        found = _BOTH.match(text.strip())
        if found is None:
            return None
        said = level_of(found[3])
        digits = next((part for part in (found[1], found[2], found[4]) if part), None)
        if digits is None or self.shares:
            return Level(said) if said else None
        return self._step(float(digits)) if said else None

    def _step(self, amount: float) -> Level | None:
        """A number between `low` and `high`, spread evenly over 1 to 5."""
        if not self.low <= amount <= self.high:
            return None
        place = 1 + (amount - self.low) * 4 / (self.high - self.low)
        level = int(place + 0.5)
        return Level(level, exact=(self.low, self.high) != (1, 5) or level == amount)

    def _share(self, share: float) -> Level | None:
        """A probability by the bounds of our levels, an impact by the nearest of PMBOK's weights."""
        if not 0 <= share <= 1:
            return None
        if not self.probable:
            nearest = min(range(5), key=lambda place: abs(_WEIGHTS[place] - share))
            return Level(nearest + 1, exact=abs(_WEIGHTS[nearest] - share) < 1e-9)
        chance = round(share * 100, 6)
        within = [place for place, level in enumerate(PROBABILITY, 1) if chance > level.low]
        return Level(within[-1] if within else 1, chance)


def scale_of(heading: str, texts: Iterable[str], probable: bool) -> Scale:
    """The scale of a column: by what its heading says in brackets, else by the highest number in it.

    `probable` tells a probability from an impact.
    """
    said = inside(heading)
    span = _SPAN.search(said)
    if "%" in heading:
        return Scale(shares=True, probable=probable)
    if span and int(span[1]) < int(span[2]) <= 100:
        return Scale(int(span[1]), int(span[2]), shares=(int(span[1]), int(span[2])) == (0, 1), probable=probable)
    cells = list(texts)
    plainly = [number for number in map(number_of, cells) if number]
    if plainly and (any(sign for _, sign in plainly) or all(0 <= n < 1 for n, _ in plainly)):
        return Scale(shares=True, probable=probable)
    numbers = [number for number, _ in plainly] or _labelled(cells)
    top, bottom = max(numbers, default=5), min(numbers, default=1)
    if top > 10:
        return Scale(shares=True, probable=True) if probable else Scale(0 if bottom < 1 else 1, 100)
    high = 10 if top > 5 else 3 if _is_of_three(cells) else 5
    return Scale(0 if bottom == 0 and high == 10 else 1, high, probable=probable)


def number_of(text: str) -> tuple[float, bool] | None:
    """A number and whether it is in percent; None where the cell is none."""
    found = _NUMBER.match(text.strip())
    return (float(found[1].replace(",", ".")), bool(found[2])) if found else None


def _labelled(cells: Iterable[str]) -> list[float]:
    """The numbers that stand beside words."""
    found = [_BOTH.match(text.strip()) for text in cells]
    return [float(part) for match in found if match for part in (match[1], match[2], match[4]) if part]


def _is_of_three(cells: Iterable[str]) -> bool:
    """Whether a label shows that three is the top: 3 - High."""
    for text in cells:
        found = _BOTH.match(text.strip())
        if found and "3" in (found[1], found[2], found[4]) and (level_of(found[3]) or 0) >= 4:
            return True
    return False
