"""What the key of the standup does: begin one, or go on where it was left."""

from typing import TYPE_CHECKING

from pmtui.actions.step import Outcome
from pmtui.tui.meetingkeys import MeetingKeys

if TYPE_CHECKING:
    from pmtui.meetings.standup import Standup


class StandupKeys(MeetingKeys):
    """The app with the standup's key."""

    _standup: "Standup | None" = None

    def action_standup(self) -> None:
        """The standup of the shown projects, from its promises on, or where it was left today."""
        from pmtui.tui.dialogs.standup import StandupScreen

        if not self.can_meet():
            return
        self._standup = self._left_open() or self._new()
        self.push_screen(StandupScreen(self.look, self, self._standup), lambda _: self.reload())

    def held(self, outcome: Outcome) -> None:
        """It is over: the next one begins anew."""
        self._standup = None
        self.call_after_refresh(lambda: self.say(outcome.message, undo=True))

    def _new(self) -> "Standup":
        from pmtui.meetings.capture import Habits
        from pmtui.meetings.standup import Standup

        settings = self.settings
        habits = Habits(settings.week_start, settings.day_first, settings.hours_per_day)
        return Standup(self.plan, self.project_ids, habits=habits)

    def _left_open(self) -> "Standup | None":
        """The standup that was left: of these projects, of today, and closed by nobody since."""
        from pmtui.meetings.window import STANDUP
        from pmtui.store.meetings import meetings

        left = self._standup
        if left is None or left.projects != self.project_ids or left.agenda.today != self.today():
            return None
        held = meetings(self.plan, left.projects[0], STANDUP)
        if any(one.ended is not None and (one.id == left.meeting or one.ended > left.started) for one in held):
            return None
        left.refresh()
        return left
