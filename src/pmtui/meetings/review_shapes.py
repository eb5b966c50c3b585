"""What a review shows, page by page, as plain records: every line names the item (id) that it opens, if any."""

from datetime import date
from typing import NamedTuple

from pmtui.planning.rag import Colour, Status


class Line(NamedTuple):
    """A line about an item: its number as people say it, its title, a fact in words, its owner's name."""

    item: str | None
    ref: str
    title: str
    fact: str = ""
    owner: str = ""
    due: date | None = None


class Override(NamedTuple):
    """What a person says against a rule: colour, reason, who (name and code), when (ms UTC)."""

    colour: Colour
    reason: str
    person: str
    code: str | None
    at: int


class Area(NamedTuple):
    """An area of `rag.AREAS`: what the rule says, what a person says against it, the rule's colour a report ago."""

    name: str
    status: Status
    override: Override | None = None
    before: str | None = None


class Milestone(NamedTuple):
    """A milestone, measured against what was promised: its date in the baseline, else its due day.

    `now` is its date in the schedule, never before today while it is open; `before` that in the last report; `late` and
    `moved` the working days from `promised` and from `before` to it. `slack` is total slack in working days; `over`
    says that it is later than the tolerance. `trend` are (report day, date said then), oldest first, today's last.
    """

    item: str
    ref: str
    title: str
    owner: str
    done: bool
    baseline: date | None
    due: date | None
    before: date | None
    now: date
    late: int | None
    moved: int | None
    slack: float | None
    over: bool
    trend: tuple[tuple[date, date], ...] = ()
    direction: str = "stable"

    @property
    def promised(self) -> date | None:
        """The day it is measured against."""
        return self.baseline or self.due


class Odds(NamedTuple):
    """How likely a date is: the simulated finish of a milestone (`item`), or of the project where `item` is None.

    `chance`, 0 to 1, is that of the promised day, else of the scheduled one; `chance_before` and `p85_before` are what
    the last report said of the same milestone.
    """

    item: str | None
    ref: str
    title: str
    p50: date
    p85: date
    p95: date
    promised: date
    chance: float
    p85_before: date | None = None
    chance_before: float | None = None


class RiskLine(NamedTuple):
    """A risk. `mark` is + new, ^ worse, v better, = the same since `before`, its score then; `emv` in money."""

    item: str
    ref: str
    title: str
    kind: str
    probability: int | None
    impact: int | None
    score: float | None
    before: float | None
    mark: str
    response: str
    owner: str
    next_review: date | None
    late_days: int
    emv: float | None


class Decision(NamedTuple):
    """A decision or change that waits: until when, for whom, what waiting costs; `late` by so many days."""

    item: str
    ref: str
    title: str
    type: str
    due: date | None
    late: int
    decider: str
    waiting_cost: str
    points: float | None
    deferred: str


class Taken(NamedTuple):
    """A decision that was taken since: approved, rejected or deferred, by whom (names), why, when (`at` in ms UTC)."""

    item: str
    ref: str
    title: str
    verdict: str
    reason: str
    people: tuple[str, ...]
    day: date
    at: int


class Amount(NamedTuple):
    """How much work: items and points, and what of it is done."""

    items: int
    done: int
    points: float
    points_done: float


class Sum(NamedTuple):
    """So many items with so many points; of estimates, by how much they have changed."""

    items: int
    points: float


class Estimate(NamedTuple):
    """An item whose estimate has changed: points, else its likely length, before and now, in words."""

    item: str
    ref: str
    title: str
    before: str
    now: str
    points: float


class Changed(NamedTuple):
    """What has changed since: work done, added, removed, estimated anew; registers; decisions.

    `before` and `now` are the whole scope: what is neither dropped nor deleted of `words.SCOPE_TYPES`. `sums` are done,
    added, removed and estimates, by these names; the lists of cards behind them are empty for a steering committee.
    """

    before: Amount
    now: Amount
    sums: dict[str, Sum]
    done: list[Line]
    added: list[Line]
    removed: list[Line]
    estimates: list[Estimate]
    due: list[Line]
    issues: list[Line]
    issues_closed: list[Line]
    changes: list[Line]
    taken: list[Taken]


class Summary(NamedTuple):
    """Page `summary`: the areas, up to three lines of a person's own, and the head of every other page.

    `risks` are the five highest; `odds` what the last report said of the date that counts, if it said anything.
    """

    areas: list[Area]
    breath: tuple[str, ...]
    milestones: list[Milestone]
    risks: list[RiskLine]
    exposure: float
    exposure_before: float | None
    currency: str
    late_reviews: int
    decisions: list[Decision]
    changed: Changed
    money: "Money"
    odds: Odds | None
    missing: tuple[str, ...]


class Milestones(NamedTuple):
    """Page `milestones`: `baseline` is what it is called (`B2 after change 66`), None where there is none.

    `odds` has the date that counts first. `method` says how it was made; `missing` what would make it better.
    """

    baseline: str | None
    tolerance: float
    milestones: list[Milestone]
    odds: list[Odds]
    method: str
    missing: tuple[str, ...]


class Money(NamedTuple):
    """Page `money`: figures that there are (name, amount), or what is missing and how to give it."""

    figures: list[tuple[str, float]]
    currency: str
    missing: tuple[str, ...]


class FlowFigure(NamedTuple):
    """A figure of the flow now and in the period before; `unit` as in `d`, None where it cannot be told."""

    name: str
    now: float | None
    before: float | None
    unit: str


class Flow(NamedTuple):
    """Page `flow`: what changed, what is still in hand, the cumulative flow now and then, cycle time and throughput.

    `carried` was in hand then and is now; `categories` has (category, items then, items now) from backlog to done.
    """

    changed: Changed
    carried: list[Line]
    categories: list[tuple[str, int, int]]
    figures: list[FlowFigure]
    missing: tuple[str, ...]


class Risks(NamedTuple):
    """Page `risks`: the open ones by score, and which of them moved; `cover` in percent, None without contingency."""

    open: list[RiskLine]
    new: list[RiskLine]
    worse: list[RiskLine]
    better: list[RiskLine]
    occurred: list[Line]
    closed: list[Line]
    late: list[RiskLine]
    exposure: float
    exposure_before: float | None
    contingency: float | None
    cover: float | None
    currency: str


class Decisions(NamedTuple):
    """Page `decisions`: what waits, late first; what was decided since."""

    waiting: list[Decision]
    taken: list[Taken]


class PersonLine(NamedTuple):
    """Somebody who has work in the project: their leave in the next period, and the load of the coming weeks, in words.

    `over` says that something of theirs has no room before its day.
    """

    name: str
    code: str
    leave: tuple[str, ...]
    load: tuple[str, ...]
    over: bool


class Next(NamedTuple):
    """Page `next`: people, registers, and what comes. `due` are the milestones of the next two weeks.

    `silent` is work in hand that nobody has touched for so many days as the threshold says; `left` what is still in the
    hands of people who have gone.
    """

    people: list[PersonLine]
    due: list[Milestone]
    actions: list[Line]
    overdue: list[Line]
    silent: list[Line]
    silent_days: int
    left: list[Line]
    complaints: list[Line]
    lessons: list[Line]
    feedback: list[Line]
    missing: tuple[str, ...]


Page = Summary | Milestones | Money | Flow | Risks | Decisions | Next

PAGES: dict[str, tuple[str, ...]] = {
    "project": ("summary", "milestones", "money", "flow", "risks", "decisions", "next"),
    "steering": ("summary", "milestones", "money", "risks", "decisions"),
    "team": ("summary", "flow", "decisions", "next"),
}
"""The pages of each audience, in order."""
TITLES = {
    "summary": "Summary", "milestones": "Milestones", "money": "Money", "flow": "Scope and flow", "risks": "Risks",
    "decisions": "Decisions needed", "next": "People and next period",
}  # fmt: skip
