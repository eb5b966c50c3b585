"""Where a milestone lies when the end of one working period and the start of the next are the same offset."""

from pmtui.planning.compiled import Snapshot
from pmtui.planning.passes import Dates


def ends_a_shift(net: Snapshot, dates: Dates, place: int) -> bool:
    """Whether a milestone keeps the end of a working period, 17:00 rather than the next 08:00.

    So it does when its predecessor ended there, or when the date it was given did. A milestone that nothing drives
    lies at the start of a period, as does one driven by another that does.
    """
    for _ in range(len(net.tasks)):
        task, axis = net.tasks[place], net.rows[place].axis
        at = task.actual_start or (task.manual_start if task.manual else None) or task.constraint_at
        early = dates.early[place]
        if at is not None and axis.offset(at) == early:
            return at == axis.finish_at(early) != axis.start_at(early)
        driver = _driver(net, dates, place)
        if driver is None:
            return False
        place, by_finish, lag = driver
        if by_finish and (dates.span[place] or lag or place >= len(net.tasks)):
            return True
        if not by_finish and dates.span[place]:
            return False
    return True


def _driver(net: Snapshot, dates: Dates, place: int) -> tuple[int, bool, bool] | None:
    """The predecessor that decides an early start, whether its finish counts, and whether after a lag."""
    for before, _, link in net.into[place]:
        start, span = dates.early[before], dates.span[before]
        if net.rows[before].contrary and not net.terms.from_finish:
            start, span = dates.late[before], dates.back[before]
        least = [start + step for after, step in net.ahead[before] if after == place]
        least += [crossing.push(start, start + span) for crossing in net.crossings[before] if crossing.after == place]
        if dates.early[place] in least:
            return before, link.kind in ("FS", "FF"), bool(link.lag)
    return None
