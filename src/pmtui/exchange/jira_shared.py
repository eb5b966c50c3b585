"""What the rows of one Jira file share while they are read, and what they add up to."""

from collections import Counter
from dataclasses import dataclass, field

from pmtui.exchange.jira_dates import Dates
from pmtui.exchange.jira_headers import Column
from pmtui.exchange.jira_links import Links
from pmtui.exchange.jira_people import People
from pmtui.exchange.ledger import Ledger

IGNORED = {
    "sum", "votes", "work ratio", "last viewed", "security level", "project lead", "project lead id", "project type",
    "project url",
}  # fmt: skip
"""Roles left out on purpose; one note lists them with their counts."""


@dataclass(slots=True)
class Shared:
    """The readers every row uses, and the statuses, labels, sprints and projects met on the way.

    A project is (key, name); `labels` maps the case-folded label to its first spelling; `ignored` counts cells left out
    on purpose by heading; `ranked` says that the file has a rank column.
    """

    columns: list[Column]
    id_columns: dict[int, int]
    dates: Dates
    people: People
    links: Links
    ledger: Ledger
    statuses: dict[str, "Status"] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    sprints: dict[str, None] = field(default_factory=dict)
    projects: Counter[tuple[str, str]] = field(default_factory=Counter)
    project_of: dict[str, tuple[str, str]] = field(default_factory=dict)
    descriptions: dict[tuple[str, str], str] = field(default_factory=dict)
    ignored: Counter[str] = field(default_factory=Counter)
    ranked: bool = False


@dataclass(slots=True)
class Status:
    """A status met: the first spelling, its category as Jira names it, and every spelling."""

    name: str
    category: str | None
    spellings: set[str]
