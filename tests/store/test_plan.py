"""An open plan beside other writers: their changes are noticed, a replaced file is followed, nothing goes astray."""

import os
import shutil
from pathlib import Path

import pytest

from pmtui.errors import FileUnusable
from pmtui.store import read
from pmtui.store.plan import Plan
from tests.store.plans import add, copied, join, says_what_its_log_says


def titles(plan: Plan) -> list[str]:
    """All titles, by number."""
    return [item.title for item in read.items(plan)]


def test_another_process_change_is_noticed_once_and_ones_own_never(plan: Plan, ben: Plan) -> None:
    assert not plan.changed_elsewhere()
    add(plan, "Mine")
    assert not plan.changed_elsewhere()
    add(ben, "His")
    assert plan.changed_elsewhere()
    assert not plan.changed_elsewhere()
    assert titles(plan) == ["Mine", "His"]


def test_a_file_that_was_only_touched_has_not_changed(plan: Plan) -> None:
    os.utime(plan.path, (1, 1))
    assert not plan.changed_elsewhere()


def test_a_file_replaced_by_a_rename_is_noticed_and_read(plan: Plan, tmp_path: Path) -> None:
    add(plan, "Before")
    with copied(plan, tmp_path / "copy.db", "ben") as copy:
        add(copy, "By the syncer")
    os.replace(tmp_path / "copy.db", plan.path)
    assert plan.changed_elsewhere()
    assert titles(plan) == ["Before", "By the syncer"]
    assert not plan.changed_elsewhere()


def test_the_next_transaction_goes_into_the_file_that_has_the_name_now(plan: Plan, tmp_path: Path) -> None:
    add(plan, "Before")
    with copied(plan, tmp_path / "copy.db", "ben") as copy:
        add(copy, "By the syncer")
    os.replace(tmp_path / "copy.db", plan.path)
    add(plan, "After")
    with Plan(plan.path, "gus", write=True) as fresh:
        assert titles(fresh) == ["Before", "By the syncer", "After"]
        assert says_what_its_log_says(fresh)


def test_a_session_keeps_to_its_own_changes_in_a_file_that_numbers_sessions_otherwise(
    plan: Plan, tmp_path: Path
) -> None:
    add(plan, "Before")
    with Plan.create(tmp_path / "other.db", "ben") as other:
        with other.transaction() as tx:
            tx.create("person", {"code": "ben", "name": "Ben"})  # Ben's session is number 1 there, Ana's number 2
        join(other, plan)
    os.replace(tmp_path / "other.db", plan.path)
    add(plan, "After")
    who = plan.rows("SELECT n.actor FROM change c JOIN session n ON n.s = c.s WHERE c.new LIKE '%After%'")
    assert who == [("ana",)]
    assert titles(plan) == ["Before", "After"]


def test_a_session_that_the_file_does_not_know_is_written_anew(plan: Plan, tmp_path: Path) -> None:
    shutil.copyfile(plan.path, tmp_path / "old.db")
    with Plan(plan.path, "ben", write=True) as ben:
        add(ben, "Gone with the old file")
        os.replace(tmp_path / "old.db", plan.path)
        add(ben, "After")
        assert titles(ben) == ["After"]
        assert says_what_its_log_says(ben)


def test_a_plan_that_was_moved_away_is_not_written(plan: Plan, tmp_path: Path) -> None:
    plan.path.rename(tmp_path / "elsewhere.db")
    assert not plan.changed_elsewhere()
    with pytest.raises(FileUnusable, match="moved or deleted; nothing was changed"):
        add(plan, "Lost?")
    with Plan(tmp_path / "elsewhere.db", "ana") as moved:
        assert titles(moved) == []
