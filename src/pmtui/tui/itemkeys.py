"""What keys do to the item under the cursor, or the marked ones, on every pane: done, owner, due, block, comment.

Actions and parsers are imported where a key needs them, so that the first screen does not wait for them.
"""

from collections.abc import Callable

from pmtui.model.text import Unreadable
from pmtui.tui.appkeys import AppKeys
from pmtui.tui.bottom import Ask, Line
from pmtui.tui.cards import short_name


class ItemKeys(AppKeys):
    """The app with the keys that change items."""

    def action_finish(self) -> None:
        """Done."""
        from pmtui.actions import flow

        if chosen := self.pane.chosen:
            self.do(lambda: flow.done(self.plan, chosen))

    def action_archive(self) -> None:
        """Off the board, or back."""
        from pmtui.actions import items

        if chosen := self.pane.chosen:
            self.do(lambda: items.archive(self.plan, chosen))

    def action_delete(self) -> None:
        """Delete; undo brings it back."""
        from pmtui.actions import items

        if chosen := self.pane.chosen:
            self.do(lambda: items.delete(self.plan, chosen))

    # --- one field -----------------------------------------------------------------------------------------------

    def ask_field(
        self, field: str, label: str, value: str, hint: str, change: Callable[[str], Line | None] | None = None
    ) -> None:
        from pmtui.actions import items

        chosen = self.pane.chosen
        if not chosen:
            return
        label = f"{label} of {items.said(self.plan, chosen)}"

        def submit(text: str) -> None:
            if not self.do(lambda: items.change_ids(self.plan, chosen, [(field, "=", text)])):
                self.prompt.drafts[f"{field} {chosen[0]}"] = text

        self.ask(Ask(f"{field} {chosen[0]}", label, submit, value, change, hint=[(hint, "dim")]))

    def action_edit(self) -> None:
        """Change the title in place."""
        if card := self.card:
            self.pane.unmark()
            self.ask_field("title", "Title", card.title, "one line")

    def action_due(self) -> None:
        """Set the due date; what was understood is shown while typing."""
        from pmtui.model.dates import parse_date, show_date

        hint = "fri, 27 nov, 27.11, +3d, eow, or none"

        def understood(text: str) -> Line | None:
            if text.strip() in ("", "none", "-"):
                return None
            try:
                day = parse_date(text, self.today())
            except Unreadable as error:
                return [(f"{self.look.glyph['late']} {error}", "alarm")]
            return [(show_date(day, self.today()), "ok")]

        self.ask_field("due", "Due", "", hint, understood)

    def action_owner(self) -> None:
        """Set the owner by the beginning of a name."""
        from pmtui.actions import items

        def understood(text: str) -> Line | None:
            word = text.strip().removeprefix("@").casefold()
            near = [
                p
                for p in self.people.values()
                if not p.inactive and (p.code.startswith(word) or p.name.casefold().startswith(word))
            ]
            pieces: Line = []
            for person in near[:12]:
                pieces += [(short_name(person), f"person{person.order}"), ("  ", "dim")]
            return pieces or [(f"{text} is new and becomes a person", "warn")]

        chosen = self.pane.chosen
        if not chosen:
            return

        def submit(text: str) -> None:
            word = text.strip().removeprefix("@").casefold()
            begun = [p.code for p in self.people.values() if word and not p.inactive and p.code.startswith(word)]
            name = begun[0] if len(begun) == 1 else text.strip()
            self.do(lambda: items.change_ids(self.plan, chosen, [("owner", "=", name)]))

        label = f"Owner of {items.said(self.plan, chosen)}"
        self.ask(Ask(f"owner {chosen[0]}", label, submit, "", understood))

    def action_block(self) -> None:
        """Block with a reason; a blocked card is unblocked."""
        from pmtui.actions import flow, items

        chosen, card = self.pane.chosen, self.card
        if not chosen:
            return
        if card is not None and card.blocked and len(chosen) == 1:
            self.do(lambda: flow.unblock(self.plan, chosen))
            return

        def submit(reason: str) -> None:
            if not self.do(lambda: flow.block(self.plan, chosen, reason)):
                self.prompt.drafts[f"block {chosen[0]}"] = reason

        label = f"{items.said(self.plan, chosen)} is blocked by"
        self.ask(Ask(f"block {chosen[0]}", label, submit, hint=[("a reason is what gets it unblocked", "dim")]))

    def action_comment(self) -> None:
        """Say something on the chosen cards."""
        from pmtui.actions import items, notes

        chosen = self.pane.chosen
        if not chosen:
            return

        def submit(text: str) -> None:
            if text.strip() and not self.do(lambda: notes.comment(self.plan, chosen, text)):
                self.prompt.drafts[f"comment {chosen[0]}"] = text

        self.ask(Ask(f"comment {chosen[0]}", f"Comment on {items.said(self.plan, chosen)}", submit))

    def action_editor(self) -> None:
        """The long text in the person's own editor."""
        from pmtui.actions import items
        from pmtui.store.read import item
        from pmtui.tui.editor import edit

        if (card := self.card) is None:
            return
        before = item(self.plan, card.id).body
        after = edit(self, before, self.settings.editor)
        if after is not None and after.rstrip() != before.rstrip():
            self.do(lambda: items.describe(self.plan, card.id, after))
