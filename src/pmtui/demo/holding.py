"""The demo plan's meetings are held once more, each by its own code: standups, retrospectives, reviews of all kinds."""

from collections.abc import Callable

from pmtui import clock
from pmtui.actions.step import Outcome
from pmtui.demo import meetings as told
from pmtui.demo import risks as register
from pmtui.demo.days import Days
from pmtui.meetings.retro import ACT, CLOSE, VOTE, Retro
from pmtui.meetings.retro_notes import named
from pmtui.meetings.review import Review
from pmtui.meetings.risk_review import RiskReview
from pmtui.meetings.standup import Standup, say_beforehand
from pmtui.reports.making import issue, made_of
from pmtui.store import read
from pmtui.store.plan import Plan

On = Callable[..., None]
"""Has something happen: when, who does it, what is called, with what."""
_PROMISES = 60_000
"""Milliseconds that a standup looks at promises before the first turn, and at the wrap-up behind the last one."""


class Holding:
    """Holds the meetings of a story in its plan, by whoever acts; `items` and `projects` are ids by number and key."""

    def __init__(self, plan: Plan, days: Days, items: dict[int, str], projects: dict[str, str]) -> None:
        self.plan = plan
        self.days = days
        self.items = items
        self.projects = projects
        self.risk_review: RiskReview | None = None
        self.standup: Standup | None = None
        self.turns: list[int] = []
        self.retro: Retro | None = None

    def gather(self, on: On) -> None:
        """The tables of what was said as events."""
        for review in register.REVIEWS:
            for answer in review.answers:
                on(answer.at, review.person, self._answer, answer)
            on(review.closed, review.person, self._close_risk_review)
        self._gather_standups(on)
        self._gather_retro(on)
        for held in told.REVIEWS:
            on(held.at, told.LEADER, self._say, held)
            on(held.ended, told.LEADER, self._close_review, held)

    def _gather_standups(self, on: On) -> None:
        for held in told.STANDUPS:
            ended = f"{held.day} {held.ended}"
            on(f"{held.day} {told.BEGINS}", told.LEADER, self._begin_standup, self.days.instant(ended), held.away)
            on(ended, told.LEADER, self._close_standup)
        for caught in told.CAUGHT:
            on(caught.at, told.LEADER, self._catch, caught)
        for at, numbers in told.TICKED:
            on(at, told.LEADER, self._tick, numbers)
        for at, person, text in told.BEFOREHAND:
            on(at, person, lambda text: say_beforehand(self.plan, text), text)

    def _gather_retro(self, on: On) -> None:
        deeds = self._begin_retro, self._gather_notes, self._vote, self._ask_why, self._resolve, self._close_retro
        for at, deed in zip(told.RETRO_AT, deeds, strict=True):
            on(at, told.LEADER, deed)
        at, notes = told.NOTED
        on(at, told.LEADER, self._note, notes)

    # --- standups ------------------------------------------------------------------------------------------------

    def _begin_standup(self, end: int, away: tuple[str, ...]) -> None:
        self.standup = standup = Standup(self.plan, list(self.projects.values()))
        ids = {person.code: id for id, person in read.people(self.plan).items()}
        for code in away:
            standup.mark_away(ids[code])
        there = len([person for person in standup.order if person not in standup.away])
        first, last = standup.started + _PROMISES, end - _PROMISES
        self.turns = [first + (last - first) * place // max(there, 1) for place in range(there)]

    def _meeting(self) -> Standup:
        """The standup that is on, with the person whose turn it is by now."""
        assert self.standup is not None, "a standup begins before anything is caught in it"
        while self.turns and self.turns[0] <= clock.now_ms():
            with clock.at(self.turns.pop(0)):
                self.standup.go(1)
        return self.standup

    def _catch(self, caught: told.Caught) -> None:
        card = self.items[caught.card] if caught.card else None
        self._made(self._meeting().capture(caught.kind, self.days.dated(caught.line), card), caught.number)

    def _tick(self, numbers: list[int]) -> None:
        standup = self._meeting()
        for number in numbers:
            standup.tick(self.items[number])

    def _close_standup(self) -> None:
        self._meeting().close()
        self.standup = None

    # --- retrospectives ------------------------------------------------------------------------------------------

    def _begin_retro(self) -> None:
        self.retro = Retro(self.plan, list(self.projects.values()))

    def _gather_notes(self) -> None:
        retro = self._retro()
        for kind, text in told.RETRO.notes:
            retro.note(kind, text)
        for figure in told.RETRO.pulse.split():
            retro.feel(figure)
        retro.go(VOTE - retro.place)

    def _vote(self) -> None:
        retro = self._retro()
        for words, other in told.RETRO.same.items():
            retro.join(named(retro.notes, words).id, named(retro.notes, other).id)
        for words, count in told.RETRO.votes.items():
            note = named(retro.notes, words).id
            for _ in range(count):
                retro.vote(note)
        retro.go(ACT - retro.place)

    def _ask_why(self) -> None:
        retro = self._retro()
        for text in told.RETRO.whys:
            retro.why(text)
        self._made(retro.root_cause(), told.RETRO.lesson)

    def _resolve(self) -> None:
        for number, line in told.RETRO.actions.items():
            self._made(self._retro().act(self.days.dated(line)), number)

    def _close_retro(self) -> None:
        retro = self._retro()
        retro.go(CLOSE - retro.place)
        retro.close()
        self.retro = None

    def _retro(self) -> Retro:
        assert self.retro is not None, "a retrospective begins before anything is said in it"
        return self.retro

    def _note(self, notes: list[tuple[str, str]]) -> None:
        """Notes for the retrospective to come, unsigned."""
        retro = Retro(self.plan, list(self.projects.values()))
        for kind, text in notes:
            retro.note(kind, text)
        retro.write_held()

    # --- reviews -------------------------------------------------------------------------------------------------

    def _say(self, held: told.Review) -> None:
        review = Review(self.plan, self.projects["ORD"])
        review.say(held.lines)
        if held.against:
            review.rag(*held.against)

    def _close_review(self, held: told.Review) -> None:
        review = Review(self.plan, self.projects["ORD"])
        if held.issued:
            issue(self.plan, made_of(review))
        review.close()

    def _answer(self, answer: register.Answer) -> None:
        """One answer of a risk review, which begins with the first of them."""
        if self.risk_review is None:
            self.risk_review = RiskReview(self.plan, [self.projects["ORD"]])
        review = self.risk_review
        review.go(review.agenda.index(self.items[answer.number]) - review.place)
        if answer.levels == "-":
            review.unchanged()
        else:
            probability, impact = answer.levels.split("x")
            review.score(int(probability), int(impact), answer.reason)

    def _close_risk_review(self) -> None:
        assert self.risk_review is not None, "a risk review is closed after its answers"
        self.risk_review.close()
        self.risk_review = None

    def _made(self, outcome: Outcome, number: int) -> None:
        """Know the item that a meeting has made."""
        assert outcome.refs == [str(number)], "the story counts as the plan does"
        self.items[number] = outcome.items[0]
