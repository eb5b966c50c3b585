"""What the bottom says of the timeline's row: its dates, what drives them, and what hangs on it."""

from datetime import date, datetime

from pmtui.actions.scheduling import Chart, Row
from pmtui.actions.timing import constraint_words, length_words
from pmtui.model.dates import show_date
from pmtui.model.durations import Duration, show_lag, show_number
from pmtui.planning.variance import slip_days
from pmtui.tui.bottom import Line
from pmtui.tui.cards import short_name
from pmtui.tui.look import Look
from pmtui.tui.timelinewords import Headline

_GAP = ("   ", "dim")


def first_line(chart: Chart, row: Row, look: Look, number_width: int) -> Line:
    """Number, title, owner, and the facts of its dates by importance, each whole."""
    line: Line = [(row.ref.ljust(number_width) + "  ", "dim"), (row.title, "strong")]
    if row.owner is not None:
        line += [_GAP, (short_name(row.owner), f"person{row.owner.order}")]
    if row.state != "done" and chart.critical(row):
        line += [_GAP, (f"{look.glyph['critical']} critical", "warn")]
    if row.blocked:
        line += [_GAP, (f"{look.glyph['blocked']} blocked {row.blocked_days}d: {row.blocked}", "alarm")]
    percent = chart.percent(row)
    if percent:
        line += [_GAP, (f"{show_number(round(percent))} %", "text")]
    line += [_GAP, (_span(chart, row), "text")]
    if (late := _late(chart, row)) is not None:
        line += [_GAP, late]
    if not row.milestone:
        guess = ", guessed" if row.guessed else ""
        line += [_GAP, (f"takes {length_words(chart, chart.task(row), chart.duration(row))}{guess}", "dim")]
    return line


def more_lines(chart: Chart, row: Row, look: Look, number_width: int, reason: str) -> list[Line]:
    """What it comes after and before, then why it has its date."""
    indent = (" " * (number_width + 2), "dim")
    second: Line = [indent]
    after = [_named(chart, id, kind, lag, unit) for id, kind, lag, unit in row.links[:3]]
    if after:
        second += [("After  ", "dim"), (", ".join(after) + _more(len(row.links)), "text"), _GAP]
    slack = chart.total_slack(row)
    if row.state != "done":
        second += [("Slack  ", "dim"), (days_words(slack, chart.day_minutes), "warn" if slack <= 0 else "text"), _GAP]
    task = chart.task(row)
    if task.constraint not in ("ASAP",):
        second += [("Constraint  ", "dim"), (constraint_words(chart, task), "text"), _GAP]
    if task.manual:
        second += [("keeps its dates", "text"), _GAP]
    third: Line = [indent, ("Why  ", "dim"), (reason, "text")] if reason else [indent]
    return [second, third]


def days_words(minutes: int, day: int) -> str:
    """Working time in days, a decimal where there is one: `3d`, `-0.5d`."""
    return f"{show_number(round(minutes / day, 1))}d"


def _span(chart: Chart, row: Row) -> str:
    first, last = chart.start(row), chart.finish(row)
    if first.date() == last.date():
        return _day(last, chart.today)
    if (first.year, first.month) == (last.year, last.month) and first.year == chart.today.year:
        return f"{first:%a} {first.day} to {_day(last, chart.today)}"
    return f"{_day(first, chart.today)} to {_day(last, chart.today)}"


def _day(at: datetime, today: date) -> str:
    return show_date(at.date(), today)


def _late(chart: Chart, row: Row) -> tuple[str, str] | None:
    """How far its finish is from the baseline, in working days."""
    was = chart.baseline(row)
    if was is None:
        return None
    slip = slip_days(chart.maker.calendar, was[1].date(), chart.finish(row).date())
    if not slip:
        return ("as in the baseline", "dim")
    return (f"{abs(slip)}d {'after' if slip > 0 else 'before'} baseline", "alarm" if slip > 0 else "ok")


def _named(chart: Chart, id: str, kind: str, lag: float | None, unit: str | None) -> str:
    other = chart.row(id)
    after = show_lag(Duration(lag, unit)) if lag and unit else ""
    how = f" {kind}{after}" if kind != "FS" or after else ""
    return f"{other.ref} {other.title}{how}" if other else ""


def _more(count: int) -> str:
    return f" +{count - 3}" if count > 3 else ""


def headline(chart: Chart, narrowed: str) -> Headline:
    """What stands above the rows: the date that counts, how far it is from the baseline, what narrows the view.

    That is the last open milestone somebody promised by a due date, else the project's end.
    """
    goal = chart.goal
    finish = chart.finish(goal) if goal else chart.ended
    was = chart.baseline(goal) if goal else None
    before = was[1] if was else max((dates[1] for dates in chart.compared.values()), default=None)
    facts = []
    if before is not None and chart.rows:
        slip = slip_days(chart.maker.calendar, before.date(), finish.date())
        how = f"{abs(slip)}d {'after' if slip > 0 else 'before'}" if slip else "as in"
        facts.append(f"{how} baseline {chart.compared_with}")
    if narrowed:
        facts.append(narrowed)
    return Headline(goal.title if goal else "Finish", finish.date() if chart.rows else None, tuple(facts))
