"""`pmtui person load`: everybody's weeks against the hours they have, and what does not fit into them."""

from typing import TYPE_CHECKING, Any

from pmtui.cli.call import Call
from pmtui.cli.output import safe, table
from pmtui.errors import Usage

if TYPE_CHECKING:
    from datetime import date

    from pmtui.actions.scheduling import Row
    from pmtui.actions.workload import Excess, PersonLoad, Week
    from pmtui.store.plan import Plan

MOST_WEEKS = 52
NAMED = 5
"""Items that a line names before the rest is only counted."""


def show(call: Call, plan: "Plan", words: list[str]) -> None:
    """Print the load of everybody, or of one person."""
    from pmtui.actions.people import known_as
    from pmtui.actions.workload import WEEKS, workload

    settings = call.settings
    weeks = WEEKS if call.options.weeks is None else call.options.weeks
    if not 1 <= weeks <= MOST_WEEKS:
        raise Usage(f"--weeks is a number of weeks, 1 to {MOST_WEEKS}")
    who = known_as(plan, words[0], call.person(plan)) if words else None
    if words and who is None:
        raise Usage(f"nobody is called {safe(words[0])}; `pmtui person` lists everybody")
    found = workload(plan, weeks, week_start=settings.week_start, usual=settings.hours_per_day)
    found = [one for one in found if who in (None, one.person.id)]
    if call.options.json:
        call.out.json([_document(one) for one in found])
    elif found:
        call.out.lines(_page(call, found, call.today(plan)))


def _page(call: Call, found: "list[PersonLoad]", today: "date") -> list[str]:
    from pmtui.model.dates import show_date

    begins = [show_date(week.first, today)[4:] for week in found[0].weeks]
    rows = [("", *begins)]
    rows += [(f"@{safe(one.person.code)}", *map(_cell, one.weeks)) for one in found]
    lines = table(call.out, rows, 0)
    said = [line for one in found for line in _notes(one, today)]
    return [*lines, *([""] if said else []), *map(call.out.fitted, said)]


def _cell(week: "Week") -> str:
    return f"{week.sign} {week.words}"


def _notes(one: "PersonLoad", today: "date") -> list[str]:
    """What does not fit, and what is not counted."""
    code = f"@{safe(one.person.code)}"
    lines = [f"{code}  {_excess(excess, today)}" for excess in one.widest]
    for rows, why in ((one.unestimated, "without an estimate"), (one.undated, "without a date")):
        if rows:
            lines.append(f"{code}  {len(rows)} not counted, {why}: {_named(rows)}")
    return lines


def _excess(one: "Excess", today: "date") -> str:
    from pmtui.actions.workload import hours_words
    from pmtui.model.dates import show_date

    span = show_date(one.first, today) + (f" to {show_date(one.last, today)}" if one.last != one.first else "")
    return f"{hours_words(one.hours)} too much, {span}: {_named(one.items)}"


def _named(rows: "list[Row] | tuple[Row, ...]") -> str:
    more = len(rows) - NAMED
    return " ".join([*(row.ref for row in rows[:NAMED]), *([f"and {more} more"] if more > 0 else [])])


def _document(one: "PersonLoad") -> dict[str, Any]:
    return {
        "person": one.person.code,
        "name": one.person.name,
        "weeks": [
            {
                "first": week.first.isoformat(), "last": week.last.isoformat(),
                "capacity_hours": round(week.capacity, 2), "booked_hours": round(week.booked, 2),
                "over_hours": round(week.over, 2), "percent": week.percent,
                "items": [row.number for row in week.items],
            }
            for week in one.weeks
        ],
        "overloads": [
            {
                "first": excess.first.isoformat(), "last": excess.last.isoformat(), "hours": round(excess.hours, 2),
                "items": [row.number for row in excess.items],
            }
            for excess in one.excesses
        ],
        "unestimated": [row.number for row in one.unestimated],
        "undated": [row.number for row in one.undated],
    }  # fmt: skip
