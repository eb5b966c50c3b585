"""Risks, issues, changes and actions as an Excel workbook that risk_log reads back: a sheet each, with formulas."""

import io
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from pmtui.actions.step import zone_of
from pmtui.clock import local
from pmtui.exchange.risk_headings import role_of
from pmtui.exchange.risk_log import OWN
from pmtui.exchange.risk_row import OWN_FIELD
from pmtui.model.item import Item
from pmtui.store import read
from pmtui.store.plan import Plan
from pmtui.store.risks import StoredRisk, risks

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_CUSTOM = "custom:"
_LONGEST = 32_767
"""Characters of a cell at most."""
_HEAT = ((15, "F4A6A0"), (12, "F8C99A"), (5, "FBE7A1"), (1, "CDE8C4"))
"""Scores from which a cell is filled, and how: red, orange, yellow, green; the same steps as everywhere."""


class _Field(NamedTuple):
    """A column: its heading, the field it shows, how wide it is, whether it is a level of 1 to 5."""

    heading: str
    name: str
    width: int = 14
    level: bool = False


_FIRST = [
    *map(_Field, OWN, ("ref", "title", "status", "state", "owner"), (7, 44, 13, 10, 18)),
    _Field("Assignees", "assignees"),
]
_LAST = [
    _Field("Due", "due", 12), _Field("Labels", "labels"), _Field("Raised", "created_at", 17),
    _Field("Raised By", "reporter", 18), _Field("Closed", "closed_at", 17), _Field("Related", "relates"),
    _Field("Description", "body", 60),
]  # fmt: skip
_WHY = [_Field("Category", "category", 22), _Field("Cause", "cause", 36), _Field("Event", "event", 36),
        _Field("Effect", "effect", 36)]  # fmt: skip
_SCORED = [
    _Field("Probability (1-5)", "probability", 12, True), _Field("Impact Time (1-5)", "impact_time", 12, True),
    _Field("Impact Cost (1-5)", "impact_cost", 12, True), _Field("Impact Quality (1-5)", "impact_quality", 12, True),
    _Field("Impact Scope (1-5)", "impact_scope", 12, True), _Field("Impact", "=impact", 9),
    _Field("Score", "=score", 9),
    _Field("Inherent Probability (1-5)", "inherent_probability", 12, True),
    _Field("Inherent Impact (1-5)", "inherent_impact", 12, True),
    _Field("Residual Probability (1-5)", "residual_probability", 12, True),
    _Field("Residual Impact (1-5)", "residual_impact", 12, True), _Field("Residual Score", "=residual", 9),
    _Field("Chance (%)", "chance", 10), _Field("Cost Low", "cost_o"), _Field("Cost Likely", "cost_m"),
    _Field("Cost High", "cost_p"), _Field("Delay Low", "delay_o"), _Field("Delay Likely", "delay_m"),
    _Field("Delay High", "delay_p"),
]  # fmt: skip
_DONE = [
    _Field("Response", "response"), _Field("Fallback", "fallback", 36), _Field("Trigger", "trigger_text", 36),
    _Field("Trigger Date", "trigger_date", 12), _Field("Proximity", "proximity"),
    _Field("Last Reviewed", "last_reviewed", 17), _Field("Next Review", "next_review", 12),
    _Field("Occurred", "occurred", 17),
]  # fmt: skip
_SETTLED = [_Field("Severity", "severity", 11), _Field("Resolution", "resolution", 36)]
_PRIORITY = _Field("Priority", "priority", 11)
SHEETS = {
    "Risks": ("risk", [*_FIRST, _Field("Risk Kind", "risk_kind", 12), *_WHY, *_SCORED, *_DONE, _PRIORITY, *_LAST]),
    "Issues": (
        "issue",
        [*_FIRST, *_SETTLED, _PRIORITY, _Field("From Risk", "spawned"), *_WHY, *_SCORED, *_DONE, *_LAST],
    ),
    "Changes": ("change", [*_FIRST, *_SETTLED, _PRIORITY, *_LAST]),
    "Actions": ("action", [*_FIRST, _PRIORITY, _Field("Mitigates", "mitigates"), *_LAST]),
}
"""The sheets by name: the type of the items on it, and its columns."""

_INSTANTS = ("created_at", "closed_at", "last_reviewed", "occurred")
_DAYS = ("due", "trigger_date", "next_review")


def workbook(plan: Plan, project: str | None) -> bytes:
    """The logs of one project (by id), or of all, as the bytes of an XLSX file."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    rows = _Rows(plan, project)
    for name, (kind, fields) in SHEETS.items():
        sheet = book.create_sheet(name)
        _fill(sheet, fields, rows.of(kind))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


class _Rows:
    """The entries of a plan, each as values by the names of fields; own ones begin with `custom:`."""

    def __init__(self, plan: Plan, project: str | None) -> None:
        self._plan = plan
        self._projects = [project] if project else list(read.projects(plan))
        self._zone = zone_of(plan, project)
        self._people, self._columns = read.people(plan), read.columns(plan)
        self._items = {item.id: item for item in read.items_of(plan, project)}
        self._customs = read.all_customs(plan)

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The items of a type, by number."""
        found = risks(self._plan, self._projects, kind, closed=True)
        return [{**self._values(risk, self._items[risk.id]), **self._links(risk.id)} for risk in found]

    def _values(self, risk: StoredRisk, item: Item) -> dict[str, Any]:
        values: dict[str, Any] = {
            **risk.said, "ref": item.ref, "title": item.title, "state": item.state, "body": item.body,
            "status": self._columns[item.column_id].name if item.column_id in self._columns else "",
            "owner": self._name(item.owner_id), "assignees": "; ".join(map(self._name, item.assignees)),
            "reporter": self._name(item.reporter_id), "labels": ", ".join(item.labels), "priority": item.priority,
            "due": item.due, "created_at": item.created_at, "closed_at": item.finished_at,
        }  # fmt: skip
        for name in _INSTANTS:
            if values.get(name) is not None:
                values[name] = _second(local(values[name], self._zone).replace(tzinfo=None))
        for name in _DAYS:
            if values.get(name):
                values[name] = date.fromisoformat(values[name])
        return values | {f"{_CUSTOM}{name}": value for name, value in self._customs.get(risk.id, {}).items()}

    def _name(self, person: str | None) -> str:
        return self._people[person].name if person in self._people else ""

    def _links(self, id: str) -> dict[str, str]:
        """What an entry is linked to, as references by the kind of link."""
        made: dict[str, list[str]] = {}
        for link in read.links(self._plan, id):
            other = link.to_id if link.from_id == id else link.from_id
            ours = {"relates": True, "mitigates": link.from_id == id, "spawned": link.to_id == id}
            if other in self._items and ours.get(link.kind):
                made.setdefault(link.kind, []).append(self._items[other].ref)
        return {kind: ", ".join(refs) for kind, refs in made.items()}


def _second(at: datetime) -> datetime:
    """An instant to the second: what Excel keeps of one."""
    return (at + timedelta(milliseconds=500)).replace(microsecond=0)


def _fill(sheet: "Worksheet", fields: list[_Field], rows: list[dict[str, Any]]) -> None:
    """Write the headings and the rows of a sheet, then what makes it pleasant to work in."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    own = sorted({name for values in rows for name in values if name.startswith(_CUSTOM)})
    fields = [*fields, *(_Field(_own_heading(name.removeprefix(_CUSTOM)), name, 20) for name in own)]
    letters = {field.name: get_column_letter(index) for index, field in enumerate(fields, 1)}
    for index, field in enumerate(fields, 1):
        _text(sheet, 1, index, field.heading)
        sheet.cell(1, index).font = Font(bold=True)
        sheet.cell(1, index).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[letters[field.name]].width = field.width
    for number, values in enumerate(rows, 2):
        for index, field in enumerate(fields, 1):
            value = values.get(field.name)
            if field.name.startswith("="):
                sheet.cell(number, index).value = _formula(field.name, letters, number)
            elif value not in (None, ""):
                _value(sheet, number, index, value)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(fields))}{max(len(rows) + 1, 2)}"
    _guide(sheet, fields, letters, len(rows) + 200)


def _own_heading(name: str) -> str:
    """The heading of an own field; one that means something else in a log says what it is."""
    return f"{OWN_FIELD}{name}" if role_of(name) or name.startswith(OWN_FIELD) else name


def _value(sheet: "Worksheet", row: int, column: int, value: Any) -> None:
    """A number or date as such, else text; Excel knows no day before 1900."""
    if isinstance(value, int | float) or (isinstance(value, date) and value.year >= 1900):
        sheet.cell(row, column).value = value
    else:
        _text(sheet, row, column, str(value))


def _text(sheet: "Worksheet", row: int, column: int, text: str) -> None:
    """Text that stays text, whatever it begins with: neither a formula nor an error, now or when somebody edits it."""
    from openpyxl.styles import Alignment

    cell = sheet.cell(row, column)
    text = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)  # what Excel would take for a character's number
    cell.value = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    cell.data_type = "s"
    if text.lstrip().startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True
    if "\n" in text:
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _formula(name: str, letters: Mapping[str, str], row: int) -> str:
    """The highest impact, and the scores; empty where a level is missing."""
    if name == "=impact":
        span = f"{letters['impact_time']}{row}:{letters['impact_scope']}{row}"
        return f'=IF(COUNT({span})=0,"",MAX({span}))'
    one, other = ("probability", "=impact") if name == "=score" else ("residual_probability", "residual_impact")
    first, second = f"{letters[one]}{row}", f"{letters[other]}{row}"
    return f'=IF(OR({first}="",{second}=""),"",{first}*{second})'


def _guide(sheet: "Worksheet", fields: list[_Field], letters: Mapping[str, str], last: int) -> None:
    """Let levels be 1 to 5 only, and fill scores by their heat, down to some rows below the last."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    levels = DataValidation(
        "whole", operator="between", formula1="1", formula2="5", allow_blank=True, showErrorMessage=True
    )
    levels.error, levels.errorTitle = "A level is a whole number from 1 to 5.", "Level"
    for field in fields:
        letter = letters[field.name]
        if field.level:
            levels.add(f"{letter}2:{letter}{last}")
        if field.name in ("=score", "=residual"):
            for least, colour in _HEAT:
                fill = PatternFill("solid", start_color=colour, end_color=colour)
                warm = FormulaRule([f"AND(ISNUMBER({letter}2),{letter}2>={least})"], stopIfTrue=True, fill=fill)  # type: ignore[no-untyped-call]
                sheet.conditional_formatting.add(f"{letter}2:{letter}{last}", warm)
    if levels.sqref:
        sheet.add_data_validation(levels)
