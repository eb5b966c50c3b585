"""The timer in the app: its key, and the time it shows in the top line."""

from pmtui.actions.step import Outcome
from pmtui.model.durations import show_clock
from pmtui.store.naming import ref
from pmtui.store.worked import Timer, timers
from pmtui.tui.itemkeys import ItemKeys


class TimerKeys(ItemKeys):
    """The app with the timer's key. What runs is read when the plan has changed; between, only the clock is."""

    _timer: tuple[Timer, str] | None = None
    """What runs, and the item it runs on as people say it."""
    _timer_known = False

    def action_timer(self) -> None:
        """Start the timer on the cursor's card, or stop it there; on another card it goes over to that."""
        from pmtui.actions import timer

        if card := self.card:
            self.do(lambda: timer.toggle(self.plan, card.id), follow=card.id, unmark=False)

    def reload(self) -> None:
        """Read everything anew, the timer too."""
        self._timer_known = False
        super().reload()

    def changed(self, outcome: Outcome, follow: str | None = None) -> None:
        """Show what an action did; it may have started or stopped the timer."""
        self._timer_known = False
        super().changed(outcome, follow)

    def tell_top(self) -> None:
        """The top line with the timer in it."""
        super().tell_top()
        if not self._timer_known:
            mine = timers(self.plan, self.me)
            self._timer = (mine[-1], ref(self.plan, mine[-1].item_id)) if mine else None
            self._timer_known = True
        self.top.time(self._reads())

    def _reads(self) -> str:
        if self._timer is None:
            return ""
        from pmtui.actions.timer import elapsed

        timer, item = self._timer
        return f"timer {item} {show_clock(elapsed(timer))}"
