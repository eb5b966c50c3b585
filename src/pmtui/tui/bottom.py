"""The bottom of the screen: what the cursor is on, what is being typed, the keys that work or what was just done."""

from collections.abc import Callable
from dataclasses import dataclass

from rich.highlighter import Highlighter
from rich.segment import Segment
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from pmtui.model.text import cell_width, clean_line, cut
from pmtui.tui.keys import Key
from pmtui.tui.look import Look
from pmtui.tui.strips import strip

Line = list[tuple[str, str]]
"""A line as (words, role) pieces."""


class Lines(Widget):
    """A few lines of pieces on the surface ground, cut whole pieces at a time where they do not fit."""

    def __init__(self, look: Look, id: str) -> None:
        super().__init__(id=id)
        self.look = look
        self.lines: list[Line] = []

    def show(self, lines: list[Line]) -> None:
        """Show these lines."""
        if lines != self.lines:
            self.lines = lines
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line."""
        look, width = self.look, self.size.width
        segments, used = [Segment(" ", look.style("text", "surface"))], 1
        for words, role in self.lines[y] if y < len(self.lines) else []:
            room = width - 1 - used
            if cell_width(words) > room and role != "strong" and used > 1:
                if (words.startswith(" ") and words.strip()) or (
                    segments[-1].text.strip() and segments[-1].text.endswith("  ")
                ):
                    segments.pop()  # a key goes with its word, a label with what it labels
                break
            part = cut(words, room, look.glyph["cut"]) if role == "strong" else _whole_words(words, room, look)
            segments.append(Segment(part, look.style(role, "surface")))
            used += cell_width(part)
        return strip(segments, width, look.style("text", "surface"))


def _whole_words(text: str, cells: int, look: Look) -> str:
    """The text, or as many of its words as fit with a sign that there are more."""
    if cell_width(text) <= cells:
        return text
    sign = look.glyph["cut"]
    words = cut(text, cells, sign).removesuffix(sign)
    return words.rpartition(" ")[0].rstrip(" ,;:(") + sign if " " in words else words + sign if words else ""


class KeyLine(Widget):
    """The keys that work here, most useful first; a message takes their place until the next key."""

    def __init__(self, look: Look, table: tuple[Key, ...]) -> None:
        super().__init__(id="keys")
        self.look = look
        self.use(table)
        self.message = ""
        self.role = "strong"
        self.hint: Line | None = None
        self._resting = False

    def use(self, table: tuple[Key, ...]) -> None:
        """The keys of another pane."""
        self.table = sorted((key for key in table if key.rank), key=lambda key: key.rank)
        self.refresh()

    def rest(self, resting: bool) -> None:
        """While a dialog with keys of its own is open, these do not work: they are not shown."""
        self._resting = resting
        self.refresh()

    def say(self, message: str, role: str = "strong", undo: bool = False) -> None:
        """Show a message until the next key."""
        self.message, self.role, self._undo = clean_line(message), role, undo
        self.refresh()

    def quiet(self) -> None:
        """Back to the keys."""
        if self.message:
            self.message = ""
            self.refresh()

    def explain(self, pieces: Line | None) -> None:
        """While something is typed: what was understood, in place of the keys; None ends it."""
        if pieces != self.hint:
            self.hint = pieces
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line."""
        look, width = self.look, self.size.width
        if self.message:
            tail = [("   ", "dim"), ("u", "strong"), (" undo", "dim")] if self._undo else []
            room = width - 10 - sum(len(words) for words, _ in tail)
            left = [(_whole_words(self.message, room, look), self.role), *tail]
        elif self._resting:
            return Strip.blank(width, look.style("text"))
        elif self.hint is not None:
            left = self.hint
        else:
            left, used = [], 1
            for key in self.table:
                used += len(key.shown) + len(key.words) + 3
                if used - 2 > width - 10:
                    break
                left += [(key.shown, "strong"), (f" {key.words}  ", "dim")]
            left = [*left[:-1], (left[-1][0].rstrip(), "dim")] if left else left
        right: Line = (
            [("Enter", "strong"), (" ok  ", "dim"), ("Esc", "strong"), (" keep", "dim")]
            if self.hint is not None
            else []
        )
        right = right or [("?", "strong"), (" keys", "dim")]
        used = 1
        segments = [Segment(" ", look.style("text"))]
        free = width - 2 - sum(cell_width(w) for w, _ in right)
        for words, role in left:
            part = _whole_words(words, max(0, free - used - 1), look)
            segments.append(Segment(part, look.style(role)))
            used += cell_width(part)
        segments.append(Segment(" " * max(1, free - used + 1), look.style("text")))
        segments += [Segment(words, look.style(role)) for words, role in right]
        return strip(segments, width, look.style("text"))


@dataclass(slots=True)
class Ask:
    """A question for the prompt line.

    `change` is called at each key and may return what was understood, or a complaint.
    """

    name: str
    label: str
    submit: Callable[[str], None]
    value: str = ""
    change: Callable[[str], Line | None] | None = None
    cancel: Callable[[], None] | None = None
    colour: Highlighter | None = None
    hint: Line | None = None


class PromptInput(Input, inherit_css=False):
    """The input of the prompt line: one line, but many pasted ones are handed on whole.

    Its looks are in app.tcss: the stock ones are long, and parsing them would delay the first screen.
    """

    COMPONENT_CLASSES = Input.COMPONENT_CLASSES

    class Pasted(Message):
        """Several lines were pasted."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def on_key(self, event: events.Key) -> None:
        """Escape and a letter in one piece are not typed; the frame takes them apart."""
        if event.key.startswith("alt+"):
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """One line is typed, cleaned; several are handed on."""
        if len([line for line in event.text.splitlines() if line.strip()]) > 1:
            self.post_message(self.Pasted(event.text))
            event.stop()
            event.prevent_default()
        else:
            event.text = clean_line(event.text, 10_000)


class Prompt(Horizontal):
    """A label and an input on one line; hidden until something is asked. What was typed and left is kept as a draft."""

    BINDINGS = [("escape", "leave", "leave, keep the text"), ("ctrl+s,f2", "save", "save")]

    def __init__(self, look: Look) -> None:
        super().__init__(id="prompt")
        self.look = look
        self.asked: Ask | None = None
        self.drafts: dict[str, str] = {}
        self.label = Lines(look, "prompt-label")
        self.input = PromptInput(compact=True, id="prompt-input", select_on_focus=False)
        self.input.cursor_blink = False
        self.display = False

    def compose(self) -> ComposeResult:
        """Label and input."""
        yield self.label
        yield self.input

    def ask(self, ask: Ask) -> None:
        """Ask; a draft of the same question is offered again."""
        self.asked = ask
        self.label.styles.width = cell_width(ask.label) + 3
        self.label.show([[(ask.label, "dim")]])
        self.input.highlighter = ask.colour
        self.input.value = clean_line(self.drafts.pop(ask.name, "") or ask.value, 10_000)
        self.input.cursor_position = len(self.input.value)
        self.display = True
        self.input.focus()
        self._tell(self.input.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """At every key: say what was understood."""
        event.stop()
        if self.asked:
            self._tell(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Hand over what was typed."""
        if (asked := self.asked) is not None:
            value = self.input.value
            self._close()
            asked.submit(value)

    def action_leave(self) -> None:
        """Close; what was typed is kept for the next time."""
        if (asked := self.asked) is not None:
            if self.input.value.strip() and self.input.value != asked.value:
                self.drafts[asked.name] = self.input.value
            self._close()
            if asked.cancel:
                asked.cancel()

    def _close(self) -> None:
        self.asked = None
        self.display = False
        self.post_message(self.Closed())

    def _tell(self, value: str) -> None:
        assert self.asked is not None
        said = self.asked.change(value) if self.asked.change else None
        self.post_message(self.Told(said if said is not None else self.asked.hint or []))

    class Closed(Message):
        """The prompt is gone."""

    class Told(Message):
        """What was understood so far."""

        def __init__(self, pieces: Line) -> None:
            super().__init__()
            self.pieces = pieces


class Tokens(Highlighter):
    """Colours the known tokens of a quick-add line while it is typed."""

    def __init__(self, look: Look, scan: Callable[[str], list[tuple[int, int, str]]]) -> None:
        self.look = look
        self.scan = scan

    def highlight(self, text: Text) -> None:
        """Underline each token in its colour."""
        for start, end, role in self.scan(text.plain):
            text.stylize(self.look.style(role, "surface", underline=True), start, end)
