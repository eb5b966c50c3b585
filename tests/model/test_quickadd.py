"""The quick-add line: tokens are understood, all else is the title, and a slip is told, not swallowed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.model.durations import Estimate
from pmtui.model.quickadd import QuickAdd, describe, parse_line, scan, split_lines
from pmtui.model.text import Unreadable
from pmtui.model.words import Ref

MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
SIGNS = [*'@#^~!+":,. \\\t\x1b', "due:", "to:", "after:", "est:", "label:", "type:"]
VALUES = ["fri", "3d", "2/3/6d", "gus", "Ana Lee", "31", "high", "hgih", "5pt", "é", "word", "bug", "http://x"]
PIECES = st.sampled_from([*SIGNS, *VALUES])
LINES = st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=30)


def read(line: str) -> QuickAdd:
    return parse_line(line, MONDAY)


def test_the_line_of_the_manual_is_understood() -> None:
    card = read("Retry dashboard ~3d @gus ^fri #payments !high after:31")
    assert card.title == "Retry dashboard"
    assert (card.owner, card.due, card.priority) == ("gus", FRIDAY, "high")
    assert card.estimate == Estimate(None, 3, None, "d")
    assert card.labels == ("payments",)
    assert card.after == (Ref(31),)
    said = [describe(token, MONDAY) for token in card.tokens]
    assert said == ["3d", "gus", "Fri 27 Nov", "payments", "high", "after 31"]


def test_every_token_has_a_twin_in_plain_letters() -> None:
    plain = read("Retry dashboard est:3d to:gus due:fri label:payments prio:high after:31")
    assert plain[2:] == read("Retry dashboard ~3d @gus ^fri #payments !high after:31")[2:]


def test_tokens_may_stand_anywhere_and_carry_the_sentence_s_commas() -> None:
    card = read("@gus: please check #api, then call @ana.")
    assert (card.title, card.owner, card.assignees, card.labels) == (
        "please check then call",
        "gus",
        ("ana",),
        ("api",),
    )


def test_the_first_person_owns_and_the_others_are_assigned_once() -> None:
    card = read("Pair on it @gus @ana @gus to:eli,ana assignee:kim")
    assert (card.owner, card.assignees) == ("gus", ("ana", "eli", "kim"))


def test_quotes_keep_values_with_blanks_together() -> None:
    card = read('Visit due:"27 nov" @"Ana Lee" #"two words" in:"In review" ~"1 d"')
    assert (card.title, card.owner, card.labels, card.due) == ("Visit", "Ana Lee", ("two words",), FRIDAY)
    assert (card.column, card.estimate) == ("In review", Estimate(None, 1, None, "d"))


def test_all_other_tokens() -> None:
    card = read(
        "x start:mon +3pt est:2/3/6d type:bug in:doing project:ORD sprint:14 under:R61 after:31,ORD-40 before:#3"
    )
    assert read("x blocks:7b").blocks == (Ref(7, "b"),)
    assert (card.start, card.points, card.type) == (date(2026, 11, 30), 3, "bug")
    assert (card.column, card.project, card.sprint) == ("doing", "ORD", "14")
    assert (card.after, card.before) == ((Ref(31), Ref(40, "", "ORD")), (Ref(3),))
    assert (card.parent, card.estimate) == (Ref(61), Estimate(2, 3, 6, "d"))


@pytest.mark.parametrize(
    ("mark", "priority"),
    [
        ("!", "high"),
        ("!!", "urgent"),
        ("!u", "urgent"),
        ("!LOW", "low"),
        ("prio:med", "medium"),
        ("priority:high", "high"),
    ],
)
def test_priorities_have_short_forms(mark: str, priority: str) -> None:
    assert read(f"Server down {mark}").priority == priority


@pytest.mark.parametrize(
    "text",
    [
        "Port the C# part and mail a@b.c about it",
        "~ alone, # alone, ^ alone and @ alone",
        "Wow! That works",
        "See http://example.org/x and foo:bar at 10:30",
        "Rent due: pay it",
        "Fixes #42",
        "Edit ~/.profile and C:\\temp",
        "Remove !important from the styles",
        "1 + 5 is not +5",
        "^_^",
        "(@gus)",
    ],
)  # fmt: skip
def test_text_that_only_looks_a_little_like_a_token_stays_text(text: str) -> None:
    assert read(text).title == text
    assert read(text).tokens == []


def test_a_backslash_makes_a_token_plain_text() -> None:
    card = read(r"\#5 and \@gus and \due:fri but \foo")
    assert (card.title, card.tokens) == (r"#5 and @gus and due:fri but \foo", [])


@pytest.mark.parametrize(
    ("line", "told", "place"),
    [
        ("x ^someday", "someday: not a date", (2, 10)),
        ("x due:31.11, y", "November has 30 days", (2, 11)),
        ("x ~3", "3: a duration needs a unit", (2, 4)),
        ("x ~6/3/2d", "the optimistic 6d is more", (2, 9)),
        ("x !hgih", "did you mean high", (2, 7)),
        ("x prio:zzz", "not a priority", (2, 10)),
        ("x type:bgu", "did you mean bug", (2, 10)),
        ("x after:lunch", "not an item's number", (2, 13)),
        ("x pts:many", "not a number of points", (2, 10)),
        ('x @"Ana', "the quote is not closed", (2, 7)),
        ('x in:""', "nothing said", (2, 7)),
        ("x ^fri ^mon", "the line already says ^fri".replace("^", r"\^"), (7, 11)),
        ("^fri @gus", "there is no title", (0, 9)),
        ("", "there is no title", (0, 0)),
    ],
)
def test_a_token_that_cannot_be_read_is_an_error_with_its_place(line: str, told: str, place: tuple[int, int]) -> None:
    with pytest.raises(Unreadable, match=told) as caught:
        read(line)
    assert (caught.value.start, caught.value.end) == place


def test_an_error_says_how_to_keep_the_text() -> None:
    with pytest.raises(Unreadable) as caught:
        read("costs ~200 EUR")
    assert r"(\~200 keeps it as text)" in str(caught.value)
    assert read(r"costs \~200 EUR").title == "costs ~200 EUR"


def test_saying_the_same_twice_is_no_contradiction() -> None:
    assert read("x ^fri due:27.11").due == FRIDAY


def test_while_typing_a_bad_token_is_an_error_token() -> None:
    tokens = scan("x ^so ~3 @gus", MONDAY)
    assert [(token.kind, token.text) for token in tokens] == [("due", "^so"), ("error", "~3"), ("owner", "@gus")]
    assert "needs a unit" in describe(tokens[1], MONDAY)


@given(LINES)
def test_tokens_cover_exactly_their_text_in_order(line: str) -> None:
    end = 0
    for token in scan(line, MONDAY):
        assert line[token.start : token.end] == token.text
        assert token.start >= end
        assert describe(token, MONDAY)
        end = token.end


@given(LINES)
def test_a_line_is_read_or_refused_and_its_title_is_clean(line: str) -> None:
    errors = [token for token in scan(line, MONDAY) if token.kind == "error"]
    try:
        title = read(line).title
    except Unreadable:
        return
    assert not errors
    assert title
    assert "\x1b" not in title
    assert "  " not in title


def test_pasted_lines_become_cards_without_their_bullets() -> None:
    pasted = "- a\n\n* [ ] b\r\n1. c\n  12) d\n[x] e\n- \nplain - x\n\t• f ^fri\n2026. was a year"
    assert split_lines(pasted) == ["a", "b", "c", "d", "e", "plain - x", "f ^fri", "2026. was a year"]
