"""The head of a standup: everybody on one line, and the clock, which alone is redrawn each second."""

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from pmtui.meetings.standup import Standup
from pmtui.meetings.stopwatch import ALL
from pmtui.model.text import cell_width
from pmtui.tui.cards import short_name
from pmtui.tui.look import Look
from pmtui.tui.strips import strip

CLOCK = 27
"""Cells of the clock."""
BAR = 10
"""Cells of the bar that fills while somebody speaks."""
OVER = 1.5
"""So many turns long, what is talked about belongs elsewhere."""
GROUND = "surface"


class People(Widget):
    """The day, how much was caught, and below it the names: who spoke is dim with a tick, who speaks has the block."""

    def __init__(self, look: Look, standup: Standup) -> None:
        super().__init__(id="people")
        self.look, self.standup = look, standup
        self.title = ""

    def show(self, title: str) -> None:
        """Draw it anew, below a title."""
        self.title = title
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The title or the names."""
        look, width = self.look, self.size.width
        if y == 0:
            line = [Segment(" ", look.style("text", GROUND)),
                    Segment("Standup", look.style("strong", GROUND, underline=True)),
                    Segment(f"   {self.title}", look.style("dim", GROUND))]  # fmt: skip
        else:
            line = self._names(width)
        return strip(line, width, look.style("text", GROUND))

    def _names(self, width: int) -> list[Segment]:
        """As many names as fit, the speaker's among them."""
        made = [self._person(place) for place in range(len(self.standup.order))]
        sizes = [sum(cell_width(part.text) for part in name) for name in made]
        first, here = 0, min(max(0, self.standup.place), len(made) - 1)
        while first < here and sum(sizes[first : here + 1]) > width - 2:
            first += 1
        last = first
        while last < len(made) and sum(sizes[first : last + 1]) <= width - 2:
            last += 1
        edges = [self.look.glyph["left"] if first else " ", self.look.glyph["right"] if last < len(made) else " "]
        before, behind = (Segment(edge, self.look.style("dim", GROUND)) for edge in edges)
        return [before, *(part for name in made[first:last] for part in name), behind]

    def _person(self, place: int) -> list[Segment]:
        look, standup = self.look, self.standup
        id = standup.order[place]
        person = standup.agenda.people.get(id)  # None for one whom somebody has just removed
        name = short_name(person) if person else "?"
        away = self._away(id)
        if id == standup.speaker:
            return [Segment(look.glyph["cursor"], look.style("accent", "sel")),
                    Segment(f"{name}{away} ", look.style("strong", "sel", bold=True)),
                    Segment(" ", look.style("text", GROUND))]  # fmt: skip
        if id in standup.away:
            return [Segment(f" {name}{away} ", look.style("dim", GROUND))]
        if id in standup.watch.seconds():
            return [Segment(f" {name}{away}", look.style("dim", GROUND)),
                    Segment(f"{look.glyph['done']} ", look.style("ok", GROUND))]  # fmt: skip
        return [Segment(f" {name}", look.style(f"person{person.order}" if person else "dim", GROUND)),
                Segment(f"{away} " if away else "  ", look.style("dim", GROUND))]  # fmt: skip

    def _away(self, id: str) -> str:
        """Behind a name: `away`, `off` on leave, `off pm` on leave for half of today."""
        turn = next((turn for turn in self.standup.agenda.turns if turn.person.id == id), None)
        if id in self.standup.away:
            return " off" if turn and turn.excused else " away"
        return f" off {turn.leave.part}" if turn and turn.leave and turn.leave.part else ""


class Clock(Widget):
    """The whole meeting above, the turn and its bar below."""

    def __init__(self, look: Look, standup: Standup) -> None:
        super().__init__(id="clock")
        self.look, self.standup = look, standup
        self._shown: object = None

    @property
    def over(self) -> bool:
        """Whether somebody has spoken for so long that it belongs elsewhere."""
        here = self.standup.speaker
        return here is not None and self.standup.watch.of(here) >= OVER * self.standup.turn_seconds

    def tick(self) -> None:
        """Draw it anew where it reads otherwise than before."""
        now = self._reads()
        if now != self._shown:
            self._shown = now
            self.refresh()

    def _reads(self) -> tuple[int, int | None, int, bool]:
        watch, here = self.standup.watch, self.standup.speaker
        return watch.total, None if here is None else watch.of(here), self.standup.turn_seconds, watch.paused

    def render_line(self, y: int) -> Strip:
        """One of its two lines, flush right."""
        look, width = self.look, self.size.width
        total, turn, meant, paused = self._reads()
        if y == 0:
            words = f"{'paused  ' if paused else ''}{clocked(total)} of {clocked(ALL)} "
            line = [Segment(words, look.style("alarm" if total > ALL else "text", GROUND))]
        elif turn is None:
            line = []
        else:
            role = "text" if turn < meant else "alarm" if self.over else "warn"
            line = [
                Segment(f"{clocked(turn)} of {clocked(meant)}  ", look.style(role, GROUND)),
                *self._bar(turn, meant),
            ]
            line.append(Segment(" ", look.style("text", GROUND)))
        blank = width - sum(cell_width(part.text) for part in line)
        return strip([Segment(" " * max(0, blank), look.style("text", GROUND)), *line], width,
                     look.style("text", GROUND))  # fmt: skip

    def _bar(self, turn: int, meant: int) -> list[Segment]:
        look = self.look
        if turn >= meant:
            return [Segment("+" * BAR, look.style("alarm" if self.over else "warn", GROUND))]
        full = BAR * turn // max(1, meant)
        done = "#" if look.ascii_only else "█"
        return [Segment(done * full, look.style("bar", GROUND)),
                Segment(look.glyph["bar_rest"] * (BAR - full), look.style("bar_rest", GROUND))]  # fmt: skip


def clocked(seconds: int) -> str:
    """Minutes and seconds."""
    return f"{seconds // 60}:{seconds % 60:02d}"
