"""The risk review: late ones first, then by exposure, one at a time; what changed, and who must be told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from pmtui.actions import risks
from pmtui.actions.register import Register, RiskRow, register
from pmtui.actions.step import Outcome, during, step
from pmtui.clock import now_ms
from pmtui.model.item import Person
from pmtui.store import read
from pmtui.store.ids import new_ulid
from pmtui.store.plan import Plan


class Change(NamedTuple):
    """What a review did to a risk: its score before and after, None where it had none."""

    ref: str
    title: str
    before: float | None
    after: float | None
    what: str


class Summary(NamedTuple):
    """What a review came to. `told` are the people who must hear of it, each with the risks that concern them."""

    reviewed: int
    total: int
    changes: list[Change]
    exposure_before: float
    exposure_after: float
    cover: float | None
    currency: str
    told: list[tuple[Person, list[str]]]


class RiskReview:
    """A walk through the open risks of some projects. Nothing is written before the first answer."""

    def __init__(self, plan: Plan, projects: list[str]) -> None:
        self.plan = plan
        self.projects = projects
        self.started = now_ms()
        self.meeting: str | None = None
        self._id = new_ulid(self.started)
        self.before: Register = register(plan, projects)
        self.agenda = [row.id for row in self.before.rows]
        self.place = 0
        self.done: dict[str, str] = {}

    @property
    def current(self) -> str | None:
        """The risk that is being looked at, None at the end."""
        return self.agenda[self.place] if self.place < len(self.agenda) else None

    def go(self, by: int) -> None:
        """To the next risk, or back."""
        self.place = min(max(0, self.place + by), len(self.agenda))

    def score(self, probability: int, impact: int, reason: str | None = None) -> Outcome:
        """Score the present one, and go on. Refused for a large change without a reason: then nothing happened."""
        return self._answer("scored", lambda id: risks.score(self.plan, [id], probability, impact, reason))

    def unchanged(self) -> Outcome:
        """Say that the present one stands as it is, and go on."""
        return self._answer("unchanged", lambda id: risks.review(self.plan, [id]))

    def happened(self) -> Outcome:
        """It happened; go on."""
        return self._answer("happened", lambda id: risks.happened(self.plan, id))

    @contextmanager
    def within(self) -> Iterator[None]:
        """What is done within is part of the meeting, which begins with the first thing that is not refused.

        The meeting itself is no undo step: to undo takes back answers.
        """
        with during(self._id):
            yield
        if self.meeting is None:
            with step(self.plan) as act, act.tx.aside(None) as aside:
                cells = {"project_id": self.projects[0], "kind": "risk review", "started": self.started}
                self.meeting = aside.create("meeting", {**cells, "leader_id": act.me}, self._id)

    def _answer(self, what: str, action: Callable[[str], Outcome]) -> Outcome:
        id = self.current
        assert id is not None
        with self.within():
            outcome = action(id)
        self.done[id] = what
        self.go(1)
        return outcome

    def summary(self) -> Summary:
        """What it came to so far."""
        after = register(self.plan, self.projects, closed=True)
        rows = {row.id: row for row in after.rows}
        changes, concerned = [], list[RiskRow]()
        for id, what in self.done.items():
            old, new = self.before.row(id), rows.get(id)
            if old is None or new is None:
                continue
            if what == "happened" or old.score != new.score:
                changes.append(Change(new.ref, new.title, old.score, new.score, what))
                concerned.append(new)
        return Summary(
            len(self.done), len(self.agenda), changes, self.before.exposure, after.exposure, after.cover,
            after.currency, self._told(concerned),
        )  # fmt: skip

    def _told(self, rows: list[RiskRow]) -> list[tuple[Person, list[str]]]:
        """Owners of what changed, of the cards that answer it and of the work it threatens, but who reviewed it."""
        people = read.people(self.plan)
        hears: dict[str, list[str]] = {}
        for row in rows:
            names = {row.owner.id} if row.owner else set()
            names |= {action.owner.id for action in row.actions if action.owner}
            names |= {
                owner for ref, _ in row.threatens
                if (owner := read.item(self.plan, read.find(self.plan, ref)).owner_id) is not None
            }  # fmt: skip
            for name in sorted(names):
                hears.setdefault(name, []).append(row.ref)
        known = [(people[id], refs) for id, refs in hears.items() if id in people]
        return sorted(known, key=lambda one: one[0].name.casefold())

    def close(self) -> Outcome | None:
        """End the review: its note goes into the plan. None where nothing was answered, and so nothing is written."""
        if self.meeting is None:
            return None
        found = self.summary()
        with step(self.plan) as act:
            with act.tx.aside(None) as aside:
                aside.set(self.meeting, "ended", now_ms())
                aside.set(self.meeting, "note", note(found))
            act.outcome.message = f"risk review closed: {found.reviewed} of {found.total} reviewed"
            return act.outcome


def note(found: Summary) -> str:
    """A review in words, Markdown."""
    lines = [f"Risk review: {found.reviewed} of {found.total} reviewed", ""]
    money = f" {found.currency}" if found.currency else ""
    lines.append(f"Exposure {found.exposure_before:,.0f} > {found.exposure_after:,.0f}{money}")
    if found.cover is not None:
        lines.append(f"Contingency covers {found.cover:.0f} %")
    lines += [
        "",
        *(f"- {one.ref} {one.title}: {_score(one.before)} > {_score(one.after)} ({one.what})" for one in found.changes),
    ]
    if found.told:
        lines += ["", "To tell: " + "; ".join(f"{person.name}: {', '.join(refs)}" for person, refs in found.told)]
    return "\n".join(lines)


def _score(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"
