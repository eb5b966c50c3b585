"""A plan with a past: what a team moved, blocked and said in eighteen months, and the standups it held."""

import json
import random
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.measure import ACTOR
from benchmarks.plan import lines
from pmtui import clock
from pmtui.actions import projects
from pmtui.model.rank import between
from pmtui.store import dump, read
from pmtui.store.ids import fixed_ulid
from pmtui.store.plan import Plan

DAYS = 548
"""How long ago it began."""
AWAY = 12
"""So many standups the last person has missed: theirs is the longest window."""
_HOUR, _DAY = 3_600_000, 86_400_000
TEAM = ("ana", "ben", "chi", "dora", "emre", "fay", "gus", "hana", "ivo")
_TITLES = [line.title for line in lines(500)]
_REASONS = ("the vendor", "waiting for access", "the test bed is down", "a decision", "Review", "the bank")
_WORDS = (
    "Done, the log shows no retries any more", "Waits for the new certificate", "Split off what can wait",
    "See the thread of Monday", "Works on the test bed, needs a look", "Numbers agree with the ledger now",
)  # fmt: skip


class Deed(NamedTuple):
    """What somebody did at an instant (ms UTC): fields of entities and their new values, as one step."""

    at: int
    person: str
    cells: list[tuple[str, str, Any]]


class _Life(NamedTuple):
    """Where an item's past is drawn from: the team, the columns in their order and the sprints, all as ids."""

    chance: random.Random
    people: list[str]
    columns: list[str]
    sprints: list[str]
    begun: int
    now: int


def make_past(path: Path, count: int) -> Path:
    """Make a plan file of `count` items, 40 changes each, most of them done; its folder is made too.

    The log is written as another copy of the plan would bring it, and merged in: its tables follow as ever.
    """
    path.parent.mkdir()
    now = clock.now_ms()
    begun = (now // _DAY - DAYS) * _DAY
    with clock.at(begun), Plan.create(path, ACTOR) as plan:
        project = projects.add(plan, "ORD", "Order portal").items[0]
        columns = list(read.columns(plan, project))
    with Plan(path, ACTOR, write=True) as plan, plan.unsynced():
        with clock.at(begun), plan.transaction("rule") as tx:
            people = [tx.create("person", _person(name)) for name in TEAM]
            sprints = [tx.create("sprint", _sprint(project, begun, place)) for place in range(DAYS // 14)]
        life = _Life(random.Random(20_261_123), people, columns, sprints, begun, now)
        deeds = [deed for number in range(count) for deed in _item(life, project, number, count)]
        deeds += [deed for deed in _standups(life, project) if deed.at < now]
        sessions, transactions, changes = _log(sorted(deeds))
        with plan.transaction("import") as tx:
            dump.load(tx, sessions, transactions, changes)
    return path


def _person(code: str) -> dict[str, Any]:
    return {"code": code, "name": code.capitalize(), "kind": "human", "email": ACTOR if code == "ana" else None}


def _sprint(project: str, begun: int, place: int) -> dict[str, Any]:
    first = clock.local(begun).date() + timedelta(14 * place)
    cells = {"project_id": project, "name": f"Sprint {place + 1}", "start": first.isoformat()}
    return {**cells, "finish": (first + timedelta(13)).isoformat()}


def _item(life: _Life, project: str, number: int, count: int) -> Iterator[Deed]:
    """An item's deeds: it is worked on for some weeks, goes to and fro between doing and review, and is done."""
    chance, columns = life.chance, life.columns
    at = life.begun + int((life.now - life.begun - _HOUR) * number / count)
    id, owner = fixed_ulid(at, "item", str(number)), chance.choice(life.people)
    first = {
        "entity": "item", "number": number + 1, "type": "task", "title": _TITLES[number % len(_TITLES)],
        "project_id": project, "column_id": columns[0], "rank": between(None, None, chance),
    }  # fmt: skip
    yield Deed(at, owner, [(id, "*", first)])
    for step in _steps(life, id, owner):
        at += chance.randrange(2 * _HOUR, 3 * _DAY)
        if at >= life.now:
            return
        yield Deed(at, owner, step)


def _steps(life: _Life, id: str, owner: str) -> Iterator[list[tuple[str, str, Any]]]:
    """What is done with an item, one step after the other: 39 changes."""
    chance, (_, ready, doing, review, done) = life.chance, life.columns
    sprints = sorted(chance.sample(range(len(life.sprints)), 2))

    def move(column: str, *more: tuple[str, Any]) -> list[tuple[str, str, Any]]:
        return [(id, "column_id", column), (id, "rank", between(None, None, chance)), *((id, *one) for one in more)]

    def say() -> list[tuple[str, str, Any]]:
        comment = fixed_ulid(life.begun, id, str(chance.random()))
        said = {"entity": "comment", "item_id": id, "author_id": owner, "body": chance.choice(_WORDS)}
        return [(comment, "*", said)]

    yield [(id, "points", float(chance.choice((1, 2, 3, 5, 8)))), (id, "sprint_id", life.sprints[sprints[0]])]
    yield move(ready)
    yield move(doing, ("owner_id", owner))
    for percent in (20.0, 40.0, 60.0, 80.0):
        yield say()
        if percent < 60:
            yield [(id, "blocked", chance.choice(_REASONS))]
            yield [(id, "blocked", None)]
        yield move(review)
        yield move(doing, ("percent", percent)) if percent in (20.0, 80.0) else move(doing)
    yield [(id, "points", float(chance.choice((1, 2, 3, 5, 8)))), (id, "sprint_id", life.sprints[sprints[1]])]
    yield move(review)
    yield move(done)


def _standups(life: _Life, project: str) -> Iterator[Deed]:
    """A standup on every working day at half past nine; the last person misses the last ones."""
    days = [life.begun + day * _DAY for day in range(1, DAYS)]
    held = [day for day in days if clock.local(day).weekday() < 5]
    for place, day in enumerate(held):
        at = day + 9 * _HOUR + _HOUR // 2
        id = fixed_ulid(at, "standup", project)
        started = {"entity": "meeting", "project_id": project, "kind": "standup", "started": at}
        yield Deed(at, life.people[0], [(id, "*", started)])
        gone = life.people[-1] if place >= len(held) - AWAY else None
        entries: list[tuple[str, str, Any]] = []
        for person in life.people:
            entry = {"entity": "meeting_entry", "meeting_id": id, "person_id": person, "at": at}
            entry |= {"kind": "away" if person == gone else "turn", "seconds": None if person == gone else 70}
            entries.append((fixed_ulid(at, id, person), "*", entry))
        note = "\n".join(f"- {life.chance.choice(_WORDS)}" for _ in range(30))
        ended = [(id, "ended", at + _HOUR // 5), (id, "note", note)]
        yield Deed(at + _HOUR // 5, life.people[0], [*entries, *ended])


def _log(deeds: list[Deed]) -> tuple[list[Any], list[Any], list[Any]]:
    """Deeds, oldest first, as the rows of a log that nobody else wrote to: a session for each person and day."""
    sessions, transactions, changes = dict[str, Any](), list[Any](), list[Any]()
    known: dict[tuple[str, str], tuple[Any, str]] = {}  # by entity and field: the value, and the change that set it
    made: dict[str, str] = {}
    hlc = 0
    for at, person, cells in deeds:
        uid = f"{person[-6:]}{at // _DAY}"
        sessions.setdefault(uid, (uid, ACTOR, "desk", "benchmark"))
        step = hlc = max(hlc + 1, at << 16)
        transactions.append((step, uid, at, person, "user", None))
        for id, field, new in cells:
            if field == "*":
                changes.append((id, hlc, uid, step, field, None, _first(new), None))
                made[id] = f"{hlc}.{uid}"
                known |= {(id, name): (value, made[id]) for name, value in new.items()}
            else:
                old, head = known.get((id, field), (None, made[id]))
                changes.append((id, hlc, uid, step, field, old, new, head))
                known[id, field] = new, f"{hlc}.{uid}"
            hlc += 1
    return list(sessions.values()), transactions, changes


def _first(cells: dict[str, Any]) -> str:
    said = {name: value for name, value in cells.items() if value is not None}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    make_past(Path(sys.argv[1]), int(sys.argv[2]))
