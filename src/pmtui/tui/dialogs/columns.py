"""The columns of a board: named, ordered, limited, removed; each change is one undo step, made at once."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from pmtui.actions import columns
from pmtui.actions.step import Outcome
from pmtui.errors import PmtuiError, Refused
from pmtui.model.item import Column
from pmtui.model.text import clean_line
from pmtui.model.words import COLUMN_CATEGORIES
from pmtui.store import read
from pmtui.store.lookup import items_in_column
from pmtui.tui.bottom import Line
from pmtui.tui.dialogs.listing import Dialog, Field, Listing
from pmtui.tui.look import Look

if TYPE_CHECKING:
    from pmtui.tui.frame import Frame

KEYS: list[Line] = [
    [
        ("n", "strong"), (" new  ", "dim"), ("Enter", "strong"), (" rename  ", "dim"), ("J K", "strong"),
        (" order  ", "dim"), ("X", "strong"), (" remove  ", "dim"), ("u", "strong"), (" undo", "dim"),
    ],
    [
        ("c", "strong"), (" category  ", "dim"), ("w", "strong"), (" limit  ", "dim"), ("r", "strong"),
        (" strict or not", "dim"),
    ],
]  # fmt: skip


class ColumnsDialog(Dialog[None]):
    """One line a column."""

    BINDINGS: ClassVar = [
        ("down,j", "step(1)", "next"), ("up,k", "step(-1)", "previous"), ("n", "new", "new"),
        ("enter,e", "rename", "rename"),
        ("c", "category", "category"), ("w", "limit", "limit"), ("r", "strict", "strict"), ("J", "shift(1)", "right"),
        ("K", "shift(-1)", "left"), ("X,delete", "remove", "remove"), ("u", "undo", "undo"), ("q", "leave", "close"),
        ("ctrl+s,f2", "save", "save"),
    ]  # fmt: skip

    def __init__(self, look: Look, app: "Frame", project: str) -> None:
        super().__init__(look)
        self.owner = app
        self.plan = app.plan
        self.project = project
        self.columns: list[Column] = []
        self.message = ""
        self.listing = Listing(look)
        self.input = Field("field")
        self._submit: Callable[[str], Outcome] | None = None

    def compose(self) -> ComposeResult:
        """The list, and below it the field that asks."""
        with self.box:
            yield self.listing
            yield self.input

    def on_mount(self) -> None:
        """Read and draw."""
        self.input.display = False
        self.listing.can_focus = True
        self.retitle(f"Columns of {self.owner.projects[self.project].name}")
        self._draw()
        self.box.styles.height = min(len(self.columns) + 8, self.app.size.height - 4)
        self.listing.focus()

    def _draw(self) -> None:
        try:
            self.columns = [c for c in read.columns(self.plan, self.project).values() if not c.archived]
        except PmtuiError as error:
            self.message = self.owner.refusal(str(error))
        lines: list[Line] = []
        for column in self.columns:
            limit = (
                "no limit"
                if column.wip_limit is None
                else f"limit {column.wip_limit}{', strict' if column.wip_hard else ''}"
            )
            lines.append([(column.name.ljust(18), "text"), (f"{column.category:<9}", "dim"), (limit, "dim")])
        lines += [[], [(self.message, "alarm")] if self.message else [], *KEYS]
        self.listing.show(lines, range(len(self.columns)))

    @property
    def column(self) -> Column:
        """The column under the cursor; Refused where there is none yet."""
        if self.listing.row is None:
            raise Refused("there is no column yet; n makes one")
        return self.columns[self.listing.row]

    def _do(self, action: Callable[[], Outcome]) -> bool:
        self.message = ""
        try:
            action()
        except PmtuiError as error:
            self.message = self.owner.refusal(str(error))
            self._draw()
            return False
        self.owner.plan.changed_elsewhere()
        self.owner.reload()
        self._draw()
        return True

    def reload(self) -> None:
        """Somebody else may have changed the columns."""
        if self._submit is None:
            self._draw()

    def _ask(self, value: str, placeholder: str, submit: Callable[[str], Outcome]) -> None:
        self._submit = submit
        self.input.value = clean_line(value)
        self.input.placeholder = placeholder
        self.input.cursor_position = len(value)
        self.input.display = True
        self.input.focus()

    def on_input_submitted(self) -> None:
        """Enter saves."""
        self.action_save()

    def action_save(self) -> None:
        """What was asked is answered; what is refused stays to be mended."""
        submit, value = self._submit, self.input.value
        if submit is not None and self._do(lambda: submit(value)):
            self._close_field()

    def action_leave(self) -> None:
        """Escape leaves the field first, then the dialog."""
        if self._submit is not None:
            self._close_field()
        else:
            self.dismiss(None)

    def _close_field(self) -> None:
        self._submit = None
        self.message = ""
        self.input.display = False
        self.listing.focus()
        self._draw()

    def action_step(self, by: int) -> None:
        """Move the cursor."""
        self.listing.step(by)

    def action_new(self) -> None:
        """A new column before the done ones."""
        self._ask("", "name of the new column", lambda text: columns.add(self.plan, self.project, text))

    def action_rename(self) -> None:
        """Another name."""
        name = self.column.name
        self._ask(name, "name", lambda text: columns.change(self.plan, self.project, name, {"name": text}))

    def action_limit(self) -> None:
        """How many cards it may hold."""
        column = self.column
        value = "" if column.wip_limit is None else str(column.wip_limit)
        self._ask(value, "at most so many cards, or none", lambda text: self._set("wip", text.strip() or "none"))

    def action_category(self) -> None:
        """The next category."""
        place = COLUMN_CATEGORIES.index(self.column.category)
        self._do(lambda: self._set("category", COLUMN_CATEGORIES[(place + 1) % len(COLUMN_CATEGORIES)]))

    def action_strict(self) -> None:
        """Whether the limit refuses, or only warns."""
        self._do(lambda: self._set("hard", "no" if self.column.wip_hard else "yes"))

    def action_shift(self, by: int) -> None:
        """Further right or left."""
        row = self.listing.row or 0
        if 0 <= row + by < len(self.columns):
            self._do(lambda: self._set("place", str(row + by + 1)))
            self.listing.step(by)

    def action_remove(self) -> None:
        """Remove an empty one; the cards of another go where the person says."""
        name = self.column.name
        held = len(items_in_column(self.plan, self.column.id))
        if held:
            self._ask(
                "", f"{held} cards go to which column", lambda text: columns.remove(self.plan, self.project, name, text)
            )
        else:
            self._do(lambda: columns.remove(self.plan, self.project, name))

    def action_undo(self) -> None:
        """Take the last change back."""
        from pmtui.actions import history

        self._do(lambda: history.undo(self.plan))

    def _set(self, field: str, value: str) -> Outcome:
        return columns.change(self.plan, self.project, self.column.name, {field: value})
