"""What the timeline's keys do: each calls one action on the plan, or on the copy that a what-if tries things out in.

Actions and parsers are imported where a key needs them, so that the first screen does not wait for them.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from pmtui.actions.step import Outcome
from pmtui.errors import PmtuiError, Refused
from pmtui.model.text import Unreadable
from pmtui.store import read
from pmtui.tui.bottom import Ask, Line
from pmtui.tui.itemkeys import ItemKeys

if TYPE_CHECKING:
    from pmtui.actions.scheduling import Chart
    from pmtui.actions.whatif import WhatIf
    from pmtui.store.plan import Plan
    from pmtui.store.snapshots import Snapshot
    from pmtui.tui.timelinewords import Headline


class TimelineKeys(ItemKeys):
    """The app with the timeline's own keys."""

    compared_with: int | None = None
    """The baseline that is drawn, None for the one saved last, -1 for none."""
    whatif: "WhatIf | None" = None
    """The trial that is going on; `plan` is its copy then."""

    # --- showing -------------------------------------------------------------------------------------------------

    def read_timeline(self, ids: list[str] | None, follow: str | None) -> None:
        """Show the schedule after these items have changed, or all of it."""
        from pmtui.actions.scheduling import scheduled

        assert self.timeline is not None
        chart = self.timeline.chart
        project = self.project_ids[0] if self.project_ids else None
        if project is None:
            return
        if ids is None or chart is None or chart.project.id != project:
            fresh = chart is None or chart.project.id != project
            chart = scheduled(self.plan, project)
            if fresh:
                self.compared_with = None
            self.compare_with_baseline(chart)
            self.timeline.show(chart, self.headline(chart))
            if fresh:
                self.timeline.show_today()
        elif ids:
            chart.refresh(self.plan, ids)
            self.timeline.show(chart, self.headline(chart))
        if follow:
            self.timeline.select(follow)

    def compare_with_baseline(self, chart: "Chart") -> None:
        """Lay the baseline that was chosen, or else the last one, under the bars."""
        from pmtui.actions import baselines

        saved = self._baselines(chart)
        known = next((one for one in saved if one.number == self.compared_with), None)
        if known is None and saved and self.compared_with != -1:  # a chosen one may have been removed since
            known = baselines.latest(self.plan, chart.project.id)
        chart.compared = baselines.dates(self.plan, known) if known else {}
        chart.compared_with = f"B{known.number}" if known else ""

    def _baselines(self, chart: "Chart") -> "list[Snapshot]":
        """The project's baselines; a file that is older than baselines has none."""
        from pmtui.actions import baselines

        return [] if self.plan.outdated else baselines.baselines(self.plan, chart.project.id)

    def headline(self, chart: "Chart") -> "Headline":
        """What stands above the rows: the date that counts."""
        from pmtui.tui.timelinedetail import headline

        return headline(chart, f"/ {self.found()}" if self.query_text else "")

    def explain_row(self) -> None:
        """Explain the cursor's row."""
        from pmtui.actions.reasons import first_reason
        from pmtui.tui.timelinedetail import first_line, more_lines

        assert self.timeline is not None
        chart, row, facts = self.timeline.chart, self.timeline.row, self.board.facts
        if chart is None or row is None or facts is None:
            self.detail.show([])
            return
        lines = [first_line(chart, row, self.look, facts.number_width)]
        if self.detail.has_class("tall"):
            reason = first_reason(chart, row) if len(chart.rows) <= 2000 else ""
            lines += more_lines(chart, row, self.look, facts.number_width, reason)
        self.detail.show(lines)

    @property
    def chart(self) -> "Chart":
        """The schedule that is shown; Refused where there is none, and with the reason where it cannot be made."""
        if self.timeline is not None and self.timeline.chart is None:
            self.read_timeline(None, None)
        if self.timeline is None or self.timeline.chart is None:
            raise Refused("there is no schedule yet; p shows the projects, n on the board makes a card")
        return self.timeline.chart

    # --- bars and the outline ------------------------------------------------------------------------------------

    def action_shift(self, way: int) -> None:
        """Move the chosen bars by a working day, or by a week where a day is less than a cell."""
        from pmtui.actions import timing

        days = way * (1 if self.timeline and self.timeline.zoom_name in ("day", "week") else 5)
        self._plan(lambda chart, chosen: timing.shift(self.plan, chart, chosen, days))

    def action_stretch(self, way: int) -> None:
        """Lengthen or shorten the chosen bars."""
        from pmtui.actions import timing

        self._plan(lambda chart, chosen: timing.stretch(self.plan, chart, chosen, way))

    def action_manual(self) -> None:
        """Keep the dates as they are, or follow the links again."""
        from pmtui.actions import timing

        def toggle(chart: "Chart", chosen: list[str]) -> Outcome:
            row = chart.row(chosen[0])
            return timing.keep_dates(self.plan, chart, chosen, not (row and chart.task(row).manual))

        self._plan(toggle)

    def action_indent(self, way: int) -> None:
        """Hang the chosen rows below the one above them, or beside their summary."""
        from pmtui.actions import outline

        action = outline.indent if way > 0 else outline.outdent
        self._plan(lambda chart, chosen: action(self.plan, chart, chosen))

    def action_reorder(self, way: int) -> None:
        """Move the chosen rows among their siblings."""
        from pmtui.actions import outline

        self._plan(lambda chart, chosen: outline.reorder(self.plan, chart, chosen, way), unmark=False)

    def action_chain(self) -> None:
        """Link the marked rows from top to bottom."""
        from pmtui.actions import outline

        self._plan(lambda chart, chosen: outline.chain(self.plan, chart, chosen))

    def _plan(self, action: "Callable[[Chart, list[str]], Outcome]", unmark: bool = False) -> None:
        chosen = self.pane.chosen
        if chosen:
            self.do(lambda: action(self.chart, chosen), unmark=unmark)

    # --- asked for -----------------------------------------------------------------------------------------------

    def action_takes(self) -> None:
        """The length of the chosen rows, in place."""
        from pmtui.model.durations import Estimate, parse_estimate, show_estimate

        card = self.card
        if card is None:
            return
        item = read.item(self.plan, card.id)
        value = ""
        if item.estimate_m is not None and item.estimate_unit:
            value = show_estimate(Estimate(item.estimate_o, item.estimate_m, item.estimate_p, item.estimate_unit))

        def understood(text: str) -> Line | None:
            if not text.strip():
                return None
            try:
                return [(show_estimate(parse_estimate(text)), "ok")]
            except Unreadable as error:
                return [(f"{self.look.glyph['late']} {error}", "alarm")]

        self.ask_field("estimate", "Length", value, "3d, 4h, 2/3/6d, 2ed (by the wall clock), or none", understood)

    def action_after(self) -> None:
        """What the row comes after, in planners' words, links and lags in one line."""
        from pmtui.actions import outline
        from pmtui.model.durations import Duration
        from pmtui.model.predecessors import parse_predecessors, show_predecessor

        chart, row = self.chart, self.timeline.row if self.timeline else None
        if row is None:
            return
        said = [
            show_predecessor(other.ref, kind, Duration(lag, unit) if lag and unit else None)
            for id, kind, lag, unit in row.links
            if (other := chart.row(id)) is not None
        ]
        hint: Line = [("12, 14SS, 15FS+2d, 16FF-50%; nothing for none", "dim")]

        def understood(text: str) -> Line | None:
            try:
                found = parse_predecessors(text)
            except Unreadable as error:
                return [(f"{self.look.glyph['late']} {error}", "alarm")]
            pieces: Line = []
            for one in found[:4]:
                try:
                    other = chart.row(outline.meant(self.plan, chart, one.ref))
                except (PmtuiError, Unreadable) as error:
                    return [(f"{self.look.glyph['late']} {error}", "alarm")]
                pieces += [(f"{one.ref} {other.title if other else ''}", "ok"), ("   ", "dim")]
            return pieces or None

        def submit(text: str) -> None:
            if not self.do(lambda: outline.follow(self.plan, row.id, text, chart), unmark=False):
                self.prompt.drafts[f"after {row.id}"] = text

        self.ask(Ask(f"after {row.id}", f"{row.ref} comes after", submit, ", ".join(said), understood, hint=hint))

    def action_constraint(self) -> None:
        """What is said of the dates of the chosen rows."""
        from pmtui.actions.timing import constraint_words

        chart, row = self.chart, self.timeline.row if self.timeline else None
        if row is not None:
            task = chart.task(row)
            value = "" if task.constraint == "ASAP" else constraint_words(chart, task)
            hint = "not before 4 dec, start on, start by, finish by fri, finish on, as late as possible, or none"
            self.ask_field("constraint", "Dates", value, hint)

    def action_new_task(self) -> None:
        """A new task below the cursor's row."""
        from pmtui.actions import outline
        from pmtui.model.quickadd import parse_line

        here = self.timeline.row if self.timeline else None

        def submit(text: str) -> None:
            if not text.strip():
                return
            try:
                line = parse_line(text, self.today())
                outcome = outline.add_below(self.plan, self.chart, line, here.id if here else None)
            except (PmtuiError, Unreadable) as error:
                self.prompt.drafts["new task"] = text
                self.complain(str(error))
                return
            self.changed(outcome, outcome.items[0])

        below = f" below {here.ref}" if here else ""
        hint: Line = [("title ~3d @who ^fri after:31", "dim")]
        self.ask(Ask("new task", f"New{below}", submit, hint=hint))

    # --- looking further -----------------------------------------------------------------------------------------

    def action_why(self) -> None:
        """Why the row has its date, and what would bring it forward."""
        from pmtui.tui.dialogs.why import WhyDialog

        if self.timeline and self.timeline.row:
            row = self.timeline.row

            def gone(id: str | None) -> None:
                if id and self.timeline:
                    self.timeline.select(id)
                    self.timeline.show_bar()

            self.push_screen(WhyDialog(self.look, self.chart, row), gone)

    def action_baselines(self) -> None:
        """Which baseline is drawn under the bars; or save one."""
        from pmtui.actions import baselines
        from pmtui.clock import local
        from pmtui.model.dates import show_date
        from pmtui.tui.dialogs.chooser import Choice, Chooser

        chart = self.chart
        known = self._baselines(chart)
        choices = [
            Choice(
                f"B{one.number} {one.name}",
                [
                    (f"B{one.number}".ljust(5), "strong"), (one.name.ljust(28), "text"),
                    (show_date(local(one.at, self.zone()).date(), chart.today), "dim"),
                ],
                str(one.number),
            )
            for one in known
        ]  # fmt: skip
        free = next((n for n in baselines.NUMBERS if n not in {one.number for one in known}), None)
        if free is not None:
            choices.append(Choice("save", [(f"save what is shown as B{free}", "text")], "save"))
        if known:
            choices.append(Choice("none", [("draw none", "text")], "-1"))

        def chosen(answer: list[str] | None) -> None:
            if not answer:
                return
            if answer[0] == "save":
                self._save_baseline()
                return
            self.compared_with = int(answer[0])
            self.reload()

        self.push_screen(Chooser(self.look, "Baselines", choices), chosen)

    def _save_baseline(self) -> None:
        from pmtui.actions import baselines

        def submit(name: str) -> None:
            self.compared_with = None
            if self.do(lambda: baselines.save(self.plan, self.chart, None, name)):
                self.reload()
            else:
                self.prompt.drafts["baseline"] = name

        self.ask(Ask("baseline", "Name of the baseline", submit, hint=[("such as: approved by the board", "dim")]))

    def action_what_if(self) -> None:
        """Begin to try things out; or see what came of it, and apply or drop it."""
        from pmtui.tui.dialogs.whatif import WhatIfDialog

        if self.whatif is None:
            self.begin_what_if()
            return

        def answered(answer: str | None) -> None:
            if answer:
                self.end_what_if(apply=answer == "apply")

        if self.chart.project.id != self.whatif.project:  # another one was looked at meanwhile
            self.project_ids = [self.whatif.project]
            self.reload()
        self.push_screen(WhatIfDialog(self.look, self.whatif, self.chart), answered)

    def begin_what_if(self) -> None:
        """From now on everything happens in a copy; the file is left alone."""
        from pmtui.actions.whatif import WhatIf

        assert self.timeline is not None
        self.real_plan: Plan = self.plan
        self.whatif = WhatIf(self.plan, self.chart.project.id)
        self.plan = self.whatif.copy
        self.timeline.ghost = self.whatif.before
        self.reload()
        self.say("what if: change what you like, nothing is saved; W shows what it comes to")

    def end_what_if(self, *, apply: bool) -> None:
        """Back to the plan itself, with what was tried, or without."""
        assert self.whatif is not None
        assert self.timeline is not None
        trial, said = self.whatif, "dropped; the plan is as it was"
        try:
            if apply:
                outcome = trial.apply(self.real_plan)
                said = "; ".join([outcome.message, *outcome.warnings])
            else:
                read.projects(self.real_plan)  # can it be read just now, to be shown instead?
        except PmtuiError as error:  # the trial goes on: nothing of it is lost
            self.complain(str(error))
            return
        self.whatif, self.plan = None, self.real_plan
        self.timeline.ghost = None
        trial.close()
        self.reload()
        self.explain()
        self.say(said, undo=apply)

    def notice(self) -> str:
        """A trial is never to be mistaken for the plan."""
        return "what if, nothing saved" if self.whatif else super().notice()

    def action_step_back(self) -> None:
        """As everywhere; but a trial is not left by the way."""
        if self.whatif is not None and not self.pane.marks and not self.query_text:
            self.show_pane("timeline")
            self.action_what_if()
        else:
            super().action_step_back()
