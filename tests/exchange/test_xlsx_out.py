"""The logs as a workbook: pleasant in a spreadsheet, harmless there, and the same when it is read again."""

import io
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pmtui.actions.places import default_project
from pmtui.actions.step import Step
from pmtui.cli.main import main
from pmtui.errors import Usage
from pmtui.exchange.apply import Writer
from pmtui.exchange.exporting import write
from pmtui.exchange.importing import run
from pmtui.exchange.incoming import InColumn, Incoming, InItem, InLink, InPerson
from pmtui.exchange.risk_headings import role_of
from pmtui.exchange.xlsx_out import SHEETS, workbook
from pmtui.model.riskwords import RESPONSES, RISK_KINDS, SEVERITIES
from pmtui.model.text import clean, clean_line
from pmtui.store import read
from pmtui.store.plan import Plan
from pmtui.store.risks import risks
from tests.exchange.books import opened
from tests.store.plans import clock, quick_plan

COLUMNS = [InColumn("r", "Ready", "ready"), InColumn("w", "Waiting for Bob", "wait"), InColumn("d", "Done", "done")]
FIRE: dict[str, Any] = {
    "type": "risk", "title": "Fire", "risk_kind": "threat", "cause": "old wires", "event": "it burns",
    "effect": "a month lost", "category": "External / weather", "probability": 4, "impact_time": 3, "impact_cost": 5,
    "inherent_probability": 5, "inherent_impact": 5, "residual_probability": 2, "residual_impact": 3, "chance": 60.0,
    "cost_m": 40000.0, "delay_o": 2.0, "delay_m": 10.0, "delay_p": 30.5, "response": "mitigate", "fallback": "none",
    "trigger_text": "smoke", "trigger_date": "2026-11-27", "next_review": "2026-12-01", "due": "2026-12-24",
    "last_reviewed": 1795400000000, "body": "First line\n\nand the rest", "priority": "urgent",
}  # fmt: skip


def bring(plan: Plan, items: list[InItem], links: list[InLink] | None = None) -> None:
    """Put items into the plan's empty project."""
    people = dict.fromkeys(key for item in items for key in (item.owner, item.reporter, *item.assignees) if key)
    incoming = Incoming("x", "x", "", "made", "made", columns=COLUMNS, items=items, links=links or [])
    incoming.people = [InPerson(key, key) for key in people]
    with plan.transaction("import") as tx:
        Writer(Step(plan, tx), incoming, default_project(plan), False).write()


def sheet(plan: Plan, name: str = "Risks") -> Worksheet:
    """A sheet of the exported workbook."""
    found = opened(workbook(plan, None))[name]
    assert isinstance(found, Worksheet)
    return found


def row(plan: Plan, name: str = "Risks", number: int = 2) -> dict[str, Any]:
    """A row of a sheet by its headings."""
    rows = list(sheet(plan, name).iter_rows(values_only=True))
    return dict(zip(map(str, rows[0]), rows[number - 1], strict=True))


def told(plan: Plan) -> dict[tuple[str, str], dict[str, Any]]:
    """All that a workbook can say of a plan's logs, by type and title."""
    names, columns, customs = read.people(plan), read.columns(plan), read.all_customs(plan)
    items = {item.id: item for item in read.items_of(plan, None)}
    made = {}
    for kind in ("risk", "issue", "change", "action"):
        for risk in risks(plan, list(read.projects(plan)), kind, closed=True):
            item = items[risk.id]
            said = dict(risk.said)
            said |= {name: said[name] // 1000 for name in ("last_reviewed", "occurred") if name in said}
            links = {
                (link.kind, *sorted(items[id].title for id in (link.from_id, link.to_id)))
                for link in read.links(plan, risk.id)
            }
            made[kind, item.title] = {
                **said, "body": item.body, "due": item.due, "state": item.state, "priority": item.priority,
                "column": columns[item.column_id].name, "labels": sorted(item.labels),
                "custom": customs.get(risk.id, {}),
                "owner": item.owner_id and names[item.owner_id].name, "links": links,
                "reporter": item.reporter_id and names[item.reporter_id].name,
                "assignees": sorted(names[id].name for id in item.assignees), "created": item.created_at // 1000,
            }  # fmt: skip
    return made


def again(plan: Plan, folder: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """What a plan says that was made of the exported workbook."""
    path = folder / "logs.xlsx"
    write(plan, "xlsx", path)
    other = quick_plan(folder / "other.db")
    try:
        report = run(other, [path])
        assert not report.notes, report.notes
        return told(other)
    finally:
        other.close()


# --- out -------------------------------------------------------------------------------------------------------------


def test_there_is_a_sheet_for_every_log_and_nothing_else_on_it(plan: Plan) -> None:
    kinds = ["risk", "issue", "change", "action", "task", "decision"]
    bring(plan, [InItem(kind, {"title": f"A {kind}", "type": kind}, "r") for kind in kinds])
    book = opened(workbook(plan, None))
    assert book.sheetnames == ["Risks", "Issues", "Changes", "Actions"]
    assert [[cell.value for cell in book[name]["B"]] for name in book.sheetnames] == [
        ["Title", "A risk"], ["Title", "A issue"], ["Title", "A change"], ["Title", "A action"],
    ]  # fmt: skip


def test_levels_are_numbers_days_are_days_and_scores_are_formulas(plan: Plan) -> None:
    bring(plan, [InItem("1", dict(FIRE), "r", owner="Bea")])
    shown = row(plan)
    assert (shown["Probability (1-5)"], shown["Impact Cost (1-5)"], shown["Chance (%)"]) == (4, 5, 60)
    assert (shown["Due"], shown["Trigger Date"]) == (datetime(2026, 12, 24), datetime(2026, 11, 27))
    names = list(shown)
    at = {name: f"{get_column_letter(place)}2" for place, name in enumerate(names, 1)}
    impact = f"{at['Impact Time (1-5)']}:{at['Impact Scope (1-5)']}"
    assert shown["Impact"] == f'=IF(COUNT({impact})=0,"",MAX({impact}))'
    both = at["Probability (1-5)"], at["Impact"]
    assert shown["Score"] == f'=IF(OR({both[0]}="",{both[1]}=""),"",{both[0]}*{both[1]})'
    assert shown["Owner"] == "Bea" and shown["Status"] == "Ready" and shown["State"] == "open"


def test_the_headings_stay_in_sight_and_filter_and_levels_are_checked(plan: Plan) -> None:
    bring(plan, [InItem("1", dict(FIRE), "r")])
    shown = sheet(plan)
    headings = {str(cell.value): get_column_letter(place) for place, cell in enumerate(shown[1], 1)}
    assert shown.freeze_panes == "C2" and shown.auto_filter.ref == f"A1:{get_column_letter(len(shown[1]))}2"
    assert all(cell.font.bold for cell in shown[1]) and shown.column_dimensions["B"].width == 44
    (rule,) = shown.data_validations.dataValidation
    assert (rule.type, rule.formula1, rule.formula2, rule.showErrorMessage) == ("whole", "1", "5", True)
    checked = {str(part).split(":", 1)[0].rstrip("0123456789") for part in str(rule.sqref).split()}
    assert checked == {letter for name, letter in headings.items() if name.endswith("(1-5)")}
    filled = [str(area.sqref) for area in shown.conditional_formatting]
    assert filled == [f"{headings[name]}2:{headings[name]}201" for name in ("Score", "Residual Score")]


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "#REF!", " =1", "TRUE"])
def test_no_text_is_a_formula_or_an_error(plan: Plan, text: str) -> None:
    bring(plan, [InItem("1", {"title": text, "type": "risk", "cause": text}, "r", owner=text, custom={text: text})])
    cells = [cell for cell in (*sheet(plan)[1], *sheet(plan)[2]) if cell.value in (text, text.strip())]
    assert len(cells) >= 3 and {cell.data_type for cell in cells} == {"s"}
    assert {cell.quotePrefix for cell in cells} == {text.lstrip()[0] in "=+-@"}


def test_the_file_is_well_formed_and_holds_no_macro_or_link(plan: Plan) -> None:
    bring(plan, [InItem("1", FIRE | {"title": "<&>\"' ]]> 漢字 💥", "body": "x" * 90_000}, "r")])
    with zipfile.ZipFile(io.BytesIO(workbook(plan, None))) as parts:
        assert parts.testzip() is None
        for name in parts.namelist():
            ElementTree.fromstring(parts.read(name))
        assert not [name for name in parts.namelist() if "vba" in name or "external" in name]
    assert len(row(plan)["Description"]) == 32_767 and row(plan)["Description"].endswith("…")


def test_every_heading_is_one_that_the_reader_knows() -> None:
    for kind, columns in SHEETS.values():
        unknown = [column.heading for column in columns if role_of(column.heading) is None]
        assert not unknown, (kind, unknown)


def test_a_workbook_needs_a_file(plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(Usage, match="a workbook needs a file"):
        write(plan, "xlsx", None)
    assert write(plan, "xlsx", tmp_path / "logs.xlsx") is None
    assert opened((tmp_path / "logs.xlsx").read_bytes()).sheetnames[0] == "Risks"


def no_app(*_: object) -> int:
    """The app, which no command here opens."""
    raise AssertionError


def test_the_command_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    quick_plan(tmp_path / "plan.db").close()
    monkeypatch.chdir(tmp_path)
    assert main(["--file", "plan.db", "export", "xlsx", "logs.xlsx"], no_app) == 0
    assert "logs.xlsx written" in capsys.readouterr().err
    assert main(["--file", "plan.db", "export", "xlsx"], no_app) == 2


# --- there and back --------------------------------------------------------------------------------------------------


def test_out_and_in_again_says_the_same(plan: Plan, tmp_path: Path) -> None:
    bring(
        plan,
        [
            InItem("1", dict(FIRE), "w", owner="Ana (Lead)", assignees=["Ben & Co", "Smith, John"], reporter="-",
                   labels=["wood", "night"], custom={"Impact": "huge", "Vendor": "=ACME", "Field: x": "-"}),
            InItem("2", {"title": "n/a", "type": "risk", "risk_kind": "opportunity", "category": "none"}, "d"),
            InItem("3", {"title": "No power, see Risk #1", "type": "issue", "severity": "major", "resolution": "tbd",
                         "occurred": 1795400000000}, "r"),
            InItem("4", {"title": "More rooms", "type": "change", "dropped": 1}, "d"),
            InItem("5", {"title": "Buy sand", "type": "action", "due": "2026-12-01"}, "r"),
        ],
        [InLink("1", "spawned", "3"), InLink("5", "mitigates", "1"), InLink("2", "relates", "1")],
    )  # fmt: skip
    before = told(plan)
    assert before["risk", "Fire"]["links"] == {
        ("spawned", "Fire", "No power, see Risk #1"), ("mitigates", "Buy sand", "Fire"), ("relates", "Fire", "n/a"),
    }  # fmt: skip
    assert again(plan, tmp_path) == before


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(lambda text: clean(text).strip())
levels = st.none() | st.integers(1, 5)
days = st.none() | st.dates().filter(lambda day: day.year >= 1900).map(lambda day: day.isoformat())
costs = st.none() | st.lists(st.integers(0, 10**7), min_size=3, max_size=3).map(
    lambda cents: [cent / 100 for cent in sorted(cents)]
)
"""Optimistic, likely and pessimistic: what is out of order is refused as an amount, and tested elsewhere."""
_LEVELS = ("probability", "impact_time", "impact_cost", "impact_quality", "impact_scope", "inherent_probability",
           "inherent_impact", "residual_probability", "residual_impact")  # fmt: skip
entries = st.fixed_dictionaries({
    "risk_kind": st.none() | st.sampled_from(RISK_KINDS), "response": st.none() | st.sampled_from(RESPONSES),
    "severity": st.none() | st.sampled_from(SEVERITIES), "body": words, "cause": words, "event": words,
    "effect": words, "fallback": words, "trigger_text": words, "resolution": words, "due": days, "trigger_date": days,
    "next_review": days, "category": words.map(clean_line), "proximity": words.map(clean_line),
    "chance": st.none() | st.integers(0, 100), "cost": costs,
    "delay_m": st.none() | st.integers(0, 400).map(float), **dict.fromkeys(_LEVELS, levels),
})  # fmt: skip
_NOT_THERE = {"risk": {"severity", "resolution"}, "issue": {"risk_kind"}}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["risk", "issue"]), entries, words.map(clean_line)), min_size=1, max_size=3))
def test_whatever_is_said_comes_back(drawn: list[tuple[str, dict[str, Any], str]]) -> None:
    with clock(), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan = quick_plan(folder / "plan.db")
        made = []
        for number, (kind, fields, title) in enumerate(drawn):
            cost = dict(zip(("cost_o", "cost_m", "cost_p"), fields["cost"] or (None,) * 3, strict=True))
            said = {key: value for key, value in (fields | cost).items() if key not in {*_NOT_THERE[kind], "cost"}}
            made.append(InItem(str(number), {**said, "type": kind, "title": f"{title} {number}"}, "r"))
        bring(plan, made)
        before = told(plan)
        assert len(before) == len(drawn) and again(plan, folder) == before
        plan.close()
