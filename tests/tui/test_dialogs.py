"""The dialogs: one item whole, the columns, the projects, the palette; and hostile text in all of them."""

import sqlite3
import unicodedata
from pathlib import Path

import pytest
from rich.style import Style

from pmtui.actions import items, projects
from pmtui.store import read
from pmtui.store.plan import Plan
from pmtui.store.read import find
from pmtui.tui.dialogs.item import ItemDialog
from tests.tui.conftest import ME
from tests.tui.shown import Shown, shown


async def opened(s: Shown, number: int) -> ItemDialog:
    """The dialog of an item."""
    await s.go(number)
    await s.press("enter")
    dialog = s.app.screen
    assert isinstance(dialog, ItemDialog)
    return dialog


async def on(s: Shown, kind: str, ref: str = "") -> None:
    """Put the cursor of the item's dialog on a line."""
    dialog = s.app.screen
    assert isinstance(dialog, ItemDialog)
    stops = dialog.page.stops
    place = next(
        place for place, stop in enumerate(stops) if stop.kind == kind and (not ref or ref in (stop.ref, stop.text))
    )
    dialog.action_step(place - dialog.listing.place)
    await s.pilot.pause()


# --- one item --------------------------------------------------------------------------------------------------------


async def test_enter_opens_the_item_with_all_there_is_to_know(plan: Plan) -> None:
    async with shown(plan, (120, 60)) as s:
        await opened(s, 3)
        for words in (
            "3 in Doing", "Retry failed payments with jitter", "Fri 27 Nov, in 4d", "2/3/6d", "high", "payments",
            "Checklist 3 of 5", "✓ Jitter", "· Alert", "before       8 Help text for refunds",
            "The bank allows two retries a minute.", "History", "created",
        ):  # fmt: skip
            assert words in s.text, words


@pytest.mark.parametrize(
    ("field", "typed", "meant"),
    [
        ("title", "Retry payments", "Retry payments"),
        ("owner", "gus", "gus"),
        ("due", "30 nov", "2026-11-30"),
        ("estimate", "1/2/4d", "1/2/4d"),
        ("priority", "low", "low"),
        ("points", "8", "8"),
        ("labels", "bank, payments", "bank, payments"),
        ("column", "rev", "Review"),
        ("type", "bug", "bug"),
    ],
)
async def test_every_field_is_changed_where_it_stands(plan: Plan, field: str, typed: str, meant: str) -> None:
    async with shown(plan) as s:
        dialog = await opened(s, 3)
        await on(s, "field", field)
        await s.press("enter")
        assert dialog.input.value == (dialog.stop.text if dialog.stop else None)
        await s.fill(typed, "enter")
        values = {stop.ref: stop.text for stop in dialog.page.stops if stop.kind == "field"}
        assert ", ".join(sorted(values[field].split(", "))) == meant
        assert dialog.stop is not None
        assert dialog.stop.ref == field, "the cursor stays where it was"
        await s.press("u")
        values = {stop.ref: stop.text for stop in dialog.page.stops if stop.kind == "field"}
        assert ", ".join(sorted(values[field].split(", "))) != meant


async def test_an_error_is_said_at_the_field_while_typing_and_the_text_stays(plan: Plan) -> None:
    async with shown(plan) as s:
        dialog = await opened(s, 3)
        await s.press("d")
        await s.fill("31 nov")
        assert any("November has 30 days" in row for row in s.rows())
        await s.press("enter")
        assert dialog.input.display
        assert dialog.input.value == "31 nov"
        assert s.item(3).due == "2026-11-27"
        await s.fill("30 nov", "enter")
        assert s.item(3).due == "2026-11-30"


async def test_escape_leaves_the_field_and_keeps_what_was_typed(plan: Plan) -> None:
    async with shown(plan) as s:
        dialog = await opened(s, 3)
        await s.press("c")
        await s.type("Half a comment", "escape")
        assert s.app.screen is dialog
        await s.press("escape")
        assert s.app.screen is not dialog
        dialog = await opened(s, 3)
        await s.press("c")
        assert dialog.input.value == "Half a comment"
        await s.press("ctrl+s")
        assert [comment.body for comment in read.comments(plan, find(plan, "3"))][-1] == "Half a comment"


async def test_tab_saves_and_goes_to_the_next_field(plan: Plan) -> None:
    async with shown(plan) as s:
        dialog = await opened(s, 3)
        await s.press("enter")
        await s.fill("Another title", "tab")
        assert s.item(3).title == "Another title"
        assert dialog.input.display
        assert dialog.stop is not None
        assert dialog.stop.ref == "owner"


async def test_space_ticks_a_check_and_takes_the_tick_off(plan: Plan) -> None:
    async with shown(plan) as s:
        await opened(s, 3)
        await on(s, "check", "Alert")
        await s.press("space")
        assert "Checklist 4 of 5" in s.text
        await s.press("space")
        assert "Checklist 3 of 5" in s.text


async def test_checks_and_comments_are_added_changed_and_removed(plan: Plan) -> None:
    async with shown(plan, (120, 50)) as s:
        await opened(s, 9)
        await s.press("a")
        await s.type("Ask the auditor", "enter")
        assert "· Ask the auditor" in s.text
        await on(s, "check")
        await s.press("X")
        assert "· Ask the auditor" not in s.text
        await s.press("c")
        await s.type("Asked.", "enter")
        assert "Comments 1" in s.text
        await on(s, "comment")
        await s.press("enter")
        await s.fill("Asked twice.", "enter")
        assert [comment.body for comment in read.comments(plan, find(plan, "9"))] == ["Asked twice."]
        await on(s, "comment")
        await s.press("X")
        assert read.comments(plan, find(plan, "9")) == []


async def test_every_change_is_listed_with_its_day_and_person(plan: Plan) -> None:
    async with shown(plan, (120, 60)) as s:
        dialog = await opened(s, 3)
        await s.press("o")
        await s.fill("gus", "enter")
        assert "Mon 09:28 Ana  owner ana > gus" in s.text
        assert "Mon 9 Nov Ana  created" in s.text
        assert len([stop for stop in dialog.page.stops if stop.kind == "event"]) >= 8


async def test_a_linked_item_is_opened_from_its_link(plan: Plan) -> None:
    async with shown(plan) as s:
        dialog = await opened(s, 3)
        await on(s, "item", find(plan, "8"))
        await s.press("enter")
        assert "8 in Ready" in s.text
        assert dialog.item_id == find(plan, "8")


async def test_a_link_is_made_and_taken_away(plan: Plan) -> None:
    async with shown(plan) as s:
        await opened(s, 9)
        await s.press("l")
        await s.type("after 7", "enter")
        assert [(link.kind, link.from_id) for link in read.links(plan, find(plan, "9")) if link.kind == "FS"] == [
            ("FS", find(plan, "7"))
        ]
        await s.press("l")
        await s.type("before 7", "enter")
        assert "circle: 9 > 7 > 9" in s.text
        await s.press("escape")
        await on(s, "item", find(plan, "7"))
        await s.press("X")
        assert all(link.kind != "FS" for link in read.links(plan, find(plan, "9")))


async def test_a_field_of_ones_own_is_made_changed_and_removed(plan: Plan) -> None:
    async with shown(plan) as s:
        await opened(s, 9)
        await s.press("f")
        await s.type("Customer=Brandt KG", "enter")
        assert read.customs(plan, find(plan, "9")) == {"Customer": "Brandt KG"}
        await on(s, "field", "field.Customer")
        await s.press("enter")
        await s.fill("", "enter")
        assert read.customs(plan, find(plan, "9")) == {}


async def test_blocking_finishing_and_undo_work_in_the_dialog(plan: Plan) -> None:
    async with shown(plan) as s:
        await opened(s, 9)
        await s.press("b")
        await s.type("no auditor", "enter")
        assert s.item(9).blocked == "no auditor"
        await s.press("b")
        assert s.item(9).blocked is None
        await s.press("x")
        assert s.item(9).state == "done"
        await s.press("u")
        assert s.item(9).state == "open"
        await s.press("ctrl+r")
        assert s.item(9).state == "done"


async def test_the_board_behind_follows_every_change(plan: Plan) -> None:
    async with shown(plan) as s:
        await opened(s, 9)
        await s.press("n")
        await s.fill("Quite another title", "enter", "escape")
        assert "Quite another t" in s.text
        assert s.title == "Quite another title"


async def test_anothers_change_shows_in_an_open_dialog(plan: Plan, elsewhere: Plan) -> None:
    async with shown(plan) as s:
        await opened(s, 9)
        items.change(elsewhere, ["9"], [("title", "=", "Changed by Ben")])
        await s.until(lambda: any("title  Changed by Ben" in row for row in s.rows()))
        await s.press("c")
        await s.type("I was wri")
        items.change(elsewhere, ["9"], [("title", "=", "Changed again")])
        s.app.poll()
        await s.type("ting", "enter")
        assert read.comments(plan, find(plan, "9"))[0].body == "I was writing"


async def test_the_dialog_of_an_item_that_another_deletes_stays_calm(plan: Plan, elsewhere: Plan) -> None:
    async with shown(plan) as s:
        await opened(s, 9)
        items.delete(elsewhere, [find(elsewhere, "9")])
        await s.press("d")
        await s.fill("fri", "enter")
        await s.press("escape", "escape", "escape")
        assert s.app.screen is s.app.screen_stack[0]
        assert s.numbers("Ready") == [7, 8]


# --- columns ---------------------------------------------------------------------------------------------------------


def columns(s: Shown) -> list[str]:
    """The board's columns as `name/category/limit`."""
    project = s.app.project_ids[0]
    return [
        f"{c.name}/{c.category}/{c.wip_limit}{'!' if c.wip_hard else ''}"
        for c in read.columns(s.plan, project).values()
        if not c.archived
    ]


async def test_columns_are_made_named_limited_ordered_and_removed(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.press("C", "n")
        await s.type("Test", "enter")
        assert columns(s)[4] == "Test/active/None"
        await s.press("j", "j", "j", "j", "enter")
        await s.fill("Trial", "enter")
        assert columns(s)[4] == "Trial/active/None"
        await s.press("w")
        await s.type("2", "enter")
        await s.press("r")
        assert columns(s)[4] == "Trial/active/2!"
        await s.press("c")
        assert columns(s)[4].split("/")[1] != "active"
        await s.press("K")
        assert columns(s)[3].startswith("Trial")
        await s.press("X")
        assert not any(column.startswith("Trial") for column in columns(s))
        await s.press("u")
        assert columns(s)[3].startswith("Trial")
        await s.press("escape")
        assert "Trial" in s.text


async def test_removing_a_column_with_cards_asks_where_they_go(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.press("C", "j", "X")
        assert "3 cards go to which column" in s.text
        await s.type("backlog", "enter")
        await s.press("escape")
        assert sorted(s.numbers("Backlog")) == [7, 8, 9, 10, 11, 12]
        assert not any(column.startswith("Ready") for column in columns(s))


@pytest.mark.parametrize("save", ["enter", "ctrl+s", "f2"])
async def test_a_name_that_is_taken_is_refused_and_stays_to_be_mended(plan: Plan, save: str) -> None:
    async with shown(plan) as s:
        await s.press("C", "n")
        await s.type("Doing", save)
        assert "there is already a column Doing" in s.text
        await s.type(" too", save)
        assert "Doing too/active/None" in columns(s)


async def test_a_board_without_columns_takes_its_first_one(tmp_path: Path, frozen_now: str) -> None:
    with Plan.create(tmp_path / "bare.db", ME) as bare:
        projects.add(bare, "ORD", "Order portal", columns=False)
        async with shown(bare) as s:
            await s.press("C", "enter", "w", "c", "r", "X", "J", "K")
            await s.press("n")
            await s.type("Doing", "enter", "escape")
            assert columns(s) == ["Doing/active/None"]
            assert "Doing 0" in s.text


# --- projects --------------------------------------------------------------------------------------------------------


async def test_p_switches_to_another_project(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.press("p")
        await s.type("oper", "enter")
        assert "OPS Operations" in s.rows()[0]
        assert s.numbers("Doing") == [13]


async def test_p_shows_several_projects_or_all(plan: Plan) -> None:
    projects.add(plan, "LAB", "Laboratory")
    async with shown(plan) as s:
        await s.press("p", "space", "space", "enter")
        assert "2 projects" in s.rows()[0]
        assert sorted(s.numbers("Doing")) == [3, 4, 5, 13]
        await s.press("p")
        await s.type("all", "enter")
        assert "3 projects" in s.rows()[0]


async def test_on_a_board_of_several_projects_a_card_moves_on_its_own(plan: Plan) -> None:
    async with shown(plan, project="all") as s:
        await s.go(13)
        await s.press("L")
        assert s.column_of(13) == "Review"
        assert s.plan.one("SELECT count(*) FROM item WHERE column_id = ?", (s.item(13).column_id,))[0] == 1


async def test_a_search_that_finds_nothing_says_so(plan: Plan) -> None:
    async with shown(plan) as s:
        await s.press("p")
        await s.type("zzz")
        assert "nothing by that name" in s.text
        await s.press("enter", "down", "space", "escape")
        assert "ORD Order portal" in s.rows()[0]


# --- hostile text ----------------------------------------------------------------------------------------------------

HOSTILE = {
    "clipboard": "\x1b]52;c;cm0gLXJmIH4=\x07title",
    "colours": "\x1b[31mred\x1b[0m",
    "clear": "a\x1b[2J\x1b[Hb",
    "markup": "[/red][bold",
    "action": "[@click=app.quit]press[/]",
    "right to left": "invoice\u202egpj.exe",
    "c1": "\x9b31m\x9d52;c;x\x9c",
    "line ends": "one\r\ntwo\nthree\u2028four\tfive",
    "bell and back": "\x07\x08\x08\x7f",
    "long": "x" * 100_000,
    "wide": "漢字" * 200,
    "joined": "👩\u200d👩\u200d👧\u200d👦 family",
    "accents": "e" + "\u0301" * 60,
    "zero width": "a\u200bb\ufeffc\u2060d",
}


def assert_harmless(s: Shown) -> None:
    """No cell has a control, format or direction character, and no text has become an action."""
    for strip in s.strips():
        found = {char for char in strip.text if unicodedata.category(char)[0] == "C" and char != "\u200d"}
        assert not found, [hex(ord(char)) for char in found]
        for _, style, control in strip:
            assert not control
            assert not any(name.startswith("@") for name in ((style or Style()).meta or {}))


MIXED = " ".join(text for name, text in HOSTILE.items() if name not in ("long", "wide"))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
async def test_hostile_text_that_is_pasted_does_no_harm(plan: Plan, text: str) -> None:
    async with shown(plan, (80, 24)) as s:
        await s.paste(f"First {text}\nSecond {text[:200]}")
        assert_harmless(s)
        await s.press("escape", "escape", "n")
        await s.paste(text[:5000])
        assert_harmless(s)
        await s.press("escape")
        for keys in (("C", "n"), ("p",), ("enter", "c")):
            await s.press(*keys)
            await s.paste(text[:5000])
            assert_harmless(s)
            await s.press("escape", "escape")
        assert s.app.is_running


@pytest.mark.parametrize("size", [(80, 24), (250, 70)], ids=str)
@pytest.mark.parametrize("text", [MIXED, HOSTILE["long"], HOSTILE["wide"]], ids=["mixed", "long", "wide"])
async def test_hostile_text_that_came_into_the_file_by_another_way_does_no_harm(
    plan_path: Path, text: str, size: tuple[int, int]
) -> None:
    plant(plan_path, text)
    with Plan(plan_path, ME) as plan:
        async with shown(plan, size) as s:
            assert_harmless(s)
            await s.go(3)
            for keys in (
                ("space",), ("enter", "end"), ("escape",), ("e",), ("escape",), ("o",), ("escape",), ("p",),
                ("escape", "C"), ("enter",), ("escape", "escape"), ("y",), ("L",), ("slash", "t", "enter"), ("T",),
                ("b",), ("u",),
            ):  # fmt: skip
                await s.press(*keys)
                assert_harmless(s)
            assert s.app.is_running


def plant(path: Path, text: str) -> None:
    """Write a text into every table the screen shows, past the actions that would have cleaned it."""
    with sqlite3.connect(path) as db:
        for table, column in (
            ("item", "title"), ("item", "body"), ("project", "name"), ("project", "goal"), ("board_column", "name"),
            ("person", "name"), ("comment", "body"), ("check_item", "text"), ("item_label", "name"),
        ):  # fmt: skip
            db.execute(f"UPDATE {table} SET {column} = ?", (text,))
        db.execute("UPDATE person SET code = ? WHERE code = 'ben'", (text,))
        db.execute("UPDATE project SET key = ? WHERE key = 'OPS'", (text,))
        db.execute("UPDATE item SET blocked = ? WHERE number = 3", (text,))
        db.execute("UPDATE change SET new = ? WHERE field IN ('title', 'blocked')", (text,))
        db.execute("UPDATE check_item SET checklist = ?", (text,))
    db.close()
