"""Escape and the next key may arrive in one piece: neither is lost."""

from pathlib import Path

from pmtui.actions import items, projects
from pmtui.model.quickadd import parse_line
from pmtui.settings import Settings
from pmtui.store.plan import Plan
from pmtui.tui.app import PmtuiApp
from pmtui.tui.look import Look


async def test_escape_glued_to_a_letter_leaves_the_prompt_and_does_the_letter(tmp_path: Path) -> None:
    with Plan.create(tmp_path / "pmtui.db", "ana@example.org") as plan:
        projects.add(plan, "ORD", "Order portal")
        app = PmtuiApp(plan, Settings(), Look("dark"))
        items.add(plan, [parse_line(text, app.today()) for text in ("One", "Two")], app.project_ids[0])
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("n", "h", "i")
            asked = app.prompt.display
            assert asked
            await pilot.press("alt+j")
            await pilot.pause(0.2)
            assert not app.prompt.display
            assert app.prompt.drafts["new"] == "hi"
            assert app.board.card is not None
            assert app.board.card.title == "Two"


async def test_escape_glued_to_a_capital_letter_does_what_that_does(tmp_path: Path) -> None:
    with Plan.create(tmp_path / "pmtui.db", "ana@example.org") as plan:
        projects.add(plan, "ORD", "Order portal")
        app = PmtuiApp(plan, Settings(), Look("dark"))
        made = items.add(plan, [parse_line("One", app.today())], app.project_ids[0]).items[0]
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("n", "h", "i")
            await pilot.press("alt+shift+l")
            await pilot.pause(0.2)
            assert not app.prompt.display
            assert app.board.card is not None
            assert app.board.card.id == made
            assert app.board.column is not None
            assert app.board.column.name == "Ready"
