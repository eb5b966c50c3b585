"""What a schedule is computed from: tasks, dependencies between them, calendars by name, and the project's terms.

Lengths are whole tenths of a minute, as Microsoft Project counts them; dates and times are local, without a zone.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from pmtui.planning.calendars import Calendar

DAY = 4_800
"""Tenths of a minute in a working day of eight hours."""

Kind = Literal["FS", "SS", "FF", "SF"]
Constraint = Literal["ASAP", "ALAP", "SNET", "SNLT", "FNET", "FNLT", "MSO", "MFO"]
LagUnit = Literal["working", "elapsed", "percent", "elapsed percent"]


@dataclass(slots=True)
class Task:
    """One task, milestone (length 0) or summary (some other task names it as its parent).

    `duration` runs on the task's calendar, or by the wall clock where `elapsed`. `constraint_at` belongs to every
    constraint but ASAP and ALAP. `percent` is 0 to 100. A started task has `actual_start`, a finished one
    `actual_finish` as well; `resume` is when interrupted work goes on. A manual task keeps `manual_start` and
    `manual_finish`; an inactive one is computed for nobody else. `calendars` are those of the people on it (each part
    of the work runs on its own person's), `calendar` the task's own; `heed_people` False lets the task's own alone
    count. `lengths` are those of the people's parts, in the order of `calendars`; without them each lasts `duration`.
    `leveling_delay` is elapsed. `guessed` marks a length nobody typed.
    """

    key: str
    duration: int
    parent: str | None = None
    elapsed: bool = False
    constraint: Constraint = "ASAP"
    constraint_at: datetime | None = None
    deadline: datetime | None = None
    percent: float = 0.0
    actual_start: datetime | None = None
    actual_finish: datetime | None = None
    resume: datetime | None = None
    remaining: int | None = None
    manual_start: datetime | None = None
    manual_finish: datetime | None = None
    manual: bool = False
    inactive: bool = False
    calendar: str | None = None
    calendars: tuple[str, ...] = ()
    lengths: tuple[int, ...] = ()
    heed_people: bool = True
    leveling_delay: int = 0
    guessed: bool = False


@dataclass(slots=True)
class Dependency:
    """`before` KIND `after`, both keys. `lag` is in tenths of a minute, or in percent of the predecessor's duration."""

    before: str
    after: str
    kind: Kind = "FS"
    lag: float = 0
    unit: LagUnit = "working"


@dataclass(slots=True)
class Terms:
    """What holds for a whole project. `finish` counts where `from_finish`; `critical_slack` in tenths of a minute."""

    start: datetime
    finish: datetime | None = None
    from_finish: bool = False
    calendar: str = "Standard"
    critical_slack: int = 0
    multiple_critical: bool = False
    honor_constraints: bool = True


@dataclass(slots=True)
class Network:
    """Everything a schedule is computed from. Parents come before their children in `tasks`."""

    terms: Terms
    tasks: list[Task] = field(default_factory=list)
    links: list[Dependency] = field(default_factory=list)
    calendars: dict[str, Calendar] = field(default_factory=dict)
