"""The head of a planning: which page it shows, the sprint and its days, the goal, and how long it has taken."""

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from pmtui.actions.sprints import days_of, span_words
from pmtui.clock import now_ms
from pmtui.meetings.planning import Planning
from pmtui.model.dates import show_date
from pmtui.model.text import cell_width
from pmtui.tui.look import Look
from pmtui.tui.strips import strip

GROUND = "surface"
HOURS_A_WEEK = 2
"""The timebox of a planning for each week of its sprint."""
_WIDE = 100


class PlanHead(Widget):
    """The pages, the sprint and its days above; below them the goal."""

    def __init__(self, look: Look, planning: Planning) -> None:
        super().__init__(id="sprint")
        self.look, self.planning = look, planning
        self.refining = False

    def show(self, refining: bool) -> None:
        """Draw it anew, for this page."""
        self.refining = refining
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One of its lines."""
        look, width = self.look, self.size.width
        line = self._above(width) if y == 0 else self._goal()
        return strip(line, width, look.style("text", GROUND))

    def _above(self, width: int) -> list[Segment]:
        look, view = self.look, self.planning.view
        today, sprint = view.backlog.today, view.sprint
        pages = [Segment(" ", look.style("dim", GROUND))]
        for name, here in (("Plan", not self.refining), ("Refine", self.refining)):
            pages += [Segment(name, look.style("strong" if here else "dim", GROUND, underline=here)),
                      Segment("  ", look.style("dim", GROUND))]  # fmt: skip
        facts = [sprint.name]
        if sprint.start and sprint.finish:
            facts.append(span_words(*days_of(sprint), today))
        facts.append(f"{view.days} working days")
        if view.holidays and width >= _WIDE:
            facts[-1] += ", " + ", ".join(f"{show_date(day, today)} {name}".strip() for day, name in view.holidays[:2])
        state = {"active": "has begun", "ended": "has ended"}.get(sprint.state, "" if sprint.id else "proposed")
        more = "".join(f"  {fact}" for fact in [*facts[1:], state] if fact)
        made = [*pages, Segment(f" {facts[0]}", look.style("strong", GROUND)),
                Segment(more, look.style("dim", GROUND))]  # fmt: skip
        clock = self._clock()
        blank = width - sum(cell_width(part.text) for part in made) - cell_width(clock) - 1
        if blank < 1:
            return made
        return [*made, Segment(" " * blank + clock + " ", look.style("dim", GROUND))]

    def _clock(self) -> str:
        minutes = max(0, now_ms() - self.planning.started) // 60_000
        box = max(1, round(self.planning.view.days / 5 * HOURS_A_WEEK))
        return f"{minutes // 60}:{minutes % 60:02d} of {box}:00"

    def _goal(self) -> list[Segment]:
        look, goal = self.look, self.planning.sprint.goal
        if not goal:
            return [Segment(f" {look.glyph['late']} no goal yet", look.style("warn", GROUND)),
                    Segment("   g", look.style("strong", GROUND)),
                    Segment(" says what the sprint is for", look.style("dim", GROUND))]  # fmt: skip
        return [Segment(" Goal  ", look.style("dim", GROUND)), Segment(goal, look.style("text", GROUND))]
