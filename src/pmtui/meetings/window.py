"""Since when a standup tells: the end of the team's last one; for who was away, of the last one they attended."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import NamedTuple

from pmtui.clock import local
from pmtui.model.dates import working_day_before
from pmtui.model.item import Event
from pmtui.store import meetings as stored
from pmtui.store.history import logged
from pmtui.store.meetings import Entry, Meeting
from pmtui.store.plan import Plan

STANDUP = "standup"


class Window(NamedTuple):
    """Where a stretch of time begins: an instant in ms UTC, and the log's own clock then, where a meeting ended it.

    The log's clock decides between changes of that very instant, and for a computer whose clock has jumped back since.
    """

    since: int
    after: int | None = None

    def holds(self, at: int, clock: int) -> bool:
        """Whether a change belongs to it that was made `at` an instant, when the log's own clock stood at `clock`."""
        if self.after is None:
            return at >= self.since
        return at > self.since or clock > self.after

    @property
    def floor(self) -> int:
        """The point of the log from which it has to be read."""
        return min(self.since << 16, self.since << 16 if self.after is None else self.after)


class Past(NamedTuple):
    """The standups that a team has held, newest first, and what later ones need of their entries.

    `away` has the people who missed each, by the meeting's id; `attended` those who were at the last one; `promised`
    the entries that made an action.
    """

    held: list[Meeting]
    attended: set[str]
    away: dict[str, set[str]]
    promised: list[Entry]

    def carried(self, entry: Entry) -> int:
        """Through how many standups after its own an action has been carried so far."""
        return sum(1 for one in self.held if one.started > entry.at and one.id != entry.meeting_id)


def past(plan: Plan, project: str, but: str | None = None) -> Past:
    """What a team, known by its project, has held; `but` leaves out the standup that is being held (by id)."""
    held = [one for one in stored.meetings(plan, project, STANDUP) if one.id != but]
    there: dict[str, set[str]] = {}
    away: dict[str, set[str]] = {}
    promised = []
    for entry in stored.entries_of_kinds(plan, project, STANDUP, ("turn", "away", "action", "blocker")):
        if entry.meeting_id == but:
            continue
        if entry.kind in ("action", "blocker"):
            promised.append(entry)
        elif entry.meeting_id and entry.person_id:
            (there if entry.kind == "turn" else away).setdefault(entry.meeting_id, set()).add(entry.person_id)
    # Who was there in one of two merged copies was there.
    last = there.get(held[0].id, set()) if held else set()
    return Past(held, last, {id: who - there.get(id, set()) for id, who in away.items()}, promised)


def end_of(plan: Plan, meeting: Meeting) -> Window:
    """The end of a standup: when it was closed, else its last entry."""
    if meeting.ended is not None:
        return Window(meeting.ended, stored.closing(plan, meeting.id))
    return Window(max([meeting.started, *(entry.at for entry in stored.entries(plan, meeting.id))]))


def since_last(plan: Plan, past: Past, now: int, zone: tzinfo | None) -> Window:
    """The team's window; where it has never met, since the previous working day began."""
    if past.held:
        return end_of(plan, past.held[0])
    return Window(round(working_day_before(local(now, zone)).timestamp() * 1000))


def since_attended(plan: Plan, past: Past, person: str) -> Window | None:
    """The window of a person who missed the team's last standup; None for everybody else."""
    missed = 0
    while missed < len(past.held) and person in past.away.get(past.held[missed].id, ()):
        missed += 1
    if not missed:
        return None
    if missed < len(past.held):
        return end_of(plan, past.held[missed])
    first = past.held[-1]
    return Window(first.since or first.started)


def events_in(plan: Plan, windows: Sequence[Window]) -> list[Event]:
    """What people did in any of these windows, read once."""
    found = logged(plan, min(window.floor for window in windows))
    distinct = set(windows)
    return [event for event in found if event.person and any(one.holds(event.at, event.txn[0]) for one in distinct)]
