"""What a sprint will bring, by the team's own pace: points of its past sprints, else items of its past weeks."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from pmtui.planning.throughput import TooShort, items_in

SPRINTS = 8
"""Of how many past sprints the pace is taken."""
FEWEST_SPRINTS = 4


class Pace(NamedTuple):
    """How much a sprint brings: `p50` and `p85` are what it brings or exceeds in 50 and in 85 % of the cases.

    `unit` is pt or items, `history` what the pace is taken from, oldest first; `chances` the probability, 0 to 1, of
    so many items or more, for items alone. Where `missing` says why there is no forecast, `p50` and `p85` are None.
    """

    unit: str
    history: tuple[float, ...]
    method: str
    p50: float | None = None
    p85: float | None = None
    missing: str = ""
    chances: tuple[float, ...] = ()

    def chance(self, amount: float) -> float | None:
        """The probability, 0 to 1, that so much or more is done; None where there is no forecast."""
        if self.p50 is None:
            return None
        if self.unit == "pt":
            return sum(points >= amount for points in self.history) / len(self.history)
        place = math.ceil(amount)
        return self.chances[place] if place < len(self.chances) else 0.0


def pace_by_points(points: Sequence[float]) -> Pace:
    """From what the past sprints brought, oldest first: the next one is like one of the last eight, whichever."""
    history = tuple(points[-SPRINTS:])
    count = len(history)
    if count < FEWEST_SPRINTS:
        low, high = min(history), max(history)
        span = f"{low:g}" if low == high else f"{low:g} to {high:g}"
        word = "sprint" if count == 1 else "sprints"
        missing = f"{count} {word} of history, {FEWEST_SPRINTS} are needed for a forecast; brought {span}pt"
        return Pace("pt", history, f"the last {count} {word}", missing=missing)
    return Pace("pt", history, f"the last {count} sprints, whichever", reached(history, 50), reached(history, 85))


def pace_by_items(weekly: Sequence[int], weeks: float) -> Pace:
    """From the items finished in past weeks, oldest first, for a sprint of so many weeks; exact by convolution."""
    method = f"{weeks:.3g} weeks like any of the last {len(weekly)}, exact by convolution"
    try:
        found = items_in(weeks, weekly)
    except TooShort as error:
        return Pace("items", tuple(weekly), method, missing=str(error))
    return Pace("items", tuple(weekly), method, found.at(50), found.at(85), chances=found.chances)


def reached(history: Sequence[float], percent: float) -> float:
    """The most that was reached or exceeded in `percent` % of the cases: nearest rank, the surer, the less."""
    return sorted(history, reverse=True)[math.ceil(round(percent / 100 * len(history), 9)) - 1]
