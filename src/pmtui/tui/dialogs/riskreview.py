"""The risk review on the screen: one risk at a time, scored with two bare digits, unchanged with Enter."""

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult

from pmtui.actions import risks
from pmtui.actions.register import RiskRow, register
from pmtui.actions.step import Outcome
from pmtui.errors import PmtuiError, Refused
from pmtui.meetings.risk_review import RiskReview
from pmtui.model.text import Unreadable, cell_width, clean_line, cut
from pmtui.tui.bottom import Line, Lines
from pmtui.tui.dialogs.listing import Dialog, Field, Listing
from pmtui.tui.dialogs.risklines import page, summary_lines
from pmtui.tui.look import Look

if TYPE_CHECKING:
    from collections.abc import Callable

    from pmtui.tui.riskkeys import RiskKeys

LEVELS = ("1", "2", "3", "4", "5")
"""The keys that score."""


class RiskReviewScreen(Dialog[None]):
    """The walk. Every answer is written at once: closing the terminal in the middle loses nothing."""

    BINDINGS: ClassVar = [
        ("n,j,down", "go(1)", "next"), ("N,k,up", "go(-1)", "back"), ("enter", "unchanged", "unchanged"),
        ("A,a", "respond('a')", "avoid"), ("T", "respond('t')", "transfer"), ("M", "respond('m')", "mitigate"),
        ("C,c", "respond('c')", "accept"), ("E,e", "respond('e')", "escalate"), ("t", "card", "a card"),
        ("i", "happened", "it happened"), ("w", "next_review", "next review"), ("q", "finish", "end"),
        ("escape", "finish", "end"), ("pagedown,space", "scroll(8)", "on"), ("pageup", "scroll(-8)", "back"),
    ]  # fmt: skip

    def __init__(self, look: Look, owner: "RiskKeys", review: RiskReview) -> None:
        super().__init__(look)
        self.owner, self.review = owner, review
        self.listing = Listing(look)
        self.hints = Lines(look, "hints")
        self.input = Field(id="field")
        self._row: RiskRow | None = None  # what an answer is for: none at the end, and where it was deleted meanwhile
        self._submit: Callable[[str], None] | None = None
        self._draft = ""
        self._question: Line = []
        self._digits = ""
        self._over = False
        self._left: int | None = None  # where the walk was when it was ended early
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
        self.box.styles.margin = 0
        self.input.display = False
        self.listing.can_focus = True
        self.listing.focus()

    def on_resize(self) -> None:
        """Another size, another page."""
        self.box.styles.height = self.app.size.height - 1
        self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is typed, its keys alone work: an answer is for the risk that is looked at."""
        return self._submit is None or action in ("finish", "app.quit")

    def reload(self) -> None:
        """Draw the present risk anew, or the summary at the end."""
        review = self.review
        id = review.current
        if id is None:
            self._end()
            return
        made = register(review.plan, review.projects, closed=True)
        self._row = row = made.row(id)
        place = f"Risk review   {review.place + 1} of {len(review.agenda)}"
        if row is None:
            self.retitle(place)
            self.listing.show([[("it was deleted meanwhile; n goes on", "dim")]], [])
        else:
            row.last = made.tell_last(review.plan, row)
            self.retitle(f"{place}   {row.ref} {row.title}")
            lines, room = page(made, row, self.look, self.app.size.width - 4), self.app.size.height - 4
            self.listing.show(lines if len(lines) <= room else [line for line in lines if line], [])
        self._hint()

    def _hint(self) -> None:
        """What the keys do; a question, a message or half a score takes their place."""
        if self._submit is not None:
            self.hints.show([self._question])
        elif self._told:
            self.hints.show([[(self._told, "alarm" if self._told.startswith(self.look.glyph["late"]) else "strong")]])
        elif self._digits:
            self.hints.show([[(f"probability {self._digits}, impact ...", "strong")]])
        elif self._over:
            self.hints.show([[("q", "strong"), (" end   ", "dim"), ("N", "strong"), (" back", "dim")]])
        else:
            letters = "x s h c e" if self._row is not None and self._row.kind == "opportunity" else "A T M C E"
            line: Line = []
            for key, words in (
                ("44", "score"), ("Enter", "unchanged"), ("n", "next"), ("q", "end"), (letters, "respond"),
                ("t", "card"), ("i", "happened"), ("w", "next review"),
            ):  # fmt: skip
                line += [(key, "strong"), (f" {words}  ", "dim")]
            self.hints.show([line])

    # --- answers -------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Two bare digits score; opportunities have letters of their own."""
        if self._submit is not None:
            return
        self._told = ""
        begun, self._digits = self._digits, ""
        if event.key in LEVELS and self._row is not None:
            event.stop()
            if begun:
                self._score(int(begun), int(event.key))
            else:
                self._digits = event.key
        elif event.key in ("x", "s", "h") and self._row is not None and self._row.kind == "opportunity":
            event.stop()
            self.action_respond(event.key)
        elif begun and event.key in ("enter", "escape"):  # half a score is no answer, and no way out
            event.stop()
        self._hint()

    def _score(self, probability: int, impact: int, reason: str = "") -> None:
        try:
            self._did(self.review.score(probability, impact, reason))
        except PmtuiError as error:
            if isinstance(error, Refused) and "say why" in str(error):
                self._ask("Why?", str(error), lambda text: self._score(probability, impact, text))
            else:
                self._refuse(error, reason)

    def action_unchanged(self) -> None:
        """It stands as it is: that is a review too."""
        if self._row is not None:
            self._try(self.review.unchanged)

    def action_happened(self) -> None:
        """It happened: an issue is made."""
        if self._row is not None:
            self._try(self.review.happened)

    def action_go(self, by: int) -> None:
        """To the next one, or back, without an answer; from the summary back to where the walk was."""
        if self._left is not None and by < 0:
            self.review.place = self._left
        else:
            self.review.go(by)
        self._over, self._left = False, None
        self.reload()

    def action_scroll(self, by: int) -> None:
        """More of a page that is longer than the screen."""
        self.listing.step(by)

    def action_respond(self, letter: str, fallback: str | None = None) -> None:
        """Choose the response; the walk stays here, for it may want a card."""
        if (row := self._row) is None:
            return
        if letter == "c" and not row.fallback and not (fallback or "").strip():
            asked = "to accept it, say what is done if it comes, or none"
            self._ask("If it comes?", asked, lambda text: self.action_respond(letter, text))
            return
        self._try(lambda: risks.respond(self.review.plan, row.id, letter, fallback), fallback or "")

    def action_card(self) -> None:
        """A card of what is done about it."""
        from pmtui.model.quickadd import parse_line

        if (row := self._row) is None:
            return

        def submit(text: str) -> None:
            if text.strip():
                self._try(lambda: risks.act_on(self.review.plan, row.id, parse_line(text, self.owner.today())), text)

        self._ask("Card", "title ~3d @who ^fri", submit)

    def action_next_review(self) -> None:
        """When it is looked at again."""
        if (row := self._row) is None:
            return

        def submit(text: str) -> None:
            if text.strip():
                self._try(lambda: risks.next_review(self.review.plan, [row.id], text), text)

        self._ask("Next review", "fri, +14d, 4 dec, or none", submit)

    def _try(self, action: "Callable[[], Outcome]", typed: str = "") -> None:
        """Do it as part of the review."""
        try:
            with self.review.within():
                outcome = action()
        except (PmtuiError, Unreadable) as error:
            self._refuse(error, typed)
        else:
            self._did(outcome)

    def _did(self, outcome: Outcome) -> None:
        self._told = "; ".join([outcome.message, *outcome.warnings])
        self.reload()

    def _refuse(self, error: Exception, typed: str) -> None:
        """Say why not; what was typed is there to be mended when it is asked again."""
        if typed.strip():
            self.owner.prompt.drafts[self._draft] = typed
        self._told = self.owner.refusal(str(error))
        self._hint()

    # --- typing --------------------------------------------------------------------------------------------------

    def _ask(self, label: str, hint: str, submit: "Callable[[str], None]") -> None:
        self._submit, self._draft = submit, f"risk review {label} {self.review.current}"
        self.input.value = clean_line(self.owner.prompt.drafts.pop(self._draft, ""), 10_000)
        self.input.cursor_position = len(self.input.value)
        self.input.display = True
        room = max(10, self.app.size.width - 8 - cell_width(label))
        self._question = [(f"{label}  ", "strong"), (cut(hint, room, self.look.glyph["cut"]), "dim")]
        self._hint()
        self.input.focus()

    def half_typed(self) -> dict[str, str]:
        """What stands in the open field, by the name of its draft."""
        return {self._draft: self.input.value} if self._submit is not None and self.input.value.strip() else {}

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
            self.owner.prompt.drafts |= self.half_typed()
            self._close_input()
        elif self._over or not self.review.done:
            try:
                outcome = self.review.close()
            except PmtuiError as error:
                self._refuse(error, "")
                return
            self.dismiss(None)
            if outcome is not None:
                self.owner.say(outcome.message)
        else:
            self._left = self.review.place
            self.review.place = len(self.review.agenda)
            self._end()

    def _end(self) -> None:
        """What changed, the exposure before and after, who must be told."""
        self._over, self._row = True, None
        found = self.review.summary()
        self.retitle(f"Risk review   {found.reviewed} of {found.total} reviewed")
        self.listing.show(summary_lines(found, self.look), [])
        self._hint()
