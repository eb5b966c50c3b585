"""A plan's schedule: every board has one, it follows what people do, and it is never half up to date."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.actions import flow, items, links, projects, timing
from pmtui.actions import outline as shaping
from pmtui.actions.scheduling import Chart, scheduled
from pmtui.errors import PmtuiError, Refused, Usage
from pmtui.store import read
from pmtui.store.plan import Plan
from tests.actions.charts import chart_of, dates, ids, outline
from tests.store.plans import Clock, add, clock, join, new_plan, quick_plan, setting

# The clock stands at Monday, 23 November 2026, 09:00 UTC.


def test_a_board_without_dates_has_a_schedule(plan: Plan) -> None:
    add(plan, "One ~2d", "Two ~4h after:1", "Three")
    chart = chart_of(plan)
    assert dates(chart, "1", "2", "3") == ["23 08:00 - 24 17:00", "25 08:00 - 25 12:00", "23 08:00 - 23 17:00"]
    assert [row.guessed for row in chart.rows] == [False, False, True]


def test_three_points_give_their_mean_unrounded(plan: Plan) -> None:
    add(plan, "One ~1/2/6d")
    chart = chart_of(plan)
    assert chart.duration(chart.rows[0]) == 1200  # (1 + 4 * 2 + 6) / 6 = 2.5 days


def test_what_nobody_estimated_takes_the_teams_median(plan: Plan, time: Clock) -> None:
    add(plan, "One", "Two", "Three", "Four")
    for ref, days in (("1", 1), ("2", 2), ("3", 3)):
        time.set("2026-11-23T09:00:00")
        flow.start(plan, ids(plan, ref))
        time.wind(days=days)
        flow.done(plan, ids(plan, ref))
    chart = chart_of(plan)
    assert chart.duration(chart.rows[3]) == 3 * 480  # two, three and four days, the first and the last counted
    assert chart.rows[3].guessed


def test_rank_never_orders_and_links_do(plan: Plan) -> None:
    add(plan, "One ~1d", "Two ~1d after:1")
    before = dates(chart_of(plan), "1", "2")
    column = read.item(plan, ids(plan, "1")[0]).column_id
    flow.place_between(plan, ids(plan, "2")[0], None, ids(plan, "1")[0])
    assert read.item(plan, ids(plan, "2")[0]).column_id == column
    assert dates(chart_of(plan), "1", "2") == before


def test_the_projects_start_is_where_it_begins(plan: Plan) -> None:
    add(plan, "One ~1d")
    projects.change(plan, "ORD", {"start": "2026-12-07"})
    assert dates(chart_of(plan), "1") == ["07 08:00 - 07 17:00"]


def test_a_typed_start_is_not_before_and_a_due_date_a_deadline(plan: Plan) -> None:
    add(plan, "One ~1d", "Two ~2d")
    setting(plan, "1", "start=26.11.2026")
    setting(plan, "2", "due=23.11.2026")
    chart = chart_of(plan)
    assert dates(chart, "1", "2") == ["26 08:00 - 26 17:00", "23 08:00 - 24 17:00"]
    assert (chart.total_slack(chart.rows[1]), chart.critical(chart.rows[1])) == (-480, True)


def test_a_moved_card_is_progress_on_the_plan(plan: Plan, time: Clock) -> None:
    add(plan, "One ~2d", "Two ~1d after:1")
    time.set("2026-11-24T10:00:00")
    flow.start(plan, ids(plan, "1"))
    assert dates(chart_of(plan), "1", "2") == ["24 10:00 - 26 10:00", "26 10:00 - 27 10:00"]
    time.set("2026-11-25T15:00:00")
    flow.done(plan, ids(plan, "1"))
    chart = chart_of(plan)
    assert dates(chart, "1", "2") == ["24 10:00 - 25 15:00", "25 15:00 - 26 15:00"]
    assert chart.percent(chart.rows[0]) == 100


def test_waiting_on_the_board_is_order_on_the_timeline(plan: Plan) -> None:
    add(plan, "One ~1d", "Two ~1d")
    links.link(plan, *[ids(plan, "1")[0], "blocks", ids(plan, "2")[0]])
    assert dates(chart_of(plan), "2") == ["24 08:00 - 24 17:00"]


def test_only_work_stands_on_the_timeline(plan: Plan) -> None:
    add(plan, "One", "Two", "Three", "Four", "Risk type:risk", "Choice type:decision", "Go-live type:milestone")
    items.archive(plan, ids(plan, "1"))
    items.delete(plan, ids(plan, "2"))
    flow.drop(plan, ids(plan, "3"))
    chart = chart_of(plan)
    assert outline(chart) == ["1 4", "2 7"]
    assert chart.rows[1].milestone
    assert chart.duration(chart.rows[1]) == 0


def test_summaries_span_their_tasks(plan: Plan) -> None:
    add(plan, "Build type:epic", "One ~1d", "Two ~2d after:2", "Three ~1d")
    for ref in ("2", "3"):
        setting(plan, ref, "parent=1")
    chart = chart_of(plan)
    assert outline(chart) == ["1 1", "1.1 2", "1.2 3", "2 4"]
    assert dates(chart, "1") == ["23 08:00 - 25 17:00"]
    assert [row.summary for row in chart.rows] == [True, False, False, False]


def test_a_circle_that_two_copies_made_is_refused_with_its_path(plan: Plan, tmp_path: Path, time: Clock) -> None:
    add(plan, "One", "Two")
    with Plan(_copied(plan, tmp_path), "ben", write=True) as other:
        links.link(plan, ids(plan, "1")[0], "FS", ids(plan, "2")[0])
        time.wind(minutes=1)
        links.link(other, ids(other, "2")[0], "FS", ids(other, "1")[0])
        join(plan, other)
    with pytest.raises(Refused, match=r"circle: (1 > 2 > 1|2 > 1 > 2)"):
        chart_of(plan)


def test_a_loop_of_parents_that_two_copies_made_is_cut(plan: Plan, tmp_path: Path, time: Clock) -> None:
    add(plan, "One", "Two", "Three")
    with Plan(_copied(plan, tmp_path), "ben", write=True) as other:
        setting(plan, "1", "parent=2")
        time.wind(minutes=1)
        setting(other, "2", "parent=1")
        join(plan, other)
    assert sorted(row.ref for row in chart_of(plan).rows) == ["1", "2", "3"]


def _copied(plan: Plan, folder: Path) -> Path:
    import shutil

    return Path(shutil.copy(plan.path, folder / "other.db"))


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["estimate", "start", "due", "percent", "link", "unlink", "parent", "done", "drop", "title"]),
        st.integers(1, 5),
        st.integers(1, 5),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25)
@given(DEEDS)
def test_a_refreshed_schedule_is_the_one_made_anew(deeds: list[tuple[str, int, int]]) -> None:
    with clock(), tempfile.TemporaryDirectory() as folder, quick_plan(Path(folder) / "a.db") as plan:
        add(plan, "One ~1d", "Two ~2d after:1", "Three ~4h", "Four", "Five ~1/2/6d after:3")
        chart = chart_of(plan)
        for what, one, other in deeds:
            touched = _do(plan, what, str(one), str(other))
            try:
                fresh = chart_of(plan)
            except Refused:
                return
            chart.refresh(plan, touched)
            assert _picture(chart) == _picture(fresh)


def _do(plan: Plan, what: str, one: str, other: str) -> list[str]:
    words = {
        "estimate": f"estimate={other}d", "start": f"start={20 + int(other)}.12.2026", "due": f"due={other}.12.2026",
        "percent": f"percent={other}0", "title": f"title=Called {other}", "parent": f"parent={other}",
    }  # fmt: skip
    first, second = ids(plan, one, other)
    try:
        if what in words:
            setting(plan, one, words[what])
        elif what == "link":
            links.link(plan, first, "SS", second, "1d")
        elif what == "unlink":
            links.unlink_all(plan, first, second)
        else:
            (flow.done if what == "done" else flow.drop)(plan, [first])
    except PmtuiError:
        pass
    return [first, second]


def _picture(chart: Chart) -> list[tuple[object, ...]]:
    return [
        (
            row.ref, row.wbs, row.title, chart.start(row), chart.finish(row), chart.total_slack(row),
            chart.free_slack(row), chart.critical(row), chart.percent(row), sorted(row.links, key=str), row.summary,
        )
        for row in chart.rows
    ]  # fmt: skip


# --- the outline ------------------------------------------------------------------------------------------------------


@pytest.fixture
def flat(plan: Plan) -> Plan:
    """Four tasks of a day, one after the other by number only."""
    add(plan, "One ~1d", "Two ~1d", "Three ~1d", "Four ~1d")
    return plan


def test_indenting_hangs_a_task_below_the_one_before(flat: Plan) -> None:
    shaping.indent(flat, chart_of(flat), ids(flat, "2", "3"))
    assert outline(chart_of(flat)) == ["1 1", "1.1 2", "1.2 3", "2 4"]
    shaping.outdent(flat, chart_of(flat), ids(flat, "2"))
    assert outline(chart_of(flat)) == ["1 1", "1.1 3", "2 2", "3 4"]


def test_several_keep_their_order_when_they_move_in_or_out(plan: Plan) -> None:
    add(plan, *(f"Task {n} ~1d" for n in range(1, 10)))
    inner = [str(n) for n in range(2, 9)]
    shaping.indent(plan, chart_of(plan), ids(plan, *inner))
    assert outline(chart_of(plan)) == ["1 1", *(f"1.{n} {n + 1}" for n in range(1, 8)), "2 9"]
    shaping.outdent(plan, chart_of(plan), ids(plan, *inner))
    assert [row.ref for row in chart_of(plan).rows] == ["1", *inner, "9"]


def test_the_edges_of_the_outline_are_said(flat: Plan) -> None:
    with pytest.raises(Refused, match="1 is the first here"):
        shaping.indent(flat, chart_of(flat), ids(flat, "1"))
    with pytest.raises(Refused, match="1 is at the top"):
        shaping.outdent(flat, chart_of(flat), ids(flat, "1"))
    with pytest.raises(Refused, match="4 is the last"):
        shaping.reorder(flat, chart_of(flat), ids(flat, "4"), 1)


def test_rows_move_among_their_siblings_and_stay_there(flat: Plan) -> None:
    shaping.reorder(flat, chart_of(flat), ids(flat, "4"), -1)
    shaping.reorder(flat, chart_of(flat), ids(flat, "1"), 1)
    assert outline(chart_of(flat)) == ["1 2", "2 1", "3 4", "4 3"]
    shaping.reorder(flat, chart_of(flat), ids(flat, "2", "1"), 1)
    assert outline(chart_of(flat)) == ["1 4", "2 2", "3 1", "4 3"]


def test_a_task_that_hangs_on_its_own_summary_is_refused(flat: Plan) -> None:
    links.link(flat, *[ids(flat, "1")[0], "FS", ids(flat, "2")[0]])
    with pytest.raises(Refused, match="own summary"):
        shaping.indent(flat, chart_of(flat), ids(flat, "2"))


def test_a_circle_over_a_summary_is_refused(flat: Plan) -> None:
    setting(flat, "2", "parent=1")
    links.link(flat, *[ids(flat, "1")[0], "FS", ids(flat, "3")[0]])
    with pytest.raises(Refused, match="circle: 3 > 2 > 3"):
        links.link(flat, *[ids(flat, "3")[0], "FS", ids(flat, "2")[0]])
    links.link(flat, *[ids(flat, "3")[0], "FS", ids(flat, "4")[0]])
    with pytest.raises(Refused, match="circle"):
        setting(flat, "4", "parent=1")


def test_the_marked_are_chained_from_top_to_bottom(flat: Plan) -> None:
    shaping.chain(flat, chart_of(flat), ids(flat, "4", "1", "2"))
    assert dates(chart_of(flat), "1", "2", "4") == ["23 08:00 - 23 17:00", "24 08:00 - 24 17:00", "25 08:00 - 25 17:00"]


def test_predecessors_are_typed_in_planners_words(flat: Plan) -> None:
    four = ids(flat, "4")[0]
    shaping.follow(flat, four, "1SS+1d; 2, 3FF-50%")
    assert sorted(read.dependencies(flat, four)[four]) == [
        (1, "SS", 1.0, "d"),
        (2, "FS", None, None),
        (3, "FF", -50.0, "%"),
    ]
    shaping.follow(flat, four, "2FS+2ed")
    assert read.dependencies(flat, four)[four] == [(2, "FS", 2.0, "ed")]
    shaping.follow(flat, four, "")
    assert not read.dependencies(flat, four)


def test_a_new_task_stands_below_the_cursors(flat: Plan) -> None:
    from pmtui.model.quickadd import parse_line
    from tests.store.plans import TODAY

    setting(flat, "3", "parent=2")
    shaping.add_below(flat, chart_of(flat), parse_line("Between ~2d", TODAY), ids(flat, "1")[0])
    assert outline(chart_of(flat)) == ["1 1", "2 5", "3 2", "3.1 3", "4 4"]
    shaping.add_below(flat, chart_of(flat), parse_line("Inside", TODAY), ids(flat, "3")[0])
    assert outline(chart_of(flat)) == ["1 1", "2 5", "3 2", "3.1 3", "3.2 6", "4 4"]


# --- bars -------------------------------------------------------------------------------------------------------------


def test_a_bar_moved_later_says_its_constraint(flat: Plan) -> None:
    said = timing.shift(flat, chart_of(flat), ids(flat, "1"), 1).message
    assert said == "1 not before Tue 24 Nov, it was as soon as possible"
    assert dates(chart_of(flat), "1") == ["24 08:00 - 24 17:00"]
    assert timing.shift(flat, chart_of(flat), ids(flat, "1"), 4).message == "1 not before Mon 30 Nov"


def test_a_bar_goes_back_as_far_as_its_links_let_it(flat: Plan) -> None:
    links.link(flat, *[ids(flat, "1")[0], "FS", ids(flat, "2")[0]])
    with pytest.raises(Refused, match="2 cannot begin before Tue 24 Nov: after 1 finishes"):
        timing.shift(flat, chart_of(flat), ids(flat, "2"), -1)
    timing.shift(flat, chart_of(flat), ids(flat, "2"), 2)
    assert timing.shift(flat, chart_of(flat), ids(flat, "2"), -1).message == "2 not before Wed 25 Nov"
    assert timing.shift(flat, chart_of(flat), ids(flat, "2"), -5).message == "2 as soon as possible, Tue 24 Nov"
    assert read.item(flat, ids(flat, "2")[0]).start is None


def test_what_has_begun_or_is_done_keeps_its_dates(flat: Plan) -> None:
    flow.start(flat, ids(flat, "1"))
    flow.done(flat, ids(flat, "2"))
    with pytest.raises(Refused, match="1 began on Mon 23 Nov"):
        timing.shift(flat, chart_of(flat), ids(flat, "1"), 1)
    with pytest.raises(Refused, match="2 is done"):
        timing.shift(flat, chart_of(flat), ids(flat, "2"), 1)
    with pytest.raises(Refused, match="2 is done"):
        timing.stretch(flat, chart_of(flat), ids(flat, "2"), 1)


def test_bars_stretch_by_days_and_below_a_day_by_hours(flat: Plan) -> None:
    for steps, said in ((1, "2d"), (-1, "1d"), (-1, "7h"), (1, "1d")):
        message = timing.stretch(flat, chart_of(flat), ids(flat, "1"), steps).message
        assert message.startswith(f"1 takes {said}, it was")


def test_a_bar_never_shrinks_to_nothing(flat: Plan) -> None:
    setting(flat, "1", "estimate=1h")
    with pytest.raises(Refused, match="cannot be shorter"):
        timing.stretch(flat, chart_of(flat), ids(flat, "1"), -1)


def test_a_task_can_keep_its_dates_whatever_its_links_say(flat: Plan) -> None:
    timing.keep_dates(flat, chart_of(flat), ids(flat, "2"), True)
    links.link(flat, *[ids(flat, "1")[0], "FS", ids(flat, "2")[0]])
    assert dates(chart_of(flat), "2") == ["23 08:00 - 23 17:00"]
    timing.keep_dates(flat, chart_of(flat), ids(flat, "2"), False)
    assert dates(chart_of(flat), "2") == ["24 08:00 - 24 17:00"]


@pytest.mark.parametrize(
    ("typed", "start"),
    [
        ("not before 26.11.2026", "26 08:00"), ("SNET 26.11.2026 14:00", "26 14:00"),
        ("start on 2026-11-25", "25 08:00"),
        ("finish on 27.11.2026 12:00", "26 13:00"), ("FNET 30.11.2026", "30 08:00"), ("none", "23 08:00"),
    ],
)  # fmt: skip
def test_constraints_are_typed_in_words_or_letters(flat: Plan, typed: str, start: str) -> None:
    setting(flat, "1", f"constraint={typed}")
    assert dates(chart_of(flat), "1")[0].startswith(start)


def test_one_constraint_takes_the_place_of_another(flat: Plan) -> None:
    setting(flat, "1", "constraint=MSO 27.11.2026")
    setting(flat, "1", "start=25.11.2026")
    assert dates(chart_of(flat), "1") == ["25 08:00 - 25 17:00"]


def test_several_projects_have_a_schedule_each(tmp_path: Path, time: Clock) -> None:
    with new_plan(tmp_path / "several.db") as plan:
        projects.add(plan, "OPS", "Operations")
        add(plan, "One ~1d", "Two ~1d project:OPS")
        found = [[row.ref for row in scheduled(plan, id).rows] for id in read.projects(plan)]
        assert found == [["1"], ["2"]]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("2201-05-01", "2200"), ("1899-05-01", "1900"),
    ],
)  # fmt: skip
def test_dates_out_of_reach_are_one_clear_line_with_numbers_not_ids(plan: Plan, said: str, words: str) -> None:
    add(plan, "One ~2d", "Two after:1")
    with plan.transaction() as tx:
        tx.set(ids(plan, "1")[0], "constraint_kind", "MSO")
        tx.set(ids(plan, "1")[0], "constraint_at", f"{said}T08:00")
    with pytest.raises(Refused, match=rf"of 1 .*{words}"):
        chart_of(plan)


@pytest.mark.parametrize("year", ["1900", "2200"])
def test_a_project_at_the_edge_of_the_calendar_is_planned_like_any_other(plan: Plan, year: str) -> None:
    add(plan, "One ~2d")
    with plan.transaction() as tx:
        tx.set(next(iter(read.projects(plan))), "start", f"{year}-06-02")
        tx.set(ids(plan, "1")[0], "actual_finish", f"{year}-06-06T17:00")
    assert dates(chart_of(plan), "1") == ["05 08:00 - 06 17:00"]


@pytest.mark.parametrize(("day", "words"), [("1899-12-30", "1900"), ("2201-01-02", "2200")])
def test_a_project_that_starts_out_of_reach_is_one_clear_line(plan: Plan, day: str, words: str) -> None:
    add(plan, "One ~2d")
    with plan.transaction() as tx:
        tx.set(next(iter(read.projects(plan))), "start", day)
    with pytest.raises(Refused, match=words):
        chart_of(plan)


def test_a_calendar_without_working_time_is_one_clear_line(plan: Plan) -> None:
    add(plan, "One ~2d")
    with plan.transaction() as tx:
        calendar = tx.create("calendar", {"name": "Never", "week": "[[],[],[],[],[],[],[]]"})
        tx.set(next(iter(read.projects(plan))), "calendar_id", calendar)
    with pytest.raises(Refused, match="Never has no working time"):
        chart_of(plan)


def test_predecessors_may_be_named_by_their_place_in_the_outline(flat: Plan) -> None:
    setting(flat, "2", "parent=1")
    four = ids(flat, "4")[0]
    shaping.follow(flat, four, "1.1SS", chart_of(flat))
    assert read.dependencies(flat, four)[four] == [(2, "SS", None, None)]
    with pytest.raises(Usage, match=r"no row 7\.1"):
        shaping.follow(flat, four, "7.1", chart_of(flat))
