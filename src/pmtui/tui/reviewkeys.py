"""What the key of the review does: begin one of the shown project, or go on where it was left."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pmtui.errors import PmtuiError
from pmtui.tui.meetingkeys import MeetingKeys

if TYPE_CHECKING:
    from pmtui.meetings.review import Review
    from pmtui.meetings.review_basis import Since


class Place(NamedTuple):
    """Where a review of a project (id) was left, and on which day; `since` is None for the last report."""

    project: str
    day: date
    audience: str = "project"
    page: str = "summary"
    since: "Since | None" = None


class ReviewKeys(MeetingKeys):
    """The app with the review."""

    _review_place: Place | None = None

    def action_review(self) -> None:
        """The review of the first shown project, from page 1 on, or where it was left today."""
        from pmtui.tui.dialogs.review import ReviewScreen

        if not self.can_meet():
            return
        place, left = Place(self.project_ids[0], self.today()), self._review_place
        if left is not None and left[:2] == place[:2]:
            place = left
        try:
            review = self.reviewed(place)
        except PmtuiError as error:
            self.complain(str(error))
            return
        self.push_screen(ReviewScreen(self.look, self, review, place), lambda _: self.reload())

    def reviewed(self, place: Place) -> "Review":
        """The review of a place."""
        from pmtui.meetings.capture import Habits
        from pmtui.meetings.review import Review

        settings = self.settings
        habits = Habits(settings.week_start, settings.day_first, settings.hours_per_day)
        return Review(self.plan, place.project, place.audience, since=place.since, habits=habits)

    def review_left(self, place: Place) -> None:
        """It is left, to be taken up there."""
        self._review_place = place
