"""Commits as a standup tells them: whose they are, which items they are about, and what time they suggest."""

from collections.abc import Iterable, Sequence
from datetime import timedelta, tzinfo
from typing import NamedTuple

from pmtui.actions.people import known_as
from pmtui.actions.proposals import Commit, Proposal, proposed
from pmtui.clock import local, midnight, today
from pmtui.meetings import git
from pmtui.model.mentions import mentioned, number_in
from pmtui.store import naming, worked
from pmtui.store.plan import Plan
from pmtui.store.read import refs

DAYS = 7
"""So many days back a person's own commits are looked at outside a meeting, today not counted."""


class News(NamedTuple):
    """What git tells: everybody's commits and proposals by person (id), and a line for what could not be read."""

    commits: dict[str, list[Commit]]
    proposals: dict[str, list[Proposal]]
    trouble: list[str]

    def since(self, person: str, start: int) -> list[Commit]:
        """A person's commits from an instant (ms UTC) on, oldest first."""
        return [one for one in self.commits.get(person, []) if one.at >= start]

    def suggested(self, person: str, start: int) -> list[Proposal]:
        """A person's proposals for which there are commits from an instant (ms UTC) on."""
        return [one for one in self.proposals.get(person, []) if one.commits[-1].at >= start]


def day_begun(at: int, zone: tzinfo | None) -> int:
    """The beginning of the day of an instant, both in ms UTC: time is proposed for whole days."""
    return midnight(local(at, zone).date(), zone)


def week_before(zone: tzinfo | None) -> int:
    """The beginning of the day DAYS before today, in ms UTC."""
    return midnight(today(zone) - timedelta(days=DAYS), zone)


def news(plan: Plan, found: git.Found, since: int, template: str, zone: tzinfo | None) -> News:
    """What git said, put together with the commits since an instant (ms UTC) that are in the plan already.

    `since` begins a day; `template` is how branches of items are named. Commits of people the plan does not know are
    left out.
    """
    commits = _joined([*_read(plan, found.commits, template), *_kept(plan, since)])
    by_person: dict[str, list[Commit]] = {}
    for one in commits:
        by_person.setdefault(one.person, []).append(one)
    return suggesting(plan, News(by_person, {}, found.trouble), zone)


def suggesting(plan: Plan, told: News, zone: tzinfo | None) -> News:
    """The same commits, with what they suggest by what the plan knows now."""
    proposals: dict[str, list[Proposal]] = {}
    for one in proposed(plan, (commit for made in told.commits.values() for commit in made), zone):
        proposals.setdefault(one.person, []).append(one)
    return told._replace(proposals=proposals)


def summary(commits: Sequence[Commit]) -> str:
    """How many on which branch: `4 commits on feat/51-sso, 1 on feat/31, 2 more`; nothing for none."""
    counts: dict[str | None, int] = {}
    for one in commits:
        counts[one.branch] = counts.get(one.branch, 0) + 1
    ordered = sorted(counts.items(), key=lambda one: (one[0] is None, -one[1], one[0] or ""))
    said: list[str] = []
    for branch, count in ordered:
        noun = "" if said else " commit" if count == 1 else " commits"
        said.append(f"{count}{noun} on {branch}" if branch else f"{count}{noun or ' more'}")
    return ", ".join(said)


def by_item(commits: Iterable[Commit]) -> dict[str, list[Commit]]:
    """Commits by the item (id) they are about, the one that was worked on last first."""
    made: dict[str, list[Commit]] = {}
    for one in commits:
        for item in one.items:
            made[item] = [*made.pop(item, []), one]
    return dict(reversed(made.items()))


def _read(plan: Plan, found: Iterable[git.Commit], template: str) -> list[Commit]:
    """Commits as git told them, of people and about items that the plan knows."""
    people: dict[str, str | None] = {}
    ours = []
    for one in found:
        if one.email not in people:
            people[one.email] = known_as(plan, one.email, None)
        if people[one.email] is not None:
            ours.append(one)
    keys = {key.upper() for _, key, _ in naming.projects(plan)}
    said = {one.sha: mentioned(one.message, keys) for one in ours}
    branches = {branch: number_in(branch, template) for branch in {one.branch for one in ours if one.branch}}
    named = [ref for mentions in said.values() for ref in mentions]
    items = worked.numbered(plan, [*named, *filter(None, branches.values())])
    made = []
    for one in ours:
        about = [items[ref] for ref in said[one.sha] if ref in items]
        if not about and (ref := branches.get(one.branch or "")) in items:  # what it says goes before where it is
            about = [items[ref or ""]]
        ids, numbers = tuple(item for item, _ in about), tuple(number for _, number in about)
        person = people[one.email] or ""
        made.append(Commit(one.sha, one.at, person, one.subject, ids, numbers, one.branch, one.repository))
    return made


def _kept(plan: Plan, since: int) -> list[Commit]:
    """The commits that somebody accepted, perhaps where this computer has no repository."""
    made: dict[str, Commit] = {}
    rows = worked.accepted(plan, since)
    numbers = {item: number for item, (number, _, _) in refs(plan, {one.item_id for one in rows}).items()}
    for one in rows:
        before = made.get(one.sha) or Commit(one.sha, one.at, one.person_id, one.subject, (), (), None, one.repository)
        if one.item_id in numbers:
            numbered = (*before.numbers, numbers[one.item_id])
            before = before._replace(items=(*before.items, one.item_id), numbers=numbered)
        made[one.sha] = before
    return list(made.values())


def _joined(commits: Iterable[Commit]) -> list[Commit]:
    """Each commit once, oldest first, and what a rebase or a cherry-pick has made of it since is the same one."""
    made: dict[tuple[str, int, str], Commit] = {}
    for one in commits:
        first = made.setdefault((one.person, one.at, one.subject), one)
        if first is not one:
            items = dict(zip((*first.items, *one.items), (*first.numbers, *one.numbers), strict=True))
            made[one.person, one.at, one.subject] = first._replace(
                items=tuple(items), numbers=tuple(items.values()), branch=first.branch or one.branch
            )
    return sorted(made.values(), key=lambda one: one.at)
