"""Flow measures: cycle time, percentiles, the service level."""

from collections.abc import Iterable, Sequence

DAY = 86_400_000
"""Milliseconds in a day."""
SERVICE_PERCENT = 85
SERVICE_WEEKS = 12
SERVICE_MINIMUM = 10


def percentile(values: Sequence[int], percent: int) -> int:
    """The nearest-rank percentile: the smallest value that at least `percent` % of all are at or below."""
    ordered = sorted(values)
    return ordered[max(0, -(-percent * len(ordered) // 100) - 1)]


def cycle_days(started: int, finished: int) -> int:
    """Cycle time in calendar days, the first and the last counted: never 0. Instants in ms."""
    return (finished - started) // DAY + 1


def service_level(spans: Iterable[tuple[int, int]]) -> int | None:
    """The days within which 85 % of the (started, finished) items were done; None for fewer than ten items."""
    times = [cycle_days(started, finished) for started, finished in spans]
    return percentile(times, SERVICE_PERCENT) if len(times) >= SERVICE_MINIMUM else None
