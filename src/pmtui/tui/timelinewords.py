"""What the chart says in words: after a bar, and in the heading above the whole."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment

from pmtui.actions.forecasting import percent_words
from pmtui.model.dates import show_date
from pmtui.model.text import cell_width, cut
from pmtui.tui.look import Look
from pmtui.tui.timelinebars import Bar, Dates, Probable
from pmtui.tui.timelinecells import Cells

if TYPE_CHECKING:
    from pmtui.actions.scheduling import Row

_FAR = 24  # words further from their bar are not read as its own


class Headline(NamedTuple):
    """What stands above a tall timeline: the date that counts and its name, and what else there is to say of it."""

    label: str = "Finish"
    finish: date | None = None
    facts: tuple[str, ...] = ()


PLAIN = Headline()


def write_words(cells: Cells, look: Look, row: "Row", bar: Bar, today: date) -> None:
    """Write what there is to say of a row where it fits after its bar, clear of everything drawn; else leave it."""
    forms, role = _words(look, row, bar, today)
    start = max([end for _, end in bar.covered()]) + 1
    if not forms or not 0 < start < cells.width:
        return
    for words in forms:
        for x in range(start, min(start + _FAR, cells.width - len(words) - 1)):
            if cells.is_free(x - 1, min(x + len(words) + 1, cells.width)):
                cells.write(x, words, role)
                return


def _words(look: Look, row: "Row", bar: Bar, today: date) -> tuple[Sequence[str], str]:
    """The words after a bar, the longest form first, and their role."""
    glyph, dates = look.glyph, bar.dates
    finish = show_date(dates.finish.date(), today)
    if row.state == "done":
        return (finish[4:], finish[4:10].strip()) if bar.kind == "milestone" else (), "dim"
    if row.blocked and bar.kind != "parent":
        said = f"blocked {row.blocked_days}d" if row.blocked_days > 0 else "blocked today"
        return (f"{glyph['blocked']} {said}", f"{glyph['blocked']} {row.blocked_days}d"), "alarm"
    if bar.kind == "milestone":
        return _milestone_words(look, dates, today)
    if dates.late != 0:
        late = f"{dates.late}d late" if dates.late else "late"
        return (f"{glyph['late']} {late}",), "alarm"
    return (("?",) if row.guessed else ()), "dim"


def _milestone_words(look: Look, dates: Dates, today: date) -> tuple[Sequence[str], str]:
    """Its date, how late that is, and what a forecast says of it."""
    finish = show_date(dates.finish.date(), today)
    forms = [finish[4:], finish[4:10].strip()]
    role = "warn" if dates.critical else "dim"
    if dates.late != 0:
        late = f"{dates.late}d late" if dates.late else "late"
        forms, role = [f"{look.glyph['late']} {finish}, {late}", f"{look.glyph['late']} {finish}"], "alarm"
    if dates.probable is not None:
        said = probable_words(dates.probable, today)
        forms.insert(0, f"{forms[-1][:12].strip()}, {said}" if dates.late != 0 else said)
    return forms, role


def probable_words(probable: Probable, today: date) -> str:
    """What a forecast says of a milestone: `P85 Tue 19 Jan, 65 %`, the chance being that of the promised date."""
    return f"P85 {show_date(probable.p85.date(), today)[:10].strip()}, {percent_words(probable.chance)}"


def headline(look: Look, told: Headline, today: date, width: int, compared: bool) -> list[Segment]:
    """The finish and what is said of it, as many facts as fit; the legend at the right where there is room."""
    if told.finish is None:
        return []
    day = show_date(told.finish, today)
    label = cut(told.label, width // 3, look.glyph["cut"])
    parts = [
        Segment(f" {label}  ", look.style("dim")),
        Segment(day, look.style("strong", bold=True)),
    ]
    used = cell_width(label) + 3 + len(day)
    for fact in told.facts:
        if used + 3 + cell_width(fact) < width:
            parts.append(Segment("   " + fact, look.style("dim")))
            used += 3 + cell_width(fact)
    legend = _legend(look, compared)
    room = width - used - sum(cell_width(part.text) for part in legend) - 1
    return [*parts, Segment(" " * room, look.style("text")), *legend] if room >= 3 else parts


def _legend(look: Look, compared: bool) -> list[Segment]:
    """The bars' colours, as the bars are drawn."""
    glyph = look.glyph
    solid = not look.ascii_only and not look.ansi

    def part(role: str, done: bool, cells: int) -> Segment:
        if solid or (done and not look.ascii_only):
            return Segment(glyph["bar"] * cells, look.style("bg", role if done else f"{role}_rest"))
        return Segment(glyph["bar" if done else "bar_rest"] * cells, look.style(role))

    swatches = [
        ("done", [part("bar", True, 2)]),
        ("rest", [part("bar", False, 2)]),
        ("critical", [part("crit", True, 1), part("crit", False, 1)]),
        ("before", [Segment(glyph["before"] * 2, look.style("link"))])
        if compared
        else ("base", [Segment(glyph["baseline"] * 2, look.style("base"))]),
    ]
    legend = []
    for name, swatch in swatches:
        legend += [*swatch, Segment(f" {name}   ", look.style("dim"))]
    return [*legend[:-1], Segment(f" {swatches[-1][0]} ", look.style("dim"))]
