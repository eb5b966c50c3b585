"""The risk review on the screen: one risk at a time, scored with two bare digits, unchanged with Enter."""

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult

from pmtui.actions import risks
from pmtui.actions.register import RiskRow, register
from pmtui.actions.step import Outcome, during
from pmtui.errors import PmtuiError, Refused
from pmtui.meetings.risk_review import RiskReview
from pmtui.model.text import Unreadable, cell_width, cut
from pmtui.tui.bottom import Line, Lines
from pmtui.tui.dialogs.listing import Dialog, Field, Listing
from pmtui.tui.dialogs.risklines import page, summary_lines
from pmtui.tui.look import Look

if TYPE_CHECKING:
    from collections.abc import Callable

    from pmtui.tui.riskkeys import RiskKeys


class RiskReviewScreen(Dialog[None]):
    """The walk. Every answer is written at once: closing the terminal in the middle loses nothing."""

    BINDINGS: ClassVar = [
        ("n,j,down", "go(1)", "next"), ("N,k,up", "go(-1)", "back"), ("enter", "unchanged", "unchanged"),
        ("A,a", "respond('a')", "avoid"), ("T", "respond('t')", "transfer"), ("M", "respond('m')", "mitigate"),
        ("C,c", "respond('c')", "accept"), ("E,e", "respond('e')", "escalate"), ("t", "card", "a card"),
        ("i", "happened", "it happened"), ("w", "next_review", "next review"), ("q", "finish", "end"),
        ("escape", "finish", "end"),
    ]  # fmt: skip

    def __init__(self, look: Look, owner: "RiskKeys", review: RiskReview) -> None:
        super().__init__(look)
        self.owner, self.review = owner, review
        self.listing = Listing(look)
        self.hints = Lines(look, "hints")
        self.input = Field(id="field")
        self._submit: Callable[[str], None] | None = None
        self._digits = ""
        self._asked = ""
        self._over = False
        self._told = ""

    def compose(self) -> ComposeResult:
        """The risk, and below it what the keys do, or what is being typed."""
        with self.box:
            yield self.listing
            yield self.hints
            yield self.input

    def on_mount(self) -> None:
        """The whole screen is the risk's: a review is looked at by a room."""
        super().on_mount()
        self.add_class("bottom")
        self.box.styles.height = self.app.size.height - 3
        self.input.display = False
        self.listing.can_focus = True
        self.listing.focus()
        self.reload()

    def reload(self) -> None:
        """Draw the present risk anew, or the summary at the end."""
        review = self.review
        id = review.current
        if id is None:
            self._end()
            return
        made = register(review.plan, review.projects, closed=True)
        row = next((row for row in made.rows if row.id == id), None)
        if row is None:
            self.listing.show([[("it was deleted meanwhile; n goes on", "dim")]], [])
            return
        row.last = made.tell_last(review.plan, row)
        self.retitle(f"Risk review   {review.place + 1} of {len(review.agenda)}   {row.ref} {row.title}")
        self.listing.show(page(made, row, self.look, self.app.size.width - 4), [])
        self._hint(row)

    def _hint(self, row: RiskRow | None = None) -> None:
        """What the keys do; a message or half a score takes their place."""
        if self._told:
            self.hints.show([[(self._told, "alarm" if self._told.startswith("!") else "strong")]])
        elif self._digits:
            self.hints.show([[(f"probability {self._digits}, impact ...", "strong")]])
        elif self._over:
            self.hints.show([[("q", "strong"), (" end   ", "dim"), ("N", "strong"), (" back", "dim")]])
        else:
            pairs = [("44", "score"), ("Enter", "unchanged"), ("A T M C E", "response"), ("t", "card"),
                     ("i", "happened"), ("w", "next"), ("n", "next"), ("q", "end")]  # fmt: skip
            if row is not None and row.kind == "opportunity":
                pairs[2] = ("x s h c e", "response")
            line: Line = []
            for key, words in pairs:
                line += [(key, "strong"), (f" {words}   ", "dim")]
            self.hints.show([line])

    # --- answers -------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Two bare digits score; opportunities have letters of their own."""
        if self._submit is not None:
            return
        self._told = ""
        if event.key in "12345" and self.review.current:
            event.stop()
            self._digits += event.key
            if len(self._digits) == 2:
                probability, impact = map(int, self._digits)
                self._digits = ""
                self._score(probability, impact)
            else:
                self._hint()
        elif event.key in ("x", "s", "h") and self._row_kind() == "opportunity":
            event.stop()
            self.action_respond(event.key)
        elif self._digits:
            self._digits = ""
            self._hint()

    def _row_kind(self) -> str:
        made = register(self.review.plan, self.review.projects)
        row = made.row(self.review.current or "")
        return row.kind if row else "threat"

    def _score(self, probability: int, impact: int, reason: str | None = None) -> None:
        try:
            self._did(self.review.score(probability, impact, reason))
        except Refused as refused:
            if "say why" in str(refused):
                self._ask("Why?", str(refused), lambda text: self._score(probability, impact, text))
            else:
                self._refuse(refused)
        except PmtuiError as error:
            self._refuse(error)

    def action_unchanged(self) -> None:
        """It stands as it is: that is a review too."""
        if self.review.current:
            self._try(self.review.unchanged)

    def action_happened(self) -> None:
        """It happened: an issue is made."""
        if self.review.current:
            self._try(self.review.happened)

    def action_go(self, by: int) -> None:
        """To the next one, or back, without an answer."""
        self._over = False
        self.review.go(by)
        self.reload()

    def action_respond(self, letter: str, fallback: str | None = None) -> None:
        """Choose the response; the walk stays here, for it may want a card."""
        id = self.review.current
        if id is None:
            return
        plan = self.review.plan
        try:
            with during(self.review.within()):
                outcome = risks.respond(plan, id, letter, fallback)
        except Refused as refused:
            self._ask("If it comes?", str(refused), lambda text: self.action_respond(letter, text))
            return
        except PmtuiError as error:
            self._refuse(error)
            return
        self._stay(outcome)

    def action_card(self) -> None:
        """A card of what is done about it."""
        id = self.review.current
        if id is None:
            return

        def submit(text: str) -> None:
            from pmtui.model.quickadd import parse_line

            if text.strip():
                try:
                    with during(self.review.within()):
                        self._stay(risks.act_on(self.review.plan, id, parse_line(text, self.owner.today())))
                except (PmtuiError, Unreadable) as error:
                    self._refuse(error)

        self._ask("Card", "title ~3d @who ^fri", submit)

    def action_next_review(self) -> None:
        """When it is looked at again."""
        id = self.review.current
        if id is None:
            return

        def submit(text: str) -> None:
            if text.strip():
                try:
                    with during(self.review.within()):
                        self._stay(risks.next_review(self.review.plan, [id], text))
                except (PmtuiError, Unreadable) as error:
                    self._refuse(error)

        self._ask("Next review", "fri, +14d, 4 dec, or none", submit)

    def _try(self, action: "Callable[[], Outcome]") -> None:
        try:
            self._did(action())
        except (PmtuiError, Unreadable) as error:
            self._refuse(error)

    def _did(self, outcome: Outcome) -> None:
        self._told = outcome.message
        self.reload()

    def _stay(self, outcome: Outcome) -> None:
        self._told = outcome.message
        self.reload()

    def _refuse(self, error: Exception) -> None:
        self._told = self.owner.refusal(str(error))
        self._hint()

    # --- typing --------------------------------------------------------------------------------------------------

    def _ask(self, label: str, hint: str, submit: "Callable[[str], None]") -> None:
        self._submit, self._asked = submit, label
        self.input.value = self.owner.prompt.drafts.pop(f"risk review {label}", "")
        self.input.display = True
        room = max(10, self.app.size.width - 8 - cell_width(label))
        self.hints.show([[(f"{label}  ", "strong"), (cut(hint, room, self.look.glyph["cut"]), "dim")]])
        self.input.focus()

    def on_input_submitted(self) -> None:
        """Hand over what was typed."""
        submit, value = self._submit, self.input.value
        self._close_input()
        if submit is not None:
            submit(value)

    def _close_input(self) -> None:
        self._submit = None
        self.input.display = False
        self.listing.focus()
        self._hint()

    # --- the end -------------------------------------------------------------------------------------------------

    def action_finish(self) -> None:
        """Leave the field; else to the summary; from there, out: the note is in the plan."""
        if self._submit is not None:
            if self.input.value.strip():
                self.owner.prompt.drafts[f"risk review {self._asked}"] = self.input.value
            self._close_input()
        elif self._over or not self.review.done:
            outcome = self.review.close()
            self.dismiss(None)
            if outcome is not None:
                self.owner.say(outcome.message)
        else:
            self.review.place = len(self.review.agenda)
            self._end()

    def _end(self) -> None:
        """What changed, the exposure before and after, who must be told."""
        self._over = True
        found = self.review.summary()
        self.retitle(f"Risk review   {found.reviewed} of {found.total} reviewed")
        self.listing.show(summary_lines(found, self.look), [])
        self._hint()
