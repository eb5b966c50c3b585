"""The review: a project page by page, each a difference to the last issued report, for one of three audiences."""

from functools import cached_property
from typing import ClassVar

from pmtui.actions import decisions as deciding
from pmtui.actions import reports as issued
from pmtui.actions.step import Outcome, during, step, zone_of
from pmtui.clock import local, now_ms
from pmtui.errors import Refused, Usage
from pmtui.meetings import (
    review_changes,
    review_flow,
    review_milestones,
    review_next,
    review_rag,
    review_risks,
)
from pmtui.meetings.capture import USUAL, Habits
from pmtui.meetings.review_basis import Basis, Since
from pmtui.meetings.review_note import note
from pmtui.meetings.review_shapes import (
    PAGES,
    Changed,
    Decisions,
    Flow,
    Milestone,
    Milestones,
    Money,
    Next,
    Override,
    Page,
    Risks,
    Summary,
)
from pmtui.meetings.sitting import Sitting
from pmtui.meetings.window import Window
from pmtui.model.dates import show_date
from pmtui.model.text import quoted, whole, whole_line
from pmtui.planning.flow import DAY
from pmtui.store import meetings as stored
from pmtui.store.meetings import Entry
from pmtui.store.plan import Plan
from pmtui.store.reports import Report

BREATH = "breath"
"""The entry of a meeting that holds the lines a person says of it all; `value` is the audience."""
LINES = 3
"""So many lines say it all."""
_TOP = 5
_LINE = 300


class Review(Sitting):
    """A review of a project (id) for an audience of `PAGES`. Looking writes nothing, and each page is made when it is
    asked for; `refresh` makes them anew.

    Whatever is said, decided or caught begins the meeting in the plan, or joins that of this day and audience.
    """

    KIND = "review"
    KINDS: ClassVar = {"project": "review", "team": "team review", "steering": "steering review"}

    def __init__(
        self, plan: Plan, project: str, audience: str = "project", *, since: Since | None = None,
        habits: Habits = USUAL,
    ) -> None:  # fmt: skip
        """`since` is another moment than the last report's to count from; see `since_last`."""
        if audience not in PAGES:
            raise Usage(f"{quoted(audience)} is no audience; there is {', '.join(PAGES)}")
        super().__init__(plan, [project], habits)
        self.project = project
        self.audience = audience
        self.since = since or since_last(plan, project, audience)
        self.basis = Basis(plan, project, audience, self.since)
        open_one = next((one for one in self.candidates() if one.ended is None), None)
        if open_one is not None:
            self.take_up(open_one)

    @property
    def kind(self) -> str:
        """Each audience has meetings of its own."""
        return self.KINDS[self.audience]

    @property
    def pages(self) -> tuple[str, ...]:
        """The names of the pages, in order."""
        return PAGES[self.audience]

    def page(self, name: str) -> Page:
        """A page by name."""
        found: Page = getattr(self, name)
        return found

    def refresh(self) -> None:
        """Read the plan again: somebody has changed it."""
        super().refresh()
        self.basis = Basis(self.plan, self.project, self.audience, self.since)
        for name in (*PAGES["project"], "_milestones", "_changed", "_entries"):
            vars(self).pop(name, None)

    @cached_property
    def summary(self) -> Summary:
        """The first page."""
        risks = self.risks
        return Summary(
            review_rag.areas(self.basis, self._milestones, self.overrides), self.breath, self._milestones,
            risks.open[:_TOP], risks.exposure, risks.exposure_before, risks.currency, len(risks.late),
            review_changes.decisions(self.basis), self._changed, self.money, review_milestones.odds_before(self.basis),
            (self.basis.chart_trouble,) if self.basis.chart_trouble else (),
        )  # fmt: skip

    @cached_property
    def milestones(self) -> Milestones:
        """Milestones with trend and odds: the one page that simulates, which takes a moment."""
        return review_milestones.page(self.basis)

    @cached_property
    def money(self) -> Money:
        """What there is of money."""
        return review_next.money(self.basis)

    @cached_property
    def flow(self) -> Flow:
        """Scope and flow."""
        return review_flow.page(self.basis, self._changed)

    @cached_property
    def risks(self) -> Risks:
        """Risks, and how they moved."""
        return review_risks.page(self.basis)

    @cached_property
    def decisions(self) -> Decisions:
        """What has to be decided, and what was."""
        return Decisions(review_changes.decisions(self.basis), self._changed.taken)

    @cached_property
    def next(self) -> Next:
        """People, registers, the next period."""
        said = [one for one in self._entries if one.kind == review_next.FEEDBACK and review_rag.holds(self.basis, one)]
        return review_next.page(self.basis, self._milestones, said)

    @property
    def overrides(self) -> dict[str, Override]:
        """What people say against the rules, by area."""
        return review_rag.overrides(self.basis, self._entries)

    @property
    def breath(self) -> tuple[str, ...]:
        """The lines that a person says of it all: to this audience, else to another."""
        said = [one for one in self._entries if one.kind == BREATH and review_rag.holds(self.basis, one)]
        own = [one for one in said if one.value == self.audience]
        found = (own or said)[-1:]
        return tuple(found[0].text.splitlines()) if found else ()

    def say(self, text: str) -> Outcome:
        """Say it all in three lines at most, in place of what was said before; none takes it back. Usage for more."""
        lines = [whole_line(line, _LINE) for line in whole(text).splitlines() if line.strip()]
        if len(lines) > LINES:
            raise Usage(f"{LINES} lines say it all; these are {len(lines)}")
        said = f"{len(lines)} {'line' if len(lines) == 1 else 'lines'}" if lines else "nothing"
        return self._entered(
            {"kind": BREATH, "value": self.audience, "text": "\n".join(lines)}, f"the review says {said}"
        )

    def rag(self, area: str, colour: str, reason: str) -> Outcome:
        """Say another colour than the rule does, with the reason: both are shown, until a report was issued.

        `colour` none goes by the rule again. Usage for what is no area or colour; Refused without a reason.
        """
        name, found, line = review_rag.understood(area, colour, reason)
        said = f"{name} {found}, against the rule: {line}" if found else f"{name} goes by the rule again"
        return self._entered({"kind": review_rag.KIND, "about_id": name, "value": found or "", "text": line}, said)

    def feedback(self, text: str, item: str | None = None) -> Outcome:
        """Keep what somebody says of what is shown, or of an item (id)."""
        line = whole_line(text)
        if not line:
            raise Usage("say what the feedback is")
        return self._entered({"kind": review_next.FEEDBACK, "text": line, "item_id": item}, f"feedback kept: {line}")

    def decide(self, item: str, verdict: str, reason: str) -> Outcome:
        """Approve, reject or defer a decision or change (id), with one line why; see `actions.decisions.decide`."""
        deciding.understood(self.plan, item, verdict, reason, self.habits.week_start, self.habits.day_first)
        with during(self.within()):
            outcome = deciding.decide(
                self.plan, [item], verdict, reason,
                week_start=self.habits.week_start, day_first=self.habits.day_first,
            )  # fmt: skip
        self.refresh()
        return outcome

    def preview(self) -> str:
        """The note as it would be written now; looking at it writes nothing."""
        entries = stored.entries(self.plan, self.meeting) if self.meeting else []
        taken = [one for one in self._changed.taken if one.at >= self.started]
        return note(self.basis, self.breath, self.summary.areas, taken, entries, self.started)

    def close(self) -> tuple[Outcome, str]:
        """End the meeting; its note is written, and returned."""
        meeting = self.within()
        self.refresh()
        text = self.preview()
        with during(meeting), step(self.plan) as act:
            act.tx.set(meeting, "since", self.since.window.since)
            act.tx.set(meeting, "ended", now_ms())
            act.tx.set(meeting, "note", text)
            act.outcome.message = f"{self.kind} closed"
            return act.outcome, text

    @cached_property
    def _milestones(self) -> list[Milestone]:
        return review_milestones.milestones(self.basis)

    @cached_property
    def _changed(self) -> Changed:
        return review_changes.changed(self.basis)

    @cached_property
    def _entries(self) -> list[Entry]:
        """What was said in the project's reviews, oldest first."""
        kinds = (BREATH, review_rag.KIND, review_next.FEEDBACK)
        found = [
            entry
            for kind in self.KINDS.values()
            for entry in stored.entries_of_kinds(self.plan, self.project, kind, kinds)
        ]
        return sorted(found, key=lambda entry: (entry.at, entry.id))

    def _entered(self, cells: dict[str, object], message: str) -> Outcome:
        meeting = self.within()
        with during(meeting), step(self.plan) as act:
            act.tx.create("meeting_entry", {**cells, "meeting_id": meeting, "person_id": act.me, "at": now_ms()})
            act.outcome.message = message
            outcome = act.outcome
        self.refresh()
        return outcome


def since_last(plan: Plan, project: str, audience: str) -> Since:
    """From the last report issued to an audience, else to any; else the last seven days."""
    known = issued.last_report(plan, project, audience)
    if known is None:
        now, zone = now_ms(), zone_of(plan, project)
        begun = local(now - 7 * DAY, zone).date()
        return Since(Window(now - 7 * DAY), f"{show_date(begun, local(now, zone).date())}, a week ago")
    return since_report(plan, known)


def since_report(plan: Plan, known: Report) -> Since:
    """From an issued report on: to the very change, even where the clock stood still."""
    zone = zone_of(plan, known.project_id)
    day, today = local(known.at, zone).date(), local(now_ms(), zone).date()
    return Since(Window(known.at, known.clock), f"report {known.ref}, {show_date(day, today)}", known)


def since_moment(plan: Plan, project: str, moment: int) -> Since:
    """From an instant (ms UTC) on. Refused where it is still to come."""
    if moment > now_ms():
        raise Refused("a review looks back: that moment is still to come")
    zone = zone_of(plan, project)
    at, today = local(moment, zone), local(now_ms(), zone).date()
    return Since(Window(moment), f"{show_date(at.date(), today)} {at:%H:%M}")
