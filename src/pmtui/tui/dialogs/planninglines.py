"""A planning as lines: the backlog with the lines of the forecast, the refinement queue, and what stands beside."""

from collections.abc import Iterable
from datetime import date

from pmtui.meetings.backlog import Candidate, wait_words
from pmtui.meetings.sprint_load import Load
from pmtui.meetings.sprint_view import View
from pmtui.model.durations import Estimate, show_estimate, show_number
from pmtui.model.item import Person
from pmtui.model.text import cell_width
from pmtui.tui.bottom import Line
from pmtui.tui.cards import short_name
from pmtui.tui.dialogs.sheet import Sheet, fitted
from pmtui.tui.look import Look

REF, POINTS, OWNER, AGE = 5, 5, 5, 5
"""Cells of an item's number, its points, its owner, its age."""
STATE = 13
"""Cells of what is lacking, in the fewest words."""
SIDE, WIDE_SIDE = 27, 44
"""Cells of what stands beside the backlog, on narrow and on wide screens."""
REFINED, REFINED_WIDE = 28, 48
"""Cells of a title in the refinement queue, where reasons need the room."""
WIDE, TALL = 100, 34
"""From so many cells there is room for ages, from so many rows for what is in the sprint beside the backlog."""
MOST = 300
"""Items of the backlog that are listed: nobody plans beyond, and every key draws them anew."""
_SHORT = {"no acceptance criteria": "no criteria", "waits for ": "waits "}


def side_cells(width: int) -> int:
    """How much of a screen stands beside the backlog."""
    return WIDE_SIDE if width >= WIDE else SIDE


class PlanPages:
    """Draws the pages of one view for so many cells and rows; `people` are by id."""

    def __init__(self, view: View, people: dict[str, Person], look: Look, width: int, rows: int) -> None:
        self.view, self.people, self.look = view, people, look
        self.width, self.rows = width - side_cells(width), rows
        self.side = side_cells(width)
        self.wide = width >= WIDE

    # --- the backlog -------------------------------------------------------------------------------------------------

    def plan(self) -> Sheet[Candidate]:
        """What could be taken in and what is, in the backlog's order, cut where no more fits."""
        sheet: Sheet[Candidate] = Sheet(self.look, self.width)
        found, pace = self.view.backlog, self.view.pace
        marks: dict[int, list[str]] = {}
        for name, limit in (("P85", pace.p85), ("P50", pace.p50)):
            if limit is not None:
                marks.setdefault(self.view.fits(limit)[0], []).append(f"{name} {self.view.words(limit)}")
        hidden = [f"{len(found.elsewhere)} in other sprints"] if found.elsewhere else []
        hidden += [f"{len(found.snoozed)} snoozed"] if found.snoozed else []
        sheet.heading("Backlog", ", ".join([f"{len(found.outside)} open", *hidden]))
        outside = 0
        for one in found.candidates:
            if not one.inside:
                if outside in marks:
                    sheet.plain(self._rule(marks.pop(outside)))
                outside += 1
            if one.inside or outside <= MOST:
                sheet.stop(self._row(one), one)
        if outside > MOST:
            sheet.plain([(f"and {outside - MOST:,} more", "dim")])
        if not found.candidates:
            sheet.plain([("nothing is open; n on the board adds a card", "dim")])
        return sheet

    def refine(self) -> Sheet[Candidate]:
        """What is not fit for a sprint, with all the reasons that fit on a line."""
        sheet: Sheet[Candidate] = Sheet(self.look, self.width + self.side)
        queue = self.view.queue
        sheet.heading("To refine", f"{len(queue)} of {len(self.view.backlog.candidates)}")
        for one in queue[:MOST]:
            line = self._about(one.candidate, REFINED_WIDE if self.wide else REFINED)
            sheet.stop([*line, (", ".join(map(_brief, one.reasons)), "warn")], one.candidate)
        if len(queue) > MOST:
            sheet.plain([(f"and {len(queue) - MOST:,} more", "dim")])
        if not queue:
            sheet.plain([("nothing needs refining", "ok")])
        return sheet

    def _rule(self, names: list[str]) -> Line:
        words = f"{' and '.join(names)} "
        dash = self.look.glyph["rule"]
        return [(f"{dash * 2} ", "rule"), (words, "dim"), (dash * max(0, self.width - len(words) - 5), "rule")]

    def _row(self, one: Candidate) -> Line:
        beyond = STATE + (AGE if self.wide else 0)
        age = [(f"{one.age}d".rjust(AGE - 1) + " ", "dim")] if self.wide else []
        return [*self._about(one, self._title(self.width, beyond)), *age, *self._state(one)]

    def _title(self, width: int, beyond: int) -> int:
        """The cells of a title, beside everything else."""
        return max(14, width - 4 - REF - POINTS - OWNER - beyond)

    def _about(self, one: Candidate, title: int) -> Line:
        inside = one.inside
        points = "" if one.item.points is None else show_number(one.item.points)
        return [
            (f"{self.look.glyph['done']} " if inside else "  ", "ok"),
            (one.item.ref.rjust(REF - 2) + "  ", "dim"),
            (fitted(one.item.title, title, self.look), "strong" if inside else "text"),
            (f" {points.rjust(POINTS - 2)}  ", "text"),
            self._who(one.item.owner_id, OWNER),
        ]  # fmt: skip

    def _state(self, one: Candidate) -> Line:
        if one.ready:
            return [(f"carried x{one.carried}" if one.carried else "ready", "dim" if one.carried else "ok")]
        mark = self.look.glyph["late"] if one.inside else ""
        return [(f"{mark} {_brief(one.lacks[0])}".strip(), "warn" if one.inside else "dim")]

    def _who(self, id: str | None, cells: int) -> tuple[str, str]:
        person = self.people.get(id or "")
        words = short_name(person) if person else self.look.glyph["sep"]
        return (fitted(words, cells, self.look), f"person{person.order}" if person else "dim")

    # --- beside it ---------------------------------------------------------------------------------------------------

    def beside(self) -> list[Line]:
        """What is in the sprint (where there is room), the forecast, the capacity, what speaks against it."""
        sheet: Sheet[Candidate] = Sheet(self.look, self.side)
        view = self.view
        if self.rows >= TALL - 6:
            sheet.heading(view.sprint.name, view.words(view.amount))
            for one in view.backlog.inside:
                sheet.plain(self._inside(one))
            if not view.backlog.inside:
                sheet.plain([("Enter takes an item in", "dim")])
        sheet.heading("Forecast", f"{view.words(view.amount)} in")
        for line in self._forecast():
            sheet.plain(line)
        if view.loads:
            sheet.heading("Capacity", f"focus {view.focus * 100:.0f} %")
            for load in view.loads:
                sheet.plain(self._load(load))
        if view.checks:
            sheet.heading("To look at", str(len(view.checks)))
            for check in view.checks:
                mark = self.look.glyph["late"]
                for words in wrapped(check.text, self.side - 5):
                    sheet.plain([(f"{mark} ", "warn"), (words, "text")])
                    mark = " "
        return sheet.lines

    def _inside(self, one: Candidate) -> Line:
        points = "" if one.item.points is None else show_number(one.item.points)
        title = fitted(one.item.title, self.side - REF - OWNER - 10, self.look)
        return [(one.item.ref.rjust(REF - 2) + "  ", "dim"), (title, "text"), (f" {points.rjust(3)}  ", "text"),
                self._who(one.item.owner_id, OWNER)]  # fmt: skip

    def _forecast(self) -> Iterable[Line]:
        pace, view = self.view.pace, self.view
        if pace.p50 is None or pace.p85 is None:
            for words in wrapped(pace.missing, self.side - 3):
                yield [(words, "dim")]
            return
        role = "ok" if view.amount <= pace.p85 else "warn" if view.amount <= pace.p50 else "alarm"
        if view.chance is not None:
            yield [(f"all {view.words(view.amount)} ", "text"), (f"{view.chance * 100:.0f} %", role)]
        yield [("P85 ", "dim"), (f"{pace.p85:g}", "strong"), ("   P50 ", "dim"), (f"{pace.p50:g}", "strong")]
        yield [(" ".join(f"{amount:g}" for amount in pace.history), "text")]
        for words in wrapped(pace.method, self.side - 3):
            yield [(words, "dim")]

    def _load(self, one: Load) -> Line:
        percent = "" if one.percent is None else f"{one.percent:.0f} %"
        over = round(one.over, 2) > 0
        line: Line = [
            (fitted(short_name(one.person), OWNER, self.look), f"person{one.person.order}"),
            (f"{one.planned:.3g}".rjust(5), "alarm" if over else "text"),
            (f" of {one.hours:.0f}h".ljust(8), "dim"),
            (percent.rjust(5), "alarm" if over else "text"),
            *([(f" {self.look.glyph['late']}", "alarm")] if over else []),
        ]
        notes = [f"leave {one.leave:.2g}d"] if round(one.leave, 2) else []
        notes += [f"{one.unestimated} unsized"] if one.unestimated else []
        if self.wide and notes:
            line.append((f"  {', '.join(notes)}", "dim"))
        return line

    # --- below it ----------------------------------------------------------------------------------------------------

    def detail(self, one: Candidate | None, today: date) -> Line:
        """What the cursor is on, the facts that decide first."""
        if one is None:
            return []
        item, line = one.item, [(f"{one.item.ref}  ", "dim"), (f"{one.item.title}   ", "strong")]
        if one.lacks:
            line.append((f"{', '.join(one.lacks)}  ", "warn"))
        for wait in one.waits:
            line.append((f"{wait_words(wait, today)}  ", "text" if wait.fine else "warn"))
        if item.estimate_m is not None and item.estimate_unit:
            estimate = Estimate(item.estimate_o, item.estimate_m, item.estimate_p, item.estimate_unit)
            line.append((f"{show_estimate(estimate)}  ", "text"))
        if one.criteria is not None and one.criteria[1]:
            line.append((f"criteria {one.criteria[0]} of {one.criteria[1]}  ", "dim"))
        if one.carried:
            line.append((f"carried x{one.carried}  ", "warn"))
        return [*line, (f"{one.column}  ", "dim"), (f"{one.age}d old", "dim")]


def _brief(reason: str) -> str:
    """A reason in fewer words, where there is little room."""
    for words, short in _SHORT.items():
        reason = reason.replace(words, short)
    return reason


def wrapped(text: str, cells: int) -> list[str]:
    """A text in lines of at most so many cells, broken between words."""
    lines: list[str] = []
    for word in text.split():
        if lines and cell_width(lines[-1]) + 1 + cell_width(word) <= cells:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
