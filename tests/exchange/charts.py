"""Small schedules for tests of the formats that show one: tasks by days, links, and words nobody should obey."""

from typing import Any

from pmtui.actions.places import default_project
from pmtui.actions.scheduling import Chart, scheduled
from pmtui.actions.step import Step
from pmtui.exchange.apply import Writer
from pmtui.exchange.incoming import InColumn, Incoming, InItem, InLink, InPerson
from pmtui.store.plan import Plan

HOSTILE = (
    '=1+1"</title></text></script><script>alert(1)</script><img src=x onerror=alert(2)>\x1b]0;owned\x07 '
    "a:b;c#d, %%{init: {}}%% ```\r\nBEGIN:VEVENT\nsection x \u202egnp\u202c & 'q' Ünïcödé 漢字 \U0001f4a5"
)
"""A title of everything that means something to some format."""

COLUMNS = [InColumn("todo", "To do", "ready"), InColumn("doing", "Doing", "active"), InColumn("done", "Done", "done")]


def task(ext_id: str, title: str, days: float | None = 1, parent: str | None = None, **fields: Any) -> InItem:
    """A task of some days; none makes it a milestone."""
    known: dict[str, Any] = {"title": title, "type": "milestone" if days is None else "task"}
    if days is not None:
        known |= {"estimate_m": days, "estimate_unit": "d"}
    owner = fields.pop("owner", None)
    return InItem(ext_id, known | fields, "todo", parent=parent, owner=owner)


def summary(ext_id: str, title: str, parent: str | None = None) -> InItem:
    """What holds other tasks."""
    return InItem(ext_id, {"title": title, "type": "summary"}, "todo", parent=parent)


def source(items: list[InItem], links: list[InLink] | None = None, start: str = "2026-11-30") -> Incoming:
    """A foreign plan of these items that begins on a Monday."""
    for number, item in enumerate(items):
        item.order = (float(number), "")
    owners = dict.fromkeys(item.owner for item in items if item.owner)
    incoming = Incoming("plan-csv", "plan-csv", "made", "made", "made", columns=COLUMNS, items=items)
    incoming.people = [InPerson(name, name) for name in owners]
    incoming.links = links or []
    incoming.scheduled, incoming.terms = True, {"start": start}
    return incoming


def bring(plan: Plan, incoming: Incoming) -> Chart:
    """Import it into the plan's empty project; the chart that makes."""
    with plan.transaction("import") as tx:
        Writer(Step(plan, tx), incoming, default_project(plan), False).write()
    return scheduled(plan, default_project(plan))


def portal(plan: Plan, title: str = "Build the API") -> Chart:
    """Two summaries, five tasks, a milestone at the end; the second task is `title`."""
    items = [
        summary("a", "Analysis"),
        task("1", "Ask the shops", 3, "a", owner="Ana"),
        task("2", title, 2, "a", owner="Ben"),
        summary("b", "Build"),
        task("3", "Checkout", 5, "b", owner="Ana"),
        task("4", "Write the manual", 1, "b", due="2026-12-24"),
        task("5", "Go live", None, "b"),
    ]
    links = [
        InLink("1", "FS", "2"),
        InLink("2", "FS", "3", 1.0, "d"),
        InLink("2", "SS", "4", 50.0, "%"),
        InLink("3", "FS", "5"),
    ]
    return bring(plan, source(items, links))
