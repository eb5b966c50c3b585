"""The head of a review: whose, since when, which page; below it how the areas stand, in letters and colours."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from pmtui.meetings.review_shapes import Area
from pmtui.model.text import cell_width
from pmtui.tui.bottom import Line
from pmtui.tui.look import Look
from pmtui.tui.strips import strip

GROUND = "surface"
COLOURS = {"R": "alarm", "A": "warn", "G": "ok"}
"""The roles of red, amber and green; what is not measured is dim."""


class ReviewHead(Widget):
    """Two lines. Facts that do not fit beside the page's name are left out, the last one first."""

    def __init__(self, look: Look) -> None:
        super().__init__(id="review")
        self.look = look
        self._facts: Sequence[str] = ()
        self._place = ""
        self._areas: Sequence[Area] = ()

    def show(self, facts: Sequence[str], place: str, areas: Sequence[Area]) -> None:
        """Draw it anew: facts from the most important on, the page's number and name, the areas as far as known."""
        if (facts, place, areas) != (self._facts, self._place, self._areas):
            self._facts, self._place, self._areas = facts, place, areas
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One of its lines."""
        look, width = self.look, self.size.width
        line = self._above(width) if y == 0 else colours(self._areas, width - 2)
        made = [Segment(words, look.style(role, GROUND, underline=words == "Review")) for words, role in line]
        return strip([Segment(" ", look.style("text", GROUND)), *made], width, look.style("text", GROUND))

    def _above(self, width: int) -> Line:
        line: Line = [("Review", "strong")]
        free = width - 2 - len("Review") - cell_width(self._place)
        for place, fact in enumerate(self._facts):
            if free < 2 + cell_width(fact) + 2:
                break
            line.append((f"  {fact}", "text" if place == 0 else "dim"))
            free -= 2 + cell_width(fact)
        return [*line, (" " * free, "dim"), (self._place, "text")]


def colours(areas: Sequence[Area], width: int) -> Line:
    """All areas on one line, in the longest form in which they fit: an override always stands beside the rule's colour.

    `Time [R] was [A], Ana says [A]`, then `Time [R] Ana says [A]`, `Time [R] says [A]`, `Time R/A`.
    """
    forms = [[piece for area in areas for piece in _area(area, form)] for form in range(4)]
    fitting = (line for line in forms if sum(cell_width(words) for words, _ in line) <= width + 2)
    return next(fitting, forms[-1])


def _area(area: Area, form: int) -> Line:
    colour, said = area.status.colour, area.override
    role = COLOURS.get(colour, "dim")
    name = area.name.capitalize()
    if form == 3:
        against: Line = [(f"/{said.colour}", COLOURS.get(said.colour, "dim"))] if said else []
        return [(f"{name} {colour}", role), *against, ("  ", "dim")]
    line: Line = [(f"{name} [{colour}]", role)]
    if form == 0 and area.before not in (None, colour):
        line.append((f" was [{area.before}]{',' if said else ''}", "dim"))
    if said:
        who = f" {said.person.split(' ')[0]} says" if form < 2 else " says"
        line += [(who, "dim"), (f" [{said.colour}]", COLOURS.get(said.colour, "dim"))]
    return [*line, ("  ", "dim")]
