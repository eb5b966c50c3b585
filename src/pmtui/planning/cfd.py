"""The cumulative flow diagram: at the end of each day, how many items each category of columns holds."""

from collections import Counter
from collections.abc import Iterable
from itertools import accumulate

from pmtui.planning.flow import Course

CATEGORIES = ("backlog", "ready", "active", "wait", "done")
"""From the column where work arrives to that where it leaves."""


def cumulative_flow(courses: Iterable[Course], first: int, last: int) -> dict[str, list[int]]:
    """Items by category at the end of each day from `first` to `last`, as they were on that day."""
    steps: dict[str, Counter[int]] = {category: Counter() for category in CATEGORIES}
    for one in courses:
        place = ""
        for day, stage in one.stands:
            if day > last:
                break
            if stage.category != place:
                at = max(day, first)
                if place in steps:
                    steps[place][at] -= 1
                place = stage.category
                if place in steps:
                    steps[place][at] += 1
    days = range(first, last + 1)
    return {category: list(accumulate(count[day] for day in days)) for category, count in steps.items()}
