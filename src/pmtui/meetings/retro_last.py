"""What earlier retrospectives resolved to do: with this a retrospective opens."""

from collections.abc import Sequence
from typing import NamedTuple

from pmtui.meetings.retro_period import RETRO
from pmtui.store import meetings as stored
from pmtui.store.meetings import Entry, Meeting, Work
from pmtui.store.plan import Plan
from pmtui.store.retro import measures

STALE = 2
"""Carried through so many retrospectives, an action is marked."""


class LastAction(NamedTuple):
    """An action of an earlier retrospective; `carried` counts those it has outlived since, its own not counted.

    `helped` is what the team answers this time, None where it has not been asked yet.
    """

    item: Work
    measure: str
    carried: int
    helped: bool | None

    @property
    def stale(self) -> bool:
        """Whether it was carried so often that something else has to be done about it."""
        return self.item.state == "open" and self.carried >= STALE


def last_actions(
    plan: Plan, project: str, over: Sequence[Meeting], now: str | None, said: Sequence[Entry]
) -> list[LastAction]:
    """The actions of the last retrospective of a project (id), and what is open of earlier ones, oldest first.

    `over` are those that were held, newest first, `now` the one that is being held (by id), `said` its entries.
    """
    places = {one.id: place for place, one in enumerate(one for one in over if one.id != now)}
    found = {
        entry.item_id: places[entry.meeting_id]
        for entry in stored.entries_of_kinds(plan, project, RETRO, ("action",))
        if entry.item_id and entry.meeting_id in places
    }
    work = stored.some_work(plan, found)
    kept = {id: one for id, one in work.items() if one.state == "open" or not found[id]}
    measured = measures(plan, kept)
    answers = {entry.item_id: entry.value == "yes" for entry in said if entry.kind == "helped"}
    made = [LastAction(one, measured.get(id, ""), found[id], answers.get(id)) for id, one in kept.items()]
    return sorted(made, key=lambda one: (-one.carried, one.item.number))


def told_last(one: LastAction) -> str:
    """What has become of an action, in words; that it is open goes without saying, but where it was carried."""
    carried = f"carried x{one.carried}" if one.carried else ""
    helped = {True: "helped", False: "did not help", None: ""}[one.helped]
    return ", ".join(filter(None, (carried if one.item.state == "open" else one.item.state, helped)))
