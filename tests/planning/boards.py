"""Items' ways over a board, made from the days on which they were started and finished."""

from datetime import date

from pmtui.model.story import Stage, Story
from pmtui.planning.flow import DAY, Course, course

NOVEMBER = date(2026, 11, 1).toordinal() - 1
TODAY = NOVEMBER + 23
C1_DONE = [(2, 4), (2, 2), (3, 9), (4, 6), (5, 13), (9, 11), (9, 17), (10, 12), (12, 20), (16, 18)]
C1_OPEN = [16, 18, 20]
"""Worked example C1: started and finished, and started and still open, in November 2026."""


def day_of(at: int) -> int:
    """Days of UTC, as ordinals."""
    return at // DAY + date(1970, 1, 1).toordinal()


def at(day: int, hour: int = 9) -> int:
    """An instant of November 2026, in ms UTC."""
    return (NOVEMBER + day - date(1970, 1, 1).toordinal()) * DAY + hour * 3_600_000


def stage(day: int, category: str, hour: int = 9, blocked: str = "") -> Stage:
    """A stage that begins in November 2026, in a column that means what its category says."""
    return Stage(at(day, hour), category, category in ("active", "wait"), category == "done", blocked)


def story(*stages: Stage, id: str = "i", points: float = 0) -> Story:
    """A story of these stages, with the same points all the time."""
    return Story(id, list(stages), [(stages[0].at, points)] if points else [], [])


def c1_stories() -> list[Story]:
    """The items of C1: finished late in the day and started early, so that hours would tell other lengths."""
    done = [
        story(stage(begin, "active", 15), stage(end, "done", 16), id=f"d{place}")
        for place, (begin, end) in enumerate(C1_DONE)
    ]
    return done + [story(stage(begin, "active", 17), id=f"o{begin}") for begin in C1_OPEN]


def courses(stories: list[Story]) -> list[Course]:
    """Their ways in days."""
    return [course(one, day_of) for one in stories]
