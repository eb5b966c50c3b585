"""The things around the items: projects, columns, people; each with list, add, set and remove."""

import argparse
from typing import TYPE_CHECKING, Any

from pmtui.cli.call import Call
from pmtui.cli.output import safe, table
from pmtui.errors import Usage

if TYPE_CHECKING:
    from pmtui.store.plan import Plan

VERBS = ("list", "add", "set", "remove")


def verb_options(parser: argparse.ArgumentParser, verbs: tuple[str, ...], words: str) -> None:
    """A verb and its words; without a verb, the list."""
    parser.add_argument("verb", nargs="?", choices=verbs, default="list", metavar="|".join(verbs))
    parser.add_argument("words", nargs="*", metavar=words)
    parser.add_argument("--json", action="store_true", help="the list as an array")


def assignments(words: list[str]) -> tuple[list[str], dict[str, str]]:
    """Plain words, and those of the form field=value."""
    pairs = [word.partition("=") for word in words if "=" in word]
    return [word for word in words if "=" not in word], {field.strip(): value for field, _, value in pairs}


def exactly(words: list[str], form: str, low: int = 1, high: int = 1) -> list[str]:
    """The words, if there are as many as the form takes; Usage showing the form."""
    if not low <= len(words) <= high:
        raise Usage(f"the form is `pmtui {form}`")
    return words


def some(values: dict[str, str], form: str) -> dict[str, str]:
    """The assignments, of which there must be one; Usage showing the form."""
    if not values:
        raise Usage(f"the form is `pmtui {form}`")
    return values


def options_project(parser: argparse.ArgumentParser) -> None:
    """The words of `project`."""
    from pmtui.actions.projects import FIELDS, TEMPLATES

    verb_options(parser, VERBS, "WORD")
    parser.add_argument(
        "--template", default="kanban", choices=list(TEMPLATES), metavar="TEMPLATE", help=", ".join(TEMPLATES)
    )
    parser.epilog = (
        f"Fields: {', '.join(FIELDS)}. Removing a project archives it.\n\n"
        "  pmtui project add OPS Operations --template scrum\n"
        "  pmtui project set ORD goal='First paid order' timezone=Europe/Berlin\n  pmtui project remove OPS"
    )


def run_project(call: Call) -> int:
    """List, add, change and archive projects."""
    from pmtui.actions import projects

    words, values = assignments(call.options.words)
    verb = call.options.verb
    if verb == "list":
        exactly(words, "project list", 0, 0)
        with call.reading() as plan:
            _list_projects(call, plan)
        return 0
    with call.writing() as plan:
        if verb == "add":
            key, *name = exactly(words, "project add KEY NAME", 1, 20)
            outcome = projects.add(plan, key, " ".join(name) or key.upper(), call.options.template)
        elif verb == "set":
            form = "project set KEY field=value..."
            outcome = projects.change(plan, exactly(words, form)[0], some(values, form))
        else:
            outcome = projects.archive(plan, exactly(words, "project remove KEY")[0])
        call.tell(outcome)
    return 0


def _list_projects(call: Call, plan: "Plan") -> None:
    from pmtui.store.read import projects

    found = list(projects(plan).values())
    if call.options.json:
        names = ("key", "name", "description", "goal", "start", "finish", "timezone", "method")
        call.out.json(
            [{**{name: getattr(one, name) for name in names}, "archived": bool(one.archived)} for one in found]
        )
        return
    rows = [
        (
            one.key,
            safe(one.name or ""),
            safe(one.goal or ""),
            one.start or "",
            one.finish or "",
            "archived" if one.archived else "",
        )
        for one in found
    ]
    call.out.lines(table(call.out, rows, 2))


def options_column(parser: argparse.ArgumentParser) -> None:
    """The words of `column`."""
    from pmtui.actions.columns import FIELDS
    from pmtui.model.words import COLUMN_CATEGORIES

    verb_options(parser, VERBS, "WORD")
    parser.add_argument("--category", choices=COLUMN_CATEGORIES, metavar="CATEGORY", help=", ".join(COLUMN_CATEGORIES))
    parser.add_argument("--to", metavar="COLUMN", help="where the cards of a removed column go")
    parser.epilog = (
        f"Fields: {', '.join(FIELDS)}. Of the project said by --project, else the first.\n\n"
        "  pmtui column add Test --category active wip=3\n  pmtui column set Test place=4 hard=yes\n"
        "  pmtui column remove Test --to Review"
    )


def run_column(call: Call) -> int:
    """List, add, change and remove columns of a project."""
    from pmtui.actions import columns
    from pmtui.actions.places import default_project

    words, values = assignments(call.options.words)
    verb = call.options.verb
    if verb == "list":
        exactly(words, "column list", 0, 0)
        with call.reading() as plan:
            _list_columns(call, plan)
        return 0
    with call.writing() as plan:
        project = call.project(plan) or default_project(plan)
        if verb == "add":
            name = " ".join(exactly(words, "column add NAME [--category CATEGORY] [field=value...]", 1, 20))
            outcome = columns.add(plan, project, name, call.options.category, values)
        elif verb == "set":
            form = "column set NAME field=value..."
            name = " ".join(exactly(words, form, 1, 20))
            outcome = columns.change(plan, project, name, some(values, form))
        else:
            name = " ".join(exactly(words, "column remove NAME [--to COLUMN]", 1, 20))
            outcome = columns.remove(plan, project, name, call.options.to)
        call.tell(outcome)
    return 0


def _list_columns(call: Call, plan: "Plan") -> None:
    """The columns in board order, of the project that is said, else of all."""
    from pmtui.store.read import columns, projects

    known = projects(plan)
    found = [one for one in columns(plan, call.project(plan)).values() if not one.archived and one.project_id in known]
    found.sort(key=lambda one: list(known).index(one.project_id))
    if call.options.json:
        call.out.json(
            [
                {
                    "project": known[one.project_id].key, "name": one.name, "category": one.category,
                    "wip_limit": one.wip_limit, "wip_hard": bool(one.wip_hard),
                    "starts_clock": _flag(one.starts_clock), "stops_clock": _flag(one.stops_clock),
                    "policy": one.policy,
                }
                for one in found
            ]
        )  # fmt: skip
        return
    rows = [
        (
            known[one.project_id].key, safe(one.name), one.category,
            f"at most {one.wip_limit}{', hard' if one.wip_hard else ''}" if one.wip_limit is not None else "",
            safe(one.policy or ""),
        )
        for one in found
    ]  # fmt: skip
    call.out.lines(table(call.out, rows, 4))


def options_person(parser: argparse.ArgumentParser) -> None:
    """The words of `person`."""
    from pmtui.actions.people import FIELDS

    verb_options(parser, (*VERBS, "load"), "WORD")
    parser.add_argument("--weeks", type=int, metavar="N", help="with load: how many weeks, this one included")
    parser.epilog = (
        f"Fields: {', '.join(FIELDS)}, and alias, which adds one more name. Nobody is removed, the history needs\n"
        "their names: they become inactive. load tells what share of each week's hours is booked (. below 50 %,\n"
        "- below 80, = up to 100, # more), and marks with ! what cannot be done in time however it is arranged.\n\n"
        '  pmtui person add gus "Gus Meyer" email=gus@example.org\n'
        "  pmtui person set gus alias=gmeyer hours_per_day=4\n  pmtui person remove gus\n"
        "  pmtui person load @gus --weeks 8"
    )


def run_person(call: Call) -> int:
    """List, add, change and retire people."""
    from pmtui.actions import people

    words, values = assignments(call.options.words)
    verb = call.options.verb
    if call.options.weeks is not None and verb != "load":
        raise Usage("--weeks belongs to `pmtui person load`")
    if verb == "load":
        from pmtui.cli.workload import show

        with call.current() as plan:
            show(call, plan, exactly(words, "person load [@WHO] [--weeks N]", 0, 1))
        return 0
    if verb == "list":
        exactly(words, "person list", 0, 0)
        with call.reading() as plan:
            _list_people(call, plan)
        return 0
    with call.writing() as plan:
        if verb == "add":
            code, *name = exactly(words, "person add CODE NAME [email=...]", 1, 20)
            wrong = [field for field in values if field not in ("email", "git_email", "role")]
            if wrong:
                raise Usage(
                    f"a new person takes email, git_email and role, not {wrong[0]}; `pmtui person set` sets the rest"
                )
            outcome = people.add(
                plan, code, " ".join(name) or None, **{field: safe(value) for field, value in values.items()}
            )
        elif verb == "set":
            form = "person set CODE field=value..."
            outcome = people.change(plan, exactly(words, form)[0], some(values, form))
        else:
            outcome = people.retire(plan, exactly(words, "person remove CODE")[0])
        call.tell(outcome)
    return 0


def _list_people(call: Call, plan: "Plan") -> None:
    from pmtui.store.read import people

    found = list(people(plan).values())
    if call.options.json:
        call.out.json([_person(one) for one in found])
        return
    rows = [
        (
            one.code,
            safe(one.name or ""),
            safe(one.email or ""),
            safe(", ".join(one.aliases)),
            "inactive" if one.inactive else "",
        )
        for one in found
    ]
    call.out.lines(table(call.out, rows, 3))


def _person(one: Any) -> dict[str, Any]:
    names = ("code", "name", "email", "git_email", "kind", "aliases")
    return {**{name: getattr(one, name) for name in names}, "inactive": bool(one.inactive)}


def _flag(value: bool | None) -> bool | None:
    """A flag of three states as true, false or null, however the file stores it."""
    return None if value is None else bool(value)
