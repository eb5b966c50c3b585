"""What the app's keys do on every pane: open, find, undo, copy, themes, projects, who you are, drafts.

Actions and parsers are imported where a key needs them, so that the first screen does not wait for them.
"""

from collections.abc import Callable
from typing import Any

from pmtui.actions.step import Outcome
from pmtui.clock import now_ms
from pmtui.errors import PmtuiError
from pmtui.model.text import Unreadable
from pmtui.settings import state_folder
from pmtui.tui import wire
from pmtui.tui.bottom import Ask, Line
from pmtui.tui.cards import short_name
from pmtui.tui.frame import Frame
from pmtui.tui.look import THEMES, Look


class AppKeys(Frame):
    """The frame with the keys that work everywhere."""

    # --- dialogs -------------------------------------------------------------------------------------------------

    def action_open(self) -> None:
        """The whole item."""
        from pmtui.tui.dialogs.item import ItemDialog

        if card := self.card:
            self.push_screen(ItemDialog(self.look, self, card.id), lambda _: self.reload())

    def action_help(self) -> None:
        """The keys that work here; a key pressed there works from there."""
        from pmtui.tui.dialogs.help import Help

        def pressed(key: str | None) -> None:
            if key:
                self.call_later(self.simulate_key, key)

        self.push_screen(
            Help(self.look, f"Keys on the {self.pane.heading.lower()}", self.pane.table, self.settings.keys), pressed
        )

    def action_palette(self) -> None:
        """Every action by name."""
        from pmtui.tui.dialogs.chooser import Choice, Chooser

        choices = [
            Choice(
                f"{key.words} {key.name}",
                [(key.words.ljust(28), "text"), (self.settings.keys.get(key.name, key.shown), "dim")],
                key.action,
            )
            for key in self.pane.table
            if key.name != "palette"
        ]

        async def chosen(answer: list[str] | None) -> None:
            if answer:
                action = answer[0]
                await self.run_action(action, self if action.startswith("app.") else self.pane)

        self.push_screen(Chooser(self.look, "Commands", choices), chosen)

    def action_projects(self) -> None:
        """Which project, or several, or all, the board shows."""
        from pmtui.tui.dialogs.chooser import Choice, Chooser

        shown = [project for project in self.projects.values() if not project.archived]
        choices = [Choice(f"{p.key} {p.name}", [(p.key.ljust(8), "strong"), (p.name, "text")], p.id) for p in shown]
        choices.append(
            Choice("all projects", [("all".ljust(8), "strong"), ("every project on one board", "dim")], "all")
        )

        def chosen(answer: list[str] | None) -> None:
            if answer:
                self.project_ids = [p.id for p in shown] if "all" in answer else answer
                self.reload()

        self.push_screen(Chooser(self.look, "Projects: Space marks several", choices, several=True), chosen)

    def action_columns(self) -> None:
        """The columns of the board's project."""
        from pmtui.tui.dialogs.columns import ColumnsDialog

        if self.project_ids:
            self.push_screen(ColumnsDialog(self.look, self, self.project_ids[0]), lambda _: self.reload())

    # --- finding -------------------------------------------------------------------------------------------------

    def action_find(self) -> None:
        """Narrow the board by a query, live while it is typed; Escape brings back what was there."""
        before = (self.query_text, self.only)
        hint: Line = [("words  @ana  #api  !high  due<fri  status:doing  blocked  -label:ops  or  sort:due", "dim")]

        def understood(text: str) -> Line | None:
            try:
                self._narrow(text)
            except (PmtuiError, Unreadable) as error:
                return [(f"{self.look.glyph['late']} {error}", "alarm")]
            if not text.strip():
                return None
            found = self.pane.count
            return [(f"{found} {self.pane.noun}{'' if found == 1 else 's'}", "ok" if found else "warn")]

        def cancel() -> None:
            self.query_text, self.only = before
            self.reload()

        def submit(text: str) -> None:
            try:
                self._narrow(text)
            except (PmtuiError, Unreadable) as error:
                cancel()
                self.complain(str(error))
                self.prompt.drafts["find"] = text

        self.ask(Ask("find", "/", submit, self.query_text, understood, cancel, hint=hint))

    def _narrow(self, text: str) -> None:
        from pmtui.model.query import parse_query
        from pmtui.store.search import Asker, ids

        query = parse_query(text, self.today(), now_ms()) if text.strip() else None
        only = (
            None
            if query is None or query.where is None
            else set(ids(self.plan, query, Asker(self.me, self.settings.hours_per_day)))
        )
        if (text.strip(), only) != (self.query_text, self.only):
            self.query_text, self.only = text.strip(), only
            self.reload()

    # --- history and the rest ------------------------------------------------------------------------------------

    def action_undo(self) -> None:
        """Take back your last step."""
        from pmtui.actions import history

        self._history(history.undo)

    def action_redo(self) -> None:
        """Bring it back."""
        from pmtui.actions import history

        self._history(history.redo)

    def _history(self, action: Callable[[Any], Outcome]) -> None:
        try:
            outcome = action(self.plan)
        except PmtuiError as error:
            self.complain(str(error))
            return
        self.plan.changed_elsewhere()
        self.reload()
        if outcome.items:
            self.pane.select(outcome.items[0])
        self.say("; ".join([outcome.message, *outcome.warnings]), "warn" if outcome.warnings else "strong")
        self.explain()

    def action_copy(self) -> None:
        """Copy number and title to the terminal's clipboard."""
        if card := self.card:
            key = self.projects[card.project_id].key
            self.copy_to_clipboard(f"{key}-{card.ref} {card.title}")
            self.say(f"{key}-{card.ref} {card.title} copied")

    def action_theme(self) -> None:
        """The next theme; `pmtui config set theme NAME` keeps it."""
        name = THEMES[(THEMES.index(self.look.theme) + 1) % len(THEMES)]
        self.wear(Look(name, self.look.ascii_only, self.settings.accent))
        self.say(f"theme {name}; `pmtui config set theme {name}` keeps it")

    def wear(self, look: Look) -> None:
        """Put on another look."""
        self.look = look
        for widget in (self.top, self.board, self.detail, self.prompt, self.prompt.label, self.keyline):
            widget.look = look
        for later in (self.panel, self.timeline, self.risks, self.metrics):
            if later is not None:
                later.look = look
        self.theme = f"pmtui-{look.theme}"
        self.reload()
        self.refresh(layout=True)

    def action_redraw(self) -> None:
        """Something else wrote on the terminal: draw everything anew."""
        wire.redraw(self)
        self.refresh(layout=True)

    def action_pane(self, name: str) -> None:
        """Go to a pane."""
        self.show_pane(name)

    def action_step_back(self) -> None:
        """One step back: marks, then the query, then out."""
        if self.pane.marks:
            self.pane.unmark()
        elif self.query_text:
            self.query_text, self.only = "", None
            self.reload()
        else:
            self.exit(0)

    def ask_who(self) -> None:
        """Asked once: who is the person behind this login?"""
        from pmtui.actions import people

        actor = self.plan.actor

        def submit(name: str) -> None:
            word = name.strip()
            if word:
                self.do(lambda: people.introduce(self.plan, actor, word))
                self.reload()

        known = ", ".join(short_name(person) for person in list(self.people.values())[:10])
        self.ask(Ask("who", "Who are you", submit, hint=[(f"{known}, or a new name", "dim")]))

    def load_drafts(self) -> None:
        """Half-typed texts of the last time."""
        mine = _stored_drafts().get(str(self.plan.path.absolute()))
        if isinstance(mine, dict):
            self.prompt.drafts = {str(name): str(text) for name, text in mine.items()}
        self.kept_drafts = dict(self.prompt.drafts)

    def save_drafts(self) -> None:
        """Keep half-typed texts, what is being typed just now included, for the next time.

        Called at every poll, so that a lost connection or a closed window costs a second of typing at most.
        """
        drafts = self.prompt.drafts | self._half_typed()
        if drafts == self.kept_drafts:
            return
        import json

        self.kept_drafts = drafts
        path, found = state_folder() / "drafts.json", _stored_drafts()
        found[str(self.plan.path.absolute())] = drafts
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(found), encoding="utf-8")
        except OSError as error:
            self.complain(f"what is half typed cannot be kept in {path}: {error.strerror}")

    async def action_quit(self) -> None:
        """Leave at once; what is half typed in a dialog is kept too."""
        self.prompt.drafts |= self._half_typed()
        self.exit(0)

    def _half_typed(self) -> dict[str, str]:
        """What is being typed just now, by the name of its draft."""
        if self.prompt.asked and self.prompt.input.value.strip():
            return {self.prompt.asked.name: self.prompt.input.value}
        if len(self.screen_stack) > 1:
            from pmtui.tui.dialogs.listing import Dialog

            if isinstance(self.screen, Dialog):
                return self.screen.half_typed()
        return {}


def _stored_drafts() -> dict[str, Any]:
    """The drafts of every plan, by its path; none where their file is missing or damaged."""
    import json

    try:
        found = json.loads((state_folder() / "drafts.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
