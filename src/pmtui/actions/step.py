"""One undo step: who acts, what changed, what the person is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, tzinfo
from typing import Any

from pmtui.clock import local, now_ms
from pmtui.errors import Usage
from pmtui.model.text import clean_line, quoted
from pmtui.store import lookup
from pmtui.store.log import Transaction
from pmtui.store.plan import Plan


class Outcome:
    """What an action did. `message` is one line, `warnings` are further ones; `items` the ids of the items it touched.

    `refs` are the items it made, as people say them. A plain class: a dataclass costs every command 7 ms of start-up.
    """

    __slots__ = ("items", "message", "refs", "warnings")

    def __init__(self, message: str = "", items: list[str] | None = None) -> None:
        self.message = message
        self.items: list[str] = items or []
        self.refs: list[str] = []
        self.warnings: list[str] = []


class Step:
    """A transaction with the person who acts in it. Actions read through `plan` and write through `tx`."""

    def __init__(self, plan: Plan, tx: Transaction) -> None:
        self.plan = plan
        self.tx = tx
        self.outcome = Outcome()
        self.ends: dict[str, str] = {}
        self.me = self._actor()
        tx.person = self.me

    def person(self, word: str) -> str:
        """The id of the person somebody calls `word`; a name never heard before becomes a person."""
        from pmtui.actions.people import known_as

        found = known_as(self.plan, word, self.me)
        if found is None:
            name = clean_line(word.strip().removeprefix("@"), 200)
            if not name.strip("@ "):
                raise Usage(f"{quoted(word)} names nobody; a person is written like @gus")
            found = self._meet(name)
        return found

    def put(self, kind: str, cells: dict[str, Any], id: str) -> None:
        """Make an entity of a fixed id; one that was made before, and deleted perhaps, is given these values."""
        from pmtui.store.entity import is_known

        if not is_known(self.plan, id):
            self.tx.create(kind, cells, id)
            return
        self.tx.set(id, "deleted", None)
        for field, value in cells.items():
            self.tx.set(id, field, value)

    def _actor(self) -> str:
        from pmtui.actions.people import known_as

        found = known_as(self.plan, self.plan.actor, None)
        return found or self._meet(self.plan.actor)

    def _meet(self, word: str) -> str:
        """Make a person of a new name. Met before the person's own changes, they are no part of the undo step."""
        from pmtui.actions.people import code_for

        name = clean_line(word, 200) or "someone"
        email = name if "@" in name else None
        code = code_for(self.plan, name)
        shown = name.partition("@")[0] or name
        cells = {"code": code, "name": shown, "email": email, "kind": "human"}
        if self.tx.started:
            id = self.tx.create("person", cells)
        else:
            with self.tx.aside(None) as aside:
                id = aside.create("person", cells)
        self.tx.settle()
        self.outcome.warnings.append(f"{shown} is new here and was added as @{code}")
        return id


_meeting: ContextVar[str | None] = ContextVar("meeting", default=None)


@contextmanager
def during(meeting: str | None) -> Iterator[None]:
    """What is done within the block belongs to a meeting (by id): the log says so of each step."""
    token = _meeting.set(meeting)
    try:
        yield
    finally:
        _meeting.reset(token)


@contextmanager
def step(plan: Plan, cause: str = "user") -> Iterator[Step]:
    """Open one undo step, part of the meeting that is on; all of it is committed together, or nothing."""
    with plan.transaction(cause, _meeting.get()) as tx:
        yield Step(plan, tx)


def zone_of(plan: Plan, project: str | None = None) -> tzinfo | None:
    """The time zone of a project (by id), else of the file's first; None is the machine's own."""
    name = lookup.timezone_of(plan, project)
    if not name:
        return None
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def today_in(plan: Plan, project: str | None = None) -> date:
    """The present day in a project's time zone."""
    return local(now_ms(), zone_of(plan, project)).date()
