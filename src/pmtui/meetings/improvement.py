"""What a retrospective resolves to do: one line with one owner, a date and the measure by which its effect is seen."""

import re

from pmtui.actions.step import today_in
from pmtui.errors import Usage
from pmtui.meetings.capture import Caught, Habits
from pmtui.model.quickadd import QuickAdd, scan
from pmtui.model.text import clean_line
from pmtui.store.plan import Plan

LABEL = "improve"
EXAMPLE = "list of rules at kickoff @eli ^fri measure: blocked by IT-Sec < 8h"

_MEASURE = re.compile(r"(?:^|\s)measure\s*:", re.IGNORECASE)


def improvement(plan: Plan, text: str, habits: Habits, project: str, sprint: str | None) -> Caught:
    """Read an action of a retrospective of a project (id), and write nothing; it goes into a sprint (id) if there is
    one.

    Owner and date may stand before the measure or behind it. Usage says which of the three is missing; Unreadable.
    """
    if not text.strip():
        raise Usage(f"say what to do, who, until when, and how it will be seen: {EXAMPLE}")
    today = today_in(plan, project)
    what, measure = _parted(text)
    tokens = scan(
        measure, today, week_start=habits.week_start, day_first=habits.day_first, hours_per_day=habits.hours_per_day
    )
    for token in reversed(tokens):
        if token.kind in ("owner", "assignee", "due"):
            what, measure = f"{what} {token.text}", measure[: token.start] + measure[token.end :]
    line, measure = habits.read(what, today), clean_line(measure)
    _refuse_half(line, measure)
    cells: dict[str, object] = {"measure": measure}
    if sprint is not None and line.sprint is None:
        cells["sprint_id"] = sprint
    return Caught("action", line._replace(labels=(*line.labels, LABEL)), cells, project, None)


def _parted(text: str) -> tuple[str, str]:
    """What to do, and what stands behind `measure:`."""
    found = _MEASURE.search(text)
    return (text[: found.start()], text[found.end() :]) if found else (text, "")


def _refuse_half(line: QuickAdd, measure: str) -> None:
    missing = [
        word
        for word, there in (
            ("an owner (@eli)", line.owner),
            ("a date (^fri)", line.due),
            ("a measure (measure: blocked < 8h)", measure),
        )
        if not there
    ]
    if missing:
        raise Usage(f"the action lacks {' and '.join(filter(None, [', '.join(missing[:-1]), missing[-1]]))}")
    if line.assignees:
        raise Usage(f"an action has one owner: {line.owner} or {', '.join(line.assignees)}")
