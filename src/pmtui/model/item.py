"""The words for what a plan holds: items and the things around them, as plain records.

Named tuples, because every start pays for what it imports and dataclasses cost ten times as much.
"""

from typing import NamedTuple


class Person(NamedTuple):
    """Somebody work can belong to. `code` is unique and short; `order` is the place by age, for colours."""

    id: str
    code: str
    name: str
    email: str | None = None
    git_email: str | None = None
    kind: str = "human"
    inactive: bool = False
    order: int = 0
    aliases: tuple[str, ...] = ()


class Project(NamedTuple):
    """A project of the file; `key` is unique and short. Dates are ISO days, `timezone` an IANA name or None."""

    id: str
    key: str
    name: str
    description: str | None = None
    goal: str | None = None
    start: str | None = None
    finish: str | None = None
    timezone: str | None = None
    method: str | None = None
    archived: bool = False


class Column(NamedTuple):
    """A column of a board. `category` is backlog, ready, active, wait or done; the clock flags None mean by
    category.
    """

    id: str
    project_id: str
    name: str
    category: str
    rank: str
    wip_limit: int | None = None
    wip_hard: bool = False
    starts_clock: bool | None = None
    stops_clock: bool | None = None
    policy: str | None = None
    archived: bool = False


class Item(NamedTuple):
    """A numbered thing with its own fields as stored: ids for other things, ms UTC for instants, ISO days for dates.

    `suffix` tells items of one number apart; `state` is open, done or dropped. The lists are filled by `read.items`.
    """

    id: str
    number: int
    suffix: str
    type: str
    title: str
    body: str
    project_id: str
    column_id: str
    rank: str
    parent_id: str | None
    priority: str | None
    points: float | None
    estimate_o: float | None
    estimate_m: float | None
    estimate_p: float | None
    estimate_unit: str | None
    start: str | None
    due: str | None
    percent: float | None
    effort_left: int | None
    effort_spent: int | None
    owner_id: str | None
    reporter_id: str | None
    sprint_id: str | None
    blocked: str | None
    dropped: str | None
    archived: bool
    completed_at: int | None
    url: str | None
    state: str
    created_at: int
    created_by: str | None
    updated_at: int
    started_at: int | None
    finished_at: int | None
    column_since: int | None
    blocked_since: int | None
    blocked_by: str | None
    deleted: bool
    assignees: list[str]
    labels: list[str]

    @property
    def ref(self) -> str:
        """The number as people say it, unique in the file: 42, or 42b."""
        return f"{self.number}{self.suffix}"


class Comment(NamedTuple):
    """A remark on an item; `at` in ms UTC, `author` a person's id."""

    id: str
    author: str | None
    at: int
    body: str


class Check(NamedTuple):
    """An entry of an item's checklist; `state` is open, ok or waived."""

    id: str
    text: str
    state: str
    checklist: str | None
    rank: str


class Link(NamedTuple):
    """`from_id` KIND `to_id`; for FS, SS, FF and SF the first is the predecessor. `lag` in `lag_unit`."""

    id: str
    from_id: str
    to_id: str
    kind: str
    lag: float | None = None
    lag_unit: str | None = None


class Event(NamedTuple):
    """One line of an item's history: who changed what, when. `old` and `new` are said in people's words.

    `txn` is the change's place in the log and `step` its transaction's, each together with the session in `txn`.
    """

    at: int
    person: str | None
    cause: str
    field: str
    old: str | None
    new: str | None
    item_id: str
    txn: tuple[int, int] = (0, 0)
    step: int = 0
