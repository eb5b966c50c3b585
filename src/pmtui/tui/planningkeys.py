"""What the key of the planning does: plan the next sprint of the project that is shown."""

from pmtui.actions.step import Outcome
from pmtui.tui.meetingkeys import MeetingKeys


class PlanningKeys(MeetingKeys):
    """The app with the planning's key."""

    def action_planning(self) -> None:
        """The planning of the first shown project's next sprint, or of the one that follows its last."""
        from pmtui.meetings.capture import Habits
        from pmtui.meetings.planning import Planning
        from pmtui.tui.dialogs.planning import PlanningScreen

        if not self.can_meet():
            return
        settings = self.settings
        habits = Habits(settings.week_start, settings.day_first, settings.hours_per_day)
        planning = Planning(self.plan, self.project_ids, habits=habits)
        self.push_screen(PlanningScreen(self.look, self, planning), lambda _: self.reload())

    def committed(self, outcome: Outcome) -> None:
        """The sprint has begun."""
        words = "; ".join([outcome.message, *outcome.warnings])
        self.call_after_refresh(lambda: self.say(words, undo=True))
