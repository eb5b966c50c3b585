"""The head of a retrospective: what it is about and its steps; and the clock, which alone is redrawn each second."""

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from pmtui.meetings.retro import ALL, STEPS, VOTE, Retro
from pmtui.model.dates import show_date
from pmtui.model.text import cell_width
from pmtui.tui.dialogs.standuphead import GROUND, clocked
from pmtui.tui.look import Look
from pmtui.tui.strips import strip

TIME = 22
"""Cells of the clock."""


class Steps(Widget):
    """The period above; below it the steps: past ones dim with a tick, the present one as a block."""

    def __init__(self, look: Look, retro: Retro) -> None:
        super().__init__(id="steps")
        self.look, self.retro = look, retro

    def render_line(self, y: int) -> Strip:
        """The period or the steps."""
        line = self._period() if y == 0 else [part for place in range(len(STEPS)) for part in self._step(place)]
        return strip(line, self.size.width, self.look.style("text", GROUND))

    def _period(self) -> list[Segment]:
        look, period, today = self.look, self.retro.period, self.retro.today
        days = f"{show_date(period.first, today)} to {show_date(period.last, today)}"
        signed = "anonymous" if self.retro.anonymous else "signed"
        said = [(" ", "text"), ("Retro", "strong"), (f"   {period.name if period.sprint else days}", "text")]
        said += [(f"   {days}", "dim")] if period.sprint else []
        said.append((f"   {signed}", "dim" if self.retro.anonymous else "warn"))
        return [Segment(words, look.style(role, GROUND, underline=words == "Retro")) for words, role in said]

    def _step(self, place: int) -> list[Segment]:
        look, here = self.look, self.retro.place
        if place == here:
            return [Segment(look.glyph["cursor"], look.style("accent", "sel")),
                    Segment(f"{STEPS[place]} ", look.style("strong", "sel", bold=True)),
                    Segment(" ", look.style("text", GROUND))]  # fmt: skip
        if place < here:
            return [Segment(f" {STEPS[place]}", look.style("dim", GROUND)),
                    Segment(f"{look.glyph['done']} ", look.style("ok", GROUND))]  # fmt: skip
        return [Segment(f" {STEPS[place]}  ", look.style("text", GROUND))]


class Time(Widget):
    """How long it has taken; below it the votes that are left, while there is voting."""

    def __init__(self, look: Look, retro: Retro) -> None:
        super().__init__(id="time")
        self.look, self.retro = look, retro
        self.voter = ""
        self._shown: object = None

    def tick(self) -> None:
        """Draw it anew where it reads otherwise than before."""
        now = self._reads()
        if now != self._shown:
            self._shown = now
            self.refresh()

    def _reads(self) -> tuple[int, bool, str]:
        watch, retro = self.retro.watch, self.retro
        if retro.place != VOTE:
            return watch.total, watch.paused, ""
        left = retro.votes_left(retro.voter)
        who = f"{self.voter}: " if self.voter else ""
        return watch.total, watch.paused, f"{who}{left} {'vote' if left == 1 else 'votes'} left"

    def render_line(self, y: int) -> Strip:
        """One of its two lines, flush right."""
        look, width = self.look, self.size.width
        total, paused, votes = self._reads()
        words = f"{'paused  ' if paused else ''}{clocked(total)} of {clocked(ALL)} " if y == 0 else f"{votes} "
        role = "alarm" if y == 0 and total > ALL else "text"
        blank = " " * max(0, width - cell_width(words))
        line = [Segment(blank, look.style("text", GROUND)), Segment(words, look.style(role, GROUND))]
        return strip(line, width, look.style("text", GROUND))
