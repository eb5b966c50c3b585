"""The forecast on the screen: simulated beside the app with a bar that fills, then every date with its chances."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.message import Message
from textual.worker import get_current_worker

from pmtui.actions import forecasting
from pmtui.actions.forecasting import Basis, PlanForecast
from pmtui.errors import PmtuiError
from pmtui.model.dates import show_date
from pmtui.model.text import clean_line
from pmtui.tui.bottom import Line, Lines
from pmtui.tui.dialogs.listing import Dialog, Listing
from pmtui.tui.look import Look

TALL = 34
"""Rows of the terminal from which on the bars are high, and all stands apart."""


class Made(NamedTuple):
    """What came out: the plan's forecast, and in words the board's."""

    plan: PlanForecast
    pace: str


class Loaded(Message):
    """From the thread: it is ready to compute."""


class Told(Message):
    """From the thread: how far it is, what came out, or why nothing did."""

    def __init__(self, done: int = 0, made: Made | None = None, error: str = "") -> None:
        super().__init__()
        self.done, self.made, self.error = done, made, error


class ForecastDialog(Dialog[str]):
    """Answers the id of the item that was chosen, END for the project's end.

    `made` is the forecast, once it is there; `failed` says that none came out.
    """

    BINDINGS: ClassVar = [
        ("down,j", "step(1)", "next"), ("up,k", "step(-1)", "previous"), ("enter", "take", "go there"),
        ("pagedown", "step(8)", "on"), ("pageup", "step(-8)", "back"), ("home", "step(-999)", "first"),
        ("end,G", "step(999)", "last"), ("q,P,F", "leave", "leave"),
    ]  # fmt: skip

    def __init__(
        self, look: Look, gather: Callable[[], tuple[Basis, list[int]]], keep: Callable[[Made], None],
        known: Made | None = None,
    ) -> None:  # fmt: skip
        """`gather` reads the plan, and what the board finished in each of the past weeks.

        `keep` is told what came out; `known` is what came out before, where nothing has changed since.
        """
        super().__init__(look)
        self.gather, self.keep = gather, keep
        self.made = known
        self.failed = False
        self.listing = Listing(look)
        self.picture = Listing(look, "picture")
        self.hints = Lines(look, "hints")

    def compose(self) -> ComposeResult:
        """The figures, the distribution of the date under the cursor, the keys."""
        with self.box:
            yield self.listing
            yield self.picture
            yield self.hints

    def on_mount(self) -> None:
        """What is known, or how far it is; the plan is read once that can be seen."""
        super().on_mount()
        self.add_class("bottom")
        self.listing.can_focus = True
        self.listing.focus()
        if self.made is not None:
            self._show(self.made)
            return
        self.retitle("Forecast")
        self.box.styles.height = 5
        self.picture.display = False
        self._tell(0)
        self.hints.show([[("Esc", "strong"), (" cancel", "dim")]])
        self.run_worker(self._load, thread=True)

    # --- simulating ----------------------------------------------------------------------------------------------

    def _load(self) -> None:
        """In the thread: what computes is large, and loading it would hold the screen up."""
        from pmtui.planning import simulation  # noqa: F401 (loaded for what comes next)

        self.post_message(Loaded())

    def on_loaded(self) -> None:
        """Read the plan, which belongs to this thread, and hand the figures to the other."""
        try:
            basis, past = self.gather()
        except PmtuiError as error:
            self._fail(str(error))
            return
        self.run_worker(lambda: self._simulate(basis, past), thread=True)

    def _simulate(self, basis: Basis, past: list[int]) -> None:
        """In the thread: numbers only, no file and no widget."""
        from pmtui.planning.simulation import Cancelled
        from pmtui.tui.dialogs.forecastlines import pace_words

        worker = get_current_worker()

        def progress(done: int) -> bool:
            self.post_message(Told(done))
            return not worker.is_cancelled

        finish = basis.chart.project.finish
        try:
            found = forecasting.run(basis, by=date.fromisoformat(finish) if finish else None, progress=progress)
        except Cancelled:
            return
        except PmtuiError as error:
            self.post_message(Told(error=str(error)))
            return
        self.post_message(Told(made=Made(found, pace_words(basis.open, past))))

    def on_told(self, event: Told) -> None:
        """Word from the thread."""
        if event.error:
            self._fail(event.error)
        elif event.made is not None:
            self.made = event.made
            self.keep(event.made)
            self._show(event.made)
        elif self.made is None:
            self._tell(event.done)

    def _tell(self, done: int) -> None:
        """The bar that fills."""
        all, wide = forecasting.ITERATIONS, max(10, min(40, self.app.size.width - 36))
        full = wide * done // all
        rest = "=" if self.look.ascii_only else "░"
        bar = ("#" if self.look.ascii_only else "█") * full
        lines: list[Line] = [
            [("Simulating the schedule with its estimates and risks", "text")],
            [(bar, "bar"), (rest * (wide - full), "dim"), (f"  {done:,} of {all:,}", "dim")],
        ]
        self.listing.show(lines, [])

    def _fail(self, words: str) -> None:
        self.failed = True
        self.listing.show([[(f"{self.look.glyph['late']} {clean_line(words)}", "alarm")]], [])
        self.hints.show([[("Esc", "strong"), (" close", "dim")]])

    # --- what came out -------------------------------------------------------------------------------------------

    def _show(self, made: Made) -> None:
        from pmtui.tui.dialogs.forecastlines import END

        found = made.plan
        goal, today = found.chart.goal, found.chart.today
        self._key = goal.id if goal is not None and goal.id in found.forecast.milestones else END
        self.retitle(f"Forecast of {found.chart.project.key}, {show_date(today, today)}")
        self.picture.display = True
        self.hints.show(
            [[("j k", "strong"), (" up and down   ", "dim"), ("Enter", "strong"), (" go there   ", "dim"),
              ("Esc", "strong"), (" close", "dim")]]
        )  # fmt: skip
        self._lay_out(made)
        self.listing.place = next((at for at, one in enumerate(self._page.dated.values()) if one == self._key), 0)
        # From the first line on, where the cursor stays in view; the list itself learns its height only later.
        self.listing.top = max(0, (self.listing.row or 0) - self._room + 1)

    def on_resize(self) -> None:
        """Other lines for another width."""
        if self.made is not None:
            self._lay_out(self.made)

    def _lay_out(self, made: Made) -> None:
        from pmtui.tui.dialogs.forecastlines import page

        self._page = page(made.plan, made.pace, self.look, self._wide)
        self._draw()
        self.listing.show(self._page.lines, sorted(self._page.items))

    @property
    def _wide(self) -> int:
        """The cells of a line within the frame."""
        return self.app.size.width - 5

    def _draw(self) -> None:
        """The distribution of the chosen date."""
        from pmtui.tui.dialogs.forecastpicture import picture_lines

        assert self.made is not None
        tall = self.app.size.height >= TALL
        lines = picture_lines(self.made.plan, self._key, self.look, self._wide, 6 if tall else 3)
        lines = [[], *lines, []] if tall else lines
        self.picture.show(lines, [])
        self.picture.styles.height = len(lines)
        self._room = min(len(self._page.lines), self.app.size.height - 4 - 3 - len(lines))
        self.box.styles.height = self._room + len(lines) + 3

    def action_step(self, by: int) -> None:
        """Move the cursor; at a date its distribution is drawn."""
        self.listing.step(by)
        if self.made is not None:
            key = self._page.dated.get(-1 if self.listing.row is None else self.listing.row)
            if key is not None and key != self._key:
                self._key = key
                self._draw()

    def action_take(self) -> None:
        """Go to the item of the line."""
        if self.made is not None and self.listing.row is not None:
            self.dismiss(self._page.items.get(self.listing.row))
