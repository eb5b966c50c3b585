"""The demo plan: the board as its pictures show it, with a history that really happened, the same every time."""

import random
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmtui import clock
from pmtui.actions import baselines
from pmtui.actions.scheduling import Chart, Row, scheduled
from pmtui.demo.plan import make
from pmtui.errors import FileUnusable
from pmtui.model.text import cell_width
from pmtui.planning.flow import service_level
from pmtui.planning.variance import slip_days
from pmtui.store import doctor, read
from pmtui.store.board import BoardView, board
from pmtui.store.plan import Plan
from tests.demo.conftest import MONDAY

DAY = 86_400_000
TIMER = 23 * 60_000
"""Since when Ana's timer runs, whatever time it is."""
SIGNED = "SELECT at FROM txn WHERE person IS NOT NULL"
"""When something was done by somebody: of what nobody signed, the log keeps the day alone."""

Rows = list[tuple[Any, ...]]


def drawn(plan: Plan, key: str, now: int = MONDAY) -> BoardView:
    """The board of one project."""
    (project,) = (id for id, project in read.projects(plan).items() if project.key == key)
    return board(plan, [project], now - 14 * DAY)


def test_the_board_is_the_one_of_the_pictures(plan: Plan) -> None:
    columns = drawn(plan, "ORD").columns
    heads = [(column.name, len(column.cards), column.wip_limit, column.cards.points) for column in columns]
    assert heads[1:5] == [("Ready", 5, 5, 14), ("Doing", 6, 5, 22), ("Review", 2, 3, 7), ("Test", 2, 3, 8)]
    assert (heads[0][0], heads[5][0]) == ("Backlog", "Done")
    numbers = {column.name: [card.number for card in column.cards] for column in columns}
    assert numbers["Ready"] == [53, 58, 60, 72, 76]
    assert numbers["Doing"] == [42, 51, 44, 55, 57, 49]
    assert (numbers["Review"], numbers["Test"]) == ([38, 33], [40, 36])
    assert numbers["Done"][:9] == [47, 31, 105, 106, 29, 28, 27, 25, 24]


def test_its_cards_say_what_the_pictures_say(plan: Plan) -> None:
    cards = {card.number: card for column in drawn(plan, "ORD").columns for card in column.cards}
    blocked_days = (MONDAY - (cards[51].blocked_since or 0)) // DAY
    assert (bool(cards[51].blocked), blocked_days) == (True, 3)
    assert (cards[42].checks, cards[42].due, cards[36].checks) == ((3, 5), "2026-11-27", (2, 4))
    assert (cards[55].due, cards[40].due, cards[36].due) == ("2026-11-21", "2026-11-23", "2026-11-26")
    assert (cards[58].waits, cards[53].waits) == (("42",), ("51",))
    assert (cards[76].owner_id, cards[55].priority) == (None, "urgent")


def test_most_cards_take_eight_days_and_one_is_eleven_days_old(plan: Plan) -> None:
    spans = plan.rows("SELECT started_at, finished_at FROM item WHERE finished_at IS NOT NULL AND started_at > 0")
    assert service_level(spans) == 8
    ages = dict(plan.rows("SELECT number, (? - started_at) / ? + 1 FROM item WHERE state = 'open'", (MONDAY, DAY)))
    assert {number for number, age in ages.items() if age and age > 8} == {49}
    assert ages[49] == 11


def test_six_to_nine_cards_are_finished_a_week(plan: Plan) -> None:
    (ends,) = zip(
        *plan.rows("SELECT finished_at FROM item WHERE finished_at IS NOT NULL AND type <> 'action'"), strict=True
    )
    weeks = Counter(clock.local(end).isocalendar().week for end in ends)
    assert len(weeks) == 3
    assert all(6 <= count <= 9 for count in weeks.values())


def test_its_history_happened_in_working_hours_of_three_weeks(plan: Plan) -> None:
    moments = [clock.local(at) for (at,) in plan.rows(SIGNED)]
    assert plan.one("SELECT count(*) FROM change")[0] >= 300
    assert len({moment.date() for moment in moments}) >= 14
    assert (min(moments).date(), max(moments).date()) == (date(2026, 11, 2), date(2026, 11, 23))
    assert all(moment.weekday() < 5 and 8 <= moment.hour < 18 for moment in moments)


def test_everybody_has_acted_under_their_own_name(plan: Plan) -> None:
    acted = dict(plan.rows("SELECT p.code, count(*) FROM txn t JOIN person p ON p.id = t.person GROUP BY 1"))
    assert set(acted) == {"ana", "ben", "chi", "dee", "eli", "fay", "gus"}
    assert min(acted.values()) >= 15
    assert [person.code for person in read.people(plan).values()] == sorted(acted)
    strays = "SELECT * FROM txn t JOIN session s ON s.s = t.s JOIN person p ON p.id = t.person WHERE s.actor <> p.email"
    assert plan.rows(strays) == []


def test_the_tables_are_what_the_log_adds_up_to(plan: Plan) -> None:
    found = doctor.examine(plan)
    assert found.healthy
    assert (found.loops, found.repeated) == ([], [])


def test_there_are_items_of_many_kinds_for_every_screen(plan: Plan) -> None:
    items = {item.number: item for item in read.items(plan)}
    assert list(items) == list(range(1, 125))
    expected = {61: "risk", 70: "decision", 71: "milestone", 73: "milestone", 93: "action", 94: "issue", 1: "epic"}
    assert {number: items[number].type for number in expected} == expected
    assert [number for number, item in items.items() if item.state == "dropped"] == [26]
    assert [number for number, item in items.items() if item.archived] == [30]
    kinds = {"FS", "SS", "FF", "blocks", "mitigates", "threatens", "spawned"}
    assert {kind for (kind,) in plan.rows("SELECT kind FROM link")} >= kinds
    assert len(plan.rows("SELECT 1 FROM time_entry")) > 30
    assert len(plan.rows("SELECT 1 FROM comment")) > 30


def test_a_second_project_has_a_board_of_its_own(plan: Plan) -> None:
    columns = drawn(plan, "OPS").columns
    assert sum(len(column.cards) for column in columns) == 8
    assert sum(1 for column in columns if len(column.cards)) >= 4


def test_every_title_is_different_and_fits_a_narrow_screen(plan: Plan) -> None:
    titles = [item.title for item in read.items(plan)]
    assert len(set(titles)) == len(titles)
    assert [title for title in titles if cell_width(title) > 60] == []


@pytest.fixture
def chart(plan: Plan) -> Chart:
    """The order portal's schedule on its Monday morning."""
    (project,) = (id for id, project in read.projects(plan).items() if project.key == "ORD")
    return scheduled(plan, project)


def row(chart: Chart, number: int) -> Row:
    """The row of an item by its number."""
    return next(row for row in chart.rows if row.number == number)


def test_its_timeline_tells_of_phases_between_two_milestones(chart: Chart) -> None:
    tops = [(line.wbs, line.title) for line in chart.rows if line.level == 0]
    assert [title for _, title in tops] == ["Build", "Beta", "Test", "Roll-out", "Go-live", "Hypercare", "Later"]
    dates = {number: f"{chart.finish(row(chart, number)):%d %b}" for number in (42, 71, 75, 73)}
    assert dates == {42: "27 Nov", 71: "04 Dec", 75: "23 Dec", 73: "15 Jan"}
    assert [line.number for line in chart.rows if line.guessed] == []


def test_go_live_is_a_week_later_than_what_was_approved_two_weeks_ago(plan: Plan, chart: Chart) -> None:
    known = baselines.latest(plan, chart.project.id)
    assert known is not None
    assert (known.number, known.name, clock.local(known.at).date()) == (0, "Approved", date(2026, 11, 10))
    was = baselines.dates(plan, known)

    def slip(line: Row) -> int:
        return slip_days(chart.maker.calendar, was[line.id][1].date(), chart.finish(line).date())

    assert (slip(row(chart, 73)), slip(row(chart, 71)), slip(row(chart, 42))) == (5, 5, 2)
    assert slip_days(chart.maker.calendar, max(end for _, end in was.values()).date(), chart.ended.date()) == 5


def test_one_chain_to_go_live_is_critical_and_nothing_is_hopeless(chart: Chart) -> None:
    leaves = [line for line in chart.rows if not line.summary]
    assert [line.number for line in leaves if chart.critical(line)] == [42, 58, 71, 81, 82, 75, 85, 86, 73, 54]
    assert min(chart.total_slack(line) for line in leaves) == 0
    assert [line.number for line in leaves if line.blocked] == [51]


def test_what_nobody_has_begun_lies_ahead(chart: Chart) -> None:
    waiting = [line for line in chart.rows if not line.summary and chart.task(line).actual_start is None]
    assert {line.number for line in waiting if chart.start(line).date() < chart.today} == {89, 93}  # both are overdue
    later = row(chart, 88)
    assert all(chart.start(line) >= chart.finish(row(chart, 73)) for line in chart.children(later.id))


def test_nobody_works_over_christmas(chart: Chart) -> None:
    off = {day: chart.holiday(date.fromisoformat(day)) for day in ("2026-12-24", "2026-12-29", "2027-01-01")}
    assert list(off.values()) == ["Christmas", "Office closed", "New Year"]
    assert chart.holiday(date(2027, 1, 4)) is None


def contents(path: Path) -> dict[str, Rows]:
    """Every table of the file with all its rows, but for the migrations' own notes of when they ran."""
    with Plan(path, "ana") as plan:
        tables = [name for (name,) in plan.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        return {name: plan.rows(f"SELECT * FROM {name}") for name in tables if "migrations" not in name}


def test_one_present_makes_one_file(path: Path, tmp_path: Path) -> None:
    random.seed(7)
    before = random.getstate()
    with clock.at(MONDAY):
        make(tmp_path / "again.db")
    assert contents(tmp_path / "again.db") == contents(path)
    assert random.getstate() == before


@pytest.mark.parametrize("now", ["2026-11-25T03:00", "2026-11-28T11:00", "2027-01-05T15:00", "2027-03-31T23:30"])
def test_it_looks_the_same_by_night_on_a_weekend_and_when_the_clocks_have_changed(
    now: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    moment = clock.instant_ms(now)
    with clock.at(moment):
        make(tmp_path / "demo.db")
    with Plan(tmp_path / "demo.db", "ana") as plan:
        assert [len(column.cards) for column in drawn(plan, "ORD", moment).columns[1:5]] == [5, 6, 2, 2]
        assert [card.number for card in drawn(plan, "ORD", moment).columns[2].cards] == [42, 51, 44, 55, 57, 49]
        moments = [clock.local(at) for (at,) in plan.rows(f"{SIGNED} AND at < ?", (moment - TIMER,))]
        assert all(at.weekday() < 5 and 8 <= at.hour < 18 for at in moments)
        assert plan.one("SELECT max(at) FROM txn")[0] <= moment
        (project,) = (id for id, project in read.projects(plan).items() if project.key == "ORD")
        with clock.at(moment):
            chart = scheduled(plan, project)
        known = baselines.latest(plan, project)
        assert known is not None
        before = baselines.dates(plan, known)[row(chart, 73).id][1]
        assert slip_days(chart.maker.calendar, before.date(), chart.finish(row(chart, 73)).date()) == 5
        assert [line.number for line in chart.rows if chart.total_slack(line) < 0] == []


def test_it_never_overwrites_a_file(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(FileUnusable):
        make(path)
    assert path.read_bytes() == before
