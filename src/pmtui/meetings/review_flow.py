"""Scope and flow in a review: what is still in hand, the cumulative flow, cycle time and throughput, now and before."""

from pmtui.actions.metrics import Flow as Measured
from pmtui.meetings.review_basis import Basis
from pmtui.meetings.review_shapes import Changed, Flow, FlowFigure, Line
from pmtui.model.durations import show_number
from pmtui.model.words import SCOPE_TYPES
from pmtui.planning import cfd, pace
from pmtui.planning.flow import SERVICE_MINIMUM, SERVICE_PERCENT, SERVICE_WEEKS, percentile
from pmtui.planning.throughput import WEEKS

IN_HAND = ("active", "wait")


def page(basis: Basis, changed: Changed) -> Flow:
    """The page; it reads the whole log of the board, which no other page does."""
    flow = basis.measured
    first = flow.day_of(basis.since.window.since)
    counts = cfd.cumulative_flow(flow.courses, first, flow.today)
    categories = [(name, counts[name][0], counts[name][-1]) for name in cfd.CATEGORIES]
    figures, missing = _figures(flow, first)
    return Flow(changed, carried(basis), categories, figures, tuple(missing))


def carried(basis: Basis) -> list[Line]:
    """What was in hand when the window began and is still: work that did not move on."""
    if basis.audience == "steering":
        return []
    found = []
    for one in basis.work.values():
        if one.type in SCOPE_TYPES and one.open and one.category in IN_HAND and one.project_id == basis.project:
            known = basis.before.get(one.id)
            then = basis.was(one)
            moved = known is not None and "column_id" in known.cells
            if then.there and not then.done and (not moved or _was_in_hand(basis, one.id)):
                found.append(basis.line(one, f"{show_number(one.points)}pt" if one.points else ""))
    return found


def _was_in_hand(basis: Basis, id: str) -> bool:
    return basis.categories.get(basis.before[id].cells["column_id"], "") in IN_HAND


def _figures(flow: Measured, first: int) -> tuple[list[FlowFigure], list[str]]:
    """Cycle time and throughput of the weeks up to today, and of as many up to the day the window began."""
    cycles, rates = [], []
    for day in (flow.today, first - 1):
        times = pace.cycles(pace.finished(flow.courses, day - 7 * SERVICE_WEEKS + 1, day))
        cycles.append(percentile(times, SERVICE_PERCENT) if len(times) >= SERVICE_MINIMUM else None)
        begun = max(flow.begun, day - 7 * WEEKS + 1)
        weeks = (day - begun + 1) / 7
        done = pace.finished(flow.courses, begun, day)
        rates.append(round(len(done) / weeks, 2) if weeks >= 1 else None)
    wip = [pace.in_progress(flow.courses, day, day)[0] for day in (flow.today, first)]
    figures = [
        FlowFigure(f"cycle time P{SERVICE_PERCENT}", cycles[0], cycles[1], "d"),
        FlowFigure("throughput", rates[0], rates[1], "a week"),
        FlowFigure("in progress", wip[0], wip[1], "items"),
    ]
    missing = []
    if cycles[0] is None:
        missing.append(
            f"{SERVICE_MINIMUM} finished items within {SERVICE_WEEKS} weeks make a cycle time; there are fewer"
        )
    return figures, missing
