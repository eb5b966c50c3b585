"""An item's way over the board as the log tells it: what it was, from which instant on."""

from typing import NamedTuple


class Stage(NamedTuple):
    """What an item is from an instant (ms UTC) on, until its next stage.

    `category` is its column's, "" while it is off the board (not made yet, dropped, deleted, in another project);
    `starts` and `stops` are what the column means for its clock. `known` is False where an import only found it there:
    it came at some time before, nobody knows when.
    """

    at: int
    category: str
    starts: bool = False
    stops: bool = False
    blocked: str = ""
    known: bool = True


class Story(NamedTuple):
    """What the log tells of an item: stages, and from which instants (ms UTC) on which points and sprint it had."""

    id: str
    stages: list[Stage]
    points: list[tuple[int, float]]
    sprints: list[tuple[int, str]]
