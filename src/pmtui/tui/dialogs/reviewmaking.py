"""The pages of a review and its report, made in a thread with a connection of its own: no key waits for them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from pmtui.meetings.review import Review
from pmtui.meetings.review_shapes import Page
from pmtui.store.plan import Plan
from pmtui.tui.dialogs.meeting import REFUSED

if TYPE_CHECKING:
    from pmtui.reports.making import Made


class PageMade(Message):
    """From the thread: a page by name. `turn` is the number that the order for it had."""

    def __init__(self, turn: int, name: str, page: Page) -> None:
        super().__init__()
        self.turn, self.name, self.page = turn, name, page


class ReportMade(Message):
    """From the thread: the report as it would be issued, and its number."""

    def __init__(self, turn: int, made: "Made", number: int) -> None:
        super().__init__()
        self.turn, self.made, self.number = turn, made, number


class NotMade(Message):
    """From the thread: why something could not be made."""

    def __init__(self, turn: int, words: str) -> None:
        super().__init__()
        self.turn, self.words = turn, words


def make_pages(screen: Screen[Any], review: Review, names: Sequence[str], turn: int) -> None:
    """Make pages by their names in this order, in place of those that are being made; each comes as a `PageMade`."""
    plan, like = review.plan, (review.project, review.audience)
    since, habits = review.since, review.habits

    def work() -> None:
        worker = get_current_worker()
        try:
            with Plan(plan.path, plan.actor) as own:
                mine = Review(own, *like, since=since, habits=habits)
                for name in names:
                    if worker.is_cancelled:
                        return
                    screen.post_message(PageMade(turn, name, mine.page(name)))
        except REFUSED as error:
            screen.post_message(NotMade(turn, str(error)))

    screen.run_worker(work, thread=True, exclusive=True, group="pages")


def make_report(screen: Screen[Any], review: Review, turn: int) -> None:
    """Make the report of a review; it comes as a `ReportMade`."""
    plan, like = review.plan, (review.project, review.audience)
    since, habits = review.since, review.habits

    def work() -> None:
        from pmtui.actions.reports import next_number
        from pmtui.reports.making import made_of

        try:
            with Plan(plan.path, plan.actor) as own:
                mine = Review(own, *like, since=since, habits=habits)
                made = made_of(mine, "steering" if mine.audience == "steering" else "weekly")
                number = next_number(own, mine.project)
            screen.post_message(ReportMade(turn, made, number))
        except REFUSED as error:
            screen.post_message(NotMade(turn, str(error)))

    screen.run_worker(work, thread=True, exclusive=True, group="report")
