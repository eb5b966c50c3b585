"""Public holidays of countries and their parts, as exceptions of a working calendar."""

import re

from pmtui.model.text import Unreadable, clean_line, quoted
from pmtui.planning.calendars import CalendarException

_NEAR = 5
"""How many near ones an error lists."""
_ENGLISH = "en_US"


def parse_region(text: str) -> tuple[str, str | None]:
    """The country and its part, if any, that `DE`, `de-by`, `US-TX` or `Germany` means; raises Unreadable.

    Codes come back as ISO 3166 spells them; a part without one by the name the holidays go by.
    """
    whole = _countries().get(_folded(text))
    if whole:
        return whole, None
    country, _, part = text.strip().replace("_", "-").partition("-")
    code = _country(country)
    return code, _subdivision(code, part) if part else None


def country_holidays(country: str, subdivision: str | None, years: range) -> list[CalendarException]:
    """The public holidays of a country, or of a part of it, in these years: days off, in order.

    Names are in English where the library has them in it. Raises Unreadable for an unknown country or part.
    """
    import holidays

    code = _country(country)
    part = _subdivision(code, subdivision) if subdivision else None
    known = holidays.country_holidays(code)
    # Otherwise the names would depend on the locale of whoever asks.
    language = _ENGLISH if _ENGLISH in known.supported_languages else known.default_language
    found = holidays.country_holidays(code, subdiv=part, years=years, language=language)
    return [CalendarException(day, day, (), clean_line(name)) for day, name in sorted(found.items())]


def _country(text: str) -> str:
    countries = _countries()
    folded = _folded(text)
    if folded not in countries:
        near = _near(folded, countries) or ["DE", "FR", "GB", "US"]
        raise Unreadable(f"{quoted(text)}: no country whose holidays are known; try {', '.join(near)}")
    return countries[folded]


def _countries() -> dict[str, str]:
    """The two letters of every country by them, by its three, and by its name in English."""
    from holidays.registry import COUNTRIES

    known = COUNTRIES.items()
    return {_folded(spelling): code for name, (_, code, *more) in known for spelling in (name, code, *more)}


def _subdivision(country: str, text: str) -> str:
    """The code of a part of a country given by it, or by its name."""
    import holidays

    known = holidays.country_holidays(country)
    parts = {_folded(name): code for name, code in known.subdivisions_aliases.items()}
    parts |= {_folded(code): code for code in known.subdivisions}
    folded = _folded(text)
    if folded not in parts:
        near = _near(folded, parts) or known.subdivisions[:_NEAR]
        hint = f"try {', '.join(near)}" if near else "leave it out"
        raise Unreadable(f"{quoted(text)}: no part of {country} with holidays of its own; {hint}")
    return parts[folded]


def _folded(spelling: str) -> str:
    return " ".join(re.split(r"[\s_-]+", spelling.casefold())).strip()


def _near(folded: str, spellings: dict[str, str]) -> list[str]:
    """The codes whose spelling comes near, each once."""
    from difflib import get_close_matches

    close = get_close_matches(folded, spellings, _NEAR, 0.5)
    return [*dict.fromkeys(spellings[spelling] for spelling in close)]
