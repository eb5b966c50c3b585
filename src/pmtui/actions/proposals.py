"""Time that git suggests: proposed from one's commits, written only when a person accepts it, and never twice."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, tzinfo
from typing import NamedTuple

from pmtui.actions.notes import hours
from pmtui.actions.step import Outcome, Step, step
from pmtui.clock import local, midnight, now_ms
from pmtui.errors import Refused
from pmtui.planning.commit_time import STEP, worked
from pmtui.store import worked as stored
from pmtui.store.entity import cells_of
from pmtui.store.ids import fixed_ulid
from pmtui.store.plan import Plan
from pmtui.store.read import refs

SOURCE = "git"
"""What the plan calls time that came from commits."""


class Commit(NamedTuple):
    """A commit of somebody the plan knows: `at` in ms UTC, the items (ids) that it is about, and their numbers."""

    sha: str
    at: int
    person: str
    subject: str
    items: tuple[str, ...]
    numbers: tuple[int, ...]
    branch: str | None
    repository: str


class Proposal(NamedTuple):
    """Minutes that somebody (id) probably worked on an item on an ISO day, beyond what is logged, and the new commits
    that say so.
    """

    person: str
    item: str
    number: int
    ref: str
    title: str
    day: str
    minutes: int
    commits: tuple[Commit, ...]

    @property
    def hours(self) -> str:
        """As it is offered: `+1.2h`."""
        return f"+{self.minutes / 60:.1f}h"


def proposed(plan: Plan, commits: Iterable[Commit], zone: tzinfo | None) -> list[Proposal]:
    """What the commits of whole days suggest, by day, then as the work was done; `planning.commit_time` has the rule.

    Nothing for a day on which that person has logged time on the item by hand or with the timer: they know better.
    Commits that were accepted count for the day's length, but neither they nor the time they were accepted for are
    proposed again: so a commit that a rebase has made anew suggests nothing new.
    """
    days: dict[tuple[str, str], list[Commit]] = {}
    now = now_ms()
    for one in commits:
        if one.at <= now:
            days.setdefault((local(one.at, zone).date().isoformat(), one.person), []).append(one)
    items = {item for made in days.values() for one in made for item in one.items}
    if not items:
        return []
    first = min(one.at for made in days.values() for one in made)
    taken = _taken(plan, first)
    logs = _Logs(plan, items, min(day for day, _ in days))
    names = refs(plan, items)
    found = []
    for (day, person), made in sorted(days.items(), key=lambda one: (one[0][0], min(made.at for made in one[1]))):
        for item, minutes in worked([(one.at, one.items) for one in made]).items():
            new = tuple(one for one in made if item in one.items and (person, one.at, item) not in taken)
            left = minutes - logs.git.get((item, person, day), 0)
            if new and left >= STEP and (item, person, day) not in logs.own and item in names:
                number, ref, title = names[item]
                found.append(Proposal(person, item, number, ref, title, day, left, new))
    return found


class _Logs:
    """What is logged on some items since a day: by people's own word (item, person, day), and minutes from git."""

    def __init__(self, plan: Plan, items: Iterable[str], first: str) -> None:
        self.own: set[tuple[str, str, str]] = set()
        self.git: dict[tuple[str, str, str], int] = {}
        for one in stored.logged(plan, items, first):
            key = one.item_id, one.person_id, one.day
            if one.source == SOURCE:
                self.git[key] = self.git.get(key, 0) + one.minutes
            else:
                self.own.add(key)


def accept(plan: Plan, proposals: Sequence[Proposal]) -> Outcome:
    """Log the time that is proposed and keep its commits, in one step; Refused where there is nothing new in it.

    A person's time from git on one item and day is one entry, whose id follows from the three, and a commit's follows
    from itself and the item: two copies of the plan that accept the same hold it once when they are merged.
    """
    with step(plan) as act:
        taken = _taken(plan, min((commit.at for one in proposals for commit in one.commits), default=0))
        fresh = [
            one for one in proposals if any((one.person, commit.at, one.item) not in taken for commit in one.commits)
        ]
        if not fresh:
            raise Refused("git suggests nothing to log")
        for one in fresh:
            _log(act, one)
            for commit in one.commits:
                cells = {
                    "item_id": one.item, "person_id": one.person, "sha": commit.sha, "subject": commit.subject,
                    "at": commit.at, "repository": commit.repository or None,
                }  # fmt: skip
                act.put("commit", cells, fixed_ulid(commit.at, "commit", commit.sha, one.item))
        act.outcome.items = list(dict.fromkeys(one.item for one in fresh))
        act.outcome.message = _told(fresh)
        return act.outcome


def _taken(plan: Plan, since: int) -> set[tuple[str, int, str]]:
    """Whose commits of which instant were accepted for which item: a rebase changes all else of a commit."""
    return {(one.person_id, one.at, one.item_id) for one in stored.accepted(plan, since)}


def _log(act: Step, one: Proposal) -> None:
    id = fixed_ulid(midnight(date.fromisoformat(one.day), UTC), "git time", one.person, one.item, one.day)
    before = cells_of(act.plan, "worklog", id).get("minutes") or 0
    cells = {
        "item_id": one.item, "person_id": one.person, "day": one.day, "minutes": min(before + one.minutes, 24 * 60),
        "note": "", "source": SOURCE,
    }  # fmt: skip
    act.put("worklog", cells, id)


def _told(fresh: Sequence[Proposal]) -> str:
    """`1h12 on 42, 0h30 on 31 logged, 5 commits kept`."""
    minutes: dict[str, int] = {}
    for one in fresh:
        minutes[one.ref] = minutes.get(one.ref, 0) + one.minutes
    kept = len({commit.sha for one in fresh for commit in one.commits})
    times = [f"{hours(spent)} on {ref}" for ref, spent in minutes.items()]
    more = f" and {len(times) - 4} more" if len(times) > 4 else ""
    return f"{', '.join(times[:4])}{more} logged, {kept} {'commit' if kept == 1 else 'commits'} kept"
