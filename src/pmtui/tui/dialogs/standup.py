"""The standup on the screen: promises, then everybody in any order, captures at once, the note at the end."""

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.widget import Widget

from pmtui.actions import history
from pmtui.actions.step import Outcome
from pmtui.errors import PmtuiError
from pmtui.meetings.capture import KINDS
from pmtui.meetings.standup import Standup
from pmtui.model.dates import show_date
from pmtui.store.meetings import Work
from pmtui.store.plan import Plan
from pmtui.tui.bottom import Line
from pmtui.tui.dialogs.meeting import MeetingScreen
from pmtui.tui.dialogs.sheet import Sheet
from pmtui.tui.dialogs.standupgit import GitLines, ask_git
from pmtui.tui.dialogs.standuphead import CLOCK, Clock, People
from pmtui.tui.dialogs.standuplines import Pages, note_lines
from pmtui.tui.look import Look

if TYPE_CHECKING:
    from pmtui.actions.workload import PersonLoad
    from pmtui.meetings.around import Around
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


SETTLED = 0.3
"""Seconds after which a standup is surely on the screen, so that what is computed besides does not delay it."""


class Weighed(Message):
    """From the thread: people's weeks by their ids."""

    def __init__(self, loads: "dict[str, PersonLoad]") -> None:
        super().__init__()
        self.loads = loads


class Surrounded(Message):
    """From the thread: what stands around the turns."""

    def __init__(self, around: "Around") -> None:
        super().__init__()
        self.around = around


class StandupScreen(MeetingScreen[Work]):
    """The walk through the promises, everybody's turn, and the note."""

    BINDINGS: ClassVar = [
        ("n,right", "walk(1)", "next"), ("N,left", "walk(-1)", "back"), ("enter", "enter", "begin, close"),
        ("tab", "turn_over", "by card"), ("Z", "shuffle", "shuffle"), ("s", "away", "away"), ("t", "pause", "pause"),
        ("x", "tick", "done"), ("L,shift+right", "move(1)", "move on"), ("H,shift+left", "move(-1)", "move back"),
        *((key, f"capture('{key}')", kind) for key, kind in KINDS.items()), ("y", "accept", "log git's time"),
        *((str(place), f"jump({place})", "jump") for place in range(1, 10)),
    ]  # fmt: skip

    def __init__(self, look: Look, owner: "StandupKeys", standup: Standup) -> None:
        super().__init__(look, owner, standup)
        self.keys_of, self.standup = owner, standup
        self.people, self.clock, self.git = People(look, standup), Clock(look, standup), GitLines(standup)
        self._note = ""
        self._ended = False
        self.clock.styles.width = CLOCK

    def head(self) -> Iterable[Widget]:
        """Everybody, and the clock."""
        return self.people, self.clock

    def on_mount(self) -> None:
        """The clock runs."""
        super().on_mount()
        if self.standup.watch.paused:
            self.standup.watch.pause()
        self.set_interval(1, self._tick)
        ask_git(self, self.standup, self.owner.settings, self._git_told)
        self.set_timer(SETTLED, self._weigh)

    # --- drawing -------------------------------------------------------------------------------------------------

    @property
    def _showing(self) -> str:
        if self.standup.by_card:
            return "cards"
        return "note" if self.standup.at_end else "turn" if self.standup.current is not None else "promises"

    def reread(self) -> None:
        """The agenda, and the note where that is shown."""
        self.standup.refresh()
        self.changed()

    def changed(self) -> None:
        """The note where that is shown; the agenda was read again by what was done."""
        self._weigh()
        if self._showing == "note":
            self._note = self.standup.preview()

    def action_undo(self) -> None:
        """Take back the last step."""

        def undo() -> Outcome:
            outcome = history.undo(self.standup.plan)
            self.standup.refresh()
            return outcome

        self.attempt(undo)

    def _weigh(self) -> None:
        """Compute what stands around, then everybody's weeks, in a thread, with a connection of its own."""
        plan, habits, projects = self.standup.plan, self.standup.habits, self.standup.projects

        def weigh() -> None:
            from pmtui.actions.workload import workload
            from pmtui.meetings.around import around

            with suppress(PmtuiError), Plan(plan.path, plan.actor) as own:
                self.post_message(Surrounded(around(own, projects)))
                # A plan that cannot be scheduled has a standup all the same.
                found = workload(own, 2, week_start=habits.week_start, usual=habits.hours_per_day)
                self.post_message(Weighed({one.person.id: one for one in found}))

        self.run_worker(weigh, thread=True, exclusive=True, group="load")

    def on_surrounded(self, event: Surrounded) -> None:
        """From the thread too."""
        self.standup.around = event.around
        if self._showing == "turn":
            self.draw()

    def on_weighed(self, event: Weighed) -> None:
        """From the thread: show it where a turn is shown."""
        self.standup.loads = event.loads
        if self._showing == "turn":
            self.draw()

    def drawn(self) -> Sheet[Work]:
        """The promises, a turn, the cards or the note."""
        standup = self.standup
        pages = Pages(standup, self.look, *self.room)
        turn = standup.current
        if self._showing == "note":
            sheet: Sheet[Work] = Sheet(self.look, self.room[0])
            sheet.lines = note_lines(self._note)
            return sheet
        if self._showing == "cards":
            return pages.cards(standup.captured)
        return pages.turn(turn, standup.captured, self.git) if turn is not None else pages.promises(standup.captured)

    def draw(self, keep: bool = True) -> None:
        """The head too."""
        super().draw(keep)
        today, captured = self.standup.agenda.today, self.standup.captured
        self.people.show(f"{show_date(today, today)}{f'   {len(captured)} captured' if captured else ''}")
        self._tick()

    def same(self, one: Work, other: Work) -> bool:
        """Whether two lines are about the same item, as it was and as it is."""
        return one.id == other.id

    def begin_at(self) -> list[int]:
        """By card, where it was."""
        cards = self.standup.agenda.cards
        return [min(self.standup.card_place, max(0, len(cards) - 1))] if self.standup.by_card else []

    def moved(self) -> None:
        """By card, the standup is where the cursor is."""
        if self.standup.by_card:
            self.standup.card_place = self.listing.place

    def _tick(self) -> None:
        """Each second: the clock, and a word where somebody speaks for long."""
        self.clock.tick()
        self.hint()

    def keys(self) -> Line:
        """What works on this page."""
        line = self.key_line(_HINTS[self._showing])
        if self._showing == "turn" and self.standup.offered(None):
            line = [("y", "strong"), (" log git's time  ", "warn"), *line]
        if self.clock.over and self._showing == "turn":
            return [("p", "strong"), (" parks what takes longer  ", "warn"), *line]
        return line

    # --- navigating ----------------------------------------------------------------------------------------------

    def action_walk(self, by: int) -> None:
        """To the next person, or back; by card, to the next card, and from the last one to the note."""
        if self.standup.by_card:
            if by < 0 or self.listing.place + 1 < len(self.sheet.stops):
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
                self.refuse(error)
        self.draw(keep=False)

    def action_turn_over(self) -> None:
        """By card or by person; each keeps its place."""
        self.standup.turn_over()
        self._arrive()

    def action_shuffle(self) -> None:
        """Another order of people, the same for everybody today."""
        self.standup.shuffle()
        self.draw()

    def action_away(self) -> None:
        """Whoever's turn it is is away, or is here after all."""
        here = self.standup.speaker
        if here is not None:
            self.standup.mark_away(here)
            self._arrive()
            person = self.standup.agenda.people.get(here)
            self.say(f"{person.name if person else '?'} is {'away' if here in self.standup.away else 'here'}")

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
                self.refuse(error)
                return
            self._ended = True
            self.dismiss(None)
            self.keys_of.held(outcome)

    def left(self) -> None:
        """The clock stands still until it is taken up again."""
        if not self.standup.watch.paused:
            self.standup.watch.pause()

    # --- what is written -----------------------------------------------------------------------------------------

    def action_tick(self) -> None:
        """What the cursor is on is done, or free again."""
        if (item := self.thing) is not None:
            self.attempt(lambda: self.standup.tick(item.id))

    def action_move(self, way: int) -> None:
        """Move the cursor's card to the next column of its board, or back."""
        if (item := self.thing) is not None:
            self.attempt(lambda: self.standup.move([item.id], [self.standup.beside(item, way)]))

    def action_accept(self) -> None:
        """Log the time that git suggests: for the cursor's item, else all that it suggests to the speaker."""
        found = self.standup.offered(self.thing.id if self.thing else None)
        self.attempt(lambda: self.standup.accept(found))

    def _git_told(self) -> None:
        """git has answered; what it could not read is said where nothing else is."""
        self.draw()
        if self.standup.news.trouble and not self.said:
            self.say(self.standup.news.trouble[0], "dim")
