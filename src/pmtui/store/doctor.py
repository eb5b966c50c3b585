"""The doctor: is the file whole, do the tables say what the log says, and making the tables anew."""

import sqlite3
from dataclasses import dataclass, field

from pmtui.store import linking
from pmtui.store.derive import derive_all
from pmtui.store.file import PlanConnection
from pmtui.store.plan import Plan
from pmtui.store.schema import INDEXES, LOG, VIEWS, derived_tables, statements


@dataclass(slots=True)
class Diagnosis:
    """What the doctor found. `damage` is in SQLite's words; `differing` counts, by table, rows the log disagrees on."""

    damage: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    differing: dict[str, int] = field(default_factory=dict)
    loops: list[list[str]] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    changes: int = 0
    items: int = 0

    @property
    def healthy(self) -> bool:
        """Whether nothing needs mending."""
        return not (self.damage or self.differing or self.missing or self.strange)


def examine(plan: Plan) -> Diagnosis:
    """Look at everything, change nothing."""
    found = Diagnosis()
    found.damage = [row[0] for row in plan.rows("PRAGMA integrity_check") if row[0] != "ok"]
    ours = statements()
    there = dict(plan.rows("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    found.strange = sorted(name for name, sql in there.items() if name not in ours and "migrations" not in name)
    found.strange += sorted(name for name, sql in there.items() if name in ours and sql != ours[name])
    found.missing = sorted(name for name in ours if name not in there)
    if not found.damage and not any(name in LOG for name in found.missing + found.strange):
        found.changes = plan.one("SELECT count(*) FROM change")[0]
        try:
            found.differing = _differences(plan.db, found.missing)
        except (sqlite3.Error, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            found.damage.append(f"the log does not read as it was written: {error}")
    if not found.damage and not found.differing and not found.missing:
        found.items = plan.one("SELECT count(*) FROM item WHERE NOT deleted")[0]
        found.repeated = [row[0] for row in plan.rows("SELECT number FROM item GROUP BY number HAVING count(*) > 1")]
        found.loops = parent_loops(plan)
    return found


def rebuild(db: PlanConnection) -> None:
    """Make every derived table, index and view anew from the log, in one transaction."""
    db.execute("BEGIN IMMEDIATE")
    try:
        for name in VIEWS:
            db.execute(f"DROP VIEW IF EXISTS {name}")
        for name, sql in derived_tables().items():
            db.execute(f"DROP TABLE IF EXISTS {name}")
            db.execute(sql)
        for name, sql in {**INDEXES, **VIEWS}.items():
            db.execute(f"DROP INDEX IF EXISTS {name}")
            db.execute(sql)
        derive_all(db)
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def parent_loops(plan: Plan) -> list[list[str]]:
    """Items that are their own ancestors, as two merged copies can make them: each loop as refs, youngest first."""
    parents = linking.parents(plan)
    names = {id: f"{number}{suffix}" for id, number, suffix in plan.rows("SELECT id, number, suffix FROM item")}
    loops, settled = [], set[str]()
    for start in parents:
        path: list[str] = []
        at: str | None = start
        while at is not None and at in parents and at not in settled and at not in path:
            path.append(at)
            at = parents[at]
        if at is not None and at in path:
            loop = path[path.index(at) :]
            loops.append([names.get(id, id) for id in sorted(loop, reverse=True)])
        settled.update(path)
    return loops


def _differences(db: PlanConnection, missing: list[str]) -> dict[str, int]:
    """Rows, by table, in which the file's derived tables differ from what its log adds up to."""
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for name, sql in {**derived_tables(), **INDEXES}.items():
            if name not in ("change_hlc",):
                fresh.execute(sql)
        derive_all(db, fresh)
        differing = {}
        for name in derived_tables():
            if name in missing:
                continue
            here = set(db.rows(f"SELECT * FROM {name}"))
            there = set(fresh.execute(f"SELECT * FROM {name}"))
            if here != there:
                differing[name] = len(here ^ there)
        return differing
    finally:
        fresh.close()
