"""What lets a plan be made again exactly: a clock that can be held, a source of identities that can be chosen."""

import random
from pathlib import Path

import pytest

from pmtui import clock
from pmtui.store.ids import drawn_from, new_uid, new_ulid
from pmtui.store.plan import Plan


def test_a_held_clock_stands_still_before_any_other(frozen_now: str) -> None:
    present = clock.instant_ms(frozen_now)
    with clock.at(1_000):
        with clock.at(2_000):
            assert clock.now_ms() == 2_000
        assert clock.now_ms() == 1_000
        assert clock.today().isoformat() == "1970-01-01"
    assert clock.now_ms() == present


def test_a_held_clock_runs_again_after_an_error(frozen_now: str) -> None:
    with pytest.raises(LookupError), clock.at(1_000):
        raise LookupError
    assert clock.now_ms() == clock.instant_ms(frozen_now)


def test_what_was_written_at_a_held_clock_happened_then(tmp_path: Path) -> None:
    with Plan.create(tmp_path / "plan.db", "ana") as plan, clock.at(86_400_000):
        with plan.transaction() as tx:
            item = tx.create("item", {"number": 1, "title": "Cart API"})
        assert plan.one("SELECT created_at FROM item WHERE id = ?", (item,)) == (86_400_000,)


def test_identities_repeat_only_where_their_source_does() -> None:
    def drawn() -> list[str]:
        with drawn_from(random.Random(1).randbytes):
            return [new_ulid(5), new_ulid(5), new_uid()]

    assert drawn() == drawn()
    assert len(set(drawn())) == 3
    assert new_ulid(5) not in drawn()
    assert new_uid() != new_uid()


def test_a_plan_waits_for_the_disk_again_after_it_was_filled(tmp_path: Path) -> None:
    with Plan.create(tmp_path / "plan.db", "ana") as plan:
        full = plan.one("PRAGMA synchronous")
        with plan.unsynced():
            assert plan.one("PRAGMA synchronous") == (0,)
        assert plan.one("PRAGMA synchronous") == full == (2,)
