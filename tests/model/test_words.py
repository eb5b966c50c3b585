"""References to items and the fixed vocabulary."""

import pytest

from pmtui.model.text import Unreadable
from pmtui.model.words import PRIORITIES, Ref, one_of, parse_ref


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("42", Ref(42)),
        ("#42", Ref(42)),
        ("ORD-42", Ref(42, "", "ORD")),
        ("ord-42b", Ref(42, "b", "ORD")),
        ("R61", Ref(61)),
        (" 42b ", Ref(42, "b")),
        ("42ba", Ref(42, "ba")),
    ],
)
def test_an_item_is_found_by_any_way_people_write_its_number(said: str, meant: Ref) -> None:
    assert parse_ref(said) == meant


@pytest.mark.parametrize("said", ["", "b", "0", "42a", "4 2", "-42", "ORD 42", "٤٢", "1234567890"])
def test_what_is_no_number_is_refused(said: str) -> None:
    with pytest.raises(Unreadable, match="not an item's number"):
        parse_ref(said)


def test_a_reference_shows_as_its_number_and_suffix() -> None:
    assert str(parse_ref("ORD-42b")) == "42b"


def test_a_known_word_may_be_begun_and_a_slip_is_answered_with_the_nearest() -> None:
    assert one_of("Hi", PRIORITIES, "priority") == "high"
    with pytest.raises(Unreadable, match="hgih: not a priority; did you mean high"):
        one_of("hgih", PRIORITIES, "priority")
    with pytest.raises(Unreadable, match="try urgent, high, medium, low"):
        one_of("zzz", PRIORITIES, "priority")
