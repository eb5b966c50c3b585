"""The schedule as a Mermaid gantt diagram: text that Markdown viewers draw."""

import re
from collections.abc import Iterator

from pmtui.actions.scheduling import Chart, Row
from pmtui.model.text import clean_line

_HOSTILE = re.compile(r"[^\w .,()/+*!?='-]")
"""What may mean something to Mermaid (: ; # % { } <), to Markdown or to a browser, and is written as its number."""


def gantt(chart: Chart, fenced: bool = False) -> str:
    """The whole diagram, a section for each summary at the top; `fenced` as Markdown wants it."""
    lines = list(_lines(chart))
    return "\n".join(["```mermaid", *lines, "```"] if fenced else lines) + "\n"


def escaped(text: str) -> str:
    """A person's words as Mermaid shows them and never obeys them: signs become entity codes such as #58;."""
    return _HOSTILE.sub(lambda sign: f"#{ord(sign[0])};", clean_line(text))


def _lines(chart: Chart) -> Iterator[str]:
    yield "gantt"
    yield f"    title {escaped(f'{chart.project.key} {chart.project.name}')}"
    yield "    dateFormat YYYY-MM-DD HH:mm"
    yield "    axisFormat %d %b"
    section = None
    for row in chart.rows:
        if row.level == 0:
            wanted = f"{row.wbs} {row.title}" if row.summary else chart.project.name
            # Tasks that belong to no summary and come first need no section of their own.
            if wanted != section and (row.summary or section is not None):
                section = wanted
                yield f"    section {escaped(wanted)}"
        if not row.summary:
            yield f"    {_task(chart, row)}"


def _task(chart: Chart, row: Row) -> str:
    """`1.2 Title :crit, active, t42, 2026-11-23 08:00, 2026-11-25 17:00`.

    The WBS code comes first, so that no title begins the line as one of Mermaid's own words.
    """
    tags = []
    percent = chart.percent(row)
    if row.state == "done" or percent >= 100:
        tags.append("done")
    elif percent > 0:
        tags.append("active")
    if chart.critical(row):
        tags.append("crit")
    if row.milestone:
        tags.append("milestone")
    start, finish = chart.start(row), chart.finish(row)
    until = "0d" if row.milestone else f"{finish:%Y-%m-%d %H:%M}"
    when = finish if row.milestone else start
    return f"{escaped(f'{row.wbs} {row.title}')} :{', '.join([*tags, f't{row.ref}', f'{when:%Y-%m-%d %H:%M}', until])}"
