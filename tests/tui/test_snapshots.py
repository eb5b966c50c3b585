"""How the screens look: pictures of the demo's board, its timeline, its risks and their dialogs, accepted by eye."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from pmtui.settings import Settings
from pmtui.store.plan import Plan
from pmtui.tui.app import PmtuiApp
from pmtui.tui.look import Look

Compare = Callable[..., bool]

SCREENS = {
    "board-80x24": ((80, 24), Look("dark"), ()),
    "board-120x40": ((120, 40), Look("dark"), ()),
    "board-120x40-light": ((120, 40), Look("light"), ()),
    "board-80x24-ansi": ((80, 24), Look("ansi-dark"), ()),
    "board-80x24-ascii": ((80, 24), Look("dark", ascii_only=True), ()),
    "item-80x24": ((80, 24), Look("dark"), ("enter",)),
    "item-120x40": ((120, 40), Look("dark"), ("enter",)),
    "quick-add-80x24": ((80, 24), Look("dark"), ("n", *"Retry", "space", *"dash", "space", "at", *"gus", "space")),
    "help-80x24": ((80, 24), Look("dark"), ("question_mark",)),
    "columns-80x24": ((80, 24), Look("dark"), ("C",)),
    "projects-80x24": ((80, 24), Look("dark"), ("p", "space")),
    "palette-80x24": ((80, 24), Look("dark"), ("colon", *"mov")),
    "timeline-80x24": ((80, 24), Look("dark"), ("2",)),
    "timeline-120x40": ((120, 40), Look("dark"), ("2",)),
    "timeline-120x40-light": ((120, 40), Look("light"), ("2",)),
    "timeline-80x24-ansi": ((80, 24), Look("ansi-dark"), ("2",)),
    "timeline-80x24-ascii": ((80, 24), Look("dark", ascii_only=True), ("2",)),
    "why-120x40": ((120, 40), Look("dark"), ("2", "j", "j", "D")),
    "what-if-120x40": ((120, 40), Look("dark"), ("2", "W", "greater_than_sign", "W")),
    "risks-80x24": ((80, 24), Look("dark"), ("3",)),
    "risks-120x40": ((120, 40), Look("dark"), ("3",)),
    "risks-120x40-light": ((120, 40), Look("light"), ("3",)),
    "risks-80x24-ascii": ((80, 24), Look("dark", ascii_only=True), ("3",)),
    "risk-review-80x24": ((80, 24), Look("dark"), ("3", "W")),
    "risk-review-120x40": ((120, 40), Look("dark"), ("3", "W")),
}
"""Size, look and keys of each picture."""


def typed(*keys: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Presses keys once the first screen stands."""

    async def press(pilot: Pilot[Any]) -> None:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()

    return press


@pytest.mark.parametrize("screen", SCREENS)
def test_the_screen_looks_as_accepted(screen: str, demo: Plan, snap_compare: Compare) -> None:
    size, look, keys = SCREENS[screen]
    app = PmtuiApp(demo, Settings(), look)
    assert snap_compare(app, terminal_size=size, run_before=typed(*keys))


def test_a_new_plan_looks_as_accepted(empty_plan: Plan, snap_compare: Compare) -> None:
    app = PmtuiApp(empty_plan, Settings(), Look("dark"))
    assert snap_compare(app, terminal_size=(80, 24), run_before=typed())
