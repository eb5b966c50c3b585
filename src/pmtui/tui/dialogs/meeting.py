"""What the screen of every meeting is made of: its head, a sheet with a cursor, one line to type in, the keys below."""

from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, Generic, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from pmtui.actions import history
from pmtui.actions.step import Outcome
from pmtui.errors import PmtuiError
from pmtui.meetings.capture import KINDS, understood
from pmtui.meetings.sitting import Sitting
from pmtui.model.quickadd import describe
from pmtui.model.text import Unreadable, clean_line
from pmtui.store.meetings import Work
from pmtui.tui.bottom import Line, Lines
from pmtui.tui.dialogs.listing import Dialog, Field, Listing
from pmtui.tui.dialogs.sheet import Sheet, Thing
from pmtui.tui.look import Look

if TYPE_CHECKING:
    from pmtui.tui.appkeys import AppKeys

TALL = 36
"""Rows of a screen that need not be sparing of blank lines."""
REFUSED = (PmtuiError, Unreadable)
"""What an action raises that cannot be done; its text is the one line to show."""


class Question(NamedTuple):
    """Something to type. `draft` names what is kept of it when it is left; `read` says what is understood so far, and
    raises what the line is refused for; `submit` does it.
    """

    draft: str
    read: Callable[[str], Line]
    submit: Callable[[str], Outcome]
    value: str = ""


class MeetingScreen(Dialog[None], Generic[Thing]):
    """A meeting on the whole screen below the top line, for it is looked at by a room.

    Navigating reads and writes nothing; what is caught, ticked or moved is in the plan at once.
    """

    BINDINGS: ClassVar = [
        ("j,down", "cursor(1)", "down"), ("k,up", "cursor(-1)", "up"), ("pagedown,space", "cursor(8)", "on"),
        ("pageup", "cursor(-8)", "back"), ("u", "undo", "undo"), ("q,escape", "finish", "leave"),
    ]  # fmt: skip
    HEAD: ClassVar = 2
    """Lines of its head."""

    def __init__(self, look: Look, owner: "AppKeys", sitting: Sitting) -> None:
        super().__init__(look)
        self.owner, self.sitting = owner, sitting
        self.listing = Listing(look, ground="bg")
        self.hints = Lines(look, "hints")
        self.input = Field(id="field")
        self.sheet: Sheet[Thing] = Sheet(look, 80)
        self._question: Question | None = None
        self._told: Line = []
        # All of it before the first layout: what is set later costs another one, and the screen is drawn twice.
        self.add_class("bottom")
        self.listing.can_focus = True
        self.input.display = False
        self._fit(owner.size.height)

    # --- what each meeting says --------------------------------------------------------------------------------------

    @abstractmethod
    def head(self) -> Iterable[Widget]:
        """The widgets of the head, side by side."""

    @abstractmethod
    def drawn(self) -> "Sheet[Thing]":
        """The page as it is now."""

    @abstractmethod
    def keys(self) -> Line:
        """The keys that work here, the most useful first."""

    def same(self, one: Thing, other: Thing) -> bool:
        """Whether two lines are about the same thing: the cursor stays on it when the page is drawn anew."""
        return one == other

    def captured(self, thing: Thing | None) -> Work | None:
        """The card that a line caught here is about."""
        return thing if isinstance(thing, Work) else None

    def reread(self) -> None:
        """Read what the page is drawn from again, after a change."""
        self.sitting.refresh()

    def changed(self) -> None:
        """Something was done here: read again what that changed."""
        self.reread()

    def left(self) -> None:
        """It is left, to be taken up later where it was."""

    # --- drawing -----------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The head, the page, what is being typed, and below it what was understood or the keys."""
        with self.box:
            with Horizontal(id="head"):
                yield from self.head()
            yield self.listing
            yield self.input
            yield self.hints

    def on_mount(self) -> None:
        """The whole screen below the top line."""
        super().on_mount()
        self.listing.focus()

    def on_resize(self) -> None:
        """Another size, another page."""
        self._fit(self.app.size.height)
        self.draw()

    def _fit(self, rows: int) -> None:
        if self.box.styles.height is None or self.box.styles.height.value != rows - 1:
            self.box.styles.height = rows - 1
            self.set_class(rows >= TALL, "tall")

    @property
    def room(self) -> tuple[int, int]:
        """The cells and lines of the page."""
        size = self.app.size
        return size.width, size.height - 2 - self.HEAD - (size.height >= TALL)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is typed, its keys alone work."""
        return self._question is None or action in ("finish", "app.quit")

    def reload(self) -> None:
        """Somebody else has changed the plan."""
        self.reread()
        self.draw()

    @property
    def thing(self) -> Thing | None:
        """What the cursor is on."""
        return self.sheet.things[self.listing.place] if self.listing.place < len(self.sheet.things) else None

    def draw(self, keep: bool = True) -> None:
        """Draw the page; the cursor stays on its line, or begins anew where `keep` says no."""
        kept = self.thing if keep else None
        self.sheet = self.drawn()
        places = [
            place for place, one in enumerate(self.sheet.things) if kept is not None and self.same(one, kept)
        ] or self.begin_at()
        if not keep:
            self.listing.top = 0
        before = self.listing.place if keep else 0
        self.listing.place = min(places, key=lambda place: abs(place - before), default=before)
        self.listing.show(self.sheet.lines, self.sheet.stops)
        self.moved()
        self.hint()

    def begin_at(self) -> list[int]:
        """Where the cursor may begin on a page it has not been on; the first line if not said."""
        return []

    def moved(self) -> None:
        """The cursor is on another line."""

    def hint(self) -> None:
        """What was said, else the keys."""
        self.hints.show([self._told if self._question is not None or self._told else self.keys()])

    def key_line(self, keys: Iterable[tuple[str, str]]) -> Line:
        """Keys with what they do."""
        return [part for key, words in keys for part in ((key, "strong"), (f" {words}  ", "dim"))]

    @property
    def said(self) -> bool:
        """Whether a message or a question stands at the bottom."""
        return bool(self._told) or self._question is not None

    def say(self, words: str, role: str = "strong") -> None:
        """Say something until the next key."""
        self._told = [(words, role)]
        self.hint()

    def refuse(self, error: Exception | str) -> None:
        """Say why something cannot be done."""
        self.say(self.owner.refusal(str(error)), "alarm")

    def on_key(self, event: events.Key) -> None:
        """Any key ends a message."""
        if self._question is None and self._told:
            self._told = []
            self.hint()

    # --- keys of every meeting ---------------------------------------------------------------------------------------

    def action_cursor(self, by: int) -> None:
        """To another line, or further down a page that is longer than the screen."""
        self.listing.step(by)
        self.moved()

    def action_finish(self) -> None:
        """Leave the field; else leave the meeting open, to be taken up where it was."""
        if self._question is not None:
            self.owner.prompt.drafts |= self.half_typed()
            self._close_input()
        else:
            self.left()
            self.dismiss(None)

    def action_undo(self) -> None:
        """Take back the last step."""
        self.attempt(lambda: history.undo(self.sitting.plan))

    def action_capture(self, key: str) -> None:
        """Catch a line about what the cursor is on."""
        kind, item = KINDS[key], self.captured(self.thing)
        if kind == "blocker" and item is None:
            self.refuse("put the cursor on the card that is blocked")
            return
        id = item.id if item else None

        def read(text: str) -> Line:
            if not text.strip():
                label: Line = [(f"{kind}{f' on {item.ref} {item.title}' if item else ''}  ", "strong")]
                return [*label, ("a reason  " if kind == "blocker" else "a few words  ", "dim"), ("@who ^fri", "dim")]
            sitting = self.sitting
            caught = understood(sitting.plan, kind, text, sitting.habits, sitting.projects[0], id)
            line: Line = [(f"{kind}{f' on {item.ref}' if item else ''}: ", "dim"), (f"{caught.line.title}  ", "strong")]
            line += [(f"{describe(token, self.owner.today())}  ", "ok") for token in caught.line.tokens]
            levels = [caught.cells.get(name) for name in ("probability", "impact")]
            return [*line, (f"{levels[0]}x{levels[1]}", "ok")] if all(levels) else line

        draft = f"{self.sitting.KIND} {kind} {id or ''}"
        self.ask(Question(draft, read, lambda text: self.sitting.capture(kind, text, id)))

    def attempt(self, action: Callable[[], Outcome]) -> bool:
        """Do something and show what came of it; True where it was done."""
        try:
            outcome = action()
            self.changed()
        except REFUSED as error:
            self.refuse(error)
            return False
        self.draw()
        self.say("; ".join([outcome.message, *outcome.warnings]), "warn" if outcome.warnings else "strong")
        return True

    # --- typing ------------------------------------------------------------------------------------------------------

    def ask(self, question: Question) -> None:
        """Open the field; what was left half typed there before stands in it again."""
        self._question = question
        self.input.value = clean_line(self.owner.prompt.drafts.pop(question.draft, "") or question.value, 10_000)
        self.input.cursor_position = len(self.input.value)
        self.input.display = True
        self.input.focus()
        self._read()

    def half_typed(self) -> dict[str, str]:
        """What stands in the open field, by the name of its draft."""
        if self._question is None or not self.input.value.strip():
            return {}
        return {self._question.draft: self.input.value}

    def on_input_changed(self) -> None:
        """At every key: what was understood, or what was not."""
        self._read()

    def _read(self) -> None:
        """Say below the field what the line is understood to be; nothing is written."""
        if self._question is None:
            return
        try:
            self._told = self._question.read(self.input.value)
        except REFUSED as error:
            self.refuse(error)
        else:
            self.hint()

    def on_input_submitted(self) -> None:
        """Do it; a refused line stays in the field, with what is wrong below it."""
        if self._question is None:
            return
        submit, text = self._question.submit, self.input.value
        if self.attempt(lambda: submit(text)):
            told = self._told
            self._close_input()
            self._told = told
            self.hint()

    def _close_input(self) -> None:
        self._question, self._told = None, []
        self.input.value = ""
        self.input.display = False
        self.listing.focus()
        self.hint()
