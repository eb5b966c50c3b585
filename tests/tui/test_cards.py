"""One card: what its two lines say, what goes first where there is little room, and that its cells add up."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.clock import instant_ms
from pmtui.model.item import Person
from pmtui.model.text import cell_width
from pmtui.store.board import Card
from pmtui.tui.cards import DAY, Facts, Painter, age_days, fact, height
from pmtui.tui.look import Look

TODAY = date(2026, 11, 23)
NOW = instant_ms("2026-11-23T09:28:00+00:00")
PEOPLE = {"p1": Person("p1", "ana", "Ana Lima")}
FACTS = Facts(TODAY, NOW, 8, PEOPLE, 2, expects_owner={"doing"})


def card(title: str = "Retry dashboard", **cells: Any) -> Card:
    made = Card(
        "c1", 42, "", "task", title, "ord", "doing", "p1", None, None, None, None, None, None, None, None, "open", "m"
    )  # fmt: skip
    for name, value in cells.items():
        setattr(made, name, value)
    return made


def said(made: Card, room: int = 40) -> str:
    found = fact(made, FACTS, room)
    return found[1] if found else ""


def drawn(made: Card, step: int = 24, look: Look | None = None, **chosen: bool) -> list[str]:
    return ["".join(s.text for s in line) for line in Painter(look or Look("dark"), FACTS, step).lines(made, **chosen)]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"blocked": "no realm", "blocked_since": NOW - 3 * DAY}, "blocked 3d"),
        ({"blocked": "no realm", "blocked_since": NOW}, "blocked today"),
        ({"due": "2026-11-21"}, "2d late"),
        ({"due": "2026-11-23"}, "due today"),
        ({"due": "2026-11-27"}, "due Fri"),
        ({"due": "2026-12-01"}, ""),
        ({"started_at": NOW - 10 * DAY}, "11d, most take 8"),
        ({"started_at": NOW - 2 * DAY}, ""),
        ({"waits": ("31", "36")}, "waits for 31, 36"),
        ({"owner_id": None}, "no owner yet"),
        ({"owner_id": None, "column_id": "ready"}, ""),
        ({"blocked": "x", "blocked_since": NOW, "due": "2026-11-21", "state": "done"}, ""),
    ],
)
def test_a_card_says_the_one_thing_that_matters_most(cells: dict[str, Any], words: str) -> None:
    assert said(card(**cells)) == words


def test_trouble_comes_before_what_merely_is() -> None:
    everything = card(
        blocked="x", blocked_since=NOW - DAY, due="2026-11-21", started_at=NOW - 20 * DAY, waits=("31",), owner_id=None
    )
    assert said(everything) == "blocked 1d"
    everything.blocked = None
    assert said(everything) == "2d late"
    everything.due = "2026-11-23"
    assert said(everything) == "21d, most take 8"
    everything.started_at = NOW
    assert said(everything) == "due today"
    everything.due = None
    assert said(everything) == "waits for 31"


@pytest.mark.parametrize(
    ("cells", "room", "words"),
    [
        ({"blocked": "x", "blocked_since": NOW - 120 * DAY}, 10, "blocked"),
        ({"started_at": NOW - 10 * DAY}, 10, "11d > 8d"),
        ({"waits": ("31", "36")}, 12, "waits for 31"),
        ({"waits": ("31", "36")}, 10, "after 31"),
        ({"waits": ("1234567",)}, 10, ""),
    ],
)
def test_with_little_room_a_fact_has_a_short_form_and_is_never_cut(
    cells: dict[str, Any], room: int, words: str
) -> None:
    assert said(card(**cells), room) == words


def test_a_card_with_nothing_to_say_takes_one_line() -> None:
    assert drawn(card("Fix")) == [" 42  Fix            Ana "]


def test_a_title_that_does_not_fit_beside_its_owner_has_the_line_to_itself() -> None:
    assert drawn(card("Retry failed pay")) == [" 42  Retry failed pay   ", "                    Ana "]
    assert drawn(card("Retry failed payments with jitter")) == [
        " 42  Retry failed paym… ",
        "                    Ana ",
    ]


def test_without_an_owner_the_title_has_the_whole_line() -> None:
    assert drawn(card("Retry failed paymt", owner_id=None, column_id="ready")) == [" 42  Retry failed paymt "]


def test_the_second_line_has_mark_fact_checks_and_owner() -> None:
    full = card("Retry failed payments", due="2026-11-27", checks=(3, 5))
    assert drawn(full)[1] == "     due Fri · 3/5  Ana "
    assert drawn(card(blocked="x", blocked_since=NOW - 3 * DAY))[1] == "   ▪ blocked 3d     Ana "
    assert drawn(card(checks=(3, 5)))[1].split() == ["3/5", "Ana"]


def test_done_cards_take_one_line_with_their_mark() -> None:
    done = card("Retry failed payments", state="done", checks=(1, 2), due="2026-11-01")
    assert drawn(done) == [" 42✓ Retry failed…  Ana "]


def test_the_cursor_and_the_mark_stand_in_the_first_cell() -> None:
    assert drawn(card(), selected=True)[0].startswith("▌42")
    assert drawn(card(), marked=True)[0].startswith("●42")
    assert drawn(card(), selected=True, marked=True)[0].startswith("●42")


def test_in_ascii_nothing_else_is_drawn() -> None:
    plain = Look("dark", ascii_only=True)
    full = card("Retry failed payments with jitter", blocked="x", blocked_since=NOW, checks=(3, 5))
    for selected, marked in product((True, False), repeat=2):
        assert all(line.isascii() for line in drawn(full, 20, plain, selected=selected, marked=marked))
    assert drawn(full, 20, plain)[0] == " 42  Retry failed.. "


def test_a_card_that_began_today_is_one_day_old() -> None:
    assert age_days(card(started_at=NOW), NOW) == 1
    assert age_days(card(), NOW) is None
    assert age_days(card(started_at=NOW + DAY), NOW) == 1, "a clock that was wrong"


TITLES = st.text(
    st.characters(blacklist_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Mn", "Me", "Mc")), max_size=60
)
CARDS = st.builds(
    card,
    TITLES,
    owner_id=st.sampled_from([None, "p1", "gone"]),
    blocked=st.sampled_from([None, "x"]),
    blocked_since=st.sampled_from([None, NOW - 400 * DAY]),
    due=st.sampled_from([None, "2026-11-27", "2026-11-23", "2019-01-01"]),
    started_at=st.sampled_from([None, NOW - 4000 * DAY]),
    checks=st.sampled_from([None, (3, 5), (100, 200)]),
    waits=st.sampled_from([(), ("1",), ("10001", "10002", "10003")]),
    state=st.sampled_from(["open", "done"]),
)


@given(CARDS, st.integers(20, 24), st.integers(2, 5), st.booleans(), st.booleans())
def test_every_line_of_every_card_has_exactly_its_cells(
    made: Card, step: int, number_width: int, selected: bool, ascii_only: bool
) -> None:
    facts = Facts(TODAY, NOW, 8, PEOPLE, number_width, {"doing"})
    painter = Painter(Look("dark", ascii_only), facts, step)
    lines = painter.lines(made, selected=selected)
    assert len(lines) == painter.height(made) == height(made, facts, step - 2)
    for line in lines:
        assert sum(cell_width(part.text) for part in line) == step
