"""Our dates against Microsoft Project's own, task by task, on files that it calculated (where they are at hand)."""

import gzip
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from pmtui.exchange.ledger import Ledger
from pmtui.exchange.mspdi_model import UNASSIGNED, MspAssignment, MspProject, MspTask, text_in
from pmtui.exchange.mspdi_read import read_project
from pmtui.planning.axis import Axis
from pmtui.planning.calendars import Calendar
from pmtui.planning.network import Constraint, Dependency, Kind, LagUnit, Network, Task, Terms
from pmtui.planning.schedule import Schedule, schedule

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
FILES = sorted((SAMPLES / "mspdi").glob("*.xml"))
CALCULATED = sorted((SAMPLES / "cpm-oracle").glob("*.jsonl.gz"))

KINDS: tuple[Kind, ...] = ("FF", "FS", "SF", "SS")
CONSTRAINTS: tuple[Constraint, ...] = ("ASAP", "ALAP", "MSO", "MFO", "SNET", "SNLT", "FNET", "FNLT")
ELAPSED = (4, 6, 8, 10, 12, 36, 38, 40, 42, 44)
PERCENT: dict[int, LagUnit] = {19: "percent", 51: "percent", 20: "elapsed percent", 52: "elapsed percent"}

_STALE = "from when the plan ended on 4 March 2011; tasks of up to 3,040 hours came later and nothing was recalculated"
NOT_ITS_OWN_CALCULATION: dict[str, dict[str, str]] = {
    "mspditimephasedsegments.xml": dict.fromkeys(("LS", "LF", "free slack"), _STALE)
}
"""Files whose stored figures are not what Microsoft Project would calculate from them: by figure, the reason."""

Figures = dict[str, dict[str, int]]
"""For each of ES, EF, LS, LF (working offsets) and free slack, by the task's key."""


def differences(theirs: Figures, ours: Figures) -> list[str]:
    """What is not the same."""
    return [
        f"{figure} of {key}: {ours[figure].get(key)}, Microsoft Project {value}"
        for figure, values in theirs.items()
        for key, value in values.items()
        if ours[figure].get(key) != value
    ]


def ours(made: Schedule, axis: Axis) -> Figures:
    """Our figures, with those of every task and summary."""
    places = range(len(made.keys))
    return {
        "ES": {made.keys[i]: axis.offset(made.early_start(i)) for i in places},
        "EF": {made.keys[i]: axis.offset(made.early_finish(i)) for i in places},
        "LS": {made.keys[i]: axis.offset(made.late_start(i)) for i in places},
        "LF": {made.keys[i]: axis.offset(made.late_finish(i)) for i in places},
        "free slack": {made.keys[i]: made.free_slack[i] for i in places},
    }


# --- projects as Microsoft Project XML ----------------------------------------------------------------------------


def network_of(project: MspProject) -> Network:
    """A project's network, without blank rows, external tasks and the project's own row."""
    tasks = [task for task in project.tasks if task.uid and not task.blank]
    own = str(project.calendar)
    start = project.start or min(task.start for task in tasks if task.start)
    terms = Terms(
        start=start,
        finish=project.finish,
        from_finish=project.from_start is False,
        calendar=own,
        critical_slack=round((project.critical_slack or 0) * (project.minutes_per_day or 480) * 10),
        multiple_critical=bool(project.multiple_critical),
        honor_constraints=project.honor_constraints is not False,
    )
    calendars = {
        str(one.uid): Calendar(one.name or "", one.week, one.weeks, one.exceptions) for one in project.calendars
    }
    for one in project.calendars:
        calendars[str(one.uid)].base = calendars.get(str(one.base))
    network = Network(terms, calendars=calendars)
    people = {one.uid: one.calendar for one in project.resources if one.type == 1}
    above: list[tuple[int, str]] = []
    for task in tasks:
        level = task.level or 1
        while above and above[-1][0] >= level:
            above.pop()
        parts = [
            (calendar, one)
            for one in project.assignments
            if one.task == task.uid
            and one.resource != UNASSIGNED
            and one.units
            and (calendar := str(people.get(one.resource))) in calendars
        ]
        network.tasks.append(task_of(task, above[-1][1] if above else None, parts, calendars))
        above.append((level, str(task.uid)))
        network.links += list(links_to(task))
    return network


def task_of(
    task: MspTask, parent: str | None, parts: list[tuple[str, MspAssignment]], calendars: dict[str, Calendar]
) -> Task:
    """One task, with the lengths of its people's parts as their assignments have them."""
    constraint = CONSTRAINTS[task.constraint or 0]
    lengths = []
    for calendar, part in parts:
        begin, end = part.start or task.start, part.finish or task.finish
        assert begin is not None and end is not None
        lengths.append(Axis(calendars[calendar], begin.date(), end.date()).between(begin, end))
    return Task(
        key=str(task.uid),
        duration=task.duration or 0,
        parent=parent,
        elapsed=task.duration_format in ELAPSED,
        constraint=constraint,
        constraint_at=None if constraint in ("ASAP", "ALAP") else task.constraint_date,
        deadline=task.deadline,
        percent=task.percent or 0,
        actual_start=task.actual_start,
        actual_finish=task.actual_finish,
        resume=task.resume,
        remaining=task.remaining if task.actual_start else None,
        manual=bool(task.manual),
        manual_start=task.start,
        manual_finish=task.finish,
        inactive=task.active is False,
        calendar=str(task.calendar) if str(task.calendar) in calendars else None,
        calendars=tuple(calendar for calendar, _ in parts),
        lengths=tuple(lengths),
        heed_people=not task.lone_calendar,
        leveling_delay=task.leveling_delay or 0,
    )


def links_to(task: MspTask) -> Iterator[Dependency]:
    """The links to one task."""
    for link in task.links:
        form = link.lag_format or 7
        unit = PERCENT.get(form, "elapsed" if form in ELAPSED else "working")
        kind = KINDS[1 if link.kind is None else link.kind]
        yield Dependency(str(link.predecessor), str(task.uid), kind, link.lag or 0, unit)


def stored(project: MspProject, axis: Axis) -> Figures:
    """The figures in the file, where it has them. Slack that is left out is 0 where other tasks have theirs."""
    names = {"ES": "EarlyStart", "EF": "EarlyFinish", "LS": "LateStart", "LF": "LateFinish"}
    tasks = [task for task in project.tasks if task.uid and not task.blank]
    found: Figures = {
        figure: {
            str(task.uid): axis.offset(datetime.fromisoformat(text))
            for task in tasks
            if (text := text_in(task.kept, name))
        }
        for figure, name in names.items()
    }
    slack = {str(task.uid): text_in(task.kept, "FreeSlack") for task in tasks if not task.summary}
    if any(slack.values()):
        found["free slack"] = {key: int(text or 0) for key, text in slack.items()}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_early_and_late_date_and_free_slack_is_that_of_microsoft_project(path: Path) -> None:
    project = read_project(path.read_bytes(), Ledger())
    network = network_of(project)
    axis = Axis(network.calendars[network.terms.calendar], network.terms.start.date(), network.terms.start.date())
    theirs = stored(project, axis)
    known = NOT_ITS_OWN_CALCULATION.get(path.name, {})
    assert (
        differences({name: theirs[name] for name in theirs if name not in known}, ours(schedule(network), axis)) == []
    )


# --- plans as lines of JSON ---------------------------------------------------------------------------------------


def read_line(line: dict[str, Any]) -> Network:
    """The network of one plan that Microsoft Project calculated."""
    days = [
        tuple((_minutes(begin), _minutes(end)) for begin, end in line["calendar"]["days"][str(day)])
        for day in (2, 3, 4, 5, 6, 7, 1)
    ]
    network = Network(Terms(datetime.fromisoformat(line["start"])), calendars={"Standard": Calendar(week=tuple(days))})
    for uid, _, _, duration, constraint, at, *_rest, links in line["tasks"]:
        hours, minutes, seconds = duration[2:-1].replace("H", "M").split("M")
        network.tasks.append(
            Task(
                str(uid),
                int(hours) * 600 + int(minutes) * 10 + int(seconds) // 6,
                constraint=CONSTRAINTS[constraint],
                constraint_at=datetime.fromisoformat(at) if at else None,
            )
        )
        network.links += [Dependency(str(before), str(uid), KINDS[kind], lag) for before, kind, lag in links]
    return network


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


@pytest.mark.parametrize("path", CALCULATED, ids=lambda path: path.name)
def test_every_plan_calculated_by_microsoft_project_comes_out_the_same(path: Path) -> None:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        plans = [json.loads(line) for line in lines]
    assert plans
    for line in plans:
        assert not any(task[1] for task in line["tasks"])
        network = read_line(line)
        start = network.terms.start.date()
        axis = Axis(network.calendars["Standard"], start, date(start.year + 1, 1, 1))
        theirs: Figures = {
            figure: {str(task[0]): axis.offset(datetime.fromisoformat(task[place])) for task in line["tasks"]}
            for place, figure in enumerate(("ES", "EF", "LS", "LF"), 6)
        }
        theirs["free slack"] = {str(task[0]): task[13] for task in line["tasks"]}
        assert (line["file"], differences(theirs, ours(schedule(network), axis))) == (line["file"], [])
