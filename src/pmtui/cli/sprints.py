"""`pmtui sprint`: list, add, set and remove sprints, take items in, start and end one, tell what came of it."""

import argparse
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pmtui.cli.around import assignments, exactly, some
from pmtui.cli.call import Call
from pmtui.cli.output import safe, table
from pmtui.cli.schedule import project_meant
from pmtui.errors import Usage
from pmtui.model.text import Unreadable

if TYPE_CHECKING:
    from pmtui.actions.sprint_course import Review
    from pmtui.cli.shapes import Shapes
    from pmtui.store.plan import Plan
    from pmtui.store.sprints import FrozenItem, Sprint

VERBS = ("list", "show", "add", "set", "remove", "pull", "out", "plan", "refine", "start", "end")
EPILOG = """\
A sprint is planned, then active, then ended. Starting it freezes what it commits to, ending it what came of it:
velocity and say/do never change afterwards. A sprint is meant by its name or by its last word, 15 for Sprint 15;
without one, start takes the next that is planned, end and show the one that is on.

  pmtui sprint add "Sprint 15" 30 nov..11 dec goal="Refunds"
  pmtui sprint pull 42 53 --to 15             into the next planned sprint, if no other is said
  pmtui sprint plan                           backlog, forecast, capacity, what speaks against it
  pmtui sprint refine                         what is not ready for a sprint, and why
  pmtui sprint start 15
  pmtui sprint end                            open items go on in the next planned sprint
  pmtui sprint end --backlog                  or back to the backlog; --keep leaves them
  pmtui sprint set 15 focus=70% finish="14 dec\""""


def options_sprint(parser: argparse.ArgumentParser) -> None:
    """The words of `sprint`."""
    parser.add_argument("verb", nargs="?", choices=VERBS, default="list", metavar="|".join(VERBS))
    parser.add_argument(
        "words", nargs="*", metavar="WORD", help="the sprint; days and field=value; items for pull, out"
    )
    parser.add_argument("--to", metavar="NAME", help="with pull and end: into which sprint")
    parser.add_argument("--keep", action="store_true", help="with end: leave open items in the sprint")
    parser.add_argument("--backlog", action="store_true", help="with end: put open items back to the backlog")
    parser.add_argument("--json", action="store_true", help="what list, show, plan, refine and end tell, as JSON")
    parser.epilog = EPILOG


def run_sprint(call: Call) -> int:
    """List, show, add, change, remove, fill, plan, start or end sprints."""
    options = call.options
    if options.to and options.verb not in ("pull", "end"):
        raise Usage("--to belongs to `pmtui sprint pull` and `pmtui sprint end`")
    if (options.keep or options.backlog) and options.verb != "end":
        raise Usage("--keep and --backlog belong to `pmtui sprint end`")
    if sum(map(bool, (options.keep, options.backlog, options.to))) > 1:
        raise Usage("--to, --keep and --backlog are three ways; choose one")
    if options.verb in ("list", "show"):
        with call.current() as plan:
            (_list if options.verb == "list" else _show)(call, plan)
    elif options.verb in ("plan", "refine"):
        from pmtui.cli.sprint_plan import show_plan, show_queue

        with call.current() as plan:
            (show_plan if options.verb == "plan" else show_queue)(call, plan)
    else:
        with call.writing() as plan:
            {"pull": _pull, "out": _pull, "start": _start, "end": _end}.get(options.verb, _change)(call, plan)
    return 0


def sprint_meant(call: Call, plan: "Plan", words: Sequence[str], state: str) -> "Sprint":
    """The sprint that is said, else the first in a state; Usage where there is none."""
    from pmtui.actions.sprints import active, next_planned, sprint_named

    project = project_meant(call, plan)
    if words:
        return sprint_named(plan, project, " ".join(words))
    found = active(plan, project) if state == "active" else next_planned(plan, project)
    if found is None:
        way = "`pmtui sprint start` starts one" if state == "active" else "`pmtui sprint add` plans one"
        raise Usage(f"no sprint is {state}; {way}")
    return found


def _change(call: Call, plan: "Plan") -> None:
    """Add, set, remove."""
    from pmtui.actions import sprints

    words, values = assignments(call.options.words)
    project = project_meant(call, plan)
    if call.options.verb == "add":
        name, first, last = _name_and_days(call, plan, words)
        wrong = next((field for field in values if field not in ("goal", "focus")), None)
        if wrong:
            raise Usage(f"a new sprint takes goal and focus, not {safe(wrong)}; its days are written 30 nov..11 dec")
        call.tell(sprints.add(plan, project, name, first, last, **values))
        return
    form = "sprint set NAME field=value..." if call.options.verb == "set" else "sprint remove NAME"
    sprint = sprints.sprint_named(plan, project, " ".join(exactly(words, form, 1, 20)))
    if call.options.verb == "set":
        call.tell(sprints.change(plan, sprint, some(values, form)))
    else:
        call.tell(sprints.remove(plan, sprint))


def _name_and_days(call: Call, plan: "Plan", words: list[str]) -> tuple[str, date | None, date | None]:
    """A name and, behind it, days such as `30 nov..11 dec`.

    A name of several words is one argument; where it is not, as few words before the dots as make a day are the day.
    """
    from pmtui.model.dates import parse_date

    begin, dots, end = " ".join(words).partition("..")
    if not dots:
        return begin, None, None
    today, settings = call.today(plan), call.settings
    quoted = words[0] if " " in words[0].strip() and ".." not in words[0] else ""
    said = begin.removeprefix(quoted).split()
    wrong: Exception = Usage('the days of a sprint are written like `pmtui sprint add "Sprint 15" 30 nov..11 dec`')
    for count in range(len(said) if quoted else 1, len(said) + 1):
        try:
            first = parse_date(
                " ".join(said[-count:]), today, week_start=settings.week_start, day_first=settings.day_first
            )
        except Unreadable as error:
            wrong = error
            continue
        last = parse_date(end, first, week_start=settings.week_start, day_first=settings.day_first)
        return quoted or " ".join(said[:-count]), first, last
    raise wrong


def _pull(call: Call, plan: "Plan") -> None:
    """Take items into a sprint, or out of theirs."""
    from pmtui.actions import sprints

    ids = call.ids(plan, call.options.words)
    if call.options.verb == "out":
        call.tell(sprints.put_back(plan, ids))
        return
    project = project_meant(call, plan)
    if call.options.to:
        target: Sprint | None = sprints.sprint_named(plan, project, call.options.to)
    else:
        target = sprints.next_planned(plan, project) or sprints.active(plan, project)
    if target is None:
        raise Usage("no sprint is planned; `pmtui sprint add` plans one")
    call.tell(sprints.pull(plan, ids, target))


def _start(call: Call, plan: "Plan") -> None:
    from pmtui.actions.sprint_course import start

    words, values = assignments(call.options.words)
    if values:
        raise Usage("`pmtui sprint set NAME field=value` changes a sprint before it starts")
    call.tell(start(plan, sprint_meant(call, plan, words, "planned")))


def _end(call: Call, plan: "Plan") -> None:
    """End a sprint and print what came of it."""
    from pmtui.actions.sprint_course import end, review
    from pmtui.actions.sprints import sprint_named
    from pmtui.store.sprints import sprint as read_sprint

    options = call.options
    sprint = sprint_meant(call, plan, options.words, "active")
    target = sprint_named(plan, sprint.project_id, options.to) if options.to else None
    outcome = end(plan, sprint, target, open_items="keep" if options.keep else "backlog" if options.backlog else "roll")
    _print(call, plan, review(plan, read_sprint(plan, sprint.id)))
    call.tell(outcome)


def _show(call: Call, plan: "Plan") -> None:
    from pmtui.actions.sprint_course import review

    _print(call, plan, review(plan, sprint_meant(call, plan, call.options.words, "active")))


def _print(call: Call, plan: "Plan", found: "Review") -> None:
    from pmtui.cli.shapes import Shapes

    shapes = Shapes(plan)
    if call.options.json:
        call.out.json(document(found, shapes))
    else:
        call.out.lines(page(call, plan, found))


def page(call: Call, plan: "Plan", found: "Review") -> list[str]:
    """What came of a sprint: its line, its figures, what was done, left open, added and removed."""
    from pmtui.actions.sprint_course import amount

    sprint, today, made = found.sprint, call.today(plan), found.result
    lines = [call.out.paint(f"{safe(sprint.name)}  {days_words(sprint, today)}  {sprint.state}".rstrip(), "bold")]
    if sprint.goal:
        lines.append(f"Goal: {safe(sprint.goal)}")
    if sprint.state == "planned":
        parts = [("Planned", found.items)]
    else:
        told = (
            f"{amount(len(made.done), made.points_done)} done of {amount(len(made.committed), made.points)} committed"
        )
        lines.append(told + (f", say/do {made.say_do * 100:.0f} %" if made.say_do is not None else ""))
        still = "Carried over" if sprint.state == "ended" else "Open"
        parts = [("Done", found.done), (still, found.open), ("Removed", found.of("removed"))]
    for heading, items in parts:
        if items:
            lines += ["", call.out.paint(heading, "bold"), *table(call.out, [_row(one) for one in items], 2)]
    return lines if any(items for _, items in parts) else [*lines, "nothing is in it yet"]


def _row(one: "FrozenItem") -> tuple[str, ...]:
    grown = one.part == "committed" and one.points_committed != one.points
    was = f"{_points(one.points_committed) or '-'} at the start" if grown else ""
    return (
        f"  {one.ref}",
        _points(one.points),
        safe(one.title),
        one.owner or "",
        "added" if one.part == "added" else was,
    )


def _points(value: float | None) -> str:
    return "" if value is None else f"{value:g}pt"


def document(found: "Review", shapes: "Shapes") -> dict[str, Any]:
    """The same as JSON."""
    sprint, made = found.sprint, found.result
    return {
        **sprint_cells(sprint, shapes),
        "started_at": shapes.instant(found.begun, sprint.project_id),
        "ended_at": shapes.instant(found.at, sprint.project_id),
        "points_committed": made.points,
        "points_done": made.points_done,
        "say_do_percent": None if made.say_do is None else round(made.say_do * 100),
        "items": [
            {
                "number": _number(one.ref), "ref": one.ref, "title": one.title, "points": one.points,
                "owner": one.owner, "estimate_minutes": one.estimate, "state": one.state, "part": one.part,
                "points_committed": one.points_committed,
            }
            for one in found.items
        ],
    }  # fmt: skip


def _number(ref: str) -> int:
    from pmtui.model.words import parse_ref

    return parse_ref(ref).number


def sprint_cells(sprint: "Sprint", shapes: "Shapes") -> dict[str, Any]:
    """A sprint as JSON."""
    return {
        "project": shapes.projects[sprint.project_id].key, "name": sprint.name, "state": sprint.state,
        "goal": sprint.goal, "start": sprint.start, "finish": sprint.finish, "focus": sprint.focus,
    }  # fmt: skip


def days_words(sprint: "Sprint", today: date) -> str:
    """Its first and last day, where it has them."""
    from pmtui.actions.sprints import days_of, span_words

    return span_words(*days_of(sprint), today) if sprint.start and sprint.finish else ""


def _list(call: Call, plan: "Plan") -> None:
    """The sprints of the project that is meant, with what is in them; ended ones with their velocity."""
    from pmtui.actions.sprint_course import amount, result_of
    from pmtui.cli.shapes import Shapes
    from pmtui.store import sprints as stored

    exactly(call.options.words, "sprint list", 0, 0)
    project, shapes, today = project_meant(call, plan), Shapes(plan), call.today(plan)
    found, counts = stored.sprints(plan, [project]), stored.counts(plan, project)
    ends = {id: result_of(one, 0) for id, one in stored.frozen(plan, stored.END, [one.id for one in found]).items()}
    rows, documents = [], []
    for sprint in found:
        items, points, done, points_done = counts.get(sprint.id, (0, 0, 0, 0))
        told = f"{amount(done, points_done)} done of {amount(items, points)}" if done else amount(items, points)
        said = None
        if sprint.id in ends:
            made = ends[sprint.id]
            items, points, done, points_done = len(made.committed), made.points, len(made.done), made.points_done
            said = None if made.say_do is None else round(made.say_do * 100)
            told = f"{amount(done, points_done)} done" + (f", say/do {said} %" if said is not None else "")
        rows.append(
            (
                safe(sprint.name),
                sprint.state,
                days_words(sprint, today),
                told if items or done else "",
                safe(sprint.goal or ""),
            )
        )
        documents.append(
            {
                **sprint_cells(sprint, shapes), "items": items, "points": points, "done": done,
                "points_done": points_done, "say_do_percent": said,
            }
        )  # fmt: skip
    if call.options.json:
        call.out.json(documents)
    else:
        call.out.lines(table(call.out, rows, 4) or ['no sprint yet; `pmtui sprint add "Sprint 1"` plans one'])
