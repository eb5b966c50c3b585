"""pmtui's own JSON: a plan goes there and back whole, twice adds nothing, and a bad document is refused in a line."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.actions import flow, history, items, links, notes
from pmtui.errors import PmtuiError, Usage
from pmtui.exchange.importing import run
from pmtui.exchange.lossless import text_of
from pmtui.model.text import Unreadable
from pmtui.store import read
from pmtui.store.plan import Plan
from tests.store.plans import (
    Clock,
    add,
    clock,
    copied,
    item,
    log,
    mark,
    quick_plan,
    says_what_its_log_says,
    setting,
    tables,
)

VALUES = st.one_of(
    st.text(max_size=30), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False, allow_infinity=False), st.none()
)


def written(plan: Plan, path: Path) -> Path:
    """The plan as a document."""
    path.write_text(text_of(plan), encoding="utf-8")
    return path


def lively(plan: Plan) -> None:
    """A little of everything."""
    one, two = add(plan, "Basket in:doing @gus #web ~2/3/6d +2.5pt", "Überprüfung 🎉 after:1")
    setting(plan, "2", "body=zwei\n\nZeilen\t|", "field.Env=prod", "due=fri", "parent=none")
    notes.comment(plan, [one], "Hm")
    notes.add_checks(plan, two, ["a"])
    flow.done(plan, [one])
    history.undo(plan)
    items.delete(plan, [two])
    history.undo(plan)
    history.redo(plan)


def test_there_and_back_is_the_same_plan(plan: Plan, tmp_path: Path) -> None:
    lively(plan)
    path = written(plan, tmp_path / "plan.json")
    with Plan.create(tmp_path / "copy.db", "eve") as copy:
        report = run(copy, [path])
        assert log(copy) == log(plan)
        assert tables(copy) == tables(plan)
        assert says_what_its_log_says(copy)
        assert [one.code for one in read.people(copy).values()] == [one.code for one in read.people(plan).values()]
        assert (report.project, report.created["item"], report.created["comment"]) == ("ORD", 2, 1)
        assert text_of(copy).splitlines()[1:] == text_of(plan).splitlines()[1:]  # but for the file's own name


def test_both_go_on_and_meet_again(plan: Plan, tmp_path: Path, time: Clock) -> None:
    lively(plan)
    with Plan.create(tmp_path / "copy.db", "ana") as copy:
        run(copy, [written(plan, tmp_path / "1.json")])
        time.wind(minutes=1)
        setting(copy, "1", "title=There")
        setting(plan, "1", "points=8")
        add(plan, "More")
        report = run(copy, [written(plan, tmp_path / "2.json")])
        assert (report.created["item"], report.updated["item"]) == (1, 1)
        run(plan, [written(copy, tmp_path / "3.json")])
        assert tables(copy) == tables(plan)
    assert (item(plan, "1").title, item(plan, "1").points) == ("There", 8)


def test_twice_adds_nothing_and_a_dry_run_nothing_at_all(plan: Plan, tmp_path: Path) -> None:
    lively(plan)
    path = written(plan, tmp_path / "plan.json")
    before = mark(plan.path)
    report = run(plan, [path])
    assert (report.created.total(), report.updated.total()) == (0, 0)
    assert report.unchanged == report.read
    with Plan.create(tmp_path / "copy.db", "eve") as copy:
        empty = mark(copy.path)
        dry = run(copy, [path], dry_run=True)
        assert mark(copy.path) == empty
        assert dry.created == run(copy, [path]).created
    assert mark(plan.path) == before


def test_a_document_and_a_foreign_file_come_in_together(plan: Plan, tmp_path: Path) -> None:
    lively(plan)
    path = written(plan, tmp_path / "plan.json")
    board = {"id": "b1", "name": "Shop", "lists": [{"id": "l1", "name": "To Do"}], "cards": []}
    (tmp_path / "board.json").write_text(json.dumps(board))
    with Plan.create(tmp_path / "copy.db", "ana") as copy:
        run(copy, [path, tmp_path / "board.json"])
        assert [one.key for one in read.projects(copy).values()] == ["ORD", "SHO"]
        assert [one.code for one in read.people(copy).values()] == [one.code for one in read.people(plan).values()]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(["title", "x", "custom:é", "deleted", "number"]), VALUES), max_size=8))
def test_whatever_a_log_holds_survives_the_way(cells: list[tuple[str, Any]]) -> None:
    typed = {"title": str, "deleted": int, "number": int}
    with clock(), tempfile.TemporaryDirectory() as folder, quick_plan(Path(folder) / "a.db") as plan:
        (id,) = add(plan, "Basket")
        with plan.transaction() as tx:
            for field, value in cells:
                if value is None or isinstance(value, typed.get(field, object)):
                    tx.set(id, field, value)
        with Plan.create(Path(folder) / "b.db", "eve") as copy:
            run(copy, [written(plan, Path(folder) / "p.json")])
            assert log(copy) == log(plan)
            assert tables(copy) == tables(plan)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 3)), max_size=10))
def test_any_plan_goes_there_and_back(deeds: list[tuple[int, int, int]]) -> None:
    do: list[Callable[[Plan, str, str], object]] = [
        lambda plan, one, other: items.change_ids(plan, [one], [("labels", "+=", "a,b"), ("due", "=", "fri")]),
        lambda plan, one, other: flow.done(plan, [one, other]),
        lambda plan, one, other: links.link(plan, one, "FS", other, "2d"),
        lambda plan, one, other: notes.comment(plan, [one], "ü\n"),
        lambda plan, one, other: items.delete(plan, [one]),
        lambda plan, one, other: history.undo(plan),
    ]
    with clock() as time, tempfile.TemporaryDirectory() as folder, quick_plan(Path(folder) / "a.db") as plan:
        made = add(plan, *"ABCD")
        for name, one, other in deeds:
            time.wind(hours=one - other)
            try:
                do[name](plan, made[one], made[other])
            except PmtuiError:
                continue
        with Plan.create(Path(folder) / "b.db", "eve") as copy:
            run(copy, [written(plan, Path(folder) / "p.json")])
            assert (log(copy), tables(copy)) == (log(plan), tables(plan))


BAD: dict[str, Callable[[dict[str, Any]], object]] = {
    "another format": lambda whole: whole.update(format="other"),
    "newer": lambda whole: whole.update(version=2),
    "version in words": lambda whole: whole.update(version="1"),
    "no version": lambda whole: whole.update(version=None),
    "no changes": lambda whole: whole.pop("changes"),
    "changes as an object": lambda whole: whole.update(changes={}),
    "short row": lambda whole: whole["changes"][0].pop(),
    "clock in words": lambda whole: whole["changes"][0].__setitem__(1, "soon"),
    "negative clock": lambda whole: whole["changes"][0].__setitem__(1, -5),
    "huge clock": lambda whole: whole["changes"][0].__setitem__(1, 2**70),
    "huge number": lambda whole: whole["changes"][-1].__setitem__(6, 2**70),
    "a list for a value": lambda whole: whole["changes"][-1].__setitem__(6, [1]),
    "session missing": lambda whole: whole.update(sessions=[]),
    "transaction missing": lambda whole: whole.update(transactions=[]),
    "huge instant": lambda whole: whole["transactions"][-1].__setitem__(2, 2**70),
    "creation cut": lambda whole: created(whole).__setitem__(6, "{"),
    "creation deep": lambda whole: created(whole).__setitem__(6, "[" * 100_000),
    "creation of nothing": lambda whole: created(whole).__setitem__(6, "{}"),
    "creation of a list": lambda whole: created(whole).__setitem__(6, '{"entity": ["item"]}'),
    "creation with a nested value": lambda whole: created(whole).__setitem__(
        6, '{"entity": "item", "title": {"a": 1}}'
    ),
    "number in words": lambda whole: created(whole).__setitem__(6, '{"entity": "item", "number": "one"}'),
    "half a character": lambda whole: created(whole).__setitem__(6, '{"entity": "item", "title": "\\ud800"}'),
    "past of nothing": lambda whole: created(whole).__setitem__(6, '{"entity": "past"}'),
}


def created(whole: dict[str, Any]) -> list[Any]:
    """The row that makes the item."""
    return next(row for row in whole["changes"] if row[4] == "*" and '"item"' in row[6])


@pytest.mark.parametrize("name", BAD)
def test_a_bad_document_is_refused_in_a_line_and_changes_nothing(plan: Plan, tmp_path: Path, name: str) -> None:
    with copied(plan, tmp_path / "source.db", "ben") as source:
        add(source, "Basket")
        setting(source, "1", "points=5")
        whole = json.loads(text_of(source))
    BAD[name](whole)
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(whole))
    before = mark(plan.path)
    with pytest.raises(Usage) as refusal:
        run(plan, [path], said="pmtui-json" if name != "another format" else None)
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 400
    assert mark(plan.path)[0] == before[0]
    assert add(plan, "After")
    assert says_what_its_log_says(plan)


@pytest.mark.parametrize("cut", [1, 40, 400, -3])
def test_half_a_document_is_refused(plan: Plan, tmp_path: Path, cut: int) -> None:
    path = tmp_path / "half.json"
    path.write_text(text_of(plan)[:cut])
    with pytest.raises((Usage, Unreadable)):
        run(plan, [path])
    assert len(read.items(plan)) == 0
