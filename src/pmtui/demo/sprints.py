"""The order portal's sprints: when each was planned, begun and ended, what was taken into it; and who is off when.

Instants and days are those of the other tables: `-5 09:40`, `+4`.
"""

from typing import NamedTuple


class Sprint(NamedTuple):
    """A sprint's first and last day and goal; when it was added, when it began and ended, as far as it has."""

    first: str
    last: str
    goal: str
    added: str
    begun: str | None = None
    ended: str | None = None


SPRINTS = {
    "Sprint 13": Sprint(
        "-15", "-6", "Customers fill a basket and see what it costs", "-15 11:10", "-15 11:40", "-6 16:50"
    ),
    "Sprint 14": Sprint("-5", "+4", "First paid order on staging", "-6 16:45", "-5 11:30"),
    "Sprint 15": Sprint("+5", "+14", "Customers can refund a paid order", "-2 10:20"),
}
"""By name. What was open when one ended went on in the next."""

TAKEN = [
    ("-15 11:20", "Sprint 13", [8, 14, 9, 11, 13, 10, 15, 17, 18, 19, 20, 23, 21, 22, 24, 25, 27, 28]),
    ("-10 10:15", "Sprint 13", [29, 31, 49]),
    ("-5 11:10", "Sprint 14", [47, 42, 38, 36, 40, 51, 33, 55, 57]),
    ("-1 10:06", "Sprint 14", [44]),
    ("-1 15:30", "Sprint 15", [58, 53, 76, 72, 79, 100, 111, 112]),
]
"""When Ana took which items into a sprint: some of them after it had begun."""

CRITERIA = {
    53: ("-2 10:35", "one line a change; who, when, what before; readable without our help"),
    58: ("-2 10:40", "all of it; a part of it; a second try costs nobody anything; it is in the audit log"),
    60: ("-2 10:44", "says how long it takes; read by the service desk"),
    72: ("-2 10:46", "a limit each for guests and customers; the desk can lift it"),
    76: ("-2 10:48", "comes when the money leaves; says how much and to which card"),
    79: ("-2 10:51", "200 requests a second for an hour; nothing slower than a second"),
    112: ("-1 15:05", "read by the lawyer; one page on a phone"),
}
"""By item, what must be true of it to be accepted: when Ana wrote it down, and the criteria."""


class Leave(NamedTuple):
    """Days that somebody is off: when they said so, whether it is half of each (`am`, `pm`), and what for."""

    at: str
    person: str
    first: str
    last: str
    part: str | None = None
    note: str = ""


LEAVE = [
    Leave("-8 10:20", "gus", "+12", "+14", note="university"),
    Leave("-4 13:05", "ben", "+12", "+13", note="moving house"),
    Leave("-2 11:30", "eli", "+20", "+22", note="Christmas"),
    Leave("-2 11:45", "chi", "+19", "+19", note="Christmas"),
    Leave("-1 09:50", "ben", "0", "0", "pm", "school"),
]
"""The last one is this afternoon."""
