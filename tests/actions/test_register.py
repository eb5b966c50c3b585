"""The register after a change: the one that would be read anew, of which only what has changed is read."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.actions import columns, flow, history, items, links, notes, people, projects, risks
from pmtui.actions.register import Register, register
from pmtui.errors import PmtuiError
from pmtui.model.quickadd import parse_line
from pmtui.store import read
from pmtui.store.plan import Plan
from tests.actions.charts import ids
from tests.store.plans import TODAY, Clock, add, copied, join, quick_plan, setting
from tests.store.plans import clock as own_clock


def shown(made: Register) -> dict[str, object]:
    """All that a register says."""
    rows = [{name: getattr(row, name) for name in row.__slots__} for row in made.rows]
    # What is added up in another order may differ in the last digit.
    sums = [value if value is None else round(value, 6) for value in (made.exposure, made.exposure_before, made.cover)]
    return {"rows": rows, "sums": sums, "cells": made.cells, "late": made.late, "place": made.place}


def _card(plan: Plan, ref: str) -> None:
    risks.act_on(plan, ids(plan, ref)[0], parse_line("Answer it @ben ^fri", TODAY))


def _threaten(plan: Plan, ref: str) -> None:
    links.link(plan, ids(plan, ref)[0], "threatens", ids(plan, "1")[0])


DEEDS: dict[str, Callable[[Plan, str], object]] = {
    "score": lambda plan, ref: risks.score(plan, ids(plan, ref), 5, int(ref) % 5 + 1, "we know more"),
    "review": lambda plan, ref: risks.review(plan, ids(plan, ref)),
    "respond": lambda plan, ref: risks.respond(plan, ids(plan, ref)[0], "m"),
    "card": _card,
    "threaten": _threaten,
    "unlink": lambda plan, ref: links.unlink_all(plan, ids(plan, ref)[0], ids(plan, "1")[0]),
    "happened": lambda plan, ref: risks.happened(plan, ids(plan, ref)[0]),
    "add": lambda plan, _: risks.add(plan, parse_line("Another one", TODAY), {"probability": 2, "impact_time": 4}),
    "cost": lambda plan, ref: setting(plan, ref, f"cost={ref}000"),
    "drop": lambda plan, ref: flow.drop(plan, ids(plan, ref), "no"),
    "done": lambda plan, ref: flow.done(plan, ids(plan, ref)),
    "delete": lambda plan, ref: items.delete(plan, ids(plan, ref)),
    "title": lambda plan, ref: setting(plan, ref, f"title=Called {ref}"),
    "task": lambda plan, ref: setting(plan, ref, "type=task"),
    "risk": lambda plan, ref: setting(plan, ref, "type=risk"),
    "comment": lambda plan, ref: notes.comment(plan, ids(plan, ref), "hm"),
    "owner": lambda plan, ref: setting(plan, ref, f"owner=new{ref}"),
    "name": lambda plan, ref: people.change(plan, "ben", {"name": f"Ben {ref}"}),
    "column": lambda plan, ref: columns.change(plan, next(iter(read.projects(plan))), "Doing", {"name": f"Do {ref}"}),
    "money": lambda plan, ref: projects.change(plan, "ORD", {"contingency": f"{ref}0000"}),
    "undo": lambda plan, _: history.undo(plan),
    "redo": lambda plan, _: history.redo(plan),
}
STEPS = st.tuples(st.sampled_from([*DEEDS, "score", "undo"]), st.integers(1, 7), st.sampled_from((0, 1, 30, 100)))


def _begun(plan: Plan) -> None:
    add(plan, "Beta in:doing", "Gamma in:ready @ben")
    for line, levels in (("Vendor slips @ben", (3, 4)), ("One person", (2, 2)), ("Rules change", (4, 4))):
        cells: dict[str, object] = {"probability": levels[0], "impact_time": levels[1], "cost_m": 1000.0 * levels[0]}
        risks.add(plan, parse_line(line, TODAY), cells)
    _card(plan, "3")
    _threaten(plan, "4")


@settings(max_examples=25)
@given(st.lists(STEPS, min_size=4, max_size=14), st.booleans(), st.sampled_from(("risk", "issue")))
def test_a_renewed_register_is_the_one_that_is_read_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]], closed: bool, kind: str
) -> None:
    with own_clock() as now, quick_plan(tmp_path_factory.mktemp("register") / "pmtui.db") as plan:
        home = list(read.projects(plan))
        _begun(plan)
        made = register(plan, home, kind, closed=closed)
        for deed, number, hours in steps:
            now.wind(hours=hours, seconds=1)
            with suppress(PmtuiError):
                DEEDS[deed](plan, str(number))
            made = made.renewed(plan)
            assert shown(made) == shown(register(plan, home, kind, closed=closed))


@pytest.mark.parametrize(
    ("deed", "ref"),
    [("done", "6"), ("title", "1"), ("delete", "6"), ("threaten", "5"), ("unlink", "4"), ("happened", "3")],
)
def test_what_hangs_on_a_risk_is_told_anew(plan: Plan, deed: str, ref: str) -> None:
    _begun(plan)
    home = list(read.projects(plan))
    made = register(plan, home)
    DEEDS[deed](plan, ref)
    assert shown(made.renewed(plan)) == shown(register(plan, home)) != shown(made)


def test_the_exposure_of_last_week_moves_on_with_the_days(plan: Plan, time: Clock) -> None:
    _begun(plan)
    home = list(read.projects(plan))
    time.wind(days=1)
    risks.score(plan, ids(plan, "3"), 5, 5, "worse")
    time.set("2026-12-01T08:30:00")
    made = register(plan, home)
    time.wind(hours=1)
    risks.review(plan, ids(plan, "4"))
    assert shown(made.renewed(plan)) == shown(register(plan, home))
    assert made.exposure_before != register(plan, home).exposure_before


def test_what_a_merge_brings_of_the_past_is_seen_too(plan: Plan) -> None:
    _begun(plan)
    with copied(plan, plan.path.with_name("copy.db"), "ben") as other:
        risks.score(other, ids(other, "4"), 5, 5, "worse")
        risks.score(plan, ids(plan, "3"), 5, 5, "worse")
        home = list(read.projects(plan))
        made = register(plan, home)
        join(plan, other)
    assert [row.ref for row in made.renewed(plan).rows if row.score == 25] == ["R3", "R4"]


def test_a_renewed_register_leaves_the_one_before_as_it_was_and_shows_all(plan: Plan) -> None:
    _begun(plan)
    made = register(plan, list(read.projects(plan)))
    made.narrow(set(ids(plan, "3", "4")))
    before = [(row.ref, row.score) for row in made.rows]
    risks.score(plan, ids(plan, "4"), 5, 5, "worse")
    assert [row.ref for row in made.renewed(plan).rows] == ["R4", "R5", "R3"]
    assert [(row.ref, row.score) for row in made.rows] == before == [("R3", 12), ("R4", 4)]


def test_after_a_score_nothing_but_the_risk_is_read(plan: Plan) -> None:
    _begun(plan)
    made = register(plan, list(read.projects(plan)))
    before = {row.id: row for row in made.rows}
    (scored,) = ids(plan, "3")
    risks.score(plan, [scored], 3, 5)
    assert [row.id for row in made.renewed(plan).rows if before[row.id] is not row] == [scored]
