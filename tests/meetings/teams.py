"""A team for tests: its plan, who does what in it, and its standups."""

from collections.abc import Iterator
from contextlib import contextmanager

from pmtui.meetings.agenda import Turn
from pmtui.meetings.standup import Standup
from pmtui.store import read
from pmtui.store.plan import Plan
from tests.store.plans import Clock


def standup(plan: Plan) -> Standup:
    """A standup of all the plan's projects."""
    return Standup(plan, list(read.projects(plan)))


def held(plan: Plan, *away: str) -> str:
    """Hold a standup without a word; returns its note."""
    return standup(plan).close([person(plan, name) for name in away])[1]


def person(plan: Plan, code: str) -> str:
    """The id of a person."""
    return next(id for id, one in read.people(plan).items() if one.code == code)


def turn(of: Standup, code: str) -> Turn:
    """A person's turn."""
    return next(turn for turn in of.agenda.turns if turn.person.code == code)


def texts(of: Standup, code: str) -> list[str]:
    """What a person did, as the standup tells it: `1 Ready > Doing`."""
    return [f"{one.item.ref} {one.text}" for one in turn(of, code).changed]


@contextmanager
def acting(plan: Plan, actor: str) -> Iterator[Plan]:
    """The same file in another person's hands."""
    with Plan(plan.path, actor, write=True) as other:
        yield other


def friday(time: Clock, plan: Plan) -> None:
    """The team met on Friday from 09:30 to 09:42."""
    time.set("2026-11-20T09:30:00")
    of = standup(plan)
    time.set("2026-11-20T09:42:00")
    of.close()
