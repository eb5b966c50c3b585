"""Keys in the order they were typed: one that arrives together with others waits until the one before it has acted.

A slow line delivers `nFix the login` in one piece. Textual hands all of it to whatever has the focus then, and the
letters behind `n` would be commands instead of a title.
"""

from collections import deque
from contextlib import AbstractContextManager
from functools import partial

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

PATIENCE = 0.5
"""Seconds after which a key is taken for done that never came back, because its widget is gone."""


class OrderedKeys(App[int]):
    """An app that takes one key or paste at a time; while several wait, nothing is drawn in between."""

    def __init__(self, *, watch_css: bool = False) -> None:
        super().__init__(watch_css=watch_css)
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._under_way = 0  # the number of the one that is acting, 0 for none
        self._last = 0
        self._given_up: Timer | None = None
        self._batch: AbstractContextManager[None] | None = None

    @property
    def under_way(self) -> bool:
        """Whether a key is still at work, or waits."""
        return bool(self._under_way)

    async def on_event(self, event: events.Event) -> None:
        """Hold what comes while another is under way."""
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
        elif self._under_way:
            self._waiting.append(event)
            if self._batch is None:
                self._batch = self.batch_update()
                self._batch.__enter__()
        elif self._typed(event):
            await super().on_event(event)
        else:
            await self._take(event)

    def _typed(self, event: events.Key | events.Paste) -> bool:
        """Whether it is a letter for the field that is being typed in: those stay in order by themselves."""
        return isinstance(event, events.Key) and event.is_printable and isinstance(self.focused, Input)

    def press_next(self, *keys: str) -> None:
        """Have these keys pressed before all that are waiting."""
        self._waiting.extendleft(events.Key(key, None) for key in reversed(keys))
        if not self._under_way:
            self.call_later(self._acted, 0)

    async def _take(self, event: events.Key | events.Paste) -> None:
        """Hand one on, and send word behind it."""
        self._last += 1
        self._under_way = self._last
        target = self.focused or self.screen
        self._given_up = self.set_timer(PATIENCE, partial(self._acted, self._last))
        await super().on_event(event)
        self._follow(target, self._last)

    def _follow(self, node: DOMNode, number: int, rounds: int = 2) -> None:
        """Follow a key on its way up from where it was handed to: whoever gets this message has had the key.

        What it set off, a message to the app or a dialog to mount, comes the same way behind it: another round.
        """
        if isinstance(node, Widget) and node.call_later(self._follow, node.parent or self, number, rounds):
            return
        if rounds:
            self.call_later(self._follow, self.focused or self.screen, number, rounds - 1)
        else:
            self.call_later(self._acted, number)

    async def _acted(self, number: int) -> None:
        """One is done: the next one."""
        if number != self._under_way:
            return
        self._under_way = 0
        if self._given_up is not None:
            self._given_up.stop()
        while self._waiting and self._typed(self._waiting[0]):
            await super().on_event(self._waiting.popleft())
        if self._waiting:
            await self._take(self._waiting.popleft())
        if not self._waiting and self._batch is not None:
            batch, self._batch = self._batch, None
            batch.__exit__(None, None, None)
