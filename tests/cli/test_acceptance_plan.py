"""What a sceptical user met when trying schedules and risks by hand: slips that would have passed for facts."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Run
from tests.exchange.books import book
from tests.store.test_migrations import made_by_version_1


@pytest.mark.parametrize(
    "words",
    [["set", "1", "constraint=SNET 1850-01-01"], ["set", "1", "constraint=MFO 2300-01-01 10:00"],
     ["set", "1", "due=2201-01-01"], ["set", "1", "start=1899-12-31"], ["project", "set", "ORD", "start=1850-01-01"],
     ["calendar", "off", "Standard", "1.1.1800"], ["add", "Far ^2999-01-01"]],
)  # fmt: skip
def test_a_day_no_schedule_reaches_is_refused_where_it_is_typed(run: Run, plan: Path, words: list[str]) -> None:
    said = run(*words)
    assert said.code == 2 or "^2999-01-01" in said.err
    assert "is too far away; a plan goes from 1900 to 2200" in said.err
    assert run("schedule").code == 0


def test_a_chance_below_one_needs_its_percent_sign(run: Run, plan: Path) -> None:
    run("risk", "add", "Vendor slips")
    said = run("set", "7", "chance=0.4")
    assert (said.code, said.err) == (2, "pmtui: chance is a number of percent: write 40% or 0.4%, not 0.4\n")
    for text, share in (("0.4%", 0.004), ("40", 0.4), ("40 %", 0.4), ("1", 0.01), ("0", 0.0)):
        assert run("set", "7", f"chance={text}").code == 0
        assert run("risk", "show", "7", "--json").json["chance"] == pytest.approx(share)


@pytest.mark.parametrize("costs", [(50, 20, 10), (10, 60, 50), (-5, 1, 2)])
def test_a_log_whose_pessimistic_cost_is_not_the_highest_keeps_it_as_own_fields(
    run: Run, plan: Path, tmp_path: Path, costs: tuple[int, int, int]
) -> None:
    heads = ["ID", "Risk", "Probability", "Impact", "Cost optimistic", "Cost likely", "Cost pessimistic"]
    log = tmp_path / "log.xlsx"
    log.write_bytes(book({"Risks": [heads, ["R1", "Vendor slips", 4, 3, *costs], ["R2", "Fine", 4, 3, 1, 2, 3]]}))
    said = run("import", log, "--json").json
    assert [(note["code"], note["count"]) for note in said["notes"]][-1] == ("amounts-out-of-order", 1)
    slips, fine = sorted(
        run("risk", "list", "--project", said["project"], "--json").json, key=lambda one: one["number"]
    )
    assert (slips["cost"], slips["emv"]) == (None, None)
    assert fine["cost"] == {"o": 1.0, "m": 2.0, "p": 3.0}
    own = run("show", slips["ref"], "--json").json["custom"]
    assert {own[head] for head in heads[4:]} == {str(cost) for cost in costs}


def test_a_file_to_compare_with_that_is_not_there_is_called_so(run: Run, plan: Path) -> None:
    said = run("schedule", "--against", "vendor.xml")
    assert (said.code, said.err) == (2, "pmtui: there is no file vendor.xml\n")


def test_the_plan_as_it_was_cannot_be_that_of_tomorrow(run: Run, plan: Path) -> None:
    said = run("schedule", "--at", "tomorrow")
    assert said.code == 2
    assert "tomorrow is still to come" in said.err


@pytest.mark.parametrize("format", ["html", "ical", "mermaid", "plan-csv", "mspdi", "xlsx", "json", "csv", "md"])
def test_a_plan_of_version_1_is_exported_without_being_changed(
    run: Run, plan: Path, tmp_path: Path, format: str
) -> None:
    made_by_version_1(plan)
    before = plan.read_bytes()
    target = tmp_path / f"out.{format}"
    assert run("export", format, target).code == 0
    assert target.stat().st_size > 0
    assert plan.read_bytes() == before


@pytest.mark.parametrize("format", ["html", "ical", "mermaid", "plan-csv", "mspdi", "csv", "md", "xlsx"])
def test_an_export_is_of_the_project_that_is_named(run: Run, plan: Path, tmp_path: Path, format: str) -> None:
    run("init", "--key", "OPS", "--name", "Operations")
    run("add", "Night watch ~1d ^fri", "--project", "OPS")
    run("risk", "add", "Night watch 3x3", "--project", "OPS")
    target = tmp_path / f"out.{format}"
    assert run("export", format, target, "--project", "OPS").err == f"{target} written\n"
    assert run("export", format, target, "--project", "NO").code == 2
    if format == "xlsx":
        assert [row[1].value for row in load_workbook(target)["Risks"].iter_rows()][1:] == ["Night watch"]
    else:
        assert "Night watch" in target.read_text("utf-8")
        assert "Audit log" not in target.read_text("utf-8")
