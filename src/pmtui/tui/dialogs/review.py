"""The review on the screen: its pages, the decisions on them, and the report in two keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from pmtui.actions.step import Outcome
from pmtui.meetings.capture import KINDS
from pmtui.meetings.review import Review
from pmtui.meetings.review_basis import Since
from pmtui.meetings.review_shapes import PAGES, TITLES, Page, Summary
from pmtui.model.dates import show_date
from pmtui.model.words import lettered
from pmtui.store.meetings import Work, some_work
from pmtui.tui.bottom import Line
from pmtui.tui.dialogs import reviewquestions as questions
from pmtui.tui.dialogs.meeting import REFUSED, MeetingScreen
from pmtui.tui.dialogs.reviewhead import ReviewHead
from pmtui.tui.dialogs.reviewlines import ReviewPages
from pmtui.tui.dialogs.reviewmaking import NotMade, PageMade, ReportMade, make_pages, make_report
from pmtui.tui.dialogs.reviewparts import Spot
from pmtui.tui.dialogs.sheet import Sheet
from pmtui.tui.look import Look

if TYPE_CHECKING:
    from pmtui.reports.making import Made
    from pmtui.store.reports import Report
    from pmtui.tui.reviewkeys import Place, ReviewKeys

_VERDICTS = {"y": "approve", "x": "reject", "D": "defer"}
_COMMON = (
    ("n", "next"), ("N", "back"), ("Enter", "open"), ("W", "report"), ("a", "action"), ("r", "risk"), ("d", "decision"),
    ("q", "leave"), ("v", "audience"), ("=", "since"), ("f", "feedback"), ("b", "blocker"), ("i", "issue"),
    ("p", "park"), ("z", "lesson"), ("u", "undo"),
)  # fmt: skip
_SUMMARY = (("n", "next"), ("e", "say it"), *_COMMON[2:])
_WHOM = {"project": "project", "team": "team", "steering": "steering committee"}
"""Audiences as people call them, in the order of the key."""
_OFFERED = (("Enter", "issues it"), ("j k", "read"), ("Esc", "not now"))


@dataclass(slots=True)
class Offer:
    """A report that may be issued: None while it is being made; `sure` that it is to be issued as soon as it is."""

    turn: int
    made: "Made | None" = None
    number: int = 0
    sure: bool = False


class ReviewScreen(MeetingScreen[Spot]):
    """The pages of a review. They are made in a thread: what is shown stays until its newer form is there."""

    BINDINGS: ClassVar = [
        ("n,right", "walk(1)", "next"), ("N,left", "walk(-1)", "back"), ("enter", "enter", "open, issue"),
        ("v", "audience", "audience"), ("equals_sign", "since", "since"), ("e", "say", "in one breath"),
        ("exclamation_mark", "colour", "another colour"), ("f", "feedback", "feedback"), ("W", "report", "report"),
        *((key, f"decide('{key}')", words) for key, words in _VERDICTS.items()),
        *((key, f"capture('{key}')", kind) for key, kind in KINDS.items()),
        *((str(place), f"jump({place})", "page") for place in range(1, 8)),
    ]  # fmt: skip

    def __init__(self, look: Look, owner: "ReviewKeys", review: Review, place: "Place") -> None:
        super().__init__(look, owner, review)
        self.keys_of, self.review = owner, review
        self.place = place
        self.top = ReviewHead(look)
        self.made: dict[str, Page] = {}
        self._orders = 0
        self._turn = 0
        self._trouble = ""
        self._offer: Offer | None = None

    def head(self) -> Iterable[Widget]:
        """Whose review it is, and the colours."""
        return (self.top,)

    def on_mount(self) -> None:
        """The pages are made from now on."""
        super().on_mount()
        self._make()

    # --- making ------------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        """Have the pages made anew: the first one, for its colours are in the head, that which is shown, the others."""
        self._turn = self._next_order()
        order = dict.fromkeys(("summary", self.place.page, *self.review.pages))
        make_pages(self, self.review, list(order), self._turn)

    def _next_order(self) -> int:
        """A number by which what was ordered last is told from what comes late."""
        self._orders += 1
        return self._orders

    def on_page_made(self, event: PageMade) -> None:
        """From the thread: show it where it is looked at."""
        if event.turn != self._turn:
            return
        self._trouble = ""
        self.made[event.name] = event.page
        if event.name == self.place.page and self._offer is None:
            self.draw()
        elif event.name == "summary":
            self._draw_head()

    def on_report_made(self, event: ReportMade) -> None:
        """From the thread: show it, or issue it where that was asked for already."""
        offer = self._offer
        if offer is None or offer.turn != event.turn:
            return
        offer.made, offer.number = event.made, event.number
        self.draw()
        if offer.sure:
            self._issue(offer)

    def on_not_made(self, event: NotMade) -> None:
        """From the thread: say why, and try again soon; a file that is locked now is not for long."""
        if self._offer is not None and self._offer.turn == event.turn:
            self._withdraw()
            self.refuse(event.words)
        elif event.turn == self._turn:
            self._trouble = self.owner.refusal(event.words)
            self.draw()
            self.set_timer(2, self._make)

    def reread(self) -> None:
        """Have the pages made anew, or the report that is offered, unless it was said that it is to be issued."""
        self.review.refresh()
        if self._offer is None:
            self._make()
        elif not self._offer.sure:
            self._offer_report()

    # --- drawing -----------------------------------------------------------------------------------------------------

    @property
    def _pages(self) -> ReviewPages:
        review, people = self.review, self.owner.people.values()
        return ReviewPages(self.look, people, review.basis.today, *self.room, review.pages, self._since_words)

    @property
    def _since_words(self) -> str:
        return f"since {self.review.since.words}"

    def drawn(self) -> Sheet[Spot]:
        """The page with what was caught, or the report."""
        pages, captured = self._pages, self.review.captured
        if self._offer is not None:
            return pages.report(self._offer.made, self._offer.number)
        sheet = pages.drawn(self.place.page, self.made.get(self.place.page), self._trouble)
        known = some_work(self.review.plan, [one.item_id for one in captured if one.item_id])
        pages.captured(captured, {id: lettered(work.type, work.ref) for id, work in known.items()})
        return sheet

    def draw(self, keep: bool = True) -> None:
        """The head too."""
        super().draw(keep)
        self._draw_head()

    def _draw_head(self) -> None:
        review, place = self.review, self.place
        project, today = self.owner.projects.get(review.project), review.basis.today
        caught = len(review.captured)
        facts = [
            f"{project.key if project else '?'} for the {_WHOM[review.audience]}", self._since_words,
            *([f"{caught} captured"] if caught else []), f"week {today.isocalendar().week}", show_date(today, today),
        ]  # fmt: skip
        number = review.pages.index(place.page) + 1
        told = "report" if self._offer is not None else f"{number}/{len(review.pages)} {TITLES[place.page]}"
        summary = self.made.get("summary")
        self.top.show(facts, told, summary.areas if isinstance(summary, Summary) else ())

    def same(self, one: Spot, other: Spot) -> bool:
        """Whether two lines are about the same thing, whatever it opens."""
        return one[:2] == other[:2]

    def moved(self) -> None:
        """On a decision, the keys that decide come first."""
        self.hint()

    def keys(self) -> Line:
        """What works on this page."""
        if self._offer is not None:
            return self.key_line(_OFFERED)
        spot = self.thing
        line: tuple[tuple[str, str], ...] = _SUMMARY if self.place.page == "summary" else _COMMON
        if spot is not None and spot.kind == "decision":
            line = (*_VERDICTS.items(), *line)
        if spot is not None and spot.kind == "area":
            line = (("!", "another colour"), *line)
        opens = spot is not None and spot.item is not None
        return self.key_line(one for one in line if opens or one[0] != "Enter")

    def captured(self, thing: Spot | None) -> Work | None:
        """The card that a line caught here is about."""
        item = thing.item if thing is not None and thing.kind != "area" else None
        return some_work(self.review.plan, [item]).get(item) if item else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a report is offered, it is issued, read or left."""
        if self._offer is not None and action not in ("enter", "cursor", "finish", "app.quit"):
            return False
        return super().check_action(action, parameters)

    # --- looking -----------------------------------------------------------------------------------------------------

    def action_walk(self, by: int) -> None:
        """To the next page, or back."""
        self.action_jump(self.review.pages.index(self.place.page) + 1 + by)

    def action_jump(self, number: int) -> None:
        """To a page by its number."""
        count = len(self.review.pages)
        if 1 <= number <= count:
            self.place = self.place._replace(page=self.review.pages[number - 1])
            self.draw(keep=False)
        elif number == count + 1:
            self.say("this is the last page; W writes the report, q leaves")
        elif number > count:
            self.say(f"for the {_WHOM[self.review.audience]} there are {count} pages; v is for somebody else")

    def action_audience(self) -> None:
        """The pages for somebody else: the project, the team, the steering committee."""
        order = list(_WHOM)
        audience = order[(order.index(self.place.audience) + 1) % len(order)]
        page = self.place.page if self.place.page in PAGES[audience] else PAGES[audience][0]
        self._turn_to(self.place._replace(audience=audience, page=page))

    def _turn_to(self, place: "Place") -> None:
        """Another review: for somebody else, or since another moment."""
        try:
            self.review = self.sitting = self.keys_of.reviewed(place)
        except REFUSED as error:
            self.refuse(error)
            return
        self.place, self.made = place, {}
        self._make()
        self.draw(keep=False)

    def action_since(self) -> None:
        """Count from another moment."""

        def take(since: Since | None) -> Outcome:
            self._turn_to(self.place._replace(since=since))
            return Outcome(self._since_words)

        self.ask(questions.since(self.review, take))

    def action_enter(self) -> None:
        """Open what the cursor is on; a report that is offered is issued."""
        from pmtui.tui.dialogs.item import ItemDialog

        if self._offer is not None:
            self._offer.sure = True
            self._issue(self._offer)
        elif self.thing is not None and self.thing.item is not None:
            self.app.push_screen(ItemDialog(self.look, self.owner, self.thing.item), lambda _: self.reload())

    def action_finish(self) -> None:
        """Leave the field, or the report that is offered; else leave it open, to be taken up here."""
        if self._offer is not None:
            self._withdraw()
        else:
            super().action_finish()

    def left(self) -> None:
        """It is gone on with at this page."""
        self.keys_of.review_left(self.place)

    # --- what is written ---------------------------------------------------------------------------------------------

    def action_decide(self, key: str) -> None:
        """Decide what the cursor is on, with one line of reason."""
        verdict, spot = _VERDICTS[key], self.thing
        if spot is None or spot.kind != "decision":
            where = f"page {self.review.pages.index('decisions') + 1}"
            self.refuse(f"{key} {verdict}s what waits for a decision: put the cursor on its line, as on {where}")
            return
        try:
            self.ask(questions.decision(self.review, spot.id, verdict))
        except REFUSED as error:  # somebody else has deleted it meanwhile
            self.refuse(error)

    def action_colour(self) -> None:
        """Say another colour than the rule does: of the cursor's area, else of one that the line begins with."""
        spot = self.thing
        self.ask(questions.colour(self.review, spot.id if spot is not None and spot.kind == "area" else ""))

    def action_say(self, place: int = 0) -> None:
        """Say it all in three lines, one after the other."""
        self.ask(questions.breath(self.review, place, self.action_say))

    def action_feedback(self) -> None:
        """Keep what somebody says of what is shown, or of the cursor's item."""
        self.ask(questions.feedback(self.review, self.captured(self.thing)))

    # --- the report --------------------------------------------------------------------------------------------------

    def action_report(self) -> None:
        """Show the report as it would be issued."""
        self._offer_report()
        self.draw(keep=False)

    def _offer_report(self) -> None:
        """Have it made; the pages, which are not looked at meanwhile, rest."""
        self.workers.cancel_group(self, "pages")
        self._offer = Offer(self._next_order())
        make_report(self, self.review, self._offer.turn)

    def _withdraw(self) -> None:
        """Back from the report to the pages."""
        self._offer = None
        self._make()
        self.draw(keep=False)

    def _issue(self, offer: Offer) -> None:
        """Freeze it, once it is made; a meeting that has begun is over with it."""
        from pmtui.actions.reports import report
        from pmtui.reports.making import issue

        if offer.made is None:
            self.say("issued as soon as it is made; Esc takes that back")
            return
        review = self.review
        try:
            if review.meeting is not None:
                review.close()
            ref = issue(review.plan, offer.made).refs[0]
            known = report(review.plan, review.project, ref)
            self._offer = None
            self.reread()
        except REFUSED as error:
            offer.sure = False
            self.refuse(error)
            return
        self.draw(keep=False)
        self._told = self._issued(known)
        self.hint()

    def _issued(self, known: "Report") -> Line:
        """That a report is issued, the beginning of its hash, and where to see it."""
        others = len([one for one in self.owner.projects.values() if not one.archived]) > 1
        which = f" --project {self.owner.projects[known.project_id].key}" if others else ""
        where = f"   pmtui report show {known.ref}{which} --to html"
        sha256 = known.sha256[:12]
        said = f"report {known.ref} issued, sha256 {sha256}"
        if len(said + where) > self.room[0] - 2:
            said = f"report {known.ref} issued, {sha256}"
        return [(said, "strong"), (where, "dim")]
