"""The time of a meeting: all of it, and each person's turn; kept in memory, for it writes nothing."""

from pmtui.clock import now_ms

ALL = 15 * 60
"""Seconds that a standup takes."""
_FOLLOW_UP, _WRAP_UP = 60, 60


def turn_length(people: int) -> int:
    """The seconds of a turn, so that all people have one and two minutes are left for follow-up and wrap-up."""
    return (ALL - _FOLLOW_UP - _WRAP_UP) // max(people, 1)


class Stopwatch:
    """Milliseconds by person (id), None being time that is nobody's turn. A clock that jumps back stops it, no more."""

    def __init__(self, seconds: dict[str, int]) -> None:
        self._spent: dict[str | None, int] = {person: one * 1000 for person, one in seconds.items()}
        self.spoke: dict[str, int] = {}
        self._person: str | None = None
        self._from: int | None = now_ms()

    @property
    def paused(self) -> bool:
        """Whether it stands still."""
        return self._from is None

    def turn(self, person: str | None) -> None:
        """It is this person's turn now."""
        self._count()
        self._person = person

    def pause(self) -> None:
        """Stand still, or go on."""
        self._count()
        self._from = now_ms() if self._from is None else None

    def seconds(self) -> dict[str, int]:
        """The seconds of everybody who has had a turn."""
        self._count()
        return {person: spent // 1000 for person, spent in self._spent.items() if person is not None}

    def of(self, person: str | None) -> int:
        """The seconds of one person."""
        self._count()
        return self._spent.get(person, 0) // 1000

    @property
    def total(self) -> int:
        """The seconds of the whole meeting."""
        self._count()
        return sum(self._spent.values()) // 1000

    def _count(self) -> None:
        if self._from is None:
            return
        now = now_ms()
        self._spent[self._person] = self._spent.get(self._person, 0) + max(0, now - self._from)
        self._from = now
        if self._person is not None:
            self.spoke[self._person] = now
