"""A sprint begins and ends: what it committed to and what came of it is frozen, what is open rolls over."""

from collections.abc import Sequence
from datetime import UTC
from typing import NamedTuple

from pmtui.actions.items import said
from pmtui.actions.sprints import active, days_of, next_planned
from pmtui.actions.step import Outcome, Step, step
from pmtui.clock import midnight, now_ms
from pmtui.errors import Refused, Usage
from pmtui.model.durations import Duration, show_number
from pmtui.model.text import clean_line
from pmtui.planning import burn
from pmtui.store import read
from pmtui.store import sprints as stored
from pmtui.store.entity import is_known
from pmtui.store.ids import fixed_ulid
from pmtui.store.plan import Plan
from pmtui.store.snapshots import pieces
from pmtui.store.sprints import END, START, Frozen, FrozenItem, Sprint, SprintItem
from pmtui.store.tasks import StoredTerms, terms


class Review(NamedTuple):
    """What came of a sprint, or has come of it so far: its items by how they came to be there and how they stand.

    `at` is when it ended (ms UTC), None while it has not. `begun` is when its commitment was frozen, if it was.
    """

    sprint: Sprint
    begun: int | None
    at: int | None
    items: list[FrozenItem]

    @property
    def done(self) -> list[FrozenItem]:
        """What was done."""
        return [one for one in self.items if one.state == "done" and one.part != "removed"]

    @property
    def open(self) -> list[FrozenItem]:
        """What was carried over, or is still to be done."""
        return [one for one in self.items if one.state == "open" and one.part != "removed"]

    def of(self, part: str) -> list[FrozenItem]:
        """What was committed to, added, or removed."""
        return [one for one in self.items if one.part == part]

    @property
    def result(self) -> burn.Result:
        """Velocity and say/do; what was committed to and removed since counts as promised."""
        return result_of(Frozen("", self.sprint.id, self.sprint.name, 0, self.items), 0)


def start(plan: Plan, sprint: Sprint, *, goal: str = "") -> Outcome:
    """Begin a sprint: what is in it is the commitment, frozen with points, owners and estimates; `goal` is set first.

    Refused where it has begun already, has no days, or has nothing in it.
    """
    if sprint.state != "planned":
        raise Refused(f"{sprint.name} has begun already")
    days_of(sprint)
    inside = [one._replace(state=None) for one in _rows(plan, sprint).values() if one.state == "open"]
    if not inside:
        raise Refused(f'nothing is in {sprint.name} yet; `pmtui sprint pull 42 53 --to "{sprint.name}"` takes items in')
    other = active(plan, sprint.project_id)
    with step(plan) as act:
        aim = clean_line(goal) or sprint.goal
        act.tx.set(sprint.id, "goal", aim)
        act.tx.set(sprint.id, "state", "active")
        _freeze(act, sprint, START, inside)
        act.outcome.items = [one.item for one in inside]
        if other:
            act.outcome.warnings.append(
                f'{other.name} is still on; `pmtui sprint end "{other.name}"` ends it and takes over what is open'
            )
        if not aim:
            act.outcome.warnings.append(
                f'{sprint.name} has no goal; `pmtui sprint set "{sprint.name}" goal="..."` says what it is for'
            )
        act.outcome.message = f"{sprint.name} started: {amount(len(inside), _points(inside))} committed"
        return act.outcome


def end(plan: Plan, sprint: Sprint, to: Sprint | None = None, *, open_items: str = "roll") -> Outcome:
    """End a sprint: what is done by now is its velocity, frozen. `outcome.items` are those that were open.

    Open items `roll` into the sprint `to`, else the next planned one; or they `keep` their place in this one, or go
    back to the `backlog`. Refused where they have nowhere to roll to, and for a sprint that is not on.
    """
    if sprint.state != "active":
        raise Refused(f"{sprint.name} {'has ended already' if sprint.state == 'ended' else 'has not begun'}")
    found = review(plan, sprint)
    left = [one.item for one in found.open]
    target = (to or next_planned(plan, sprint.project_id)) if open_items == "roll" and left else None
    if to is not None and (to.id == sprint.id or to.state == "ended"):
        raise Usage(f"what is open in {sprint.name} cannot go to {to.name}; name a sprint that is planned")
    if open_items == "roll" and left and target is None:
        raise Refused(
            f"{said(plan, left)} {'is' if len(left) == 1 else 'are'} open and no sprint is planned; "
            "`pmtui sprint add` plans one, or end this one with --backlog or --keep"
        )
    with step(plan) as act:
        _freeze(act, sprint, END, found.items)
        act.tx.set(sprint.id, "state", "ended")
        if open_items != "keep":
            for id in left:
                act.tx.set(id, "sprint_id", target.id if target else None)
        act.outcome.items = left
        act.outcome.message = f"{sprint.name} ended: {_summary(found)}" + _whereto(plan, left, target, open_items)
        return act.outcome


def review(plan: Plan, sprint: Sprint) -> Review:
    """What has come of a sprint so far; of one that has ended, what was frozen then.

    Of a sprint that was begun elsewhere, so that no commitment was frozen, the log tells what was in it as its first
    day ended.
    """
    ended = stored.frozen(plan, END, [sprint.id]).get(sprint.id) if sprint.state == "ended" else None
    begun = stored.frozen(plan, START, [sprint.id]).get(sprint.id)
    if ended is not None:
        return Review(sprint, begun and begun.at, ended.at, ended.items)
    now = _rows(plan, sprint)
    if sprint.state == "planned":
        return Review(sprint, None, None, list(now.values()))
    committed = begun.items if begun is not None else _committed_by_log(plan, sprint)
    rows = []
    for then in committed:
        there = now.pop(then.item, None)
        if there is None:
            rows.append(then._replace(state="out", part="removed", points_committed=then.points))
        else:
            rows.append(there._replace(part="committed", points_committed=then.points))
    rows += [one._replace(part="added") for one in now.values()]
    return Review(sprint, begun and begun.at, None, rows)


def result_of(frozen: Frozen, day: int) -> burn.Result:
    """The figures of a sprint as they were frozen on a day (an ordinal), the last of it."""
    items = frozen.items
    promised = [one for one in items if one.part in ("committed", "removed")]
    done = [one for one in items if one.state == "done"]
    kept = [one for one in promised if one.state == "done"]
    return burn.Result(
        burn.Sprint(frozen.sprint, frozen.name, day, day),
        [one.item for one in promised],
        sum(one.points_committed or 0 for one in promised),
        [one.item for one in kept],
        sum(one.points_committed or 0 for one in kept),
        [one.item for one in done],
        sum(one.points or 0 for one in done),
        [one.item for one in items if one.state == "open"],
        [one.item for one in items if one.part == "added"],
        [one.item for one in items if one.part == "removed"],
    )


def mean_minutes(item: SprintItem, by: StoredTerms) -> float | None:
    """How long an item is expected to take, in working minutes: (o + 4m + p) / 6 of three points; None if unknown."""
    if item.estimate_m is None or not item.estimate_unit:
        return None
    amount = item.estimate_m
    if item.estimate_o is not None and item.estimate_p is not None:
        amount = (item.estimate_o + 4 * item.estimate_m + item.estimate_p) / 6
    day = by.minutes_per_day or 480
    week = by.minutes_per_week or 5 * day
    return Duration(amount, item.estimate_unit).minutes(day / 60, week / day, by.days_per_month or 20)


def _freeze(act: Step, sprint: Sprint, kind: str, items: Sequence[FrozenItem]) -> None:
    """Write a snapshot. Two copies of the plan freeze the same one, and a merge joins them: the first one holds."""
    begins = midnight(days_of(sprint)[0], UTC)
    number = 0
    while is_known(act.plan, id := fixed_ulid(begins, kind, sprint.id, str(number))):
        number += 1
    cells = {
        "project_id": sprint.project_id, "kind": kind, "at": now_ms(), "name": sprint.name, "sprint_id": sprint.id,
    }  # fmt: skip
    act.tx.create("snapshot", cells, id)
    for place, piece in enumerate(pieces(items)):
        part = fixed_ulid(begins, kind, sprint.id, str(number), str(place))
        act.tx.create("snapshot_part", {"snapshot_id": id, "place": place, "tasks": piece}, part)


def _rows(plan: Plan, sprint: Sprint) -> dict[str, FrozenItem]:
    """What is in a sprint now, by item, as a snapshot keeps it; dropped and archived open items count as out of it."""
    codes = {id: one.code for id, one in read.people(plan).items()}
    by = terms(plan, sprint.project_id)
    return {
        one.id: FrozenItem(
            one.id, one.ref, one.title, one.points, codes.get(one.owner_id or ""), mean_minutes(one, by), one.state
        )
        for one in stored.members(plan, sprint.id)
        if one.state == "done" or (one.state == "open" and not one.archived)
    }


def _committed_by_log(plan: Plan, sprint: Sprint) -> list[FrozenItem]:
    """What was in a sprint as its first day ended; nothing where it has no days."""
    from pmtui.actions.metrics import read_flow

    if not (sprint.start and sprint.finish):
        return []
    first = days_of(sprint)[0].toordinal()
    flow = read_flow(plan, [sprint.project_id])
    found = []
    for one in burn.tracks(flow.stories, flow.courses, flow.day_of, sprint.id):
        share = one.on(first)
        if share.inside:
            name = flow.names[one.id]
            found.append(FrozenItem(one.id, name.ref, name.title, share.points or None, None, None))
    return found


def amount(items: int, points: float) -> str:
    """So much work in words: `5 items, 16pt`."""
    return f"{items} item{'' if items == 1 else 's'}" + (f", {show_number(points)}pt" if points else "")


def _points(items: Sequence[FrozenItem]) -> float:
    return sum(one.points or 0 for one in items)


def _summary(found: Review) -> str:
    """What came of a sprint in a line: `4 of 6 committed items, 13pt, done; say/do 76 %`."""
    made = found.result
    done = f"{amount(len(found.done), _points(found.done))} done"
    if made.say_do is None:
        return done
    return f"{done}, {len(made.kept)} of {len(made.committed)} committed, say/do {made.say_do * 100:.0f} %"


def _whereto(plan: Plan, left: Sequence[str], target: Sprint | None, open_items: str) -> str:
    if not left:
        return ""
    where = f"go on in {target.name}" if target else "back in the backlog" if open_items == "backlog" else "stay in it"
    if len(left) == 1 and target:
        where = f"goes on in {target.name}"
    return f"; {said(plan, left)} {where}"
