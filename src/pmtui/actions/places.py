"""Where an item goes: projects and columns by the names people say, and ranks within a column."""

from typing import NamedTuple

from pmtui.actions.step import Step
from pmtui.errors import Refused, Usage
from pmtui.model.rank import between
from pmtui.model.words import COLUMN_CATEGORIES
from pmtui.store.plan import Plan


class Place(NamedTuple):
    """A project's and a column's id."""

    project: str
    column: str


def default_project(plan: Plan) -> str:
    """The id of the first project that is not archived; Refused where the plan has none."""
    row = plan.one("SELECT id FROM project WHERE coalesce(archived, 0) = 0 ORDER BY rank, id")
    if row is None:
        raise Refused('the plan has no project yet; `pmtui init --key ORD --name "Order portal"` adds one')
    return str(row[0])


def project_named(plan: Plan, word: str) -> str:
    """The id of a project by key or name, upper or lower case."""
    said = word.casefold()
    rows = plan.rows("SELECT id, key, name FROM project ORDER BY rank, id")
    for id, key, name in rows:
        if said in (key.casefold(), (name or "").casefold()):
            return str(id)
    keys = ", ".join(key for _, key, _ in rows) or "none"
    raise Usage(f"there is no project {word}; there is {keys}")


def column_named(plan: Plan, project: str, word: str | None) -> str:
    """The id of a project's column by name, by the beginning of its name, or by category; None is the first one."""
    rows = plan.rows(
        "SELECT id, name, category FROM board_column WHERE project_id = ? AND coalesce(archived, 0) = 0 ORDER "
        "BY rank, id",
        (project,),
    )
    if not rows:
        raise Refused("this project has no columns; `pmtui column add Doing --category active` makes one")
    if word is None:
        return str(rows[0][0])
    said = word.casefold()
    by_name = [id for id, name, _ in rows if name.casefold() == said]
    by_category = [id for id, _, category in rows if category == said]
    by_beginning = [id for id, name, _ in rows if name.casefold().startswith(said)]
    for hits in (by_name, by_category, by_beginning):
        if hits:
            return str(hits[0])
    raise Usage(f"there is no column {word}; there is {', '.join(name for _, name, _ in rows)}")


def column_of_category(plan: Plan, project: str, category: str) -> str:
    """The id of a project's first column of a category; Refused with the way out where there is none."""
    assert category in COLUMN_CATEGORIES
    row = plan.one(
        "SELECT id FROM board_column WHERE project_id = ? AND category = ? AND coalesce(archived, 0) = 0 ORDER "
        "BY rank, id",
        (project, category),
    )
    if row is None:
        name = {"done": "Done", "active": "Doing"}.get(category, category.capitalize())
        raise Refused(f"this board has no {category} column; `pmtui column add {name} --category {category}` makes one")
    return str(row[0])


def end_of(act: Step, column: str) -> str:
    """A rank below every card of a column, those written in this step included."""
    last = act.ends.get(column) or act.one("SELECT max(rank) FROM item WHERE column_id = ?", column)[0]
    act.ends[column] = between(last, None)
    return act.ends[column]
