"""How long somebody probably worked on what, told by the times of their commits on one day."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

Thing = TypeVar("Thing", bound=Hashable)

FIRST = 30.0
"""Minutes that the first commit of a day on something is taken to have needed at least."""
MOST = 8 * 60.0
"""Minutes that commits may account for on one day."""
STEP = 6
"""Minutes of a tenth of an hour, to which time is proposed."""


def worked(commits: Sequence[tuple[int, Sequence[Thing]]]) -> dict[Thing, int]:
    """Minutes of work on each thing, in tenths of an hour, from one person's commits on one day.

    A commit is its instant (ms) and the things it is about. The time since the commit before it, on whatever, belongs
    to it, and at least half an hour where it is the day's first on one of its things; a commit about several things
    shares its time out evenly, one about nothing keeps it. So commits on one thing alone give the span from the first
    to the last and half an hour. Where the day comes to more than eight hours, all of it is scaled down to eight.
    """
    minutes: dict[Thing, float] = {}
    before: int | None = None
    for at, things in sorted(commits, key=lambda one: one[0]):
        took = 0.0 if before is None else (at - before) / 60_000
        if not minutes.keys() >= set(things):
            took = max(took, FIRST)
        before = at
        for thing in things:
            minutes[thing] = minutes.get(thing, 0.0) + took / len(things)
    scale = min(1.0, MOST / (sum(minutes.values()) or 1.0))
    nearest = 0.5 if scale == 1 else 1e-9  # what was scaled to eight hours is not rounded up beyond them
    return {thing: STEP * int(spent * scale / STEP + nearest) for thing, spent in minutes.items()}
