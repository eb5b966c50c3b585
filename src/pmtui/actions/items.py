"""Items: adding, changing their fields, putting them away."""

from collections.abc import Sequence
from typing import Any

from pmtui.actions.places import Place, column_named, default_project, end_of, enter, project_named
from pmtui.actions.step import Outcome, Step, step
from pmtui.errors import Usage
from pmtui.model.quickadd import QuickAdd
from pmtui.model.text import clean_line, cut, title_and_rest, whole
from pmtui.store import lookup, naming
from pmtui.store.plan import Plan


def add(plan: Plan, lines: Sequence[QuickAdd], project: str | None = None, column: str | None = None) -> Outcome:
    """Make items of quick-add lines, one undo step for all. `project` is an id, `column` an id: where lines name none.

    Refused where the plan has no project; Usage where a line names a project, column or item that is not there.
    """
    with step(plan) as act:
        for line in lines:
            act.outcome.items.append(add_one(act, line, project, column))
        numbers = act.outcome.refs = [str(naming.first_number(plan, id)) for id in act.outcome.items]
        titles = cut(clean_line(lines[0].title), 200) if len(lines) == 1 else f"{len(lines)} cards"
        act.outcome.message = (
            f"{numbers[0]} added: {titles}" if len(lines) == 1 else f"{titles} added: {numbers[0]} to {numbers[-1]}"
        )
        return act.outcome


def change(plan: Plan, refs: Sequence[str], assignments: Sequence[tuple[str, str, str]]) -> Outcome:
    """Set fields of items. Each assignment is (field, operator, text): operators are `=`, `+=` and `-=`.

    The texts are what a person types: dates in words, estimates with units, names. Usage says what was not understood.
    """
    from pmtui.store.read import find

    with step(plan) as act:
        return _edit(act, [find(plan, ref) for ref in refs], assignments, ", ".join(refs))


def change_ids(plan: Plan, ids: Sequence[str], assignments: Sequence[tuple[str, str, str]]) -> Outcome:
    """As `change`, for items known by id: what the app's dialogs call."""
    with step(plan) as act:
        return _edit(act, ids, assignments, said(plan, ids))


def _edit(act: Step, ids: Sequence[str], assignments: Sequence[tuple[str, str, str]], names: str) -> Outcome:
    """Apply the assignments to each item; `names` is how the message calls them."""
    from pmtui.actions.fields import Editor

    for id in ids:
        editor = Editor(act, id)
        for field, operator, text in assignments:
            editor.apply(field, operator, text)
    act.outcome.items = list(ids)
    act.outcome.message = f"{names}: {', '.join(dict.fromkeys(field for field, _, _ in assignments))} set"
    return act.outcome


def archive(plan: Plan, ids: Sequence[str], away: bool = True) -> Outcome:
    """Take items off the board without changing what they are, or bring them back."""
    return _flag(plan, ids, "archived", 1 if away else None, "archived" if away else "back from the archive")


def delete(plan: Plan, ids: Sequence[str]) -> Outcome:
    """Delete items; a tombstone is left, and undo brings them back."""
    return _flag(plan, ids, "deleted", 1, "deleted")


def said(plan: Plan, ids: Sequence[str]) -> str:
    """Items as people say them: `42`, or `3 cards`."""
    if len(ids) != 1:
        return f"{len(ids)} cards"
    return naming.ref(plan, ids[0])


def _flag(plan: Plan, ids: Sequence[str], field: str, value: int | None, word: str) -> Outcome:
    with step(plan) as act:
        for id in ids:
            act.tx.set(id, field, value)
        act.outcome.items = list(ids)
        act.outcome.message = f"{said(plan, ids)} {word}"
        return act.outcome


def add_one(act: Step, line: QuickAdd, project: str | None, column: str | None) -> str:
    """Write one item and what hangs on it. People first, so that a new one is no part of the undo step."""
    people = [act.person(name) for name in (line.owner, *line.assignees) if name]
    owner = people[0] if line.owner else None
    place = _place(act, line, project, column)
    enter(act, place.column)
    estimate = line.estimate
    title, rest = title_and_rest(line.title)
    cells: dict[str, Any] = {
        "number": act.tx.next_number(),
        "type": line.type or "task",
        "title": title,
        "body": whole(rest) or None,
        "project_id": place.project,
        "column_id": place.column,
        "rank": end_of(act, place.column),
        "priority": line.priority,
        "points": line.points,
        "start": line.start.isoformat() if line.start else None,
        "due": line.due.isoformat() if line.due else None,
        "owner_id": owner,
        "reporter_id": act.me,
    }
    if estimate is not None:
        cells |= {
            "estimate_o": estimate.o, "estimate_m": estimate.m, "estimate_p": estimate.p,
            "estimate_unit": estimate.unit,
        }  # fmt: skip
    id = act.tx.create("item", cells)
    for person in people[1 if line.owner else 0 :]:
        act.tx.create("assignee", {"item_id": id, "person_id": person, "role": "R"})
    for label in dict.fromkeys(line.labels):
        add_label(act, id, label)
    if line.after or line.before or line.blocks or line.parent or line.sprint:
        _tie(act, id, line)
    return id


def _tie(act: Step, id: str, line: QuickAdd) -> None:
    """Tie a new item to those its line names."""
    from pmtui.actions.fields import Editor
    from pmtui.actions.links import connect
    from pmtui.store.read import find

    act.tx.settle()
    for ref in line.after:
        connect(act, find(act.plan, str(ref)), "FS", id)
    for ref in line.before:
        connect(act, id, "FS", find(act.plan, str(ref)))
    for ref in line.blocks:
        connect(act, id, "blocks", find(act.plan, str(ref)))
    editor = Editor(act, id)
    if line.parent:
        editor.apply("parent", "=", str(line.parent))
    if line.sprint:
        editor.apply("sprint", "=", line.sprint)


def _place(act: Step, line: QuickAdd, project: str | None, column: str | None) -> Place:
    at = project_named(act.plan, line.project) if line.project else project or default_project(act.plan)
    if line.column:
        return Place(at, column_named(act.plan, at, line.column))
    if column is not None and not (line.project and lookup.project_of_column(act.plan, column) != at):
        return Place(at, column)
    return Place(at, column_named(act.plan, at, None))


def add_label(act: Step, item: str, name: str) -> None:
    """Give an item a label; spelled as the label is known already, and only once."""
    name = clean_line(name, 100)
    if not name:
        raise Usage("a label needs a name")
    known = naming.label_spelled(act.plan, name)
    if known is None:
        act.tx.create("label", {"name": name})
    spelled = known or name
    if not lookup.has_label(act.plan, item, spelled):
        act.tx.create("item_label", {"item_id": item, "name": spelled})
        act.tx.settle()  # the next one may be the same in another spelling


def describe(plan: Plan, id: str, body: str) -> Outcome:
    """Replace an item's long text."""
    with step(plan) as act:
        act.tx.set(id, "body", whole(body).rstrip() or None)
        act.outcome.items = [id]
        act.outcome.message = f"{said(plan, [id])}: text saved"
        return act.outcome
