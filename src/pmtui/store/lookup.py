"""Single facts about items, columns and projects, by id: what a rule asks before it changes something.

`pmtui add` pays for this module, so it makes no records; whole ones are read by `read`.
"""

from collections.abc import Sequence

from pmtui.store.plan import Plan


def project_of(plan: Plan, item: str) -> str:
    """The id of an item's project."""
    return str(_fact(plan, "project_id", item))


def column_of(plan: Plan, item: str) -> str | None:
    """The id of the column an item is in."""
    return _fact(plan, "column_id", item)


def category_of(plan: Plan, item: str) -> str | None:
    """The category of the column an item is in."""
    row = plan.one("SELECT c.category FROM item i JOIN board_column c ON c.id = i.column_id WHERE i.id = ?", (item,))
    return row[0] if row else None


def owner_of(plan: Plan, item: str) -> str | None:
    """The id of an item's owner."""
    return _fact(plan, "owner_id", item)


def rank_of(plan: Plan, item: str) -> str | None:
    """An item's rank within its column."""
    return _fact(plan, "rank", item)


def parent_of(plan: Plan, item: str) -> str | None:
    """The id of an item's parent; None also where there is no such item."""
    row = plan.one("SELECT parent_id FROM item WHERE id = ?", (item,))
    return row[0] if row else None


def is_archived(plan: Plan, item: str) -> bool:
    """Whether an item has been put away."""
    return bool(plan.one("SELECT archived FROM item WHERE id = ?", (item,))[0])


def assignments(plan: Plan, item: str) -> dict[str, str]:
    """Those who work on an item beside its owner: the assignments' ids by person."""
    return dict(plan.rows("SELECT person_id, id FROM assignee WHERE item_id = ? AND role = 'R'", (item,)))


def estimate_of(plan: Plan, item: str) -> tuple[float, str] | None:
    """An item's likely length and its unit; None where it has none."""
    row = plan.one("SELECT estimate_m, estimate_unit FROM item WHERE id = ?", (item,))
    return row if row and row[0] is not None and row[1] is not None else None


def assigned_work(plan: Plan, item: str) -> list[tuple[str, float | None]]:
    """The assignments of an item that say how much or when: id, and minutes of work."""
    return plan.rows(
        "SELECT id, work FROM assignee WHERE item_id = ? AND (work IS NOT NULL OR start IS NOT NULL) ORDER BY id",
        (item,),
    )


def project_cell(plan: Plan, project: str, field: str) -> object:
    """One field of a project, by its name in the schema."""
    assert field.isidentifier()
    row = plan.one(f"SELECT {field} FROM project WHERE id = ?", (project,))
    return row[0] if row else None


def done_columns(plan: Plan, projects: Sequence[str]) -> set[str]:
    """The ids of the columns of these projects that mean done."""
    marks = ", ".join("?" * len(projects))
    sql = f"SELECT id FROM board_column WHERE category = 'done' AND project_id IN ({marks})"
    return {id for (id,) in plan.rows(sql, list(projects))}


def labels_of(plan: Plan, item: str) -> list[tuple[str, str]]:
    """An item's labels: the id of each labelling, and the label."""
    return plan.rows("SELECT id, name FROM item_label WHERE item_id = ?", (item,))


def has_label(plan: Plan, item: str, label: str) -> bool:
    """Whether an item has a label, upper or lower case."""
    return any(name.casefold() == label.casefold() for _, name in labels_of(plan, item))


def open_checks(plan: Plan, item: str) -> list[str]:
    """The texts of an item's open checks, by rank."""
    rows = plan.rows("SELECT text FROM check_item WHERE item_id = ? AND state = 'open' ORDER BY rank", (item,))
    return [text for (text,) in rows]


def column_name(plan: Plan, column: str | None) -> str | None:
    """A column's name; None where there is no such column."""
    row = plan.one("SELECT name FROM board_column WHERE id = ?", (column,))
    return row[0] if row else None


def column_limit(plan: Plan, column: str) -> tuple[int | None, bool]:
    """A column's WIP limit in cards, if it has one, and whether it is a hard one."""
    limit, hard = plan.one("SELECT wip_limit, wip_hard FROM board_column WHERE id = ?", (column,))
    return limit, bool(hard)


def project_of_column(plan: Plan, column: str) -> str:
    """The id of a column's project."""
    return str(plan.one("SELECT project_id FROM board_column WHERE id = ?", (column,))[0])


def columns_by_project(plan: Plan, columns: Sequence[str]) -> dict[str, str]:
    """Which of these columns (ids) belongs to which project, by the project's id."""
    marks = ", ".join("?" * len(columns))
    return dict(plan.rows(f"SELECT project_id, id FROM board_column WHERE id IN ({marks})", columns))


def items_in_column(plan: Plan, column: str) -> list[str]:
    """The ids of all items in a column that are not deleted, archived and dropped ones too."""
    return [id for (id,) in plan.rows("SELECT id FROM item WHERE column_id = ? AND NOT deleted", (column,))]


def open_in_column(plan: Plan, column: str) -> int:
    """How many items count against a column's WIP limit: open, not archived."""
    row = plan.one(
        "SELECT count(*) FROM item WHERE column_id = ? AND NOT deleted AND state = 'open' "
        "AND coalesce(archived, 0) = 0",
        (column,),
    )
    return int(row[0])


def last_rank(plan: Plan, column: str) -> str | None:
    """The rank of the lowest item of a column; None where it is empty."""
    row: tuple[str | None] = plan.one("SELECT max(rank) FROM item WHERE column_id = ?", (column,))
    return row[0]


def rank_behind(plan: Plan, column: str, rank: str) -> str | None:
    """The rank of the item that stands behind this rank in a column; None where none does."""
    row: tuple[str | None] = plan.one("SELECT min(rank) FROM item WHERE column_id = ? AND rank > ?", (column, rank))
    return row[0]


def open_projects(plan: Plan) -> list[str]:
    """The ids of the projects that are not archived, in their order."""
    return [id for (id,) in plan.rows("SELECT id FROM project WHERE coalesce(archived, 0) = 0 ORDER BY rank, id")]


def empty_projects(plan: Plan) -> list[str]:
    """The ids of the projects, not archived, that hold no item; deleted ones do not count."""
    rows = plan.rows(
        "SELECT p.id FROM project p WHERE coalesce(p.archived, 0) = 0 "
        "AND NOT EXISTS (SELECT 1 FROM item i WHERE i.project_id = p.id AND NOT i.deleted)"
    )
    return [id for (id,) in rows]


def last_project_rank(plan: Plan) -> str | None:
    """The rank of the last project; None where there is none."""
    row: tuple[str | None] = plan.one("SELECT max(rank) FROM project")
    return row[0]


def key_of(plan: Plan, project: str) -> str | None:
    """A project's key; None where there is no such project."""
    row = plan.one("SELECT key FROM project WHERE id = ?", (project,))
    return row[0] if row else None


def timezone_of(plan: Plan, project: str | None = None) -> str | None:
    """The name of a project's time zone, or of the first project's; None where none is set."""
    row = plan.one("SELECT timezone FROM project WHERE ?1 IS NULL OR id = ?1 ORDER BY rank, id", (project,))
    return row[0] if row else None


def _fact(plan: Plan, field: str, item: str) -> str | None:
    row: tuple[str | None] = plan.one(f"SELECT {field} FROM item WHERE id = ?", (item,))
    return row[0]
