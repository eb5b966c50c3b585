"""Meetings as stored: when a team met, who was there, what was said; and the open work that a meeting looks at."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pmtui.store.plan import Plan


class Meeting(NamedTuple):
    """A meeting; instants in ms UTC, `ended` None while it is open, `note` the paper written at its end.

    `facts` is JSON, what the plan said at its end.
    """

    id: str
    project_id: str
    kind: str
    started: int
    ended: int | None
    since: int | None
    leader_id: str | None
    note: str | None
    sprint_id: str | None = None
    facts: str | None = None


class Entry(NamedTuple):
    """A line of a meeting: what kind, about which item, by or about whom; `at` in ms UTC.

    `about_id` is what else it is about, such as another entry; `value` a figure or a word, as its kind has it.
    """

    id: str
    meeting_id: str | None
    kind: str
    item_id: str | None
    person_id: str | None
    text: str
    at: int
    seconds: int | None
    about_id: str | None = None
    value: str | None = None


class Work(NamedTuple):
    """An item in the few facts a meeting needs. Instants in ms UTC, `due` an ISO day; assignees come separately."""

    id: str
    number: int
    ref: str
    title: str
    type: str
    project_id: str
    column_id: str
    owner_id: str | None
    state: str
    percent: float | None
    points: float | None
    due: str | None
    blocked: str | None
    blocked_since: int | None
    started_at: int | None
    finished_at: int | None
    rank: str


_WORK = (
    "SELECT i.id, i.number, i.number || i.suffix, i.title, i.type, i.project_id, i.column_id, i.owner_id, i.state, "
    "i.percent, i.points, i.due, i.blocked, i.blocked_since, i.started_at, i.finished_at, i.rank FROM item i WHERE "
)
_ENTRY = (
    "SELECT e.id, e.meeting_id, e.kind, e.item_id, e.person_id, coalesce(e.text, ''), e.at, e.seconds, e.about_id, "
    "e.value "
)
_SOME = 500


def meetings(plan: Plan, project: str, kind: str) -> list[Meeting]:
    """All meetings of one kind that a project (id) has held, newest first, the open one included."""
    return [
        Meeting(*row)
        for row in plan.rows(
            "SELECT id, project_id, kind, started, ended, since, leader_id, note, sprint_id, facts FROM meeting "
            "WHERE project_id = ? AND kind = ? AND started IS NOT NULL ORDER BY started DESC, id DESC",
            (project, kind),
        )
    ]


def entries(plan: Plan, meeting: str) -> list[Entry]:
    """The entries of a meeting, oldest first."""
    rows = plan.rows(f"{_ENTRY} FROM meeting_entry e WHERE e.meeting_id = ? ORDER BY e.at, e.id", (meeting,))
    return [Entry(*row) for row in rows]


def entries_of_kinds(plan: Plan, project: str, meeting: str, kinds: Sequence[str]) -> list[Entry]:
    """The entries of these kinds of all of a project's meetings of the kind `meeting`, oldest first."""
    rows = plan.rows(
        f"{_ENTRY} FROM meeting_entry e JOIN meeting m ON m.id = e.meeting_id WHERE m.project_id = ? AND m.kind = ? "
        f"AND e.kind IN ({', '.join('?' * len(kinds))}) ORDER BY e.at, e.id",
        (project, meeting, *kinds),
    )
    return [Entry(*row) for row in rows]


def beforehand(plan: Plan, since: int) -> list[Entry]:
    """What people said from `since` (ms UTC) on for a meeting that had not begun yet, oldest first."""
    rows = plan.rows(
        f"{_ENTRY} FROM meeting_entry e WHERE e.meeting_id IS NULL AND e.at >= ? ORDER BY e.at, e.id", (since,)
    )
    return [Entry(*row) for row in rows]


def closing(plan: Plan, meeting: str) -> int | None:
    """The log's clock when a meeting was ended; None where it never was."""
    row = plan.one("SELECT max(hlc) FROM change WHERE id = ? AND field = 'ended'", (meeting,))
    return row[0] if row else None


def open_work(plan: Plan, projects: Sequence[str]) -> list[Work]:
    """The open items of these projects, archived ones left out."""
    rows = plan.rows(
        f"{_WORK} i.project_id IN ({', '.join('?' * len(projects))}) AND i.state = 'open' AND NOT i.deleted "
        "AND coalesce(i.archived, 0) = 0",
        list(projects),
    )
    return [Work(*row) for row in rows]


def some_work(plan: Plan, ids: Iterable[str]) -> dict[str, Work]:
    """These items by id, whatever their state, but deleted ones."""
    wanted, found = list(dict.fromkeys(ids)), dict[str, Work]()
    for start in range(0, len(wanted), _SOME):
        part = wanted[start : start + _SOME]
        rows = plan.rows(f"{_WORK} i.id IN ({', '.join('?' * len(part))}) AND NOT i.deleted", part)
        found |= {row[0]: Work(*row) for row in rows}
    return found


def helpers(plan: Plan, projects: Sequence[str]) -> dict[str, list[str]]:
    """Who works on the open items of these projects beside their owners: people's ids by item."""
    made: dict[str, list[str]] = {}
    marks = ", ".join("?" * len(projects))
    for item, person in plan.rows(
        "SELECT a.item_id, a.person_id FROM assignee a JOIN item i ON i.id = a.item_id "
        f"WHERE coalesce(a.role, 'R') = 'R' AND i.project_id IN ({marks}) AND i.state = 'open' ORDER BY a.id",
        list(projects),
    ):
        made.setdefault(item, []).append(person)
    return made


def waits(plan: Plan, projects: Sequence[str]) -> list[tuple[str, str]]:
    """What waits for what: an open item of these projects, and the open item it comes after."""
    marks = ", ".join("?" * len(projects))
    return plan.rows(
        "SELECT l.to_id, l.from_id FROM link l JOIN item a ON a.id = l.to_id JOIN item b ON b.id = l.from_id "
        f"WHERE l.kind IN ('FS', 'blocks') AND a.project_id IN ({marks}) AND a.state = 'open' AND b.state = 'open' "
        "AND NOT a.deleted AND NOT b.deleted ORDER BY l.id",
        list(projects),
    )
