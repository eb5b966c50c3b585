"""Where an item goes: projects and columns by the names people say, and ranks within a column."""

from typing import NamedTuple

from pmtui.actions.step import Step
from pmtui.errors import Refused, Usage
from pmtui.model.rank import between
from pmtui.model.words import COLUMN_CATEGORIES
from pmtui.store import lookup, naming
from pmtui.store.plan import Plan


class Place(NamedTuple):
    """A project's and a column's id."""

    project: str
    column: str


def default_project(plan: Plan) -> str:
    """The id of the first project that is not archived; Refused where the plan has none."""
    projects = lookup.open_projects(plan)
    if not projects:
        raise Refused('the plan has no project yet; `pmtui init --key ORD --name "Order portal"` adds one')
    return projects[0]


def project_named(plan: Plan, word: str) -> str:
    """The id of a project by key or name, upper or lower case."""
    said = word.casefold()
    rows = naming.projects(plan)
    for id, key, name in rows:
        if said in (key.casefold(), (name or "").casefold()):
            return id
    keys = ", ".join(key for _, key, _ in rows) or "none"
    raise Usage(f"there is no project {word}; there is {keys}")


def column_named(plan: Plan, project: str, word: str | None) -> str:
    """The id of a project's column by name, by the beginning of its name, or by category; None is the first one."""
    rows = naming.columns(plan, project)
    if not rows:
        raise Refused("this project has no columns; `pmtui column add Doing --category active` makes one")
    if word is None:
        return rows[0][0]
    said = word.casefold()
    by_name = [id for id, name, *_ in rows if name.casefold() == said]
    by_category = [id for id, _, category, _ in rows if category == said]
    by_beginning = [id for id, name, *_ in rows if name.casefold().startswith(said)]
    for hits in (by_name, by_category, by_beginning):
        if hits:
            return hits[0]
    raise Usage(f"there is no column {word}; there is {', '.join(name for _, name, *_ in rows)}")


def column_of_category(plan: Plan, project: str, category: str) -> str:
    """The id of a project's first column of a category; Refused with the way out where there is none."""
    assert category in COLUMN_CATEGORIES
    found = next((id for id, _, kind, _ in naming.columns(plan, project) if kind == category), None)
    if found is None:
        name = {"done": "Done", "active": "Doing"}.get(category, category.capitalize())
        raise Refused(f"this board has no {category} column; `pmtui column add {name} --category {category}` makes one")
    return found


def enter(act: Step, column: str) -> str:
    """Let one more card into a column, and return the column's name: a hard WIP limit refuses, a soft one warns."""
    name = str(lookup.column_name(act.plan, column))
    limit, hard = lookup.column_limit(act.plan, column)
    if limit is None:
        return name
    act.tx.settle()
    count = lookup.open_in_column(act.plan, column)
    if count >= limit:
        if hard:
            raise Refused(f"{name} holds {count} of at most {limit}; finish something there first")
        told = f"{name} is over its limit: "
        act.outcome.warnings = [line for line in act.outcome.warnings if not line.startswith(told)]
        act.outcome.warnings.append(f"{told}{count + 1} of {limit}")
    return name


def end_of(act: Step, column: str) -> str:
    """A rank below every card of a column, those written in this step included."""
    last = act.ends.get(column) or lookup.last_rank(act.plan, column)
    act.ends[column] = between(last, None)
    return act.ends[column]
