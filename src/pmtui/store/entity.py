"""What the plan holds of one entity, cell by cell: what an import compares with before it writes."""

from typing import Any

from pmtui.store.plan import Plan
from pmtui.store.schema import KINDS, RISK

_FIELDS = (*KINDS["item"][1], *RISK)
_CELLS = (
    f"SELECT {', '.join(f'i.{name}' for name in KINDS['item'][1])}, {', '.join(f'r.{name}' for name in RISK)} "
    "FROM item i LEFT JOIN risk r ON r.id = i.id WHERE i.id = ?"
)


def is_known(plan: Plan, id: str) -> bool:
    """Whether the log knows an entity, deleted or not."""
    return plan.one("SELECT 1 FROM change WHERE id = ? LIMIT 1", (id,)) is not None


def is_deleted(plan: Plan, id: str) -> bool:
    """Whether an entity has been deleted and not been brought back."""
    row = plan.one("SELECT new FROM change WHERE id = ? AND field = 'deleted' ORDER BY hlc DESC LIMIT 1", (id,))
    return bool(row and row[0])


def last_write(plan: Plan, id: str, field: str) -> tuple[Any, str] | None:
    """The value last given to a field after the entity was made, and that transaction's cause; None where none was."""
    row: tuple[Any, str] | None = plan.one(
        "SELECT c.new, t.cause FROM change c JOIN txn t ON t.id = c.txn AND t.s = c.s WHERE c.id = ? AND c.field = ? "
        "ORDER BY c.hlc DESC LIMIT 1",
        (id, field),
    )
    return row


def cells_of(plan: Plan, kind: str, id: str) -> dict[str, Any]:
    """The fields of an entity of any kind; none where it is deleted or unknown."""
    table, fields = KINDS[kind]
    row = plan.one(f"SELECT {', '.join(fields)} FROM {table} WHERE id = ?", (id,))
    return dict(zip(fields, row, strict=True)) if row else {}


def item_cells(plan: Plan, item: str) -> dict[str, Any]:
    """An item's fields by the names the log has for them; own fields are `custom:NAME`."""
    found = dict(zip(_FIELDS, plan.one(_CELLS, (item,)), strict=True))
    for name, value in plan.rows("SELECT name, value FROM custom WHERE item_id = ?", (item,)):
        found[f"custom:{name}"] = value
    return found
