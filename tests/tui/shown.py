"""The app as a test sees it: keys go in one end, the screen's text comes out at the other."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.strip import Strip

from pmtui.model.item import Item
from pmtui.settings import Settings
from pmtui.store import read
from pmtui.store.plan import Plan
from pmtui.tui.app import PmtuiApp
from pmtui.tui.look import Look


class Shown:
    """An open app, with the plan behind it."""

    def __init__(self, app: PmtuiApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot
        self.plan = app.plan

    # What a user does

    async def press(self, *keys: str) -> None:
        """Press keys (`j`, `enter`, `ctrl+s`), one after the other, each when the one before has done its work."""
        for key in keys:
            named = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
            self.app.post_message(events.Key(named, key if len(key) == 1 else " " if key == "space" else None))
            await self.settle()

    async def settle(self) -> None:
        """Wait until all that was on its way has arrived, and what it sent on as well: no longer, unlike `pause`."""
        for _ in range(2):
            await self.pilot._wait_for_screen()
            await self.pilot.pause(0)
            while self.app.under_way and self.app.is_running:
                await self.pilot.pause(0)

    async def type(self, text: str, *keys: str) -> None:
        """Type a text at once, then press keys."""
        for char in text:
            self.app.post_message(events.Key(char if char.isalnum() else _character_to_key(char), char))
        await self.settle()
        if keys:
            await self.press(*keys)

    async def fill(self, text: str, *keys: str) -> None:
        """Empty the field that has the cursor, type a text, then press keys."""
        await self.press("end", "ctrl+u")
        await self.type(text, *keys)

    async def paste(self, text: str) -> None:
        """Paste a text where the cursor is."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds, two seconds at most."""
        for _ in range(100):
            if holds():
                return
            await self.pilot.pause(0.02)
        raise AssertionError(f"it did not come; the screen:\n{self.text}")

    async def go(self, number: int) -> None:
        """Put the board's cursor on a card."""
        assert self.app.board.select(read.find(self.plan, str(number)))
        await self.settle()

    # What a user sees

    def strips(self) -> list[Strip]:
        """The lines of the screen, dialogs included, as Textual would send them."""
        update: Any = self.app.screen._compositor.render_update(full=True, screen_stack=self.app._background_screens)
        return [Strip.join(strips) for strips in update.strips]

    def rows(self) -> list[str]:
        """The lines of the screen as text, without trailing blanks."""
        return [strip.text.rstrip() for strip in self.strips()]

    @property
    def text(self) -> str:
        """The whole screen as text."""
        return "\n".join(self.rows())

    @property
    def bottom(self) -> str:
        """The last line: keys, a message, or what was understood."""
        return self.rows()[-1]

    @property
    def title(self) -> str:
        """The title of the cursor's card, empty where it is on none."""
        return self.app.board.card.title if self.app.board.card else ""

    @property
    def here(self) -> tuple[str, int]:
        """The cursor's column by name, and its place in it."""
        board = self.app.board
        return (board.column.name if board.column else "", board.cursor[board.at])

    @property
    def draft(self) -> dict[str, str]:
        """Half-typed texts that are kept."""
        return self.app.prompt.drafts

    # What the plan says

    def item(self, number: int) -> Item:
        """An item as it is in the file now."""
        return read.item(self.plan, read.find(self.plan, str(number), deleted=True))

    def column_of(self, number: int) -> str:
        """The name of an item's column."""
        return str(self.plan.one("SELECT name FROM board_column WHERE id = ?", (self.item(number).column_id,))[0])

    def numbers(self, column: str) -> list[int]:
        """The numbers of a column's cards as the board shows them."""
        found = next(one for one in self.app.board.view.columns if one.name == column)
        return [card.number for card in found.cards]

    def owner_of(self, number: int) -> str:
        """The code of an item's owner, empty where it has none."""
        owner = self.item(number).owner_id
        return read.people(self.plan)[owner].code if owner else ""


@asynccontextmanager
async def shown(
    plan: Plan,
    size: tuple[int, int] = (120, 40),
    *,
    settings: Settings | None = None,
    look: Look | None = None,
    project: str | None = None,
) -> AsyncIterator[Shown]:
    """Opens the app on a plan in a terminal of `size` columns and rows."""
    app = PmtuiApp(plan, settings or Settings(), look or Look("dark"), project)
    async with app.run_test(size=size) as pilot:
        here = Shown(app, pilot)
        await here.settle()
        yield here
