"""What the pages of a review are made of, as lines: areas, milestones, decisions, risks, items, what has changed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from pmtui.meetings.review_shapes import (
    Area,
    Changed,
    Decision,
    Line,
    Milestone,
    Odds,
    RiskLine,
    Taken,
)
from pmtui.model.dates import relative, show_date
from pmtui.model.durations import show_number
from pmtui.model.item import Person
from pmtui.model.money import show_money
from pmtui.model.text import cell_width
from pmtui.tui.bottom import Line as Pieces
from pmtui.tui.cards import short_name
from pmtui.tui.dialogs.reviewhead import COLOURS
from pmtui.tui.dialogs.sheet import Sheet, flowing, wrapped
from pmtui.tui.dialogs.table import Cell, aligned
from pmtui.tui.look import Look

ROOMY = 100
"""Columns from which on days are told with their weekday."""
_NAME = 9
"""Cells of an area's name."""


class Spot(NamedTuple):
    """What a line is about: an `area` by name, a `decision` that waits or any `item` by id; `item` is what it opens."""

    kind: str
    id: str
    item: str | None


class Parts:
    """Writes parts of a page on a sheet for a screen of so many cells; `people` lend their names and colours."""

    def __init__(self, look: Look, people: Iterable[Person], today: date, width: int) -> None:
        self.look, self.today, self.width = look, today, width
        self.room = width - 2
        self.sheet: Sheet[Spot] = Sheet(look, width)
        people = list(people)
        shared = Counter(person.name for person in people)
        self._people = {person.name: person for person in people if shared[person.name] == 1}

    # --- cells -------------------------------------------------------------------------------------------------------

    def day(self, day: date | None) -> str:
        """A day as people read it; on a narrow screen without its weekday."""
        if day is None:
            return ""
        said = show_date(day, self.today)
        return said if self.width >= ROOMY else said[4:]

    def who(self, name: str) -> Cell:
        """Somebody in few cells."""
        person = self._people.get(name)
        return (short_name(person), f"person{person.order}") if person else (name.partition(" ")[0], "dim")

    def table(
        self, rows: Sequence[tuple[Spot | None, Sequence[Cell]]], title: int = 1, spare: Sequence[int] = (),
        most: int | None = None, where: str = "",
    ) -> None:  # fmt: skip
        """Rows and what each is about, `most` of them: how many more there are `where` is said below."""
        shown = rows if most is None or len(rows) <= most else rows[: most - 1]
        lines = aligned([cells for _, cells in shown], self.room, self.look, title, spare)
        for (spot, _), line in zip(shown, lines, strict=True):
            if spot is None:
                self.sheet.plain(line)
            else:
                self.sheet.stop(line, spot)
        if len(shown) < len(rows):
            self.sheet.plain([(f"and {len(rows) - len(shown)} more{where}", "dim")])

    def note(self, words: str, role: str = "dim", indent: int = 0) -> None:
        """A text, whole, on as many lines as it takes."""
        for line in wrapped(words, self.room - indent):
            self.sheet.plain([(" " * indent, "dim"), (line, role)])

    def missing(self, lines: Sequence[str]) -> None:
        """What is missing, and how to give it."""
        if lines:
            self.sheet.heading("Missing")
        for line in lines:
            self.note(line)

    # --- parts -------------------------------------------------------------------------------------------------------

    def areas(self, areas: Sequence[Area]) -> None:
        """Every area with its rule, and what a person says against it; of a reason nothing is cut away."""
        for one in areas:
            status, said = one.status, one.override
            was = f"was {one.before} " if one.before not in (None, status.colour) else ""
            item = status.items[0] if status.items else None
            head: Pieces = [
                (one.name.ljust(_NAME), "text"), (f"[{status.colour}] ", COLOURS.get(status.colour, "dim")),
                (was, "dim"), (f"{status.rule}  ", "dim"),
            ]  # fmt: skip
            self.reasoned(head, status.words, Spot("area", one.name, item))
            if said is not None:
                against = [(" " * _NAME, "dim"), (f"[{said.colour}] ", COLOURS.get(said.colour, "dim")),
                           self.who(said.person), (" says  ", "dim")]  # fmt: skip
                self.reasoned(against, said.reason, None)

    def reasoned(self, head: Pieces, words: str, spot: Spot | None) -> None:
        """A text behind something, whole: on as many lines as it takes, the first of which the cursor may stand on."""
        indent = sum(cell_width(part) for part, _ in head)
        first, *rest = wrapped(words, self.room - indent)
        if spot is None:
            self.sheet.plain([*head, (first, "text")])
        else:
            self.sheet.stop([*head, (first, "text")], spot)
        for line in rest:
            self.sheet.plain([(" " * indent, "dim"), (line, "text")])

    def milestones(self, found: Sequence[Milestone], most: int | None = None, where: str = "") -> None:
        """Promised when, said when in the last report, expected when, how late; with `most` the latest of them."""
        shown = found
        if most is not None and len(found) > most:
            first = sorted(found, key=lambda one: (one.done, not one.over, -(one.late or 0)))[: most - 1]
            shown = [one for one in found if one in first]
        heads = ("", "", "", "promised", "last report", "now", "late", "slack", "moved")
        rows: list[tuple[Spot | None, Sequence[Cell]]] = []
        for one in shown:
            role = "alarm" if one.over else "dim" if one.done else "text"
            late = "" if one.late is None else f"{one.late:+d}wd" if one.late else "0"
            late = f"{self.look.glyph['late']} {late}" if one.over else late
            if one.done:
                late = f"{self.look.glyph['done']} {late}"
            rows.append((Spot("item", one.item, one.item), [
                (one.ref, "dim"), (one.title, "dim" if one.done else "text"), self.who(one.owner),
                (self.day(one.promised), "dim"), (self.day(one.before), "dim"), (self.day(one.now), role),
                (late, "ok" if one.done else role),
                ("" if one.slack is None or one.done else f"{show_number(one.slack)}d", "dim"),
                (f"{one.moved:+d}wd" if one.moved else "", "alarm" if (one.moved or 0) > 0 else "ok"),
            ]))  # fmt: skip
        used = [any(cells[column][0] for _, cells in rows) for column in range(len(heads))]
        head = [(words if there else "", "dim") for words, there in zip(heads, used, strict=True)]
        self.table([(None, head), *rows] if rows else [], spare=(2, 4, 7, 8))
        if len(shown) < len(found):
            self.sheet.plain([(f"and {len(found) - len(shown)} more{where}", "dim")])

    def odds_before(self, one: Odds, words: str) -> None:
        """What the last report said of the date that counts, in its percentiles; `words` begin the line."""
        said = words, f"{one.ref} {one.title}".strip() or "the end"
        facts = [(label, self.day(day)) for label, day in (("P50", one.p50), ("P85", one.p85), ("P95", one.p95))]
        for line in flowing([said, *facts, (f"by {self.day(one.promised)}", f"{one.chance:.0%}")], self.room):
            self.sheet.plain(line)

    def decisions(self, found: Sequence[Decision], most: int | None = None, where: str = "", *, whole: bool) -> None:
        """What waits for a decision; `whole` says below each what waiting costs and why it was put off."""
        rows: list[tuple[Spot | None, Sequence[Cell]]] = []
        for one in found:
            due = f"by {self.day(one.due)}" if one.due else "no day"
            late = f"{self.look.glyph['late']} {one.late}d late" if one.late else ""
            rows.append((Spot("decision", one.item, one.item), [
                (one.ref, "dim"), (one.title, "text"), (due, "alarm" if one.late else "dim"), (late, "alarm"),
                self.who(one.decider) if one.decider else ("nobody", "warn"),
                (f"+{show_number(one.points)}pt" if one.points else "", "text"),
                ("" if whole else one.waiting_cost, "warn"),
            ]))  # fmt: skip
        if not whole:
            self.table(rows, spare=(6, 5), most=most, where=where)
            return
        lines = aligned([cells for _, cells in rows], self.room, self.look)
        for one, (spot, _), line in zip(found, rows, lines, strict=True):
            assert spot is not None
            self.sheet.stop(line, spot)
            for label, words in (("waiting costs", one.waiting_cost), ("deferred:", one.deferred)):
                if words:
                    self.note(f"{label} {words}", "text", 6)

    def taken(self, found: Sequence[Taken]) -> None:
        """What was decided: verdict, who, when, and below it why."""
        roles = {"approved": "ok", "rejected": "alarm", "deferred": "warn"}
        rows = [
            [(one.ref, "dim"), (one.title, "text"), (one.verdict, roles.get(one.verdict, "text")),
             (", ".join(self.who(name)[0] for name in one.people), "text"), (self.day(one.day), "dim")]
            for one in found
        ]  # fmt: skip
        for one, line in zip(found, aligned(rows, self.room, self.look), strict=True):
            self.sheet.stop(line, Spot("item", one.item, one.item))
            if one.reason:
                self.note(one.reason, "text", 6)

    def risks(self, found: Sequence[RiskLine], most: int | None = None, where: str = "") -> None:
        """Levels and score with what that was, what it is worth, the response, who, whether its review is late."""
        look = self.look
        marks = {"^": (look.glyph["up"], "alarm"), "v": (look.glyph["down"], "ok"), "+": (look.glyph["new"], "warn")}
        rows: list[tuple[Spot | None, Sequence[Cell]]] = []
        for one in found:
            sign, role = marks.get(one.mark, ("", "dim"))
            was = f" was {one.before:g}" if one.before is not None and one.before != one.score else ""
            rows.append((Spot("item", one.item, one.item), [
                (one.ref, "dim"), (one.title, "text"),
                (f"P{one.probability or '-'} I{one.impact or '-'}", "dim"),
                ("-" if one.score is None else f"{one.score:g}".rjust(2), "strong"),
                (f"{sign}{was}{' new' if one.mark == '+' else ''}", role),
                (show_money(one.emv) if one.emv else "", "dim"), (one.response, "dim"), self.who(one.owner),
                (f"{look.glyph['late']} review {one.late_days}d late" if one.late_days else "", "alarm"),
            ]))  # fmt: skip
        self.table(rows, spare=(5, 6, 2, 8), most=most, where=where)

    def exposure(self, now: float, before: float | None, currency: str, cover: Sequence[tuple[str, str]] = ()) -> None:
        """What the risks are worth, and were."""
        was = f", was {before:,.0f}" if before is not None and before != now else ""
        facts = [("exposure", f"{now:,.0f} {currency}".rstrip() + was), *cover]
        for line in flowing(facts, self.room):
            self.sheet.plain(line)

    def lines(self, found: Sequence[Line], label: str = "", most: int | None = None, where: str = "") -> None:
        """Lines about items, each with its fact; what has a day is told from today."""
        rows: list[tuple[Spot | None, Sequence[Cell]]] = []
        for one in found:
            late = one.due is not None and one.fact.endswith("late")
            spot = Spot("item", one.item, one.item) if one.item else None
            fact = (one.fact, "alarm" if late else "dim")
            rows.append((spot, [(one.ref, "dim"), (one.title, "text"), self.who(one.owner), fact, (label, "dim")]))
        self.table(rows, spare=(2,), most=most, where=where)

    def due(self, one: Line) -> Line:
        """A line about something that has to be done by a day."""
        return one._replace(fact=f"due {relative(one.due, self.today)}") if one.due else one

    def sums(self, one: Changed) -> None:
        """What has changed, in figures; what has not is left out."""
        facts = []
        words = (("done", "done"), ("added", "added"), ("removed", "removed"), ("estimates", "estimated anew"))
        for name, said in words:
            if not (sum := one.sums[name]).items:
                continue
            facts.append((said, f"{sum.items}{f' ({show_number(sum.points)}pt)' if sum.points else ''}"))
        scope = (one.before.points, one.now.points, "pt")
        scope = scope if any(scope[:2]) else (one.before.items, one.now.items, " items")
        facts.append(("scope", f"{show_number(scope[0])} > {show_number(scope[1])}{scope[2]}"))
        for line in flowing(facts, self.room):
            self.sheet.plain(line)

    def registers(self, one: Changed, most: int | None = None, where: str = "") -> None:
        """Which issues came and went, which changes are asked for, which promised days were moved."""
        kinds = (("new issue", one.issues), ("issue closed", one.issues_closed), ("change asked", one.changes),
                 ("", one.due))  # fmt: skip
        found = [line._replace(fact="  ".join(filter(None, (label, line.fact)))) for label, of in kinds for line in of]
        self.lines(found, most=most, where=where)
