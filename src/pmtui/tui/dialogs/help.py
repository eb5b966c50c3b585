"""The keys that work here, made from the bindings; a key pressed in it works from there."""

from textual import events
from textual.app import ComposeResult

from pmtui.model.text import cell_width
from pmtui.tui.bottom import Line
from pmtui.tui.dialogs.listing import Dialog, Listing
from pmtui.tui.keys import PANES, Key
from pmtui.tui.look import Look


class Help(Dialog[str]):
    """A panel at the bottom edge with the keys in groups. Answers the key that was pressed in it."""

    def __init__(self, look: Look, title: str, table: tuple[Key, ...], remapped: dict[str, str]) -> None:
        super().__init__(look)
        self.groups: dict[str, list[tuple[str, str]]] = {}
        for key in table:
            if key.shown:
                self.groups.setdefault(key.group, []).append((remapped.get(key.name, key.shown), key.words))
        self.groups["More"] += [(f"g {letter}", f"the {pane}") for letter, pane in PANES.items()]
        self.title_words = title
        self.listing = Listing(look)

    def compose(self) -> ComposeResult:
        """Just the lines."""
        with self.box:
            yield self.listing

    def on_mount(self) -> None:
        """Lay the groups out side by side."""
        self.add_class("bottom")
        self.retitle(self.title_words)
        lines = self._lines(self.app.size.width - 6)
        self.box.styles.height = min(len(lines) + 2, self.app.size.height - 4)
        self.listing.show(lines, [])

    def _lines(self, width: int) -> list[Line]:
        """As many columns as fit; a long group goes on in the next one."""
        columns = max(1, min(width // 24, 4))
        entries: list[Line] = []
        for group, rows in self.groups.items():
            if entries:
                entries.append([])
            entries.append([(group, "strong")])
            wide = max(len(shown) for shown, _ in rows) + 2
            entries += [[(shown.ljust(wide), "strong"), (words, "dim")] for shown, words in rows]
        deep = -(-len(entries) // columns)
        cell = width // columns
        lines: list[Line] = []
        for row in range(deep):
            line: Line = []
            for entry in entries[row::deep]:
                used = sum(cell_width(words) for words, _ in entry)
                line += [*entry, (" " * max(1, cell - used), "text")]
            lines.append(line)
        return lines

    def on_key(self, event: events.Key) -> None:
        """Escape, q and ? close it; another key closes it and works."""
        event.stop()
        event.prevent_default()
        if (
            event.key in ("down", "j", "up", "k", "pagedown", "pageup")
            and len(self.listing.lines) > self.listing.size.height
        ):
            self.listing.step(
                1
                if event.key in ("down", "j")
                else -1
                if event.key in ("up", "k")
                else 8
                if event.key == "pagedown"
                else -8
            )
        else:
            self.dismiss(None if event.key in ("escape", "q", "question_mark", "f1", "enter") else event.key)
