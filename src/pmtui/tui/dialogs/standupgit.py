"""What git tells on the standup's screen: asked for while the screen is open already, and made into lines once."""

from collections.abc import Callable
from typing import NamedTuple

from textual.screen import Screen

from pmtui.clock import local
from pmtui.errors import PmtuiError
from pmtui.meetings.agenda import Turn
from pmtui.meetings.commits import News, by_item, summary
from pmtui.meetings.git import Reading, places
from pmtui.meetings.standup import Standup
from pmtui.model.daynames import WEEKDAYS
from pmtui.settings import Settings
from pmtui.store.meetings import Work, some_work

LOOKED = 0.1
"""Seconds between two looks whether git has answered."""


class Row(NamedTuple):
    """An item that somebody committed to: when last, what the commits say, and the time that git suggests (`+1.2h`)."""

    item: Work
    when: str
    said: str
    offer: str


class GitLines:
    """Everybody's commits as a standup draws them. They are read anew when the news are others, not to navigate."""

    def __init__(self, standup: Standup) -> None:
        self.standup = standup
        self._news: News | None = None
        self._work: dict[str, Work] = {}

    def heading(self, turn: Turn) -> str:
        """`4 commits on feat/51-sso, 1 on feat/31`; nothing where there are none."""
        return summary(self.standup.news.since(turn.person.id, turn.since.since))

    def rows(self, turn: Turn) -> list[Row]:
        """The items that were committed to, the last one first."""
        news = self.standup.news
        if news is not self._news:
            self._news = news
            about = {item for made in news.commits.values() for one in made for item in one.items}
            self._work = some_work(self.standup.plan, about)
        found = []
        for item, made in by_item(news.since(turn.person.id, turn.since.since)).items():
            if item not in self._work:
                continue
            at = local(made[-1].at, self.standup.agenda.zone)
            said = f"{len(made)} commits, last: {made[-1].subject}" if len(made) > 1 else made[-1].subject
            minutes = sum(one.minutes for one in self.standup.suggested(turn, item))
            offer = f"+{minutes / 60:.1f}h" if minutes else ""
            found.append(Row(self._work[item], f"{WEEKDAYS[at.weekday()]} {at:%H:%M}", said, offer))
        return found


def ask_git(screen: Screen[None], standup: Standup, settings: Settings, answered: Callable[[], None]) -> None:
    """Ask git about a standup; `answered` is called where it had something to say, and nobody waits until then."""
    folders = places(standup.plan.path, settings.repositories)
    if not folders:
        return
    reading = Reading(folders, standup.git_since(), settings.branch_name)

    def look() -> None:
        if not reading.ready:
            return
        found = reading.wait(0)
        try:
            standup.take(found, settings.branch_name)
        except PmtuiError:  # the file is locked just now; the next look tries again
            return
        looking.stop()
        if found.commits or found.trouble:
            answered()

    looking = screen.set_interval(LOOKED, look)
