"""What a metric is made of: figures, a definition, a picture that any screen can draw, and the table beside it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

Value = str | int | float | date | None
"""What stands in a table's cell."""


class Fact(NamedTuple):
    """A figure: what it is called, its value (None where there is none), its unit."""

    name: str
    value: float | None
    unit: str = ""

    @property
    def words(self) -> str:
        """The value with its unit; whole numbers plainly, others with one decimal."""
        if self.value is None:
            return "-"
        if self.unit == "%":
            return f"{self.value:.0f} %"
        plain = self.value == int(self.value) and isinstance(self.value, int)
        return f"{self.value if plain else format(self.value, '.1f' if self.value >= 1 else '.2f')}{self.unit}"


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


class Chart(NamedTuple):
    """A metric. `rows` go with `heads`, `key` names the figure that matters most.

    `span` is what it is of, where that is not the period; `missing` says what there is too little of, if there is;
    where nothing can be drawn `picture` is None.
    """

    name: str
    title: str
    definition: str
    facts: list[Fact]
    picture: Scatter | Lines | Stack | Bars | None
    heads: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]
    missing: str = ""
    key: str = ""
    span: str = ""
