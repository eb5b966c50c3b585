"""The top line: project, panes, the day, who you are."""

from datetime import datetime

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from pmtui.model.text import cell_width, cut
from pmtui.tui.look import Look
from pmtui.tui.strips import strip

PANES = ("Board", "Timeline", "Risks", "Metrics")


class TopLine(Widget):
    """Drawn anew only when something in it changes."""

    def __init__(self, look: Look) -> None:
        super().__init__(id="top")
        self.look = look
        self.key = ""
        self.name_ = ""
        self.who = ("", 0)
        self.moment: datetime | None = None
        self.notice = ""
        self.timer = ""
        self.pane = PANES[0]

    def show(
        self, key: str, name: str, who: tuple[str, int], moment: datetime, notice: str = "", pane: str = PANES[0]
    ) -> None:
        """What it says; `who` is a name and a place for its colour, `notice` a standing word such as `read-only`."""
        said = (key, name, who, moment.replace(second=0, microsecond=0), notice, pane)
        if said != (self.key, self.name_, self.who, self.moment, self.notice, self.pane):
            self.key, self.name_, self.who, self.moment, self.notice, self.pane = said
            self.refresh()

    def time(self, timer: str) -> None:
        """What the timer says, `timer 42 0:34`, or nothing; it reads otherwise once a minute."""
        if timer != self.timer:
            self.timer = timer
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line: sprint, date and project name go first where it is narrow."""
        look, width = self.look, self.size.width
        panes: list[tuple[str, str]] = []
        for digit, pane in enumerate(PANES, 1):
            here = pane == self.pane
            panes.append((f"{digit}", "accent" if here else "dim"))
            if here or width >= 90:
                panes += [(" ", "text"), (pane, "strong" if here else "dim")]
            panes.append(("   " if width >= 100 else "  ", "text"))
        needed = 5 + sum(cell_width(words) for words, _ in panes) + cell_width(self.key)
        right, room = self._right(""), 0
        for form in ("%a {} %b %H:%M", "%H:%M", ""):  # the date gives way to what the project, or the query, is called
            right = self._right(form if width >= 60 else "")
            room = width - needed - 1 - sum(cell_width(words) for words, _ in right)
            if cell_width(self.name_) <= room or not self.name_.startswith("/"):
                break
        taken = sum(cell_width(words) for words, _ in right) + 1
        name = cut(self.name_, max(0, room), look.glyph["cut"]) if room > 6 else ""
        left = [(f" {self.key} ", "strong"), (f"{name}   ", "text"), *panes]
        used = sum(cell_width(words) for words, _ in left)
        segments = [
            Segment(words, look.style(role, "surface", bold=role in ("accent",), underline=words == self.pane))
            for words, role in left
        ]
        segments.append(Segment(" " * max(1, width - used - taken), look.style("text", "surface")))
        segments += [Segment(words, look.style(role, "surface")) for words, role in right if words]
        return strip(segments, width, look.style("text", "surface"))

    def _right(self, form: str) -> list[tuple[str, str]]:
        """What stands at the right: the notice, the moment in a form of its own, who you are."""
        moment, notice = "", self.notice
        if notice.startswith("!") and self.size.width < 100:
            notice = " ".join(notice.split()[:2])  # the sign and which
        if self.moment and form:
            moment = f"{self.moment:{form}}".replace("{}", str(self.moment.day)) + "  "
        timer = self.timer if self.size.width >= 70 else self.timer.removeprefix("timer ")
        return [
            (f"{timer}   " if timer else "", "ok"),
            (f"{notice}    " if notice else "", "alarm" if self.notice.startswith("!") else "warn"),
            (moment, "dim"),
            (self.who[0], f"person{self.who[1]}"),
        ]
