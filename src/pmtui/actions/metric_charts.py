"""Each metric of the flow as a chart: its figures, its definition, what is drawn, the table that says the same."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pmtui.actions.metric_burn import burns, velocity
from pmtui.actions.metric_pictures import Chart, Fact, Value
from pmtui.actions.metric_words import called, count_words, day_words, refs
from pmtui.model.pictures import Bar, Bars, Lines, Scatter, Series, Stack
from pmtui.planning import cfd, pace
from pmtui.planning.flow import SERVICE_MINIMUM, SERVICE_PERCENT, SERVICE_WEEKS, percentile
from pmtui.planning.throughput import weekly_throughput

if TYPE_CHECKING:
    from pmtui.actions.metrics import Flow

DAY = 86_400_000
PERCENTS = (50, 70, 85, 95)


def charts(flow: "Flow", first: int, only: Collection[str] = ()) -> dict[str, Chart]:
    """All charts of the days from `first` to today, or `only` some by name."""
    makers = {
        "cycle": _cycle, "throughput": _throughput, "ageing": _ageing, "wip": _wip, "cfd": _cfd, "burnup": burns,
        "burndown": burns, "velocity": velocity, "blocked": _blocked,
    }  # fmt: skip
    wanted = dict.fromkeys(make for name, make in makers.items() if name in (only or makers))
    return {chart.name: chart for make in wanted for chart in make(flow, first)}


def _cycle(flow: "Flow", first: int) -> Iterable[Chart]:
    done = pace.finished(flow.courses, first, flow.today)
    times, leads = pace.cycles(done), pace.leads(done)
    share = pace.efficiency(done)
    facts = [Fact(f"P{percent}", percentile(times, percent) if times else None, "d") for percent in PERCENTS]
    facts += [
        Fact("mean", sum(times) / len(times) if times else None, "d"),
        Fact("finished", len(times)),
        Fact("lead P50", percentile(leads, 50) if leads else None, "d"),
        Fact("lead P85", percentile(leads, 85) if leads else None, "d"),
        Fact("flow efficiency", None if share is None else share * 100, "%"),
    ]
    dots = [(one.finish.day, one.finish.cycle) for one in done if one.finish.cycle is not None]
    lines = [(f"P{percent} {percentile(times, percent)}d", percentile(times, percent)) for percent in (50, 85) if times]
    rows = [
        (*called(flow, one.id), date.fromordinal(one.finish.day), one.finish.cycle, one.finish.lead)
        for one in reversed(done)
    ]
    yield Chart(
        "cycle",
        "Cycle time",
        "finished - started + 1 day; lead time from leaving the backlog; nearest rank",
        facts,
        Scatter(first, flow.today, dots, lines) if dots else None,
        ("number", "title", "finished", "cycle_days", "lead_days"),
        rows,
        _too_few(flow, first, times),
        "P85",
    )


def _too_few(flow: "Flow", first: int, times: Sequence[int]) -> str:
    """What is missing for a service level, with the raw range."""
    if len(times) >= SERVICE_MINIMUM:
        return ""
    if not times:
        return f"Nothing was started and finished since {day_words(flow, first)}; finished cards bring the times"
    span = f"{min(times)}d" if min(times) == max(times) else f"{min(times)} to {max(times)}d"
    return f"{len(times)} finished, {SERVICE_MINIMUM} make a service level; so far they took {span}"


def _throughput(flow: "Flow", first: int) -> Iterable[Chart]:
    done = pace.finished(flow.courses, first, flow.today)
    days, today = [date.fromordinal(one.finish.day) for one in done], date.fromordinal(flow.today)
    begun = today - timedelta((today.weekday() - flow.week_start) % 7)
    weekly = weekly_throughput(days, today, 10_000, flow.week_start, since=date.fromordinal(first))
    running = sum(day >= begun for day in days)
    weeks = [(begun - timedelta(7 * (len(weekly) - place)), count) for place, count in enumerate(weekly)]
    rows: list[tuple[Value, ...]] = [(week, count) for week, count in reversed(weeks)]
    law = pace.little(pace.in_progress(flow.courses, first, flow.today), done)
    facts = [
        Fact("a week", sum(weekly) / len(weekly) if weekly else None),
        Fact("least", min(weekly, default=None)),
        Fact("most", max(weekly, default=None)),
        Fact("this week so far", running),
        Fact("Little: WIP / rate", law.implied, "d"),
        Fact("measured", law.cycle, "d"),
    ]
    bars = [Bar(f"{week.day} {week:%b}", count, str(count)) for week, count in weeks]
    yield Chart(
        "throughput",
        "Throughput",
        "items finished in whole weeks, empty ones too; Little is a check, no forecast",
        facts,
        Bars([*bars, Bar("now", running, str(running), "bar_rest")], True) if weekly else None,
        ("week", "finished"),
        [(begun, running), *rows] if weekly else [],
        ""
        if weekly
        else f"No whole week since {day_words(flow, first)}; so far {count_words(len(days), 'item')} finished",
        "a week",
    )


def _ageing(flow: "Flow", _: int) -> Iterable[Chart]:
    level = pace.service_level_on(flow.courses, flow.today)
    found = pace.ages(flow.courses, flow.today, level)
    over = sum(level is not None and age.days > level for age in found)
    bars, rows = [], []
    for age in found:
        ref, title = called(flow, age.id)
        late = level is not None and age.days > level
        bars.append(Bar(f"{ref} {title}", age.days, f"{age.days}d", "crit" if late else "bar"))
        share = None if age.share is None else round(age.share * 100)
        rows.append((ref, title, flow.names[age.id].column, age.days, share))
    unknown = sum(one.in_progress and one.started is None for one in flow.courses)
    yield Chart(
        "ageing",
        "Ageing WIP",
        f"today - started + 1 day; service level: P{SERVICE_PERCENT} of the cycle times of {SERVICE_WEEKS} weeks",
        [
            Fact("in progress", len(found) + unknown),
            Fact("service level", level, "d"),
            Fact("older", over if level else None),
            *([Fact("start not known", unknown)] if unknown else []),
        ],
        Bars(bars, False, ("P85", level) if level else None) if bars else None,
        ("number", "title", "column", "age_days", "percent_of_level"),
        rows,
        "" if found else "Nothing is in progress",
        "older",
        "today",
    )


def _wip(flow: "Flow", first: int) -> Iterable[Chart]:
    counts = pace.in_progress(flow.courses, first, flow.today)
    values = [float(count) for count in counts]
    yield Chart(
        "wip",
        "WIP",
        "items started by that day and not finished, or finished that day",
        [
            Fact("today", counts[-1]),
            Fact("average", sum(counts) / len(counts)),
            Fact("least", min(counts)),
            Fact("most", max(counts)),
            Fact("days", len(counts)),
        ],
        Lines(first, [Series("WIP", "bar", values)], [], "items") if any(counts) else None,
        ("day", "wip"),
        [(date.fromordinal(first + place), counts[place]) for place in reversed(range(len(counts)))],
        "" if any(counts) else f"Nothing was in progress since {day_words(flow, first)}",
        "today",
    )


_BANDS = {"done": "ok", "wait": "warn", "active": "bar", "ready": "base", "backlog": "link"}
"""The bands of the cumulative flow from below, and their roles in the look."""


def _cfd(flow: "Flow", first: int) -> Iterable[Chart]:
    counts = cfd.cumulative_flow(flow.courses, first, flow.today)
    before = cfd.cumulative_flow(flow.courses, first - 1, first - 1)["done"][0]
    days = range(flow.today - first + 1)
    bands = [
        Series(name, role, [float(value - (before if name == "done" else 0)) for value in counts[name]])
        for name, role in _BANDS.items()
    ]
    bands[0] = bands[0]._replace(values=[max(0.0, value) for value in bands[0].values])
    yield Chart(
        "cfd",
        "Cumulative flow",
        f"items by category of column as each day ended; done is drawn since {day_words(flow, first)}",
        [Fact(name, counts[name][-1]) for name in cfd.CATEGORIES],
        Stack(first, bands) if any(any(band.values) for band in bands) else None,
        ("day", *cfd.CATEGORIES),
        [
            (date.fromordinal(first + place), *(counts[name][place] for name in cfd.CATEGORIES))
            for place in reversed(days)
        ],
        "" if any(map(any, counts.values())) else "No card is on the board yet",
    )


def _blocked(flow: "Flow", first: int) -> Iterable[Chart]:
    causes = pace.blocked_time(flow.stories, flow.midnight(first), flow.now)
    days = [one.ms / DAY for one in causes]
    bars = [Bar(one.reason, took, f"{took:.1f}d", "crit") for one, took in zip(causes, days, strict=True)]
    rows = [(one.reason, round(took, 2), refs(flow, one.ids)) for one, took in zip(causes, days, strict=True)]
    yield Chart(
        "blocked",
        "Blocked time",
        "time that open items were blocked in the period, by the reason given",
        [Fact("blocked", sum(days), "d"), Fact("causes", len(causes))],
        Bars(bars, False) if bars else None,
        ("cause", "days", "items"),
        list(rows),
        "" if bars else f"Nothing was blocked since {day_words(flow, first)}",
        "blocked",
    )
