"""From when on a command tells: words for a moment that the plan knows by name, or for a day and a time."""

import re
from typing import TYPE_CHECKING

from pmtui.cli.call import Call

if TYPE_CHECKING:
    from pmtui.meetings.review_basis import Since
    from pmtui.store.plan import Plan

_NAMED = re.compile(r"\s*(?:last|report)\b", re.IGNORECASE)


def since_named(plan: "Plan", project: str, said: str) -> "Since | None":
    """The moment that `last standup`, `last review`, `last report` or `report 7` means; None for other words.

    Refused where there was none yet.
    """
    if not _NAMED.match(said):
        return None  # most words are days, and need none of the meetings
    from pmtui.meetings.moments import since_named as named

    return named(plan, project, said)


def since_of(call: Call, plan: "Plan", project: str, said: str) -> "Since":
    """The moment that a person's words mean; Usage where it is still to come, Refused where there was none yet."""
    from pmtui.cli.schedule import moment_ms
    from pmtui.meetings.review import since_moment

    return since_named(plan, project, said) or since_moment(plan, project, moment_ms(call, plan, said))
