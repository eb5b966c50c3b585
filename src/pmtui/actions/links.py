"""Links between items: made, removed, and never in a circle."""

from collections import defaultdict
from collections.abc import Sequence

from pmtui.actions.step import Outcome, Step, step
from pmtui.errors import Refused, Usage
from pmtui.model.durations import parse_lag
from pmtui.model.words import LINK_KINDS
from pmtui.store import linking, lookup
from pmtui.store.plan import Plan
from pmtui.store.read import refs

ORDERING = ("FS", "SS", "FF", "SF", "blocks")
"""The kinds that say what comes after what; together they must never make a circle."""

OWN_SUMMARY = "an item cannot come before or after its own summary"


def link(plan: Plan, source: str, kind: str, target: str, lag: str | None = None) -> Outcome:
    """Link two items (ids): `source` FS `target` means the first comes before the second. `lag`: `2d`, `-1d`, `50%`.

    Usage for an unknown kind, Refused for a circle, whose path is printed.
    """
    with step(plan) as act:
        connect(act, source, kind_named(kind), target, lag)
        names = refs(plan, [source, target])
        act.outcome.items = [source, target]
        act.outcome.message = f"{names[source][1]} {kind_named(kind)} {names[target][1]} linked"
        return act.outcome


def unlink(plan: Plan, source: str, kind: str, target: str) -> Outcome:
    """Remove the links of this kind between two items; Refused where there is none."""
    with step(plan) as act:
        found = linking.links_of_kind(plan, source, kind_named(kind), target)
        names = refs(plan, [source, target])
        if not found:
            raise Refused(f"there is no {kind} link from {names[source][1]} to {names[target][1]}")
        for id in found:
            act.tx.delete(id)
        act.outcome.items = [source, target]
        act.outcome.message = f"{names[source][1]} {kind_named(kind)} {names[target][1]} unlinked"
        return act.outcome


def unlink_all(plan: Plan, one: str, other: str) -> Outcome:
    """Remove every link between two items (ids), and their bond as parent and child."""
    with step(plan) as act:
        names = refs(plan, [one, other])
        gone = [act.tx.delete(id) for id in linking.links_between(plan, one, other)]
        for child, parent in ((one, other), (other, one)):
            if lookup.parent_of(plan, child) == parent:
                gone.append(act.tx.set(child, "parent_id", None))
        if not gone:
            raise Refused(f"{names[one][1]} and {names[other][1]} are not linked")
        act.outcome.items = [one, other]
        act.outcome.message = f"{names[one][1]} and {names[other][1]} unlinked"
        return act.outcome


def kind_named(word: str) -> str:
    """The link kind a word means, upper or lower case."""
    for kind in LINK_KINDS:
        if kind.casefold() == word.casefold():
            return kind
    raise Usage(f"{word} is no kind of link; there is {', '.join(LINK_KINDS)}")


def connect(act: Step, source: str, kind: str, target: str, lag: str | None = None) -> str | None:
    """Write a link within a step; None where it is there already. Refused for a circle."""
    if source == target:
        raise Refused(f"{path_text(act.plan, [source])} cannot be linked to itself")
    amount, unit = None, None
    if lag:
        amount, unit = parse_lag(lag)
        amount, unit = (amount, unit) if amount else (None, None)
    there = linking.links_of_kind(act.plan, source, kind, target)
    if there:
        act.tx.set(there[0], "lag", amount)
        act.tx.set(there[0], "lag_unit", unit)
        return None
    if kind in ORDERING:
        if source in _lineage(act.plan, target) or target in _lineage(act.plan, source):
            raise Refused(f"{path_text(act.plan, [source, target])}: {OWN_SUMMARY}")
        back = find_path(act.plan, target, source)
        if back:
            raise Refused(f"that would make a circle: {path_text(act.plan, [source, *back])}")
    id = act.tx.create("link", {"from_id": source, "to_id": target, "kind": kind, "lag": amount, "lag_unit": unit})
    act.tx.settle()
    return id


def refuse_own_summary(act: Step, item: str, above: Sequence[str]) -> None:
    """Refused where an item, about to hang below `above` (ids), comes before or after one of them."""
    for summary in above:
        for pair in ((item, summary), (summary, item)):
            if any(linking.links_of_kind(act.plan, pair[0], kind, pair[1]) for kind in ORDERING):
                raise Refused(f"{path_text(act.plan, pair)}: {OWN_SUMMARY}")


def refuse_circle(act: Step, item: str) -> None:
    """Refused where an item, just hung below another one, has come to stand before itself."""
    for source in [item, *_below(act.plan, item), *_lineage(act.plan, item)]:
        for target in linking.targets(act.plan, source, ORDERING):
            path = find_path(act.plan, target, item)
            if path:
                raise Refused(f"that would make a circle: {path_text(act.plan, [item, *path])}")


def find_path(plan: Plan, start: str, goal: str) -> list[str] | None:
    """The ids along which `goal` comes after `start`, both included; None where there is no way.

    What comes after a summary comes after each of its tasks, and what comes before it before each of them.
    """
    ahead = _Ahead(plan)
    came_from: dict[str, str | None] = {start: None}
    edge = [start]
    while edge:
        following: list[str] = []
        for at in edge:
            lineage, after = ahead.of(at)
            if goal in lineage:
                return _way(came_from, at)
            for to in after:
                if to not in came_from:
                    came_from[to] = at
                    following.append(to)
        edge = following
    return None


class _Ahead:
    """What comes after an item: asked for one by one at first, for most searches end soon, then read all at once."""

    FEW = 100

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._asked = 0
        self._after: dict[str, list[str]] = defaultdict(list)
        self._above: dict[str, str] = {}
        self._below: dict[str, list[str]] = defaultdict(list)

    def of(self, id: str) -> tuple[list[str], list[str]]:
        """The item and its summaries; what comes right after any of them, and what is below the item."""
        self._asked += 1
        if self._asked <= self.FEW:
            lineage = [id, *_lineage(self._plan, id)]
            after = [to for one in lineage for to in linking.targets(self._plan, one, ORDERING)]
            return lineage, after + [child for child, _, _ in linking.children(self._plan, id)]
        if self._asked == self.FEW + 1:
            self._read()
        lineage = [id]
        while (parent := self._above.get(lineage[-1])) and parent not in lineage:
            lineage.append(parent)
        return lineage, [to for one in lineage for to in self._after[one]] + self._below[id]

    def _read(self) -> None:
        self._above = linking.parents(self._plan)
        for child, parent in self._above.items():
            self._below[parent].append(child)
        for source, kind, target in linking.edges(self._plan):
            if kind in ORDERING:
                self._after[source].append(target)


def _way(came_from: dict[str, str | None], goal: str) -> list[str]:
    path = [goal]
    while (before := came_from[path[0]]) is not None:
        path.insert(0, before)
    return path


def _lineage(plan: Plan, id: str) -> list[str]:
    """The summaries above an item, nearest first; a loop that two merged copies made ends it."""
    found: list[str] = []
    while (parent := lookup.parent_of(plan, id)) and parent not in found:
        found.append(parent)
        id = parent
    return found


def _below(plan: Plan, id: str) -> list[str]:
    """All tasks below a summary."""
    found = [id]
    for at in found:
        found += [child for child, _, _ in linking.children(plan, at) if child not in found]
    return found[1:]


def path_text(plan: Plan, ids: Sequence[str]) -> str:
    """A path as people read it: `42 > 51 > 42`."""
    names = refs(plan, ids)
    return " > ".join(names[id][1] if id in names else "new" for id in ids)
