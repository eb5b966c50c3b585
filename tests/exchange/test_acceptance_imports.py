"""Imports again: after an undo, into another project, of long words; no item ever lands on another board's column."""

import json
from pathlib import Path
from typing import Any

import pytest

from pmtui.actions import history, items, projects
from pmtui.errors import Refused
from pmtui.exchange.importing import run
from pmtui.store.plan import Plan
from tests.exchange.make import LIST, card
from tests.store.plans import add, new_plan


@pytest.fixture
def plan(tmp_path: Path) -> Any:
    with new_plan(tmp_path / "pmtui.db") as plan:
        yield plan


def export(folder: Path, *cards: dict[str, Any], name: str = "Board", id: str = "b1") -> Path:
    """A Trello export with these cards in its only list."""
    path = folder / f"{id}.json"
    lists = [{"id": f"{LIST[:-2]}{id}", "name": "To Do", "pos": 1}]
    placed = [{**one, "idList": lists[0]["id"]} for one in cards]
    path.write_text(json.dumps({"id": id, "name": name, "lists": lists, "cards": placed}))
    return path


def homes(plan: Plan) -> set[tuple[str, bool]]:
    """The project of every item, and whether its column is that project's."""
    return set(
        plan.rows(
            "SELECT p.key, c.project_id = i.project_id FROM item i JOIN project p ON p.id = i.project_id "
            "LEFT JOIN board_column c ON c.id = i.column_id WHERE NOT i.deleted"
        )
    )


def test_after_an_undo_the_next_import_fills_the_same_project(plan: Plan, tmp_path: Path) -> None:
    path = export(tmp_path, card())
    assert run(plan, [path]).project == "ORD"
    history.undo(plan)
    assert homes(plan) == set()
    report = run(plan, [path])
    assert (report.project, report.created["item"]) == ("ORD", 1)
    assert homes(plan) == {("ORD", True)}


def test_a_project_of_deleted_cards_keeps_the_columns_they_would_come_back_to(plan: Plan, tmp_path: Path) -> None:
    items.delete(plan, add(plan, "Mine"))
    assert run(plan, [export(tmp_path, card())]).project == "ORD"
    plan_columns = {name for (name,) in plan.rows("SELECT name FROM board_column")}
    assert plan_columns == {"Backlog", "To Do"}


def test_what_was_imported_stays_in_its_project(plan: Plan, tmp_path: Path) -> None:
    path = export(tmp_path, card())
    run(plan, [path])
    projects.add(plan, "TWO", "Second", "kanban")
    with pytest.raises(Refused, match="imported into ORD before"):
        run(plan, [path], into="TWO")
    assert homes(plan) == {("ORD", True)}
    assert run(plan, [path], into="ORD").unchanged["item"] == 1


def test_an_import_into_a_named_project_is_found_there_again(plan: Plan, tmp_path: Path) -> None:
    add(plan, "Mine")
    projects.add(plan, "TWO", "Second", "kanban")
    projects.add(plan, "TRE", "Third", "kanban")
    path = export(tmp_path, card())
    assert run(plan, [path], into="TRE").project == "TRE"
    again = run(plan, [path])
    assert (again.project, again.created["item"], again.updated["item"]) == ("TRE", 0, 0)


def test_a_card_moved_to_another_project_keeps_its_column_there(plan: Plan, tmp_path: Path) -> None:
    run(plan, [export(tmp_path, card())])
    projects.add(plan, "TWO", "Second", "kanban")
    items.change(plan, ["1"], [("project", "=", "TWO")])
    run(plan, [export(tmp_path, {**card(), "name": "Pay more"})])
    assert homes(plan) == {("TWO", True)}
    assert plan.one("SELECT title FROM item")[0] == "Pay more"


def test_long_titles_and_checks_come_whole(plan: Plan, tmp_path: Path) -> None:
    name, entry = "t" * 3_000, "e" * 3_000
    path = tmp_path / "long.json"
    lists = [{"id": LIST, "name": "To Do", "pos": 1}]
    one = card(name=name, desc="below")
    checks = [{"id": "k", "idCard": one["id"], "name": "List", "checkItems": [{"id": "e", "name": entry, "pos": 1}]}]
    whole = {"id": "b1", "name": "Board", "lists": lists, "cards": [one], "checklists": checks}
    path.write_text(json.dumps(whole))
    run(plan, [path])
    title, body = plan.one("SELECT title, body FROM item")
    assert (len(title), body) == (1_000, f"{'t' * 2_000}\n\nbelow")
    assert plan.one("SELECT text FROM check_item")[0] == entry


def test_another_jira_site_with_the_same_keys_does_not_write_over_the_first(plan: Plan, tmp_path: Path) -> None:
    head = "Summary,Issue key,Issue id,Issue Type,Status,Project key,Project name\n"
    first, second = tmp_path / "one.csv", tmp_path / "two.csv"
    first.write_text(head + "Ours,SCRUM-1,10001,Task,To Do,SCRUM,One\n")
    second.write_text(head + "Theirs,SCRUM-1,20001,Task,To Do,SCRUM,Two\n")
    run(plan, [first])
    with pytest.raises(Refused, match="another site"):
        run(plan, [second])
    assert plan.rows("SELECT title FROM item") == [("Ours",)]
    assert run(plan, [first]).unchanged["item"] == 1
