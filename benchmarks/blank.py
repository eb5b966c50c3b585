"""The emptiest Textual app there is: what the board's first paint is compared with."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Blank(App[None]):
    """One word, and a key to leave by."""

    BINDINGS = [("q", "quit", "Quit")]  # noqa: RUF012 - Textual's own way to declare bindings

    def compose(self) -> ComposeResult:
        """The word."""
        yield Static("blank")


if __name__ == "__main__":
    Blank().run()
