"""Amounts of money as people type them, and as they are shown."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.model.money import parse_amounts, parse_money, show_amount, show_money
from pmtui.model.text import Unreadable

HUNDREDTHS = st.integers(-(10**12), 10**12).map(lambda cents: cents / 100)


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("24k", 24_000),
        ("24.0k EUR", 24_000),
        ("24K eur", 24_000),
        ("1,5m", 1_500_000),
        ("2 mio", 2_000_000),
        ("3bn", 3_000_000_000),
        ("1200", 1_200),
        ("1,200", 1_200),
        ("1.200", 1_200),
        ("1.200,50", 1_200.5),
        ("1,200.50", 1_200.5),
        ("1'200.50", 1_200.5),
        ("1 234 567,89 €", 1_234_567.89),
        ("1.234.567", 1_234_567),
        ("€ 1,200", 1_200),
        ("$0.500", 0.5),
        ("1234.567", 1_234.57),
        ("-5.0k", -5_000),
        ("\u221250", -50),
        ("+50", 50),
        ("24 mad", 24),
        ("0", 0),
    ],
)
def test_an_amount_is_read_as_people_write_it(said: str, amount: float) -> None:
    assert parse_money(said) == amount


@pytest.mark.parametrize(
    "said",
    [
        "",
        "k",
        "ten",
        "1.2.3",
        "1,00,000",
        "1,200.500,00",
        "12,34.56",
        "EUR 5 EUR",
        "5 euros",
        "1e9",
        "nan",
        "9" * 40,
        "٣",
    ],
)
def test_what_is_no_amount_is_refused_with_an_example(said: str) -> None:
    with pytest.raises(Unreadable, match="not an amount of money; try 24k"):
        parse_money(said)


def test_thousands_or_decimals_before_a_k_are_not_guessed() -> None:
    with pytest.raises(Unreadable, match=r"two ways; write 1250k or 1\.25k$"):
        parse_money("1.250k")
    assert parse_money("1.25k") == parse_money("1250") == parse_money("1.250,00")


def test_amounts_between_slashes_share_the_last_ones_scale_unless_one_has_its_own() -> None:
    assert parse_amounts("10/20/40k") == [10_000, 20_000, 40_000]
    assert parse_amounts("10k/20k/40k EUR") == [10_000, 20_000, 40_000]
    assert parse_amounts("500/1k/2k") == [500, 1_000, 2_000]
    assert parse_amounts("24k") == [24_000]


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (24_000, "24.0k"),
        (54_200, "54.2k"),
        (-5_000, "-5.0k"),
        (250, "250"),
        (999.4, "999"),
        (999.6, "1.0k"),
        (999_600, "1.0M"),
        (2_500_000, "2.5M"),
        (-1_200_000_000, "-1.2bn"),
        (0, "0"),
        (-0.3, "0"),
    ],
)
def test_a_column_shows_amounts_short(amount: float, shown: str) -> None:
    assert show_money(amount) == shown


def test_an_amount_in_full_has_its_currency_and_decimals_only_where_there_are_any() -> None:
    assert show_amount(24_000, "EUR") == "24,000 EUR"
    assert show_amount(1_200.5) == "1,200.50"
    assert show_amount(-0.001, "EUR") == "0 EUR"


@given(HUNDREDTHS, st.sampled_from(["", "EUR", "CHF"]))
def test_what_is_shown_in_full_is_read_back(amount: float, currency: str) -> None:
    assert parse_money(show_amount(amount, currency)) == amount


@given(HUNDREDTHS)
def test_what_is_shown_short_is_read_back_to_its_last_digit(amount: float) -> None:
    assert parse_money(show_money(amount)) == pytest.approx(amount, rel=0.05, abs=0.5)


@given(st.text(max_size=40) | st.text("0123456789.,' kmb€eur-/", max_size=20))
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    with suppress(Unreadable):
        assert parse_money(text) == parse_money(text)
    try:
        parse_amounts(text)
    except Unreadable as error:
        assert str(error).isprintable()
