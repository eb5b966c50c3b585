"""Makes the README's pictures from the real app on the demo plan: `python docs/screenshots.py`."""

import asyncio
import os
import re
import tempfile
import time
from pathlib import Path

PICTURES = Path(__file__).parent / "pictures"
ALL = ["2", *["j"] * 16, *["k"] * 16]
"""The timeline, scrolled so that all that matters until Go-live is in view."""
SHOTS: dict[str, tuple[tuple[int, int], str, list[str]]] = {
    "board": ((120, 40), "dark", []),
    "board-80x24": ((80, 24), "dark", []),
    "board-light": ((120, 40), "light", []),
    "item": ((120, 40), "dark", ["enter"]),
    "quick-add": ((80, 24), "dark", ["n", *"Retry dashboard ~3d @gus ^fri #payments !high after:31"]),
    "help": ((80, 24), "dark", ["question_mark"]),
    "timeline": ((120, 40), "dark", ALL),
    "timeline-80x24": ((80, 24), "dark", ["2"]),
    "timeline-light": ((120, 40), "light", ALL),
    "why": ((120, 40), "dark", [*ALL, *["j"] * 13, "D"]),
    "what-if": ((120, 40), "dark", [*ALL, "W", ">", ">", "W"]),
    "risks": ((120, 40), "dark", ["3"]),
    "risks-80x24": ((80, 24), "dark", ["3"]),
    "risk-review": ((120, 40), "dark", ["3", "W"]),
    "standup": ((120, 40), "dark", ["S", "enter", "n", "n"]),
    "standup-80x24": ((80, 24), "dark", ["S", "enter", "n"]),
    "planning": ((120, 40), "dark", ["M", "p"]),
    "retrospective": ((120, 40), "dark", ["M", "t", "n", "n"]),
    "review": ((120, 40), "dark", ["M", "r"]),
    "metrics": ((120, 40), "dark", ["4", *"jjjj"]),
}
"""Name: size, theme, keys pressed; the cursor stands on 42."""
NAMES = {
    " ": "space", "~": "tilde", "@": "at", "^": "circumflex_accent", "#": "number_sign", "!": "exclamation_mark",
    ":": "colon", ">": "greater_than_sign",
}  # fmt: skip
"""What the screen library calls the keys that are no letters."""


async def shoot(path: Path) -> None:
    """Open the app once a picture, press its keys, keep what it shows."""
    from pmtui.settings import Settings
    from pmtui.store.plan import Plan
    from pmtui.tui.app import PmtuiApp
    from pmtui.tui.look import Look

    for name, (size, theme, keys) in SHOTS.items():
        with Plan(path, "ana@example.org") as plan:
            app = PmtuiApp(plan, Settings(), Look(theme))
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                if "ORD" in app.top.key and name != "quick-add":
                    app.board.select(plan.one("SELECT id FROM item WHERE number = 42")[0])
                for key in keys:
                    await pilot.press(NAMES.get(key, key))
                await pilot.pause(1)  # some of it is computed while the screen is open already
                # The picture's fonts are the reader's own: nothing is fetched from anywhere.
                svg = re.sub(r"@font-face \{.*?\}\s*", "", app.export_screenshot(title="pmtui"), flags=re.DOTALL)
                (PICTURES / f"{name}.svg").write_text(svg, encoding="utf-8")
                print(PICTURES / f"{name}.svg")


def main() -> None:
    """All pictures, at a moment that never changes."""
    from pmtui.demo.plan import make

    os.environ["PMTUI_NOW"] = "2026-11-23T09:28:00+01:00"
    os.environ["TZ"] = "Europe/Berlin"
    time.tzset()
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pmtui.db"
        make(path)
        asyncio.run(shoot(path))


if __name__ == "__main__":
    main()
