"""The frame: top line, board, bottom; the plan read into it, and every outcome of an action repainted."""

import gc
import os
from collections.abc import Callable, Mapping
from datetime import date, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import textual
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.dom import DOMNode
from textual.theme import Theme

from pmtui.actions.people import known_as
from pmtui.actions.step import Outcome, today_in, zone_of
from pmtui.clock import local, now_ms
from pmtui.errors import PmtuiError
from pmtui.model.text import Unreadable
from pmtui.planning.flow import DAY, SERVICE_WEEKS, service_level
from pmtui.settings import Settings
from pmtui.store import lookup, naming, read
from pmtui.store.board import BoardColumn, board, cards, service_times
from pmtui.store.plan import Plan
from pmtui.tui import keys
from pmtui.tui.board import Board
from pmtui.tui.bottom import Ask, KeyLine, Line, Lines, Prompt, PromptInput
from pmtui.tui.cards import facts_for, short_name
from pmtui.tui.detail import first_line, more_lines
from pmtui.tui.look import THEMES, Look
from pmtui.tui.topline import TopLine

if TYPE_CHECKING:
    from pmtui.tui.dialogs.listing import Listing

STYLES = Path(__file__).parent.parent / "styles"
if not STYLES.is_dir():
    STYLES = Path(__file__).parents[3] / "styles"


class Frame(App[int]):
    """The screen around the panes.

    All reading and writing of the plan happens here and in what builds on it, none in the widgets.
    """

    CSS_PATH: ClassVar = [STYLES / "app.tcss"]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [Binding("ctrl+q", "quit", show=False), Binding("ctrl+c", "quit", show=False)]
    POLL_SECONDS = 0.8

    def __init__(self, plan: Plan, settings: Settings, look: Look, project: str | None = None) -> None:
        super().__init__(watch_css=False)
        self.plan = plan
        self.settings = settings
        self.look = look
        self.project_ids = _opening(plan, project or settings.default_project)
        self.query_text = ""
        self.only: set[str] | None = None
        self.stale = False
        self.kept_drafts: dict[str, str] = {}
        self.me: str | None = None
        self._room = (False, 0)
        self.top = TopLine(look)
        self.board = Board(look, moved=self.explain)
        self.panel: Listing | None = None
        self.detail = Lines(look, "detail")
        self.prompt = Prompt(look)
        self.keyline = KeyLine(look, keys.BOARD)
        for name in THEMES:
            self.register_theme(_textual_theme(Look(name, accent=settings.accent)))
        if look.theme == "dark":
            # Textual's own default is dark too, so nothing else follows; the watcher would parse all looks twice.
            self.set_reactive(App.theme, "pmtui-dark")
            self.stylesheet.set_variables(self.get_css_variables())
        else:
            self.theme = f"pmtui-{look.theme}"

    def compose(self) -> ComposeResult:
        """The frame."""
        self.detail.set_class(self.size.height >= 36, "tall")
        yield self.top
        yield Horizontal(self.board, id="middle")
        yield self.detail
        yield self.prompt
        yield self.keyline

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

    # --- the plan on the screen ----------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read everything anew: at the start, after a query, and when another process has changed the file.

        Where the file cannot be read just now it says so, keeps what is shown, and the next poll tries again.
        """
        try:
            self._read()
            self.stale = False
        except PmtuiError as error:
            self.stale = True
            self.complain(str(error))

    def _read(self) -> None:
        now = now_ms()
        self.people = read.people(self.plan)
        self.projects = read.projects(self.plan)
        self.me = known_as(self.plan, self.plan.actor, None)
        if not self.project_ids:
            self.project_ids = _opening(self.plan, None)
        view = board(self.plan, self.project_ids, now - self.settings.done_days * DAY, self.only)
        finished = service_times(self.plan, now - SERVICE_WEEKS * 7 * DAY)
        widest = len(str(naming.highest_number(self.plan)))
        facts = facts_for(self.people, now, service_level(finished), widest, self._zone())
        facts.expects_owner = {id for column in view.columns if _owned(column) for id in column.ids}
        self.board.show(view, facts)
        self.make_room(self.size.width)
        self.tell_top()
        goal = self.projects[self.project_ids[0]].goal if len(self.project_ids) == 1 else None
        self.board.goal = f"/\t{self.found()}" if self.query_text else f"Goal\t{goal}" if goal else ""

    def found(self) -> str:
        """The query that narrows the board, and how many cards it left."""
        count = sum(len(column.cards) for column in self.board.view.columns)
        return f"{self.query_text}   {count} {'card' if count == 1 else 'cards'}"

    def changed(self, outcome: Outcome, follow: str | None = None) -> None:
        """Repaint what an action has changed, say what was done, and how to undo it."""
        if self.plan.changed_elsewhere() or len(outcome.items) > 200 or self.only is not None:
            self.reload()
        else:
            now = now_ms()
            found = cards(self.plan, outcome.items) if outcome.items else {}
            self.people = read.people(self.plan)
            if self.board.facts is not None:
                self.board.facts.people = self.people
                self.board.facts.now = now
            since = now - self.settings.done_days * DAY
            for id in outcome.items:
                card = found.get(id)
                shown = card is not None and card.state != "dropped" and (card.finished_at or now) >= since
                if shown and lookup.is_archived(self.plan, id):
                    shown = False
                self.board.put(id, card if shown else None, follow=id == follow)
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
            self.board.unmark()
        self.changed(outcome, follow)
        return True

    def poll(self) -> None:
        """Another process's change shows within a second; the cursor and what is being typed stay, and is kept."""
        self.save_drafts()
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
        """The top line says which project, what time it is, and who you are."""
        shown = [self.projects[id] for id in self.project_ids if id in self.projects]
        key = shown[0].key if len(shown) == 1 else f"{len(shown)} projects" if shown else "pmtui"
        name = shown[0].name if len(shown) == 1 else ", ".join(project.key for project in shown)
        if self.query_text and self.board.head == 1:
            name = f"/ {self.found()}"
        person = self.people.get(self.me or "")
        who = (short_name(person), person.order) if person else ("", 0)
        notice = "" if os.access(self.plan.path, os.W_OK) else "read-only"
        self.top.show(key, name, who, local(now_ms(), self._zone()), notice)

    def explain(self) -> None:
        """Explain the cursor's card at the bottom."""
        try:
            self._explain()
        except PmtuiError as error:
            self.complain(str(error))

    def _explain(self) -> None:
        card, facts = self.board.card, self.board.facts
        if card is None or facts is None:
            self.detail.show([])
            return
        column = self.board.column
        lines: list[Line] = [first_line(card, facts, self.look, column.name if column else "")]
        if self.detail.has_class("tall"):
            lines += more_lines(self.plan, card, facts, self.look)
        self.detail.show(lines)
        if self.panel is not None and self.panel.display:
            from pmtui.tui.dialogs.itemlines import page

            wide = max(20, self.panel.size.width)
            self.panel.show(page(self.plan, read.item(self.plan, card.id), facts, self.look, wide).lines, [])

    def make_room(self, width: int) -> None:
        """On a wide screen the columns leave a panel that shows the whole card under the cursor."""
        columns = 24 * len(self.board.view.columns)
        wide = width >= 160 and width - columns >= 36
        if wide and self.panel is None:
            from pmtui.tui.dialogs.listing import Listing

            self.panel = Listing(self.look, "panel", ground="surface")
            self.query_one("#middle").mount(self.panel)
        if self.panel is not None and (wide, columns) != self._room:
            self._room = (wide, columns)
            self.panel.display = wide
            self.board.styles.width = columns if wide else "1fr"
            self.call_after_refresh(self.explain)

    # --- talking -------------------------------------------------------------------------------------------------

    def say(self, message: str, role: str = "strong", undo: bool = False) -> None:
        """One line at the bottom, until the next key."""
        self.keyline.say(message, role, undo)

    def complain(self, message: str) -> None:
        """A refusal or an error, in one line."""
        self.say(self.refusal(message), "alarm")

    def refusal(self, message: str) -> str:
        """A refusal as it is shown: after its mark, with the plan file by its name alone, for lines are short."""
        return f"{self.look.glyph['late']} {message.replace(str(self.plan.path), self.plan.path.name)}"

    async def run_action(
        self,
        action: str | tuple[str, str, tuple[object, ...]],
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key says; a file that cannot be used just now is a line on the screen, never the app's end."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except PmtuiError as error:
            self.complain(str(error))
            return True

    def on_key(self, event: events.Key) -> None:
        """Any key ends a message.

        Escape and a letter that came in one piece, as quick fingers send them, are two keys.
        """
        self.keyline.quiet()
        if event.key.startswith("alt+") and len(event.key) == 5:
            event.stop()
            letter = event.key[4]
            self.simulate_key("escape")
            # Once what Escape closes has given the focus back.
            self.set_timer(0.05, lambda: self.simulate_key(letter))

    def ask(self, ask: Ask) -> None:
        """Ask something on the prompt line; the detail line makes room for it."""
        self.detail.add_class("gone")
        self.prompt.ask(ask)

    def on_prompt_told(self, event: Prompt.Told) -> None:
        """What was understood of what is being typed."""
        if self.prompt.asked:
            self.keyline.explain(event.pieces)

    def on_prompt_closed(self) -> None:
        """Back to the board."""
        self.detail.remove_class("gone")
        self.keyline.explain(None)
        self.board.focus()

    def on_prompt_input_pasted(self, event: PromptInput.Pasted) -> None:
        """Several lines pasted into the prompt become cards."""
        self.prompt.action_leave()
        self.paste_cards(event.text)

    def on_paste(self, event: events.Paste) -> None:
        """Lines pasted onto the board become cards."""
        self.paste_cards(event.text)

    def load_drafts(self) -> None:
        """Half-typed texts of the last time; the keys' part knows where they are."""

    def save_drafts(self) -> None:
        """Keep what is half typed."""

    def ask_who(self) -> None:
        """Who is the person behind this login? Asked by the keys' part."""

    def paste_cards(self, text: str) -> None:
        """Pasted lines become cards; done by the keys' part."""

    def today(self) -> date:
        """The day in the shown project's zone."""
        return today_in(self.plan, self.project_ids[0] if self.project_ids else None)

    def _zone(self) -> tzinfo | None:
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


def _textual_theme(look: Look) -> Theme:
    """Textual's own widgets, the inputs, in the colours of a look."""
    if look.ansi:
        base = textual.theme.BUILTIN_THEMES[look.theme]
        return Theme(
            name=f"pmtui-{look.theme}", primary=base.primary, secondary=base.secondary, accent="ansi_bright_cyan",
            ansi=True,
            foreground="ansi_default", background="ansi_default", surface="ansi_default", panel="ansi_default",
            dark=base.dark,
            variables={**base.variables, **dict.fromkeys(("raise", "sel", "rule", "dim"), "ansi_default")},
        )  # fmt: skip
    p = look.palette
    return Theme(
        name=f"pmtui-{look.theme}", primary=p["accent"], secondary=p["dim"], accent=p["accent"], warning=p["warn"],
        error=p["alarm"], success=p["ok"], foreground=p["text"], background=p["bg"], surface=p["surface"],
        panel=p["raise"],
        dark=look.theme != "light",
        variables={
            "input-cursor-background": p["accent"], "input-cursor-foreground": p["bg"],
            "input-selection-background": p["sel"],
            "raise": p["raise"], "sel": p["sel"], "rule": p["rule"], "dim": p["dim"],
        },
    )  # fmt: skip
