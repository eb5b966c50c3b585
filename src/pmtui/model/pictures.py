"""Pictures of figures as data, which any screen or page can draw: dots, lines, bands, bars."""

from typing import NamedTuple

_STEPS = (1, 2, 5)


class Scatter(NamedTuple):
    """Dots on days (ordinals), and level lines with their labels."""

    first: int
    last: int
    dots: list[tuple[int, int]]
    lines: list[tuple[str, int]]


class Series(NamedTuple):
    """A line: its name, its role in the look, a value a day."""

    name: str
    role: str
    values: list[float]
    dotted: bool = False


class Lines(NamedTuple):
    """Lines over days, and what happened on some of them; `unit` is what they count."""

    first: int
    series: list[Series]
    marks: list[tuple[int, str]]
    unit: str


class Stack(NamedTuple):
    """Bands one above the other over days: the first lies lowest."""

    first: int
    bands: list[Series]


class Bar(NamedTuple):
    """A bar: its label, its value and how that is said, its role in the look."""

    label: str
    value: float
    words: str
    role: str = "bar"


class Bars(NamedTuple):
    """Bars, each a row, or standing up side by side; `mark` is a level with its name."""

    bars: list[Bar]
    upright: bool
    mark: tuple[str, float] | None = None


Picture = Scatter | Lines | Stack | Bars


def ticks(top: float, most: int, whole: bool = True) -> list[float]:
    """Round values from 0 up to `top` or just over it, `most` and one at most."""
    wanted = max(top, 1.0 if whole else 0.1) / most
    scale = 1.0 if whole else 0.01
    while True:
        for step in _STEPS:
            if step * scale >= wanted:
                count = -int(-max(top, step * scale) // (step * scale))
                return [place * step * scale for place in range(count + 1)]
        scale *= 10
