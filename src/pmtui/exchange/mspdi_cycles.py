"""Links that close a circle, found over summaries too: a link on a summary is one on everything in it."""

from collections import defaultdict

from pmtui.exchange.incoming import InLink

Knot = tuple[str, bool]
"""Where a task begins (False) or ends (True); the two are one for a task without children."""

MOST_STEPS = 3_000_000
"""How long circles are looked for one by one; a file that has more of them than that was not made by a planner."""


class Circles:
    """Takes links in one by one and refuses those that close a circle. `parents` are by task, None at the top."""

    def __init__(self, parents: dict[str, str | None]) -> None:
        self.parents = parents
        self.summaries = {parent for parent in parents.values() if parent is not None}
        self.after: dict[Knot, list[Knot]] = defaultdict(list)
        for task, parent in parents.items():
            if parent is not None:
                self.after[self._begin(parent)].append(self._begin(task))
                self.after[self._end(task)].append(self._end(parent))
        self.steps = 0

    def sort(self, links: list[InLink]) -> tuple[list[InLink], list[tuple[InLink, list[str]]]]:
        """The links that may stay, in their order, and those that may not, each with the path of its circle."""
        suspects = self._suspects(links)
        clear, circles = [], []
        for link in links:
            if id(link) not in suspects:
                self._add(link)
        for link in links:
            path = self._path(link) if id(link) in suspects else None
            if path is None:
                clear.append(link)
                if id(link) in suspects:
                    self._add(link)
            else:
                circles.append((link, path))
        return clear, circles

    def _begin(self, task: str) -> Knot:
        return task, False

    def _end(self, task: str) -> Knot:
        return task, task in self.summaries

    def _add(self, link: InLink) -> None:
        self.after[self._end(link.source)].append(self._begin(link.target))

    def _suspects(self, links: list[InLink]) -> set[int]:
        """The links that may lie on a circle (by identity): what neither a beginning nor an end can be peeled off."""
        edges = [(knot, to) for knot, tos in self.after.items() for to in tos]
        edges += [(self._end(link.source), self._begin(link.target)) for link in links]
        core = _peeled(_peeled(edges, 0), 1)
        knots = {knot for edge in core for knot in edge}
        return {id(link) for link in links if {self._end(link.source), self._begin(link.target)} <= knots}

    def _path(self, link: InLink) -> list[str] | None:
        """The tasks of the circle that a link would close, from its target round to it; None where it closes none."""
        start, goal = self._begin(link.target), self._end(link.source)
        came: dict[Knot, Knot | None] = {start: None}
        edge = [start]
        for at in edge:
            if at == goal:
                break
            for to in self.after.get(at, ()):
                if to not in came:
                    came[to] = at
                    edge.append(to)
            self.steps += 1
            if self.steps > MOST_STEPS:
                return [link.source, link.target]
        if goal not in came:
            return None
        path: list[str] = []
        back: Knot | None = goal
        while back is not None:
            if not path or path[-1] != back[0]:
                path.append(back[0])
            back = came[back]
        return [*reversed(path), link.target]


def _peeled(edges: list[tuple[Knot, Knot]], side: int) -> list[tuple[Knot, Knot]]:
    """The edges left when knots without any into them (side 0) or out of them (side 1) go, again and again."""
    count: dict[Knot, int] = defaultdict(int)
    onward: dict[Knot, list[Knot]] = defaultdict(list)
    for pair in edges:
        here, there = pair[side], pair[1 - side]
        count[there] += 1
        onward[here].append(there)
    free = [knot for knot in onward if not count[knot]]
    gone = set(free)
    for knot in free:
        for to in onward[knot]:
            count[to] -= 1
            if not count[to]:
                gone.add(to)
                free.append(to)
    return [edge for edge in edges if edge[0] not in gone and edge[1] not in gone]
