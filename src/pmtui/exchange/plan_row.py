"""One row of a plan's table, cell by cell: what it is, how long, when, by whom; what cannot be read is noted."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pmtui.exchange import plan_words as words
from pmtui.exchange.categories import plain
from pmtui.exchange.incoming import InItem, Scalar
from pmtui.exchange.jira_dates import Dates
from pmtui.exchange.ledger import Ledger
from pmtui.exchange.plan_cells import ABSENT, bare_day, estimate_of, length_of, percent_of, yes_of
from pmtui.exchange.table import Row
from pmtui.model.text import clean, clean_line
from pmtui.model.words import ITEM_TYPES

_UNITS = re.compile(r"\s*\[\s*\d+(?:[.,]\d+)?\s*%?\s*\]")
_MORNING, _EVENING = "T08:00", "T17:00"
_ARMOUR = ("=", "+", "-", "@", "\t", "\r", "'")


@dataclass(slots=True)
class Shared:
    """What all rows of a file have in common: its columns, how its dates and percents are written.

    `above` counts the lines over the headings, `own` is a file of pmtui's, `bound` one with a column of constraints.
    """

    headers: list[str]
    roles: dict[int, str]
    dates: Dates
    ledger: Ledger
    above: int
    shares: bool
    own: bool
    bound: bool


class PlanRow:
    """Reads one row. Cells asked for by `take` are mapped; the others stay in the raw record. `span` is its start and
    finish as the source has them."""

    def __init__(self, row: Row, shared: Shared) -> None:
        self._shared = shared
        self._cells = {shared.roles[index]: (index, _bare(text)) for index, text in row.cells if index in shared.roles}
        self._row = row
        self._taken: set[str] = set()
        self.where = f"row {row.number + shared.above}"
        self.span: tuple[str, str] | None = None

    def text(self, role: str) -> str:
        """What a cell says, as it stands."""
        return self._cells[role][1] if role in self._cells else ""

    def take(self, role: str) -> str:
        """What a cell says, counted as mapped."""
        text = self.text(role).strip()
        if text and role not in self._taken:
            self._taken.add(role)
            self._shared.ledger.mapped()
        return text

    def value(self, role: str) -> str:
        """What a cell says that holds no free words; nothing for what programs write there for nothing."""
        text = self.take(role)
        return "" if text.casefold() in ABSENT else text

    def place(self) -> tuple[str, str, str, str]:
        """Title with the blanks before it, level, parent and code."""
        return self.text("title"), self.value("level"), self.value("parent"), self.value("wbs")

    def people(self) -> list[str]:
        """The owner, then everybody else on it, without the share of their time in brackets."""
        names = [clean_line(self.take("owner"), 200)]
        resources = self.take("resources")
        names += [clean_line(_UNITS.sub("", name), 200) for name in re.split(r"[;\n]|,\s*(?![^\[]*\])", resources)]
        return list(dict.fromkeys(filter(None, names)))

    def item(self, ext_id: str, summary: bool, tied: bool) -> InItem:
        """The item; `tied` tells that links decide when it begins."""
        for role in ("id", "uid", "notes"):
            self.take(role)
        fields: dict[str, Scalar] = {"title": self.take("title"), "body": clean(self.text("notes")) or None}
        percent = self._percent()
        if percent and not summary:
            fields["percent"] = percent
        fields["type"] = self._type(summary)
        if not summary:
            self._length(fields)
        self._dates(fields, summary, tied)
        return InItem(ext_id, {name: value for name, value in fields.items() if value is not None})

    def finish(self, item: InItem) -> None:
        """Keep what was not taken: own columns as custom fields, all of it in the raw record."""
        shared = self._shared
        left = [(index, text) for index, text in self._row.cells if shared.roles.get(index) not in self._taken]
        shared.ledger.kept(len(left))
        for index, text in left:
            header = shared.headers[index]
            if index not in shared.roles and words.role_of(header) is None and header:
                item.custom[header] = clean(text.strip())
        item.raw = {shared.headers[index] or f"Column {index + 1}": text for index, text in self._row.cells}
        item.row = self._row.number + shared.above

    # --- cells ---------------------------------------------------------------------------------------------------

    def _unreadable(self, role: str, what: str) -> None:
        self._shared.ledger.noted_after_all()
        heading = self._shared.headers[self._cells[role][0]]
        self._shared.ledger.note(
            f"{role.replace(' ', '-')}-unreadable", f"{what} that cannot be read, left out",
            f"{self.where}: {heading} {clean_line(self.text(role), 40)}",
        )  # fmt: skip

    def _percent(self) -> float | None:
        text = self.value("percent")
        found = percent_of(text, self._shared.shares) if text else None
        if text and found is None:
            self._unreadable("percent", "shares done")
        return found

    def _type(self, summary: bool) -> str:
        said = self.value("type").casefold()
        if said in ITEM_TYPES:
            return said
        if said:
            self._unreadable("type", "types")
        milestone = self.value("milestone")
        flag = yes_of(milestone) if milestone else None
        if milestone and flag is None:
            self._unreadable("milestone", "marks of milestones")
        length = length_of(self.text("duration")) if self.text("duration") else None
        if summary:
            return "summary"
        return "milestone" if flag or (flag is None and length and length[0].amount == 0) else "task"

    def _length(self, fields: dict[str, Scalar]) -> None:
        """The estimate: as typed, else the duration, else the working days from start to finish."""
        if self._shared.own:
            self._estimate(fields)
            return
        text = self.value("duration")
        index = self._cells["duration"][0] if text else -1
        unit = words.unit_of(self._shared.headers[index].rpartition("(")[2].rstrip(")")) if text else None
        found = length_of(text, unit or "d") if text else None
        if found is not None:
            length, guess = found
            if guess:
                self._shared.ledger.note("duration-estimated", "durations marked as estimated, taken as they are")
            if length.amount or fields["type"] != "milestone":
                fields["estimate_m"], fields["estimate_unit"] = length
            return
        if text:
            self._unreadable("duration", "durations")
        first, last = self._moment("start"), self._moment("finish")
        if first and last and first <= last and fields["type"] != "milestone":
            fields["estimate_m"], fields["estimate_unit"] = float(_working_days(first.date(), last.date())), "d"
            self._shared.ledger.note(
                "duration-from-dates", "tasks without duration got the working days from start to finish", self.where
            )

    def _estimate(self, fields: dict[str, Scalar]) -> None:
        text = self.value("estimate")
        if not text:
            return
        found = estimate_of(text)
        if found is None:
            self._unreadable("estimate", "estimates")
            return
        o, m, p, unit = found
        fields |= {"estimate_o": o, "estimate_m": m, "estimate_p": p, "estimate_unit": unit}

    def _moment(self, role: str) -> datetime | None:
        """A date and time as the file has it, without a zone; midnight where it has no time."""
        text = self.value(role)
        if not text:
            return None
        moment = self._shared.dates.moment(bare_day(text), self._cells[role][0])
        if moment is None or not 1900 <= moment.at.year <= 2200:
            return None
        return moment.at.replace(tzinfo=None)

    def _read_moment(self, role: str, what: str, usual: str) -> str | None:
        """A local ISO date and time, at the usual time of day where the file names none; noted where unreadable.

        Midnight is how other programs write a date alone.
        """
        text = self.value(role)
        at = self._moment(role)
        if at is None:
            if text:
                self._unreadable(role, what)
            return None
        timed = (at.hour, at.minute) != (0, 0) or (self._shared.own and ":" in text)
        return at.isoformat(timespec="minutes") if timed else f"{at.date().isoformat()}{usual}"

    def _dates(self, fields: dict[str, Scalar], summary: bool, tied: bool) -> None:
        """What the dates mean: facts where work has begun, a bound where one was typed, else only what came out."""
        start = self._read_moment("start", "starts", _MORNING)
        finish = self._read_moment("finish", "finishes", _EVENING)
        if fields["type"] == "milestone" and finish is None:
            finish = start
        if start and finish:
            self.span = start, finish
        percent = fields.get("percent") or 0
        deadline = self._read_moment("deadline", "deadlines", "")
        if deadline:
            fields["due"], fields["due_time"] = deadline[:10], deadline[10:].removesuffix(_EVENING)[1:] or None
        fields["actual_start"] = self._read_moment("actual start", "actual starts", _MORNING)
        fields["actual_finish"] = self._read_moment("actual finish", "actual finishes", _EVENING)
        if start and percent and not self._shared.own:
            fields["actual_start"] = fields["actual_start"] or start
            fields["actual_finish"] = fields["actual_finish"] or (finish if percent == 100 else None)
        self._mode(fields, start, finish)
        if self._shared.bound:
            self._constraint(fields)
        elif summary or fields["actual_start"] or "manual" in fields:
            pass  # its tasks decide, or what has happened, or whoever typed its dates
        elif start and tied:
            self._shared.ledger.note(
                "start-from-links", "starts of tasks with predecessors were not taken: their links decide", self.where
            )
        elif start:
            fields["start"] = start[:10]
        elif finish and not deadline and "estimate_m" not in fields:
            fields["due"] = finish[:10]
            self._shared.ledger.note("finish-as-deadline", "tasks with a finish alone got it as due date", self.where)

    def _mode(self, fields: dict[str, Scalar], start: str | None, finish: str | None) -> None:
        """Whether the dates were typed to stay, and whether the task counts at all."""
        if start and plain(self.value("mode")).startswith(words.MANUAL):
            fields |= {"manual": 1, "manual_start": start, "manual_finish": finish}
        active = self.value("active")
        counts = yes_of(active) if active else True
        if counts is None:
            self._unreadable("active", "marks of active tasks")
        elif not counts:
            fields["inactive"] = 1

    def _constraint(self, fields: dict[str, Scalar]) -> None:
        text = self.value("constraint")
        kind = words.constraint_of(text) if text else "ASAP"
        usual = _EVENING if kind in ("FNET", "FNLT", "MFO") else _MORNING
        at = self._read_moment("constraint date", "dates of constraints", usual)
        if kind is None or (at is None and kind not in ("ASAP", "ALAP")):
            self._unreadable("constraint", "constraints")
        elif kind == "SNET" and at and at.endswith(_MORNING):
            fields["start"] = at[:10]
        elif kind != "ASAP":
            fields["constraint_kind"] = kind
            fields["constraint_at"] = at if kind != "ALAP" else None


def _bare(text: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return text[1:] if text[:1] == "'" and text[1:].lstrip(" ").startswith(_ARMOUR) else text


def _working_days(first: date, last: date) -> int:
    """Mondays to Fridays from one day to another, both included; one at least."""
    weeks, rest = divmod((last - first).days + 1, 7)
    over = sum((first + timedelta(weeks * 7 + n)).weekday() < 5 for n in range(rest))
    return max(1, weeks * 5 + over)
