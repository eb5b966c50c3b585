"""Import references: which entity a foreign id became, and links that wait for items a later import may bring."""

from pmtui.store.plan import Plan


def known(plan: Plan, system: str, site: str | None = None) -> list[tuple[str, str, str, str | None]]:
    """What a system's imports brought: the reference's id, the entity's, the foreign id, what was given (JSON).

    `site` is one of the system's, None all of them.
    """
    return plan.rows(
        "SELECT id, entity_id, ext_id, given FROM import_ref WHERE system = ?1 AND (?2 IS NULL OR site = ?2)",
        (system, site),
    )


def waiting(plan: Plan, system: str) -> list[tuple[str, str, str, int, str]]:
    """Links whose other end has not come yet: own id, item, kind, 1 if they start at the item, the other's foreign id.

    The kind `parent` is no link: the foreign item will be the item's parent.
    """
    return plan.rows("SELECT id, item_id, kind, forward, ext_id FROM pending_link WHERE system = ?", (system,))
