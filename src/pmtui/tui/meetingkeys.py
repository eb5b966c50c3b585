"""The key of all meetings: `M`, then a letter for the one that is held."""

from importlib import import_module
from typing import NamedTuple

from pmtui.errors import PmtuiError
from pmtui.tui.itemkeys import ItemKeys


class Meeting(NamedTuple):
    """A meeting: its letter behind `M`, its name, what it is for, and the action that opens it."""

    key: str
    name: str
    words: str
    action: str


MEETINGS = (
    Meeting("s", "standup", "what changed, what is in hand, what is in the way", "standup"),
    Meeting("p", "planning", "what the next sprint takes in, what is ready", "planning"),
    Meeting("r", "review", "how it stands, what to decide, the report", "review"),
    Meeting("t", "retrospective", "what to keep, what to change, at most three actions", "retro"),
    Meeting("k", "risk review", "one risk after the other, late ones first", "risk_review"),
)


class MeetingKeys(ItemKeys):
    """The app with the key of all meetings."""

    async def action_meetings(self) -> None:
        """Which meeting: its letter, or Enter."""
        from pmtui.tui.dialogs.meetings import Meetings

        async def chosen(action: str | None) -> None:
            if action:
                await self.run_action(action, self)

        self.push_screen(Meetings(self.look, MEETINGS), chosen)
        # While a person looks for the letter: the review is the heaviest of them.
        self.run_worker(lambda: import_module("pmtui.tui.dialogs.review"), thread=True, group="meetings")

    def can_meet(self) -> bool:
        """Whether there is a project to meet about. An older file gets the tables of this version now, after a backup:
        those who meet write to it anyway.
        """
        if not self.project_ids:
            self.complain("there is no project yet to hold a meeting about")
            return False
        try:
            if self.plan.outdated:
                self.plan.transaction()
        except PmtuiError as error:
            self.complain(str(error))
            return False
        return True
