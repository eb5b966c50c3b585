"""A network made ready for the passes: rows, and the links from each of them, as numbers where they can be."""

from pmtui.planning.axes import Axes
from pmtui.planning.axis import Axis, BeyondReach
from pmtui.planning.crossings import Crossing
from pmtui.planning.network import Dependency, Kind, Network, Task
from pmtui.planning.ordering import BadPlan, Edge, Outline, edges, in_order
from pmtui.planning.passes import run
from pmtui.planning.rules import HIGH, LOW, MOST, Limits, Row, row_of

Steps = list[tuple[int, int]]
"""Links from one task: the successor's place, and how much later it starts at least (start to start, in offsets)."""


class Compiled:
    """What the passes run over. Lists go by place: the tasks as in the network, then the ends of large summaries.

    `ahead` has the links of the forward pass, `behind` those of the backward pass (without those to finished work),
    `gaps` the same for free slack; all three are one list where they agree. `crossings` has the links that are no
    numbers. `base` is the least early start, LOW for a task that its links alone bound; `contrary` are the
    tasks that lie against the project's direction, `capped` those with a cap.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        terms = network.terms
        self.outline = Outline(network)
        if terms.from_finish and terms.finish is None:
            raise BadPlan("A project planned from its finish needs one; give it a finish date")
        self._starts: dict[int, int] = {}
        origin = terms.finish if terms.from_finish and terms.finish else terms.start
        try:
            self.axes = Axes(network, origin.date())
            self.finish = self.axes.home.offset(origin)
            self._starts[id(self.axes.home)] = self.axes.home.offset(terms.start)
        except BeyondReach:
            raise BadPlan("The project's start or finish lies before the year 1900 or after 2200; correct it") from None
        self.limits = _limits(network, self.outline)
        # The choice of those rests on all dates, so that any change may overturn it.
        self.leaning = _earliest(network, self.outline)
        self.edges, self.ends = edges(network, self.outline, self.leaning)
        count = len(network.tasks)
        self.size = count + len(self.ends)
        names = self.outline.keys + [self.outline.keys[place] for place in self.ends]
        summary = self.outline.summary
        self.leaves = [place for place in range(count) if not summary[place]]
        self.order = in_order(self.size, self.edges, [*self.leaves, *range(count, self.size)], names)
        self._lay_rows()
        self._lay_links()

    def _lay_rows(self) -> None:
        network, axes, terms = self.network, self.axes, self.network.terms
        home, limits, free = axes.home, self.limits, Limits()
        nothing = Row(home, home, 0, 0)
        rows = self.rows = [
            nothing if summary else row_of(task, axes, terms, limits.get(place, free))
            for place, (task, summary) in enumerate(zip(network.tasks, self.outline.summary, strict=True))
        ]
        for end in self.ends:
            plain = all(rows[leaf].axis is home for leaf in self.outline.leaves(end))
            rows.append(Row(home if plain else axes.clock, home, 0, 0))
        self.inactive = self._inactive()
        self.idle = self._idle()
        self.span = [row.span for row in rows]
        self.back = [row.back for row in rows]
        self.rule = [row.rule for row in rows]
        self._list_special()

    def _inactive(self) -> set[int]:
        """The tasks that are inactive, or below an inactive summary."""
        off: set[int] = set()
        for place, task in enumerate(self.network.tasks):
            if task.inactive or self.outline.parent[place] in off:
                off.add(place)
        return {place for place in off if not self.outline.summary[place]}

    def _idle(self) -> set[int]:
        """The inactive tasks, and the summaries that have no others."""
        if not self.inactive:
            return set()
        active: set[int] = set()
        for leaf in self.leaves:
            place = -1 if leaf in self.inactive else leaf
            while place >= 0 and place not in active:
                active.add(place)
                place = self.outline.parent[place]
        return set(range(len(self.network.tasks))) - active

    def _list_special(self) -> None:
        home = self.axes.home
        self.single = all(row.axis is home for row in self.rows)
        self.contrary = [place for place in self.leaves if self.rows[place].contrary]
        self.capped = [place for place in self.leaves if self.rows[place].cap != HIGH]

    def _lay_links(self) -> None:
        size, rows, inactive = self.size, self.rows, self.inactive
        self.out: list[list[Edge]] = [[] for _ in range(size)]
        self.into: list[list[Edge]] = [[] for _ in range(size)]
        self.held: set[int] = set()
        self.ahead: list[Steps] = [[] for _ in range(size)]
        intricate: set[int] = set()
        for edge in self.edges:
            before, after, link = edge
            if before in inactive:
                continue
            self.out[before].append(edge)
            self.into[after].append(edge)
            source, target, kind = rows[before], rows[after], link.kind
            if kind == "FF":
                self.held.add(after)
            if not _plainly(source, target, link) or after in inactive:
                intricate.add(before)
                continue
            step = self._lag(link, before)[0] if link.lag else 0
            if kind in ("FS", "FF"):
                step += source.span
            if kind in ("FF", "SF"):
                step -= target.back
            self.ahead[before].append((after, step))
        self.behind, self.gaps = self.ahead[:], self.ahead[:]
        self.crossings: list[list[Crossing]] = [[]] * size
        for place in intricate:
            self._route(place)
        self.base = [LOW] * size
        for place in self.order:
            self.base[place] = self._base(place)

    def _base(self, place: int) -> int:
        """The least early start: the project's, but for tasks that links other than FF alone bound."""
        row = self.rows[place]
        if self.network.terms.from_finish or (self.into[place] and place not in self.held):
            return row.floor
        return max(self._start_on(row.axis), row.floor)

    def _start_on(self, axis: Axis) -> int:
        start = self._starts.get(id(axis))
        if start is None:
            given = self.network.terms.start
            at = self.axes.home.start_at(self.axes.home.offset(given)) if axis is self.axes.clock else given
            start = self._starts[id(axis)] = axis.offset(at)
        return start

    def _route(self, place: int) -> None:
        """Work out the links from one place."""
        rows, source = self.rows, self.rows[place]
        ahead: Steps = []
        behind: Steps = []
        gaps: Steps = []
        crossings: list[Crossing] = []
        for _, after, link in self.out[place]:
            target = rows[after]
            kind = link.kind
            lag, clocked = self._lag(link, place) if link.lag else (0, False)
            lag_axis = self.axes.clock if clocked else target.measure
            open = self.is_open(place, after, kind)
            numbers = source.axis is target.axis and (not lag or lag_axis is target.axis)
            if not numbers or _has_parts(source) or _has_parts(target):
                opens, binds = not self.into[place], open and self._binds(place, kind)
                crossings.append(Crossing(after, kind, lag, clocked, source, target, opens, open, binds))
                continue
            by_finish, to_finish = kind in ("FS", "FF"), kind in ("FF", "SF")
            taken = target.back if to_finish else 0
            ahead.append((after, lag + (source.span if by_finish else 0) - taken))
            if open and self._binds(place, kind):
                behind.append((after, lag + (source.back if by_finish else 0) - taken))
            if open:
                taken = target.span if to_finish else 0
                gaps.append((after, lag + (source.span if by_finish else 0) - taken))
        self.ahead[place] = ahead
        self.behind[place] = ahead if behind == ahead else behind
        self.gaps[place] = ahead if gaps == ahead else gaps
        self.crossings[place] = crossings

    def is_open(self, before: int, after: int, kind: Kind) -> bool:
        """Whether a successor still asks anything of its predecessor: not what is settled by work begun or finished."""
        rule = self.rule[after]
        if (rule is not None and rule.done) or after in self.inactive:
            return False
        if kind == "SS" and rule is not None and self._begun(after):
            return False
        return kind in ("FS", "FF") or self.rule[before] is None or not self._begun(before)

    def _binds(self, before: int, kind: Kind) -> bool:
        """Whether an open link bounds the late dates before it; nothing asks for the start of a manual task."""
        return kind in ("FS", "FF") or self.rule[before] is None or not self._manual(before)

    def _manual(self, place: int) -> bool:
        return place < len(self.network.tasks) and self.network.tasks[place].manual

    def _begun(self, place: int) -> bool:
        return place < len(self.network.tasks) and self.network.tasks[place].actual_start is not None

    def _lag(self, link: Dependency, before: int) -> tuple[int, bool]:
        """A lag in tenths, and whether it runs by the clock."""
        lag, clocked = link.lag, link.unit in ("elapsed", "elapsed percent")
        if link.unit in ("percent", "elapsed percent"):
            task = self.network.tasks[before]
            lag, clocked = lag * task.duration / 100, clocked or task.elapsed
        if not -MOST <= lag <= MOST:
            raise BadPlan(f"The lag between {link.before} and {link.after} is beyond 300 years; correct it")
        return round(lag), clocked

    def change(self, task: Task) -> bool:
        """Take over a task that has changed in place; False where the network has to be compiled anew."""
        place = self.outline.index[task.key]
        known, old = self.network.tasks[place], self.rows[place]
        if (
            self.outline.summary[place]
            or self.leaning
            or known.inactive != task.inactive
            or known.parent != task.parent
        ):
            return False
        new = row_of(task, self.axes, self.network.terms, self.limits.get(place, Limits()))
        if new.axis is not old.axis and self.ends:
            return False
        self.network.tasks[place] = task
        self.rows[place] = new
        self.span[place], self.back[place], self.rule[place] = new.span, new.back, new.rule
        if (new.axis, new.cap, new.contrary) != (old.axis, old.cap, old.contrary):
            self._list_special()
        for neighbour in {place, *(edge[0] for edge in self.into[place])}:
            self._route(neighbour)
        self.base[place] = self._base(place)
        return True


class Snapshot:
    """What a schedule needs of a compiled network to answer later, whatever becomes of it."""

    def __init__(self, net: Compiled) -> None:
        network = net.network
        self.terms, self.tasks = network.terms, network.tasks[:]
        self.axes, self.single, self.size = net.axes, net.single, net.size
        self.parent, self.summary = net.outline.parent, net.outline.summary
        self.leaves, self.order, self.into = net.leaves, net.order, net.into
        self.rows, self.ahead, self.gaps, self.crossings = net.rows[:], net.ahead[:], net.gaps[:], net.crossings[:]
        self.contrary = net.contrary
        fixed = [place for place, rule in enumerate(net.rule) if rule is not None and rule.fixed is not None]
        tasks = self.tasks
        self.done = {place for place in fixed if tasks[place].actual_finish is not None}
        self.begun = self.done | {place for place in fixed if tasks[place].actual_start is not None}
        self.manual = set(fixed) - self.begun
        self.special = {place for place, row in enumerate(net.rows) if row.rule or row.axis is not row.measure}
        self.inactive, self.idle = net.inactive, net.idle


def _plainly(source: Row, target: Row, link: Dependency) -> bool:
    """Whether a link between two rows is one number for both passes."""
    if source.axis is not target.axis or source.rule is not None or target.rule is not None:
        return False
    return not link.lag or (link.unit == "working" and target.measure is target.axis)


def _has_parts(row: Row) -> bool:
    return row.rule is not None and row.rule.parts is not None


def _limits(network: Network, outline: Outline) -> dict[int, Limits]:
    """What summaries ask of the tasks below them, by place: SNET of the starts, FNLT and a deadline of the finishes.

    Those of outer summaries hold as well, the stricter of each.
    """
    found: dict[int, Limits] = {}
    for place, task in enumerate(network.tasks):
        limits = found.get(outline.parent[place])
        if outline.summary[place] and (task.constraint_at is not None or task.deadline is not None):
            start, finish = limits or Limits()
            if task.constraint == "SNET" and task.constraint_at is not None:
                start = max(start or task.constraint_at, task.constraint_at)
            for at in (task.deadline, task.constraint_at if task.constraint == "FNLT" else None):
                if at is not None:
                    finish = min(finish or at, at)
            limits = Limits(start, finish)
        if limits is not None:
            found[place] = limits
    return found


def _earliest(network: Network, outline: Outline) -> dict[int, int]:
    """The task that starts first below each summary whose start others wait for, without the links on summaries.

    Microsoft Project chooses it so.
    """
    index, summary = outline.index, outline.summary
    froms = [index.get(link.before, -1) for link in network.links if link.kind in ("SS", "SF")]
    wanted = {place for place in froms if place >= 0 and summary[place]}
    if not wanted:
        return {}
    plain = [
        link
        for link in network.links
        if not any(key in index and summary[index[key]] for key in (link.before, link.after))
    ]
    compiled = Compiled(Network(network.terms, network.tasks, plain, network.calendars))
    early = run(compiled).early
    return {
        place: min(outline.leaves(place), key=lambda leaf: compiled.rows[leaf].axis.start_at(early[leaf]))
        for place in wanted
    }
