"""Moving and stretching bars: each says plainly which constraint or length it leaves behind."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from pmtui.actions.items import said
from pmtui.actions.lengths import set_length
from pmtui.actions.schedule_fields import moment_text
from pmtui.actions.scheduling import Chart, Row
from pmtui.actions.step import Outcome, Step, step
from pmtui.errors import Refused
from pmtui.model.dates import show_date
from pmtui.model.durations import Duration, Estimate, show_duration
from pmtui.model.words import CONSTRAINTS
from pmtui.planning.network import Task
from pmtui.store.plan import Plan

_LIMITS = ("SNLT", "FNLT", "MFO", "FNET")


def shift(plan: Plan, chart: Chart, ids: Sequence[str], days: int) -> Outcome:
    """Move tasks by working days: later by a date they do not begin before, earlier as far as their links let them.

    Refused for what has begun, for a limit of its own, and where nothing would move.
    """
    rows = _movable(chart, ids)
    with step(plan) as act:
        words = [_shift(act, chart, row, days) for row in rows]
        act.outcome.items = [row.id for row in rows]
        act.outcome.message = words[0] if len(words) == 1 else f"{said(plan, ids)} moved by {days:+d} working days"
        return act.outcome


def stretch(plan: Plan, chart: Chart, ids: Sequence[str], steps: int) -> Outcome:
    """Lengthen tasks, or shorten them: by days from a day on, by hours below. Refused for the done, and summaries."""
    rows = [row for id in ids if (row := chart.row(id)) is not None]
    if not rows:
        raise Refused("that is not on the timeline")
    with step(plan) as act:
        words = [_stretch(act, chart, row, steps) for row in rows]
        act.outcome.items = [row.id for row in rows]
        act.outcome.message = (
            words[0] if len(words) == 1 else f"{said(plan, ids)} {'longer' if steps > 0 else 'shorter'}"
        )
        return act.outcome


def keep_dates(plan: Plan, chart: Chart, ids: Sequence[str], keep: bool) -> Outcome:
    """Have tasks keep the dates they have now whatever their links say (manual), or follow the links again."""
    with step(plan) as act:
        for id in ids:
            set_manual(act, chart, id, keep)
        act.outcome.items = list(ids)
        verb = "keeps its dates" if keep else "follows its links"
        act.outcome.message = f"{said(plan, ids)} {verb if len(ids) == 1 else verb.replace('s its', ' their')}"
        return act.outcome


def set_manual(act: Step, chart: Chart, id: str, keep: bool) -> None:
    """Within a step: have a task keep the dates it has in the chart, or follow its links again."""
    row = chart.row(id)
    if row is None or row.summary:
        raise Refused("only tasks on the timeline can keep their dates; a summary's follow from its tasks")
    act.tx.set(id, "manual", 1 if keep else None)
    act.tx.set(id, "manual_start", moment_text(chart.start(row)) if keep else None)
    act.tx.set(id, "manual_finish", moment_text(chart.finish(row)) if keep else None)


def _movable(chart: Chart, ids: Sequence[str]) -> list[Row]:
    rows = [row for id in ids if (row := chart.row(id)) is not None]
    if not rows:
        raise Refused("that is not on the timeline")
    for row in rows:
        task = chart.task(row)
        if row.state == "done" or task.actual_finish:
            raise Refused(f"{row.ref} is done: its dates are what happened")
        if task.actual_start:
            begun = _day(chart, task.actual_start)
            raise Refused(f"{row.ref} began on {begun} and keeps that start; < and > change its length")
        if task.constraint in _LIMITS and not task.manual:
            raise Refused(f"{row.ref} has a constraint of its own, {constraint_words(chart, task)}; s changes it")
    return rows


def _shift(act: Step, chart: Chart, row: Row, days: int) -> str:
    task = chart.task(row)
    if task.manual and task.manual_start:
        finish = task.manual_finish or chart.finish(row)
        for field, at in (("manual_start", task.manual_start), ("manual_finish", finish)):
            act.tx.set(row.id, field, moment_text(_moved(chart, at, days)))
        return f"{row.ref} set to {_day(chart, _moved(chart, task.manual_start, days))}, whatever its links say"
    if task.constraint == "MSO" and task.constraint_at:
        at = _moved(chart, task.constraint_at, days)
        act.tx.set(row.id, "constraint_at", moment_text(at))
        return f"{row.ref} starts on {_day(chart, at)}: its constraint moved along"
    if chart.maker.terms.from_finish:
        return _shift_finish(act, chart, row, days)
    now = chart.start(row)
    wanted = datetime.combine(_moved(chart, now, days).date(), chart.maker.day_start)
    if days > 0:
        _set_start(act, row.id, wanted.date())
        was = "" if task.constraint == "SNET" else f", it was {CONSTRAINTS[task.constraint]}"
        return f"{row.ref} not before {_day(chart, wanted)}{was}"
    reached = chart.trial(replace(task, constraint="SNET", constraint_at=wanted))[0]
    if reached >= now:
        raise Refused(f"{row.ref} cannot begin before {_day(chart, now)}: {_reason(chart, row)}")
    free = chart.trial(replace(task, constraint="ASAP", constraint_at=None))[0]
    if free.date() >= wanted.date():  # its links alone hold it there: a constraint would only be left behind
        _set_start(act, row.id, None)
        return f"{row.ref} as soon as possible, {_day(chart, free)}"
    _set_start(act, row.id, wanted.date())
    return f"{row.ref} not before {_day(chart, wanted)}"


def _shift_finish(act: Step, chart: Chart, row: Row, days: int) -> str:
    """In a plan that is made from its end, a bar moves by when it must be finished."""
    task, now = chart.task(row), chart.finish(row)
    wanted = datetime.combine(_moved(chart, now, days).date(), chart.maker.day_finish)
    reached = chart.trial(replace(task, constraint="FNLT", constraint_at=wanted))[1]
    if reached == now:
        raise Refused(f"{row.ref} cannot move: {_reason(chart, row)}")
    act.tx.set(row.id, "start", None)
    act.tx.set(row.id, "constraint_kind", "FNLT")
    act.tx.set(row.id, "constraint_at", moment_text(wanted))
    return f"{row.ref} finish by {_day(chart, wanted)}"


def _set_start(act: Step, id: str, day: date | None) -> None:
    act.tx.set(id, "start", day.isoformat() if day else None)
    act.tx.set(id, "constraint_kind", None)
    act.tx.set(id, "constraint_at", None)


def _stretch(act: Step, chart: Chart, row: Row, steps: int) -> str:
    if row.summary:
        raise Refused(f"{row.ref} is as long as its tasks make it")
    if row.state == "done":
        raise Refused(f"{row.ref} is done: its length is what happened")
    task = chart.task(row)
    day = 1440 if task.elapsed else chart.day_minutes
    minutes = round(task.duration / 10)
    size = day if minutes > day or (minutes == day and steps > 0) else 60
    length = (
        max(0, -(-minutes // size) * size if steps < 0 and minutes % size else minutes // size * size) + steps * size
    )
    if length <= 0 and not (row.type == "milestone" and length == 0):
        raise Refused(f"{row.ref} takes {length_words(chart, task)}; it cannot be shorter")
    whole = length % (day // 2) == 0
    unit = ("e" if task.elapsed else "") + ("d" if whole else "h")
    amount = Duration(length / (day if whole else 60), unit)
    set_length(act, row.id, Estimate(None, amount.amount, None, amount.unit))
    was = "guessed" if task.guessed else length_words(chart, task)
    return f"{row.ref} takes {show_duration(amount)}, it was {was}"


def length_words(chart: Chart, task: Task, minutes: float | None = None) -> str:
    """A task's length as people type it: `3d`, `4h`, `2ed`; of a summary, by `minutes`."""
    length = task.duration / 10 if minutes is None else minutes
    day = 1440 if task.elapsed else chart.day_minutes
    mark = "e" if task.elapsed else ""
    if length % (day / 2) == 0:
        return show_duration(Duration(length / day, f"{mark}d"))
    return show_duration(Duration(round(length / 60 if length < day else length / day, 1), mark + "hd"[length >= day]))


def constraint_words(chart: Chart, task: Task) -> str:
    """A task's constraint as people say it: `finish by Fri 4 Dec`."""
    at = f" {_day(chart, task.constraint_at)}" if task.constraint_at else ""
    return CONSTRAINTS[task.constraint] + at


def _reason(chart: Chart, row: Row) -> str:
    """What holds a task where it is, in a few words."""
    from pmtui.actions.reasons import first_reason

    return first_reason(chart, row)


def _moved(chart: Chart, at: datetime, days: int) -> datetime:
    """The same time of day so many working days further."""
    step = timedelta(1 if days > 0 else -1)
    day, left = at.date(), abs(days)
    while left:
        day += step
        left -= chart.day_shifts(day)
    return datetime.combine(day, at.time())


def _day(chart: Chart, at: datetime) -> str:
    return show_date(at.date(), chart.today)
