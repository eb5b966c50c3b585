"""Trello's board export: one test a quirk, each on a board of a few parts made by hand."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.exchange.incoming import InItem, InLink, InPast
from pmtui.exchange.trello import read_trello
from pmtui.exchange.trello_values import count_values
from tests.exchange.make import CARD, LIST, adds_up, board, card, codes, note

DONE = "5a0000000000000000000002"
ANA = "5a00000000000000000000aa"
LISTS = [{"id": LIST, "name": "To Do", "pos": 1}, {"id": DONE, "name": "Done", "pos": 2}]


def ms(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def only(**parts: Any) -> InItem:
    """The one card of a board of one card."""
    (item,) = board(cards=[card(**parts)]).items
    return item


def action(kind: str, date: str, **data: Any) -> dict[str, Any]:
    author = {"id": ANA, "fullName": "Ana Ruiz"}
    whole = {"card": {"id": CARD}, **data}
    return {
        "id": f"a-{date}",
        "type": kind,
        "date": date,
        "idMemberCreator": ANA,
        "memberCreator": author,
        "data": whole,
    }


# --- lists ---------------------------------------------------------------------------------------------------------


def test_lists_become_columns_by_position_with_their_limits() -> None:
    lists = [
        {"id": "b", "name": "Done", "pos": 9, "softLimit": 3},
        {"id": "a", "name": "Ideas", "pos": 1.5, "closed": True},
    ]
    read = board(lists=lists)
    assert [(c.key, c.category, c.archived, c.wip_limit) for c in read.columns] == [
        ("a", "backlog", True, None),
        ("b", "done", False, 3),
    ]


def test_lists_without_position_stay_in_the_order_of_the_file() -> None:
    read = board(lists=[{"id": "z", "name": "One"}, {"id": "a", "name": "Two"}])
    assert [(column.key, column.category) for column in read.columns] == [("z", "ready"), ("a", "active")]


def test_open_cards_of_archived_lists_are_archived_and_counted() -> None:
    read = board(lists=[{"id": LIST, "name": "Old", "closed": True}], cards=[card(), card(id="c2", closed=True)])
    assert [item.fields["archived"] for item in read.items] == [1, 1]
    assert codes(read)["in-archived-list"] == 1


def test_a_card_of_a_missing_list_is_kept_and_noted() -> None:
    read = board(cards=[card(idList="gone")])
    assert read.items[0].column is None
    assert codes(read)["list-missing"] == 1


# --- cards ---------------------------------------------------------------------------------------------------------


def test_further_lines_of_a_name_stand_on_top_of_the_body() -> None:
    fields = only(name="Pay\nand wait", desc="why").fields
    assert (fields["title"], fields["body"]) == ("Pay", "and wait\n\nwhy")


def test_separators_are_skipped_and_counted() -> None:
    read = board(cards=[card(name="-----"), card(id="c2", name="x", cardRole="separator"), card(id="c3", name="- a -")])
    assert [item.ext_id for item in read.items] == ["c3"]
    assert codes(read)["separator-skipped"] == 2
    assert adds_up(read.accounting)


def test_a_line_that_holds_something_is_a_card() -> None:
    assert only(name="---", desc="words").fields["body"] == "words"


def test_a_link_card_has_its_link() -> None:
    assert only(name="https://x.example/a", cardRole="link").attachments[0].url == "https://x.example/a"


def test_a_mirror_relates_to_its_original() -> None:
    read = board(cards=[card(cardRole="mirror", mirrorSourceId="other")])
    assert read.links == [InLink(CARD, "relates", "other")]


def test_a_template_is_archived_and_marked() -> None:
    item = only(isTemplate=True)
    assert (item.fields["archived"], item.custom) == (1, {"Template": "yes"})


def test_positions_of_any_size_and_kind_sort() -> None:
    cards = [card(id=str(n), pos=pos) for n, pos in enumerate(["bottom", 1.4e14, 3, "top", "4.5", None])]
    items = sorted(board(cards=cards).items, key=lambda item: item.order)
    assert [item.ext_id for item in items] == ["3", "2", "4", "1", "0", "5"]


def test_dates_are_days_of_the_users_zone() -> None:
    whole = {"lists": LISTS, "cards": [card(start="2024-03-01T23:30:00.000Z", due="2024-03-02T23:30:00.000Z")]}
    (item,) = read_trello(whole, ZoneInfo("Europe/Berlin"), "x").items
    assert (item.fields["start"], item.fields["due"]) == ("2024-03-02", "2024-03-03")


@pytest.mark.parametrize("edge", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_date_beyond_the_calendar_is_kept_and_noted(edge: str) -> None:
    read = board(cards=[card(due=edge)])
    assert read.items[0].custom == {"Due": edge}
    assert "date-unreadable" in codes(read)


def test_a_number_too_large_to_count_anything_is_none() -> None:
    read = board(lists=[{"id": LIST, "name": "To Do", "softLimit": 10**30}], cards=[card(badges={"comments": 1e300})])
    assert read.columns[0].wip_limit is None
    assert codes(read) == {}


def test_an_unreadable_date_is_kept_and_noted() -> None:
    read = board(cards=[card(due="soon")])
    assert read.items[0].custom == {"Due": "soon"}
    assert codes(read) == {"date-unreadable": 1}


def test_members_own_and_help_and_unknown_ones_are_named_by_their_id() -> None:
    read = board(members=[{"id": "m1", "fullName": "Ana", "username": "ana"}], cards=[card(idMembers=["m1", "m2"])])
    assert (read.items[0].owner, read.items[0].assignees) == ("m1", ["m2"])
    assert [person.name for person in read.people] == ["Ana", "Trello user m2"]


def test_people_who_only_did_something_are_people() -> None:
    read = board(actions=[action("updateBoard", "2024-01-01T00:00:00Z")])
    assert [(person.ext_id, person.name) for person in read.people] == [(ANA, "Ana Ruiz")]


def test_labels_go_by_name_else_colour_and_unused_nameless_ones_are_not_made() -> None:
    labels = [
        {"id": "1", "name": "API", "color": "red", "uses": 0},
        {"id": "2", "name": "", "color": "yellow_light", "uses": 0},
        {"id": "3", "name": "", "color": "green", "uses": 2},
        {"id": "4", "name": "api", "color": None},
    ]
    read = board(labels=labels, cards=[card(idLabels=["1", "3", "4"], labels=[{"id": "1", "name": "API"}])])
    assert [(label.name, label.colour) for label in read.labels] == [("API", "red"), ("green", "green")]
    assert read.items[0].labels == ["API", "green"]
    assert codes(read) == {"label-unused": 1, "labels-merged": 1}


def test_labels_only_cards_know_of_are_labels_too() -> None:
    read = board(cards=[card(labels=[{"color": "red", "name": ""}, {"color": "blue", "name": "Bug"}])])
    assert read.items[0].labels == ["red", "Bug"]


def test_custom_fields_go_by_name_with_the_words_of_a_choice() -> None:
    fields = [
        {"id": "f1", "name": "Size", "type": "list", "options": [{"id": "o1", "value": {"text": "Large"}}]},
        {"id": "f2", "name": "Cost", "type": "number"},
        {"id": "f3", "name": "Paid", "type": "checkbox"},
        {"id": "f4", "name": "Day", "type": "date"},
    ]
    values = [
        {"id": "v1", "idCustomField": "f1", "idValue": "o1", "value": None},
        {"id": "v2", "idCustomField": "f2", "value": {"number": "12.5"}},
        {"id": "v3", "idCustomField": "f3", "value": {"checked": "true"}},
        {"id": "v4", "idCustomField": "f4", "value": {"date": "2024-03-01T12:00:00.000Z"}},
        {"id": "v5", "idCustomField": "gone", "value": {"text": "x"}},
    ]
    (item,) = board(customFields=fields, cards=[card(customFieldItems=values)]).items
    assert item.custom == {
        "Size": "Large",
        "Cost": "12.5",
        "Paid": "yes",
        "Day": "2024-03-01",
        "Custom field gone": "x",
    }


def test_attached_files_are_links_that_need_a_login() -> None:
    files = [
        {"id": "1", "name": "a.png", "url": "https://x.example/a.png", "isUpload": True},
        {"id": "2", "url": "https://y.example"},
    ]
    read = board(cards=[card(attachments=files)])
    assert [(file.name, file.url) for file in read.items[0].attachments] == [
        ("a.png", "https://x.example/a.png"),
        ("https://y.example", "https://y.example"),
    ]
    assert codes(read) == {"upload-needs-login": 1}


def test_what_is_not_imported_is_listed_each_with_its_count() -> None:
    cards = [
        card(idMembersVoted=["a"], stickers=[{"id": "s"}], pluginData=[{"id": "p"}]),
        card(id="c2", subscribed=True),
    ]
    cards.append(card(id="c3", cover={"size": "normal", "color": None}, coordinates={"latitude": 1}))
    cards.append(card(id="c4", cover={"size": "normal", "color": "red"}))
    assert codes(board(cards=cards)) == {
        "votes-not-imported": 1,
        "stickers-not-imported": 1,
        "power-up-data-not-imported": 1,
        "subscriptions-not-imported": 1,
        "locations-not-imported": 1,
        "covers-not-imported": 1,
    }


def test_the_card_itself_is_kept_without_previews() -> None:
    item = only(attachments=[{"id": "1", "url": "u", "previews": [{"scaled": True}]}], idShort=7)
    assert item.raw == card(attachments=[{"id": "1", "url": "u"}], idShort=7)


# --- checklists ----------------------------------------------------------------------------------------------------


def test_checklists_beside_the_cards_are_read_in_order() -> None:
    entries = [
        {"id": "2", "name": "later", "pos": 2, "state": "complete"},
        {
            "id": "1",
            "name": "first",
            "pos": 1,
            "state": "incomplete",
            "due": "2024-03-01T12:00:00.000Z",
            "idMember": ANA,
        },
    ]
    read = board(cards=[card()], checklists=[{"id": "k", "name": "Steps", "idCard": CARD, "checkItems": entries}])
    checks = read.items[0].checks
    assert [(c.ext_id, c.text, c.state, c.checklist, c.due, c.person) for c in checks] == [
        ("1", "first", "open", "Steps", "2024-03-01", ANA),
        ("2", "later", "ok", "Steps", None, None),
    ]


def test_checklists_inside_cards_are_read_once() -> None:
    inside = {"id": "k", "name": "Steps", "checkItems": [{"id": "1", "name": "a"}, {"id": "2", "name": "b"}]}
    read = board(
        cards=[card(checklists=[inside], checkItemStates=[{"idCheckItem": "2", "state": "complete"}])],
        checklists=[{**inside, "idCard": CARD}],
    )
    assert [(check.text, check.state) for check in read.items[0].checks] == [("a", "open"), ("b", "ok")]
    assert adds_up(read.accounting)


def test_a_checklist_that_only_the_card_names_is_found() -> None:
    read = board(cards=[card(idChecklists=["k"])], checklists=[{"id": "k", "checkItems": [{"id": "1", "name": "a"}]}])
    assert [check.text for check in read.items[0].checks] == ["a"]


def test_loose_checklists_are_noted() -> None:
    read = board(checklists=[{"id": "k", "name": "Lost", "checkItems": [{"id": "1", "name": "a"}]}])
    assert note(read, "loose-checklist").where == ["Lost"]
    assert read.accounting.noted == 2


# --- actions -------------------------------------------------------------------------------------------------------


def test_comments_come_with_author_and_time_oldest_first() -> None:
    newest = action("copyCommentCard", "2024-01-02T00:00:00.000Z", text="second")
    oldest = action("commentCard", "2024-01-01T00:00:00.000Z", text="first")
    (item,) = board(cards=[card()], actions=[newest, oldest]).items
    assert [(c.author, c.at, c.body) for c in item.comments] == [
        (ANA, ms("2024-01-01"), "first"),
        (ANA, ms("2024-01-02"), "second"),
    ]


def test_comments_the_file_does_not_hold_are_counted() -> None:
    cards = [card(badges={"comments": 3}), card(id="c2", badges={"comments": 2})]
    read = board(cards=cards, actions=[action("commentCard", "2024-01-01T00:00:00.000Z", text="a")])
    assert note(read, "comments-missing").count == 4


def test_comments_on_cards_that_are_gone_are_noted() -> None:
    read = board(actions=[action("commentCard", "2024-01-01T00:00:00.000Z", text="a")])
    assert codes(read) == {"comments-off-board": 1}
    assert adds_up(read.accounting)


def test_a_capped_history_is_said() -> None:
    read = board(actions=[action("updateBoard", "2024-01-01T00:00:00.000Z")] * 1000)
    assert codes(read) == {"actions-truncated": 1, "history-not-imported": 1000}


def test_moves_and_archiving_are_history_in_the_order_of_time() -> None:
    made = action("createCard", "2024-01-01T00:00:00.000Z", list={"id": LIST})
    moved = action(
        "updateCard", "2024-01-02T00:00:00.000Z", listBefore={"id": LIST}, listAfter={"id": DONE}, old={"idList": LIST}
    )
    closed = action("updateCard", "2024-01-03T00:00:00.000Z", card={"id": CARD, "closed": True}, old={"closed": False})
    read = board(lists=LISTS, cards=[card()], actions=[closed, moved, made])
    assert read.items[0].past == [
        InPast(ms("2024-01-01"), ANA, "column", None, LIST),
        InPast(ms("2024-01-02"), ANA, "column", LIST, DONE),
        InPast(ms("2024-01-03"), ANA, "archived", 0, 1),
    ]
    assert read.items[0].fields["created_at"] == ms("2024-01-01")


def test_a_card_without_a_birth_was_born_when_its_id_says() -> None:
    assert only(id="549df9bfcf8090e83d4c0e5f").fields["created_at"] == 0x549DF9BF * 1000
    assert only(id="hashcard7", dateLastActivity="2021-07-10T17:01:58.633Z").fields["created_at"] == ms(
        "2021-07-10T17:01:58.633"
    )
    assert "created_at" not in only(id="hashcard7").fields


def test_a_ticked_due_date_finishes_a_card_when_it_was_ticked() -> None:
    ticked = action(
        "updateCard", "2024-01-05T00:00:00.000Z", card={"id": CARD, "dueComplete": True}, old={"dueComplete": False}
    )
    (item,) = board(cards=[card(dueComplete=True)], actions=[ticked]).items
    assert item.fields["completed_at"] == ms("2024-01-05")


def test_without_that_the_last_move_counts_and_else_the_last_activity_as_an_estimate() -> None:
    lists = [{"id": "other", "name": "One", "pos": 0}, {"id": LIST, "name": "Two", "pos": 1}]
    moved = action("updateCard", "2024-01-02T00:00:00.000Z", listBefore={"id": "other"}, listAfter={"id": LIST})
    ticked = card(dueComplete=True, dateLastActivity="2024-01-09T00:00:00.000Z")
    assert board(lists=lists, cards=[ticked], actions=[moved]).items[0].fields["completed_at"] == ms("2024-01-02")
    read = board(lists=lists, cards=[ticked])
    assert read.items[0].fields["completed_at"] == ms("2024-01-09")
    assert codes(read) == {"estimated": 1}


def test_a_done_list_needs_no_finishing_time_but_without_a_move_into_it_it_is_an_estimate() -> None:
    read = board(lists=LISTS, cards=[card(idList=DONE, dueComplete=True)])
    assert "completed_at" not in read.items[0].fields
    assert codes(read) == {"estimated": 1}
    moved = action("updateCard", "2024-01-02T00:00:00.000Z", listBefore={"id": LIST}, listAfter={"id": DONE})
    assert codes(board(lists=LISTS, cards=[card(idList=DONE)], actions=[moved])) == {}


# --- the board -----------------------------------------------------------------------------------------------------


def test_the_board_is_the_project_and_its_id_the_site() -> None:
    read = board(desc="All of it")
    assert (read.system, read.site, read.project_name, read.project_description) == (
        "trello",
        "b1",
        "Board",
        "All of it",
    )


def test_odd_values_are_noted_and_do_no_harm() -> None:
    read = board(cards=[card(name=7, labels="x", badges=None, idMembers=[None]), "stray"], members=None, actions=[3])
    assert [item.fields["title"] for item in read.items] == ["7"]
    assert codes(read)["not-an-object"] == 2
    assert adds_up(read.accounting)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**18) | st.floats(allow_nan=True) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
CARDS = st.dictionaries(
    st.sampled_from(
        [
            "id",
            "name",
            "desc",
            "pos",
            "closed",
            "idList",
            "idMembers",
            "idLabels",
            "labels",
            "due",
            "dueComplete",
            "badges",
            "cover",
            "attachments",
            "checklists",
            "customFieldItems",
            "checkItemStates",
            "cardRole",
            "stickers",
            "subscribed",
            "other",
        ]
    ),
    JSON | st.sampled_from([LIST, CARD, "---", "2024-03-01T12:00:00.000Z"]),
    max_size=8,
)
PARTS = st.dictionaries(
    st.sampled_from(
        ["id", "name", "labels", "members", "checklists", "actions", "customFields", "labelNames", "prefs"]
    ),
    JSON
    | st.lists(
        st.dictionaries(
            st.sampled_from(["id", "name", "idCard", "checkItems", "type", "date", "data"]), JSON, max_size=4
        )
    ),
    max_size=5,
)


@given(PARTS, st.lists(CARDS | JSON, max_size=4), st.lists(JSON, max_size=3))
def test_every_value_of_any_board_is_mapped_kept_or_noted(
    parts: dict[str, Any], cards: list[Any], lists: list[Any]
) -> None:
    whole = {**parts, "cards": cards, "lists": [{"id": LIST, "name": "To Do"}, *lists]}
    read = read_trello(whole, UTC, "x")
    assert read.accounting.read == count_values(whole)
    assert adds_up(read.accounting)
    assert len({item.ext_id for item in read.items}) == len(read.items)
    people = {person.key for person in read.people}
    assert {key for item in read.items for key in (item.owner, *item.assignees) if key} <= people


@pytest.mark.parametrize("value", [10**400, float("inf"), float("nan"), True, "x", {}])
def test_impossible_positions_are_no_position(value: object) -> None:
    assert only(pos=value).order[0] > 1e300
