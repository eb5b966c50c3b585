"""What the metrics pane's keys do: read the flow once, and show another period of it."""

from typing import TYPE_CHECKING

from pmtui.tui.itemkeys import ItemKeys

if TYPE_CHECKING:
    from pmtui.actions.metrics import Flow


class MetricsKeys(ItemKeys):
    """The app with the metrics pane's own keys."""

    metric_weeks = 12
    """How long a period is shown."""
    _flow: "Flow | None" = None
    _flow_only: set[str] | None = None

    def read_metrics(self, ids: list[str] | None, follow: str | None) -> None:
        """Show the metrics; the log is read anew only where something has changed, or the day has."""
        from pmtui.actions.metrics import read_flow

        assert self.metrics is not None
        if not self.project_ids:
            return
        if ids != [] or self._flow is None or self._flow.today != self.today().toordinal():
            self._flow = read_flow(self.plan, self.project_ids, self.settings.week_start)
        elif self.metrics.metrics is not None and self._flow_only is self.only:
            return
        self._show_period()

    def _show_period(self) -> None:
        from pmtui.actions.metrics import charted

        if self._flow is not None and self.metrics is not None:
            flow = self._flow if self.only is None else self._flow.narrowed(self.only)
            self._flow_only = self.only
            self.metrics.show(charted(flow, weeks=self.metric_weeks))

    def explain_metric(self) -> None:
        """Say at the bottom how the chart's figures are defined."""
        chart = self.metrics.chart if self.metrics else None
        self.detail.show([[(chart.definition, "dim")]] if chart else [])

    def action_period(self, way: int) -> None:
        """A longer or a shorter period."""
        from pmtui.actions.metrics import weeks_beside

        self.metric_weeks = weeks_beside(self.metric_weeks, way)
        self._show_period()
        self.say(f"the last {self.metric_weeks} weeks, as far as anything is known of them")
