"""An item's place in the schedule, for `pmtui show`: its dates, what holds it, its slack, its calendar."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pmtui.cli.output import Output, safe
from pmtui.errors import Refused

if TYPE_CHECKING:
    from pmtui.actions.scheduling import Chart, Row
    from pmtui.model.item import Item
    from pmtui.store.plan import Plan


class Timed:
    """The charts of the projects that items belong to, each made once and only when asked for."""

    def __init__(self, plan: "Plan") -> None:
        self.plan = plan
        self._charts: dict[str, Chart | str] = {}

    def facts(self, out: Output, item: "Item", today: date) -> list[tuple[str, str]]:
        """What `show` says of it, as pairs of a name and words; nothing of what takes no time."""
        from pmtui.actions.reasons import days_words
        from pmtui.actions.timing import constraint_words
        from pmtui.model.dates import show_date

        chart, row = self._place(item)
        if isinstance(chart, str):
            return [("schedule", out.paint(chart, "alarm"))]
        if chart is None or row is None:
            return []

        def moment(at: datetime | None) -> str:
            return f"{show_date(at.date(), today)} {at:%H:%M}" if at else ""

        task = chart.task(row)
        plain = task.constraint == "ASAP" or (task.constraint == "SNET" and item.start is not None)
        slack = f"{days_words(chart, chart.total_slack(row) * 10)}{', critical' if chart.critical(row) else ''}"
        span = f"{moment(chart.start(row))} to {moment(chart.finish(row))}"
        return [
            ("constraint", "" if plain else constraint_words(chart, task)),
            ("scheduled", span + (", keeps its dates" if task.manual else "")),
            ("slack", slack if row.state != "done" else ""),
            ("began", moment(task.actual_start)),
            ("ended", moment(task.actual_finish)),
            ("calendar", safe(chart.maker.calendars[task.calendar].name) if task.calendar else ""),
        ]

    def document(self, item: "Item") -> dict[str, Any] | None:
        """Its place in the schedule as JSON, dates as local times without a zone; None for what takes no time."""
        from pmtui.cli.schedule import minutes
        from pmtui.cli.schedule import task as task_document

        chart, row = self._place(item)
        if chart is None or isinstance(chart, str) or row is None:
            return None
        task = chart.task(row)
        made = task_document(chart, row, None)
        for known in ("number", "title", "external_id"):
            del made[known]
        return {
            "wbs": row.wbs,
            **made,
            "duration_minutes": minutes(chart.schedule.duration(row.index)),
            "guessed": row.guessed,
            "constraint": {"kind": task.constraint, "at": _iso(task.constraint_at)},
            "actual_start": _iso(task.actual_start),
            "actual_finish": _iso(task.actual_finish),
            "manual": task.manual,
            "calendar": chart.maker.calendars[task.calendar].name if task.calendar else None,
        }

    def _place(self, item: "Item") -> "tuple[Chart | str | None, Row | None]":
        """The chart of its project and its row; the refusal in words where the project cannot be scheduled."""
        from pmtui.actions.scheduling import scheduled
        from pmtui.model.words import WORK_TYPES

        if item.type not in WORK_TYPES:
            return None, None
        if item.project_id not in self._charts:
            try:
                self._charts[item.project_id] = scheduled(self.plan, item.project_id)
            except Refused as error:
                self._charts[item.project_id] = str(error)
        chart = self._charts[item.project_id]
        return chart, None if isinstance(chart, str) else chart.row(item.id)


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
