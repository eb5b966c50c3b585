"""The frame: the plan read into the panes, and every outcome of an action repainted in the one that is shown."""

import gc
import os
from collections.abc import Callable
from datetime import date, tzinfo
from typing import TYPE_CHECKING

from textual import events

from pmtui.actions.people import known_as
from pmtui.actions.step import Outcome, today_in, zone_of
from pmtui.clock import local, now_ms
from pmtui.errors import PmtuiError
from pmtui.model.text import Unreadable
from pmtui.planning.flow import DAY, SERVICE_WEEKS, service_level
from pmtui.settings import Settings
from pmtui.store import lookup, naming, read
from pmtui.store.board import BoardColumn, Card, board, cards, service_times
from pmtui.store.plan import Plan
from pmtui.store.risks import passed_triggers
from pmtui.tui.board import Board
from pmtui.tui.cards import Facts, facts_for, short_name
from pmtui.tui.detail import first_line, more_lines
from pmtui.tui.look import Look
from pmtui.tui.shell import Shell

if TYPE_CHECKING:
    from pmtui.tui.dialogs.listing import Listing
    from pmtui.tui.metrics import MetricsPane
    from pmtui.tui.risks import Risks
    from pmtui.tui.timeline import Timeline

MANY = 200
"""Changed items from which on everything is read anew rather than one by one."""


class Frame(Shell):
    """The screen around the panes.

    All reading and writing of the plan happens here and in what builds on it, none in the widgets.
    """

    POLL_SECONDS = 0.8

    def __init__(self, plan: Plan, settings: Settings, look: Look, project: str | None = None) -> None:
        super().__init__(plan, settings, look)
        self.project_ids = _opening(plan, project or settings.default_project)
        self.query_text = ""
        self.only: set[str] | None = None
        self.stale = False
        self._trouble = ""
        self._passed: list[str] = []
        self.me: str | None = None
        self.panel: Listing | None = None
        self.timeline: Timeline | None = None
        self.risks: Risks | None = None
        self.metrics: MetricsPane | None = None
        self.shown = "board"
        self._room = (False, 0)
        # What each pane has not seen yet: the ids of changed items, None for everything.
        self._unseen: dict[str, list[str] | None] = {"board": None, "timeline": None, "risks": None, "metrics": None}

    def on_mount(self) -> None:
        """Read the plan and show it."""
        self.set_keymap(self.settings.keys)
        self.board.focus()
        self.reload()
        self.set_interval(self.POLL_SECONDS, self.poll)
        self.load_drafts()
        self.call_after_refresh(self._first_seen)

    def _first_seen(self) -> None:
        gc.enable()
        gc.freeze()
        if self.plan.newer:
            self.say("a newer pmtui made this file: it is shown, and may refuse changes", "warn")
        elif self.me is None and self.people:
            self.ask_who()

    def on_resize(self, event: events.Resize) -> None:
        """Three lines of detail where there is room; a panel beside the board where there is more."""
        tall = event.size.height >= 36
        if tall != self.detail.has_class("tall"):
            self.detail.set_class(tall, "tall")
            self.explain()
        self.make_room(event.size.width)

    # --- the panes -----------------------------------------------------------------------------------------------

    @property
    def pane(self) -> "Board | Timeline | Risks | MetricsPane":
        """The pane that is shown."""
        others = {"timeline": self.timeline, "risks": self.risks, "metrics": self.metrics}
        return others.get(self.shown) or self.board

    @property
    def card(self) -> Card | None:
        """The item under the cursor, as a card."""
        if isinstance(self.pane, Board):
            return self.board.card
        row = self.pane.row
        return cards(self.plan, [row.id]).get(row.id) if row else None

    def show_pane(self, name: str) -> None:
        """Show a pane; its cursor stands on the item the other's stood on, where it has it."""
        if name == self.shown:
            return
        kept, before = self.card, self.pane
        self._make(name)
        self.shown = name
        before.display = False
        self.pane.display = True
        self.pane.focus()
        self.keyline.use(self.pane.table)
        self._bring_up()
        self.make_room(self.size.width)
        if kept is not None:
            self.pane.select(kept.id)
        self.tell_top()
        self.explain()

    def _make(self, name: str) -> None:
        """Panes but the first are made when they are first wanted."""
        if name == "timeline" and self.timeline is None:
            from pmtui.tui.timeline import Timeline

            self.timeline = Timeline(self.look, moved=self.explain)
            self.query_one("#middle").mount(self.timeline)
        elif name == "risks" and self.risks is None:
            from pmtui.tui.risks import Risks

            self.risks = Risks(self.look, moved=self.explain, remapped=self.settings.keys)
            self.query_one("#middle").mount(self.risks)
        elif name == "metrics" and self.metrics is None:
            from pmtui.tui.metrics import MetricsPane

            self.metrics = MetricsPane(self.look, moved=self.explain)
            self.query_one("#middle").mount(self.metrics)

    # --- the plan on the screen ----------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read everything anew: at the start, after a query, and when another process has changed the file.

        Where the file cannot be read just now it says so, keeps what is shown, and the next poll tries again.
        """
        try:
            self._read()
            self.stale, self._trouble = False, ""
        except PmtuiError as error:
            self.stale = True
            if str(error) != self._trouble:  # said once, and not again with every poll
                self._trouble = str(error)
                self.complain(self._trouble)

    def _read(self) -> None:
        self.people = read.people(self.plan)
        self.projects = read.projects(self.plan)
        self.me = known_as(self.plan, self.plan.actor, None)
        if not self.project_ids:
            self.project_ids = _opening(self.plan, None)
        self._passed = self._triggers()
        self._unseen = dict.fromkeys(self._unseen)
        self._bring_up()
        self.tell_top()

    def _triggers(self) -> list[str]:
        """The risks whose trigger day has passed."""
        if self.plan.outdated or not self.project_ids:
            return []
        return passed_triggers(self.plan, self.project_ids, self.today().isoformat())

    def _bring_up(self, follow: str | None = None) -> None:
        """Let the shown pane see what it has not seen yet; the cursor goes to `follow`."""
        unseen, self._unseen[self.shown] = self._unseen[self.shown], []
        if self.shown == "timeline":
            assert self.timeline is not None
            self.timeline.only = self.only
            self.read_timeline(unseen, follow)
        elif self.shown == "risks":
            self.read_risks(unseen, follow)
        elif self.shown == "metrics":
            self.read_metrics(unseen, follow)
        elif unseen is not None:
            self._update_board(unseen, follow)
        else:
            self._read_board()
            if follow:
                self.board.select(follow)

    def read_timeline(self, ids: list[str] | None, follow: str | None) -> None:
        """Show the schedule after these items have changed, or all of it; the timeline's part knows how."""

    def read_risks(self, ids: list[str] | None, follow: str | None) -> None:
        """Show the register after these items have changed, or all of it; the risks' part knows how."""

    def read_metrics(self, ids: list[str] | None, follow: str | None) -> None:
        """Show the metrics after these items have changed, or all of them; the metrics' part knows how."""

    def _read_board(self) -> None:
        now = now_ms()
        view = board(self.plan, self.project_ids, now - self.settings.done_days * DAY, self.only)
        facts = self.facts_now()
        facts.expects_owner = {id for column in view.columns if _owned(column) for id in column.ids}
        self.board.show(view, facts)
        self.make_room(self.size.width)
        goal = self.projects[self.project_ids[0]].goal if len(self.project_ids) == 1 else None
        self.board.goal = f"/\t{self.found()}" if self.query_text else f"Goal\t{goal}" if goal else ""

    def _update_board(self, ids: list[str], follow: str | None) -> None:
        """Put changed cards where they belong now."""
        now = now_ms()
        found = cards(self.plan, ids) if ids else {}
        if self.board.facts is not None:
            self.board.facts.people = self.people
            self.board.facts.now = now
        since = now - self.settings.done_days * DAY
        for id in dict.fromkeys(ids):
            card = found.get(id)
            shown = card is not None and card.state != "dropped" and (card.finished_at or now) >= since
            if shown and (lookup.is_archived(self.plan, id) or (card is not None and card.type == "risk")):
                shown = False
            self.board.put(id, card if shown else None, follow=id == follow)

    def facts_now(self) -> Facts:
        """What items are judged by at this moment."""
        now = now_ms()
        finished = service_times(self.plan, now - SERVICE_WEEKS * 7 * DAY)
        widest = len(str(naming.highest_number(self.plan)))
        return facts_for(self.people, now, service_level(finished), widest, self.zone())

    def found(self) -> str:
        """The query that narrows the pane, and how many cards it left."""
        count = self.pane.count
        return f"{self.query_text}   {count} {self.pane.noun}{'' if count == 1 else 's'}"

    def changed(self, outcome: Outcome, follow: str | None = None) -> None:
        """Repaint what an action has changed, say what was done, and how to undo it."""
        if self.plan.changed_elsewhere() or len(outcome.items) > MANY or self.only is not None:
            self.reload()
        else:
            self.people = read.people(self.plan)
            self._passed = self._triggers()
            for name, unseen in self._unseen.items():
                self._unseen[name] = None if unseen is None else [*unseen, *outcome.items]
            try:
                self._bring_up(follow)
            except PmtuiError as error:  # it is done, and in the file; only the picture is behind
                self.stale = True
                self.complain(str(error))
                return
            self.tell_top()
        words = "; ".join([outcome.message, *outcome.warnings])
        self.say(words, "warn" if outcome.warnings else "strong", undo=True)
        self.explain()

    def do(self, action: Callable[[], Outcome], follow: str | None = None, unmark: bool = True) -> bool:
        """Run an action and show what came of it; a refusal is a calm line. True where it happened."""
        try:
            outcome = action()
        except (PmtuiError, Unreadable) as error:
            self.complain(str(error))
            return False
        if unmark:
            self.pane.unmark()
        self.changed(outcome, follow)
        return True

    def poll(self) -> None:
        """Another process's change shows within a second; the cursor and what is being typed stay, and is kept."""
        self.save_drafts()
        if self.terminal_gone:
            self.end_unseen()
            return
        try:
            if self.plan.changed_elsewhere() or self.stale:
                self.reload()
                self.explain()
                if len(self.screen_stack) > 1:
                    from pmtui.tui.dialogs.listing import Dialog

                    if isinstance(self.screen, Dialog):
                        self.screen.reload()
            else:
                self.tell_top()
        except PmtuiError as error:
            self.stale = True
            self.complain(str(error))

    def tell_top(self) -> None:
        """The top line says which project, which pane, what time it is, and who you are."""
        shown = [self.projects[id] for id in self.project_ids if id in self.projects]
        if self.shown == "timeline":
            shown = shown[:1]  # a timeline is one project's
        key = shown[0].key if len(shown) == 1 else f"{len(shown)} projects" if shown else "pmtui"
        name = shown[0].name if len(shown) == 1 else ", ".join(project.key for project in shown)
        if self.query_text and self.pane.head < 3:
            name = f"/ {self.found()}"
        person = self.people.get(self.me or "")
        who = (short_name(person), person.order) if person else ("", 0)
        self.top.show(key, name, who, local(now_ms(), self.zone()), self.notice(), self.pane.heading)

    def notice(self) -> str:
        """A standing word in the top line: what nobody may overlook, whatever screen they look at."""
        if not os.access(self.plan.path, os.W_OK):
            return "read-only"
        passed = self._passed
        more = f" +{len(passed) - 1}" if passed[1:] else ""
        return f"{self.look.glyph['late']} R{passed[0]}{more} trigger passed" if passed else ""

    def explain(self) -> None:
        """Explain the cursor's item at the bottom."""
        try:
            others = {"timeline": self.explain_row, "risks": self.explain_risk, "metrics": self.explain_metric}
            others.get(self.shown, self._explain)()
        except PmtuiError as error:
            self.complain(str(error))

    def explain_row(self) -> None:
        """Explain the timeline's row; the timeline's part knows how."""

    def explain_risk(self) -> None:
        """Explain the register's risk; the risks' part knows how."""

    def explain_metric(self) -> None:
        """Explain the metrics' chart; the metrics' part knows how."""

    def _explain(self) -> None:
        card, facts = self.board.card, self.board.facts
        if card is None or facts is None:
            self.detail.show([])
            return
        column = self.board.column
        lines = [first_line(card, facts, self.look, column.name if column else "")]
        if self.detail.has_class("tall"):
            lines += more_lines(self.plan, card, facts, self.look)
        self.detail.show(lines)
        if self.panel is not None and self.panel.display:
            from pmtui.tui.dialogs.itemlines import page

            wide = max(20, self.panel.size.width)
            self.panel.show(page(self.plan, read.item(self.plan, card.id), facts, self.look, wide).lines, [])

    def make_room(self, width: int) -> None:
        """On a wide screen the board's columns leave a panel that shows the whole card under the cursor."""
        columns = 24 * len(self.board.view.columns)
        wide = width >= 160 and width - columns >= 36 and self.board.display
        if wide and self.panel is None:
            from pmtui.tui.dialogs.listing import Listing

            self.panel = Listing(self.look, "panel", ground="surface")
            self.query_one("#middle").mount(self.panel)
        if self.panel is not None and (wide, columns) != self._room:
            self._room = (wide, columns)
            self.panel.display = wide
            self.board.styles.width = columns if wide else "1fr"
            self.call_after_refresh(self.explain)

    def today(self) -> date:
        """The day in the shown project's zone."""
        return today_in(self.plan, self.project_ids[0] if self.project_ids else None)

    def zone(self) -> tzinfo | None:
        """The shown project's time zone."""
        return zone_of(self.plan, self.project_ids[0] if self.project_ids else None)


def _opening(plan: Plan, word: str | None) -> list[str]:
    """The project to open with: the one named, else the first that is not archived."""
    from pmtui.actions.places import project_named

    if word and word != "all":
        return [project_named(plan, word)]
    there = lookup.open_projects(plan)
    return there if word == "all" else there[:1]


def _owned(column: BoardColumn) -> bool:
    """Whether work in a column has owners as a rule, so that one without is worth a word."""
    first = column.cards[:20]
    return column.category in ("active", "wait") and 2 * sum(card.owner_id is not None for card in first) > len(first)
