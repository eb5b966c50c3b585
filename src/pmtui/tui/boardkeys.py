"""What the board's keys do: each asks what it needs, calls one action, and shows what came of it.

Actions and parsers are imported where a key needs them, so that the first screen does not wait for them.
"""

from collections.abc import Callable

from pmtui.actions.step import Outcome
from pmtui.errors import PmtuiError
from pmtui.model.text import Unreadable
from pmtui.store.lookup import project_of_column
from pmtui.tui.board import Board
from pmtui.tui.bottom import Ask, Line, Tokens
from pmtui.tui.itemkeys import ItemKeys

TOKEN_ROLES = {
    "owner": "person6", "assignee": "person6", "label": "person2", "priority": "warn", "estimate": "person4",
    "due": "person3",
    "start": "person3", "error": "alarm",
}  # fmt: skip
"""The colour of each kind of token; the rest are person7's."""


class BoardKeys(ItemKeys):
    """The app with the board's own keys."""

    # --- new cards -----------------------------------------------------------------------------------------------

    def action_new(self) -> None:
        """Quick add into the first column, or the cursor's when that is open work too."""
        from pmtui.actions import items
        from pmtui.model.quickadd import parse_line

        column = next((c for c in self.board.view.columns if c.category in ("ready", "backlog")), self.board.column)
        here = self.board.column
        if here is not None and here.category in ("backlog", "ready"):
            column = here
        if column is None:
            self.complain("this plan has no board yet; press C to make columns")
            return
        home = next((i for i in column.ids if project_of_column(self.plan, i) == self.project_ids[0]), column.ids[0])
        if here is not column:
            self.board.at = self.board.view.columns.index(column)
            self.board._settle()

        def submit(text: str) -> None:
            self.board.ghost = None
            if text.strip():
                kept = text

                def add() -> Outcome:
                    return items.add(self.plan, [parse_line(text, self.today())], self.project_ids[0], home)

                if not self._added(add):
                    self.prompt.drafts["new"] = kept
            self.board.refresh()

        def cancel() -> None:
            self.board.ghost = None
            self.board.refresh()

        self.ask(
            Ask(
                "new",
                f"New in {column.name}",
                submit,
                change=self._understood,
                cancel=cancel,
                colour=Tokens(self.look, self._scan),
            )
        )

    def _understood(self, text: str) -> Line:
        """What a quick-add line says so far, in the tokens' colours; the card to come is shown in its column."""
        from pmtui.model.quickadd import describe, scan

        today = self.today()
        tokens = scan(text, today)
        title = text
        for token in reversed(tokens):
            title = title[: token.start] + title[token.end :]
        said = [t for t in tokens if t.kind in ("due", "owner")]
        facts = [describe(token, today) for token in said]
        self.board.ghost = (" ".join(title.split()), facts) if text.strip() else None
        self.board.refresh()
        pieces: Line = []
        for token in tokens:
            pieces += [(describe(token, today), TOKEN_ROLES.get(token.kind, "person7")), ("  ", "dim")]
        return pieces or [("@who  ^fri or due:fri  ~3d or est:3d  #label  !high  after:31", "dim")]

    def _scan(self, text: str) -> list[tuple[int, int, str]]:
        from pmtui.model.quickadd import scan

        return [(t.start, t.end, TOKEN_ROLES.get(t.kind, "person7")) for t in scan(text, self.today())]

    def _added(self, action: Callable[[], Outcome]) -> bool:
        """Run an adding action; the cursor goes to the first new card."""
        try:
            outcome = action()
        except (PmtuiError, Unreadable) as error:
            self.complain(str(error))
            return False
        self.changed(outcome, outcome.items[0])
        return True

    def paste_cards(self, text: str) -> None:
        """Many pasted lines become cards, after a look at them."""
        from pmtui.actions import items
        from pmtui.model.quickadd import parse_line, split_lines
        from pmtui.tui.dialogs.paste import PasteDialog

        lines = split_lines(text)
        if len(lines) < 2:
            if lines:
                self.action_new()
                self.prompt.input.value = lines[0]
            return

        def answered(keep: bool | None) -> None:
            if keep:
                self._added(
                    lambda: items.add(
                        self.plan, [parse_line(line, self.today()) for line in lines], self.project_ids[0]
                    )
                )

        self.push_screen(PasteDialog(self.look, lines, self.today()), answered)

    # --- moving --------------------------------------------------------------------------------------------------

    def action_move(self, way: int) -> None:
        """Move the chosen cards to the next or the previous column."""
        from pmtui.actions import flow

        chosen, place = self.board.chosen, self.board.at + way
        if not chosen or not 0 <= place < len(self.board.view.columns):
            return
        columns = self.board.view.columns[place].ids
        self.do(lambda: flow.move_to(self.plan, chosen, columns), follow=chosen[0])

    def on_board_dropped(self, event: Board.Dropped) -> None:
        """A card was dragged to another column."""
        from pmtui.actions import flow

        columns = self.board.view.columns[event.column].ids
        self.do(lambda: flow.move_to(self.plan, [event.card], columns), follow=event.card)

    def action_rank(self, way: int) -> None:
        """Put the card below or above its neighbour."""
        from pmtui.actions import flow

        column, card = self.board.column, self.board.card
        if column is None or card is None or column.category == "done":
            return
        ids = column.cards.ids
        target = ids.index(card.id) + way
        ids.remove(card.id)
        if not 0 <= target <= len(ids):
            return
        above = ids[target - 1] if target else None
        below = ids[target] if target < len(ids) else None
        self.do(lambda: flow.place_between(self.plan, card.id, above, below), follow=card.id, unmark=False)

    def action_start(self) -> None:
        """Begin work on the chosen cards."""
        from pmtui.actions import flow

        if chosen := self.board.chosen:
            self.do(lambda: flow.start(self.plan, chosen), follow=chosen[0])
