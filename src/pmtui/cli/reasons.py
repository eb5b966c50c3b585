"""`schedule --why` and `schedule --trend`: what a date follows from, and where the milestones are heading."""

from datetime import date
from typing import TYPE_CHECKING, Any

from pmtui.cli.call import Call
from pmtui.cli.output import safe, table
from pmtui.cli.schedule import dates, day, minutes, project_meant
from pmtui.errors import Refused

if TYPE_CHECKING:
    from pmtui.actions.scheduling import Chart, Row
    from pmtui.planning.sooner import Advice, Change
    from pmtui.planning.variance import Trend
    from pmtui.planning.why import Step
    from pmtui.store.plan import Plan

_HELPS = 8
"""Ways to bring a task forward that are printed; JSON has all."""


def show_why(call: Call, plan: "Plan", ref: str) -> None:
    """Print the chain that drives an item's date, then what would bring its finish forward by a day."""
    from pmtui.actions.reasons import change_words, days_words, reasons
    from pmtui.actions.scheduling import scheduled
    from pmtui.planning.sooner import what_would_help
    from pmtui.store.lookup import project_of

    id = call.ids(plan, [ref])[0]
    chart = scheduled(plan, project_of(plan, id))
    row = chart.row(id)
    if row is None:
        raise Refused(f"{ref} is not on the timeline: it is dropped, archived, or an entry that takes no time")
    chain = reasons(chart, row)
    wanted = chart.day_minutes * 10
    advice = what_would_help(chart.prepared.network, id, wanted)
    if call.options.json:
        call.out.json(_why_document(chart, row, chain, advice))
        return
    head = f"{row.ref}  {safe(row.title)}  {day(chart, chart.start(row))} to {day(chart, chart.finish(row))}"
    lines = [call.out.paint(head, "bold"), *_chain_lines(chart, chain)]
    lines += ["", call.out.paint("A day sooner", "bold")]
    for help in advice.helps[:_HELPS]:
        said = " and ".join(change_words(chart, change) for change in help.changes)
        short = "" if help.gain >= wanted else f"   {days_words(chart, help.gain)} sooner only"
        lines.append(f"  {said}{short}")
    if not advice.helps:
        lines.append("  nothing on its way can be shortened")
    elif advice.tried < advice.candidates:
        lines.append(f"  ({advice.tried} of {advice.candidates} possible changes were tried)")
    call.out.lines(lines)


def _chain_lines(chart: "Chart", chain: "list[tuple[Step, str]]") -> list[str]:
    """The steps, each task's number before the first of its own."""
    from pmtui.actions.reasons import name

    refs = [name(chart, one.key) for one, _ in chain]
    wide = max(map(len, refs), default=0)
    shown = [ref if place == 0 or ref != refs[place - 1] else "" for place, ref in enumerate(refs)]
    return [f"  {ref:>{wide}}  {safe(words)}" for ref, (_, words) in zip(shown, chain, strict=True)]


def _why_document(chart: "Chart", row: "Row", chain: "list[tuple[Step, str]]", advice: "Advice") -> dict[str, Any]:
    """Both answers as JSON; `enough` says whether a way gains the whole day."""
    return {
        "number": row.number,
        "title": row.title,
        **dates(chart, row),
        "because": [
            {
                "kind": one.kind, "number": _number(chart, one.key), "other": _number(chart, one.other),
                "from": one.begin.isoformat(), "to": one.end.isoformat(), "words": words,
            }
            for one, words in chain
        ],
        "sooner": [
            {
                "changes": [_change(chart, change) for change in help.changes],
                "gain_minutes": minutes(help.gain), "enough": help.gain >= chart.day_minutes * 10,
            }
            for help in advice.helps
        ],
        "tried": advice.tried,
        "candidates": advice.candidates,
    }  # fmt: skip


def _change(chart: "Chart", change: "Change") -> dict[str, Any]:
    from pmtui.actions.reasons import change_words

    return {
        "kind": change.kind, "number": _number(chart, change.key), "other": _number(chart, change.other),
        "minutes": minutes(change.amount), "day": change.day.isoformat() if change.day else None,
        "words": change_words(chart, change),
    }  # fmt: skip


def _number(chart: "Chart", key: str | None) -> int | None:
    row = chart.row(key) if key else None
    return row.number if row else None


def show_trend(call: Call, plan: "Plan") -> None:
    """Print, milestone by milestone, what was expected on each report date, and where that is heading."""
    from pmtui.actions.comparing import forecasts
    from pmtui.actions.scheduling import scheduled
    from pmtui.planning.variance import milestone_trend

    chart = scheduled(plan, project_meant(call, plan))
    found = [(row, points) for id, points in forecasts(plan, chart).items() if (row := chart.row(id)) is not None]
    trends = [milestone_trend(chart.maker.calendar, points) for _, points in found]
    if call.options.json:
        call.out.json(
            [
                {
                    "number": row.number, "title": row.title, "direction": trend.direction,
                    "slip_days": sum(trend.slips),
                    "forecasts": [
                        {"at": at.isoformat(), "finish": finish.isoformat(), "slip_days": slip}
                        for (at, finish), slip in zip(points, trend.slips, strict=True)
                    ],
                }
                for (row, points), trend in zip(found, trends, strict=True)
            ]
        )  # fmt: skip
        return
    if not found:
        raise Refused('there is no milestone yet; `pmtui add "Go live type:milestone"` adds one')
    call.out.lines(_trend_table(call, chart, found, trends))


def _trend_table(
    call: Call, chart: "Chart", found: "list[tuple[Row, list[tuple[date, date]]]]", trends: "list[Trend]"
) -> list[str]:
    """A row a milestone, a column a report date; a date on which no forecast had moved is left out."""
    from pmtui.model.dates import show_date

    telling = {points[0][0] for _, points in found} | {chart.today}
    for (_, points), trend in zip(found, trends, strict=True):
        telling |= {at for (at, _), slip in zip(points, trend.slips, strict=True) if slip}
    columns = sorted(telling)[-6:]
    rows = [("", "forecast on", *(show_date(at, chart.today, long=False) for at in columns), "")]
    for (row, points), trend in zip(found, trends, strict=True):
        known = [
            next((finish for day, finish in reversed(points) if day <= at), None) for at in columns
        ]  # as it stood on that day
        total = sum(trend.slips)
        heading = trend.direction + (f" {total:+d}d" if total else "")
        cells = (show_date(finish, chart.today, long=False) if finish else "" for finish in known)
        rows.append((row.ref, safe(row.title), *cells, heading))
    styles = ["dim", *({"slipping": "alarm", "earlier": "ok"}.get(trend.direction, "") for trend in trends)]
    return table(call.out, rows, 1, styles if call.out.colour else ())
