"""Dates in words: fri, 27.11, +3d, eow, 2026-W48. What cannot be read is an error, never a guess and never today."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from unicodedata import category, normalize

from pmtui.model import daynames
from pmtui.model.durations import parse_duration
from pmtui.model.text import Unreadable, quoted

# Days outside these years are slips of the finger, and no schedule reaches them.
FIRST_YEAR, LAST_YEAR = 1900, 2200

_UNITS = {
    "d": "d", "day": "d", "days": "d", "w": "w", "wk": "w", "week": "w", "weeks": "w",
    "m": "m", "mo": "m", "month": "m", "months": "m", "y": "y", "yr": "y", "year": "y", "years": "y",
}  # fmt: skip
_OFFSET = r"(?P<sign>[+-]|in )?\s*(?P<amount>\d{1,4})\s*(?P<unit>[a-z]+)(?P<ago> ago)?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_DATES = (
    r"(?P<year>\d{4})(?P<by>[-/.])(?P<month>\d{1,2})(?P=by)(?P<day>\d{1,2})",
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
    rf"(?P<day>\d{{1,2}})\. ?(?P<month>\d{{1,2}})(?:\. ?{_YEAR}|\.)?",
    rf"(?P<day>\d{{1,2}})\.? ?(?:de |d')?(?P<name>[a-z]{{3,}})\.?(?: ?(?:de )?{_YEAR})?",
    r"(?P<name>[a-z]{3,})\.? ?(?P<day>\d{1,2})(?: (?P<year>\d{4}))?",
)
# With slashes, or dashes and the year last, the order of day and month is the person's setting.
_EITHER_WAY = rf"(?P<a>\d{{1,2}})(?:/(?P<b>\d{{1,2}})(?:/{_YEAR})?|-(?P<b2>\d{{1,2}})-(?P<year2>\d{{4}}))"
_CLOCK = (
    r"(?:(?P<day>.+?)(?: at)? |at )?(?P<hour>\d{1,2})"
    r"(?:[:h](?P<minute>\d{2})(?::(?P<second>\d{2}))?(?: ?(?P<half>am|pm))?|h| ?(?P<half2>am|pm))"
)
_ISO_INSTANT = r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:z|[+-]\d\d:?\d\d)?"


def parse_date(text: str, today: date, *, week_start: int = 0, day_first: bool = True, past: bool = False) -> date:
    """The day that a person's words mean, from 1900 to 2200; raises Unreadable.

    Weekdays and dates without a year are the next such day: a weekday not today, a date perhaps today; with `past` the
    last such day. `next fri` is next week's Friday. `week_start` is 0 for Monday to 6 for Sunday; `day_first` reads 3/4
    as 3 April.
    """
    reader = _Reader(quoted(text), today, week_start, day_first, past)
    try:
        day = reader.read(_folded(text))
    except OverflowError:
        raise Unreadable(f"{reader.said}: too far away") from None
    return _in_reach(day, reader.said)


def _in_reach(day: date, said: str) -> date:
    """The day itself, where a plan can hold it."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unreadable(f"{said}: {day.year} is too far away; a plan goes from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _folded(text: str) -> str:
    """Lower case without accents, commas and runs of blanks."""
    if not text.isascii():
        text = "".join(char for char in normalize("NFKD", text) if category(char) != "Mn")
    return " ".join(text.casefold().replace(",", " ").split())


class _Reader(NamedTuple):
    """One reading of a date; `said` is what messages quote. Each form answers a day, or None where it is another."""

    said: str
    today: date
    week_start: int
    day_first: bool
    past: bool

    def read(self, words: str) -> date:
        """The day that the folded `words` mean."""
        for form in (self._word, self._offset, self._week, self._dated, self._weekday_and_date, self._by_dateutil):
            day = form(words)
            if day is not None:
                return day
        raise self._unreadable(words)

    def _unreadable(self, words: str) -> Unreadable:
        name = (re.findall(r"^[a-z]{3,}", words) or [""])[0]
        month = daynames.month(name)
        if month is not None:
            return Unreadable(f"{self.said}: which day of {daynames.month_name(month)}? such as 27 {name}")
        if re.fullmatch(r"[+-]?\d+", words):
            return Unreadable(f"{self.said}: not a date; a day needs its month (27.11), a distance its unit (+3d)")
        if re.search(r"\d:\d\d\b", words):
            return Unreadable(f"{self.said}: not a date; a date has no time of day here")
        return Unreadable(f"{self.said}: not a date; try fri, 27.11, +3d, eow or 2026-11-27")

    def _word(self, words: str) -> date | None:
        """today, eow, fri, next fri, last week, ..."""
        words = words.rstrip(".")
        near = daynames.near_day(words)
        if near is not None:
            return self.today + timedelta(days=near)
        if words in ("eow", "eom", "eoq", "eoy", "sow", "som"):
            return self._edge(words)
        which, _, name = words.rpartition(" ")
        if which in ("next", "this", "last") and name in ("week", "month"):
            return self._begin(name, {"last": -1, "this": 0, "next": 1}[which])
        weekday = daynames.weekday(name)
        if weekday is None or daynames.month(name) is not None:  # mar is Tuesday in France and March elsewhere
            return None
        if which in ("this", "next"):
            return self._begin("week", int(which == "next")) + timedelta(days=(weekday - self.week_start) % 7)
        if which == "last" or (which == "" and self.past):
            return self.today - timedelta(days=(self.today.weekday() - weekday - 1) % 7 + 1)
        return self.today + timedelta(days=(weekday - self.today.weekday() - 1) % 7 + 1) if which == "" else None

    def _edge(self, word: str) -> date:
        """The end of the working week, month, quarter or year; the start of the week or month."""
        if word == "eow":
            return self.today + timedelta(days=(4 - self.today.weekday()) % 7)
        if word in ("sow", "som"):
            return self._begin("week" if word == "sow" else "month", 0)
        month = {"eom": self.today.month, "eoq": (self.today.month + 2) // 3 * 3, "eoy": 12}[word]
        return date(self.today.year, month, _days_in(self.today.year, month))

    def _begin(self, span: str, away: int) -> date:
        """The first day of the week or month that is `away` ones from this."""
        if span == "month":
            return _months_away(self.today.replace(day=1), away)
        return self.today - timedelta(days=(self.today.weekday() - self.week_start) % 7 - 7 * away)

    def _offset(self, words: str) -> date | None:
        """+3d, -2w, in 3 days, 3d ago; without a sign the way this reading looks."""
        found = re.fullmatch(_OFFSET, words)
        if found is None or found["unit"] not in _UNITS or (found["sign"] and found["ago"]):
            return None
        back = found["ago"] or found["sign"] == "-" or (self.past and not found["sign"])
        amount = int(found["amount"]) * (-1 if back else 1)
        unit = _UNITS[found["unit"]]
        if unit in "dw":
            return self.today + timedelta(days=amount * (7 if unit == "w" else 1))
        return _months_away(self.today, amount * (12 if unit == "y" else 1))

    def _week(self, words: str) -> date | None:
        """2026-W48 (its Monday) and 2026-W48-5."""
        found = re.fullmatch(r"(\d{4})-?w(\d{1,2})(?:-?([1-7]))?", words)
        if found is None:
            return None
        try:
            return date.fromisocalendar(int(found[1]), int(found[2]), int(found[3] or 1))
        except ValueError:
            raise Unreadable(f"{self.said}: {found[1]} has no week {found[2]}") from None

    def _dated(self, words: str, weekday: int | None = None) -> date | None:
        """Day and month, in numbers or by name, with a year or without."""
        for form in _DATES:
            found = re.fullmatch(form, words)
            if found is None:
                continue
            parts = found.groupdict()
            month = daynames.month(parts["name"]) if "name" in parts else int(parts["month"])
            if month is not None:
                return self._resolved(int(parts["day"]), month, parts["year"], weekday)
        found = re.fullmatch(_EITHER_WAY, words)
        if found is None:
            return None
        first, second = int(found["a"]), int(found["b"] or found["b2"])
        day, month = (first, second) if self.day_first else (second, first)
        if month > 12:
            order = "the day comes first (27/11)" if self.day_first else "the month comes first (11/27)"
            raise Unreadable(f"{self.said}: there is no month {month}; {order}, or write 2026-11-27")
        return self._resolved(day, month, found["year"] or found["year2"], weekday)

    def _weekday_and_date(self, words: str) -> date | None:
        """Fri 27 Nov, Fri 2026-11-27; the two must agree."""
        name, _, rest = words.partition(" ")
        weekday = daynames.weekday(name.rstrip("."))
        return self._dated(rest, weekday) if weekday is not None else None

    def _resolved(self, day: int, month: int, year_said: str | None, weekday: int | None) -> date:
        """The date with its year found where none was said, checked against the weekday said."""
        if not 1 <= month <= 12:
            raise Unreadable(f"{self.said}: there is no month {month}")
        year = int(year_said) + (2000 if year_said and len(year_said) == 2 else 0) if year_said else None
        name = daynames.month_name(month)
        days = _days_in(year or 2000, month) if year is None or 1 <= year <= 9999 else 0
        if not 1 <= day <= days:
            within = f"{name} {year}" if year and month == 2 else name
            trouble = f"{within} has {days} days" if day else f"{name} has no day 0"
            raise Unreadable(f"{self.said}: {trouble if days else 'there is no such year'}")
        choices = [date(year, month, day)] if year else self._without_year(day, month)
        for choice in choices:
            if weekday is None or choice.weekday() == weekday:
                return choice
        is_a = daynames.weekday_name(choices[0].weekday())
        raise Unreadable(f"{self.said}: {show_date(choices[0], self.today)[4:]} is a {is_a}")

    def _without_year(self, day: int, month: int) -> list[date]:
        """The next such day (or with `past` the last), then this year's, which a weekday may show to be meant."""
        step = -1 if self.past else 1
        years = range(self.today.year, self.today.year + 9 * step, step)
        such = [date(year, month, day) for year in years if 0 < year < 10000 and day <= _days_in(year, month)]
        ahead = [one for one in such if (one <= self.today if self.past else one >= self.today)]
        if not ahead:
            raise OverflowError
        return [ahead[0], *(one for one in such if one.year == self.today.year)]

    def _by_dateutil(self, words: str) -> date | None:
        """Rarer ways to write a date with the month's English name, such as 27th November or 27-Nov-2026."""
        if not re.fullmatch(r"(?=.*\d)[a-z0-9 ./-]{4,40}", words):
            return None
        if not any(daynames.month(name) for name in re.findall(r"[a-z]{3,}", words)):
            return None
        from dateutil import parser

        # What differs between these two defaults was not said but filled in.
        defaults = (datetime(2000, 1, 1, 1), datetime(2004, 2, 15, 2))
        try:
            one, two = (parser.parse(words, default=d, dayfirst=self.day_first, ignoretz=True) for d in defaults)
        except ValueError:
            return None
        if (one.month, one.day) != (two.month, two.day) or one.hour == two.hour:
            return None
        return self._resolved(one.day, one.month, str(one.year) if one.year == two.year else None, None)


def _days_in(year: int, month: int) -> int:
    """The length of a month; calendar.monthrange costs an import."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _months_away(day: date, months: int) -> date:
    """The same day of another month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError
    return date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def parse_day_time(
    text: str, today: date, usual: time, *, week_start: int = 0, day_first: bool = True, past: bool = False
) -> datetime:
    """The wall-clock time of a plan that a person's words mean: `fri`, `4 dec 14:00`; looks ahead. Raises Unreadable.

    `usual` is the time of day where only the day is said; `past` looks back, as for what has happened.
    """
    words = _folded(text)
    if re.fullmatch(_ISO_INSTANT, words):
        moment = _from_iso(text, words, datetime.combine(today, usual)).replace(tzinfo=None)
        _in_reach(moment.date(), quoted(text))
        return moment
    found = re.fullmatch(_CLOCK, words)
    if found is None or not found["day"]:
        return datetime.combine(parse_date(text, today, week_start=week_start, day_first=day_first, past=past), usual)
    day = parse_date(found["day"], today, week_start=week_start, day_first=day_first, past=past)
    return datetime.combine(day, _clock(text, found))


def parse_moment(text: str, now: datetime, *, week_start: int = 0, day_first: bool = True) -> datetime:
    """The instant that a person's words mean, in the zone of `now` (aware); looks back. Raises Unreadable.

    A day alone is its start: `yesterday`, `mon` (the last one), `3d ago`, `13.11`. With a time: `fri 17:00`,
    `13.11 9:30`, an ISO instant. A time alone is the last time it was so late. Hours count from now: `2h ago`, `90min`.
    """
    words = _folded(text)
    try:
        if words == "now":
            return now
        if re.fullmatch(_ISO_INSTANT, words):
            return _from_iso(text, words, now)
        back = hours_back(text)
        if back is not None:
            return (now.astimezone(UTC) - back).astimezone(now.tzinfo)
        found = re.fullmatch(_CLOCK, words)
        if found is None:
            day = parse_date(text, now.date(), week_start=week_start, day_first=day_first, past=True)
            return datetime.combine(day, time(), now.tzinfo)
        clock = _clock(text, found)
        if found["day"]:
            day = parse_date(found["day"], now.date(), week_start=week_start, day_first=day_first, past=True)
            return datetime.combine(day, clock, now.tzinfo)
        moment = datetime.combine(now.date(), clock, now.tzinfo)
        return moment if moment <= now else datetime.combine(now.date() - timedelta(days=1), clock, now.tzinfo)
    except OverflowError:
        raise Unreadable(f"{quoted(text)}: too far away") from None


def working_day_before(now: datetime) -> datetime:
    """When the working day before today began: on a Monday, that is Friday's midnight."""
    day = now.date() - timedelta(days=1)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return datetime.combine(day, time.min, now.tzinfo) if now.tzinfo else datetime.combine(day, time.min).astimezone()


def _from_iso(text: str, words: str, now: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(words.upper())
    except ValueError:
        raise Unreadable(f"{quoted(text)}: there is no such day or time") from None
    return moment.replace(tzinfo=now.tzinfo) if moment.tzinfo is None else moment.astimezone(now.tzinfo)


def hours_back(text: str) -> timedelta | None:
    """How far back `2h ago`, `-90min`, `1h30` are; None where the words are no hours or minutes. `5m` is Unreadable."""
    found = re.fullmatch(r"(?:- ?)?(\d[\da-z .]*?)(?: ago)?", _folded(text))
    if found is None:
        return None
    if re.fullmatch(r"\d+ ?m", found[1]):
        number = found[1].rstrip(" m")
        raise Unreadable(f"{quoted(text)}: minutes or months? write {number}min or {number}mo")
    try:
        length = parse_duration(found[1], hours_per_day=24)
    except Unreadable:
        return None
    return timedelta(minutes=length.minutes(24, 7)) if length.unit in "mh" else None


def _clock(text: str, found: re.Match[str]) -> time:
    hour, half = int(found["hour"]), found["half"] or found["half2"]
    minute, second = int(found["minute"] or 0), int(found["second"] or 0)
    if hour > 23 or minute > 59 or second > 59 or (half and not 1 <= hour <= 12):
        raise Unreadable(f"{quoted(text)}: there is no such time of day")
    return time(hour % 12 + (12 if half == "pm" else 0) if half else hour, minute, second)


def show_date(day: date, today: date, *, long: bool = True) -> str:
    """`Fri 27 Nov`, with the year where it is not this one; short: `today`, a weekday within a week, else `27 Nov`."""
    away = (day - today).days
    if not long and 0 <= away < 7:
        return daynames.WEEKDAYS[day.weekday()] if away else "today"
    said = f"{day.day} {daynames.MONTHS[day.month - 1]}{'' if day.year == today.year else f' {day.year:04d}'}"
    return f"{daynames.WEEKDAYS[day.weekday()]} {said}" if long else said


def relative(day: date, today: date) -> str:
    """How far away a due day is: today, tomorrow, in 4d, 2d late."""
    away = (day - today).days
    return {0: "today", 1: "tomorrow"}.get(away) or (f"in {away}d" if away > 0 else f"{-away}d late")
