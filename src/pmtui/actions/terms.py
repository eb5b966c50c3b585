"""The terms a project is planned by, as people type them: its end or start, its hours, what it risks things by."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from pmtui.errors import Refused, Usage
from pmtui.store import tasks

if TYPE_CHECKING:
    from pmtui.actions.step import Step

_NOTHING = ("", "none", "-")


def check_terms(act: "Step", project: str) -> None:
    """Refuse terms that contradict each other."""
    act.tx.settle()
    said = tasks.terms(act.plan, project)
    if said.from_finish and not said.finish:
        raise Refused("a schedule made from its finish needs one: `pmtui project set KEY finish=... from=finish`")
    if said.start and said.finish and said.finish < said.start:
        raise Refused(f"the project would finish on {said.finish}, before its start on {said.start}")


def _from(act: "Step", project: str, text: str) -> None:
    word = text.casefold()
    if word not in ("start", "finish", *_NOTHING):
        raise Usage(f"a schedule is made from its start or from its finish, not from {text!r}")
    act.tx.set(project, "from_finish", 1 if word == "finish" else None)


def _calendar(act: "Step", project: str, text: str) -> None:
    from pmtui.actions.working_time import project_calendar

    act.tx.set(project, "calendar_id", None if text.casefold() in _NOTHING else project_calendar(act, text))


def _day(act: "Step", project: str, text: str) -> None:
    """The times of day that a date alone means, where something starts or finishes on it."""
    from pmtui.model.hours import parse_hours

    hours = parse_hours(text) if text else ()
    if not hours:
        begin = end = None
    else:
        begin, end = (f"{at // 60:02d}:{at % 60:02d}" for at in (hours[0][0], min(hours[-1][1], 1439)))
    act.tx.set(project, "day_start", begin)
    act.tx.set(project, "day_finish", end)


def _critical_slack(act: "Step", project: str, text: str) -> None:
    """Stored in days of the project."""
    from pmtui.model.durations import parse_duration

    if text.casefold() in _NOTHING:
        act.tx.set(project, "critical_slack", None)
        return
    day = tasks.terms(act.plan, project).minutes_per_day or 480
    act.tx.set(project, "critical_slack", round(parse_duration(text).minutes(day / 60) / day, 6))


def _contingency(act: "Step", project: str, text: str) -> None:
    """What is set aside for what may happen, in the project's currency."""
    from pmtui.model.money import parse_money

    act.tx.set(project, "contingency", None if text.casefold() in _NOTHING else parse_money(text))


def _currency(act: "Step", project: str, text: str) -> None:
    from pmtui.model.text import clean_line

    act.tx.set(project, "currency", None if text.casefold() in _NOTHING else clean_line(text, 12))


def _scales(act: "Step", project: str, text: str) -> None:
    """The definitions risks are scored by: `pmbok` for its steps that are not even, or a text of their own."""
    from pmtui.model.riskwords import SCALES
    from pmtui.planning.risk import parse_scales, show_scales

    word = text.casefold()
    if word in _NOTHING:
        act.tx.set(project, "risk_scales", None)
    elif word in ("pmbok", "nonlinear"):
        act.tx.set(project, "risk_scales", show_scales(SCALES._replace(nonlinear=True)))
    else:
        act.tx.set(project, "risk_scales", show_scales(parse_scales(text)))


def _categories(act: "Step", project: str, text: str) -> None:
    """The risk breakdown, its entries separated by semicolons: `Technical / data; External / supplier`."""
    import json

    from pmtui.model.text import clean_line

    names = [clean_line(part, 100) for part in text.split(";") if part.strip()]
    said = None if text.casefold() in _NOTHING else json.dumps(names, ensure_ascii=False)
    act.tx.set(project, "risk_categories", said)


def _threshold(name: str) -> "Callable[[Step, str, str], None]":
    """From where on an area of the project turns amber or red in a review."""

    def change(act: "Step", project: str, text: str) -> None:
        from pmtui.actions.thresholds import set_threshold

        set_threshold(act, project, name, text)

    return change


THRESHOLDS = ("milestone_tolerance", "scope_growth", "risk_score", "severe_bugs", "load", "silent_days")


def _focus(act: "Step", project: str, text: str) -> None:
    """The share of the working hours that sprint work gets, for sprints that have none of their own."""
    from pmtui.actions.sprints import parse_focus
    from pmtui.actions.thresholds import keep

    keep(act, project, "focus", None if text.casefold() in _NOTHING else parse_focus(text))


TERMS: "dict[str, Callable[[Step, str, str], None]]" = {
    "from": _from,
    "calendar": _calendar,
    "day": _day,
    "critical_slack": _critical_slack,
    "contingency": _contingency,
    "currency": _currency,
    "risk_scales": _scales,
    "risk_categories": _categories,
    **{name: _threshold(name) for name in THRESHOLDS},
    "focus": _focus,
}
"""Field by field, what a text does to a project."""
