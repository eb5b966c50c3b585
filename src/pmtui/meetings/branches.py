"""On which branch a commit was made, as far as the history that git keeps can tell."""

import re
from collections.abc import Callable, Mapping, Sequence

_MERGE = r"Merge (?:remote-tracking )?branch '(?:origin/)?([^']+)'|Merge pull request #\d+ from [^/\s]+/(\S+)"
_TRUNKS = ("main", "master", "trunk", "develop")
"""Usual names of the branch that all others come back to: they name a commit rather than a copy of them does."""


def made_on(
    parents: Mapping[str, Sequence[str]],
    tips: Mapping[str, str],
    subjects: Mapping[str, str],
    of_item: Callable[[str], bool],
) -> dict[str, str]:
    """The branch of each commit (sha) that one can be told for.

    `parents` has the commits that are looked at, `tips` the newest one of each branch, `subjects` their first lines:
    a merge names the branch that it took in, which may be gone since. What lies on the first-parent line of a branch
    that is no item's was made there, or has arrived there by a fast-forward, and belongs to no item's branch; all else
    belongs to the item's branch that reaches it, to the one that reaches fewest where several do.
    """
    named = {**_merged(parents, subjects), **tips}
    found: dict[str, str] = {}
    plain = [branch for branch in named if not of_item(branch)]
    for branch in sorted(plain, key=lambda one: (one not in _TRUNKS, one not in tips, one)):
        sha = named[branch]
        while sha in parents and sha not in found:
            found[sha] = branch
            sha = next(iter(parents[sha]), "")
    reached = {branch: _reachable(parents, named[branch], found) for branch in named if of_item(branch)}
    for branch in sorted(reached, key=lambda one: (len(reached[one]), one)):
        for sha in reached[branch]:
            found.setdefault(sha, branch)
    return found


def _merged(parents: Mapping[str, Sequence[str]], subjects: Mapping[str, str]) -> dict[str, str]:
    """The branches that merges took in, with the last commit of each."""
    made: dict[str, str] = {}
    for sha, before in parents.items():
        said = re.match(_MERGE, subjects.get(sha, "")) if len(before) == 2 else None
        if said:
            made.setdefault(said[1] or said[2], before[1])
    return made


def _reachable(parents: Mapping[str, Sequence[str]], tip: str, but: Mapping[str, str]) -> set[str]:
    """What a commit descends from, itself included, up to the commits of `but`."""
    seen: set[str] = set()
    ahead = [tip]
    while ahead:
        sha = ahead.pop()
        if sha in parents and sha not in but and sha not in seen:
            seen.add(sha)
            ahead += parents[sha]
    return seen
