"""From the log to the tables: numbers, times, and that both ways of making a row give the same row."""

from pathlib import Path

import pytest

from pmtui.actions import columns, flow, history, items
from pmtui.actions.renumber import renumber
from pmtui.store import read
from pmtui.store.derive import suffix_of
from pmtui.store.doctor import examine, rebuild
from pmtui.store.plan import Plan
from tests.store.plans import (
    DAY,
    HOUR,
    Clock,
    add,
    code,
    column,
    copied,
    item,
    join,
    new_plan,
    says_what_its_log_says,
    setting,
    tables,
)


def project(plan: Plan) -> str:
    """The id of the only project."""
    return next(iter(read.projects(plan)))


def move(plan: Plan, ref: str, name: str) -> None:
    """Move an item by its number."""
    flow.move(plan, [read.find(plan, ref)], name)


# --- times ------------------------------------------------------------------------------------------------------------


def test_the_clock_of_an_item_starts_with_active_work_and_stops_with_the_last_entry_into_done(
    plan: Plan, time: Clock
) -> None:
    made = time.now
    add(plan, "Basket")
    assert (item(plan, "1").started_at, item(plan, "1").column_since) == (None, made)
    started = time.wind(days=1)
    move(plan, "1", "Doing")
    time.wind(days=1)
    move(plan, "1", "Review")
    time.wind(days=1)
    move(plan, "1", "Done")
    reopened = time.wind(days=1)
    move(plan, "1", "Doing")
    one = item(plan, "1")
    assert (one.state, one.finished_at, one.column_since) == ("open", None, reopened)
    finished = time.wind(days=1)
    move(plan, "1", "Done")
    one = item(plan, "1")
    assert (one.state, one.started_at, one.finished_at) == ("done", started, finished)
    assert (one.created_at, one.updated_at) == (made, finished)
    assert says_what_its_log_says(plan)


def test_a_move_from_one_done_column_to_another_is_no_new_finish(plan: Plan, time: Clock) -> None:
    columns.add(plan, project(plan), "Live", "done")
    add(plan, "Basket in:done")
    finished = time.now
    time.wind(days=2)
    move(plan, "1", "Live")
    assert item(plan, "1").finished_at == finished
    assert item(plan, "1").column_since == finished + 2 * DAY


def test_an_item_that_jumped_from_backlog_to_done_has_no_start(plan: Plan) -> None:
    add(plan, "Basket in:backlog")
    move(plan, "1", "Done")
    one = item(plan, "1")
    assert (one.state, one.started_at) == ("done", None)
    assert one.finished_at is not None


def test_waiting_counts_as_started_and_a_column_may_say_otherwise(plan: Plan, time: Clock) -> None:
    columns.add(plan, project(plan), "Waiting", "wait")
    columns.change(plan, project(plan), "Ready", {"starts": "yes"})
    columns.change(plan, project(plan), "Review", {"stops": "yes"})
    add(plan, "One in:waiting", "Two in:ready", "Three in:backlog")
    assert [item(plan, ref).started_at for ref in "123"] == [time.now, time.now, None]
    move(plan, "3", "Review")
    assert item(plan, "3").state == "done"
    assert says_what_its_log_says(plan)


@pytest.mark.parametrize("values", [{"category": "ready"}, {"starts": "no"}])
def test_what_a_column_means_may_change_later_for_all_who_ever_went_through_it(
    plan: Plan, time: Clock, values: dict[str, str]
) -> None:
    add(plan, "Still there in:doing", "Went on in:doing", "Never there in:ready")
    move(plan, "2", "Done")
    columns.change(plan, project(plan), "Doing", values)
    assert [item(plan, ref).started_at for ref in "123"] == [None, None, None]
    assert says_what_its_log_says(plan)
    history.undo(plan)
    assert [item(plan, ref).started_at for ref in "123"] == [time.now, time.now, None]
    assert says_what_its_log_says(plan)


def test_being_blocked_is_dated_and_signed_and_moves_nothing(plan: Plan, ben: Plan, time: Clock) -> None:
    (id,) = add(plan, "Basket in:doing")
    since = time.wind(hours=3)
    flow.block(ben, [id], "waiting for the bank")
    one = item(plan, "1")
    assert (one.blocked, one.blocked_since, code(plan, one.blocked_by)) == ("waiting for the bank", since, "ben")
    assert column(plan, "1") == "Doing"
    time.wind(hours=1)
    flow.unblock(plan, [id])
    one = item(plan, "1")
    assert (one.blocked, one.blocked_since, one.blocked_by) == (None, None, None)


def test_dropped_is_a_state_beside_the_columns(plan: Plan) -> None:
    (id,) = add(plan, "Basket in:doing")
    flow.drop(plan, [id], "nobody wants it")
    assert (item(plan, "1").state, item(plan, "1").dropped, column(plan, "1")) == (
        "dropped",
        "nobody wants it",
        "Doing",
    )
    move(plan, "1", "Review")
    assert item(plan, "1").state == "open"


# --- what an import tells of the past ---------------------------------------------------------------------------------


def brought(plan: Plan, name: str, **cells: object) -> str:
    """An item as an import makes it, in a column of this name."""
    place = next(one for one in read.columns(plan).values() if one.name == name)
    with plan.transaction("import") as tx:
        first = {"number": tx.next_number(), "type": "task", "title": "Old", "project_id": place.project_id}
        return tx.create("item", {**first, "column_id": place.id, **cells})


def test_an_import_without_history_tells_where_an_item_is_but_not_since_when(plan: Plan, time: Clock) -> None:
    brought(plan, "Doing")
    one = item(plan, "1")
    assert (one.started_at, one.column_since, one.state) == (None, None, "open")
    moved = time.wind(days=1)
    move(plan, "1", "Review")
    assert (item(plan, "1").started_at, item(plan, "1").column_since) == (moved, moved)
    assert says_what_its_log_says(plan)


def test_an_import_may_say_itself_that_and_when_an_item_was_finished(plan: Plan, time: Clock) -> None:
    finished = time.now - 9 * DAY
    brought(plan, "Ready", completed_at=finished, created_at=finished - DAY, updated_at=finished + HOUR)
    one = item(plan, "1")
    assert (one.state, one.finished_at, one.created_at, one.updated_at) == (
        "done", finished, finished - DAY, finished + HOUR,
    )  # fmt: skip
    time.wind(days=1)
    move(plan, "1", "Doing")  # a person knows better
    assert (item(plan, "1").state, item(plan, "1").finished_at) == ("open", None)
    assert says_what_its_log_says(plan)


def test_an_imported_item_in_done_was_finished_when_the_source_last_touched_it(plan: Plan, time: Clock) -> None:
    brought(plan, "Done", created_at=time.now - 9 * DAY, updated_at=time.now - 5 * DAY)
    brought(plan, "Done", created_at=time.now - 9 * DAY)
    brought(plan, "Done")
    assert [item(plan, ref).finished_at for ref in "123"] == [time.now - 5 * DAY, time.now - 9 * DAY, time.now]


def test_past_moves_date_start_and_finish_and_are_no_change(plan: Plan, time: Clock) -> None:
    id = brought(plan, "Done", created_at=time.now - 9 * DAY)
    names = {one.name: one.id for one in read.columns(plan).values()}
    with plan.transaction("import") as tx:
        for days, old, new in ((7, "Ready", "Doing"), (6, "Doing", "Done"), (5, "Done", "Doing"), (4, "Doing", "Done")):
            cells = {"item_id": id, "at": time.now - days * DAY, "field": "column_id"}
            tx.create("past", {**cells, "old": names[old], "new": names[new]})
    one = item(plan, "1")
    assert (one.started_at, one.finished_at) == (time.now - 7 * DAY, time.now - 4 * DAY)
    assert one.column_since == time.now - 4 * DAY
    assert says_what_its_log_says(plan)


# --- numbers ----------------------------------------------------------------------------------------------------------


def test_suffixes_count_like_columns_of_a_sheet() -> None:
    assert [suffix_of(place) for place in (0, 1, 2, 25, 26, 27, 52)] == ["", "b", "c", "z", "ba", "bb", "ca"]


def test_two_copies_that_gave_one_number_show_it_apart_until_renumbered(
    plan: Plan, tmp_path: Path, time: Clock
) -> None:
    add(plan, "Shared")
    with copied(plan, tmp_path / "ben.db", "ben") as ben, copied(plan, tmp_path / "gus.db", "gus") as gus:
        add(plan, "Ana's")
        time.wind(minutes=1)
        add(ben, "Ben's")
        time.wind(minutes=1)
        add(gus, "Gus's")
        join(gus, ben)
        join(plan, gus)
    assert [(one.ref, one.title) for one in read.items(plan)] == [
        ("1", "Shared"), ("2", "Ana's"), ("2b", "Ben's"), ("2c", "Gus's"),
    ]  # fmt: skip
    assert item(plan, "ORD-2b").title == "Ben's"
    assert examine(plan).repeated == [2]
    assert says_what_its_log_says(plan)
    # One of them alone: the others close up.
    assert "2b is now 3" in renumber(plan, [read.find(plan, "2b")]).message
    assert [(one.ref, one.title) for one in read.items(plan)] == [
        ("1", "Shared"), ("2", "Ana's"), ("2b", "Gus's"), ("3", "Ben's"),
    ]  # fmt: skip
    assert says_what_its_log_says(plan)
    assert "2b is now 4" in renumber(plan).message
    assert [one.ref for one in read.items(plan)] == ["1", "2", "3", "4"]
    assert examine(plan).repeated == []
    assert says_what_its_log_says(plan)
    history.undo(plan)
    assert item(plan, "2b").title == "Gus's"
    assert says_what_its_log_says(plan)


def test_a_number_is_never_given_twice_even_after_a_deletion(plan: Plan) -> None:
    items.delete(plan, add(plan, "One", "Two"))
    add(plan, "Three")
    assert [one.number for one in read.items(plan)] == [3]


# --- one thing made on two copies -------------------------------------------------------------------------------------


def make(plan: Plan, number: int, **cells: object) -> str:
    """Import one and the same thing, as it looks to this copy; returns its id."""
    place = next(one for one in read.columns(plan).values() if one.name == "Ready")
    first = {"title": f"Title {number}", "project_id": place.project_id, "column_id": place.id, "number": number}
    with plan.transaction("import") as tx:
        return tx.create("item", {**first, **cells}, "0" * 26)


def test_of_two_creations_the_later_only_fills_what_nobody_set(plan: Plan, tmp_path: Path, time: Clock) -> None:
    with copied(plan, tmp_path / "copy.db", "ben") as ben:
        make(plan, 1)
        time.wind(hours=1)
        make(ben, 2, body="only here")
        join(plan, ben)
        join(ben, plan)
        assert tables(plan) == tables(ben)
    one = item(plan, "1")
    assert (one.title, one.body, one.number) == ("Title 1", "only here", 1)
    assert says_what_its_log_says(plan)


def test_a_second_creation_moves_nothing_back(plan: Plan, tmp_path: Path, time: Clock) -> None:
    with copied(plan, tmp_path / "copy.db", "ben") as ben:
        id = make(plan, 1)
        flow.done(plan, [id])
        flow.block(plan, [id], "late news")
        finished = item(plan, "1").finished_at
        time.wind(hours=1)
        make(ben, 2, blocked="old news")
        join(plan, ben)
    one = item(plan, "1")
    assert (one.state, column(plan, "1"), one.finished_at) == ("done", "Done", finished)
    assert (one.blocked, one.blocked_since) == ("late news", finished)
    assert says_what_its_log_says(plan)


def test_an_earlier_creation_that_arrives_late_takes_its_number_along(plan: Plan, tmp_path: Path, time: Clock) -> None:
    with copied(plan, tmp_path / "copy.db", "ben") as ben:
        make(plan, 1)
        time.wind(hours=1)
        make(ben, 2)
        with ben.transaction() as tx:  # and there, another item got number 2 as well
            place = next(iter(read.columns(ben).values()))
            tx.create("item", {"number": 2, "title": "Other", "project_id": place.project_id, "column_id": place.id})
        assert item(ben, "2b").title == "Other"
        join(ben, plan)
        assert item(ben, "1").title == "Title 1"
        assert item(ben, "2").title == "Other"
        assert says_what_its_log_says(ben)


# --- the doctor -------------------------------------------------------------------------------------------------------


def test_the_doctor_finds_and_mends_tables_that_do_not_say_what_the_log_says(plan: Plan) -> None:
    add(plan, "Basket #web", "Search after:1")
    whole = tables(plan)
    plan.db.execute("UPDATE item SET title = 'forged' WHERE number = 1")
    plan.db.execute("DELETE FROM link")
    plan.db.execute("DROP INDEX item_board")
    plan.db.execute("DROP TABLE item_label")
    plan.db.execute("DROP VIEW v_board")
    plan.db.execute("CREATE VIEW v_board AS SELECT 1")
    found = examine(plan)
    assert not found.healthy
    assert found.differing == {"item": 2, "link": 1}
    assert found.missing == ["item_board", "item_label", "item_label_item"]
    assert found.strange == ["v_board"]
    rebuild(plan.db)
    assert examine(plan).healthy
    assert tables(plan) == whole


def test_the_doctor_names_tables_that_are_not_pmtuis_and_leaves_them(plan: Plan) -> None:
    plan.db.execute("CREATE TABLE mine (x)")
    plan.db.execute("INSERT INTO mine VALUES (1)")
    assert examine(plan).strange == ["mine"]
    rebuild(plan.db)
    assert plan.rows("SELECT x FROM mine") == [(1,)]


def test_a_rebuild_that_fails_leaves_the_tables_as_they_were(plan: Plan) -> None:
    (id,) = add(plan, "Basket")
    plan.db.execute("UPDATE change SET new = '{' WHERE id = ? AND field = '*'", (id,))
    before = tables(plan)
    with pytest.raises(ValueError, match="Expecting"):
        rebuild(plan.db)
    assert tables(plan) == before
    assert "does not read as it was written" in examine(plan).damage[0]


def test_a_loop_of_parents_from_two_copies_is_named_youngest_first(plan: Plan, tmp_path: Path, time: Clock) -> None:
    for title in ("One", "Two", "Three"):
        add(plan, title)
        time.wind(minutes=1)
    with copied(plan, tmp_path / "copy.db", "ben") as ben:
        setting(plan, "1", "parent=2")
        setting(ben, "2", "parent=1")
        join(plan, ben)
    setting(plan, "3", "parent=1")  # it hangs on the loop, but is not in it
    assert examine(plan).loops == [["2", "1"]]
    assert examine(plan).healthy


def test_an_empty_plan_is_healthy(tmp_path: Path) -> None:
    with Plan.create(tmp_path / "new.db", "ana") as plan:
        assert says_what_its_log_says(plan)
        assert examine(plan).changes == 0
    with new_plan(tmp_path / "next.db", template="scrum") as plan:
        assert says_what_its_log_says(plan)
