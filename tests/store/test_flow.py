"""What the log tells of the flow: yesterday's chart never changes, slips leave no trace, imports tell of the past."""

import json
import time as stopwatch
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui import clock
from pmtui.actions import columns, flow, history, items, projects
from pmtui.actions.metrics import Flow, read_flow
from pmtui.actions.step import Outcome, step
from pmtui.errors import PmtuiError
from pmtui.model.story import Story
from pmtui.planning.burn import result, scope_changes, standings, tracks
from pmtui.planning.cfd import cumulative_flow
from pmtui.planning.pace import blocked_time, finished, in_progress, service_level_on
from pmtui.store import flow as stored
from pmtui.store.copy import Copy
from pmtui.store.history import last_change
from pmtui.store.plan import Plan
from pmtui.store.read import find
from tests.store.plans import DAY, HOUR, Clock, add, quick_plan, setting
from tests.store.plans import clock as own_clock


def project(plan: Plan) -> list[str]:
    return [id for (id,) in plan.rows("SELECT id FROM project WHERE key = 'ORD'")]


def stories(plan: Plan, projects: list[str]) -> list[Story]:
    return stored.stories(plan, projects, lambda at: at // DAY)


def as_shown(flow: Flow, day: int) -> tuple[object, ...]:
    """What every chart says of a day: cycle times, WIP and its ages, cumulative flow, burn charts, velocity, blocks."""
    done = [(one.id, one.finish) for one in finished(flow.courses, day, day)]
    on = [one for one in flow.courses if any(begin <= day and (end is None or end >= day) for begin, end in one.spells)]
    scopes = [None, *(sprint.id for sprint in flow.sprints)]
    burnt = [tracks(flow.stories, flow.courses, flow.day_of, scope) for scope in scopes]
    ended = [sprint for sprint in flow.sprints if sprint.last <= day]
    return (
        done,
        service_level_on(flow.courses, day),
        in_progress(flow.courses, day, day),
        [(one.id, one.started) for one in on if one.started is not None and one.started <= day],
        cumulative_flow(flow.courses, day, day),
        [(standings(found, day, day), scope_changes(found, day - 1, day)) for found in burnt],
        [result(sprint, tracks(flow.stories, flow.courses, flow.day_of, sprint.id)) for sprint in ended],
        blocked_time(flow.stories, flow.midnight(day), flow.midnight(day + 1) - 1),
    )


def _of_column(field: str, *values: str) -> Callable[[Plan, str], Outcome]:
    """Give a column another meaning."""
    return lambda plan, ref: columns.change(plan, project(plan)[0], "Review", {field: values[int(ref) % len(values)]})


def _planned(plan: Plan, ref: str) -> None:
    """Into one of the sprints, into the next one, out of it."""
    known = [*(id for (id,) in plan.rows("SELECT id FROM sprint ORDER BY start")), None]
    item = find(plan, ref)
    (now,) = plan.one("SELECT sprint_id FROM item WHERE id = ?", (item,))
    with step(plan) as act:
        act.tx.set(item, "sprint_id", known[(known.index(now) + 1) % len(known)])


def _imported(plan: Plan, ref: str) -> None:
    """Somebody else's export: an item with a past, one without, and a move of one that is here."""
    columns = [id for (id,) in plan.rows("SELECT id FROM board_column ORDER BY rank")]
    with step(plan, "import") as act:
        tx, item = act.tx, ""
        for number in (1, 2):
            cells = {"number": tx.next_number(), "type": "task", "title": "Theirs", "project_id": project(plan)[0]}
            times = {"created_at": tx.at - 9 * DAY, "completed_at": tx.at - DAY if number == 2 else None}
            item = tx.create("item", {**cells, **times, "column_id": columns[(int(ref) + number) % len(columns)]})
        for days, place in ((5, 1), (2, 2)):
            moved = {"item_id": item, "at": tx.at - days * DAY, "field": "column_id", "new": columns[place]}
            tx.create("past", moved)
        tx.set(find(plan, ref), "column_id", columns[int(ref)])


DEEDS: dict[str, Callable[[Plan, str], object]] = {
    "add": lambda plan, _: add(plan, "Card in:ready +3pt"),
    "start": lambda plan, ref: flow.start(plan, [find(plan, ref)]),
    "done": lambda plan, ref: flow.done(plan, [find(plan, ref)]),
    "back": lambda plan, ref: flow.move(plan, [find(plan, ref)], "Doing"),
    "move": lambda plan, ref: flow.move(plan, [find(plan, ref)], "Review"),
    "drop": lambda plan, ref: flow.drop(plan, [find(plan, ref)], "no"),
    "block": lambda plan, ref: flow.block(plan, [find(plan, ref)], "vendor"),
    "unblock": lambda plan, ref: flow.unblock(plan, [find(plan, ref)]),
    "points": lambda plan, ref: setting(plan, ref, f"points={int(ref) + 4}"),
    "delete": lambda plan, ref: items.delete(plan, [find(plan, ref)]),
    "archive": lambda plan, ref: items.archive(plan, [find(plan, ref)]),
    "risk": lambda plan, ref: setting(plan, ref, "type=risk"),
    "stops": _of_column("stops", "yes", "no"),
    "starts": _of_column("starts", "yes", "no"),
    "category": _of_column("category", "wait", "active", "done"),
    "sprint": _planned,
    "import": _imported,
    "undo": lambda plan, _: history.undo(plan),
    "redo": lambda plan, _: history.redo(plan),
}
STEPS = st.tuples(st.sampled_from([*DEEDS, "add", "done", "undo", "sprint"]), st.integers(1, 4), st.integers(0, 20))


def live(plan: Plan, now: Clock, steps: list[tuple[str, int, int]]) -> int:
    """Some days of a board; returns the instant of the last import: what it told of before was not known then."""
    own, undone, told = 0, 0, 0
    for deed, number, hours in steps:
        now.wind(hours=hours, seconds=1)
        if (deed == "undo" and not own) or (deed == "redo" and not undone):
            continue  # the board itself stays
        before = last_change(plan)
        with suppress(PmtuiError):
            DEEDS[deed](plan, str(number))
        if last_change(plan) != before:
            # An import that is taken back takes with it what it told of the past.
            told = now.now if deed == "import" or (told and deed in ("undo", "redo")) else told
            own += -1 if deed == "undo" else 1
            undone = undone + 1 if deed == "undo" else undone - 1 if deed == "redo" else 0
    return told


def _sprints(plan: Plan) -> None:
    """Two, of which one ends while the board is lived on."""
    with plan.transaction() as tx:
        for name, start, finish in (("S1", "2026-11-01", "2026-11-04"), ("S2", "2026-11-05", "2026-11-30")):
            cells = {"project_id": project(plan)[0], "name": name, "start": start, "finish": finish}
            tx.create("sprint", cells)


def _demand_same_days(plan: Plan, since: int, until: int | None = None) -> None:
    """Each past day from an instant on has the chart that was to be seen at its end; `until` leaves later ones out."""
    today = read_flow(plan, project(plan))
    for past in range(max(today.begun, today.day_of(since)), today.day_of(until) if until else today.today):
        end = today.midnight(past + 1) - 1
        with clock.at(end), Copy(plan, until=end) as copy:
            assert as_shown(read_flow(copy, project(copy)), past) == as_shown(today, past)


@settings(max_examples=25)
@given(st.lists(STEPS, min_size=4, max_size=18))
def test_the_chart_of_a_day_is_for_ever_the_one_that_was_shown_at_its_end(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    with own_clock() as now:
        now.set("2026-11-02T08:00:00")
        with quick_plan(tmp_path_factory.mktemp("flow") / "pmtui.db") as plan:
            _sprints(plan)
            add(plan, "One in:ready", "Two in:doing +2pt", "Three in:backlog")
            told = live(plan, now, steps)
            now.wind(days=2)
            _demand_same_days(plan, told)


@settings(max_examples=8)
@given(st.lists(STEPS, min_size=4, max_size=10), st.lists(STEPS, min_size=4, max_size=10), st.integers(10, 80))
def test_a_clock_that_jumps_back_leaves_the_days_before_as_they_were(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[tuple[str, int, int]],
    after: list[tuple[str, int, int]],
    hours: int,
) -> None:
    with own_clock() as now:
        now.set("2026-11-02T08:00:00")
        with quick_plan(tmp_path_factory.mktemp("flow") / "pmtui.db") as plan:
            _sprints(plan)
            add(plan, "One in:ready", "Two in:doing +2pt", "Three in:backlog")
            now.wind(days=2)
            told = live(plan, now, before)
            jumped = now.wind(hours=-hours)
            told = max(told, live(plan, now, [deed for deed in after if deed[0] not in ("undo", "redo")]))
            now.wind(days=9)
            if told < jumped:
                _demand_same_days(plan, told, jumped)


def test_starts_and_finishes_are_those_the_tables_have(plan: Plan, time: Clock) -> None:
    add(plan, "One in:ready", "Two in:doing", "Three in:doing", "Four")
    time.wind(days=2)
    flow.start(plan, [find(plan, "1")])
    flow.done(plan, [find(plan, "2"), find(plan, "4")])
    time.wind(days=1)
    flow.done(plan, [find(plan, "1")])
    flow.move(plan, [find(plan, "2")], "Doing")
    made = read_flow(plan, project(plan))
    times = {
        id: (started and made.day_of(started), ended and made.day_of(ended))
        for id, started, ended in plan.rows("SELECT id, started_at, finished_at FROM item")
    }
    assert {
        one.id: (one.started, one.finishes[-1].day if one.finishes and not one.in_progress else None)
        for one in made.courses
    } == times


def test_a_move_that_was_taken_back_never_happened(plan: Plan, time: Clock) -> None:
    add(plan, "One in:ready")
    before = stories(plan, project(plan))
    time.wind(days=1)
    flow.done(plan, [find(plan, "1")])
    time.wind(minutes=5)
    history.undo(plan)
    assert stories(plan, project(plan)) == before
    history.redo(plan)
    assert [stage.category for stage in stories(plan, project(plan))[0].stages] == ["ready", "done"]


def test_what_is_taken_back_on_a_later_day_was_so_until_then(plan: Plan, time: Clock) -> None:
    add(plan, "One in:ready")
    time.wind(days=1)
    flow.done(plan, [find(plan, "1")])
    time.wind(days=1)
    history.undo(plan)
    time.wind(days=1)
    history.redo(plan)
    (story,) = stories(plan, project(plan))
    assert [stage.category for stage in story.stages] == ["ready", "done", "ready", "done"]


def test_a_card_that_was_made_by_a_slip_was_never_there(plan: Plan, time: Clock) -> None:
    add(plan, "One in:ready")
    time.wind(minutes=5)
    add(plan, "Slip in:doing")
    history.undo(plan)
    assert [len(stories(plan, project(plan)))] == [1]
    history.redo(plan)
    assert [len(stories(plan, project(plan)))] == [2]


def test_what_an_import_tells_of_the_past_is_history(plan: Plan, time: Clock) -> None:
    ids = {name: id for id, name in plan.rows("SELECT id, name FROM board_column")}
    with plan.transaction("import") as tx:
        card = tx.create(
            "item",
            {"number": 1, "type": "task", "title": "Old", "project_id": project(plan)[0], "column_id": ids["Done"]},
        )
        for days, column in ((9, "Ready"), (6, "Doing"), (2, "Done")):
            cells = {"item_id": card, "at": time.now - days * DAY, "field": "column_id", "new": ids[column]}
            tx.create("past", cells)
    made = read_flow(plan, project(plan))
    (one,) = made.courses
    assert [made.today - day for day in (one.committed or 0, one.started or 0, one.finishes[0].day)] == [9, 6, 2]
    assert (one.finishes[0].cycle, one.finishes[0].lead) == (5, 8)


def test_what_an_import_only_finds_has_no_beginning(plan: Plan, time: Clock) -> None:
    ids = {name: id for id, name in plan.rows("SELECT id, name FROM board_column")}
    common = {"type": "task", "title": "Old", "project_id": project(plan)[0]}
    with plan.transaction("import") as tx:
        tx.create("item", {**common, "number": 1, "column_id": ids["Doing"], "created_at": time.now - 30 * DAY})
        tx.create("item", {**common, "number": 2, "column_id": ids["Done"], "completed_at": time.now - 3 * DAY})
    made = read_flow(plan, project(plan))
    doing, done = sorted(made.courses, key=lambda one: made.names[one.id].ref)
    assert (doing.started, doing.committed, doing.in_progress) == (None, None, True)
    assert [(made.today - end.day, end.cycle) for end in done.finishes] == [(3, None)]


def test_a_card_of_another_project_is_none_of_this_one(plan: Plan, time: Clock) -> None:
    projects.add(plan, "OPS", "Operations")
    add(plan, "Here in:doing", "There project:OPS in:doing")
    time.wind(days=1)
    assert [made.names[one.id].title for made in [read_flow(plan, project(plan))] for one in made.courses] == ["Here"]


def test_a_day_is_one_of_the_projects_own_zone(plan: Plan, time: Clock) -> None:
    projects.change(plan, "ORD", {"timezone": "Pacific/Auckland"})
    time.set("2026-11-10T10:30:00")  # 23:30 in Auckland
    add(plan, "Late in:doing")
    time.wind(hours=1)
    flow.done(plan, [find(plan, "1")])
    assert read_flow(plan, project(plan)).courses[0].finishes[0].cycle == 2


def test_a_clock_that_jumped_back_confuses_nobody(plan: Plan, time: Clock) -> None:
    add(plan, "One in:ready")
    time.wind(days=3)
    flow.start(plan, [find(plan, "1")])
    time.wind(days=-2)
    flow.done(plan, [find(plan, "1")])
    (story,) = stories(plan, project(plan))
    assert [stage.category for stage in story.stages] == ["ready", "active", "done"]
    assert [stage.at for stage in story.stages] == sorted(stage.at for stage in story.stages)


@pytest.mark.slow
def test_a_long_history_is_read_in_a_moment(tmp_path: Path, time: Clock) -> None:
    """40,000 changes in a second of the processor at most: a limit that only something foolish would pass."""
    with quick_plan(tmp_path / "pmtui.db") as plan:
        home = project(plan)[0]
        ids = [id for (id,) in plan.rows("SELECT id FROM board_column WHERE project_id = ? ORDER BY rank", (home,))]
        session, top = plan.one("SELECT max(s) FROM session")[0], plan.one("SELECT max(hlc) FROM change")[0]
        changes, transactions = [], []
        for number in range(1000):
            for step in range(40):
                top += (HOUR // 200) << 16
                field, new = ("column_id", ids[step // 8 % len(ids)]) if step % 8 == 7 else ("rank", f"m{step}")
                if step == 0:
                    first = {"entity": "item", "number": number, "type": "task", "title": "x", "column_id": ids[0]}
                    field, new = "*", json.dumps({**first, "project_id": home})
                transactions.append((top, session, top >> 16, None, "user", None))
                changes.append((f"i{number}", top, session, top, field, None, new, None))
        plan.db.execute("BEGIN")
        plan.db.executemany("INSERT INTO txn VALUES (?, ?, ?, ?, ?, ?)", transactions)
        plan.db.executemany("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?)", changes)
        plan.db.executemany("INSERT INTO item (id) VALUES (?)", [(f"i{number}",) for number in range(1000)])
        plan.db.execute("COMMIT")
        begun = stopwatch.process_time()
        found = stories(plan, [home])
        assert stopwatch.process_time() - begun < 1.0
    assert len(found) == 1000
