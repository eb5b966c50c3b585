"""What has changed since, in a review: work done, added, removed, estimated anew; registers; decisions."""

from collections.abc import Iterable
from datetime import date

from pmtui.meetings.review_basis import SCOPE_FIELDS, Basis, Then
from pmtui.meetings.review_shapes import Amount, Changed, Decision, Estimate, Line, Sum, Taken
from pmtui.model.dates import show_date
from pmtui.model.durations import Duration, show_duration, show_number
from pmtui.model.words import DECIDED_TYPES, SCOPE_TYPES, lettered
from pmtui.planning.rag import Scope
from pmtui.store import overview, past
from pmtui.store.overview import Work
from pmtui.store.past import Before, clock_of


def changed(basis: Basis) -> Changed:
    """All that has changed; a steering committee gets the sums without the cards behind them."""
    touched = [basis.work[id] for id in basis.before if id in basis.work]
    then = {one.id: basis.was(one) for one in touched}
    made = [one for one in touched if basis.here(one) and not then[one.id].there]
    work = [one for one in touched if one.type in SCOPE_TYPES]
    done = [one for one in work if _is_done(basis, one) and not then[one.id].done]
    added = [one for one in made if one.type in SCOPE_TYPES]
    removed = [one for one in work if not basis.here(one) and then[one.id].there]
    estimates = [found for one in work if (found := _estimate(basis, one)) is not None]
    now, before = _amounts(basis)
    sums = {
        "done": _sum(done), "added": _sum(added),
        "removed": Sum(len(removed), sum(then[one.id].points or 0 for one in removed)),
        "estimates": Sum(len(estimates), sum(one.points for one in estimates)),
    }  # fmt: skip
    detail = basis.audience != "steering"
    lists = (_lines(basis, done), _lines(basis, added), [basis.line(one, _why_gone(basis, one)) for one in removed])
    return Changed(
        before, now, sums, *(lists if detail else ([], [], [])), estimates if detail else [],
        [line for one in touched if (detail or one.type == "milestone") and (line := _due(basis, one)) is not None],
        _lines(basis, (one for one in made if one.type == "issue")),
        _lines(basis, (one for one in touched if one.type == "issue" and _closed(one, then[one.id]))),
        _lines(basis, (one for one in made if one.type == "change")),
        taken(basis),
    )  # fmt: skip


def decisions(basis: Basis) -> list[Decision]:
    """The open decisions and changes, late ones first, then by due day."""
    found = []
    for one in basis.work.values():
        if one.type in DECIDED_TYPES and one.open and one.project_id == basis.project:
            due = date.fromisoformat(one.due) if one.due else None
            late = max(0, (basis.today - due).days) if due else 0
            deferred = (one.verdict_reason or "deferred") if one.verdict == "deferred" else ""
            found.append(
                Decision(
                    one.id, lettered(one.type, one.ref), one.title, one.type, due, late, basis.name(one.owner_id),
                    one.waiting_cost or "", one.points, deferred,
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (-one.late, one.due or date.max, one.ref))


def taken(basis: Basis) -> list[Taken]:
    """What was decided since, oldest first; what was taken back is left out."""
    found = []
    for id, before in basis.before.items():
        one = basis.work.get(id)
        if one is None or not one.verdict or one.decided_at is None or one.deleted:
            continue
        if before.made or "decided_at" in before.cells:
            people = tuple(basis.name(person) for person in (one.decided_by or "").split(",") if person)
            ref, reason = lettered(one.type, one.ref), one.verdict_reason or ""
            made = Taken(id, ref, one.title, one.verdict, reason, people, basis.day(one.decided_at), one.decided_at)
            found.append(made)
    return sorted(found, key=lambda made: (made.at, made.ref))


def scope(basis: Basis) -> Scope:
    """The scope as the rule sees it: since the baseline, else since the review's own window began."""
    known = basis.baseline
    if known is None:
        since, before = basis.since.words, basis.before
    else:
        since = f"baseline B{known.number}"
        after = clock_of(basis.plan, known.id)
        before = past.before(basis.plan, [basis.project], SCOPE_FIELDS, known.at, after)
    gone = before.keys() - basis.work.keys()
    others = basis.work | (overview.work(basis.plan, [], gone) if gone else {})
    items = [one for one in others.values() if one.type in SCOPE_TYPES]
    then = {id: basis.was(others[id], one) for id, one in before.items() if id in others}
    there = [one for one in items if basis.here(one)]
    were = [one for one in items if (then[one.id].there if one.id in then else basis.here(one))]
    pointed = any(one.points for one in there) and any(_points(one, then) for one in were)
    unit, new = "pt" if pointed else "items", {one.id for one in there if one.id in then and not then[one.id].there}
    if pointed:
        sums = sum(_points(one, then) for one in were), sum(one.points or 0 for one in there)
    else:
        sums = float(len(were)), float(len(there))
    return Scope(*sums, _approved(basis, others, before, new, pointed), unit, since)


def _approved(basis: Basis, work: dict[str, Work], before: dict[str, Before], new: set[str], pointed: bool) -> float:
    """What approved changes have added: the new work that hangs on them, else the points of the changes themselves."""
    known = [
        work[id] for id, one in before.items()
        if id in work and work[id].type == "change" and work[id].verdict == "approved"
        and (one.made or "decided_at" in one.cells)
    ]  # fmt: skip
    hanging = overview.hanging_on(basis.plan, [one.id for one in known])
    counted: set[str] = set()
    total = 0.0
    for change in known:
        own = (hanging[change.id] & new) - counted
        counted |= own
        if pointed:
            total += sum(work[id].points or 0 for id in own) or change.points or 0
        else:
            total += len(own) or 1
    return total


def _points(one: Work, then: dict[str, Then]) -> float:
    known = then.get(one.id)
    return (known.points if known else one.points) or 0


def _amounts(basis: Basis) -> tuple[Amount, Amount]:
    """The scope now, and when the window began."""
    sums = [[0, 0, 0.0, 0.0], [0, 0, 0.0, 0.0]]
    for one in basis.work.values():
        if one.type in SCOPE_TYPES:
            here = Then(basis.here(one), _is_done(basis, one), one.points)
            for place, state in enumerate((here, basis.was(one))):
                if state.there:
                    points = state.points or 0
                    parts = (1, int(state.done), points, points if state.done else 0)
                    sums[place] = [total + part for total, part in zip(sums[place], parts, strict=True)]
    now, then = (Amount(int(one[0]), int(one[1]), round(one[2], 6), round(one[3], 6)) for one in sums)
    return now, then


def _sum(found: Iterable[Work]) -> Sum:
    items = list(found)
    return Sum(len(items), sum(one.points or 0 for one in items))


def _is_done(basis: Basis, one: Work) -> bool:
    return basis.here(one) and one.state == "done"


def _closed(one: Work, then: Then) -> bool:
    """Whether something that was open is no longer: done or dropped."""
    return then.there and not then.done and not one.deleted and one.state != "open"


def _lines(basis: Basis, found: Iterable[Work]) -> list[Line]:
    return [basis.line(one, f"{show_number(one.points)}pt" if one.points else "") for one in found]


def _why_gone(basis: Basis, one: Work) -> str:
    if one.deleted:
        return "deleted"
    if one.project_id != basis.project:
        return "in another project"
    return one.dropped if one.dropped not in (None, "dropped") else "dropped"


def _estimate(basis: Basis, one: Work) -> Estimate | None:
    """How an item's estimate has changed that was there before: its points, else its likely length."""
    before = basis.before[one.id]
    if before.made or not basis.here(one):
        return None
    if "points" in before.cells and (before.cells["points"] or 0) != (one.points or 0):
        old, new = before.cells["points"] or 0, one.points or 0
        words = f"{show_number(old)}pt", f"{show_number(new)}pt"
        return Estimate(one.id, lettered(one.type, one.ref), one.title, *words, new - old)
    length = before.cells.get("estimate_m", one.estimate), before.cells.get("estimate_unit", one.estimate_unit)
    if length == (one.estimate, one.estimate_unit):
        return None
    old_words, new_words = _length(*length), _length(one.estimate, one.estimate_unit)
    return Estimate(one.id, lettered(one.type, one.ref), one.title, old_words, new_words, 0.0)


def _length(amount: float | None, unit: str | None) -> str:
    return "-" if amount is None else show_duration(Duration(amount, unit or "d"))


def _due(basis: Basis, one: Work) -> Line | None:
    """How the due day of something open has moved."""
    before = basis.before[one.id]
    if before.made or not one.open or before.cells.get("due", one.due) == one.due:
        return None
    old, new = (
        show_date(date.fromisoformat(day), basis.today) if day else "no day" for day in (before.cells["due"], one.due)
    )
    return basis.line(one, f"due {old} > {new}")
