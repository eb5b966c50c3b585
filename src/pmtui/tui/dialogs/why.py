"""Why a task has its date: the chain that drives it, and what would bring it forward by a day."""

from typing import ClassVar

from textual.app import ComposeResult

from pmtui.actions.reasons import help_words, reasons
from pmtui.actions.scheduling import Chart, Row
from pmtui.model.dates import show_date
from pmtui.planning.sooner import what_would_help
from pmtui.tui.bottom import Line
from pmtui.tui.dialogs.listing import Dialog, Listing
from pmtui.tui.look import Look


class WhyDialog(Dialog[str]):
    """Answers the id of the task in the chain that was chosen, for the timeline to go to."""

    BINDINGS: ClassVar = [
        ("down,j", "step(1)", "next"), ("up,k", "step(-1)", "previous"), ("enter", "take", "go there"),
        ("pagedown", "step(8)", "on"), ("pageup", "step(-8)", "back"), ("q,D", "leave", "leave"),
    ]  # fmt: skip

    def __init__(self, look: Look, chart: Chart, row: Row) -> None:
        super().__init__(look)
        self.chart, self.row = chart, row
        self.listing = Listing(look)
        self.keys: dict[int, str] = {}

    def compose(self) -> ComposeResult:
        """Just the lines."""
        with self.box:
            yield self.listing

    def on_mount(self) -> None:
        """The chain first; what would help is worked out once that is seen."""
        super().on_mount()
        self.add_class("bottom")
        chart, row = self.chart, self.row
        self.retitle(f"Why {row.ref} {row.title}: {show_date(chart.start(row).date(), chart.today)}")
        self.lines = self._chain()
        self._show([*self.lines, [], [("What would bring it forward by a day", "strong")], [("  ...", "dim")]])
        self.listing.can_focus = True
        self.listing.focus()
        self.call_after_refresh(self._advise)

    def _show(self, lines: list[Line]) -> None:
        self.box.styles.height = min(len(lines) + 2, self.app.size.height - 4)
        self.listing.show(lines, sorted(self.keys))

    def _chain(self) -> list[Line]:
        lines: list[Line] = []
        for step, words in reasons(self.chart, self.row):
            other = self.chart.row(step.other or "")
            line: Line = [(words, "text")]
            if other is not None:
                self.keys[len(lines)] = other.id
                line += [("   ", "dim"), (other.title, "dim")]
            lines.append(line)
        return lines or [[("nothing drives it: it begins with the project", "text")]]

    def _advise(self) -> None:
        """Each change was tried: what does not help is not here."""
        chart = self.chart
        lines: list[Line] = [*self.lines, [], [("What would bring it forward by a day", "strong")]]
        if self.row.state == "done":
            lines.append([("  nothing: it is done", "dim")])
        else:
            advice = what_would_help(chart.prepared.network, self.row.id, chart.day_minutes * 10)
            for help in advice.helps[:8]:
                done = help.gain >= chart.day_minutes * 10
                lines.append([("  ", "dim"), *help_words(chart, help, full=done)])
            if not advice.helps:
                lines.append([("  nothing that was tried: its date is set, or work on it has begun", "dim")])
            if advice.tried < advice.candidates:
                lines.append([(f"  {advice.tried} of {advice.candidates} changes were tried", "dim")])
        self._show(lines)

    def action_step(self, by: int) -> None:
        """Move the cursor."""
        self.listing.step(by)

    def action_take(self) -> None:
        """Go to the task of the line."""
        self.dismiss(self.keys.get(-1 if self.listing.row is None else self.listing.row))
