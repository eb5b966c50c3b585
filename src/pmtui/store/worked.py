"""Time as the plan has it: what was logged, the timers that run, the commits that somebody accepted."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pmtui.store.plan import Plan

_SOME = 500
_LONGEST = 12
"""Characters of a number with its letters; a longer one is no item's."""


class Timer(NamedTuple):
    """A timer that runs: on which item, for whom (ids), since when (ms UTC)."""

    id: str
    item_id: str
    person_id: str
    started: int
    note: str


class Logged(NamedTuple):
    """Time logged: on which item, by whom (ids), on which ISO day, and whence it came (`manual`, `timer`, `git`)."""

    item_id: str
    person_id: str
    day: str
    minutes: int
    source: str


class Accepted(NamedTuple):
    """A commit that somebody took over for an item (id); `at` in ms UTC."""

    item_id: str
    person_id: str
    sha: str
    subject: str
    at: int
    repository: str


def timers(plan: Plan, person: str | None) -> list[Timer]:
    """The timers that run for a person (id), oldest first: one, but for what two copies of the plan began."""
    if person is None or plan.outdated:
        return []
    rows = plan.rows(
        "SELECT t.id, t.item_id, t.person_id, t.started, coalesce(t.note, '') FROM timer t "
        "JOIN item i ON i.id = t.item_id WHERE t.person_id = ? AND t.started IS NOT NULL ORDER BY t.started, t.id",
        (person,),
    )
    return [Timer(*row) for row in rows]


def logged(plan: Plan, items: Iterable[str], first: str) -> list[Logged]:
    """What was logged on these items (ids) since an ISO day, by anybody."""
    wanted, found = list(dict.fromkeys(items)), list[Logged]()
    for start in range(0, len(wanted), _SOME):
        part = wanted[start : start + _SOME]
        rows = plan.rows(
            "SELECT item_id, person_id, day, coalesce(minutes, 0), coalesce(source, '') FROM time_entry "
            f"WHERE item_id IN ({', '.join('?' * len(part))}) AND day >= ?",
            (*part, first),
        )
        found += [Logged(*row) for row in rows]
    return found


def accepted(plan: Plan, since: int) -> list[Accepted]:
    """The commits made from `since` (ms UTC) on that somebody took over, oldest first."""
    return _accepted(plan, "c.at >= ?", since)


def accepted_on(plan: Plan, item: str) -> list[Accepted]:
    """The commits that were taken over for an item (id), oldest first."""
    return _accepted(plan, "c.item_id = ?", item)


def numbered(plan: Plan, refs: Iterable[str]) -> dict[str, tuple[str, int]]:
    """The items, not deleted, that go by these refs (`42`, `42b`): id and number of each."""
    wanted = {ref: int(ref.rstrip("abcdefghijklmnopqrstuvwxyz")) for ref in refs if len(ref) <= _LONGEST}
    numbers, found = sorted(set(wanted.values())), dict[str, tuple[str, int]]()
    for start in range(0, len(numbers), _SOME):
        part = numbers[start : start + _SOME]
        rows = plan.rows(
            "SELECT number || suffix, id, number FROM item "
            f"WHERE number IN ({', '.join('?' * len(part))}) AND NOT deleted",
            part,
        )
        found |= {ref: (id, number) for ref, id, number in rows if ref in wanted}
    return found


def _accepted(plan: Plan, where: str, value: object) -> list[Accepted]:
    if plan.outdated:
        return []
    rows: Sequence[tuple[str, str, str, str, int, str]] = plan.rows(
        "SELECT c.item_id, c.person_id, c.sha, coalesce(c.subject, ''), c.at, coalesce(c.repository, '') "
        f"FROM git_commit c WHERE {where} AND c.sha IS NOT NULL AND c.person_id IS NOT NULL ORDER BY c.at, c.sha",
        (value,),
    )
    return [Accepted(*row) for row in rows]
