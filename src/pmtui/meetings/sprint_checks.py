"""What speaks against a sprint as it is planned: said at once, refused never."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from pmtui.meetings.backlog import Candidate, wait_words
from pmtui.meetings.sprint_load import Load
from pmtui.planning.sprint_pace import Pace
from pmtui.store.sprints import Sprint


class Check(NamedTuple):
    """Something that speaks against it: a kind, a line, and the items (ids) it is about.

    Kinds are goal, dependency, capacity, owner, ready and scope.
    """

    kind: str
    text: str
    items: tuple[str, ...] = ()


def checks(sprint: Sprint, inside: Sequence[Candidate], loads: Iterable[Load], pace: Pace, today: date) -> list[Check]:
    """All of it, most pressing first."""
    found = [] if sprint.goal else [Check("goal", "no goal")]
    for one in inside:
        found += [
            Check("dependency", f"{one.item.ref} {wait_words(wait, today)}", (one.item.id,))
            for wait in one.waits
            if not wait.fine
        ]
    found += [
        Check("capacity", f"{load.person.name} over by {load.over:.3g}h") for load in loads if round(load.over, 2) > 0
    ]
    nobodys = [one for one in inside if one.item.owner_id is None]
    if nobodys:
        found.append(Check("owner", f"no owner: {_refs(nobodys)}", _ids(nobodys)))
    for reason in dict.fromkeys(reason for one in inside for reason in one.lacks if not reason.startswith("waits")):
        lacking = [one for one in inside if reason in one.lacks]
        found.append(Check("ready", f"{reason}: {_refs(lacking)}", _ids(lacking)))
    amount = committed(inside, pace)
    if pace.p50 is not None and amount > pace.p50:
        found.append(Check("scope", f"{amount:g}{_unit(pace)} is more than the P50 of {pace.p50:g}"))
    return found


def committed(inside: Sequence[Candidate], pace: Pace) -> float:
    """How much is in a sprint, in the unit of its forecast."""
    return sum(one.item.points or 0 for one in inside) if pace.unit == "pt" else float(len(inside))


def _unit(pace: Pace) -> str:
    return "pt" if pace.unit == "pt" else " items"


def _refs(found: Sequence[Candidate]) -> str:
    return " ".join(one.item.ref for one in found)


def _ids(found: Sequence[Candidate]) -> tuple[str, ...]:
    return tuple(one.item.id for one in found)
