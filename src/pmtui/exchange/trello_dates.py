"""Trello's instants: ISO 8601 in UTC, and the seconds hidden in its ids."""

import re
from datetime import UTC, datetime, tzinfo

_OBJECT_ID = re.compile(r"[0-9a-f]{24}$")
_EARLIEST = 946_684_800_000  # the year 2000: an id that says less does not count seconds


def instant(text: str) -> int | None:
    """Milliseconds UTC of an ISO 8601 instant, or None where it is none."""
    moment = _moment(text)
    return round(moment.timestamp() * 1000) if moment else None


def day(text: str, zone: tzinfo | None) -> str | None:
    """The ISO date of an instant in a zone (None: the machine's own); a plain date stays what it is."""
    moment = _moment(text)
    if moment is None or len(text) == 10:
        return text if moment else None
    try:
        return moment.astimezone(zone).date().isoformat()
    except (OverflowError, ValueError):  # beyond the first or the last day there is
        return None


def born(id: str) -> int | None:
    """Milliseconds UTC at which something was made, from its id's first eight digits; None where the id has none."""
    if not _OBJECT_ID.match(id):
        return None
    ms = int(id[:8], 16) * 1000
    return ms if ms >= _EARLIEST else None


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        moment.timestamp()
    except (ValueError, OverflowError):
        return None
    return moment
