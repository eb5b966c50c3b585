"""`pmtui sprint plan` and `refine`: what a planning sees of a sprint and its backlog, printed or as JSON."""

from typing import TYPE_CHECKING, Any

from pmtui.cli.call import Call
from pmtui.cli.output import Output, safe, table
from pmtui.cli.schedule import project_meant
from pmtui.model.dates import show_date

if TYPE_CHECKING:
    from pmtui.cli.shapes import Shapes
    from pmtui.meetings.backlog import Candidate
    from pmtui.meetings.sprint_load import Load
    from pmtui.meetings.sprint_view import View
    from pmtui.store.plan import Plan

_SHOWN = 30
"""Items of the backlog that are printed; JSON has all of them."""


def show_plan(call: Call, plan: "Plan") -> None:
    """Print a sprint that is being planned."""
    from pmtui.cli.shapes import Shapes

    shapes, view = Shapes(plan), _view(call, plan, " ".join(call.options.words) or None)
    if call.options.json:
        call.out.json(document(view, shapes))
    else:
        call.out.lines(page(call.out, view, shapes))


def show_queue(call: Call, plan: "Plan") -> None:
    """Print what needs refining, with the reasons."""
    from pmtui.cli.around import exactly
    from pmtui.cli.shapes import Shapes

    exactly(call.options.words, "sprint refine", 0, 0)
    shapes, view = Shapes(plan), _view(call, plan, None)
    if call.options.json:
        call.out.json([{**_candidate(one.candidate, shapes), "reasons": list(one.reasons)} for one in view.queue])
        return
    rows = [
        (
            one.candidate.item.ref, safe(one.candidate.item.title), _points(one.candidate),
            shapes.code(one.candidate.item.owner_id) or "", safe(", ".join(one.reasons)),
        )
        for one in view.queue
    ]  # fmt: skip
    lines = table(call.out, rows, 1) or ["nothing of the backlog needs refining"]
    call.out.lines([*lines, *_hidden(view)])


def _view(call: Call, plan: "Plan", sprint: str | None) -> "View":
    from pmtui.meetings.capture import Habits
    from pmtui.meetings.planning import Planning

    settings = call.settings
    habits = Habits(settings.week_start, settings.day_first, settings.hours_per_day)
    return Planning(plan, [project_meant(call, plan)], sprint, habits).view


def page(out: Output, view: "View", shapes: "Shapes") -> list[str]:
    """The sprint, what is in it, the backlog with the lines of the forecast, who can do how much, what is amiss."""
    from pmtui.cli.sprints import days_words

    sprint, today = view.sprint, view.backlog.today
    off = ", ".join(f"{show_date(day, today)} {name}".strip() for day, name in view.holidays)
    days = f"{view.days} working days" + (f" ({off})" if off else "")
    state = sprint.state if sprint.id else "proposed: it comes into the plan with `pmtui sprint add`"
    lines = [
        out.paint(f"{safe(sprint.name)}  {days_words(sprint, today)}  {days}", "bold") + f"  {state}",
        f"Goal: {safe(sprint.goal)}" if sprint.goal else "No goal yet",
        "",
        out.paint(f"In the sprint: {view.words(view.amount)}{_of(view)}", "bold"),
        *table(out, [_row(one, shapes) for one in view.backlog.inside], 2),
        "",
        out.paint("Backlog", "bold"),
        *_backlog(out, view, shapes),
        "",
        forecast_words(view),
    ]
    if view.loads:
        lines += ["", out.paint(f"Capacity: hours by calendar less leave, times focus {view.focus:g}", "bold")]
        lines += table(out, [_load(one) for one in view.loads], 0)
    if view.checks:
        lines += ["", out.paint("To look at", "bold"), *(f"  {safe(one.text)}" for one in view.checks)]
    return lines


def forecast_words(view: "View") -> str:
    """The forecast in a line, with its method: what a sprint brings, and how likely all that is in it gets done."""
    pace = view.pace
    history = " ".join(f"{amount:g}" for amount in pace.history)
    what = "Velocity" if pace.unit == "pt" else "Items a week"
    told = f"{what} {history}  " if history else ""
    if pace.p50 is None or pace.p85 is None:
        return f"{told}No forecast: {pace.missing}"
    told += f"P50 {pace.p50:g}  P85 {pace.p85:g}"
    if view.chance is not None:
        told += f"  all {view.words(view.amount)}: {view.chance * 100:.0f} %"
    return f"{told}  ({pace.method})"


def _of(view: "View") -> str:
    return "" if view.pace.p85 is None else f" of {view.pace.p85:g} (P85)"


def _backlog(out: Output, view: "View", shapes: "Shapes") -> list[str]:
    """What could be taken in, cut by the lines below which it no longer fits."""
    rows = table(out, [_row(one, shapes) for one in view.backlog.outside[:_SHOWN]], 2)
    for name, limit in (("P50", view.pace.p50), ("P85", view.pace.p85)):
        if limit is not None:
            count, amount = view.fits(limit)
            if count < len(rows):
                rule = out.glyphs["rule"] * 3
                rows.insert(
                    count, out.paint(f"{rule} {name} {view.words(limit)}, {amount:g} with what is above {rule}", "dim")
                )
    more = len(view.backlog.outside) - _SHOWN
    return [*rows, *([f"and {more} more"] if more > 0 else []), *_hidden(view)] or ["nothing else is open"]


def _hidden(view: "View") -> list[str]:
    """What is open but not to be taken in now."""
    from pmtui.actions.sprint_course import amount

    there = view.backlog.elsewhere
    told = [f"{amount(len(there), sum(one.points or 0 for one in there))} open in other sprints"] if there else []
    return told + ([f"{len(view.backlog.snoozed)} snoozed"] if view.backlog.snoozed else [])


def _row(one: "Candidate", shapes: "Shapes") -> tuple[str, ...]:
    carried = f"carried x{one.carried}" if one.carried else ""
    state = ", ".join(filter(None, ("ready" if one.ready else "", *one.lacks, carried)))
    owner = shapes.code(one.item.owner_id) or ""
    return (f"  {one.item.ref}", _points(one), safe(one.item.title), owner, f"{one.age}d", safe(state))


def _points(one: "Candidate") -> str:
    return "" if one.item.points is None else f"{one.item.points:g}pt"


def _load(one: "Load") -> tuple[str, ...]:
    percent = "" if one.percent is None else f"{one.percent:.0f} %"
    notes = [f"over by {one.over:.3g}h"] if round(one.over, 2) else []
    notes += [f"leave {one.leave:.2g}d"] if round(one.leave, 2) else []
    notes += [f"{one.unestimated} without a length"] if one.unestimated else []
    return (f"  {safe(one.person.name)}", f"{one.planned:.3g}h of {one.hours:.3g}h", percent, ", ".join(notes))


def document(view: "View", shapes: "Shapes") -> dict[str, Any]:
    """The same as JSON; figures of the forecast in its unit."""
    from pmtui.cli.sprints import sprint_cells

    pace = view.pace
    return {
        **sprint_cells(view.sprint, shapes),
        "proposed": not view.sprint.id,
        "working_days": view.days,
        "holidays": [{"day": day.isoformat(), "name": name} for day, name in view.holidays],
        "points": view.points,
        "items": [_candidate(one, shapes) for one in view.backlog.inside],
        "backlog": [_candidate(one, shapes) for one in view.backlog.outside],
        "forecast": {
            "unit": "points" if pace.unit == "pt" else "items", "method": pace.method, "history": list(pace.history),
            "p50": pace.p50, "p85": pace.p85, "amount": view.amount, "chance": view.chance,
            "missing": pace.missing or None,
            "fits_p50": None if pace.p50 is None else view.fits(pace.p50)[0],
            "fits_p85": None if pace.p85 is None else view.fits(pace.p85)[0],
        },
        "focus": view.focus,
        "capacity": [
            {
                "person": one.person.code, "days": round(one.days, 2), "hours": round(one.hours, 2),
                "planned_hours": round(one.planned, 2),
                "percent": None if one.percent is None else round(one.percent),
                "over_hours": round(one.over, 2), "leave_days": round(one.leave, 2),
                "without_length": one.unestimated,
            }
            for one in view.loads
        ],
        "checks": [{"kind": one.kind, "text": one.text} for one in view.checks],
        "snoozed": [one.number for one in view.backlog.snoozed],
        "in_other_sprints": [one.number for one in view.backlog.elsewhere],
    }  # fmt: skip


def _candidate(one: "Candidate", shapes: "Shapes") -> dict[str, Any]:
    item = one.item
    return {
        "number": item.number, "ref": item.ref, "title": item.title, "points": item.points,
        "estimate_minutes": one.minutes, "owner": shapes.code(item.owner_id), "column": one.column,
        "age_days": one.age, "carried": one.carried,
        "criteria": None if one.criteria is None else {"settled": one.criteria[0], "all": one.criteria[1]},
        "waits_for": [
            {
                "number": wait.item.number, "in_sprint": wait.inside, "in_time": wait.fine,
                "forecast": wait.finish.isoformat() if wait.finish else None,
            }
            for wait in one.waits
        ],
        "ready": one.ready, "lacks": list(one.lacks),
    }  # fmt: skip
