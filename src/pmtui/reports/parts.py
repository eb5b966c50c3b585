"""The parts of papers: how things stand, milestones, decisions, risks, work, each from a review's pages."""

from collections.abc import Iterable, Sequence
from datetime import date

from pmtui.meetings.review_shapes import (
    Area,
    Changed,
    Decision,
    Line,
    Milestone,
    Milestones,
    Money,
    Odds,
    RiskLine,
    Risks,
    Sum,
    Taken,
)
from pmtui.model.dates import show_date
from pmtui.model.durations import show_number
from pmtui.model.paper import INDENT, RAG, Block, Bullets, Section, Table

MOST = 20
"""Lines of one kind that a paper names; of more it says how many there are."""


def section(title: str, *blocks: Block | None) -> Section:
    """A section of the blocks that there are."""
    return Section(title, tuple(block for block in blocks if block))


def bullets(lines: Iterable[str]) -> Bullets | None:
    """Lines with a bullet each; None where there are none."""
    made = tuple(lines)
    return Bullets(made) if made else None


def named(heading: str, lines: Sequence[str], most: int = MOST) -> list[str]:
    """A heading's bullet and its lines one level below, the first of them where there are many; nothing for none."""
    if not lines:
        return []
    more = [f"{INDENT}and {len(lines) - most} more"] if len(lines) > most else []
    return [heading, *(f"{INDENT}{line}" for line in lines[:most]), *more]


def told(line: Line, today: date | None = None) -> str:
    """An item in a line: number, title, owner, what there is to say of it; with `today` also the day it is due."""
    due = f"due {show_date(line.due, today)}" if line.due and today else ""
    return ", ".join(filter(None, (_called(line.ref, line.title), line.owner, line.fact, due)))


def many(count: int, noun: str) -> str:
    """A count with its noun."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def days(count: int) -> str:
    """So many working days later or earlier than promised."""
    return "on the day" if not count else f"{many(abs(count), 'working day')} {'later' if count > 0 else 'earlier'}"


# --- how it stands ---------------------------------------------------------------------------------------------------


def stands(areas: Sequence[Area]) -> Table:
    """The areas with their colours and the rules that gave them; an override beside the rule, never instead of it."""
    known = any(area.before for area in areas)
    head = ("Area", "Now", *(["Last report"] if known else []), "Why")
    rows = []
    for area in areas:
        said = area.override
        colour = RAG[said.colour if said else area.status.colour]
        now = f"{colour}, set by {said.person}" if said else colour
        why = area.status.said
        if said:
            why = f"rule {why}: {RAG[area.status.colour]}. {said.person}: {said.reason}"
        before = [RAG.get(area.before or "", "")] if known else []
        rows.append((area.name.capitalize(), now, *before, why))
    return Table(head, tuple(rows))


def troubles(areas: Sequence[Area]) -> list[str]:
    """The areas that are red or amber by their rules, the overall one left out."""
    found = [area for area in areas if area.name != "overall" and area.status.colour in ("R", "A")]
    found.sort(key=lambda area: "RA".index(area.status.colour))
    return [f"{area.name.capitalize()} {RAG[area.status.colour]}: {area.status.said}" for area in found]


# --- milestones ------------------------------------------------------------------------------------------------------


def milestones(lines: Sequence[Milestone], baseline: str | None, today: date) -> Table | None:
    """Each milestone: what was promised, what the last report said, what is expected now, how far that is off."""
    if not lines:
        return None
    known = any(one.before for one in lines)
    head = ("Milestone", f"Baseline {baseline}" if baseline else "Promised", *(["Last report"] if known else []))
    rows = []
    for one in lines:
        before = [show_date(one.before, today) if one.before else "-"] if known else []
        off = "-" if one.late is None else f"{one.late:+d}" if one.late else "0"
        state = "done" if one.done else "! late" if one.over else "late" if one.late and one.late > 0 else ""
        slack = "" if one.slack is None else f"{show_number(one.slack)}d"
        promised = show_date(one.promised, today) if one.promised else "-"
        rows.append((_called(one.ref, one.title), promised, *before, show_date(one.now, today), off, slack, state))
    return Table((*head, "Now", "Days off", "Float", "State"), tuple(rows))


def trend(lines: Sequence[Milestone], today: date) -> Table | None:
    """What each report said of each open milestone: rising dates are a milestone that slips."""
    found = [one for one in lines if not one.done and len(one.trend) > 1]
    told_on = sorted({day for one in found for day, _ in one.trend})[-6:]
    if not found:
        return None
    rows = []
    for one in found:
        said = dict(one.trend)
        cells = (show_date(said[day], today) if day in said else "-" for day in told_on)
        rows.append((_called(one.ref, one.title), *cells, one.direction))
    heads = ("today" if day == today else f"on {show_date(day, today)}" for day in told_on)
    return Table(("Trend", *heads, ""), tuple(rows))


def odds(found: Sequence[Odds], today: date) -> Table | None:
    """How likely the dates are, as ranges, with what the last report said."""
    rows = []
    for one in found:
        p50, p85, p95, promised = (show_date(day, today) for day in (one.p50, one.p85, one.p95, one.promised))
        was = f" (was {show_date(one.p85_before, today)})" if one.p85_before not in (None, one.p85) else ""
        now, before = (None if part is None else f"{part * 100:.0f} %" for part in (one.chance, one.chance_before))
        chance = f"{promised}: {now}" + (f" (was {before})" if before not in (None, now) else "")
        name = _called(one.ref, one.title)
        rows.append((f"{name[:1].upper()}{name[1:]}", p50, f"{p85}{was}", p95, chance))
    return Table(("Forecast", "P50", "P85", "P95", "Chance of"), tuple(rows)) if rows else None


def late(lines: Sequence[Milestone], today: date) -> list[str]:
    """The open milestones that are later than promised, or that have slipped since the last report."""
    found = []
    for one in lines:
        facts = []
        if one.late is not None and one.late > 0:
            facts.append(f"{days(one.late)} than promised")
        if one.moved is not None and one.moved > 0:
            facts.append(f"{many(one.moved, 'working day')} later than in the last report")
        if facts and not one.done:
            found.append(f"{_called(one.ref, one.title)}: {show_date(one.now, today)}, {', '.join(facts)}")
    return found


def forecast(page: Milestones, today: date, most: int = MOST) -> list[Block]:
    """What stands below the milestones: how likely their dates are, and by which method."""
    table = odds(page.odds[:most], today)
    return [table, f"Method: {page.method}."] if table else []


# --- decisions and risks ---------------------------------------------------------------------------------------------


def waiting(found: Sequence[Decision], today: date) -> Table | None:
    """The decisions that are needed: until when, from whom, and what waiting for them costs."""
    rows = []
    for one in found:
        due = show_date(one.due, today) if one.due else "no date"
        if one.late:
            due += f", ! {many(one.late, 'day')} late"
        cost = ", ".join(filter(None, (one.waiting_cost, f"deferred: {one.deferred}" if one.deferred else "")))
        rows.append((_called(one.ref, one.title), due, one.decider or "nobody yet", cost or "not said"))
    return Table(("Decision", "By", "From", "Cost of waiting"), tuple(rows)) if rows else None


def decided(found: Sequence[Taken]) -> list[str]:
    """The decisions that were taken, by whom and why."""
    lines = []
    for one in found:
        by = f" by {', '.join(one.people)}" if one.people else ""
        lines.append(f"{_called(one.ref, one.title)}: {one.verdict}{by}{f', {one.reason}' if one.reason else ''}")
    return lines


_MARKS = {"^": ", worse", "v": ", better"}


def risks(found: Sequence[RiskLine], today: date) -> Table | None:
    """Risks with their scores now and before, what is being done about them, and by whom."""
    rows = []
    for one in found:
        levels = f"P{one.probability or '-'} I{one.impact or '-'}"
        score = "-" if one.score is None else f"{one.score:g}"
        before = "-" if one.before is None else f"{one.before:g}{_MARKS.get(one.mark, '')}"
        was = "new" if one.mark == "+" else before
        review = show_date(one.next_review, today) if one.next_review else ""
        if one.late_days:
            review = f"! {many(one.late_days, 'day')} late"
        rows.append((_called(one.ref, one.title), levels, score, was, one.response or "none yet", one.owner, review))
    head = ("Risk", "Levels", "Score", "Was", "Response", "Owner", "Next review")
    return Table(head, tuple(rows)) if rows else None


def risk_line(one: RiskLine) -> str:
    """A risk in a line: its score, what it was, what is being done."""
    was = f" (was {one.before:g})" if one.before is not None else ""
    score = "not scored" if one.score is None else f"{one.score:g}{was}"
    return ", ".join(filter(None, (_called(one.ref, one.title), score, one.response or "no response yet", one.owner)))


def exposure(page: Risks) -> str:
    """What the open risks may cost, and whether the contingency covers it; nothing where no risk has an amount."""
    if not page.exposure and not page.exposure_before:
        return ""
    was = f" (was {page.exposure_before:,.0f})" if page.exposure_before not in (None, page.exposure) else ""
    made = f"Exposure {page.exposure:,.0f} {page.currency}{was}"
    if page.cover is not None and page.contingency is not None:
        made += f", contingency {page.contingency:,.0f} {page.currency} covers {page.cover:.0f} %"
    return f"{made}."


# --- work and money --------------------------------------------------------------------------------------------------


def done_words(changed: Changed) -> str:
    """How much was done, in a line."""
    done = changed.sums["done"]
    return f"{amount(done)} done" if done.items else "Nothing was finished"


def amount(of: Sum) -> str:
    """So many items, and their points where they have any."""
    return f"{many(of.items, 'item')}{f', {show_number(of.points)} points' if of.points else ''}"


def scope_words(changed: Changed) -> str:
    """How the scope has moved, in a line."""
    before, now = changed.before, changed.now
    if now.points or before.points:
        was, whole, done = before.points, f"{show_number(now.points)} points", now.points_done
    else:
        was, whole, done = before.items, many(now.items, "item"), now.done
    moved = f"{show_number(was)} > " if show_number(was) != whole.split()[0] else ""
    return f"Scope {moved}{whole}, of which {show_number(done)} are done"


def scope_moves(changed: Changed, most: int = MOST) -> list[str]:
    """What came into the scope, what left it, what was estimated anew."""
    estimates = [f"{_called(one.ref, one.title)}: {one.before} > {one.now}" for one in changed.estimates]
    anew = changed.sums["estimates"]
    net = f", {anew.points:+g} points" if anew.points else ""
    return [
        *named(f"{amount(changed.sums['added'])} added", list(map(told, changed.added)), most),
        *named(f"{amount(changed.sums['removed'])} removed", list(map(told, changed.removed)), most),
        *named(f"{many(anew.items, 'item')} estimated anew{net}", estimates, most),
    ]


def money(page: Money) -> Table | None:
    """The money there is; None where there is none."""
    rows = tuple((name, f"{amount:,.0f} {page.currency}".rstrip()) for name, amount in page.figures)
    return Table(("Money", "Amount"), rows) if rows else None


def _called(ref: str, title: str) -> str:
    return f"{ref} {title}".strip()
