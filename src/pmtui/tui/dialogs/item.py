"""One item, whole: every field edited where it stands, each change saved at once as its own undo step."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from pmtui.actions import flow, history, items, links, notes
from pmtui.actions.step import Outcome
from pmtui.errors import PmtuiError
from pmtui.model.dates import parse_date, show_date
from pmtui.model.durations import parse_estimate, show_estimate
from pmtui.model.text import Unreadable, clean_line
from pmtui.store import read
from pmtui.store.lookup import column_name
from pmtui.tui.bottom import Line, Lines
from pmtui.tui.dialogs.itemlines import LABEL, Page, Stop, page, state_words
from pmtui.tui.dialogs.listing import Dialog, Field, Listing
from pmtui.tui.look import Look

if TYPE_CHECKING:
    from pmtui.tui.frame import Frame

KEYS: Line = [
    ("Enter", "strong"), (" change  ", "dim"), ("a", "strong"), (" check  ", "dim"), ("c", "strong"),
    (" comment  ", "dim"),
    ("E", "strong"), (" text  ", "dim"), ("l", "strong"), (" link  ", "dim"), ("u", "strong"), (" undo  ", "dim"),
    ("Esc", "strong"), (" close", "dim"),
]  # fmt: skip
HINTS = {
    "due": "fri, 27 nov, 27.11, +3d, or none", "start": "mon, 1.12, +3d, or none", "estimate": "3d, or 2/3/6d, or none",
    "priority": "urgent, high, medium, low, "
    "none", "labels": "comma between them", "assignees": "codes, comma between them",
    "parent": "a number, or none", "blocked": "the reason; empty unblocks", "points": "a number, or none",
    "column": "its name or the beginning of it", "owner": "a code or name, or none",
    "probability": "1 to 5, or none", "impact": "1 to 5, or time 4, cost 2", "chance": "60%, or none",
    "cost": "24k, or 10k/20k/40k", "delay": "5d, or 2/5/10d", "residual": "2x3: what is left after the response",
    "response": "avoid, transfer, mitigate, accept, escalate", "kind": "threat or opportunity",
    "severity": "critical, major, moderate, minor", "category": "such as External / supplier",
    "trigger_date": "fri, 27 nov, or none", "next_review": "fri, +14d, or none", "proximity": "fri, 27 nov, or none",
}  # fmt: skip


class ItemDialog(Dialog[None]):
    """The page of an item with a cursor on its lines, and a field over the line that is being changed."""

    BINDINGS: ClassVar = [
        ("down,j", "step(1)", "next"), ("up,k", "step(-1)", "previous"), ("pagedown", "step(10)", "on"),
        ("pageup", "step(-10)", "back"),
        ("home", "step(-9999)", "first"), ("G,end", "step(9999)", "last"), ("enter,e", "change", "change"),
        ("space", "tick", "tick"),
        ("a", "check", "add a check"), ("c", "comment", "comment"), ("E", "editor", "text in the editor"),
        ("x", "finish", "done"),
        ("b", "block", "block"), ("l", "link", "link"), ("f", "own_field", "own field"), ("u", "undo", "undo"),
        ("ctrl+r", "redo", "redo"), ("d", "field('due')", "due"), ("o", "field('owner')", "owner"),
        ("delete,X", "remove", "remove the line"), ("n", "field('title')", "title"),
        ("tab", "next_field", "save, next field"),
        ("ctrl+s,f2", "save", "save"), ("q", "leave", "close"),
    ]  # fmt: skip

    def __init__(self, look: Look, app: "Frame", id: str) -> None:
        super().__init__(look)
        self.owner = app
        self.plan = app.plan
        self.item_id = id
        self.page = Page([], [])
        self.listing = Listing(look)
        self.hints = Lines(look, "hints")
        self.error = Lines(look, "error")
        self.label = Lines(look, "label")
        self.input = Field("field")
        self._submit: Callable[[str], Outcome] | None = None
        self._asked: str = ""
        self._hint: Line = []

    def compose(self) -> ComposeResult:
        """The page, and the field that lies over one of its lines."""
        with self.box:
            yield self.listing
            yield self.hints
            yield self.input
            yield self.error
            yield self.label

    def on_mount(self) -> None:
        """Beside the card, as many rows as there are, the cursor on the first field."""
        self.listing.can_focus = True
        self.input.display = self.label.display = self.error.display = False
        pane = self.owner.pane
        width = min(self.app.size.width - 2, pane.dialog_width)
        self.box.styles.width = width
        self.box.styles.height = max(
            12, self.app.size.height - pane.head - 4 - (2 if self.app.size.height >= 36 else 0)
        )
        self.add_class("beside")
        self.box.styles.offset = (pane.beside(width), pane.head + 1)
        self.listing.focus()
        self.call_after_refresh(self.reload)

    def reload(self) -> None:
        """Read the item anew and draw its page; a field that lies over one of its lines is left in peace."""
        if self._submit is not None:
            return
        try:
            self._read()
        except PmtuiError as error:
            self._refuse(error)

    def _refuse(self, error: Exception) -> None:
        """Say why not: right below the field that is open, else at the bottom."""
        line: list[Line] = [[(self.owner.refusal(str(error)), "alarm")]]
        if not self.input.display:
            self.hints.show(line)
            return
        row = self.listing.screen_row
        self.error.styles.offset = (LABEL + 2, row + 1 if row + 1 < self.listing.size.height else row - 1)
        self.error.styles.width = self.listing.size.width - LABEL - 3
        self.error.display = True
        self.error.show(line)

    def _read(self) -> None:
        facts = self.owner.board.facts
        assert facts is not None
        item = read.item(self.plan, self.item_id)
        column = column_name(self.plan, item.column_id)
        self.retitle(f"{item.ref} {'deleted' if item.deleted else state_words(item, facts, column or '?')}")
        self.page = page(self.plan, item, facts, self.look, self.listing.size.width or 60)
        self.listing.show(self.page.lines, [stop.line for stop in self.page.stops])
        if self._submit is None:
            self.hints.show([KEYS])

    @property
    def stop(self) -> Stop | None:
        """What the cursor is on."""
        return self.page.stops[self.listing.place] if self.page.stops else None

    def _do(self, action: Callable[[], Outcome]) -> bool:
        try:
            outcome = action()
        except (PmtuiError, Unreadable) as error:
            self._refuse(error)
            return False
        self.owner.changed(outcome)
        self.reload()
        self.hints.show(
            [[("; ".join([outcome.message, *outcome.warnings]), "strong"), ("   u", "strong"), (" undo", "dim")]]
        )
        return True

    # --- asking ----------------------------------------------------------------------------------------------------

    def _ask(self, name: str, value: str, hint: str, submit: Callable[[str], Outcome]) -> None:
        """Lay the field, with its name, over the cursor's line."""
        self._submit, self._asked = submit, name
        drafts = self.owner.prompt.drafts
        self.input.value = clean_line(drafts.pop(f"{name} {self.item_id}", value), 10_000)
        self.input.cursor_position = len(self.input.value)
        self.input.styles.offset = (LABEL + 3, self.listing.screen_row)
        self.input.styles.width = max(20, self.listing.size.width - LABEL - 4)
        self.label.styles.offset = (1, self.listing.screen_row)
        self.label.show([[(name.removeprefix("field.").replace("_", " ").rjust(LABEL - 1), "strong")]])
        self.input.display = self.label.display = True
        self.input.focus()
        self._hint = [(hint, "dim"), ("   Enter", "strong"), (" save  ", "dim"), ("Esc", "strong"), (" keep", "dim")]
        self.hints.show([self._hint])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say at once what is understood, or what is wrong."""
        self.error.display = False
        self.hints.show([self._hint if self._submit else KEYS])
        text = event.value.strip()
        if self._submit is None or text in ("", "none", "-"):
            return
        try:
            if self._asked in ("due", "start"):
                today = self.owner.today()
                self.hints.show([[(show_date(parse_date(text, today), today), "ok")]])
            elif self._asked == "estimate":
                self.hints.show([[(show_estimate(parse_estimate(text)), "ok")]])
        except Unreadable as error:
            self._refuse(error)

    def on_input_submitted(self) -> None:
        """Enter saves."""
        self.action_save()

    def action_save(self) -> None:
        """Save the field; what is refused stays to be mended."""
        submit = self._submit
        if submit is None:
            return
        value = self.input.value
        self._submit = None
        if self._do(lambda: submit(value)):
            self._close_field()
        else:
            self._submit = submit

    def action_next_field(self) -> None:
        """Save and go on to the next field."""
        if self._submit is not None:
            self.action_save()
        if self._submit is None:
            self.listing.step(1)
            if self.stop and self.stop.kind == "field":
                self.action_change()

    def action_leave(self) -> None:
        """Escape leaves the field, keeping what was typed; then the dialog."""
        if self._submit is None:
            self.dismiss(None)
            return
        self.owner.prompt.drafts |= self.half_typed()
        self._submit = None
        self._close_field()
        self.hints.show([KEYS])

    def half_typed(self) -> dict[str, str]:
        """What stands in the open field, by the name of its draft; nothing where it is as it was."""
        if self._submit is None or not self.input.value.strip() or (self.stop and self.input.value == self.stop.text):
            return {}
        return {f"{self._asked} {self.item_id}": self.input.value}

    def _close_field(self) -> None:
        self.input.display = self.label.display = self.error.display = False
        self.listing.focus()

    # --- keys ------------------------------------------------------------------------------------------------------

    def action_step(self, by: int) -> None:
        """Move the cursor."""
        self.listing.step(by)

    def action_field(self, name: str) -> None:
        """Go to a field and change it."""
        for place, stop in enumerate(self.page.stops):
            if stop.kind == "field" and stop.ref == name:
                self.listing.step(place - self.listing.place)
                self.action_change()
                return

    def action_change(self) -> None:
        """Change what the cursor is on; a linked item is opened, a check ticked."""
        stop = self.stop
        if stop is None or stop.kind == "event":
            return
        if stop.kind == "field":
            self._ask(stop.ref, stop.text, HINTS.get(stop.ref, stop.ref.removeprefix("field.")),
                      lambda text: items.change_ids(self.plan, [self.item_id], [(stop.ref, "=", text)]))  # fmt: skip
        elif stop.kind == "check":
            self.action_tick()
        elif stop.kind == "comment":
            self._ask(
                "comment",
                stop.text.replace("\n", " "),
                "empty deletes it",
                lambda text: notes.edit_comment(self.plan, self.item_id, stop.ref, text),
            )
        elif stop.kind == "body":
            self.action_editor()
        elif stop.kind == "item":
            self.item_id = stop.ref
            self.listing.place = 0
            self.reload()
        elif stop.kind == "url":
            self.app.copy_to_clipboard(stop.ref)
            self.hints.show([[(f"{stop.ref} copied", "strong")]])

    def action_tick(self) -> None:
        """Tick or untick the check under the cursor."""
        stop = self.stop
        if stop is not None and stop.kind == "check":
            entry = read.checks(self.plan, self.item_id)[int(stop.ref) - 1]
            self._do(
                lambda: notes.tick(self.plan, self.item_id, [int(stop.ref)], "open" if entry.state != "open" else "ok")
            )

    def action_check(self) -> None:
        """A new entry of the checklist."""
        self._ask("check", "", "a new check", lambda text: notes.add_checks(self.plan, self.item_id, [text]))

    def action_comment(self) -> None:
        """A new comment."""
        self._ask("comment", "", "a comment", lambda text: notes.comment(self.plan, [self.item_id], text))

    def action_link(self) -> None:
        """A new link, said from this item's side: `after 31`, `before 36`, `relates 5`."""

        def submit(text: str) -> Outcome:
            word, _, ref = text.strip().rpartition(" ")
            other = read.find(self.plan, ref)
            turned = {"after": "FS", "blocked by": "blocks"}
            if word in turned:
                return links.link(self.plan, other, turned[word], self.item_id)
            return links.link(self.plan, self.item_id, "FS" if word == "before" else word, other)

        self._ask("link", "", "after 31, before 36, blocks 5, relates 7, ...", submit)

    def action_own_field(self) -> None:
        """A field of the person's own."""

        def submit(text: str) -> Outcome:
            name, _, value = text.partition("=")
            return items.change_ids(self.plan, [self.item_id], [(f"field.{name.strip()}", "=", value.strip())])

        self._ask("own field", "", "Name=value; an empty value removes it", submit)

    def action_remove(self) -> None:
        """Remove the check or comment under the cursor."""
        stop = self.stop
        if stop is not None and stop.kind == "check":
            self._do(lambda: notes.tick(self.plan, self.item_id, [int(stop.ref)], "gone"))
        elif stop is not None and stop.kind == "comment":
            self._do(lambda: notes.edit_comment(self.plan, self.item_id, stop.ref, ""))
        elif stop is not None and stop.kind == "item":
            self._do(lambda: links.unlink_all(self.plan, self.item_id, stop.ref))

    def action_editor(self) -> None:
        """The long text in the person's editor."""
        from pmtui.tui.editor import edit

        before = read.item(self.plan, self.item_id).body
        after = edit(self.owner, before, self.owner.settings.editor)
        if after is not None and after.rstrip() != before.rstrip():
            self._do(lambda: items.describe(self.plan, self.item_id, after))

    def action_finish(self) -> None:
        """Done."""
        self._do(lambda: flow.done(self.plan, [self.item_id]))

    def action_block(self) -> None:
        """Block, or unblock."""
        if read.item(self.plan, self.item_id).blocked:
            self._do(lambda: flow.unblock(self.plan, [self.item_id]))
        else:
            self._ask("block", "", "why it is blocked", lambda text: flow.block(self.plan, [self.item_id], text))

    def action_undo(self) -> None:
        """Take your last step back."""
        self._do(lambda: history.undo(self.plan))

    def action_redo(self) -> None:
        """Bring it back."""
        self._do(lambda: history.redo(self.plan))
