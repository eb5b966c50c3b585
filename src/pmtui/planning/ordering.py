"""The order the passes follow: links of summaries handed down to their tasks, and no task before its predecessors."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pmtui.planning.network import Dependency, Network

_MOST_LINKS = 1_000_000
"""How many links those on summaries may become; a plan that needs more is linked by mistake."""
_GATHERED = 16
"""From so many tasks on, those of a summary are gathered at its end rather than linked one by one."""


class BadPlan(ValueError):
    """A network that cannot be scheduled; `str(error)` is the line to show."""


class Cycle(BadPlan):
    """Tasks that wait for each other; `path` has their keys, the first again at the end."""

    def __init__(self, path: list[str]) -> None:
        super().__init__(f"These tasks wait for each other: {' > '.join(path)}; unlink two of them")
        self.path = path


class Edge(NamedTuple):
    """A link between two places in the network, neither of them a summary."""

    before: int
    after: int
    link: Dependency


class Outline:
    """Who is below whom: `parent` (-1 at the top) and `summary` by place, `index` from key to place."""

    def __init__(self, network: Network) -> None:
        tasks = network.tasks
        self.keys = [task.key for task in tasks]
        self.index = dict(zip(self.keys, range(len(tasks)), strict=True))
        if len(self.index) < len(tasks):
            twice = next(key for place, key in enumerate(self.keys) if self.index[key] != place)
            raise BadPlan(f"Two tasks have the key {twice}; give one of them another")
        self.parent = [-1] * len(tasks)
        self.summary = [False] * len(tasks)
        for place, task in enumerate(tasks):
            if task.parent is not None:
                above = self.index.get(task.parent, -1)
                if not 0 <= above < place:
                    raise BadPlan(f"The task {task.key} is below {task.parent}, which does not come before it")
                self.parent[place] = above
                self.summary[above] = True
        self._leaves: dict[int, list[int]] | None = None

    def leaves(self, place: int) -> list[int]:
        """The tasks below a summary, at whatever depth, that are no summaries; of another task itself."""
        if not self.summary[place]:
            return [place]
        if self._leaves is None:
            self._leaves = {}
            for leaf, is_summary in enumerate(self.summary):
                above = -1 if is_summary else self.parent[leaf]
                while above >= 0:
                    self._leaves.setdefault(above, []).append(leaf)
                    above = self.parent[above]
        return self._leaves[place]

    def is_above(self, above: int, place: int) -> bool:
        """Whether the one is a summary of the other, at whatever depth."""
        while place >= 0 and place != above:
            place = self.parent[place]
        return place >= 0


def edges(network: Network, outline: Outline, earliest: dict[int, int]) -> tuple[list[Edge], list[int]]:
    """The network's links as edges between tasks, and the summaries gathered at their ends.

    A link to a summary is one to each task below it; one from a summary with FS or FF is from each of them, with SS or
    SF from the one that `earliest` names. For a large summary the tasks lead to its end, one more place after those of
    the tasks (len(tasks), len(tasks) + 1, ... in the order of the list returned), and its end to the successor, which
    comes to the same and needs fewer links.
    """
    found: list[Edge] = []
    ends: dict[int, int] = {}
    index, summary = outline.index, outline.summary
    for link in network.links:
        try:
            before, after = index[link.before], index[link.after]
        except KeyError as missing:
            raise BadPlan(f"A link names {missing.args[0]!r}, which is no task of this plan; unlink it") from None
        if not (summary[before] or summary[after]):
            found.append(Edge(before, after, link))
            continue
        if outline.is_above(before, after) or outline.is_above(after, before):
            raise Cycle([link.before, link.after, link.before])
        if not summary[before]:
            sources = [before]
        elif link.kind in ("SS", "SF"):
            sources = [earliest[before]]
        elif len(outline.leaves(before)) < _GATHERED or "percent" in link.unit:
            sources = outline.leaves(before)
        else:
            if before not in ends:
                ends[before] = len(outline.keys) + len(ends)
                gather = Dependency(link.before, link.before)
                found += [Edge(leaf, ends[before], gather) for leaf in outline.leaves(before)]
            sources = [ends[before]]
        targets = outline.leaves(after)
        if len(found) + len(sources) * len(targets) > _MOST_LINKS + len(network.links):
            raise BadPlan(f"Links between summaries multiply to over {_MOST_LINKS:,}; link their tasks instead")
        found += [Edge(source, target, link) for source in sources for target in targets]
    return found, list(ends)


def in_order(size: int, found: Sequence[Edge], places: Iterable[int], names: Sequence[str]) -> list[int]:
    """The places, each after all that lead to it; `size` is their number with summaries, `names` goes by place.

    Raises Cycle.
    """
    after: list[list[int]] = [[] for _ in range(size)]
    waiting = [0] * size
    for source, target, _ in found:
        after[source].append(target)
        waiting[target] += 1
    candidates = list(places)
    order = [place for place in candidates if not waiting[place]]
    for place in order:
        for target in after[place]:
            waiting[target] -= 1
            if not waiting[target]:
                order.append(target)
    if len(order) < len(candidates):
        raise Cycle(_cycle(found, waiting, names))
    return order


def _cycle(found: Iterable[Edge], waiting: Sequence[int], names: Sequence[str]) -> list[str]:
    """One cycle among the places that still wait: from any of them back along what each waits for."""
    before = {target: source for source, target, _ in found if waiting[source] and waiting[target]}
    place = next(iter(before))
    passed: dict[int, None] = {}
    while place not in passed:
        passed[place] = None
        place = before[place]
    trail = list(passed)
    path = [names[step] for step in [place, *reversed(trail[trail.index(place) :])]]
    return [key for step, key in enumerate(path) if step == 0 or key != path[step - 1] or len(path) == 2]
