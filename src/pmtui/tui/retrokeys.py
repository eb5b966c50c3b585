"""What the key of the retrospective does: begin one, or go on where it was left."""

from typing import TYPE_CHECKING

from pmtui.actions.step import Outcome
from pmtui.tui.meetingkeys import MeetingKeys

if TYPE_CHECKING:
    from pmtui.meetings.retro import Retro


class RetroKeys(MeetingKeys):
    """The app with the retrospective."""

    _retro: "Retro | None" = None

    def action_retro(self) -> None:
        """The retrospective of the shown projects, or where it was left; notes that were not written yet are there."""
        from pmtui.meetings.retro import GATHER
        from pmtui.meetings.retro_gathering import taken_up
        from pmtui.tui.dialogs.retro import RetroScreen

        if not self.can_meet():
            return
        retro = self._new_retro()
        retro.held = taken_up(self.prompt.drafts.pop(self.held_draft(retro), ""))
        if self._retro is not None and self._retro.period == retro.period:
            retro.place, retro.watch = self._retro.place, self._retro.watch
            retro.present, retro.anonymous = self._retro.present, self._retro.anonymous
        if any(one.kind != "pulse" for one in retro.held):
            retro.place = min(retro.place, GATHER)
        self._retro = retro
        self.push_screen(RetroScreen(self.look, self, retro), lambda _: self.reload())

    def retro_over(self, outcome: Outcome) -> None:
        """It is over: the next one begins anew."""
        self._retro = None
        self.call_after_refresh(lambda: self.say(outcome.message, undo=True))

    def held_draft(self, retro: "Retro") -> str:
        """The name of the draft of what is held."""
        return f"retro notes {retro.projects[0]}"

    def _new_retro(self) -> "Retro":
        from pmtui.meetings.capture import Habits
        from pmtui.meetings.retro import Retro

        settings = self.settings
        habits = Habits(settings.week_start, settings.day_first, settings.hours_per_day)
        return Retro(self.plan, self.project_ids, habits)
