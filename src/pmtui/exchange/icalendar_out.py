"""The plan's dates for calendars: milestones as all-day events, due dates as to-dos (RFC 5545)."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pmtui.actions.scheduling import Chart, Row
from pmtui.model.item import Item
from pmtui.model.text import clean

if TYPE_CHECKING:
    from icalendar import Event, Todo

_PRIORITY = {"urgent": 1, "high": 3, "medium": 5, "low": 7}
_REFRESH = timedelta(hours=6)


def calendar(chart: Chart, items: Mapping[str, Item]) -> str:
    """The calendar as text with CRLF line ends; `items` are the chart's items by id.

    It says the same as long as the plan does: its stamps are times of change, never the time of writing. A milestone
    moves with whatever is before it, so its revision is that of the whole plan; a due date's is its item's own.
    """
    from icalendar import Calendar

    whole = Calendar()
    name = f"{chart.project.key} {chart.project.name}"
    whole.add("prodid", "-//pmtui//plan//EN")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", name)
    whole.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    whole.add("x-published-ttl", "PT6H")
    newest = max((item.updated_at for item in items.values()), default=0)
    for row in chart.rows:
        if row.milestone:
            whole.add_component(_milestone(chart, row, items[row.id], newest))
        if row.due:
            whole.add_component(_due(chart, row, items[row.id]))
    return str(whole.to_ical(), "utf-8")


def _milestone(chart: Chart, row: Row, item: Item, newest: int) -> "Event":
    """An all-day event; its end is the next day, because RFC 5545 does not count the last one."""
    from icalendar import Event

    day = chart.finish(row).date()
    event = Event()
    _describe(event, "milestone", chart, row, item, newest)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED")
    return event


def _due(chart: Chart, row: Row, item: Item) -> "Todo":
    from icalendar import Todo

    todo = Todo()
    _describe(todo, "due", chart, row, item, item.updated_at)
    todo.add("due", date.fromisoformat(row.due or ""))
    if item.state == "done":
        todo.add("status", "COMPLETED")
        if item.finished_at is not None:
            todo.add("completed", _moment(item.finished_at))
    else:
        todo.add("status", "IN-PROCESS" if chart.percent(row) > 0 or item.started_at is not None else "NEEDS-ACTION")
    todo.add("percent-complete", round(chart.percent(row)))
    if item.priority in _PRIORITY:
        todo.add("priority", _PRIORITY[item.priority])
    return todo


def _describe(component: Any, what: str, chart: Chart, row: Row, item: Item, changed: int) -> None:
    """What events and to-dos have in common. SEQUENCE counts seconds, so that every later state is a later revision."""
    component.add("uid", f"{item.id}-{what}@pmtui")
    component.add("dtstamp", _moment(changed))
    component.add("last-modified", _moment(changed))
    component.add("created", _moment(item.created_at))
    component.add("sequence", max(0, (changed - item.created_at) // 1000))
    component.add("summary", row.title)
    owner = f", {row.owner.name}" if row.owner else ""
    words = f"{chart.project.key}-{row.ref}{owner}\n\n{clean(item.body)}".strip()
    component.add("description", words)
    if item.labels:
        component.add("categories", list(item.labels))


def _moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms // 1000, UTC)
