"""Risk, issue and change logs as people keep them in spreadsheets: read whole, or refused in one clear line."""

import io
import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from pmtui.exchange import xlsx_table
from pmtui.exchange.importing import run
from pmtui.exchange.incoming import Incoming, InItem, InLink
from pmtui.exchange.risk_headings import role_of
from pmtui.exchange.risk_log import read_risk_csv
from pmtui.exchange.risk_scales import scale_of
from pmtui.exchange.sniff import read, sniff
from pmtui.model.text import Unreadable
from pmtui.store.plan import Plan
from pmtui.store.read import columns, items_of, people
from pmtui.store.risks import risks
from tests.exchange.books import Rows, book, log, part, risk, saved, with_parts, xlsx
from tests.exchange.make import adds_up, codes, csv_bytes, note

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "risk"
PLAIN = ["ID", "Risk", "Probability", "Impact", "Owner", "Status"]


def fields(item: InItem, *names: str) -> tuple[Any, ...]:
    """Some fields of an item."""
    return tuple(item.fields.get(name) for name in names)


def by_title(found: Incoming) -> dict[str, InItem]:
    """The entries by title."""
    return {str(item.fields["title"]): item for item in found.items}


# --- which file it is ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "format"),
    [
        ("ID,Risk,Probability,Impact,Owner", "risk-csv"),
        ("Nr;Risiko;Eintrittswahrscheinlichkeit;Auswirkung;Verantwortlich", "risk-csv"),
        ("ID,Riesgo,Probabilidad,Impacto,Responsable", "risk-csv"),
        ("N°;Risque;Probabilité;Gravité;Pilote", "risk-csv"),
        ("ID;Risco;Probabilidade;Impacto;Responsável", "risk-csv"),
        ("assetName,vulnerability,impact,likelihood,riskScore", "risk-csv"),
        ("Issue ID,Issue Description,Severity,Owner,Status", "risk-csv"),
        ("Change Request,Requested By,Status,Decision", "risk-csv"),
        ("My register\n\nID,Risk,Likelihood,Impact", "risk-csv"),
        ("Issue key,Summary,Issue id,Status,Priority,Resolution,Due date", "jira-csv"),
        ("Issue key,Summary,Custom field (Probability),Custom field (Impact)", "jira-csv"),
        ("ID,Task Name,Duration,Start,Finish,Predecessors", "plan-csv"),
        ("Task Name,Duration,Start,Finish,Owner,Status,Risk", "plan-csv"),
    ],
)
def test_a_log_is_told_from_jira_and_plans_by_its_headings(line: str, format: str) -> None:
    assert sniff(Path("x.csv"), f"{line}\n1,2,3,4,5\n".encode()) == format


def test_a_workbook_is_told_by_its_parts() -> None:
    assert sniff(Path("x"), book({"R": [PLAIN]})) == "xlsx"
    with pytest.raises(Unreadable, match="said to be trello, but it is an Excel workbook"):
        sniff(Path("x"), book({"R": [PLAIN]}), "trello")


def test_every_language_knows_the_main_headings() -> None:
    spoken = {
        "probability": "Likelihood|Eintrittswahrscheinlichkeit|Probabilidad|Probabilité|Probabilidade",
        "impact": "Impact (1-5)|Auswirkung|Impacto|Gravité|impact_score",
        "owner": "Risk Owner|Verantwortlich|Responsable|Pilote|Responsável|assetOwner",
        "plan": "Mitigation Plan|Maßnahmen|Plan de mitigación|Plan d'action|Plano de mitigação",
        "due": "Target Date|Fällig am|Fecha límite|Échéance|Prazo",
        "residual_impact": "Residual Impact|Impact (residual)|Impact after mitigation|Netto Auswirkung",
        "inherent_probability": "Inherent Likelihood|Gross probability|Probability before mitigation",
        "outcome": "riskScore|Risk Score (P*I)|Puntuación|Criticité|Residual Risk Score|P x I",
    }
    assert {role: {role_of(word) for word in words.split("|")} for role, words in spoken.items()} == {
        role: {role} for role in spoken
    }


# --- where the table is ----------------------------------------------------------------------------------------------


def test_the_headings_may_stand_anywhere_and_on_any_sheet() -> None:
    found = xlsx({
        "Cover": [["Project Phoenix"], ["by Ana"]],
        "Scales": [["Score", "Probability", "Description"], [1, "Rare", "once in ten years"]],
        "Register": [["Risk register of the project"], [], [None, *PLAIN], [None, "R-1", "Fire", 3, 4, "Ana", "Open"]],
    })  # fmt: skip
    (item,) = found.items
    assert item.ext_id == "risk:R-1" and fields(item, "title", "probability", "impact_time") == ("Fire", 3, 4)
    assert note(found, "sheet-left-out").where == ["Cover", "Scales"]
    assert note(found, "above-headings").where == ["row 1"]


def test_every_sheet_that_is_a_log_is_read_by_its_name() -> None:
    found = xlsx({
        "Risks": [["ID", "Description", "Probability", "Impact"], [1, "Fire", 2, 2]],
        "Issues": [["ID", "Description", "Severity", "Owner"], [1, "No power", "High", "Ben"]],
        "Change requests": [["No", "Title", "Status", "Requested by"], [1, "More rooms", "Rejected", "Cem"]],
        "Action log": [["No", "Action", "Who", "Due"], [1, "Call the vendor", "Ana", date(2026, 12, 1)]],
    })  # fmt: skip
    assert [(item.ext_id, item.fields["type"]) for item in found.items] == [
        ("risk:1", "risk"), ("issue:1", "issue"), ("change:1", "change"), ("action:1", "action"),
    ]  # fmt: skip
    fire, power, rooms, call = found.items
    assert fields(power, "severity") == ("major",) and fields(rooms, "dropped") == (1,)
    assert rooms.reporter == "cem" and fields(call, "title", "due") == ("Call the vendor", "2026-12-01")
    assert fire.column == call.column == "ready"


def test_two_sheets_of_one_kind_may_both_begin_at_one() -> None:
    found = xlsx(
        {"Open risks": [PLAIN, [1, "Fire", 3, 4, "", "Open"]], "Closed": [PLAIN, [1, "Flood", 1, 2, "", "Closed"]]}
    )
    assert {item.ext_id: item.fields["title"] for item in found.items} == {"risk:1": "Fire", "risk:1 (2)": "Flood"}
    assert note(found, "id-twice").where == ["Closed row 2: 1"]


def test_the_type_column_tells_the_entries_of_one_log_apart() -> None:
    found = log(["ID", "Type", "Description", "Impact", "Probability"], ["1", "Risk", "a", "2", "3"],
                ["2", "Issue", "b", "", ""],
                ["3", "Opportunity", "c", "4", "1"], ["4", "Legal", "d", "4", "1"])  # fmt: skip
    assert [fields(item, "type", "risk_kind", "category") for item in found.items] == [
        ("risk", None, None), ("issue", None, None), ("risk", "opportunity", None), ("risk", None, "Legal"),
    ]  # fmt: skip


def test_no_headings_are_refused_with_what_is_there_instead() -> None:
    with pytest.raises(Unreadable, match=r"no row holds the headings of a log.*begins with a, b"):
        xlsx({"S": [["a", "b"], [1, 2]]})
    with pytest.raises(Unreadable, match="empty"):
        xlsx({"S": []})
    with pytest.raises(Unreadable, match="no row holds the headings"):
        read_risk_csv(b"a,b\n1,2\n", UTC, "x")


def test_headings_above_a_semicolon_file_do_not_mislead() -> None:
    data = "Register, of Ana\n\n;;Inherent;;Residual;\nNr;Risiko;EW;Auswirkung;EW;Auswirkung\n1;Feuer;4;5;1;2\n"
    (item,) = read_risk_csv(data.encode(), UTC, "x").items
    assert fields(item, "inherent_probability", "inherent_impact", "residual_probability", "residual_impact") == (
        4,
        5,
        1,
        2,
    )
    assert fields(item, "probability", "impact_time") == (4, 5)


# --- scores ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("Very High", 5), ("Severe", 5), ("Almost certain", 5), ("Likely", 4), ("HIGH", 4), ("Medium", 3), ("Low", 2),
        ("Rare", 1), ("Very low", 1), ("4 - Likely", 4), ("Likely (4)", 4), ("mittel", 3), ("sehr hoch", 5),
        ("Muy Alto", 5), ("élevé", 4), ("Média", 3), ("3", 3), ("3.0", 3),
    ],
)  # fmt: skip
def test_words_and_numbers_become_levels(word: str, level: int) -> None:
    assert fields(risk(["Probability", "Impact"], word, word), "probability", "impact_time") == (level, level)


def test_other_scales_are_brought_to_ours_and_noted() -> None:
    found = log(["Risk", "Probability (1-3)", "Impact (1-10)"], ["a", "1", "1"], ["b", "2", "6"], ["c", "3", "10"])
    assert [fields(item, "probability", "impact_time") for item in found.items] == [(1, 1), (3, 3), (5, 5)]
    assert note(found, "scale-mapped").where == ["Probability (1-3): 1 to 3", "Impact (1-10): 1 to 10"]


def test_percents_are_the_chance_and_give_the_level() -> None:
    found = log(["Risk", "Probability", "Impact"], ["a", "5%", "2"], ["b", "60 %", "2"], ["c", "95%", "2"])
    assert [fields(item, "probability", "chance") for item in found.items] == [(1, 5), (4, 60), (5, 95)]
    shares = log(["Risk", "Probability", "Impact"], ["a", "0.3", "0.8"], ["b", "0.05", "0.05"])
    assert [fields(item, "probability", "chance", "impact_time") for item in shares.items] == [(2, 30, 5), (1, 5, 1)]


def test_a_percent_format_counts_as_percent() -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.append(["Risk", "Probability", "Impact"])
    sheet.append(["Fire", 0.45, 4])
    sheet["B2"].number_format = "0%"
    (item,) = xlsx(saved(made)).items
    assert fields(item, "probability", "chance") == (3, 45)


def test_a_level_outside_its_scale_stays_an_own_field() -> None:
    found = log(["Risk", "Probability (1-5)", "Impact (1-5)"], ["a", "9", "2"], ["b", "x?", "2"], ["c", "3", "2"])
    assert [item.custom for item in found.items] == [{"Probability (1-5)": "9"}, {"Probability (1-5)": "x?"}, {}]
    assert codes(found)["levels-unreadable"] == 2


@given(st.integers(1, 9), st.integers(1, 9))
def test_any_scale_keeps_order_and_ends(low: int, span: int) -> None:
    scale = scale_of(f"Impact ({low}-{low + span})", [], False)
    levels = [found.level for n in range(low, low + span + 1) if (found := scale.read(str(n)))]
    assert levels[0] == 1 and levels[-1] == 5 and levels == sorted(levels) and len(levels) == span + 1


def test_the_score_is_computed_here_and_a_wrong_one_named() -> None:
    found = log([*PLAIN, "Risk Score"], ["1", "a", "3", "4", "", "", "12"], ["2", "b", "3", "4", "", "", "20"])
    assert note(found, "score-differs").where == ["row 3: 20 for 12"]
    assert all("Risk Score" not in item.custom for item in found.items)


def test_two_pairs_of_columns_of_one_name_are_current_and_residual() -> None:
    found = log(["Risk", "P", "I", "P", "I"], ["Fire", "4", "5", "1", "2"])
    assert fields(found.items[0], "probability", "impact_time", "residual_probability", "residual_impact") == (
        4,
        5,
        1,
        2,
    )
    assert "second-score" in codes(found)


def test_impacts_by_dimension_stay_apart_and_amounts_are_amounts() -> None:
    item = risk(["Probability", "Cost Impact", "Schedule Impact (days)", "Quality Impact"], "3", "12,500", "10", "4")
    assert fields(item, "cost_m", "delay_m", "impact_quality", "impact_cost") == (12500, 10, 4, None)


def test_an_impact_in_words_is_an_effect() -> None:
    item = risk(["Probability", "Impact"], "3", "We would lose a month and two people")
    assert fields(item, "effect", "probability") == ("We would lose a month and two people", 3)


# --- the other cells -------------------------------------------------------------------------------------------------


def test_dashes_and_the_like_say_nothing() -> None:
    item = risk(
        ["Probability", "Impact", "Owner", "Fallback", "Due date", "Category"], "3", "4", "—", "–", "N/A", "tbd"
    )
    assert item.owner is None and fields(item, "fallback", "due", "category") == (None, None, None) and not item.custom


def test_owners_lose_their_role_and_keep_their_colleagues() -> None:
    found = log(["Risk", "Probability", "Impact", "Owner"], ["a", "1", "1", "Pedro (Producer)"],
                ["b", "1", "1", "Ana & Ben, Cem"], ["c", "1", "1", "Dea <dea@example.org>"])  # fmt: skip
    assert [(item.owner, item.assignees) for item in found.items] == [
        ("pedro", []),
        ("ana", ["ben", "cem"]),
        ("dea", []),
    ]
    assert [(who.name, who.email) for who in found.people][-1] == ("Dea", "dea@example.org")
    assert note(found, "role-behind-name").where == ["Pedro (Producer)"]


def test_references_become_links() -> None:
    found = log(
        ["ID", "Risk", "Probability", "Impact", "Related", "Notes"],
        ["R-01", "Fire", "1", "1", "", ""],
        ["R-02", "Smoke", "1", "1", "R-01; R-09", "comes with Risk #3"],
        ["3", "Heat", "1", "1", "", "see Bug #103 and COVID-19"],
    )
    assert found.links == [
        InLink("risk:R-01", "relates", "risk:R-02"), InLink("risk:R-02", "relates", "risk:3"),
    ]  # fmt: skip
    assert found.items[1].custom == {"Related": "R-01; R-09"}


def test_the_status_becomes_column_and_state() -> None:
    words = [
        "Open",
        "Closed",
        "Mitigated",
        "Occurred",
        "Cancelled",
        "Monitoring",
        "In progress",
        "On hold",
        "not closed",
    ]
    found = log(PLAIN, *[[str(n), word, "3", "4", "", word] for n, word in enumerate(words)])
    placed = {
        word: (item.column, item.fields["type"], item.fields.get("dropped")) for word, item in by_title(found).items()
    }
    assert placed == {
        "Open": ("ready", "risk", None), "Closed": ("done", "risk", None), "Mitigated": ("done", "risk", None),
        "Occurred": ("active", "issue", None), "Cancelled": ("done", "risk", 1), "Monitoring": ("ready", "risk", None),
        "In progress": ("active", "risk", None), "On hold": ("wait", "risk", None),
        "not closed": ("ready", "risk", None),
    }  # fmt: skip
    assert by_title(found)["Occurred"].fields["severity"] == "major"
    assert by_title(found)["Monitoring"].custom == {"Status": "Monitoring"} and not by_title(found)["Open"].custom


def test_what_is_done_about_it_is_a_word_or_stands_in_the_text() -> None:
    item = risk(["Probability", "Impact", "Response", "Description"], "1", "1", "Transfer", "Old house")
    assert fields(item, "response", "body") == ("transfer", "Old house")
    item = risk(["Probability", "Impact", "Mitigation Plan", "Description"], "1", "1", "Buy sand", "Old house")
    assert fields(item, "response", "body") == ("mitigate", "Description: Old house\n\nMitigation Plan: Buy sand")
    item = risk(["Probability", "Impact", "Response"], "1", "1", "Buy sand")
    assert fields(item, "response", "body") == (None, "Response: Buy sand")


def test_dates_come_in_any_form_and_unreadable_ones_are_kept() -> None:
    found = log(["Risk", "Probability", "Impact", "Due date", "Date raised"],
                ["a", "1", "1", "13/02/2026", "1 Feb 2026"], ["b", "1", "1", "2026-02-03", ""],
                ["c", "1", "1", "02/03/2026", ""], ["d", "1", "1", "Q3", ""])  # fmt: skip
    assert [item.fields.get("due") for item in found.items] == ["2026-02-13", "2026-02-03", "2026-03-02", None]
    assert found.items[0].fields["created_at"] == datetime(2026, 2, 1, tzinfo=UTC).timestamp() * 1000
    assert found.items[3].custom == {"Due date": "Q3"} and codes(found) == {"impact-on-time": 1, "dates-unreadable": 1}


def test_unknown_columns_and_second_ones_of_a_name_are_own_fields() -> None:
    found = log([*PLAIN, "Vendor", "Start", "Start", ""], ["1", "a", "1", "1", "", "", "ACME", "x", "y", "z"])
    assert found.items[0].custom == {"Vendor": "ACME", "Start": "x", "Start (2)": "y", "Column 10": "z"}


def test_formulas_that_are_errors_or_not_computed_are_noted_and_kept_raw() -> None:
    found = xlsx({"R": [["Risk", "Probability", "Impact", "Score", "Due date", "Owner"],
                        ["Fire", 3, 4, "=B2*C2", "=TODAY()", "#REF!"]]})  # fmt: skip
    (item,) = found.items
    assert fields(item, "probability", "impact_time", "due") == (3, 4, None) and item.owner is None and not item.custom
    assert codes(found) == {"impact-on-time": 1, "formula-not-computed": 1, "formula-error": 1}
    assert item.raw == {"Risk": "Fire", "Probability": "3", "Impact": "4", "Score": "=B2*C2", "Due date": "=TODAY()",
                        "Owner": "#REF!"}  # fmt: skip


def test_rows_without_a_title_are_named_or_left_out_aloud() -> None:
    found = log(PLAIN, ["1", "", "", "", "", "Open"], ["2", "", "3", "4", "", ""], PLAIN, ["3", "Fire", "", "", "", ""])
    assert [item.fields["title"] for item in found.items] == ["(2)", "Fire"]
    assert note(found, "row-empty").where == ["row 2"] and note(found, "headings-repeated").where == ["row 4"]


def test_without_ids_a_title_is_the_identity_and_twins_are_told_apart() -> None:
    found = log(["Risk", "Probability", "Impact"], ["Fire", "1", "1"], ["fire ", "2", "2"])
    first, second = found.items
    assert second.ext_id == f"{first.ext_id} (2)" and codes(found)["id-twice"] == 1


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), max_size=7), max_size=6))
def test_no_cells_whatever_break_the_reader_or_get_lost(rows: list[list[str]]) -> None:
    found = read_risk_csv(csv_bytes([*PLAIN, "Due"], rows), UTC, "x")
    assert adds_up(found.accounting) and all(item.fields["title"] for item in found.items)


# --- into a plan -----------------------------------------------------------------------------------------------------


def test_a_log_fills_the_register_and_leaves_the_board_as_it_is(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    rows = [
        ["R-1", "Fire", "4", "5", "Ana", "Open", "2026-12-01"],
        ["R-2", "Flood", "Low", "High", "Ben", "Closed", ""],
    ]
    path.write_bytes(csv_bytes([*PLAIN, "Next review"], rows))
    before = [column.name for column in columns(plan).values()]
    report = run(plan, [path])
    assert report.created["item"] == 2 and [column.name for column in columns(plan).values()] == before
    fire, flood = risks(plan, list({item.project_id for item in items_of(plan, None)}), closed=True)
    assert fire.said == {"probability": 4, "impact_time": 5, "next_review": "2026-12-01"} and fire.state == "open"
    assert flood.said == {"probability": 2, "impact_time": 4} and flood.state == "done"
    again = run(plan, [path])
    assert again.created.total() == again.updated.total() == 0 and again.unchanged["item"] == 2


def test_a_newer_log_updates_and_what_was_changed_here_is_kept(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(csv_bytes(PLAIN, [["1", "Fire", "4", "5", "", "Open"]]))
    run(plan, [path])
    (item,) = items_of(plan, None)
    with plan.transaction("edit") as tx:
        tx.set(item.id, "probability", 2)
    path.write_bytes(csv_bytes(PLAIN, [["1", "Fire", "3", "3", "", "Closed"]]))
    report = run(plan, [path])
    (known,) = risks(plan, [item.project_id], closed=True)
    assert known.said == {"probability": 2, "impact_time": 3} and known.state == "done"
    assert report.notes["kept-local"].where == ["risk:1 probability"]


def test_ids_count_within_their_file(plan: Plan, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.csv").write_bytes(csv_bytes(PLAIN, [["1", f"Risk {name}", "4", "5", "Bea", "Open"]]))
    run(plan, [tmp_path / "one.csv", tmp_path / "two.csv"])
    assert {item.title for item in items_of(plan, None)} == {"Risk one", "Risk two"}
    assert len([who for who in people(plan).values() if who.name == "Bea"]) == 1


# --- hostile workbooks -----------------------------------------------------------------------------------------------

GOOD: dict[str, Rows] = {"R": [PLAIN, [1, "Fire", 3, 4, "Ana", "Open"]]}


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = with_parts(book(GOOD), {"xl/worksheets/sheet1.xml": b"<a>" + b" " * (210 * 1024 * 1024)})
    assert len(bomb) < 1_000_000
    with pytest.raises(Unreadable, match=r"unpacks to \d+ parts of 210 MB"):
        xlsx(bomb)
    with pytest.raises(Unreadable, match=r"styles\.xml unpacks to 20 MB"):
        xlsx(with_parts(book(GOOD), {"xl/styles.xml": b" " * (20 * 1024 * 1024)}))


def test_a_part_that_lies_about_its_size_is_damaged() -> None:
    data = bytearray(book(GOOD))
    place = data.rindex(b"xl/worksheets/sheet1.xml") - 46  # its entry in the list of parts
    data[place + 24 : place + 28] = (5).to_bytes(4, "little")
    with pytest.raises(Unreadable, match="the workbook is damaged"):
        xlsx(bytes(data))


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_table, "_MOST_CELLS", 50)
    with pytest.raises(Unreadable, match="more than 50 cells"):
        xlsx({"R": [PLAIN, *[[n, "x"] for n in range(50)]]})
    monkeypatch.setattr(xlsx_table, "_MOST_FILLED", 5)
    with pytest.raises(Unreadable, match="more than 5 filled cells"):
        xlsx(GOOD)
    monkeypatch.setattr(xlsx_table, "_MOST_TEXT", 100)
    with pytest.raises(Unreadable, match="more than 100 characters"):
        xlsx({"R": [["y" * 200]]})


def test_a_cell_far_out_and_a_false_size_cost_nothing() -> None:
    data = book(GOOD)
    sheet = part(data, "xl/worksheets/sheet1.xml")
    assert b'ref="A1:F2"' in sheet
    sheet = sheet.replace(b'ref="A1:F2"', b'ref="A1:XFD1048576"')
    assert len(xlsx(with_parts(data, {"xl/worksheets/sheet1.xml": sheet})).items) == 1
    far = sheet.replace(b"</sheetData>", b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row></sheetData>')
    with pytest.raises(Unreadable, match="more than 2,000,000 cells"):
        xlsx(with_parts(data, {"xl/worksheets/sheet1.xml": far}))


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>"""


SHARED = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


@pytest.mark.parametrize(
    "name",
    ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml"],
)
def test_xml_that_defines_entities_is_refused(name: str) -> None:
    data = book(GOOD)
    types = part(data, "[Content_Types].xml")
    shared = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % SHARED
    data = with_parts(
        data, {"[Content_Types].xml": types.replace(b"</Types>", shared), "xl/sharedStrings.xml": b"<sst/>"}
    )
    laughing = LAUGHS + re.sub(rb"^<\?.*?\?>", b"", part(data, name))
    with pytest.raises(Unreadable, match="defines entities"):
        xlsx(with_parts(data, {name: laughing}))


def test_passwords_binary_books_and_other_archives_are_refused_by_name() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    with pytest.raises(Unreadable, match="protected by a password"):
        read(Path("x.xlsx"), data=ole + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(Unreadable, match="old Office document"):
        read(Path("x.xls"), data=ole)
    with pytest.raises(Unreadable, match="binary workbook"):
        read(Path("x.xlsb"), data=with_parts(book(GOOD), {"xl/workbook.bin": b"x"}))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as parts:
        parts.writestr("word/document.xml", "<a/>")
    with pytest.raises(Unreadable, match="zip archive"):
        read(Path("x.docx"), data=buffer.getvalue())


def test_a_cut_off_workbook_is_damaged() -> None:
    data = book(GOOD)
    for size in (len(data) - 10, len(data) // 2, 600):
        with pytest.raises(Unreadable, match=r"the workbook is damaged|zip archive"):
            read(Path("x.xlsx"), data=data[:size])


@given(st.data())
def test_a_damaged_workbook_is_read_or_refused_but_never_breaks(data: st.DataObject) -> None:
    damaged = bytearray(WHOLE)
    for place in data.draw(st.lists(st.integers(0, len(WHOLE) - 1), max_size=6)):
        damaged[place] = data.draw(st.integers(0, 255))
    try:
        found = read(Path("x.xlsx"), data=bytes(damaged))
    except Unreadable as error:
        assert "\n" not in str(error)
    else:
        assert adds_up(found.accounting)


WHOLE = book(GOOD)


def test_macros_and_links_to_other_files_are_left_alone_aloud() -> None:
    found = xlsx(with_parts(book(GOOD), {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<a/>"}))
    assert len(found.items) == 1 and {"macros-left-alone", "links-left-alone"} <= codes(found).keys()


# --- real logs -------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
def test_real_registers_are_read_whole() -> None:
    portfolio = read(SAMPLES / "PGS-portfolio_risk_register.xlsx", zone=UTC)
    assert [fields(item, "probability", "impact_time") for item in portfolio.items] == [
        (3, 4),
        (2, 4),
        (3, 4),
        (2, 5),
        (2, 3),
    ]
    assert all(item.owner and item.fields["due"] and item.fields["trigger_text"] for item in portfolio.items)
    assert "score-differs" not in codes(portfolio) and adds_up(portfolio.accounting)
    scanned = read(SAMPLES / "project-phoenix_risk_register.csv", zone=UTC)
    assert scanned.format == "risk-csv" and all(
        {"probability", "impact_time"} <= item.fields.keys() for item in scanned.items
    )
    assert all({"ipAddress", "cvss"} <= item.custom.keys() for item in scanned.items)
