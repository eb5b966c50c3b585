"""Sprint planning on the screen: backlog and capacity side by side, refinement behind Tab; each decision at once."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from pmtui.actions.step import Outcome
from pmtui.meetings.backlog import Candidate
from pmtui.meetings.capture import KINDS
from pmtui.meetings.planning import Planning, estimate_words, votes
from pmtui.model.dates import parse_date, show_date
from pmtui.store import read
from pmtui.store.meetings import Work, some_work
from pmtui.tui.bottom import Line, Lines
from pmtui.tui.cards import short_name
from pmtui.tui.dialogs.listing import Listing
from pmtui.tui.dialogs.meeting import MeetingScreen, Question
from pmtui.tui.dialogs.planninghead import PlanHead
from pmtui.tui.dialogs.planninglines import PlanPages, side_cells
from pmtui.tui.dialogs.sheet import Sheet
from pmtui.tui.look import Look

if TYPE_CHECKING:
    from pmtui.tui.planningkeys import PlanningKeys

_PLAN = (
    ("Enter", "in, out"), ("J", "lower"), ("e", "estimate"), ("o", "owner"), ("g", "goal"), ("C", "commit"),
    ("Tab", "refine"), ("s", "split"), ("u", "undo"), ("q", "leave"), ("R", "ready"), ("c", "criteria"),
    ("v", "votes"), ("z", "snooze"), ("X", "drop"), ("K", "higher"), ("a", "action"), ("d", "decision"),
)  # fmt: skip
_REFINE = (
    ("c", "criteria"), ("e", "estimate"), ("v", "votes"), ("s", "split"), ("R", "ready"), ("z", "snooze"),
    ("X", "drop"), ("Tab", "plan"), ("o", "owner"), ("u", "undo"), ("q", "leave"), ("a", "action"),
)  # fmt: skip


class PlanningScreen(MeetingScreen[Candidate]):
    """The backlog with what is taken in, and the queue of what is not fit for a sprint."""

    BINDINGS: ClassVar = [
        ("enter", "pull", "in, out"), ("J,shift+down", "rank(1)", "lower"), ("K,shift+up", "rank(-1)", "higher"),
        ("tab", "turn_over", "plan, refine"), ("e", "estimate", "estimate"), ("v", "vote", "votes"),
        ("o,at", "owner", "owner"), ("c", "criteria", "acceptance criteria"), ("s", "split", "split"),
        ("R", "ready", "ready"), ("z", "snooze", "snooze"), ("X", "drop", "drop"), ("g", "goal", "goal"),
        ("C", "commit", "commit and freeze"),
        *((key, f"capture('{key}')", kind) for key, kind in KINDS.items() if key != "z"),
    ]  # fmt: skip

    def __init__(self, look: Look, owner: "PlanningKeys", planning: Planning) -> None:
        super().__init__(look, owner, planning)
        self.keys_of, self.planning = owner, planning
        self.top = PlanHead(look, planning)
        self.side = Listing(look, id="side", ground="bg")
        self.about = Lines(look, "about")
        self.refining = False
        self._places = [0, 0]
        self._people = read.people(planning.plan)

    # --- drawing -----------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The backlog with what counts beside it, and a line on what the cursor is on."""
        with self.box:
            with Horizontal(id="head"):
                yield from self.head()
            with Horizontal(id="page"):
                yield self.listing
                yield self.side
            yield self.about
            yield self.input
            yield self.hints

    def on_mount(self) -> None:
        """The clock goes on."""
        super().on_mount()
        self.set_interval(30, self.top.refresh)

    def head(self) -> Iterable[Widget]:
        """The sprint."""
        return (self.top,)

    @property
    def room(self) -> tuple[int, int]:
        """The cells and lines of the page, above the line on what the cursor is on."""
        width, rows = super().room
        return width, rows - 1

    def reread(self) -> None:
        """What was done here is known already; what others did is read."""
        if not self.planning.stale:
            self.planning.refresh()
        self._people = read.people(self.planning.plan)

    def drawn(self) -> Sheet[Candidate]:
        """The backlog, or the queue."""
        return self._pages.refine() if self.refining else self._pages.plan()

    @property
    def _pages(self) -> PlanPages:
        return PlanPages(self.planning.view, self._people, self.look, *self.room)

    def draw(self, keep: bool = True) -> None:
        """The head and what stands beside, too."""
        super().draw(keep)
        self.top.show(self.refining)
        self.side.display = not self.refining
        self.side.styles.width = side_cells(self.app.size.width)
        self.side.show(self._pages.beside(), [])

    def same(self, one: Candidate, other: Candidate) -> bool:
        """Whether two lines are about the same item."""
        return one.item.id == other.item.id

    def begin_at(self) -> list[int]:
        """Where each page was left."""
        return [self._places[self.refining]]

    def moved(self) -> None:
        """Tell of what the cursor is on."""
        self._places[self.refining] = self.listing.place
        self.about.show([self._pages.detail(self.thing, self.planning.view.backlog.today)])

    def keys(self) -> Line:
        """What works on this page."""
        return self.key_line(_REFINE if self.refining else _PLAN)

    def captured(self, thing: Candidate | None) -> Work | None:
        """The card that a line caught here is about."""
        return some_work(self.planning.plan, [thing.item.id]).get(thing.item.id) if thing is not None else None

    # --- keys --------------------------------------------------------------------------------------------------------

    def action_turn_over(self) -> None:
        """Plan or refine; each keeps its place."""
        self.refining = not self.refining
        self.draw(keep=False)

    def action_pull(self) -> None:
        """Take what the cursor is on into the sprint, or out of it."""
        self._with_item(lambda item: self.attempt(lambda: self.planning.toggle(item)))

    def action_rank(self, by: int) -> None:
        """One place up or down."""
        self._with_item(lambda item: self.attempt(lambda: self.planning.rank(item, by)))

    def action_estimate(self) -> None:
        """Points, or a length."""

        def read_it(text: str) -> Line:
            if not text.strip():
                return [("estimate  ", "strong"), ("5", "text"), (" points, or ", "dim"), ("3d", "text"), (", ", "dim"),
                        ("2/3/6d", "text")]  # fmt: skip
            return [(f"{field} {word}  ", "ok") for field, word in estimate_words(text)]

        self._ask_about("estimate", read_it, self.planning.estimate)

    def action_vote(self) -> None:
        """Everybody's estimate, typed when all have shown theirs."""

        def read_it(text: str) -> Line:
            if not text.strip():
                return [("votes  ", "strong"), ("5 3 8", "text"), (" or ", "dim"), ("ana 5 ben 3", "text"),
                        (", once everybody has shown theirs", "dim")]  # fmt: skip
            found = sorted(vote.points for vote in votes(self.planning.plan, text))
            return [(f"{len(found)} votes, from {found[0]:g} to {found[-1]:g}", "ok")]

        self._ask_about("vote", read_it, self.planning.vote)

    def action_owner(self) -> None:
        """Whose it is, by the beginning of a name."""

        def near(text: str) -> list[str]:
            word = text.strip().removeprefix("@").casefold()
            return [id for id, one in self._people.items() if not one.inactive and one.code.startswith(word)]

        def read_it(text: str) -> Line:
            line: Line = [("owner  ", "strong")]
            for id in near(text)[:10]:
                person = self._people[id]
                line += [(short_name(person), f"person{person.order}"), ("  ", "dim")]
            return line if len(line) > 1 else [(f"{text} is new and becomes a person", "warn")]

        def submit(item: str, text: str) -> Outcome:
            found = near(text) if text.strip() else []
            return self.planning.set_owner(item, self._people[found[0]].code if len(found) == 1 else text.strip())

        self._ask_about("owner", read_it, submit)

    def action_criteria(self) -> None:
        """What has to hold for it to be accepted."""
        said = "acceptance criteria", "one, or several with ; between them"
        self._ask_about("criteria", self._words(*said), self.planning.add_criteria)

    def action_split(self) -> None:
        """Cut a part off."""
        said = "split off", "the part's title, and its points as +3pt"
        self._ask_about("split", self._words(*said), self.planning.split)

    def action_ready(self) -> None:
        """To the first ready column; what is lacking needs a reason."""
        one = self.thing
        if one is None or one.ready:
            self._with_item(lambda item: self.attempt(lambda: self.planning.ready(item)))
            return
        said = f"not ready: {', '.join(one.lacks)}", "why it may go all the same"
        self._ask_about("ready", self._words(*said), self.planning.ready)

    def action_snooze(self) -> None:
        """Hide it until a day."""

        def read_it(text: str) -> Line:
            if not text.strip():
                return [("snooze until  ", "strong"), ("mon", "text"), (", ", "dim"), ("2w", "text"), (", ", "dim"),
                        ("7 dec", "text")]  # fmt: skip
            today, habits = self.planning.view.backlog.today, self.planning.habits
            day = parse_date(text, today, week_start=habits.week_start, day_first=habits.day_first)
            return [(f"until {show_date(day, today)}", "ok")]

        self._ask_about("snooze", read_it, self.planning.snooze)

    def action_drop(self) -> None:
        """Decide not to do it."""
        self._ask_about("drop", self._words("drop", "why not"), self.planning.drop)

    def action_goal(self) -> None:
        """What the sprint is for."""
        words = self._words("goal", "what the sprint is for, in a line")
        self.ask(Question("planning goal", words, self.planning.set_goal, self.planning.sprint.goal or ""))

    def action_commit(self) -> None:
        """Begin the sprint with what is in it; the goal stands there to be changed."""
        view = self.planning.view

        def read_it(text: str) -> Line:
            if not text.strip():
                return [("goal  ", "strong"), ("what the sprint is for; Enter commits", "dim")]
            count = len(view.backlog.inside)
            line: Line = [("Enter", "strong"), (f" commits {count} item{'' if count == 1 else 's'}", "text")]
            line += [(f", {view.points:g}pt", "text")] if view.points else []
            line += [(f", all of it {view.chance * 100:.0f} %", "text")] if view.chance is not None else []
            if view.checks:
                line += [("   ", "dim"), (f"{self.look.glyph['late']} {len(view.checks)} to look at", "warn")]
            return [*line, *(part for one in view.checks for part in ((", ", "dim"), (one.text, "dim")))]

        def submit(text: str) -> Outcome:
            outcome = self.planning.commit(text)
            self.dismiss(None)
            self.keys_of.committed(outcome)
            return outcome

        if view.sprint.state != "planned" or not view.backlog.inside:
            self.attempt(self.planning.commit)
        else:
            self.ask(Question("planning commit", read_it, submit, self.planning.sprint.goal or ""))

    # --- asking ------------------------------------------------------------------------------------------------------

    def _with_item(self, act: Callable[[str], object]) -> None:
        if self.thing is not None:
            act(self.thing.item.id)

    def _words(self, label: str, hint: str) -> Callable[[str], Line]:
        """What a question for plain words shows below its field."""
        return lambda text: [(f"{label}  ", "strong"), *([] if text.strip() else [(hint, "dim")])]

    def _ask_about(self, name: str, read_it: Callable[[str], Line], submit: Callable[[str, str], Outcome]) -> None:
        """Ask something about what the cursor is on."""
        one = self.thing
        if one is None:
            return
        id, label = one.item.id, f"{one.item.ref} "
        self.ask(Question(f"planning {name} {id}", lambda text: [(label, "dim"), *read_it(text)],
                          lambda text: submit(id, text)))  # fmt: skip
