"""Who works and when they are off, as stored: people's hours and calendars, and their leave."""

from typing import NamedTuple

from pmtui.store.plan import Plan


class Leave(NamedTuple):
    """Days that a person (id) is off, `first` to `last`, ISO days; `part` am or pm for that half of each of them."""

    id: str
    person_id: str
    first: str
    last: str
    part: str | None
    note: str


class Worker(NamedTuple):
    """A person who works: the hours a day that were agreed, and the id of their own calendar, where there are such."""

    id: str
    hours_per_day: float | None
    calendar_id: str | None


def leaves(plan: Plan) -> list[Leave]:
    """All leave, the earliest first; a file of an older version has none."""
    if plan.outdated:
        return []
    rows = plan.rows(
        "SELECT id, person_id, first, last, part, coalesce(note, '') FROM leave "
        "WHERE person_id IS NOT NULL AND first IS NOT NULL AND last IS NOT NULL ORDER BY first, last, id"
    )
    return list(map(Leave._make, rows))


def workers(plan: Plan) -> list[Worker]:
    """All people who are there and human, in the order of joining."""
    rows = plan.rows(
        "SELECT id, hours_per_day, calendar_id FROM person "
        "WHERE coalesce(kind, 'human') = 'human' AND NOT coalesce(inactive, 0) ORDER BY id"
    )
    return list(map(Worker._make, rows))
