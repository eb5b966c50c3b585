"""The shell around the panes: what is composed, what is said at the bottom, what is asked, and the themes."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import textual
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.dom import DOMNode
from textual.theme import Theme
from textual.widget import Widget

from pmtui.errors import PmtuiError
from pmtui.settings import Settings
from pmtui.store.plan import Plan
from pmtui.tui import keys
from pmtui.tui.board import Board
from pmtui.tui.bottom import Ask, KeyLine, Lines, Prompt, PromptInput
from pmtui.tui.keyorder import OrderedKeys
from pmtui.tui.look import THEMES, Look
from pmtui.tui.topline import TopLine

STYLES = Path(__file__).parent.parent / "styles"
if not STYLES.is_dir():
    STYLES = Path(__file__).parents[3] / "styles"


UNSEEN_SECONDS = 1.0
"""How long the app may take to end when its terminal is gone."""


class Shell(OrderedKeys):
    """Top line, panes, detail lines, prompt and key line; it knows nothing of what the panes show."""

    CSS_PATH: ClassVar = [STYLES / "app.tcss"]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [Binding("ctrl+q", "quit", show=False), Binding("ctrl+c", "quit", show=False)]

    def __init__(self, plan: Plan, settings: Settings, look: Look) -> None:
        super().__init__(watch_css=False)
        self.plan = plan
        self.settings = settings
        self.look = look
        self.kept_drafts: dict[str, str] = {}
        self._on_terminal = os.isatty(0)
        self.top = TopLine(look)
        self.board = Board(look, moved=self.explain)
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

    @property
    def terminal_gone(self) -> bool:
        """Whether the terminal was closed without a word to this process: nobody sees it, and its input never waits."""
        return self._on_terminal and not os.isatty(0)

    def end_unseen(self) -> None:
        """End without a terminal. Whoever still wants to write to it may wait for ever: that is cut short."""
        import threading

        deadline = threading.Timer(UNSEEN_SECONDS, os._exit, (0,))
        deadline.daemon = True
        deadline.start()
        self.exit(0)

    def compose(self) -> ComposeResult:
        """The frame."""
        self.detail.set_class(self.size.height >= 36, "tall")
        yield self.top
        yield Horizontal(self.board, id="middle")
        yield self.detail
        yield self.prompt
        yield self.keyline

    @property
    def pane(self) -> Widget:
        """The pane that is shown; it has the focus whenever nothing is asked."""
        return self.board

    def explain(self) -> None:
        """Explain what the cursor is on; the frame knows how."""

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
        letter = event.key.removeprefix("alt+")
        if letter.startswith("shift+"):
            letter = letter[6:].upper()
        if event.key.startswith("alt+") and len(letter) == 1:
            event.stop()
            self.press_next("escape", letter)

    def ask(self, ask: Ask) -> None:
        """Ask something on the prompt line; the detail line makes room for it."""
        self.detail.add_class("gone")
        self.prompt.ask(ask)

    def on_prompt_told(self, event: Prompt.Told) -> None:
        """What was understood of what is being typed."""
        if self.prompt.asked:
            self.keyline.explain(event.pieces)

    def on_prompt_closed(self) -> None:
        """Back to the pane."""
        self.detail.remove_class("gone")
        self.keyline.explain(None)
        self.pane.focus()

    def on_prompt_input_pasted(self, event: PromptInput.Pasted) -> None:
        """Several lines pasted into the prompt become cards."""
        self.prompt.action_leave()
        self.paste_cards(event.text)

    def on_paste(self, event: events.Paste) -> None:
        """Lines pasted onto a pane become cards."""
        self.paste_cards(event.text)

    def load_drafts(self) -> None:
        """Half-typed texts of the last time; the keys' part knows where they are."""

    def save_drafts(self) -> None:
        """Keep what is half typed."""

    def ask_who(self) -> None:
        """Who is the person behind this login? Asked by the keys' part."""

    def paste_cards(self, text: str) -> None:
        """Pasted lines become cards; done by the keys' part."""


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
