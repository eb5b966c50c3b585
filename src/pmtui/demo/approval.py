"""How the order portal came to its schedule: phases, typed starts, the outline's order, the approved baseline."""

from typing import NamedTuple

TYPED = [
    ("-15 09:30", "ana", "parent=7", [1, 2, 3, 4, 5, 6]),
    ("-9 11:18", "ana", "parent=77", [75]),
    ("-9 11:19", "ana", "parent=78", [76]),
    ("-9 11:50", "ana", "parent=88", [12, 16, 32, 37, 39, 41, 43, 45, 48, 52, 54, 56, 66, 69]),
    ("-9 12:05", "ana", "start={-8}", [24, 25]),
    ("-9 12:06", "ana", "start={-7}", [27, 29]),
    ("-9 12:07", "ana", "start={-6}", [28, 49]),
    ("-9 12:08", "ana", "start={-5}", [36, 38, 42, 47, 51]),
    ("-9 12:09", "ana", "start={-4}", [33, 40]),
    ("-9 12:10", "ana", "start={-2}", [55, 57]),
    ("-9 12:11", "ana", "start={-1}", [44, 60, 72]),
    ("-9 12:12", "ana", "start={+2}", [74]),
    ("-9 12:13", "ana", "start={+10}", [76]),
    ("-1 10:20", "ana", "start={+1}", [60]),
    ("-1 10:21", "ana", "start={+5}", [72]),
]
"""What was typed for several items at once: when, by whom, the field with its value, the items.

Nobody has promised what is below 88, Later: it comes after Go-live.
"""

ORDER = [
    ("-9 11:52", "ana", 4, 2),
    ("-9 11:53", "ana", 42, 3),
    ("-9 11:54", "ana", 58, 2),
    ("-9 11:55", "ana", 73, 2),
    ("-9 11:56", "ana", 75, 4),
    ("-9 11:57", "ana", 81, -2),
    ("-3 14:20", "ana", 98, -2),
]
"""Where the outline's order is not that of the numbers: when, by whom, which item, how many places down."""

CALENDAR = "Office"
"""The name of its calendar."""


class Approval(NamedTuple):
    """When the schedule was approved, on whose word, and what the baseline is called."""

    at: str
    person: str
    name: str
    reason: str


APPROVED = Approval(
    "-9 16:30", "ana", "Approved", "Steering group: Beta at the end of the sprint, Go-live six weeks later"
)
