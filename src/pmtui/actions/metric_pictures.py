"""What a metric is made of: figures, a definition, a picture, and the table beside it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pmtui.model.pictures import Picture

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


class Chart(NamedTuple):
    """A metric. `rows` go with `heads`, `key` names the figure that matters most.

    `span` is what it is of, where that is not the period; `missing` says what there is too little of, if there is;
    where nothing can be drawn `picture` is None.
    """

    name: str
    title: str
    definition: str
    facts: list[Fact]
    picture: Picture | None
    heads: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]
    missing: str = ""
    key: str = ""
    span: str = ""
