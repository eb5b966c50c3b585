"""Networks of every shape for property tests: summaries, all links and lags, constraints, calendars, work under way."""

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from pmtui.planning.calendars import OFFICE, Calendar, CalendarException
from pmtui.planning.network import DAY, Constraint, Dependency, Kind, LagUnit, Network, Task, Terms

MONDAY = datetime(2026, 11, 23, 8)
FEAST = CalendarException(date(2026, 12, 8), date(2026, 12, 8), name="Feast")
CALENDARS = {
    "Standard": Calendar("Standard", exceptions=[FEAST]),
    "Six days": Calendar("Six days", week=(OFFICE,) * 6 + ((),)),
    "Evenings": Calendar("Evenings", week=(((1020, 1320),),) * 5 + ((), ())),
}

_DAYS = st.integers(0, 20).map(lambda days: MONDAY + timedelta(days))
_LENGTHS = st.sampled_from([0, DAY // 2, DAY, 2 * DAY, 7 * DAY])
_CONSTRAINTS: tuple[Constraint, ...] = ("ASAP", "ASAP", "ASAP", "SNET", "FNET", "SNLT", "FNLT", "MSO", "MFO")
_LAGS: tuple[tuple[float, LagUnit], ...] = (
    (0, "working"), (0, "working"), (DAY, "working"), (-DAY, "working"), (DAY, "elapsed"), (9 * DAY, "elapsed"),
    (50, "percent"), (50, "elapsed percent"),
)  # fmt: skip
_KINDS: tuple[Kind, ...] = ("FS", "FS", "SS", "FF", "SF")


@st.composite
def networks(draw: st.DrawFn, late: bool = False, most: int = 7) -> Network:
    """Up to `most` tasks, some below a summary, linked from earlier to later ones; with `late`, some lie that way."""
    tasks: list[Task] = []
    for place in range(draw(st.integers(1, most))):
        below = bool(tasks) and draw(st.integers(0, 3)) == 0
        tasks.append(draw(_tasks(f"T{place}", (tasks[-1].parent or tasks[-1].key) if below else None, late)))
    above = {task.parent for task in tasks}
    tasks = [Task(task.key, 0, task.parent) if task.key in above else task for task in tasks]
    pairs = [
        (before, task) for place, task in enumerate(tasks) for before in tasks[:place] if task.parent != before.key
    ]
    links = []
    for before, after in draw(st.lists(st.sampled_from(pairs), max_size=8)) if pairs else ():
        lag, unit = draw(st.sampled_from(_LAGS))
        links.append(Dependency(before.key, after.key, draw(st.sampled_from(_KINDS)), lag, unit))
    return Network(Terms(MONDAY), tasks, links, dict(CALENDARS))


@st.composite
def _tasks(draw: st.DrawFn, key: str, parent: str | None, late: bool) -> Task:
    constraint = draw(st.sampled_from([*_CONSTRAINTS, "ALAP", "ALAP"] if late else _CONSTRAINTS))
    task = Task(
        key,
        draw(_LENGTHS),
        parent,
        constraint=constraint,
        constraint_at=None if constraint in ("ASAP", "ALAP") else draw(_DAYS),
        calendar=draw(st.sampled_from([None, None, None, "Six days", "Evenings"])),
        leveling_delay=draw(st.sampled_from([0, 0, 0, 3 * DAY])),
        elapsed=draw(st.sampled_from([False, False, False, True])),
    )
    if task.calendar is None and not task.elapsed and draw(st.integers(0, 5)) == 0:
        task.actual_start = MONDAY + timedelta(draw(st.integers(0, 4)))
        task.percent = 50
    return task
