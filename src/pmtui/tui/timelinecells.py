"""A line of single cells, each with its character, role and ground, put together before it is cut into segments."""

from collections.abc import Iterator, Sequence

from rich.segment import Segment

from pmtui.tui.look import Look


class Cells:
    """A line of the chart under the brush; what lies outside it is not drawn."""

    __slots__ = ("chars", "grounds", "roles", "width")

    def __init__(self, grounds: Sequence[str]) -> None:
        """An empty line on these grounds."""
        self.width = len(grounds)
        self.chars = [" "] * self.width
        self.roles = ["text"] * self.width
        self.grounds = list(grounds)

    def put(self, x: int, char: str, role: str, ground: str | None = None) -> None:
        """One cell; it keeps its ground where none is given."""
        if 0 <= x < self.width:
            self.chars[x], self.roles[x] = char, role
            if ground is not None:
                self.grounds[x] = ground

    def write(self, x: int, words: str, role: str) -> None:
        """Words of narrow characters, from a cell on."""
        for place, char in enumerate(words, x):
            self.put(place, char, role)

    def is_free(self, x: int, end: int) -> bool:
        """Whether these cells are inside and nothing has been drawn there."""
        return x >= 0 and end <= self.width and not "".join(self.chars[x:end]).strip()

    def segments(self, look: Look) -> Iterator[Segment]:
        """The line in as few pieces as its colours allow; a blank takes any."""
        chars, roles, grounds = self.chars, self.roles, self.grounds
        start, role = 0, roles[0] if chars else "text"
        seen = bool(chars) and chars[0] != " "
        for x in range(1, self.width):
            inked = chars[x] != " "
            if grounds[x] != grounds[start] or (inked and seen and roles[x] != role):
                yield Segment("".join(chars[start:x]), look.style(role, grounds[start]))
                start, role, seen = x, roles[x], inked
            elif inked and not seen:
                role, seen = roles[x], True
        if chars:
            yield Segment("".join(chars[start:]), look.style(role, grounds[start]))
