"""The pages of a review as lines of text: a heading, then aligned rows, as narrow or wide as the terminal."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import zip_longest
from textwrap import wrap
from typing import Any

from pmtui.actions.workload import WEEKS
from pmtui.cli.output import Output, safe, table
from pmtui.meetings.review import Review
from pmtui.meetings.review_shapes import (
    TITLES,
    Area,
    Changed,
    Decision,
    Decisions,
    Flow,
    Line,
    Milestone,
    Milestones,
    Money,
    Next,
    Odds,
    RiskLine,
    Risks,
    Summary,
    Taken,
)
from pmtui.model.dates import relative, show_date
from pmtui.model.durations import show_number
from pmtui.model.text import cell_width

_STYLES = {"R": "alarm", "A": "warn", "G": "ok"}
_INDENT = "  "
_ROOMY = 100
"""Columns from which on dates are told with their weekday."""
_REASON = 22
"""Cells before the words of a reason."""
Lines = list[str]


def head(out: Output, review: Review, name: str) -> Lines:
    """What is looked at: project, week, audience, since when, which page."""
    basis = review.basis
    project = basis.chart.project if basis.chart else None
    key = f"{project.key} {safe(project.name)}" if project else ""
    place, week = review.pages.index(name) + 1, basis.today.isocalendar().week
    words = f"Review {key}  week {week}  for {review.audience}  page {place}/{len(review.pages)} {TITLES[name]}"
    return [out.paint(out.fitted(words), "bold"), out.paint(out.fitted(f"since {safe(review.since.words)}"), "dim")]


def page(out: Output, review: Review, name: str) -> Lines:
    """A page by name."""
    return _WRITERS[name](_Writer(out, review.basis.today), review.page(name))


class _Writer:
    """Turns records into lines."""

    def __init__(self, out: Output, today: date) -> None:
        self.out = out
        self.today = today

    def section(self, title: str, lines: Sequence[str]) -> Lines:
        """A heading and lines below it; nothing where there are none."""
        return ["", self.out.paint(title, "bold"), *lines] if lines else []

    def rows(self, rows: Sequence[Sequence[str]], flexible: int = 1, styles: Sequence[str] = ()) -> Lines:
        """Aligned lines below a heading; whatever was stored is made harmless."""
        clean = [(f"{_INDENT}{safe(row[0])}", *map(safe, row[1:])) for row in rows]
        lines = [self.out.fitted(line) for line in table(self.out, clean, flexible)]
        return [self.out.paint(line, style) if style else line for line, style in zip_longest(lines, styles)]

    def day(self, day: date | None) -> str:
        """A day as people read it; in a narrow terminal without its weekday."""
        said = show_date(day, self.today) if day else "-"
        return said[4:] if day and self.out.width is not None and self.out.width < _ROOMY else said

    def summary(self, page: Summary) -> Lines:
        """How it stands and why; the head of every other page."""
        lines = self.flowing([self.area(one) for one in page.areas])
        lines += ["", *(f"{_INDENT}{safe(line)}" for line in page.breath)] if page.breath else []
        lines += self.section("Why", self.reasons(page.areas))
        lines += self.section("Milestones", self.milestones(page.milestones))
        if page.odds:
            lines.append(f"{_INDENT}in the last report: {self.odds_words(page.odds)}")
        said = [self.exposure(page.exposure, page.exposure_before, page.currency)] if page.risks else []
        lines += self.section("Top risks", [*self.risks(page.risks), *said])
        lines += self.section(f"Decisions needed ({len(page.decisions)})", self.decisions(page.decisions))
        lines += self.section("Changed since", self.changed(page.changed))
        return lines + self.missing(page.missing)

    def flowing(self, words: Sequence[str]) -> Lines:
        """Words two blanks apart, in as many lines as the terminal needs."""
        lines = [words[0]]
        for word in words[1:]:
            if self.out.width is not None and cell_width(f"{lines[-1]}  {word}") > self.out.width:
                lines.append(word)
            else:
                lines[-1] += f"  {word}"
        return lines

    def area(self, one: Area) -> str:
        """An area: `Time [R] was [A], Ana says [A]`."""
        said = one.override
        was = f" was [{one.before}]" if one.before not in (None, one.status.colour) else ""
        against = f" {safe(said.person).split(' ')[0]} says [{said.colour}]" if said else ""
        return f"{one.name.capitalize()} [{one.status.colour}]{was}{against}"

    def reasons(self, areas: Sequence[Area]) -> Lines:
        """Every area with its rule; below it what a person says against that, with the reason."""
        rows, styles = [], []
        for one in areas:
            said = [((one.name, f"[{one.status.colour}]", one.status.rule), one.status.words, one.status.colour)]
            if (other := one.override) is not None:
                said.append((("", f"[{other.colour}]", ""), f"{other.person}: {other.reason}", other.colour))
            for head, words, colour in said:
                # Of a reason nothing is cut away: it goes on in the next line.
                parts = wrap(safe(words), self.out.width - _REASON) if self.out.width else [words]
                rows += [(*(head if not place else ("", "", "")), part) for place, part in enumerate(parts)]
                styles += [_STYLES.get(colour, "dim")] * len(parts)
        return self.rows(rows, 3, styles)

    def milestones(self, found: Sequence[Milestone]) -> Lines:
        """Number, title, promised, in the last report, now, how late, how much slack."""
        if not found:
            return []
        rows = [("", "", "promised", "last report", "now", "late by", "", "slack", "")]
        for one in found:
            late = "done" if one.done else f"{one.late:+d}wd" if one.late else "0" if one.late == 0 else ""
            slack = "" if one.slack is None else f"{show_number(one.slack)}d"
            before = self.day(one.before) if one.before else ""
            moved = f"moved {one.moved:+d}wd" if one.moved else ""
            mark = self.out.glyphs["late"] if one.over else ""
            days = self.day(one.promised), before, self.day(one.now)
            rows.append((one.ref, one.title, *days, late, mark, slack, moved))
        return self.rows(rows, 1, ["dim", *("alarm" if one.over else "" for one in found)])

    def odds_words(self, one: Odds) -> str:
        """A date that counts, as percentiles: `M73 Go-live P50 14 Jan, P85 22 Jan`."""
        name = f"{one.ref} {one.title}".strip()
        return safe(f"{name} P50 {self.day(one.p50)}, P85 {self.day(one.p85)}, P95 {self.day(one.p95)}")

    def page_of_milestones(self, page: Milestones) -> Lines:
        """Milestones, their trend, their odds."""
        title = f"Milestones against {safe(page.baseline)}" if page.baseline else "Milestones against their due days"
        lines = self.section(f"{title}, tolerance {show_number(page.tolerance)}wd", self.milestones(page.milestones))
        trends = [
            (one.ref, one.title, " ".join(show_date(said, self.today)[4:] for _, said in one.trend), one.direction)
            for one in page.milestones
            if len(one.trend) > 1
        ]
        lines += self.section("Trend over the issued reports", self.rows(trends))
        odds = []
        for one in page.odds:
            was = f"was {one.chance_before:.0%}" if one.chance_before is not None else ""
            chance = f"{one.chance:.0%} by {self.day(one.promised)}"
            odds.append((one.ref, one.title, *map(self.day, (one.p50, one.p85, one.p95)), chance, was))
        if odds:
            lines += self.section("Odds", self.rows([("", "", "P50", "P85", "P95", "promised", ""), *odds]))
            lines += [self.out.fitted(f"{_INDENT}{safe(page.method)}")]
        return lines + self.missing(page.missing)

    def money(self, page: Money) -> Lines:
        """The figures that there are, and what is missing."""
        rows = [(name, f"{amount:,.0f} {page.currency}".rstrip()) for name, amount in page.figures]
        return self.section("Money", self.rows(rows, 0)) + self.missing(page.missing)

    def changed(self, one: Changed) -> Lines:
        """The sums of what changed, then the registers."""
        sums = one.sums
        parts = [
            f"{words} {sums[name].items}{f' ({show_number(sums[name].points)}pt)' if sums[name].points else ''}"
            for name, words in (
                ("done", "done"), ("added", "added"), ("removed", "removed"), ("estimates", "estimated anew"),
            )
        ]  # fmt: skip
        scope = (one.before.points, one.now.points, "pt")
        scope = scope if any(scope[:2]) else (one.before.items, one.now.items, " items")
        lines = [f"{_INDENT}{', '.join(parts)}; scope {show_number(scope[0])} > {show_number(scope[1])}{scope[2]}"]
        for words, found in (("issues", one.issues), ("issues closed", one.issues_closed), ("changes", one.changes)):
            if found:
                lines.append(
                    self.out.fitted(f"{_INDENT}{words}: {', '.join(f'{x.ref} {safe(x.title)}' for x in found)}")
                )
        return lines + self.rows([(x.ref, x.title, x.fact) for x in one.due])

    def flow(self, page: Flow) -> Lines:
        """What was done, what is carried, what came and went; the flow's figures."""
        changed = page.changed
        lines = self.section("Changed since", self.changed(changed))
        for title, found in (
            ("Done", changed.done), ("Still in hand", page.carried), ("Added", changed.added),
            ("Removed", changed.removed),
        ):  # fmt: skip
            lines += self.section(title, self.plain(found))
        estimates = [(one.ref, one.title, f"{one.before} > {one.now}") for one in changed.estimates]
        lines += self.section("Estimated anew", self.rows(estimates))
        counts = [(name, str(then), str(now)) for name, then, now in page.categories]
        lines += self.section("Cards by column", self.rows([("", "then", "now"), *counts], 0))
        figures = [(one.name, self.amount(one.before), self.amount(one.now), one.unit) for one in page.figures]
        lines += self.section("Flow", self.rows([("", "then", "now", ""), *figures], 0))
        return lines + self.missing(page.missing)

    def amount(self, value: float | None) -> str:
        """A figure, or a dash for what cannot be told."""
        return "-" if value is None else show_number(round(value, 1))

    def risks(self, found: Sequence[RiskLine]) -> Lines:
        """Number, title, levels and score with what it was, the response, who, whether its review is late."""
        rows = []
        for one in found:
            score = "-" if one.score is None else f"{one.score:g}"
            was = f"was {one.before:g}" if one.before is not None and one.before != one.score else ""
            late = f"review {one.late_days}d late" if one.late_days else ""
            levels = f"P{one.probability or '-'} I{one.impact or '-'}"
            rows.append((one.ref, one.title, levels, score, one.mark, was, one.response, one.owner, late))
        return self.rows(rows)

    def exposure(self, now: float, before: float | None, currency: str) -> str:
        """What the risks are worth, and were."""
        was = f" (was {before:,.0f})" if before is not None else ""
        return f"{_INDENT}exposure {now:,.0f}{' ' + safe(currency) if currency else ''}{was}"

    def page_of_risks(self, page: Risks) -> Lines:
        """The register, and what moved in it."""
        lines = self.section(f"Open risks ({len(page.open)})", self.risks(page.open))
        cover = "" if page.cover is None else f", the contingency of {page.contingency:,.0f} covers {page.cover:.0f} %"
        lines.append(self.exposure(page.exposure, page.exposure_before, page.currency) + cover)
        for title, found in (("New", page.new), ("Worse", page.worse), ("Better", page.better), ("Late", page.late)):
            if found:
                lines.append(f"{_INDENT}{title}: {', '.join(one.ref for one in found)}")
        lines += self.section("Occurred", self.plain(page.occurred))
        return lines + self.section("Closed", self.plain(page.closed))

    def decisions(self, found: Sequence[Decision]) -> Lines:
        """Number, question, until when, for whom, what waiting costs."""
        rows = []
        for one in found:
            due = f"by {self.day(one.due)}{f', {one.late}d late' if one.late else ''}" if one.due else "no day"
            points = f"+{show_number(one.points)}pt" if one.points else ""
            deferred = f"deferred: {one.deferred}" if one.deferred else ""
            more = "  ".join(filter(None, (points, one.waiting_cost, deferred)))
            rows.append((one.ref, one.title, due, one.decider or "nobody", more))
        return self.rows(rows)

    def page_of_decisions(self, page: Decisions) -> Lines:
        """What waits and what was decided."""
        waiting = self.decisions(page.waiting) or [f"{_INDENT}nothing waits for a decision"]
        return self.section("Decisions needed", waiting) + self.section("Decided since", self.taken(page.taken))

    def taken(self, found: Sequence[Taken]) -> Lines:
        """Number, question, verdict, who, when, why."""
        return self.rows(
            [(one.ref, one.title, one.verdict, ", ".join(one.people), self.day(one.day), one.reason) for one in found]
        )

    def plain(self, found: Sequence[Line]) -> Lines:
        """Lines about items."""
        return self.rows([(one.ref, one.title, one.owner, one.fact) for one in found])

    def next(self, page: Next) -> Lines:
        """People, registers and what comes."""
        people = [(one.name, *_padded(one.load), "; ".join(one.leave)) for one in page.people]
        lines = self.section("People: load of four weeks, leave", self.rows(people, 5))
        lines += self.section("Milestones of the next two weeks", self.milestones(page.due))
        due = [(one.ref, one.title, one.owner, relative(one.due, self.today)) for one in page.overdue if one.due]
        lines += self.section("Actions that are late", self.rows(due))
        for title, found in (
            ("Open actions", page.actions), (f"Silent for {page.silent_days} days", page.silent),
            ("In the hands of people who have left", page.left), ("Complaints", page.complaints),
            ("Lessons", page.lessons), ("Feedback", page.feedback),
        ):  # fmt: skip
            lines += self.section(title, self.plain(found))
        return lines + self.missing(page.missing)

    def missing(self, lines: Sequence[str]) -> Lines:
        """What is missing, and how to give it."""
        return self.section("Missing", [f"{_INDENT}{safe(line)}" for line in lines])


def _padded(load: Sequence[str]) -> tuple[str, ...]:
    """As many cells as there are weeks, also for somebody without any load."""
    return tuple(load) or ("",) * WEEKS


_WRITERS: dict[str, Callable[[_Writer, Any], Lines]] = {
    "summary": _Writer.summary, "milestones": _Writer.page_of_milestones, "money": _Writer.money,
    "flow": _Writer.flow, "risks": _Writer.page_of_risks, "decisions": _Writer.page_of_decisions, "next": _Writer.next,
}  # fmt: skip
