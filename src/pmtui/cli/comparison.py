"""Two states of a plan side by side on the command line: now, a baseline, a past moment, another file."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmtui.cli.call import Call
from pmtui.cli.output import safe, table
from pmtui.cli.schedule import minutes, moment_ms, project_meant
from pmtui.errors import Usage

if TYPE_CHECKING:
    from pmtui.actions.comparing import Comparison, Side
    from pmtui.actions.scheduling import Chart
    from pmtui.planning.compare import Difference, State
    from pmtui.store.plan import Plan


def show_comparison(call: Call, plan: "Plan", before: str, after: str | None) -> None:
    """Print what differs between two states of a plan, the second being the plan as it is unless said."""
    from pmtui.actions.comparing import compared
    from pmtui.actions.scheduling import scheduled

    chart = scheduled(plan, project_meant(call, plan))
    first, second = _side(call, plan, chart, before), _side(call, plan, chart, after or "now")
    found = compared(chart.maker, first, second)
    if call.options.json:
        call.out.json(document(chart, found))
    else:
        call.out.lines(told(call, chart, found))


def _side(call: Call, plan: "Plan", chart: "Chart", said: str) -> "Side":
    """The state that a word means: now, B0 to B10, a file that is there, else a moment in the past."""
    from pmtui.actions.comparing import side_at, side_of, side_of_baseline

    word = said.strip()
    if word.casefold() == "now":
        return side_of(chart)
    if number := re.fullmatch(r"[bB](\d{1,2})", word):
        return side_of_baseline(plan, chart.maker, int(number[1]))
    path = Path(word).expanduser()
    if path.is_file():
        return _side_of_file(call, plan, chart, path)
    if re.search(r"\.[A-Za-z]\w{1,4}$", word):
        raise Usage(f"there is no file {word}")
    return side_at(plan, chart.project.id, moment_ms(call, plan, word))


def _side_of_file(call: Call, plan: "Plan", chart: "Chart", path: Path) -> "Side":
    """The schedule in another system's file: imported into a plan of its own, its tasks matched with ours."""
    from tempfile import TemporaryDirectory

    from pmtui.actions.comparing import Side, side_of
    from pmtui.actions.scheduling import scheduled
    from pmtui.exchange import importing
    from pmtui.store.lookup import open_projects
    from pmtui.store.plan import Plan
    from pmtui.store.read import externals

    with (
        TemporaryDirectory(prefix="pmtui-compare-") as folder,
        Plan.create(Path(folder) / "pmtui.db", plan.actor) as other,
    ):
        importing.run(other, [path])
        charts = [scheduled(other, project) for project in open_projects(other)]
        theirs = max(charts, key=lambda one: len(one.rows), default=None)
        if theirs is None or not theirs.rows:
            raise Usage(f"{path} holds no task that could be scheduled")
        states = side_of(theirs).states
        same = _same(externals(other), states, externals(plan), {row.id: row.title for row in chart.rows})
    return Side(
        path.name,
        {same.get(id, id): state._replace(links=_relinked(state, same)) for id, state in states.items()},
    )


def _same(
    foreign: dict[str, list[tuple[str, str]]], states: "dict[str, State]", known: dict[str, list[tuple[str, str]]],
    titles: dict[str, str],
) -> dict[str, str]:  # fmt: skip
    """The keys in the plan of another file's tasks: of the same foreign id, else of a title that each side has once.

    A task that is not in the plan goes by its foreign id.
    """
    ours = {said: id for id, several in known.items() for said in several if id in titles}
    same = {id: ours[said] for id, several in foreign.items() for said in several if said in ours}
    left = [id for id in states if id not in same and id not in titles]
    free = [id for id in titles if id not in same.values()]
    theirs, mine = (Counter(names) for names in ((states[id].title for id in left), (titles[id] for id in free)))
    once = {titles[id]: id for id in free if mine[titles[id]] == 1}
    for id in left:
        title = states[id].title
        if title in once and theirs[title] == 1:
            same[id] = once[title]
        elif id in foreign:
            same[id] = " ".join(foreign[id][0])
    return same


def _relinked(state: "State", same: dict[str, str]) -> Any:
    return state.links and frozenset(link._replace(before=same.get(link.before, link.before)) for link in state.links)


def told(call: Call, chart: "Chart", found: "Comparison") -> list[str]:
    """The comparison as lines: the project's finish, how much differs, and each difference in plain words."""
    from pmtui.actions.reasons import difference_words

    lines = [call.out.paint(line, "bold") for line in _headline(chart, found)]
    for one in found.differences:
        pieces = difference_words(chart, one)
        styles = {"alarm": "alarm", "warn": "warn", "ok": "ok", "dim": "dim", "strong": "bold"}
        lines.append(
            "".join(call.out.paint(safe(words), styles[role]) if role in styles else words for words, role in pieces)
        )
    return lines


def _headline(chart: "Chart", found: "Comparison") -> list[str]:
    from pmtui.actions.reasons import days_words
    from pmtui.model.dates import show_date

    names = f"{safe(found.before.name)} > {safe(found.after.name)}"
    figures = found.overview
    if figures.finish_before is None or figures.finish_after is None:
        return [names, ""]
    ends = [show_date(at.date(), chart.today) for at in (figures.finish_before, figures.finish_after)]
    moved = days_words(chart, figures.moved_by, signed=True) if figures.moved_by else "the same"
    counts = ", ".join(f"{count} {what}" for what, count in figures.counts.items()) or "nothing differs"
    return [f"{names}   finish {ends[0]} > {ends[1]}, {moved}", counts, ""]


def document(chart: "Chart", found: "Comparison") -> dict[str, Any]:
    """The comparison as JSON; dates are local times without a zone."""
    figures = found.overview
    return {
        "project": chart.project.key,
        "before": found.before.name,
        "after": found.after.name,
        "finish_before": figures.finish_before.isoformat() if figures.finish_before else None,
        "finish_after": figures.finish_after.isoformat() if figures.finish_after else None,
        "moved_by_days": _days(chart, figures.moved_by),
        "counts": figures.counts,
        "differences": list(_differences(chart, found)),
    }


def _differences(chart: "Chart", found: "Comparison") -> Iterator[dict[str, Any]]:
    from pmtui.actions.reasons import difference_words
    from pmtui.store.read import refs

    numbers = refs(chart.maker.plan, (one.key for one in found.differences))
    for one in found.differences:
        yield {
            "number": numbers[one.key][0] if one.key in numbers else None,
            "title": one.state.title,
            "what": one.what,
            "before": _state(one.before),
            "after": _state(one.after),
            "amount_days": _days(chart, one.amount),
            "start_days": _days(chart, one.start_slip),
            "words": "".join(words for words, _ in difference_words(chart, one)),
        }


def _state(state: "State | None") -> dict[str, Any] | None:
    return state and {
        "start": state.start.isoformat(),
        "finish": state.finish.isoformat(),
        "duration_minutes": minutes(state.duration),
        "total_slack_minutes": None if state.total_slack is None else minutes(state.total_slack),
        "critical": state.critical,
    }


def _days(chart: "Chart", tenths: int) -> float:
    days = tenths / 10 / chart.day_minutes
    return round(days) if days == round(days) else round(days, 2)


def beside(call: Call, chart: "Chart", found: "Comparison") -> list[str]:
    """The comparison as a table, the two sides next to each other: what, before, after, difference."""
    from pmtui.actions.reasons import days_words, name
    from pmtui.model.dates import show_date

    def end(at: Any) -> str:
        return show_date(at.date(), chart.today) if at else ""

    figures = found.overview
    rows = [("", "", "", safe(found.before.name), safe(found.after.name), "difference")]
    moved = days_words(chart, figures.moved_by, signed=True) if figures.moved_by else "0d"
    rows.append(
        (chart.project.key, "the project", "ends", end(figures.finish_before), end(figures.finish_after), moved)
    )
    styles = ["dim", "bold"]
    for one in found.differences:
        rows.append((name(chart, one.key), safe(one.state.title), *_cells(chart, one)))
        worse = one.what == "newly critical" or (one.what == "moved" and one.amount > 0)
        styles.append("alarm" if worse else "")
    return table(call.out, rows, 1, styles if call.out.colour else ())


def _cells(chart: "Chart", one: "Difference") -> tuple[str, str, str, str]:
    """A difference as what it is of, before, after, and by how much."""
    from pmtui.actions.reasons import days_words, links_words
    from pmtui.model.dates import show_date

    amount = days_words(chart, one.amount, signed=True)
    if one.before is None or one.after is None:
        until = show_date(one.state.finish.date(), chart.today)
        return ("ends", "", until, "new") if one.before is None else ("ends", until, "", "gone")
    if one.what == "moved":
        verb, slip = ("ends", amount) if one.amount else ("starts", days_words(chart, one.start_slip, signed=True))
        ends = [(state.finish if one.amount else state.start).date() for state in (one.before, one.after)]
        return (verb, *(show_date(at, chart.today) for at in ends), slip)  # type: ignore[return-value]
    if one.what in ("longer", "shorter", "cut"):
        lengths = (days_words(chart, state.duration) for state in (one.before, one.after))
        return ("takes", *lengths, amount)  # type: ignore[return-value]
    if one.what == "re-linked":
        return "is linked", "", "", links_words(chart, one)
    slacks = (
        "" if state.total_slack is None else days_words(chart, state.total_slack) for state in (one.before, one.after)
    )
    return ("has slack", *slacks, amount if "critical" not in one.what else one.what)  # type: ignore[return-value]
