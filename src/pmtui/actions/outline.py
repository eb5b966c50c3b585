"""The outline of a plan: indenting, outdenting and reordering tasks, and what comes after what."""

from collections.abc import Sequence
from itertools import pairwise

from pmtui.actions.items import add_one, said
from pmtui.actions.links import connect, refuse_circle, refuse_own_summary
from pmtui.actions.scheduling import Chart, Row
from pmtui.actions.step import Outcome, Step, step
from pmtui.errors import Refused, Usage
from pmtui.model.durations import show_lag
from pmtui.model.predecessors import parse_predecessors
from pmtui.model.quickadd import QuickAdd
from pmtui.model.rank import between, standing
from pmtui.model.text import clean_line, cut
from pmtui.store import linking, naming
from pmtui.store.plan import Plan
from pmtui.store.read import find


def indent(plan: Plan, chart: Chart, ids: Sequence[str]) -> Outcome:
    """Hang tasks below the one before them, in their order. Refused where there is none."""
    with step(plan) as act:
        for together in _by_parent(chart, _tops(chart, ids)):
            before = _beside(chart, together[0], -1, besides=ids)
            if before is None:
                raise Refused(f"{_ref(chart, together[0])} is the first here; there is nothing to hang it below")
            below = chart.children(before.id)
            rank = _rank(chart, below[-1]) if below else None
            for id in together:
                rank = between(rank, None)
                _hang(act, chart, id, before.id, rank)
        return _told(act, ids, "indented")


def outdent(plan: Plan, chart: Chart, ids: Sequence[str]) -> Outcome:
    """Hang tasks beside their summary, right behind it, in their order. Refused at the top."""
    with step(plan) as act:
        for together in _by_parent(chart, _tops(chart, ids)):
            parent = chart.row(_row(chart, together[0]).parent or "")
            if parent is None:
                raise Refused(f"{_ref(chart, together[0])} is at the top already")
            rank, behind = _rank(chart, parent), _rank(chart, _beside(chart, parent.id, 1))
            for id in together:
                rank = between(rank, behind)
                _hang(act, chart, id, parent.parent, rank)
        return _told(act, ids, "outdented")


def reorder(plan: Plan, chart: Chart, ids: Sequence[str], places: int) -> Outcome:
    """Move tasks up (negative) or down among their siblings, those that are marked together. Refused at the edge."""
    with step(plan) as act:
        for together in _by_parent(chart, _tops(chart, ids)):
            edge = together[0] if places < 0 else together[-1]
            other = _beside(chart, edge, places, besides=ids)
            if other is None:
                raise Refused(f"{_ref(chart, edge)} is the {'first' if places < 0 else 'last'} here already")
            beyond = _beside(chart, other.id, 1 if places > 0 else -1, besides=ids)
            low, high = (other, beyond) if places > 0 else (beyond, other)
            rank = _rank(chart, low)
            for id in together:
                rank = between(rank, _rank(chart, high))
                act.tx.set(id, "wbs_rank", rank)
        return _told(act, ids, "moved down" if places > 0 else "moved up")


def chain(plan: Plan, chart: Chart, ids: Sequence[str]) -> Outcome:
    """Link tasks one after the other, in outline order. Refused for fewer than two, or for a circle."""
    ordered = sorted((id for id in ids if id in chart.place), key=lambda id: chart.place[id])
    if len(ordered) < 2:
        raise Refused("mark two or more tasks with Space; they are linked from top to bottom")
    with step(plan) as act:
        for before, after in pairwise(ordered):
            connect(act, before, "FS", after)
        act.outcome.items = ordered
        act.outcome.message = " > ".join(_ref(chart, id) for id in ordered[:6]) + (" ..." if ordered[6:] else "")
        act.outcome.message += " linked"
        return act.outcome


def add_below(plan: Plan, chart: Chart, line: QuickAdd, id: str | None) -> Outcome:
    """Make a task right below another in the outline, as its sibling; or as the last one. As `items.add`."""
    with step(plan) as act:
        made = add_one(act, line, chart.project.id, None)
        here = chart.row(id or "")
        if here is not None:
            if here.parent is not None:
                act.tx.set(made, "parent_id", here.parent)
            act.tx.set(made, "wbs_rank", between(_rank(chart, here), _rank(chart, _beside(chart, here.id, 1))))
        act.outcome.items = [made]
        act.outcome.refs = [str(naming.first_number(plan, made))]
        act.outcome.message = f"{act.outcome.refs[0]} added: {cut(clean_line(line.title), 200)}"
        return act.outcome


def meant(plan: Plan, chart: Chart | None, ref: str) -> str:
    """The item that a predecessor's number or WBS code means; Usage where there is none."""
    if "." in ref and chart is not None:
        row = chart.by_wbs(ref)
        if row is None:
            raise Usage(f"there is no row {ref} on the timeline")
        return row.id
    return find(plan, ref)


def follow(plan: Plan, id: str, text: str, chart: Chart | None = None) -> Outcome:
    """Make a task come after just these: `12, 14SS, 15FS+2d`, or WBS codes; nothing for none.

    Unreadable, Usage or Refused say what is wrong.
    """
    wanted = {}
    for one in parse_predecessors(text):
        wanted[meant(plan, chart, one.ref), one.kind] = one.lag
    with step(plan) as act:
        for before, kind, _, _, _ in linking.predecessors(plan, id):
            if (before, kind) not in wanted:
                for there in linking.links_of_kind(plan, before, kind, id):
                    act.tx.delete(there)
        act.tx.settle()
        for (before, kind), lag in wanted.items():
            if kind == "FS" and linking.links_of_kind(plan, before, "blocks", id) and lag is None:
                continue  # it waits for that one already, in the board's words
            connect(act, before, kind, id, show_lag(lag) if lag else None)
        act.outcome.items = [id, *{before for before, _ in wanted}]
        names = parse_predecessors(text)
        act.outcome.message = f"{said(plan, [id])} " + (
            f"comes after {', '.join(one.ref for one in names)}" if names else "comes after nothing"
        )
        return act.outcome


def _hang(act: Step, chart: Chart, id: str, parent: str | None, rank: str) -> None:
    act.tx.set(id, "parent_id", parent)
    act.tx.set(id, "wbs_rank", rank)
    act.tx.settle()
    if parent is not None:
        refuse_own_summary(act, id, [parent, *_lineage(chart, parent)])
        refuse_circle(act, id)


def _lineage(chart: Chart, id: str) -> list[str]:
    found: list[str] = []
    row = chart.row(id)
    while row is not None and row.parent is not None:
        found.append(row.parent)
        row = chart.row(row.parent)
    return found


def _tops(chart: Chart, ids: Sequence[str]) -> list[str]:
    """Those that hang on none of the others, in outline order: what is below them goes along."""
    chosen = {id for id in ids if id in chart.place}
    if not chosen:
        raise Refused("that is not on the timeline")
    tops = [id for id in chosen if not chosen & set(_lineage(chart, id))]
    return sorted(tops, key=lambda id: chart.place[id])


def _by_parent(chart: Chart, ids: Sequence[str]) -> list[list[str]]:
    groups: dict[str | None, list[str]] = {}
    for id in ids:
        groups.setdefault(_row(chart, id).parent, []).append(id)
    return list(groups.values())


def _beside(chart: Chart, id: str, places: int, besides: Sequence[str] = ()) -> Row | None:
    """The sibling so many places further, those left out that move along."""
    here = _row(chart, id)
    siblings = chart.children(here.parent)
    left = [row for row in siblings if row.id == id or row.id not in besides]
    place = next(n for n, row in enumerate(left) if row.id == id) + places
    return left[place] if 0 <= place < len(left) else None


def _rank(chart: Chart, row: Row | None) -> str | None:
    return None if row is None else row.rank or standing(row.number)


def _row(chart: Chart, id: str) -> Row:
    row = chart.row(id)
    assert row is not None
    return row


def _ref(chart: Chart, id: str) -> str:
    return _row(chart, id).ref


def _told(act: Step, ids: Sequence[str], word: str) -> Outcome:
    act.outcome.items = list(ids)
    act.outcome.message = f"{said(act.plan, ids)} {word}"
    return act.outcome
