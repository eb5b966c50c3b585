"""Why a task has its date, what would bring it forward, and what differs between two schedules, in words.

Pieces of a line are (words, role), the role being one of text, dim, strong, warn, alarm and ok.
"""

from pmtui.actions.scheduling import Chart, Row
from pmtui.model.dates import show_date
from pmtui.model.text import cut
from pmtui.planning.compare import Difference
from pmtui.planning.compare import Link as PlanLink
from pmtui.planning.sooner import Change, Help
from pmtui.planning.why import Step, why, words
from pmtui.store.read import refs

Pieces = list[tuple[str, str]]
_TITLE = 40


def reasons(chart: Chart, row: Row) -> list[tuple[Step, str]]:
    """The chain that drives a task, nearest first: each step and its words."""
    found = why(chart.prepared.network, chart.schedule, row.id)
    return [(one, words(one, lambda key: name(chart, key), chart.today)) for one in found]


def first_reason(chart: Chart, row: Row) -> str:
    """What drives a task, in a few words."""
    found = reasons(chart, row)
    return found[0][1] if found else "nothing drives it"


def name(chart: Chart, key: str) -> str:
    """A task's number, as the screens and the command line say it; what the plan never had goes by its key."""
    row = chart.row(key)
    return row.ref if row else refs(chart.maker.plan, [key]).get(key, (0, key, ""))[1]


def help_words(chart: Chart, help: Help, *, full: bool) -> Pieces:
    """One way to bring a task forward, and by how much; `full` says whether that is as much as was wanted."""
    said = " and ".join(change_words(chart, change) for change in help.changes)
    gain = days_words(chart, help.gain)
    return [(said, "text"), ("   ", "dim"), (f"{gain} sooner", "ok" if full else "warn")]


def change_words(chart: Chart, change: Change) -> str:
    """A change as advice: `shorten 42 by 1d`."""
    ref = name(chart, change.key)
    if change.kind == "shorten":
        return f"shorten {ref} by {days_words(chart, change.amount)}"
    if change.kind == "lag":
        return f"shorten the lag between {name(chart, change.other)} and {ref} by {days_words(chart, change.amount)}"
    if change.kind == "leveling":
        return f"shorten the leveling delay of {ref}"
    if change.kind == "constraint":
        return f"move the constraint of {ref} {days_words(chart, change.amount)} earlier"
    day = show_date(change.day, chart.today) if change.day else "a day off"
    return f"work on {day} ({ref})"


def difference_words(chart: Chart, one: Difference) -> Pieces:
    """A difference between two schedules: `42 Retry payments  finish Fri 27 Nov > Mon 30 Nov  +1d`."""
    state, today = one.state, chart.today
    line: Pieces = [(name(chart, one.key), "dim"), (f" {cut(state.title, _TITLE, '..')}  ", "text")]
    amount = days_words(chart, one.amount, signed=True)
    bad, good = ("alarm", "ok")
    if one.what == "added":
        return [*line, ("new, until ", "text"), (show_date(state.finish.date(), today), "strong")]
    if one.what == "removed":
        return [*line, ("gone", "alarm")]
    assert one.before is not None
    assert one.after is not None
    if one.what == "moved":
        if one.amount:
            dates = f"{show_date(one.before.finish.date(), today)} > {show_date(one.after.finish.date(), today)}"
            return [*line, (f"finish {dates}  ", "text"), (amount, bad if one.amount > 0 else good)]
        dates = f"{show_date(one.before.start.date(), today)} > {show_date(one.after.start.date(), today)}"
        slip = days_words(chart, one.start_slip, signed=True)
        return [*line, (f"start {dates}  ", "text"), (slip, bad if one.start_slip > 0 else good)]
    if one.what == "re-linked":
        return [*line, ("re-linked  ", "text"), (links_words(chart, one), "dim")]
    if one.what in ("longer", "shorter", "cut"):
        said = {"longer": "longer", "shorter": "shorter", "cut": "cut without progress"}[one.what]
        return [
            *line,
            (f"{said}  ", "warn" if one.what == "cut" else "text"),
            (amount, bad if one.amount > 0 else good),
        ]
    if one.what in ("newly critical", "no longer critical"):
        return [*line, (one.what, "warn" if one.what == "newly critical" else good)]
    return [*line, (f"{one.what}  ", "text"), (amount, "dim")]


def days_words(chart: Chart, tenths: int, *, signed: bool = False) -> str:
    """Working time in days with a decimal where there is one."""
    days = round(tenths / 10 / chart.day_minutes, 1)
    text = f"{days:+.1f}" if signed else f"{days:.1f}"
    return text.removesuffix(".0") + "d"


def links_words(chart: Chart, one: Difference) -> str:
    """How a task was re-linked: `after 51 +2d, no longer after 42`."""
    said = [f"after {_link(chart, link)}" for link in one.came]
    said += [f"no longer after {_link(chart, link)}" for link in one.went]
    said += [f"{_link(chart, old)} > {_link(chart, new)}" for old, new in one.lags]
    return ", ".join(said)


def _link(chart: Chart, link: PlanLink) -> str:
    lag = ""
    if link.lag:
        percent = "percent" in link.unit
        elapsed = "e" if "elapsed" in link.unit else ""
        lag = f"{link.lag:+g}{elapsed}%" if percent else days_words(chart, round(link.lag), signed=True)
    return f"{name(chart, link.before)}{'' if link.kind == 'FS' and not lag else ' ' + link.kind}{lag}"
