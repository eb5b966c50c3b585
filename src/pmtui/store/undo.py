"""Undo and redo: the inverse of a transaction as new changes, per person; what others have changed since is left
alone.
"""

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


def last_undoable(plan: Plan, person: str | None) -> Step | None:
    """The person's newest step that has not been taken back."""
    gone: set[str] = set()
    for step in _steps(plan, person):
        verb, _, target = step.cause.partition(" ")
        if f"{step.hlc}.{step.uid}" in gone:
            continue
        if verb == "undo":
            gone.add(target)
        elif verb in ("user", "import", "redo"):
            return step
    return None


def last_redoable(plan: Plan, person: str | None) -> Step | None:
    """The person's newest undo that was not redone, if nothing else was done since."""
    revived: set[str] = set()
    for step in _steps(plan, person):
        verb, _, target = step.cause.partition(" ")
        if verb == "redo":
            revived.add(target)
        elif verb == "undo":
            if f"{step.hlc}.{step.uid}" not in revived:
                return step
        elif verb in ("user", "import"):
            return None
    return None


def undo(plan: Plan, person: str | None) -> Undone:
    """Take back the person's last step; Refused where there is none."""
    step = last_undoable(plan, person)
    if step is None:
        raise Refused("nothing of yours is left to undo")
    return _invert(plan, person, step, "undo")


def redo(plan: Plan, person: str | None) -> Undone:
    """Bring back what the person's last undo took back; Refused where there is nothing."""
    step = last_redoable(plan, person)
    if step is None:
        raise Refused("nothing to redo")
    return _invert(plan, person, step, "redo")


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
            "SELECT id, hlc, field, old, new FROM change WHERE s = ? AND hlc >= ? AND (?3 IS NULL OR hlc < ?3) AND txn = ?2 "
            "ORDER BY hlc DESC",
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
        if not done.changed:
            what = "everything in it has been changed by others since" if done.skipped else "there is nothing in it"
            raise Refused(f"that step cannot be taken back: {what}")
    return done


def _brought_back(tx: Transaction, heads: list[str]) -> bool:
    """Whether a cell's one head is an undo or redo of the same person: then it stands as their earlier step left it."""
    if len(heads) != 1:
        return False
    hlc, _, uid = heads[0].partition(".")
    row = tx.db.execute(
        "SELECT t.person, t.cause FROM change c JOIN session n ON n.s = c.s JOIN txn t ON t.id = c.txn AND t.s = c.s "
        "WHERE c.hlc = ? AND n.uid = ?",
        (int(hlc), uid),
    ).fetchone()
    return row is not None and row[0] == tx.person and row[1].partition(" ")[0] in ("undo", "redo")


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
    if later or others:
        done.skipped.append((id, "*"))
    elif tx.delete(id):
        done.changed.append(id)
