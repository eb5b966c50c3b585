"""What the forecast's key does: simulate, show, and mark on the timeline what came out until the plan changes.

Actions are imported where a key needs them, so that the first screen does not wait for them.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from pmtui.errors import PmtuiError, Refused
from pmtui.store.history import last_change
from pmtui.store.plan import Plan
from pmtui.tui.timelinekeys import TimelineKeys

if TYPE_CHECKING:
    from pmtui.actions.forecasting import Basis
    from pmtui.actions.scheduling import Chart
    from pmtui.tui.dialogs.forecast import Made
    from pmtui.tui.timelinebars import Probable
    from pmtui.tui.timelinewords import Headline

_MANY_ROWS = 1_000
"""Rows of a plan from which on a step of the cursor waits for no trial schedule."""


class _State(NamedTuple):
    """A plan (or the copy that a trial goes on in) at a moment: what was worked out of it holds until it differs."""

    plan: Plan
    change: int


class ForecastKeys(TimelineKeys):
    """The app with the forecast's own key, and what a forecast marks on the panes."""

    _forecast: "tuple[_State, Made] | None" = None
    _moves: "tuple[_State | None, dict[str, Chart], dict[str, str]]" = (None, {}, {})
    """Charts by project, and what each risk would move, in words, by id."""

    def action_forecast(self) -> None:
        """How probable the dates are: from the timeline, and from the risk pane."""
        from pmtui.tui.dialogs.forecast import ForecastDialog

        if not self.project_ids:
            raise Refused("there is no project to forecast; p shows the projects")
        project, state = self.project_ids[0], self._state()
        dialog = ForecastDialog(
            self.look, lambda: self._gathered(project), lambda made: self._keep(state, made), self._fresh(project)
        )

        def gone(id: str | None) -> None:
            if dialog.made is None and not dialog.failed:
                self.say("the forecast was cancelled")
            elif id is not None:
                self._go_to(id)

        self.push_screen(dialog, gone)

    def _gathered(self, project: str) -> "tuple[Basis, list[int]]":
        """What the plan's forecast needs, and the board's."""
        from pmtui.actions.forecasting import gather, weekly
        from pmtui.actions.scheduling import scheduled

        chart = self.chart if self.shown == "timeline" else scheduled(self.plan, project)
        if not chart.rows:
            raise Refused("there is nothing to forecast yet; n on the board makes a card")
        return gather(self.plan, chart), weekly(self.plan, project, week_start=self.settings.week_start)

    def _go_to(self, id: str) -> None:
        """A risk in the register, a task on the timeline, the end where the project has its own."""
        risk = self._forecast is not None and self._forecast[1].plan.register.row(id) is not None
        self.show_pane("risks" if risk else "timeline")
        if self.timeline is not None and not id:
            self.timeline.show_end()
        elif not self.pane.select(id):
            self.say("it is not shown here: a query narrows the pane, or it is gone", "warn")
        elif self.timeline is not None and not risk:
            self.timeline.show_bar()
        self.explain()

    # --- what came out -------------------------------------------------------------------------------------------

    def _state(self) -> _State:
        return _State(self.plan, last_change(self.plan))

    def _keep(self, state: _State, made: "Made") -> None:
        """Mark what came out on the timeline."""
        self._forecast = state, made
        if self.timeline is not None and self.timeline.chart is not None:
            self._show_probable(self.timeline.chart)

    def _fresh(self, project: str) -> "Made | None":
        """The last forecast, where it is of this project and nothing has changed since."""
        if self._forecast is None or self._forecast[0] != self._state():
            return None
        made = self._forecast[1]
        chart = made.plan.chart
        return made if chart.project.id == project and chart.today == self.today() else None

    def _probable(self, project: str) -> "Mapping[str, Probable]":
        """What the forecast says of each milestone, by id; nothing where it is not of this plan."""
        from pmtui.actions.forecasting import expected
        from pmtui.tui.timelinebars import Probable

        made = self._fresh(project)
        probable = {}
        for id, one in made.plan.forecast.milestones.items() if made else ():
            likely = expected(one)
            p50, p85, p95 = (likely.at(percent) for percent in (50, 85, 95))
            probable[id] = Probable(p50, p85, p95, likely.chance(one.promised))
        return probable

    def _show_probable(self, chart: "Chart") -> None:
        assert self.timeline is not None
        probable = self._probable(chart.project.id)
        if probable != self.timeline.probable:
            self.timeline.probable = probable
            self.timeline.show(chart, self.headline(chart))

    def read_timeline(self, ids: list[str] | None, follow: str | None) -> None:
        """As always; a forecast that the plan has left behind is marked no more."""
        super().read_timeline(ids, follow)
        if self._forecast is not None and self.timeline is not None and self.timeline.chart is not None:
            self._show_probable(self.timeline.chart)

    def headline(self, chart: "Chart") -> "Headline":
        """As always, and P85 of the date that counts; of a plan that has changed since, what it was."""
        from pmtui.actions.forecasting import expected
        from pmtui.model.dates import show_date

        told = super().headline(chart)
        if self._forecast is None or self._forecast[1].plan.chart.project.id != chart.project.id:
            return told
        made, goal = self._forecast[1].plan.forecast, chart.goal
        one = made.milestones.get(goal.id, made.project) if goal else made.project
        was = "" if self._fresh(chart.project.id) else "was "
        day = show_date(expected(one).at(85).date(), chart.today)
        return told._replace(facts=(*told.facts, f"P85 {was}{day}"))

    def explain_row(self) -> None:
        """As always, and what the forecast says of a milestone: its row may have no room for words."""
        from pmtui.tui.timelinewords import probable_words

        super().explain_row()
        timeline = self.timeline
        if timeline is None or timeline.chart is None or timeline.row is None or not self.detail.lines:
            return
        if (probable := timeline.probable.get(timeline.row.id)) is not None:
            first, *more = self.detail.lines
            self.detail.show(
                [[*first, ("   ", "dim"), (probable_words(probable, timeline.chart.today), "text")], *more]
            )

    # --- what a risk would do ------------------------------------------------------------------------------------

    def explain_risk(self) -> None:
        """As always, and what the risk would move if it came."""
        super().explain_risk()
        row = self.risks.row if self.risks else None
        if row is not None and self.detail.lines and not self.plan.outdated:
            words = self._moved(row.id)
            if words:
                first, *more = self.detail.lines
                # What it would move says more than how many days are to be expected, and stands before that.
                place = len(first) - 2 if first[-1][0].endswith("expected") else len(first)
                self.detail.show([[*first[:place], ("   ", "dim"), (words, "text"), *first[place:]], *more])

    def _moved(self, risk: str) -> str:
        """What a risk would move, in words; "" where it says no delay, hits nothing, or the plan is very large."""
        state = self._state()
        if self._moves[0] != state:
            self._moves = state, {}, {}
        _, charts, told = self._moves
        if risk not in told:
            told[risk] = self._tried(risk, charts)
        return told[risk]

    def _tried(self, risk: str, charts: "dict[str, Chart]") -> str:
        """The schedule with and without the risk; `charts` are those at hand, by project."""
        from pmtui.actions.risk_delay import if_it_comes, moved_words
        from pmtui.actions.scheduling import scheduled
        from pmtui.store.risks import some_risks

        known = next(iter(some_risks(self.plan, [risk])), None)
        if known is None or not known.said.get("delay_m"):
            return ""
        try:
            if known.project_id not in charts:
                charts[known.project_id] = scheduled(self.plan, known.project_id)
        except PmtuiError:  # a plan that goes in a circle has no dates to move; the timeline says so
            return ""
        chart = charts[known.project_id]
        moved = if_it_comes(self.plan, chart, known) if len(chart.rows) <= _MANY_ROWS else None
        return moved_words(chart, moved) if moved is not None else ""
