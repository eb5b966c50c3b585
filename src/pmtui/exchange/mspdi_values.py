"""How Microsoft Project XML writes single values: dates, durations, flags, units of time; read strictly, written back.

Every length is in whole tenths of a minute. Sources: Microsoft's schema documentation of the format, and files of
Microsoft Project itself where that is wrong.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from pmtui.planning.network import LagUnit

DURATION_UNITS = {
    3: "m", 4: "em", 5: "h", 6: "eh", 7: "d", 8: "ed", 9: "w", 10: "ew", 11: "mo", 12: "emo", 19: "%", 20: "e%",
}  # fmt: skip
"""DurationFormat and LagFormat; 32 more says that the length is an estimate."""
ESTIMATED = 32
FORMAT_OF = {unit: format for format, unit in DURATION_UNITS.items()}
LINK_KINDS = ("FF", "FS", "SF", "SS")
CONSTRAINTS = ("ASAP", "ALAP", "MSO", "MFO", "SNET", "SNLT", "FNET", "FNLT")

FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST = 40 * 366 * 1440 * 10
"""Forty years round the clock, 168 of office hours, in tenths of a minute: what is longer is a slip."""
MOST_PERCENT = 10_000

_LENGTH = re.compile(r"(-?)P(?:(\d{1,9})D)?T?(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?", re.ASCII)


class Bad(ValueError):
    """A value that cannot be used; `code` and `str(error)` go into the note."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


class Codec(NamedTuple):
    """How a kind of value is read from an element's text (raises Bad) and written into it."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]


def unit_of(format: int | None) -> str:
    """The unit of a DurationFormat or LagFormat; days where it names none."""
    return DURATION_UNITS.get((format or 7) % ESTIMATED, "d") if (format or 7) < 2 * ESTIMATED else "d"


def lag_unit(unit: str) -> LagUnit:
    """How a lag in that unit runs."""
    if unit.endswith("%"):
        return "elapsed percent" if unit == "e%" else "percent"
    return "elapsed" if unit.startswith("e") else "working"


def minutes_of(unit: str, per_day: int = 480, per_week: int = 2400, days_per_month: int = 20) -> int:
    """How many minutes one of a unit of time is; days, weeks and months of work are the project's."""
    work = {"m": 1, "h": 60, "d": per_day, "w": per_week, "mo": days_per_month * per_day}
    return work[unit] if unit in work else {"em": 1, "eh": 60, "ed": 1440, "ew": 10_080, "emo": 43_200}[unit]


def _text(text: str) -> str:
    return text


def _integer(text: str) -> int:
    words = text.strip()
    if not re.fullmatch(r"[+-]?\d{1,15}(?:\.0*)?", words, re.ASCII):
        raise Bad("not-a-number", "values that are no whole numbers were left out")
    return int(words.partition(".")[0])


def _number(text: str) -> float:
    words = text.strip()
    if not re.fullmatch(r"[+-]?(?:\d{1,15}(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?", words, re.ASCII):
        raise Bad("not-a-number", "values that are no numbers were left out")
    return float(words)


def _flag(text: str) -> bool:
    words = text.strip().lower()
    if words not in ("0", "1", "true", "false"):
        raise Bad("not-a-flag", "values that are neither 0 nor 1 were left out")
    return words in ("1", "true")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip()).replace(tzinfo=None, microsecond=0)
    except ValueError:
        raise Bad("not-a-date", "values that are no dates were left out") from None
    if not FIRST_YEAR <= moment.year < LAST_YEAR:
        raise Bad("date-out-of-range", f"dates outside {FIRST_YEAR} to {LAST_YEAR} were left out")
    return moment


def _length(text: str) -> int:
    found = _LENGTH.fullmatch(text.strip())
    if found is None or not any(found.groups()[1:]):
        raise Bad("not-a-duration", "values that are no durations were left out")
    days, hours, minutes = (int(part or 0) for part in found.groups()[1:4])
    tenths = (days * 1440 + hours * 60 + minutes) * 10 + round(float(found[5] or 0) / 6)
    if tenths > LONGEST:
        raise _too_long()
    if found[1] and tenths:
        raise Bad("negative-length", "lengths below nothing were left out")
    return tenths


def _too_long() -> Bad:
    return Bad("too-long", "lengths and lags of more than forty years round the clock were left out")


def _show_length(tenths: int) -> str:
    minutes, rest = divmod(tenths, 10)
    return f"PT{minutes // 60}H{minutes % 60}M{rest * 6}S"


def _tenths(text: str) -> int:
    tenths = round(_number(text))
    if abs(tenths) > LONGEST:
        raise _too_long()
    return tenths


def _clock(text: str) -> int:
    found = re.fullmatch(r"(?:\d{4}-\d\d-\d\dT)?(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?", text.strip(), re.ASCII)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise Bad("not-a-time", "values that are no times of day were left out")
    return int(found[1]) * 60 + int(found[2])


def _among(count: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = _integer(text)
        if not 0 <= number < count:
            raise Bad("unknown-code", "codes that Microsoft's documentation does not know were left out")
        return number

    return read


def _format(text: str) -> int:
    number = _integer(text)
    if (number not in (21, 53) and number % ESTIMATED not in DURATION_UNITS) or not 0 <= number < 2 * ESTIMATED:
        raise Bad("unknown-code", "codes that Microsoft's documentation does not know were left out")
    return number


def _percent(text: str) -> float:
    number = _number(text)
    if not 0 <= number <= 100:
        raise Bad("not-a-percentage", "percentages below 0 or above 100 were left out")
    return number


def _show_number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


CODECS: dict[str, Codec] = {
    "text": Codec(_text, str),
    "integer": Codec(_integer, str),
    "number": Codec(_number, _show_number),
    "percent": Codec(_percent, _show_number),
    "flag": Codec(_flag, lambda flag: "1" if flag else "0"),
    "moment": Codec(_moment, lambda moment: str(moment.isoformat(timespec="seconds"))),
    "length": Codec(_length, _show_length),
    "tenths": Codec(_tenths, str),
    "clock": Codec(_clock, lambda minutes: f"{minutes // 60:02d}:{minutes % 60:02d}:00"),
    "format": Codec(_format, str),
    "link kind": Codec(_among(len(LINK_KINDS)), str),
    "constraint": Codec(_among(len(CONSTRAINTS)), str),
    "resource type": Codec(_among(3), str),
}
"""The kinds of value, by the names the model gives them."""
