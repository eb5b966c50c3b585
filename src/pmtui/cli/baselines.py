"""`pmtui baseline`: list, save, remove baselines, and show how far the plan has moved from one."""

import argparse
import re
from typing import TYPE_CHECKING, Any

from pmtui.cli.around import exactly
from pmtui.cli.call import Call, typed
from pmtui.cli.output import safe, table
from pmtui.cli.schedule import dates, day, project_meant
from pmtui.errors import Usage

if TYPE_CHECKING:
    from pmtui.actions.scheduling import Chart, Row
    from pmtui.store.plan import Plan
    from pmtui.store.snapshots import Snapshot

VERBS = ("list", "save", "show", "remove")


def options_baseline(parser: argparse.ArgumentParser) -> None:
    """The words of `baseline`."""
    parser.add_argument("verb", nargs="?", choices=VERBS, default="list", metavar="|".join(VERBS))
    parser.add_argument(
        "words", nargs="*", metavar="[N] [NAME]", help="the baseline's number, 0 to 10; a new one's name"
    )
    parser.add_argument("--reason", metavar="TEXT", help="why it was saved, such as the change that was approved")
    parser.add_argument("--json", action="store_true", help="the baselines, or what show tells, as JSON")
    parser.epilog = (
        "A baseline is the schedule as it was promised. It is never edited: saving its number again supersedes it,\n"
        "and the log keeps the old one.\n\n"
        "  pmtui baseline save Contract          under the next free number\n"
        '  pmtui baseline save 1 "After CR 66"\n  pmtui baseline show 0                 what has moved since'
    )


def run_baseline(call: Call) -> int:
    """List, save, show or remove baselines."""
    from pmtui.actions import baselines
    from pmtui.actions.scheduling import scheduled

    words, verb = call.options.words, call.options.verb
    if verb in ("list", "show"):
        with call.current() as plan:
            if verb == "list":
                exactly(words, "baseline list", 0, 0)
                _list(call, plan)
            else:
                _show(call, plan, _number(exactly(words, "baseline show N")[0]))
        return 0
    with call.writing() as plan:
        project = project_meant(call, plan)
        if verb == "save":
            number = _number(words[0]) if words and re.fullmatch(r"[bB]?\d+", words[0]) else None
            name = typed(" ".join(words[number is not None :]))
            outcome = baselines.save(plan, scheduled(plan, project), number, name, call.options.reason)
        else:
            outcome = baselines.remove(plan, project, _number(exactly(words, "baseline remove N")[0]))
        call.tell(outcome)
    return 0


def _number(word: str) -> int:
    found = re.fullmatch(r"[bB]?(\d{1,4})", word.strip())
    if found is None:
        raise Usage(f"baselines have the numbers 0 to 10, not {safe(word)!r}")
    return int(found[1])


def _list(call: Call, plan: "Plan") -> None:
    from pmtui.actions import baselines
    from pmtui.cli.shapes import Shapes
    from pmtui.clock import local
    from pmtui.model.dates import show_date
    from pmtui.store.read import projects

    project = project_meant(call, plan)
    shapes, found = Shapes(plan), baselines.baselines(plan, project)
    ends = {one.id: max((finish for _, finish in baselines.dates(plan, one).values()), default=None) for one in found}
    if call.options.json:
        call.out.json(
            [
                {
                    "project": projects(plan)[project].key, "number": one.number, "name": one.name or None,
                    "reason": one.reason, "saved_at": shapes.instant(one.at, project),
                    "finish": end.isoformat() if (end := ends[one.id]) else None,
                }
                for one in found
            ]
        )  # fmt: skip
        return
    if not found:
        call.out.lines(["no baseline yet; `pmtui baseline save` makes one of the schedule as it is"])
        return
    today = call.today(plan)
    rows = [
        (
            f"B{one.number}",
            f"saved {show_date(local(one.at, shapes.zone(project)).date(), today)}",
            f"ends {show_date(end.date(), today)}" if (end := ends[one.id]) else "",
            safe(one.name),
            safe(one.reason or ""),
        )
        for one in found
    ]
    call.out.lines(table(call.out, rows, 4))


def _show(call: Call, plan: "Plan", number: int) -> None:
    from pmtui.actions import baselines
    from pmtui.actions.scheduling import scheduled

    chart = scheduled(plan, project_meant(call, plan))
    known = baselines.baseline(plan, chart.project.id, number)
    frozen = baselines.dates(plan, known)
    measured = [_variance(chart, row, frozen[row.id]) for row in chart.rows if row.id in frozen]
    if call.options.json:
        call.out.json(_document(call, plan, chart, known, measured))
        return
    rows = [("", "task", f"B{number}", "now", "late by", "")]
    for row in chart.rows:
        if row.id not in frozen:
            rows.append((row.ref, _title(row), "", day(chart, chart.finish(row)), "", "new since"))
            continue
        one = _variance(chart, row, frozen[row.id])
        # A milestone's slip is in whole working days, a task's variance in working time.
        late = one["slip_days"] if row.milestone else one["finish_variance_days"]
        then, now = frozen[row.id][1], chart.finish(row)
        rows.append(
            (
                row.ref, _title(row), day(chart, then), day(chart, now), f"{late:+g}d" if late else "",
                "milestone" if row.milestone else "",
            )
        )  # fmt: skip
    gone = len(frozen.keys() - chart.place.keys())
    tail = [f"{gone} task{' is' if gone == 1 else 's are'} gone since"] if gone else []
    call.out.lines(table(call.out, rows, 1) + tail)


def _title(row: "Row") -> str:
    return "  " * row.level + safe(row.title)


def _variance(chart: "Chart", row: "Row", frozen: Any) -> dict[str, Any]:
    """How far a row has moved, as JSON: in working days of the project, milestones by whole days too."""
    from pmtui.planning.variance import slip_days, variance

    start, finish = frozen

    def days(then: Any, now: Any) -> float:
        return round((variance(chart.maker.axis, then, now) or 0) / 10 / chart.day_minutes, 2)

    slip = slip_days(chart.maker.calendar, finish.date(), chart.finish(row).date()) if row.milestone else None
    return {
        "number": row.number,
        "title": row.title,
        "milestone": row.milestone,
        "baseline_start": start.isoformat(),
        "baseline_finish": finish.isoformat(),
        **dates(chart, row),
        "start_variance_days": days(start, chart.start(row)),
        "finish_variance_days": days(finish, chart.finish(row)),
        "slip_days": slip,
    }


def _document(
    call: Call, plan: "Plan", chart: "Chart", known: "Snapshot", measured: list[dict[str, Any]]
) -> dict[str, Any]:
    from pmtui.cli.shapes import Shapes

    return {
        "project": chart.project.key,
        "number": known.number,
        "name": known.name or None,
        "saved_at": Shapes(plan).instant(known.at, chart.project.id),
        "tasks": measured,
    }
