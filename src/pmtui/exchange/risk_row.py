"""One row of a log, cell by cell: what it is, how it is scored, whose it is; what cannot be read is noted and kept."""

import re
from dataclasses import dataclass, field

from pmtui.exchange import risk_headings as headings
from pmtui.exchange import risk_words as words
from pmtui.exchange.categories import plain
from pmtui.exchange.incoming import InItem, Scalar
from pmtui.exchange.jira_dates import Dates
from pmtui.exchange.ledger import Ledger
from pmtui.exchange.risk_cells import Named, days_of, money_of, people_of
from pmtui.exchange.risk_columns import IMPACTS, LEVELLED, Log
from pmtui.exchange.risk_scales import number_of
from pmtui.exchange.table import Row
from pmtui.model.text import clean, clean_line, title_and_rest
from pmtui.model.words import PRIORITIES

_ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!|SPILL!|CALC!)$")
_PROSE = ("cause", "event", "effect", "fallback", "trigger_text", "resolution")
_LINES = {"category": 200, "proximity": 200}
_DASHES = ("-", "–", "—")
_NOTHING = ("", *_DASHES)
_DAYS = ("due", "next_review", "trigger_date")
OWN_FIELD = "Field: "
"""What pmtui writes before the name of an own field that could be taken for another column."""


@dataclass(slots=True)
class Shared:
    """What all logs of a file have in common. `formulas` are the places (row, column) of those not computed."""

    ledger: Ledger
    dates: Dates
    formulas: set[tuple[int, int]] = field(default_factory=set)
    sheet: str = ""


class LogRow:
    """Reads one row. Cells asked for by `take` are mapped; the others stay as own fields and in the raw record."""

    def __init__(self, row: Row, log: Log, shared: Shared) -> None:
        self._row, self._log, self._shared, self._ledger = row, log, shared, shared.ledger
        self.where = f"{shared.sheet}row {row.number}"
        self._broken: set[int] = set()
        self._taken: set[int] = set()
        self._cells: dict[str, list[tuple[int, str]]] = {}
        for index, text in row.cells:
            if self._is_broken(index, text):
                self._broken.add(index)
            elif index in log.roles:
                self._cells.setdefault(log.roles[index], []).append((index, text))
        self.owners: list[Named] = []
        self.reporter: Named | None = None

    def _is_broken(self, index: int, text: str) -> bool:
        """Whether a formula says nothing: it is an error, or nobody has computed it. Outcomes are computed anyway."""
        where = f"{self.where} {self._log.headers[index]}"
        if not self._log.own and _ERROR.match(text.strip()):
            self._ledger.note("formula-error", "cells whose formula is an error were left out", where)
            return True
        if (self._row.number, index) not in self._shared.formulas:
            return False
        if self._log.roles.get(index) != "outcome":
            self._ledger.note("formula-not-computed", "formulas nobody has computed were left out", where)
        return True

    # --- cells ---------------------------------------------------------------------------------------------------

    def text(self, role: str) -> str:
        """What the first cell of a role says, as it stands."""
        return self._cells[role][0][1].strip() if role in self._cells else ""

    def take(self, role: str) -> str:
        """What the first cell of a role says, counted as mapped."""
        for index, _ in self._cells.get(role, ())[:1]:
            self._take(index)
        return self.text(role)

    def value(self, role: str) -> str:
        """What a cell says that holds no free words; nothing for what people write there for nothing."""
        text = self.take(role)
        return "" if plain(text) in words.ABSENT and not self._log.own else text

    def all(self, role: str) -> list[tuple[str, str]]:
        """The headings and texts of every cell of a role, counted as mapped; dashes say nothing."""
        for index, _ in self._cells.get(role, ()):
            self._take(index)
        told = [(self._log.headers[index], text.strip()) for index, text in self._cells.get(role, ())]
        return [(header, text) for header, text in told if text not in _DASHES or self._log.own]

    def give_back(self, role: str) -> None:
        """Cells of a role turned out to say nothing of ours: they stay as own fields."""
        for index, _ in self._cells.get(role, ()):
            if index in self._taken:
                self._taken.remove(index)
                self._ledger.mapped(-1)

    def _take(self, index: int) -> None:
        if index not in self._taken:
            self._taken.add(index)
            self._ledger.mapped()

    def _unreadable(self, role: str, what: str) -> None:
        """Note a cell that cannot be read; it is kept as an own field."""
        header = self._log.headers[self._cells[role][0][0]]
        self.give_back(role)
        detail = f"{what} that cannot be read are kept as own fields"
        self._ledger.note(f"{what.replace(' ', '-')}-unreadable", detail, f"{self.where} {header}: {self.text(role)}")

    def title(self) -> str:
        """What the entry is called: its title, else what else is said of it, else its id; nothing where it is empty."""
        title = clean(self.text("title")).strip()
        if title and (title not in _DASHES or self._log.own):
            return title
        told = next((text for role in (*_PROSE, "body") if (text := clean_line(self.text(role))) not in _NOTHING), "")
        said = self._cells.keys() - {"id", "title", "outcome", "status"}
        return told or (f"({self.text('id') or self.where})" if said else "")

    # --- the item ------------------------------------------------------------------------------------------------

    def item(self, ext_id: str) -> InItem:
        """The item, without column and links."""
        self.value("id")
        said = self.value("type")
        kind = words.word_of("types", said)
        fields: dict[str, Scalar] = {"type": kind or self._log.kind}
        self.take("title")
        fields["title"], rest = title_and_rest(self.title())
        self._kind_of_risk(fields, "" if kind else said)
        for role in _PROSE:
            text = self.take(role)
            fields[role] = clean(text) if text not in _DASHES or self._log.own else ""
        for role, limit in _LINES.items():
            fields[role] = fields.get(role) or clean_line(self.value(role), limit)
        self._levels(fields)
        self._amounts(fields)
        self._days(fields)
        self._choices(fields)
        told = self._body(fields, rest)
        fields["body"] = told
        self._people()
        labels = [clean_line(label, 100) for label in re.split(r"[,;\n]", self.value("labels"))]
        item = InItem(ext_id, {name: value for name, value in fields.items() if value not in (None, "")})
        item.labels = list(dict.fromkeys(filter(None, labels)))
        return item

    def _kind_of_risk(self, fields: dict[str, Scalar], said: str) -> None:
        """Threat or opportunity; a type that says neither is a category where there is no better one."""
        word = self.value("kind")
        fields["risk_kind"] = words.word_of("kinds", word) or words.word_of("kinds", said)
        if word and fields["risk_kind"] is None:
            self._unreadable("kind", "kinds")
        if said and fields["risk_kind"] is None:
            if self.value("category"):
                self.give_back("type")
            else:
                fields["category"] = clean_line(said, 200)

    def _levels(self, fields: dict[str, Scalar]) -> None:
        """Levels of 1 to 5, brought there from the column's scale."""
        for role in LEVELLED:
            text = self.value(role)
            if not text:
                continue
            index = self._cells[role][0][0]
            found = self._log.scales[index].read(text)
            if found is None:
                self._unreadable(role, "levels")
                continue
            fields[role] = found.level
            if role == "probability" and found.chance is not None:
                fields["chance"] = found.chance
            if not found.exact:
                self._ledger.note("level-rounded", "levels between two of ours were rounded", f"{self.where}: {text}")
        if not self._log.own:
            self._current(fields)
            self._compare()

    def _current(self, fields: dict[str, Scalar]) -> None:
        """Take the current score from the inherent one where there is no other, of what is closed from the residual."""
        over = words.status_of(self.text("status")) == "done"
        for which in ("residual", "inherent") if over else ("inherent", "residual"):
            if "probability" not in fields and f"{which}_probability" in fields:
                fields["probability"] = fields[f"{which}_probability"]
            if not any(name in fields for name in IMPACTS) and f"{which}_impact" in fields:
                fields["impact_time"] = fields[f"{which}_impact"]

    def _compare(self) -> None:
        """Say where the file's score is not what its own levels make; ours is computed whenever it is shown."""
        which = "" if self.text("probability") else "inherent_"
        scores = [
            text for index, text in self._cells.get("outcome", ())
            if "score" in (called := headings.bare(self._log.headers[index])) and headings.set_of(called) != "residual"
        ]  # fmt: skip
        impacts = [text for role in (IMPACTS if not which else ("inherent_impact",)) if (text := self.text(role))]
        probability, score = number_of(self.text(f"{which}probability")), number_of(next(iter(scores), ""))
        impact = list(map(number_of, impacts))
        if probability is None or score is None or probability[1] or not impact or None in impact:
            return
        ours = probability[0] * max(number[0] for number in impact if number)
        if abs(ours - score[0]) > 0.01 * abs(ours):
            self._ledger.note(
                "score-differs", "scores in the file are not probability times impact; they are computed here",
                f"{self.where}: {score[0]:g} for {ours:g}",
            )  # fmt: skip

    def _amounts(self, fields: dict[str, Scalar]) -> None:
        """Money, days, and the chance in percent."""
        for what, read in (("cost", money_of), ("delay", days_of)):
            for point in "omp":
                role = f"{what}_{point}"
                if text := self.value(role):
                    fields[role] = read(text)
                    if fields[role] is None:
                        self._unreadable(role, "amounts")
            self._ascending(fields, what)
        if text := self.value("chance"):
            number = number_of(text)
            share = number is not None and not number[1] and number[0] <= 1 and "%" not in self._header("chance")
            chance = None if number is None else number[0] * 100 if share else number[0]
            if chance is None or not 0 <= chance <= 100:
                self._unreadable("chance", "chances")
            else:
                fields["chance"] = round(chance, 6)

    def _ascending(self, fields: dict[str, Scalar], what: str) -> None:
        """Amounts below nothing, or a pessimistic one below the optimistic, stay as own fields."""
        roles = [role for point in "omp" if fields.get(role := f"{what}_{point}") is not None]
        amounts = [float(fields[role] or 0) for role in roles]
        if amounts == sorted(amounts) and min(amounts, default=0) >= 0:
            return
        for role in roles:
            del fields[role]
            self.give_back(role)
        self._ledger.note(
            "amounts-out-of-order", "ranges below 0, or whose pessimistic end is not the highest, are own fields",
            f"{self.where} {what}: {'/'.join(f'{amount:g}' for amount in amounts)}",
        )  # fmt: skip

    def _header(self, role: str) -> str:
        return self._log.headers[self._cells[role][0][0]]

    def _days(self, fields: dict[str, Scalar]) -> None:
        for role in _DAYS:
            if text := self.value(role):
                fields[role] = self._shared.dates.day(text, self._cells[role][0][0])
                if fields[role] is None:
                    self._unreadable(role, "dates")
        moments = {
            "raised": "created_at",
            "closed": "completed_at",
            "last_reviewed": "last_reviewed",
            "occurred": "occurred",
        }
        for role, name in moments.items():
            if text := self.value(role):
                fields[name] = self._shared.dates.instant(text, self._cells[role][0][0])
                if fields[name] is None:
                    self._unreadable(role, "dates")

    def _choices(self, fields: dict[str, Scalar]) -> None:
        """Response, severity and priority by their words."""
        if text := self.value("response"):
            fields["response"] = words.word_of("responses", text)
        if text := self.value("severity"):
            fields["severity"] = words.severity_of(text)
            if fields["severity"] is None:
                self._unreadable("severity", "severities")
        if text := self.value("priority"):
            level = words.level_of(text)
            said = plain(text)
            fields["priority"] = said if said in PRIORITIES else _PRIORITY.get(level or 0)
            if fields["priority"] is None:
                self._unreadable("priority", "priorities")

    def _body(self, fields: dict[str, Scalar], rest: str) -> str:
        """Free text: as it stands where there is one, else each below its heading."""
        told = [("", rest)] if rest else []
        told += self.all("body")
        plans = self.all("plan")
        if self.text("response") and fields.get("response") is None:
            plans += self.all("response")
        for header, text in plans:
            if fields.get("response") is None and words.word_of("responses", text):
                fields["response"] = words.word_of("responses", text)
            else:
                told.append((header, text))
        if fields.get("response") is None and any(
            plain(header).startswith(("mitigat", "mitiga")) for header, _ in plans
        ):
            fields["response"] = "mitigate"
        told = [(header, clean(text).strip("\n")) for header, text in told]
        if len(told) == 1 and not plans:
            return told[0][1]
        return "\n\n".join(f"{header}: {text}" if header else text for header, text in told)

    def _people(self) -> None:
        self.owners = people_of(self.value("owner"), self._log.own)
        others = self.value("assignees")
        for piece in others.split("; ") if self._log.own else [others]:
            self.owners += people_of(piece, self._log.own)
        self.reporter = next(iter(people_of(self.value("reporter"), self._log.own)), None)
        if any(who.role for who in self.owners):
            self._ledger.note("role-behind-name", "roles behind names stay in the raw record", self.text("owner"))

    def finish(self, item: InItem) -> None:
        """Keep what was not taken: own columns as custom fields, all of it in the raw record."""
        left = [(index, text) for index, text in self._row.cells if index not in self._taken]
        self._ledger.kept(len(left))
        for index, text in left:
            if index not in self._broken and self._log.roles.get(index) != "outcome":
                name = self._log.headers[index].removeprefix(OWN_FIELD)
                item.custom[clean_line(name, 100)] = clean(text.strip())
        item.raw = {self._log.headers[index]: text for index, text in self._row.cells}
        item.row = self._row.number


_PRIORITY = {5: "urgent", 4: "high", 3: "medium", 2: "low", 1: "low"}
