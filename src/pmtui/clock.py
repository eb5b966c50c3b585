"""The one clock. `PMTUI_NOW` (ISO 8601) freezes it, for tests, demos and screenshots."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, tzinfo

from pmtui.errors import Usage

_held: int | None = None


def now_ms() -> int:
    """The present instant in milliseconds since 1970, UTC."""
    if _held is not None:
        return _held
    frozen = os.environ.get("PMTUI_NOW")
    return instant_ms(frozen) if frozen else time.time_ns() // 1_000_000


@contextmanager
def at(ms: int) -> Iterator[None]:
    """Hold the clock at an instant, in ms since 1970, within the block: so the demo writes its past as it happened."""
    global _held  # noqa: PLW0603 (there is one clock, and this sets it)
    before, _held = _held, ms
    try:
        yield
    finally:
        _held = before


def instant_ms(text: str) -> int:
    """Milliseconds since 1970 of an ISO 8601 instant; without an offset it is taken as UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Usage(f"PMTUI_NOW is not an ISO 8601 instant: {text!r}") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return round(moment.timestamp() * 1000)


def local(ms: int, zone: tzinfo | None = None) -> datetime:
    """An instant as a wall-clock time with offset, in `zone` or else in the machine's own zone."""
    moment = datetime.fromtimestamp(ms / 1000, UTC)
    return moment.astimezone(zone)


def today(zone: tzinfo | None = None) -> date:
    """The present day in `zone` or else in the machine's own zone."""
    return local(now_ms(), zone).date()


def midnight(day: date, zone: tzinfo | None) -> int:
    """The instant at which a day begins in a zone, in ms UTC; None is the machine's own zone."""
    moment = datetime(day.year, day.month, day.day, tzinfo=zone)
    return round((moment if zone else moment.astimezone()).timestamp() * 1000)
