"""The pages of a review as lines, the report before it is issued, and what was caught."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from pmtui.meetings.review_shapes import (
    TITLES,
    Decisions,
    Flow,
    Milestones,
    Money,
    Next,
    Page,
    Risks,
    Summary,
)
from pmtui.model.durations import show_number
from pmtui.model.item import Person
from pmtui.model.paper import Bullets, Plain, level, plain, text_lines
from pmtui.store.meetings import Entry
from pmtui.tui.dialogs.reviewparts import Parts, Spot
from pmtui.tui.dialogs.sheet import Sheet, flowing
from pmtui.tui.dialogs.table import Cell, aligned
from pmtui.tui.look import Look

if TYPE_CHECKING:
    from pmtui.reports.making import Made

TALL = 30
"""Rows from which on page 1 has room for more than the head of every part."""
_WEEKS = ("this week", "next week", "in 2 weeks", "in 3 weeks")


class ReviewPages(Parts):
    """Draws the pages of a review, whose `names` they are, on a screen of so many `rows`; `since` says since when."""

    def __init__(
        self, look: Look, people: Iterable[Person], today: date, width: int, rows: int, names: Sequence[str], since: str
    ) -> None:
        super().__init__(look, people, today, width)
        self.rows, self.names, self.since = rows, names, since

    def drawn(self, name: str, page: Page | None, trouble: str) -> Sheet[Spot]:
        """A page by name, or what it waits for while it is None."""
        if page is None:
            self.sheet.heading(TITLES[name])
            self.note(trouble or "computing ...", "alarm" if trouble else "dim")
        else:
            self.WRITERS[name](self, page)
        return self.sheet

    def captured(self, entries: Iterable[Entry], refs: dict[str, str]) -> None:
        """What was caught in this meeting; `refs` are numbers as people say them, by item id."""
        found = list(entries)
        if found:
            self.sheet.heading("Captured", str(len(found)))
        self.table([
            (Spot("item", one.item_id, one.item_id) if one.item_id in refs else None,
             [(refs.get(one.item_id or "", ""), "dim"), (one.text, "text"), (one.kind, "dim")])
            for one in found
        ])  # fmt: skip

    def report(self, made: "Made | None", number: int) -> Sheet[Spot]:
        """The report as it would be issued."""
        if made is None:
            self.sheet.heading("Report")
            self.note("computing ...")
            return self.sheet
        paper = made.paper
        self.sheet.heading(f"Report {number}", f"{made.kind}, for the {made.audience}, {self.since}")
        self.note(paper.title, "strong")
        for section in paper.sections:
            if section.title:
                self.sheet.heading(section.title)
            for block in plain(section.blocks):
                self._block(block)
        return self.sheet

    def _block(self, block: Plain) -> None:
        if isinstance(block, str):
            self.note(block, "text")
        elif isinstance(block, Bullets):
            for depth, text in map(level, block.lines):
                self.reasoned([("  " * depth + "- ", "dim")], text, None)
        else:
            for line in text_lines(block):
                self.sheet.plain([(line, "text")])

    # --- the pages ---------------------------------------------------------------------------------------------------

    def _summary(self, page: Summary) -> None:
        tall = self.rows >= TALL
        most = self.rows // 5
        if page.breath:
            self.sheet.heading("In one breath")
            for said in page.breath:
                self.note(said, "strong")
        else:
            self.sheet.plain([("e", "strong"), (" says it all in three lines", "dim")])
        self.sheet.heading("Milestones")
        self.milestones(page.milestones, most, self._on("milestones"))
        if not page.milestones:
            self.note("none is open; on the board n adds one: Go live type:milestone ^18 dec")
        if page.odds:
            self.odds_before(page.odds, "the last report said of")
        self.sheet.heading("Decisions needed", str(len(page.decisions)) if page.decisions else "")
        self.decisions(page.decisions, most, self._on("decisions"), whole=False)
        if not page.decisions:
            self.note("nothing waits for a decision")
        self.sheet.heading("Changed", self.since)
        self.sums(page.changed)
        everything = "flow" not in self.names
        self.registers(page.changed, None if everything else most if tall else 2, self._on("flow"))
        self.sheet.heading("Why", "! says another colour")
        self.areas(page.areas)
        if page.risks:
            self.sheet.heading("Top risks")
            self.risks(page.risks)
            self.exposure(page.exposure, page.exposure_before, page.currency)
        self.missing(page.missing)

    def _milestones(self, page: Milestones) -> None:
        against = f"against {page.baseline}" if page.baseline else "against their due days"
        days = show_number(page.tolerance)
        self.sheet.heading("Milestones", f"{against}, tolerance {days} working day{'' if days == '1' else 's'}")
        self.milestones(page.milestones)
        trends = [
            (Spot("item", one.item, one.item), [
                (one.ref, "dim"), (one.title, "text"),
                (one.direction, "alarm" if one.direction == "slipping" else "dim"),
                (" > ".join(self.day(said) for _, said in one.trend), "text"),
            ])
            for one in page.milestones if len(one.trend) > 1
        ]  # fmt: skip
        if trends:
            self.sheet.heading("Trend", "what each issued report said, and what is said now")
            self.table(trends)
        if page.odds:
            self.sheet.heading("Odds")
            heads = [("", "dim"), ("", "dim"), *((word, "dim") for word in ("P50", "P85", "P95", "chance", ""))]
            rows: list[tuple[Spot | None, Sequence[Cell]]] = [(None, heads)]
            for one in page.odds:
                was = f"was {one.chance_before:.0%}" if one.chance_before is not None else ""
                spot = Spot("item", one.item, one.item) if one.item else None
                days_ = [(self.day(day), "text") for day in (one.p50, one.p85, one.p95)]
                chance = (f"{one.chance:.0%} by {self.day(one.promised)}", "warn" if one.chance < 0.5 else "text")
                rows.append((spot, [(one.ref, "dim"), (one.title, "text"), *days_, chance, (was, "dim")]))
            self.table(rows, spare=(4, 6))
            self.note(page.method)
        self.missing(page.missing)

    def _money(self, page: Money) -> None:
        self.sheet.heading("Money", page.currency)
        amounts = [f"{amount:,.0f} {page.currency}".rstrip() for _, amount in page.figures]
        widest = max(map(len, amounts), default=0)
        for (name, _), amount in zip(page.figures, amounts, strict=True):
            self.sheet.plain([(name.ljust(30), "text"), (amount.rjust(widest), "strong")])
        if not page.figures:
            self.note("there are no figures yet")
        self.missing(page.missing)

    def _flow(self, page: Flow) -> None:
        changed = page.changed
        self.sheet.heading("Changed", self.since)
        self.sums(changed)
        self.registers(changed)
        self.sheet.heading("Flow", "now, and in the period before")
        figures = [
            [(one.name, "text"), (f"{_amount(one.now)} {one.unit}".strip(), "strong"), (_amount(one.before), "dim")]
            for one in page.figures
        ]
        self._rows(figures)
        self.sheet.heading("Cards by column", "then and now")
        self._rows([
            [(name, "text"), (str(then).rjust(5), "dim"), (str(now).rjust(5), "strong")]
            for name, then, now in page.categories
        ])  # fmt: skip
        for title, found in (
            ("Done", changed.done), ("Still in hand", page.carried), ("Added", changed.added),
            ("Removed", changed.removed),
        ):  # fmt: skip
            self._section(title, found)
        if changed.estimates:
            self.sheet.heading("Estimated anew", str(len(changed.estimates)))
            self.table([
                (Spot("item", one.item, one.item),
                 [(one.ref, "dim"), (one.title, "text"), (f"{one.before} > {one.now}", "text")])
                for one in changed.estimates
            ])  # fmt: skip
        self.missing(page.missing)

    def _risks(self, page: Risks) -> None:
        self.sheet.heading("Open risks", str(len(page.open)) if page.open else "")
        self.risks(page.open)
        cover = []
        if page.cover is not None and page.contingency is not None:
            cover = [("contingency", f"{page.contingency:,.0f}, covers {page.cover:.0f} %")]
        if page.open:
            self.exposure(page.exposure, page.exposure_before, page.currency, cover)
        else:
            self.note("none is written down; r catches one: cause, event, effect")
        moved = (("new", page.new), ("worse", page.worse), ("better", page.better), ("review late", page.late))
        for line in flowing([(name, ", ".join(one.ref for one in found)) for name, found in moved if found], self.room):
            self.sheet.plain(line)
        self._section("Occurred", page.occurred)
        self._section("Closed", page.closed)

    def _decisions(self, page: Decisions) -> None:
        self.sheet.heading("Decisions needed", str(len(page.waiting)) if page.waiting else "")
        self.decisions(page.waiting, whole=True)
        if not page.waiting:
            self.note("nothing waits for a decision; d catches one")
        self.sheet.heading("Decided", self.since)
        self.taken(page.taken)
        if not page.taken:
            self.note("nothing")

    def _next(self, page: Next) -> None:
        self._section("Feedback", page.feedback)
        if page.people:
            self.sheet.heading("People", "how much of their time is booked")
            weeks = max((len(one.load) for one in page.people), default=0)
            heads = [("", "dim"), ("", "dim"), *((word, "dim") for word in _WEEKS[:weeks]), ("leave", "dim")]
            rows: list[tuple[Spot | None, Sequence[Cell]]] = [(None, heads)]
            for one in page.people:
                load = [*one.load, *[""] * (weeks - len(one.load))]
                cells: list[Cell] = [("", "dim"), (one.name, self.who(one.name)[1])]
                cells += [(words, "alarm" if words.endswith("!") else "text") for words in load]
                rows.append((None, [*cells, ("; ".join(one.leave), "warn")]))
            self.table(rows, spare=(2 + weeks - 1,) if weeks else ())
        if page.due:
            self.sheet.heading("Milestones of the next two weeks")
            self.milestones(page.due)
        for title, found in (
            ("Actions that are late", [self.due(one) for one in page.overdue]), ("Open actions", page.actions),
            (f"Silent for {page.silent_days} days", page.silent), ("In the hands of people who have left", page.left),
            ("Complaints", page.complaints), ("Lessons", page.lessons),
        ):  # fmt: skip
            self._section(title, found)
        self.missing(page.missing)
        if not self.sheet.lines:
            self.sheet.heading(TITLES["next"])
            self.note("nothing is open: no action, no complaint, nobody has work with a date")

    def _section(self, title: str, found: Any) -> None:
        if found:
            self.sheet.heading(title, str(len(found)))
            self.lines(found)

    def _rows(self, rows: Sequence[Sequence[Cell]]) -> None:
        """A small table of figures."""
        for line in aligned([[("", "dim"), *cells] for cells in rows], self.room, self.look):
            self.sheet.plain(line)

    def _on(self, name: str) -> str:
        """Where there is more."""
        return f" on page {self.names.index(name) + 1}" if name in self.names else ""

    WRITERS: ClassVar[dict[str, Callable[["ReviewPages", Any], None]]] = {
        "summary": _summary, "milestones": _milestones, "money": _money, "flow": _flow, "risks": _risks,
        "decisions": _decisions, "next": _next,
    }  # fmt: skip


def _amount(value: float | None) -> str:
    """A figure, or a dash for what cannot be told."""
    return "-" if value is None else show_number(round(value, 1))
