"""The standup on the screen: promises, then everybody in any order, captures at once, the note at the end."""

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from pmtui.actions import history
from pmtui.actions.step import Outcome
from pmtui.errors import PmtuiError
from pmtui.meetings.capture import KINDS, understood
from pmtui.meetings.standup import Standup
from pmtui.model.dates import show_date
from pmtui.model.text import Unreadable, clean_line
from pmtui.store.meetings import Work
from pmtui.tui.bottom import Line, Lines
from pmtui.tui.dialogs.listing import Dialog, Field, Listing
from pmtui.tui.dialogs.standupgit import GitLines, ask_git
from pmtui.tui.dialogs.standuphead import CLOCK, Clock, People
from pmtui.tui.dialogs.standuplines import Page, Pages, caught_line, note_lines
from pmtui.tui.look import Look

if TYPE_CHECKING:
    from collections.abc import Callable

    from pmtui.tui.standupkeys import StandupKeys

_WALK = (
    ("n", "next"), ("b", "blocker"), ("a", "action"), ("x", "done"), ("L", "move on"), ("p", "park"),
    ("N", "back"), ("q", "leave"), ("s", "away"), ("d", "decision"), ("r", "risk"), ("Tab", "by card"),
    ("t", "pause"), ("i", "issue"), ("z", "lesson"), ("Z", "shuffle"), ("u", "undo"),
)  # fmt: skip
_HINTS = {
    "promises": (
        ("Enter", "begin"), ("x", "tick"), ("a", "action"), ("Tab", "by card"), ("q", "leave"), ("Z", "shuffle"),
        ("t", "pause"),
    ),
    "turn": _WALK,
    "cards": tuple((key, "by person" if key == "Tab" else words) for key, words in _WALK if key != "s"),
    "note": (("Enter", "close and save"), ("N", "back"), ("Esc", "leave it open"), ("u", "undo")),
}  # fmt: skip


class StandupScreen(Dialog[None]):
    """The walk. Navigating reads and writes nothing; what is caught, ticked or moved is in the plan at once."""

    BINDINGS: ClassVar = [
        ("n,right", "walk(1)", "next"), ("N,left", "walk(-1)", "back"), ("j,down", "cursor(1)", "down"),
        ("k,up", "cursor(-1)", "up"), ("pagedown,space", "cursor(8)", "on"), ("pageup", "cursor(-8)", "back"),
        ("enter", "enter", "begin, close"), ("tab", "turn_over", "by card"), ("Z", "shuffle", "shuffle"),
        ("s", "away", "away"), ("t", "pause", "pause"), ("x", "tick", "done"), ("L,shift+right", "move(1)", "move on"),
        ("H,shift+left", "move(-1)", "move back"), ("u", "undo", "undo"), ("q,escape", "finish", "leave"),
        *((key, f"capture('{key}')", kind) for key, kind in KINDS.items()), ("y", "accept", "log git's time"),
        *((str(place), f"jump({place})", "jump") for place in range(1, 10)),
    ]  # fmt: skip

    def __init__(self, look: Look, owner: "StandupKeys", standup: Standup) -> None:
        super().__init__(look)
        self.owner, self.standup = owner, standup
        self.people, self.clock, self.git = People(look, standup), Clock(look, standup), GitLines(standup)
        self.listing = Listing(look, ground="bg")
        self.hints = Lines(look, "hints")
        self.input = Field(id="field")
        self.page = Page([], [], [])
        self._typed: tuple[str, Work | None] | None = None  # the kind that is being typed, and its card
        self._told: Line = []
        self._note = ""
        self._ended = False

    def compose(self) -> ComposeResult:
        """Everybody and the clock, the page, what is being typed, and below it what was understood or the keys."""
        with self.box:
            with Horizontal(id="head"):
                yield self.people
                yield self.clock
            yield self.listing
            yield self.input
            yield self.hints

    def on_mount(self) -> None:
        """The whole screen below the top line: a standup is looked at by a room."""
        super().on_mount()
        self.add_class("bottom")
        self.clock.styles.width = CLOCK
        self.input.display = False
        self.listing.can_focus = True
        self.listing.focus()
        if self.standup.watch.paused:
            self.standup.watch.pause()
        self.set_interval(1, self._tick)
        ask_git(self, self.standup, self.owner.settings, self._git_told)

    def on_resize(self) -> None:
        """Another size, another page."""
        self.box.styles.height = self.app.size.height - 1
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is typed, its keys alone work."""
        return self._typed is None or action in ("finish", "app.quit")

    def reload(self) -> None:
        """Somebody else has changed the plan."""
        self.standup.refresh()
        if self._showing == "note":
            self._note = self.standup.preview()
        self._draw()

    # --- drawing -------------------------------------------------------------------------------------------------

    @property
    def _showing(self) -> str:
        if self.standup.by_card:
            return "cards"
        return "note" if self.standup.at_end else "turn" if self.standup.current is not None else "promises"

    @property
    def item(self) -> Work | None:
        """What the cursor is on."""
        return self.page.items[self.listing.place] if self.page.items else None

    def _draw(self, keep: bool = True) -> None:
        """Draw the page; the cursor stays on its item, or begins anew where `keep` says no."""
        standup, size = self.standup, self.app.size
        kept = self.item if keep else None
        pages = Pages(standup.agenda, self.look, size.width, size.height - 4)
        showing, turn = self._showing, standup.current
        if showing == "note":
            self.page = Page(note_lines(self._note), [], [])
        elif showing == "cards":
            self.page = pages.cards(standup.captured)
        elif turn is not None:
            self.page = pages.turn(turn, standup.captured, self.git)
        else:
            self.page = pages.promises(standup.captured)
        places = [place for place, one in enumerate(self.page.items) if kept is not None and one.id == kept.id]
        if showing == "cards" and not places:
            places = [min(standup.card_place, max(0, len(standup.agenda.cards) - 1))]
        if not keep:
            self.listing.top = 0
        before = self.listing.place if keep else 0
        self.listing.place = min(places, key=lambda place: abs(place - before), default=before)
        self.listing.show(self.page.lines, self.page.stops)
        self._follow()
        caught = f"   {len(standup.captured)} captured" if standup.captured else ""
        self.people.show(f"{show_date(standup.agenda.today, standup.agenda.today)}{caught}")
        self._tick()

    def _follow(self) -> None:
        """By card, the standup is where the cursor is."""
        if self.standup.by_card:
            self.standup.card_place = self.listing.place

    def _tick(self) -> None:
        """Each second: the clock, and a word where somebody speaks for long."""
        self.clock.tick()
        self._hint()

    def _hint(self) -> None:
        if self._typed is not None or self._told:
            self.hints.show([self._told])
            return
        line: Line = []
        if self.clock.over and self._showing == "turn":
            line = [("p", "strong"), (" parks what takes longer  ", "warn")]
        if self._showing == "turn" and self.standup.offered(None):
            line += [("y", "strong"), (" log git's time  ", "warn")]
        for key, words in _HINTS[self._showing]:
            line += [(key, "strong"), (f" {words}  ", "dim")]
        self.hints.show([line])

    def _say(self, words: str, role: str = "strong") -> None:
        self._told = [(words, role)]
        self._hint()

    def _refuse(self, error: Exception) -> None:
        self._say(self.owner.refusal(str(error)), "alarm")

    # --- navigating ----------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Any key ends a message."""
        if self._typed is None and self._told:
            self._told = []
            self._hint()

    def action_walk(self, by: int) -> None:
        """To the next person, or back; by card, to the next card, and from the last one to the note."""
        if self.standup.by_card:
            if by < 0 or self.listing.place + 1 < len(self.page.stops):
                self.action_cursor(by)
                return
            self.standup.place = len(self.standup.order)
            self.standup.turn_over()
        else:
            self.standup.go(by)
        self._arrive()

    def action_jump(self, place: int) -> None:
        """To the person whom the last speaker named."""
        if place <= len(self.standup.order):
            self.standup.by_card = False
            self.standup.jump(self.standup.order[place - 1])
            self._arrive()

    def _arrive(self) -> None:
        """At another page. The note is written as it would be now: nothing but that is read."""
        if self._showing == "note":
            try:
                self._note = self.standup.preview()
            except PmtuiError as error:
                self._refuse(error)
        self._draw(keep=False)

    def action_cursor(self, by: int) -> None:
        """To another line, or further down a note that is longer than the screen."""
        self.listing.step(by)
        self._follow()

    def action_turn_over(self) -> None:
        """By card or by person; each keeps its place."""
        self.standup.turn_over()
        self._arrive()

    def action_shuffle(self) -> None:
        """Another order of people, the same for everybody today."""
        self.standup.shuffle()
        self._draw()

    def action_away(self) -> None:
        """Whoever's turn it is is away, or is here after all."""
        here = self.standup.speaker
        if here is not None:
            self.standup.mark_away(here)
            self._arrive()
            person = self.standup.agenda.people.get(here)
            self._say(f"{person.name if person else '?'} is {'away' if here in self.standup.away else 'here'}")

    def action_pause(self) -> None:
        """Stop the clock, or let it go on."""
        self.standup.watch.pause()
        self._tick()

    def action_enter(self) -> None:
        """At the promises begin with the first person; at the note close and save."""
        if self._showing == "promises":
            self.action_walk(1)
        elif self._showing == "note" and not self._ended:
            try:
                outcome, _ = self.standup.close()
            except PmtuiError as error:
                self._refuse(error)
                return
            self._ended = True
            self.dismiss(None)
            self.owner.held(outcome)

    def action_finish(self) -> None:
        """Leave the field; else leave the standup open, to be taken up where it was."""
        if self._typed is not None:
            self.owner.prompt.drafts |= self.half_typed()
            self._close_input()
        else:
            if not self.standup.watch.paused:
                self.standup.watch.pause()
            self.dismiss(None)

    # --- what is written -----------------------------------------------------------------------------------------

    def _try(self, action: "Callable[[], Outcome]") -> bool:
        """Do something and show what came of it; True where it was done."""
        try:
            outcome = action()
            if self._showing == "note":
                self._note = self.standup.preview()
        except (PmtuiError, Unreadable) as error:
            self._refuse(error)
            return False
        self._draw()
        self._say("; ".join([outcome.message, *outcome.warnings]), "warn" if outcome.warnings else "strong")
        return True

    def action_tick(self) -> None:
        """What the cursor is on is done, or free again."""
        if (item := self.item) is not None:
            self._try(lambda: self.standup.tick(item.id))

    def action_move(self, way: int) -> None:
        """Move the cursor's card to the next column of its board, or back."""
        if (item := self.item) is not None:
            self._try(lambda: self.standup.move([item.id], [self.standup.beside(item, way)]))

    def action_accept(self) -> None:
        """Log the time that git suggests: for the cursor's item, else all that it suggests to the speaker."""
        found = self.standup.offered(self.item.id if self.item else None)
        self._try(lambda: self.standup.accept(found))

    def _git_told(self) -> None:
        """git has answered; what it could not read is said where nothing else is."""
        self._draw()
        if self.standup.news.trouble and not self._told and self._typed is None:
            self._say(self.standup.news.trouble[0], "dim")

    def action_undo(self) -> None:
        """Take back the last step."""

        def undo() -> Outcome:
            outcome = history.undo(self.standup.plan)
            self.standup.refresh()
            return outcome

        self._try(undo)

    # --- capturing -----------------------------------------------------------------------------------------------

    def action_capture(self, key: str) -> None:
        """Catch a line about what the cursor is on."""
        kind, item = KINDS[key], self.item
        if kind == "blocker" and item is None:
            self._say(self.owner.refusal("put the cursor on the card that is blocked"), "alarm")
            return
        self._typed = kind, item
        self.input.value = clean_line(self.owner.prompt.drafts.pop(self._draft, ""), 10_000)
        self.input.cursor_position = len(self.input.value)
        self.input.display = True
        self.input.focus()
        self._understood()

    @property
    def _draft(self) -> str:
        kind, item = self._typed or ("", None)
        return f"standup {kind} {item.id if item else ''}"

    def half_typed(self) -> dict[str, str]:
        """What stands in the open field, by the name of its draft."""
        return {self._draft: self.input.value} if self._typed is not None and self.input.value.strip() else {}

    def on_input_changed(self) -> None:
        """At every key: what was understood, or what was not."""
        if self._typed is not None:
            self._understood()

    def _understood(self) -> None:
        """Say below the field what the line is understood to be; nothing is written."""
        assert self._typed is not None
        (kind, item), text, standup = self._typed, self.input.value, self.standup
        self._told = [(f"{kind}{f' on {item.ref} {item.title}' if item else ''}  ", "strong")]
        if not text.strip():
            self._told.append(("a reason  " if kind == "blocker" else "a few words  ", "dim"))
            self._told.append(("@who ^fri", "dim"))
            self._hint()
            return
        try:
            caught = understood(
                standup.plan, kind, text, standup.habits, standup.projects[0], item.id if item else None
            )
        except (PmtuiError, Unreadable) as error:
            self._refuse(error)
            return
        self._told = caught_line(caught, item, standup.agenda.today)
        self._hint()

    def on_input_submitted(self) -> None:
        """Catch it; a refused line stays in the field, with what is wrong below it."""
        if self._typed is None:
            return
        (kind, item), text = self._typed, self.input.value
        if self._try(lambda: self.standup.capture(kind, text, item.id if item else None)):
            told = self._told
            self._close_input()
            self._told = told
            self._hint()

    def _close_input(self) -> None:
        self._typed, self._told = None, []
        self.input.value = ""
        self.input.display = False
        self.listing.focus()
        self._hint()
