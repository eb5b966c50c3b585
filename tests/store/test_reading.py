"""Reading: items by any of their names, lists, the board a page at a time, and what happened in people's words."""

from datetime import UTC, datetime

import pytest

from pmtui.actions import columns, flow, items, links, notes, projects
from pmtui.clock import now_ms
from pmtui.errors import Usage
from pmtui.model.query import Query, parse_query
from pmtui.store import board, history, listing, read, search
from pmtui.store.plan import Plan
from pmtui.store.search import Asker
from tests.store.plans import DAY, TODAY, Clock, add, item, setting

HOSTILE = ["%", "_", "'; DROP TABLE item; --", '"', "\\", "x' OR '1'='1"]


def found(plan: Plan, query: str, me: str | None = None) -> list[str]:
    """The numbers a query finds."""
    parsed = parse_query(query, TODAY, now_ms())
    people = {one.code: id for id, one in read.people(plan).items()}
    ids = search.ids(plan, parsed, Asker(people.get(me or "")))
    return [read.item(plan, id).ref for id in ids]


@pytest.fixture
def busy(plan: Plan, time: Clock) -> Plan:
    """A plan with a little of everything."""
    add(
        plan,
        "Audit log in:ready @ben #api ~2d",
        "Retry payments in:doing @ana @ben ^24.11.2026 !high #payments +5pt after:1",
        "Help text in:backlog type:bug ^20.11.2026",
        "Old news in:done",
    )
    time.wind(days=3)
    flow.block(plan, [read.find(plan, "2")], "waiting for the bank")
    notes.comment(plan, [read.find(plan, "1")], "Ask the Überprüfer")
    setting(plan, "3", "field.Env=Prod", "parent=1")
    return plan


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("log", "1"), ("überprüfer", "1"), ("@ben", "12"), ("owner:ben", "1"), ("#API", "1"), ("!high", "2"),
        ("prio>low", "2"), ("due<24.11.2026", "3"), ("due:none", "14"), ("status:doing", "2"), ("status:done", "4"),
        ("-label:api", "234"), ("blocked", "2"), ("late", "23"), ("age>2d", "2"), ("in>2d", "1234"), ("type:bug", "3"),
        ("project:ORD", "1234"), ("project:none", ""), ("after:1", "2"), ("before:2", "1"), ("parent:1", "3"),
        ("has:comment", "1"), ("no:owner", "34"), ("est>1d", "1"), ("points:5", "2"), ("field.env:prod", "3"),
        ("log or news", "14"), ("(log or news) -@ben", "4"), ("finished<1.1.2027", "4"), ("created:23.11.2026", "1234"),
        ("is:done", "4"), ("unassigned -done", "3"), ("number:2", "2"), ("title:help", "3"),
    ],
)  # fmt: skip
def test_queries_find_what_they_say(busy: Plan, query: str, numbers: str) -> None:
    assert found(busy, query) == list(numbers)


def test_me_is_whoever_asks(busy: Plan) -> None:
    assert found(busy, "mine", "ana") == ["2"]
    assert found(busy, "@me", "ben") == ["1", "2"]
    assert found(busy, "mine") == []


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", ["{}", "title:{}", "@{}", "#{}", "field.x:{}", "status:{}", "sprint:{}"])
def test_what_people_search_for_is_never_sql(busy: Plan, text: str, form: str) -> None:
    quoted = '"' + text.replace('"', "") + '"'
    assert found(busy, form.format(quoted)) in ([], ["1", "2", "3", "4"])  # an empty word is in every text
    assert len(read.items(busy)) == 4


def test_answers_come_in_the_order_asked_for(busy: Plan) -> None:
    assert found(busy, "sort:due") == ["3", "2", "1", "4"]
    assert found(busy, "sort:-number") == ["4", "3", "2", "1"]
    assert found(busy, "sort:title") == ["1", "3", "4", "2"]
    assert found(busy, "sort:prio") == ["2", "1", "3", "4"]


def test_a_list_is_open_and_unarchived_unless_the_query_says_otherwise(busy: Plan) -> None:
    items.archive(busy, [read.find(busy, "1")])
    flow.drop(busy, [read.find(busy, "3")])
    nothing = Query(None, ())
    asker = Asker(None)

    def refs(query: Query) -> list[str]:
        return [line.ref for line in listing.lines(busy, query, asker)]

    assert refs(listing.narrowed(nothing)) == ["2"]
    assert refs(listing.narrowed(nothing, everything=True)) == ["1", "2", "3", "4"]
    assert refs(listing.narrowed(parse_query("is:archived", TODAY, now_ms()))) == ["1"]
    assert refs(listing.narrowed(parse_query("state:dropped", TODAY, now_ms()))) == ["3"]
    assert refs(listing.narrowed(nothing, project="OPS")) == []
    assert [one.ref for one in listing.items(busy, listing.narrowed(nothing), asker)] == ["2"]


def test_an_item_goes_by_its_number_its_key_and_its_letter(busy: Plan) -> None:
    assert {read.find(busy, ref) for ref in ("2", "#2", "ORD-2", "R2", " 2 ")} == {item(busy, "2").id}
    items.delete(busy, [read.find(busy, "2")])
    for ref, words in (("2", "was deleted"), ("99", "no item 99"), ("2b", "no item 2b")):
        with pytest.raises(Usage, match=words):
            read.find(busy, ref)
    assert read.find(busy, "2", deleted=True)


def test_links_to_deleted_items_are_not_shown_but_come_back(busy: Plan) -> None:
    one, two = read.find(busy, "1"), read.find(busy, "2")
    assert read.dependencies(busy)[two] == [(1, "FS", None, None)]
    items.delete(busy, [one])
    assert (read.links(busy, two), read.dependencies(busy)) == ([], {})


def test_the_board_shows_open_cards_by_rank_and_the_newest_done_first(busy: Plan, time: Clock) -> None:
    flow.done(busy, [read.find(busy, "1")])
    items.archive(busy, [read.find(busy, "3")])
    view = board.board(busy, list(read.projects(busy)), time.now - 4 * DAY)
    shown = {column.name: [card.ref for card in column.cards] for column in view.columns}
    assert shown == {"Backlog": [], "Ready": [], "Doing": ["2"], "Review": [], "Done": ["1", "4"]}
    assert view.columns[2].cards.points == 5
    assert [len(column.cards) for column in board.board(busy, list(read.projects(busy)), time.now).columns][-1] == 1


def test_a_card_shows_its_checks_and_what_it_waits_for(busy: Plan) -> None:
    two = read.find(busy, "2")
    notes.add_checks(busy, two, ["a", "b"])
    notes.tick(busy, two, [2])
    card = board.cards(busy, [two])[two]
    assert (card.checks, card.waits, card.blocked, card.ref) == ((1, 2), ("1",), "waiting for the bank", "2")
    flow.done(busy, [read.find(busy, "1")])
    assert board.cards(busy, [two])[two].waits == ()


def test_a_long_column_is_read_page_by_page_and_is_whole(plan: Plan) -> None:
    add(plan, *(f"Card {number}" for number in range(150)))
    (column,) = [one for one in board.board(plan, list(read.projects(plan)), 0).columns if len(one.cards)]
    assert [card.title for card in column.cards] == [f"Card {number}" for number in range(150)]
    assert column.cards[-1].title == "Card 149"
    assert [card.title for card in column.cards[98:101]] == ["Card 98", "Card 99", "Card 100"]
    assert len(column.cards.ids) == 150


def test_a_card_that_moves_is_put_where_it_belongs(plan: Plan) -> None:
    ids = add(plan, "One", "Two", "Three")
    view = board.board(plan, list(read.projects(plan)), 0)
    flow.move(plan, [ids[1]], "Doing")
    view.put(ids[1], board.cards(plan, [ids[1]])[ids[1]])
    fresh = board.board(plan, list(read.projects(plan)), 0)
    assert [column.cards.ids for column in view.columns] == [column.cards.ids for column in fresh.columns]
    view.put(ids[0], None)
    assert [len(column.cards) for column in view.columns] == [1, 0, 1, 0, 0]


def test_several_projects_share_columns_of_one_name(plan: Plan) -> None:
    projects.add(plan, "OPS", "Operations", "waterfall")
    add(plan, "Basket in:doing", "Disk project:OPS in:done")
    view = board.board(plan, list(read.projects(plan)), 0)
    names = [column.name for column in view.columns]
    assert sorted(names) == ["Backlog", "Doing", "Done", "In progress", "Planned", "Ready", "Review", "Waiting"]
    assert (names[0], names[-1]) == ("Backlog", "Done")
    assert [len(column.ids) for column in view.columns if column.name == "Done"] == [2]


def test_the_history_of_an_item_is_told_in_words(busy: Plan, time: Clock) -> None:
    two = read.find(busy, "2")
    setting(busy, "2", "owner=gus", "estimate=2/3/6d")
    notes.log_time(busy, two, 90, "2026-11-26", "calls")
    links.link(busy, two, "blocks", read.find(busy, "4"))
    columns.change(busy, next(iter(read.projects(busy))), "Doing", {"name": "Busy"})
    told = [(event.field, event.old, event.new) for event in history.of_item(busy, two)]
    assert told[0] == ("created", None, "Retry payments")
    assert ("blocked", None, "waiting for the bank") in told
    assert ("owner", "ana", "gus") in told
    assert ("estimate", None, "3") in told
    assert ("time", None, "90m calls") in told or ("time", None, "1h30 calls") in told
    assert ("link", None, "2 blocks 4") in told
    assert [event.field for event in history.last_events(busy, two, 1)] == ["link"]


def test_since_tells_what_people_did_and_not_what_an_import_brought(busy: Plan, time: Clock) -> None:
    start = time.wind(hours=1)
    with busy.transaction("import") as tx:
        tx.set(read.find(busy, "1"), "title", "From elsewhere")
    setting(busy, "3", "title=Helpful text")
    assert [(event.field, event.new) for event in history.since(busy, start)] == [("title", "Helpful text")]
    assert history.since(busy, start, start) == []
    assert history.since(busy, start + 1) == []
    assert datetime.fromtimestamp(start / 1000, UTC).year == 2026
