"""`pmtui leave`: the days and half days that people are off, with list, add, set and remove."""

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from pmtui.cli.around import VERBS, assignments, exactly, some, verb_options
from pmtui.cli.calendars import days_said
from pmtui.cli.call import Call, typed
from pmtui.cli.output import safe, say, table
from pmtui.errors import Usage

if TYPE_CHECKING:
    from pmtui.actions.capacity import Team
    from pmtui.actions.step import Outcome
    from pmtui.store.leave import Leave
    from pmtui.store.plan import Plan

ADD = "leave add @WHO DAY[..DAY] [am|pm] [NOTE]"
SET = "leave set NUMBER field=value..."
REMOVE = "leave remove NUMBER...|@WHO DAY"
FIELDS = ("first", "last", "part", "note")
_PARTS = {"am": "am", "morning": "am", "pm": "pm", "afternoon": "pm"}
_WHOLE = ("", "day", "whole", "none")
"""Words for a part that mean all of the day."""


def options_leave(parser: argparse.ArgumentParser) -> None:
    """The words of `leave`."""
    verb_options(parser, VERBS, "WORD")
    parser.add_argument("--all", action="store_true", help="with list: what is over, too")
    parser.epilog = (
        f"  pmtui {ADD}\n  pmtui {SET}\n  pmtui {REMOVE}\n\n"
        f"Fields: {', '.join(FIELDS)}; part is am, pm or day. am and pm are the halves of a working day, cut at its\n"
        "middle. NUMBER is what the list shows; a leave goes as a whole. Leave lessens capacity, moves the tasks of\n"
        "whoever takes it, and marks them away in the standup.\n\n"
        "  pmtui leave add @ben 1 dec..4 dec vacation\n"
        "  pmtui leave add gus 23.11 pm\n"
        "  pmtui leave list @ben --all\n"
        '  pmtui leave set 2 last="8 dec"\n'
        "  pmtui leave remove @ben 2 dec"
    )


def run_leave(call: Call) -> int:
    """List, enter, change and remove leave."""
    verb = call.options.verb
    words = [typed(word.strip()) for word in call.options.words]
    if call.options.all and verb != "list":
        raise Usage("--all belongs to `pmtui leave list`")
    if verb == "list":
        with call.current() as plan:
            _list(call, plan, exactly(words, "leave list [@WHO]", 0, 1))
        return 0
    with call.writing() as plan:
        call.tell({"add": _add, "set": _set, "remove": _remove}[verb](call, plan, words))
    return 0


def _add(call: Call, plan: "Plan", words: list[str]) -> "Outcome":
    from pmtui.actions.leave import add
    from pmtui.planning.leave import Absence

    who, *said = exactly(words, ADD, 2, 60)
    (first, last), rest = days_said(call, plan, " ".join(said).split(), ADD)
    part = _PARTS.get(rest[0].casefold()) if rest else None
    return add(plan, who, Absence(first, last, part), " ".join(rest[1:] if part else rest))


def _set(call: Call, plan: "Plan", words: list[str]) -> "Outcome":
    from pmtui.actions.capacity import absence_of
    from pmtui.actions.leave import change
    from pmtui.model.dates import parse_date

    plain, values = assignments(words)
    found = _numbered(plan, exactly(plain, SET))[0]
    days, note, today = absence_of(found), found.note, call.today(plan)
    for field, value in some(values, SET).items():
        if field in ("first", "last"):
            settings = call.settings
            day = parse_date(value, today, week_start=settings.week_start, day_first=settings.day_first)
            days = days._replace(first=day) if field == "first" else days._replace(last=day)
        elif field == "part":
            days = days._replace(part=_part(value))
        elif field == "note":
            note = value
        else:
            raise Usage(f"leave has no {safe(field)}; there are {', '.join(FIELDS)}")
    return change(plan, found.id, days, note)


def _part(value: str) -> str | None:
    word = value.strip().casefold()
    if word not in _PARTS and word not in _WHOLE:
        raise Usage(f"{safe(value)} is no part of a day; write am, pm or day")
    return _PARTS.get(word)


def _remove(call: Call, plan: "Plan", words: list[str]) -> "Outcome":
    from pmtui.actions.leave import remove
    from pmtui.store.leave import leaves

    exactly(words, REMOVE, 1, 60)
    if all(map(str.isdecimal, words)):
        return remove(plan, [one.id for one in _numbered(plan, words)])
    person = _meant(call, plan, words[0])
    (first, last), rest = days_said(call, plan, " ".join(words[1:]).split(), REMOVE)
    if rest or first != last:
        raise Usage("say one day of the leave, without its note; it goes as a whole")
    day = first.isoformat()
    found = [one.id for one in leaves(plan) if one.person_id == person and one.first <= day <= one.last]
    if not found:
        raise Usage(f"{safe(words[0])} has no leave on {day}; `pmtui leave list {safe(words[0])} --all` lists theirs")
    return remove(plan, found)


def _numbered(plan: "Plan", words: list[str]) -> "list[Leave]":
    """The leave that the list shows by these numbers; Usage where there is none."""
    from pmtui.store.leave import leaves

    known, found = leaves(plan), []
    for word in dict.fromkeys(words):
        if not (word.isdecimal() and 1 <= int(word) <= len(known)):
            raise Usage(f"there is no leave {safe(word)}; `pmtui leave list --all` shows the numbers")
        found.append(known[int(word) - 1])
    return found


def _meant(call: Call, plan: "Plan", word: str) -> str:
    """The id of the person that a word means; Usage where nobody is called so."""
    from pmtui.actions.people import known_as

    person = known_as(plan, word, call.person(plan))
    if person is None:
        raise Usage(f"nobody is called {safe(word)}; `pmtui person` lists everybody")
    return person


def _list(call: Call, plan: "Plan", words: list[str]) -> None:
    from pmtui.actions.capacity import Team, absence_of
    from pmtui.actions.leave import shown
    from pmtui.model.durations import show_number
    from pmtui.store.leave import leaves
    from pmtui.store.lookup import open_projects
    from pmtui.store.read import people

    today, who = call.today(plan), _meant(call, plan, words[0]) if words else None
    team = Team(plan, call.project(plan) or next(iter(open_projects(plan)), ""), call.settings.hours_per_day)
    names = people(plan)
    found = [
        (number, one)
        for number, one in enumerate(leaves(plan), 1)
        if one.person_id in names
        and (who is None or one.person_id == who)
        and (call.options.all or one.last >= today.isoformat())
    ]
    if call.options.json:
        call.out.json([_document(number, one, team, names) for number, one in found])
        return
    if not found:
        say("nobody is on leave from today on; `pmtui leave list --all` has what is over")
    rows = [
        (
            str(number), f"@{safe(names[one.person_id].code)}", shown(absence_of(one), today),
            f"{show_number(_days_off(team, one))}d", safe(one.note),
        )
        for number, one in found
    ]  # fmt: skip
    call.out.lines(table(call.out, rows, 4))


def _document(number: int, one: "Leave", team: "Team", names: dict[str, Any]) -> dict[str, Any]:
    person = names[one.person_id]
    return {
        "number": number, "person": person.code, "name": person.name, "first": one.first, "last": one.last,
        "part": one.part, "days": _days_off(team, one), "note": one.note or None,
    }  # fmt: skip


def _days_off(team: "Team", one: "Leave") -> float:
    """The working days that a leave takes, a half day as 0.5."""
    first, last = date.fromisoformat(one.first), date.fromisoformat(one.last)
    worked = sum(map(bool, team.shifts(one.person_id, first, last)))
    return worked if one.part is None else worked / 2
