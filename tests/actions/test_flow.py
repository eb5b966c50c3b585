"""Work on the board: moves, limits, start, done, blocks, ranks."""

from collections.abc import Callable

import pytest

from pmtui.actions import columns, flow, items, notes, projects
from pmtui.errors import Refused, Usage
from pmtui.store import board, read
from pmtui.store.plan import Plan
from tests.store.plans import add, code, column, item, mark, setting


def project(plan: Plan, place: int = 0) -> str:
    """The id of a project by its place."""
    return list(read.projects(plan))[place]


def order(plan: Plan, name: str) -> list[str]:
    """The cards of a column, from the top."""
    view = board.board(plan, list(read.projects(plan)), 0)
    return [card.ref for one in view.columns if one.name == name for card in one.cards]


def test_a_moved_card_goes_to_the_end_of_its_new_column(plan: Plan) -> None:
    ids = add(plan, "One in:doing", "Two in:ready", "Three in:ready", "Four in:doing")
    assert flow.move(plan, [ids[2], ids[1]], "doing").message == "2 cards moved to Doing"
    assert order(plan, "Doing") == ["1", "4", "3", "2"]
    before = mark(plan.path)
    flow.move(plan, [ids[0]], "Doing")  # where it is already
    assert mark(plan.path) == before


@pytest.mark.parametrize("word", ["Review", "review", "REV"])
def test_columns_go_by_name_or_its_beginning(plan: Plan, word: str) -> None:
    add(plan, "One")
    flow.move(plan, [item(plan, "1").id], word)
    assert column(plan, "1") == "Review"


def test_columns_go_by_category_too_and_a_name_comes_first(plan: Plan) -> None:
    (id,) = add(plan, "One")
    flow.move(plan, [id], "active")
    assert column(plan, "1") == "Doing"
    columns.add(plan, project(plan), "Active", "wait")
    flow.move(plan, [id], "active")
    assert column(plan, "1") == "Active"
    with pytest.raises(Usage, match="there is Backlog, Ready, Doing"):
        flow.move(plan, [id], "nowhere")


def test_a_soft_limit_warns_and_a_hard_one_refuses(plan: Plan) -> None:
    columns.change(plan, project(plan), "Doing", {"wip": "1"})
    one, two, three = add(plan, "One", "Two", "Three")
    assert flow.move(plan, [one], "Doing").warnings == []
    assert flow.move(plan, [two], "Doing").warnings == ["Doing is over its limit: 2 of 1"]
    columns.change(plan, project(plan), "Doing", {"wip": "2", "hard": "yes"})
    before = mark(plan.path)
    attempts: list[Callable[[], object]] = [
        lambda: flow.move(plan, [three], "Doing"),
        lambda: flow.start(plan, [three]),
        lambda: setting(plan, "3", "column=Doing"),
        lambda: items.change_ids(plan, [three], [("column", "=", "Doing")]),
    ]
    for attempt in attempts:
        with pytest.raises(Refused, match="holds 2 of at most 2; finish something"):
            attempt()
    assert mark(plan.path)[0] == before[0]
    flow.move(plan, [one], "Doing")  # within the column is no entry
    items.archive(plan, [one])  # put away, it does not count
    assert flow.move(plan, [three], "Doing").warnings == []


def test_of_several_cards_all_or_none_pass_a_hard_limit(plan: Plan) -> None:
    columns.change(plan, project(plan), "Doing", {"wip": "1", "hard": "yes"})
    ids = add(plan, "One", "Two")
    with pytest.raises(Refused, match="at most 1"):
        flow.move(plan, ids, "Doing")
    assert order(plan, "Doing") == []


def test_starting_makes_you_the_owner_or_an_assignee(plan: Plan, ben: Plan) -> None:
    one, two = add(plan, "One", "Two @mia")
    assert flow.start(ben, [one, two]).message == "2 cards started, in Doing"
    assert code(plan, item(plan, "1").owner_id) == "ben"
    assert code(plan, item(plan, "2").owner_id) == "mia"
    assert [code(plan, id) for id in item(plan, "2").assignees] == ["ben"]
    before = mark(plan.path)
    flow.start(ben, [one, two])
    assert mark(plan.path) == before


def test_starting_what_is_under_review_leaves_it_there(plan: Plan) -> None:
    (id,) = add(plan, "One in:review")
    flow.start(plan, [id])
    assert column(plan, "1") == "Review"


def test_done_ends_a_block_and_tells_what_is_unchecked(plan: Plan) -> None:
    (id,) = add(plan, "One in:doing")
    flow.block(plan, [id], "the bank")
    notes.add_checks(plan, id, ["tests", "docs"])
    notes.tick(plan, id, [1])
    outcome = flow.done(plan, [id])
    assert (outcome.message, outcome.warnings) == ("1 done", ["1 still has 1 open checks: docs"])
    assert (item(plan, "1").state, item(plan, "1").blocked) == ("done", None)


def test_a_board_without_such_a_column_says_how_to_make_one(plan: Plan) -> None:
    (id,) = add(plan, "One in:ready")
    columns.change(plan, project(plan), "Done", {"category": "active"})
    with pytest.raises(Refused, match="pmtui column add Done --category done"):
        flow.done(plan, [id])


def test_a_block_needs_a_reason(plan: Plan) -> None:
    (id,) = add(plan, "One")
    with pytest.raises(Usage, match="say why"):
        flow.block(plan, [id], " \x1b[0m ")
    with pytest.raises(Refused, match="1 is not blocked"):
        flow.unblock(plan, [id])


def test_dropped_and_then_moved_is_alive_again(plan: Plan) -> None:
    (id,) = add(plan, "One in:ready")
    flow.drop(plan, [id])
    assert item(plan, "1").state == "dropped"
    flow.move(plan, [id], "Ready")
    assert item(plan, "1").state == "open"


def test_cards_are_ranked_between_two_others(plan: Plan) -> None:
    one, two, three = add(plan, "One in:doing", "Two in:doing", "Three in:doing")
    flow.place_between(plan, three, one, two)
    assert order(plan, "Doing") == ["1", "3", "2"]
    flow.place_between(plan, two, None, one)
    assert order(plan, "Doing") == ["2", "1", "3"]
    flow.place_between(plan, two, three, None)
    assert order(plan, "Doing") == ["1", "3", "2"]


def test_a_card_finds_a_place_beside_two_of_one_rank(plan: Plan) -> None:
    one, two, three = add(plan, "One in:doing", "Two in:doing", "Three in:doing")
    with plan.transaction() as tx:  # as two copies can make it
        tx.set(two, "rank", item(plan, "1").rank)
    flow.place_between(plan, three, one, two)
    assert set(order(plan, "Doing")) == {"1", "2", "3"}
    assert item(plan, "3").rank > item(plan, "1").rank


def test_on_a_board_of_several_projects_each_card_stays_on_its_own(plan: Plan) -> None:
    projects.add(plan, "OPS", "Operations")
    mine, theirs = add(plan, "One", "Two project:OPS")
    doing = [id for id, one in read.columns(plan).items() if one.name == "Doing"]
    flow.move_to(plan, [mine, theirs], doing)
    assert [column(plan, ref) for ref in "12"] == ["Doing", "Doing"]
    assert [read.columns(plan)[item(plan, ref).column_id].project_id for ref in "12"] == list(read.projects(plan))
    review = [id for id, one in read.columns(plan, project(plan, 1)).items() if one.name == "Review"]
    with pytest.raises(Refused, match="1 belongs to a board that has no such column"):
        flow.move_to(plan, [mine], review)
