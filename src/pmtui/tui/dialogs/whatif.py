"""What a trial would change: both schedules in figures, then apply it as one step, drop it, or go on trying."""

from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult

from pmtui.actions.reasons import difference_words
from pmtui.actions.scheduling import Chart
from pmtui.actions.whatif import WhatIf
from pmtui.model.dates import show_date
from pmtui.planning.compare import Difference
from pmtui.tui.bottom import Line, Lines
from pmtui.tui.dialogs.listing import Dialog, Listing
from pmtui.tui.look import Look

FOLLOWING = ("slack gained", "slack eroded")
"""Differences that say nothing of their own: when the end moves, everybody's slack does."""
MOST = 24


class WhatIfDialog(Dialog[str]):
    """Answers `apply` or `drop`; Escape goes on trying."""

    BINDINGS: ClassVar = [
        ("down,j", "step(1)", "next"), ("up,k", "step(-1)", "previous"), ("pagedown", "step(8)", "on"),
        ("pageup", "step(-8)", "back"), ("a,y", "answer('apply')", "apply"), ("x", "answer('drop')", "drop"),
        ("W,q", "leave", "go on"),
    ]  # fmt: skip

    def __init__(self, look: Look, trial: WhatIf, chart: Chart) -> None:
        super().__init__(look)
        self.trial, self.chart = trial, chart
        self.listing = Listing(look)
        self.hints = Lines(look, "hints")

    def compose(self) -> ComposeResult:
        """The differences, and the keys below them."""
        with self.box:
            yield self.listing
            yield self.hints

    def on_mount(self) -> None:
        """Compare, and show."""
        super().on_mount()
        self.add_class("bottom")
        self.retitle("What if: nothing is saved yet")
        lines = self._lines()
        self.box.styles.height = min(len(lines) + 3, self.app.size.height - 4)
        self.listing.show(lines, [])
        self.hints.show(
            [[("a", "strong"), (" apply as one step   ", "dim"), ("x", "strong"), (" drop   ", "dim"),
              ("Esc", "strong"), (" go on trying", "dim")]]
        )  # fmt: skip
        self.listing.can_focus = True
        self.listing.focus()

    def _lines(self) -> list[Line]:
        found = self.trial.comparison(self.chart)
        view = found.overview
        if view.finish_before is None or view.finish_after is None:
            return [[("one of the two schedules is empty", "text")]]
        lines: list[Line] = []
        goal = self.chart.goal
        if goal is not None and (was := self.trial.before.row(goal.id)) is not None:
            days_between = self.chart.maker.axis.between(self.trial.before.finish(was), self.chart.finish(goal))
            lines.append(self._dates(goal.title, self.trial.before.finish(was), self.chart.finish(goal), days_between))
        lines += [self._dates("Finish", view.finish_before, view.finish_after, view.moved_by), []]
        telling = [one for one in found.differences if one.what not in FOLLOWING]
        first = [one for one in telling if self._matters(one)]
        rest = len(telling) - len(first[:MOST])
        for one in first[:MOST]:
            lines.append([("  ", "dim"), *difference_words(self.chart, one)])
        if rest:
            lines.append([(f"  and {rest} more that only follow", "dim")])
        if not found.differences:
            lines.append([("  the schedule is the same", "dim")])
        return lines

    def _dates(self, label: str, before: datetime, after: datetime, tenths: int) -> Line:
        """A date on both sides, and how far apart they are in working days."""
        days, today = tenths / 10 / self.chart.day_minutes, self.chart.today
        slip = f"{days:+.1f}".removesuffix(".0") + "d"
        return [
            (f"{label}   ", "dim"), (show_date(before.date(), today), "text"), (" > ", "dim"),
            (show_date(after.date(), today), "strong"),
            (f"   {slip}", "alarm" if days > 0 else "ok" if days < 0 else "dim"),
        ]  # fmt: skip

    def _matters(self, one: Difference) -> bool:
        """What was changed, came, went or turned critical; of what only moved along, milestones and critical tasks."""
        if one.what != "moved":
            return True
        row = self.chart.row(one.key)
        return row is not None and not row.summary and (row.milestone or self.chart.critical(row))

    def action_step(self, by: int) -> None:
        """Scroll."""
        self.listing.step(by)

    def action_answer(self, answer: str) -> None:
        """Apply, or drop."""
        self.dismiss(answer)
