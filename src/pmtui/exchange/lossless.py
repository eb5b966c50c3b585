"""pmtui's own JSON: the whole log, so that a plan survives the way there and back without loss."""

import json
from typing import Any

from pmtui.exchange.report import ENTITIES, Report
from pmtui.model.text import Unreadable
from pmtui.store import naming
from pmtui.store.dump import dump, load
from pmtui.store.log import Transaction
from pmtui.store.plan import Plan

FORMAT = "pmtui-plan"
VERSION = 1


def text_of(plan: Plan) -> str:
    """The plan as a JSON document: a head, then one change a line, so that two exports can be compared line by line."""
    whole = dump(plan)
    parts = [f'{{"format": "{FORMAT}", "version": {VERSION}, "file": {json.dumps(whole["file"])}']
    for name in ("sessions", "transactions", "changes"):
        rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in whole[name])
        parts.append(f'"{name}": [\n{rows}\n]')
    return ",\n".join(parts) + "}\n"


def bring(plan: Plan, tx: Transaction, data: bytes, dry_run: bool) -> Report:
    """Add what a document holds to a plan: a union of the two logs. Unreadable where it is not what it says it is."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"this is not whole JSON: {error}") from None
    sessions, transactions, changes = _checked(document)
    report = Report("pmtui-json", f"this looks like a plan exported by pmtui, {len(changes)} changes", dry_run)
    kinds: dict[str, str] = {row[0]: json.loads(row[6]).get("entity", "") for row in changes if row[4] == "*"}
    _, created = load(tx, sessions, transactions, changes)
    touched = {row[0] for row in changes}
    fresh = set(tx.changed)
    for id in touched:
        kind = kinds.get(id, "")
        if kind in ENTITIES:
            report.read[kind] += 1
            where = report.created if id in created else report.updated if id in fresh else report.unchanged
            where[kind] += 1
    report.project = ", ".join(key for _, key, _ in naming.projects(plan))
    return report


def _checked(document: Any) -> tuple[list[Any], list[Any], list[Any]]:
    """The three tables, every row of the right shape and every reference inside the document."""
    from pydantic import TypeAdapter, ValidationError

    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise Unreadable("this is not a plan exported by pmtui")
    version = document.get("version")
    if not isinstance(version, int):
        raise Unreadable("this does not say which version of pmtui's format it is")
    if version > VERSION:
        raise Unreadable("this was exported by a newer pmtui; please upgrade")
    value = str | int | float | None
    shapes: dict[str, Any] = {
        "sessions": list[tuple[str, str | None, str | None, str | None]],
        "transactions": list[tuple[int, str, int, str | None, str, str | None]],
        "changes": list[tuple[str, int, str, int, str, value, value, str | None]],
    }
    tables = []
    for name, shape in shapes.items():
        try:
            tables.append([list(row) for row in TypeAdapter(shape).validate_python(document.get(name), strict=False)])
        except ValidationError as error:
            first = error.errors()[0]
            raise Unreadable(f"{name}, row {first['loc'][0] if first['loc'] else '?'}: {first['msg']}") from None
    uids = {row[0] for row in tables[0]}
    steps = {(row[0], row[1]) for row in tables[1]}
    for id, hlc, uid, txn, field, _, new, _ in tables[2]:
        if uid not in uids or (txn, uid) not in steps:
            raise Unreadable(f"the change {id} at {hlc} belongs to no transaction of the document")
        if not 0 < hlc < 1 << 62:
            raise Unreadable(f"the change {id} has an impossible clock {hlc}")
        if field == "*":
            try:
                if not isinstance(json.loads(new), dict):
                    raise ValueError("no object")
            except (TypeError, ValueError, RecursionError):
                raise Unreadable(f"the creation of {id} is not readable") from None
    return tables[0], tables[1], tables[2]
