"""What people did, told by who did it: the steps of the log as lines of a standup."""

from collections.abc import Iterable
from typing import NamedTuple

from pmtui.model.item import Event
from pmtui.model.text import clean_line
from pmtui.store.meetings import Work

_QUOTED = ("comment", "blocked")
_HELP = ("comment", "check", "check state", "time", "column", "percent")
"""What helps the owner of a card, when somebody else does it."""
_BOOKKEEPING = ("reviewed_by", "next_review", "before_", "inherent_")
"""What follows from a review without anybody typing it."""
_EVENTS = {"last_reviewed": "reviewed", "occurred": "it happened", "body": "text changed"}
"""Fields whose values tell people less than that they were set."""


ADDED = "added"


class Change(NamedTuple):
    """What one person did to an item, in one step or, `merged`, in several; `at` (ms UTC) and `clock`, the log's
    own, are the last one's.

    `path` are the columns it went through, `progress` its percentage before and after, `others` the rest in words.
    `helped` is the owner of the card (id) where that is somebody else.
    """

    item: Work
    person: str
    at: int
    clock: int
    path: tuple[str, ...] = ()
    progress: tuple[str, str] | None = None
    others: tuple[str, ...] = ()
    helped: str | None = None

    @property
    def text(self) -> str:
        """In words: `Doing > Review, progress 30 > 45%`."""
        parts = [" > ".join(self.path)] if self.path else []
        if self.progress:
            parts.append(f"progress {self.progress[0]} > {self.progress[1]}%")
        return ", ".join([*parts, *self.others])


def changes(events: Iterable[Event], work: dict[str, Work], codes: dict[str, str]) -> list[Change]:
    """The steps of the log as changes of items, oldest first; what is about no item of `work` is left out.

    `codes` are people's ids by code, as events name them.
    """
    steps: dict[tuple[int, int, str], list[Event]] = {}
    for event in events:
        if event.item_id in work and event.person:
            steps.setdefault((event.step, event.txn[1], event.item_id), []).append(event)
    handed = _owners_then(steps.values(), codes)
    return [_change(step, work[step[0].item_id], handed) for step in steps.values()]


ALIKE = 3
"""So many items to which somebody did the same are told together."""


def told(found: Iterable[Change]) -> tuple[list[Change], list[tuple[str, list[Work]]]]:
    """What one person did: the lines to tell one by one, and what they did to several items alike, as what and those.

    What was added is always told together.
    """
    lines = merged(found)
    alike: dict[str, list[Work]] = {}
    for one in lines:
        if not (one.path or one.progress or one.helped):
            alike.setdefault(one.text, []).append(one.item)
    groups = {text: items for text, items in alike.items() if text == ADDED or len(items) >= ALIKE}
    kept = [one for one in lines if one.path or one.progress or one.helped or one.text not in groups]
    return kept, list(groups.items())


def merged(found: Iterable[Change]) -> list[Change]:
    """One line an item and person: the whole way it went, its progress from the first to the last, then the rest."""
    made: dict[tuple[str, str], Change] = {}
    for one in found:
        key = one.person, one.item.id
        made[key] = _joined(made.pop(key), one) if key in made else one
    return list(made.values())


def _joined(first: Change, then: Change) -> Change:
    path = first.path + then.path[1 if first.path and then.path and first.path[-1] == then.path[0] else 0 :]
    progress = (first.progress[0], then.progress[1]) if first.progress and then.progress else None
    return first._replace(
        at=then.at,
        clock=then.clock,
        path=path,
        progress=progress or then.progress or first.progress,
        others=(ADDED,) if ADDED in first.others else tuple(dict.fromkeys(first.others + then.others)),
    )


def _change(step: list[Event], item: Work, handed: set[tuple[str, str]]) -> Change:
    first = step[0]
    person, at, clock = first.person or "", first.at, first.txn[0]
    if any(event.field == "created" for event in step):
        return Change(item, person, at, clock, others=(ADDED,))
    helped = None
    if item.owner_id not in (None, person) and (person, item.id) not in handed:
        helped = item.owner_id if any(event.field in _HELP for event in step) else None
    path: tuple[str, ...] = ()
    progress: tuple[str, str] | None = None
    said: dict[str, None] = {}
    for event in step:
        if event.field == "column":
            path = (*(path or (event.old or "?",)), event.new or "?")
        elif event.field == "percent" and event.new is not None:
            progress = (event.old or "0", event.new)
        elif not event.field.startswith(_BOOKKEEPING):
            said[_said(event)] = None
    return Change(item, person, at, clock, path, progress, tuple(said), helped)


def _said(event: Event) -> str:
    """One changed field: `comment "needs 8443"`, `unblocked`, `due 2026-11-27`."""
    old, new = (clean_line(value) if value else None for value in (event.old, event.new))
    field = clean_line(event.field)
    if field in _QUOTED:
        return f'{field} "{new}"' if new else "unblocked" if field == "blocked" else f"{field} removed"
    if field in _EVENTS:
        return _EVENTS[field]
    if field == "check state":
        return "check ticked" if new == "ok" else f"check {new}"
    if new is None:
        return field if field.endswith("deleted") else f"{field} removed"
    return f"{field} {old} > {new}" if old is not None and len(old) + len(new) < 60 else f"{field} {new}"


def _owners_then(steps: Iterable[list[Event]], codes: dict[str, str]) -> set[tuple[str, str]]:
    """Whose an item was before it was handed on, and who handed it: their work on it was no help to another."""
    turned = [event for step in steps for event in step if event.field in ("owner", "assignee")]
    return {(event.person or "", event.item_id) for event in turned} | {
        (codes[event.old], event.item_id) for event in turned if event.old in codes
    }
