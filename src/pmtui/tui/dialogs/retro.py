"""The retrospective on the screen: five steps; a note is two keys, a vote is one."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from pmtui.actions.people import known_as
from pmtui.actions.step import Outcome
from pmtui.errors import PmtuiError, Refused, Usage
from pmtui.meetings.improvement import EXAMPLE, improvement
from pmtui.meetings.retro import ACT, CLOSE, GATHER, VOTE, Retro
from pmtui.meetings.retro_gathering import kept
from pmtui.meetings.retro_notes import NOTES, WHYS
from pmtui.model.quickadd import describe
from pmtui.store.meetings import some_work
from pmtui.store.retro import measures
from pmtui.tui.bottom import Line
from pmtui.tui.cards import short_name
from pmtui.tui.dialogs.meeting import REFUSED, MeetingScreen, Question
from pmtui.tui.dialogs.retrohead import TIME, Steps, Time
from pmtui.tui.dialogs.retrolines import Pages, Spot, items_of
from pmtui.tui.dialogs.sheet import Sheet
from pmtui.tui.look import Look

if TYPE_CHECKING:
    from pmtui.tui.retrokeys import RetroKeys

_HINTS = (
    (("n", "next step"), ("x", "done"), ("y", "helped, or not"), ("q", "leave"), ("t", "pause"), ("u", "undo")),
    (
        ("w", "well"), ("p", "problem"), ("i", "idea"), ("k", "thanks"), ("n", "next step"), ("u", "take back"),
        ("N", "back"), ("q", "leave"), ("X", "take out"), ("A", "sign notes"),
    ),
    (
        ("v", "vote"), ("m", "join"), ("n", "next step"), ("V", "take back"), ("N", "back"), ("w p i", "note"),
        ("q", "leave"), ("o", "whose votes"), ("+ -", "people"), ("u", "undo"),
    ),
    (
        ("a", "action"), ("y", "why"), ("Z", "root cause as lesson"), ("n", "next step"), ("N", "back"), ("q", "leave"),
        ("z", "lesson"), ("d", "decision"), ("r", "risk"), ("u", "undo"),
    ),
    (("Enter", "close and save"), ("1-5", "pulse"), ("N", "back"), ("Esc", "leave it open"), ("u", "take back")),
)  # fmt: skip
"""The keys of each step."""


class RetroScreen(MeetingScreen[Spot]):
    """The steps. What is gathered unsigned is in memory, and a draft, until gathering ends; all else is written."""

    BINDINGS: ClassVar = [
        ("n,right", "walk(1)", "next"), ("N,left", "walk(-1)", "back"), ("enter", "enter", "next, close"),
        ("k", "thank", "thanks, up"), ("x", "tick", "done"), ("y", "why", "why, helped"), ("v", "vote(1)", "vote"),
        ("V", "vote(-1)", "take a vote back"), ("m", "join", "join"), ("o,at", "voter", "whose votes"),
        ("plus", "people(1)", "more people"), ("minus", "people(-1)", "fewer people"), ("X", "remove", "take out"),
        ("A", "sign", "sign notes"), ("a", "act", "action"), ("Z", "root_cause", "root cause as lesson"),
        ("t", "pause", "pause"),
        *((key, f"note('{kind}')", kind) for key, kind in NOTES.items() if key != "k"),
        *((key, f"capture('{key}')", "catch") for key in "zdr"),
        *((str(figure), f"feel({figure})", "pulse") for figure in range(1, 6)),
    ]  # fmt: skip

    def __init__(self, look: Look, owner: "RetroKeys", retro: Retro) -> None:
        super().__init__(look, owner, retro)
        self.keys_of, self.retro = owner, retro
        self.steps, self.time = Steps(look, retro), Time(look, retro)
        self.time.styles.width = TIME
        self._joining: str | None = None
        self._note = ""
        self._ended = False

    def head(self) -> Iterable[Widget]:
        """The steps, and the clock."""
        return self.steps, self.time

    def on_mount(self) -> None:
        """The clock runs."""
        super().on_mount()
        if self.retro.watch.paused:
            self.retro.watch.pause()
        self.set_interval(1, self.time.tick)

    # --- drawing -------------------------------------------------------------------------------------------------

    def reread(self) -> None:
        """What was said, and the note where that is shown."""
        self.retro.refresh()
        self._preview()

    def _preview(self) -> None:
        if self.retro.place == CLOSE:
            self._note = self.retro.preview()

    def drawn(self) -> Sheet[Spot]:
        """The page of the step."""
        retro = self.retro
        pages = Pages(retro, self.owner.people, self.look, self.room[0])
        if retro.place == GATHER:
            return pages.gather()
        if retro.place == VOTE:
            return pages.vote(self._joining)
        if retro.place == ACT:
            work = some_work(retro.plan, items_of(retro.said))
            return pages.act(work, measures(retro.plan, work))
        return pages.close(self._note) if retro.place == CLOSE else pages.last()

    def draw(self, keep: bool = True) -> None:
        """The head too."""
        super().draw(keep)
        self.steps.refresh()
        self.time.tick()

    def keys(self) -> Line:
        """What works at this step."""
        if self._joining is not None:
            return self.key_line((("m", "joins it to the note under the cursor"), ("Esc", "not")))
        return self.key_line(_HINTS[self.retro.place])

    def half_typed(self) -> dict[str, str]:
        """What stands in the open field, and what is held."""
        held = kept(self.retro.held)
        return super().half_typed() | ({self.keys_of.held_draft(self.retro): held} if held else {})

    # --- walking -------------------------------------------------------------------------------------------------

    def action_walk(self, by: int) -> None:
        """To the next step, or back; what was gathered is written on the way."""
        self._joining = None
        try:
            outcome = self.retro.go(by)
            self._preview()
        except REFUSED as error:
            self.refuse(error)
            return
        self.draw(keep=False)
        if outcome is not None:
            self.say(outcome.message)

    def action_enter(self) -> None:
        """On to the next step; at the end close and save."""
        if self.retro.place < CLOSE:
            self.action_walk(1)
        elif not self._ended:
            try:
                outcome, _ = self.retro.close()
            except PmtuiError as error:
                self.refuse(error)
                return
            self._ended = True
            self.dismiss(None)
            self.keys_of.retro_over(outcome)

    def action_finish(self) -> None:
        """Leave the field, or what was to be joined; else leave it open, to be taken up where it was."""
        if self._joining is not None and self._question is None:
            self._joining = None
            self.draw()
        else:
            super().action_finish()

    def left(self) -> None:
        """The clock stands still, and what is held is a draft."""
        self.owner.prompt.drafts |= self.half_typed()
        if not self.retro.watch.paused:
            self.retro.watch.pause()

    def action_pause(self) -> None:
        """Stop the clock, or let it go on."""
        self.retro.watch.pause()
        self.time.tick()

    # --- last actions --------------------------------------------------------------------------------------------

    def action_tick(self) -> None:
        """An action of the last one is done."""
        if (spot := self.thing) is not None and spot.kind in ("last", "action"):
            self.attempt(lambda: self.retro.tick(spot.id))

    def _answer(self) -> None:
        """It helped; asked once more, it did not."""
        spot = self.thing
        one = next((one for one in self.retro.last if spot and one.item.id == spot.id), None)
        if one is not None:
            self.attempt(lambda: self.retro.helped(one.item.id, not one.helped))

    # --- gathering -----------------------------------------------------------------------------------------------

    def action_note(self, kind: str) -> None:
        """Note something; once it is noted the field is ready for the next step's key."""

        def read_it(text: str) -> Line:
            whose = "nobody's" if self.retro.anonymous else "signed"
            return [(f"{kind}  ", "strong"), (f"a few words, {whose}" if not text.strip() else whose, "dim")]

        self.ask(Question(f"retro {kind}", read_it, lambda text: self._noted(kind, text)))

    def _noted(self, kind: str, text: str) -> Outcome:
        outcome = self.retro.note(kind, text)
        return self.retro.write_held() if self.retro.place > GATHER and self.retro.held else outcome

    def action_thank(self) -> None:
        """While gathering, thanks; else up."""
        if self.retro.place == GATHER:
            self.action_note("thanks")
        else:
            self.action_cursor(-1)

    def action_remove(self) -> None:
        """Take out the note under the cursor."""
        spot = self.thing
        if spot is not None and spot.kind == "held":
            del self.retro.held[int(spot.id)]
            self.draw()
        elif spot is not None and spot.kind == "note":
            self.attempt(lambda: self.retro.remove(spot.id))

    def action_sign(self) -> None:
        """From now on notes are signed by whoever acts, or nobody's again."""
        self.retro.anonymous = not self.retro.anonymous
        self.draw()
        self.say("notes are nobody's" if self.retro.anonymous else "notes bear your name, and are written as they come")

    def action_undo(self) -> None:
        """Take back what is held, the last one first; else the last step."""
        held = self.retro.held
        if held and (held[-1].kind == "pulse") == (self.retro.place == CLOSE):
            held.pop()
            self._preview()
            self.draw()
            self.say("taken back")
        else:
            super().action_undo()

    # --- grouping and voting -------------------------------------------------------------------------------------

    def action_vote(self, way: int) -> None:
        """Vote for the note under the cursor, or take a vote back from it."""
        spot = self.thing
        if self.retro.place == VOTE and spot is not None:
            cast = self.retro.vote if way > 0 else self.retro.unvote
            self.attempt(lambda: cast(spot.id, self.retro.voter))

    def action_join(self) -> None:
        """Take up a note; on another one, join it to that; on itself, part it from what was joined to it."""
        spot, one = self.thing, self._joining
        if self.retro.place != VOTE or spot is None or spot.kind != "note":
            return
        self._joining = spot.id if one is None else None
        if one is None:
            self.draw()
        elif one != spot.id:
            self.attempt(lambda: self.retro.join(one, spot.id))
        else:
            self.attempt(lambda: self.retro.part(one))

    def action_voter(self) -> None:
        """Whose votes these are, by name; nobody's: those of all who are present."""

        def read_it(text: str) -> Line:
            if not text.strip():
                return [("whose votes  ", "strong"), ("a name; nothing: those of everybody here", "dim")]
            person = self.owner.people[self._called(text)]
            return [(f"{person.name}  ", f"person{person.order}"), (f"{self.retro.votes_left(person.id)} left", "dim")]

        def submit(text: str) -> Outcome:
            self.retro.voter = self._called(text) if text.strip() else None
            person = self.owner.people.get(self.retro.voter or "")
            self.time.voter = short_name(person) if person else ""
            return Outcome(f"{person.name} votes" if person else "everybody's votes")

        if self.retro.place == VOTE:
            self.ask(Question("retro voter", read_it, submit))

    def _called(self, text: str) -> str:
        """The id of the person that is meant; Usage where nobody is."""
        word = text.strip().removeprefix("@")
        begun = [one.id for one in self.owner.people.values() if one.code.startswith(word.casefold())]
        found = begun[0] if len(begun) == 1 else known_as(self.retro.plan, word, self.owner.me)
        if found is None or found not in self.owner.people:
            raise Usage(f"nobody is called {word}")
        return found

    def action_people(self, by: int) -> None:
        """So many people are here: each has three votes."""
        if self.retro.place == VOTE:
            self.retro.present = max(1, self.retro.present + by)
            self.time.tick()
            self.say(f"{self.retro.present} {'person' if self.retro.present == 1 else 'people'} here")

    # --- whys, actions, pulse ------------------------------------------------------------------------------------

    def action_why(self) -> None:
        """At the last actions, whether one helped; else why, of the topic."""
        if self.retro.place == 0:
            self._answer()
            return
        topic, place = self.retro.topic, len(self.retro.whys) + 1
        if topic is None or place > WHYS or self.retro.place == CLOSE:
            self.refuse(Refused("five whys are asked" if place > WHYS else "there is nothing to ask why about"))
            return
        before = self.retro.whys[-1].text if self.retro.whys else topic.text

        def read_it(_: str) -> Line:
            return [(f"why {place}  ", "strong"), (before, "dim")]

        self.ask(Question("retro why", read_it, self.retro.why))

    def action_root_cause(self) -> None:
        """The last why is a lesson."""
        self.attempt(self.retro.root_cause)

    def action_act(self) -> None:
        """Resolve something; what the line lacks is said while it is typed."""
        retro = self.retro

        def read_it(text: str) -> Line:
            if not text.strip():
                return [("action  ", "strong"), (EXAMPLE, "dim")]
            caught = improvement(retro.plan, text, retro.habits, retro.projects[0], None)
            line: Line = [("action: ", "dim"), (f"{caught.line.title}  ", "strong")]
            line += [(f"{describe(token, self.owner.today())}  ", "ok") for token in caught.line.tokens]
            return [*line, (str(caught.cells["measure"]), "ok")]

        self.ask(Question("retro action", read_it, retro.act))

    def action_feel(self, figure: int) -> None:
        """Somebody's pulse."""
        if self.retro.place == CLOSE:
            self.retro.feel(str(figure))
            self._preview()
            self.draw()
