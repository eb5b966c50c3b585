"""`pmtui calendar`: working weeks, days off, recurring days, public holidays, and who works by which calendar."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from pmtui.cli.around import exactly
from pmtui.cli.call import Call, typed
from pmtui.cli.output import safe, table
from pmtui.errors import Usage
from pmtui.model.text import Unreadable

if TYPE_CHECKING:
    from pmtui.actions.step import Outcome
    from pmtui.planning.calendars import Calendar
    from pmtui.store.plan import Plan

FORMS = {
    "list": "list [NAME]",
    "add": "add NAME [--base NAME]",
    "set": "set NAME DAYS=HOURS...",
    "off": "off NAME DAY[..DAY] [HOLIDAY]",
    "on": "on NAME DAY[..DAY] HOURS",
    "every": "every NAME yearly|monthly|weekly DAYS HOURS|off [HOLIDAY]",
    "holidays": "holidays NAME REGION [YEAR[-YEAR]]",
    "remove": "remove NAME [DAY]",
    "use": "use NAME|none [@PERSON]",
}
_YEARS = 3
"""Holidays are taken over for this year and the next ones, so many in all, unless years are said."""


def options_calendar(parser: argparse.ArgumentParser) -> None:
    """The words of `calendar`."""
    parser.add_argument("verb", nargs="?", choices=list(FORMS), default="list", metavar="|".join(FORMS))
    parser.add_argument("words", nargs="*", metavar="WORD", help="as below; a name of several words is put in quotes")
    parser.add_argument("--base", metavar="NAME", help="the calendar that a new one follows where it says nothing")
    parser.add_argument("--json", action="store_true", help="the calendars as an array")
    parser.epilog = (
        "".join(f"  pmtui calendar {form}\n" for form in FORMS.values())
        + "\nThe first calendar is Standard, 8 to 12 and 13 to 17 from Monday to Friday, by which projects work\n"
        "unless told otherwise. HOURS are 8:00-12:00,13:00-17:00 or off, in set also base; a day that differs\n"
        "beats its week. `remove NAME DAY` makes the day an ordinary one again; a stretch of days, or what recurs,\n"
        "goes as a whole.\n\n"
        "  pmtui calendar set Standard fri=8:00-12:00 sat,sun=off\n"
        "  pmtui calendar off Standard 24 dec..1 jan Christmas break\n"
        "  pmtui calendar on Standard 12 dec 9:00-13:00\n"
        "  pmtui calendar every Standard yearly 25 dec off Christmas\n"
        "  pmtui calendar every Team monthly last fri 8:00-12:00\n"
        "  pmtui calendar holidays Standard DE-BY 2026-2028\n"
        "  pmtui calendar add Nights --base Standard\n"
        "  pmtui calendar use Nights @gus"
    )


def run_calendar(call: Call) -> int:
    """List and change working calendars."""
    verb = call.options.verb
    words = [typed(word.strip()) for word in call.options.words]
    if call.options.base and verb != "add":
        raise Usage("--base belongs to `pmtui calendar add NAME`")
    if verb == "list":
        with call.current() as plan:
            _list(call, plan, words)
        return 0
    with call.writing() as plan:
        call.tell(_CHANGES[verb](call, plan, exactly(words, f"calendar {FORMS[verb]}", 1, 60)))
    return 0


def _add(call: Call, plan: "Plan", words: list[str]) -> "Outcome":
    from pmtui.actions.working_time import add

    return add(plan, " ".join(words), call.options.base)


def _set(call: Call, plan: "Plan", words: list[str]) -> "Outcome":
    from pmtui.actions.working_time import set_week
    from pmtui.model.hours import parse_hours, parse_weekdays

    name, *pairs = words
    if not pairs or not all("=" in pair for pair in pairs):
        raise Usage(f"the form is `pmtui calendar {FORMS['set']}`, as in mon-fri=8:00-12:00,13:00-17:00 sat=off")
    days = []
    for pair in pairs:
        said, _, hours = pair.partition("=")
        days.append((parse_weekdays(said), None if hours.strip().casefold() == "base" else parse_hours(hours)))
    return set_week(plan, name, days)


def _off(call: Call, plan: "Plan", words: list[str]) -> "Outcome":
    from pmtui.actions.working_time import except_days

    (first, last), rest = days_said(call, plan, words[1:], f"calendar {FORMS['off']}")
    return except_days(plan, words[0], first, last, (), " ".join(rest))


def _on(call: Call, plan: "Plan", words: list[str]) -> "Outcome":
    from pmtui.actions.working_time import except_days
    from pmtui.model.hours import parse_hours

    (first, last), rest = days_said(call, plan, words[1:], f"calendar {FORMS['on']}")
    hours = parse_hours(" ".join(rest)) if rest else ()
    if not hours:
        raise Usage(f"say the hours: `pmtui calendar {FORMS['on']}`, such as 9:00-13:00")
    return except_days(plan, words[0], first, last, hours)


def _every(call: Call, plan: "Plan", words: list[str]) -> "Outcome":
    from pmtui.actions.working_time import recur
    from pmtui.model.hours import parse_hours
    from pmtui.model.recurring import parse_recurring

    for place in range(2, len(words)):
        try:
            hours = parse_hours(words[place])
        except Unreadable:
            continue
        return recur(plan, words[0], parse_recurring(" ".join(words[1:place])), hours, " ".join(words[place + 1 :]))
    if len(words) > 1:
        parse_recurring(" ".join(words[1:]))
    raise Usage(f"say the hours, or off: `pmtui calendar {FORMS['every']}`")


def _holidays(call: Call, plan: "Plan", words: list[str]) -> "Outcome":
    from pmtui.actions.working_time import take_holidays

    name, region, *years = exactly(words, f"calendar {FORMS['holidays']}", 2, 3)
    if years:
        first, dash, last = years[0].partition("-")
        if not (first.isdecimal() and (last.isdecimal() or not dash)):
            raise Usage(f"{years[0]} is no year; write 2026 or 2026-2028")
        span = range(int(first), int(last or first) + 1)
    else:
        span = range(call.today(plan).year, call.today(plan).year + _YEARS)
    if not 1 <= len(span) <= 30 or not 1900 <= span[0] < 2050:
        raise Usage(f"{years[0]} are no years to plan for; at most 30 of them, from 1900 to 2049")
    return take_holidays(plan, name, region, span)


def _remove(call: Call, plan: "Plan", words: list[str]) -> "Outcome":
    from pmtui.actions.working_time import remove, remove_day

    if len(words) == 1:
        return remove(plan, words[0])
    (first, last), rest = days_said(call, plan, words[1:], f"calendar {FORMS['remove']}")
    if rest or first != last:
        raise Usage("one day at a time, without its name; what falls on it goes as a whole")
    return remove_day(plan, words[0], first)


def _use(call: Call, plan: "Plan", words: list[str]) -> "Outcome":
    from pmtui.actions.working_time import use
    from pmtui.cli.schedule import project_meant

    name, *who = exactly(words, f"calendar {FORMS['use']}", 1, 2)
    if who and not who[0].startswith("@"):
        raise Usage(f"a person is written @{who[0]}; a project is said by --project")
    chosen = None if name.casefold() == "none" else name
    return use(plan, chosen, person=who[0]) if who else use(plan, chosen, project=project_meant(call, plan))


_CHANGES: "dict[str, Callable[[Call, Plan, list[str]], Outcome]]" = {
    "add": _add, "set": _set, "off": _off, "on": _on, "every": _every, "holidays": _holidays, "remove": _remove,
    "use": _use,
}  # fmt: skip


def days_said(call: Call, plan: "Plan", words: list[str], form: str) -> tuple[tuple[date, date], list[str]]:
    """The days that the first words mean, `24 dec` or `24 dec..1 jan`, as many words as make sense; and the rest.

    Usage with the command's form where there are no words, Unreadable where they are no days.
    """
    from pmtui.model.dates import parse_date

    if not words:
        raise Usage(f"the form is `pmtui {form}`")
    today, settings, wrong = call.today(plan), call.settings, None
    for count in range(min(len(words), 8), 0, -1):
        first, dots, last = " ".join(words[:count]).partition("..")
        try:
            begin = parse_date(first, today, week_start=settings.week_start, day_first=settings.day_first)
            end = (
                parse_date(last, begin, week_start=settings.week_start, day_first=settings.day_first) if dots else begin
            )
        except Unreadable as error:
            wrong = error
            continue
        return (begin, end), words[count:]
    assert wrong is not None
    raise wrong


def _list(call: Call, plan: "Plan", words: list[str]) -> None:
    from pmtui.actions.calendars import calendars
    from pmtui.actions.networks import STANDARD
    from pmtui.planning.calendars import Calendar
    from pmtui.store.calendars import users_by_calendar

    known = calendars(plan)
    users = users_by_calendar(plan)
    if None in users:
        known = {STANDARD: Calendar(STANDARD), **known}
        users[STANDARD] = users.pop(None)
    if words:
        name = " ".join(words).casefold()
        known = {id: one for id, one in known.items() if one.name.casefold() == name}
        if not known:
            raise Usage(f"there is no calendar {safe(' '.join(words))}; `pmtui calendar` lists them")
    if call.options.json:
        call.out.json([_document(one, users.get(id, [])) for id, one in known.items()])
        return
    rows = [
        (
            safe(one.name),
            f"based on {safe(one.base.name)}" if one.base else "",
            week_words(one),
            safe(", ".join(users.get(id, []))),
        )
        for id, one in known.items()
    ]
    call.out.lines(table(call.out, rows, 2))
    if words:
        from pmtui.actions.working_time import said

        today = call.today(plan)
        found = sorted((one for calendar in known.values() for one in calendar.exceptions), key=lambda one: one.first)
        call.out.lines(f"  {safe(said(one, today))}" for one in found)


def week_words(calendar: "Calendar") -> str:
    """A calendar's own week: `mon-fri 08:00-12:00,13:00-17:00; sat,sun off`, without the days its base decides."""
    from pmtui.model.hours import show_hours, show_weekdays

    days: dict[str, list[int]] = {}
    for place, shifts in enumerate(calendar.week):
        if shifts is not None:
            days.setdefault(show_hours(shifts), []).append(place)
    return "; ".join(f"{show_weekdays(places)} {hours}" for hours, places in days.items())


def _document(calendar: "Calendar", users: list[str]) -> dict[str, Any]:
    """A calendar as JSON; a day of the week that the base decides is null."""
    from pmtui.model.daynames import WEEKDAYS
    from pmtui.model.hours import show_hours
    from pmtui.model.recurring import show_recurring

    return {
        "name": calendar.name,
        "base": calendar.base.name if calendar.base else None,
        "week": {
            day.casefold(): None if hours is None else show_hours(hours)
            for day, hours in zip(WEEKDAYS, calendar.week, strict=True)
        },
        "exceptions": [
            {
                "name": one.name or None, "first": one.first.isoformat(), "last": one.last.isoformat(),
                "hours": show_hours(one.shifts),
                "recurring": None
                if one.recurrence == "daily" and one.every == 1
                else show_recurring(one.recurrence, one.weekdays, one.day, one.month, one.nth, one.every),
            }
            for one in calendar.exceptions
        ],
        "used_by": users,
    }  # fmt: skip
