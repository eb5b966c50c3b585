"""Links and parents: what they say, and that no circle is ever closed."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.actions import items, links
from pmtui.errors import PmtuiError, Refused, Usage
from pmtui.model.text import Unreadable
from pmtui.store import read
from pmtui.store.doctor import parent_loops
from pmtui.store.plan import Plan
from tests.store.plans import add, clock, item, mark, quick_plan, setting


def ids(plan: Plan, *refs: str) -> list[str]:
    """Items by number."""
    return [read.find(plan, ref) for ref in refs]


@pytest.fixture
def chain(plan: Plan) -> Plan:
    """1 before 2 before 3; and 4."""
    add(plan, "One", "Two after:1", "Three after:2", "Four")
    return plan


def test_a_link_says_what_comes_first_and_how_much_later(chain: Plan) -> None:
    three, four = ids(chain, "3", "4")
    assert links.link(chain, three, "fs", four, "-1.5d").message == "3 FS 4 linked"
    assert read.dependencies(chain, four) == {four: [(3, "FS", -1.5, "d")]}
    links.link(chain, three, "FS", four, "+2h")  # again changes the lag
    assert read.dependencies(chain, four) == {four: [(3, "FS", 2, "h")]}
    links.link(chain, three, "FS", four)
    assert read.dependencies(chain, four) == {four: [(3, "FS", None, None)]}


@pytest.mark.parametrize("kind", links.ORDERING)
def test_a_circle_is_refused_with_its_path(chain: Plan, kind: str) -> None:
    one, three = ids(chain, "1", "3")
    before = mark(chain.path)
    with pytest.raises(Refused, match="circle: 3 > 1 > 2 > 3"):
        links.link(chain, three, kind, one)
    assert mark(chain.path)[0] == before[0]


def test_a_link_that_orders_nothing_may_go_round(chain: Plan) -> None:
    one, three = ids(chain, "1", "3")
    links.link(chain, three, "relates", one)
    assert len(read.links(chain, one)) == 2


def test_nothing_is_linked_to_itself(chain: Plan) -> None:
    (one,) = ids(chain, "1")
    with pytest.raises(Refused, match="1 cannot be linked to itself"):
        links.link(chain, one, "relates", one)


def test_a_new_item_cannot_close_a_circle_either(chain: Plan) -> None:
    with pytest.raises(Refused, match="circle"):
        add(chain, "Five after:3 before:1")
    assert len(read.items(chain)) == 4


@pytest.mark.parametrize(("words", "hint"), [(("1", "after", "2"), "FS, SS"), (("1", "FS", "2", "3"), "unit")])
def test_words_that_are_no_link_say_which_there_are(chain: Plan, words: tuple[str, ...], hint: str) -> None:
    one, two = ids(chain, "1", "2")
    with pytest.raises((Usage, Unreadable), match=hint):
        links.link(chain, one, words[1], two, *words[3:])


def test_a_loop_of_parents_is_refused_with_its_path(plan: Plan) -> None:
    add(plan, "One", "Two under:1", "Three under:2")
    for child, parent, path in (("1", "3", "1 > 3 > 2 > 1"), ("1", "1", "1 > 1")):
        with pytest.raises(Refused, match=f"loop of parents: {path}"):
            setting(plan, child, f"parent={parent}")
    setting(plan, "2", "parent=none")
    setting(plan, "1", "parent=3")
    assert parent_loops(plan) == []


def test_an_item_is_not_ordered_against_its_own_summary(plan: Plan) -> None:
    add(plan, "Summary", "Part", "Part of the part")
    setting(plan, "2", "parent=1")
    setting(plan, "3", "parent=2")
    one, three = ids(plan, "1", "3")
    for source, target in ((one, three), (three, one)):
        with pytest.raises(Refused, match="its own summary"):
            links.link(plan, source, "FS", target)


def test_what_is_ordered_does_not_become_part_and_summary(plan: Plan) -> None:
    add(plan, "Summary", "Part", "After after:1")
    setting(plan, "2", "parent=1")
    for parent in ("1", "2"):
        with pytest.raises(Refused, match="its own summary"):
            setting(plan, "3", f"parent={parent}")
    links.unlink_all(plan, *ids(plan, "1", "3"))
    setting(plan, "3", "parent=2")
    assert item(plan, "3").parent_id == item(plan, "2").id


def test_links_go_one_by_one_or_all(chain: Plan) -> None:
    one, two, three = ids(chain, "1", "2", "3")
    links.unlink(chain, one, "fs", two)
    assert read.links(chain, one) == []
    with pytest.raises(Refused, match="no FS link from 1 to 2"):
        links.unlink(chain, one, "FS", two)
    links.link(chain, two, "relates", three)
    links.unlink_all(chain, three, two)
    assert read.links(chain, three) == []
    setting(chain, "4", "parent=1")
    links.unlink_all(chain, one, ids(chain, "4")[0])
    assert item(chain, "4").parent_id is None
    with pytest.raises(Refused, match="1 and 2 are not linked"):
        links.unlink_all(chain, one, two)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.integers(0, 5)), max_size=12))
def test_whatever_is_tried_no_circle_is_ever_closed(tries: list[tuple[bool, int, int]]) -> None:
    with clock(), tempfile.TemporaryDirectory() as folder, quick_plan(Path(folder) / "p.db") as plan:
        made = add(plan, *"ABCDEF")
        for is_parent, one, other in tries:
            try:
                if is_parent:
                    items.change_ids(plan, [made[one]], [("parent", "=", str(other + 1))])
                else:
                    links.link(plan, made[one], "FS", made[other])
            except PmtuiError:
                continue
        assert parent_loops(plan) == []
        after: dict[str, set[str]] = {id: set() for id in made}
        for id in made:
            for link in read.links(plan, id):
                after[link.from_id].add(link.to_id)
        while free := [id for id, following in after.items() if not following]:
            after = {id: following - set(free) for id, following in after.items() if id not in free}
        assert after == {}
