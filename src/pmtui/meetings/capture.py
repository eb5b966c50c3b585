"""What is caught in a meeting: one line becomes an item at once, linked to the card that is being talked about."""

from datetime import date
from typing import NamedTuple

from pmtui.actions.items import add_one, said
from pmtui.actions.links import connect
from pmtui.actions.risks import describe
from pmtui.actions.step import Outcome, Step, step, today_in
from pmtui.clock import now_ms
from pmtui.errors import Usage
from pmtui.model.quickadd import QuickAdd, parse_line
from pmtui.model.riskline import parse_risk
from pmtui.model.text import clean_line
from pmtui.store import lookup, naming
from pmtui.store.meetings import open_work, waits
from pmtui.store.plan import Plan
from pmtui.store.read import item as whole

KINDS = {
    "b": "blocker", "a": "action", "p": "parking", "d": "decision", "r": "risk", "i": "issue", "z": "lesson",
}  # fmt: skip
"""What can be caught, by its key."""

_LINKS = {"blocker": "blocks", "risk": "threatens", "issue": "threatens"}
"""How what was caught hangs on the card; all else just relates to it."""


class Habits(NamedTuple):
    """How a person writes dates and lengths; see `model.quickadd.parse_line`."""

    week_start: int = 0
    day_first: bool = True
    hours_per_day: float = 8.0

    def read(self, text: str, today: date) -> QuickAdd:
        """A quick-add line; Unreadable."""
        return parse_line(
            text, today, week_start=self.week_start, day_first=self.day_first, hours_per_day=self.hours_per_day
        )


USUAL = Habits()


class Caught(NamedTuple):
    """A line that was understood: what it says, the fields of a risk, where it belongs (ids); `item` is the card."""

    kind: str
    line: QuickAdd
    cells: dict[str, object]
    project: str
    item: str | None


def understood(plan: Plan, kind: str, text: str, habits: Habits, project: str, item: str | None = None) -> Caught:
    """Read a line, and write nothing: a `kind` of KINDS about the card `item` (id), else about a project (id).

    Usage where a blocker has no card or no reason, Unreadable for a bad token.
    """
    if kind not in KINDS.values():
        raise Usage(f"a meeting catches {', '.join(KINDS.values())}, not {kind}")
    if kind == "blocker" and item is None:
        raise Usage("put the cursor on the card that is blocked")
    if not text.strip():
        blocked = "say why it is blocked: a reason is what gets it unblocked"
        raise Usage(blocked if kind == "blocker" else f"say what the {kind} is")
    home = lookup.project_of(plan, item) if item else project
    cells: dict[str, object] = {}
    if kind == "risk":
        sentence = parse_risk(text)
        text = sentence.line
        cells = {name: clean_line(said) if isinstance(said, str) else said for name, said in sentence.cells.items()}
    return Caught(kind, habits.read(text, today_in(plan, home)), cells, home, item)


def capture(plan: Plan, meeting: str, caught: Caught, speaker: str | None) -> Outcome:
    """Make an item of what was caught, within a meeting (id), and link it to its card; one step.

    A blocker blocks the card, with its text as the reason, and is an action for whoever can remove it: whom the line
    names, else the owner of what the card waits for, else its own. Other actions belong to the `speaker` (id) where the
    line names nobody, and where nobody speaks to the card's owner.
    """
    kind, line, item = caught.kind, caught.line, caught.item
    with step(plan) as act:
        made = _item(act, caught, speaker)
        describe(act, made, caught.cells)
        act.tx.settle()
        if item is not None:
            connect(act, made, _link(plan, kind, item), item)
        if kind == "blocker" and item is not None:
            act.tx.set(item, "blocked", line.title)
        cells = {
            "meeting_id": meeting, "kind": kind, "item_id": made, "person_id": speaker, "text": line.title,
            "at": now_ms(),
        }  # fmt: skip
        act.tx.create("meeting_entry", cells)
        act.outcome.items = [made, *([item] if item else [])]
        act.outcome.refs = [str(naming.first_number(plan, made))]
        on = f" on {said(plan, [item])}" if item else ""
        act.outcome.message = f"{kind} {act.outcome.refs[0]}{on}: {line.title}"
        return act.outcome


def _item(act: Step, caught: Caught, speaker: str | None) -> str:
    kind, line = caught.kind, caught.line
    made = add_one(act, line._replace(type="action" if kind == "blocker" else kind), caught.project, None)
    if line.owner is None and kind in ("blocker", "action"):
        theirs = lookup.owner_of(act.plan, caught.item) if caught.item else None
        owner = remover(act.plan, caught.item) if kind == "blocker" and caught.item else speaker or theirs
        act.tx.set(made, "owner_id", owner)
    return made


def remover(plan: Plan, item: str) -> str | None:
    """Who can probably remove what blocks an item (id): the owner of what it waits for, else its own owner."""
    project = lookup.project_of(plan, item)
    owners = {work.id: work.owner_id for work in open_work(plan, [project])}
    ahead = [other for one, other in waits(plan, [project]) if one == item and owners.get(other)]
    return owners[ahead[-1]] if ahead else lookup.owner_of(plan, item)


def _link(plan: Plan, kind: str, item: str) -> str:
    if kind == "action" and whole(plan, item).type == "risk":
        return "mitigates"
    return _LINKS.get(kind, "relates")
