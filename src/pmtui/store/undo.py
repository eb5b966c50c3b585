"""Undo and redo: the inverse of a transaction as new changes, per person; what others have changed since is left
alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pmtui.errors import Refused
from pmtui.store.log import Transaction, current
from pmtui.store.plan import Plan


@dataclass(slots=True)
class Step:
    """A transaction that can be taken back: its key in the log, and when it happened (ms UTC)."""

    hlc: int
    session: int
    uid: str
    at: int
    cause: str


@dataclass(slots=True)
class Undone:
    """What an undo or redo did: ids of entities changed, and the cells it left alone as (entity id, field)."""

    step: Step
    changed: list[str] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)


def undoable(plan: Plan, person: str | None) -> Iterator[Step]:
    """The person's steps that have not been taken back, newest first."""
    gone: set[str] = set()
    for step in _steps(plan, person):
        verb, _, target = step.cause.partition(" ")
        if f"{step.hlc}.{step.uid}" in gone:
            continue
        if verb == "undo":
            gone.add(target)
        elif verb in ("user", "import", "redo"):
            yield step


def redoable(plan: Plan, person: str | None) -> Iterator[Step]:
    """The person's undos that were not redone, newest first, as far as nothing else was done since."""
    revived: set[str] = set()
    for step in _steps(plan, person):
        verb, _, target = step.cause.partition(" ")
        if verb == "redo":
            revived.add(target)
        elif verb == "undo":
            if f"{step.hlc}.{step.uid}" not in revived:
                yield step
        elif verb in ("user", "import"):
            return


def undo(plan: Plan, person: str | None) -> Undone:
    """Take back the person's last step; Refused where there is none.

    A step of which others have changed everything since is passed over, or nobody would ever reach those before it.
    """
    return _first(plan, person, "undo", undoable(plan, person), "nothing of yours is left to undo")


def redo(plan: Plan, person: str | None) -> Undone:
    """Bring back what the person's last undo took back; Refused where there is nothing."""
    return _first(plan, person, "redo", redoable(plan, person), "nothing to redo")


def _first(plan: Plan, person: str | None, verb: str, steps: Iterator[Step], nothing: str) -> Undone:
    """Invert the first step of which something can be; what was passed over counts as skipped."""
    passed: list[tuple[str, str]] = []
    for step in steps:
        done = _invert(plan, person, step, verb)
        done.skipped = passed + done.skipped
        if done.changed:
            return done
        passed = done.skipped
    if passed:
        raise Refused(f"{nothing}: the rest has been changed by others since")
    raise Refused(nothing)


def _steps(plan: Plan, person: str | None) -> list[Step]:
    return [
        Step(*row)
        for row in plan.rows(
            "SELECT t.id, t.s, n.uid, t.at, t.cause FROM txn t JOIN session n ON n.s = t.s WHERE t.person IS ? "
            "ORDER BY t.id DESC LIMIT 2000",
            (person,),
        )
    ]


def _invert(plan: Plan, person: str | None, step: Step, verb: str) -> Undone:
    done = Undone(step)
    with plan.transaction(f"{verb} {step.hlc}.{step.uid}") as tx:
        tx.person = person
        following = tx.db.execute(
            "SELECT min(id) FROM txn WHERE s = ? AND id > ?", (step.session, step.hlc)
        ).fetchone()[0]
        rows = tx.db.execute(
            "SELECT id, hlc, field, old, new FROM change WHERE s = ? AND hlc >= ? AND (?3 IS NULL OR hlc < ?3) "
            "AND txn = ?2 ORDER BY hlc DESC",
            (step.session, step.hlc, following),
        ).fetchall()
        own = {row[0] for row in rows}
        # A cell changed twice in the step goes back to what it was before the first change.
        before = {(id, name): old for id, _, name, old, _ in rows}
        seen: set[tuple[str, str]] = set()
        for id, hlc, name, _, new in rows:
            if name == "*":
                _undo_creation(tx, id, done, own)
            elif (id, name) not in seen:
                seen.add((id, name))
                value, heads = current(tx.db, id, name)
                if heads != [f"{hlc}.{step.uid}"] and not (value == new and _brought_back(tx, heads)):
                    done.skipped.append((id, name))
                else:
                    tx.set(id, name, before[id, name])
                    done.changed.append(id)
    return done


def _brought_back(tx: Transaction, heads: list[str]) -> bool:
    """Whether a cell's one head is an undo or redo: then it stands as the earlier step left it."""
    if len(heads) != 1:
        return False
    hlc, _, uid = heads[0].partition(".")
    row = tx.db.execute(
        "SELECT t.cause FROM change c JOIN session n ON n.s = c.s JOIN txn t ON t.id = c.txn AND t.s = c.s "
        "WHERE c.hlc = ? AND n.uid = ?",
        (int(hlc), uid),
    ).fetchone()
    return row is not None and row[0].partition(" ")[0] in ("undo", "redo")


def _undo_creation(tx: Transaction, id: str, done: Undone, own: set[str]) -> None:
    """Delete what the step made, unless somebody has worked on it since. People and labels, once met, stay."""
    kind = tx.db.execute(
        "SELECT json_extract(new, '$.entity') FROM change WHERE id = ? AND field = '*'", (id,)
    ).fetchone()[0]
    if kind in ("person", "alias", "label"):
        return
    later = tx.db.execute(
        "SELECT count(*) FROM change c JOIN txn t ON t.id = c.txn AND t.s = c.s WHERE c.id = ? AND c.field <> '*' "
        "AND c.field <> 'deleted' AND t.person IS NOT ?",
        (id, tx.person),
    ).fetchone()[0]
    others = [
        part
        for (part,) in tx.db.execute(
            "SELECT p.id FROM part p JOIN change c ON c.id = p.id AND c.field = '*' JOIN txn t ON t.id = c.txn "
            "AND t.s = c.s "
            "WHERE p.item_id = ? AND t.person IS NOT ?",
            (id, tx.person),
        ).fetchall()
        if part not in own
    ]
    if kind in ("project", "column", "sprint"):
        others += _inside(tx, id, own)
    if later or others:
        done.skipped.append((id, "*"))
    elif tx.delete(id):
        done.changed.append(id)


def _inside(tx: Transaction, id: str, own: set[str]) -> list[str]:
    """The items, but those of the step itself, that would have no home without this project, column or sprint."""
    row = tx.db.execute("SELECT project_id FROM board_column WHERE id = ?", (id,)).fetchone()
    place = row[0] if row and row[0] in own else id  # a project that stays keeps all columns it was made with
    rows = tx.db.execute(
        "SELECT id FROM item WHERE NOT deleted AND ? IN (project_id, column_id, sprint_id)", (place,)
    ).fetchall()
    return [item for (item,) in rows if item not in own]
