"""People, registers and what comes next in a review; and its money, as far as there is any."""

from collections.abc import Iterable
from datetime import date, timedelta

from pmtui.meetings.review_basis import Basis
from pmtui.meetings.review_flow import IN_HAND
from pmtui.meetings.review_shapes import Line, Milestone, Money, Next, PersonLine
from pmtui.model.dates import relative, show_date
from pmtui.planning.flow import DAY
from pmtui.store.leave import Leave, leaves
from pmtui.store.meetings import Entry
from pmtui.store.overview import Work

PERIOD = 14
"""Days that the next period is long."""
_NO_LOAD = "no load: nobody has work with a length and a date"
FEEDBACK = "feedback"
"""The entry of a meeting that holds what somebody said of what was shown."""


def page(basis: Basis, milestones: list[Milestone], entries: Iterable[Entry]) -> Next:
    """The page; `entries` are what was said in the reviews since."""
    actions = sorted(_open(basis, "action"), key=lambda one: (one.due or "9999", one.number))
    today, days = basis.today.isoformat(), int(basis.thresholds.silent_days)
    quiet = basis.now - days * DAY
    in_hand = [one for one in _open(basis) if one.category in IN_HAND and one.type != "risk"]
    gone = {id for id, person in basis.people.items() if person.inactive}
    detail = basis.audience != "steering"
    due = basis.today + timedelta(PERIOD)
    people = _people(basis, due)
    said = [Line(one.item_id, *_named(basis, one.item_id), one.text, basis.name(one.person_id)) for one in entries]
    missing = () if any(any(person.load) for person in people) else (_NO_LOAD,)
    return Next(
        people,
        [one for one in milestones if not one.done and one.now <= due],
        [_due(basis, one) for one in actions if not (one.due and one.due < today)],
        [_due(basis, one) for one in actions if one.due and one.due < today],
        [_still(basis, one) for one in sorted(in_hand, key=lambda one: one.updated_at) if one.updated_at < quiet]
        if detail else [],
        days,
        [basis.line(one) for one in _open(basis) if one.owner_id in gone],
        [_due(basis, one) for one in _open(basis, "complaint")],
        [basis.line(one) for one in _all(basis, "lesson") if _is_new(basis, one)],
        said,
        missing,
    )  # fmt: skip


def money(basis: Basis) -> Money:
    """What there is of money, and what is missing for more, with the way to give it."""
    from pmtui.store.overview import planned_cost

    known = basis.register
    cost = planned_cost(basis.plan, basis.project)
    figures = [("planned cost of the tasks", cost)] if cost is not None else []
    figures += [("contingency", known.contingency)] if known.contingency is not None else []
    figures += [("exposure of the risks", known.exposure)] if any(row.emv for row in known.rows) else []
    missing = []
    if cost is None:
        missing.append("no task has a cost; costs come with a Microsoft Project file: `pmtui import plan.xml`")
    if known.contingency is None:
        key = basis.chart.project.key if basis.chart else "KEY"
        missing.append(f"no contingency; `pmtui project set {key} contingency=14.5k currency=EUR` sets it")
    missing.append("no budget and no actual costs, which pmtui does not keep yet: no CPI, no EAC")
    return Money(figures, known.currency, tuple(missing))


def _people(basis: Basis, until: date) -> list[PersonLine]:
    """Those who have work in the project, with leave and load."""
    leave: dict[str, list[str]] = {}
    for one in leaves(basis.plan):
        if one.last >= basis.today.isoformat() and one.first <= until.isoformat():
            leave.setdefault(one.person_id, []).append(_leave(basis, one))
    return [
        PersonLine(
            one.person.name, one.person.code, tuple(leave.get(one.person.id, ())),
            tuple(week.words for week in one.weeks) if any(week.booked for week in one.weeks) else (),
            any(week.over for week in one.weeks),
        )
        for one in basis.load
    ]  # fmt: skip


def _leave(basis: Basis, one: Leave) -> str:
    """Leave in words: `Tue 1 Dec to Fri 4 Dec, vacation`."""
    first, last = date.fromisoformat(one.first), date.fromisoformat(one.last)
    days = " to ".join(show_date(day, basis.today) for day in dict.fromkeys((first, last)))
    return ", ".join(filter(None, (days, one.part or "", one.note)))


def _all(basis: Basis, type: str | None = None) -> Iterable[Work]:
    return (one for one in basis.work.values() if basis.here(one) and type in (None, one.type))


def _open(basis: Basis, type: str | None = None) -> list[Work]:
    return [one for one in _all(basis, type) if one.open]


def _is_new(basis: Basis, one: Work) -> bool:
    return one.id in basis.before and not basis.was(one).there


def _due(basis: Basis, one: Work) -> Line:
    line = basis.line(one)
    return line._replace(fact=f"due {relative(line.due, basis.today)}") if line.due else line


def _still(basis: Basis, one: Work) -> Line:
    return basis.line(one, f"not changed for {(basis.now - one.updated_at) // DAY} days")


def _named(basis: Basis, item: str | None) -> tuple[str, str]:
    one = basis.work.get(item or "")
    line = basis.line(one) if one else None
    return (line.ref, line.title) if line else ("", "")
