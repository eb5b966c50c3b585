"""Exporting a plan: the lossless JSON, CSV and Markdown for people and spreadsheets, and the schedule's own formats."""

import csv
import io
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pmtui.actions.places import default_project, project_named
from pmtui.actions.step import zone_of
from pmtui.clock import local
from pmtui.errors import FileUnusable, Usage
from pmtui.model.durations import Estimate, show_estimate
from pmtui.model.item import Item
from pmtui.store import read
from pmtui.store.plan import Plan

SCHEDULE_FORMATS = ("mspdi", "plan-csv", "ical", "mermaid", "html")
"""The formats that show one project's schedule."""
FORMATS = ("json", "csv", "md", *SCHEDULE_FORMATS, "xlsx")

COLUMNS = (
    "ref", "project", "type", "title", "column", "state", "priority", "owner", "assignees", "labels", "points",
    "estimate",
    "start", "due", "created", "started", "finished", "blocked", "parent", "after", "checks", "comments", "sprint",
    "archived",
    "body",
)  # fmt: skip


def write(plan: Plan, format: str, target: Path | None, project: str | None = None) -> str | None:
    """Export to `target`, or return the text where that is None. JSON is always the whole plan; a schedule is that of
    one project, where none is named of the first; xlsx is a workbook of risks, issues, changes and actions.

    Usage for an unknown format, and for a workbook without a file; FileUnusable where the file cannot be written, and
    then an older one is untouched.
    """
    if format == "xlsx":
        from pmtui.exchange.xlsx_out import workbook

        if target is None:
            raise Usage("a workbook needs a file: `pmtui export xlsx risks.xlsx`")
        save(target, workbook(plan, project and project_named(plan, project)))
        return None
    text = _text(plan, format, target, project)
    if target is None:
        return text
    # Excel takes a CSV for UTF-8 only with a byte order mark.
    save(target, text.encode("utf-8-sig" if format.endswith("csv") else "utf-8"))
    return None


def _text(plan: Plan, format: str, target: Path | None, project: str | None) -> str:
    """The document of a format that is text."""
    if format == "json":
        from pmtui.exchange.lossless import text_of

        return text_of(plan)
    if format == "csv":
        return "".join(_csv(plan, project and project_named(plan, project)))
    if format in ("md", "markdown"):
        return "\n".join(_markdown(plan, project and project_named(plan, project))) + "\n"
    if format in SCHEDULE_FORMATS:
        fenced = target is not None and target.suffix.lower() in (".md", ".markdown")
        return _schedule(plan, format, project_named(plan, project) if project else default_project(plan), fenced)
    raise Usage(f"{format} is no format to export; there is {', '.join(FORMATS)}")


def save(target: Path, data: bytes) -> None:
    """Write a file whole, in place of an older one; FileUnusable where that cannot be, and then that is untouched."""
    temporary = target.with_name(f".{target.name}.tmp")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise FileUnusable(f"{target} cannot be written: {error.strerror}") from None


def _schedule(plan: Plan, format: str, project: str, fenced: bool) -> str:
    """One project's schedule; a Mermaid diagram is `fenced` where it goes into Markdown."""
    from pmtui.actions.scheduling import scheduled

    chart = scheduled(plan, project)
    if format == "mspdi":
        from pmtui.exchange.mspdi_out import text_of

        return text_of(plan, chart)
    if format == "plan-csv":
        from pmtui.exchange.plan_csv import table

        return table(plan, chart)
    if format == "ical":
        from pmtui.exchange.icalendar_out import calendar

        return calendar(chart, {item.id: item for item in read.items_of(plan, project)})
    if format == "mermaid":
        from pmtui.exchange.mermaid import gantt

        return gantt(chart, fenced)
    from pmtui.actions import baselines
    from pmtui.exchange.chart_html import page

    known = baselines.latest(plan, project)
    if known is not None:
        chart.compared = baselines.dates(plan, known)
        chart.compared_with = " ".join(filter(None, ("baseline", f"B{known.number}", known.name)))
    return page(chart)


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: text that begins like one gets an apostrophe; numbers stay
    numbers.
    """
    if isinstance(value, str) and value.lstrip(" ")[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value


def _csv(plan: Plan, project: str | None) -> Iterator[str]:
    """Every item a row, all states; own fields as further columns."""
    customs = read.all_customs(plan)
    names = sorted({name for fields in customs.values() for name in fields})
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([*COLUMNS, *[harmless(name) for name in names]])
    for row, id in _rows(plan, project):
        own = customs.get(id, {})
        writer.writerow([harmless(cell) for cell in (*row, *[own.get(name, "") for name in names])])
    yield buffer.getvalue()


def _rows(plan: Plan, project: str | None) -> Iterator[tuple[list[Any], str]]:
    people, projects, columns = read.people(plan), read.projects(plan), read.columns(plan)
    sprints, after = read.sprints(plan), read.dependencies(plan)
    checks = {id: f"{settled}/{total}" for id, (settled, total) in read.check_counts(plan).items()}
    comments = read.comment_counts(plan)
    items = read.items_of(plan, project)
    parents = read.refs(plan, [item.parent_id for item in items if item.parent_id])
    zone = zone_of(plan, project)

    def code(id: str | None) -> str:
        return people[id].code if id in people else ""

    def when(ms: int | None) -> str:
        return f"{local(ms, zone):%Y-%m-%d %H:%M}" if ms is not None else ""

    for item in items:
        yield [
            item.ref, projects[item.project_id].key if item.project_id in projects else "", item.type, item.title,
            columns[item.column_id].name if item.column_id in columns else "", item.state, item.priority or "",
            code(item.owner_id), ", ".join(code(id) for id in item.assignees), ", ".join(item.labels),
            item.points if item.points is not None else "", estimate_text(item), item.start or "", item.due or "",
            when(item.created_at), when(item.started_at), when(item.finished_at), item.blocked or "",
            parents[item.parent_id][1] if item.parent_id in parents else "",
            ", ".join(f"{number}{'' if kind == 'FS' else ' ' + kind}" for number, kind, _, _ in after.get(item.id, [])),
            checks.get(item.id, ""), comments.get(item.id, ""), sprints.get(item.sprint_id or "", ""),
            "yes" if item.archived else "", item.body,
        ], item.id  # fmt: skip


def estimate_text(item: Item) -> str:
    """An estimate as typed, or nothing."""
    if item.estimate_m is None:
        return ""
    return show_estimate(Estimate(item.estimate_o, item.estimate_m, item.estimate_p, item.estimate_unit or "d"))


def _markdown(plan: Plan, project: str | None) -> Iterator[str]:
    """Project by project and column by column, a line an item, its text and open checks below it."""
    people, columns = read.people(plan), read.columns(plan)
    items = read.items_of(plan, project)
    for id, shown in read.projects(plan).items():
        if project not in (None, id):
            continue
        yield f"# {shown.key} {_escaped(shown.name)}"
        if shown.goal:
            yield f"\nGoal: {_escaped(shown.goal)}"
        for column in (c for c in columns.values() if c.project_id == id):
            here = [
                item for item in items if item.column_id == column.id and not item.archived and item.state != "dropped"
            ]
            if not here:
                continue
            here.sort(key=lambda item: (item.rank, item.id))
            yield f"\n## {_escaped(column.name)} ({len(here)})\n"
            for item in here:
                yield from _lines(plan, item, people[item.owner_id].name if item.owner_id in people else "")
        yield ""


def _lines(plan: Plan, item: Item, owner: str) -> Iterator[str]:
    facts = [
        owner,
        f"due {date.fromisoformat(item.due):%-d %b %Y}" if item.due else "",
        f"{item.points:g} pt" if item.points is not None else "",
        item.priority or "",
        f"blocked: {item.blocked}" if item.blocked else "",
        " ".join(f"#{label}" for label in item.labels),
    ]
    tail = ", ".join(_escaped(fact) for fact in facts if fact)
    yield f"- [{'x' if item.state == 'done' else ' '}] {item.ref} {_escaped(item.title)}" + (
        f" ({tail})" if tail else ""
    )
    for line in item.body.splitlines():
        yield f"  {line}" if line.strip() else ""
    for check in read.checks(plan, item.id):
        yield f"  - [{' ' if check.state == 'open' else 'x'}] {_escaped(check.text)}"


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>|" else char for char in text)
