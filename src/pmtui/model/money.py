"""Amounts of money as people type them (24k, 1,200, 1.200,50 EUR) and as they are shown."""

import re

from pmtui.model.text import Unreadable, quoted

_SCALES = {"": 1, "k": 1_000, "m": 1_000_000, "mio": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}
_SHOWN = ((1_000_000_000, "bn"), (1_000_000, "M"), (1_000, "k"))
_CURRENCY = r"[a-z]{3}|[$¢£¥€₣₤₦₩₪₫₱₴₹₺₽₿]"
_AMOUNT = re.compile(
    rf"(?P<sign>[+-]?) ?(?:(?P<before>{_CURRENCY}) ?)?(?P<number>\d(?:[\d.,' ]{{0,30}}\d)?) ?"
    rf"(?P<scale>k|mio|mn|m|bn)?(?: ?(?P<after>{_CURRENCY}))?",
    re.ASCII,
)
# Blanks of every width, the apostrophes of Switzerland, a typographic minus.
_PLAIN = str.maketrans({"\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2019": "'", "\u2212": "-"})


def parse_money(text: str) -> float:
    """Read `24k`, `24.0k EUR`, `€1,200`, `1.200,50`, `1'200.50`, `-5k`; raises Unreadable.

    A lone comma or dot with three digits behind it parts thousands, since no money has three decimals; before a k or
    an m it could be either and is refused. The currency is not kept: a project has one.
    """
    return _scaled(text, *_parts(text))


def parse_amounts(text: str) -> list[float]:
    """Read amounts parted by slashes; `10/20/40k` are all thousands, `500/1k/2k` as written. Raises Unreadable."""
    said = text.split("/")
    parts = [_parts(part) for part in said]
    if not any(scale for _, scale in parts[:-1]):
        parts = [(number, parts[-1][1]) for number, _ in parts]
    return [_scaled(amount, *part) for amount, part in zip(said, parts, strict=True)]


def show_money(amount: float) -> str:
    """An amount as short as a column needs it: `24.0k`, `-1.2M`, `250`."""
    for scale, letter in _SHOWN:
        if abs(amount) >= 0.9995 * scale:
            return f"{amount / scale:.1f}{letter}"
    return str(round(amount))


def show_amount(amount: float, currency: str = "") -> str:
    """An amount in full, to the hundredth: `24,000 EUR`, `1,200.50`."""
    return f"{round(amount, 2) or 0:,.2f}".removesuffix(".00") + (f" {currency}" if currency else "")


def _parts(text: str) -> tuple[str, str]:
    """The number with its sign, and the letters of its scale."""
    found = _AMOUNT.fullmatch(" ".join(text.translate(_PLAIN).split()).lower())
    if found is None or (found["before"] and found["after"]):
        raise _unreadable(text)
    return found["sign"] + found["number"], found["scale"] or ""


def _scaled(text: str, number: str, scale: str) -> float:
    """The amount in units of the currency, to the hundredth; `text` is what messages quote."""
    sign, digits = (-1, number[1:]) if number[0] == "-" else (1, number.removeprefix("+"))
    if scale and re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", digits):
        plain = re.sub("[.,]", "", digits)
        raise Unreadable(f"{quoted(text)} can be read in two ways; write {plain}{scale} or {digits[:-1]}{scale}")
    return round(sign * float(_with_a_point(text, digits)) * _SCALES[scale], 2)


def _with_a_point(text: str, digits: str) -> str:
    """The digits as Python writes them: no thousands parted, a point before the decimals."""
    if re.fullmatch(r"\d{1,15}(?:[.,]\d{1,6})?", digits) and not re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", digits):
        return digits.replace(",", ".")
    grouped = re.fullmatch(r"(\d{1,3})([.,' ])(\d{3}(?:\2\d{3}){0,4})(?:(?!\2)[.,](\d{1,6}))?", digits)
    if grouped is None:
        raise _unreadable(text)
    return f"{grouped[1]}{grouped[3].replace(grouped[2], '')}.{grouped[4] or 0}"


def _unreadable(text: str) -> Unreadable:
    return Unreadable(f"{quoted(text)}: not an amount of money; try 24k, 1200 or 1,200.50")
