"""What items were at a point of the past, read back from the log: the same as the plan shows that was copied then."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.actions import flow, items
from pmtui.actions.history import undo
from pmtui.errors import PmtuiError
from pmtui.store import lookup, overview, past
from pmtui.store.overview import Work
from pmtui.store.plan import Plan
from tests.store.plans import add, clock, quick_plan

DEEDS = ("done", "reopen", "drop", "delete", "estimate", "add", "undo")
FIELDS = ("column_id", "dropped", "points")


def do(plan: Plan, deed: str, pick: int) -> None:
    """Do something to one of the items, if it can be done."""
    ids = [id for (id,) in plan.rows("SELECT id FROM item WHERE NOT deleted ORDER BY number")]
    some = [ids[pick % len(ids)]] if ids else []
    try:
        if deed == "add" or not some:
            add(plan, f"New +{pick}pt")
        elif deed == "done":
            flow.done(plan, some)
        elif deed == "reopen":
            flow.move(plan, some, "Backlog")
        elif deed == "drop":
            flow.drop(plan, some, "no")
        elif deed == "delete":
            items.delete(plan, some)
        elif deed == "estimate":
            items.change_ids(plan, some, [("points", "=", str(pick))])
        else:
            undo(plan)
    except PmtuiError:
        pass  # nothing to undo, for instance


def there(plan: Plan, work: dict[str, Work]) -> dict[str, tuple[Any, ...]]:
    """The items that are not deleted, with what the fields say."""
    return {id: (one.column_id, one.dropped, one.points) for id, one in work.items() if not one.deleted}


@settings(max_examples=10)
@given(st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 5)), max_size=8), st.integers(0, 8), st.booleans())
def test_the_past_is_what_the_plan_was(deeds: list[tuple[str, int]], when: int, still: bool) -> None:
    with TemporaryDirectory() as folder, clock() as time, quick_plan(Path(folder) / "a.db") as plan:
        project = lookup.open_projects(plan)[0]
        add(plan, "A +1pt", "B", "C +3pt")
        for deed, pick in deeds[:when]:
            time.wind(minutes=0 if still else 5)
            do(plan, deed, pick)
        mark = plan.one("SELECT max(hlc) FROM change")[0]
        shutil.copyfile(plan.path, Path(folder) / "then.db")
        since = time.now
        for deed, pick in deeds[when:]:
            time.wind(minutes=0 if still else 5)
            do(plan, deed, pick)
        changed = past.before(plan, [project], FIELDS, since, mark)
        now = overview.work(plan, [project])
        found = {}
        for id, one in now.items():
            known = changed.get(id, past.Before(False, {}))
            cells = {"deleted": int(one.deleted), "column_id": one.column_id, "dropped": one.dropped, **known.cells}
            if not known.made and not cells["deleted"]:
                found[id] = (cells["column_id"], cells["dropped"], known.cells.get("points", one.points))
        with Plan(Path(folder) / "then.db", "ana") as then:
            assert found == there(then, overview.work(then, [project]))
