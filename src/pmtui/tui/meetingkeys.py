"""The key of all meetings: `M`, then a letter for the one that is held."""

from typing import NamedTuple

from pmtui.tui.itemkeys import ItemKeys


class Meeting(NamedTuple):
    """A meeting: its letter behind `M`, its name, what it is for, and the action that opens it."""

    key: str
    name: str
    words: str
    action: str


MEETINGS = (
    Meeting("s", "standup", "what changed, what is in hand, what is in the way", "standup"),
    Meeting("p", "planning", "what the next sprint takes in, and what is ready for it", "planning"),
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
