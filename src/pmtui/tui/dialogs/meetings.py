"""Choosing a meeting by its letter, or with the cursor."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult

from pmtui.tui.dialogs.listing import Dialog, Listing
from pmtui.tui.look import Look

if TYPE_CHECKING:
    from pmtui.tui.meetingkeys import Meeting


class Meetings(Dialog[str]):
    """Answers the action that opens the meeting."""

    BINDINGS: ClassVar = [
        ("j,down", "step(1)", "next"), ("up", "step(-1)", "previous"), ("enter", "take", "take"),
        ("q", "leave", "leave"),
    ]  # fmt: skip

    def __init__(self, look: Look, meetings: "Sequence[Meeting]") -> None:
        super().__init__(look)
        self.meetings = meetings
        self.listing = Listing(look)

    def compose(self) -> ComposeResult:
        """The list alone."""
        with self.box:
            yield self.listing

    def on_mount(self) -> None:
        """As many lines as there are meetings."""
        super().on_mount()
        self.retitle("Meetings")
        self.box.styles.height = len(self.meetings) + 2
        self.box.styles.width = 72
        self.listing.can_focus = True
        self.listing.focus()
        self.listing.show([[(f"{one.key}  ", "strong"), (one.name.ljust(16), "text"), (one.words, "dim")]
                           for one in self.meetings])  # fmt: skip

    def action_step(self, by: int) -> None:
        """Another one."""
        self.listing.step(by)

    def action_take(self) -> None:
        """The one under the cursor."""
        self.dismiss(self.meetings[self.listing.place].action)

    def on_key(self, event: events.Key) -> None:
        """A letter opens its meeting."""
        for one in self.meetings:
            if event.key == one.key:
                event.stop()
                self.dismiss(one.action)
