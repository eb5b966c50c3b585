"""What people call things: keys, names, codes, labels and numbers as they stand in the plan.

Rows are plain tuples: `pmtui add` reads several of them, and every record type costs it start-up time.
"""

from pmtui.store.plan import Plan


def people(plan: Plan) -> list[tuple[str, str, str | None, str | None, str | None]]:
    """Everybody's id, code, name, e-mail and git e-mail, in the order of joining."""
    return plan.rows("SELECT id, code, name, email, git_email FROM person ORDER BY id")


def aliases(plan: Plan) -> list[tuple[str, str]]:
    """Further names people go by: a person's id and the name, oldest first."""
    return plan.rows("SELECT person_id, value FROM alias ORDER BY id")


def projects(plan: Plan) -> list[tuple[str, str, str | None]]:
    """Id, key and name of all projects, archived ones too, in their order."""
    return plan.rows("SELECT id, key, name FROM project ORDER BY rank, id")


def key_taken(plan: Plan, key: str, besides: str | None = None) -> bool:
    """Whether a project, other than the one with the id `besides`, has this key (in upper case)."""
    return bool(plan.one("SELECT 1 FROM project WHERE upper(key) = ? AND id IS NOT ?", (key, besides)))


def columns(plan: Plan, project: str) -> list[tuple[str, str, str, str | None]]:
    """Id, name, category and rank of a project's columns, without archived ones, in board order."""
    return plan.rows(
        "SELECT id, name, category, rank FROM board_column WHERE project_id = ? AND coalesce(archived, 0) = 0 "
        "ORDER BY rank, id",
        (project,),
    )


def column_taken(plan: Plan, project: str, name: str, besides: str | None = None) -> bool:
    """Whether a column of the project, other than the one with the id `besides`, has this name and is not archived."""
    said = name.casefold()
    return any(other.casefold() == said and id != besides for id, other, *_ in columns(plan, project))


def labels(plan: Plan) -> list[str]:
    """All labels as they are spelled, in the order in which they were made."""
    return [name for (name,) in plan.rows("SELECT name FROM label ORDER BY id")]


def label_spelled(plan: Plan, name: str) -> str | None:
    """How a label is spelled that may be said in upper or lower case; None where it is new."""
    said = name.casefold()
    return next((known for known in labels(plan) if known.casefold() == said), None)


def sprint_named(plan: Plan, name: str, project: str | None = None) -> str | None:
    """The id of the newest sprint of that name, or whose last word it is; one of the project (id) comes first."""
    said = name.casefold()
    rows = plan.rows("SELECT id, name FROM sprint ORDER BY project_id IS NOT ?, id DESC", (project,))
    known = [(id, (other or "").casefold()) for id, other in rows]
    whole = [id for id, other in known if other == said]
    return next(iter(whole or [id for id, other in known if other.split()[-1:] == [said]]), None)


def sprints(plan: Plan, project: str) -> dict[str, str]:
    """A project's sprints: ids by name."""
    return dict(plan.rows("SELECT name, id FROM sprint WHERE project_id = ?", (project,)))


def ref(plan: Plan, item: str) -> str:
    """An item as people say it: `42`, or `42b`."""
    number, suffix = plan.one("SELECT number, suffix FROM item WHERE id = ?", (item,))
    return f"{number}{suffix}"


def first_number(plan: Plan, item: str) -> int:
    """The number an item was made with, as the log has it: known before the item's row is written."""
    return int(plan.one("SELECT json_extract(new, '$.number') FROM change WHERE id = ? AND field = '*'", (item,))[0])


def highest_number(plan: Plan) -> int:
    """The highest number of any item; 1 where there is none."""
    return int(plan.one("SELECT coalesce(max(number), 1) FROM item")[0])


def suffixed(plan: Plan) -> list[str]:
    """The ids of the items, not deleted, whose number an older item has too, by number."""
    rows = plan.rows("SELECT id FROM item WHERE suffix <> '' AND NOT deleted ORDER BY number, suffix")
    return [id for (id,) in rows]
