"""Work moving over the board: move, start, done, drop, block; and its order within a column."""

from collections.abc import Sequence

from pmtui.actions.items import said
from pmtui.actions.places import column_named, column_of_category, end_of, enter
from pmtui.actions.step import Outcome, Step, step
from pmtui.errors import Refused, Usage
from pmtui.model.rank import between
from pmtui.model.text import whole_line
from pmtui.store import lookup
from pmtui.store.plan import Plan


def move(plan: Plan, ids: Sequence[str], column: str) -> Outcome:
    """Move items to the end of a column, by name, each on its own board. A hard WIP limit refuses, a soft one warns."""
    with step(plan) as act:
        names = {_put(act, id, column_named(plan, lookup.project_of(plan, id), column)) for id in ids}
        return _moved(act, ids, names)


def move_to(plan: Plan, ids: Sequence[str], columns: Sequence[str]) -> Outcome:
    """Move items to whichever of these columns (ids) is on their own board: what the board's keys do."""
    with step(plan) as act:
        homes = lookup.columns_by_project(plan, columns)
        names = set()
        for id in ids:
            project = lookup.project_of(plan, id)
            if project not in homes:
                raise Refused(f"{said(plan, [id])} belongs to a board that has no such column")
            names.add(_put(act, id, homes[project]))
        return _moved(act, ids, names)


def start(plan: Plan, ids: Sequence[str], *, timer: bool = False) -> Outcome:
    """Begin work: the first active column; you become the owner, or an assignee where somebody else owns it.

    With `timer` your timer starts too, on the one item; Usage for several.
    """
    if timer and len(ids) != 1:
        raise Usage("a timer runs on one item; start one with --timer, or several without")
    with step(plan) as act:
        names = set()
        for id in ids:
            act.tx.set(id, "dropped", None)
            if lookup.category_of(plan, id) != "active":
                names.add(_put(act, id, column_of_category(plan, lookup.project_of(plan, id), "active")))
            owner = lookup.owner_of(plan, id)
            if owner is None:
                act.tx.set(id, "owner_id", act.me)
            elif owner != act.me and act.me not in lookup.assignments(plan, id):
                act.tx.create("assignee", {"item_id": id, "person_id": act.me, "role": "R"})
        if timer:
            from pmtui.actions.timer import begin

            begin(act, ids[0])
        where = f", in {next(iter(names))}" if len(names) == 1 else ""
        told = f"; {act.outcome.message}" if act.outcome.message else ""
        return _moved(act, ids, names, f"started{where}{told}")


def done(plan: Plan, ids: Sequence[str]) -> Outcome:
    """Finish: the first done column. What still waits or is unchecked is said, not refused."""
    with step(plan) as act:
        names = set()
        for id in ids:
            act.tx.set(id, "dropped", None)
            if lookup.category_of(plan, id) != "done":
                names.add(_put(act, id, column_of_category(plan, lookup.project_of(plan, id), "done")))
            act.tx.set(id, "blocked", None)
            _tell_open_checks(act, id)
        return _moved(act, ids, names, "done")


def drop(plan: Plan, ids: Sequence[str], reason: str = "") -> Outcome:
    """Decide not to do items; they leave the board and count as dropped, with the reason if there is one."""
    with step(plan) as act:
        for id in ids:
            act.tx.set(id, "dropped", whole_line(reason) or "dropped")
        act.outcome.items = list(ids)
        act.outcome.message = f"{said(plan, ids)} dropped"
        return act.outcome


def block(plan: Plan, ids: Sequence[str], reason: str) -> Outcome:
    """Mark items blocked. They stay in their column; a reason is required."""
    why = whole_line(reason)
    if not why:
        raise Usage("say why it is blocked: a reason is what gets it unblocked")
    with step(plan) as act:
        for id in ids:
            act.tx.set(id, "blocked", why)
        act.outcome.items = list(ids)
        act.outcome.message = f"{said(plan, ids)} blocked: {why}"
        return act.outcome


def unblock(plan: Plan, ids: Sequence[str]) -> Outcome:
    """Clear the block."""
    with step(plan) as act:
        freed = [id for id in ids if act.tx.set(id, "blocked", None)]
        if not freed:
            raise Refused(f"{said(plan, ids)} {'is' if len(ids) == 1 else 'are'} not blocked")
        act.outcome.items = freed
        act.outcome.message = f"{said(plan, freed)} unblocked"
        return act.outcome


def place_between(plan: Plan, id: str, above: str | None, below: str | None) -> Outcome:
    """Give an item a rank between two others of its column (ids; None is the column's edge)."""
    with step(plan) as act:
        low, high = (lookup.rank_of(plan, other) if other else None for other in (above, below))
        if low is not None and high is not None and low >= high:
            high = None  # two cards of one rank, from two copies: the newcomer goes below both
        act.tx.set(id, "rank", between(low, high))
        act.outcome.items = [id]
        act.outcome.message = f"{said(plan, [id])} ranked"
        return act.outcome


def _put(act: Step, id: str, column: str) -> str:
    """Move one item within a step, and return the column's name."""
    if lookup.column_of(act.plan, id) == column:
        name = str(lookup.column_name(act.plan, column))
    else:
        name = enter(act, column)
        act.tx.set(id, "column_id", column)
        act.tx.set(id, "rank", end_of(act, column))
        act.tx.settle()
    act.tx.set(id, "dropped", None)
    return name


def _moved(act: Step, ids: Sequence[str], names: set[str], verb: str | None = None) -> Outcome:
    """Say what became of items; my timer on one that is finished now stops, and its time is logged."""
    from pmtui.actions.timer import end_with

    where = next(iter(names)) if len(names) == 1 else "their columns"
    logged = end_with(act, ids)
    act.outcome.items = list(dict.fromkeys([*ids, *act.outcome.items]))
    act.outcome.message = f"{said(act.plan, ids)} {verb or f'moved to {where}'}{logged}"
    return act.outcome


def _tell_open_checks(act: Step, id: str) -> None:
    left = lookup.open_checks(act.plan, id)
    if left:
        act.outcome.warnings.append(f"{said(act.plan, [id])} still has {len(left)} open checks: {', '.join(left[:3])}")
